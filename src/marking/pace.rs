//! Points for how soon an attempt ended.

use crate::bench::facts::Stamped;
use crate::catalogue::vocabulary::{TICK_S, Tick};
use crate::scenario::schema::{Criterion, Rule};

use super::criteria::{at, not_done};
use super::{CriterionMark, Deduction};

/// Share of the other points that must be earned before the pace is worth anything: to give up soon is no pace.
const LEAST_DONE: f64 = 0.5;

/// What is lost by ending at `end`, and the time it took, s; the deduction names the last fact.
pub(super) fn lost(seconds: f64, zero: f64, facts: &[Stamped], of: f64, end: Tick) -> (Vec<Deduction>, Option<f64>) {
    let Some(last) = facts.len().checked_sub(1) else { return (not_done(of, end), None) };
    let took = f64::from(end) * TICK_S;
    let share = ((took - seconds) / (zero - seconds)).clamp(0.0, 1.0);
    (at(facts, last, of * share, Some(took)), Some(took))
}

/// Takes the points for the pace back where too little of the rest was done.
pub(super) fn unless_worked(criteria: &[Criterion], marks: &mut [CriterionMark], end: Tick) {
    let is_pace = |at: usize| criteria.get(at).is_some_and(|criterion| matches!(criterion.rule, Rule::Pace { .. }));
    let rest = marks.iter().enumerate().filter(|(at, _)| !is_pace(*at));
    let (earned, of) = rest.fold((0.0, 0.0), |(earned, of), (_, mark)| (earned + mark.earned, of + mark.of));
    if earned >= of * LEAST_DONE {
        return;
    }
    for (at, mark) in marks.iter_mut().enumerate() {
        if is_pace(at) && mark.earned > 0.0 {
            (mark.earned, mark.lost) = (0.0, not_done(mark.of, end));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::builtin_catalogue;
    use crate::hands::{Who, play};
    use crate::marking::mark;
    use crate::scenario::schema::Mistake;
    use crate::scenario::{Job, parse_scenario};

    const FIRST: &str = include_str!("../../scenarios/geste/premiere-epissure.ron");

    fn job(seconds: u32) -> Job {
        let catalogue = builtin_catalogue().expect("the catalogue").catalogue;
        let pace = format!("minutes: 20, pace: (seconds: {seconds}, zero: {}, weight: 2),", seconds * 2);
        let text = FIRST.replacen("minutes: 20,", &pace, 1);
        let scenario = parse_scenario("timed.ron", &text, &catalogue).expect("sound").scenario;
        Job::draw(&scenario, &catalogue, 3).expect("a job")
    }

    #[test]
    fn the_reference_hand_is_in_time_and_a_slow_hand_loses_the_pace_and_nothing_else() {
        let job = job(900);
        let lost = |who| {
            let (_, bench) = play(who, job.clone(), 3);
            let mark = mark(&job, bench.facts(), bench.now());
            let lost = mark.criteria.into_iter().filter(|criterion| !criterion.lost.is_empty());
            lost.map(|criterion| criterion.id).collect::<Vec<_>>()
        };
        assert_eq!(lost(Who::Reference), Vec::<String>::new());
        assert_eq!(lost(Who::Fault(Mistake::SlowHand)), ["pace"]);
    }

    #[test]
    fn points_fall_from_full_to_none_between_both_times_and_name_the_last_fact() {
        let (_, bench) = play(Who::Reference, job(900), 3);
        let facts = bench.facts();
        let at = |seconds: f64| lost(100.0, 200.0, facts, 2.0, (seconds / TICK_S) as Tick);
        assert_eq!(at(100.0).0[0].points, 0.0);
        let (half, took) = at(150.0);
        assert!((half[0].points - 1.0).abs() < 1e-3, "{half:?}");
        assert!((took.expect("a time") - 150.0).abs() < 0.01);
        assert_eq!(half[0].fact_index, Some(facts.len() - 1));
        assert_eq!(at(900.0).0[0].points, 2.0);
    }

    #[test]
    fn who_gives_up_soon_earns_nothing_for_the_pace() {
        let job = job(900);
        let (_, bench) = play(Who::Reference, job.clone(), 3);
        for facts in [&bench.facts()[..0], &bench.facts()[..2]] {
            let mark = mark(&job, facts, 1_000);
            let pace = mark.criteria.last().expect("criteria");
            assert_eq!((pace.id.as_str(), pace.earned, pace.lost[0].fact.as_str()), ("pace", 0.0, "not-done"));
        }
    }
}
