//! The kinds of files from outside: good ones to spoil, and what must hold of any answer to a spoilt one.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use epissure::catalogue::load::{load_catalogue_file, parse_catalogue};
use epissure::catalogue::{LoadedCatalogue, builtin_catalogue};
use epissure::pack::{self, Own};
use epissure::scenario::programme::parse_programme;
use epissure::scenario::schema::Lang;
use epissure::scenario::{Job, Located, load_programme, load_scenario, parse_scenario};

use super::mutate::{Luck, spoilt};
use super::packs;

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An exercise.
    Scenario,
    /// Parts and tools.
    Catalogue,
    /// The list of courses.
    Programme,
    /// A course as one signed file: read, and installed where it is good.
    Pack,
}

impl Kind {
    /// Every kind with its name on the command line.
    pub const ALL: [(&str, Kind); 4] = [
        ("scenario", Kind::Scenario),
        ("catalogue", Kind::Catalogue),
        ("programme", Kind::Programme),
        ("pack", Kind::Pack),
    ];
}

/// What inputs are read with.
pub struct Reader {
    kind: Kind,
    catalogue: LoadedCatalogue,
    scenarios: PathBuf,
    folder: PathBuf,
    good: Vec<Vec<u8>>,
}

impl Reader {
    /// A reader of a kind, with good files of it to spoil. `root` holds the program's `scenarios` and `assets`; files
    /// that must be on a disk are written to `folder`.
    pub fn new(kind: Kind, root: &Path, folder: &Path) -> Reader {
        let scenarios = root.join("scenarios");
        let catalogue = builtin_catalogue().expect("the program's own catalogue");
        if kind == Kind::Pack {
            let good = packs::good(&scenarios, &folder.join("courses"), &catalogue.catalogue);
            return Reader { kind, catalogue, scenarios, folder: folder.to_path_buf(), good };
        }
        let files = match kind {
            Kind::Scenario => ron_files(&["geste", "mesure", "remise", "datacenter"].map(|name| scenarios.join(name))),
            Kind::Catalogue => ron_files(&[root.join("assets").join("catalogue")]),
            Kind::Programme | Kind::Pack => vec![scenarios.join("programme.ron")],
        };
        let good = files.iter().map(|path| fs::read(path).expect("a file of the program")).collect();
        let traces = scenarios.join("mesure").join("traces");
        fs::create_dir_all(folder.join("traces")).expect("a folder");
        for trace in fs::read_dir(traces).expect("the program's traces").flatten() {
            fs::copy(trace.path(), folder.join("traces").join(trace.file_name())).expect("a copy");
        }
        Reader { kind, catalogue, scenarios, folder: folder.to_path_buf(), good }
    }

    /// A good file, spoilt.
    pub fn spoil(&self, luck: &mut Luck) -> Vec<u8> {
        if self.kind == Kind::Pack { packs::spoil(&self.good, luck) } else { spoilt(&self.good, luck) }
    }

    /// Reads an input; returns whether it was taken.
    ///
    /// # Panics
    /// When an answer is none that a person could use.
    pub fn read(&self, bytes: &[u8]) -> bool {
        if self.kind == Kind::Pack {
            return self.read_pack(bytes);
        }
        // Traces stand beside a scenario's file, and only a file can be no UTF-8.
        let text = match std::str::from_utf8(bytes) {
            Ok(text) if !text.contains("given: [") => text,
            _ => return self.read_file(bytes),
        };
        match self.kind {
            Kind::Scenario => match parse_scenario("x.ron", text, &self.catalogue.catalogue) {
                Ok(loaded) => {
                    let job = Job::draw(&loaded.scenario, &self.catalogue.catalogue, 1).expect("a job");
                    let _ = (job.brief(Lang::Fr), job.brief(Lang::En));
                    true
                }
                Err(errors) => sane(&errors, Some(text)),
            },
            Kind::Catalogue => parse_catalogue("x.ron", text).map_or_else(|e| sane(&e, Some(text)), |_| true),
            Kind::Programme | Kind::Pack => {
                parse_programme("x.ron", text, &self.scenarios).map_or_else(|e| sane(&e, Some(text)), |_| true)
            }
        }
    }

    fn read_file(&self, bytes: &[u8]) -> bool {
        let path = self.folder.join("x.ron");
        fs::write(&path, bytes).expect("room for a file");
        let text = std::str::from_utf8(bytes).ok();
        let sane = |errors: Vec<Located>| sane(&errors, text);
        let taken = match self.kind {
            Kind::Scenario => load_scenario(&path, &self.catalogue.catalogue).map_or_else(sane, |_| true),
            Kind::Catalogue => load_catalogue_file(&path).map_or_else(sane, |_| true),
            Kind::Programme | Kind::Pack => load_programme(&path).map_or_else(sane, |_| true),
        };
        assert!(text.is_some() || !taken, "what is no UTF-8 was taken");
        taken
    }

    /// Reads a pack; one that is what was signed is installed, and leaves nothing outside its folder.
    fn read_pack(&self, bytes: &[u8]) -> bool {
        if let Err(errors) = pack::read("x.epack", bytes) {
            return sane(&errors, None);
        }
        let (file, packs) = (self.folder.join("x.epack"), self.folder.join("packs"));
        fs::write(&file, bytes).expect("room for a file");
        let own = Own { ids: &BTreeSet::new(), catalogue: &self.catalogue.catalogue };
        let taken = match pack::import(&file, &packs, &own, true) {
            Ok(done) => {
                assert!(packs.join(&done.manifest.name).is_dir(), "what was installed is not there");
                pack::remove(&packs, &done.manifest.name).unwrap_or_else(|errors| panic!("{}", errors[0]));
                true
            }
            Err(errors) => sane(&errors, None),
        };
        let left = |folder: &Path| {
            let entries = fs::read_dir(folder).into_iter().flatten().flatten();
            entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect::<BTreeSet<_>>()
        };
        assert_eq!(left(&packs), BTreeSet::new(), "something was left behind");
        let known = ["courses", "packs", "x.epack"].map(str::to_owned);
        assert!(left(&self.folder).is_subset(&BTreeSet::from(known)), "something was written elsewhere");
        taken
    }
}

/// Errors must be there, be in the text, be printable and be few.
fn sane(errors: &[Located], text: Option<&str>) -> bool {
    assert!(!errors.is_empty() && errors.len() <= epissure::scenario::error::MAX_ERRORS);
    for error in errors {
        assert!(text.is_none_or(|text| text.get(error.span.clone()).is_some()), "{error}");
        assert!(!error.to_string().contains(['\u{1b}', '\0', '\u{202e}']), "{error:?}");
    }
    false
}

fn ron_files(folders: &[PathBuf]) -> Vec<PathBuf> {
    let entries = folders.iter().flat_map(|folder| fs::read_dir(folder).expect("a folder of the program").flatten());
    let mut files: Vec<PathBuf> =
        entries.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|e| e == "ron")).collect();
    files.sort();
    files
}
