//! Cleaning a face: what a push of a click cleaner and a stroke on a wipe take off, leave, spread or scratch.
//!
//! A model: chances per defect, set so that one good gesture cleans nine of ten dusty faces, as the trade finds.

use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};

use super::{CONTACT_UM, Defect, Ferrule, Kind, luck, within};

/// Travel after which a click cleaner clicks, mm.
pub const CLICK_MM: f64 = 10.0;
/// Travel of a click cleaner that only seats its tip, mm: the band stands still.
const SEATING_MM: f64 = 3.0;
/// Stroke that wipes a face fully, mm.
const FULL_STROKE_MM: f64 = 10.0;
/// Pressure from which a hard grain scratches, 0 to 1.
const SCRATCHES_FROM: f64 = 0.7;

/// A one-click dry cleaner: a band of thread that each push draws on under its tip.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ClickCleaner {
    /// Full pushes that the band has left; 500 when new.
    pub left: f64,
    /// Dirt on the piece of band under the tip, 0 fresh to 1 full.
    pub soiled_01: f64,
}

impl Default for ClickCleaner {
    fn default() -> Self {
        Self { left: 500.0, soiled_01: 0.0 }
    }
}

/// One push of a click cleaner, as measured.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Push {
    /// Greatest travel, mm; the click comes at [`CLICK_MM`].
    pub push_mm: f64,
    /// How far the hand turned the cleaner while pressing, degrees.
    pub turned_deg: f64,
}

/// One stroke of a face on a wipe or a cassette's tape, as measured.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    /// Length of the way, mm, one way.
    pub length_mm: f64,
    /// Direction on the face, degrees.
    pub direction_deg: f64,
    /// Pressure, 0 to 1; 0.25 to 0.6 is right.
    pub pressure_01: f64,
    /// Whether that part of the wipe carries alcohol.
    pub wet: bool,
    /// How fresh that part of the wipe is, 0 used up to 1.
    pub fresh_area_01: f64,
    /// Whether it went in circles.
    pub circular: bool,
    /// How often it turned back over the same part.
    pub reversals: u8,
}

impl Default for Stroke {
    /// The stroke that the trade teaches: straight, once, dry, on a fresh part.
    fn default() -> Self {
        Self {
            length_mm: 15.0,
            direction_deg: 0.0,
            pressure_01: 0.4,
            wet: false,
            fresh_area_01: 1.0,
            circular: false,
            reversals: 0,
        }
    }
}

/// A click cleaner's push on a face. True when it clicked, that is, went through its whole travel.
///
/// The band draws on from 3 to 10 mm. A half push cleans by that much, and what it took stays under the tip: the next
/// push begins with it, and puts some of it back if it isn't a full one. Turning the tool is no cleaning; with the band
/// standing still it moves dirt about.
pub fn click(face: &mut Ferrule, cleaner: &mut ClickCleaner, push: Push, rng: &mut ChaCha8Rng) -> bool {
    let travel = within(push.push_mm, 0.0, CLICK_MM);
    if travel <= 0.0 {
        return false;
    }
    let drawn = within((travel - SEATING_MM) / (CLICK_MM - SEATING_MM), 0.0, 1.0);
    let moved = drawn.min(within(cleaner.left, 0.0, 1e4));
    cleaner.left = within(cleaner.left, 0.0, 1e4) - moved;
    let soiled = within(cleaner.soiled_01, 0.0, 1.0) * (1.0 - moved);
    let mut taken = 0_u32;
    face.defects.retain(|defect| {
        let chance = match defect.kind {
            Kind::Dust { hard: false } => 0.97,
            Kind::Dust { hard: true } => 0.94,
            Kind::Oil => 0.90,
            // Dried films hold to the glass: a dry cleaner needs several pushes.
            Kind::Residue => 0.45 + 0.5 * face.solvent_01,
            Kind::Scratch { .. } | Kind::Pit => 0.0,
        };
        let goes = luck::happens(rng, chance * moved * (1.0 - 0.6 * soiled));
        taken += u32::from(goes);
        !goes
    });
    face.solvent_01 *= 1.0 - moved;
    let turned = within(push.turned_deg.abs(), 0.0, 360.0) / 90.0;
    stir(face, 0.5 * turned.min(1.0) * (1.0 - moved), None, rng);
    put_back(face, soiled * (1.0 - moved), rng);
    cleaner.soiled_01 = within(soiled + f64::from(taken) / 12.0 * (1.0 - moved), 0.0, 1.0);
    // A band that has run out stays where it is and keeps what it takes.
    if moved < drawn {
        cleaner.soiled_01 = within(cleaner.soiled_01 + 0.3, 0.0, 1.0);
    }
    travel >= CLICK_MM
}

/// A stroke of a face over a wipe.
///
/// Dry takes dust and most grease but no dried film; wet dissolves films and grease and leaves its own film until a dry
/// stroke follows while it is wet. Back and forth, circles and used parts spread what they should take. Too much
/// pressure drags hard grains across the glass.
pub fn wipe(face: &mut Ferrule, stroke: Stroke, rng: &mut ChaCha8Rng) {
    let length = within(stroke.length_mm, 0.0, 1e3) / FULL_STROKE_MM;
    if length <= 0.0 {
        return;
    }
    let pressure = within(stroke.pressure_01, 0.0, 1.0);
    let fresh = within(stroke.fresh_area_01, 0.0, 1.0);
    let straight = (if stroke.circular { 0.5 } else { 1.0 }) / (1.0 + 0.7 * f64::from(stroke.reversals));
    let effect = length.min(1.0) * (pressure / 0.25).min(1.0) * (0.15 + 0.85 * fresh) * straight;
    scratch(face, stroke, pressure, rng);
    let solvent = if stroke.wet { 1.0 } else { face.solvent_01 };
    face.defects.retain(|defect| {
        let chance = match defect.kind {
            Kind::Dust { hard: false } => 0.95,
            Kind::Dust { hard: true } => 0.92,
            Kind::Oil => 0.72 + 0.23 * solvent,
            Kind::Residue => 0.03 + 0.95 * solvent,
            Kind::Scratch { .. } | Kind::Pit => 0.0,
        };
        !luck::happens(rng, chance * effect)
    });
    stir(face, (1.0 - straight) * 0.9, Some(stroke.direction_deg), rng);
    put_back(face, 1.0 - fresh, rng);
    if stroke.wet {
        face.solvent_01 = 1.0;
        for _ in 0..luck::count(rng, 2.0, 4.0) {
            let at_um = luck::in_disc(rng, 70.0);
            face.add(Defect { kind: Kind::Residue, at_um, size_um: luck::between(rng, 12.0, 45.0) });
        }
    } else {
        face.solvent_01 *= 1.0 - effect;
    }
}

/// Hard grains under too much pressure draw a scratch along the stroke; alcohol eases it.
fn scratch(face: &mut Ferrule, stroke: Stroke, pressure: f64, rng: &mut ChaCha8Rng) {
    let force = within((pressure - SCRATCHES_FROM) / (1.0 - SCRATCHES_FROM), 0.0, 1.0);
    let eased = if stroke.wet { 0.4 } else { 1.0 };
    let grains: Vec<Defect> =
        face.defects.iter().copied().filter(|d| d.kind == Kind::Dust { hard: true } && d.size_um > 1.5).collect();
    for grain in grains {
        let (bites, length_um) = (luck::happens(rng, 0.9 * force * eased), luck::between(rng, 40.0, 180.0));
        if !bites {
            continue;
        }
        let turn = if stroke.circular { luck::between(rng, -60.0, 60.0) } else { luck::between(rng, -4.0, 4.0) };
        let angle_deg = within(stroke.direction_deg, -360.0, 360.0) + turn;
        // The grain starts where it lay and is dragged off along the stroke.
        let angle = angle_deg.to_radians();
        let [x, y] = grain.at_um;
        let at_um = [x + libm::cos(angle) * length_um / 2.0, y + libm::sin(angle) * length_um / 2.0];
        let size_um = within(0.3 * grain.size_um, 0.6, 4.0);
        face.add(Defect { kind: Kind::Scratch { angle_deg, length_um }, at_um, size_um });
    }
}

/// Moves what is loose about: along the stroke, or any way.
fn stir(face: &mut Ferrule, chance: f64, direction_deg: Option<f64>, rng: &mut ChaCha8Rng) {
    if chance <= 0.0 {
        return;
    }
    for defect in face.defects.iter_mut().filter(|defect| defect.is_loose()) {
        let (moves, way) = (luck::happens(rng, chance), luck::between(rng, -60.0, 60.0));
        let spread = luck::in_disc(rng, 25.0);
        if !moves {
            continue;
        }
        let [dx, dy] = match direction_deg {
            Some(direction) => {
                let angle = within(direction, -360.0, 360.0).to_radians();
                [way * libm::cos(angle) + 0.2 * spread[0], way * libm::sin(angle) + 0.2 * spread[1]]
            }
            None => spread,
        };
        let held = Defect { at_um: [defect.at_um[0] + dx, defect.at_um[1] + dy], ..*defect };
        *defect = held.held();
    }
}

/// A soiled part gives back: up to six particles or smears.
fn put_back(face: &mut Ferrule, soiled: f64, rng: &mut ChaCha8Rng) {
    let many = 6.0 * within(soiled, 0.0, 1.0);
    if many <= 0.0 {
        return;
    }
    for _ in 0..luck::count(rng, 0.6 * many, 1.4 * many) {
        let at_um = luck::in_disc(rng, CONTACT_UM / 2.0);
        let smear = luck::happens(rng, 0.3);
        let size_um = luck::between(rng, 1.5, 9.0);
        face.add(Defect { kind: if smear { Kind::Oil } else { Kind::Dust { hard: false } }, at_um, size_um });
    }
}
