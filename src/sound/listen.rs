//! From the bench to cues: what is in contact, how fast and how hard, and what happened since it was last heard.
//!
//! Pure: two looks at a bench give the cues of the time between them. A live bench and a replay sound alike.

use crate::bench::state::{Phase, ShardPlace};
use crate::bench::{Bench, Fact, Travel, Wheel};
use crate::catalogue::vocabulary::{Key, Part, Sample, TICK_S, Tick, Tool};

use super::cue::{Cues, Stroke, Texture};
use super::sites;

/// Speed at which a moving contact is as loud as it gets, mm/s.
const FULL_MM_S: f64 = 260.0;
/// Speed at which a ring cutter that goes round is as loud as it gets, degrees a second.
const FULL_DEG_S: f64 = 720.0;
/// A longer time than this between two looks is a jump, not a movement, ticks.
const JUMP: Tick = 60;
/// Dirt from which glass does not squeak.
const GREASY: f64 = 0.35;
/// Speed from which it squeaks, mm/s.
const STICKS_MM_S: f64 = 6.0;
/// Grip from which a tool works, 0 to 1.
const GRIPPING: f64 = 0.25;
/// A nick that grew by this much is heard, µm.
const NICK_UM: f64 = 0.5;

/// What is remembered of a bench between two looks.
#[derive(Clone, Debug)]
pub struct Seen {
    tick: Tick,
    facts: usize,
    hand: Sample,
    touching: Option<Part>,
    lids: [f64; 4],
    carriage_mm: f64,
    blade: (u8, u8),
    key: Option<Key>,
    phase: Phase,
    cooled: bool,
    plugs: usize,
    resistance: f64,
    bite_um: Option<f64>,
    held_shard: bool,
    site: sites::Seen,
}

impl Seen {
    /// Looks at a bench.
    pub fn of(bench: &Bench) -> Seen {
        let state = bench.state();
        let cleaver = &state.cleaver;
        Seen {
            tick: bench.now(),
            facts: bench.facts().len(),
            hand: *bench.hand(),
            touching: bench.touching(),
            lids: [cleaver.lid, state.splicer.lid, state.oven.lid, state.tray.lid],
            carriage_mm: cleaver.carriage_mm,
            blade: (cleaver.blade.position, cleaver.blade.height),
            key: state.splicer.key_down,
            phase: state.splicer.phase,
            cooled: cooled(bench),
            plugs: bench.measure().map_or(0, |measure| measure.plugged.iter().flatten().count()),
            resistance: bench.resistance(),
            bite_um: bench.bite().map(|(_, nick_um)| nick_um),
            held_shard: state.shards.iter().any(|shard| shard.place == ShardPlace::Held),
            site: sites::Seen::of(bench),
        }
    }

    /// The tick of the look.
    pub fn tick(&self) -> Tick {
        self.tick
    }
}

/// What sounds between an earlier look and the bench as it is now. A bench that did not go on, went back, or jumped
/// ahead is silent.
pub fn listen(before: &Seen, bench: &Bench) -> Cues {
    let mut cues = Cues::default();
    let gone = bench.now().saturating_sub(before.tick);
    if gone == 0 || gone > JUMP || bench.facts().len() < before.facts {
        return cues;
    }
    let now = Seen::of(bench);
    let moved = Moved::between(before, &now, bench);
    contact(bench, &moved, before, &now, &mut cues);
    machines(bench, &mut cues);
    changes(bench, before, &now, &mut cues);
    for stamped in bench.facts().iter().skip(before.facts) {
        match stamped.fact {
            Fact::SiteWorked { site, done, .. } => sites::worked(bench, site, done, &mut cues),
            ref fact => happened(fact, &mut cues),
        }
    }
    cues
}

/// How the hand moved.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moved {
    /// Along, across and lift together, mm/s.
    pub mm_s: f64,
    /// Round the axis, degrees a second.
    pub deg_s: f64,
    /// Grip, 0 to 1.
    pub grip: f64,
}

impl Moved {
    fn between(before: &Seen, now: &Seen, bench: &Bench) -> Moved {
        let seconds = f64::from(now.tick - before.tick) * TICK_S;
        let grip = now.hand.grip_01();
        // On the first tick of a contact the sample jumps to the contact's own axes: that is no movement.
        if before.touching != now.touching || before.hand.part != now.hand.part || seconds <= 0.0 {
            return Moved { mm_s: 0.0, deg_s: 0.0, grip };
        }
        let way = |a: i32, b: i32| (f64::from(b) - f64::from(a)) * 0.01;
        let along = way(before.hand.along, now.hand.along);
        let across = way(before.hand.across, now.hand.across);
        let turned = now.hand.turn_deg() - before.hand.turn_deg();
        // The bench's speed is smoothed; the way since the last look says whether anything moves at all.
        let mm_s = if along == 0.0 && across == 0.0 { 0.0 } else { bench.speed() };
        Moved { mm_s, deg_s: turned.abs() / seconds, grip }
    }

    /// 0 at rest to 1 at a fast pull, growing as ears hear.
    pub(super) fn fast(&self) -> f64 {
        libm::sqrt((self.mm_s / FULL_MM_S).clamp(0.0, 1.0))
    }

    /// The same of turning.
    pub(super) fn turning(&self) -> f64 {
        libm::sqrt((self.deg_s / FULL_DEG_S).clamp(0.0, 1.0))
    }
}

fn contact(bench: &Bench, moved: &Moved, before: &Seen, now: &Seen, cues: &mut Cues) {
    let (Some(part), Some(tool)) = (now.touching, Tool::from_code(now.hand.tool)) else { return };
    if let Part::Site(number) = part {
        return sites::contact(bench, number, moved, cues);
    }
    let (fast, held) = (moved.fast(), moved.grip >= GRIPPING);
    let resistance = now.resistance;
    match (tool, part) {
        (Tool::SheathCutter | Tool::TubeCutter, _) => {
            // How deep the blade is in the wall is what holds it back.
            let deep = (resistance * 2.0).min(1.0);
            let thin = if tool == Tool::TubeCutter { 0.25 } else { 0.0 };
            cues.hold(Texture::Cut, deep * moved.turning(), 0.2 + thin + 0.4 * moved.turning() + 0.2 * (1.0 - deep));
        }
        (Tool::Stripper, _) if before.bite_um.is_some() && now.bite_um.is_some() => {
            // On what is stripped already the jaws only ride.
            let coating = if resistance > 0.3 { 1.0 } else { 0.2 };
            cues.hold(Texture::Peel, fast * coating * (0.4 + 0.6 * moved.grip), fast);
        }
        (Tool::Hand, Part::Sheath | Part::Tube(_)) if held => {
            if resistance >= 1.0 {
                cues.hold(Texture::Creak, 0.2 + 0.6 * fast, 0.3 + 0.5 * moved.grip);
            } else {
                cues.hold(Texture::Rub, fast, 0.5 * fast);
            }
        }
        (Tool::SolventWipe | Tool::AlcoholWipe, _) if held && moved.mm_s > 0.0 => wipe(bench, part, moved, cues),
        (Tool::DryWipe, Part::Plug(_)) if held => cues.hold(Texture::Wipe, 0.7 * fast, 0.8),
        (Tool::ClickCleaner, _) if resistance > 0.0 => cues.hold(Texture::Rub, 0.5 * fast, 0.8),
        (Tool::Hand, Part::CleaverLid | Part::SplicerLid | Part::OvenLid | Part::TrayLid) if held => {
            cues.hold(Texture::Rub, 0.35 * fast, 0.2);
        }
        (Tool::Hand, Part::CleaverBlade) if held && now.carriage_mm != before.carriage_mm => {
            cues.hold(Texture::Rub, 0.6 * fast, 0.3 + 0.4 * fast);
        }
        // A sleeve on its fibre, a fibre in its groove or over the tray, a plug in its adapter: as loud as they drag.
        (Tool::ProtectionSleeve, _) if resistance > 0.0 => cues.hold(Texture::Rub, 0.4 * fast, 0.7),
        (Tool::SplicedFibre, Part::Sleeve) if held => cues.hold(Texture::Rub, 0.4 * fast, 0.6),
        (Tool::SplicedFibre | Tool::Hand, Part::Tray) if held => cues.hold(Texture::Rub, 0.25 * fast, 0.9),
        (_, Part::Port(_)) if tool.plug().is_some() && resistance > 0.0 => {
            // Against the rim it scrapes, in the adapter it slides.
            let texture = if resistance > 0.8 { Texture::Scrape } else { Texture::Rub };
            cues.hold(texture, fast * resistance.max(0.4), 0.5 + 0.3 * fast);
        }
        _ => {}
    }
}

/// Grease is dull and soft; glass without any begins to stick and slip, the higher the cleaner.
fn wipe(bench: &Bench, part: Part, moved: &Moved, cues: &mut Cues) {
    let fast = moved.fast();
    let clean = match part {
        Part::FibreEnd(side) => match bench.state().end(side).filter(|end| end.bare_mm > 0.0) {
            Some(end) => {
                // The two quarters under the wipe, as the bench counts them.
                let quarter = (libm::floor(bench.hand().turn_deg() / 90.0) as i64).rem_euclid(2) as usize;
                let dirt = end.dirt[quarter].max(end.dirt[quarter + 2]).max(end.residue);
                squeak(dirt, moved, cues);
                1.0 - dirt
            }
            None => 1.0 - gel(bench, part),
        },
        _ => 1.0 - gel(bench, part),
    };
    cues.hold(Texture::Wipe, fast * (0.35 + 0.45 * moved.grip), 0.15 + 0.6 * clean + 0.25 * fast);
}

fn squeak(dirt: f64, moved: &Moved, cues: &mut Cues) {
    let clean = ((GREASY - dirt) / GREASY).clamp(0.0, 1.0);
    if moved.mm_s >= STICKS_MM_S {
        cues.hold(Texture::Squeak, clean * (0.3 + 0.7 * moved.fast()) * moved.grip.min(0.6) / 0.6, clean);
    }
}

fn gel(bench: &Bench, part: Part) -> f64 {
    let cable = &bench.state().cable;
    let tube = |n: u8| cable.tubes.get(usize::from(n).wrapping_sub(1));
    match part {
        Part::Tube(n) => tube(n).map_or(0.0, |tube| tube.gel),
        Part::Bundle(n) => {
            let first = usize::from(n).saturating_sub(1) * usize::from(bench.job().cable.fibres_per_tube);
            cable.fibres.get(first).map_or(0.0, |end| end.gel)
        }
        Part::FibreEnd(side) => bench.state().end(side).map_or(0.0, |end| end.gel),
        _ => 0.0,
    }
}

/// Machines sound by themselves.
fn machines(bench: &Bench, cues: &mut Cues) {
    let state = bench.state();
    match state.splicer.phase {
        Phase::Aligning(_) => cues.hold(Texture::Motor, 0.5, 0.5),
        Phase::Testing(..) => cues.hold(Texture::Motor, 0.5, 0.2),
        // Worn electrodes burn less steadily.
        Phase::Arcing(_) | Phase::Checking(_) => cues.hold(Texture::Arc, 0.8, bench.electrode_wear()),
        Phase::Idle | Phase::Refused(_) | Phase::Ready { .. } | Phase::Joined(_) => {}
    }
    if state.oven.since.is_some() {
        cues.hold(Texture::Fan, 0.35, 0.3);
    } else if state.oven.done.is_some() && !cooled(bench) {
        cues.hold(Texture::Fan, 0.5, 0.7);
    }
}

/// The oven was on, and what lies in it can be taken.
fn cooled(bench: &Bench) -> bool {
    let done = bench.state().oven.done;
    done.is_some_and(|done| f64::from(bench.now().saturating_sub(done)) * TICK_S >= bench.job().splicer.cool_s)
}

/// What is otherwise than it was.
fn changes(bench: &Bench, before: &Seen, now: &Seen, cues: &mut Cues) {
    let harder = |speed: f64| 0.4 + 0.6 * (speed / FULL_MM_S).clamp(0.0, 1.0);
    for (i, (was, is)) in before.lids.iter().zip(now.lids).enumerate() {
        // The tray's lid is thin plastic, the cleaver's is steel.
        let pitch = [0.9, 0.35, 0.5, 0.7][i];
        if *was < 1.0 && is >= 1.0 {
            cues.strike(Stroke::Lid, harder(bench.speed()), pitch);
        } else if *was > 0.0 && is <= 0.0 {
            cues.strike(Stroke::Stop, 0.6 * harder(bench.speed()), 0.4 * pitch);
        }
    }
    let travel = bench.job().cleaver.travel_mm;
    let ends = |mm: f64| mm <= 0.0 || mm >= travel;
    if !ends(before.carriage_mm) && ends(now.carriage_mm) {
        cues.strike(Stroke::Stop, harder(bench.speed()), 0.6);
    }
    if before.blade != now.blade {
        cues.strike(Stroke::Detent, 0.8, 0.2);
    }
    if before.key.is_none() && now.key.is_some() {
        cues.strike(Stroke::Key, 0.6, 0.5);
    }
    phases(before.phase, now.phase, cues);
    if !before.cooled && now.cooled {
        cues.strike(Stroke::OvenBeep, 0.8, 0.5);
    }
    if now.plugs < before.plugs {
        cues.strike(Stroke::Unplug, 0.7, 0.5);
    }
    if now.held_shard && !before.held_shard {
        cues.strike(Stroke::Tap, 0.3, 1.0);
    }
    let tool = Tool::from_code(now.hand.tool);
    match (before.touching, now.touching) {
        (was, Some(part)) if was != Some(part) => {
            let hard = !matches!(tool, Some(Tool::Hand | Tool::SolventWipe | Tool::AlcoholWipe));
            if !matches!(part, Part::SplicerKey(_) | Part::Panel(_) | Part::Record | Part::Questions) {
                cues.strike(Stroke::Tap, if hard { 0.3 } else { 0.15 }, if hard { 0.7 } else { 0.1 });
            }
        }
        (Some(was), Some(part)) if was == part => in_contact(bench, tool, part, before, now, cues),
        _ => {}
    }
}

/// What changed within one contact.
fn in_contact(bench: &Bench, tool: Option<Tool>, part: Part, before: &Seen, now: &Seen, cues: &mut Cues) {
    // Detents of the wheel: blade stop, fold of the wipe, lift, turn of a fibre or of a plug's key.
    let control = bench.control(tool.unwrap_or(Tool::Hand), part);
    let turned = before.hand.turn != now.hand.turn
        && control.travel != Travel::Circle
        && matches!(control.wheel, Wheel::Turn | Wheel::Key);
    let lifted = before.hand.lift != now.hand.lift;
    let wheeled = before.hand.wheel != now.hand.wheel && !matches!(part, Part::Panel(_) | Part::Record);
    if wheeled || lifted || turned {
        cues.strike(Stroke::Detent, if wheeled { 0.5 } else { 0.25 }, if wheeled { 0.6 } else { 0.9 });
    }
    let closes = |at: f64| before.hand.grip_01() < at && now.hand.grip_01() >= at;
    match (tool, before.bite_um, now.bite_um) {
        (Some(Tool::Stripper), None, Some(_)) => cues.strike(Stroke::Bite, 0.6, 0.6),
        (Some(Tool::Stripper), Some(was), Some(is)) if is > was + NICK_UM => {
            cues.strike(Stroke::Nick, 0.3 + (is - was) / 20.0, 0.7);
        }
        (Some(Tool::Scissors), ..) if closes(0.7) => cues.strike(Stroke::Snip, 0.6, 0.5),
        (Some(Tool::TubeCutter | Tool::SheathCutter), ..) if closes(GRIPPING) => cues.strike(Stroke::Bite, 0.4, 0.3),
        _ => {}
    }
    let stops = before.resistance < 0.8 && now.resistance >= 0.8;
    match part {
        Part::CleaverGroove if stops => cues.strike(Stroke::Stop, 0.4, 0.9),
        Part::Port(_) if stops => cues.strike(Stroke::Stop, 0.4, 0.7),
        // Its band moves on with every push.
        Part::Port(_) | Part::Plug(_)
            if tool == Some(Tool::ClickCleaner) && before.resistance <= 0.0 && now.resistance > 0.0 =>
        {
            cues.strike(Stroke::Click, 0.5, 0.8);
        }
        Part::Site(number) => sites::changes(bench, number, &before.site, &now.site, cues),
        _ => {}
    }
}

fn phases(was: Phase, is: Phase, cues: &mut Cues) {
    match (was, is) {
        (Phase::Aligning(_), Phase::Ready { .. }) => cues.strike(Stroke::Beep, 0.5, 0.5),
        (Phase::Arcing(_), Phase::Joined(_)) => cues.strike(Stroke::Beep, 0.6, 0.7),
        (Phase::Testing(..), Phase::Joined(_)) => cues.strike(Stroke::Beep, 0.5, 0.7),
        (Phase::Checking(_), Phase::Idle) => cues.strike(Stroke::Beep, 0.5, 0.6),
        _ => {}
    }
}

/// What a fact sounds like. Whatever is no sound on a bench – a wrong fibre, a mark lost – is silent.
fn happened(fact: &Fact, cues: &mut Cues) {
    match fact {
        Fact::ToolTaken { .. } => cues.strike(Stroke::Tap, 0.35, 0.4),
        Fact::GlassesWorn => cues.strike(Stroke::Tap, 0.3, 0.3),
        Fact::SheathPulled { peak_mm_s, .. } => cues.strike(Stroke::Pop, loud(*peak_mm_s), 0.1),
        Fact::TubeOpened { peak_mm_s, .. } => cues.strike(Stroke::Pop, loud(*peak_mm_s), 0.5),
        Fact::CoatingStripped { peak_mm_s, .. } => cues.strike(Stroke::Pop, loud(*peak_mm_s), 0.9),
        Fact::FibrePicked { .. } | Fact::SleeveThreaded { .. } => cues.strike(Stroke::Tap, 0.25, 0.9),
        Fact::Cleaved { hackle_um, chip_um, .. } => {
            // A mirror breaks with one bright click; a torn face crunches.
            let torn = ((hackle_um + chip_um) / 12.0).clamp(0.0, 1.0);
            cues.strike(Stroke::Cleave, 0.8, 1.0 - torn);
        }
        Fact::FibreSeated { .. } => cues.strike(Stroke::Latch, 0.25, 0.8),
        Fact::ShardBinned => cues.strike(Stroke::Tinkle, 0.4, 0.6),
        Fact::ShardDropped => cues.strike(Stroke::Tinkle, 0.3, 0.3),
        Fact::FibreBroken { .. } => cues.strike(Stroke::Snap, 0.8, 0.5),
        Fact::FibreLoaded { .. } => cues.strike(Stroke::Tap, 0.2, 0.8),
        Fact::EndTouched { .. } => cues.strike(Stroke::Tap, 0.3, 1.0),
        Fact::SleeveHeated { .. } => cues.strike(Stroke::Beep, 0.5, 0.3),
        Fact::FibreSprang { .. } => cues.strike(Stroke::Spring, 0.6, 0.5),
        Fact::SleeveSeated { .. } => cues.strike(Stroke::Latch, 0.7, 0.5),
        Fact::ConnectorMated { .. } => cues.strike(Stroke::Click, 0.8, 0.6),
        Fact::OtdrAcquired { .. } => cues.strike(Stroke::Beep, 0.5, 0.5),
        Fact::ItemRemoved { .. } => cues.strike(Stroke::Unplug, 0.6, 0.4),
        Fact::RecordWritten { .. } | Fact::RecordSigned { .. } | Fact::Answered { .. } => {
            cues.strike(Stroke::Pencil, 0.5, 0.5);
        }
        Fact::SiteHarmed { .. } => cues.strike(Stroke::Snap, 0.5, 0.2),
        // A finger on a panel is done within one frame: only what it leaves tells of it.
        Fact::Gesture { part: Part::Panel(_), .. } => cues.strike(Stroke::Key, 0.6, 0.7),
        _ => {}
    }
}

fn loud(mm_s: f64) -> f64 {
    0.3 + 0.5 * (mm_s / FULL_MM_S).clamp(0.0, 1.0)
}

#[cfg(test)]
#[path = "listen_tests.rs"]
mod tests;
