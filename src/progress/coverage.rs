//! Gaps between the tree of competences and what exercises show, for who writes them.

use std::collections::BTreeSet;

use crate::catalogue::schema::Catalogue;
use crate::scenario::pace;
use crate::scenario::schema::Scenario;

/// Ids of the competences that no criterion of these exercises names, in the tree's order.
pub fn unshown<'c>(catalogue: &'c Catalogue, scenarios: &[&Scenario]) -> Vec<&'c str> {
    let criteria = scenarios.iter().flat_map(|scenario| &scenario.marking.criteria);
    let shown: BTreeSet<&String> = criteria.flat_map(|criterion| &criterion.competences).collect();
    let missing = catalogue.competences().filter(|competence| !shown.contains(&competence.id));
    missing.map(|competence| competence.id.as_str()).collect()
}

/// Ids of the criteria that name no competence where others of the exercise do. The one that `pace` makes is nobody's.
pub fn silent(scenario: &Scenario) -> Vec<&str> {
    let criteria = &scenario.marking.criteria;
    if criteria.iter().all(|criterion| criterion.competences.is_empty()) {
        return Vec::new();
    }
    let silent = criteria.iter().filter(|criterion| criterion.competences.is_empty() && criterion.id != pace::ID);
    silent.map(|criterion| criterion.id.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::builtin_catalogue;
    use crate::scenario::parse_scenario;

    #[test]
    fn a_competence_that_nobody_shows_and_a_criterion_that_shows_none_are_told() {
        let catalogue = builtin_catalogue().expect("builtin").catalogue;
        let text = include_str!("../../scenarios/geste/cliver.ron");
        let mut scenario = parse_scenario("x.ron", text, &catalogue).expect("sound").scenario;
        let missing = unshown(&catalogue, &[&scenario]);
        assert!(missing.contains(&"otdr") && !missing.contains(&"cleave"), "{missing:?}");
        assert_eq!(silent(&scenario), [""; 0]);
        scenario.marking.criteria[1].competences.clear();
        assert_eq!(silent(&scenario), ["bare-length"]);
        scenario.marking.criteria.iter_mut().for_each(|criterion| criterion.competences.clear());
        assert_eq!(silent(&scenario), [""; 0], "an exercise may say nothing of competences");
    }
}
