//! The skills passport: where the person stands on each competence, and the page to print.

use bevy::prelude::*;
use bevy_egui::{EguiContexts, EguiPrimaryContextPass};

use crate::library::{self, Exercise, Library};
use crate::locale::Texts;
use crate::progress::{self, Evidence, gather, passport};
use crate::scenario::schema::Scenario;

use super::super::app::{Screen, Shelf, Words};
use super::super::here::Here;
use super::super::panels::passport::{Action, Domain, Line, PassportModel};
use super::super::panels::{self, passport as panel};
use super::super::store;
use super::Panels;

/// What is shown, read when the screen opens, and what it was made of.
#[derive(Resource, Default)]
struct Mine {
    exercises: Vec<Exercise>,
    lines: Vec<progress::Line>,
    model: PassportModel,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Mine>()
        .add_systems(OnEnter(Screen::Passport), read)
        .add_systems(EguiPrimaryContextPass, show.in_set(Panels).run_if(in_state(Screen::Passport)));
}

impl Mine {
    fn scenarios(&self) -> Vec<&Scenario> {
        self.exercises.iter().filter_map(|exercise| Some(&exercise.loaded.as_ref().ok()?.scenario)).collect()
    }

    fn model(&self, library: &Library, texts: &Texts) -> PassportModel {
        let scenarios = self.scenarios();
        let evidence = |found: &Evidence| {
            let title = found.title(&scenarios, texts);
            let date = texts.date(found.day);
            let seen = texts.with("passport-seen", &[("n", (found.attempts as u32).into()), ("date", date.into())]);
            let percent = texts.number(found.share * 100.0, 0);
            (title.to_owned(), format!("{seen} – {}", texts.with("passport-points", &[("percent", percent.into())])))
        };
        let domains = library.catalogue.catalogue.domains.iter().map(|domain| Domain {
            name: texts.pick(&domain.name).to_owned(),
            lines: domain
                .competences
                .iter()
                .filter_map(|competence| {
                    let line = self.lines.iter().find(|line| line.id == competence.id)?;
                    Some(Line {
                        name: texts.pick(&competence.name).to_owned(),
                        level: line.level,
                        evidence: line.evidence.iter().map(evidence).collect(),
                    })
                })
                .collect(),
        });
        PassportModel {
            count: progress::count(&self.lines, texts),
            empty: self.lines.iter().all(|line| line.attempts == 0),
            domains: domains.collect(),
            saved: None,
            who: String::new(),
        }
    }
}

fn read(mut mine: ResMut<Mine>, shelf: Res<Shelf>, words: Res<Words>, here: Res<Here>) {
    mine.exercises = shelf.0.exercises();
    mine.exercises.extend(shelf.0.own_exercises(&library::own_folder()));
    let attempts = gather(&library::attempts_folder(), Some(&here.who));
    mine.lines = passport(&shelf.0.catalogue.catalogue.domains, &mine.scenarios(), &attempts);
    mine.model = mine.model(&shelf.0, &words.0);
    mine.model.who = here.called.clone();
}

fn show(
    mut contexts: EguiContexts,
    mut mine: ResMut<Mine>,
    shelf: Res<Shelf>,
    (words, here): (Res<Words>, Res<Here>),
    mut next: ResMut<NextState<Screen>>,
) -> Result {
    let texts = &words.0;
    let mut ui = panels::page(contexts.ctx_mut()?);
    match panel::show(&mut ui, &mine.model, texts) {
        None => {}
        Some(Action::Save) => {
            let tree = &shelf.0.catalogue.catalogue.domains;
            let page = progress::page(tree, &mine.lines, &mine.scenarios(), &here.called, texts);
            mine.model.saved = Some(match store::keep_passport(&here.who, &page) {
                Ok(path) => Ok(texts.with("passport-saved", &[("path", path.display().to_string().into())])),
                Err(why) => Err(texts.with("passport-not-saved", &[("why", why.to_string().into())])),
            });
        }
        Some(Action::Back) => next.set(Screen::List),
    }
    Ok(())
}
