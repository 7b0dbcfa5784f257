//! Which of the author's own hints is due at a step: the guide's second sentence.

use super::plan::Goal;
use crate::bench::Bench;
use crate::scenario::schema::{Hint, Lang};

/// What the author says at this step with the help of this exercise; none where nothing is said.
pub fn hint(bench: &Bench, goal: Goal, lang: Lang) -> Option<String> {
    let job = bench.job();
    let here = |hint: &&Hint| match goal {
        Goal::Site(number) => job.craft.sites_named(&hint.at).iter().any(|site| site + 1 == number),
        goal => hint.at == goal.name(),
    };
    let due = job.scenario.hints.iter().filter(|hint| hint.level <= job.scenario.assistance).filter(here);
    due.max_by_key(|hint| hint.level).map(|hint| job.filled(&hint.text, lang))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::testing::{job, up_to};
    use crate::catalogue::vocabulary::Side;
    use crate::scenario::schema::Text;

    fn said(at: &str, level: u8, fr: &str) -> Hint {
        Hint { at: at.to_owned(), level, text: Text { fr: fr.to_owned(), en: format!("{fr} in English") } }
    }

    #[test]
    fn of_the_hints_that_are_due_the_one_for_most_help_is_said_with_the_jobs_lengths() {
        for (assistance, told) in [(0, None), (1, Some("un 35")), (2, Some("deux")), (3, Some("deux"))] {
            let job = job(1, |job| {
                job.scenario.assistance = assistance;
                job.scenario.hints =
                    vec![said("strip", 2, "deux"), said("strip", 1, "un {strip}"), said("clean", 0, "x")];
            });
            let bench = up_to(Goal::Strip(Side::Cable), job);
            for side in Side::BOTH {
                assert_eq!(hint(&bench, Goal::Strip(side), Lang::Fr).as_deref(), told, "{assistance}");
            }
            assert_eq!(hint(&bench, Goal::Arc, Lang::Fr), None);
            assert_eq!(hint(&bench, Goal::Clean(Side::Cable), Lang::En).as_deref(), Some("x in English"));
        }
    }
}
