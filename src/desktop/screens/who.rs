//! Who is here: chosen from those who are known on this computer, or typed.

use bevy::prelude::*;
use bevy_egui::{EguiContexts, EguiPrimaryContextPass};

use crate::journal::NOBODY;
use crate::library;
use crate::locale::Texts;
use crate::records::{Person, here};
use crate::scenario::schema::Lang;

use super::super::app::{Chosen, Screen, Words};
use super::super::here::Here;
use super::super::panels::who::{Action, WhoModel};
use super::super::panels::{self, who};
use super::Panels;

/// Who may be chosen, read when the screen opens.
#[derive(Resource, Default)]
struct Known {
    people: Vec<Person>,
    model: WhoModel,
    /// Somebody was here before on this start: there is a way back.
    entered: bool,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Known>()
        .add_systems(OnEnter(Screen::Who), read)
        .add_systems(EguiPrimaryContextPass, show.in_set(Panels).run_if(in_state(Screen::Who)));
}

fn read(mut known: ResMut<Known>, here: Res<Here>) {
    let folder = library::data_folder();
    known.people = here::people(&folder);
    let last = here::last(&folder).map(|who| Here::of(&who, &known.people));
    known.model = WhoModel {
        people: known.people.iter().map(|person| (person.pseudonym.clone(), person.called().to_owned())).collect(),
        now: last.or_else(|| known.entered.then(|| here.clone())).map(|here| here.called),
        back: known.entered,
        wrong: None,
    };
}

fn show(
    mut contexts: EguiContexts,
    mut known: ResMut<Known>,
    mut here: ResMut<Here>,
    mut words: ResMut<Words>,
    mut chosen: ResMut<Chosen>,
    mut next: ResMut<NextState<Screen>>,
) -> Result {
    let mut ui = panels::page(contexts.ctx_mut()?);
    let who = match who::show(&mut ui, &known.model, &words.0) {
        None => return Ok(()),
        Some(Action::SwitchLanguage) => {
            chosen.0.lang = if chosen.0.lang == Lang::Fr { Lang::En } else { Lang::Fr };
            words.0 = Texts::new(chosen.0.lang);
            chosen.keep();
            return Ok(());
        }
        Some(Action::Back | Action::Same) => here.who.clone(),
        Some(Action::Nobody) => NOBODY.to_owned(),
        Some(Action::Known(at)) => match known.people.get(at) {
            Some(person) => person.pseudonym.clone(),
            None => return Ok(()),
        },
        Some(Action::Typed(text)) => match here::meant(&text, &known.people) {
            Ok(who) => who,
            Err(_) => {
                known.model.wrong = Some(words.0.get("who-wrong"));
                return Ok(());
            }
        },
    };
    if let Err(why) = here::keep(&library::data_folder(), &who) {
        // It holds until the program ends.
        warn!("who is here is not kept: {why}");
    }
    *here = Here::of(&who, &known.people);
    known.entered = true;
    next.set(Screen::List);
    Ok(())
}
