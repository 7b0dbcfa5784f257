//! Preparing an exam session: reads what there is to choose from, and writes the session beside the window.

use std::path::{Path, PathBuf};
use std::time::Duration;

use age::secrecy::SecretString;
use bevy::prelude::*;
use bevy_egui::{EguiContexts, EguiPrimaryContextPass};

use crate::calendar;
use crate::exam::prepare::{self, Wanted};
use crate::exam::roster::Listed;
use crate::exam::session::{EXTENSION, Opened, Seeds};
use crate::library::{self, Exercise as Known, Library};
use crate::locale::Texts;
use crate::records::{Person, here, roster};
use crate::scenario::error::path_name;
use crate::scenario::schema::Lang;
use crate::signed::fingerprint;

use super::super::app::{Screen, Shelf, Words};
use super::super::beside::Beside;
use super::super::invigilate;
use super::super::panels::prepare::{Action, Candidate, Draft, Exercise, PrepareModel, Written};
use super::super::panels::{self, prepare as panel};
use super::super::store;
use super::Panels;
use super::exam::said;

/// Between two looks at what runs beside the window.
const LOOK: Duration = Duration::from_millis(100);
/// Most lists that are offered.
const MOST_LISTS: usize = 8;

/// What comes from a thread.
enum News {
    /// Files of lists, and places for the session.
    Found(Vec<String>, Vec<String>),
    /// The session was written and opened again.
    Written(Result<(PathBuf, Box<Opened>), String>),
    /// The sheet of codes.
    Codes(Result<PathBuf, String>),
}

/// The page.
#[derive(Resource, Default)]
struct Preparing {
    exercises: Vec<PathBuf>,
    model: PrepareModel,
    coming: Vec<Beside<News>>,
    /// The session that was written: its key lives here and nowhere on the disk.
    opened: Option<(PathBuf, Box<Opened>)>,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Preparing>()
        .add_systems(OnEnter(Screen::Prepare), enter)
        .add_systems(OnExit(Screen::Prepare), leave)
        .add_systems(EguiPrimaryContextPass, show.in_set(Panels).run_if(in_state(Screen::Prepare)));
}

fn enter(mut page: ResMut<Preparing>, shelf: Res<Shelf>, words: Res<Words>) {
    let (library, texts) = (&shelf.0, &words.0);
    let mut known = library.exercises();
    known.extend(library.own_exercises(&library::own_folder()));
    let good: Vec<&Known> = known.iter().filter(|exercise| exercise.loaded.is_ok()).collect();
    page.exercises = good.iter().map(|exercise| exercise.path.clone()).collect();
    page.model.exercises = good.iter().filter_map(|exercise| shown(exercise, library, texts)).collect();
    page.model.groups = here::groups(&library::data_folder()).into_iter().map(|(name, _)| name).collect();
    if page.model.draft.folder.is_empty() {
        page.model.draft.folder = invigilate::sessions_folder().display().to_string();
    }
    page.run(|| {
        let places: Vec<PathBuf> = invigilate::places().into_iter().filter(|place| place.is_dir()).collect();
        let own = library::data_folder();
        let lists = places.iter().chain([&own]).flat_map(|place| lists(place)).take(MOST_LISTS).collect();
        let places = std::iter::once(invigilate::sessions_folder()).chain(places);
        News::Found(lists, places.map(|place| place.display().to_string()).collect())
    });
}

/// An opened session does not outlive its page.
fn leave(mut page: ResMut<Preparing>) {
    let draft = std::mem::take(&mut page.model.draft);
    *page = Preparing::default();
    // What was begun is still there when one comes back.
    page.model.draft = draft;
}

fn shown(exercise: &Known, library: &Library, texts: &Texts) -> Option<Exercise> {
    let scenario = &exercise.loaded.as_ref().ok()?.scenario;
    let title = texts.pick(&scenario.title).to_owned();
    let course = exercise.place.and_then(|place| library.courses().nth(place.course));
    let course = course.map_or(texts.pick(&exercise.course), |course| texts.pick(&course.title));
    Some(Exercise { title, course: course.to_owned(), minutes: scenario.minutes })
}

/// Tables in a folder that may be lists of candidates.
fn lists(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().take(500).map(|entry| entry.path());
    let mut lists: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|end| end == "csv")).collect();
    lists.sort();
    lists.into_iter().map(|path| path.display().to_string()).collect()
}

fn show(
    mut contexts: EguiContexts,
    mut page: ResMut<Preparing>,
    shelf: Res<Shelf>,
    words: Res<Words>,
    mut next: ResMut<NextState<Screen>>,
) -> Result {
    let texts = &words.0;
    let ctx = contexts.ctx_mut()?;
    page.hear(texts);
    if !page.coming.is_empty() {
        ctx.request_repaint_after(LOOK);
    }
    let mut ui = panels::page(ctx);
    match panel::show(&mut ui, &page.model, texts) {
        None => {}
        Some(Action::Set(draft)) => {
            page.model.draft = draft;
            page.model.wrong = None;
        }
        Some(Action::Group(at)) => page.group(at),
        Some(Action::List(path)) => page.list(Path::new(&path)),
        Some(Action::Write(passphrase)) => page.write(SecretString::from(passphrase), &shelf.0, texts),
        Some(Action::Codes) => page.codes(texts.lang()),
        Some(Action::Another) => {
            (page.model.done, page.opened) = (None, None);
            let folder = std::mem::take(&mut page.model.draft.folder);
            page.model.draft = Draft { folder, ..Draft::default() };
        }
        Some(Action::Back) => next.set(Screen::Exam),
    }
    Ok(())
}

impl Preparing {
    /// Does something beside the window.
    fn run(&mut self, what: impl FnOnce() -> News + Send + 'static) {
        self.coming.push(Beside::run(what));
    }

    fn hear(&mut self, texts: &Texts) {
        let mut news = Vec::new();
        self.coming.retain_mut(|coming| match coming.hear() {
            None => true,
            Some(one) => {
                news.push(one);
                false
            }
        });
        for one in news {
            let Ok(one) = one else {
                // Whatever it was, nobody waits for it any longer.
                self.model.busy = false;
                self.model.done.iter_mut().for_each(|done| done.busy = false);
                continue;
            };
            match one {
                News::Found(lists, places) => (self.model.lists, self.model.places) = (lists, places),
                News::Written(Ok((path, opened))) => {
                    self.model.busy = false;
                    self.model.done = Some(Written {
                        path: path.display().to_string(),
                        candidates: opened.public.candidates,
                        key: fingerprint(&opened.public.key),
                        codes: None,
                        busy: false,
                    });
                    self.opened = Some((path, opened));
                }
                News::Written(Err(why)) => {
                    self.model.busy = false;
                    self.model.wrong = Some(texts.with("prepare-wrong", &[("why", why.into())]));
                }
                News::Codes(made) => {
                    if let Some(done) = &mut self.model.done {
                        done.busy = false;
                        done.codes = Some(made.map(|path| path.display().to_string()));
                    }
                }
            }
        }
    }

    fn group(&mut self, at: usize) {
        let groups = here::groups(&library::data_folder());
        let Some((_, people)) = self.model.groups.get(at).and_then(|name| groups.iter().find(|(n, _)| n == name))
        else {
            return;
        };
        self.add(people.clone());
    }

    fn list(&mut self, path: &Path) {
        match roster::read_file(path) {
            Ok(entries) => {
                self.add(entries.into_iter().map(|entry| entry.person).collect());
                self.model.wrong = None;
            }
            Err(why) => self.model.wrong = Some(said(&why)),
        }
    }

    /// Adds people who are not there yet.
    fn add(&mut self, people: Vec<Person>) {
        let there = &mut self.model.draft.people;
        // A line that nobody filled in makes room.
        there.retain(|person| !person.number.trim().is_empty() || !person.name.trim().is_empty());
        for Person { pseudonym: number, name, extra_time: extra } in people {
            if !there.iter().any(|person| person.number.eq_ignore_ascii_case(&number)) {
                there.push(Candidate { number, name, extra });
            }
        }
    }

    fn write(&mut self, passphrase: SecretString, library: &Library, texts: &Texts) {
        let draft = &self.model.draft;
        let listed = |person: &Candidate| Listed {
            number: person.number.trim().to_owned(),
            name: person.name.trim().to_owned(),
            extra: person.extra,
        };
        let file = |part: &panel::Part| Some((self.exercises.get(part.exercise)?.clone(), part.minutes));
        let wanted = Wanted {
            title: draft.title.trim().to_owned(),
            parts: draft.parts.iter().filter_map(file).collect(),
            roster: draft.people.iter().filter(|person| !person.number.trim().is_empty()).map(listed).collect(),
            seeds: draft.same.map_or(Seeds::Each, Seeds::Same),
            help: draft.help,
        };
        if let Some(person) = draft.people.iter().find(|p| p.number.trim().is_empty() && !p.name.trim().is_empty()) {
            let name = person.name.trim().to_owned();
            self.model.wrong = Some(texts.with("prepare-no-number", &[("name", name.into())]));
            return;
        }
        let out = free(Path::new(draft.folder.trim()), &wanted.title);
        let library = library.clone();
        (self.model.busy, self.model.wrong) = (true, None);
        self.run(move || {
            let write = || -> Result<(PathBuf, Box<Opened>), String> {
                let session = prepare::write(wanted, &library, &passphrase, &out, calendar::now_s());
                let session = session.map_err(|why| said(&why))?;
                // Opened as an examiner will: a passphrase that does not open it must be known now.
                let opened = session.open(&path_name(&out), &passphrase).map_err(|why| why.to_string())?;
                Ok((out, Box::new(opened)))
            };
            News::Written(write())
        });
    }

    fn codes(&mut self, lang: Lang) {
        let Some((path, opened)) = &self.opened else { return };
        let (path, public, seats) = (path.clone(), opened.public.clone(), opened.seats().to_vec());
        if let Some(done) = &mut self.model.done {
            done.busy = true;
        }
        self.run(move || News::Codes(store::print_codes(&path, &public, &seats, lang)));
    }
}

/// A file in a folder, named after a title, that is not there yet.
fn free(folder: &Path, title: &str) -> PathBuf {
    let plain: String = title.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let name: Vec<&str> = plain.split_whitespace().collect();
    let name: String = name.join("-").chars().take(60).collect();
    let name = if name.is_empty() { "session".to_owned() } else { name };
    let file = |n: u32| match n {
        1 => folder.join(format!("{name}.{EXTENSION}")),
        n => folder.join(format!("{name}-{n}.{EXTENSION}")),
    };
    (1..1_000).map(file).find(|path| !path.exists()).unwrap_or_else(|| file(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_named_after_its_title_and_never_takes_anothers_place() {
        let folder = tempfile::tempdir().expect("a folder");
        let first = free(folder.path(), "Titre pro : juin/2026");
        assert_eq!(first, folder.path().join("Titre-pro-juin-2026.epexamen"));
        std::fs::write(&first, b"x").expect("written");
        assert_eq!(free(folder.path(), "Titre pro : juin/2026"), folder.path().join("Titre-pro-juin-2026-2.epexamen"));
        assert_eq!(free(folder.path(), "///"), folder.path().join("session.epexamen"));
    }

    #[test]
    fn people_are_added_once_each_and_empty_lines_make_room() {
        let mut page = Preparing::default();
        page.model.draft.people =
            vec![Candidate::default(), Candidate { number: "a1".to_owned(), ..Candidate::default() }];
        let person =
            |number: &str, name: &str| Person { pseudonym: number.to_owned(), name: name.to_owned(), extra_time: true };
        page.add(vec![person("A1", "Léa"), person("A2", "")]);
        let numbers: Vec<(&str, bool)> =
            page.model.draft.people.iter().map(|person| (person.number.as_str(), person.extra)).collect();
        assert_eq!(numbers, [("a1", false), ("A2", true)]);
    }
}
