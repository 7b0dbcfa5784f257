//! The program's own words in French and English: looked up by key, with numbers written as the language writes them.
//!
//! Knows neither Bevy nor egui. Both files are compiled in, so that no installation can lack its words.

use std::borrow::Cow;
use std::fmt;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::{FluentNumber, FluentNumberOptions};
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::bench::facts::BreakCause;
use crate::bench::state::Refusal;
use crate::calendar;
use crate::catalogue::vocabulary::{Colour, Key, Side, Tool};
use crate::scenario::schema::{Axis, Event, Measure, Text};

pub use crate::scenario::schema::Lang;

const FR: &str = include_str!("../assets/locales/fr.ftl");
const EN: &str = include_str!("../assets/locales/en.ftl");

/// Every goal that guidance names, with the variables that its sentence needs.
///
/// `goal-<name>` is the sentence, `hint-<name>` what the hand does. `side` is [`side_name`]; a sentence that uses it
/// reads well without it.
pub const GOALS: &[(&str, &[&str])] = &[
    ("wear-glasses", &[]),
    ("cut-sheath", &["mm"]),
    ("pull-sheath", &[]),
    ("clean-tube", &["tube", "colour"]),
    ("score-tube", &["mm"]),
    ("open-tube", &["tube", "colour"]),
    ("degrease", &[]),
    ("pick-fibre", &["fibre", "colour"]),
    ("thread-sleeve", &[]),
    ("strip", &["mm"]),
    ("clean", &[]),
    ("open-cleaver", &[]),
    ("seat", &[]),
    ("close-cleaver", &[]),
    ("stroke", &[]),
    ("draw-carriage-back", &[]),
    ("turn-blade", &[]),
    ("bin-shard", &[]),
    ("lift-end", &[]),
    ("open-splicer", &[]),
    ("load", &[]),
    ("close-splicer", &[]),
    ("choose-program", &[]),
    ("check-arc", &[]),
    ("leave-menu", &[]),
    ("inspect", &[]),
    ("read-views", &[]),
    ("arc", &[]),
    ("test", &[]),
    ("centre-sleeve", &[]),
    ("open-oven", &[]),
    ("place-in-oven", &[]),
    ("close-oven", &[]),
    ("choose-oven", &[]),
    ("heat", &[]),
    ("cool", &[]),
    ("lift-out", &[]),
    ("lay-fibre", &[]),
    ("seat-sleeve", &["slot"]),
    ("tuck-fibre", &[]),
    ("open-tray", &[]),
    ("close-tray", &[]),
    ("take-out", &[]),
    ("cut-back", &[]),
    ("inspect-face", &[]),
    ("clean-face", &[]),
    ("plug", &[]),
    ("unplug", &[]),
    ("press", &[]),
    ("sign", &[]),
    ("wait-otdr", &[]),
    ("warm-up", &[]),
    ("write", &[]),
    ("site-score", &[]),
    ("site-draw", &[]),
    ("site-slit", &[]),
    ("site-wipe", &[]),
    ("site-turn", &[]),
    ("site-insert", &[]),
    ("site-squeeze", &[]),
    ("site-lead", &[]),
    ("site-frame", &[]),
    ("site-pick", &[]),
    ("site-test", &[]),
    ("answer", &[]),
    ("finish", &[]),
];

/// What fills a variable of a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// A number with as many decimals as it needs, three at most.
    Number(f64),
    /// A number with exactly so many decimals.
    Fixed(f64, usize),
    /// Words, already in the right language.
    Text(Cow<'a, str>),
}

impl From<f64> for Value<'_> {
    fn from(number: f64) -> Self {
        Value::Number(number)
    }
}

impl From<u32> for Value<'_> {
    fn from(number: u32) -> Self {
        Value::Number(f64::from(number))
    }
}

impl From<u8> for Value<'_> {
    fn from(number: u8) -> Self {
        Value::Number(f64::from(number))
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Value::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Value::Text(Cow::Owned(text))
    }
}

/// The texts of one language.
pub struct Texts {
    lang: Lang,
    bundle: FluentBundle<FluentResource>,
}

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Texts").field("lang", &self.lang).finish_non_exhaustive()
    }
}

impl Default for Texts {
    fn default() -> Self {
        Texts::new(Lang::default())
    }
}

impl Texts {
    /// The texts of `lang`.
    pub fn new(lang: Lang) -> Texts {
        let (source, id) = match lang {
            Lang::Fr => (FR, "fr-FR"),
            Lang::En => (EN, "en-GB"),
        };
        // Both identifiers are well formed; the default one would only lose the plural rules.
        let id: LanguageIdentifier = id.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // Marks round variables would show as boxes: fonts of the panels have no direction marks.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match lang {
            Lang::Fr => |value, _| format_number(value, Lang::Fr),
            Lang::En => |value, _| format_number(value, Lang::En),
        }));
        // What does not parse is left out and shows as its key; tests keep both files whole.
        let resource = match FluentResource::try_new(source.to_owned()) {
            Ok(resource) => resource,
            Err((resource, _)) => resource,
        };
        bundle.add_resource_overriding(resource);
        Texts { lang, bundle }
    }

    /// The language that these texts are in.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The text of `key`; the key itself where there is none.
    pub fn get(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// The text of `key` with its variables filled; the key itself where there is none.
    pub fn with(&self, key: &str, values: &[(&str, Value)]) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let mut args = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            args.set(name.to_string(), fluent(value));
        }
        self.bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    }

    /// Whether `key` has a text.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// An author's text in this language; the other one where this is empty.
    pub fn pick<'t>(&self, text: &'t Text) -> &'t str {
        match (text.get(self.lang), self.lang) {
            ("", Lang::Fr) => &text.en,
            ("", Lang::En) => &text.fr,
            (words, _) => words,
        }
    }

    /// A number with `decimals`, as this language writes it.
    pub fn number(&self, number: f64, decimals: usize) -> String {
        write_number(number, decimals, self.lang)
    }

    /// A mark out of 20: a decimal where it needs one.
    pub fn mark(&self, mark: f64) -> String {
        let tenths = libm::round(mark * 10.0) / 10.0;
        let hundredths = libm::round(mark * 100.0) / 100.0;
        let decimals = if hundredths == libm::round(mark) {
            0
        } else if hundredths == tenths {
            1
        } else {
            2
        };
        self.number(mark, decimals)
    }

    /// Minutes and seconds.
    pub fn duration(&self, seconds: f64) -> String {
        let whole = if seconds.is_finite() { seconds.max(0.0) as u64 } else { 0 };
        let padded = format!("{:02}", whole % 60);
        let minutes = Value::Number((whole / 60) as f64);
        self.with("duration", &[("minutes", minutes), ("seconds", Value::from(padded))])
    }

    /// A longer time in minutes, as one says it: `45 min`, `2 h 10`.
    pub fn hours(&self, minutes: u32) -> String {
        match (minutes / 60, minutes % 60) {
            (0, minutes) => format!("{minutes}\u{202f}min"),
            (hours, 0) => format!("{hours}\u{202f}h"),
            (hours, minutes) => format!("{hours}\u{202f}h\u{202f}{minutes:02}"),
        }
    }

    /// How far one is with a course: lessons mastered of all, and the time until the rest is.
    pub fn course(&self, mastered: u32, of: u32, minutes_left: u32) -> String {
        let done = self.with("list-mastered", &[("n", mastered.into()), ("of", of.into())]);
        match minutes_left {
            0 => done,
            minutes => format!("{done} – {}", self.with("list-left", &[("time", self.hours(minutes).into())])),
        }
    }

    /// The date of a day since 1970, in figures, the day first.
    pub fn date(&self, day: u32) -> String {
        let (year, month, day) = calendar::date(day);
        format!("{day:02}/{month:02}/{year}")
    }

    /// A tool's name.
    pub fn tool(&self, tool: Tool) -> String {
        self.get(&format!("tool-{}", tool.name()))
    }

    /// A colour's name.
    pub fn colour(&self, colour: Colour) -> String {
        self.get(&format!("colour-{}", colour.name()))
    }

    /// A splicer key's name.
    pub fn key(&self, key: Key) -> String {
        self.get(&format!("key-{}", key.name()))
    }

    /// What happened, in a few words.
    pub fn event(&self, event: Event) -> String {
        self.get(&format!("event-{}", event.name()))
    }

    /// An axis of the mark.
    pub fn axis(&self, axis: Axis) -> String {
        self.get(match axis {
            Axis::Technique => "axis-technique",
            Axis::Result => "axis-result",
            Axis::Safety => "axis-safety",
        })
    }

    /// Which of the two fibres.
    pub fn side(&self, side: Side) -> String {
        self.get(match side {
            Side::Cable => "side-cable",
            Side::Pigtail => "side-pigtail",
        })
    }

    /// Why a fibre broke.
    pub fn break_cause(&self, cause: BreakCause) -> String {
        self.get(break_key(cause))
    }

    /// Why the splicer refuses, and which end it means.
    pub fn refusal(&self, refusal: Refusal) -> String {
        let (key, side) = match refusal {
            Refusal::LidOpen => ("refusal-lid-open", None),
            Refusal::NoFibre(side) => ("refusal-no-fibre", Some(side)),
            Refusal::NotCleaved(side) => ("refusal-not-cleaved", Some(side)),
            Refusal::TooFar(side) => ("refusal-too-far", Some(side)),
            Refusal::Misplaced(side) => ("refusal-misplaced", Some(side)),
            Refusal::BadFace(side) => ("refusal-bad-face", Some(side)),
        };
        match side {
            Some(side) => self.with(key, &[("side", Value::from(side_name(side)))]),
            None => self.get(key),
        }
    }

    /// A measured value with its unit, as the result page shows it.
    pub fn measured(&self, measure: Measure, value: f64) -> String {
        let decimals = measure_decimals(measure);
        let share = matches!(measure, Measure::TubeResidue | Measure::FibreGel | Measure::GlassDirt);
        let shown = if share || measure == Measure::TubeScoreDepth { value * 100.0 } else { value };
        // What a customer noticed says more than decibels.
        let noticed = match measure {
            Measure::LiveLoss if value >= CUTS_DB => "-cut",
            Measure::LiveLoss if value >= NOTICED_DB => "-felt",
            _ => "",
        };
        self.with(&format!("measure-{}{noticed}", measure.name()), &[("value", Value::Fixed(shown, decimals))])
    }

    /// The short order for a goal.
    pub fn goal(&self, goal: &str, values: &[(&str, Value)]) -> String {
        self.with(&format!("goal-{goal}"), values)
    }

    /// What the hand does for a goal.
    pub fn hint(&self, goal: &str) -> String {
        self.get(&format!("hint-{goal}"))
    }
}

/// Loss that a link in service feels: more than its joints differ by, dB.
const NOTICED_DB: f64 = 0.1;
/// Loss that uses up what a link of an access network usually keeps in hand, dB.
const CUTS_DB: f64 = 3.0;

/// The name that texts select a side by.
pub fn side_name(side: Side) -> &'static str {
    match side {
        Side::Cable => "cable",
        Side::Pigtail => "pigtail",
    }
}

fn break_key(cause: BreakCause) -> &'static str {
    match cause {
        BreakCause::RingCut => "break-ring-cut",
        BreakCause::TubeScore => "break-tube-score",
        BreakCause::TubePull => "break-tube-pull",
        BreakCause::Picking => "break-picking",
        BreakCause::Stripper => "break-stripper",
        BreakCause::TensionTest => "break-tension-test",
        BreakCause::Unprotected => "break-unprotected",
        BreakCause::Lid => "break-lid",
        BreakCause::Bend => "break-bend",
    }
}

fn measure_decimals(measure: Measure) -> usize {
    match measure {
        Measure::IndexError => 4,
        Measure::SpliceLoss
        | Measure::TrayLoss
        | Measure::BendLoss
        | Measure::LiveLoss
        | Measure::ReferenceError
        | Measure::MeterError => 2,
        Measure::RingOvercut
        | Measure::CleaveAngle
        | Measure::BareError
        | Measure::ViewTime
        | Measure::StripNick
        | Measure::Steadiness
        | Measure::TwistTurns
        | Measure::RangeMisfit
        | Measure::SignalAtEnd
        | Measure::PathRatio => 1,
        Measure::RingError
        | Measure::TubeResidue
        | Measure::TubeScoreDepth
        | Measure::FibreGel
        | Measure::StripError
        | Measure::GlassDirt
        | Measure::SleeveCentre
        | Measure::TrayRadius
        | Measure::OutOfPlace
        | Measure::Disturbed
        | Measure::PulseLongest
        | Measure::AveragingShortest
        | Measure::Wavelengths
        | Measure::Directions
        | Measure::LaunchCord
        | Measure::LooseShards => 0,
    }
}

fn fluent<'a>(value: &'a Value<'a>) -> FluentValue<'a> {
    let (number, decimals) = match value {
        Value::Text(text) => return FluentValue::String(Cow::Borrowed(text)),
        Value::Number(number) => (libm::round(number * 1e3) / 1e3, None),
        Value::Fixed(number, decimals) => (*number, Some(*decimals)),
    };
    let options = FluentNumberOptions { minimum_fraction_digits: decimals, ..Default::default() };
    FluentValue::Number(FluentNumber::new(number, options))
}

fn format_number(value: &FluentValue, lang: Lang) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    Some(match number.options.minimum_fraction_digits {
        Some(decimals) => write_number(number.value, decimals, lang),
        None => localise(&number.value.to_string(), lang),
    })
}

fn write_number(number: f64, decimals: usize, lang: Lang) -> String {
    let written = format!("{number:.decimals$}");
    // A loss of −0.00 is no loss.
    let zero = written.bytes().all(|byte| matches!(byte, b'-' | b'0' | b'.'));
    localise(if zero { written.trim_start_matches('-') } else { &written }, lang)
}

fn localise(written: &str, lang: Lang) -> String {
    let signed = written.replace('-', "\u{2212}");
    match lang {
        Lang::Fr => signed.replace('.', ","),
        Lang::En => signed,
    }
}

#[cfg(test)]
mod tests;
