//! Where a person stands, on the command line.

use std::collections::BTreeMap;
use std::path::Path;

use super::{Outcome, lang, located, say};
use crate::calendar;
use crate::library::{self, Library};
use crate::locale::Texts;
use crate::progress::{Standing, gather, page, passport, path};
use crate::scenario::programme::Speed;

/// Prints courses, standings, what is due, what comes next and the passport of the attempts in a folder.
pub(super) fn progress(
    (attempts, who): (Option<&Path>, Option<&str>),
    html: Option<&Path>,
    name: &str,
    json: bool,
) -> Outcome {
    let library = Library::open().map_err(located)?;
    let catalogue = &library.catalogue.catalogue;
    let (exercises, own) = (library.exercises(), library.own_exercises(&library::own_folder()));
    let scenarios: Vec<_> =
        exercises.iter().chain(&own).filter_map(|exercise| Some(&exercise.loaded.as_ref().ok()?.scenario)).collect();
    let attempts = gather(&attempts.map_or_else(library::attempts_folder, Path::to_path_buf), who);
    let lines = passport(&catalogue.domains, &scenarios, &attempts);
    let texts = Texts::new(lang());
    if let Some(file) = html {
        let text = page(&catalogue.domains, &lines, &scenarios, name, &texts);
        std::fs::write(file, text).map_err(|why| format!("{}: {why}", file.display()))?;
    }
    let (lessons, courses) = (library.lessons(&exercises), library.courses().collect::<Vec<_>>());
    let today = calendar::today();
    let way = path(&lessons, courses.len(), &attempts, today);
    // A lesson goes by the name of its exercise at the usual speed.
    let named = |lesson: usize, speed: Speed| lessons[lesson].ids.iter().find(|(at, _)| *at == speed).map(|(_, id)| id);
    let stands: Vec<_> = way
        .lessons
        .iter()
        .enumerate()
        .filter_map(|(at, stand)| Some((named(at, Speed::Standard)?, stand, stand.is_due(today))))
        .collect();
    let next = way.next.and_then(|next| Some((named(next.lesson, next.speed)?, next.why)));
    if json {
        let due: Vec<_> = stands.iter().filter(|stand| stand.2).map(|stand| stand.0).collect();
        let standings: BTreeMap<_, Standing> = stands.iter().map(|(id, stand, _)| (*id, stand.standing)).collect();
        let next = next.map(|(id, why)| serde_json::json!({ "exercise": id, "why": why }));
        let courses: BTreeMap<_, _> = courses.iter().map(|course| &course.id).zip(&way.courses).collect();
        let told = serde_json::json!({
            "standings": standings, "due": due, "next": next, "courses": courses, "passport": lines,
        });
        return say(told.to_string());
    }
    for (course, stand) in courses.iter().zip(&way.courses) {
        let line = texts.course(stand.mastered, stand.of, stand.minutes_left);
        say(format!("{:<40} {line}", texts.pick(&course.title)))?;
    }
    for (id, stand, due) in stands.iter().filter(|stand| stand.1.standing != Standing::New) {
        let due = if *due { texts.get("list-due") } else { String::new() };
        say(format!("{id:<30} {:<12} {due}", texts.get(&format!("standing-{}", stand.standing.name()))))?;
    }
    if let Some((id, why)) = next {
        say(format!("{} {id}", texts.get(&format!("advice-{}", why.name()))))?;
    }
    for competence in catalogue.competences() {
        if let Some(line) = lines.iter().find(|line| line.id == competence.id) {
            let level = texts.get(&format!("level-{}", line.level.name()));
            say(format!("{:<60} {level} ({})", texts.pick(&competence.name), line.attempts))?;
        }
    }
    Ok(())
}
