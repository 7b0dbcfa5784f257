//! What light meets from a port: cords, matings and the network, as they are plugged now.

use crate::instrument::endface::{mate, open_reflectance_db};
use crate::optics::{FibreType, Wavelength};
use crate::plant::strand::Handmade;
use crate::plant::{BANDS, Path, Piece, Spot, What};

use super::Measure;
use super::ports::{self, Socket};
use crate::scenario::schema::Cord;

/// Ports that light passes at most: every cord and a strand, and a loop of couplers ends.
const MAX_HOPS: usize = 16;

/// A path from a port, and what was met on the way.
#[derive(Clone, Debug, Default)]
pub struct Walk {
    /// The path.
    pub path: Path,
    /// Fibre of the network that it goes through, from 0.
    pub strand: Option<u8>,
    /// It goes through it from the far port.
    pub reverse: bool,
    /// Cord before the network, m.
    pub before_m: f64,
    /// Cord behind the network, m.
    pub after_m: f64,
    /// Port that it comes out at; `None` where it ends in the open.
    pub reaches: Option<u8>,
    /// Ports and plugs whose faces it passes, by face.
    pub faces: Vec<usize>,
    /// Cords that it goes through.
    pub cords: u8,
}

impl Measure {
    /// What light meets from a port. `handmade` is the splice of this bench with its tray.
    pub fn walk(&self, from: u8, handmade: Handmade) -> Walk {
        let mut walk = Walk::default();
        let mut port = from;
        for hop in 0..MAX_HOPS {
            let socket = Socket::of(port);
            let Some(plug) = self.plug_in(port) else {
                // An instrument's own open port ends nothing but its own trace.
                walk.open(self, ports::port_face(port));
                return walk;
            };
            let coupled = matches!(socket, Some(Socket::Coupler(..)));
            if port != ports::METER && (hop == 0 || !coupled) {
                walk.mated(self, ports::port_face(port), ports::plug_face(plug), plug);
            }
            let Some(cord) = self.cords.get(usize::from(plug / 2)) else { return walk };
            walk.cord(*cord);
            let other = plug ^ 1;
            let Some(next) = self.plugged[usize::from(other)] else {
                walk.open(self, ports::plug_face(other));
                return walk;
            };
            match Socket::of(next) {
                Some(Socket::Near(i)) => {
                    walk.mated(self, ports::plug_face(other), ports::port_face(next), other);
                    let Some(strand) = self.strands.get(usize::from(i)) else { return walk };
                    walk.strand = Some(i);
                    walk.path.pieces.extend(strand.with(handmade));
                    match strand.far {
                        Some(far) => port = ports::FAR + far,
                        None => {
                            walk.nowhere();
                            return walk;
                        }
                    }
                }
                Some(Socket::Far(j)) => {
                    walk.mated(self, ports::plug_face(other), ports::port_face(next), other);
                    let Some(i) = self.strands.iter().position(|strand| strand.far == Some(j)) else {
                        walk.nowhere();
                        return walk;
                    };
                    walk.strand = Some(i as u8);
                    walk.reverse = true;
                    walk.path.pieces.extend(self.strands[i].with(handmade).into_iter().rev());
                    port = i as u8 + 1;
                    if self.live_dbm.is_some() {
                        walk.reaches = Some(port);
                        return walk;
                    }
                }
                Some(Socket::Coupler(..)) => {
                    let Some(across) = ports::across(next) else { return walk };
                    let Some(meets) = self.plug_in(across) else {
                        walk.open(self, ports::plug_face(other));
                        return walk;
                    };
                    walk.mated(self, ports::plug_face(other), ports::plug_face(meets), meets);
                    port = across;
                }
                Some(Socket::Device(_)) | None => {
                    // A meter's detector is wide: it loses nothing.
                    if next != ports::METER {
                        walk.mated(self, ports::plug_face(other), ports::port_face(next), other);
                    }
                    walk.reaches = Some(next);
                    return walk;
                }
            }
        }
        walk
    }

    /// The plug (from 0) that sits in a port.
    pub fn plug_in(&self, port: u8) -> Option<u8> {
        self.plugged.iter().position(|at| *at == Some(port)).map(|plug| plug as u8)
    }
}

impl Walk {
    fn cord(&mut self, cord: Cord) {
        self.cords += 1;
        match self.strand {
            None => self.before_m += cord.length_m,
            Some(_) => self.after_m += cord.length_m,
        }
        self.path.pieces.push(Piece::Fibre { kind: FibreType::G652D, length_m: cord.length_m, mode_field: 1.0 });
    }

    fn mated(&mut self, measure: &Measure, a: usize, b: usize, plug: u8) {
        self.faces.extend([a, b]);
        let fit = measure.fits[usize::from(plug)];
        let met = Wavelength::ALL.map(|wavelength| mate(&measure.faces[a], &measure.faces[b], wavelength, fit));
        self.path.pieces.push(Piece::Point(Spot {
            what: What::Connector,
            node: None,
            fault: false,
            loss_db: met.map(|met| met.loss_db),
            reflectance_db: met.map(|met| Some(met.reflectance_db)),
        }));
    }

    fn open(&mut self, measure: &Measure, face: usize) {
        self.faces.push(face);
        self.end(Some(open_reflectance_db(&measure.faces[face])));
    }

    /// The fibre goes on into a cable of somebody else, where nothing comes back.
    fn nowhere(&mut self) {
        self.end(None);
    }

    fn end(&mut self, reflectance_db: Option<f64>) {
        self.path.pieces.push(Piece::Point(Spot {
            what: What::End,
            node: None,
            fault: false,
            loss_db: [f64::INFINITY; BANDS],
            reflectance_db: [reflectance_db; BANDS],
        }));
    }
}
