//! The settings: language, picture quality, the hand and the size of texts.

mod heard;

use bevy_egui::egui::{self, Ui, Vec2};
use serde::{Deserialize, Serialize};

use super::pictogram::Sign;
use super::widgets::{self, Push, Weight};
use crate::desktop::theme;
use crate::locale::{Lang, Texts};

/// How much work the picture may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Quality {
    /// For a PC without a graphics card.
    Low,
    /// For an ordinary PC.
    #[default]
    Medium,
    /// For a PC with a graphics card.
    High,
}

/// How the button grips.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GripMode {
    /// Grips while the button is held.
    #[default]
    Hold,
    /// One click grips, the next lets go.
    Toggle,
}

/// What a person can set.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Language of the program.
    pub lang: Lang,
    /// Picture quality.
    pub quality: Quality,
    /// Somebody, or a measurement of the machine, chose the quality.
    pub measured: bool,
    /// Gain of the hand: 1 moves as the mouse moves.
    pub gain: f64,
    /// The bench is mirrored.
    pub left_handed: bool,
    /// How the button grips.
    pub grip: GripMode,
    /// Size of texts and buttons: 1 is the design's.
    pub text_size: f64,
    /// Nothing moves by itself but the work.
    pub still: bool,
    /// In practice the label under the pointer names a fibre's colour.
    pub colour_names: bool,
    /// The first minute's tour was seen or put away.
    pub toured: bool,
    /// Loudness of the bench, 0 silent to 1.
    pub volume: f64,
    /// What sounds stands on the screen as a word.
    pub see_sounds: bool,
    /// The system's voice reads the guide.
    pub voice: bool,
}

impl Settings {
    /// Least and largest gain.
    pub const GAIN: std::ops::RangeInclusive<f64> = 0.25..=4.0;
    /// Sizes of texts that are offered.
    pub const TEXT_SIZES: [f64; 3] = [1.0, 1.15, 1.3];
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            lang: Lang::Fr,
            quality: Quality::Medium,
            measured: false,
            gain: 1.0,
            left_handed: false,
            grip: GripMode::Hold,
            text_size: 1.0,
            still: false,
            colour_names: false,
            toured: false,
            volume: 0.6,
            // Few classrooms have loudspeakers, and what a contact tells must reach everybody.
            see_sounds: true,
            voice: false,
        }
    }
}

/// What the person asked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Action {
    /// These are the settings now.
    Set(Settings),
    /// Calibrate the hand.
    Calibrate,
    /// Back to where one came from.
    Back,
}

/// Shows the settings over the whole of `ui`.
pub fn show(ui: &mut Ui, model: &Settings, texts: &Texts) -> Option<Action> {
    let mut action = None;
    let mut now = *model;
    widgets::head(
        ui,
        "settings.head",
        |ui| {
            if Push::new(&texts.get("back"), Weight::Quiet).sign(Sign::Back).show(ui).clicked() {
                action = Some(Action::Back);
            }
            ui.label(widgets::heading(&texts.get("settings-heading")));
        },
        |_| {},
    );
    widgets::middle(ui, "settings", 1240.0, |ui| {
        ui.columns(2, |columns| {
            let [left, right] = columns else { return };
            picture(left, texts, model, &mut now);
            if hand(right, texts, &mut now) {
                action = Some(Action::Calibrate);
            }
            right.add_space(8.0);
            theme::card().show(right, |ui| {
                ui.set_width(ui.available_width());
                heard::show(ui, texts, &mut now);
            });
        });
    });
    if now != *model { Some(Action::Set(now)) } else { action }
}

/// What is seen and read.
fn picture(ui: &mut Ui, texts: &Texts, model: &Settings, now: &mut Settings) {
    theme::card().show(ui, |ui| {
        ui.set_width(ui.available_width());
        let langs = [Lang::Fr, Lang::En];
        row(ui, texts, "settings-language", &["lang-fr", "lang-en"], &langs, &mut now.lang);
        let qualities = [Quality::Low, Quality::Medium, Quality::High];
        let names = ["settings-quality-low", "settings-quality-medium", "settings-quality-high"];
        row(ui, texts, "settings-quality", &names, &qualities, &mut now.quality);
        now.measured |= now.quality != model.quality;
        ui.label(widgets::soft(&texts.get("settings-quality-about")).text_style(egui::TextStyle::Small));
        let names = ["settings-text-normal", "settings-text-large", "settings-text-larger"];
        row(ui, texts, "settings-text", &names, &Settings::TEXT_SIZES, &mut now.text_size);
        row(ui, texts, "settings-still", &OFF_ON, &[false, true], &mut now.still);
        row(ui, texts, "settings-colour-names", &OFF_ON, &[false, true], &mut now.colour_names);
        // Asked as what one wants, kept as what one has seen.
        let mut again = !now.toured;
        row(ui, texts, "settings-tour", &OFF_ON, &[false, true], &mut again);
        now.toured = !again;
    });
}

/// What the hand does; whether it is to be calibrated.
fn hand(ui: &mut Ui, texts: &Texts, now: &mut Settings) -> bool {
    let mut calibrate = false;
    theme::card().show(ui, |ui| {
        ui.set_width(ui.available_width());
        let names = ["settings-right-handed", "settings-left-handed"];
        row(ui, texts, "settings-side", &names, &[false, true], &mut now.left_handed);
        let names = ["settings-grip-hold", "settings-grip-toggle"];
        row(ui, texts, "settings-grip", &names, &[GripMode::Hold, GripMode::Toggle], &mut now.grip);
        gain(ui, texts, &mut now.gain);
        let text = texts.get("settings-calibrate");
        calibrate = Push::new(&text, Weight::Main).sign(Sign::Mouse).least(0.0, 52.0).show(ui).clicked();
        ui.add(egui::Label::new(widgets::soft(&texts.get("settings-calibrate-about"))).wrap());
    });
    calibrate
}

const OFF_ON: [&str; 2] = ["settings-off", "settings-on"];

/// What is chosen stands over its choices: it fits in a column whatever the size of texts.
fn row<T: PartialEq + Copy>(ui: &mut Ui, texts: &Texts, what: &str, names: &[&str], values: &[T], value: &mut T) {
    let what = texts.get(what);
    ui.add(egui::Label::new(&what).wrap());
    let labels: Vec<String> = names.iter().map(|key| texts.get(key)).collect();
    let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
    let taken = values.iter().position(|v| v == value).unwrap_or(usize::MAX);
    if let Some(i) = widgets::choices(ui, &what, &labels, taken, Vec2::new(110.0, 44.0)) {
        *value = values[i];
    }
    ui.add_space(4.0);
}

fn gain(ui: &mut Ui, texts: &Texts, gain: &mut f64) {
    let label = texts.get("settings-gain");
    ui.add(egui::Label::new(&label).wrap());
    ui.horizontal(|ui| {
        ui.spacing_mut().slider_width = 280.0;
        ui.spacing_mut().interact_size.y = 36.0;
        let slider = egui::Slider::new(gain, Settings::GAIN).logarithmic(true).show_value(false);
        let response = ui.add(slider);
        response.widget_info(|| egui::WidgetInfo::slider(true, *gain, &label));
        let shown = texts.with("settings-gain-value", &[("gain", crate::locale::Value::Fixed(*gain, 2))]);
        ui.label(widgets::soft(&shown));
    });
}
