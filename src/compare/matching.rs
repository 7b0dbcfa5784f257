//! Gestures of two attempts that belong together: in the same order as far as they go, then wherever they were done.

use super::Pair;
use super::gesture::{Gesture, Work};

/// What two gestures of one kind are worth in common order, and what it adds that both, or neither, came to something:
/// a try that led nowhere belongs with no gesture that did.
const ALIKE: u32 = 4;
const BOTH_DONE: u32 = 1;

/// Pairs of gestures, in the first attempt's order; those of the second alone stand after the pair that they followed.
///
/// The longest common order is an edit distance in which a gesture can only be left out or put in (Wagner and Fischer
/// 1974); what it leaves over is matched by kind and counts as moved. Time and memory go with the product of both
/// lengths, which [`super::gesture::MOST`] bounds.
pub fn pairs(mine: Vec<Gesture>, theirs: Vec<Gesture>) -> Vec<Pair> {
    let mut partner = in_order(&mine, &theirs);
    let mut free: Vec<bool> = vec![true; theirs.len()];
    for j in partner.iter().flatten() {
        free[*j] = false;
    }
    let kept: Vec<bool> = partner.iter().map(Option::is_some).collect();
    for (i, gesture) in mine.iter().enumerate() {
        if partner[i].is_none()
            && let Some(j) = (0..theirs.len()).find(|j| free[*j] && theirs[*j].work == gesture.work)
        {
            (partner[i], free[j]) = (Some(j), false);
        }
    }
    let mut models: Vec<Option<Gesture>> = theirs.into_iter().map(Some).collect();
    let alone = |j: usize, models: &mut Vec<Option<Gesture>>| {
        let gesture = models.get_mut(j).filter(|_| free[j])?.take()?;
        Some(Pair { work: gesture.work, mine: None, theirs: Some(gesture), moved: false, aligned: None })
    };
    let mut pairs = Vec::with_capacity(mine.len());
    let mut next = 0;
    for (i, gesture) in mine.into_iter().enumerate() {
        // What the model did before this one, and nobody else did.
        if let Some(j) = partner[i].filter(|_| kept[i]) {
            pairs.extend((next..j).filter_map(|j| alone(j, &mut models)));
            next = next.max(j + 1);
        }
        let other = partner[i].and_then(|j| models[j].take());
        let moved = other.is_some() && !kept[i];
        pairs.push(Pair { work: gesture.work, mine: Some(gesture), theirs: other, moved, aligned: None });
    }
    pairs.extend((next..models.len()).filter_map(|j| alone(j, &mut models)));
    pairs
}

/// For each gesture of the first its partner in the longest common order.
fn in_order(mine: &[Gesture], theirs: &[Gesture]) -> Vec<Option<usize>> {
    let width = theirs.len() + 1;
    // best[i][j]: worth of the first i and the first j.
    let mut best = vec![0u32; (mine.len() + 1) * width];
    for i in 1..=mine.len() {
        for j in 1..=theirs.len() {
            let skip = best[(i - 1) * width + j].max(best[i * width + j - 1]);
            let both = worth(&mine[i - 1], &theirs[j - 1]).map_or(0, |w| w + best[(i - 1) * width + j - 1]);
            best[i * width + j] = skip.max(both);
        }
    }
    let mut partner = vec![None; mine.len()];
    let (mut i, mut j) = (mine.len(), theirs.len());
    while i > 0 && j > 0 {
        let here = best[i * width + j];
        // From the end, so that of equal ways the one with the later gestures is taken: the last try counts.
        if worth(&mine[i - 1], &theirs[j - 1]).is_some_and(|w| w + best[(i - 1) * width + j - 1] == here) {
            partner[i - 1] = Some(j - 1);
            (i, j) = (i - 1, j - 1);
        } else if best[i * width + j - 1] == here {
            j -= 1;
        } else {
            i -= 1;
        }
    }
    partner
}

fn worth(mine: &Gesture, theirs: &Gesture) -> Option<u32> {
    let done = |gesture: &Gesture| !gesture.outcomes.is_empty();
    (mine.work == theirs.work).then(|| ALIKE + if done(mine) == done(theirs) { BOTH_DONE } else { 0 })
}

/// How often each kind was done, in order of first appearance: trainee, then model.
pub fn times(pairs: &[Pair]) -> Vec<(Work, u32, u32)> {
    let mut found: Vec<(Work, u32, u32)> = Vec::new();
    for pair in pairs {
        let (mine, theirs) = (u32::from(pair.mine.is_some()), u32::from(pair.theirs.is_some()));
        match found.iter_mut().find(|(work, ..)| *work == pair.work) {
            Some(known) => (known.1, known.2) = (known.1 + mine, known.2 + theirs),
            None => found.push((pair.work, mine, theirs)),
        }
    }
    found
}
