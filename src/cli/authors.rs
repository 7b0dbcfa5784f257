//! Commands for who writes exercises: list, check, prove, and how well marks tell hands apart.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::mpsc;
use std::thread;

use crate::catalogue::load::load_catalogue_file;
use crate::catalogue::{LoadedCatalogue, builtin_catalogue, load_catalogue};
use crate::hands::proof::{Proof, deviation, over};
use crate::hands::{self, Who};
use crate::library::{self, Library};
use crate::marking::mark;
use crate::progress;
use crate::report;
use crate::scenario::error::path_name;
use crate::scenario::schema::Scenario;
use crate::scenario::{Job, LoadedScenario, Located, load_programme, load_scenario};

use super::{Outcome, lang, located, say};

pub(super) fn list() -> Outcome {
    let library = Library::open().map_err(located)?;
    let lang = lang();
    let mut bad = 0;
    for exercise in library.exercises() {
        match exercise.loaded {
            Ok(loaded) => {
                let scenario = &loaded.scenario;
                say(format!("{:32} {:3} min  {}", scenario.id, scenario.minutes, scenario.title.get(lang)))?;
            }
            Err(errors) => {
                bad += 1;
                eprintln!("{}", located(errors));
            }
        }
    }
    if bad > 0 { Err(format!("{bad} exercise(s) cannot be read")) } else { Ok(()) }
}

pub(super) fn check(files: &[PathBuf]) -> Outcome {
    let home = library::home();
    let all = [home.join("assets").join("catalogue"), home.join("scenarios")];
    let whole = files.is_empty();
    let files = if whole { &all[..] } else { files };
    let catalogue = load_catalogue(&home.join("assets").join("catalogue")).or_else(|_| builtin_catalogue());
    let mut checking = Checking { catalogue, checked: 0, errors: 0, read: Vec::new() };
    for file in files {
        checking.check(file, 0);
    }
    let remarks = checking.remarks(whole);
    remarks.iter().try_for_each(say)?;
    let Checking { checked, errors, .. } = checking;
    say(format!("{checked} file(s) checked, {errors} error(s), {} remark(s)", remarks.len()))?;
    if errors > 0 { Err("there are errors".to_owned()) } else { Ok(()) }
}

/// Folders deeper than this are somebody's loop of links.
const MAX_DEPTH: usize = 16;

/// A check of many files.
struct Checking {
    /// Parts of the exercises: read once for all of them.
    catalogue: Result<LoadedCatalogue, Vec<Located>>,
    checked: usize,
    errors: usize,
    /// The exercises without errors.
    read: Vec<LoadedScenario>,
}

impl Checking {
    fn check(&mut self, path: &Path, depth: usize) {
        if path.is_dir() && depth < MAX_DEPTH {
            if path.ends_with("catalogue") {
                self.checked += 1;
                return self.report(load_catalogue(path).map(drop));
            }
            let mut entries: Vec<PathBuf> = match std::fs::read_dir(path) {
                Ok(entries) => entries.flatten().map(|entry| entry.path()).collect(),
                Err(why) => {
                    self.errors += 1;
                    eprintln!("{}: {why}", path.display());
                    return;
                }
            };
            entries.sort();
            for entry in entries {
                if entry.is_dir() || entry.extension().is_some_and(|extension| extension == "ron") {
                    self.check(&entry, depth + 1);
                }
            }
            return;
        }
        self.checked += 1;
        if path.file_name().is_some_and(|name| name == "programme.ron") {
            return self.report(load_programme(path).map(drop));
        }
        if path.parent().is_some_and(|parent| parent.ends_with("catalogue")) {
            return self.report(load_catalogue_file(path).map(drop));
        }
        let found = match &self.catalogue {
            Ok(catalogue) => load_scenario(path, &catalogue.catalogue).map(|loaded| self.read.push(loaded)),
            Err(found) => Err(found.clone()),
        };
        self.report(found);
    }

    /// What is no error and yet may not be meant; of the tree of competences where the `whole` library was checked.
    fn remarks(&self, whole: bool) -> Vec<String> {
        let silent = self.read.iter().flat_map(|loaded| {
            let name = path_name(&loaded.path);
            let about = move |id: &str| format!("{name}: criterion `{id}` names no competence, and others do");
            progress::silent(&loaded.scenario).into_iter().map(about)
        });
        let odd = self.read.iter().flat_map(|loaded| &loaded.remarks);
        let odd = odd.map(|remark| format!("{}:{}:{}: {}", remark.file, remark.line, remark.column, remark.message));
        let mut remarks: Vec<String> = odd.chain(silent).collect();
        // What stands in a base is told once, not once for each that builds upon it.
        let mut told = BTreeSet::new();
        remarks.retain(|remark| told.insert(remark.clone()));
        if let (Ok(catalogue), true) = (&self.catalogue, whole) {
            let read: Vec<_> = self.read.iter().map(|loaded| &loaded.scenario).collect();
            let unshown = progress::unshown(&catalogue.catalogue, &read);
            remarks.extend(unshown.into_iter().map(|id| format!("competence `{id}` is shown by no exercise")));
        }
        remarks
    }

    fn report(&mut self, result: Result<(), Vec<Located>>) {
        if let Err(found) = result {
            self.errors += found.len();
            eprintln!("{}", located(found));
        }
    }
}

pub(super) fn validity(path: &Path, seeds: u64) -> Outcome {
    let library = Library::for_files().map_err(located)?;
    let loaded = library.load(path).map_err(located)?;
    let draw = |seed| Job::draw(&loaded.scenario, &library.catalogue.catalogue, seed).map_err(|why| why.to_string());
    let mut levels: Vec<(Who, Vec<f64>)> = Vec::new();
    say(format!("synthetic hands, {seeds} attempts each: they show that the mark follows its author, no more"))?;
    for who in [Who::Expert, Who::Trained, Who::Novice] {
        let mut marks = Vec::new();
        let mut lost: BTreeMap<String, f64> = BTreeMap::new();
        for seed in 0..seeds {
            let job = draw(seed)?;
            let (_, bench) = hands::play(who, job.clone(), seed.wrapping_add(1_000));
            let mark = mark(&job, bench.facts(), bench.now());
            for criterion in &mark.criteria {
                *lost.entry(criterion.id.clone()).or_default() += (criterion.of - criterion.earned) / seeds as f64;
            }
            marks.push(mark.mark);
        }
        let (mean, sd) = mean_sd(&marks);
        let mut worst: Vec<_> = lost.into_iter().collect();
        worst.sort_by(|a, b| b.1.total_cmp(&a.1));
        let worst: Vec<String> = worst.iter().take(5).map(|(id, points)| format!("{id} {points:.2}")).collect();
        say(format!(
            "{:8} mean {mean:5.2}  sd {sd:4.2}  most points lost on: {}",
            format!("{who:?}"),
            worst.join(", ")
        ))?;
        levels.push((who, marks));
    }
    for pair in levels.windows(2) {
        say(format!(
            "area under the curve, {:?} over {:?} (synthetic): {:.3}",
            pair[0].0,
            pair[1].0,
            over(&pair[0].1, &pair[1].1)
        ))?;
    }
    for who in [Who::Reference, Who::Expert, Who::Trained] {
        let marks: Result<Vec<f64>, String> = (0..seeds.min(60))
            .map(|seed| {
                let job = draw(seed)?;
                // One hand, one noise: only the bench's luck and the drawn fibre differ.
                let (_, bench) = hands::play(who, job.clone(), 7);
                Ok(mark(&job, bench.facts(), bench.now()).mark)
            })
            .collect();
        let (mean, sd) = mean_sd(&marks?);
        say(format!("luck alone, {:?}: mean {mean:.2}, standard deviation {sd:.3}", who))?;
    }
    Ok(())
}

fn mean_sd(values: &[f64]) -> (f64, f64) {
    (values.iter().sum::<f64>() / values.len().max(1) as f64, deviation(values))
}

/// Proves scenarios: all of the library where none is named.
pub(super) fn prove(files: &[PathBuf], seeds: u64, out: Option<&Path>, json: bool) -> Outcome {
    let library = if files.is_empty() { Library::open() } else { Library::for_files() }.map_err(located)?;
    let catalogue = &library.catalogue.catalogue;
    let named: Vec<Result<LoadedScenario, Vec<Located>>> = match files {
        [] => library.exercises().into_iter().map(|exercise| exercise.loaded).collect(),
        files => files.iter().map(|file| library.load(file)).collect(),
    };
    let scenarios: Vec<Scenario> = named
        .into_iter()
        .map(|loaded| loaded.map(|loaded| loaded.scenario))
        .collect::<Result<_, _>>()
        .map_err(located)?;
    let mut bad = 0;
    let mut proofs = Vec::new();
    side_by_side(
        &scenarios,
        |scenario| Proof::of(scenario, catalogue, seeds.max(1)),
        |proof| {
            let proof = proof.map_err(|why| why.to_string())?;
            let problems = proof.problems();
            bad += usize::from(!problems.is_empty());
            if !json {
                let word = if problems.is_empty() { "proven" } else { "not proven" };
                let [expert, trained, novice] = proof.marks.each_ref().map(|marks| mean_sd(marks).0);
                say(format!(
                    "{:28} {word:10}  expert {expert:5.2}  trained {trained:5.2}  novice {novice:5.2}  luck {:.3}",
                    proof.scenario, proof.luck
                ))?;
                for problem in problems {
                    say(format!("    {problem}"))?;
                }
            }
            if let Some(folder) = out {
                std::fs::create_dir_all(folder).map_err(|why| format!("{}: {why}", folder.display()))?;
                let path = folder.join(format!("{}.html", proof.scenario.replace('/', "-")));
                let page = report::proof_page(&proof, lang());
                std::fs::write(&path, page).map_err(|why| format!("{}: {why}", path.display()))?;
            }
            proofs.push(proof);
            Ok(())
        },
    )?;
    if json {
        say(serde_json::to_string_pretty(&proofs).map_err(|why| why.to_string())?)?;
    }
    if bad > 0 { Err(format!("{bad} exercise(s) are not proven")) } else { Ok(()) }
}

/// Works on all cores, and tells what came out in the order of what went in, each as soon as it can.
fn side_by_side<T: Sync, R: Send>(
    what: &[T],
    work: impl Fn(&T) -> R + Sync,
    mut tell: impl FnMut(R) -> Outcome,
) -> Outcome {
    let next = AtomicUsize::new(0);
    let (sender, done) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            let (sender, next, work) = (sender.clone(), &next, &work);
            scope.spawn(move || {
                loop {
                    let at = next.fetch_add(1, Relaxed);
                    let Some(item) = what.get(at) else { break };
                    if sender.send((at, work(item))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let mut waiting = BTreeMap::new();
        let mut told = 0;
        for (at, result) in done {
            waiting.insert(at, result);
            while let Some(result) = waiting.remove(&told) {
                tell(result)?;
                told += 1;
            }
        }
        Ok(())
    })
}
