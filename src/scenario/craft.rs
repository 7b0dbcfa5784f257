//! Workpieces, kit and questions of one job, by value: names are looked up and draws are made here, once.

use std::ops::Range;

use rand_chacha::ChaCha8Rng;
use rand_core::RngCore;

use super::expression;
use super::job::colour_name;
use super::pieces::{Answer, Draw, Drawn, Pieces, Question, Sketch};
use super::schema::{Lang, Text};
use crate::catalogue::schema::Catalogue;
use crate::catalogue::vocabulary::{Colour, KIT, SITES, Tool};
use crate::catalogue::workpiece::{KitTool, Look, Verb};

/// What a job has of workpieces.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Craft {
    /// Tools and items, in the order of the rack.
    pub kit: Vec<KitTool>,
    /// What stands on the bench.
    pub pieces: Vec<Standing>,
    /// Every site of every piece.
    pub sites: Vec<JobSite>,
    /// The questions.
    pub questions: Vec<JobQuestion>,
    /// What was drawn.
    pub drawn: Vec<(String, Value)>,
}

/// A workpiece on the bench.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// Name in the exercise.
    pub id: String,
    /// Name on screen.
    pub name: Text,
    /// Its place, mm.
    pub at: [f64; 3],
    /// What it looks like.
    pub look: Vec<Look>,
}

/// A site with everything that the bench needs to know of it.
#[derive(Clone, Debug, PartialEq)]
pub struct JobSite {
    /// `piece.site`.
    pub id: String,
    /// Name on screen.
    pub name: Text,
    /// What to do.
    pub how: Text,
    /// Station 0 on the bench, mm.
    pub at: [f64; 3],
    /// Direction of stations.
    pub along: [f64; 3],
    /// Direction across.
    pub across: [f64; 3],
    /// What is done.
    pub verb: Verb,
    /// What can do it; any item where it is empty and something is inserted.
    pub tools: Vec<Tool>,
    /// Sites that must be done before.
    pub after: Vec<u8>,
    /// Sites that close it.
    pub before: Vec<u8>,
    /// Sites that it makes new.
    pub renews: Vec<u8>,
    /// Sites that it tests.
    pub of: Vec<u8>,
    /// Must not be touched.
    pub forbidden: bool,
    /// Kit items that belong in it.
    pub holds: Vec<u8>,
    /// In it at the beginning.
    pub starts: Option<u8>,
    /// One to point out.
    pub wanted: bool,
    /// What it looks like, from its own place.
    pub look: Vec<Look>,
}

/// A question with what is right for this seed.
#[derive(Clone, Debug, PartialEq)]
pub struct JobQuestion {
    /// Its name.
    pub id: String,
    /// What is asked.
    pub text: Text,
    /// How it is answered.
    pub answer: JobAnswer,
    /// A drawing.
    pub sketch: Vec<Sketch>,
}

/// How a question is answered, as it is shown, and what is right.
#[derive(Clone, Debug, PartialEq)]
pub enum JobAnswer {
    /// Some of the options.
    Choose { options: Vec<Text>, right: Vec<u8> },
    /// A number.
    Number { unit: String, value: f64, tolerance: f64 },
    /// Items as they are shown, and the right order of those places.
    Order { items: Vec<Text>, right: Vec<u8> },
    /// Both columns as they are shown, and which of the right one belongs to each of the left.
    Match { left: Vec<Text>, right: Vec<Text>, of: Vec<u8> },
    /// A report.
    Write { wants: Vec<Vec<String>>, least: u32, model: Text },
}

/// What was drawn under a name.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A number.
    Number(f64),
    /// Words.
    Word(Text),
}

/// What of a [`Pieces`] is wrong; numbers count the entries of its lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Of {
    /// A draw as a whole.
    Draw(usize),
    /// The arithmetic of a draw.
    DrawValue(usize),
    /// An entry of the kit.
    Kit(usize),
    /// A workpiece on the bench.
    Placed(usize),
    /// The item of a plan's entry.
    PlanItem(usize),
    /// The site of a plan's entry.
    PlanInto(usize),
    /// The site of a target.
    TargetSite(usize),
    /// The arithmetic of a target.
    TargetValue(usize),
    /// A site to point out.
    Wanted(usize),
    /// The arithmetic of an answer.
    Answer(usize),
}

/// Something that names nothing, or has no value.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// Where it is written.
    pub of: Of,
    /// Bytes of that text; all of it where none are given.
    pub within: Option<Range<usize>>,
    /// In words.
    pub why: String,
    /// What was named, and the names that there are.
    pub names: Option<(String, Vec<String>)>,
}

impl Fault {
    fn new(of: Of, why: String) -> Fault {
        Fault { of, within: None, why, names: None }
    }

    fn unknown<'n>(of: Of, what: &str, name: &str, known: impl Iterator<Item = &'n String>) -> Fault {
        Fault { names: Some((name.to_owned(), known.cloned().collect())), ..Fault::new(of, unknown(what, name)) }
    }
}

impl Craft {
    /// Makes a seed's workpieces and questions.
    ///
    /// # Errors
    /// The first of what names nothing or has no value.
    pub fn draw(pieces: &Pieces, catalogue: &Catalogue, random: &mut ChaCha8Rng) -> Result<Craft, Fault> {
        let (craft, faults) = Craft::tried(pieces, catalogue, random);
        faults.into_iter().next().map_or(Ok(craft), Err)
    }

    /// The same with all that is wrong; what is made is worth nothing then.
    pub(super) fn tried(pieces: &Pieces, catalogue: &Catalogue, random: &mut ChaCha8Rng) -> (Craft, Vec<Fault>) {
        let mut craft = Craft::default();
        let mut faults = Vec::new();
        for (i, draw) in pieces.draw.iter().enumerate() {
            match craft.one(draw, i, random) {
                Ok(value) => craft.drawn.push((draw.id.clone(), value)),
                Err(fault) => faults.push(fault),
            }
        }
        if !faults.is_empty() {
            // What follows from a draw that failed is not told beside it.
            return (craft, faults);
        }
        for (i, id) in pieces.kit.iter().enumerate() {
            match catalogue.kit.iter().find(|tool| tool.id == *id) {
                Some(tool) if craft.kit.len() < usize::from(KIT) => craft.kit.push(tool.clone()),
                Some(_) => faults.push(Fault::new(Of::Kit(i), format!("the kit takes at most {KIT} entries"))),
                None => faults.push(Fault::unknown(Of::Kit(i), "tool", id, catalogue.kit.iter().map(|tool| &tool.id))),
            }
        }
        for (i, placed) in pieces.on_bench.iter().enumerate() {
            faults.extend(craft.place(placed, catalogue).err().map(|why| Fault::new(Of::Placed(i), why)));
        }
        for (i, plan) in pieces.plan.iter().enumerate() {
            let items = craft.kit.iter().filter(|tool| tool.item).map(|tool| &tool.id);
            let item = craft.kit_index(&plan.item);
            let known = || Fault::unknown(Of::PlanItem(i), "item", &craft.plain(&plan.item), items);
            let item = item.ok_or_else(known).map_err(|fault| faults.push(fault));
            let into = craft.known_site(&plan.into, Of::PlanInto(i)).map_err(|fault| faults.push(fault));
            if let (Ok(item), Ok(into)) = (item, into) {
                craft.sites[usize::from(into)].holds = vec![item];
            }
        }
        for (i, target) in pieces.targets.iter().enumerate() {
            let at = craft.known_site(&target.site, Of::TargetSite(i)).map_err(|fault| faults.push(fault));
            let value = craft.worked_out(&target.value, Of::TargetValue(i)).map_err(|fault| faults.push(fault));
            let (Ok(at), Ok(value)) = (at, value) else { continue };
            let site = &mut craft.sites[usize::from(at)];
            match &mut site.verb {
                Verb::Score { station, .. } | Verb::Squeeze { station: Some(station), .. } if value >= 0.0 => {
                    *station = value
                }
                Verb::Draw { length, .. } if value >= 1.0 => *length = value,
                Verb::Turn { angle, .. } if value.abs() >= 5.0 => *angle = value,
                verb => {
                    let why = format!("{value} is no target for `{}`, where one has to {}", site.id, verb.name());
                    faults.push(Fault::new(Of::TargetValue(i), why));
                }
            }
        }
        if !pieces.wanted.is_empty() {
            let known = |(i, name): (usize, &String)| craft.known_site(name, Of::Wanted(i));
            let (wanted, unknown): (Vec<_>, Vec<_>) =
                pieces.wanted.iter().enumerate().map(known).partition(Result::is_ok);
            faults.extend(unknown.into_iter().filter_map(Result::err));
            let wanted: Vec<u8> = wanted.into_iter().flatten().collect();
            for (i, site) in craft.sites.iter_mut().enumerate() {
                site.wanted = wanted.contains(&(i as u8));
            }
        }
        for (i, question) in pieces.questions.iter().enumerate() {
            match craft.question(question, i, random) {
                Ok(question) => craft.questions.push(question),
                Err(fault) => faults.push(fault),
            }
        }
        (craft, faults)
    }

    fn known_site(&self, name: &str, of: Of) -> Result<u8, Fault> {
        let known = || Fault::unknown(of, "site", &self.plain(name), self.sites.iter().map(|site| &site.id));
        self.site(name).ok_or_else(known)
    }

    /// The site of a name, which may hold what was drawn, from 0.
    pub fn site(&self, name: &str) -> Option<u8> {
        let name = self.plain(name);
        self.sites.iter().position(|site| site.id == name).map(|i| i as u8)
    }

    /// Every site of a name that may end in `*`.
    pub fn sites_named(&self, name: &str) -> Vec<u8> {
        let name = self.plain(name);
        let fits = |site: &JobSite| match name.strip_suffix('*') {
            Some(beginning) => site.id.starts_with(beginning),
            None => site.id == name,
        };
        (0..self.sites.len() as u8).filter(|i| fits(&self.sites[usize::from(*i)])).collect()
    }

    /// Place of a tool or an item in the kit.
    pub fn kit_index(&self, id: &str) -> Option<u8> {
        let id = self.plain(id);
        self.kit.iter().position(|tool| tool.id == id).map(|i| i as u8)
    }

    /// The question of a name.
    pub fn question_index(&self, id: &str) -> Option<u8> {
        self.questions.iter().position(|question| question.id == id).map(|i| i as u8)
    }

    /// The site where an item belongs, by the plan or by the catalogue.
    pub fn belongs(&self, item: u8) -> Option<u8> {
        self.sites.iter().position(|site| site.holds.contains(&item)).map(|i| i as u8)
    }

    fn place(&mut self, placed: &super::pieces::Placed, catalogue: &Catalogue) -> Result<(), String> {
        let found = catalogue.workpieces.iter().find(|piece| piece.id == placed.piece);
        let piece = found.ok_or_else(|| unknown("workpiece", &placed.piece))?;
        let at = [placed.at.0, 0.0, placed.at.1];
        let first = self.sites.len();
        if first + piece.sites.len() > usize::from(SITES) {
            return Err(format!("the workpieces have more than {SITES} sites"));
        }
        let number = |name: &str| -> Result<u8, String> {
            let found = piece.sites.iter().position(|site| site.id == name);
            found.map(|i| (first + i) as u8).ok_or_else(|| unknown("site", name))
        };
        let numbers = |names: &[String]| names.iter().map(|name| number(name)).collect::<Result<Vec<u8>, String>>();
        for site in &piece.sites {
            let (along, across) = site.axis.directions();
            let mut tools = Vec::new();
            for name in &site.tools {
                tools.push(match name.as_str() {
                    "hand" => Tool::Hand,
                    name => match self.kit_index(name) {
                        Some(n) => Tool::Kit(n),
                        // Another tool of the list may be in the kit: whether one is, is checked when it is loaded.
                        None => continue,
                    },
                });
            }
            let (mut holds, mut starts, mut of) = (Vec::new(), None, Vec::new());
            match &site.verb {
                Verb::Insert { holds: items, starts: item, .. } => {
                    holds = items.iter().filter_map(|item| self.kit_index(item)).collect();
                    starts = item.as_ref().and_then(|item| self.kit_index(item));
                }
                Verb::Test { of: names } => of = numbers(names)?,
                _ => {}
            }
            self.sites.push(JobSite {
                id: format!("{}.{}", placed.id, site.id),
                name: self.fill(&site.name),
                how: self.fill(&site.how),
                at: [at[0] + site.at[0], at[1] + site.at[1], at[2] + site.at[2]],
                along,
                across,
                wanted: matches!(site.verb, Verb::Pick { right: true }),
                verb: site.verb.clone(),
                tools,
                after: numbers(&site.after)?,
                before: numbers(&site.before)?,
                renews: numbers(&site.renews)?,
                of,
                forbidden: site.forbidden,
                holds,
                starts,
                look: site.look.clone(),
            });
        }
        let name = self.fill(&piece.name);
        self.pieces.push(Standing { id: placed.id.clone(), name, at, look: piece.look.clone() });
        Ok(())
    }

    fn one(&self, draw: &Draw, i: usize, random: &mut ChaCha8Rng) -> Result<Value, Fault> {
        Ok(match &draw.from {
            Drawn::Number { low, high, step, unlike } => {
                let count = (libm::floor((high - low) / step + 1e-9) + 1.0).clamp(1.0, 1e6) as u64;
                let other = |value: f64| unlike.iter().any(|name| self.number(name) == Some(value));
                let first = below(random, count);
                // From a drawn place onwards, the first that differs: always an end, and every value can come.
                let value = (0..count).map(|i| low + step * ((first + i) % count) as f64).find(|value| !other(*value));
                let none = || format!("`{}` has no value that differs from the others", draw.id);
                Value::Number(value.ok_or_else(|| Fault::new(Of::Draw(i), none()))?)
            }
            Drawn::Value(text) => Value::Number(self.worked_out(text, Of::DrawValue(i))?),
            Drawn::Word(words) => {
                let at = below(random, words.len().max(1) as u64) as usize;
                Value::Word(words.get(at).cloned().unwrap_or_default())
            }
        })
    }

    /// The number that was drawn under a name.
    pub fn number(&self, name: &str) -> Option<f64> {
        self.drawn.iter().find_map(|(id, value)| match value {
            Value::Number(number) if id == name => Some(*number),
            _ => None,
        })
    }

    fn worked_out(&self, text: &str, of: Of) -> Result<f64, Fault> {
        expression::value(text, &|name| self.number(name)).map_err(|wrong| {
            let numbers = self.drawn.iter().filter(|(_, value)| matches!(value, Value::Number(_))).map(|(id, _)| id);
            let known = |name| (name, numbers.cloned().collect());
            Fault { of, within: Some(wrong.at), why: wrong.why, names: wrong.unknown.map(known) }
        })
    }

    /// A text with what was drawn in place of its braces; `{colour:n}` is the colour of that number.
    pub fn fill(&self, text: &Text) -> Text {
        Text { fr: self.filled(&text.fr, Lang::Fr), en: self.filled(&text.en, Lang::En) }
    }

    /// A name with what was drawn.
    pub fn plain(&self, name: &str) -> String {
        self.filled(name, Lang::En)
    }

    fn filled(&self, text: &str, lang: Lang) -> String {
        filled(text, |name| self.word(name, lang))
    }

    fn word(&self, name: &str, lang: Lang) -> Option<String> {
        if let Some(name) = name.strip_prefix("colour:") {
            let number = self.number(name)?.clamp(1.0, 255.0) as u8;
            return Some(colour_name(Colour::of(number), lang).to_string());
        }
        self.drawn.iter().find(|(id, _)| id == name).map(|(_, value)| match value {
            Value::Word(text) => text.get(lang).to_string(),
            Value::Number(number) => {
                let text = format!("{}", libm::round(number * 1000.0) / 1000.0);
                if lang == Lang::Fr { text.replace('.', ",") } else { text }
            }
        })
    }

    fn question(&self, question: &Question, i: usize, random: &mut ChaCha8Rng) -> Result<JobQuestion, Fault> {
        let fills = |texts: &[Text]| texts.iter().map(|text| self.fill(text)).collect::<Vec<_>>();
        let answer = match &question.answer {
            Answer::Choose { options, right } => JobAnswer::Choose {
                options: fills(options),
                right: right.iter().map(|n| n.saturating_sub(1)).collect(),
            },
            Answer::Number { unit, value, tolerance } => {
                let value = self.worked_out(value, Of::Answer(i))?;
                JobAnswer::Number { unit: unit.clone(), value, tolerance: *tolerance }
            }
            Answer::Order { items } => {
                let shown = shuffled(items.len(), random);
                let right = inverse(&shown);
                JobAnswer::Order { items: shown.iter().map(|i| self.fill(&items[usize::from(*i)])).collect(), right }
            }
            Answer::Match { pairs } => {
                let shown = shuffled(pairs.len(), random);
                JobAnswer::Match {
                    left: pairs.iter().map(|pair| self.fill(&pair.0)).collect(),
                    right: shown.iter().map(|i| self.fill(&pairs[usize::from(*i)].1)).collect(),
                    of: inverse(&shown),
                }
            }
            Answer::Write { wants, least, model } => JobAnswer::Write {
                wants: wants
                    .iter()
                    .map(|group| group.iter().map(|word| self.filled(word, Lang::Fr)).collect())
                    .collect(),
                least: *least,
                model: self.fill(model),
            },
        };
        let sketch = question.sketch.iter().map(|stroke| self.stroke(stroke)).collect();
        Ok(JobQuestion { id: question.id.clone(), text: self.fill(&question.text), answer, sketch })
    }

    fn stroke(&self, stroke: &Sketch) -> Sketch {
        let mut stroke = stroke.clone();
        match &mut stroke {
            Sketch::Box { text, .. } | Sketch::Line { text, .. } => *text = self.plain(text),
            Sketch::Note { text, .. } => *text = self.fill(text),
        }
        stroke
    }
}

/// A text with `word` of each name in place of its braces; what `word` does not know stays as it is.
pub(super) fn filled(text: &str, word: impl Fn(&str) -> Option<String>) -> String {
    let mut filled = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let (before, from) = rest.split_at(open);
        filled.push_str(before);
        let known = from.find('}').and_then(|close| Some((word(&from[1..close])?, close + 1)));
        let skip = match known {
            Some((word, skip)) => {
                filled.push_str(&word);
                skip
            }
            None => {
                filled.push('{');
                1
            }
        };
        rest = &from[skip..];
    }
    filled.push_str(rest);
    filled
}

fn unknown(what: &str, name: &str) -> String {
    format!("there is no {what} `{}`", name.chars().take(60).collect::<String>())
}

/// A draw from 0 to under `count`, which is small: multiply and shift, so that no draw is ever rejected.
fn below(random: &mut ChaCha8Rng, count: u64) -> u64 {
    (u64::from(random.next_u32()) * count) >> 32
}

/// The numbers under `count` in a drawn order (Fisher and Yates), never as they were where there are two or more.
fn shuffled(count: usize, random: &mut ChaCha8Rng) -> Vec<u8> {
    let mut order: Vec<u8> = (0..count.min(250) as u8).collect();
    for i in (1..order.len()).rev() {
        order.swap(i, below(random, i as u64 + 1) as usize);
    }
    if order.len() > 1 && order.windows(2).all(|pair| pair[0] < pair[1]) {
        order.rotate_left(1);
    }
    order
}

/// Where each number stands in `order`.
fn inverse(order: &[u8]) -> Vec<u8> {
    (0..order.len() as u8).map(|n| order.iter().position(|at| *at == n).unwrap_or(0) as u8).collect()
}
