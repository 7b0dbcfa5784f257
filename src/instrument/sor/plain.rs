//! A SOR file as plain text: the trace as CSV, and a summary to read.

use super::blocks::{Event, Reflection};
use super::file::File;
use super::read::UNKNOWN;
use std::fmt::Write;

/// The trace as CSV: settings as lines that begin with "#", then "distance_m,level_db", then a line for each point.
/// Distances in m from the first point, levels in dB, 0 or less, both with a decimal point.
pub fn to_csv(file: &File) -> String {
    let mut out = String::new();
    for (key, value) in settings(file) {
        let _ = writeln!(out, "# {key}: {value}");
    }
    out.push_str("distance_m,level_db\n");
    for (distance, level) in file.points() {
        let _ = writeln!(out, "{distance:.3},{level:.3}");
    }
    out
}

/// What the file says, one "key: value" a line with English keys, then the events, the totals, the blocks of makers
/// and the remarks.
pub fn describe(file: &File) -> String {
    let mut out = String::new();
    for (key, value) in settings(file) {
        let _ = writeln!(out, "{key}: {value}");
    }
    if let Some(events) = &file.events {
        let _ = writeln!(out, "events: {}", events.events.len());
        for event in &events.events {
            let _ = writeln!(out, "  {}", event_line(file, event));
        }
        let t = &events.totals;
        let span = |start, finish| format!("{:.1} m to {:.1} m", file.distance_m(start), file.distance_m(finish));
        let _ = writeln!(out, "total loss: {:.3} dB, {}", t.loss_db(), span(t.loss_start, t.loss_finish));
        let _ = writeln!(out, "optical return loss: {:.3} dB, {}", t.orl_db(), span(t.orl_start, t.orl_finish));
    }
    for mark in file.link.iter().flat_map(|link| &link.landmarks) {
        let place = file.distance_m(mark.location);
        let _ = writeln!(out, "landmark {}: {} at {place:.1} m {}", mark.number, mark.code, mark.comment);
    }
    for block in &file.unknown {
        let _ = writeln!(out, "unknown block: {}, {} bytes", block.name, block.body.len());
    }
    if let Some(sum) = &file.checksum {
        let _ = writeln!(out, "checksum: stored 0x{:04X}, computed 0x{:04X}", sum.stored, sum.computed);
    }
    for remark in file.remarks.iter().filter(|remark| !remark.what.starts_with(UNKNOWN)) {
        let _ = writeln!(out, "remark: {remark}");
    }
    out
}

fn event_line(file: &File, event: &Event) -> String {
    let kind = match event.reflection() {
        Reflection::None => "no reflection",
        Reflection::Reflects => "reflects",
        Reflection::Saturates => "saturates",
        Reflection::Unknown => "unknown kind",
    };
    let end = if event.is_end() { ", end of fibre" } else { "" };
    let mut line = format!(
        "{} at {:.1} m: loss {:.3} dB, reflectance {:.3} dB, slope before {:.3} dB/km, {kind}{end} [{} {}]",
        event.number,
        file.distance_m(event.time),
        event.loss_db(),
        event.reflectance_db(),
        event.slope_db_km(),
        event.code,
        event.method,
    );
    if !event.comment.is_blank() {
        let _ = write!(line, " {}", event.comment);
    }
    line
}

/// The settings of a measurement, in the order to show them; what the file leaves blank is left out.
fn settings(file: &File) -> Vec<(&'static str, String)> {
    let mut all = vec![("format", format!("SOR {}.{:02}", file.version / 100, file.version % 100))];
    if let Some(g) = &file.general {
        all.push(("language", g.language.to_string()));
        all.push(("cable", g.cable_id.to_string()));
        all.push(("fibre", g.fibre_id.to_string()));
        if g.fibre_type != 0 {
            all.push(("fibre type", format!("G.{}", g.fibre_type)));
        }
        all.push(("nominal wavelength", format!("{} nm", g.wavelength_nm)));
        all.push(("from", g.location_a.to_string()));
        all.push(("to", g.location_b.to_string()));
        all.push(("cable code", g.cable_code.to_string()));
        all.push(("build condition", g.build_condition.to_string()));
        all.push(("user offset", format!("{:.3} m", file.distance_m(g.user_offset))));
        all.push(("operator", g.operator.to_string()));
        all.push(("comment", g.comment.to_string()));
    }
    if let Some(s) = &file.supplier {
        let pair = |name: &super::Text, serial: &super::Text| format!("{name} {serial}");
        all.push(("maker", s.maker.to_string()));
        all.push(("instrument", pair(&s.mainframe, &s.mainframe_serial)));
        all.push(("module", pair(&s.module, &s.module_serial)));
        all.push(("software", s.software.to_string()));
        all.push(("other", s.other.to_string()));
    }
    if let Some(at) = file.taken_at() {
        all.push(("taken", format!("{at} UTC")));
    }
    if let Some(f) = &file.fixed {
        all.push(("wavelength", format!("{:.1} nm", f.wavelength_nm())));
        all.push(("units", f.units.to_string()));
        for (i, pulse) in f.pulses.iter().enumerate() {
            let spacing = file.spacing_m(i);
            let value = format!("{} ns, {} points, one every {spacing:.4} m", pulse.width_ns, pulse.points);
            all.push(("pulse", value));
        }
        all.push(("group index", format!("{:.5}", file.group_index())));
        all.push(("backscatter", format!("{:.1} dB", f.backscatter_db())));
        all.push(("averages", f.averages.to_string()));
        all.push(("averaging time", format!("{:.1} s", f.averaging_s())));
        all.push(("range", format!("{:.1} m", file.distance_m(f.range))));
        all.push(("acquisition offset", format!("{:.3} m", file.distance_m(f.acquisition_offset))));
        all.push(("front panel offset", format!("{:.3} m", file.distance_m(f.front_panel_offset))));
        all.push(("noise floor", format!("{:.3} dB", f.noise_floor_db())));
        all.push(("loss threshold", format!("{:.3} dB", f.loss_threshold_db())));
        all.push(("reflectance threshold", format!("{:.3} dB", f.reflectance_threshold_db())));
        all.push(("end threshold", format!("{:.3} dB", f.end_threshold_db())));
        all.push(("trace type", f.trace_type.to_string()));
    }
    if let Some(data) = &file.data {
        all.push(("points", data.len().to_string()));
    }
    all.retain(|(_, value)| !value.trim().is_empty());
    all
}

#[cfg(test)]
mod tests {
    use super::super::sample::sample;
    use super::*;

    #[test]
    fn the_csv_has_its_settings_then_a_line_for_each_point() {
        let csv = to_csv(&sample());
        assert!(csv.starts_with("# format: SOR 2.00\n"));
        assert!(csv.contains("# wavelength: 1550.0 nm\n"));
        let rows: Vec<&str> = csv.lines().skip_while(|line| line.starts_with('#')).collect();
        assert_eq!(rows[0], "distance_m,level_db");
        assert_eq!(rows.len(), 1 + sample().trace_db().len());
        assert_eq!(rows[1].split(',').next(), Some("0.000"));
    }

    #[test]
    fn the_summary_tells_events_totals_and_blocks_of_makers() {
        let text = describe(&sample());
        assert!(text.contains("events: 3\n"), "{text}");
        assert!(text.contains("2 at 5000.0 m: loss 0.310 dB, reflectance -48.200 dB"), "{text}");
        assert!(text.contains("end of fibre"), "{text}");
        assert!(text.contains("unknown block: EpissureTest, 3 bytes"), "{text}");
    }

    #[test]
    fn an_empty_file_is_described_without_a_trace() {
        assert_eq!(describe(&File::default()), "format: SOR 0.00\n");
        assert_eq!(to_csv(&File::default()), "# format: SOR 0.00\ndistance_m,level_db\n");
    }
}
