//! The proof: what each hand got, which criterion each fault costs, whether luck decides.

use bevy_egui::egui::{self, RichText, Ui};

use super::super::widgets;
use super::{Action, DraftModel, Look, ProofModel};
use crate::desktop::theme;
use crate::hands::proof::{Fault, LEAST_APART, MOST_LUCK, Proof, deviation};
use crate::locale::{Texts, Value};

pub(super) fn show(ui: &mut Ui, draft: &DraftModel<'_>, look: &mut Look, texts: &Texts) -> Option<Action> {
    let mut action = None;
    egui::ScrollArea::vertical().id_salt("workshop.proof").auto_shrink([false, false]).show(ui, |ui| {
        match draft.proof {
            ProofModel::Running(done, of) => {
                ui.label(texts.get("workshop-proof-running"));
                let share = done as f32 / of.max(1) as f32;
                ui.add(egui::ProgressBar::new(share).text(format!("{done} / {of}")).desired_width(320.0));
                if ui.button(texts.get("workshop-proof-stop")).clicked() {
                    action = Some(Action::StopProof);
                }
            }
            ProofModel::None => {
                ui.label(widgets::soft(&texts.get("workshop-proof-about")));
                action = again(ui, draft, texts);
            }
            ProofModel::Failed(why) => {
                ui.label(RichText::new(why).color(theme::CLAY));
                action = again(ui, draft, texts);
            }
            ProofModel::Done { proof, stale } => {
                if stale {
                    ui.label(RichText::new(texts.get("workshop-proof-stale")).color(theme::ACCENT));
                }
                table(ui, draft, proof, look, texts);
                action = again(ui, draft, texts);
            }
        }
    });
    action
}

fn again(ui: &mut Ui, draft: &DraftModel<'_>, texts: &Texts) -> Option<Action> {
    ui.add_space(6.0);
    let button = egui::Button::new(texts.get("workshop-proof-start"));
    ui.add_enabled(draft.document.good().is_some(), button).clicked().then_some(Action::Prove)
}

fn table(ui: &mut Ui, draft: &DraftModel<'_>, proof: &Proof, look: &mut Look, texts: &Texts) {
    let wrong = proof.problems().len();
    if wrong == 0 {
        ui.label(RichText::new(format!("✔ {}", texts.get("workshop-proven"))).color(theme::GOOD));
    } else {
        let told = texts.with("workshop-not-proven", &[("n", Value::from(wrong as u32))]);
        ui.label(RichText::new(told).color(theme::CLAY));
    }
    egui::Grid::new("workshop.proof").num_columns(3).spacing([14.0, 4.0]).striped(true).show(ui, |ui| {
        line(ui, proof.short.is_empty(), &texts.get("workshop-proof-reference"), &short(proof));
        for (marks, key) in proof.marks.iter().zip(["expert", "trained", "novice"]) {
            let mean = marks.iter().sum::<f64>() / marks.len().max(1) as f64;
            let told = format!("{}\u{202f}± {}", texts.number(mean, 2), texts.number(deviation(marks), 2));
            let ok = match key {
                "expert" => proof.apart[0] >= LEAST_APART,
                "trained" => proof.apart[1] >= LEAST_APART,
                _ => true,
            };
            line(ui, ok, &texts.get(&format!("workshop-proof-{key}")), &told);
        }
        let luck = texts.number(proof.luck, 2);
        line(ui, proof.luck < MOST_LUCK, &texts.get("workshop-proof-luck"), &luck);
        for (i, fault) in proof.faults.iter().enumerate() {
            let ok = fault.lost_own > 0 && fault.lost_others.is_empty();
            if line(ui, ok, &fault.criterion, &told(fault, texts)) {
                let key = format!("marking.criteria[{i}]");
                let at = draft.document.form().find(&key).map_or(0, |field| field.span.start);
                look.go_to(at, Some(&key));
            }
        }
    });
}

/// A row; whether its name was clicked.
fn line(ui: &mut Ui, ok: bool, name: &str, told: &str) -> bool {
    let (sign, colour) = if ok { ("✔", theme::GOOD) } else { ("✖", theme::CLAY) };
    ui.label(RichText::new(sign).color(colour));
    let name = ui.add(egui::Label::new(name).sense(egui::Sense::click()));
    ui.add(egui::Label::new(RichText::new(told).color(theme::INK_SOFT)).wrap());
    ui.end_row();
    name.clicked()
}

fn short(proof: &Proof) -> String {
    if proof.short.is_empty() {
        return "20\u{202f}/\u{202f}20".to_owned();
    }
    proof.short.iter().map(|(seed, lost)| format!("{seed}\u{a0}: {}", lost.join(", "))).collect::<Vec<_>>().join(" ; ")
}

fn told(fault: &Fault, texts: &Texts) -> String {
    if fault.lost_own == 0 {
        return texts.with("workshop-proof-never", &[("fault", Value::from(fault.mistake.name()))]);
    }
    if fault.lost_others.is_empty() {
        return fault.mistake.name().to_owned();
    }
    let mut others: Vec<&str> = fault.lost_others.iter().flat_map(|(_, lost)| lost).map(String::as_str).collect();
    others.sort_unstable();
    others.dedup();
    let values = [("fault", Value::from(fault.mistake.name())), ("others", Value::from(others.join(", ")))];
    texts.with("workshop-proof-others", &values)
}
