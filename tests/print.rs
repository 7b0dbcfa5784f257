//! Printed documents: what stands in them, that they are the same each time, and that a template of others can neither
//! read, nor hang, nor fill the memory. Text is read back with poppler's `pdftotext`, which `scripts/setup` installs.
#![cfg(feature = "print")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use ed25519_dalek::SigningKey;
use epissure::attempt::{self, Setting as AttemptSetting};
use epissure::bench::Bench;
use epissure::exam::jury::Says;
use epissure::exam::roster::Seat;
use epissure::exam::session::Public;
use epissure::exam::{Candidate, Head, Incident, IncidentKind, Jury, Times};
use epissure::hands::{self, Who};
use epissure::journal::{Calibration, Header, Writer};
use epissure::library::Library;
use epissure::marking::{Elimination, Mark, mark};
use epissure::progress::{Attempted, Points, passport};
use epissure::report::print::worker::Limits;
use epissure::report::print::{
    self, About, Order, Picture, PrintError, Printed, Report, Setting, Templates, typeset, worker,
};
use epissure::scenario::Job;
use epissure::scenario::schema::{Lang, Scenario, Text};
use serde_json::Value;

/// 28 November 2026.
const DAY: u32 = 20_785;
/// Limits that a machine busy with other things keeps, too.
const PATIENT: Limits = Limits { seconds: 600, memory: 1 << 30 };
const HOSTILE: &str = "#panic() *a* _b_ $x$ `c` <d> @e \\ // é = [f] #let";

static LIBRARY: LazyLock<Library> =
    LazyLock::new(|| Library::at(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("a good library"));
static BUILT_IN: LazyLock<Templates> = LazyLock::new(Templates::built_in);

fn setting(lang: Lang) -> Setting<'static> {
    Setting { templates: &BUILT_IN, lang, day: DAY }
}

/// An attempt of a synthetic hand.
struct Done {
    header: Header,
    bench: Bench,
    mark: Mark,
}

fn done(exercise: &str, hand: Who, seed: u64, who: &str) -> Done {
    let loaded = LIBRARY.load(&LIBRARY.scenario_file(exercise)).expect("a good exercise");
    let job = Job::draw(&loaded.scenario, &LIBRARY.catalogue.catalogue, seed).expect("a job");
    let (_, bench) = hands::play(hand, job.clone(), seed);
    let mark = mark(&job, bench.facts(), bench.now());
    let setting = AttemptSetting {
        seed,
        who: who.to_owned(),
        hand: "person".to_owned(),
        calibration: Calibration { gain: 1.0, left_handed: false, grip_toggle: false },
        started: Some("2026-11-28T09:12:44Z".to_owned()),
    };
    Done { header: attempt::header(&loaded, &LIBRARY.catalogue, &setting), bench, mark }
}

static NOVICE: LazyLock<Done> = LazyLock::new(|| done("geste/premiere-epissure", Who::Novice, 3, HOSTILE));
static PERFECT: LazyLock<Done> = LazyLock::new(|| done("geste/premiere-epissure", Who::Reference, 1, "Lou"));

impl Done {
    fn report(&self, about: About<'_>, jury: &Jury, traces: &[Picture], lang: Lang) -> Order {
        let (job, facts, end) = (self.bench.job(), self.bench.facts(), self.bench.now());
        let report = Report { about, job, facts, end, mark: &self.mark, jury, traces, pictures: &[] };
        print::report(&report, &setting(lang)).expect("data")
    }

    fn practice(&self, lang: Lang) -> Order {
        self.report(About::Practice(&self.header, &[]), &Jury::default(), &[], lang)
    }

    /// What the sealed attempt of an exam would say.
    fn head(&self) -> Head {
        let incident = |tick, what| Incident { tick, at: "2026-11-28T09:14:54Z".to_owned(), what };
        Head {
            session: "0123456789abcdef0123456789abcdef".to_owned(),
            session_title: "Session « fibre » #panic()".to_owned(),
            key: "ab".repeat(32),
            candidate: Candidate { number: "A-07".to_owned(), name: HOSTILE.to_owned() },
            part: 2,
            scenario: self.header.scenario.clone(),
            scenario_title: self.bench.job().scenario.title.clone(),
            scenario_hash: self.header.scenario_hash.clone(),
            catalogue_hash: self.header.catalogue_hash.clone(),
            program: "0.1.0".to_owned(),
            seed: self.header.seed,
            times: Times {
                allowed: 120 * 60 * 40,
                extra: true,
                worked: self.bench.now(),
                began: "2026-11-28T09:12:44Z".to_owned(),
                ended: "2026-11-28T09:40:02Z".to_owned(),
            },
            incidents: vec![incident(12_000, IncidentKind::FocusLost), incident(12_600, IncidentKind::FocusRegained)],
            mark: self.mark.clone(),
            journal_bytes: 4_711,
            journal_blake3: "cd".repeat(32),
        }
    }
}

#[track_caller]
fn printed(order: &Order) -> Printed {
    let printed = typeset(order).unwrap_or_else(|why| panic!("{}: {why}", order.main));
    assert!(printed.archival, "{}: {:?}", order.main, printed.warnings);
    assert_eq!(printed.warnings, Vec::<String>::new(), "{}", order.main);
    printed
}

/// The document's text, every run of spaces as one, lines joined.
fn text_of(printed: &Printed) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("x.pdf");
    fs::write(&file, &printed.pdf).expect("room");
    let output = Command::new("pdftotext").arg("-raw").arg(&file).arg("-").output();
    let output = output.expect("pdftotext is missing: scripts/setup installs poppler-utils");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    plain(&String::from_utf8_lossy(&output.stdout))
}

/// Without any space or hyphen at a line's end: where lines break is the typesetter's affair.
fn plain(text: &str) -> String {
    text.replace("-\n", "").chars().filter(|c| !c.is_whitespace() && *c != '-').collect()
}

#[track_caller]
fn holds(text: &str, wanted: &str) {
    assert!(text.contains(&plain(wanted)), "`{wanted}` is not printed");
}

#[test]
fn a_report_says_the_mark_and_every_criterion_with_what_it_lost() {
    for (lang, mark, lost) in [(Lang::Fr, "17,28 / 20", "17 s"), (Lang::En, "17.28 / 20", "17 s")] {
        let done = &*NOVICE;
        let text = text_of(&printed(&done.practice(lang)));
        holds(&text, mark);
        holds(&text, lost);
        for criterion in &done.mark.criteria {
            holds(&text, criterion.label.get(lang));
            if !criterion.lost.is_empty() {
                holds(&text, criterion.cause.get(lang));
            }
        }
        holds(&text, &done.mark.facts_hash);
        holds(&text, &done.header.scenario_hash);
    }
}

#[test]
fn a_perfect_attempt_has_twenty_and_nothing_lost() {
    let text = text_of(&printed(&PERFECT.practice(Lang::Fr)));
    holds(&text, "20 / 20");
    holds(&text, "Réussi");
    assert!(!text.contains("Fauteéliminatoire"));
}

#[test]
fn a_name_prints_as_itself_whatever_it_would_mean_as_markup() {
    let text = text_of(&printed(&NOVICE.practice(Lang::Fr)));
    holds(&text, HOSTILE);
    let head = NOVICE.head();
    let exam = NOVICE.report(About::Exam(&head, &"ef".repeat(32)), &Jury::default(), &[], Lang::En);
    let text = text_of(&printed(&exam));
    holds(&text, HOSTILE);
    holds(&text, "Session « fibre » #panic()");
}

#[test]
fn an_exam_says_eliminatory_faults_first_and_the_jury_beside_the_machine() {
    let mut head = NOVICE.head();
    head.mark.eliminatory.push(Elimination {
        id: "eye".to_owned(),
        label: Text { fr: "Avoir regardé dans une fibre".to_owned(), en: "Looked into a fibre".to_owned() },
        from_tick: 24_000,
        to_tick: 24_100,
    });
    head.mark.passed = false;
    let (seal, key) = ("ef".repeat(32), SigningKey::from_bytes(&[7; 32]));
    let mut jury = Jury::default();
    let mut say = |says, reason: &str| {
        jury.add(&seal, &head.mark, ("Mme *Leroy*", "2026-11-28T14:02:10Z".to_owned(), reason), says, &key)
            .expect("good")
    };
    let lost = head.mark.criteria.iter().find(|criterion| !criterion.lost.is_empty()).expect("a novice loses");
    say(Says::Criterion { id: lost.id.clone(), earned: lost.of }, "La souris a décroché #let x");
    say(Says::Passed(true), "Geste sûr par ailleurs");
    let done = Done { header: NOVICE.header.clone(), bench: NOVICE.bench.clone(), mark: head.mark.clone() };
    let text = text_of(&printed(&done.report(About::Exam(&head, &seal), &jury, &[], Lang::Fr)));
    let place = |what: &str| text.find(&plain(what)).unwrap_or_else(|| panic!("`{what}` is not printed"));
    assert!(place("Avoir regardé dans une fibre") < place("17,28 / 20"));
    for words in [
        "A-07",
        "Décision du jury",
        "La souris a décroché #let x",
        "Mme *Leroy*",
        "tiers-temps compris",
        "La fenêtre a perdu clavier et souris",
        "28/11/2026 à 09:14:54 (UTC)",
        "epissure verify",
    ] {
        holds(&text, words);
    }
    holds(&text, &seal);
    // The machine's mark stays what it was, and the jury's stands beside it.
    let by_jury = jury.mark(&head.mark).expect("changed");
    assert!(by_jury > head.mark.mark);
    holds(&text, &format!("{by_jury:.2}").trim_end_matches('0').replace('.', ","));
}

#[test]
fn traces_are_printed_with_what_they_show() {
    let done = done("mesure/recette-logement", Who::Reference, 14, "Lou");
    let traces = print::trace_pictures(&done.bench, Lang::Fr).expect("pictures");
    assert!(!traces.is_empty(), "the exercise takes traces");
    let order = done.report(About::Practice(&done.header, &[]), &Jury::default(), &traces, Lang::Fr);
    let text = text_of(&printed(&order));
    for trace in &traces {
        holds(&text, &trace.caption);
    }
}

#[test]
fn the_same_data_give_the_same_bytes_here_and_in_a_worker() {
    let order = NOVICE.practice(Lang::Fr);
    let first = printed(&order);
    assert!(first.pdf == printed(&order).pdf, "typeset twice, two files");
    let worked = worker::print(program(), &order, &PATIENT).expect("good");
    assert!(first.pdf == worked.pdf, "a worker's is another file");
    let tomorrow = Order { day: DAY + 1, ..order };
    assert!(first.pdf != printed(&tomorrow).pdf, "the day is not in it");
}

fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_epissure"))
}

/// Orders for one document of each kind.
fn all(lang: Lang) -> Vec<Order> {
    let head = NOVICE.head();
    let attempts: Vec<print::Attempt> = (0..40)
        .map(|n| {
            let mut head = head.clone();
            head.candidate.number = format!("A-{n:02}");
            head.part = 1 + n % 2;
            print::Attempt { head, hash: format!("{n:064x}"), jury: Jury::default(), judged: None }
        })
        .collect();
    let seats: Vec<Seat> = (0..30)
        .map(|n| Seat {
            number: format!("A-{n:02}"),
            name: HOSTILE.to_owned(),
            extra: n % 7 == 0,
            code: format!("{n:06}"),
            seeds: Vec::new(),
        })
        .collect();
    let public = Public {
        id: head.session.clone(),
        title: head.session_title.clone(),
        key: head.key.clone(),
        prepared: "2026-11-27T08:00:00Z".to_owned(),
        program: "0.1.0".to_owned(),
        catalogue_hash: head.catalogue_hash.clone(),
        parts: Vec::new(),
        help: Default::default(),
        candidates: 30,
        secret_bytes: 0,
        secret_blake3: String::new(),
    };
    let (tree, setting) = (&LIBRARY.catalogue.catalogue.domains, setting(lang));
    let exercises = LIBRARY.exercises();
    let scenarios: Vec<&Scenario> =
        exercises.iter().filter_map(|exercise| Some(&exercise.loaded.as_ref().ok()?.scenario)).collect();
    let worth = NOVICE.mark.criteria.iter();
    let points: Vec<Points> = worth.map(|c| Points { criterion: c.id.clone(), earned: c.earned, of: c.of }).collect();
    let attempted = |day| Attempted {
        exercise: NOVICE.header.scenario.clone(),
        day,
        mark: NOVICE.mark.mark,
        passed: NOVICE.mark.passed,
        points: points.clone(),
    };
    let lines = passport(tree, &scenarios, &[attempted(DAY - 2), attempted(DAY - 1)]);
    let (about, job, end) = (About::Exam(&head, "ef"), NOVICE.bench.job(), NOVICE.bench.now());
    vec![
        NOVICE.practice(lang),
        NOVICE.report(about, &Jury::default(), &[], lang),
        print::attestation(about, job, end, &NOVICE.mark, &Jury::default(), tree, &setting).expect("passed"),
        print::passport(tree, &lines, &scenarios, HOSTILE, &setting).expect("data"),
        print::session(&attempts, &["x/y.epscelle".to_owned()], &setting).expect("data"),
        print::codes(&public, &seats, &setting).expect("data"),
    ]
}

#[test]
fn every_document_is_archival_in_both_languages() {
    for lang in [Lang::Fr, Lang::En] {
        for order in all(lang) {
            let printed = printed(&order);
            assert!(printed.pdf.starts_with(b"%PDF-1.7"), "{}", order.main);
            // The archive's own mark, in the metadata that it asks for.
            let text = String::from_utf8_lossy(&printed.pdf);
            assert!(text.contains("pdfaid") && text.contains("pdfuaid"), "{}", order.main);
        }
    }
}

#[test]
fn an_attestation_is_one_page_and_only_of_what_passed() {
    let order = &all(Lang::Fr)[2];
    let done = printed(order);
    assert_eq!(done.pages, 1);
    let text = text_of(&done);
    holds(&text, HOSTILE);
    holds(&text, "17,28 / 20");
    let mut failed = NOVICE.mark.clone();
    failed.passed = false;
    let (head, job) = (NOVICE.head(), NOVICE.bench.job());
    let order =
        |jury: &Jury| print::attestation(About::Exam(&head, "ef"), job, 9, &failed, jury, &[], &setting(Lang::Fr));
    assert!(matches!(order(&Jury::default()), Err(PrintError::NotPassed)));
    let mut jury = Jury::default();
    let said = ("Mme Leroy", "2026-11-28T14:02:10Z".to_owned(), "Geste sûr");
    jury.add("ef", &failed, said, Says::Passed(true), &SigningKey::from_bytes(&[7; 32])).expect("good");
    assert!(order(&jury).is_ok());
}

#[test]
fn a_session_names_every_candidate_and_every_file_that_was_left_out() {
    let text = text_of(&printed(&all(Lang::Fr)[4]));
    for n in 0..40 {
        holds(&text, &format!("A-{n:02}"));
    }
    holds(&text, "x/y.epscelle");
}

#[test]
fn a_character_of_no_font_is_no_archive_and_is_said() {
    let done = Done {
        header: Header { who: "李伟".to_owned(), ..PERFECT.header.clone() },
        bench: PERFECT.bench.clone(),
        mark: PERFECT.mark.clone(),
    };
    let printed = typeset(&done.practice(Lang::Fr)).expect("printed all the same");
    assert!(!printed.archival);
    assert!(!printed.warnings.is_empty(), "it must say why");
}

/// An order whose report is this template.
fn with(template: &str) -> Order {
    let mut order = PERFECT.practice(Lang::Fr);
    order.files.insert("report.typ".to_owned(), template.as_bytes().to_vec());
    order
}

#[test]
fn a_template_reads_nothing_but_what_it_is_given() {
    let secret = tempfile::NamedTempFile::new().expect("a file");
    fs::write(secret.path(), "secret").expect("room");
    let absolute = secret.path().to_str().expect("plain").to_owned();
    for (template, why) in [
        ("#read(\"/etc/passwd\")".to_owned(), "/etc/passwd: a template reads no file"),
        (format!("\n#read(\"{absolute}\")"), "a template reads no file"),
        ("#read(\"../../../../etc/passwd\")".to_owned(), "escape"),
        ("#image(\"C:\\\\Windows\\\\win.ini\")".to_owned(), ""),
        ("#read(\"file:///etc/passwd\")".to_owned(), "a template reads no file"),
        ("#import \"@preview/cetz:0.3.0\": *".to_owned(), "templates use no packages"),
        ("#include \"/dev/zero\"".to_owned(), "a template reads no file"),
        ("#plugin(\"x.wasm\")".to_owned(), "a template reads no file"),
    ] {
        match typeset(&with(&template)) {
            Err(PrintError::Template(faults)) => {
                let told = faults[0].to_string();
                let line = template.lines().count();
                assert!(told.starts_with(&format!("report.typ:{line}:")) && told.contains(why), "{template}: {told}");
            }
            other => panic!("{template}: {other:?}"),
        }
    }
}

#[test]
fn a_templates_error_names_file_line_and_column() {
    let mut order = PERFECT.practice(Lang::Fr);
    let common = String::from_utf8(order.files["common.typ"].clone()).expect("text");
    let lines = common.lines().count();
    order.files.insert("common.typ".to_owned(), format!("{common}\n#nonsense(1)\n").into_bytes());
    let Err(PrintError::Template(faults)) = typeset(&order) else { panic!("an error is expected") };
    assert_eq!((faults[0].file.as_str(), faults[0].line, faults[0].column), ("common.typ", lines + 2, 2));
    assert!(faults[0].message.contains("nonsense"));
    let Err(PrintError::Template(faults)) = typeset(&with("é #data.nothing")) else { panic!("an error is expected") };
    assert_eq!((faults[0].line, faults[0].column), (1, 4), "columns are characters: {}", faults[0]);
    order.files.insert("report.typ".to_owned(), b"a\n\xff".to_vec());
    let Err(PrintError::Template(faults)) = typeset(&order) else { panic!("an error is expected") };
    assert_eq!((faults[0].file.as_str(), faults[0].line), ("report.typ", 2));
}

#[test]
fn a_template_that_does_not_end_is_stopped() {
    let forever =
        "#for i in range(1000000) { for j in range(1000000) { for k in range(1000000) { let x = i + j + k } } }";
    let limits = Limits { seconds: 2, ..PATIENT };
    let stopped = worker::print(program(), &with(forever), &limits);
    assert!(matches!(stopped, Err(PrintError::TooSlow(2))), "{stopped:?}");
}

#[test]
#[cfg(target_os = "linux")]
fn a_template_that_fills_the_memory_is_stopped() {
    let limits = Limits { memory: 256 << 20, ..PATIENT };
    let stopped =
        worker::print(program(), &with("#let a = \"xxxxxxxx\"\n#for i in range(60) { a = a + a }\n#a"), &limits);
    assert!(matches!(stopped, Err(PrintError::TooMuchMemory(256))), "{stopped:?}");
}

#[test]
fn a_template_that_calls_itself_is_refused_and_nothing_dies() {
    let limits = PATIENT;
    let stopped = worker::print(program(), &with("#let f(x) = f(x + 1)\n#f(1)"), &limits);
    assert!(matches!(stopped, Err(PrintError::Template(_) | PrintError::Worker(_))), "{stopped:?}");
}

#[test]
fn a_worker_that_is_given_nonsense_says_so() {
    for nonsense in [
        "",
        "{}\n",
        "not json\n",
        "{\"main\":\"a\",\"day\":0,\"ident\":\"\",\"memory\":99999999999,\"files\":[[\"a\",18446744073709551615]]}\n",
    ] {
        let mut child = Command::new(program())
            .arg(worker::COMMAND)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        std::io::Write::write_all(child.stdin.as_mut().expect("a pipe"), nonsense.as_bytes()).expect("it listens");
        drop(child.stdin.take());
        let output = child.wait_with_output().expect("it ends");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{nonsense}: {said}");
        assert!(said.starts_with("error: ") && !said.contains("panicked"), "{nonsense}: {said}");
    }
}

#[test]
fn a_schools_own_template_stands_in_place_of_ours_and_its_errors_name_its_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let header = String::from_utf8(BUILT_IN.files["header.typ"].clone()).expect("text");
    let own = header.replace("\"Épissure\"", "\"CFA des Télécoms d'Issoire\"");
    fs::write(folder.path().join("header.typ"), &own).expect("room");
    fs::write(folder.path().join("notes.txt"), "not ours").expect("room");
    fs::create_dir(folder.path().join("old.typ")).expect("room");
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc/passwd", folder.path().join("link.typ")).expect("room");
    let templates = Templates::with(folder.path()).expect("readable");
    assert!(!templates.files.contains_key("notes.txt") && !templates.files.contains_key("link.typ"));
    let head = NOVICE.head();
    let setting = Setting { templates: &templates, lang: Lang::Fr, day: DAY };
    let order = |setting: &Setting<'_>| {
        let (about, job) = (About::Exam(&head, "ef"), NOVICE.bench.job());
        print::attestation(about, job, 9, &NOVICE.mark, &Jury::default(), &[], setting).expect("passed")
    };
    holds(&text_of(&printed(&order(&setting))), "CFA des Télécoms d'Issoire");
    fs::write(folder.path().join("header.typ"), format!("{own}\n#let x = ")).expect("room");
    let templates = Templates::with(folder.path()).expect("readable");
    let setting = Setting { templates: &templates, lang: Lang::Fr, day: DAY };
    let refused = templates.print(program(), &order(&setting), &PATIENT);
    let told = refused.expect_err("nothing is printed in its place").to_string();
    let place = format!("{}:{}:", folder.path().join("header.typ").display(), own.lines().count() + 2);
    assert!(told.starts_with(&place), "{told}");
}

#[test]
fn templates_are_copied_out_once_and_never_over_a_schools_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let target = folder.path().join("new/templates");
    fs::create_dir_all(&target).expect("room");
    fs::write(target.join("header.typ"), "mine").expect("room");
    let written = print::copy_out(&target).expect("room");
    assert_eq!(written.len(), print::BUILT_IN.len() - 1);
    assert_eq!(fs::read_to_string(target.join("header.typ")).expect("there"), "mine");
    assert!(print::copy_out(&target).expect("room").is_empty());
}

/// Every name of a field in data.
fn fields(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => object.iter().for_each(|(name, value)| {
            found.insert(name.clone());
            fields(value, found);
        }),
        Value::Array(values) => values.iter().for_each(|value| fields(value, found)),
        _ => {}
    }
}

#[test]
fn the_guides_name_every_field_of_the_data() {
    let mut found = BTreeSet::new();
    for order in all(Lang::Fr) {
        fields(&serde_json::from_slice(&order.files[print::DATA]).expect("JSON"), &mut found);
    }
    assert!(found.len() > 60, "{found:?}");
    for guide in ["docs/impression.md", "docs/printing.md"] {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(guide)).expect("a guide");
        for field in &found {
            assert!(text.contains(&format!("`{field}`")), "{guide} does not name `{field}`");
        }
        for (name, _) in print::BUILT_IN {
            assert!(text.contains(&format!("`{name}`")), "{guide} does not name {name}");
        }
    }
}

fn journal_file(folder: &Path, done: &Done, hand: Who) -> PathBuf {
    let path = folder.join("attempt.epj");
    let (samples, bench) = hands::play(hand, done.bench.job().clone(), done.header.seed);
    let mut writer = Writer::create(&path, &done.header).expect("room");
    samples.iter().for_each(|sample| writer.push(*sample).expect("room"));
    attempt::keep(&mut writer, &mut 0, &bench).expect("room");
    writer.finish().expect("room");
    path
}

fn epissure(arguments: &[&str], data: &Path) -> (Option<i32>, String, String) {
    let output = Command::new(program())
        .args(arguments)
        .env("EPISSURE_HOME", env!("CARGO_MANIFEST_DIR"))
        .env("EPISSURE_DATA", data)
        .env("LC_ALL", "fr_FR.UTF-8")
        .stdin(Stdio::null())
        .output()
        .expect("the program starts");
    let read = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), read(&output.stdout), read(&output.stderr))
}

#[test]
fn the_command_line_prints_a_journal_beside_it_and_uses_the_users_templates() {
    let folder = tempfile::tempdir().expect("a folder");
    let journal = journal_file(folder.path(), &NOVICE, Who::Novice);
    let journal = journal.to_str().expect("plain");
    let (code, out, err) = epissure(&["print", "report", journal], folder.path());
    assert_eq!(code, Some(0), "{err}");
    assert!(out.contains("attempt.pdf"), "{out}");
    let pdf = fs::read(folder.path().join("attempt.pdf")).expect("there");
    holds(&text_of(&Printed { pdf, pages: 0, archival: true, warnings: Vec::new() }), "17,28 / 20");
    let (code, _, err) = epissure(&["print", "attestation", journal], folder.path());
    assert_eq!(code, Some(0), "{err}");
    assert!(folder.path().join("attempt-attestation.pdf").exists());
    let passport = folder.path().join("p.pdf");
    let passport = passport.to_str().expect("plain");
    let (code, _, err) = epissure(&["print", "passport", "--name", "Lou", "--out", passport], folder.path());
    assert_eq!(code, Some(0), "{err}");
    // A broken template of the user's prints nothing, and the old document stays.
    fs::create_dir(folder.path().join("templates")).expect("room");
    fs::write(folder.path().join("templates/report.typ"), "#read(\"/etc/passwd\")").expect("room");
    let before = fs::read(folder.path().join("attempt.pdf")).expect("there");
    let (code, _, err) = epissure(&["print", "report", journal], folder.path());
    assert_eq!(code, Some(1));
    assert!(err.contains("report.typ:1:") && err.contains("/etc/passwd"), "{err}");
    assert_eq!(before, fs::read(folder.path().join("attempt.pdf")).expect("there"));
}

#[test]
fn pictures_that_are_none_are_refused_and_too_many_are_counted() {
    let picture = |png: &[u8]| Picture { png: png.to_vec(), caption: "x".to_owned() };
    let about = About::Practice(&PERFECT.header, &[]);
    let order = PERFECT.report(about, &Jury::default(), &[picture(b"no png")], Lang::Fr);
    assert!(matches!(typeset(&order), Err(PrintError::Template(_))));
    let many = vec![picture(b"x"); 100];
    let order = PERFECT.report(about, &Jury::default(), &many, Lang::Fr);
    let data: Value = serde_json::from_slice(&order.files[print::DATA]).expect("JSON");
    assert_eq!(data["traces"]["of"], 100);
    let shown = data["traces"]["shown"].as_array().expect("a list").len();
    assert!(shown < 100 && order.files.keys().filter(|name| name.starts_with("trace-")).count() == shown);
}

#[test]
fn a_report_of_many_long_criteria_breaks_across_pages_and_loses_none() {
    let mut mark = NOVICE.mark.clone();
    let long = "Un critère dont le libellé est fort long, parce que son auteur a voulu tout dire en une seule fois. "
        .repeat(3);
    let template = mark.criteria.iter().find(|criterion| !criterion.lost.is_empty()).expect("lost").clone();
    mark.criteria = (0..40)
        .map(|n| {
            let mut criterion = template.clone();
            criterion.id = format!("c{n}");
            criterion.label = Text { fr: format!("N{n} {long}"), en: String::new() };
            criterion.lost = vec![template.lost[0].clone(); 1 + n % 4];
            criterion
        })
        .collect();
    let done = Done { header: NOVICE.header.clone(), bench: NOVICE.bench.clone(), mark };
    let done = printed(&done.practice(Lang::Fr));
    assert!(done.pages > 5);
    let text = text_of(&done);
    for n in 0..40 {
        holds(&text, &format!("N{n} Un critère"));
    }
}
