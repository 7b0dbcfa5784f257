//! How each gesture is done: the steps of the trade, with this hand's misjudgements and its mistakes.

use crate::bench::coil::{self, Gate};
use crate::bench::state::{Page, Phase};
use crate::bench::upkeep::CHECK_S;
use crate::bench::{Bench, blade, control, layout};
use crate::catalogue::vocabulary::{Key, Part, Side, Tool};
use crate::scenario::schema::{Mistake, Work};

use super::lane::{self, Lane, Way};
use super::script::{Pose, Step};
use super::{Goal, SyntheticHand};

use Step::{Follow, Grip, Leave, Move, Take, Touch, Wait, Wheel};

/// Share of its misjudgement that a hand keeps when it sees the work under the loupe.
const LOUPE: f64 = 0.15;
/// Pause to look before a fine movement, s.
const LOOK_S: f64 = 0.25;

impl SyntheticHand {
    pub(super) fn steps(&mut self, goal: Goal, bench: &Bench) -> Vec<Step> {
        let shaky = self.habits.makes(Mistake::ShakyHand) && matches!(goal, Goal::Strip(_) | Goal::Clean(_));
        self.noise.sway_mm = if shaky { 0.8 } else { 0.0 };
        match goal {
            Goal::WearGlasses => vec![
                Take(Tool::SafetyGlasses),
                Touch(Part::Face, Pose::at(0.0)),
                Grip(0.6, 0.2),
                Move(Pose::at(66.0), 0.8),
                Leave,
                Take(Tool::Hand),
            ],
            Goal::CutSheath => self.cut_sheath(bench),
            Goal::PullSheath => self.pull_off(bench, Part::Sheath, bench.state().cable.ring.map(|r| r.station_mm)),
            Goal::CleanTube => self.wipe(bench, Tool::SolventWipe, Part::Tube(bench.job().tube), 3),
            Goal::ScoreTube => self.score_tube(bench),
            Goal::OpenTube => {
                let tube = bench.job().tube;
                let score = bench.state().cable.tubes.get(usize::from(tube) - 1).and_then(|tube| tube.score);
                self.pull_off(bench, Part::Tube(tube), score.map(|cut| cut.station_mm))
            }
            Goal::Degrease => {
                let strokes = if self.habits.makes(Mistake::HastyDegrease) { 1 } else { 3 };
                self.wipe(bench, Tool::SolventWipe, Part::Bundle(bench.job().tube), strokes)
            }
            Goal::PickFibre => self.pick(bench),
            Goal::ThreadSleeve => self.thread(bench),
            Goal::Strip(side) => self.strip(bench, side),
            Goal::Clean(side) => self.clean(bench, side),
            Goal::OpenCleaver => self.lid(Part::CleaverLid, bench.state().cleaver.lid, 0.0),
            Goal::CloseCleaver => self.lid(Part::CleaverLid, bench.state().cleaver.lid, 1.0),
            Goal::DrawCarriageBack => {
                let from = bench.state().cleaver.carriage_mm;
                self.handle(Part::CleaverBlade, from, 0.0, 0.5)
            }
            Goal::TurnBlade => self.turn_blade(bench),
            Goal::Seat(side) => self.seat(bench, side),
            Goal::Stroke => {
                let travel = bench.job().cleaver.travel_mm;
                self.handle(Part::CleaverBlade, bench.state().cleaver.carriage_mm, travel + 1.0, 0.4)
            }
            Goal::BinShard => self.bin_shard(),
            Goal::LiftEnd(side) => vec![Take(Tool::of_fibre(side)), Wait(0.3), Take(Tool::Hand)],
            Goal::OpenSplicer => self.lid(Part::SplicerLid, bench.state().splicer.lid, 0.0),
            Goal::CloseSplicer => self.lid(Part::SplicerLid, bench.state().splicer.lid, 1.0),
            Goal::Load(side) => self.load(bench, side),
            Goal::ChooseProgram => self.press(Key::Program, 0.4),
            Goal::Inspect => match bench.state().splicer.phase {
                Phase::Aligning(_) => vec![Wait(0.4)],
                _ => self.press(Key::Set, 2.2),
            },
            Goal::CheckArc => match bench.state().splicer.page {
                _ if bench.state().splicer.phase.is_busy() => vec![Wait(0.4)],
                Page::Upkeep => self.press(Key::Set, f64::from(CHECK_S) + 0.3),
                _ => self.press(Key::Menu, 0.3),
            },
            Goal::LeaveMenu => self.press(Key::Back, 0.3),
            Goal::ReadViews => {
                let mut steps = vec![Wait(1.3)];
                steps.extend(self.press(Key::View, 1.3));
                steps
            }
            Goal::Reject(side) => {
                let mut steps = self.press(Key::Reset, 0.3);
                steps.extend(self.lid(Part::SplicerLid, bench.state().splicer.lid, 0.0));
                steps.extend([Take(Tool::of_fibre(side)), Wait(0.2), Take(Tool::Hand)]);
                steps
            }
            Goal::Arc => match bench.state().splicer.phase {
                Phase::Arcing(_) => vec![Wait(0.4)],
                _ => self.press(Key::Set, 2.3),
            },
            Goal::Test => self.press(Key::Test, 1.3),
            Goal::CentreSleeve => self.centre(bench),
            Goal::OpenOven => self.lid(Part::OvenLid, bench.state().oven.lid, 0.0),
            Goal::CloseOven => self.lid(Part::OvenLid, bench.state().oven.lid, 1.0),
            Goal::PlaceInOven => vec![
                Take(Tool::SplicedFibre),
                Touch(Part::Oven, Pose::at(0.0)),
                Grip(0.5, 0.2),
                Move(Pose::at(12.0), 0.7),
                Leave,
                Take(Tool::Hand),
            ],
            Goal::ChooseOven => match bench.state().splicer.page {
                Page::Oven => self.press(Key::Down, 0.3),
                _ => self.press(Key::Menu, 0.3),
            },
            Goal::Heat => match bench.state().oven.since {
                Some(_) => vec![Wait(0.5)],
                None => self.press(Key::Heat, bench.oven_program().map_or(1.0, |program| program.heat_s) + 0.2),
            },
            Goal::Cool => vec![Wait(bench.job().splicer.cool_s + 0.5)],
            Goal::LiftOut => vec![Take(Tool::SplicedFibre), Wait(0.4), Take(Tool::Hand)],
            Goal::LayFibre => self.lay(bench),
            Goal::TuckFibre(_) => self.tuck(bench),
            Goal::SeatSleeve => self.seat_sleeve(bench),
            Goal::OpenTray => self.lid(Part::TrayLid, bench.state().tray.lid, 0.0),
            Goal::CloseTray => self.lid(Part::TrayLid, bench.state().tray.lid, 1.0),
            Goal::CutBack => vec![
                Take(Tool::Hand),
                Take(Tool::Scissors),
                Touch(Part::FibreEnd(Side::Cable), Pose::at(12.0)),
                Wait(LOOK_S),
                Grip(0.95, 0.4),
                Grip(0.0, 0.2),
                Leave,
                Take(Tool::Hand),
            ],
            Goal::InspectFace(part) => self.inspect_face(bench, part),
            Goal::CleanFace { part, wet } => self.clean_face(bench, part, wet),
            Goal::Plug { plug, port } => self.plug(bench, plug, port),
            Goal::Unplug(plug) => vec![Take(Tool::Hand), Take(Tool::of_plug(plug)), Wait(0.2), Take(Tool::Hand)],
            Goal::Press { part, code, value } => vec![Step::Press(part, code, value), Wait(0.3)],
            Goal::WaitOtdr => vec![Wait(self.until_traced(bench))],
            Goal::WarmUp => vec![Wait(60.0)],
            Goal::Write { line, value } => vec![Step::Press(Part::Record, i16::from(line), value), Wait(0.6)],
            Goal::Site(number) => self.work_site(bench, number),
            Goal::Answer(question) => self.answer(bench, question),
            Goal::Finish => Vec::new(),
        }
    }

    fn scale(&self, bench: &Bench, tool: Tool, part: Part) -> f64 {
        bench.control(tool, part).scale_mm
    }

    fn cut_sheath(&mut self, bench: &Bench) -> Vec<Step> {
        let target = bench.job().lengths.ring_mm;
        let scale = self.scale(bench, Tool::SheathCutter, Part::Sheath);
        let again = bench.state().cable.ring.map(|ring| ring.station_mm);
        let wrong = if self.habits.makes(Mistake::RingMisplaced) { 25.0 } else { 0.0 };
        let station = again.unwrap_or_else(|| self.noise.aim(target - wrong, scale));
        // The stop is set to nine tenths of the sheath, or a good deal deeper by a careless hand.
        let sheath = bench.job().cable.sheath_mm;
        let depth = if self.habits.makes(Mistake::DeepRingCut) { sheath + 0.4 } else { sheath * 0.95 };
        let detents = (depth - control::STOP_LEFT_MM) / control::STOP_STEP_MM
            + self.noise.normal() * self.noise.skill().grip * 30.0;
        let wheel = libm::round(detents).max(2.0) as i16;
        vec![
            Take(Tool::SheathCutter),
            Touch(Part::Sheath, Pose::at(station)),
            Wheel(wheel),
            Wait(LOOK_S),
            Grip(1.0, 1.2),
            Move(Pose { along: station, turn: 400.0, ..Pose::default() }, 3.2),
            Grip(0.0, 0.2),
            Leave,
            Take(Tool::Hand),
        ]
    }

    /// Hand over hand, in pulls that an arm can make.
    fn pull_off(&mut self, bench: &Bench, part: Part, station_mm: Option<f64>) -> Vec<Step> {
        let length = station_mm.unwrap_or(0.0) + 8.0;
        let scale = self.scale(bench, Tool::Hand, part);
        let from = self.noise.aim(length * 0.6, scale);
        let grip = self.noise.grip(0.6);
        let pulls = libm::ceil(length / 170.0).max(1.0) as u32;
        let pull = length / f64::from(pulls);
        let mut steps = vec![Take(Tool::Hand), Touch(part, Pose::at(from)), Wait(LOOK_S)];
        for _ in 0..pulls {
            steps.extend([
                Grip(grip, 0.15),
                Move(Pose::at(from - pull), 0.7),
                Grip(0.0, 0.12),
                Move(Pose::at(from), 0.5),
            ]);
        }
        steps.push(Leave);
        steps
    }

    fn wipe(&mut self, bench: &Bench, tool: Tool, part: Part, strokes: u32) -> Vec<Step> {
        let length = bench.stroke_length_mm(part);
        let grip = self.noise.grip(0.5);
        let seconds = (0.4 + length / 500.0).min(1.4);
        let mut steps = vec![Take(tool), Touch(part, Pose::at(length + 1.0))];
        for stroke in 0..strokes {
            steps.extend([
                Wheel(stroke as i16),
                Grip(grip, 0.15),
                Move(Pose::at(-1.0), seconds),
                Grip(0.0, 0.12),
                Move(Pose::at(length + 1.0), 0.3 + length / 900.0),
            ]);
        }
        steps.extend([Leave, Take(Tool::Hand)]);
        steps
    }

    fn score_tube(&mut self, bench: &Bench) -> Vec<Step> {
        let tube = bench.job().tube;
        let part = Part::Tube(tube);
        let cable = &bench.job().cable;
        let scale = self.scale(bench, Tool::TubeCutter, part);
        let length = bench.state().cable.exposed_mm - bench.job().lengths.tube_left_mm;
        let station = self.noise.aim(length, scale);
        let share = if self.habits.makes(Mistake::DeepTubeScore) { 1.12 } else { 0.84 };
        let grip = self.noise.grip(share * cable.tube_wall_mm / control::TUBE_PRESS_MM);
        vec![
            Take(Tool::TubeCutter),
            Touch(part, Pose::at(station)),
            Wait(LOOK_S),
            Grip(grip, 0.5),
            Move(Pose { along: station, turn: 380.0, ..Pose::default() }, 2.4),
            Grip(0.0, 0.2),
            Leave,
            Take(Tool::Hand),
        ]
    }

    fn pick(&mut self, bench: &Bench) -> Vec<Step> {
        let part = Part::Fibre(bench.job().fibre);
        let grip = self.noise.grip(0.4);
        let (aside, seconds) = if self.slips_once(Mistake::BrokenFibre) { (75.0, 0.12) } else { (32.0, 0.6) };
        vec![
            Take(Tool::Hand),
            Touch(part, Pose::at(30.0)),
            Wait(0.6),
            Grip(grip, 0.2),
            Move(Pose { along: 30.0, across: aside, ..Pose::default() }, seconds),
            Grip(0.0, 0.15),
            Leave,
        ]
    }

    fn thread(&mut self, bench: &Bench) -> Vec<Step> {
        let part = Part::FibreEnd(Side::Cable);
        let scale = self.scale(bench, Tool::ProtectionSleeve, part);
        let across = self.noise.aim(0.0, scale * LOUPE);
        let far = bench.job().sleeve.length_mm + control::BEYOND_MM + 4.0;
        let grip = self.noise.grip(0.5);
        vec![
            Take(Tool::ProtectionSleeve),
            Touch(part, Pose { along: -8.0, across: 1.5, ..Pose::default() }),
            Grip(grip, 0.2),
            Move(Pose { along: -3.0, across, ..Pose::default() }, 0.6),
            Wait(LOOK_S),
            Move(Pose { along: 6.0, across, ..Pose::default() }, 0.5),
            Move(Pose::at(far), 0.9),
            Grip(0.0, 0.15),
            Leave,
            Take(Tool::Hand),
        ]
    }

    fn strip(&mut self, bench: &Bench, side: Side) -> Vec<Step> {
        let part = Part::FibreEnd(side);
        let target = bench.job().lengths.strip_mm;
        let short = if self.habits.makes(Mistake::ShortStrip) { 9.0 } else { 0.0 };
        let scale = self.scale(bench, Tool::Stripper, part);
        let station = self.noise.aim(target - short, scale).max(20.0);
        let grip = if self.habits.makes(Mistake::HardStrip) { 0.84 } else { self.noise.grip(0.62) };
        vec![
            Take(Tool::Stripper),
            Touch(part, Pose::at(15.0)),
            Move(Pose::at(station), 0.6),
            Wait(LOOK_S),
            Grip(grip, 0.25),
            Move(Pose::at(-3.0), 0.8),
            Grip(0.0, 0.15),
            Leave,
            Take(Tool::Hand),
        ]
    }

    fn clean(&mut self, bench: &Bench, side: Side) -> Vec<Step> {
        let part = Part::FibreEnd(side);
        let length = bench.stroke_length_mm(part);
        let grip = self.noise.grip(0.45);
        let hasty = self.habits.makes(Mistake::HastyClean) || {
            let haste = self.noise.skill().haste;
            self.noise.chance(haste)
        };
        let strokes = if hasty { 1 } else { 2 };
        let mut steps = vec![Take(Tool::AlcoholWipe), Touch(part, Pose::at(length + 1.0))];
        for turn in [0.0, 92.0] {
            for _ in 0..strokes {
                steps.extend([
                    Move(Pose { along: length + 1.0, turn, ..Pose::default() }, 0.3),
                    Grip(grip, 0.12),
                    Move(Pose { along: -1.0, turn, ..Pose::default() }, 0.45),
                    Grip(0.0, 0.1),
                ]);
            }
        }
        steps.extend([Leave, Take(Tool::Hand)]);
        steps
    }

    fn lid(&mut self, part: Part, from: f64, to: f64) -> Vec<Step> {
        let travel = control::lid_travel_mm(part);
        let beyond = if to > from { 1.5 } else { -1.5 };
        self.handle(part, from * travel, to * travel + beyond, 0.6)
    }

    /// Something that slides or hinges, taken in hand and moved.
    fn handle(&mut self, part: Part, from_mm: f64, to_mm: f64, seconds: f64) -> Vec<Step> {
        let grip = self.noise.grip(0.6);
        vec![
            Take(Tool::Hand),
            Touch(part, Pose::at(from_mm)),
            Grip(grip.max(0.35), 0.15),
            Move(Pose::at(to_mm), seconds),
            Grip(0.0, 0.12),
            Leave,
        ]
    }

    /// The dial to the next position that serves; once round, the blade is raised.
    fn turn_blade(&mut self, bench: &Bench) -> Vec<Step> {
        let (part, turn) = match bench.state().cleaver.blade.next_good() {
            Some(steps) => (Part::CleaverDial, f64::from(steps) * blade::STEP_DEG),
            None => (Part::CleaverHeight, blade::HEIGHT_STEP_DEG),
        };
        let grip = self.noise.grip(0.6);
        vec![
            Take(Tool::Hand),
            Touch(part, Pose::default()),
            Grip(grip.max(0.35), 0.15),
            Move(Pose { turn, ..Pose::default() }, 0.4 + turn / 120.0),
            Grip(0.0, 0.12),
            Leave,
        ]
    }

    fn seat(&mut self, bench: &Bench, side: Side) -> Vec<Step> {
        let tool = Tool::of_fibre(side);
        let curl = bench.control(tool, Part::CleaverGroove).start_turn_deg;
        let scale = self.scale(bench, tool, Part::CleaverGroove);
        let turn = if self.habits.makes(Mistake::TwistedCleave) { 30.0 } else { self.noise.angle(0.0) };
        let error = if self.habits.makes(Mistake::BadSeating) { 1.6 } else { 0.0 };
        let error = (error + self.noise.normal().abs() * self.noise.skill().aim * scale).max(0.0);
        let across = self.noise.aim(0.0, scale * 2.0 * LOUPE).clamp(-0.2, 0.2);
        let grip = self.noise.grip(0.45);
        vec![
            Take(tool),
            Touch(Part::CleaverGroove, Pose { along: 10.0, across: 1.0, turn: curl, ..Pose::default() }),
            Grip(grip, 0.2),
            Move(Pose { along: 8.0, across, turn: curl, ..Pose::default() }, 0.6),
            Move(Pose { along: 6.0, across, turn, ..Pose::default() }, 0.6),
            Move(Pose { along: error, across, turn, ..Pose::default() }, 0.8),
            Wait(LOOK_S),
            Grip(0.0, 0.15),
            Leave,
            Take(Tool::Hand),
        ]
    }

    fn bin_shard(&mut self) -> Vec<Step> {
        let tool = if self.habits.makes(Mistake::FingersOnShard) { Tool::Hand } else { Tool::Tweezers };
        vec![
            Take(tool),
            Touch(Part::Shard, Pose { along: 6.0, across: 4.0, ..Pose::default() }),
            Move(Pose::default(), 0.5),
            Grip(0.65, 0.25),
            Leave,
            Touch(Part::ShardBin, Pose::at(0.0)),
            Move(Pose::at(26.0), 0.6),
            Grip(0.0, 0.2),
            Leave,
            Take(Tool::Hand),
        ]
    }

    fn load(&mut self, bench: &Bench, side: Side) -> Vec<Step> {
        let tool = Tool::of_fibre(side);
        let part = Part::SplicerGroove(side);
        let scale = self.scale(bench, tool, part);
        let across = self.noise.aim(0.0, scale * 2.0 * LOUPE).clamp(-0.15, 0.15);
        let stop = (1.1 + self.noise.normal() * self.noise.skill().aim * scale).clamp(-0.8, 2.8);
        let grip = self.noise.grip(0.45);
        let mut steps = vec![
            Take(tool),
            Touch(part, Pose { along: 12.0, across: 0.9, ..Pose::default() }),
            Grip(grip, 0.2),
            Move(Pose { along: 10.0, across, ..Pose::default() }, 0.6),
        ];
        if self.slips_once(Mistake::EndTouched) {
            steps.push(Move(Pose { along: -0.4, across, ..Pose::default() }, 0.9));
        }
        steps.extend([
            Move(Pose { along: stop, across, ..Pose::default() }, 1.0),
            Wait(LOOK_S),
            Grip(0.0, 0.15),
            Leave,
            Take(Tool::Hand),
        ]);
        steps
    }

    fn press(&mut self, key: Key, wait_s: f64) -> Vec<Step> {
        vec![
            Take(Tool::Hand),
            Touch(Part::SplicerKey(key), Pose::default()),
            Grip(0.8, 0.1),
            Grip(0.0, 0.1),
            Wait(wait_s),
            Leave,
        ]
    }

    fn centre(&mut self, bench: &Bench) -> Vec<Step> {
        let from = bench.state().sleeve.centre_mm;
        let scale = self.scale(bench, Tool::SplicedFibre, Part::Sleeve);
        let wrong = if self.habits.makes(Mistake::SleeveOffCentre) { 7.0 } else { 0.0 };
        let to = self.noise.aim(wrong, scale * 2.0 * LOUPE);
        vec![
            Take(Tool::SplicedFibre),
            Touch(Part::Sleeve, Pose::at(from)),
            Grip(0.45, 0.2),
            Move(Pose::at(to), 1.2),
            Grip(0.0, 0.15),
            Leave,
        ]
    }

    /// Which way fibres that pass through are coiled: whole loops, as many as their length gives, or figures of eight.
    fn coil_way(&mut self, bench: &Bench, lane: impl Fn(Way) -> Lane, length: f64) -> Way {
        let tray = &bench.job().tray;
        let whole = |way: Way| lane(way).whole_mm(tray);
        let wanted = length - 14.0;
        let fit = |low, high, way: &dyn Fn(f64) -> Way, grows| {
            let (low, high) = fitting(low, high, |middle| (whole(way(middle)) > wanted) == grows);
            way((low + high) / 2.0)
        };
        if self.habits.makes(Mistake::TightLoops) {
            let mandrel = tray.mandrels.iter().map(|m| m.radius_mm).fold(8.0, f64::max);
            // A bundle is not bent as sharply as one fibre.
            let radius = mandrel + if bench.strands() > 1 { 7.0 } else { 1.0 };
            let turn = core::f64::consts::TAU * (radius + 1.2);
            let rest = whole(Way::Wound { radius_mm: radius, turns: 1 }) - turn;
            let turns = ((wanted - rest) / turn).max(1.0) as u32;
            return fit(radius, radius + 20.0, &|radius_mm| Way::Wound { radius_mm, turns }, true);
        }
        let eight = bench.job().scenario.marking.criteria.iter().any(|c| c.fault == Mistake::OneWayCoil);
        if eight && !self.habits.makes(Mistake::OneWayCoil) {
            let count = (((length - 100.0) / 420.0) as u32).max(1);
            return fit(22.0, 42.0, &|radius_mm| Way::Eights { radius_mm, count }, true);
        }
        // Inside the fibres in service where there are some.
        let low = if matches!(bench.job().scenario.work, Work::Coil { live: 1.., .. }) { 9.0 } else { 4.0 };
        let room = |turns| whole(Way::Laps { inset_mm: low, turns });
        let turns = (1..12).take_while(|turns| room(*turns) < wanted).count() as u32 + 1;
        let off = self.noise.normal().abs() * self.noise.skill().aim * 0.12;
        let way = fit(low, 40.0, &|inset_mm| Way::Laps { inset_mm, turns }, false);
        let Way::Laps { inset_mm, turns } = way else { return way };
        Way::Laps { inset_mm: inset_mm + off, turns }
    }

    /// Leads the fibre along the walls, as far from them as its length asks for, into the sleeve or out of it.
    fn lay(&mut self, bench: &Bench) -> Vec<Step> {
        if bench.tray_laid() {
            // It is drawn into place and comes to rest.
            return vec![Wait(0.8)];
        }
        let job = bench.job();
        let side = bench.tray_side();
        let [Some(root), _] = bench.tray_gates(side) else { return Vec::new() };
        let length = bench.tray_length_mm(side);
        let slot = layout::slot_place(&job.tray, bench.state().sleeve.slot.unwrap_or(job.slot))[1];
        let outside = self.habits.makes(Mistake::FibreOutside) && side == Side::Cable;
        let lane = |way| Lane {
            side,
            slot_mm: slot,
            half_mm: job.sleeve.length_mm / 2.0,
            way,
            over: outside,
            length_mm: length - 6.0,
        };
        if bench.coils() {
            let way = self.coil_way(bench, lane, length);
            return self.follow(bench, lane(way), root, Tool::Hand);
        }
        let tight = self.habits.makes(Mistake::TightLoops) && side == Side::Cable;
        let way = |inset_mm| {
            if tight { Way::Extra { inset_mm, radius_mm: 17.8 } } else { Way::Walls { inset_mm } }
        };
        // As near to the walls as the fibre's length allows: the lane that uses it up.
        let (near, _) = fitting(4.0, 30.0, |inset| lane(way(inset)).whole_mm(&job.tray) <= length - 18.0);
        let way = way((near + self.noise.normal().abs() * self.noise.skill().aim * 0.12).clamp(3.5, 30.0));
        self.follow(bench, lane(way), root, Tool::SplicedFibre)
    }

    fn follow(&mut self, bench: &Bench, mut lane: Lane, root: Gate, tool: Tool) -> Vec<Step> {
        if self.slips_once(Mistake::EarlyRelease) {
            lane.length_mm *= 0.5;
        }
        let lift = if lane.over { bench.job().tray.height_mm + 3.0 } else { 2.0 };
        let grip = self.noise.grip(0.45).clamp(0.3, 0.68);
        let [along, mut across] = lane::start(root);
        if self.habits.makes(Mistake::NeighboursPushed) {
            across += coil::LIVE_MM;
        }
        let length = lane.whole_mm(&bench.job().tray).min(lane.length_mm);
        vec![
            Take(tool),
            Touch(Part::Tray, Pose { along, across, lift: 2.0, turn: 0.0 }),
            Wait(LOOK_S),
            Grip(grip, 0.2),
            Follow { lane, lift, seconds: length / 70.0 },
            Grip(0.0, 0.2),
            Leave,
        ]
    }

    /// Round the tab's tip: sideways off it, down, and back under it.
    fn tuck(&mut self, bench: &Bench) -> Vec<Step> {
        let Some(missed) = bench.missed_tab() else { return Vec::new() };
        let [x, y, lift] = missed.at;
        let off = missed.clear_mm + self.noise.aim(PAST_TIP_MM, 0.5);
        let at = |way: f64, lift| Pose {
            along: x + missed.along[0] * way,
            across: y + missed.along[1] * way,
            lift,
            turn: 0.0,
        };
        vec![
            Take(Tool::Tweezers),
            Touch(Part::Tray, at(0.0, lift)),
            Wait(LOOK_S),
            Grip(self.noise.grip(0.45).clamp(0.3, 0.68), 0.2),
            Move(at(off, lift + 0.5), 0.9),
            Move(at(off, 1.5), 0.4),
            Move(at(-1.0, 1.5), 0.9),
            Grip(0.0, 0.2),
            Leave,
        ]
    }

    fn seat_sleeve(&mut self, bench: &Bench) -> Vec<Step> {
        let job = bench.job();
        let slot = if self.habits.makes(Mistake::WrongSlot) { job.slot % job.tray.slots + 1 } else { job.slot };
        let part = Part::TraySlot(slot);
        let scale = self.scale(bench, Tool::SplicedFibre, part);
        let across = self.noise.aim(0.0, scale * LOUPE).clamp(-1.5, 1.5);
        vec![
            Take(Tool::SplicedFibre),
            Touch(part, Pose { along: 12.0, across: 9.0, ..Pose::default() }),
            Move(Pose { along: 0.0, across, ..Pose::default() }, 0.9),
            Wait(LOOK_S),
            Grip(0.9, 0.4),
            Grip(0.0, 0.15),
            Leave,
            Take(Tool::Hand),
        ]
    }
}

/// How far past a tab's tip the tweezers go before they go down, mm.
const PAST_TIP_MM: f64 = 4.0;

/// The two ends, closed in on where something becomes true between them.
fn fitting(low: f64, high: f64, is_true: impl Fn(f64) -> bool) -> (f64, f64) {
    let (mut low, mut high) = (low, high);
    for _ in 0..24 {
        let middle = (low + high) / 2.0;
        if is_true(middle) { high = middle } else { low = middle }
    }
    (low, high)
}
