//! How well marks measure people: the figures of docs/validity.md, from the attempts of a real class and the levels that
//! somebody who knows them gave.

use std::collections::BTreeMap;

use serde::Serialize;

use super::cells::{self, Table};
use super::stats::{self, Estimate, Item};
use super::{Attempt, names, roster};
use crate::scenario::error::{Located, quoted};

/// Fewer people of a level say little.
pub const FEWEST: usize = 12;
/// Names of the column of levels.
const LEVEL: [&str; 2] = ["niveau", "level"];
/// Most errors that are told of one table.
const MAX_ERRORS: usize = 50;

/// The level of each person: a higher number for more skill.
pub type Levels = BTreeMap<String, u32>;

/// Reads the levels of a class: a table with the columns `numéro` (`number`) and `niveau` (`level`), a whole number from
/// 1, higher for more skill.
///
/// # Errors
/// Each with its line.
pub fn levels(file: &str, bytes: &[u8]) -> Result<Levels, Vec<Located>> {
    let table = Table::read(file, bytes)?;
    let (Some(number), Some(level)) = (table.column(&roster::NUMBER), table.column(&LEVEL)) else {
        let mut error = Located::whole(file, "the first line names the columns of numbers and levels");
        error.allowed = ["numéro;niveau", "number,level"].map(str::to_owned).to_vec();
        return Err(vec![error]);
    };
    let (mut levels, mut errors) = (Levels::new(), Vec::new());
    for (line, cells) in &table.rows {
        let cell = |at: usize| cells.get(at).map_or("", |cell| cell.trim());
        let read = || -> Result<(String, u32), String> {
            let found = cell(level);
            let level = found.parse().ok().filter(|level| (1..=99).contains(level));
            let level = level.ok_or_else(|| format!("a level is 1 to 99, found {}", quoted(found)))?;
            Ok((names::pseudonym(cell(number))?, level))
        };
        match read() {
            Ok((person, level)) => {
                if levels.insert(person.clone(), level).is_some_and(|before| before != level) {
                    errors.push(cells::at(
                        file,
                        *line,
                        &cells.join(" ; "),
                        format!("{} has two levels", quoted(&person)),
                    ));
                }
            }
            Err(why) => errors.push(cells::at(file, *line, &cells.join(" ; "), why)),
        }
        if errors.len() >= MAX_ERRORS {
            break;
        }
    }
    if errors.is_empty() { Ok(levels) } else { Err(errors) }
}

/// The people of one level at one exercise.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AtLevel {
    /// The level.
    pub level: u32,
    /// How many.
    pub people: usize,
    /// Mean mark of their first attempts.
    pub mean: f64,
    /// Standard deviation; none for one person.
    pub deviation: Option<f64>,
}

/// How well an exercise tells two levels apart.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Apart {
    /// The higher level.
    pub over: u32,
    /// The lower one.
    pub under: u32,
    /// Chance that one of the higher level is marked over one of the lower.
    pub area: Estimate,
}

/// The same people at the same exercise a second time.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Retest {
    /// How many.
    pub people: usize,
    /// Intraclass correlation ICC(2,1).
    pub icc: Estimate,
    /// Mean change of the mark, second over first: what practice alone gives.
    pub change: f64,
    /// Standard error of measurement, points of 20: the deviation of the difference over √2 (Weir 2005).
    pub error: f64,
}

/// What one exercise measures.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Measured {
    /// Scenario id.
    pub exercise: String,
    /// People with a level, by level.
    pub levels: Vec<AtLevel>,
    /// Neighbouring levels, then the extremes.
    pub apart: Vec<Apart>,
    /// Test and retest.
    pub retest: Option<Retest>,
    /// Cronbach's alpha over the first attempts.
    pub alpha: Option<Estimate>,
    /// Criteria.
    pub items: Vec<Item>,
    /// What the protocol asks for and is not there, in sentences.
    pub missing: Vec<String>,
}

/// Measures every exercise of these attempts, the oldest first. The first attempt of a person at an exercise is the test,
/// the second the retest; later ones are practice and count for nothing.
pub fn measure(attempts: &[Attempt], levels: &Levels) -> Vec<Measured> {
    let mut exercises: BTreeMap<&str, BTreeMap<&str, Vec<&Attempt>>> = BTreeMap::new();
    for attempt in attempts {
        let people = exercises.entry(&attempt.exercise).or_default();
        people.entry(&attempt.person).or_default().push(attempt);
    }
    exercises.into_iter().map(|(exercise, people)| one(exercise, &people, levels)).collect()
}

fn one(exercise: &str, people: &BTreeMap<&str, Vec<&Attempt>>, levels: &Levels) -> Measured {
    let mut marks: BTreeMap<u32, Vec<f64>> = BTreeMap::new();
    for (person, attempts) in people {
        if let (Some(level), Some(first)) = (levels.get(*person), attempts.first()) {
            marks.entry(*level).or_default().push(first.mark);
        }
    }
    let mut missing = Vec::new();
    for (level, marks) in marks.iter().filter(|(_, marks)| marks.len() < FEWEST) {
        missing.push(format!("level {level}: {} people, at least {FEWEST} are asked for", marks.len()));
    }
    let known: Vec<(u32, &[f64])> = marks.iter().map(|(level, marks)| (*level, marks.as_slice())).collect();
    if known.len() < 2 {
        missing.push("people of at least two levels".to_owned());
    }
    let apart = |under: usize, over: usize| {
        let ((under, others), (over, better)) = (known.get(under)?, known.get(over)?);
        Some(Apart { over: *over, under: *under, area: stats::area(better, others)? })
    };
    let mut pairs: Vec<Apart> = (1..known.len()).filter_map(|at| apart(at - 1, at)).collect();
    if known.len() > 2 {
        pairs.extend(apart(0, known.len() - 1));
    }
    let pairs_of: Vec<Vec<f64>> = people
        .values()
        .filter_map(|attempts| match attempts.as_slice() {
            [first, second, ..] => Some(vec![first.mark, second.mark]),
            _ => None,
        })
        .collect();
    if pairs_of.len() < FEWEST {
        missing.push(format!("retest: {} people, at least {FEWEST} are asked for", pairs_of.len()));
    }
    let firsts: Vec<&Attempt> = people.values().filter_map(|attempts| attempts.first().copied()).collect();
    let table = criteria(&firsts);
    Measured {
        exercise: exercise.to_owned(),
        levels: marks
            .iter()
            .map(|(level, marks)| AtLevel {
                level: *level,
                people: marks.len(),
                mean: stats::mean(marks).unwrap_or(0.0),
                deviation: stats::deviation(marks),
            })
            .collect(),
        apart: pairs,
        retest: retest(&pairs_of),
        alpha: stats::estimate(&table.rows, stats::alpha),
        items: stats::items(&table.names, &table.worth, &table.rows),
        missing,
    }
}

fn retest(pairs: &[Vec<f64>]) -> Option<Retest> {
    let changes: Vec<f64> = pairs.iter().filter_map(|pair| Some(pair.get(1)? - pair.first()?)).collect();
    Some(Retest {
        people: pairs.len(),
        icc: stats::estimate(pairs, stats::icc)?,
        change: stats::mean(&changes)?,
        error: stats::deviation(&changes)? / core::f64::consts::SQRT_2,
    })
}

/// A table of criteria: a row a person.
pub(super) struct Criteria {
    pub(super) names: Vec<String>,
    pub(super) worth: Vec<f64>,
    pub(super) rows: Vec<Vec<f64>>,
}

/// The criteria that the latest of these attempts has, of all that have the same: an exercise may have changed.
fn criteria(attempts: &[&Attempt]) -> Criteria {
    let shape = |attempt: &Attempt| -> Vec<(String, f64)> {
        let worth = attempt.criteria.iter().filter(|criterion| criterion.of > 0.0);
        worth.map(|criterion| (criterion.id.clone(), criterion.of)).collect()
    };
    let latest = attempts.iter().max_by_key(|attempt| attempt.began_ms).map_or_else(Vec::new, |attempt| shape(attempt));
    let same = attempts.iter().filter(|attempt| shape(attempt) == latest);
    let earned = |attempt: &&Attempt| {
        let worth = attempt.criteria.iter().filter(|criterion| criterion.of > 0.0);
        worth.map(|criterion| criterion.earned).collect()
    };
    let rows = same.map(earned).collect();
    let (names, worth) = latest.into_iter().unzip();
    Criteria { names, worth, rows }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::CriterionPoints;
    use crate::scenario::schema::Axis;

    fn attempt(person: usize, began_ms: u64, mark: f64) -> Attempt {
        let criterion =
            |id: &str, earned| CriterionPoints { id: id.to_owned(), axis: Axis::Result, earned, of: 10.0, jury: None };
        Attempt {
            person: format!("P{person}"),
            exercise: "geste/cliver".to_owned(),
            began_ms,
            mark,
            criteria: vec![criterion("a", mark * 0.5), criterion("b", (mark * 0.5 - person as f64 % 2.0).max(0.0))],
            ..Attempt::default()
        }
    }

    /// Twelve people at each of three levels, four points apart, each of whom comes back.
    fn class() -> (Vec<Attempt>, Levels) {
        let mark = |person: usize| 6.0 + 4.0 * (person / 12) as f64 + (person % 12) as f64 * 0.4;
        let mut attempts: Vec<Attempt> = (0..36).map(|person| attempt(person, 1, mark(person))).collect();
        attempts.extend((0..36).map(|person| attempt(person, 2, mark(person) + 0.5)));
        attempts.extend((0..36).map(|person| attempt(person, 3, 20.0)));
        (attempts, (0..36).map(|person| (format!("P{person}"), 1 + person as u32 / 12)).collect())
    }

    #[test]
    fn levels_are_told_apart_and_the_second_time_agrees_with_the_first() {
        let (attempts, levels) = class();
        let found = measure(&attempts, &levels);
        assert_eq!(found.len(), 1);
        let found = &found[0];
        assert_eq!(found.missing, [""; 0]);
        assert_eq!(found.levels.iter().map(|at| at.people).collect::<Vec<_>>(), [12, 12, 12]);
        assert!((found.levels[0].mean - 8.2).abs() < 1e-9, "the first attempts alone: {:?}", found.levels);
        let pairs: Vec<(u32, u32)> = found.apart.iter().map(|pair| (pair.over, pair.under)).collect();
        assert_eq!(pairs, [(2, 1), (3, 2), (3, 1)], "neighbours, then the extremes");
        // Of 144 pairs of neighbours three are the wrong way round (4.4 − 4.0 in steps of 0.4: 10.4 over 10, and twice
        // more) or equal; no pair of the extremes is.
        assert!(found.apart[0].area.value > 0.97 && found.apart[0].area.value < 1.0, "{:?}", found.apart);
        assert_eq!(found.apart[2].area.value, 1.0);
        let retest = found.retest.as_ref().expect("a retest");
        assert!((retest.change - 0.5).abs() < 1e-9 && retest.error < 1e-9 && retest.people == 36, "{retest:?}");
        assert!(retest.icc.value > 0.95 && retest.icc.low <= retest.icc.value, "{retest:?}");
        assert!(found.alpha.is_some_and(|alpha| alpha.value > 0.8), "{:?}", found.alpha);
        assert_eq!(found.items.len(), 2);
    }

    #[test]
    fn what_the_protocol_asks_for_and_is_not_there_is_said() {
        let (attempts, mut levels) = class();
        levels.retain(|_, level| *level == 1);
        let found = measure(&attempts[..36], &levels);
        assert_eq!(found[0].apart, []);
        assert_eq!(found[0].retest, None);
        assert_eq!(found[0].missing.len(), 2, "{:?}", found[0].missing);
        levels.remove("P3");
        assert!(measure(&attempts, &levels)[0].missing[0].contains("11 people"));
    }

    #[test]
    fn levels_are_read_with_the_line_of_what_is_wrong() {
        let good = super::levels("n.csv", "Numéro;Niveau\n1;2\n2;3\n".as_bytes()).expect("levels");
        assert_eq!(good, Levels::from([("1".to_owned(), 2), ("2".to_owned(), 3)]));
        let errors = super::levels("n.csv", b"number,level\n1,0\n2,x\n3,2\n3,1\n").expect_err("three");
        assert_eq!(errors.iter().map(|error| error.line).collect::<Vec<_>>(), [2, 3, 5]);
        assert!(super::levels("n.csv", b"number\n1\n").is_err());
    }
}
