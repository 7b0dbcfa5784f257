//! Models that the panels' tests show: the first exercise, fresh, half done and well done.

use std::path::PathBuf;

use super::{board, brief, compare, hud, list, passport, replay_bar, result};
use crate::catalogue::builtin_catalogue;
use crate::catalogue::competences::Competence;
use crate::catalogue::vocabulary::{Colour, Tool};
use crate::locale::{Lang, Texts, Value};
use crate::marking::{Deduction, Elimination, Mark, mark};
use crate::progress::Level;
use crate::records::board::State;
use crate::records::groups::Indicator;
use crate::scenario::programme::Speed;
use crate::scenario::schema::{Measure, Text};
use crate::scenario::{Job, parse_scenario};

const SCENARIO: &str = include_str!("../../../scenarios/geste/premiere-epissure.ron");

pub fn job() -> Job {
    let catalogue = builtin_catalogue().expect("the catalogue is whole").catalogue;
    let loaded = parse_scenario("premiere-epissure.ron", SCENARIO, &catalogue).expect("the scenario is whole");
    Job::draw(&loaded.scenario, &catalogue, 7).expect("it draws")
}

pub fn list(texts: &Texts) -> list::ListModel {
    let title = texts.pick(&job().scenario.title).to_owned();
    let other = |fr: &str, en: &str| if texts.lang() == Lang::Fr { fr.to_owned() } else { en.to_owned() };
    let take = |speed: Speed, exercise: usize, id: &str| list::Take {
        speed,
        exercise,
        id: id.to_owned(),
        minutes: 20,
        best: None,
        resumable: None,
        passed: false,
    };
    let row = |title: String, takes| list::Row { title, takes, ..list::Row::default() };
    let cut = list::Take {
        best: Some(14.5),
        resumable: Some(PathBuf::from("a.journal")),
        ..take(Speed::Standard, 0, "geste/a")
    };
    let slow = list::Take { passed: true, best: Some(20.0), ..take(Speed::Slow, 2, "geste/c-slow") };
    let speeds = vec![slow, take(Speed::Standard, 3, "geste/c"), take(Speed::Paced, 4, "geste/c-paced")];
    list::ListModel {
        who: String::new(),
        board: true,
        advice: Some(list::Advice {
            why: texts.get("advice-next"),
            go: texts.with("list-go", &[("title", other("Cliver – lent", "Cleave – slow").into())]),
            row: 2,
            action: list::Action::Open(2),
        }),
        courses: vec![
            list::Course {
                title: other("Le geste", "The hand"),
                about: other("Un geste à la fois.", "One gesture at a time."),
                progress: texts.course(3, 24, 130),
                share: 0.125,
            },
            list::Course { title: other("Le chantier", "The worksite"), ..list::Course::default() },
        ],
        rows: vec![
            list::Row { standing: Some(texts.get("standing-failed")), due: true, ..row(title, vec![cut]) },
            list::Row {
                first: Some(other("Dénuder, Cliver et 3 autres", "Strip, Cleave and 3 more")),
                ..row(
                    other("Préparer un tube sans blesser les fibres", "Open a tube, fibres unharmed"),
                    vec![take(Speed::Standard, 1, "geste/b")],
                )
            },
            list::Row {
                now: 1,
                standing: Some(texts.get("standing-mastered")),
                passed: true,
                due: true,
                ..row(other("Cliver dix fois à moins d’un degré", "Cleave ten times under one degree"), speeds)
            },
            list::Row { error: Some("geste/lover.ron – 12:9 weight".into()), ..row("lover.ron".into(), Vec::new()) },
            list::Row {
                course: 1,
                ..row(other("Raccorder un client", "Connect a customer"), vec![take(Speed::Standard, 5, "chantier/d")])
            },
        ],
    }
}

pub fn passport(texts: &Texts) -> passport::PassportModel {
    let catalogue = builtin_catalogue().expect("the catalogue is whole").catalogue;
    let line = |(at, competence): (usize, &Competence)| passport::Line {
        name: texts.pick(&competence.name).to_owned(),
        level: Level::ALL[at % 4],
        evidence: if at % 4 == 0 { Vec::new() } else { vec![("Cliver".to_owned(), texts.date(20_785))] },
    };
    let domains = catalogue.domains.iter().map(|domain| passport::Domain {
        name: texts.pick(&domain.name).to_owned(),
        lines: domain.competences.iter().enumerate().map(line).collect(),
    });
    passport::PassportModel {
        who: String::new(),
        count: texts.with("passport-count", &[("n", 12u32.into()), ("of", 38u32.into())]),
        domains: domains.collect(),
        ..passport::PassportModel::default()
    }
}

/// A group of `people`, one of them stuck and one away.
pub fn board(texts: &Texts, people: usize) -> board::BoardModel {
    let catalogue = builtin_catalogue().expect("the catalogue is whole").catalogue;
    let domains: Vec<board::Domain> = catalogue
        .domains
        .iter()
        .map(|domain| board::Domain {
            name: texts.pick(&domain.name).to_owned(),
            competences: domain.competences.iter().map(|c| texts.pick(&c.name).to_owned()).collect(),
        })
        .collect();
    let columns: usize = domains.iter().map(|domain| domain.competences.len()).sum();
    let names = ["DIALLO Aïssatou", "MARTIN Léo", "P-07", "DE LA TOUR-SAINT-GERMAIN Marie-Charlotte Élisabeth"];
    let title = texts.pick(&job().scenario.title).to_owned();
    let row = |at: usize| {
        let state = [State::Going, State::Stuck, State::Away, State::New][at % 4];
        let about = match state {
            State::Stuck => texts.with("board-stuck-at", &[("title", title.as_str().into()), ("n", 3u32.into())]),
            _ => texts.with("board-last", &[("date", texts.date(20_785).into())]),
        };
        let levels = (0..columns).map(|column| Level::ALL[(column * 7 + at * 5) / 3 % 4]).collect();
        board::Row { who: format!("{} {at}", names[at % 4]), levels, state, about }
    };
    let point = |at: usize| board::Point {
        day: at as f64 * 1.5,
        mark: 6.0 + (at * 5 % 12) as f64,
        passed: at * 5 % 12 >= 6,
        exam: at % 9 == 8,
        about: "Cliver".to_owned(),
    };
    let criterion = |share| ("Angle de clivage sous 1°".to_owned(), share, "0,41".to_owned());
    let exercise = |at: usize| board::Exercise {
        title: format!("{title} {at}"),
        about: texts.with("board-attempts", &[("people", 12u32.into()), ("n", 31u32.into())]),
        mean: 7.5 + at as f64,
        passed: 0.58,
        alpha: texts.with("board-alpha", &[("alpha", "0,74".into())]),
        criteria: vec![criterion(0.3), criterion(0.8)],
    };
    board::BoardModel {
        groups: vec![texts.get("board-everybody"), "1re A".to_owned(), "1re B".to_owned()],
        group: 1,
        domains,
        rows: (0..people).map(row).collect(),
        faults: vec![board::Fault {
            what: "Angle de clivage sous 1°".to_owned(),
            exercise: title.clone(),
            count: texts.with("board-of-people", &[("n", 7u32.into()), ("of", 12u32.into())]),
            share: 7.0 / 12.0,
        }],
        person: Some(0),
        way: Some(board::Way {
            who: names[0].to_owned(),
            about: vec![texts.with("board-attempts-of", &[("n", 24u32.into())])],
            points: (0..24).map(point).collect(),
            first_day: 20_700,
        }),
        exercises: (0..9).map(exercise).collect(),
        open: Some(0),
        with: 2,
        compared: Some(vec![
            texts.with("board-effect", &[("d", "0,42".into()), ("low", "−0,40".into()), ("high", "1,24".into())]),
        ]),
        counts: Indicator::ALL.map(|of| (texts.get(&format!("indicator-{}", of.name())), Some(12))).to_vec(),
        ..board::BoardModel::default()
    }
}

pub fn brief(texts: &Texts) -> brief::BriefModel {
    let job = job();
    brief::BriefModel {
        title: texts.pick(&job.scenario.title).to_owned(),
        brief: job.brief(texts.lang()),
        places: Some(brief::Places {
            tube: (job.tube, Colour::of(job.tube)),
            fibre: (job.fibre, Colour::of(job.fibre_in_tube())),
            slot: job.slot,
        }),
        guided: true,
        assistance: 1,
        exam: None,
    }
}

pub fn hud(texts: &Texts) -> hud::HudModel {
    let values = [("mm", Value::from(35.0)), ("side", Value::from("cable"))];
    let words = |fr: &str, en: &str| if texts.lang() == Lang::Fr { fr.to_owned() } else { en.to_owned() };
    hud::HudModel {
        tools: Tool::ALL[..13].iter().map(|tool| (*tool, *tool != Tool::SplicedFibre, texts.tool(*tool))).collect(),
        held: Tool::Stripper,
        held_name: texts.tool(Tool::Stripper),
        touching: Some(texts.side(crate::catalogue::vocabulary::Side::Cable)),
        guide: Some(hud::Guide { goal: "strip", sentence: texts.goal("strip", &values), hint: texts.hint("strip") }),
        ghost: Some((crate::hands::ghost::Degree::Shown, false)),
        grip: 0.62,
        resistance: 0.4,
        speed_mm_s: 120.0,
        breaks: 1,
        wheel_text: Some(words("Lame : 1,4\u{202f}mm", "Blade: 1.4\u{202f}mm")),
        left: Some(hud::Left {
            text: words("Reste à lover : 184\u{202f}mm", "Left to coil: 184\u{202f}mm"),
            share: 0.4,
            enough: false,
        }),
        elapsed_s: 312.0,
        paused: false,
        trial: false,
        exam: None,
        left_handed: false,
        message: Some(texts.refusal(crate::bench::state::Refusal::BadFace(crate::catalogue::vocabulary::Side::Cable))),
    }
}

pub fn replay(texts: &Texts) -> replay_bar::ReplayModel {
    use crate::scenario::schema::Event;
    let events = [
        (1_200, Event::GlassesWorn, false),
        (6_000, Event::SheathCut, false),
        (9_000, Event::TubeNicked, true),
        (15_500, Event::CoatingStripped, false),
        (21_000, Event::Cleaved, false),
        (28_000, Event::ReArced, true),
        (35_000, Event::TrayClosed, false),
    ];
    let mark = |(tick, event, is_fault)| replay_bar::FactMark { tick, label: texts.event(event), is_fault };
    replay_bar::ReplayModel {
        tick: 9_100,
        total: 36_000,
        playing: false,
        speed: 0.25,
        marks: events.into_iter().map(mark).collect(),
    }
}

/// Nothing was done.
pub fn mark_empty() -> Mark {
    mark(&job(), &[], 400)
}

/// All was done well.
pub fn mark_fine() -> Mark {
    let mut mark = mark_empty();
    for criterion in &mut mark.criteria {
        criterion.lost.clear();
        criterion.earned = criterion.of;
    }
    for axis in [&mut mark.technique, &mut mark.result, &mut mark.safety] {
        axis.earned = axis.of;
    }
    Mark { mark: 20.0, passed: true, safe: true, ..mark }
}

/// Much was done, some of it badly, and one fault eliminates.
pub fn mark_mixed() -> Mark {
    let mut mark = mark_fine();
    let named = result::measures(&job().scenario);
    for (i, criterion) in mark.criteria.iter_mut().enumerate().filter(|(i, _)| i % 4 == 1) {
        let measured = named.iter().any(|(id, _)| *id == criterion.id);
        let times = if i == 9 { 2 } else { 1 };
        let points = criterion.of * 0.5 / f64::from(times);
        for n in 0..times {
            criterion.lost.push(Deduction {
                flaw: None,
                points,
                fact: "coating-stripped".into(),
                fact_index: (i != 13).then_some(n as usize),
                from_tick: 100 * i as u32,
                to_tick: 100 * i as u32 + 50,
                value: measured.then_some(1.55),
            });
        }
        criterion.earned = criterion.of * 0.5;
    }
    mark.technique.earned *= 0.8;
    mark.safety.earned *= 0.5;
    mark.eliminatory.push(Elimination {
        id: "shard".into(),
        label: Text {
            fr: "Une chute de verre est restée au sol.".into(),
            en: "A scrap of glass stayed on the floor.".into(),
        },
        from_tick: 4_000,
        to_tick: 4_100,
    });
    Mark { mark: 15.25, passed: false, safe: false, ..mark }
}

pub fn result<'a>(mark: &'a Mark, texts: &Texts) -> result::ResultModel<'a> {
    let job = job();
    let done = mark.mark > 0.0;
    let measures: Vec<(String, Measure)> = result::measures(&job.scenario);
    let help = result::Help {
        network: Some(texts.get("network-cleave")),
        train: Some((texts.pick(&job.scenario.title).to_owned(), 5)),
    };
    let lost = mark.criteria.iter().find(|criterion| criterion.lost.iter().any(|lost| lost.fact_index.is_some()));
    result::ResultModel {
        helps: lost.map(|criterion| (criterion.id.clone(), help)).into_iter().collect(),
        mark,
        title: texts.pick(&job.scenario.title).to_owned(),
        loss_db: done.then_some(0.04),
        estimate_db: done.then_some(0.02),
        seconds: 1_105.0,
        report_path: done.then(|| "/home/eleve/Documents/Épissure/2026-03-02 Première épissure.pdf".into()),
        measures,
        compares: done,
        keeps: done.then_some(if mark.passed { result::Keeps::Is } else { result::Keeps::May }),
        told: None,
    }
}

/// A hand that strips beside one that does it better.
pub fn compare(texts: &Texts) -> compare::CompareModel {
    use crate::compare::align::Moment;
    use crate::compare::{Aligned, Unit};
    let moment = |i: u32| {
        let at = f64::from(i) / 40.0;
        let (slow, fast) = (35.0 * (1.0 - at) + 2.0 * libm::sin(at * 20.0), 35.0 * (1.0 - at * at));
        Moment { seconds: [at * 4.0, at * 2.0], at: [slow, fast], speed: [9.0 + 4.0 * libm::sin(at * 20.0), 20.0 * at] }
    };
    let aligned = Aligned { unit: Unit::Mm, moments: (0..=40).map(moment).collect(), apart: 0.1 };
    let words = |fr: &str, en: &str| if texts.lang() == Lang::Fr { fr.to_owned() } else { en.to_owned() };
    let name = |goal: &str| texts.goal(goal, &[("mm", Value::from(35.0)), ("side", Value::from("cable"))]);
    let card = |goal: &'static str, points: Option<f64>, seen| compare::Card {
        goal,
        about: name(goal),
        what: words("moi 9 mm d’écart, modèle 0 mm d’écart", "me 9 mm off, model 0 mm off"),
        points: points.map(|points| texts.with("result-lost", &[("points", texts.mark(points).into())])),
        seen,
    };
    let row = |goal: &'static str, seconds: [Option<f64>; 2], remark: Option<&str>| compare::Row {
        goal,
        name: name(goal),
        seconds,
        times: seconds.map(|s| s.map_or_else(|| "–".to_owned(), |s| texts.number(s, 1))),
        remark: remark.map(|key| texts.get(key)),
        figures: vec![(texts.get("compare-metric-seconds"), ["4,0".to_owned(), "2,0".to_owned()], true)],
        aligned: Some(aligned.clone()),
    };
    compare::CompareModel {
        title: texts.pick(&job().scenario.title).to_owned(),
        whose: texts.get("compare-model-is-synthetic"),
        note: None,
        waits: false,
        cards: vec![
            card("strip", Some(1.5), [true, true]),
            card("clean", None, [true, true]),
            card("wear-glasses", Some(0.5), [false, true]),
        ],
        rows: vec![
            row("strip", [Some(4.0), Some(2.0)], None),
            row("clean", [Some(9.0), None], Some("compare-only-mine")),
            row("seat", [None, Some(3.0)], Some("compare-only-theirs")),
            row("load", [Some(5.0), Some(3.0)], Some("compare-moved")),
        ],
        open: 0,
    }
}
