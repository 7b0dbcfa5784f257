//! An event table as plain text, beside the one that stands in a file.

use std::fmt::Write;

use crate::instrument::otdr::{EventTable, Kind};
use crate::instrument::sor::{Event, File};
use crate::scenario::schema::Lang;

/// Events of two tables that are no farther apart than this are one, m and share of the distance.
const NEAR: (f64, f64) = (8.0, 0.002);

/// Word for a kind of event.
pub(super) fn kind(kind: Kind, lang: Lang) -> &'static str {
    let words = match kind {
        Kind::Launch => ["port", "port"],
        Kind::Loss => ["perte", "loss"],
        Kind::Gain => ["gain", "gain"],
        Kind::Reflective => ["réflexion", "reflection"],
        Kind::Ghost => ["écho ?", "echo?"],
        Kind::End => ["fin", "end"],
        Kind::Fade => ["bruit", "noise"],
    };
    words[lang as usize]
}

/// Our table of a trace line by line, beside the events that the file lists at the same places; what only the file
/// lists follows. Distances in m from the front panel, losses and reflectances in dB.
pub fn table(table: &EventTable, file: &File, lang: Lang) -> String {
    let head = match lang {
        Lang::Fr => ["n°", "m", "événement", "perte", "réflectance", "fichier m", "perte", "réflectance"],
        Lang::En => ["no", "m", "event", "loss", "reflectance", "file m", "loss", "reflectance"],
    };
    let mut out = String::new();
    let [no, m, event, loss, back, m2, loss2, back2] = head;
    let _ = writeln!(out, "{no:>3} {m:>9}  {event:<10} {loss:>7} {back:>11}   {m2:>9} {loss2:>7} {back2:>11}");
    let listed: Vec<(f64, &Event)> = places(table, file);
    let mut used = vec![false; listed.len()];
    let db = |value: Option<f64>, digits: usize| value.map_or("–".to_owned(), |db| format!("{db:.digits$}"));
    let theirs = |(at, event): &(f64, &Event)| {
        let back = Some(event.reflectance_db()).filter(|db| *db != 0.0);
        format!("{at:>9.1} {:>7.3} {:>11}", event.loss_db(), db(back, 1))
    };
    for (i, event) in table.events.iter().enumerate() {
        let near = |at: f64| (at - event.distance_m).abs() <= NEAR.0 + NEAR.1 * event.distance_m;
        let same = (0..listed.len()).find(|k| !used[*k] && near(listed[*k].0));
        let beside = same.map_or_else(String::new, |k| {
            used[k] = true;
            theirs(&listed[k])
        });
        let line = format!(
            "{:>3} {:>9.1}  {:<10} {:>7} {:>11}   {beside}",
            i + 1,
            event.distance_m,
            kind(event.kind, lang),
            db(event.loss_db, 3),
            db(event.reflectance_db, 1),
        );
        let _ = writeln!(out, "{}", line.trim_end());
    }
    for (k, other) in listed.iter().enumerate().filter(|(k, _)| !used[*k]) {
        let _ = writeln!(out, "{:>3} {:>9}  {:<10} {:>7} {:>11}   {}", "", "", "", "", "", theirs(&listed[k]).as_str());
        let _ = other;
    }
    out
}

/// The file's events with their distances from the front panel. Some makers count from the user offset: whichever
/// brings more of them to events of ours is taken.
fn places<'f>(table: &EventTable, file: &'f File) -> Vec<(f64, &'f Event)> {
    let events = file.events.iter().flat_map(|events| &events.events);
    let offset = file.general.as_ref().map_or(0, |general| general.user_offset);
    let from = |offset_m: f64| -> Vec<(f64, &'f Event)> {
        events.clone().map(|event| (file.distance_m(event.time) + offset_m, event)).collect()
    };
    let fits = |listed: &[(f64, &Event)]| {
        listed.iter().filter(|(at, _)| table.near(*at, NEAR.0 + NEAR.1 * at.abs()).is_some()).count()
    };
    let (panel, user) = (from(0.0), from(file.distance_m(offset)));
    if fits(&user) > fits(&panel) { user } else { panel }
}
