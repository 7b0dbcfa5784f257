//! The way through a programme: how far one is with each exercise and course, what comes first, and what to do next.
//!
//! It advises and locks nothing: whoever wants to go elsewhere goes there.

use serde::Serialize;

use super::{Attempted, Standing, due_day, standing};
use crate::scenario::programme::{Mastery, Need, Speed};

/// A line of the list: one exercise at its speeds.
#[derive(Clone, Debug, PartialEq)]
pub struct Lesson {
    /// Its course.
    pub course: usize,
    /// Scenario ids, the slowest first; empty where no file of it can be read.
    pub ids: Vec<(Speed, String)>,
    /// Estimated time of one attempt, minutes.
    pub minutes: u32,
    /// What comes before it.
    pub needs: Vec<Need>,
    /// When it is mastered.
    pub mastery: Mastery,
}

/// How far one is with a lesson.
#[derive(Clone, Debug, PartialEq)]
pub struct Stand {
    /// New, tried, passed or mastered. What was done slowly masters nothing.
    pub standing: Standing,
    /// The day on which it comes again.
    pub due: Option<u32>,
    /// Estimated time until it is mastered, minutes.
    pub minutes_left: u32,
    /// What comes before it and is not mastered.
    pub first: Vec<Need>,
    /// The speed to do it at now.
    pub speed: Speed,
    /// The speeds at which it was passed.
    pub passed: Vec<Speed>,
}

impl Stand {
    /// Whether it comes again today.
    pub fn is_due(&self, today: u32) -> bool {
        self.due.is_some_and(|day| day <= today)
    }
}

/// How far one is with a course.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CourseStand {
    /// Lessons mastered.
    pub mastered: u32,
    /// Lessons.
    pub of: u32,
    /// Estimated time until all are mastered, minutes.
    pub minutes_left: u32,
}

/// Why a lesson is advised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// It was failed once and comes again.
    Again,
    /// It is the next one.
    Next,
    /// All is mastered: the same at the pace of a worksite.
    Faster,
}

impl Why {
    /// Name in locale keys.
    pub fn name(self) -> &'static str {
        ["again", "next", "faster"][self as usize]
    }
}

/// What to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Advice {
    /// Place of the lesson.
    pub lesson: usize,
    /// Speed to do it at.
    pub speed: Speed,
    /// Why.
    pub why: Why,
}

/// Where a person is on the way.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Path {
    /// How far with each lesson.
    pub lessons: Vec<Stand>,
    /// How far with each course.
    pub courses: Vec<CourseStand>,
    /// What to do next; `None` where there is nothing left.
    pub next: Option<Advice>,
}

/// Where a person with these attempts, the oldest first, is on `today`, a day since 1970.
pub fn path(lessons: &[Lesson], courses: usize, attempts: &[Attempted], today: u32) -> Path {
    let mut stands: Vec<Stand> = lessons.iter().map(|lesson| stand(lesson, attempts)).collect();
    let mut sums = vec![CourseStand::default(); courses];
    for (lesson, stand) in lessons.iter().zip(&stands).filter(|(lesson, _)| !lesson.ids.is_empty()) {
        if let Some(sum) = sums.get_mut(lesson.course) {
            sum.of += 1;
            sum.mastered += u32::from(stand.standing == Standing::Mastered);
            sum.minutes_left = sum.minutes_left.saturating_add(stand.minutes_left);
        }
    }
    for at in 0..stands.len() {
        // What cannot be read keeps nobody waiting.
        let open = |need: &&Need| match **need {
            Need::Course(course) => sums.get(course).is_some_and(|sum| sum.mastered < sum.of),
            Need::Entry(other) => {
                let known = lessons.get(other).is_some_and(|lesson| !lesson.ids.is_empty());
                known && stands[other].standing != Standing::Mastered
            }
        };
        stands[at].first = lessons[at].needs.iter().filter(open).copied().collect();
    }
    let next = next(lessons, &stands, today);
    Path { lessons: stands, courses: sums, next }
}

fn stand(lesson: &Lesson, attempts: &[Attempted]) -> Stand {
    let speed_of =
        |attempt: &Attempted| lesson.ids.iter().find(|(_, id)| *id == attempt.exercise).map(|(speed, _)| *speed);
    let own: Vec<(Speed, &Attempted)> =
        attempts.iter().filter_map(|attempt| Some((speed_of(attempt)?, attempt))).collect();
    let earnest = || own.iter().filter(|(speed, _)| *speed != Speed::Slow).map(|(_, attempt)| *attempt);
    let mut stands = standing(earnest(), lesson.mastery);
    if stands < Standing::Passed && !own.is_empty() {
        let passed = own.iter().any(|(_, attempt)| attempt.passed);
        stands = if passed { Standing::Passed } else { Standing::Failed };
    }
    let reached = earnest().filter(|attempt| attempt.reaches(lesson.mastery)).count() as u32;
    let left = if stands == Standing::Mastered { 0 } else { lesson.mastery.times.saturating_sub(reached).max(1) };
    let passed = |speed: &Speed| own.iter().any(|(done, attempt)| done == speed && attempt.passed);
    Stand {
        standing: stands,
        due: due_day(own.iter().map(|(_, attempt)| *attempt)),
        minutes_left: left.saturating_mul(lesson.minutes),
        first: Vec::new(),
        speed: speed(lesson, own.last().map(|(speed, attempt)| (*speed, attempt.passed)), stands),
        passed: Speed::ALL.into_iter().filter(passed).collect(),
    }
}

/// One step faster after what was passed, one slower after what was not: from slow to paced.
fn speed(lesson: &Lesson, last: Option<(Speed, bool)>, stands: Standing) -> Speed {
    let has = |speed: Speed| lesson.ids.iter().any(|(there, _)| *there == speed);
    let wish = match last {
        None => Speed::Slow,
        Some((Speed::Slow, true)) => Speed::Standard,
        Some((_, true)) if stands == Standing::Mastered => Speed::Paced,
        Some((speed, true)) => speed,
        Some((Speed::Paced, false)) => Speed::Standard,
        Some((_, false)) => Speed::Slow,
    };
    if has(wish) { wish } else { Speed::Standard }
}

/// What comes again, the longest due first; else the first that is not mastered and waits for nothing; else the first
/// that was never passed at its fastest.
fn next(lessons: &[Lesson], stands: &[Stand], today: u32) -> Option<Advice> {
    let known = || stands.iter().enumerate().filter(|(at, _)| !lessons[*at].ids.is_empty());
    let advice = |why| move |(lesson, stand): (usize, &Stand)| Advice { lesson, speed: stand.speed, why };
    let due = known().filter(|(_, stand)| stand.is_due(today)).min_by_key(|(at, stand)| (stand.due, *at));
    let open = || known().find(|(_, stand)| stand.standing != Standing::Mastered && stand.first.is_empty());
    let slower = |(at, stand): &(usize, &Stand)| {
        let fastest = lessons[*at].ids.last().map(|(speed, _)| *speed);
        fastest.is_some_and(|speed| speed == Speed::Paced && !stand.passed.contains(&speed))
    };
    let faster = || known().find(slower).map(|(lesson, _)| Advice { lesson, speed: Speed::Paced, why: Why::Faster });
    due.map(advice(Why::Again)).or_else(|| open().map(advice(Why::Next))).or_else(faster)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lesson(course: usize, id: &str, needs: &[Need]) -> Lesson {
        let ids = vec![(Speed::Standard, id.to_owned())];
        Lesson { course, ids, minutes: 5, needs: needs.to_vec(), mastery: Mastery { mark: 15.0, times: 2 } }
    }

    fn at_all_speeds(course: usize, id: &str) -> Lesson {
        let ids = Speed::ALL.map(|speed| match speed {
            Speed::Standard => (speed, id.to_owned()),
            _ => (speed, format!("{id}-{}", speed.name())),
        });
        Lesson { ids: ids.to_vec(), ..lesson(course, id, &[]) }
    }

    fn done(exercise: &str, day: u32, mark: f64) -> Attempted {
        Attempted { exercise: exercise.to_owned(), day, mark, passed: mark >= 12.0, points: Vec::new() }
    }

    fn advised(lessons: &[Lesson], attempts: &[Attempted], today: u32) -> Option<(usize, Speed, Why)> {
        path(lessons, 2, attempts, today).next.map(|next| (next.lesson, next.speed, next.why))
    }

    #[test]
    fn the_first_that_waits_for_nothing_is_next_and_what_was_failed_comes_before_it() {
        let lessons = [lesson(0, "a", &[Need::Entry(1)]), lesson(0, "b", &[]), lesson(1, "c", &[Need::Course(0)])];
        assert_eq!(advised(&lessons, &[], 9), Some((1, Speed::Standard, Why::Next)));
        let b = [done("b", 1, 16.0), done("b", 1, 17.0)];
        assert_eq!(advised(&lessons, &b, 9), Some((0, Speed::Standard, Why::Next)));
        let state = path(&lessons, 2, &b, 9);
        assert_eq!(state.lessons[2].first, [Need::Course(0)], "its course is not mastered");
        assert_eq!(state.courses[0], CourseStand { mastered: 1, of: 2, minutes_left: 10 });
        let failed = [&b[..], &[done("c", 2, 5.0)]].concat();
        assert_eq!(advised(&lessons, &failed, 2), Some((0, Speed::Standard, Why::Next)), "it comes the next day");
        assert_eq!(advised(&lessons, &failed, 3), Some((2, Speed::Standard, Why::Again)));
        let all = [&b[..], &[done("a", 3, 16.0), done("a", 3, 16.0), done("c", 3, 16.0), done("c", 4, 16.0)]].concat();
        assert_eq!(advised(&lessons, &all, 4), None);
        assert_eq!(path(&lessons, 2, &all, 4).courses[1], CourseStand { mastered: 1, of: 1, minutes_left: 0 });
    }

    #[test]
    fn the_longest_due_comes_first() {
        let lessons = [lesson(0, "a", &[]), lesson(0, "b", &[])];
        let attempts = [done("b", 1, 3.0), done("a", 2, 3.0)];
        assert_eq!(advised(&lessons, &attempts, 5), Some((1, Speed::Standard, Why::Again)));
    }

    #[test]
    fn a_gesture_is_begun_slowly_grows_faster_with_success_and_slower_with_failure() {
        let lessons = [at_all_speeds(0, "a")];
        let mut attempts = Vec::new();
        let mut after = |exercise: &str, mark: f64| {
            attempts.push(done(exercise, 1, mark));
            advised(&lessons, &attempts, 1).map(|(_, speed, _)| speed)
        };
        assert_eq!(advised(&lessons, &[], 1).map(|next| next.1), Some(Speed::Slow));
        assert_eq!(after("a-slow", 5.0), Some(Speed::Slow));
        assert_eq!(after("a-slow", 18.0), Some(Speed::Standard));
        assert_eq!(after("a", 8.0), Some(Speed::Slow));
        assert_eq!(after("a-slow", 18.0), Some(Speed::Standard));
        assert_eq!(after("a", 16.0), Some(Speed::Standard));
        assert_eq!(after("a", 16.0), Some(Speed::Paced), "mastered: the pace of a worksite is left");
        assert_eq!(after("a-paced", 5.0), Some(Speed::Paced));
        assert_eq!(after("a-paced", 15.0), None);
    }

    #[test]
    fn what_is_done_slowly_masters_nothing() {
        let lessons = [at_all_speeds(0, "a")];
        let slow: Vec<Attempted> = (1..6).map(|day| done("a-slow", day, 20.0)).collect();
        let state = path(&lessons, 1, &slow, 9);
        assert_eq!((state.lessons[0].standing, state.lessons[0].minutes_left), (Standing::Passed, 10));
        let paced = [done("a-paced", 1, 16.0), done("a", 1, 16.0)];
        assert_eq!(path(&lessons, 1, &paced, 9).lessons[0].standing, Standing::Mastered);
    }

    #[test]
    fn what_cannot_be_read_keeps_nobody_waiting() {
        let lessons = [Lesson { ids: Vec::new(), ..lesson(0, "a", &[]) }, lesson(0, "b", &[Need::Entry(0)])];
        assert_eq!(advised(&lessons, &[], 1), Some((1, Speed::Standard, Why::Next)));
        assert_eq!(path(&lessons, 1, &[], 1).courses[0].of, 1);
    }
}
