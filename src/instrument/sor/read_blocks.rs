//! Reading the standard blocks of a SOR file, each from its own span of bytes.

use super::blocks::{DataPoints, Event, Fixed, General, KeyEvents, Landmark, Link, Pulse, Run, Supplier, Totals};
use super::cursor::Cursor;
use super::file::File;
use super::text::Text;

/// What a block says that can't be so: where, and what.
#[derive(Debug, Default)]
pub(super) struct Oddities(pub Vec<(usize, String)>);

impl Oddities {
    fn say(&mut self, at: usize, what: String) {
        // A hostile block can be odd at every sixth byte.
        if self.0.len() < File::MOST_REMARKS {
            self.0.push((at, what));
        }
    }
}

/// The bytes after the known fields. A block cut short has none.
fn tail(c: &mut Cursor<'_>, odd: &mut Oddities) -> Vec<u8> {
    let rest = c.rest();
    if !rest.is_empty() {
        odd.say(c.at(), format!("{} bytes after the known fields, kept as they are", rest.len()));
        c.skip(rest.len());
    }
    rest.to_vec()
}

pub(super) fn general(c: &mut Cursor<'_>, second: bool, odd: &mut Oddities) -> General {
    General {
        language: c.code("language"),
        cable_id: c.text("cable id"),
        fibre_id: c.text("fibre id"),
        fibre_type: if second { c.u16("fibre type") } else { 0 },
        wavelength_nm: c.u16("wavelength"),
        location_a: c.text("location A"),
        location_b: c.text("location B"),
        cable_code: c.text("cable code"),
        build_condition: c.code("build condition"),
        user_offset: c.i32("user offset"),
        user_offset_distance: if second { c.i32("user offset distance") } else { 0 },
        operator: c.text("operator"),
        comment: c.text("comment"),
        tail: tail(c, odd),
    }
}

pub(super) fn general_texts(g: &General) -> impl Iterator<Item = (&'static str, &Text)> {
    [
        ("cable id", &g.cable_id),
        ("fibre id", &g.fibre_id),
        ("location A", &g.location_a),
        ("location B", &g.location_b),
        ("cable code", &g.cable_code),
        ("operator", &g.operator),
        ("comment", &g.comment),
    ]
    .into_iter()
}

pub(super) fn supplier(c: &mut Cursor<'_>, _second: bool, odd: &mut Oddities) -> Supplier {
    Supplier {
        maker: c.text("maker"),
        mainframe: c.text("mainframe"),
        mainframe_serial: c.text("mainframe serial number"),
        module: c.text("module"),
        module_serial: c.text("module serial number"),
        software: c.text("software"),
        other: c.text("other"),
        tail: tail(c, odd),
    }
}

pub(super) fn supplier_texts(s: &Supplier) -> impl Iterator<Item = (&'static str, &Text)> {
    [
        ("maker", &s.maker),
        ("mainframe", &s.mainframe),
        ("mainframe serial number", &s.mainframe_serial),
        ("module", &s.module),
        ("module serial number", &s.module_serial),
        ("software", &s.software),
        ("other", &s.other),
    ]
    .into_iter()
}

/// Bytes one pulse takes: width, spacing, number of points.
const PULSE: usize = 10;

pub(super) fn fixed(c: &mut Cursor<'_>, second: bool, odd: &mut Oddities) -> Fixed {
    let timestamp = c.u32("date and time");
    let units = c.code("units of distance");
    let wavelength_tenths = c.u16("wavelength");
    let acquisition_offset = c.i32("acquisition offset");
    let acquisition_offset_distance = if second { c.i32("acquisition offset distance") } else { 0 };
    let pulses = pulses(c, if second { 54 } else { 30 }, odd);
    Fixed {
        timestamp,
        units,
        wavelength_tenths,
        acquisition_offset,
        acquisition_offset_distance,
        pulses,
        group_index_e5: c.u32("group index"),
        backscatter_tenths: c.i16("backscatter coefficient"),
        averages: c.u32("averages"),
        averaging_tenths: if second { c.u16("averaging time") } else { 0 },
        range: c.i32("range"),
        range_distance: if second { c.i32("range distance") } else { 0 },
        front_panel_offset: c.i32("front panel offset"),
        noise_floor: c.u16("noise floor"),
        noise_floor_scale: c.i16("noise floor scale"),
        power_offset: c.u16("power offset"),
        loss_threshold: c.u16("loss threshold"),
        reflectance_threshold: c.u16("reflectance threshold"),
        end_threshold: c.u16("end-of-fibre threshold"),
        trace_type: if second { c.code("trace type") } else { Default::default() },
        window: if second { std::array::from_fn(|_| c.i32("window")) } else { [0; 4] },
        tail: tail(c, odd),
    }
}

/// The pulses, told number first; `after` is how many bytes the fields after them take.
fn pulses(c: &mut Cursor<'_>, after: usize, odd: &mut Oddities) -> Vec<Pulse> {
    let at = c.at();
    let told = usize::from(c.u16("number of pulse widths"));
    let room = c.left().saturating_sub(after) / PULSE;
    let n = if room >= 1 { told.min(room) } else { told.min(c.left() / PULSE) };
    if n < told && n > 0 {
        odd.say(at, format!("{told} pulse widths told, there is room for {n}"));
    }
    let mut pulses = vec![Pulse::default(); n.max(told.min(1))];
    pulses.iter_mut().for_each(|pulse| pulse.width_ns = c.u16("pulse width"));
    pulses.iter_mut().for_each(|pulse| pulse.spacing = c.u32("data spacing"));
    pulses.iter_mut().for_each(|pulse| pulse.points = c.u32("number of points"));
    pulses
}

/// Bytes of the totals after the events.
const TOTALS: usize = 22;

pub(super) fn key_events(c: &mut Cursor<'_>, second: bool, odd: &mut Oddities) -> KeyEvents {
    let at = c.at();
    let told = usize::from(c.u16("number of events"));
    let least = if second { 43 } else { 23 };
    let mut events = Vec::new();
    while events.len() < told && c.left() >= least {
        events.push(event(c, second));
    }
    if events.len() < told {
        odd.say(at, format!("{told} events told, {} are there", events.len()));
    } else if let Some(more) = untold(c, second, events.last().map_or(0, |event: &Event| event.number)) {
        odd.say(at, format!("{told} events told, {} more follow", more.len()));
        more.iter().for_each(|_| drop(event(c, second)));
        events.extend(more);
    }
    let totals = Totals {
        loss_milli: c.i32("total loss"),
        loss_start: c.i32("start of total loss"),
        loss_finish: c.i32("finish of total loss"),
        orl_milli: c.u16("optical return loss"),
        orl_start: c.i32("start of optical return loss"),
        orl_finish: c.i32("finish of optical return loss"),
    };
    KeyEvents { events, totals, tail: tail(c, odd) }
}

/// Events beyond the told number: only if they go on counting, look like events, and fill the block up to its totals.
fn untold(c: &Cursor<'_>, second: bool, last: u16) -> Option<Vec<Event>> {
    let mut c = c.fork();
    let mut more: Vec<Event> = Vec::new();
    let mut last = last;
    while c.left() > TOTALS {
        let event = event(&mut c, second);
        let counts_on = Some(event.number) == last.checked_add(1);
        let like_one = event.code.0[0].is_ascii_digit() && event.code.0[1].is_ascii_uppercase();
        if !counts_on || !like_one || c.short().is_some() {
            return None;
        }
        last = event.number;
        more.push(event);
    }
    (c.left() == TOTALS && !more.is_empty()).then_some(more)
}

fn event(c: &mut Cursor<'_>, second: bool) -> Event {
    Event {
        number: c.u16("event number"),
        time: c.i32("time of travel"),
        slope_milli: c.i16("slope"),
        loss_milli: c.i16("loss"),
        reflectance_milli: c.i32("reflectance"),
        code: c.code("event code"),
        method: c.code("measuring method"),
        markers: if second { std::array::from_fn(|_| c.i32("marker")) } else { [0; 5] },
        comment: c.text("comment"),
    }
}

pub(super) fn link(c: &mut Cursor<'_>, _second: bool, odd: &mut Oddities) -> Link {
    let at = c.at();
    let told = usize::from(c.u16("number of landmarks"));
    let mut landmarks = Vec::new();
    while landmarks.len() < told && c.left() >= 33 {
        landmarks.push(Landmark {
            number: c.u16("landmark number"),
            code: c.code("landmark code"),
            location: c.i32("location"),
            event: c.u16("related event"),
            longitude: c.i32("longitude"),
            latitude: c.i32("latitude"),
            correction: c.i16("fibre correction"),
            sheath_in: c.i32("sheath mark entering"),
            sheath_out: c.i32("sheath mark leaving"),
            sheath_units: c.code("units of sheath marks"),
            mode_field: c.i16("mode field diameter"),
            comment: c.text("comment"),
        });
    }
    if landmarks.len() < told {
        odd.say(at, format!("{told} landmarks told, {} are there", landmarks.len()));
    }
    Link { landmarks, tail: tail(c, odd) }
}

pub(super) fn data(c: &mut Cursor<'_>, _second: bool, odd: &mut Oddities) -> DataPoints {
    let at = c.at();
    let told_points = u64::from(c.u32("number of points"));
    let told_runs = usize::from(c.u16("number of scale factors"));
    let mut runs = Vec::new();
    while runs.len() < told_runs && c.left() >= 6 {
        let at = c.at();
        let told = c.u32("number of points at this scale") as usize;
        let scale = c.u16("scale factor");
        let values = c.u16s(told);
        if values.len() < told {
            odd.say(at, format!("{told} points told, {} are there", values.len()));
        }
        runs.push(Run { scale, values });
    }
    if runs.len() < told_runs {
        odd.say(at, format!("{told_runs} scale factors told, {} are there", runs.len()));
    }
    let data = DataPoints { runs, tail: tail(c, odd) };
    let points = data.len() as u64;
    if points != told_points {
        odd.say(at, format!("{told_points} points told for the whole trace, {points} are there"));
    }
    data
}
