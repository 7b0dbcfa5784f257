//! The command line as a script sees it: exit codes, what is printed, and messages that say what to do.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn exercise() -> PathBuf {
    root().join("scenarios/geste/premiere-epissure.ron")
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_epissure"));
    command.args(arguments).env("EPISSURE_HOME", root()).env("LC_ALL", "en_GB.UTF-8").stdin(Stdio::null());
    command
}

struct Said {
    code: Option<i32>,
    out: String,
    err: String,
}

/// Runs the program; whatever happens, it neither panics nor is killed.
#[track_caller]
fn epissure(arguments: &[&str]) -> Said {
    let Output { status, stdout, stderr } = command(arguments).output().expect("the program starts");
    let (out, err) = (String::from_utf8_lossy(&stdout).into_owned(), String::from_utf8_lossy(&stderr).into_owned());
    assert!(!err.contains("panicked") && !out.contains("panicked"), "{arguments:?}: {err}");
    assert!(status.code().is_some(), "{arguments:?} was killed: {err}");
    Said { code: status.code(), out, err }
}

#[track_caller]
fn done(arguments: &[&str]) -> Said {
    let said = epissure(arguments);
    assert_eq!(said.code, Some(0), "{arguments:?}: {}", said.err);
    said
}

/// A failure with a message that holds every one of `words`.
#[track_caller]
fn refused(arguments: &[&str], words: &[&str]) -> Said {
    let said = epissure(arguments);
    assert!(said.code != Some(0), "{arguments:?} must fail");
    assert!(said.err.lines().next().is_some_and(|line| line.starts_with("error")), "{arguments:?}: {}", said.err);
    for word in words {
        assert!(said.err.contains(word), "{arguments:?}: `{word}` is not in: {}", said.err);
    }
    said
}

fn text(path: &Path) -> &str {
    path.to_str().expect("test folders have plain names")
}

#[track_caller]
fn json(arguments: &[&str]) -> Value {
    let said = done(arguments);
    serde_json::from_str(&said.out).unwrap_or_else(|why| panic!("{arguments:?}: {why}: {}", said.out))
}

fn play(hand: &str, more: &[&str]) -> Value {
    let scenario = exercise();
    json(&[&["play", text(&scenario), "--hand", hand, "--json"], more].concat())
}

/// A folder with the exercise as a file of its own, one piece of text replaced.
fn altered(old: &str, new: &str) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let source = fs::read_to_string(exercise()).expect("the exercise");
    assert!(source.contains(old), "the exercise holds no {old}");
    let path = folder.path().join("altered.ron");
    fs::write(&path, source.replacen(old, new, 1)).expect("a file");
    (folder, path)
}

/// A folder with the attempt of a hand, and the mark that was printed.
fn attempt(hand: &str, seed: &str) -> (TempDir, PathBuf, Value) {
    let folder = tempfile::tempdir().expect("a folder");
    let mark = play(hand, &["--seed", seed, "--out", text(folder.path())]);
    let journal = folder.path().join("attempt.epj");
    (folder, journal, mark)
}

#[test]
fn list_names_every_exercise_with_its_length_and_title() {
    let said = done(&["list"]);
    let line = said.out.lines().find(|line| line.starts_with("geste/premiere-epissure")).expect("the first exercise");
    assert!(line.contains("20 min") && line.ends_with("First splice"), "{line}");
}

#[test]
fn list_speaks_french_unless_the_environment_is_english() {
    let said = command(&["list"]).env("LC_ALL", "fr_FR.UTF-8").output().expect("the program starts");
    assert!(String::from_utf8_lossy(&said.stdout).contains("Première épissure"));
}

#[test]
fn check_finds_the_library_sound() {
    let said = done(&["check"]);
    assert!(said.out.contains(" 0 error"), "{}", said.out);
    assert!(said.err.is_empty(), "{}", said.err);
    done(&["check", text(&exercise())]);
    done(&["check", text(&root().join("assets/catalogue"))]);
    done(&["check", text(&root().join("scenarios/programme.ron"))]);
}

#[test]
fn check_shows_the_place_the_line_and_the_nearest_name() {
    let (_folder, path) = altered("\"safety-glasses\",", "\"safety-glases\",");
    let source = fs::read_to_string(&path).expect("what was written");
    let at = source.find("\"safety-glases\"").expect("what was altered");
    let line = source[..at].matches('\n').count() + 1;
    let column = at - source[..at].rfind('\n').map_or(0, |end| end + 1) + 1;
    let place = format!("altered.ron:{line}:{column}");
    let said = refused(&["check", text(&path)], &[&place, "\"safety-glases\",", "did you mean `safety-glasses`?"]);
    assert!(said.out.contains("1 file(s) checked"), "{}", said.out);
    refused(&["play", text(&path)], &[&place]);
}

#[test]
fn check_reports_all_errors_of_all_files_at_once() {
    let (folder, path) = altered("minutes: 20", "minutes: 0");
    let source = fs::read_to_string(&path).expect("what was written");
    fs::write(&path, source.replacen("cable: \"loose-tube-12-m6\"", "cable: \"loose-tub-12-m6\"", 1)).expect("a file");
    fs::write(folder.path().join("cut.ron"), "Scenario(format: 1, id: \"a/b").expect("a file");
    let said =
        refused(&["check", text(folder.path())], &["minutes: 0", "did you mean `loose-tube-12-m6`?", "cut.ron:1:"]);
    assert!(said.out.contains("2 file(s) checked"), "{}", said.out);
}

#[test]
fn play_prints_one_object_that_explains_every_point() {
    for hand in ["reference", "expert", "trained", "novice", "tremor:6", "fault:ring-depth"] {
        let mark = play(hand, &["--seed", "3"]);
        let points = mark["mark"].as_f64().expect("a mark");
        assert!((0.0..=20.0).contains(&points));
        assert!(mark["passed"].is_boolean() && mark["eliminatory"].is_array(), "{hand}");
        assert_eq!(mark["facts_hash"].as_str().map(str::len), Some(64), "{hand}");
        let criteria = mark["criteria"].as_array().expect("criteria");
        assert!(!criteria.is_empty());
        let mut earned_in_all = 0.0;
        for criterion in criteria {
            assert!(criterion["id"].as_str().is_some_and(|id| !id.is_empty()));
            let (earned, of) = (criterion["earned"].as_f64().expect("earned"), criterion["of"].as_f64().expect("of"));
            earned_in_all += earned;
            let mut lost_in_all = 0.0;
            for lost in criterion["lost"].as_array().expect("lost") {
                lost_in_all += lost["points"].as_f64().expect("points");
                assert!(lost["fact"].as_str().is_some_and(|fact| !fact.is_empty()));
                let ticks = |name: &str| lost[name].as_u64().expect("a tick");
                assert!(ticks("from_tick") <= ticks("to_tick"));
            }
            assert!((earned + lost_in_all - of).abs() < 1e-6, "{hand}: {criterion}");
        }
        assert!((earned_in_all - points).abs() < 0.01, "{hand}");
    }
}

#[test]
fn play_gives_the_reference_hand_all_and_a_fault_hand_all_but_its_criterion() {
    let mark = play("reference", &[]);
    assert_eq!((mark["mark"].as_f64(), mark["passed"].as_bool()), (Some(20.0), Some(true)));
    let mark = play("fault:sleeve-centre", &[]);
    let criteria = mark["criteria"].as_array().expect("criteria").iter();
    let lost: Vec<&str> =
        criteria.filter(|c| c["lost"] != Value::Array(vec![])).filter_map(|c| c["id"].as_str()).collect();
    assert_eq!(lost, ["sleeve-centre"]);
}

#[test]
fn play_gives_the_same_for_the_same_seeds_and_other_facts_for_others() {
    let mark = play("novice", &["--seed", "5"]);
    assert_eq!(mark, play("novice", &["--seed", "5"]));
    assert_eq!(mark, play("novice", &["--seed", "5", "--hand-seed", "5"]));
    assert_ne!(mark["facts_hash"], play("novice", &["--seed", "6"])["facts_hash"]);
    assert_ne!(mark["facts_hash"], play("novice", &["--seed", "5", "--hand-seed", "6"])["facts_hash"]);
}

#[test]
fn play_without_json_prints_a_report_to_read() {
    let said = done(&["play", text(&exercise()), "--hand", "novice"]);
    assert!(said.out.contains("/ 20"), "{}", said.out);
}

#[test]
fn grade_of_a_journal_is_the_mark_of_the_attempt() {
    for hand in ["reference", "novice"] {
        let (folder, journal, mark) = attempt(hand, "4");
        assert_eq!(json(&["grade", text(&journal), "--json"]), mark, "{hand}");
        let scenario = exercise();
        assert_eq!(json(&["grade", text(&journal), "--scenario", text(&scenario), "--json"]), mark, "{hand}");
        let report = fs::read_to_string(folder.path().join("report.html")).expect("a report");
        assert!(report.starts_with("<!doctype html>") && report.contains(mark["facts_hash"].as_str().expect("a hash")));
        let kept: Value =
            serde_json::from_slice(&fs::read(folder.path().join("mark.json")).expect("a mark")).expect("JSON");
        assert_eq!(kept["mark"], mark["mark"]);
        assert_eq!(kept["facts_hash"], mark["facts_hash"]);
    }
}

#[test]
fn play_into_the_same_folder_replaces_the_attempt() {
    let (folder, journal, _) = attempt("novice", "4");
    let mark = play("reference", &["--seed", "8", "--out", text(folder.path())]);
    assert_eq!(json(&["grade", text(&journal), "--json"]), mark);
}

#[test]
fn replay_prints_the_facts_in_their_order_and_their_hash() {
    let (_folder, journal, mark) = attempt("reference", "4");
    let said = done(&["replay", text(&journal)]);
    let facts = ["glasses-worn", "sheath-pulled", "cleaved", "spliced", "tray-closed"];
    let places =
        facts.map(|fact| said.out.find(&format!("\"fact\":\"{fact}\"")).unwrap_or_else(|| panic!("no {fact}")));
    assert!(places.is_sorted(), "{}", said.out);
    assert_eq!(said.out.lines().last(), mark["facts_hash"].as_str());
}

#[test]
fn an_unknown_hand_or_criterion_is_answered_with_those_there_are() {
    let scenario = exercise();
    let scenario = text(&scenario);
    refused(&["play", scenario, "--hand", "octopus"], &["no hand `octopus`", "reference", "novice", "fault:CRITERION"]);
    refused(&["play", scenario, "--hand", "fault:no-such"], &["no criterion `no-such`", "ring-depth"]);
    for units in ["much", "NaN", "inf", "-1", "1e9", ""] {
        refused(&["play", scenario, "--hand", &format!("tremor:{units}")], &["from 0 to 100"]);
    }
}

#[test]
fn a_missing_file_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let none = folder.path().join("nowhere.ron");
    for arguments in [["check", text(&none)], ["play", text(&none)], ["validity", text(&none)]] {
        refused(&arguments, &["nowhere.ron", "cannot be read"]);
    }
    let none = folder.path().join("nowhere.epj");
    for arguments in [["grade", text(&none)], ["replay", text(&none)]] {
        let said = refused(&arguments, &["nowhere.epj"]);
        assert_eq!(said.err.trim_end().lines().count(), 1, "one message: {}", said.err);
    }
}

#[test]
fn a_missing_library_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let said = command(&["list"]).env("EPISSURE_HOME", folder.path()).output().expect("the program starts");
    let err = String::from_utf8_lossy(&said.stderr);
    assert!(!said.status.success() && err.contains("catalogue") && !err.contains("panicked"), "{err}");
}

#[test]
fn a_journal_of_another_scenario_is_not_marked_by_other_rules() {
    let (_folder, journal, _) = attempt("reference", "4");
    let (_other, changed) = altered("minutes: 20", "minutes: 21");
    refused(&["grade", text(&journal), "--scenario", text(&changed)], &["the scenario has changed"]);
    refused(&["replay", text(&journal), "--scenario", text(&changed)], &["the scenario has changed"]);
}

#[test]
fn wrong_arguments_are_explained() {
    for arguments in [&["frobnicate"][..], &["play"], &["grade"], &["play", "x", "--seed", "many"]] {
        let said = epissure(arguments);
        assert_eq!(said.code, Some(2), "{arguments:?}");
        assert!(said.err.contains("Usage") || said.err.contains("--help"), "{}", said.err);
    }
    assert!(done(&["--help"]).out.contains("grade"));
    assert!(done(&["--version"]).out.contains(env!("CARGO_PKG_VERSION")));
}

#[test]
fn validity_tells_the_levels_apart() {
    let said = done(&["validity", text(&exercise()), "--seeds", "2"]);
    for word in ["Expert", "Trained", "Novice", "synthetic", "area under the curve"] {
        assert!(said.out.contains(word), "{word}: {}", said.out);
    }
}

#[test]
fn a_reader_that_goes_away_is_no_panic() {
    let (_folder, journal, _) = attempt("novice", "4");
    for arguments in [&["--help"][..], &["list"], &["check"], &["replay", text(&journal)], &["grade", text(&journal)]] {
        let mut child = command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        drop(child.stdout.take());
        let said = child.wait_with_output().expect("it ends");
        let err = String::from_utf8_lossy(&said.stderr);
        assert!(!err.contains("panicked"), "{arguments:?}: {err}");
    }
}

/// Linux has a device that is always full.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_under_what_is_printed_is_said_and_no_panic() {
    let full = fs::File::options().write(true).open("/dev/full").expect("a device");
    let scenario = exercise();
    let said = command(&["play", text(&scenario), "--json"]).stdout(full).output().expect("the program starts");
    let err = String::from_utf8_lossy(&said.stderr);
    assert!(!said.status.success() && err.starts_with("error") && !err.contains("panicked"), "{err}");
}

/// A folder with the traces of an attempt at reading from both ends.
fn traces(more: &[&str]) -> (TempDir, Said) {
    let folder = tempfile::tempdir().expect("a folder");
    let scenario = root().join("scenarios/mesure/deux-sens.ron");
    done(&["play", text(&scenario), "--out", text(folder.path())]);
    let (journal, out) = (folder.path().join("attempt.epj"), folder.path().join("traces"));
    let said = done(&[&["traces", text(&journal), "--out", text(&out), "--scenario", text(&scenario)], more].concat());
    (folder, said)
}

#[test]
fn traces_writes_every_trace_of_an_attempt_under_a_name_that_says_which() {
    let (folder, said) = traces(&["--csv", "--png"]);
    for name in ["fibre-01-1310-a", "fibre-01-1310-b", "fibre-01-1550-a", "fibre-01-1550-b"] {
        for ending in ["sor", "csv", "png"] {
            let path = folder.path().join(format!("traces/{name}.{ending}"));
            assert!(path.is_file() && said.out.contains(text(&path)), "{}", path.display());
        }
    }
    assert!(folder.path().join("traces/fibre-01-1550-ab.png").is_file(), "both ways in one picture");
}

#[test]
fn an_attempt_without_a_trace_says_so() {
    let (folder, journal, _) = attempt("reference", "4");
    refused(&["traces", text(&journal), "--out", text(&folder.path().join("t"))], &["no trace"]);
}

#[test]
fn sor_reads_files_and_says_by_its_exit_code_whether_it_could() {
    let (folder, _) = traces(&[]);
    let file = folder.path().join("traces/fibre-01-1550-a.sor");
    let (bad, picture) = (folder.path().join("bad.sor"), folder.path().join("p.png"));
    let said = done(&["sor", text(&file), "--events", "--png", text(&picture)]);
    for word in ["wavelength: 1550.0 nm", "fibre: fibre 1", "checksum", "reflectance      file m", "end"] {
        assert!(said.out.contains(word), "{word}: {}", said.out);
    }
    assert!(picture.is_file());
    assert!(done(&["sor", text(&file), "--csv"]).out.contains("\ndistance_m,level_db\n"));
    fs::write(&bad, b"nothing").expect("a file");
    let said = refused(&["sor", text(&bad), text(&file)], &["bad.sor"]);
    assert_eq!(said.code, Some(1));
    assert!(said.out.contains("fibre 1"), "the good one is still read: {}", said.out);
    assert_eq!(epissure(&["sor"]).code, Some(2));
    let three = [text(&file); 3];
    assert_eq!(epissure(&[&["sor"][..], &three, &["--png", text(&picture)]].concat()).code, Some(2));
    // One changed byte: it is read, and the remark says what does not fit.
    let mut bytes = fs::read(&file).expect("a file");
    let last = bytes.len() - 40;
    bytes[last] ^= 1;
    fs::write(&bad, bytes).expect("a file");
    assert!(done(&["sor", text(&bad)]).out.contains("wrong checksum"));
}

#[test]
fn schema_prints_the_reference_and_renews_a_document() {
    let printed = done(&["schema"]).out;
    assert!(
        printed.contains("| `minutes` | 1 to 600 |") && printed.contains("| `spliced` | `splice` | an arc has burnt |")
    );
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("doc.md");
    fs::write(&file, "Mine.\n<!-- schema: draw -->\nold\n<!-- /schema -->\n").expect("written");
    done(&["schema", "--write", text(&file)]);
    let renewed = fs::read_to_string(&file).expect("read");
    assert!(renewed.starts_with("Mine.\n<!-- schema: draw -->\n| field of `Draw` |") && !renewed.contains("old"));
    fs::write(&file, "<!-- schema: drew -->\n<!-- /schema -->\n").expect("written");
    refused(&["schema", "--write", text(&file)], &["doc.md:1:1", "did you mean `draw`?"]);
}

#[test]
fn migrate_rewrites_all_files_or_none_and_says_what_it_changed() {
    let folder = tempfile::tempdir().expect("a folder");
    let old = "// Mine.\nScenario(\n    format: 1, // old\n    oops: 2,\n)\n";
    let [good, bad] = ["good.ron", "bad.ron"].map(|name| folder.path().join(name));
    fs::write(&good, old).expect("written");
    fs::write(&bad, "Scenario(format: 99)").expect("written");
    refused(&["migrate", text(&good), text(&bad)], &["nothing was written", "bad.ron:1:18", "format 99"]);
    assert_eq!(fs::read_to_string(&good).expect("read"), old);
    let said = done(&["migrate", text(&good)]).out;
    assert!(said.contains("now in format 2") && said.contains("line 3: `1` is `2`"), "{said}");
    assert_eq!(fs::read_to_string(&good).expect("read"), old.replace("format: 1", "format: 2"));
    assert!(done(&["migrate", text(&good)]).out.contains("in format 2 already"));
}

/// A folder that is no home of the program, with one exercise in it.
fn lone() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("mine.ron");
    fs::copy(root().join("scenarios/remise/mon-cable.ron"), &path).expect("a copy");
    (folder, path)
}

#[test]
fn play_prove_and_validity_take_a_file_that_stands_alone() {
    let (folder, path) = lone();
    for arguments in [
        &["play", text(&path), "--json"][..],
        &["prove", text(&path), "--seeds", "2"],
        &["validity", text(&path), "--seeds", "2"],
    ] {
        let said = command(arguments).env("EPISSURE_HOME", folder.path()).output().expect("the program starts");
        let err = String::from_utf8_lossy(&said.stderr);
        // Two attempts may be too few to tell hands apart; they are made all the same.
        assert!(said.status.success() || err == "error: 1 exercise(s) are not proven\n", "{arguments:?}: {err}");
        assert!(!said.stdout.is_empty());
    }
    let out = folder.path().join("out");
    let play = ["play", text(&path), "--out", text(&out)];
    assert!(command(&play).env("EPISSURE_HOME", folder.path()).status().expect("it starts").success());
    let journal = out.join("attempt.epj");
    let grade = ["grade", text(&journal), "--scenario", text(&path)];
    assert!(command(&grade).env("EPISSURE_HOME", folder.path()).status().expect("it starts").success());
}

#[test]
fn an_error_is_called_one_once() {
    let (folder, path) = lone();
    let source = fs::read_to_string(&path).expect("what was written");
    fs::write(&path, source.replacen("minutes: 5", "minutes: 0", 1)).expect("a file");
    for arguments in [["play", text(&path)], ["prove", text(&path)]] {
        let said = refused(&arguments, &["mine.ron:"]);
        assert!(!said.err.contains("error: error"), "{}", said.err);
    }
    let said = command(&["list"]).env("EPISSURE_HOME", folder.path()).output().expect("the program starts");
    let err = String::from_utf8_lossy(&said.stderr);
    assert!(err.starts_with("error: ") && !err.contains("error: error"), "{err}");
}

#[test]
fn check_remarks_on_what_is_no_error_and_names_the_place() {
    let (_folder, path) = lone();
    let source = fs::read_to_string(&path).expect("what was written");
    fs::write(&path, source.replacen("ring_mm: (400, 450)", "ring_mm: (400, 452)", 1)).expect("a file");
    let said = done(&["check", text(&path)]);
    assert!(said.out.contains("452 never comes") && said.out.contains("1 remark(s)"), "{}", said.out);
    let place = said.out.lines().next().expect("a remark");
    assert!(place.contains("mine.ron:") && place.split(':').nth(1).is_some_and(|line| line.parse::<u32>().is_ok()));
}

#[test]
fn an_attempt_is_compared_with_a_model_that_was_kept_and_removed_again() {
    let folder = TempDir::new().expect("a folder");
    let scenario = root().join("scenarios/geste/denuder-250.ron");
    let played = |hand: &str| {
        let out = folder.path().join(hand.replace(':', "-"));
        done(&["play", text(&scenario), "--hand", hand, "--seed", "3", "--out", text(&out)]);
        out.join("attempt.epj")
    };
    let (fine, poor) = (played("reference"), played("novice"));
    let data = folder.path().join("data");
    let with_data = |arguments: &[&str]| {
        let Output { status, stdout, stderr } =
            command(arguments).env("EPISSURE_DATA", &data).output().expect("the program starts");
        let err = String::from_utf8_lossy(&stderr).into_owned();
        (status.success(), String::from_utf8_lossy(&stdout).into_owned(), err)
    };
    let compared = |arguments: &[&str]| {
        let (ok, out, err) = with_data(arguments);
        assert!(ok, "{err}");
        serde_json::from_str::<Value>(&out).expect("one JSON object")
    };
    let beside = compared(&["compare", text(&poor), "--json"]);
    assert_eq!(beside["model"], "synthetic");
    let first = &beside["differences"][0];
    assert!(first["points"].as_f64().is_some_and(|points| points > 0.0), "{first}");
    assert!(first["sentence"].as_str().is_some_and(|sentence| sentence.contains("model")), "{first}");
    assert_eq!(compared(&["compare", text(&fine), text(&fine), "--json"])["differences"], serde_json::json!([]));
    let (kept, _, err) = with_data(&["model", text(&poor)]);
    assert!(!kept && err.contains("did not pass"), "{err}");
    assert!(with_data(&["model", text(&fine)]).0);
    assert_eq!(with_data(&["model"]).1, "geste/denuder-250\n");
    assert!(with_data(&["compare", text(&poor)]).0);
    assert!(with_data(&["model", "--remove", "geste/denuder-250"]).0);
    assert_eq!(with_data(&["model"]).1, "");
    assert!(!with_data(&["model", "--remove", "geste/denuder-250"]).0);
}
