//! Files of drafts: copies, saving, and what others write in between.

use std::fs;
use std::path::{Path, PathBuf};

use super::draft::{COURSE, Draft, SaveError, Seen, is_own, short_path};
use crate::catalogue::schema::Catalogue;
use crate::library::Library;

fn library() -> Library {
    Library::at(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the library is good")
}

fn program(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name)
}

/// An exercise that somebody wrote into `folder`: its file, its text and the draft of it.
fn written(folder: &Path, catalogue: &Catalogue) -> (PathBuf, String, Draft) {
    let path = folder.join("a.ron");
    let text = fs::read_to_string(program("geste/lover-1.ron")).expect("it can be read");
    fs::write(&path, &text).expect("it is written");
    let draft = Draft::open(&path, catalogue).expect("it opens");
    (path, text, draft)
}

#[test]
fn a_copy_has_its_own_id_and_title_and_is_listed_once_it_is_saved() {
    let (library, folder) = (library(), tempfile::tempdir().expect("a folder"));
    let catalogue = &library.catalogue.catalogue;
    let mut draft = Draft::copy(&program("geste/premiere-epissure.ron"), folder.path(), catalogue).expect("a copy");
    assert!(draft.document.is_unsaved() && draft.document.is_good());
    assert!(library.own_exercises(folder.path()).is_empty(), "nothing is written yet");
    draft.save(false, catalogue).expect("it is saved");
    assert!(!draft.document.is_unsaved() && is_own(draft.document.path(), folder.path()));
    assert_eq!(short_path(draft.document.path()), "mes-exercices/premiere-epissure.ron");
    let own = library.own_exercises(folder.path());
    assert_eq!(own.len(), 1);
    let scenario = &own[0].loaded.as_ref().expect("it is good").scenario;
    assert_eq!(scenario.id, "mes-exercices/premiere-epissure");
    assert_eq!((scenario.title.fr.as_str(), own[0].course.fr.as_str()), ("Première épissure (copie)", "Mes exercices"));
    let second = Draft::copy(&program("geste/premiere-epissure.ron"), folder.path(), catalogue).expect("a copy");
    assert_eq!(short_path(second.document.path()), "mes-exercices/premiere-epissure-2.ron");
    let left: Vec<_> = fs::read_dir(folder.path().join(COURSE)).expect("a folder").flatten().collect();
    assert_eq!(left.len(), 1, "nothing is left beside it");
}

#[test]
fn a_copy_brings_the_traces_of_its_original() {
    let (library, folder) = (library(), tempfile::tempdir().expect("a folder"));
    let catalogue = &library.catalogue.catalogue;
    let mut draft = Draft::copy(&program("mesure/lire-une-trace.ron"), folder.path(), catalogue).expect("a copy");
    assert_eq!(draft.document.errors(), []);
    draft.save(false, catalogue).expect("it is saved");
    assert_eq!(draft.document.errors(), []);
    let again = Draft::open(draft.document.path(), catalogue).expect("it opens");
    assert!(again.document.is_good());
}

#[test]
fn what_others_write_is_followed_and_an_error_keeps_the_last_good_version() {
    let (library, folder) = (library(), tempfile::tempdir().expect("a folder"));
    let catalogue = &library.catalogue.catalogue;
    let (path, text, mut draft) = written(folder.path(), catalogue);
    assert_eq!(draft.look(1.0, catalogue), Seen::Same);
    fs::write(&path, text.replace("assistance:", "assistence:")).expect("it is written");
    assert_eq!(draft.look(1.1, catalogue), Seen::Same, "it is not looked at so soon again");
    assert_eq!(draft.look(2.0, catalogue), Seen::Reloaded);
    assert!(!draft.document.is_good() && draft.document.good().is_some() && !draft.document.is_unsaved());
    draft.document.undo(catalogue);
    assert!(draft.document.is_good(), "what was there can be had back");
    fs::remove_file(&path).expect("it is removed");
    assert_eq!(draft.look(3.0, catalogue), Seen::Gone);
    draft.save(false, catalogue).expect("it is written anew");
    assert_eq!(fs::read_to_string(&path).expect("it is there"), text);
}

#[test]
fn nothing_that_others_wrote_is_overwritten_unasked() {
    let (library, folder) = (library(), tempfile::tempdir().expect("a folder"));
    let catalogue = &library.catalogue.catalogue;
    let (path, text, mut draft) = written(folder.path(), catalogue);
    draft.document.type_text(&format!("// mine\n{text}"), catalogue);
    let theirs = format!("// theirs, longer\n{text}");
    fs::write(&path, &theirs).expect("it is written");
    assert_eq!(draft.save(false, catalogue), Err(SaveError::Changed));
    assert!(draft.conflict);
    assert_eq!(draft.look(5.0, catalogue), Seen::Conflict);
    assert_eq!(draft.save(false, catalogue), Err(SaveError::Changed), "having been seen is no leave");
    assert_eq!(fs::read_to_string(&path).expect("it is there"), theirs);
    let mut other = draft.clone();
    other.take_theirs(catalogue).expect("it can be read");
    assert_eq!(other.document.text(), theirs);
    assert!(!other.conflict && !other.document.is_unsaved());
    draft.save(true, catalogue).expect("it is written over");
    assert!(fs::read_to_string(&path).expect("it is there").starts_with("// mine"));
}

#[test]
fn a_file_that_becomes_unreadable_is_named_and_the_text_stays() {
    let (library, folder) = (library(), tempfile::tempdir().expect("a folder"));
    let catalogue = &library.catalogue.catalogue;
    let path = folder.path().join("a.ron");
    fs::write(&path, "()").expect("it is written");
    let mut draft = Draft::open(&path, catalogue).expect("it opens");
    fs::write(&path, [0xff, 0xfe, 0x00]).expect("it is written");
    assert!(matches!(draft.look(1.0, catalogue), Seen::Unreadable(errors) if errors.len() == 1));
    assert_eq!(draft.document.text(), "()");
}
