//! The concrete work that a scenario and a seed give: parts by value and the fibre that was drawn.

use rand_chacha::ChaCha8Rng;
use rand_core::{RngCore, SeedableRng};
use thiserror::Error;

use super::craft::{Craft, filled};
use super::schema::{Lang, Scenario, Targets, Text};
use crate::catalogue::schema::{Cable, Catalogue, Cleaver, Pigtail, Sleeve, Splicer, Tray};
use crate::catalogue::vocabulary::Colour;
use crate::plant::{self, Strand};

/// Placeholders that a brief may hold, without their braces.
pub const PLACEHOLDERS: &[&str] =
    &["fibre", "fibre_colour", "tube", "tube_colour", "slot", "ring", "tube_left", "strip"];

/// One attempt's work. Holds all that the bench needs, so that nothing later looks anything up.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    /// The seed that drew it.
    pub seed: u64,
    /// The scenario as its author wrote it.
    pub scenario: Scenario,
    /// The cable.
    pub cable: Cable,
    /// The pigtail.
    pub pigtail: Pigtail,
    /// The protection sleeve.
    pub sleeve: Sleeve,
    /// The cleaver.
    pub cleaver: Cleaver,
    /// The fusion splicer.
    pub splicer: Splicer,
    /// The splice tray.
    pub tray: Tray,
    /// The cable's fibre to splice, from 1.
    pub fibre: u8,
    /// The tube that holds it, from 1.
    pub tube: u8,
    /// The tray's slot for the splice, from 1.
    pub slot: u8,
    /// The lengths that the job sheet asks for.
    pub lengths: Lengths,
    /// The network's fibres; none where there is nothing to measure.
    pub strands: Vec<Strand>,
    /// Workpieces, kit and questions; empty where there are none.
    pub craft: Craft,
}

/// Lengths that a job sheet asks for, mm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lengths {
    /// Sheath to remove, from the cable's end.
    pub ring_mm: f64,
    /// Tube left beyond the sheath's edge.
    pub tube_left_mm: f64,
    /// Coating to strip from the fibre's tip.
    pub strip_mm: f64,
}

impl Lengths {
    /// A given length is itself and draws nothing; from a range one of its steps is drawn.
    fn draw(targets: &Targets, random: &mut ChaCha8Rng) -> Lengths {
        let mut one = |(from, to): (f64, f64), step: f64| {
            let steps = libm::floor((to - from) / step + 1e-9).clamp(0.0, 1e6) as u64;
            if to <= from {
                return from;
            }
            from + step * ((u64::from(random.next_u32()) * (steps + 1)) >> 32) as f64
        };
        let [ring, tube_left, strip] = Targets::STEPS_MM;
        Lengths {
            ring_mm: one(targets.ring_mm, ring),
            tube_left_mm: one(targets.tube_left_mm, tube_left),
            strip_mm: one(targets.strip_mm, strip),
        }
    }
}

/// Why a scenario gives no job. A scenario that was loaded against the same catalogue never meets one.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum JobError {
    /// The catalogue has no such entry.
    #[error("the catalogue has no {kind} `{id}`")]
    Unknown {
        /// What was looked for.
        kind: &'static str,
        /// The scenario's name for it.
        id: String,
    },
    /// The draw names fibres that the cable does not have.
    #[error("the draw takes fibres {from} to {to}, the cable has {count}")]
    Draw {
        /// First fibre of the draw.
        from: u8,
        /// Last fibre of the draw.
        to: u8,
        /// Fibres in the cable.
        count: u32,
    },
    /// The tray has no slot.
    #[error("the tray has no slot")]
    NoSlot,
    /// The workpieces name something that is not there.
    #[error("{0}")]
    Pieces(String),
}

impl Job {
    /// Draws the job of `seed`: the same scenario, catalogue and seed always give the same job.
    ///
    /// # Errors
    /// When an id is not in the catalogue, the draw lies outside the cable, or the tray has no slot.
    pub fn draw(scenario: &Scenario, catalogue: &Catalogue, seed: u64) -> Result<Job, JobError> {
        let cable = find("cable", &catalogue.cables, &scenario.cable, |c| &c.id)?;
        let pigtail = find("pigtail", &catalogue.pigtails, &scenario.pigtail, |p| &p.id)?;
        let sleeve = find("sleeve", &catalogue.sleeves, &scenario.sleeve, |s| &s.id)?;
        let cleaver = find("cleaver", &catalogue.cleavers, &scenario.cleaver, |c| &c.id)?;
        let splicer = find("splicer", &catalogue.splicers, &scenario.splicer, |s| &s.id)?;
        let tray = find("tray", &catalogue.trays, &scenario.tray, |t| &t.id)?;

        let (from, to) = scenario.draw.fibre;
        let count = u32::from(cable.tubes) * u32::from(cable.fibres_per_tube);
        if from == 0 || from > to || u32::from(to) > count {
            return Err(JobError::Draw { from, to, count });
        }
        if tray.slots == 0 {
            return Err(JobError::NoSlot);
        }
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let width = u64::from(to - from) + 1;
        // Multiply and shift: at most 256 values of 2^32, so the bias is under 1e-7 and no draw is ever rejected.
        let fibre = from + ((u64::from(random.next_u32()) * width) >> 32) as u8;
        // A stream of its own: a network must not change which fibre is drawn.
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        random.set_stream(3);
        let strands = match &scenario.measuring {
            Some(measuring) => plant::strand::draw(&measuring.network, &mut random),
            None => Vec::new(),
        };
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        random.set_stream(5);
        let lengths = Lengths::draw(&scenario.targets, &mut random);
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        random.set_stream(4);
        let craft = match &scenario.pieces {
            Some(pieces) => Craft::draw(pieces, catalogue, &mut random).map_err(|fault| JobError::Pieces(fault.why))?,
            None => Craft::default(),
        };
        Ok(Job {
            seed,
            lengths,
            strands,
            craft,
            scenario: scenario.clone(),
            tube: fibre.div_ceil(cable.fibres_per_tube),
            slot: (fibre - 1) % tray.slots + 1,
            fibre,
            cable,
            pigtail,
            sleeve,
            cleaver,
            splicer,
            tray,
        })
    }

    /// The job sheet in `lang`, with what was drawn and the target lengths in place of the placeholders.
    pub fn brief(&self, lang: Lang) -> String {
        self.filled(&self.scenario.brief, lang)
    }

    /// A text of the exercise in `lang`, with its placeholders filled.
    pub fn filled(&self, text: &Text, lang: Lang) -> String {
        let text = self.craft.fill(text);
        filled(text.get(lang), |name| {
            Some(match name {
                "fibre" => self.fibre.to_string(),
                "fibre_colour" => colour_name(Colour::of(self.fibre_in_tube()), lang).to_string(),
                "tube" => self.tube.to_string(),
                "tube_colour" => colour_name(Colour::of(self.tube), lang).to_string(),
                "slot" => self.slot.to_string(),
                "ring" => length(self.lengths.ring_mm, lang),
                "tube_left" => length(self.lengths.tube_left_mm, lang),
                "strip" => length(self.lengths.strip_mm, lang),
                _ => return None,
            })
        })
    }

    /// Place of the drawn fibre in its tube, from 1; its colour follows from it.
    pub fn fibre_in_tube(&self) -> u8 {
        match self.cable.fibres_per_tube {
            0 => self.fibre,
            per_tube => self.fibre.saturating_sub(1) % per_tube + 1,
        }
    }
}

/// Name of a colour as a job sheet writes it.
pub fn colour_name(colour: Colour, lang: Lang) -> &'static str {
    let (fr, en) = match colour {
        Colour::Red => ("rouge", "red"),
        Colour::Blue => ("bleu", "blue"),
        Colour::Green => ("vert", "green"),
        Colour::Yellow => ("jaune", "yellow"),
        Colour::Violet => ("violet", "violet"),
        Colour::White => ("blanc", "white"),
        Colour::Orange => ("orange", "orange"),
        Colour::Grey => ("gris", "grey"),
        Colour::Brown => ("marron", "brown"),
        Colour::Black => ("noir", "black"),
        Colour::Aqua => ("turquoise", "aqua"),
        Colour::Pink => ("rose", "pink"),
    };
    match lang {
        Lang::Fr => fr,
        Lang::En => en,
    }
}

/// A length in mm to 0.1, without a needless zero, with the language's decimal sign.
fn length(mm: f64, lang: Lang) -> String {
    let text = format!("{mm:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    match lang {
        Lang::Fr => text.replace('.', ","),
        Lang::En => text.to_string(),
    }
}

fn find<T: Clone>(kind: &'static str, entries: &[T], id: &str, name: fn(&T) -> &String) -> Result<T, JobError> {
    let found = entries.iter().find(|entry| name(entry) == id);
    found.cloned().ok_or_else(|| JobError::Unknown { kind, id: id.to_string() })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::scenario::tests::{catalogue, first};

    #[test]
    fn a_seed_always_draws_the_same_fibre_and_seeds_draw_all_of_them() {
        let (scenario, catalogue) = (first().scenario, catalogue());
        let draw = |seed| Job::draw(&scenario, &catalogue, seed).expect("a job");
        assert_eq!(draw(7), draw(7));
        // Journals hold seeds, not fibres: these must never change.
        assert_eq!([1, 2, 3, 4, 5, 6].map(|seed| draw(seed).fibre), [7, 3, 2, 12, 3, 4]);
        let drawn: BTreeSet<u8> = (0..200).map(|seed| draw(seed).fibre).collect();
        assert_eq!(drawn, (1..=12).collect());
    }

    #[test]
    fn tube_slot_and_colours_follow_from_the_fibre() {
        let (mut scenario, mut catalogue) = (first().scenario, catalogue());
        scenario.draw.fibre = (8, 8);
        catalogue.trays[0].slots = 6;
        let job = Job::draw(&scenario, &catalogue, 1).expect("a job");
        assert_eq!((job.fibre, job.tube, job.slot, job.fibre_in_tube()), (8, 2, 2, 2));
        let french = job.brief(Lang::Fr);
        assert!(french.contains("fibre 8 (bleu), tube 2 (bleu)"), "{french}");
        assert!(french.contains("Retirer 450\u{a0}mm"), "{french}");
        assert!(job.brief(Lang::En).contains("fibre 8 (blue), tube 2 (blue)"));
        assert_eq!(french.lines().count(), 6);
    }

    #[test]
    fn a_brief_fills_what_it_knows_and_leaves_the_rest() {
        let (mut scenario, catalogue) = (first().scenario, catalogue());
        scenario.targets.strip_mm = (35.5, 35.5);
        scenario.brief.fr = "{strip} {nothing} {é {slot".to_string();
        scenario.brief.en = "{strip}{tube}".to_string();
        let job = Job::draw(&scenario, &catalogue, 1).expect("a job");
        assert_eq!(job.brief(Lang::Fr), "35,5 {nothing} {é {slot");
        assert_eq!(job.brief(Lang::En), format!("35.5{}", job.tube));
    }

    #[test]
    fn a_length_is_drawn_in_steps_from_its_range_and_a_given_one_draws_nothing() {
        let (mut scenario, catalogue) = (first().scenario, catalogue());
        let draw = |scenario: &Scenario, seed| Job::draw(scenario, &catalogue, seed).expect("a job");
        let given = draw(&scenario, 7);
        assert_eq!(given.lengths, Lengths { ring_mm: 450.0, tube_left_mm: 60.0, strip_mm: 35.0 });
        scenario.targets.ring_mm = (400.0, 442.0);
        scenario.targets.strip_mm = (33.0, 36.0);
        let drawn: Vec<Job> = (0..200).map(|seed| draw(&scenario, seed)).collect();
        let rings: BTreeSet<u32> = drawn.iter().map(|job| job.lengths.ring_mm as u32).collect();
        assert_eq!(rings, (400..=440).step_by(5).collect());
        let strips: BTreeSet<u32> = drawn.iter().map(|job| job.lengths.strip_mm as u32).collect();
        assert_eq!(strips, (33..=36).collect());
        assert!(drawn.iter().all(|job| job.lengths.tube_left_mm == 60.0));
        // A range changes nothing else that a seed draws, and the sheet says what was drawn.
        assert_eq!((drawn[7].fibre, &drawn[7].craft, &drawn[7].strands), (given.fibre, &given.craft, &given.strands));
        let sheet = format!("Retirer {}\u{a0}mm", drawn[7].lengths.ring_mm);
        assert!(drawn[7].brief(Lang::Fr).contains(&sheet), "{}", drawn[7].brief(Lang::Fr));
    }

    #[test]
    fn what_no_job_can_be_drawn_from_is_an_error() {
        let (scenario, catalogue) = (first().scenario, catalogue());
        let with = |change: fn(&mut Scenario)| {
            let mut changed = scenario.clone();
            change(&mut changed);
            Job::draw(&changed, &catalogue, 1).expect_err("no job")
        };
        assert_eq!(with(|s| s.draw.fibre = (1, 13)), JobError::Draw { from: 1, to: 13, count: 12 });
        assert!(matches!(with(|s| s.draw.fibre = (0, 3)), JobError::Draw { .. }));
        assert!(matches!(with(|s| s.draw.fibre = (5, 3)), JobError::Draw { .. }));
        assert_eq!(with(|s| s.tray.clear()), JobError::Unknown { kind: "tray", id: String::new() });
    }
}
