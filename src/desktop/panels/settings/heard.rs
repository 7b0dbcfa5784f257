//! The settings of what is heard: volume, and the words for those who do not hear.

use bevy_egui::egui::{self, Ui};

use super::{Settings, row};
use crate::desktop::panels::{aloud, widgets};
use crate::locale::{Texts, Value};

/// Shows them and changes `now` where the person did.
pub(super) fn show(ui: &mut Ui, texts: &Texts, now: &mut Settings) {
    let label = texts.get("settings-volume");
    ui.add(egui::Label::new(&label).wrap());
    ui.horizontal(|ui| {
        ui.spacing_mut().slider_width = 280.0;
        ui.spacing_mut().interact_size.y = 36.0;
        let slider = egui::Slider::new(&mut now.volume, 0.0..=1.0).show_value(false);
        let response = ui.add(slider);
        response.widget_info(|| egui::WidgetInfo::slider(true, now.volume, &label));
        let shown = if now.volume > 0.0 {
            texts.with("settings-volume-value", &[("share", Value::Fixed(now.volume * 100.0, 0))])
        } else {
            texts.get("settings-volume-off")
        };
        ui.label(widgets::soft(&shown));
    });
    let names = ["settings-see-sounds-no", "settings-see-sounds-yes"];
    row(ui, texts, "settings-see-sounds", &names, &[false, true], &mut now.see_sounds);
    ui.label(widgets::soft(&texts.get("settings-see-sounds-about")).text_style(egui::TextStyle::Small));
    let found = aloud::state(ui.ctx()).found;
    ui.add_enabled_ui(found, |ui| {
        let names = ["settings-voice-no", "settings-voice-yes"];
        row(ui, texts, "settings-voice", &names, &[false, true], &mut now.voice);
    });
    let about = texts.get(if found { "settings-voice-about" } else { "settings-voice-none" });
    ui.label(widgets::soft(&about).text_style(egui::TextStyle::Small));
}
