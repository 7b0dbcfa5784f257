//! Where a person stands: from marked attempts to standings, what is due again, and the skills passport.
//!
//! Days are given from outside: nothing here reads a clock.

mod coverage;
mod gather;
mod page;
mod passport;
mod path;
mod train;

use serde::Serialize;

pub use coverage::{silent, unshown};
pub use gather::{Attempted, Points, gather};
pub use page::{count, page};
pub use passport::{Evidence, Level, Line, Passports, passport};
pub use path::{Advice, CourseStand, Lesson, Path, Stand, Why, path};
pub use train::trains;

use crate::scenario::programme::Mastery;

/// Days until what was passed comes again: a pass moves one step up, a failure back to the first.
pub const STEPS_DAYS: [u32; 4] = [1, 3, 7, 21];

/// How far one is with an exercise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Never done.
    New,
    /// Done, not passed yet.
    Failed,
    /// Passed at least once.
    Passed,
    /// Reached the course's mark as often as it asks.
    Mastered,
}

impl Standing {
    /// Name in locale keys.
    pub fn name(self) -> &'static str {
        match self {
            Standing::New => "new",
            Standing::Failed => "failed",
            Standing::Passed => "passed",
            Standing::Mastered => "mastered",
        }
    }
}

impl Attempted {
    /// Whether it counts towards mastery.
    fn reaches(&self, mastery: Mastery) -> bool {
        self.passed && self.mark + 1e-9 >= mastery.mark
    }
}

/// How far one is with the exercise of these attempts.
pub fn standing<'a>(attempts: impl IntoIterator<Item = &'a Attempted>, mastery: Mastery) -> Standing {
    let (mut any, mut passed, mut reached) = (false, false, 0);
    for attempt in attempts {
        any = true;
        passed |= attempt.passed;
        reached += u32::from(attempt.reaches(mastery));
    }
    match (any, passed) {
        (false, _) => Standing::New,
        (true, false) => Standing::Failed,
        (true, true) if reached >= mastery.times => Standing::Mastered,
        (true, true) => Standing::Passed,
    }
}

/// The day on which an exercise is due again; `None` where it was never done, or never failed.
pub fn due_day<'a>(attempts: impl IntoIterator<Item = &'a Attempted>) -> Option<u32> {
    let mut attempts: Vec<&Attempted> = attempts.into_iter().collect();
    attempts.sort_by_key(|attempt| attempt.day);
    let (mut step, mut failed, mut last) = (0usize, false, None);
    for attempt in attempts {
        if attempt.passed {
            step = (step + 1).min(STEPS_DAYS.len());
        } else {
            (step, failed) = (0, true);
        }
        last = Some(attempt.day);
    }
    // After the last step it is known for good.
    let wait = STEPS_DAYS.get(step).filter(|_| failed)?;
    Some(last?.saturating_add(*wait))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn done(day: u32, mark: f64) -> Attempted {
        Attempted { exercise: "a/b".to_owned(), day, mark, passed: mark >= 12.0, points: Vec::new() }
    }

    #[test]
    fn mastery_asks_for_its_mark_so_often() {
        let mastery = Mastery { mark: 16.0, times: 2 };
        assert_eq!(standing(&[], mastery), Standing::New);
        assert_eq!(standing(&[done(1, 8.0)], mastery), Standing::Failed);
        assert_eq!(standing(&[done(1, 13.0), done(2, 17.0)], mastery), Standing::Passed);
        assert_eq!(standing(&[done(1, 16.0), done(2, 17.0)], mastery), Standing::Mastered);
    }

    #[test]
    fn what_was_failed_comes_again_ever_later_and_from_the_start_after_a_failure() {
        assert_eq!(due_day(&[]), None);
        assert_eq!(due_day(&[done(10, 18.0)]), None);
        assert_eq!(due_day(&[done(10, 5.0)]), Some(11));
        assert_eq!(due_day(&[done(10, 5.0), done(11, 15.0)]), Some(14));
        assert_eq!(due_day(&[done(10, 5.0), done(11, 15.0), done(14, 15.0)]), Some(21));
        assert_eq!(due_day(&[done(10, 5.0), done(11, 15.0), done(14, 4.0)]), Some(15));
        let learnt = [done(10, 5.0), done(11, 15.0), done(14, 15.0), done(21, 15.0), done(42, 15.0)];
        assert_eq!(due_day(&learnt), None);
    }
}
