//! The picture of the bench, the step that it shows, and the seed.

use bevy_egui::egui::{self, RichText, Sense, Ui, pos2};

use super::{Action, DraftModel, Look};
use crate::desktop::theme;
use crate::locale::Texts;

/// Largest seed that is offered.
const MOST_SEED: u64 = 999_999;

pub(super) fn show(
    ui: &mut Ui,
    picture: Option<egui::TextureId>,
    draft: &DraftModel<'_>,
    look: &mut Look,
    texts: &Texts,
) -> Option<Action> {
    let mut action = None;
    ui.horizontal(|ui| {
        let last = draft.steps.len().saturating_sub(1);
        let mut turn = |ui: &mut Ui, sign: &str, key: &str, can: bool, to: usize| {
            let says = texts.get(key);
            let response = ui.add_enabled(can, egui::Button::new(sign));
            response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, can, &says));
            if response.on_hover_text(says).clicked() {
                action = Some(Action::Step(to));
            }
        };
        turn(ui, "⏴", "workshop-step-before", draft.step > 0, draft.step.saturating_sub(1));
        turn(ui, "⏵", "workshop-step-after", draft.step < last, draft.step + 1);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let says = texts.get("workshop-seed-other");
            let other = ui.button("🎲");
            other.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, &says));
            if other.on_hover_text(says).clicked() {
                action = Some(Action::Seed((draft.seed * 31 + 17) % (MOST_SEED + 1)));
            }
            let mut seed = draft.seed;
            let value = egui::DragValue::new(&mut seed).range(0..=MOST_SEED).speed(0.2);
            if ui.add(value).on_hover_text(texts.get("workshop-seed-about")).changed() {
                action = Some(Action::Seed(seed));
            }
            ui.label(RichText::new(texts.get("workshop-seed")).color(theme::INK_SOFT));
            if draft.working {
                ui.add(egui::Spinner::new().size(16.0));
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                let shown = draft.steps.get(draft.step).cloned().unwrap_or_default();
                let combo = egui::ComboBox::from_id_salt("workshop.step").width(ui.available_width().max(80.0));
                let combo = combo.height(420.0).truncate().selected_text(shown);
                let response = combo.show_ui(ui, |ui| {
                    super::dense(ui);
                    for (at, step) in draft.steps.iter().enumerate() {
                        if ui.selectable_label(at == draft.step, step).clicked() && at != draft.step {
                            action = Some(Action::Step(at));
                        }
                    }
                });
                let says = texts.get("workshop-step");
                response.response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::ComboBox, true, &says));
            });
        });
    });
    let (rect, response) = ui.allocate_exact_size(ui.available_size(), Sense::click_and_drag());
    ui.painter().rect_filled(rect, 6.0, theme::SLATE);
    if let Some(picture) = picture.filter(|_| draft.document.good().is_some()) {
        let uv = egui::Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
        ui.painter().image(picture, rect, uv, egui::Color32::WHITE);
        look.pane = Some(rect);
        look.moved.0 += response.drag_delta();
        if response.contains_pointer() {
            look.moved.1 += ui.input(|input| input.smooth_scroll_delta().y) / 50.0;
        }
        if response.double_clicked() {
            look.moved.1 = f32::NAN;
        }
    } else {
        let told = texts.get("workshop-no-picture");
        let font = egui::TextStyle::Body.resolve(ui.style());
        ui.painter().text(rect.center(), egui::Align2::CENTER_CENTER, told, font, theme::INK_SOFT);
    }
    if !draft.document.is_good() && draft.document.good().is_some() {
        // What is seen is not what is written: said on the picture, where one looks.
        let told = texts.get("workshop-last-good");
        let font = egui::TextStyle::Body.resolve(ui.style());
        let galley = ui.painter().layout_no_wrap(told, font, theme::CLAY);
        let corner = rect.left_bottom() + egui::vec2(10.0, -galley.size().y - 10.0);
        ui.painter().rect_filled(egui::Rect::from_min_size(corner, galley.size()).expand(5.0), 5.0, theme::GLASS);
        ui.painter().galley(corner, galley, theme::CLAY);
    }
    action
}
