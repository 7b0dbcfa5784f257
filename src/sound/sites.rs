//! Sounds of work on workpieces: what each verb sounds like, whatever the trade.

use crate::bench::Bench;
use crate::catalogue::vocabulary::{Part, Sample};
use crate::catalogue::workpiece::Verb;

use super::cue::{Cues, Stroke, Texture};
use super::listen::Moved;

/// Nearer than this to the stop, something inserted is in, mm.
const HOME_MM: f64 = 0.3;
/// Resistance from which something jams, 0 to 1.
const JAMS: f64 = 0.9;
/// Dirt from which a surface does not squeak.
const GREASY: f64 = 0.12;

/// What is remembered of the site in contact.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seen {
    harm: f64,
    progress: f64,
    hand: Sample,
    resistance: f64,
}

impl Seen {
    pub(super) fn of(bench: &Bench) -> Seen {
        let state = match bench.touching() {
            Some(Part::Site(number)) => bench.site(number).map(|(_, state)| state),
            _ => None,
        };
        let (harm, progress) = state.map_or((0.0, 0.0), |state| (state.harm, state.progress));
        Seen { harm, progress, hand: *bench.hand(), resistance: bench.resistance() }
    }
}

/// What sounds while a tool works at a site.
pub(super) fn contact(bench: &Bench, number: u8, moved: &Moved, cues: &mut Cues) {
    let Some((site, state)) = bench.site(number) else { return };
    let resistance = bench.resistance();
    let (fast, works) = (moved.fast(), resistance > 0.0);
    match site.verb {
        _ if !works => {}
        Verb::Score { .. } => {
            cues.hold(Texture::Cut, (resistance * 2.0).min(1.0) * moved.turning(), 0.25 + 0.5 * moved.turning());
        }
        Verb::Slit { .. } => cues.hold(Texture::Cut, (resistance * 2.5).min(1.0) * fast, 0.35 + 0.5 * fast),
        Verb::Draw { .. } => cues.hold(Texture::Peel, fast * (0.4 + 0.6 * moved.grip), 0.7 * fast),
        Verb::Wipe { .. } => {
            let clean = ((GREASY - state.dirt) / GREASY).clamp(0.0, 1.0);
            cues.hold(Texture::Wipe, fast * (0.35 + 0.45 * moved.grip), 0.7 - 0.5 * state.dirt + 0.25 * fast);
            cues.hold(Texture::Squeak, 0.5 * clean * fast, clean);
        }
        // The tighter, the higher it strains.
        Verb::Turn { .. } => cues.hold(Texture::Creak, moved.turning() * resistance, resistance),
        Verb::Insert { .. } if resistance >= JAMS => cues.hold(Texture::Scrape, 0.7 * fast, 0.5),
        Verb::Insert { .. } => cues.hold(Texture::Rub, fast * resistance * 2.0, 0.6),
        Verb::Lead { .. } => cues.hold(Texture::Rub, 0.5 * fast, 0.4),
        Verb::Squeeze { .. } | Verb::Frame { .. } | Verb::Pick { .. } | Verb::Test { .. } => {}
    }
}

/// What changed at the site within one contact.
pub(super) fn changes(bench: &Bench, number: u8, before: &Seen, now: &Seen, cues: &mut Cues) {
    let Some((site, _)) = bench.site(number) else { return };
    let closes = |at: f64| before.hand.grip_01() < at && now.hand.grip_01() >= at;
    let crosses = |mm: f64| before.hand.along_mm() > mm && now.hand.along_mm() <= mm;
    match site.verb {
        Verb::Insert { .. } if now.harm > before.harm => cues.strike(Stroke::Stop, 0.5, 0.7),
        Verb::Insert { .. } if crosses(HOME_MM) && now.resistance > 0.0 && now.resistance < JAMS => {
            cues.strike(Stroke::Click, 0.7, 0.4);
        }
        Verb::Squeeze { from, .. } if closes(from) => cues.strike(Stroke::Bite, 0.7, 0.3),
        Verb::Slit { .. } | Verb::Draw { .. } | Verb::Score { .. } if closes(0.25) => {
            cues.strike(Stroke::Bite, 0.4, 0.5);
        }
        Verb::Pick { .. } | Verb::Test { .. } if closes(0.4) => cues.strike(Stroke::Key, 0.5, 0.4),
        // Every quarter turn of a thread is felt, and heard.
        Verb::Turn { .. } if quarters(before.progress) != quarters(now.progress) => {
            cues.strike(Stroke::Detent, 0.3, 0.3 + 0.5 * now.resistance);
        }
        _ => {}
    }
}

fn quarters(deg: f64) -> i64 {
    libm::floor(deg / 90.0) as i64
}

/// What is heard when a tool leaves a site.
pub(super) fn worked(bench: &Bench, number: u8, done: bool, cues: &mut Cues) {
    let Some((site, _)) = bench.site(number).filter(|_| done) else { return };
    match site.verb {
        Verb::Draw { .. } => cues.strike(Stroke::Pop, 0.5, 0.4),
        Verb::Squeeze { .. } => cues.strike(Stroke::Latch, 0.5, 0.5),
        Verb::Frame { .. } => cues.strike(Stroke::Click, 0.5, 0.9),
        Verb::Test { .. } => cues.strike(Stroke::Beep, 0.5, 0.5),
        _ => {}
    }
}
