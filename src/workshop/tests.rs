//! The document, its form and its edits, on every exercise that the program brings.

use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::edit::{self, Splice};
use super::form::{Field, Value, form};
use super::words::Examples;
use super::*;
use crate::catalogue::schema::Catalogue;
use crate::catalogue::{LoadedCatalogue, load_catalogue};

fn home() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn catalogue() -> LoadedCatalogue {
    load_catalogue(&home().join("assets/catalogue")).expect("the catalogue is good")
}

/// Every exercise: its file and its text.
fn exercises() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for course in std::fs::read_dir(home().join("scenarios")).expect("the courses are there").flatten() {
        for file in std::fs::read_dir(course.path()).into_iter().flatten().flatten() {
            let path = file.path();
            if path.extension().is_some_and(|end| end == "ron") {
                let text = std::fs::read_to_string(&path).expect("it can be read");
                found.push((path, text));
            }
        }
    }
    found.sort();
    assert!(found.len() > 10);
    found
}

fn first(catalogue: &Catalogue) -> Document {
    let path = home().join("scenarios/geste/premiere-epissure.ron");
    let text = std::fs::read_to_string(&path).expect("it can be read");
    Document::new(&path, text, true, catalogue)
}

fn each_field(field: &Field, see: &mut impl FnMut(&Field)) {
    see(field);
    for child in field.children() {
        each_field(child, see);
    }
}

#[test]
fn an_edit_changes_its_value_and_no_other_byte() {
    let catalogue = catalogue();
    let mut document = first(&catalogue.catalogue);
    let before = document.text().to_owned();
    let minutes = document.form().find("minutes").expect("a field").clone();
    document.edit(&edit::number(&minutes, "35").expect("a number"), &catalogue.catalogue);
    assert_eq!(document.text(), before.replace("minutes: 20", "minutes: 35"));
    assert!(document.text().contains("// Weights add up to 20."));
    assert_eq!(document.good().expect("it is good").scenario.minutes, 35);
    let title = document.form().find("title.fr").expect("a field").clone();
    let edit = edit::words(document.text(), &title, "L’« été » \"chaud\"");
    document.edit(&edit, &catalogue.catalogue);
    assert_eq!(document.good().expect("it is good").scenario.title.fr, "L’« été » \"chaud\"");
}

#[test]
fn raw_texts_stay_raw_and_hold_their_lines() {
    let catalogue = catalogue();
    let mut document = first(&catalogue.catalogue);
    let brief = document.form().find("brief.fr").expect("a field").clone();
    // With the placeholders that the English text has.
    let words = "Une ligne {fibre} {fibre_colour} {tube} {tube_colour}.\nUne \"autre\" \\ ligne.\n{slot} {ring} {tube_left} {strip}";
    let edit = edit::words(document.text(), &brief, words);
    assert!(edit.with.starts_with("r#\""), "{}", edit.with);
    document.edit(&edit, &catalogue.catalogue);
    assert_eq!(document.good().expect("it is good").scenario.brief.fr, words);
}

#[test]
fn what_is_no_number_is_not_written() {
    let field = form("(a: 1)").find("a").expect("a field").clone();
    for wrong in ["", "-", "1,5", "inf", "NaN", "1)", "0x10"] {
        assert_eq!(edit::number(&field, wrong), None, "{wrong}");
    }
    assert_eq!(edit::number(&field, "-1.5").map(|edit| edit.with).as_deref(), Some("-1.5"));
}

#[test]
fn every_value_of_every_exercise_is_written_back_as_it_was_meant() {
    for (path, text) in exercises() {
        let tree = form(&text);
        each_field(&tree, &mut |field| {
            let edit = match &field.value {
                Value::Number(written) => edit::number(field, written).expect("a number"),
                Value::Bool(on) => edit::switch(field, *on),
                Value::Text(words) | Value::Name(words) => edit::words(&text, field, words),
                _ => return,
            };
            let after = form(&edit.apply(&text));
            let same = after.find(&field.key).map(|field| &field.value);
            assert_eq!(same, Some(&field.value), "{}: {}", path.display(), field.key);
        });
    }
}

#[test]
fn a_copy_that_is_removed_and_two_swaps_leave_every_list_as_it_was() {
    for (path, text) in exercises() {
        let tree = form(&text);
        each_field(&tree, &mut |list| {
            let Value::List(entries) = &list.value else { return };
            for at in 0..entries.len() {
                let place = format!("{}: {}[{at}]", path.display(), list.key);
                let copied = edit::copy(&text, list, at).expect("a copy").apply(&text);
                let longer = form(&copied).find(&list.key).expect("the list").clone();
                assert_eq!(longer.children().len(), entries.len() + 1, "{place}");
                let back = edit::remove(&copied, &longer, at + 1).expect("an edit").apply(&copied);
                assert_eq!(back, text, "{place}");
                let Some(swap) = edit::swap(&text, list, at) else { continue };
                let swapped = swap.apply(&text);
                let other = form(&swapped).find(&list.key).expect("the list").clone();
                assert_eq!(edit::swap(&swapped, &other, at).expect("an edit").apply(&swapped), text, "{place}");
            }
        });
    }
}

#[test]
fn removing_takes_the_comma_and_keeps_the_comments() {
    let gone = |text: &str, at: usize| {
        let tree = form(text);
        let list = tree.find("l").expect("the list").clone();
        edit::remove(text, &list, at).expect("an edit").apply(text)
    };
    assert_eq!(gone("(l: [1, 2, 3])", 0), "(l: [2, 3])");
    assert_eq!(gone("(l: [1, 2, 3])", 2), "(l: [1, 2])");
    assert_eq!(gone("(l: [1])", 0), "(l: [])");
    assert_eq!(gone("(l: [\n  // one\n  1,\n  2, // two\n])", 0), "(l: [\n  // one\n  2, // two\n])");
    let kept = gone("(l: [\n  1, // one\n  2 // two\n])", 1);
    assert!(kept.contains("// one") && kept.contains("// two"), "{kept}");
    assert_eq!(form(&kept).find("l").expect("the list").children().len(), 1);
}

#[test]
fn a_copy_gets_an_id_of_its_own() {
    let text = "(l: [(id: \"a\", n: 1), (id: \"a-2\", n: 2)])";
    let tree = form(text);
    let list = tree.find("l").expect("the list");
    let copied = edit::copy(text, list, 0).expect("a copy").apply(text);
    assert_eq!(copied, "(l: [(id: \"a\", n: 1), (id: \"a-3\", n: 1), (id: \"a-2\", n: 2)])");
}

#[test]
fn fields_are_added_and_removed_with_their_lines() {
    let text = "(\n    a: 1, // first\n    b: 2,\n)";
    let tree = form(text);
    let added = edit::add_field(text, &tree, "c", "3").expect("an edit").apply(text);
    assert_eq!(added, "(\n    a: 1, // first\n    b: 2,\n    c: 3,\n)");
    let removed = edit::remove_field(&added, &form(&added), "c").expect("an edit").apply(&added);
    assert_eq!(removed, text);
}

#[test]
fn an_error_keeps_the_last_good_version_and_stands_at_its_field() {
    let catalogue = catalogue();
    let mut document = first(&catalogue.catalogue);
    let goods = document.goods();
    let axis = document.form().find("marking.criteria[2].axis").expect("a field").clone();
    document.edit(&edit::words(document.text(), &axis, "tecnique"), &catalogue.catalogue);
    assert_eq!(document.errors().len(), 1, "{:?}", document.errors());
    assert_eq!(document.places(), [Some("marking.criteria[2].axis".to_owned())]);
    assert_eq!(document.errors()[0].nearest.as_deref(), Some("technique"));
    assert!(!document.is_good() && document.good().is_some());
    assert_eq!(document.goods(), goods);
    document.undo(&catalogue.catalogue);
    assert!(document.is_good());
}

#[test]
fn the_loader_says_which_words_and_fields_there_are() {
    let catalogue = catalogue();
    let mut document = first(&catalogue.catalogue);
    let words = |document: &Document, key: &str| document.words(document.form().find(key).expect(key)).to_vec();
    assert_eq!(words(&document, "marking.criteria[0].axis"), ["technique", "result", "safety"]);
    assert!(words(&document, "tools[1]").contains(&"scissors".to_owned()));
    assert!(words(&document, "cable").contains(&"loose-tube-12-m6".to_owned()));
    assert!(words(&document, "marking.criteria[0].rule").contains(&"AtMost".to_owned()));
    assert!(words(&document, "marking.criteria[0].rule.measure").contains(&"glass-dirt".to_owned()));
    assert!(words(&document, "marking.criteria[0].id").is_empty(), "any text may stand there");
    let missing = document.missing("", &catalogue.catalogue);
    assert!(missing.contains(&"work".to_owned()) && !missing.contains(&"tools".to_owned()), "{missing:?}");
    let missing = document.missing("marking.criteria[0]", &catalogue.catalogue);
    assert_eq!(missing, ["section"]);
}

#[test]
fn other_exercises_show_what_a_new_variant_or_field_looks_like() {
    let mut examples = Examples::default();
    for (_, text) in exercises() {
        examples.learn(&text, &form(&text));
    }
    let catalogue = catalogue();
    let mut document = first(&catalogue.catalogue);
    let rule = document.form().find("marking.criteria[0].rule").expect("a field").clone();
    let other = examples.variant(&rule, "AtMost").expect("some exercise has one").to_owned();
    assert!(other.starts_with("AtMost("), "{other}");
    document.edit(&edit::value(&rule, &other), &catalogue.catalogue);
    assert!(matches!(
        document.form().find("marking.criteria[0].rule").map(|field| &field.value),
        Some(Value::Group { variant: Some(name), .. }) if name == "AtMost"
    ));
    assert!(examples.value(document.form(), "measuring").is_some());
    assert!(examples.entry(document.form().find("tools").expect("a list")).is_some());
}

#[test]
fn letters_in_a_row_are_one_step_back() {
    let catalogue = catalogue();
    let mut document = first(&catalogue.catalogue);
    let before = document.text().to_owned();
    for typed in ["// a", "// ab", "// abc"] {
        document.type_text(&format!("{typed}\n{before}"), &catalogue.catalogue);
    }
    assert!(document.text().starts_with("// abc"));
    assert!(document.is_unsaved());
    document.undo(&catalogue.catalogue);
    document.undo(&catalogue.catalogue);
    assert_eq!(document.text(), before);
    assert!(!document.can_undo() && !document.is_unsaved());
    document.redo(&catalogue.catalogue);
    document.redo(&catalogue.catalogue);
    assert!(document.text().starts_with("// abc"));
}

#[test]
fn a_text_that_is_nothing_gives_a_form_and_errors() {
    let catalogue = catalogue();
    for text in ["", "(((((", "\u{feff}", "Scenario(", "[1, 2", "\"", "{}", "é: \u{1F600}"] {
        let document = Document::new(Path::new("x.ron"), text.to_owned(), false, &catalogue.catalogue);
        assert!(!document.errors().is_empty(), "{text:?}");
        assert_eq!(document.places().len(), document.errors().len());
        assert!(document.good().is_none());
    }
}

proptest! {
    #[test]
    fn the_edit_between_two_texts_leads_there_and_back(old in ".{0,40}", new in ".{0,40}", shared in ".{0,20}") {
        let (old, new) = (format!("{shared}{old}{shared}"), format!("{shared}{new}{shared}"));
        match Splice::between(&old, &new) {
            None => prop_assert_eq!(old, new),
            Some(edit) => {
                prop_assert_eq!(edit.apply(&old), new.clone());
                prop_assert_eq!(edit.inverse(&old).apply(&new), old);
            }
        }
    }

    #[test]
    fn any_text_is_quoted_and_read_back(words in "[\\PC\n\t\"\\\\#]{0,60}", raw in any::<bool>()) {
        let written = edit::quote(&words, if raw { "r\"\"" } else { "\"\"" });
        let tree = form(&format!("(a: {written}, b: 1)"));
        prop_assert_eq!(tree.find("a").map(|field| &field.value), Some(&Value::Text(words)));
        prop_assert!(tree.find("b").is_some());
    }
}
