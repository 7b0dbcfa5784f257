//! Gathering attempts from a stick or a shared folder into the records, on a thread of its own.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use bevy::prelude::*;
use bevy_egui::{EguiContexts, EguiPrimaryContextPass};

use crate::library;
use crate::locale::Texts;
use crate::records::gather::{self, Gathered};
use crate::records::{Person, RecordsError, Store};

use super::super::app::{Screen, Words};
use super::super::beside::Beside;
use super::super::panels::gather::{Action, GatherModel};
use super::super::panels::{self, gather as panel};
use super::Panels;
use super::board::wrong;
use super::folders::Folders;

/// Between two looks at what runs beside the window.
const LOOK: Duration = Duration::from_millis(100);

/// What came of gathering.
struct Outcome {
    done: Gathered,
    people: Vec<Person>,
    stopped: Option<RecordsError>,
}

/// The page.
#[derive(Resource, Default)]
struct Gathering {
    folders: Folders,
    running: Option<Beside<Outcome>>,
    /// Attempts that were looked at by what runs.
    looked: Arc<AtomicU32>,
    outcome: Option<Outcome>,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Gathering>()
        .add_systems(OnEnter(Screen::Gather), enter)
        .add_systems(EguiPrimaryContextPass, show.in_set(Panels).run_if(in_state(Screen::Gather)));
}

fn enter(mut page: ResMut<Gathering>) {
    page.outcome = None;
    if page.folders.at().as_os_str().is_empty() {
        page.folders.go(start());
    } else {
        // A stick may have come or gone since.
        let at = page.folders.at().to_path_buf();
        page.folders.go(at);
    }
}

/// Where one looks first: a stick where there is one, else the user's own folder.
fn start() -> PathBuf {
    let stick = super::super::invigilate::sticks().into_iter().find(|place| place.is_dir());
    let home = || directories::UserDirs::new().map(|home| home.home_dir().to_path_buf());
    stick.or_else(home).unwrap_or_else(library::data_folder)
}

fn show(
    mut contexts: EguiContexts,
    mut page: ResMut<Gathering>,
    words: Res<Words>,
    mut next: ResMut<NextState<Screen>>,
) -> Result {
    let texts = &words.0;
    let ctx = contexts.ctx_mut()?;
    let reads = page.folders.hear(texts);
    page.hear();
    if reads || page.running.is_some() {
        ctx.request_repaint_after(LOOK);
    }
    let model = page.model(texts);
    let mut ui = panels::page(ctx);
    match panel::show(&mut ui, &model, texts) {
        None => {}
        Some(Action::Browse(asked)) => page.folders.act(asked),
        Some(Action::Gather) => page.gather(),
        Some(Action::Again) => page.outcome = None,
        Some(Action::Board) => next.set(Screen::Board),
    }
    Ok(())
}

impl Gathering {
    fn gather(&mut self) {
        let from = [self.folders.at().to_path_buf()];
        let looked = Arc::new(AtomicU32::new(0));
        let counted = looked.clone();
        self.looked = looked;
        self.running = Some(Beside::run(move || gathered(&from, &|n| counted.store(n, Ordering::Relaxed))));
    }

    fn hear(&mut self) {
        if let Some(Ok(outcome)) = Beside::take(&mut self.running) {
            self.outcome = Some(outcome);
        }
    }

    fn model(&self, texts: &Texts) -> GatherModel {
        if self.running.is_some() {
            return GatherModel::Running(self.looked.load(Ordering::Relaxed));
        }
        let Some(Outcome { done, people, stopped }) = &self.outcome else {
            return GatherModel::Choose(self.folders.model.clone());
        };
        let called = |who: &String| {
            let known = people.iter().find(|person| person.pseudonym == *who);
            known.map_or(who.as_str(), Person::called).to_owned()
        };
        GatherModel::Done {
            done: Box::new(done.clone()),
            people: done.by_person.iter().map(|(who, n)| (called(who), *n)).collect(),
            stopped: stopped.as_ref().map(|why| wrong(why, texts)),
        }
    }
}

fn gathered(from: &[PathBuf], told: &dyn Fn(u32)) -> Outcome {
    let mut opened = match Store::open(&library::data_folder()) {
        Ok(opened) => opened,
        Err(why) => return Outcome { done: Gathered::default(), people: Vec::new(), stopped: Some(why) },
    };
    let (done, stopped) = match gather::into_records_telling(from, &mut opened.store, told) {
        Ok(done) => (done, None),
        Err(stopped) => (stopped.done, Some(stopped.why)),
    };
    Outcome { done, people: opened.store.people(None).unwrap_or_default(), stopped }
}
