//! Points for work on workpieces and for answers: each site, item or question is an equal part of its criterion.

use crate::bench::facts::{Fact, Stamped};
use crate::catalogue::vocabulary::Tick;
use crate::scenario::Job;
use crate::scenario::schema::{Event, Figure, Rule};

use super::Deduction;
use super::criteria::{at, not_done, unless_tried};

/// What is lost under a rule about sites, items or questions; `None` for another rule. With it the worst figure.
pub(super) fn lost(
    job: &Job,
    rule: &Rule,
    facts: &[Stamped],
    of: f64,
    end: Tick,
) -> Option<(Vec<Deduction>, Option<f64>)> {
    let craft = &job.craft;
    let numbered = |names: &[String]| names.iter().flat_map(|name| craft.sites_named(name)).collect::<Vec<u8>>();
    Some(match rule {
        Rule::Sites { sites, figure, full, zero } => figures(&numbered(sites), *figure, *full, *zero, facts, of, end),
        Rule::Sequence { sites } => (sequence(&numbered(sites), facts, of, end), None),
        Rule::Planned { items } => {
            let items: Vec<u8> = items.iter().filter_map(|item| craft.kit_index(item)).collect();
            (planned(job, &items, facts, of, end), None)
        }
        Rule::Untouched { sites } => {
            let sites = numbered(sites);
            let touched = facts.iter().position(|stamped| match stamped.fact {
                Fact::SiteWorked { site, .. } | Fact::ItemRemoved { site, .. } => sites.contains(&(site - 1)),
                _ => false,
            });
            let lost = match touched {
                Some(i) => at(facts, i, of, None),
                None => {
                    let tried = [Event::SiteWorked, Event::Answered, Event::RecordWritten, Event::Spliced];
                    let given = tried.into_iter().find(|event| facts.iter().any(|s| s.fact.event() == *event));
                    unless_tried(facts, given.unwrap_or(Event::SiteWorked), of, end)
                }
            };
            (lost, None)
        }
        Rule::Picks { sites } => (picks(job, &numbered(sites), facts, of, end), None),
        Rule::Answers { questions } => {
            let part = of / questions.len().max(1) as f64;
            let lost = questions.iter().flat_map(|name| {
                let question = craft.question_index(name);
                let answered = facts.iter().rposition(
                    |stamped| matches!(stamped.fact, Fact::Answered { question: of, .. } if Some(of) == question),
                );
                match answered {
                    None => not_done(part, end),
                    Some(i) => match facts[i].fact {
                        Fact::Answered { share, .. } => at(facts, i, part * (1.0 - share), None),
                        _ => Vec::new(),
                    },
                }
            });
            (lost.collect(), None)
        }
        _ => return None,
    })
}

/// The last work at a site, unless what it left was taken away again.
fn last_at(facts: &[Stamped], site: u8) -> Option<usize> {
    let index = facts.iter().rposition(|stamped| match stamped.fact {
        Fact::SiteWorked { site: at, .. } | Fact::ItemRemoved { site: at, .. } => at == site + 1,
        _ => false,
    })?;
    matches!(facts[index].fact, Fact::SiteWorked { .. }).then_some(index)
}

fn figures(
    sites: &[u8],
    figure: Figure,
    full: f64,
    zero: f64,
    facts: &[Stamped],
    of: f64,
    end: Tick,
) -> (Vec<Deduction>, Option<f64>) {
    let part = of / sites.len().max(1) as f64;
    let (mut lost, mut worst) = (Vec::new(), None::<f64>);
    for site in sites {
        let Some(index) = last_at(facts, *site) else {
            lost.extend(not_done(part, end));
            continue;
        };
        let Fact::SiteWorked { done, right, error, harm, left, peak, drift, .. } = facts[index].fact else { continue };
        let value = match figure {
            Figure::Done => f64::from(u8::from(done)),
            Figure::Right => f64::from(u8::from(right)),
            Figure::Error => error,
            Figure::Harm => harm,
            Figure::Left => left,
            Figure::Peak => peak,
            Figure::Drift => drift,
        };
        // What was not finished earns nothing for having been gentle.
        let share = if done { ((value - full) / (zero - full)).clamp(0.0, 1.0) } else { 1.0 };
        worst = Some(match worst {
            Some(worst) if (worst > value) != figure.is_high() => worst,
            _ => value,
        });
        lost.extend(at(facts, index, part * share, Some(value)));
    }
    (lost, worst)
}

/// First time that a site was done.
fn first_done(facts: &[Stamped], site: u8) -> Option<usize> {
    facts
        .iter()
        .position(|stamped| matches!(stamped.fact, Fact::SiteWorked { site: at, done: true, .. } if at == site + 1))
}

fn sequence(sites: &[u8], facts: &[Stamped], of: f64, end: Tick) -> Vec<Deduction> {
    let part = of / sites.len().saturating_sub(1).max(1) as f64;
    let pairs = sites.windows(2).flat_map(|pair| match (first_done(facts, pair[0]), first_done(facts, pair[1])) {
        (Some(first), Some(then)) if first < then => Vec::new(),
        (_, Some(then)) => at(facts, then, part, None),
        (_, None) => not_done(part, end),
    });
    pairs.collect()
}

fn planned(job: &Job, items: &[u8], facts: &[Stamped], of: f64, end: Tick) -> Vec<Deduction> {
    let part = of / items.len().max(1) as f64;
    let mut lost = Vec::new();
    for item in items {
        let Some(belongs) = job.craft.belongs(*item) else { continue };
        // Where it is at the end, and the fact that brought it there: its last entry that was not taken out again.
        let began_there = job.craft.sites[usize::from(belongs)].starts == Some(*item);
        let mut inside = began_there.then_some((belongs, None));
        for (i, stamped) in facts.iter().enumerate() {
            match stamped.fact {
                Fact::SiteWorked { site, item: Some(of), done: true, .. } if of == *item => {
                    inside = Some((site - 1, Some(i)))
                }
                Fact::ItemRemoved { item: of, .. } if of == *item => inside = None,
                _ => {}
            }
        }
        match inside {
            Some((site, _)) if site == belongs => {}
            Some((_, Some(i))) => lost.extend(at(facts, i, part, None)),
            _ => lost.extend(not_done(part, end)),
        }
    }
    lost
}

/// Each wanted site that was not pointed out costs its part, and each other one that was takes back one.
fn picks(job: &Job, sites: &[u8], facts: &[Stamped], of: f64, end: Tick) -> Vec<Deduction> {
    let wanted: Vec<u8> = sites.iter().copied().filter(|site| job.craft.sites[usize::from(*site)].wanted).collect();
    let part = of / wanted.len().max(1) as f64;
    let mut left = of;
    let mut lost = Vec::new();
    for site in sites {
        let deduction = match (wanted.contains(site), first_done(facts, *site)) {
            (true, None) => not_done(part, end),
            (false, Some(i)) => at(facts, i, part, None),
            _ => continue,
        };
        let within = |deduction: Deduction| Deduction { points: deduction.points.min(left), ..deduction };
        lost.extend(deduction.into_iter().map(within));
        left = (left - part).max(0.0);
    }
    lost
}
