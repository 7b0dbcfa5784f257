//! The jury: sealed attempts of a session, each replayed with its marks beside it, and what the jury says of them.

use std::fs;
use std::path::{Path, PathBuf};

use bevy::prelude::*;
use bevy_egui::{EguiContexts, EguiPrimaryContextPass};

use crate::attempt;
use crate::bench::Fact;
use crate::calendar;
use crate::catalogue::vocabulary::{TICKS_PER_SECOND, Tick};
use crate::exam::session::Opened;
use crate::exam::{Verdict, Verifier, jury, sealed, sitting};
use crate::journal;
use crate::library::{self, Library};
use crate::locale::Texts;
use crate::scenario::error::path_name;

use super::super::app::{Screen, Words};
use super::super::invigilate::ExamRoom;
use super::super::panels::exam::{self, JuryModel, JuryRow, Word};
use super::super::panels::replay_bar::{self, Action, FactMark, ReplayModel};
use super::super::store;
use super::super::work::{Desk, Done, Playing};
use super::Panels;
use super::bench::loupe;
use super::exam::Hall;

/// Most sealed attempts of a session that are listed.
const MAX_FILES: usize = 2_000;
/// What led to a lost point is shown too: the replay starts this much earlier.
const LEAD_S: f64 = 1.5;

/// What was sealed in a session, on this machine.
#[derive(Default)]
pub(super) struct Bundle {
    folder: PathBuf,
    files: Vec<(PathBuf, Verdict)>,
    /// The one that is replayed.
    at: usize,
    wrong: Option<String>,
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(EguiPrimaryContextPass, show.in_set(Panels).run_if(in_state(Screen::Jury)));
}

impl Bundle {
    /// Reads and verifies what lies in the session's folder.
    pub(super) fn read(&mut self, opened: &Opened, library: &Library) {
        self.folder = library::exams_folder().join(&opened.public.id);
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let named = |path: &PathBuf| path.extension().is_some_and(|end| end == sealed::EXTENSION);
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(named).take(MAX_FILES).collect();
        paths.sort();
        let verifier = Verifier::new(library, Vec::new(), vec![opened], true);
        self.files = paths.into_iter().map(|path| verdict(&verifier, path)).collect();
    }

    pub(super) fn len(&self) -> usize {
        self.files.len()
    }

    pub(super) fn model(&self, title: String, texts: &Texts) -> JuryModel {
        let rows = self.files.iter().map(|(path, verdict)| row(path, verdict, texts)).collect();
        JuryModel { title, rows, folder: self.folder.display().to_string() }
    }

    /// The attempt at a place, played again.
    pub(super) fn done(&mut self, at: usize, room: Option<&ExamRoom>, library: &Library) -> Option<Done> {
        let (_, verdict) = self.files.get(at)?;
        let sealed = verdict.sealed.as_ref()?;
        let journal = journal::decode(&sealed.journal).ok()?;
        let scenario = room?.opened.scenario(sealed.head.part, &library.catalogue, library.own_parts()).ok()?;
        let replayed = attempt::replay(&journal, &scenario, &library.catalogue).ok()?;
        self.at = at;
        self.wrong = None;
        Some(Done {
            job: replayed.job().clone(),
            samples: journal.samples,
            bench: replayed.bench,
            mark: replayed.mark,
            report: None,
            journal: None,
        })
    }

    fn at(&self) -> Option<&(PathBuf, Verdict)> {
        self.files.get(self.at)
    }

    /// Adds the jury's word on the attempt that is replayed.
    fn say(&mut self, room: &ExamRoom, by: &str, reason: &str, says: jury::Says) {
        let Some((path, verdict)) = self.files.get_mut(self.at) else { return };
        let at = calendar::utc(calendar::now_s());
        match sitting::remark(path, (by, at, reason), says, room.opened.key()) {
            Ok(words) => {
                verdict.heard(Some(words));
                self.wrong = None;
            }
            Err(why) => self.wrong = Some(why),
        }
    }
}

fn verdict(verifier: &Verifier<'_>, path: PathBuf) -> (PathBuf, Verdict) {
    let bytes = fs::read(&path).unwrap_or_default();
    let words = fs::read(path.with_extension(jury::EXTENSION)).ok();
    let verdict = verifier.verify(&path_name(&path), &bytes, words.as_deref());
    (path, verdict)
}

fn row(path: &Path, verdict: &Verdict, texts: &Texts) -> JuryRow {
    let fault =
        (!verdict.holds).then(|| verdict.faults.iter().map(|fault| fault.says.clone()).collect::<Vec<_>>().join("\n"));
    let Some(sealed) = &verdict.sealed else {
        let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        return JuryRow {
            who: name,
            exercise: String::new(),
            mark: 0.0,
            passed: false,
            eliminatory: false,
            jury: None,
            decided: None,
            incidents: 0,
            fault,
        };
    };
    let head = &sealed.head;
    JuryRow {
        who: format!("{} {}", head.candidate.number, head.candidate.name),
        exercise: texts.pick(&head.scenario_title).to_owned(),
        mark: head.mark.mark,
        passed: head.mark.passed,
        eliminatory: !head.mark.eliminatory.is_empty(),
        jury: verdict.jury_mark,
        decided: verdict.jury_passed,
        incidents: head.incidents.len(),
        fault,
    }
}

fn show(
    mut contexts: EguiContexts,
    words: Res<Words>,
    room: Option<Res<ExamRoom>>,
    mut hall: ResMut<Hall>,
    done: Option<Res<Done>>,
    desk: Res<Desk>,
    playing: Option<ResMut<Playing>>,
    mut next: ResMut<NextState<Screen>>,
) -> Result {
    let ctx = contexts.ctx_mut()?;
    let texts = &words.0;
    let (Some(room), Some(done), Some(mut playing)) = (room, done, playing) else {
        next.set(Screen::Exam);
        return Ok(());
    };
    if let Some(bench) = &desk.bench {
        loupe(ctx, bench, false, texts);
    }
    let model = timeline(&done, &playing, texts);
    match replay_bar::show(ctx, &model, texts) {
        None => {}
        Some(Action::Seek(tick)) => playing.at = f64::from(tick),
        Some(Action::Speed(speed)) => playing.speed = speed,
        Some(Action::Toggle) => {
            if playing.at >= f64::from(model.total) {
                playing.at = 0.0;
            }
            playing.running = !playing.running;
        }
        Some(Action::Back) => next.set(Screen::Exam),
    }
    let Some((path, verdict)) = hall.bundle.at() else { return Ok(()) };
    let Some(sealed) = &verdict.sealed else { return Ok(()) };
    let head = &sealed.head;
    let beside = exam::Bench {
        who: format!("{} {}", head.candidate.number, head.candidate.name),
        mark: &head.mark,
        words: verdict.jury.as_ref().map_or(&[], |jury| &jury.entries),
        jury: verdict.jury_mark.zip(verdict.jury_passed),
        wrong: hall.bundle.wrong.as_deref(),
    };
    match exam::beside(ctx, &beside, texts) {
        None => {}
        Some(Word::Seek(tick)) => {
            playing.at = (f64::from(tick) - LEAD_S * f64::from(TICKS_PER_SECOND)).max(0.0);
            playing.running = true;
        }
        Some(Word::Say { by, reason, says }) => hall.bundle.say(&room, &by, &reason, says),
        Some(Word::Print) => {
            let printed = store::print_sealed(path, verdict, &done, texts.lang());
            hall.bundle.wrong = Some(match printed {
                Ok(path) => texts.with("exam-printed", &[("path", path.display().to_string().into())]),
                Err(why) => why,
            });
        }
    }
    Ok(())
}

/// The replay's bar with every fact on it.
pub(super) fn timeline(done: &Done, playing: &Playing, texts: &Texts) -> ReplayModel {
    let faults: Vec<usize> =
        done.mark.criteria.iter().flat_map(|c| &c.lost).filter_map(|lost| lost.fact_index).collect();
    let shown =
        |i: &usize, fact: &Fact| faults.contains(i) || !matches!(fact, Fact::Gesture { .. } | Fact::ToolTaken { .. });
    let facts = done.bench.facts().iter().enumerate().filter(|(i, stamped)| shown(i, &stamped.fact));
    let mut marks: Vec<FactMark> = facts
        .map(|(i, stamped)| FactMark {
            tick: stamped.from,
            label: texts.event(stamped.fact.event()),
            is_fault: faults.contains(&i),
        })
        .collect();
    marks.sort_by_key(|mark| mark.tick);
    ReplayModel {
        tick: playing.at as Tick,
        total: done.samples.len() as Tick,
        playing: playing.running,
        speed: playing.speed,
        marks,
    }
}
