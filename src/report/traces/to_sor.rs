//! A trace in the reflectometer's memory as a SOR file.

use crate::bench::measure::{Stored, THRESHOLDS};
use crate::instrument::from_sor::{FLOOR_OVER_SIGMA_DB, OWN_MAKER};
use crate::instrument::otdr::{Event, EventTable, Kind, Trace};
use crate::instrument::sor::{
    Code, DataPoints, Event as SorEvent, File, Fixed, General, KeyEvents, LIGHT_M_S, Pulse, Run, Supplier, Totals,
};
use crate::optics::FibreType;
use crate::scenario::Job;
use crate::scenario::schema::{Lang, Work};

/// What a file says besides the trace.
#[derive(Clone, Copy, Debug, Default)]
pub struct About<'a> {
    /// Language of the texts in it.
    pub lang: Lang,
    /// Pseudonym of who measured; may be empty.
    pub operator: &'a str,
    /// When, seconds since 1970-01-01 UTC; 0 for not said. The core has no clock.
    pub taken_at: u32,
}

/// The file of a trace: as its instrument would have written it, with its own event table.
///
/// Times count from the front panel. Levels under −65.535 dB, which only noise has, are written as that: the format
/// holds no less. Echoes behind the end are left out: in a file the last event is the end.
pub fn to_sor(stored: &Stored, job: &Job, about: &About<'_>) -> File {
    let trace = &*stored.trace;
    File {
        version: 200,
        general: Some(general(stored, job, about)),
        supplier: Some(Supplier {
            maker: OWN_MAKER.into(),
            mainframe: "Bench".into(),
            module: "OTDR".into(),
            software: env!("CARGO_PKG_VERSION").into(),
            ..Supplier::default()
        }),
        fixed: Some(fixed(trace, &stored.table, about)),
        events: Some(key_events(trace, &stored.table)),
        data: Some(DataPoints { runs: vec![Run { scale: 1_000, values: values(trace) }], tail: Vec::new() }),
        ..File::default()
    }
}

/// A name for the file of a trace, without its ending: `fibre-03-1550-a`, `-b` from the far end.
pub fn file_name(stored: &Stored) -> String {
    let nm = stored.wavelength().nm() as u32;
    let way = if stored.reverse { 'b' } else { 'a' };
    match stored.strand {
        Some(strand) => format!("fibre-{:02}-{nm}-{way}", strand + 1),
        None => format!("no-fibre-{nm}-{way}"),
    }
}

fn general(stored: &Stored, job: &Job, about: &About<'_>) -> General {
    let network = job.scenario.measuring.as_ref().map(|measuring| &measuring.network);
    let place = |node: crate::plant::Node| node.name().to_uppercase();
    let mut ends = match (network, stored.strand) {
        (Some(network), Some(_)) => [place(network.near.0), place(network.far.0)],
        _ => [String::new(), String::new()],
    };
    if stored.reverse {
        ends.reverse();
    }
    let fibre_type = stored.strand.and_then(|i| job.strands.get(usize::from(i))).and_then(|strand| {
        strand.pieces.iter().find_map(|piece| match piece {
            crate::plant::Piece::Fibre { kind, .. } => Some(*kind),
            _ => None,
        })
    });
    let [location_a, location_b] = ends;
    // The readers of such files disagree on encodings: these texts do without accents.
    let mut comment = match about.lang {
        Lang::Fr => "Trace de simulateur (Epissure), pas une vraie fibre".to_owned(),
        Lang::En => "Made by a simulator (Epissure), no real fibre".to_owned(),
    };
    for (cord_m, name) in [
        (stored.before_m, [" ; bobine amorce ", "; launch cord "]),
        (stored.after_m, [" ; bobine de fin ", "; receive cord "]),
    ] {
        if cord_m > 0.0 {
            comment += &format!("{}{cord_m:.0} m", name[about.lang as usize]);
        }
    }
    General {
        language: Code(if about.lang == Lang::Fr { *b"FR" } else { *b"EN" }),
        cable_id: clean(&job.scenario.id).as_str().into(),
        fibre_id: stored.strand.map_or_else(String::new, |i| format!("fibre {}", i + 1)).as_str().into(),
        fibre_type: fibre_type.map_or(652, |kind| if kind == FibreType::G652D { 652 } else { 657 }),
        wavelength_nm: stored.wavelength().nm() as u16,
        location_a: location_a.as_str().into(),
        location_b: location_b.as_str().into(),
        cable_code: match job.scenario.work {
            Work::Measure => format!("{}F", job.strands.len()).as_str().into(),
            _ => clean(&job.cable.id).as_str().into(),
        },
        build_condition: Code(*b"BC"),
        operator: clean(about.operator).as_str().into(),
        comment: comment.as_str().into(),
        ..General::default()
    }
}

/// A string that the format can hold.
fn clean(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(80).collect()
}

/// One-way time of travel to a displayed distance, 100 ps units.
fn time(trace: &Trace, metres: f64) -> i32 {
    (metres * trace.settings.index / LIGHT_M_S * 1e10).round() as i32
}

fn milli(value: f64) -> i32 {
    (value * 1_000.0).round() as i32
}

fn milli_16(value: f64) -> i16 {
    milli(value).clamp(i32::from(i16::MIN), i32::from(i16::MAX)) as i16
}

fn values(trace: &Trace) -> Vec<u16> {
    trace.level_db.iter().map(|level| (-f64::from(*level) * 1_000.0).round().clamp(0.0, 65_535.0) as u16).collect()
}

fn fixed(trace: &Trace, table: &EventTable, about: &About<'_>) -> Fixed {
    let settings = &trace.settings;
    let points = trace.level_db.len();
    let range_m = points as f64 * trace.spacing_m;
    let backscatter = FibreType::G652D.optics().backscatter_db(settings.wavelength.nm());
    let floor = -(trace.noise_floor_db + FLOOR_OVER_SIGMA_DB);
    let shown_m = (table.length_m * 1.2).min(range_m);
    Fixed {
        timestamp: about.taken_at,
        units: Code(*b"mt"),
        wavelength_tenths: (settings.wavelength.nm() * 10.0) as u16,
        pulses: vec![Pulse {
            width_ns: settings.pulse_ns.round().clamp(1.0, 65_535.0) as u16,
            spacing: (trace.spacing_m * settings.index / LIGHT_M_S * 1e14).round() as u32,
            points: points as u32,
        }],
        group_index_e5: (settings.index * 1e5).round() as u32,
        backscatter_tenths: (-backscatter * 10.0).round() as i16,
        averages: trace.averages,
        averaging_tenths: (settings.averaging_s * 10.0).round().clamp(0.0, 65_535.0) as u16,
        range: time(trace, range_m),
        range_distance: (range_m * 10.0).round().min(f64::from(i32::MAX)) as i32,
        noise_floor: milli(floor).clamp(0, 65_535) as u16,
        noise_floor_scale: 1_000,
        loss_threshold: milli(THRESHOLDS.loss_db).clamp(0, 65_535) as u16,
        reflectance_threshold: milli(-THRESHOLDS.reflectance_db).clamp(0, 65_535) as u16,
        end_threshold: milli(THRESHOLDS.end_db).clamp(0, 65_535) as u16,
        trace_type: Code(*b"ST"),
        window: [time(trace, shown_m), 0, 0, milli(floor)],
        ..Fixed::default()
    }
}

fn key_events(trace: &Trace, table: &EventTable) -> KeyEvents {
    let last = table.events.iter().position(|event| matches!(event.kind, Kind::End | Kind::Fade));
    let events = &table.events[..last.map_or(table.events.len(), |last| last + 1)];
    let length = time(trace, table.length_m);
    KeyEvents {
        events: (0..events.len()).map(|i| key_event(trace, events, i)).collect(),
        totals: Totals {
            loss_milli: milli(table.loss_db),
            loss_start: 0,
            loss_finish: length,
            orl_milli: if table.orl_db.is_finite() { milli(table.orl_db).clamp(0, 65_535) as u16 } else { 0 },
            orl_start: 0,
            orl_finish: length,
        },
        tail: Vec::new(),
    }
}

fn key_event(trace: &Trace, events: &[Event], i: usize) -> SorEvent {
    let event = &events[i];
    let end_m = |event: &Event| event.distance_m + trace.pulse_m() + trace.spacing_m;
    let before =
        i.checked_sub(1).and_then(|i| events.get(i)).map_or(0.0, |event| end_m(event).min(events[i].distance_m));
    let next = events.get(i + 1).map_or(end_m(event), |next| next.distance_m);
    let peak = if event.reflectance_db.is_some() { event.distance_m + 0.5 * trace.pulse_m() } else { event.distance_m };
    let reflection = match event.kind {
        _ if event.saturated => b'2',
        Kind::Launch | Kind::Reflective | Kind::Ghost => b'1',
        Kind::End if event.reflectance_db.is_some() => b'1',
        Kind::Loss | Kind::Gain | Kind::End | Kind::Fade => b'0',
    };
    let found = match event.kind {
        Kind::End => b'E',
        Kind::Fade => b'O',
        _ => b'F',
    };
    SorEvent {
        number: (i + 1).min(usize::from(u16::MAX)) as u16,
        time: time(trace, event.distance_m),
        slope_milli: milli_16(event.slope_db_km.unwrap_or(0.0)),
        loss_milli: milli_16(event.loss_db.unwrap_or(0.0)),
        reflectance_milli: milli(event.reflectance_db.unwrap_or(0.0)).min(0),
        code: Code([reflection, found, b'9', b'9', b'9', b'9']),
        method: Code(*b"LS"),
        markers: [before, event.distance_m, end_m(event), next, peak].map(|metres| time(trace, metres)),
        comment: match event.kind {
            Kind::Ghost => "echo?".into(),
            Kind::Launch => "port".into(),
            _ => "".into(),
        },
    }
}
