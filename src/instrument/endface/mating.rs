//! Two faces pressed together: what light loses and sends back there, and what each leaves on the other.

use std::f64::consts::PI;

use rand_chacha::ChaCha8Rng;

use crate::optics::fibre::GLASS_INDEX;
use crate::optics::reflection::{
    APC_MATED_DB, UPC_DIRTY_DB, UPC_MATED_DB, air_gap_average_loss_db, face_loss_db, face_reflectance_db,
    fresnel_reflectance, tilted_face_reflectance_db,
};
use crate::optics::splice::{gap_loss_db, offset_loss_db, tilt_loss_db};
use crate::optics::{FibreType, Wavelength};

use super::{CONTACT_UM, Defect, Ferrule, Kind, Polish, luck, within};

/// Angle of an APC face, degrees (IEC 61755-3-2).
const APC_DEG: f64 = 8.0;
/// Radius of the dome of a polished ferrule, µm: middle of the 10–25 mm (UPC) and 5–12 mm (APC) of IEC 61755-3.
const DOME_UM: [f64; 2] = [15_000.0, 8_000.0];
/// Radius at which an APC's edge meets a UPC's face, µm (model: chamfers of a 2.5 mm ferrule).
const WEDGE_EDGE_UM: f64 = 300.0;
/// Share of a particle's size that stands up after the springs (10 N) have pressed: hard, soft (model).
const STANDS: [f64; 2] = [0.4, 0.08];
/// How far the domes flatten under the springs, µm: Hertz at 10 N, 15 mm domes, 50 GPa; what is lower lets cores touch.
const GIVES_UM: f64 = 1.4;
/// Least transmission of any mating: some light creeps round all dirt.
const LEAST: f64 = 1e-6;
/// Reflectance of an angled face in the open or with a gap, dB: scatter, not the mirror's −103.
const APC_FLOOR_DB: f64 = -60.0;
/// Ferrule eccentricity left by tuning: middle and spread of the offset of two cores, µm.
const OFFSET_UM: (f64, f64) = (0.72, 0.18);

/// How two ferrules happen to fit, drawn anew for each mating.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit {
    /// Distance between the cores, µm.
    pub offset_um: f64,
    /// Finish of the polish, 0 the best to 1 the worst.
    pub finish_01: f64,
}

impl Fit {
    /// A grade B pair: mean 0.12 dB, 97 % within 0.25 dB at 1310 nm (IEC 61755-2-1, random mating).
    ///
    /// Rician offset, a model fitted to these two figures.
    pub fn draw(rng: &mut ChaCha8Rng) -> Self {
        let [x, y] = luck::normals(rng);
        let offset_um = libm::hypot(OFFSET_UM.0 + OFFSET_UM.1 * x, OFFSET_UM.1 * y);
        Self { offset_um, finish_01: luck::uniform(rng) }
    }
}

/// What a mating does to light that comes from the first face.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mated {
    /// Loss, dB.
    pub loss_db: f64,
    /// Reflectance, dB (negative), back into the first fibre.
    pub reflectance_db: f64,
    /// Air between the cores, µm; 0 in contact.
    pub gap_um: f64,
}

/// Mates two faces as they are; light comes from `a`. Both fibres are G.652.D.
///
/// Loss adds the offset of the cores, the light that dirt blocks ([`blocked_loss_db`]), the spread in the gap and the
/// two faces of an air gap (Airy between straight faces, average between angled ones, which send light aside).
pub fn mate(a: &Ferrule, b: &Ferrule, wavelength: Wavelength, fit: Fit) -> Mated {
    let w = FibreType::G652D.mode_field_diameter(wavelength.nm()) / 2.0;
    let offset_um = within(fit.offset_um, 0.0, 60.0);
    let blocked_db = blocked_loss_db(a.defects(), b.defects(), w);
    if a.polish != b.polish {
        return wedged(a.polish, wavelength, w, offset_um, blocked_db);
    }
    let (lift_um, near) = lift(a, b);
    let gap_um = lift_um.max(0.0);
    // Before it opens a gap, a particle spoils contact the more the nearer it comes to that.
    let spoilt = within((near * near * near).max(film(a, b, w)), 0.0, 1.0);
    let finish = within(fit.finish_01, 0.0, 1.0);
    let spread_db = gap_loss_db(gap_um, w, 1.0, wavelength);
    let (faces_db, shift_um, reflectance_db) = match a.polish {
        Polish::Upc => {
            let clean = UPC_MATED_DB.0 + (UPC_MATED_DB.1 - UPC_MATED_DB.0) * finish;
            let dirty = if spoilt > 0.0 { UPC_DIRTY_DB.0 + (UPC_DIRTY_DB.1 - UPC_DIRTY_DB.0) * spoilt } else { -200.0 };
            let airy = airy(gap_um, wavelength);
            let sum = power(clean) + spoilt.min(1.0) * power(dirty) + airy;
            (-10.0 * libm::log10(1.0 - airy), 0.0, 10.0 * libm::log10(sum))
        }
        Polish::Apc => {
            let share = within(gap_um / (wavelength.um() / 4.0), 0.0, 1.0);
            let shift = gap_um * libm::tan(deviation_deg().to_radians());
            let clean = APC_MATED_DB.0 + (APC_MATED_DB.1 - APC_MATED_DB.0) * finish;
            let gap = power(APC_FLOOR_DB) * (0.5 * spoilt + share);
            (air_gap_average_loss_db() * share, shift, 10.0 * libm::log10(power(clean) + gap))
        }
    };
    let loss_db = offset_loss_db(libm::hypot(offset_um, shift_um), w) + blocked_db + spread_db + faces_db;
    Mated { loss_db, reflectance_db, gap_um }
}

/// Reflectance of an end with nothing plugged to it, dB: −14.45 straight, −60 angled (floor of real faces).
pub fn open_reflectance_db(face: &Ferrule) -> f64 {
    match face.polish {
        Polish::Upc => face_reflectance_db(),
        Polish::Apc => APC_FLOOR_DB,
    }
}

/// Loss in dB of what lies on two faces in the light's way, for modes of radius `w_um`.
///
/// Amplitude overlap: dirt takes the share a(x, y) out of the field ψ, and what is left couples back into the same mode
/// with T = (1 − ∫ a |ψ|²)². Opacities of films, pits and scratches are a model. The integral runs over 40 rings of
/// equal power by 96 directions; where things overlap, the darker counts.
pub fn blocked_loss_db(a: &[Defect], b: &[Defect], w_um: f64) -> f64 {
    const RINGS: u32 = 40;
    const TURNS: u32 = 96;
    let w = within(w_um, 0.5, 50.0);
    let reach = 2.5 * w;
    let near: Vec<Defect> = a
        .iter()
        .copied()
        .chain(b.iter().map(|defect| defect.mirrored()))
        .filter(|defect| opacity(defect) > 0.0 && defect.distance_um([0.0, 0.0]) - defect.size_um / 2.0 < reach)
        .collect();
    if near.is_empty() {
        return 0.0;
    }
    let mut taken = 0.0;
    for ring in 0..RINGS {
        let outside = 1.0 - (f64::from(ring) + 0.5) / f64::from(RINGS);
        let r = w * libm::sqrt(-libm::log(outside) / 2.0);
        // Half the width of a cell along the ring and across it: edges are as soft as the grid is coarse.
        let soft = (PI * r / f64::from(TURNS)).max(w * w / (8.0 * r * outside * f64::from(RINGS))).min(0.5);
        for turn in 0..TURNS {
            let angle = 2.0 * PI * (f64::from(turn) + 0.5) / f64::from(TURNS);
            let point = [r * libm::cos(angle), r * libm::sin(angle)];
            let dark = near.iter().fold(0.0, |dark: f64, defect| {
                let inside = defect.size_um / 2.0 - defect.distance_um(point);
                dark.max(opacity(defect) * within(0.5 + inside / (2.0 * soft), 0.0, 1.0))
            });
            taken += dark;
        }
    }
    let left = 1.0 - taken / f64::from(RINGS * TURNS);
    -10.0 * libm::log10((left * left).max(LEAST))
}

/// Presses two faces together and parts them again: dirt goes from one to the other, hard grains leave pits.
pub fn press(a: &mut Ferrule, b: &mut Ferrule, rng: &mut ChaCha8Rng) {
    let (from_a, from_b) = (parted(a, rng), parted(b, rng));
    // What crosses over comes off a face before the other's arrives.
    for (face, other) in [(&mut *a, &from_b), (&mut *b, &from_a)] {
        for defect in other {
            face.add(*defect);
        }
    }
}

/// What a face gives to the other, already as that one sees it; its own pits are pressed on the way.
fn parted(face: &mut Ferrule, rng: &mut ChaCha8Rng) -> Vec<Defect> {
    let mut given = Vec::new();
    let mut pits = Vec::new();
    face.defects.retain_mut(|defect| {
        let (crosses, marks) = (luck::happens(rng, 0.35), luck::happens(rng, 0.6));
        match defect.kind {
            Kind::Dust { hard } => {
                // Within the flattened dome, 25 µm round the core, the springs' whole force lies on the grain.
                if hard && marks && defect.from_axis_um() < 25.0 && defect.size_um > 1.0 {
                    let pit = Defect { kind: Kind::Pit, size_um: 0.5 * defect.size_um, ..*defect };
                    pits.push(pit);
                    given.push(pit.mirrored());
                }
                if crosses {
                    given.push(defect.mirrored());
                }
                !crosses
            }
            Kind::Oil | Kind::Residue => {
                // A film prints on the other face and is spread.
                if crosses {
                    given.push(Defect { size_um: 0.8 * defect.size_um, ..defect.mirrored() });
                }
                true
            }
            Kind::Scratch { .. } | Kind::Pit => true,
        }
    });
    for pit in pits {
        face.add(pit);
    }
    given
}

/// Share of the field that a defect takes out where it lies (model; grease is nearly as dense as glass).
const fn opacity(defect: &Defect) -> f64 {
    match defect.kind {
        Kind::Dust { .. } => 1.0,
        Kind::Oil => 0.03,
        Kind::Residue => 0.05,
        Kind::Scratch { .. } => 0.12,
        Kind::Pit => 0.6,
    }
}

/// How far the tallest particle holds the cores apart, µm, negative while they touch, and the greatest share of the
/// height that it takes for that.
///
/// A domed face falls away by r²/2R at r from the axis, so a particle further out must be larger.
fn lift(a: &Ferrule, b: &Ferrule) -> (f64, f64) {
    let dome = match a.polish {
        Polish::Upc => DOME_UM[0],
        Polish::Apc => DOME_UM[1],
    };
    a.defects().iter().chain(b.defects()).fold((-GIVES_UM, 0.0), |(lift, near): (f64, f64), defect| {
        let Kind::Dust { hard } = defect.kind else { return (lift, near) };
        let r = defect.from_axis_um();
        if r - defect.size_um / 2.0 > CONTACT_UM / 2.0 {
            return (lift, near);
        }
        let stands = defect.size_um * STANDS[usize::from(!hard)];
        let takes = r * r / dome + GIVES_UM;
        (lift.max(stands - takes), near.max(stands / takes))
    })
}

/// How much of the mode a film covers, 0 to 1: films reflect where nothing holds the faces apart.
fn film(a: &Ferrule, b: &Ferrule, w_um: f64) -> f64 {
    a.defects().iter().chain(b.defects()).fold(0.0, |most: f64, defect| {
        let gap = defect.distance_um([0.0, 0.0]) - defect.size_um / 2.0;
        let share = match defect.kind {
            Kind::Residue | Kind::Pit => 1.0,
            Kind::Oil | Kind::Dust { .. } => 0.6,
            Kind::Scratch { .. } => 0.3,
        };
        // The mode's intensity at the nearest point of the film.
        most.max(share * libm::exp(-2.0 * gap.max(0.0) * gap.max(0.0) / (w_um * w_um)))
    })
}

/// Share of power that a plane air gap reflects: Airy, coherent, F = 4R/(1−R)².
fn airy(gap_um: f64, wavelength: Wavelength) -> f64 {
    let r = fresnel_reflectance(GLASS_INDEX);
    let sine = libm::sin(2.0 * PI * gap_um / wavelength.um());
    let x = 4.0 * r / ((1.0 - r) * (1.0 - r)) * sine * sine;
    x / (1.0 + x)
}

/// An angled face against a straight one: a wedge of air, the beam leaves it bent (physics of the two faces).
fn wedged(from: Polish, wavelength: Wavelength, w: f64, offset_um: f64, blocked_db: f64) -> Mated {
    let bent = deviation_deg();
    let gap_um = WEDGE_EDGE_UM * libm::tan(APC_DEG.to_radians());
    let shift = gap_um * libm::tan(bent.to_radians());
    let inside = libm::asin(libm::sin(bent.to_radians()) / GLASS_INDEX).to_degrees();
    let loss_db = offset_loss_db(libm::hypot(offset_um, shift), w)
        + tilt_loss_db(inside, w, wavelength)
        + gap_loss_db(gap_um, w, 1.0, wavelength)
        + 2.0 * face_loss_db()
        + blocked_db;
    let reflectance_db = match from {
        // Its own straight face against air.
        Polish::Upc => face_reflectance_db(),
        // The straight face opposite, seen through the bent beam there and back.
        Polish::Apc => {
            let back = tilted_face_reflectance_db(inside, 2.0 * w, wavelength)
                - gap_loss_db(2.0 * gap_um, w, 1.0, wavelength)
                - offset_loss_db(shift, w);
            10.0 * libm::log10(power(back) + power(APC_FLOOR_DB))
        }
    };
    Mated { loss_db, reflectance_db, gap_um }
}

/// How far air bends a beam that leaves an angled face, degrees (Snell): 3.8 for 8°.
fn deviation_deg() -> f64 {
    libm::asin(GLASS_INDEX * libm::sin(APC_DEG.to_radians())).to_degrees() - APC_DEG
}

fn power(db: f64) -> f64 {
    libm::pow(10.0, db / 10.0)
}
