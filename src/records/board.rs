//! The instructor's board: where everybody in a group stands on each competence, who is stuck, what the group loses points
//! on. Made of histories and nothing else; given the day, reads no clock.

use std::collections::{BTreeMap, BTreeSet};

use super::stats::{self, Comparison, Item};
use super::{History, Person};
use crate::catalogue::competences::Domain;
use crate::progress::{Attempted, Level, Passports};
use crate::scenario::schema::Scenario;

/// Failures in a row at one exercise from which somebody is stuck there.
pub const FAILED_TIMES: u32 = 3;
/// Days of trying without a better mark from which somebody is stuck.
pub const DAYS_WITHOUT_PROGRESS: u32 = 14;
/// Days without an attempt from which somebody is away.
pub const DAYS_AWAY: u32 = 14;
/// Share of a criterion's points that makes its loss a fault.
const FAULT: f64 = 0.5;
/// Fewest people who have met a criterion before its loss is called common.
const FEWEST_MET: u32 = 3;
/// A better mark is better by more than this, points of 20.
const BETTER: f64 = 0.5;

/// The board of a group.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Board {
    /// Ids of the competences, in the tree's order: the columns.
    pub competences: Vec<String>,
    /// A line a person.
    pub rows: Vec<Row>,
    /// What the group loses points on, the most common first.
    pub faults: Vec<Fault>,
}

/// Where one person stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Who.
    pub person: Person,
    /// How sure they are of each competence, a place a column.
    pub levels: Vec<Level>,
    /// Attempts so far.
    pub attempts: u32,
    /// The last day on which they attempted anything.
    pub last_day: Option<u32>,
    /// The last day on which they passed something for the first time, or had a better mark.
    pub progress_day: Option<u32>,
    /// Exercises at which they are stuck, the most failures first.
    pub stuck: Vec<Stuck>,
    /// How it is going.
    pub state: State,
}

impl Row {
    /// How many competences are acquired.
    pub fn acquired(&self) -> usize {
        self.levels.iter().filter(|level| **level >= Level::Acquired).count()
    }
}

/// An exercise at which somebody is stuck.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stuck {
    /// Scenario id.
    pub exercise: String,
    /// Failures in a row, the last attempt among them.
    pub failures: u32,
    /// The day of the last of them.
    pub day: u32,
}

/// How it is going for somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Needs somebody: fails the same exercise again and again, or tries without getting better.
    Stuck,
    /// Has not been there for long.
    Away,
    /// Has not begun.
    New,
    /// Goes on.
    Going,
}

impl State {
    /// Name in locale keys.
    pub fn name(self) -> &'static str {
        ["stuck", "away", "new", "going"][self as usize]
    }
}

/// What a group loses points on.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// Scenario id.
    pub exercise: String,
    /// The criterion's id.
    pub criterion: String,
    /// People who lost half of its points or more at their latest attempt.
    pub people: u32,
    /// People who attempted it.
    pub of: u32,
}

impl Fault {
    /// Share of those who attempted it.
    pub fn share(&self) -> f64 {
        f64::from(self.people) / f64::from(self.of.max(1))
    }
}

/// The board of these people on `today`, a day since 1970.
pub fn board(tree: &[Domain], exercises: &[&Scenario], histories: &[History], today: u32) -> Board {
    let passports = Passports::new(tree, exercises);
    let row = |history: &History| row(&passports, history, today);
    // People do not depend on each other: each processor takes its share, in their order.
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(8);
    let share = histories.len().div_ceil(workers).max(1);
    let rows = if histories.len() < 64 {
        histories.iter().map(row).collect()
    } else {
        std::thread::scope(|scope| {
            let parts: Vec<_> = histories
                .chunks(share)
                .map(|part| scope.spawn(move || part.iter().map(row).collect::<Vec<Row>>()))
                .collect();
            parts.into_iter().flat_map(|part| part.join().unwrap_or_default()).collect()
        })
    };
    let competences = tree.iter().flat_map(|domain| &domain.competences).map(|competence| competence.id.clone());
    Board { competences: competences.collect(), rows, faults: faults(histories) }
}

fn row(passports: &Passports<'_>, history: &History, today: u32) -> Row {
    let attempts = &history.attempts;
    let last_day = attempts.iter().map(|attempt| attempt.day).max();
    let (stuck, progress_day) = (stuck(attempts), progress_day(attempts));
    // Who does nothing but what was passed long ago is not stuck; who fails all that time is.
    let tries = attempts.iter().rev().take_while(|attempt| progress_day.is_none_or(|day| attempt.day > day));
    let failing = tries.filter(|attempt| !attempt.passed).count() as u32 >= FAILED_TIMES;
    let since = progress_day.or_else(|| attempts.first().map(|attempt| attempt.day));
    let long = since.zip(last_day).is_some_and(|(since, last)| last.saturating_sub(since) >= DAYS_WITHOUT_PROGRESS);
    let state = match last_day {
        None => State::New,
        Some(day) if today.saturating_sub(day) >= DAYS_AWAY => State::Away,
        Some(_) if !stuck.is_empty() || (failing && long) => State::Stuck,
        Some(_) => State::Going,
    };
    Row {
        person: history.person.clone(),
        levels: passports.levels(attempts),
        attempts: attempts.len() as u32,
        last_day,
        progress_day,
        stuck,
        state,
    }
}

/// Exercises whose last attempts all failed, so many and more.
fn stuck(attempts: &[Attempted]) -> Vec<Stuck> {
    let mut runs: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for attempt in attempts {
        let run = runs.entry(&attempt.exercise).or_default();
        *run = if attempt.passed { (0, attempt.day) } else { (run.0 + 1, attempt.day) };
    }
    let long = runs.into_iter().filter(|(_, (failures, _))| *failures >= FAILED_TIMES);
    let mut stuck: Vec<Stuck> =
        long.map(|(exercise, (failures, day))| Stuck { exercise: exercise.to_owned(), failures, day }).collect();
    stuck.sort_by(|a, b| b.failures.cmp(&a.failures).then_with(|| a.exercise.cmp(&b.exercise)));
    stuck
}

/// The last day of a first pass, or of a mark that beat all before it at its exercise.
fn progress_day(attempts: &[Attempted]) -> Option<u32> {
    let mut best: BTreeMap<&str, (f64, bool)> = BTreeMap::new();
    let mut last = None;
    for attempt in attempts {
        let before = best.get(attempt.exercise.as_str()).copied();
        let better = match before {
            // The first attempt at something is a beginning; it is progress where it was passed.
            None => attempt.passed,
            Some((mark, passed)) => attempt.mark > mark + BETTER || (attempt.passed && !passed),
        };
        if better {
            last = Some(attempt.day);
        }
        let (mark, passed) = before.unwrap_or((attempt.mark, false));
        best.insert(&attempt.exercise, (mark.max(attempt.mark), passed || attempt.passed));
    }
    last
}

/// Criteria that people lost at their latest attempt, the most common first.
fn faults(histories: &[History]) -> Vec<Fault> {
    let mut counts: BTreeMap<(&str, &str), (u32, u32)> = BTreeMap::new();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for history in histories {
        seen.clear();
        for attempt in history.attempts.iter().rev() {
            if !seen.insert(&attempt.exercise) {
                continue;
            }
            for points in &attempt.points {
                let count = counts.entry((&attempt.exercise, &points.criterion)).or_default();
                count.0 += u32::from(points.earned <= points.of * FAULT);
                count.1 += 1;
            }
        }
    }
    let common = counts.into_iter().filter(|(_, (people, of))| *people > 0 && *of >= FEWEST_MET);
    let mut faults: Vec<Fault> = common
        .map(|((exercise, criterion), (people, of))| Fault {
            exercise: exercise.to_owned(),
            criterion: criterion.to_owned(),
            people,
            of,
        })
        .collect();
    faults.sort_by(|a, b| b.people.cmp(&a.people).then_with(|| b.share().total_cmp(&a.share())));
    faults
}

/// What is known of one exercise from the latest attempt of each person.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    /// Scenario id.
    pub exercise: String,
    /// People who attempted it.
    pub people: usize,
    /// Attempts, all of theirs.
    pub attempts: usize,
    /// Mean mark of 20.
    pub mean: f64,
    /// Standard deviation; none for one person.
    pub deviation: Option<f64>,
    /// Share of the people who passed.
    pub passed: f64,
    /// Cronbach's alpha.
    pub alpha: Option<f64>,
    /// Criteria.
    pub items: Vec<Item>,
}

/// Figures of every exercise that anybody attempted, by its id.
pub fn figures(histories: &[History]) -> Vec<Figures> {
    let mut latest: BTreeMap<&str, Vec<&Attempted>> = BTreeMap::new();
    let mut attempts: BTreeMap<&str, usize> = BTreeMap::new();
    for history in histories {
        let mut own: BTreeMap<&str, &Attempted> = BTreeMap::new();
        for attempt in &history.attempts {
            *attempts.entry(&attempt.exercise).or_default() += 1;
            own.insert(&attempt.exercise, attempt);
        }
        own.into_iter().for_each(|(exercise, attempt)| latest.entry(exercise).or_default().push(attempt));
    }
    latest
        .into_iter()
        .map(|(exercise, own)| {
            let marks: Vec<f64> = own.iter().map(|attempt| attempt.mark).collect();
            let (names, worth, rows) = table(&own);
            Figures {
                exercise: exercise.to_owned(),
                people: own.len(),
                attempts: attempts.get(exercise).copied().unwrap_or(0),
                mean: stats::mean(&marks).unwrap_or(0.0),
                deviation: stats::deviation(&marks),
                passed: own.iter().filter(|attempt| attempt.passed).count() as f64 / own.len().max(1) as f64,
                alpha: stats::alpha(&rows),
                items: stats::items(&names, &worth, &rows),
            }
        })
        .collect()
}

/// Points of those attempts whose criteria are those of the latest of them: an exercise may have changed.
fn table(attempts: &[&Attempted]) -> (Vec<String>, Vec<f64>, Vec<Vec<f64>>) {
    let Some(latest) = attempts.iter().max_by_key(|attempt| attempt.day) else { return Default::default() };
    let same = |attempt: &&&Attempted| {
        let pairs = attempt.points.iter().zip(&latest.points);
        attempt.points.len() == latest.points.len()
            && pairs.clone().all(|(a, b)| a.criterion == b.criterion && a.of == b.of)
    };
    let rows = attempts.iter().filter(same).map(|a| a.points.iter().map(|points| points.earned).collect()).collect();
    let (names, worth) = latest.points.iter().map(|points| (points.criterion.clone(), points.of)).unzip();
    (names, worth, rows)
}

/// Compares two groups: for each person the mean of their latest marks at the exercises that both groups did. None where
/// there is too little to compare.
pub fn compare(first: &[History], second: &[History]) -> Option<Comparison> {
    let done = |histories: &[History]| -> BTreeSet<String> {
        histories.iter().flat_map(|history| &history.attempts).map(|attempt| attempt.exercise.clone()).collect()
    };
    let both: BTreeSet<String> = done(first).intersection(&done(second)).cloned().collect();
    let marks = |histories: &[History]| -> Vec<f64> {
        let of = |history: &History| {
            let mut latest: BTreeMap<&str, f64> = BTreeMap::new();
            for attempt in history.attempts.iter().filter(|attempt| both.contains(&attempt.exercise)) {
                latest.insert(&attempt.exercise, attempt.mark);
            }
            stats::mean(&latest.into_values().collect::<Vec<f64>>())
        };
        histories.iter().filter_map(of).collect()
    };
    stats::compare(&marks(first), &marks(second))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::builtin_catalogue;
    use crate::progress::{Points, passport};
    use crate::scenario::parse_scenario;

    fn done(exercise: &str, day: u32, mark: f64) -> Attempted {
        let points = |id: &str, of: f64| Points { criterion: id.to_owned(), earned: mark / 20.0 * of, of };
        Attempted {
            exercise: exercise.to_owned(),
            day,
            mark,
            passed: mark >= 12.0,
            points: vec![points("cleave-angle", 5.0), points("shards", 4.0)],
        }
    }

    fn history(pseudonym: &str, attempts: &[Attempted]) -> History {
        let person = Person { pseudonym: pseudonym.to_owned(), ..Person::default() };
        History { person, attempts: attempts.to_vec() }
    }

    fn of(attempts: &[Attempted], today: u32) -> Row {
        let row = board(&[], &[], &[history("P", attempts)], today).rows.remove(0);
        assert_eq!(row.attempts as usize, attempts.len());
        row
    }

    #[test]
    fn levels_are_those_of_the_passport_for_one_person_and_for_many() {
        let catalogue = builtin_catalogue().expect("builtin").catalogue;
        let text = include_str!("../../scenarios/geste/cliver.ron");
        let scenario = parse_scenario("x.ron", text, &catalogue).expect("sound").scenario;
        let own = |n: u32| -> Vec<Attempted> {
            (0..n % 7).map(|day| done("geste/cliver", day, f64::from(n * 3 % 21))).collect()
        };
        let many: Vec<History> = (0..100).map(|n| history(&format!("P{n}"), &own(n))).collect();
        let board = board(&catalogue.domains, &[&scenario], &many, 10);
        assert_eq!(board.rows.len(), 100);
        for (row, history) in board.rows.iter().zip(&many) {
            let lines = passport(&catalogue.domains, &[&scenario], &history.attempts);
            assert_eq!(row.person, history.person, "in their order");
            assert_eq!(row.levels, lines.iter().map(|line| line.level).collect::<Vec<_>>());
        }
        assert!(board.rows.iter().any(|row| row.acquired() > 0));
        assert_eq!(board.competences.len(), board.rows[0].levels.len());
    }

    #[test]
    fn who_fails_the_same_again_and_again_is_stuck_until_it_is_passed() {
        let failed = [done("a", 1, 5.0), done("a", 1, 6.0), done("a", 2, 4.0)];
        let row = of(&failed, 2);
        assert_eq!(row.state, State::Stuck);
        assert_eq!(row.stuck, [Stuck { exercise: "a".to_owned(), failures: 3, day: 2 }]);
        assert_eq!(of(&failed[..2], 2).state, State::Going);
        let passed = [&failed[..], &[done("a", 3, 13.0)]].concat();
        assert_eq!((of(&passed, 3).state, of(&passed, 3).progress_day), (State::Going, Some(3)));
        let between = [&failed[..2], &[done("b", 2, 15.0), done("a", 3, 4.0)]].concat();
        assert_eq!(of(&between, 3).state, State::Stuck, "another exercise in between changes nothing");
    }

    #[test]
    fn who_tries_for_weeks_without_a_better_mark_is_stuck_and_who_is_not_there_is_away() {
        let days = [("a", 1), ("b", 5), ("c", 9), ("d", 16), ("a", 18)];
        let failing: Vec<Attempted> = days.iter().map(|(exercise, day)| done(exercise, *day, 8.0)).collect();
        let row = of(&failing, 18);
        assert_eq!((row.state, row.progress_day, row.stuck.len()), (State::Stuck, None, 0));
        let better = [&failing[..], &[done("b", 18, 11.0)]].concat();
        assert_eq!((of(&better, 18).state, of(&better, 18).progress_day), (State::Going, Some(18)));
        assert_eq!(of(&failing, 18 + DAYS_AWAY).state, State::Away);
        assert_eq!(of(&[], 18).state, State::New);
        let mastered: Vec<Attempted> = (1..20).map(|day| done("a", day, 20.0)).collect();
        assert_eq!(of(&mastered, 20).state, State::Going, "nothing is left to do better");
    }

    #[test]
    fn common_faults_are_those_of_the_latest_attempts_of_several_people() {
        let mut people: Vec<History> = (0..4).map(|n| history(&format!("P{n}"), &[done("a", 1, 4.0)])).collect();
        people[0].attempts.push(done("a", 2, 19.0));
        people.push(history("P9", &[done("b", 1, 0.0)]));
        let faults = board(&[], &[], &people, 2).faults;
        assert_eq!(faults.len(), 2, "one person alone is no group: {faults:?}");
        assert!(faults.iter().all(|fault| (fault.exercise.as_str(), fault.people, fault.of) == ("a", 3, 4)));
    }

    #[test]
    fn figures_are_of_the_latest_attempt_of_each_person() {
        let people: Vec<History> =
            [6.0, 10.0, 14.0].iter().map(|mark| history("P", &[done("a", 1, 0.0), done("a", 2, *mark)])).collect();
        let found = figures(&people);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].people, found[0].attempts, found[0].mean), (3, 6, 10.0));
        assert!((found[0].items[0].difficulty - 0.5).abs() < 1e-9 && found[0].alpha.is_some());
        assert!((found[0].passed - 1.0 / 3.0).abs() < 1e-9);
    }

    #[test]
    fn groups_are_compared_on_what_both_did() {
        let one = [history("A", &[done("a", 1, 10.0), done("x", 1, 0.0)]), history("B", &[done("a", 1, 14.0)])];
        let other = [history("C", &[done("a", 1, 8.0), done("a", 2, 9.0)]), history("D", &[done("a", 1, 11.0)])];
        let found = compare(&one, &other).expect("comparable");
        assert_eq!(found.means, (12.0, 10.0));
        assert!(found.d.value > 0.0 && found.d.low < 0.0, "four people say little: {:?}", found.d);
        assert_eq!(compare(&one, &[history("C", &[done("y", 1, 8.0)])]), None);
    }
}
