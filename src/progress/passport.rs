//! The skills passport: for each competence how sure a person is of it, and on what evidence.

use serde::Serialize;

use super::Attempted;
use crate::scenario::competences::{Competence, Competences};

/// Attempts that count: the latest ones tell how it is now.
const LATEST: usize = 5;
/// Mean share from which one practises, can do it, does it surely.
const FROM: [f64; 3] = [0.5, 0.7, 0.85];
/// Attempts that « can do » and « surely » need.
const ATTEMPTS: [usize; 2] = [2, 4];

/// How sure one is of a competence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Not seen yet.
    NotSeen,
    /// Discovers it.
    Discovers,
    /// Practises it: half of the points.
    Practises,
    /// Can do it: seven tenths over two attempts.
    CanDo,
    /// Does it surely: 85 % over four attempts, two days or two exercises among them.
    Sure,
}

impl Level {
    /// Name in locale keys.
    pub fn name(self) -> &'static str {
        match self {
            Level::NotSeen => "not-seen",
            Level::Discovers => "discovers",
            Level::Practises => "practises",
            Level::CanDo => "can-do",
            Level::Sure => "sure",
        }
    }
}

/// One line of the passport.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Line {
    /// The competence.
    pub id: String,
    /// How sure one is.
    pub level: Level,
    /// Mean share of the latest attempts, 0 to 1.
    pub share: f64,
    /// Attempts that show it.
    pub attempts: usize,
    /// The last day on which it was shown, since 1970.
    pub last_day: Option<u32>,
}

/// Every competence of the tree, in its order.
pub fn passport(tree: &Competences, attempts: &[Attempted]) -> Vec<Line> {
    tree.domains.iter().flat_map(|domain| &domain.competences).map(|competence| line(competence, attempts)).collect()
}

/// Share of the points that an attempt shows for a competence; `None` where it is no evidence.
fn shown(competence: &Competence, attempt: &Attempted) -> Option<f64> {
    let shares = competence.evidence.iter().filter_map(|named| match named.split_once('#') {
        None => (*named == attempt.exercise).then_some(attempt.mark / crate::marking::FULL),
        Some((exercise, criterion)) if exercise == attempt.exercise => {
            attempt.shares.iter().find(|(id, _)| id == criterion).map(|(_, share)| *share)
        }
        Some(_) => None,
    });
    let (sum, count) = shares.fold((0.0, 0), |(sum, count), share| (sum + share, count + 1));
    (count > 0).then(|| sum / f64::from(count))
}

fn line(competence: &Competence, attempts: &[Attempted]) -> Line {
    let seen: Vec<(&Attempted, f64)> =
        attempts.iter().filter_map(|attempt| Some((attempt, shown(competence, attempt)?))).collect();
    let latest = &seen[seen.len().saturating_sub(LATEST)..];
    let share = latest.iter().map(|(_, share)| share).sum::<f64>() / latest.len().max(1) as f64;
    let varied = latest.iter().any(|(attempt, _)| {
        latest.first().is_some_and(|(first, _)| first.day != attempt.day || first.exercise != attempt.exercise)
    });
    let level = match seen.len() {
        0 => Level::NotSeen,
        _ if share < FROM[0] => Level::Discovers,
        count if share >= FROM[2] && count >= ATTEMPTS[1] && varied => Level::Sure,
        count if share >= FROM[1] && count >= ATTEMPTS[0] => Level::CanDo,
        _ => Level::Practises,
    };
    Line {
        id: competence.id.clone(),
        level,
        share,
        attempts: seen.len(),
        last_day: seen.iter().map(|(attempt, _)| attempt.day).max(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::schema::Text;

    fn competence() -> Competence {
        let evidence = vec!["geste/cliver".to_owned(), "geste/premiere-epissure#cleave".to_owned()];
        Competence { id: "cleave".to_owned(), name: Text::default(), evidence }
    }

    fn attempt(exercise: &str, day: u32, mark: f64, cleave: f64) -> Attempted {
        let shares = vec![("cleave".to_owned(), cleave)];
        Attempted { exercise: exercise.to_owned(), day, mark, passed: true, shares }
    }

    #[test]
    fn a_level_needs_points_and_attempts() {
        let level = |attempts: &[Attempted]| line(&competence(), attempts).level;
        assert_eq!(level(&[]), Level::NotSeen);
        assert_eq!(level(&[attempt("mesure/coupure", 1, 20.0, 1.0)]), Level::NotSeen);
        assert_eq!(level(&[attempt("geste/cliver", 1, 6.0, 0.0)]), Level::Discovers);
        assert_eq!(level(&[attempt("geste/cliver", 1, 20.0, 1.0)]), Level::Practises);
        assert_eq!(
            level(&[attempt("geste/cliver", 1, 16.0, 0.0), attempt("geste/cliver", 1, 16.0, 0.0)]),
            Level::CanDo
        );
        let four = |day| attempt("geste/premiere-epissure", day, 3.0, 0.95);
        assert_eq!(level(&[four(1), four(1), four(1), four(1)]), Level::CanDo);
        assert_eq!(level(&[four(1), four(1), four(1), four(2)]), Level::Sure);
    }
}
