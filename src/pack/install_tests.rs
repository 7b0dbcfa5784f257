//! Packs as they are made, installed, replaced and removed, with the exercises of the program as a course of another's.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use ed25519_dalek::SigningKey;
use tempfile::TempDir;

use super::install::{HEAD, Own, import, installed, remove};
use super::{About, Exported, content, export};
use crate::catalogue::{LoadedCatalogue, builtin_catalogue};
use crate::library::Library;
use crate::scenario::{Job, Located};

const EXERCISE: &str = include_str!("../../scenarios/geste/premiere-epissure.ron");
const READING: &str = include_str!("../../scenarios/mesure/lire-une-trace.ron");
const CABLE: &str = "cable: \"";

/// A desk of an instructor: a folder with a course, and a place for packs.
struct Desk {
    root: TempDir,
    catalogue: LoadedCatalogue,
    ids: BTreeSet<String>,
}

impl Desk {
    fn new() -> Desk {
        let ids = BTreeSet::from(["geste/premiere-epissure".to_owned()]);
        let desk =
            Desk { root: tempfile::tempdir().expect("a folder"), catalogue: builtin_catalogue().expect("good"), ids };
        desk.put("un.ron", &exercise("cours/un"));
        desk.put("lire/trace.ron", &READING.replacen("id: \"mesure/", "id: \"cours/", 1));
        let traces = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/mesure/traces");
        fs::create_dir_all(desk.course().join("lire/traces")).expect("a folder");
        for trace in fs::read_dir(traces).expect("traces").flatten() {
            fs::copy(trace.path(), desk.course().join("lire/traces").join(trace.file_name())).expect("a copy");
        }
        desk.put("LISEZMOI.md", "Bonjour");
        desk
    }

    fn course(&self) -> PathBuf {
        self.root.path().join("cours")
    }

    fn packs(&self) -> PathBuf {
        self.root.path().join("packs")
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.course().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("written");
    }

    fn export(&self, name: &str, version: &str, key: u8) -> Result<Exported, Vec<Located>> {
        let about = About {
            name: name.to_owned(),
            title: content::title("Cours", Some("Course")),
            version: version.to_owned(),
            author: "Lycée".to_owned(),
        };
        export(&self.course(), about, &SigningKey::from_bytes(&[key; 32]), &self.catalogue.catalogue)
    }

    /// Exports the course as it is and imports it.
    fn bring(&self, name: &str, version: &str, key: u8, trust: bool) -> Result<Option<String>, Vec<Located>> {
        let made = self.export(name, version, key).unwrap_or_else(|errors| panic!("{errors:?}"));
        let file = self.root.path().join("x.epack");
        fs::write(&file, made.bytes).expect("written");
        import(&file, &self.packs(), &self.own(), trust).map(|done| done.replaced)
    }

    fn own(&self) -> Own<'_> {
        Own { ids: &self.ids, catalogue: &self.catalogue.catalogue }
    }

    fn library(&self) -> Library {
        Library::at(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the program's own").with_packs(&self.packs())
    }

    /// Everything in the folder of packs, hidden things included.
    fn listing(&self) -> Vec<String> {
        let Ok(entries) = fs::read_dir(self.packs()) else { return Vec::new() };
        let mut names: Vec<String> =
            entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

fn exercise(id: &str) -> String {
    EXERCISE.replacen("id: \"geste/premiere-epissure\"", &format!("id: \"{id}\""), 1)
}

#[track_caller]
fn refused<T: std::fmt::Debug>(result: Result<T, Vec<Located>>, word: &str) -> Vec<Located> {
    let errors = result.expect_err("must be refused");
    assert!(errors.iter().any(|error| error.to_string().contains(word)), "`{word}` is not in {errors:?}");
    errors
}

#[test]
fn a_course_goes_through_a_pack_to_the_list_and_away_again() {
    let desk = Desk::new();
    assert_eq!(desk.bring("cours", "1", 1, false), Ok(None));
    for path in ["un.ron", "lire/trace.ron", "LISEZMOI.md", "lire/traces/lire-une-trace-1550.sor"] {
        let (here, there) = (fs::read(desk.course().join(path)), fs::read(desk.packs().join("cours").join(path)));
        assert_eq!(here.expect("written"), there.expect("installed"), "{path}");
    }
    let library = desk.library();
    let exercises = library.exercises();
    let last: Vec<String> = exercises[exercises.len() - 2..]
        .iter()
        .map(|exercise| exercise.loaded.as_ref().expect("good").scenario.id.clone())
        .collect();
    assert_eq!(last, ["cours/lire-une-trace", "cours/un"], "after the program's own, in the order of the paths");
    let path = library.scenario_file("cours/un");
    let loaded = library.load(&path).expect("good");
    assert_eq!(loaded.scenario.id, "cours/un");
    assert!(Job::draw(&loaded.scenario, &library.catalogue.catalogue, 1).is_ok());
    remove(&desk.packs(), "cours").expect("removed");
    assert_eq!(desk.listing(), [""; 0]);
    refused(remove(&desk.packs(), "cours"), "no pack");
    refused(remove(&desk.packs(), "../cours"), "a pack's name");
    assert!(desk.course().join("un.ron").is_file());
}

#[test]
fn a_programme_gives_the_courses_and_their_order() {
    let desk = Desk::new();
    let programme =
        |list: &str| format!("Programme(courses: [(id: \"a\", title: (fr: \"A\", en: \"A\"), exercises: [{list}])])");
    desk.put("programme.ron", &programme("\"un.ron\", \"lire/trace.ron\""));
    desk.bring("cours", "1", 1, false).expect("imported");
    let exercises = desk.library().exercises();
    let last = &exercises[exercises.len() - 2..];
    assert!(last[0].path.ends_with("un.ron") && last[0].course.fr == "A", "{:?}", last[0].path);
    desk.put("programme.ron", &programme("\"un.ron\""));
    refused(desk.export("cours", "1", 1), "`lire/trace.ron` is in no course");
}

#[test]
fn parts_of_a_pack_are_its_own_and_leave_other_attempts_alone() {
    let desk = Desk::new();
    let before = desk.library().catalogue;
    let base = include_str!("../../assets/catalogue/base.ron");
    let at = EXERCISE.find(CABLE).expect("a cable") + CABLE.len();
    let cable = &EXERCISE[at..at + EXERCISE[at..].find('"').expect("its end")];
    let own = format!("{cable}-lycee");
    desk.put("un.ron", &exercise("cours/un").replacen(&format!("{CABLE}{cable}"), &format!("{CABLE}{own}"), 1));
    refused(desk.export("cours", "1", 1), "the catalogue has no cable");
    // The program's own parts under other names.
    let parts = base.replace("id: \"", "id: \"lycee-").replace(&format!("lycee-{cable}\""), &format!("{own}\""));
    desk.put("catalogue/lycee.ron", &parts);
    desk.bring("cours", "1", 1, false).expect("imported");
    let library = desk.library();
    assert_eq!(library.catalogue.hash, before.hash, "attempts at other exercises can still be marked");
    assert!(library.catalogue.catalogue.cables.iter().any(|c| c.id == own));
    let loaded = library.load(&library.scenario_file("cours/un")).expect("good");
    assert_ne!(loaded.hash, crate::scenario::load::hash(&loaded.source), "its hash covers its parts");
    assert!(Job::draw(&loaded.scenario, &library.catalogue.catalogue, 1).is_ok());
    // No other pack may have the same parts, and none the program's.
    desk.put("un.ron", &exercise("autre/un"));
    fs::remove_dir_all(desk.course().join("lire")).expect("removed");
    refused(desk.bring("autre", "1", 1, false), "is a part of the pack cours already");
    desk.put("catalogue/lycee.ron", base);
    refused(desk.export("autre", "1", 1), "used twice");
}

#[test]
fn a_newer_version_replaces_and_an_older_or_a_strangers_does_not() {
    let desk = Desk::new();
    desk.bring("cours", "1.9", 1, false).expect("first");
    fs::remove_file(desk.course().join("LISEZMOI.md")).expect("removed");
    assert_eq!(desk.bring("cours", "1.10", 1, false), Ok(Some("1.9".to_owned())));
    assert!(!desk.packs().join("cours/LISEZMOI.md").exists(), "nothing of the old version stays");
    refused(desk.bring("cours", "1.2", 1, false), "newer than 1.2");
    let told = refused(desk.bring("cours", "2", 2, false), "another author");
    assert!(told[0].message.contains("--trust-new-key"), "{}", told[0]);
    assert_eq!(desk.library().packs[0].as_ref().expect("good").manifest.version, "1.10", "nothing changed");
    assert_eq!(desk.bring("cours", "2", 2, true), Ok(Some("1.10".to_owned())));
    assert_eq!(desk.listing(), ["cours"], "no leavings");
}

#[test]
fn ids_of_others_are_refused() {
    let desk = Desk::new();
    desk.put("un.ron", EXERCISE);
    let errors = refused(desk.bring("cours", "1", 1, false), "an exercise of the program");
    assert!(errors[0].file.ends_with("x.epack/un.ron"), "{}", errors[0]);
    desk.put("un.ron", &exercise("cours/un"));
    desk.bring("cours", "1", 1, false).expect("good");
    refused(desk.bring("autre", "1", 1, false), "an exercise of the pack cours");
    assert_eq!(desk.listing(), ["cours"]);
}

#[test]
fn every_error_of_a_course_is_told_with_its_place_and_nothing_is_left() {
    let desk = Desk::new();
    let pack = desk.export("cours", "1", 1).expect("good");
    desk.put("un.ron", &exercise("cours/un").replacen("minutes: 20", "minutes: 0", 1));
    desk.put("deux.ron", "(");
    let errors = refused(desk.export("cours", "1", 1), "minutes");
    assert!(errors.iter().any(|e| e.file.ends_with("deux.ron")) && errors.iter().any(|e| e.line > 1), "{errors:?}");
    // An author with another program signs what ours refuses.
    let mut manifest = pack.manifest.clone();
    let entries = manifest.files.iter_mut();
    let contents: Vec<Vec<u8>> = entries
        .map(|entry| {
            let good = fs::read(desk.course().join(&entry.path)).expect("there");
            let bytes = if entry.id.is_some() { b"(\n  format: 1,\n  oops: 2,\n)".to_vec() } else { good };
            entry.bytes = bytes.len() as u64;
            entry.blake3 = blake3::hash(&bytes).to_hex().to_string();
            bytes
        })
        .collect();
    let file = desk.root.path().join("bad.epack");
    let bytes = super::container::write(&manifest, &contents, &SigningKey::from_bytes(&[1; 32])).expect("small");
    fs::write(&file, bytes).expect("written");
    let errors = refused(import(&file, &desk.packs(), &desk.own(), false), "unknown field `oops`");
    let of = |name: &str| errors.iter().any(|e| e.line == 3 && e.file.ends_with(&format!("bad.epack/{name}")));
    assert!(of("un.ron") && of("lire/trace.ron"), "{errors:?}");
    assert_eq!(desk.listing(), [""; 0]);
}

#[test]
fn names_links_and_sizes_that_a_pack_cannot_have_stop_an_export() {
    let desk = Desk::new();
    desk.put("notes.txt", "left out");
    desk.put(".cache/x.ron", "hidden");
    let made = desk.export("cours", "1", 1).expect("good");
    assert_eq!(made.left_out, ["notes.txt"]);
    assert!(made.manifest.files.iter().all(|entry| !entry.path.contains("cache")));
    for bad in ["é.ron", "a b.ron", "aux.md"] {
        desk.put(bad, "x");
        refused(desk.export("cours", "1", 1), bad);
        fs::remove_file(desk.course().join(bad)).expect("removed");
    }
    desk.put("large.md", &"x".repeat((1 << 20) + 1));
    refused(desk.export("cours", "1", 1), "larger than 1024 KiB");
    fs::remove_file(desk.course().join("large.md")).expect("removed");
    refused(desk.export("Cours", "1", 1), "a pack's name");
    #[cfg(unix)]
    for (target, name) in [("un.ron", "deux.ron"), ("lire", "lien"), ("/etc/hostname", "trois.md")] {
        let link = desk.course().join(name);
        std::os::unix::fs::symlink(desk.course().join(target), &link).expect("a link");
        refused(desk.export("cours", "1", 1), "this is a link");
        fs::remove_file(link).expect("removed");
    }
    desk.export("cours", "1", 1).expect("good again");
}

#[test]
fn a_pack_that_somebody_spoilt_is_shown_and_stops_nothing() {
    let desk = Desk::new();
    desk.bring("cours", "1", 1, false).expect("good");
    let (folder, own) = (desk.packs().join("cours"), desk.library().exercises().len() - 2);
    let text = fs::read_to_string(folder.join("un.ron")).expect("there");
    fs::write(folder.join("un.ron"), text.replacen("minutes: 20", "minutes: 21", 1)).expect("written");
    let exercises = desk.library().exercises();
    let errors = exercises[own + 1].loaded.as_ref().expect_err("altered");
    assert!(errors[0].message.contains("signed"), "{}", errors[0]);
    assert!(exercises[own].loaded.is_ok(), "the pack's other exercise can be done");
    for head in [&b""[..], b"EPACK\r\n\x1a\x01\0\0\0\xff\xff\xff\xff", &[0; 4_000]] {
        fs::write(folder.join(HEAD), head).expect("written");
        let exercises = desk.library().exercises();
        assert_eq!(exercises.len(), own + 1);
        assert!(exercises[own].loaded.is_err() && exercises[own].course.fr == "cours");
        refused(desk.bring("cours", "1", 1, false), "is damaged");
    }
    fs::create_dir(desk.packs().join("vide")).expect("a folder");
    fs::write(desk.packs().join("stray.txt"), "x").expect("written");
    assert_eq!(installed(&desk.packs(), &desk.own()).len(), 2);
    remove(&desk.packs(), "cours").expect("removed");
    assert_eq!(desk.bring("cours", "1", 1, false), Ok(None));
}
