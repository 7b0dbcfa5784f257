//! What a printed document costs: typeset in this process, in a worker as the program does it, and its parts.
//!
//! `cargo bench --no-default-features --features print --bench print`.

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use epissure::attempt::{self, Setting as AttemptSetting};
use epissure::exam::Jury;
use epissure::hands::{self, Who};
use epissure::journal::Calibration;
use epissure::library::Library;
use epissure::marking::mark;
use epissure::report::print::worker::Limits;
use epissure::report::print::{self, About, Order, Picture, Report, Setting, Templates, typeset, worker};
use epissure::scenario::Job;
use epissure::scenario::schema::Lang;

/// Rounds of each measurement; the median is printed.
const ROUNDS: usize = 7;

fn main() {
    // `cargo test --benches` runs this too: there is nothing to assert here.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let library = Library::at(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("a good library");
    let templates = Templates::built_in();
    println!("{:<44} {:>9} {:>9} {:>7} {:>9}", "report of", "here", "worker", "pages", "bytes");
    for (name, exercise, hand, traces) in [
        ("a perfect first splice", "geste/premiere-epissure", Who::Reference, false),
        ("a novice's first splice", "geste/premiere-epissure", Who::Novice, false),
        ("a measured dwelling, without traces", "mesure/recette-logement", Who::Reference, false),
        ("a measured dwelling, with traces", "mesure/recette-logement", Who::Reference, true),
        ("a measured tube of 12, with traces", "mesure/recette-tube-12", Who::Reference, true),
    ] {
        let (order, drawn) = order(&library, &templates, exercise, hand, traces);
        let printed = typeset(&order).expect("a good template");
        let here = median(|| drop(black_box(typeset(&order).expect("good"))));
        let program = Path::new(env!("CARGO_BIN_EXE_epissure"));
        let there = median(|| drop(black_box(worker::print(program, &order, &Limits::default()).expect("good"))));
        let pictures = if traces { format!("; drawing them {:.2} s", drawn.as_secs_f64()) } else { String::new() };
        println!(
            "{name:<44} {:>7.2} s {:>7.2} s {:>7} {:>9}{pictures}",
            here.as_secs_f64(),
            there.as_secs_f64(),
            printed.pages,
            printed.pdf.len()
        );
    }
}

fn median(mut run: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let began = Instant::now();
            run();
            began.elapsed()
        })
        .collect();
    times.sort();
    times[ROUNDS / 2]
}

fn order(library: &Library, templates: &Templates, exercise: &str, hand: Who, traces: bool) -> (Order, Duration) {
    let loaded = library.load(&library.scenario_file(exercise)).expect("a good exercise");
    let job = Job::draw(&loaded.scenario, &library.catalogue.catalogue, 14).expect("a job");
    let (_, bench) = hands::play(hand, job.clone(), 3);
    let mark = mark(&job, bench.facts(), bench.now());
    let setting = AttemptSetting {
        seed: 14,
        who: "bench".to_owned(),
        hand: "synthetic".to_owned(),
        calibration: Calibration { gain: 1.0, left_handed: false, grip_toggle: false },
        started: None,
    };
    let header = attempt::header(&loaded, &library.catalogue, &setting);
    let began = Instant::now();
    let traces: Vec<Picture> =
        if traces { print::trace_pictures(&bench, Lang::Fr).expect("pictures") } else { Vec::new() };
    let drawn = began.elapsed();
    let report = Report {
        about: About::Practice(&header, &[]),
        job: &job,
        facts: bench.facts(),
        end: bench.now(),
        mark: &mark,
        jury: &Jury::default(),
        traces: &traces,
        pictures: &[],
    };
    let setting = Setting { templates, lang: Lang::Fr, day: 20_785 };
    (print::report(&report, &setting).expect("data"), drawn)
}
