//! Reads catalogue files: parts and tools whose numbers make sense.

use std::collections::BTreeSet;
use std::path::Path;

use super::schema::{Alignment, Cable, Catalogue, Cleaver, OvenProgram, Pigtail, Program, Sleeve, Splicer};
use super::shapes::{CABLE, CATALOGUE, CLEAVER, OVEN_PROGRAM, PIGTAIL, PROGRAM, SLEEVE, SPLICER};
use super::vocabulary::MAX_NUMBER;
use super::{competences, load_tray, load_workpiece};
use crate::optics::FibreType;
use crate::scenario::decode::{At, Decode, Fields, each, word};
use crate::scenario::error::{Located, Report, path_name, quoted};
use crate::scenario::load::{parse_with, read_text};
use crate::scenario::schema::Text;
use crate::scenario::spanned::Node;

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
    let mut fields = Fields::shaped(node, report, &CATALOGUE)?;
    let cables = entries(&mut fields, report, "cables", cable, |c| &c.id, ids);
    let pigtails = entries(&mut fields, report, "pigtails", pigtail, |p| &p.id, ids);
    let sleeves = entries(&mut fields, report, "sleeves", sleeve, |s| &s.id, ids);
    let cleavers = entries(&mut fields, report, "cleavers", cleaver, |c| &c.id, ids);
    let splicers = entries(&mut fields, report, "splicers", splicer, |s| &s.id, ids);
    let trays = entries(&mut fields, report, "trays", load_tray::tray, |t| &t.id, ids);
    let workpieces = entries(&mut fields, report, "workpieces", load_workpiece::workpiece, |w| &w.id, ids);
    let kit = entries(&mut fields, report, "kit", load_workpiece::kit_tool, |k| &k.id, ids);
    let domains = competences::domains(&mut fields, report, ids);
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
    if fields.optional(kind).is_none() {
        return Some(Vec::new());
    }
    each(fields.list(report, kind)?, |node| {
        let At { value, span } = read(node, report)?;
        if !ids.insert((kind, id(&value).clone())) {
            report.error(span, format!("id {} is used twice", quoted(id(&value))));
            return None;
        }
        Some(value)
    })
}

pub(super) fn entry_id(fields: &mut Fields<'_>, report: &mut Report<'_>) -> Option<At<String>> {
    let id = fields.at::<String>(report, "id")?;
    crate::scenario::check::id(report, &id, 1);
    Some(id)
}

/// Reports `number` unless it is less than `limit`.
pub(super) fn under(report: &mut Report<'_>, number: &Option<At<f64>>, limit: Option<f64>, what: &str) {
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
    let mut fields = Fields::shaped(node, report, &CABLE)?;
    let id = entry_id(&mut fields, report);
    let name = fields.take::<Text>(report, "name");
    let fibre = fields.take::<FibreType>(report, "fibre");
    let tubes = fields.whole::<u8>(report, "tubes");
    let per_tube = fields.whole::<u8>(report, "fibres_per_tube");
    if let (Some(tubes), Some(per_tube)) = (tubes, per_tube)
        && u32::from(tubes) * u32::from(per_tube) > u32::from(MAX_NUMBER)
    {
        let count = u32::from(tubes) * u32::from(per_tube);
        report.error(fields.span(), format!("a cable of {count} fibres: at most {MAX_NUMBER} can be told apart"));
    }
    let outer = fields.limited_at(report, "outer_mm");
    let sheath = fields.limited_at(report, "sheath_mm");
    under(report, &sheath, value(&outer).map(|outer| outer / 2.0), "the cable's radius");
    let tube = fields.limited_at(report, "tube_mm");
    let inside = value(&outer).zip(value(&sheath)).map(|(outer, sheath)| outer - 2.0 * sheath);
    if let (Some(tube), Some(inside), Some(tubes)) = (&tube, inside.filter(|inside| *inside > 0.0), tubes) {
        // Areas alone: whether they can be packed so tightly is the author's business.
        if tube.value > inside || f64::from(tubes) * tube.value * tube.value > inside * inside {
            let message = format!("{tubes} tubes of {} mm do not fit into {inside} mm", tube.value);
            report.error(tube.span.clone(), message);
        }
    }
    let wall = fields.limited_at(report, "tube_wall_mm");
    under(report, &wall, value(&tube).map(|tube| tube / 2.0), "the tube's radius");
    let free = fields.limited(report, "free_mm");
    let sheath_pull = fields.limited(report, "sheath_pull_n");
    let tube_pull = fields.limited(report, "tube_pull_n");
    let gel = fields.limited(report, "gel");
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
    let mut fields = Fields::shaped(node, report, &PIGTAIL)?;
    let id = entry_id(&mut fields, report);
    let name = fields.take::<Text>(report, "name");
    let fibre = fields.take::<FibreType>(report, "fibre");
    let buffer_mm = fields.limited(report, "buffer_mm");
    let free_mm = fields.limited(report, "free_mm");
    let colour = fields.whole::<u8>(report, "colour");
    let At { value: id, span } = id?;
    let (name, fibre, buffer_mm) = (name?, fibre?, buffer_mm?);
    Some(At { value: Pigtail { id, name, fibre, buffer_mm, free_mm: free_mm?, colour: colour? }, span })
}

fn sleeve(node: &Node, report: &mut Report<'_>) -> Option<At<Sleeve>> {
    let mut fields = Fields::shaped(node, report, &SLEEVE)?;
    let id = entry_id(&mut fields, report);
    let length_mm = fields.limited(report, "length_mm");
    let bore = fields.limited_at(report, "bore_mm");
    let outer = fields.limited_at(report, "outer_mm");
    under(report, &bore, value(&outer), "the outer diameter");
    let At { value: id, span } = id?;
    Some(At { value: Sleeve { id, length_mm: length_mm?, bore_mm: bore?.value, outer_mm: outer?.value }, span })
}

fn cleaver(node: &Node, report: &mut Report<'_>) -> Option<At<Cleaver>> {
    let mut fields = Fields::shaped(node, report, &CLEAVER)?;
    let id = entry_id(&mut fields, report);
    let bare_mm = fields.limited(report, "bare_mm");
    let wear = fields.limited(report, "wear");
    let travel_mm = fields.limited(report, "travel_mm");
    let [position, height] = ["position", "height"].map(|name| match fields.optional(name) {
        Some(_) => fields.whole::<u8>(report, name),
        None => Some(1),
    });
    let At { value: id, span } = id?;
    let (bare_mm, wear, travel_mm) = (bare_mm?, wear?, travel_mm?);
    Some(At { value: Cleaver { id, bare_mm, wear, travel_mm, position: position?, height: height? }, span })
}

fn splicer(node: &Node, report: &mut Report<'_>) -> Option<At<Splicer>> {
    let mut fields = Fields::shaped(node, report, &SPLICER)?;
    let id = entry_id(&mut fields, report);
    let alignment = fields.take::<Alignment>(report, "alignment");
    let nodes = fields.node(report, "programs").and_then(|node| {
        let nodes = fields.list(report, "programs")?;
        if nodes.is_empty() {
            report.error(node.span.clone(), "a splicer needs a program at power-on: the list is empty");
        }
        Some(nodes)
    });
    let mut taken = BTreeSet::new();
    let programs = nodes.and_then(|nodes| each(nodes, |node| program(node, report, &mut taken)));
    let warn_deg = fields.limited(report, "warn_deg");
    let electrode_wear = fields.limited(report, "electrode_wear");
    let test_n = fields.limited(report, "test_n");
    let heat_s = fields.limited(report, "heat_s");
    let cool_s = fields.limited(report, "cool_s");
    let arc_drift = fields.limited_or(report, "arc_drift", 0.0);
    let oven = match fields.optional("oven") {
        Some(node) => fields.list(report, "oven").and_then(|nodes| oven(node, nodes, report)),
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

fn oven(node: &Node, nodes: &[Node], report: &mut Report<'_>) -> Option<Vec<OvenProgram>> {
    if nodes.is_empty() {
        report.error(node.span.clone(), "an oven needs a program at power-on: the list is empty");
        return None;
    }
    let mut taken = BTreeSet::new();
    each(nodes, |node| {
        let mut fields = Fields::shaped(node, report, &OVEN_PROGRAM)?;
        let name = program_name(&mut fields, report, &mut taken);
        let sleeve_mm = fields.limited(report, "sleeve_mm");
        let heat_s = fields.limited(report, "heat_s");
        let celsius = fields.limited(report, "celsius");
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
    let mut fields = Fields::shaped(node, report, &PROGRAM)?;
    let name = program_name(&mut fields, report, taken);
    let fibres = fields.take::<(FibreType, FibreType)>(report, "fibres");
    let heat = fields.limited(report, "heat");
    Some(Program { name: name?, fibres: fibres?, heat: heat? })
}

impl Decode for Alignment {
    fn decode(node: &Node, report: &mut Report<'_>) -> Option<Alignment> {
        let words = [("core", Alignment::Core), ("cladding", Alignment::Cladding), ("v-groove", Alignment::VGroove)];
        word(node, report, "alignment", &words)
    }
}

impl Decode for FibreType {
    fn decode(node: &Node, report: &mut Report<'_>) -> Option<FibreType> {
        word(node, report, "fibre type", &FIBRES)
    }
}

/// The standard's names of the fibre types, as files write them.
pub(crate) const FIBRES: [(&str, FibreType); 4] = [
    ("G.652.D", FibreType::G652D),
    ("G.657.A1", FibreType::G657A1),
    ("G.657.A2", FibreType::G657A2),
    ("G.657.B3", FibreType::G657B3),
];

/// The standard's name of a fibre type.
pub(crate) fn fibre_name(fibre: FibreType) -> &'static str {
    FIBRES.iter().find(|(_, known)| *known == fibre).map_or("", |(name, _)| name)
}
