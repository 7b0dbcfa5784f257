//! The bench of an exercise that begins in the middle of a splice: what comes before was done as the trade wants it.

use crate::catalogue::vocabulary::Side;
use crate::scenario::schema::{Stage, Work};

use super::Bench;
use super::sleeve::PARKED_MM;
use super::state::{EndFace, Joint, Loaded, Phase};

/// Gel that a good hand leaves, 0 to 1.
const GEL_LEFT: f64 = 0.04;
/// Dirt on glass that was just stripped, and that a good hand leaves.
const DIRT: (f64, f64) = (0.6, 0.03);
/// A joint as a good hand makes it, dB at 1310 and 1550 nm.
const JOINT_DB: (f64, f64) = (0.03, 0.025);

impl Bench {
    /// Puts everything before the job's first stage into its state.
    pub(super) fn start(&mut self) {
        let Work::Part { from, .. } = self.job.scenario.work else { return };
        let (ring, left, strip) = {
            let lengths = &self.job.lengths;
            (lengths.ring_mm, lengths.tube_left_mm, lengths.strip_mm)
        };
        if from >= Stage::Tube {
            self.state.cable.exposed_mm = ring;
        }
        if from >= Stage::Strip {
            let tube = usize::from(self.job.tube.saturating_sub(1));
            let per_tube = usize::from(self.job.cable.fibres_per_tube);
            let opened = (ring - left).max(0.0);
            if let Some(tube) = self.state.cable.tubes.get_mut(tube) {
                tube.gel = GEL_LEFT;
                tube.opened_mm = opened;
            }
            for end in self.state.cable.fibres.iter_mut().skip(tube * per_tube).take(per_tube) {
                end.free_mm = opened;
                end.gel = GEL_LEFT;
            }
            self.state.cable.picked = Some(self.job.fibre);
        }
        if from >= Stage::Clean {
            self.state.sleeve.on = Some(Side::Pigtail);
            self.state.sleeve.centre_mm = PARKED_MM;
            let dirt = if from > Stage::Clean { DIRT.1 } else { DIRT.0 };
            self.ends(|end| {
                end.bare_mm = strip;
                end.stripped_mm = strip;
                end.dirt = [dirt; 4];
            });
        }
        if from >= Stage::Splice {
            let bare = self.job.cleaver.bare_mm;
            self.ends(|end| {
                end.free_mm -= strip - bare;
                end.bare_mm = bare;
                end.face = Some(EndFace {
                    angle_deg: 0.3,
                    direction_deg: 0.0,
                    hackle_um: 0.0,
                    lip_um: 0.0,
                    chip_um: 0.0,
                    dust_um: 0.0,
                    bare_error_mm: 0.0,
                });
            });
        }
        if from >= Stage::Sleeve {
            let bare = self.job.cleaver.bare_mm;
            let (loss_1310_db, loss_1550_db) = JOINT_DB;
            let joint =
                Joint { loss_1310_db, loss_1550_db, nick_um: 0.0, bare_mm: [bare; 2], weak: false, bubble: false };
            self.state.joint = Some(joint);
            self.state.splicer.tested = true;
            self.state.splicer.arcs = 1;
            if from == Stage::Sleeve {
                self.state.splicer.loaded = [Some(Loaded { tip_mm: 0.0, across_mm: 0.0, groove_um: 0.0 }); 2];
                self.state.splicer.phase = Phase::Joined(loss_1550_db);
            }
        }
        if from >= Stage::Tray {
            let length = self.job.sleeve.length_mm;
            let sleeve = &mut self.state.sleeve;
            (sleeve.centre_mm, sleeve.closed_mm, sleeve.shrunk) = (0.0, length, true);
        }
    }

    fn ends(&mut self, mut change: impl FnMut(&mut super::state::FibreEnd)) {
        for side in Side::BOTH {
            if let Some(end) = self.state.end_mut(side) {
                change(end);
            }
        }
    }
}
