//! Attempts on disk to a record store on this machine and into a badge, by the library and by the command line.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use ed25519_dalek::SigningKey;
use epissure::attempt::{self, Setting};
use epissure::badge;
use epissure::exam::{Candidate, Head, Times, sealed};
use epissure::hands::{self, Who};
use epissure::journal::{Calibration, Writer};
use epissure::library::Library;
use epissure::lrs::attempt::{Attempt, Told, Untold};
use epissure::lrs::http::Lrs;
use epissure::lrs::send::Server;
use epissure::lrs::settings::{Secret, Settings};
use epissure::lrs::statements;
use epissure::marking::{Mark, mark};
use epissure::scenario::{Job, LoadedScenario};
use serde_json::Value;

const PASSWORD: &str = "gr1llon vert";
/// A journal's name begins with it: 2026-11-28T10:00:00.123Z.
const BEGAN_MS: u64 = 1_795_860_000_123;

fn home() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

static LIBRARY: LazyLock<Library> = LazyLock::new(|| Library::at(&home()).expect("a good library"));

/// A real attempt at a short exercise: its journal's bytes, and its mark.
struct Done {
    scenario: LoadedScenario,
    journal: Vec<u8>,
    mark: Mark,
}

static DONE: LazyLock<Done> = LazyLock::new(|| done("person", "p-07"));

fn done(hand: &str, who: &str) -> Done {
    let scenario = LIBRARY.load(&LIBRARY.scenario_file("geste/cliver")).expect("a good exercise");
    let job = Job::draw(&scenario.scenario, &LIBRARY.catalogue.catalogue, 3).expect("a job");
    let (samples, bench) = hands::play(Who::Reference, job.clone(), 3);
    let setting = Setting {
        seed: 3,
        who: who.to_owned(),
        hand: hand.to_owned(),
        calibration: Calibration { gain: 1.0, left_handed: false, grip_toggle: false },
        started: None,
    };
    let mut journal = Vec::new();
    let mut writer =
        Writer::new(&mut journal, &attempt::header(&scenario, &LIBRARY.catalogue, &setting)).expect("a header");
    for sample in &samples {
        writer.push(*sample).expect("memory takes it");
    }
    writer.finish().expect("memory takes it");
    drop(writer);
    let mark = mark(&job, bench.facts(), bench.now());
    Done { scenario, journal, mark }
}

fn lay(folder: &Path, done: &Done) -> PathBuf {
    fs::create_dir_all(folder).expect("a folder");
    let path = folder.join(format!("{BEGAN_MS:015}-geste-cliver.epj"));
    fs::write(&path, &done.journal).expect("written");
    fs::write(path.with_extension("mark.json"), serde_json::to_vec(&done.mark).expect("JSON")).expect("written");
    path
}

fn sealed_bytes() -> Vec<u8> {
    let head = Head {
        session: "0f".repeat(16),
        session_title: "Titre pro".to_owned(),
        key: String::new(),
        candidate: Candidate { number: "A-07".to_owned(), name: "Léa Martin".to_owned() },
        part: 1,
        scenario: DONE.scenario.scenario.id.clone(),
        scenario_title: DONE.scenario.scenario.title.clone(),
        scenario_hash: DONE.scenario.hash.clone(),
        catalogue_hash: LIBRARY.catalogue.hash.clone(),
        program: "0.1.0".to_owned(),
        seed: 3,
        times: Times {
            allowed: 216_000,
            extra: false,
            worked: 7_380,
            began: "2026-11-28T10:00:00Z".to_owned(),
            ended: "2026-11-28T10:01:05Z".to_owned(),
        },
        incidents: Vec::new(),
        mark: DONE.mark.clone(),
        journal_bytes: 0,
        journal_blake3: String::new(),
    };
    sealed::write(head, &DONE.journal, &SigningKey::from_bytes(&[5; 32])).expect("sealed")
}

#[test]
fn an_attempt_is_told_the_same_from_its_journal_and_from_its_seal() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = lay(folder.path(), &DONE);
    let mut open = Attempt::from_journal(&path, Told::default()).expect("told");
    open.explain(&DONE.scenario.scenario, &DONE.scenario.hash, &LIBRARY.catalogue.catalogue);
    assert_eq!((open.who.as_str(), open.began_s), ("p-07", BEGAN_MS / 1000));
    assert!(open.shown.competences.iter().any(|competence| competence.id == "cleave"), "{:?}", open.shown);
    let seal = sealed::read("x", &sealed_bytes()[..]).expect("good");
    let shut = Attempt::from_sealed(&seal, None, Told::default()).expect("told");
    assert_eq!(shut.who, format!("{}-A-07", "0f".repeat(16)));
    let ids = |attempt: &Attempt| -> Vec<String> {
        statements(attempt, "https://ecole.example/").expect("in order").into_iter().map(|one| one.id).collect()
    };
    assert_eq!(ids(&open), ids(&shut));
    let told = statements(&shut, "https://ecole.example/").expect("in order");
    assert!(told.iter().all(|one| !one.body.contains("Martin")), "no name leaves");
}

#[test]
fn what_cannot_be_told_says_why() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = lay(folder.path(), &DONE);
    let refused = |path: &Path| Attempt::from_journal(path, Told::default()).expect_err("refused");
    let marks = path.with_extension("mark.json");
    fs::write(&marks, "{}").expect("written");
    assert!(matches!(refused(&path), Untold::BadMark(_)));
    fs::remove_file(&marks).expect("removed");
    assert!(matches!(refused(&path), Untold::Unmarked));
    let cut = folder.path().join("1795860000123-cut.epj");
    fs::write(&cut, &DONE.journal[..DONE.journal.len() - 30]).expect("written");
    assert!(matches!(refused(&cut), Untold::Unfinished));
    let nameless = lay(&folder.path().join("nameless"), &done("person", "anonyme"));
    assert!(matches!(refused(&nameless), Untold::Nobody));
    let named = Attempt::from_journal(&nameless, Told { who: Some("p-08"), synthetic: false });
    assert_eq!(named.expect("told").who, "p-08");
    let robot = lay(&folder.path().join("robot"), &done("expert", "p-07"));
    assert!(matches!(refused(&robot), Untold::Synthetic(_)));
    let timeless = folder.path().join("attempt.epj");
    fs::copy(&nameless, &timeless).expect("copied");
    fs::copy(nameless.with_extension("mark.json"), timeless.with_extension("mark.json")).expect("copied");
    let told = Told { who: Some("p-08"), synthetic: false };
    assert!(matches!(Attempt::from_journal(&timeless, told), Err(Untold::NoTime)));
}

/// Answers each connection with the next of `answers`, as it stands, and gives what was asked.
fn serve(answers: Vec<String>) -> (String, Receiver<String>) {
    let door = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}/xAPI", door.local_addr().expect("an address"));
    let (sender, asked) = mpsc::channel();
    thread::spawn(move || {
        for answer in answers {
            let Ok((line, _)) = door.accept() else { return };
            let _ = sender.send(hear(&line));
            let _ = (&line).write_all(answer.as_bytes());
        }
    });
    (url, asked)
}

fn hear(line: &TcpStream) -> String {
    let mut reader = BufReader::new(line);
    let (mut head, mut length) = (String::new(), 0);
    loop {
        let mut text = String::new();
        if reader.read_line(&mut text).unwrap_or(0) < 3 {
            break;
        }
        if let Some(number) = text.to_lowercase().strip_prefix("content-length:") {
            length = number.trim().parse().unwrap_or(0);
        }
        head.push_str(&text);
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).expect("the body");
    head + "\n" + &String::from_utf8_lossy(&body)
}

fn answer(status: &str, more: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n{more}\r\n{body}", body.len())
}

fn lrs(url: &str) -> Lrs {
    let settings = Settings::new(url, "école", Secret::new(PASSWORD.to_owned()), None).expect("good");
    Lrs::new(&settings, Duration::from_secs(2)).expect("made")
}

#[test]
fn a_post_carries_version_and_name_and_brings_the_answer_back() {
    let (url, asked) = serve(vec![answer("429 Too Many", "Retry-After: 17\r\n", "slow down")]);
    let said = lrs(&url).post("[1]").expect("an answer");
    assert_eq!((said.status, said.retry_after), (429, Some(Duration::from_secs(17))));
    assert_eq!(said.body, b"slow down");
    let asked = asked.recv().expect("asked").to_lowercase();
    assert!(asked.starts_with("post /xapi/statements http/1.1"), "{asked}");
    assert!(asked.contains("x-experience-api-version: 1.0.3") && asked.ends_with("[1]"), "{asked}");
    // `école:gr1llon vert` in base 64, by another program.
    assert!(asked.contains(&"authorization: Basic w6ljb2xlOmdyMWxsb24gdmVydA==".to_lowercase()), "{asked}");
}

#[test]
fn redirects_are_not_followed_and_what_is_cut_off_is_no_answer() {
    let elsewhere = "Location: http://127.0.0.1:9/else\r\n";
    let (url, _asked) = serve(vec![answer("302 Found", elsewhere, ""), answer("307 Temporary", elsewhere, "")]);
    let mut server = lrs(&url);
    assert_eq!(server.post("[]").map(|said| said.status), Ok(302));
    assert_eq!(server.post("[]").map(|said| said.status), Ok(307));
    let cut = "HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n[\"a\"".to_owned();
    let (url, _asked) = serve(vec![String::new(), "HTTP/1.1 2".to_owned(), cut, "no HTTP at all\r\n\r\n".to_owned()]);
    let mut server = lrs(&url);
    for _ in 0..4 {
        let why = server.post("[]").expect_err("no answer");
        assert!(!why.contains("gr1llon") && !why.contains("w6ljb2xl"), "{why}");
    }
}

#[test]
fn a_server_that_says_nothing_is_given_up() {
    let door = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}/xAPI", door.local_addr().expect("an address"));
    let why = lrs(&url).post("[]").expect_err("no answer");
    assert!(why.contains("in time"), "{why}");
    drop(door);
    assert!(lrs(&url).post("[]").is_err());
}

#[test]
fn an_answer_without_end_is_cut() {
    let long = "x".repeat(3 << 20);
    let (url, _asked) = serve(vec![answer("200 OK", "", &long), answer("400 Bad", "", &long)]);
    let mut server = lrs(&url);
    assert!(server.post("[]").is_err());
    assert_eq!(server.post("[]").map(|said| said.status), Ok(400));
}

struct Said {
    code: Option<i32>,
    out: String,
    err: String,
}

fn epissure(data: &Path, arguments: &[&str]) -> Said {
    let done = Command::new(env!("CARGO_BIN_EXE_epissure"))
        .args(arguments)
        .env("EPISSURE_HOME", home())
        .env("EPISSURE_DATA", data)
        .env("EPISSURE_LRS_PASSWORD", PASSWORD)
        .stdin(Stdio::null())
        .output()
        .expect("the program starts");
    let (out, err) = (String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    assert!(!err.contains("panicked") && !out.contains(PASSWORD) && !err.contains(PASSWORD), "{out}{err}");
    Said { code: done.status.code(), out: out.into_owned(), err: err.into_owned() }
}

#[test]
fn the_command_line_names_a_server_queues_sends_and_forgets() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path();
    lay(&data.join("attempts"), &DONE);
    let none = epissure(data, &["lrs", "queue"]);
    assert!(none.code == Some(1) && none.err.contains("lrs set"), "{}", none.err);
    assert!(!data.join("lrs.sqlite").exists(), "nothing is queued for a server that nobody named");
    let (url, asked) = serve(vec![answer("503 Busy", "", ""), answer("204 No Content", "", "")]);
    assert_eq!(epissure(data, &["lrs", "set", &url, "--user", "école"]).code, Some(0));
    let queued = epissure(data, &["lrs", "queue"]);
    assert!(queued.code == Some(0) && queued.out.contains("4 statement(s) are new"), "{}{}", queued.out, queued.err);
    let busy = epissure(data, &["lrs", "send", "--once"]);
    assert!(busy.code == Some(1) && busy.out.contains("4 left"), "{}{}", busy.out, busy.err);
    let sent = epissure(data, &["lrs", "send"]);
    assert!(sent.code == Some(0) && sent.out.contains("4 statement(s) sent"), "{}{}", sent.out, sent.err);
    let bodies: Vec<String> = asked.iter().take(2).map(|one| one.lines().last().unwrap_or("").to_owned()).collect();
    assert_eq!(bodies[0], bodies[1], "the same bytes again");
    let posted: Value = serde_json::from_str(&bodies[0]).expect("JSON");
    assert_eq!(posted.as_array().map(Vec::len), Some(4));
    let status = epissure(data, &["lrs", "status", "--json"]);
    let status: Value = serde_json::from_str(&status.out).expect("JSON");
    assert_eq!(status["counts"]["done"], 4);
    assert_eq!(epissure(data, &["lrs", "off"]).code, Some(0));
    assert_eq!(epissure(data, &["lrs", "send"]).code, Some(1));
}

#[test]
fn sealed_attempts_need_the_session_that_sealed_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("A-07.epscelle");
    fs::write(&path, sealed_bytes()).expect("written");
    let path = path.to_str().expect("a plain name");
    assert_eq!(epissure(folder.path(), &["lrs", "set", "http://127.0.0.1:9/x", "--user", "u"]).code, Some(0));
    for arguments in [&["lrs", "queue", path][..], &["badge", "make", path, "--out", "x", "--issuer", "CFA"]] {
        let said = epissure(folder.path(), arguments);
        assert!(said.code == Some(1) && said.err.contains("--session"), "{}", said.err);
    }
}

#[test]
fn the_command_line_makes_a_badge_that_it_accepts_and_refuses_when_changed() {
    let folder = tempfile::tempdir().expect("a folder");
    let attempt = lay(folder.path(), &DONE);
    let (attempt, out) = (attempt.to_str().expect("a plain name"), folder.path().join("x.badge.json"));
    let file = out.to_str().expect("a plain name");
    let made = epissure(folder.path(), &["badge", "make", attempt, "--out", file, "--issuer", "CFA"]);
    assert_eq!(made.code, Some(0), "{}", made.err);
    let did = epissure(folder.path(), &["badge", "key"]).out.trim().to_owned();
    assert_eq!(epissure(folder.path(), &["badge", "verify", file, "--issuer", &did]).code, Some(0));
    let bytes = fs::read(&out).expect("there");
    assert!(badge::verify(&bytes, Some(&did)).is_ok());
    let mut changed = bytes.clone();
    changed[bytes.len() / 2] ^= 1;
    fs::write(&out, changed).expect("written");
    let said = epissure(folder.path(), &["badge", "verify", file]);
    assert!(said.code == Some(1) && said.err.starts_with("error"), "{}", said.err);
}
