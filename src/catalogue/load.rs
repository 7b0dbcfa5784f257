//! Reads catalogue files: parts and tools whose numbers make sense.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;

use super::schema::{
    Alignment, Cable, Catalogue, Cleaver, Lid, Mandrel, OvenProgram, Pigtail, Program, Sleeve, Splicer, Tab, Tray,
};
use super::vocabulary::{MAX_NUMBER, Sample};
use super::{competences, load_workpiece};
use crate::optics::FibreType;
use crate::scenario::decode::{At, Decode, Fields, each, list, word};
use crate::scenario::error::{Located, Report, path_name, quoted};
use crate::scenario::load::{parse_with, read_text};
use crate::scenario::schema::Text;
use crate::scenario::spanned::Node;

/// Most entries of a kind in one file.
pub(super) const MAX_ENTRIES: usize = 500;
/// Most catalogue files of a folder.
const MAX_FILES: usize = 64;
/// The files that come with the program, in the order of their names.
const BUILTIN: &[(&str, &str)] = &[
    ("base.ron", include_str!("../../assets/catalogue/base.ron")),
    ("closure.ron", include_str!("../../assets/catalogue/closure.ron")),
    ("competences.ron", include_str!("../../assets/catalogue/competences.ron")),
    ("copper.ron", include_str!("../../assets/catalogue/copper.ron")),
    ("customer.ron", include_str!("../../assets/catalogue/customer.ron")),
    ("datacenter.ron", include_str!("../../assets/catalogue/datacenter.ron")),
    ("practice.ron", include_str!("../../assets/catalogue/practice.ron")),
    ("worksite.ron", include_str!("../../assets/catalogue/worksite.ron")),
];

/// A catalogue with the hash of what it was read from.
#[derive(Clone, Debug, PartialEq)]
pub struct LoadedCatalogue {
    /// All entries of all files.
    pub catalogue: Catalogue,
    /// BLAKE3 over the texts of the files with parts in the order of their names, in hexadecimal.
    pub hash: String,
}

/// Reads every `.ron` file of the folder `dir`, in the order of their names; each adds its entries.
///
/// # Errors
/// Everything that is wrong with the files, at most [`MAX_ERRORS`](crate::scenario::error::MAX_ERRORS) a file.
pub fn load_catalogue(dir: &Path) -> Result<LoadedCatalogue, Vec<Located>> {
    let refuse = |message: String| vec![Located::whole(&path_name(dir), message)];
    let unreadable = |error: std::io::Error| refuse(format!("this folder cannot be read: {error}"));
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(dir).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|extension| extension == "ron") {
            paths.push(path);
        }
        if paths.len() > MAX_FILES {
            return Err(refuse(format!("this folder holds more than {MAX_FILES} catalogue files")));
        }
    }
    if paths.is_empty() {
        return Err(refuse("this folder holds no catalogue file (.ron)".to_string()));
    }
    paths.sort();
    let mut reader = Reader::default();
    for path in &paths {
        match read_text(path) {
            Ok(text) => reader.read(&path_name(path), &text),
            Err(errors) => reader.errors.extend(errors),
        }
    }
    reader.finish()
}

/// The catalogue that comes with the program.
///
/// # Errors
/// None as long as the tests pass: they read it.
pub fn builtin_catalogue() -> Result<LoadedCatalogue, Vec<Located>> {
    let mut reader = Reader::default();
    BUILTIN.iter().for_each(|(name, text)| reader.read(name, text));
    reader.finish()
}

/// Reads one catalogue file.
///
/// # Errors
/// Everything that is wrong with the file.
pub fn load_catalogue_file(path: &Path) -> Result<LoadedCatalogue, Vec<Located>> {
    parse_catalogue(&path_name(path), &read_text(path)?)
}

/// Reads one catalogue file from its text, which errors call `name`.
///
/// # Errors
/// Everything that is wrong with the text.
pub fn parse_catalogue(name: &str, text: &str) -> Result<LoadedCatalogue, Vec<Located>> {
    let mut reader = Reader::default();
    reader.read(name, text);
    reader.finish()
}

/// Gathers files into one catalogue.
#[derive(Default)]
pub(super) struct Reader {
    catalogue: Catalogue,
    pub(super) ids: BTreeSet<(&'static str, String)>,
    hash: blake3::Hasher,
    errors: Vec<Located>,
}

impl Reader {
    pub(super) fn read(&mut self, name: &str, text: &str) {
        let ids = &mut self.ids;
        match parse_with(name, text, |node, report| catalogue(&node, report, ids)) {
            Ok(read) => {
                // No mark depends on a file of competences: attempts outlive a change of its words.
                if read.has_parts() {
                    // With its length before it, no text can be moved from one file to the next under the same hash.
                    self.hash.update(&(text.len() as u64).to_le_bytes()).update(text.as_bytes());
                }
                self.catalogue.append(read);
            }
            Err(errors) => self.errors.extend(errors),
        }
    }

    pub(super) fn finish(self) -> Result<LoadedCatalogue, Vec<Located>> {
        if !self.errors.is_empty() {
            return Err(self.errors);
        }
        Ok(LoadedCatalogue { catalogue: self.catalogue, hash: self.hash.finalize().to_hex().to_string() })
    }
}

fn catalogue(node: &Node, report: &mut Report<'_>, ids: &mut BTreeSet<(&'static str, String)>) -> Option<Catalogue> {
    let kinds = &["cables", "pigtails", "sleeves", "cleavers", "splicers", "trays", "workpieces", "kit", "domains"];
    let mut fields = Fields::of(node, report, "Catalogue", kinds)?;
    let cables = entries(&mut fields, report, "cables", cable, |c| &c.id, ids);
    let pigtails = entries(&mut fields, report, "pigtails", pigtail, |p| &p.id, ids);
    let sleeves = entries(&mut fields, report, "sleeves", sleeve, |s| &s.id, ids);
    let cleavers = entries(&mut fields, report, "cleavers", cleaver, |c| &c.id, ids);
    let splicers = entries(&mut fields, report, "splicers", splicer, |s| &s.id, ids);
    let trays = entries(&mut fields, report, "trays", tray, |t| &t.id, ids);
    let workpieces = entries(&mut fields, report, "workpieces", load_workpiece::workpiece, |w| &w.id, ids);
    let kit = entries(&mut fields, report, "kit", load_workpiece::kit_tool, |k| &k.id, ids);
    let domains = competences::domains(&fields, report, ids);
    Some(Catalogue {
        cables: cables?,
        pigtails: pigtails?,
        sleeves: sleeves?,
        cleavers: cleavers?,
        splicers: splicers?,
        trays: trays?,
        workpieces: workpieces?,
        kit: kit?,
        domains: domains?,
    })
}

fn entries<T>(
    fields: &mut Fields<'_>,
    report: &mut Report<'_>,
    kind: &'static str,
    read: fn(&Node, &mut Report<'_>) -> Option<At<T>>,
    id: fn(&T) -> &String,
    ids: &mut BTreeSet<(&'static str, String)>,
) -> Option<Vec<T>> {
    // A file adds what it has: no kind must be there.
    let Some(node) = fields.optional(kind) else { return Some(Vec::new()) };
    let nodes = list(node, report, MAX_ENTRIES)?;
    each(nodes, |node| {
        let At { value, span } = read(node, report)?;
        if !ids.insert((kind, id(&value).clone())) {
            report.error(span, format!("id {} is used twice", quoted(id(&value))));
            return None;
        }
        Some(value)
    })
}

fn entry_id(fields: &mut Fields<'_>, report: &mut Report<'_>) -> Option<At<String>> {
    let id = fields.at::<String>(report, "id")?;
    crate::scenario::check::id(report, &id, 1);
    Some(id)
}

/// Reports `number` unless it is less than `limit`.
fn under(report: &mut Report<'_>, number: &Option<At<f64>>, limit: Option<f64>, what: &str) {
    if let (Some(number), Some(limit)) = (number, limit)
        && number.value >= limit
    {
        report.error(number.span.clone(), format!("{} mm must be less than {what}, {limit} mm", number.value));
    }
}

fn value(number: &Option<At<f64>>) -> Option<f64> {
    number.as_ref().map(|number| number.value)
}

fn cable(node: &Node, report: &mut Report<'_>) -> Option<At<Cable>> {
    let names = &[
        "id",
        "name",
        "fibre",
        "tubes",
        "fibres_per_tube",
        "outer_mm",
        "sheath_mm",
        "tube_mm",
        "tube_wall_mm",
        "free_mm",
        "sheath_pull_n",
        "tube_pull_n",
        "gel",
    ];
    let mut fields = Fields::of(node, report, "Cable", names)?;
    let id = entry_id(&mut fields, report);
    let name = fields.take::<Text>(report, "name");
    let fibre = fields.take::<FibreType>(report, "fibre");
    let tubes = fields.integer::<u8>(report, "tubes", 1, i64::from(MAX_NUMBER));
    let per_tube = fields.integer::<u8>(report, "fibres_per_tube", 1, i64::from(MAX_NUMBER));
    if let (Some(tubes), Some(per_tube)) = (tubes, per_tube)
        && u32::from(tubes) * u32::from(per_tube) > u32::from(MAX_NUMBER)
    {
        let count = u32::from(tubes) * u32::from(per_tube);
        report.error(fields.span(), format!("a cable of {count} fibres: at most {MAX_NUMBER} can be told apart"));
    }
    let outer = fields.number_at(report, "outer_mm", 0.5, 60.0);
    let sheath = fields.number_at(report, "sheath_mm", 0.05, 30.0);
    under(report, &sheath, value(&outer).map(|outer| outer / 2.0), "the cable's radius");
    let tube = fields.number_at(report, "tube_mm", 0.3, 20.0);
    let inside = value(&outer).zip(value(&sheath)).map(|(outer, sheath)| outer - 2.0 * sheath);
    if let (Some(tube), Some(inside), Some(tubes)) = (&tube, inside.filter(|inside| *inside > 0.0), tubes) {
        // Areas alone: whether they can be packed so tightly is the author's business.
        if tube.value > inside || f64::from(tubes) * tube.value * tube.value > inside * inside {
            let message = format!("{tubes} tubes of {} mm do not fit into {inside} mm", tube.value);
            report.error(tube.span.clone(), message);
        }
    }
    let wall = fields.number_at(report, "tube_wall_mm", 0.02, 5.0);
    under(report, &wall, value(&tube).map(|tube| tube / 2.0), "the tube's radius");
    let free = fields.number(report, "free_mm", 50.0, Sample::REACH_MM);
    let sheath_pull = fields.number(report, "sheath_pull_n", 0.1, 1_000.0);
    let tube_pull = fields.number(report, "tube_pull_n", 0.1, 1_000.0);
    let gel = fields.number(report, "gel", 0.0, 1.0);
    let id = id?;
    let cable = Cable {
        id: id.value,
        name: name?,
        fibre: fibre?,
        tubes: tubes?,
        fibres_per_tube: per_tube?,
        outer_mm: outer?.value,
        sheath_mm: sheath?.value,
        tube_mm: tube?.value,
        tube_wall_mm: wall?.value,
        free_mm: free?,
        sheath_pull_n: sheath_pull?,
        tube_pull_n: tube_pull?,
        gel: gel?,
    };
    Some(At { value: cable, span: id.span })
}

fn pigtail(node: &Node, report: &mut Report<'_>) -> Option<At<Pigtail>> {
    let mut fields = Fields::of(node, report, "Pigtail", &["id", "name", "fibre", "buffer_mm", "free_mm", "colour"])?;
    let id = entry_id(&mut fields, report);
    let name = fields.take::<Text>(report, "name");
    let fibre = fields.take::<FibreType>(report, "fibre");
    let buffer_mm = fields.number(report, "buffer_mm", 0.15, 5.0);
    let free_mm = fields.number(report, "free_mm", 50.0, Sample::REACH_MM);
    let colour = fields.integer::<u8>(report, "colour", 1, 12);
    let At { value: id, span } = id?;
    let (name, fibre, buffer_mm) = (name?, fibre?, buffer_mm?);
    Some(At { value: Pigtail { id, name, fibre, buffer_mm, free_mm: free_mm?, colour: colour? }, span })
}

fn sleeve(node: &Node, report: &mut Report<'_>) -> Option<At<Sleeve>> {
    let mut fields = Fields::of(node, report, "Sleeve", &["id", "length_mm", "bore_mm", "outer_mm"])?;
    let id = entry_id(&mut fields, report);
    let length_mm = fields.number(report, "length_mm", 10.0, 200.0);
    let bore = fields.number_at(report, "bore_mm", 0.2, 20.0);
    let outer = fields.number_at(report, "outer_mm", 0.5, 20.0);
    under(report, &bore, value(&outer), "the outer diameter");
    let At { value: id, span } = id?;
    Some(At { value: Sleeve { id, length_mm: length_mm?, bore_mm: bore?.value, outer_mm: outer?.value }, span })
}

fn cleaver(node: &Node, report: &mut Report<'_>) -> Option<At<Cleaver>> {
    let mut fields =
        Fields::of(node, report, "Cleaver", &["id", "bare_mm", "wear", "travel_mm", "position", "height"])?;
    let id = entry_id(&mut fields, report);
    let bare_mm = fields.number(report, "bare_mm", 1.0, 50.0);
    let wear = fields.number(report, "wear", 0.0, 1.0);
    let travel_mm = fields.number(report, "travel_mm", 1.0, 200.0);
    let or_first = |fields: &mut Fields<'_>, report: &mut Report<'_>, name, most| match fields.optional(name) {
        Some(_) => fields.integer::<u8>(report, name, 1, most),
        None => Some(1),
    };
    let position = or_first(&mut fields, report, "position", 16);
    let height = or_first(&mut fields, report, "height", 3);
    let At { value: id, span } = id?;
    let (bare_mm, wear, travel_mm) = (bare_mm?, wear?, travel_mm?);
    Some(At { value: Cleaver { id, bare_mm, wear, travel_mm, position: position?, height: height? }, span })
}

fn splicer(node: &Node, report: &mut Report<'_>) -> Option<At<Splicer>> {
    let names = &[
        "id",
        "alignment",
        "programs",
        "warn_deg",
        "electrode_wear",
        "test_n",
        "heat_s",
        "cool_s",
        "arc_drift",
        "oven",
    ];
    let mut fields = Fields::of(node, report, "Splicer", names)?;
    let id = entry_id(&mut fields, report);
    let alignment = fields.take::<Alignment>(report, "alignment");
    let nodes = fields.node(report, "programs").and_then(|node| {
        let nodes = list(node, report, 100)?;
        if nodes.is_empty() {
            report.error(node.span.clone(), "a splicer needs a program at power-on: the list is empty");
        }
        Some(nodes)
    });
    let mut taken = BTreeSet::new();
    let programs = nodes.and_then(|nodes| each(nodes, |node| program(node, report, &mut taken)));
    let warn_deg = fields.number(report, "warn_deg", 0.1, 10.0);
    let electrode_wear = fields.number(report, "electrode_wear", 0.0, 1.0);
    let test_n = fields.number(report, "test_n", 0.1, 10.0);
    let heat_s = fields.number(report, "heat_s", 1.0, 300.0);
    let cool_s = fields.number(report, "cool_s", 0.0, 600.0);
    let arc_drift = match fields.optional("arc_drift") {
        Some(_) => fields.number(report, "arc_drift", -1.0, 1.0),
        None => Some(0.0),
    };
    let oven = match fields.optional("oven") {
        Some(node) => oven(node, report),
        None => heat_s.map(OvenProgram::usual),
    };
    let At { value: id, span } = id?;
    let splicer = Splicer {
        id,
        alignment: alignment?,
        programs: programs?,
        warn_deg: warn_deg?,
        electrode_wear: electrode_wear?,
        test_n: test_n?,
        heat_s: heat_s?,
        cool_s: cool_s?,
        arc_drift: arc_drift?,
        oven: oven?,
    };
    Some(At { value: splicer, span })
}

fn oven(node: &Node, report: &mut Report<'_>) -> Option<Vec<OvenProgram>> {
    let nodes = list(node, report, 20)?;
    if nodes.is_empty() {
        report.error(node.span.clone(), "an oven needs a program at power-on: the list is empty");
        return None;
    }
    let mut taken = BTreeSet::new();
    each(nodes, |node| {
        let mut fields = Fields::of(node, report, "OvenProgram", &["name", "sleeve_mm", "heat_s", "celsius"])?;
        let name = program_name(&mut fields, report, &mut taken);
        let sleeve_mm = fields.number(report, "sleeve_mm", 10.0, 200.0);
        let heat_s = fields.number(report, "heat_s", 1.0, 300.0);
        let celsius = fields.number(report, "celsius", 100.0, 250.0);
        Some(OvenProgram { name: name?, sleeve_mm: sleeve_mm?, heat_s: heat_s?, celsius: celsius? })
    })
}

fn program_name(fields: &mut Fields<'_>, report: &mut Report<'_>, taken: &mut BTreeSet<String>) -> Option<String> {
    let At { value, span } = fields.at::<String>(report, "name")?;
    if value.trim().is_empty() || value.chars().count() > 24 {
        report.error(span, "a program's name must have 1 to 24 characters");
    } else if !taken.insert(value.clone()) {
        report.error(span, format!("program {} is listed twice", quoted(&value)));
    }
    Some(value)
}

fn program(node: &Node, report: &mut Report<'_>, taken: &mut BTreeSet<String>) -> Option<Program> {
    let mut fields = Fields::of(node, report, "Program", &["name", "fibres", "heat"])?;
    let name = program_name(&mut fields, report, taken);
    let fibres = fields.take::<(FibreType, FibreType)>(report, "fibres");
    let heat = fields.number(report, "heat", -1.0, 1.0);
    Some(Program { name: name?, fibres: fibres?, heat: heat? })
}

fn tray(node: &Node, report: &mut Report<'_>) -> Option<At<Tray>> {
    let names = &[
        "id",
        "length_mm",
        "width_mm",
        "height_mm",
        "corner_mm",
        "guide_radius_mm",
        "slots",
        "slot_pitch_mm",
        "first_slot_mm",
        "entry_mm",
        "mandrels",
        "tabs",
        "lid",
    ];
    let mut fields = Fields::of(node, report, "Tray", names)?;
    let id = entry_id(&mut fields, report);
    let length = fields.number(report, "length_mm", 20.0, 1_000.0);
    let width = fields.number(report, "width_mm", 20.0, 1_000.0);
    let guide = fields.number_at(report, "guide_radius_mm", 5.0, 500.0);
    under(report, &guide, length.zip(width).map(|(length, width)| length.min(width) / 2.0), "half the tray");
    let height_mm = fields.number(report, "height_mm", 3.0, 60.0);
    let corner = fields.number_at(report, "corner_mm", 0.0, 500.0);
    under(report, &corner, length.zip(width).map(|(length, width)| length.min(width) / 2.0), "half the tray");
    let first_slot = fields.number_at(report, "first_slot_mm", -500.0, 500.0);
    let entry = fields.at::<(f64, f64)>(report, "entry_mm");
    let walls = length.zip(width).zip(corner.as_ref()).map(|((length, width), corner)| Walls {
        half: (length / 2.0, width / 2.0),
        corner: corner.value.min(length.min(width) / 2.0),
    });
    let mandrels = fields.node(report, "mandrels").and_then(|node| {
        let nodes = list(node, report, 16)?;
        each(nodes, |node| mandrel(node, report, walls))
    });
    if let Some(entry) = &entry {
        inside(report, entry.value, &entry.span, walls, "the entry");
        // The cable's is on the left, the pigtail's on the right, at the same height.
        let (x, y) = entry.value;
        if let Some(mandrel) = mandrels.iter().flatten().find(|m| [x, -x].iter().any(|x| m.holds((*x, y), FIBRE_MM))) {
            let Mandrel { x_mm, y_mm, radius_mm } = mandrel;
            let message =
                format!("the entry is inside the mandrel at {x_mm}, {y_mm} mm, which has a radius of {radius_mm} mm");
            report.error(entry.span.clone(), message);
        }
    }
    let tabs = fields.node(report, "tabs").and_then(|node| {
        let nodes = list(node, report, 32)?;
        each(nodes, |node| tab(node, report, walls, mandrels.as_deref()))
    });
    let lid = match fields.optional("lid") {
        Some(node) => lid(node, report),
        None => Some(Lid::USUAL),
    };
    let slots = fields.integer::<u8>(report, "slots", 1, i64::from(MAX_NUMBER));
    let pitch = fields.number_at(report, "slot_pitch_mm", 0.5, 50.0);
    if let (Some(slots), Some(pitch), Some(room)) = (slots, &pitch, length.zip(width).map(|(l, w)| l.max(w))) {
        let needed = f64::from(slots) * pitch.value;
        let half = width.map_or(room, |width| width) / 2.0;
        if needed > room {
            report.error(pitch.span.clone(), format!("{slots} slots take {needed} mm, the tray has {room} mm"));
        } else if let Some(first) = &first_slot {
            let last = first.value + f64::from(slots - 1) * pitch.value;
            for (at, which) in [(first.value, "first"), (last, "last")] {
                if at.abs() > half {
                    let message = format!("the {which} slot is at {at} mm, outside the tray, which ends at {half} mm");
                    report.error(first.span.clone(), message);
                    break;
                }
            }
        }
    }
    let At { value: id, span } = id?;
    let tray = Tray {
        id,
        length_mm: length?,
        width_mm: width?,
        height_mm: height_mm?,
        corner_mm: corner?.value,
        guide_radius_mm: guide?.value,
        slots: slots?,
        slot_pitch_mm: pitch?.value,
        first_slot_mm: first_slot?.value,
        entry_mm: entry?.value,
        mandrels: mandrels?,
        tabs: tabs?,
        lid: lid?,
    };
    Some(At { value: tray, span })
}

/// The walls of a tray as far as they can be read.
#[derive(Clone, Copy)]
struct Walls {
    half: (f64, f64),
    corner: f64,
}

impl Walls {
    /// Distance of a place from the wall, mm; negative outside.
    fn room(&self, at: (f64, f64)) -> f64 {
        let (x, y) = (at.0.abs() - self.half.0 + self.corner, at.1.abs() - self.half.1 + self.corner);
        let far = (x.max(0.0).powi(2) + y.max(0.0).powi(2)).sqrt();
        self.corner - if far > 0.0 { far } else { x.max(y) }
    }
}

/// Room that a fibre needs, mm.
const FIBRE_MM: f64 = 0.2;
/// A tab that begins so near to the wall is part of it, mm.
const ROOTED_MM: f64 = 4.0;

impl Mandrel {
    fn holds(&self, at: (f64, f64), room: f64) -> bool {
        let (x, y) = (at.0 - self.x_mm, at.1 - self.y_mm);
        (x * x + y * y).sqrt() < self.radius_mm + room
    }
}

fn mandrel(node: &Node, report: &mut Report<'_>, walls: Option<Walls>) -> Option<Mandrel> {
    let mut fields = Fields::of(node, report, "Mandrel", &["x_mm", "y_mm", "radius_mm"])?;
    let x = fields.number(report, "x_mm", -500.0, 500.0);
    let y = fields.number(report, "y_mm", -500.0, 500.0);
    let radius = fields.number(report, "radius_mm", 1.0, 250.0);
    let (x_mm, y_mm, radius_mm) = (x?, y?, radius?);
    let fits = walls.is_none_or(|walls| walls.room((x_mm, y_mm)) >= radius_mm);
    if !fits && let Some(Walls { half, .. }) = walls {
        let message = format!("the mandrel is outside the tray, which ends at {} and {} mm", half.0, half.1);
        report.error(node.span.clone(), message);
    }
    Some(Mandrel { x_mm, y_mm, radius_mm })
}

fn tab(node: &Node, report: &mut Report<'_>, walls: Option<Walls>, mandrels: Option<&[Mandrel]>) -> Option<Tab> {
    let mut fields = Fields::of(node, report, "Tab", &["from_mm", "to_mm", "width_mm"])?;
    let from = fields.take::<(f64, f64)>(report, "from_mm");
    let to = fields.take::<(f64, f64)>(report, "to_mm");
    let width_mm = fields.number(report, "width_mm", 1.0, 100.0);
    let (from_mm, to_mm) = (from?, to?);
    let fits = [from_mm, to_mm].map(|end| inside(report, end, &node.span, walls, "the tab"));
    if let (Some(walls), Some(mandrels), [true, true]) = (walls, mandrels, fits)
        && walls.room(from_mm) > ROOTED_MM
        && !mandrels.iter().any(|mandrel| mandrel.holds(from_mm, ROOTED_MM))
    {
        report.error(node.span.clone(), "the tab begins nowhere: `from_mm` is neither on the wall nor on a mandrel");
    }
    Some(Tab { from_mm, to_mm, width_mm: width_mm? })
}

fn lid(node: &Node, report: &mut Report<'_>) -> Option<Lid> {
    let mut fields = Fields::of(node, report, "Lid", &["drop_mm", "reach_mm"])?;
    let drop = fields.number_at(report, "drop_mm", 0.01, 5.0);
    let reach_mm = fields.number(report, "reach_mm", 0.5, 50.0);
    under(report, &drop, reach_mm.map(|reach| reach / 3.0), "a third of its reach");
    Some(Lid { drop_mm: drop?.value, reach_mm: reach_mm? })
}

/// Whether something of a tray is in it; says so when not.
fn inside(report: &mut Report<'_>, at: (f64, f64), span: &Range<usize>, walls: Option<Walls>, what: &str) -> bool {
    let Some(walls) = walls else { return true };
    let fits = walls.room(at) >= 0.0;
    if !fits {
        let (length, width) = walls.half;
        report.error(span.clone(), format!("{what} is outside the tray, which ends at {length} and {width} mm"));
    }
    fits
}

impl Decode for Alignment {
    fn decode(node: &Node, report: &mut Report<'_>) -> Option<Alignment> {
        let words = [("core", Alignment::Core), ("cladding", Alignment::Cladding), ("v-groove", Alignment::VGroove)];
        word(node, report, "alignment", &words)
    }
}

impl Decode for FibreType {
    fn decode(node: &Node, report: &mut Report<'_>) -> Option<FibreType> {
        let fibres = [FibreType::G652D, FibreType::G657A1, FibreType::G657A2, FibreType::G657B3];
        word(node, report, "fibre type", &fibres.map(|fibre| (fibre_name(fibre), fibre)))
    }
}

/// The standard's name of a fibre type, as files write it.
pub(crate) fn fibre_name(fibre: FibreType) -> &'static str {
    match fibre {
        FibreType::G652D => "G.652.D",
        FibreType::G657A1 => "G.657.A1",
        FibreType::G657A2 => "G.657.A2",
        FibreType::G657B3 => "G.657.B3",
    }
}
