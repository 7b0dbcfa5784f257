//! What a catalogue says about parts and tools: dimensions, forces and programs. Data only.

use serde::{Deserialize, Serialize};

use super::competences::Domain;
use super::workpiece::{KitTool, Workpiece};
use crate::optics::FibreType;
use crate::scenario::schema::Text;

/// Everything that an exercise can be built from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Catalogue {
    /// Cables.
    pub cables: Vec<Cable>,
    /// Pigtails.
    pub pigtails: Vec<Pigtail>,
    /// Protection sleeves.
    pub sleeves: Vec<Sleeve>,
    /// Cleavers.
    pub cleavers: Vec<Cleaver>,
    /// Fusion splicers.
    pub splicers: Vec<Splicer>,
    /// Splice trays.
    pub trays: Vec<Tray>,
    /// Workpieces of any trade.
    pub workpieces: Vec<Workpiece>,
    /// Tools and items of any trade.
    pub kit: Vec<KitTool>,
    /// What a person can learn: the tree of competences.
    #[serde(default)]
    pub domains: Vec<Domain>,
}

/// A loose-tube cable, clamped at one end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cable {
    /// Catalogue id.
    pub id: String,
    /// Name on the job sheet.
    pub name: Text,
    /// Fibre inside.
    pub fibre: FibreType,
    /// Number of tubes.
    pub tubes: u8,
    /// Fibres a tube.
    pub fibres_per_tube: u8,
    /// Outer diameter, mm.
    pub outer_mm: f64,
    /// Sheath thickness, mm.
    pub sheath_mm: f64,
    /// Tube diameter, mm.
    pub tube_mm: f64,
    /// Tube wall, mm.
    pub tube_wall_mm: f64,
    /// Length between the clamp and the cable's end, mm.
    pub free_mm: f64,
    /// Force that starts a cut sheath moving, N.
    pub sheath_pull_n: f64,
    /// Force that slides a scored tube off its fibres, N.
    pub tube_pull_n: f64,
    /// Gel on a tube and on a fibre at the start, 0 to 1.
    pub gel: f64,
}

/// A pigtail, clamped at its connector's end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pigtail {
    /// Catalogue id.
    pub id: String,
    /// Name on the job sheet.
    pub name: Text,
    /// Fibre inside.
    pub fibre: FibreType,
    /// Diameter of the buffer, mm.
    pub buffer_mm: f64,
    /// Length between the clamp and the tip, mm.
    pub free_mm: f64,
    /// Number of its colour in the code.
    pub colour: u8,
}

/// A heat-shrink protection sleeve.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sleeve {
    /// Catalogue id.
    pub id: String,
    /// Length, mm.
    pub length_mm: f64,
    /// Inner diameter before shrinking, mm.
    pub bore_mm: f64,
    /// Outer diameter before shrinking, mm.
    pub outer_mm: f64,
}

/// A cleaver.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cleaver {
    /// Catalogue id.
    pub id: String,
    /// Bare length that its stop gives, mm.
    pub bare_mm: f64,
    /// Wear of the blade position in use, 0 new to 1 worn. Those before it are worn, those after it new.
    pub wear: f64,
    /// Travel of the blade carriage, mm.
    pub travel_mm: f64,
    /// Position of the blade at the start, 1 to 16; 1 where nothing is said.
    pub position: u8,
    /// Height of the blade at the start, 1 to 3; 1 where nothing is said.
    pub height: u8,
}

/// How a splicer aligns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Alignment {
    /// On the cores, by image.
    Core,
    /// On the claddings, by image.
    Cladding,
    /// By the V-grooves alone.
    VGroove,
}

/// A splice program.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Program {
    /// Name on the screen.
    pub name: String,
    /// Fibre types that it is made for, in either order.
    pub fibres: (FibreType, FibreType),
    /// Arc energy over the energy that these fibres need, -1 to 1.
    pub heat: f64,
}

/// A fusion splicer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Splicer {
    /// Catalogue id.
    pub id: String,
    /// How it aligns.
    pub alignment: Alignment,
    /// Programs, in the order of the key; the first is set at power-on.
    pub programs: Vec<Program>,
    /// Cleave angle from which it warns, degrees.
    pub warn_deg: f64,
    /// Wear of the electrodes at the start, 0 new to 1 due for exchange: their arcs over 3,000.
    pub electrode_wear: f64,
    /// Tension of its test, N.
    pub test_n: f64,
    /// Heating time of a 60 mm sleeve, s.
    pub heat_s: f64,
    /// Time until the sleeve can be handled, s.
    pub cool_s: f64,
    /// Error of the arc's power since it was last checked elsewhere, -1 to 1; 0 where nothing is said.
    pub arc_drift: f64,
    /// Oven programs, in the order of the keys, the first set at power-on; [`OvenProgram::usual`] where none is said.
    pub oven: Vec<OvenProgram>,
}

/// What the oven does to one kind of sleeve.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OvenProgram {
    /// Name on the screen.
    pub name: String,
    /// Length that it heats, mm: that of the sleeve that it is made for.
    pub sleeve_mm: f64,
    /// Heating time, s.
    pub heat_s: f64,
    /// Temperature, °C.
    pub celsius: f64,
}

impl OvenProgram {
    /// The four usual programs of an oven that heats a 60 mm sleeve in `heat_s`.
    pub fn usual(heat_s: f64) -> Vec<OvenProgram> {
        let program = |name: &str, sleeve_mm, share, celsius| OvenProgram {
            name: name.to_owned(),
            sleeve_mm,
            heat_s: heat_s * share,
            celsius,
        };
        vec![
            program("60 mm", 60.0, 1.0, 200.0),
            program("45 mm", 45.0, 0.75, 200.0),
            program("Micro 40 mm", 40.0, 0.6, 180.0),
            program("Micro 30 mm", 30.0, 0.45, 170.0),
        ]
    }
}

/// A splice tray.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tray {
    /// Catalogue id.
    pub id: String,
    /// Inner length, mm.
    pub length_mm: f64,
    /// Inner width, mm.
    pub width_mm: f64,
    /// Height of the walls over the floor, mm.
    pub height_mm: f64,
    /// Radius of the corners, mm.
    pub corner_mm: f64,
    /// Radius that its guides are made for, mm.
    pub guide_radius_mm: f64,
    /// Number of sleeve slots.
    pub slots: u8,
    /// Distance between slots, mm.
    pub slot_pitch_mm: f64,
    /// Place of the first slot across the tray, mm from its middle towards the worker.
    pub first_slot_mm: f64,
    /// Place of the two entries along and across, mm from the middle: the cable's on the left, the pigtail's on the right.
    pub entry_mm: (f64, f64),
    /// Cylinders that loops are laid round.
    pub mandrels: Vec<Mandrel>,
    /// Tongues that keep fibres down.
    pub tabs: Vec<Tab>,
    /// Its lid; [`Lid::USUAL`] where none is said.
    pub lid: Lid,
}

/// How a tray's lid shuts over the wall: what lies on the wall is pressed down on both sides of it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Lid {
    /// How far below the wall's top it presses a fibre, mm.
    pub drop_mm: f64,
    /// How far from the wall's middle, mm.
    pub reach_mm: f64,
}

impl Lid {
    /// A snapping lid of clear plastic: square over the wall it bends a fibre to 5.5 mm.
    pub const USUAL: Lid = Lid { drop_mm: 0.55, reach_mm: 3.0 };
}

/// A cylinder of a splice tray that loops are laid round.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mandrel {
    /// Along the tray from its middle, mm.
    pub x_mm: f64,
    /// Across it, towards the worker, mm.
    pub y_mm: f64,
    /// Radius, mm.
    pub radius_mm: f64,
}

/// A tongue of a splice tray that keeps down what is pushed under it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tab {
    /// Root along and across the tray, mm.
    pub from_mm: (f64, f64),
    /// Tip along and across the tray, mm.
    pub to_mm: (f64, f64),
    /// Width, mm.
    pub width_mm: f64,
}
