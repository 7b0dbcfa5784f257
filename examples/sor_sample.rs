//! Writes made-up OTDR traces, and prints what we and the crate `otdrs` read in any, for `scripts/sor-agreement`.
//!
//! `sor_sample FILE [FILE]` writes one or two files; `sor_sample --read FILE...` reads. Both print one JSON object a
//! line: `{"file", "ours", "otdrs"}`, each reader's answers by quantity, or `null` where it refuses.

use std::collections::BTreeMap;
use std::error::Error;
use std::panic;

use epissure::instrument::sor::{self, LIGHT_M_S, sample};
use otdrs::parser;
use serde_json::{Value, json};

type Answers = BTreeMap<String, Value>;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let files = match arguments.split_first() {
        Some((first, files)) if first == "--read" => files,
        _ => {
            for (path, made) in arguments.iter().zip([sample::sample(), sample::sample_far()]) {
                std::fs::write(path, sor::write(&made)?)?;
            }
            &arguments[..arguments.len().min(2)]
        }
    };
    if files.is_empty() {
        return Err("which file? sor_sample FILE [FILE], or sor_sample --read FILE...".into());
    }
    // A reader that panics refuses; its message would hide in the table.
    panic::set_hook(Box::new(|_| {}));
    for path in files {
        let bytes = std::fs::read(path)?;
        println!("{}", json!({ "file": path, "ours": ours(&bytes), "otdrs": theirs(&bytes) }));
    }
    Ok(())
}

fn ours(bytes: &[u8]) -> Option<Answers> {
    let file = sor::read(bytes).ok()?;
    let mut say = Answers::new();
    if let Some(general) = &file.general {
        say.insert("fibre".into(), json!(general.fibre_id.shown().trim()));
        say.insert("user offset".into(), json!(general.user_offset));
    }
    if let Some(fixed) = &file.fixed {
        say.insert("time".into(), json!(fixed.timestamp));
        say.insert("wavelength nm".into(), json!(fixed.wavelength_nm()));
        say.insert("units".into(), json!(fixed.units.to_string()));
        say.insert("group index".into(), json!(fixed.group_index()));
        say.insert("range 100ps".into(), json!(fixed.range));
        say.insert("averages".into(), json!(fixed.averages));
        if let Some(pulse) = fixed.pulses.first() {
            say.insert("pulse ns".into(), json!(pulse.width_ns));
            say.insert("points told".into(), json!(pulse.points));
            say.insert("spacing m".into(), json!(file.spacing_m(0)));
            say.insert("length km".into(), json!(file.spacing_m(0) * f64::from(pulse.points) / 1000.0));
        }
    }
    if let Some(data) = &file.data {
        say.insert("points".into(), json!(data.len()));
    }
    let levels = file.trace_db();
    if let (Some(first), Some(middle)) = (levels.first(), levels.get(levels.len() / 2)) {
        say.insert("level fall to the middle dB".into(), json!(f64::from(first - middle)));
    }
    if let Some(events) = &file.events {
        say.insert("events".into(), json!(events.events.len()));
        for (i, event) in events.events.iter().enumerate() {
            let mut event_says = |what: &str, value| say.insert(format!("event {} {what}", i + 1), value);
            event_says("m", json!(file.distance_m(event.time)));
            event_says("loss dB", json!(event.loss_db()));
            event_says("reflectance dB", json!(event.reflectance_db()));
            event_says("slope dB/km", json!(event.slope_db_km()));
            event_says("code", json!(event.code.to_string()));
        }
        say.insert("total loss dB".into(), json!(events.totals.loss_db()));
        say.insert("return loss dB".into(), json!(events.totals.orl_db()));
    }
    if let Some(sum) = file.checksum {
        say.insert("checksum stored".into(), json!(sum.stored));
        say.insert("checksum computed".into(), json!(sum.computed));
    }
    Some(say)
}

fn theirs(bytes: &[u8]) -> Option<Answers> {
    let file = panic::catch_unwind(|| parser::parse_file(bytes).ok().map(|(_, file)| file)).ok()??;
    let mut say = Answers::new();
    if let Some(general) = &file.general_parameters {
        say.insert("fibre".into(), json!(general.fiber_id.trim()));
        say.insert("user offset".into(), json!(general.user_offset));
    }
    let index = file.fixed_parameters.as_ref().map_or(f64::NAN, |fixed| f64::from(fixed.group_index) / 1e5);
    let metres = |time: i32| json!(f64::from(time) * 1e-10 * LIGHT_M_S / index);
    if let Some(fixed) = &file.fixed_parameters {
        say.insert("time".into(), json!(fixed.date_time_stamp));
        say.insert("wavelength nm".into(), json!(f64::from(fixed.actual_wavelength) / 10.0));
        say.insert("units".into(), json!(fixed.units_of_distance));
        say.insert("group index".into(), json!(index));
        say.insert("range 100ps".into(), json!(fixed.acquisition_range));
        say.insert("averages".into(), json!(fixed.number_of_averages));
        say.insert("pulse ns".into(), json!(fixed.pulse_widths_used.first()));
        say.insert("points told".into(), json!(fixed.n_data_points_for_pulse_widths_used.first()));
        if let Some(spacing) = fixed.data_spacing.first() {
            say.insert("spacing m".into(), json!(f64::from(*spacing) * 1e-14 * LIGHT_M_S / index));
        }
    }
    if let Some(data) = &file.data_points {
        let all = || data.scale_factors.iter().flat_map(|run| run.data.iter().map(|&v| (v, run.scale_factor)));
        let level = |(value, scale): (u16, i16)| f64::from(value) * f64::from(scale) / 1e6;
        let count = all().count();
        say.insert("points".into(), json!(count));
        if let (Some(first), Some(middle)) = (all().next(), all().nth(count / 2)) {
            say.insert("level fall to the middle dB".into(), json!(level(middle) - level(first)));
        }
    }
    if let Some(table) = &file.key_events {
        let last = &table.last_key_event;
        let mut rows: Vec<_> = table
            .key_events
            .iter()
            .map(|e| {
                (
                    e.event_propogation_time,
                    e.event_loss,
                    e.event_reflectance,
                    e.attenuation_coefficient_lead_in_fiber,
                    &e.event_code,
                )
            })
            .collect();
        rows.push((
            last.event_propogation_time,
            last.event_loss,
            last.event_reflectance,
            last.attenuation_coefficient_lead_in_fiber,
            &last.event_code,
        ));
        say.insert("events".into(), json!(rows.len()));
        for (i, (time, loss, reflectance, slope, code)) in rows.into_iter().enumerate() {
            let mut event_says = |what: &str, value| say.insert(format!("event {} {what}", i + 1), value);
            event_says("m", metres(time));
            event_says("loss dB", json!(f64::from(loss) / 1000.0));
            event_says("reflectance dB", json!(f64::from(reflectance) / 1000.0));
            event_says("slope dB/km", json!(f64::from(slope) / 1000.0));
            event_says("code", json!(code));
        }
        say.insert("total loss dB".into(), json!(f64::from(last.end_to_end_loss) / 1000.0));
        say.insert("return loss dB".into(), json!(f64::from(last.optical_return_loss) / 1000.0));
    }
    if let Some(sum) = &file.checksum {
        say.insert("checksum stored".into(), json!(sum.checksum as u16));
    }
    Some(say)
}
