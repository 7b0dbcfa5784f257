//! Whether a face may be plugged in: zones and limits of IEC 61300-3-35 for single-mode cylindrical ferrules.
//!
//! Limits of tables 1 (PC polished, return loss 45 dB and more) and 2 (angle polished) of IEC 61300-3-35:2015, as
//! connector makers reprint them in their instructions. The standard asks that everything loose be cleaned first; the
//! table then judges what is there, loose or lasting.

use super::{Defect, Ferrule, Kind, Polish};

/// Smallest defect that is judged, µm: what a field microscope can make out at all.
pub const SMALLEST_UM: f64 = 0.5;

/// A ring round the fibre's axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    /// A, the core.
    Core,
    /// B, the cladding.
    Cladding,
    /// C, the adhesive.
    Adhesive,
    /// D, where ferrules touch.
    Contact,
}

impl Zone {
    /// All zones, from the inside out.
    pub const ALL: [Self; 4] = [Self::Core, Self::Cladding, Self::Adhesive, Self::Contact];

    /// The standard's letter.
    pub const fn letter(self) -> char {
        match self {
            Self::Core => 'A',
            Self::Cladding => 'B',
            Self::Adhesive => 'C',
            Self::Contact => 'D',
        }
    }
}

/// Which edition draws the zones; the limits in them are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Edition {
    /// 2009: 25, 120, 130, 250 µm, still drawn by many microscopes.
    First,
    /// 2015: 25, 115, 135, 250 µm.
    #[default]
    Second,
}

impl Edition {
    /// Outer diameters of the zones, µm, from the inside out.
    pub const fn diameters_um(self) -> [f64; 4] {
        match self {
            Self::First => [25.0, 120.0, 130.0, 250.0],
            Self::Second => [25.0, 115.0, 135.0, 250.0],
        }
    }
}

/// What a zone allows of one sort of defect.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limit {
    /// None may be larger than this, µm; infinite without a limit.
    pub max_um: f64,
    /// From this size on they are counted, µm.
    pub counted_from_um: f64,
    /// How many of those that count are allowed; `None` without a limit.
    pub max_count: Option<u32>,
}

impl Limit {
    const FREE: Self = Self { max_um: f64::INFINITY, counted_from_um: 0.0, max_count: None };
    const NONE: Self = Self { max_um: 0.0, counted_from_um: 0.0, max_count: Some(0) };

    const fn up_to(max_um: f64) -> Self {
        Self { max_um, ..Self::FREE }
    }

    /// Limits of a zone for scratches and for all other defects (tables 1 and 2).
    pub const fn of(zone: Zone, polish: Polish) -> (Self, Self) {
        match (zone, polish) {
            (Zone::Core, Polish::Upc) => (Self::NONE, Self::NONE),
            (Zone::Core, Polish::Apc) => (Self { max_um: 3.0, counted_from_um: 0.0, max_count: Some(4) }, Self::NONE),
            (Zone::Cladding, Polish::Upc) => (Self::up_to(3.0), Self::CLADDING),
            (Zone::Cladding, Polish::Apc) => (Self::FREE, Self::CLADDING),
            (Zone::Adhesive, _) => (Self::FREE, Self::FREE),
            (Zone::Contact, _) => (Self::FREE, Self::up_to(10.0)),
        }
    }

    const CLADDING: Self = Self { max_um: 5.0, counted_from_um: 2.0, max_count: Some(5) };
}

/// How one sort of defect stands against its limit in a zone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judged {
    /// What is allowed.
    pub limit: Limit,
    /// How many there are, of any size judged.
    pub count: u32,
    /// How many of them count.
    pub counted: u32,
    /// Size of the largest, µm; 0 without any.
    pub worst_um: f64,
    /// Whether the limit is kept.
    pub pass: bool,
}

/// How a zone stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ZoneVerdict {
    /// The zone.
    pub zone: Zone,
    /// Its outer diameter, µm.
    pub outer_um: f64,
    /// Scratches, by width.
    pub scratches: Judged,
    /// All else, by diameter.
    pub defects: Judged,
}

impl ZoneVerdict {
    /// Whether both limits are kept.
    pub const fn pass(&self) -> bool {
        self.scratches.pass && self.defects.pass
    }
}

/// How a face stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Verdict {
    /// Table that was used.
    pub polish: Polish,
    /// Every zone, from the inside out.
    pub zones: [ZoneVerdict; 4],
}

impl Verdict {
    /// Whether every zone passes.
    pub fn pass(&self) -> bool {
        self.zones.iter().all(ZoneVerdict::pass)
    }
}

/// Judges the truth of a face by the second edition's zones.
pub fn judge(face: &Ferrule) -> Verdict {
    judge_by(face, Edition::default())
}

/// Judges the truth of a face by an edition's zones.
pub fn judge_by(face: &Ferrule, edition: Edition) -> Verdict {
    judge_those(face.polish, face.defects().iter(), edition)
}

/// Judges these defects alone, as an instrument does that doesn't see the others.
pub fn judge_those<'a>(polish: Polish, those: impl Iterator<Item = &'a Defect>, edition: Edition) -> Verdict {
    let diameters = edition.diameters_um();
    let mut zones = [0, 1, 2, 3].map(|i| {
        let (scratches, defects) = Limit::of(Zone::ALL[i], polish);
        let none = |limit| Judged { limit, count: 0, counted: 0, worst_um: 0.0, pass: true };
        ZoneVerdict { zone: Zone::ALL[i], outer_um: diameters[i], scratches: none(scratches), defects: none(defects) }
    });
    for defect in those.filter(|defect| defect.size_um >= SMALLEST_UM) {
        let scratch = matches!(defect.kind, Kind::Scratch { .. });
        let near = defect.distance_um([0.0, 0.0]) - defect.size_um / 2.0;
        let far = defect.ends_um().into_iter().fold(0.0, |far: f64, [x, y]| far.max(libm::hypot(x, y)));
        let mut inner = f64::NEG_INFINITY;
        for zone in &mut zones {
            let outer = zone.outer_um / 2.0;
            // A scratch counts in each zone that it crosses, all else once, in the innermost that it touches.
            if near < outer && (near >= inner || (scratch && far > inner)) {
                let judged = if scratch { &mut zone.scratches } else { &mut zone.defects };
                judged.add(defect.size_um);
            }
            inner = outer;
        }
    }
    Verdict { polish, zones }
}

impl Judged {
    fn add(&mut self, size_um: f64) {
        self.count += 1;
        self.counted += u32::from(size_um >= self.limit.counted_from_um);
        self.worst_um = self.worst_um.max(size_um);
        self.pass = self.worst_um <= self.limit.max_um && self.limit.max_count.is_none_or(|max| self.counted <= max);
    }
}
