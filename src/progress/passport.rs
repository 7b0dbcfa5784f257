//! The skills passport: for each competence how sure a person is of it, and on what evidence.
//!
//! Evidence is what the criteria of exercises say that they show: the share of their points that an attempt earned.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Attempted;
use crate::catalogue::competences::{Competence, Domain};
use crate::locale::Texts;
use crate::scenario::schema::Scenario;

/// Attempts that count: the latest ones tell how it is now.
const LATEST: usize = 5;
/// Mean share from which a competence is acquired, and mastered.
const FROM: [f64; 2] = [0.7, 0.85];
/// Attempts that these need.
const ATTEMPTS: [usize; 2] = [2, 4];
/// Assistance with which the program does so much that an attempt shows learning, and no more.
const FULL_ASSISTANCE: u8 = 3;

/// How sure one is of a competence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Not seen yet.
    NotSeen,
    /// Seen, and not yet more.
    Learning,
    /// Seven tenths of the points over two attempts.
    Acquired,
    /// 85 % over four attempts, two days or two exercises among them.
    Mastered,
}

impl Level {
    /// Every level, the lowest first.
    pub const ALL: [Level; 4] = [Level::NotSeen, Level::Learning, Level::Acquired, Level::Mastered];

    /// Name in locale keys.
    pub fn name(self) -> &'static str {
        ["not-seen", "learning", "acquired", "mastered"][self as usize]
    }
}

/// One line of the passport.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Line {
    /// The competence.
    pub id: String,
    /// How sure one is.
    pub level: Level,
    /// Mean share of the latest attempts that count, 0 to 1.
    pub share: f64,
    /// Attempts that show it.
    pub attempts: usize,
    /// The last day on which it was shown, since 1970.
    pub last_day: Option<u32>,
    /// The exercises that showed it, the latest first.
    pub evidence: Vec<Evidence>,
}

/// What one exercise showed of a competence.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Evidence {
    /// Scenario id.
    pub exercise: String,
    /// Attempts at it that show the competence.
    pub attempts: usize,
    /// Share of the points at the last of them, 0 to 1.
    pub share: f64,
    /// Its day since 1970.
    pub day: u32,
}

impl Evidence {
    /// The title of its exercise; the id where that is none of these.
    pub fn title<'a>(&'a self, exercises: &[&'a Scenario], texts: &Texts) -> &'a str {
        let known = exercises.iter().find(|scenario| scenario.id == self.exercise);
        known.map_or(self.exercise.as_str(), |scenario| texts.pick(&scenario.title))
    }
}

/// One attempt as evidence of one competence.
struct Seen<'a> {
    attempt: &'a Attempted,
    share: f64,
    /// The hand was so much assisted that it shows learning alone.
    assisted: bool,
}

/// The tree and the exercises that show its competences: made once, asked for many people.
pub struct Passports<'a> {
    competences: Vec<&'a Competence>,
    exercises: BTreeMap<&'a str, Shown<'a>>,
}

/// What an exercise shows.
struct Shown<'a> {
    /// Places of competences that a criterion shows, by its id.
    criteria: Vec<(&'a str, Vec<usize>)>,
    assisted: bool,
}

impl<'a> Passports<'a> {
    /// Passports over this tree; attempts at no exercise of these are evidence of nothing.
    pub fn new(tree: &'a [Domain], exercises: &[&'a Scenario]) -> Passports<'a> {
        let competences: Vec<&Competence> = tree.iter().flat_map(|domain| &domain.competences).collect();
        let place = |id: &String| competences.iter().position(|competence| competence.id == *id);
        let shown = |scenario: &&'a Scenario| {
            let criteria = scenario.marking.criteria.iter();
            let criteria = criteria.map(|c| (c.id.as_str(), c.competences.iter().filter_map(place).collect()));
            let assisted = scenario.assistance >= FULL_ASSISTANCE;
            (scenario.id.as_str(), Shown { criteria: criteria.collect(), assisted })
        };
        Passports { exercises: exercises.iter().map(shown).collect(), competences }
    }

    /// Every competence of the tree, in its order. `attempts` are the oldest first.
    pub fn lines(&self, attempts: &[Attempted]) -> Vec<Line> {
        let seen = self.seen(attempts);
        self.competences.iter().zip(&seen).map(|(competence, seen)| line(competence, seen)).collect()
    }

    /// How sure one is of each competence, in the tree's order: what [`lines`](Passports::lines) says, without the
    /// evidence.
    pub fn levels(&self, attempts: &[Attempted]) -> Vec<Level> {
        self.seen(attempts).iter().map(|seen| standing(seen).0).collect()
    }

    /// The attempts that show each competence.
    fn seen<'s>(&self, attempts: &'s [Attempted]) -> Vec<Vec<Seen<'s>>> {
        let mut seen: Vec<Vec<Seen<'s>>> = self.competences.iter().map(|_| Vec::new()).collect();
        let mut sums = vec![(0.0, 0.0); seen.len()];
        for attempt in attempts {
            let Some(shown) = self.exercises.get(attempt.exercise.as_str()) else { continue };
            sums.fill((0.0, 0.0));
            for (criterion, places) in &shown.criteria {
                let Some(points) = attempt.points.iter().find(|points| points.criterion == *criterion) else {
                    continue;
                };
                for place in places {
                    let sum = &mut sums[*place];
                    *sum = (sum.0 + points.earned, sum.1 + points.of);
                }
            }
            for (seen, (earned, of)) in seen.iter_mut().zip(&sums).filter(|(_, (_, of))| *of > 0.0) {
                seen.push(Seen { attempt, share: earned / of, assisted: shown.assisted });
            }
        }
        seen
    }
}

/// Every competence of the tree, in its order, for one person. `attempts` are the oldest first; those at no exercise of
/// `exercises` are evidence of nothing.
pub fn passport(tree: &[Domain], exercises: &[&Scenario], attempts: &[Attempted]) -> Vec<Line> {
    Passports::new(tree, exercises).lines(attempts)
}

/// The level that attempts give, and their mean share.
fn standing(seen: &[Seen<'_>]) -> (Level, f64) {
    let alone: Vec<&Seen<'_>> = seen.iter().filter(|seen| !seen.assisted).collect();
    let latest = &alone[alone.len().saturating_sub(LATEST)..];
    let share = latest.iter().map(|seen| seen.share).sum::<f64>() / latest.len().max(1) as f64;
    let varied = latest.iter().any(|seen| {
        let (one, other) = (latest[0].attempt, seen.attempt);
        one.day != other.day || one.exercise != other.exercise
    });
    let level = match alone.len() {
        _ if seen.is_empty() => Level::NotSeen,
        count if share >= FROM[1] && count >= ATTEMPTS[1] && varied => Level::Mastered,
        count if share >= FROM[0] && count >= ATTEMPTS[0] => Level::Acquired,
        _ => Level::Learning,
    };
    (level, share)
}

fn line(competence: &Competence, seen: &[Seen<'_>]) -> Line {
    let (level, share) = standing(seen);
    let mut evidence: Vec<Evidence> = Vec::new();
    for seen in seen.iter().rev() {
        match evidence.iter_mut().find(|evidence| evidence.exercise == seen.attempt.exercise) {
            Some(evidence) => evidence.attempts += 1,
            None => evidence.push(Evidence {
                exercise: seen.attempt.exercise.clone(),
                attempts: 1,
                share: seen.share,
                day: seen.attempt.day,
            }),
        }
    }
    Line {
        id: competence.id.clone(),
        level,
        share,
        attempts: seen.len(),
        last_day: seen.iter().map(|seen| seen.attempt.day).max(),
        evidence,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Points;
    use super::*;
    use crate::catalogue::builtin_catalogue;
    use crate::scenario::parse_scenario;

    /// Attempts at one gesture with assistance 2, at the same with full assistance, and at a whole splice.
    fn exercises() -> (Vec<Domain>, Vec<Scenario>) {
        let catalogue = builtin_catalogue().expect("builtin").catalogue;
        let read = |text: &str| parse_scenario("x.ron", text, &catalogue).expect("sound").scenario;
        let alone = read(include_str!("../../scenarios/geste/cliver.ron"));
        let helped = Scenario { id: "geste/cliver-lent".to_owned(), assistance: 3, ..alone.clone() };
        let whole = read(include_str!("../../scenarios/geste/premiere-epissure.ron"));
        (catalogue.domains, vec![alone, helped, whole])
    }

    /// An attempt that earned `share` of what cleaving is worth, and half of all else.
    fn attempt(exercise: &str, day: u32, share: f64) -> Attempted {
        let points = [("cleave-angle", 5.0), ("bare-length", 5.0), ("shards", 4.0), ("glasses", 3.0)];
        let points = points.map(|(criterion, of)| Points {
            criterion: criterion.to_owned(),
            earned: if of == 5.0 { share * of } else { 0.5 * of },
            of,
        });
        Attempted { exercise: exercise.to_owned(), day, mark: 15.0, passed: true, points: points.to_vec() }
    }

    fn cleave(attempts: &[Attempted]) -> Line {
        let (tree, exercises) = exercises();
        let lines = passport(&tree, &exercises.iter().collect::<Vec<_>>(), attempts);
        assert_eq!(lines.len(), tree.iter().map(|domain| domain.competences.len()).sum::<usize>());
        lines.into_iter().find(|line| line.id == "cleave").expect("in the tree")
    }

    #[test]
    fn a_level_needs_points_and_attempts() {
        let level = |attempts: &[Attempted]| cleave(attempts).level;
        let alone = |day, share| attempt("geste/cliver", day, share);
        assert_eq!(level(&[]), Level::NotSeen);
        assert_eq!(level(&[attempt("mesure/unknown", 1, 1.0)]), Level::NotSeen);
        assert_eq!(level(&[alone(1, 1.0)]), Level::Learning);
        assert_eq!(level(&[alone(1, 0.6), alone(1, 0.7)]), Level::Learning);
        assert_eq!(level(&[alone(1, 0.8), alone(1, 0.8)]), Level::Acquired);
        assert_eq!(level(&[alone(1, 0.9), alone(1, 0.9), alone(1, 0.9), alone(1, 0.9)]), Level::Acquired);
        assert_eq!(level(&[alone(1, 0.9), alone(1, 0.9), alone(1, 0.9), alone(2, 0.9)]), Level::Mastered);
        let other = attempt("geste/premiere-epissure", 1, 0.9);
        assert_eq!(level(&[alone(1, 0.9), alone(1, 0.9), alone(1, 0.9), other]), Level::Mastered);
    }

    #[test]
    fn full_assistance_shows_learning_alone() {
        let helped: Vec<Attempted> = (1..9).map(|day| attempt("geste/cliver-lent", day, 1.0)).collect();
        assert_eq!(cleave(&helped).level, Level::Learning);
        assert_eq!(cleave(&helped).attempts, 8);
    }

    #[test]
    fn evidence_is_the_points_of_the_criteria_that_name_a_competence() {
        let attempts = [
            attempt("geste/cliver", 1, 0.4),
            attempt("geste/premiere-epissure", 2, 0.9),
            attempt("geste/cliver", 3, 0.8),
        ];
        let line = cleave(&attempts);
        let of =
            |exercise: &str, attempts, share, day| Evidence { exercise: exercise.to_owned(), attempts, share, day };
        assert_eq!(line.evidence, [of("geste/cliver", 2, 0.8, 3), of("geste/premiere-epissure", 1, 0.9, 2)]);
        assert!((line.share - 0.7).abs() < 1e-12);
        assert_eq!((line.attempts, line.last_day), (3, Some(3)));
    }
}
