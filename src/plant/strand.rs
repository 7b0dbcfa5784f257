//! One fibre of a network with everything drawn: the pieces that light meets, and the truth about its faults.

use rand_chacha::ChaCha8Rng;
use rand_core::RngCore;

use super::line::{Leg, Line, Point};
use super::loss;
use super::schema::{BreakFace, Element, Fault, Network, Node, Range};
use crate::optics::{FibreType, Wavelength};

/// Number of wavelengths.
pub const BANDS: usize = Wavelength::ALL.len();

/// What stands at a point of the path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// A fusion splice.
    Splice,
    /// A mated pair of connectors.
    Connector,
    /// A splitter.
    Splitter,
    /// A bend.
    Bend,
    /// A break.
    Break,
    /// An open end.
    End,
}

impl What {
    /// Name in locale keys.
    pub fn name(self) -> &'static str {
        match self {
            What::Splice => "splice",
            What::Connector => "connector",
            What::Splitter => "splitter",
            What::Bend => "bend",
            What::Break => "break",
            What::End => "end",
        }
    }
}

/// One thing that light meets.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// A length of fibre.
    Fibre {
        /// Its type.
        kind: FibreType,
        /// Length, m.
        length_m: f64,
        /// Mode field against the type's nominal one.
        mode_field: f64,
    },
    /// A point.
    Point(Spot),
}

/// A point of a path, with what it does at every wavelength of [`Wavelength::ALL`].
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// What it is.
    pub what: What,
    /// Where in the network; `None` on the worker's own bench.
    pub node: Option<Node>,
    /// Hidden fault that it is.
    pub fault: bool,
    /// True loss, dB; infinite where nothing goes on.
    pub loss_db: [f64; BANDS],
    /// Light that comes straight back, dB.
    pub reflectance_db: [Option<f64>; BANDS],
}

/// A fault as it was drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Drawn {
    /// What it is.
    pub fault: Fault,
    /// Distance from the near port, m; 0 where it has none.
    pub at_m: f64,
    /// Loss at 1310, 1490, 1550, 1625 and 1650 nm, dB.
    pub loss_db: [f64; BANDS],
}

/// One fibre from its near port to its far port.
#[derive(Clone, Debug, PartialEq)]
pub struct Strand {
    /// What light meets, from the near port.
    pub pieces: Vec<Piece>,
    /// Its hidden fault.
    pub fault: Option<Drawn>,
    /// Number of the far port that it comes out at, from 0; `None` where it leads to nowhere.
    pub far: Option<u8>,
}

/// Any chain of pieces, as one instrument sees it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Path {
    /// The pieces in order.
    pub pieces: Vec<Piece>,
}

/// Loss of the handmade splice and its tray at every wavelength, dB; `None` while there is none.
pub type Handmade = Option<[f64; BANDS]>;

/// Draws every fibre of a network.
pub fn draw(network: &Network, rng: &mut ChaCha8Rng) -> Vec<Strand> {
    let count = usize::from(network.strands.clamp(1, 12));
    let mut faults: Vec<Option<Fault>> = vec![None; count];
    let wanted = whole(rng, network.hidden.count);
    for _ in 0..wanted.min(count as u64) {
        if network.hidden.of.is_empty() {
            break;
        }
        let fault = network.hidden.of[below(rng, network.hidden.of.len() as u64) as usize];
        let free: Vec<usize> = (0..count).filter(|i| faults[*i].is_none()).collect();
        if let Some(strand) = free.get(below(rng, free.len().max(1) as u64) as usize) {
            faults[*strand] = Some(fault);
        }
    }
    let mut strands: Vec<Strand> = faults.iter().map(|fault| strand(network, *fault, rng)).collect();
    for (i, strand) in strands.iter_mut().enumerate() {
        strand.far = Some(i as u8);
    }
    for (i, fault) in faults.iter().enumerate() {
        match fault {
            Some(Fault::CrossedPair) if count > 1 => {
                let other = (i + 1) % count;
                let (a, b) = (strands[i].far, strands[other].far);
                strands[i].far = b;
                strands[other].far = a;
            }
            Some(Fault::WrongFibre) => strands[i].far = None,
            _ => {}
        }
    }
    strands
}

fn strand(network: &Network, fault: Option<Fault>, rng: &mut ChaCha8Rng) -> Strand {
    let mut pieces = Vec::new();
    let mut drawn = None;
    for (i, element) in network.path.iter().enumerate() {
        let here = fault.filter(|fault| fault.at() == Some(i as u8));
        let at_m = length_m(&pieces);
        match *element {
            Element::Fibre { m, kind, mode_field } => {
                let length_m = real(rng, m);
                let mut add = |length_m: f64| pieces.push(Piece::Fibre { kind, length_m, mode_field });
                match here {
                    Some(what @ (Fault::Break { share, .. } | Fault::Bend { share, .. })) => {
                        let first = length_m * real(rng, share).clamp(0.0, 1.0);
                        let spot = fault_spot(what, kind, rng);
                        drawn = Some(Drawn { fault: what, at_m: at_m + first, loss_db: spot.loss_db });
                        add(first);
                        pieces.push(Piece::Point(spot));
                        pieces.push(Piece::Fibre { kind, length_m: length_m - first, mode_field });
                    }
                    _ => add(length_m),
                }
            }
            Element::Splice { node, offset_um } => {
                let bad = match here {
                    Some(Fault::BadSplice { offset_um, .. }) => Some(offset_um),
                    _ => None,
                };
                let offset = real(rng, bad.unwrap_or(offset_um));
                pieces.push(Piece::Point(Spot {
                    what: What::Splice,
                    node: Some(node),
                    fault: bad.is_some(),
                    // The neighbours are known once the path is whole: see `settle`.
                    loss_db: [offset; BANDS],
                    reflectance_db: [None; BANDS],
                }));
            }
            Element::Connector { node, polish, offset_um } => {
                let offset = real(rng, offset_um);
                let (loss_db, reflectance_db) = match here {
                    Some(Fault::DirtyConnector { gap_um, .. }) => loss::dirty(polish, offset, real(rng, gap_um)),
                    Some(Fault::UnlikeConnector { .. }) => loss::unlike(offset),
                    _ => loss::mated(polish, offset),
                };
                pieces.push(Piece::Point(Spot {
                    what: What::Connector,
                    node: Some(node),
                    fault: here.is_some(),
                    loss_db,
                    reflectance_db,
                }));
            }
            Element::Splitter { node, ways } => pieces.push(Piece::Point(Spot {
                what: What::Splitter,
                node: Some(node),
                fault: false,
                loss_db: [loss::splitter(ways); BANDS],
                reflectance_db: [None; BANDS],
            })),
            Element::Bend { node, radius_mm, turns } => {
                let kind = last_fibre(&pieces);
                let loss_db = loss::bend(kind, real(rng, radius_mm), real(rng, turns));
                pieces.push(Piece::Point(Spot {
                    what: What::Bend,
                    node: Some(node),
                    fault: false,
                    loss_db,
                    reflectance_db: [None; BANDS],
                }));
            }
            Element::Handmade { node } => pieces.push(Piece::Point(Spot {
                what: What::Splice,
                node: Some(node),
                fault: false,
                loss_db: [f64::NAN; BANDS],
                reflectance_db: [None; BANDS],
            })),
        }
    }
    settle(&mut pieces);
    let mut fault = drawn.or(fault.map(|fault| Drawn { fault, at_m: 0.0, loss_db: [0.0; BANDS] }));
    if let Some(drawn) = &mut fault
        && let Some((at_m, spot)) = spots(&pieces).find(|(_, spot)| spot.fault)
    {
        (drawn.at_m, drawn.loss_db) = (at_m, spot.loss_db);
    }
    Strand { pieces, fault, far: None }
}

/// Gives every splice the loss that its offset makes between its two fibres.
fn settle(pieces: &mut [Piece]) {
    let fibre = |piece: &Piece| match piece {
        Piece::Fibre { kind, mode_field, .. } => Some((*kind, *mode_field)),
        Piece::Point(_) => None,
    };
    for i in 0..pieces.len() {
        let before = pieces[..i].iter().rev().find_map(fibre);
        let after = pieces[i + 1..].iter().find_map(fibre);
        if let Piece::Point(spot) = &mut pieces[i]
            && spot.what == What::Splice
            && let (Some(a), Some(b)) = (before.or(after), after.or(before))
            && spot.loss_db[0].is_finite()
        {
            let offset_um = spot.loss_db[0];
            spot.loss_db = loss::splice(a, b, offset_um);
        }
    }
}

fn fault_spot(fault: Fault, kind: FibreType, rng: &mut ChaCha8Rng) -> Spot {
    let (what, loss_db, reflectance_db) = match fault {
        Fault::Break { face, .. } => {
            let back = match face {
                BreakFace::Square => [Some(loss::break_reflectance_db()); BANDS],
                BreakFace::Crushed => [None; BANDS],
            };
            (What::Break, [f64::INFINITY; BANDS], back)
        }
        Fault::Bend { radius_mm, turns, .. } => {
            (What::Bend, loss::bend(kind, real(rng, radius_mm), real(rng, turns)), [None; BANDS])
        }
        _ => (What::Splice, [0.0; BANDS], [None; BANDS]),
    };
    Spot { what, node: None, fault: true, loss_db, reflectance_db }
}

fn last_fibre(pieces: &[Piece]) -> FibreType {
    let fibre = pieces.iter().rev().find_map(|piece| match piece {
        Piece::Fibre { kind, .. } => Some(*kind),
        Piece::Point(_) => None,
    });
    fibre.unwrap_or(FibreType::G652D)
}

/// True length of pieces, m.
pub fn length_m(pieces: &[Piece]) -> f64 {
    pieces.iter().map(|piece| if let Piece::Fibre { length_m, .. } = piece { *length_m } else { 0.0 }).sum()
}

/// Every point with its distance, m.
pub fn spots(pieces: &[Piece]) -> impl Iterator<Item = (f64, &Spot)> {
    let mut at_m = 0.0;
    pieces.iter().filter_map(move |piece| match piece {
        Piece::Fibre { length_m, .. } => {
            at_m += length_m;
            None
        }
        Piece::Point(spot) => Some((at_m, spot)),
    })
}

impl Strand {
    /// Its length, m.
    pub fn length_m(&self) -> f64 {
        length_m(&self.pieces)
    }

    /// The pieces with the handmade splice put in; without one, the path ends there in an open end.
    pub fn with(&self, handmade: Handmade) -> Vec<Piece> {
        let mut pieces = Vec::with_capacity(self.pieces.len());
        for piece in &self.pieces {
            match piece {
                Piece::Point(spot) if spot.loss_db[0].is_nan() => match handmade {
                    Some(loss_db) => pieces.push(Piece::Point(Spot { loss_db, ..spot.clone() })),
                    None => {
                        let loss_db = [f64::INFINITY; BANDS];
                        pieces.push(Piece::Point(Spot { what: What::End, loss_db, ..spot.clone() }));
                    }
                },
                piece => pieces.push(piece.clone()),
            }
        }
        pieces
    }
}

impl Path {
    /// The same path from its other end.
    pub fn reversed(&self) -> Path {
        Path { pieces: self.pieces.iter().rev().cloned().collect() }
    }

    /// Loss from end to end, dB; infinite where light does not come through.
    pub fn loss_db(&self, wavelength: Wavelength) -> f64 {
        let band = band(wavelength);
        self.pieces.iter().fold(0.0, |sum, piece| {
            sum + match piece {
                Piece::Fibre { kind, length_m, .. } => {
                    kind.optics().attenuation_db_per_km(wavelength.nm()) * length_m / 1_000.0
                }
                Piece::Point(spot) => spot.loss_db[band],
            }
        })
    }

    /// What an OTDR meets at a wavelength. Points in one place become one.
    pub fn line(&self, wavelength: Wavelength) -> Line {
        let band = band(wavelength);
        let mut line = Line { wavelength, entry: Point::default(), legs: Vec::new() };
        for (i, piece) in self.pieces.iter().enumerate() {
            match piece {
                Piece::Fibre { kind, length_m, mode_field } => line.legs.push(Leg {
                    length_m: *length_m,
                    attenuation_db_km: kind.optics().attenuation_db_per_km(wavelength.nm()),
                    backscatter_db: loss::backscatter_db(*kind, *mode_field, wavelength),
                    group_index: kind.optics().group_index(wavelength.nm()),
                    end: Point::default(),
                }),
                Piece::Point(spot) => {
                    let point = Point {
                        loss_db: spot.loss_db[band],
                        reflectance_db: spot.reflectance_db[band],
                        causes: vec![i as u16],
                    };
                    match line.legs.last_mut() {
                        Some(leg) => leg.end.join(&point),
                        None => line.entry.join(&point),
                    }
                }
            }
        }
        line
    }
}

/// Index of a wavelength in [`Wavelength::ALL`].
pub fn band(wavelength: Wavelength) -> usize {
    Wavelength::ALL.iter().position(|other| *other == wavelength).unwrap_or(0)
}

fn unit(rng: &mut ChaCha8Rng) -> f64 {
    (rng.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
}

fn real(rng: &mut ChaCha8Rng, (from, to): Range) -> f64 {
    from + (to - from) * unit(rng)
}

fn below(rng: &mut ChaCha8Rng, end: u64) -> u64 {
    (u64::from(rng.next_u32()) * end) >> 32
}

fn whole(rng: &mut ChaCha8Rng, (from, to): (u8, u8)) -> u64 {
    u64::from(from) + below(rng, u64::from(to.saturating_sub(from)) + 1)
}
