//! What a measurer does next: inspect, clean, plug, set, measure, write down, sign.

use crate::bench::Bench;
use crate::bench::facts::Fact;
use crate::bench::measure::keys::{LocatorKey, MeterKey, OtdrKey, SIGN, SourceKey};
use crate::bench::measure::{Measure, ports, power};
use crate::catalogue::vocabulary::{Device, PLUGS, Part, TICK_S};
use crate::instrument::otdr::{PULSES_NS, RANGES_KM, TIMES_S};
use crate::instrument::power::Unit;
use crate::optics::FibreType;
use crate::plant::Element;
use crate::scenario::schema::{Ask, CordKind, Event, Line, Mistake};

use super::plan::{Goal, Habits};
use super::reading;

/// Seconds that a source warms up before its reference is worth anything.
const WARM_S: f64 = 190.0;
/// Cleanings of one face after which a hand stops trying.
const MAX_CLEANINGS: usize = 8;
/// Times the length of the link that a range should be.
const RANGE_TIMES: f64 = 1.25;

/// One thing to measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Task {
    /// Traces of a fibre, from its near or its far port.
    Trace { strand: u8, reverse: bool },
    /// Loss with source and meter.
    Loss { strand: u8, band: usize },
    /// Power at the far port.
    Level { strand: u8 },
    /// Red light through a fibre.
    Find { strand: u8 },
}

/// The next gesture of a measuring job.
pub(super) fn next(bench: &Bench, habits: &Habits) -> Goal {
    let Some(measure) = bench.measure() else { return Goal::Finish };
    if measure.sheet.signed {
        return Goal::Finish;
    }
    if let Some(task) = tasks(measure, habits).into_iter().find(|task| !is_done(bench, measure, habits, *task)) {
        return match task {
            Task::Trace { strand, reverse } => trace(bench, measure, habits, strand, reverse),
            Task::Loss { strand, band } => loss(bench, measure, habits, strand, band),
            Task::Level { strand } => level(bench, measure, habits, strand),
            Task::Find { strand } => find(bench, measure, habits, strand),
        };
    }
    for (i, (line, strand)) in measure.sheet.lines.iter().enumerate() {
        if measure.sheet.written[i].is_none() {
            // What a given trace shows is read with a marker, not guessed.
            if measure.sheet.told(line.ask, *strand).is_some() && !happened(bench, Event::MarkerPlaced) {
                let at_cm = libm::round(reading::marked_m(measure) * 100.0) as i32;
                return press(Part::Panel(Device::Otdr), OtdrKey::MarkerA.code(), at_cm);
            }
            let value = reading::answer(bench, measure, habits, line.ask, *strand).unwrap_or(0.0);
            return Goal::Write { line: i as u8, value: libm::round(value * 100.0) as i32 };
        }
    }
    if habits.makes(Mistake::UnsignedRecord) { Goal::Finish } else { press(Part::Record, SIGN, 0) }
}

fn press(part: Part, code: i16, value: i32) -> Goal {
    Goal::Press { part, code, value }
}

fn tasks(measure: &Measure, habits: &Habits) -> Vec<Task> {
    let lines = &measure.sheet.lines;
    let open = |line: &Line, strand: &Option<u8>| measure.sheet.told(line.ask, *strand).is_none();
    let asks = |wanted: &[Ask]| lines.iter().any(|(line, s)| wanted.contains(&line.ask) && open(line, s));
    let tested = measure.has(Device::Source) && measure.has(Device::Meter);
    let both = asks(&[Ask::Splice1310]) && !habits.makes(Mistake::OneDirection);
    let mut traced = asks(&[
        Ask::Length,
        Ask::FaultDistance,
        Ask::FaultKind,
        Ask::FaultLoss,
        Ask::FaultyFibre,
        Ask::Splice1310,
        Ask::Events,
    ]);
    traced |= !tested && measure.live_dbm.is_none() && asks(&[Ask::Loss1310, Ask::Loss1550, Ask::Accepted]);
    let mut tasks = Vec::new();
    for strand in 0..measure.strands.len() as u8 {
        if measure.has(Device::Locator) && asks(&[Ask::FarPort]) {
            tasks.push(Task::Find { strand });
        }
        if measure.has(Device::Otdr) && traced {
            tasks.push(Task::Trace { strand, reverse: false });
            if both {
                tasks.push(Task::Trace { strand, reverse: true });
            }
        }
        if measure.live_dbm.is_some() && asks(&[Ask::Level1490, Ask::Accepted]) {
            tasks.push(Task::Level { strand });
        }
    }
    if tested && asks(&[Ask::Loss1310, Ask::Loss1550, Ask::Accepted]) {
        // One wavelength for all fibres, then the other: a reference each.
        let bands: &[usize] = if habits.makes(Mistake::OneWavelength) { &[1] } else { &[0, 1] };
        for band in bands {
            tasks.extend((0..measure.strands.len() as u8).map(|strand| Task::Loss { strand, band: *band }));
        }
    }
    tasks
}

fn bands(habits: &Habits) -> [bool; 3] {
    [!habits.makes(Mistake::OneWavelength), true, false]
}

fn is_done(bench: &Bench, measure: &Measure, habits: &Habits, task: Task) -> bool {
    let facts = || bench.facts().iter().map(|stamped| &stamped.fact);
    match task {
        Task::Trace { strand, reverse } => {
            let wanted = bands(habits);
            let has = |nm: f64| {
                facts().any(|fact| {
                    matches!(fact, Fact::OtdrAcquired { strand: Some(through), reverse: way, wavelength_nm, .. }
                        if *through == strand && *way == reverse && *wavelength_nm == nm)
                })
            };
            // A fibre that leads elsewhere is traced too, from where it should end.
            let nm = [1310.0, 1550.0, 1625.0];
            measure.otdr.running.is_none() && (0..3).all(|band| !wanted[band] || has(nm[band]))
        }
        Task::Loss { strand, band } => facts().any(|fact| {
            let nm = power::SOURCE_BANDS[band].nm();
            matches!(fact, Fact::PowerRead { strand: Some(through), wavelength_nm, reference_error_db: Some(_), .. }
                if *through == strand && *wavelength_nm == nm)
        }),
        Task::Level { strand } => facts().any(|fact| {
            matches!(fact, Fact::PowerRead { strand: Some(through), wavelength_nm, .. }
                if *through == strand && *wavelength_nm == 1490.0)
        }),
        Task::Find { strand } => {
            facts().any(|fact| matches!(fact, Fact::LocatorLit { strand: Some(through), .. } if *through == strand))
        }
    }
}

/// The cord of a kind; the first where the job has none such.
fn cord(measure: &Measure, kind: CordKind) -> Option<u8> {
    measure.cords.iter().position(|cord| cord.kind == kind).map(|cord| cord as u8)
}

fn launch(bench: &Bench, measure: &Measure, habits: &Habits) -> u8 {
    let polish = measure.strands.first().map(|_| measure.faces[ports::port_face(1)].polish);
    let unlike = measure.cords.iter().position(|cord| Some(cord.ends.1) != polish);
    // It is noticed, once it is done.
    if habits.makes(Mistake::UnlikeCord)
        && !happened(bench, Event::MatedUnlike)
        && let Some(cord) = unlike
    {
        return cord as u8;
    }
    let wanted = if habits.makes(Mistake::NoLaunchCord) { CordKind::Patch } else { CordKind::Launch };
    cord(measure, wanted).or_else(|| cord(measure, CordKind::Patch)).unwrap_or(0)
}

fn trace(bench: &Bench, measure: &Measure, habits: &Habits, strand: u8, reverse: bool) -> Goal {
    let otdr = &measure.otdr;
    if otdr.running.is_some() {
        let plugged = measure.plug_in(ports::OTDR);
        return match plugged.filter(|_| habits.makes(Mistake::LaserLeftOn) && !happened(bench, Event::LiveUnplugged)) {
            Some(plug) => Goal::Unplug(plug),
            None => Goal::WaitOtdr,
        };
    }
    if let Some(goal) = setting(bench, measure, habits) {
        return goal;
    }
    let first = launch(bench, measure, habits);
    let (from, to) = if reverse { (ports::FAR + strand, strand + 1) } else { (strand + 1, ports::FAR + strand) };
    let wires = [(2 * first, ports::OTDR), (2 * first + 1, from)];
    let last = cord(measure, CordKind::Receive).filter(|cord| *cord != first).map(|cord| (2 * cord, to));
    for (plug, port) in wires.into_iter().chain(last) {
        if let Some(goal) = connect(bench, measure, habits, plug, port) {
            return goal;
        }
    }
    press(Part::Panel(Device::Otdr), OtdrKey::Start.code(), 0)
}

fn happened(bench: &Bench, event: Event) -> bool {
    bench.facts().iter().any(|stamped| stamped.fact.event() == event)
}

/// The next setting of the reflectometer that is not as it should be.
fn setting(bench: &Bench, measure: &Measure, habits: &Habits) -> Option<Goal> {
    let otdr = &measure.otdr;
    let panel = Part::Panel(Device::Otdr);
    let wanted = bands(habits);
    let keys = [OtdrKey::Band1310, OtdrKey::Band1550, OtdrKey::Band1625];
    if let Some(band) = (0..3).find(|band| otdr.bands[*band] != wanted[*band]) {
        return Some(press(panel, keys[band].code(), 0));
    }
    let length_m = link_m(bench);
    // Short links want short pulses; longer ones trade dead zone for reach.
    let pulse_ns = match length_m {
        m if habits.makes(Mistake::LongPulse) && m < 1_000.0 => 50.0,
        _ if habits.makes(Mistake::LongPulse) => 200.0,
        m if m < 6_000.0 => 20.0,
        m if m < 15_000.0 => 100.0,
        m if m < 40_000.0 => 500.0,
        _ => 2_000.0,
    };
    let range_m = if habits.makes(Mistake::LongRange) { 12.0 } else { RANGE_TIMES } * length_m;
    let time_s = if habits.makes(Mistake::ShortAveraging) { 5.0 } else { 15.0 };
    let index = match habits.makes(Mistake::WrongIndex) {
        // That of the last cable, nearly.
        true => 14_700,
        false => libm::round(FibreType::G652D.optics().group_index(1310.0) * 10_000.0) as i32,
    };
    let place = |menu: &[f64], wanted: f64| menu.iter().position(|value| *value >= wanted).unwrap_or(menu.len() - 1);
    let menus = [
        (OtdrKey::Pulse, otdr.pulse as i32, place(&PULSES_NS, pulse_ns) as i32),
        (OtdrKey::Range, otdr.range as i32, place(&RANGES_KM, range_m / 1_000.0) as i32),
        (OtdrKey::Time, otdr.time as i32, place(&TIMES_S, time_s) as i32),
        (OtdrKey::Index, otdr.index, index),
    ];
    let (key, _, value) = menus.into_iter().find(|(_, is, wanted)| is != wanted)?;
    Some(press(panel, key.code(), value))
}

/// Length of the link with its cords as the job sheet says, m: the middle of what the network may be.
pub(super) fn link_m(bench: &Bench) -> f64 {
    network_m(bench) + bench.measure().map_or(0.0, |measure| measure.cords.iter().map(|cord| cord.length_m).sum())
}

/// Length of a fibre of the network as the job sheet says, m.
fn network_m(bench: &Bench) -> f64 {
    lengths(bench).map(|(from, to)| (from + to) / 2.0).sum()
}

/// The shortest that the job sheet allows, m.
pub(super) fn shortest_m(bench: &Bench) -> f64 {
    lengths(bench).map(|(from, _)| from).sum()
}

fn lengths(bench: &Bench) -> impl Iterator<Item = (f64, f64)> {
    let path = bench.job().scenario.measuring.iter().flat_map(|measuring| &measuring.network.path);
    path.filter_map(|element| if let Element::Fibre { m, .. } = element { Some(*m) } else { None })
}

fn loss(bench: &Bench, measure: &Measure, habits: &Habits, strand: u8, band: usize) -> Goal {
    let (source, meter) = (Part::Panel(Device::Source), Part::Panel(Device::Meter));
    let (first, last) = (0, cord(measure, CordKind::Receive).or(cord(measure, CordKind::Patch)).unwrap_or(1).max(1));
    if !measure.source.on {
        return press(source, SourceKey::Power.code(), 0);
    }
    if let Some(goal) = connect(bench, measure, habits, 2 * first, ports::SOURCE) {
        return goal;
    }
    let wavelength = power::SOURCE_BANDS[band];
    let referred = bench.facts().iter().any(|stamped| {
        matches!(stamped.fact, Fact::ReferenceTaken { wavelength_nm, .. } if wavelength_nm == wavelength.nm())
    });
    let menu = power::METER_BANDS.iter().position(|other| *other == wavelength).unwrap_or(0);
    if !referred {
        // The cord goes straight into the meter.
        if let Some(goal) = connect(bench, measure, habits, 2 * first + 1, ports::METER) {
            return goal;
        }
        let on_s = f64::from(bench.now().saturating_sub(measure.source.since)) * TICK_S;
        if on_s < WARM_S && !habits.makes(Mistake::ColdReference) {
            return Goal::WarmUp;
        }
    }
    if measure.source.band != band {
        return press(source, SourceKey::Wavelength.code(), band as i32);
    }
    if measure.meter.band != menu {
        return press(meter, MeterKey::Wavelength.code(), menu as i32);
    }
    if !referred {
        return press(meter, MeterKey::Reference.code(), 0);
    }
    let wires = [(2 * last + 1, ports::METER), (2 * first + 1, strand + 1), (2 * last, ports::FAR + strand)];
    for (plug, port) in wires {
        if let Some(goal) = connect(bench, measure, habits, plug, port) {
            return goal;
        }
    }
    if measure.meter.meter.unit != Unit::Db {
        return press(meter, MeterKey::Unit.code(), 0);
    }
    press(meter, MeterKey::Hold.code(), 0)
}

fn level(bench: &Bench, measure: &Measure, habits: &Habits, strand: u8) -> Goal {
    let meter = Part::Panel(Device::Meter);
    let menu = if habits.makes(Mistake::WrongMeterWavelength) { 0 } else { 1 };
    if measure.meter.band != menu {
        return press(meter, MeterKey::Wavelength.code(), menu as i32);
    }
    for (plug, port) in [(0, ports::METER), (1, ports::FAR + strand)] {
        if let Some(goal) = connect(bench, measure, habits, plug, port) {
            return goal;
        }
    }
    press(meter, MeterKey::Hold.code(), 0)
}

fn find(bench: &Bench, measure: &Measure, habits: &Habits, strand: u8) -> Goal {
    let cord = cord(measure, CordKind::Patch).unwrap_or(0);
    for (plug, port) in [(2 * cord, ports::LOCATOR), (2 * cord + 1, strand + 1)] {
        if let Some(goal) = connect(bench, measure, habits, plug, port) {
            return goal;
        }
    }
    press(Part::Panel(Device::Locator), LocatorKey::Power.code(), 0)
}

/// What is still to do before a plug sits in a port; `None` when it does.
fn connect(bench: &Bench, measure: &Measure, habits: &Habits, plug: u8, port: u8) -> Option<Goal> {
    if plug >= PLUGS || !measure.owns(plug) || measure.plugged[usize::from(plug)] == Some(port) {
        return None;
    }
    if let Some(other) = measure.plug_in(port) {
        return Some(Goal::Unplug(other));
    }
    if measure.plugged[usize::from(plug)].is_some() {
        return Some(Goal::Unplug(plug));
    }
    let window = matches!(port, ports::METER | ports::LOCATOR);
    if !window {
        for part in [Part::Plug(plug + 1), Part::Port(port)] {
            if let Some(goal) = prepare(bench, measure, habits, part) {
                return Some(goal);
            }
        }
    }
    Some(Goal::Plug { plug, port })
}

/// Looking at a face and cleaning it until it passes.
fn prepare(bench: &Bench, measure: &Measure, habits: &Habits, part: Part) -> Option<Goal> {
    let face = measure.face_of(part)?;
    let cleaned = cleanings(bench, face);
    if habits.makes(Mistake::NoInspection) {
        // Never a look, but lucky: this hand shall lose what looking is worth, and nothing else.
        let wet = cleaned % 2 == 1 && matches!(part, Part::Plug(_));
        return (!measure.passes(face) && cleaned < MAX_CLEANINGS).then_some(Goal::CleanFace { part, wet });
    }
    if !measure.seen[face] {
        return Some(Goal::InspectFace(part));
    }
    if measure.passes(face) || habits.makes(Mistake::NoCleaning) || cleaned >= MAX_CLEANINGS {
        return None;
    }
    // What a dry cleaning left has dried on: wet, then dry.
    let wet = cleaned % 2 == 1 && matches!(part, Part::Plug(_));
    Some(Goal::CleanFace { part, wet })
}

fn cleanings(bench: &Bench, face: usize) -> usize {
    let of = |fact: &Fact| matches!(fact, Fact::ConnectorCleaned { face: of, .. } if usize::from(*of) == face);
    bench.facts().iter().filter(|stamped| of(&stamped.fact)).count()
}
