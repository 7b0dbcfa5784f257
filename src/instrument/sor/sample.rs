//! Made-up SOR files, for the tests, the example and the comparison with other readers.

use super::blocks::{DataPoints, Event, Fixed, General, KeyEvents, Pulse, Run, Supplier, Totals, UnknownBlock};
use super::file::{File, LIGHT_M_S};
use super::text::Code;

/// 8 km of G.652 at 1550 nm with a splice at 2 km, a connector at 5 km and its end, and a maker's block.
pub fn sample() -> File {
    let made = Made { wavelength: 1550, pulse_ns: 100, index_e5: 146_820, step_m: 1.0, points: 9000, slope: 0.19 };
    let mut file = made.file(&[(2000.0, 0.08, 0.0), (5000.0, 0.31, -48.2), (8000.0, 0.0, -16.5)]);
    file.unknown.push(UnknownBlock { name: "EpissureTest".into(), version: 101, body: vec![1, 0, 255] });
    file
}

/// 60 km at 1310 nm with a long pulse, as another instrument might write it: units in miles, a gain, a launch fibre.
pub fn sample_far() -> File {
    let made = Made { wavelength: 1310, pulse_ns: 10_000, index_e5: 146_750, step_m: 5.1, points: 14_321, slope: 0.34 };
    let mut file = made.file(&[(1000.0, 0.2, -52.0), (25_000.0, -0.04, 0.0), (60_000.0, 0.0, 0.0)]);
    if let (Some(general), Some(fixed)) = (&mut file.general, &mut file.fixed) {
        general.user_offset = made.time(1000.0);
        fixed.units = Code(*b"mi");
        fixed.acquisition_offset = -12;
    }
    file
}

struct Made {
    wavelength: u16,
    pulse_ns: u16,
    index_e5: u32,
    step_m: f64,
    points: u32,
    /// dB/km.
    slope: f64,
}

impl Made {
    /// One-way time to `metres`, 100 ps units.
    fn time(&self, metres: f64) -> i32 {
        (metres * f64::from(self.index_e5) * 1e-5 / LIGHT_M_S * 1e10).round() as i32
    }

    /// With events (place m, loss dB, reflectance dB or 0), the last of which is the end.
    fn file(&self, places: &[(f64, f64, f64)]) -> File {
        let end = places.last().map_or(0.0, |place| place.0);
        let losses: f64 = places.iter().map(|place| place.1).sum();
        let spacing = (self.step_m * f64::from(self.index_e5) * 1e-5 / LIGHT_M_S * 1e14).round() as u32;
        File {
            version: 200,
            general: Some(General {
                language: Code(*b"EN"),
                cable_id: "C12".into(),
                fibre_id: "007".into(),
                fibre_type: 652,
                wavelength_nm: self.wavelength,
                location_a: "Exchange".into(),
                location_b: "Cabinet 3".into(),
                cable_code: "48F".into(),
                build_condition: Code(*b"BC"),
                operator: "Trainee".into(),
                comment: "made up".into(),
                ..General::default()
            }),
            supplier: Some(Supplier {
                maker: "Epissure".into(),
                mainframe: "Bench".into(),
                mainframe_serial: "1".into(),
                module: "SM".into(),
                module_serial: "2".into(),
                software: "0.1".into(),
                ..Supplier::default()
            }),
            fixed: Some(Fixed {
                timestamp: 1_700_000_000,
                units: Code(*b"km"),
                wavelength_tenths: self.wavelength * 10,
                pulses: vec![Pulse { width_ns: self.pulse_ns, spacing, points: self.points }],
                group_index_e5: self.index_e5,
                backscatter_tenths: 820,
                averages: 18_000,
                averaging_tenths: 150,
                range: self.time(f64::from(self.points) * self.step_m),
                noise_floor: 35_000,
                noise_floor_scale: 1000,
                loss_threshold: 50,
                reflectance_threshold: 55_000,
                end_threshold: 3000,
                trace_type: Code(*b"ST"),
                ..Fixed::default()
            }),
            events: Some(KeyEvents {
                events: places.iter().enumerate().map(|(i, &place)| self.event(i, place, place.0 == end)).collect(),
                totals: Totals {
                    loss_milli: ((end / 1000.0 * self.slope + losses) * 1000.0).round() as i32,
                    loss_finish: self.time(end),
                    orl_milli: 32_450,
                    orl_finish: self.time(end),
                    ..Totals::default()
                },
                tail: vec![],
            }),
            data: Some(DataPoints { runs: vec![Run { scale: 1000, values: self.values(places, end) }], tail: vec![] }),
            ..File::default()
        }
    }

    fn event(&self, i: usize, (place, loss, reflectance): (f64, f64, f64), last: bool) -> Event {
        let half = f64::from(self.pulse_ns) * 0.1;
        Event {
            number: i as u16 + 1,
            time: self.time(place),
            slope_milli: (self.slope * 1000.0).round() as i16,
            loss_milli: (loss * 1000.0_f64).round() as i16,
            reflectance_milli: (reflectance * 1000.0_f64).round() as i32,
            code: Code([if reflectance < 0.0 { b'1' } else { b'0' }, if last { b'E' } else { b'F' }, 57, 57, 57, 57]),
            method: Code(*b"LS"),
            markers: [
                self.time((place - 500.0).max(0.0)),
                self.time(place),
                self.time(place + half),
                self.time(place + 500.0),
                self.time(place + half / 2.0),
            ],
            comment: "".into(),
        }
    }

    fn values(&self, places: &[(f64, f64, f64)], end: f64) -> Vec<u16> {
        let mut dice = 1_u32;
        let point = |i| {
            let at = f64::from(i) * self.step_m;
            let passed: f64 = places.iter().filter(|place| place.0 <= at).map(|place| place.1).sum();
            let in_pulse = |place: &&(f64, f64, f64)| {
                place.2 < 0.0 && (0.0..f64::from(self.pulse_ns) * 0.1).contains(&(at - place.0))
            };
            let peak = places.iter().find(in_pulse).map_or(0.0, |place| (60.0 + place.2) / 6.0);
            dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let noise = f64::from(dice >> 16) / 65_536.0 - 0.5;
            let level =
                if at < end { 10.0 + at / 1000.0 * self.slope + passed + noise * 0.02 } else { 48.0 + noise * 6.0 };
            ((level - peak).max(0.0) * 1000.0).round() as u16
        };
        (0..self.points).map(point).collect()
    }
}
