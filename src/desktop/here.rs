//! Who sits at this computer: asked at the start of a sitting where it could be somebody else, changed in one click.

use bevy::prelude::*;

use crate::exam::sitting;
use crate::journal::NOBODY;
use crate::library;
use crate::records::{Person, here};

use super::app::Screen;

/// Who is here. Attempts are theirs, and theirs alone are shown.
#[derive(Resource, Clone, Debug)]
pub struct Here {
    /// Number or pseudonym; [`NOBODY`] where nobody said.
    pub who: String,
    /// What to call them; empty for nobody.
    pub called: String,
}

impl Default for Here {
    fn default() -> Self {
        Here { who: NOBODY.to_owned(), called: String::new() }
    }
}

impl Here {
    /// Whoever goes by this pseudonym, called as `people` know them.
    pub fn of(who: &str, people: &[Person]) -> Here {
        if who == NOBODY {
            return Here::default();
        }
        let known = people.iter().find(|person| person.pseudonym == who);
        Here { who: who.to_owned(), called: known.map_or(who, Person::called).to_owned() }
    }
}

/// Whoever was here last, until somebody says otherwise.
pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Here>();
}

/// Takes up who was here last, and asks where it could be somebody else: for a program that a person opens.
pub(super) fn at_the_start(app: &mut App) {
    let folder = library::data_folder();
    let (last, people) = (here::last(&folder), here::people(&folder));
    app.insert_resource(Here::of(last.as_deref().unwrap_or(NOBODY), &people));
    // An exam that was cut off comes first; its candidates say who they are with a code.
    if here::asks(last.as_deref(), &people) && sitting::unfinished(&library::exams_folder()).is_empty() {
        app.add_systems(Startup, |mut next: ResMut<NextState<Screen>>| next.set(Screen::Who));
    }
}
