//! Traces that an exercise gives: read with it, marked by their author's answers, and held by the scenario's hash.

use std::fs;
use std::path::{Path, PathBuf};

use epissure::bench::facts::Fact;
use epissure::bench::measure::sheet::Flaw;
use epissure::catalogue::builtin_catalogue;
use epissure::catalogue::vocabulary::{Device, Part};
use epissure::hands::{self, Who};
use epissure::instrument::sor;
use epissure::scenario::schema::Ask;
use epissure::scenario::{LoadedScenario, Located, load_scenario, parse_scenario};
use tempfile::TempDir;

const NAME: &str = "traces/lire-une-trace-1550.sor";

/// A copy of the exercise with its traces, with one piece of its text replaced.
fn copy(old: &str, new: &str) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let home = crate::common::root().join("scenarios/mesure");
    fs::create_dir(folder.path().join("traces")).expect("a folder");
    for name in [NAME, "traces/lire-une-trace-1310.sor"] {
        fs::copy(home.join(name), folder.path().join(name)).expect("a copy");
    }
    let text = fs::read_to_string(home.join("lire-une-trace.ron")).expect("the exercise");
    assert!(text.contains(old), "{old}");
    let path = folder.path().join("lire-une-trace.ron");
    fs::write(&path, text.replacen(old, new, 1)).expect("a file");
    (folder, path)
}

fn load(path: &Path) -> Result<LoadedScenario, Vec<Located>> {
    load_scenario(path, &builtin_catalogue().expect("sound").catalogue)
}

/// The one error of a file, which must stand at `place`.
#[track_caller]
fn refused(path: &Path, place: &str, words: &[&str]) {
    let errors = load(path).expect_err("it must be refused");
    assert_eq!(errors.len(), 1, "{errors:?}");
    let text = fs::read_to_string(path).expect("the exercise");
    assert_eq!(&text[errors[0].span.clone()], place, "{}", errors[0]);
    for word in words {
        assert!(errors[0].message.contains(word), "`{word}` is not in: {}", errors[0].message);
    }
}

#[test]
fn the_given_traces_are_in_the_memory_at_the_start() {
    let (_, bench) = hands::play(Who::Reference, crate::common::job_of("mesure/lire-une-trace", 1), 1);
    let traces = &bench.measure().expect("it measures").otdr.traces;
    let given: Vec<_> = traces.iter().map(|stored| (stored.given, stored.wavelength().nm() as u32)).collect();
    assert_eq!(given, [(Some(0), 1550), (Some(1), 1310)]);
    assert!(traces.iter().all(|stored| stored.strand.is_none() && stored.before_m == 300.0));
    assert!(traces[0].table.end().is_some());
}

#[test]
fn an_answer_is_sound_once_a_marker_was_placed_and_is_measured_against_the_authors() {
    let (samples, bench) = hands::play(Who::Reference, crate::common::job_of("mesure/lire-une-trace", 1), 1);
    let written = |facts: &[epissure::bench::Stamped]| -> Vec<(Ask, f64, Option<Flaw>)> {
        let found = facts.iter().filter_map(|stamped| match stamped.fact {
            Fact::RecordWritten { ask, error, flaw, .. } => Some((ask, error, flaw)),
            _ => None,
        });
        found.collect()
    };
    let sound = written(bench.facts());
    assert_eq!(sound.len(), 6);
    assert!(sound.iter().all(|(_, _, flaw)| flaw.is_none()), "{sound:?}");
    assert!(sound.iter().find(|(ask, ..)| *ask == Ask::FaultDistance).is_some_and(|(_, error, _)| *error < 2.0));
    // The same hand, which never presses on the instrument's screen: no marker is placed.
    let mut blind = epissure::bench::Bench::new(crate::common::job_of("mesure/lire-une-trace", 1));
    let mut samples = samples;
    for sample in samples.iter_mut().filter(|sample| sample.part == Part::Panel(Device::Otdr).code()) {
        sample.grip = 0;
    }
    blind.play(&samples);
    let flawed = written(blind.facts());
    assert_eq!(flawed.len(), 6);
    assert!(flawed.iter().all(|(_, _, flaw)| *flaw == Some(Flaw::NotMeasured)), "{flawed:?}");
}

#[test]
fn the_hash_covers_every_byte_of_the_traces() {
    let (folder, path) = copy("minutes: 8", "minutes: 8");
    let before = load(&path).expect("sound").hash;
    let trace = folder.path().join(NAME);
    let bytes = fs::read(&trace).expect("a trace");
    let mut file = sor::read(&bytes).expect("a file");
    if let Some(general) = &mut file.general {
        general.operator = "somebody else".into();
    }
    fs::write(&trace, sor::write(&file).expect("bytes")).expect("a file");
    assert_ne!(load(&path).expect("sound").hash, before);
    fs::write(&trace, bytes).expect("a file");
    assert_eq!(load(&path).expect("sound").hash, before);
}

#[test]
fn a_trace_that_cannot_be_read_is_an_error_at_its_path() {
    let (folder, path) = copy("minutes: 8", "minutes: 8");
    let trace = folder.path().join(NAME);
    let quoted = format!("\"{NAME}\"");
    let good = fs::read(&trace).expect("a trace");
    fs::write(&trace, b"no trace at all").expect("a file");
    refused(&path, &quoted, &["no SOR file"]);
    let mut file = sor::read(&good).expect("a file");
    file.data = None;
    fs::write(&trace, sor::write(&file).expect("bytes")).expect("a file");
    refused(&path, &quoted, &["no trace points"]);
    fs::write(&trace, vec![0; (4 << 20) + 1]).expect("a file");
    refused(&path, &quoted, &["larger than 4 MiB"]);
    fs::remove_file(&trace).expect("gone");
    refused(&path, &quoted, &["there is no trace"]);
    fs::create_dir(&trace).expect("a folder");
    refused(&path, &quoted, &["no file"]);
}

#[test]
fn a_trace_stands_beside_the_scenario_and_nowhere_else() {
    for name in
        ["../x.sor", "/etc/passwd", "a/b/c.sor", "traces/../x.sor", "", ".hidden.sor", "C:\\\\x.sor", "a//b.sor"]
    {
        let written = format!("\"{name}\"");
        let (_folder, path) = copy(&format!("\"{NAME}\""), &written);
        refused(&path, &written, &["no place for a trace"]);
    }
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_and_a_pipe_are_refused() {
    let (folder, path) = copy("minutes: 8", "minutes: 8");
    let elsewhere = tempfile::tempdir().expect("a folder");
    let trace = folder.path().join(NAME);
    let outside = elsewhere.path().join("x.sor");
    fs::rename(&trace, &outside).expect("moved");
    std::os::unix::fs::symlink(&outside, &trace).expect("a link");
    refused(&path, &format!("\"{NAME}\""), &["out of the scenario's folder"]);
    fs::remove_file(&trace).expect("gone");
    let made = std::process::Command::new("mkfifo").arg(&trace).status();
    if made.is_ok_and(|status| status.success()) {
        refused(&path, &format!("\"{NAME}\""), &["no file"]);
    }
}

#[test]
fn answers_must_fit_the_record() {
    let (_folder, path) = copy("(\"fault-kind\", \"bend\")", "(\"fault-kind\", \"bent\")");
    let errors = load(&path).expect_err("an unknown fault");
    assert_eq!(errors[0].nearest.as_deref(), Some("bend"), "{}", errors[0]);
    let (_folder, path) = copy("(\"fault-kind\", \"bend\")", "(\"fault-kind\", 1)");
    refused(&path, "1", &["the name of a fault"]);
    let (_folder, path) = copy("(\"events\", 3)", "(\"length-m\", 3)");
    assert!(load(&path).expect_err("twice")[0].message.contains("answered twice"));
    let (_folder, path) = copy("(\"events\", 3)", "(\"loss-1310-db\", 3)");
    assert!(load(&path).expect_err("not asked")[0].message.contains("does not ask once"));
    // Without the author's answer a question about a fault has none: nothing is hidden.
    let (_folder, path) = copy("(\"fault-kind\", \"bend\"),", "");
    assert!(load(&path).expect_err("no answer")[0].message.contains("has no answer"));
}

#[test]
fn the_text_alone_has_no_traces() {
    let text =
        fs::read_to_string(crate::common::root().join("scenarios/mesure/lire-une-trace.ron")).expect("the exercise");
    let errors = parse_scenario("x.ron", &text, &builtin_catalogue().expect("sound").catalogue).expect_err("no folder");
    assert!(errors.iter().all(|error| error.message.contains("not from its text alone")), "{errors:?}");
}
