//! The instructor's board: reads the records beside the window, shows them, writes tables.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufWriter;
use std::path::PathBuf;
use std::sync::Mutex;

use bevy::prelude::*;
use bevy_egui::{EguiContexts, EguiPrimaryContextPass};

use crate::calendar;
use crate::library::{self, Exercise as Known, Library};
use crate::locale::Texts;
use crate::records::board::{self, Board, Figures, State};
use crate::records::cells::Style;
use crate::records::code;
use crate::records::groups::{Counts, Indicator};
use crate::records::here;
use crate::records::results::{self, Lines, Wanted};
use crate::records::stats::Estimate;
use crate::records::{Attempt, History, RecordsError, Store, roster};
use crate::scenario::schema::{Lang, Scenario};

use super::super::app::{Screen, Shelf, Words};
use super::super::beside::{Beside, Lost};
use super::super::panels::board::{Action, BoardModel, Domain, Exercise, Fault, Lock, Point, Row, Tab, Way};
use super::super::panels::{self, board as panel};
use super::Panels;

/// Milliseconds of a day.
const DAY_MS: f64 = 86_400_000.0;

/// What is shown and what it is made of.
#[derive(Resource, Default)]
struct Classroom {
    exercises: Vec<Known>,
    /// The records, once they are read.
    store: Option<Mutex<Store>>,
    /// They are being read.
    coming: Option<Beside<Result<Read, RecordsError>>>,
    histories: Vec<History>,
    board: Board,
    figures: Vec<Figures>,
    model: BoardModel,
}

/// Whether the code was given since the list was left.
#[derive(Resource, Default)]
struct Unlocked(bool);

/// What reading gives.
struct Read {
    store: Store,
    set_aside: Vec<PathBuf>,
    refused: u32,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Classroom>()
        .init_resource::<Unlocked>()
        .add_systems(OnEnter(Screen::List), |mut unlocked: ResMut<Unlocked>| unlocked.0 = false)
        .add_systems(OnEnter(Screen::Board), enter)
        .add_systems(OnExit(Screen::Board), leave)
        .add_systems(EguiPrimaryContextPass, show.in_set(Panels).run_if(in_state(Screen::Board)));
}

/// Nothing is read before the code is given.
fn enter(mut class: ResMut<Classroom>, shelf: Res<Shelf>, unlocked: Res<Unlocked>) {
    if !unlocked.0 && code::is_set(&library::data_folder()) {
        class.model = BoardModel { lock: Some(Lock::Ask(false)), ..BoardModel::default() };
        return;
    }
    class.read(&shelf.0);
}

impl Classroom {
    /// Reads on a thread of its own: a stick's worth of new attempts takes longer than a frame.
    fn read(&mut self, library: &Library) {
        self.exercises = library.exercises();
        self.exercises.extend(library.own_exercises(&library::own_folder()));
        self.model = BoardModel { reading: true, ..BoardModel::default() };
        self.coming = Some(Beside::run(|| {
            let mut opened = Store::open(&library::data_folder())?;
            let found = opened.store.refresh()?;
            Ok(Read { store: opened.store, set_aside: opened.set_aside, refused: found.refused_count })
        }));
    }
}

fn leave(mut class: ResMut<Classroom>) {
    *class = Classroom::default();
}

fn show(
    mut contexts: EguiContexts,
    mut class: ResMut<Classroom>,
    shelf: Res<Shelf>,
    words: Res<Words>,
    mut unlocked: ResMut<Unlocked>,
    mut next: ResMut<NextState<Screen>>,
) -> Result {
    let texts = &words.0;
    let ctx = contexts.ctx_mut()?;
    class.hear(&shelf.0, texts);
    if class.coming.is_some() {
        ctx.request_repaint_after(std::time::Duration::from_millis(50));
    }
    let mut ui = panels::page(ctx);
    match panel::show(&mut ui, &class.model, texts) {
        None => {}
        Some(Action::Back) => next.set(Screen::List),
        Some(Action::Gather) => next.set(Screen::Gather),
        Some(Action::Lock) => {
            let is_set = code::is_set(&library::data_folder());
            class.model.lock = if class.model.lock.is_some() { None } else { Some(Lock::Change(is_set)) };
        }
        Some(Action::Code(given)) => match class.model.lock {
            Some(Lock::Ask(_)) if code::opens(&library::data_folder(), &given) => {
                unlocked.0 = true;
                class.read(&shelf.0);
            }
            Some(Lock::Ask(_)) => class.model.lock = Some(Lock::Ask(true)),
            _ => {
                let key = if given.is_empty() { "board-code-gone" } else { "board-code-kept" };
                let told = code::set(&library::data_folder(), &given).map(|()| texts.get(key));
                class.model.told =
                    vec![told.map_err(|why| texts.with("board-wrong", &[("why", why.to_string().into())]))];
                class.model.lock = None;
                unlocked.0 = true;
            }
        },
        Some(Action::Group(group)) => {
            class.model.group = group;
            class.fill(&shelf.0, texts);
        }
        Some(Action::Tab(Tab::Person)) if class.model.person.is_none() => {
            let first = class.first();
            class.look_at(first, texts);
        }
        Some(Action::Tab(tab)) => class.model.tab = tab,
        Some(Action::Person(at)) => class.look_at(at, texts),
        Some(Action::Exercise(at)) => class.model.open = (class.model.open != Some(at)).then_some(at),
        Some(Action::With(with)) => {
            class.model.with = with;
            class.compare(texts);
        }
        Some(Action::Count(at, count)) => class.count(at, count, texts),
        Some(Action::Save) => {
            let told = class.save(texts);
            class.model.told = vec![told];
        }
    }
    Ok(())
}

impl Classroom {
    /// Takes up what was read, once it is.
    fn hear(&mut self, library: &Library, texts: &Texts) {
        let Some(heard) = Beside::take(&mut self.coming) else { return };
        self.model.reading = false;
        match heard {
            Ok(Ok(Read { store, set_aside, refused })) => {
                self.store = Some(Mutex::new(store));
                for path in set_aside {
                    let path = path.display().to_string();
                    self.model.told.push(Err(texts.with("board-set-aside", &[("path", path.into())])));
                }
                if refused > 0 {
                    self.model.told.push(Err(texts.with("board-refused", &[("n", refused.into())])));
                }
                self.fill(library, texts);
            }
            Ok(Err(why)) => self.model.told.push(Err(wrong(&why, texts))),
            Err(Lost) => self.model.told.push(Err(texts.get("board-unread"))),
        }
    }

    fn scenarios(&self) -> Vec<&Scenario> {
        self.exercises.iter().filter_map(|exercise| Some(&exercise.loaded.as_ref().ok()?.scenario)).collect()
    }

    /// The group that is shown; none for everybody.
    fn group(&self, at: usize) -> Option<&str> {
        if at == 0 { None } else { self.model.groups.get(at).map(String::as_str) }
    }

    /// Does something with the records; what is wrong is told on the page.
    fn with<T>(&self, what: impl FnOnce(&mut Store) -> Result<T, RecordsError>, texts: &Texts) -> Result<T, String> {
        let store = self.store.as_ref().and_then(|store| store.lock().ok());
        let mut store = store.ok_or_else(|| texts.get("board-unread"))?;
        what(&mut store).map_err(|why| wrong(&why, texts))
    }

    /// Reads the group that is shown, and makes all of the page anew but its tab.
    fn fill(&mut self, library: &Library, texts: &Texts) {
        let group = self.group(self.model.group).map(str::to_owned);
        let read = self.with(|store| Ok((store.groups()?, store.histories(group.as_deref())?)), texts);
        let (groups, mut histories) = match read {
            Ok(read) => read,
            Err(why) => {
                self.model.told.push(Err(why));
                return;
            }
        };
        // Whom the records know by number alone, a roster in the folder may name.
        let known = here::named(&library::data_folder());
        for person in histories.iter_mut().map(|history| &mut history.person).filter(|person| person.name.is_empty()) {
            if let Some(found) = known.iter().find(|found| found.pseudonym == person.pseudonym) {
                person.name.clone_from(&found.name);
            }
        }
        let tree = &library.catalogue.catalogue.domains;
        let board = board::board(tree, &self.scenarios(), &histories, calendar::today());
        let figures = board::figures(&histories);
        let everybody = texts.get("board-everybody");
        let names: Vec<String> = std::iter::once(everybody).chain(groups.iter().map(|g| g.name.clone())).collect();
        let at = group.as_ref().and_then(|group| names.iter().skip(1).position(|name| name == group));
        let counts = at.and_then(|at| groups.get(at)).map(|group| &group.counts);
        let model = BoardModel {
            groups: names,
            group: at.map_or(0, |at| at + 1),
            tab: self.model.tab,
            domains: tree
                .iter()
                .map(|domain| Domain {
                    name: texts.pick(&domain.name).to_owned(),
                    competences: domain.competences.iter().map(|c| texts.pick(&c.name).to_owned()).collect(),
                })
                .collect(),
            rows: board.rows.iter().map(|row| self.row(row, texts)).collect(),
            faults: board.faults.iter().map(|fault| self.fault(fault, texts)).collect(),
            exercises: self.figures(&figures, texts),
            counts: counts.map_or_else(Vec::new, |counts| {
                let one = |of: Indicator| (texts.get(&format!("indicator-{}", of.name())), counts.get(&of).copied());
                Indicator::ALL.map(one).to_vec()
            }),
            told: std::mem::take(&mut self.model.told),
            ..BoardModel::default()
        };
        (self.board, self.figures, self.histories, self.model) = (board, figures, histories, model);
    }

    fn title<'a>(&'a self, exercise: &'a str, texts: &Texts) -> &'a str {
        let scenarios = self.exercises.iter().filter_map(|exercise| exercise.loaded.as_ref().ok());
        let known = scenarios.map(|loaded| &loaded.scenario).find(|scenario| scenario.id == exercise);
        known.map_or(exercise, |scenario| texts.pick(&scenario.title))
    }

    /// What a criterion expects; its id where no exercise has it.
    fn expected<'a>(&'a self, exercise: &str, criterion: &'a str, texts: &Texts) -> &'a str {
        let scenarios = self.exercises.iter().filter_map(|exercise| exercise.loaded.as_ref().ok());
        let known = scenarios.map(|loaded| &loaded.scenario).find(|scenario| scenario.id == exercise);
        let found = known.and_then(|scenario| scenario.marking.criteria.iter().find(|c| c.id == criterion));
        found.map_or(criterion, |found| texts.pick(&found.label))
    }

    fn row(&self, row: &board::Row, texts: &Texts) -> Row {
        let last = row.last_day.map(|day| texts.with("board-last", &[("date", texts.date(day).into())]));
        let stuck = row.stuck.first().map(|stuck| {
            let title = self.title(&stuck.exercise, texts).to_owned();
            texts.with("board-stuck-at", &[("title", title.into()), ("n", stuck.failures.into())])
        });
        let since = match (row.state, row.progress_day) {
            (State::Stuck, Some(day)) if stuck.is_none() => {
                Some(texts.with("board-no-better", &[("date", texts.date(day).into())]))
            }
            (State::Stuck, None) if stuck.is_none() => Some(texts.get("board-never-better")),
            (State::New, _) => Some(texts.get("board-state-new")),
            _ => None,
        };
        let about: Vec<String> = [stuck, since, last].into_iter().flatten().collect();
        Row {
            who: row.person.called().to_owned(),
            levels: row.levels.clone(),
            state: row.state,
            about: about.join(" – "),
        }
    }

    fn fault(&self, fault: &board::Fault, texts: &Texts) -> Fault {
        Fault {
            what: self.expected(&fault.exercise, &fault.criterion, texts).to_owned(),
            exercise: self.title(&fault.exercise, texts).to_owned(),
            count: texts.with("board-of-people", &[("n", fault.people.into()), ("of", fault.of.into())]),
            share: fault.share(),
        }
    }

    /// Exercises, the hardest first.
    fn figures(&self, figures: &[Figures], texts: &Texts) -> Vec<Exercise> {
        let number = |value: Option<f64>| value.map(|value| texts.number(value, 2));
        let mut exercises: Vec<Exercise> = figures
            .iter()
            .map(|figures| {
                let values = [("people", (figures.people as u32).into()), ("n", (figures.attempts as u32).into())];
                let alpha = number(figures.alpha).map(|alpha| texts.with("board-alpha", &[("alpha", alpha.into())]));
                let criteria = figures.items.iter().map(|item| {
                    let told = number(item.discrimination)
                        .map(|figure| texts.with("board-discrimination", &[("figure", figure.into())]));
                    let what = self.expected(&figures.exercise, &item.id, texts).to_owned();
                    (what, item.difficulty, told.unwrap_or_default())
                });
                Exercise {
                    title: self.title(&figures.exercise, texts).to_owned(),
                    about: texts.with("board-attempts", &values),
                    mean: figures.mean,
                    passed: figures.passed,
                    alpha: alpha.unwrap_or_default(),
                    criteria: criteria.collect(),
                }
            })
            .collect();
        exercises.sort_by(|a, b| a.mean.total_cmp(&b.mean));
        exercises
    }

    /// Whose way is looked at first: who needs somebody.
    fn first(&self) -> usize {
        self.board.rows.iter().position(|row| row.state == State::Stuck).unwrap_or(0)
    }

    /// Shows the way of one trainee.
    fn look_at(&mut self, at: usize, texts: &Texts) {
        let Some(history) = self.histories.get(at) else { return };
        let pseudonym = history.person.pseudonym.clone();
        self.model.tab = Tab::Person;
        self.model.person = Some(at);
        match self.with(|store| store.attempts_of(&pseudonym), texts) {
            Ok(attempts) => self.model.way = self.board.rows.get(at).map(|row| self.way(row, &attempts, texts)),
            Err(why) => self.model.told = vec![Err(why)],
        }
    }

    fn way(&self, row: &board::Row, attempts: &[Attempt], texts: &Texts) -> Way {
        // What has no date cannot stand on a line of time.
        let dated: Vec<&Attempt> = attempts.iter().filter(|attempt| attempt.began_ms > 0).collect();
        let first_day = dated.first().map_or(0, |attempt| attempt.day());
        let points = dated.iter().map(|attempt| {
            let title = self.title(&attempt.exercise, texts);
            let mark = format!("{}\u{202f}/\u{202f}20", texts.mark(attempt.last_mark()));
            let judged = attempt.jury.as_ref().is_some_and(|jury| jury.mark.is_some());
            let mark = match judged {
                true => {
                    let machine = texts.mark(attempt.mark);
                    texts.with("board-by-jury", &[("mark", mark.into()), ("machine", machine.into())])
                }
                false => mark,
            };
            Point {
                day: attempt.began_ms as f64 / DAY_MS - f64::from(first_day),
                mark: attempt.last_mark(),
                passed: attempt.last_passed(),
                exam: attempt.exam,
                about: format!("{title}\n{} – {mark}", texts.date(attempt.day())),
            }
        });
        let sure = [("n", (row.acquired() as u32).into()), ("of", (row.levels.len() as u32).into())];
        let attempts = texts.with("board-attempts-of", &[("n", row.attempts.into())]);
        let about = [Some(attempts), Some(texts.with("passport-count", &sure)), Some(self.row(row, texts).about)];
        Way {
            who: row.person.called().to_owned(),
            about: about.into_iter().flatten().filter(|line| !line.is_empty()).collect(),
            points: points.collect(),
            first_day,
        }
    }

    fn compare(&mut self, texts: &Texts) {
        let with = self.group(self.model.with).map(str::to_owned);
        let other = self.with(|store| store.histories(with.as_deref()), texts);
        self.model.compared = match other {
            Err(why) => Some(vec![why]),
            Ok(other) => board::compare(&self.histories, &other).map(|found| {
                let line = |at: usize, people: usize, mean: f64, deviation: f64| {
                    let values = [
                        ("group", self.model.groups.get(at).cloned().unwrap_or_default().into()),
                        ("n", (people as u32).into()),
                        ("mean", texts.number(mean, 2).into()),
                        ("deviation", texts.number(deviation, 2).into()),
                    ];
                    texts.with("board-group-mean", &values)
                };
                let Estimate { value, low, high } = found.d;
                let d = [("d", value), ("low", low), ("high", high)];
                let d = d.map(|(name, value)| (name, texts.number(value, 2).into()));
                vec![
                    line(self.model.group, found.people.0, found.means.0, found.deviations.0),
                    line(self.model.with, found.people.1, found.means.1, found.deviations.1),
                    texts.with("board-effect", &d),
                ]
            }),
        };
    }

    fn count(&mut self, at: usize, count: u32, texts: &Texts) {
        let (Some(group), Some(indicator)) = (self.group(self.model.group).map(str::to_owned), Indicator::ALL.get(at))
        else {
            return;
        };
        let new = Counts::from([(*indicator, count)]);
        match self.with(|store| store.count_group(&group, &new), texts) {
            Ok(()) => {
                if let Some(shown) = self.model.counts.get_mut(at) {
                    shown.1 = Some(count);
                }
                self.model.told.clear();
            }
            Err(why) => self.model.told = vec![Err(why)],
        }
    }

    /// Writes the tables of the group that is shown; says where.
    fn save(&self, texts: &Texts) -> Result<String, String> {
        let group = self.group(self.model.group).map(str::to_owned);
        let titles: BTreeMap<&str, &str> =
            self.scenarios().into_iter().map(|s| (s.id.as_str(), texts.pick(&s.title))).collect();
        let title = |id: &str| titles.get(id).copied().unwrap_or(id).to_owned();
        let (lang, style) = match texts.lang() {
            Lang::Fr => (Lang::Fr, Style::FRENCH),
            Lang::En => (Lang::En, Style::PLAIN),
        };
        let (year, month, day) = calendar::date(calendar::today());
        let folder = library::data_folder().join("tableaux").join(format!("{year:04}-{month:02}-{day:02}"));
        let write = |store: &mut Store| {
            let io = |why| RecordsError::io(&folder, why);
            std::fs::create_dir_all(&folder).map_err(io)?;
            for (name, lines) in [("notes.csv", Lines::Attempts), ("criteres.csv", Lines::Criteria)] {
                let file = File::create(folder.join(name)).map_err(io)?;
                let group = group.as_deref();
                let wanted = Wanted { person: None, group, lines, lang, style, title: &title };
                results::write(store, &wanted, BufWriter::new(file))?;
            }
            let entries = roster::of(store, group.as_deref())?;
            std::fs::write(folder.join("liste.csv"), roster::write(&entries, lang, style)).map_err(io)
        };
        self.with(write, texts)?;
        Ok(texts.with("board-saved", &[("path", folder.display().to_string().into())]))
    }
}

/// What is wrong with the records, in words of the interface.
pub(super) fn wrong(why: &RecordsError, texts: &Texts) -> String {
    let key = match why {
        RecordsError::Newer { .. } => "board-wrong-newer",
        RecordsError::Busy(_) => "board-wrong-busy",
        RecordsError::Full(_) => "board-wrong-full",
        RecordsError::ReadOnly(_) => "board-wrong-read-only",
        RecordsError::Gone(_) => "board-wrong-gone",
        RecordsError::Damaged(_) => "board-wrong-damaged",
        RecordsError::Io { .. } | RecordsError::Sql { .. } | RecordsError::Refused(_) => {
            return texts.with("board-wrong", &[("why", why.to_string().into())]);
        }
    };
    texts.get(key)
}
