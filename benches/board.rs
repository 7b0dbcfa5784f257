//! How long the instructor's board of 1,000 trainees takes to open, beside the reading of its rows alone.
//!
//! `cargo bench --no-default-features --features records --bench board`

use std::hint::black_box;
use std::time::{Duration, Instant};

use epissure::library::Library;
use epissure::records::{Attempt, CriterionPoints, Store, board};
use epissure::scenario::schema::Scenario;

const TRAINEES: usize = 1_000;
const ATTEMPTS: usize = 20;
const ROUNDS: usize = 9;
const TODAY: u32 = 20_785;

fn main() {
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let library = Library::at(std::path::Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the library is sound");
    let exercises = library.exercises();
    let scenarios: Vec<&Scenario> =
        exercises.iter().filter_map(|exercise| Some(&exercise.loaded.as_ref().ok()?.scenario)).collect();
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = Store::open(folder.path()).expect("opened").store;
    let all: Vec<Attempt> = (0..TRAINEES * ATTEMPTS).map(|n| attempt(n, &scenarios)).collect();
    store.add(&all).expect("added");
    let points: usize = all.iter().map(|attempt| attempt.criteria.len()).sum();
    drop(store);
    let file = folder.path().join("records.sqlite");
    let size = std::fs::metadata(&file).map_or(0, |file| file.len()) >> 20;
    println!("{TRAINEES} trainees, {} attempts, {points} criterion marks, {size} MiB", all.len());

    let raw = median(|| {
        let rows = rusqlite::Connection::open(&file).expect("opened");
        for asked in [
            "SELECT id, pseudonym, name FROM person",
            "SELECT id, person, exercise, began, mark, passed FROM attempt ORDER BY began, id",
            "SELECT attempt, criterion, earned, worth FROM criterion_mark",
        ] {
            let mut statement = rows.prepare(asked).expect("sound");
            let mut rows = statement.query([]).expect("read");
            while let Some(row) = rows.next().expect("read") {
                black_box(row.get_ref(0).expect("a value"));
            }
        }
    });
    let open = median(|| drop(black_box(Store::open(folder.path()).expect("opened"))));
    let store = Store::open(folder.path()).expect("opened").store;
    let read = median(|| drop(black_box(store.histories(None).expect("read"))));
    let histories = store.histories(None).expect("read");
    let tree = &library.catalogue.catalogue.domains;
    let made = median(|| drop(black_box(board::board(tree, &scenarios, &histories, TODAY))));
    let whole = median(|| {
        let store = Store::open(folder.path()).expect("opened").store;
        let histories = store.histories(None).expect("read");
        drop(black_box(board::board(tree, &scenarios, &histories, TODAY)));
    });
    let figures = median(|| drop(black_box(board::figures(&histories))));
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    println!("rows alone (SQLite steps, nothing kept) {:7.1} ms", ms(raw));
    println!("opening and checking the database       {:7.1} ms", ms(open));
    println!("histories                               {:7.1} ms", ms(read));
    println!("board of them                           {:7.1} ms", ms(made));
    println!("the whole board                         {:7.1} ms   {:.1} × rows alone", ms(whole), ms(whole) / ms(raw));
    println!("figures of every exercise               {:7.1} ms", ms(figures));
}

fn median(mut what: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let started = Instant::now();
            what();
            started.elapsed()
        })
        .collect();
    times.sort();
    times[ROUNDS / 2]
}

fn attempt(n: usize, scenarios: &[&Scenario]) -> Attempt {
    let (person, turn) = (n % TRAINEES, n / TRAINEES);
    let scenario = scenarios[(person * 7 + turn * 3) % scenarios.len()];
    let share = ((n * 2_654_435_761) % 1_000) as f64 / 1_000.0;
    let criteria = scenario.marking.criteria.iter().map(|criterion| CriterionPoints {
        id: criterion.id.clone(),
        axis: criterion.axis,
        earned: criterion.weight * share,
        of: criterion.weight,
        jury: None,
    });
    Attempt {
        journal: blake3::hash(&n.to_le_bytes()).to_hex().to_string(),
        person: format!("P{person:04}"),
        exercise: scenario.id.clone(),
        began_ms: (u64::from(TODAY) - 30 + turn as u64) * 86_400_000 + person as u64,
        mark: share * 20.0,
        passed: share > 0.6,
        safe: true,
        criteria: criteria.collect(),
        ..Attempt::default()
    }
}
