//! Models that the panels' tests show: the first exercise, fresh, half done and well done.

use std::path::PathBuf;

use super::{brief, hud, list, replay_bar, result};
use crate::catalogue::builtin_catalogue;
use crate::catalogue::vocabulary::{Colour, Tool};
use crate::locale::{Lang, Texts, Value};
use crate::marking::{Deduction, Elimination, Mark, mark};
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
    let row = list::Row { path: "geste/a.ron".into(), id: "geste/a".into(), title, minutes: 20, ..Default::default() };
    let other = |fr: &str, en: &str| if texts.lang() == Lang::Fr { fr.to_owned() } else { en.to_owned() };
    list::ListModel {
        rows: vec![
            list::Row { best: Some(14.5), attempts: 3, resumable: Some(PathBuf::from("a.journal")), ..row.clone() },
            list::Row {
                title: other("Préparer un tube sans blesser les fibres", "Open a tube, fibres unharmed"),
                ..row.clone()
            },
            list::Row {
                title: other("Cliver dix fois de suite à moins d’un degré", "Cleave ten times under one degree"),
                best: Some(20.0),
                attempts: 1,
                minutes: 8,
                ..row.clone()
            },
            list::Row {
                id: "geste/lover".into(),
                path: "geste/lover.ron".into(),
                title: String::new(),
                error: Some("12:9 weight".into()),
                ..row
            },
        ],
        courses: Vec::new(),
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
    result::ResultModel {
        mark,
        title: texts.pick(&job.scenario.title).to_owned(),
        loss_db: done.then_some(0.04),
        estimate_db: done.then_some(0.02),
        seconds: 1_105.0,
        report_path: done.then(|| "/home/eleve/Documents/Épissure/2026-03-02 Première épissure.pdf".into()),
        measures,
    }
}
