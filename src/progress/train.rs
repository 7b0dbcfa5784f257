//! Which exercise trains what was lost: the one that is most about a competence.

use crate::scenario::schema::Scenario;

/// Least share of an exercise's points that a competence must have for it to be about it.
const ABOUT: f64 = 0.15;

/// Share of an exercise's points that show one of these competences, 0 to 1.
fn share(scenario: &Scenario, competences: &[String]) -> f64 {
    let criteria = &scenario.marking.criteria;
    let whole: f64 = criteria.iter().map(|criterion| criterion.weight).sum();
    let shown = criteria.iter().filter(|criterion| criterion.competences.iter().any(|own| competences.contains(own)));
    shown.map(|criterion| criterion.weight).sum::<f64>() / whole.max(1.0)
}

/// The place of the exercise that is most about these competences, and more so than the one that was just done; of equals
/// the first, which is the slowest where they stand in the order of a programme.
pub fn trains<'s>(
    exercises: impl Iterator<Item = (usize, &'s Scenario)>,
    done: &Scenario,
    competences: &[String],
) -> Option<usize> {
    let least = share(done, competences).max(ABOUT);
    let mut best: Option<(usize, f64)> = None;
    for (at, scenario) in exercises.filter(|(_, scenario)| scenario.id != done.id) {
        let share = share(scenario, competences);
        if share > least && best.is_none_or(|(_, known)| share > known) {
            best = Some((at, share));
        }
    }
    best.map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::builtin_catalogue;
    use crate::scenario::parse_scenario;

    #[test]
    fn a_lost_cleave_sends_to_the_cleaving_exercise_and_from_there_nowhere() {
        let catalogue = builtin_catalogue().expect("the catalogue").catalogue;
        let load = |name: &str, text: &str| parse_scenario(name, text, &catalogue).expect("sound").scenario;
        let whole = load("a.ron", include_str!("../../scenarios/geste/premiere-epissure.ron"));
        let cleave = load("b.ron", include_str!("../../scenarios/geste/cliver.ron"));
        let strip = load("c.ron", include_str!("../../scenarios/geste/denuder-250.ron"));
        let all = [&whole, &strip, &cleave];
        let of = |done: &Scenario, name: &str| trains(all.into_iter().enumerate(), done, &[name.to_owned()]);
        assert_eq!(of(&whole, "cleave"), Some(2));
        assert_eq!(of(&whole, "strip"), Some(1));
        assert_eq!(of(&cleave, "cleave"), None, "the best exercise for it was just done");
        assert_eq!(of(&whole, "rj45"), None);
    }
}
