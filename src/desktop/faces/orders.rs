//! What the guide says of a measuring gesture: which connector, which port, which setting.

use crate::bench::measure::keys::{MeterKey, OtdrKey, SourceKey};
use crate::bench::measure::power::{METER_BANDS, SOURCE_BANDS};
use crate::bench::measure::{Measure, ports};
use crate::catalogue::vocabulary::{Device, Part, Tool};
use crate::hands::Goal;
use crate::instrument::otdr::{PULSES_NS, RANGES_KM, TIMES_S};
use crate::locale::{Texts, Value};
use crate::plant::Polish;

/// A cord's connector in words: what cord, how long, which end, which polish.
pub fn plug(measure: &Measure, plug: u8, texts: &Texts) -> Option<String> {
    let cord = measure.cords.get(usize::from(plug / 2))?;
    let polish = match measure.faces[ports::plug_face(plug)].polish {
        Polish::Apc => "APC",
        Polish::Upc => "UPC",
    };
    let values = [
        ("cord", Value::from(texts.get(&format!("cord-{}", cord.kind.name())))),
        ("m", Value::Fixed(cord.length_m, 0)),
        ("end", Value::from(if plug.is_multiple_of(2) { "A" } else { "B" })),
        ("polish", Value::from(polish)),
    ];
    Some(texts.with("cord-end", &values))
}

/// A connector's name short enough for a button.
pub fn short(measure: &Measure, plug: u8, texts: &Texts) -> Option<String> {
    let cord = measure.cords.get(usize::from(plug / 2))?;
    let end = if plug.is_multiple_of(2) { "A" } else { "B" };
    Some(format!("{} {end}", texts.get(&format!("cord-{}", cord.kind.name()))))
}

/// What a goal is about, to stand behind its order; `None` where the order says it all.
pub fn about(goal: Goal, measure: &Measure, name: impl Fn(Part) -> String, texts: &Texts) -> Option<String> {
    let part = |part: Part| match part {
        Part::Plug(number) => plug(measure, number.checked_sub(1)?, texts),
        part => Some(name(part)),
    };
    match goal {
        Goal::InspectFace(face) | Goal::CleanFace { part: face, .. } => part(face),
        Goal::Plug { plug: of, port } => Some(format!("{} › {}", plug(measure, of, texts)?, name(Part::Port(port)))),
        Goal::Unplug(of) => plug(measure, of, texts),
        Goal::Press { part: Part::Panel(device), code, value } => control(device, code, value, texts),
        Goal::Write { line, .. } => {
            let (line, strand) = measure.sheet.lines.get(usize::from(line))?;
            let ask = texts.get(&format!("ask-{}", line.ask.name()));
            Some(match strand {
                Some(strand) => format!("{} – {ask}", texts.with("record-fibre", &[("n", Value::from(strand + 1))])),
                None => ask,
            })
        }
        _ => None,
    }
}

fn control(device: Device, code: i16, value: i32, texts: &Texts) -> Option<String> {
    let place = usize::try_from(value).unwrap_or(0);
    let said = match device {
        Device::Otdr => match OtdrKey::of(code)? {
            OtdrKey::Band1310 => "1310\u{202f}nm".to_owned(),
            OtdrKey::Band1550 => "1550\u{202f}nm".to_owned(),
            OtdrKey::Band1625 => "1625\u{202f}nm".to_owned(),
            OtdrKey::Pulse => format!("{} {}\u{202f}ns", texts.get("face-pulse"), PULSES_NS.get(place)?),
            OtdrKey::Range => {
                format!("{} {}\u{202f}km", texts.get("face-range"), texts.number(*RANGES_KM.get(place)?, 1))
            }
            OtdrKey::Time => format!("{} {}\u{202f}s", texts.get("face-time"), TIMES_S.get(place)?),
            OtdrKey::Index => format!("{} {}", texts.get("face-index"), texts.number(f64::from(value) / 10_000.0, 4)),
            OtdrKey::Start => texts.get("face-start"),
            _ => return None,
        },
        Device::Meter => match MeterKey::of(code)? {
            MeterKey::Wavelength => format!("{}\u{202f}nm", METER_BANDS.get(place)?.nm()),
            MeterKey::Unit => texts.get("face-unit"),
            MeterKey::Reference => texts.get("face-reference"),
            MeterKey::Hold => texts.get("face-hold"),
        },
        Device::Source => match SourceKey::of(code)? {
            SourceKey::Power => texts.get("face-on"),
            SourceKey::Wavelength => format!("{}\u{202f}nm", SOURCE_BANDS.get(place)?.nm()),
        },
        Device::Locator => texts.get("face-on"),
        Device::Scope => return None,
    };
    Some(format!("{}, {said}", texts.get(&format!("part-{}", device.name()))))
}

/// The face that a goal is done on.
pub fn face(goal: Goal) -> Option<Part> {
    match goal {
        Goal::Press { part, .. } => Some(part),
        Goal::Write { .. } => Some(Part::Record),
        Goal::WaitOtdr => Some(Part::Panel(Device::Otdr)),
        _ => None,
    }
}

/// A tool's name: what cord it is for a connector.
pub fn tool(measure: Option<&Measure>, tool: Tool, texts: &Texts) -> String {
    let cord = tool.plug().zip(measure).and_then(|(plug, measure)| short(measure, plug, texts));
    cord.unwrap_or_else(|| texts.tool(tool))
}
