//! What a reader makes of traces and meters: the answers that a synthetic hand writes down. Never looks at the truth.

use crate::bench::Bench;
use crate::bench::facts::Fact;
use crate::bench::measure::{Measure, Stored, ports};
use crate::instrument::otdr::markers::splice_loss_5;
use crate::instrument::otdr::{Event, Kind};
use crate::plant::Fault;
use crate::scenario::schema::{Ask, Mistake};

use super::measuring::shortest_m;
use super::plan::Habits;

/// How near an event must be to where a cord ends to be that connection, m.
const NEAR_M: f64 = 6.0;
/// How far from the middle of what the job sheet says a splice may be, m.
const SPLICE_M: f64 = 130.0;
/// Loss from which something is an event, dB.
const EVENT_DB: f64 = 0.05;
/// Reflectance from which an end is bare glass and no angled connector, dB.
const BARE_DB: f64 = -40.0;
/// Loss from which an event stands out from good splices, dB.
const STANDS_OUT_DB: f64 = 0.25;
/// A bend loses so much more at 1550 than at 1310 nm.
const BEND_RATIO: f64 = 1.8;
/// Reflectance from which two connectors do not fit each other, dB.
const UNLIKE_DB: f64 = -30.0;

/// The answer to a line of the record, `None` where nothing that was measured tells.
pub(super) fn answer(bench: &Bench, measure: &Measure, habits: &Habits, ask: Ask, strand: Option<u8>) -> Option<f64> {
    let reader = Reader { bench, measure };
    let about = strand.or_else(|| reader.worst()).unwrap_or(0);
    let told = match ask {
        Ask::Length => reader.length_m(about),
        Ask::FaultDistance => reader.fault_m(about),
        Ask::FaultKind => Some(reader.kind(about) as f64),
        Ask::FaultLoss => reader.fault(about).and_then(|event| event.loss_db),
        Ask::FaultyFibre => Some(f64::from(about) + 1.0),
        Ask::Loss1310 => reader.loss(about, 1310),
        Ask::Loss1550 => reader.loss(about, 1550),
        Ask::Level1490 => reader.level(about),
        Ask::Splice1310 => reader.splice(about),
        Ask::Events => reader.count(about),
        Ask::FarPort => reader.far_port(about),
        Ask::Accepted => Some(f64::from(u8::from(match strand {
            Some(strand) => reader.accepts(strand),
            None => (0..measure.strands.len() as u8).all(|strand| reader.accepts(strand)),
        }))),
    }?;
    let slip = |mistake: Mistake, wrong: f64| if habits.makes(mistake) { wrong } else { told };
    Some(match ask {
        Ask::FaultDistance => slip(Mistake::WrongDistance, told + 80.0),
        Ask::FaultKind => slip(Mistake::WrongKind, if told == 1.0 { 2.0 } else { 1.0 }),
        Ask::FaultLoss | Ask::Splice1310 | Ask::Loss1550 => slip(Mistake::WrongLoss, told + 1.5),
        Ask::Level1490 => slip(Mistake::WrongLevel, told + 4.0),
        Ask::Length => slip(Mistake::WrongLength, told + 250.0),
        Ask::Events => slip(Mistake::WrongCount, told + 2.0),
        Ask::FarPort | Ask::FaultyFibre => slip(Mistake::WrongPort, told + 1.0),
        Ask::Accepted => slip(Mistake::WrongVerdict, 1.0 - told),
        Ask::Loss1310 => slip(Mistake::WrongLoss1310, told + 1.8),
    })
}

/// Where a reader puts a marker on the trace on the screen: at what loses most, displayed m.
pub(super) fn marked_m(measure: &Measure) -> f64 {
    let events = measure.otdr.on_screen().into_iter().flat_map(|stored| &stored.table.events);
    let loss = |event: &&Event| event.loss_db.unwrap_or(0.0);
    events.max_by(|a, b| loss(a).total_cmp(&loss(b))).map_or(0.0, |event| event.distance_m)
}

struct Reader<'b> {
    bench: &'b Bench,
    measure: &'b Measure,
}

impl Reader<'_> {
    /// The newest trace of a fibre.
    fn trace(&self, strand: u8, nm: u32, reverse: bool) -> Option<&Stored> {
        let fits = |stored: &&Stored| {
            (stored.strand == Some(strand) || stored.given.is_some())
                && stored.reverse == reverse
                && stored.wavelength().nm() as u32 == nm
        };
        self.measure.otdr.traces.iter().rev().find(fits)
    }

    /// The trace that tells most of a fibre.
    fn best(&self, strand: u8) -> Option<&Stored> {
        self.trace(strand, 1550, false).or_else(|| self.trace(strand, 1310, false))
    }

    /// Where the network begins on a trace, displayed m.
    fn near_m(&self, stored: &Stored) -> f64 {
        stored.table.near(stored.before_m, NEAR_M).map_or(stored.before_m, |event| event.distance_m)
    }

    /// Where the fibre of the network ends on a trace, displayed m.
    fn far_m(&self, stored: &Stored) -> Option<f64> {
        let end = stored.table.end().map_or(stored.table.length_m, |end| end.distance_m);
        let cord = end - stored.after_m;
        let joint = stored.table.near(cord, NEAR_M).filter(|event| event.distance_m < end - 1.0);
        Some(match joint {
            Some(joint) if stored.after_m > 0.0 => joint.distance_m,
            _ if stored.after_m > 0.0 => cord,
            _ => end,
        })
    }

    /// Whether the fibre ends in a break: the cord behind it is not seen; or, without one, its end reflects like bare
    /// glass, or nothing else on it stands out.
    fn is_short(&self, strand: u8) -> bool {
        let Some(stored) = self.best(strand) else { return false };
        let Some(end) = stored.table.end() else { return true };
        if end.reflectance_db.is_some_and(|back| back > BARE_DB) {
            return true;
        }
        if stored.after_m > 0.0 {
            let joint = |stored: &Stored| {
                let end = stored.table.end().map_or(0.0, |end| end.distance_m);
                let at = stored.table.near(end - stored.after_m, NEAR_M);
                at.is_some_and(|at| at.distance_m > stored.before_m + NEAR_M)
            };
            // A very good connector does not show: then the whole is as long as the job sheet says, or it is not.
            let seen = [1310, 1550].iter().any(|nm| self.trace(strand, *nm, false).is_some_and(joint));
            return !seen && end.distance_m - stored.before_m - stored.after_m < shortest_m(self.bench);
        }
        let asks = self.measure.sheet.lines.iter().any(|(line, _)| line.ask == Ask::FaultKind);
        asks && self.fault(strand).is_none_or(|event| event.loss_db.unwrap_or(0.0) < STANDS_OUT_DB)
    }

    fn length_m(&self, strand: u8) -> Option<f64> {
        let stored = self.best(strand)?;
        Some(self.far_m(stored)? - self.near_m(stored))
    }

    /// Events between the two ends of the network.
    fn inside<'s>(&self, stored: &'s Stored) -> Vec<&'s Event> {
        let (near, far) = (self.near_m(stored), self.far_m(stored).unwrap_or(f64::INFINITY));
        let inside = |event: &&Event| {
            event.distance_m > near + 2.0
                && event.distance_m < far - 2.0
                && !matches!(event.kind, Kind::Launch | Kind::End | Kind::Ghost | Kind::Fade)
        };
        stored.table.events.iter().filter(inside).collect()
    }

    /// The event that loses most inside the network.
    fn fault(&self, strand: u8) -> Option<Event> {
        let stored = self.best(strand)?;
        let loss = |event: &Event| event.loss_db.unwrap_or(0.0);
        self.inside(stored).into_iter().max_by(|a, b| loss(a).total_cmp(&loss(b))).copied()
    }

    fn fault_m(&self, strand: u8) -> Option<f64> {
        let stored = self.best(strand)?;
        let at = match self.is_short(strand) {
            true => stored.table.end().map_or(stored.table.length_m, |end| end.distance_m),
            false => self.fault(strand)?.distance_m,
        };
        Some(at - self.near_m(stored))
    }

    /// The kind of fault, by its place among [`Fault::NAMES`].
    fn kind(&self, strand: u8) -> usize {
        let named = |name: &str| Fault::NAMES.iter().position(|other| *other == name).unwrap_or(0);
        if self.is_short(strand) {
            return named("break");
        }
        let Some(event) = self.fault(strand) else { return named("bad-splice") };
        if let Some(back) = event.reflectance_db {
            return named(if back > UNLIKE_DB { "unlike-connector" } else { "dirty-connector" });
        }
        let at = |nm| {
            let event = self.trace(strand, nm, false)?.table.near(event.distance_m, NEAR_M)?;
            event.loss_db
        };
        let (short, long) = (at(1310).unwrap_or(0.0), at(1550).unwrap_or(0.0));
        named(if long > BEND_RATIO * short.max(0.02) { "bend" } else { "bad-splice" })
    }

    /// The fibre that stands out: one that ends early, else the one that loses most in one place.
    fn worst(&self) -> Option<u8> {
        let strands = 0..self.measure.strands.len() as u8;
        if let Some(short) = strands.clone().find(|strand| self.is_short(*strand)) {
            return Some(short);
        }
        self.best(0)?;
        let loss = |strand: &u8| self.fault(*strand).and_then(|event| event.loss_db).unwrap_or(0.0);
        strands.max_by(|a, b| loss(a).total_cmp(&loss(b)))
    }

    fn loss(&self, strand: u8, nm: u32) -> Option<f64> {
        let read =
            self.bench.facts().iter().rev().find_map(|stamped| match stamped.fact {
                Fact::PowerRead {
                    strand: Some(through), wavelength_nm, shown, reference_error_db: Some(_), ..
                } if through == strand && wavelength_nm as u32 == nm => Some(-shown),
                _ => None,
            });
        read.or_else(|| {
            let stored = self.trace(strand, nm, false)?;
            let (near, far) = (self.near_m(stored), self.far_m(stored)?);
            let pulse = stored.trace.pulse_m();
            let level = |from: f64, to: f64| {
                let (a, b) = (stored.trace.point_at(from)?, stored.trace.point_at(to)?);
                let some = stored.trace.level_db.get(a..=b).filter(|some| !some.is_empty())?;
                Some(some.iter().map(|level| f64::from(*level)).sum::<f64>() / some.len() as f64)
            };
            // Launch cord just before the first connector, receive cord behind the dead zone of the last one.
            let before = level(near - 60.0, near - 5.0)?;
            let after = level(far + 20.0 + 2.0 * pulse, far + 80.0 + 2.0 * pulse)?;
            let glass = if nm == 1310 { 0.33 } else { 0.19 } * (32.5 + 50.0 + 2.0 * pulse) / 1_000.0;
            Some(before - after - glass)
        })
    }

    fn level(&self, strand: u8) -> Option<f64> {
        self.bench.facts().iter().rev().find_map(|stamped| match stamped.fact {
            Fact::PowerRead { strand: Some(through), shown, reference_error_db: None, .. } if through == strand => {
                Some(shown)
            }
            _ => None,
        })
    }

    /// Loss of the first splice at 1310 nm: the mean of both ways, or one way where there is but one. What one way
    /// hides is measured with markers where the other shows it.
    fn splice(&self, strand: u8) -> Option<f64> {
        let there = self.trace(strand, 1310, false)?;
        let at = self.near_m(there) + self.first_element_m();
        let one = there.table.near(at, SPLICE_M).filter(|event| event.kind != Kind::Reflective);
        let Some(back) = self.trace(strand, 1310, true) else {
            return Some(one.and_then(|event| event.loss_db).unwrap_or(0.0));
        };
        let whole = there.table.end().map_or(there.table.length_m, |end| end.distance_m);
        let other = back.table.near(whole - at, SPLICE_M).filter(|event| event.kind != Kind::Reflective);
        let place = one.map(|event| event.distance_m).or(other.map(|event| whole - event.distance_m))?;
        let measured = |stored: &Stored, event: Option<&Event>, at: f64| {
            let marked = || splice_loss_5(&stored.trace, [at - 250.0, at - 8.0, at, at + 8.0, at + 250.0]);
            event.and_then(|event| event.loss_db).or_else(marked)
        };
        Some((measured(there, one, place)? + measured(back, other, whole - place)?) / 2.0)
    }

    /// Length of the network's first fibre as the job sheet says, m.
    fn first_element_m(&self) -> f64 {
        let path = self.bench.job().scenario.measuring.iter().flat_map(|measuring| &measuring.network.path);
        let first = path.into_iter().next();
        first.map_or(
            0.0,
            |element| if let crate::plant::Element::Fibre { m, .. } = element { (m.0 + m.1) / 2.0 } else { 0.0 },
        )
    }

    fn count(&self, strand: u8) -> Option<f64> {
        let stored = self.best(strand)?;
        let seen = self.inside(stored).into_iter().filter(|event| event.loss_db.is_some_and(|db| db >= EVENT_DB));
        Some(seen.count() as f64)
    }

    /// The far port that red light comes out at; 0 for none.
    fn far_port(&self, strand: u8) -> Option<f64> {
        let lit = self.bench.facts().iter().rev().find_map(|stamped| match stamped.fact {
            Fact::LocatorLit { strand: Some(through), reaches } if through == strand => Some(reaches),
            _ => None,
        })?;
        Some(lit.map_or(0.0, |port| f64::from(port) - f64::from(ports::FAR) + 1.0))
    }

    fn accepts(&self, strand: u8) -> bool {
        let limits = &self.measure.sheet.limits;
        if self.measure.live_dbm.is_some() {
            return self.level(strand).is_some_and(|dbm| (limits.level_dbm.0..=limits.level_dbm.1).contains(&dbm));
        }
        let linked = [1310, 1550].iter().all(|nm| self.loss(strand, *nm).is_some_and(|db| db <= limits.link_db));
        let joints = self.best(strand).is_none_or(|stored| {
            self.inside(stored)
                .iter()
                .all(|event| event.reflectance_db.is_some() || event.loss_db.is_none_or(|db| db <= limits.splice_db))
        });
        linked && joints && !(self.best(strand).is_some() && self.is_short(strand))
    }
}
