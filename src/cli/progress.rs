//! Where a person stands, on the command line.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use super::{Outcome, lang, located, say};
use crate::library::{self, Library};
use crate::locale::Texts;
use crate::progress::{Attempted, Standing, due_day, gather, page, passport, standing};

/// Prints standings, what is due and the passport of the attempts in a folder.
pub(super) fn progress(attempts: Option<&Path>, html: Option<&Path>, name: &str, json: bool) -> Outcome {
    let library = Library::open().map_err(located)?;
    let catalogue = &library.catalogue.catalogue;
    let own = library.own_exercises(&library::own_folder());
    let exercises = library.exercises();
    let scenarios: Vec<_> =
        exercises.iter().chain(&own).filter_map(|exercise| Some(&exercise.loaded.as_ref().ok()?.scenario)).collect();
    let attempts = gather(&attempts.map_or_else(library::attempts_folder, Path::to_path_buf));
    let today = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| (since.as_secs() / 86_400) as u32);
    let lines = passport(&catalogue.domains, &scenarios, &attempts);
    let texts = Texts::new(lang());
    if let Some(path) = html {
        std::fs::write(path, page(&catalogue.domains, &lines, name, &texts))
            .map_err(|why| format!("{}: {why}", path.display()))?;
    }
    let mut by_id: BTreeMap<&str, Vec<&Attempted>> = BTreeMap::new();
    for attempt in &attempts {
        by_id.entry(&attempt.exercise).or_default().push(attempt);
    }
    let none = Vec::new();
    let courses = &library.programme.programme.courses;
    let exercises = courses.iter().flat_map(|course| course.exercises.iter().map(move |file| (course, file)));
    let stands: Vec<(String, Standing, Option<u32>)> = exercises
        .map(|(course, file)| {
            let id = file.trim_end_matches(".ron");
            let own = by_id.get(id).unwrap_or(&none);
            (id.to_owned(), standing(own.iter().copied(), course.mastery), due_day(own.iter().copied()))
        })
        .collect();
    if json {
        let due: Vec<&str> =
            stands.iter().filter(|s| s.2.is_some_and(|day| day <= today)).map(|s| s.0.as_str()).collect();
        let standings: BTreeMap<&str, Standing> = stands.iter().map(|s| (s.0.as_str(), s.1)).collect();
        let told = serde_json::json!({ "standings": standings, "due": due, "passport": lines });
        return say(told.to_string());
    }
    for (id, standing, due) in stands.iter().filter(|s| s.1 != Standing::New) {
        let due = if due.is_some_and(|day| day <= today) { texts.get("list-due") } else { String::new() };
        say(format!("{id:<30} {:<12} {due}", texts.get(&format!("standing-{}", standing.name()))))?;
    }
    for competence in catalogue.competences() {
        if let Some(line) = lines.iter().find(|line| line.id == competence.id) {
            let level = texts.get(&format!("level-{}", line.level.name()));
            say(format!("{:<60} {level} ({})", texts.pick(&competence.name), line.attempts))?;
        }
    }
    Ok(())
}
