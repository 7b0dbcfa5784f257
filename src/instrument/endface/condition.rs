//! In what state a connector comes to hand.

use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};

use super::{CONTACT_UM, Defect, Ferrule, Kind, Polish, luck};

/// What has happened to a face before the trainee meets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Condition {
    /// Cleaned and capped: at most a speck outside the fibre.
    Clean,
    /// Left open in a cabinet.
    Dusty,
    /// Touched by a finger.
    Fingerprint,
    /// Wiped wet and never dry.
    DriedResidue,
    /// Wiped with grit: scratches for good, and some of the grit.
    Scratched,
    /// Out of its bag: plasticiser film and dust off the cap.
    New,
}

impl Condition {
    /// All conditions.
    pub const ALL: [Self; 6] =
        [Self::Clean, Self::Dusty, Self::Fingerprint, Self::DriedResidue, Self::Scratched, Self::New];

    /// A face in this condition (model).
    pub fn face(self, polish: Polish, rng: &mut ChaCha8Rng) -> Ferrule {
        let mut face = Ferrule::perfect(polish);
        match self {
            Self::Clean => specks(&mut face, rng),
            Self::Dusty => dust(&mut face, rng, (10.0, 26.0)),
            Self::Fingerprint => {
                face.touch(rng);
                dust(&mut face, rng, (1.0, 5.0));
            }
            Self::DriedResidue => {
                films(&mut face, rng, (4.0, 9.0), (12.0, 60.0));
                dust(&mut face, rng, (0.0, 4.0));
            }
            Self::Scratched => {
                scratches(&mut face, rng);
                dust(&mut face, rng, (1.0, 4.0));
            }
            Self::New => {
                dust(&mut face, rng, (3.0, 12.0));
                films(&mut face, rng, (0.0, 2.0), (8.0, 25.0));
            }
        }
        face
    }
}

/// A few marks that no limit counts: under 2 µm, and none on the core.
fn specks(face: &mut Ferrule, rng: &mut ChaCha8Rng) {
    for _ in 0..luck::count(rng, 0.0, 3.0) {
        let [x, y] = luck::in_disc(rng, 1.0);
        let out = 20.0 + 100.0 * libm::hypot(x, y);
        let turn = libm::atan2(y, x);
        let at_um = [out * libm::cos(turn), out * libm::sin(turn)];
        face.add(Defect { kind: Kind::Dust { hard: false }, at_um, size_um: luck::between(rng, 0.6, 1.8) });
    }
}

fn dust(face: &mut Ferrule, rng: &mut ChaCha8Rng, many: (f64, f64)) {
    for _ in 0..luck::count(rng, many.0, many.1) {
        let defect = luck::dust(rng);
        face.add(defect);
    }
}

fn films(face: &mut Ferrule, rng: &mut ChaCha8Rng, many: (f64, f64), size_um: (f64, f64)) {
    for _ in 0..luck::count(rng, many.0, many.1) {
        let at_um = luck::in_disc(rng, 0.8 * CONTACT_UM / 2.0);
        face.add(Defect { kind: Kind::Residue, at_um, size_um: luck::between(rng, size_um.0, size_um.1) });
    }
}

/// Most run the way that the wipe went; one goes through the fibre.
fn scratches(face: &mut Ferrule, rng: &mut ChaCha8Rng) {
    let way = luck::between(rng, 0.0, 180.0);
    for n in 0..luck::count(rng, 2.0, 7.0) {
        let at_um = luck::in_disc(rng, if n == 0 { 8.0 } else { 90.0 });
        let kind = Kind::Scratch {
            angle_deg: way + luck::between(rng, -9.0, 9.0),
            length_um: luck::between(rng, 40.0, 190.0),
        };
        face.add(Defect { kind, at_um, size_um: luck::between(rng, 0.8, 3.6) });
    }
}
