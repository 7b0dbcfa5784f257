//! Faces give back what was pressed, and read what was typed.

use std::cell::RefCell;

use bevy_egui::egui;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::*;
use crate::bench::measure::keys::{OtdrKey, SIGN};
use crate::catalogue::builtin_catalogue;
use crate::hands::{SyntheticHand, Who};
use crate::locale::Lang;
use crate::scenario::{Job, load_scenario};

fn bench(name: &str, ticks: usize) -> Bench {
    let catalogue = builtin_catalogue().expect("sound catalogue").catalogue;
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("scenarios/mesure/{name}.ron"));
    let scenario = load_scenario(&path, &catalogue).expect("sound exercise").scenario;
    let job = Job::draw(&scenario, &catalogue, 3).expect("a job");
    let mut hand = SyntheticHand::new(Who::Reference, &job, 1);
    let mut bench = Bench::new(job);
    for _ in 0..ticks {
        let Some(sample) = hand.next(&bench) else { break };
        bench.tick(sample);
    }
    bench
}

/// The face of a part, the button of this name clicked, and what came back.
fn clicked(bench: &Bench, open: Part, name: &str, lang: Lang) -> Asked {
    let texts = Texts::new(lang);
    let looks = RefCell::new(Looks { open: Some(open), ..Looks::default() });
    let asked = RefCell::new(Asked::default());
    let mut harness = Harness::builder().with_size(egui::vec2(1366.0, 768.0)).build_ui(|ui| {
        theme::apply(ui.ctx(), 1.0);
        let now = show(ui.ctx(), bench, &mut looks.borrow_mut(), &texts);
        if now != Asked::default() {
            *asked.borrow_mut() = now;
        }
    });
    harness.run();
    harness.get_by_label(name).click();
    harness.run();
    drop(harness);
    asked.into_inner()
}

#[test]
fn the_reflectometer_starts_when_its_key_is_pressed() {
    let bench = bench("coupure", 0);
    for lang in [Lang::Fr, Lang::En] {
        let start = Texts::new(lang).get("face-start");
        let asked = clicked(&bench, Part::Panel(Device::Otdr), &start, lang);
        assert_eq!(asked.presses, [Press::on(Device::Otdr, OtdrKey::Start.code(), 0)]);
    }
}

#[test]
fn a_wavelength_is_switched_by_its_own_key() {
    let asked = clicked(&bench("coupure", 0), Part::Panel(Device::Otdr), "1625", Lang::Fr);
    assert_eq!(asked.presses, [Press::on(Device::Otdr, OtdrKey::Band1625.code(), 0)]);
}

#[test]
fn a_choice_on_the_record_is_written_and_the_record_signed() {
    let bench = bench("coupure", 0);
    let texts = Texts::new(Lang::Fr);
    let asked = clicked(&bench, Part::Record, &texts.get("fault-bend"), Lang::Fr);
    assert_eq!(asked.presses, [Press { part: Part::Record, code: 0, value: 100 }]);
    let asked = clicked(&bench, Part::Record, &texts.get("record-sign"), Lang::Fr);
    assert_eq!(asked.presses, [Press { part: Part::Record, code: SIGN, value: 0 }]);
}

#[test]
fn a_measured_trace_is_drawn_with_its_table() {
    let bench = bench("recette-logement", 1_000_000);
    assert!(bench.measure().is_some_and(|measure| measure.otdr.traces.len() >= 2));
    let texts = Texts::new(Lang::Fr);
    let asked = clicked(&bench, Part::Panel(Device::Otdr), &texts.get("face-traces"), Lang::Fr);
    assert_eq!(asked, Asked::default(), "a tab is only a way to look");
}

#[test]
fn numbers_are_read_as_people_type_them() {
    for (typed, hundredths) in [("12,5", 1250), (" 1 234,5 ", 123_450), ("-21.37", -2137), ("−3", -300), ("0", 0)] {
        assert_eq!(record::parse(typed), Some(hundredths), "{typed}");
    }
    for typed in ["", "douze", "1e99", "NaN", "inf", "1,2,3"] {
        assert_eq!(record::parse(typed), None, "{typed}");
    }
}
