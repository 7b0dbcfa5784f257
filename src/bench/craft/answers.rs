//! The question sheet: how a person answers, press by press, and how right it is.

use crate::bench::{Bench, Fact, GRIPPING};
use crate::catalogue::vocabulary::{Sample, Tick};
use crate::scenario::craft::JobAnswer;

/// Codes of one question's controls: question times this, plus the control.
pub const CONTROLS: i16 = 128;
/// The control that hands an answer in.
pub const HAND_IN: i16 = 127;
/// The control that takes a letter back.
pub const ERASE: i16 = 1;
/// Longest report, in characters.
pub const MAX_LETTERS: usize = 1_500;

/// What was answered so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Given {
    /// Options that are ticked.
    pub ticked: Vec<bool>,
    /// The number, in hundredths.
    pub number: Option<i32>,
    /// Items in the order in which they were put.
    pub order: Vec<u8>,
    /// What was joined to each of the left column.
    pub joined: Vec<Option<u8>>,
    /// The report.
    pub text: String,
    /// Handed in: nothing changes any more.
    pub handed_in: bool,
}

/// The code of a control of a question.
pub fn code(question: u8, control: i16) -> i16 {
    i16::from(question) * CONTROLS + control
}

impl Given {
    pub(super) fn new(answer: &JobAnswer) -> Given {
        Given {
            ticked: if let JobAnswer::Choose { options, .. } = answer {
                vec![false; options.len()]
            } else {
                Vec::new()
            },
            joined: if let JobAnswer::Match { left, .. } = answer { vec![None; left.len()] } else { Vec::new() },
            ..Given::default()
        }
    }

    /// Whether there is something to hand in.
    pub fn is_begun(&self) -> bool {
        self.ticked.contains(&true)
            || self.number.is_some()
            || !self.order.is_empty()
            || self.joined.iter().any(Option::is_some)
            || !self.text.is_empty()
    }

    fn press(&mut self, answer: &JobAnswer, control: i16, value: i32) {
        let at = usize::try_from(control).unwrap_or(usize::MAX);
        match answer {
            JobAnswer::Choose { right, .. } => {
                if at < self.ticked.len() {
                    let was = self.ticked[at];
                    if right.len() == 1 {
                        self.ticked.fill(false);
                    }
                    self.ticked[at] = !was;
                }
            }
            JobAnswer::Number { .. } => self.number = Some(value),
            JobAnswer::Order { items, .. } => {
                // What is put already is taken back with all that follows it.
                match self.order.iter().position(|item| usize::from(*item) == at) {
                    Some(from) => self.order.truncate(from),
                    None if at < items.len() => self.order.push(at as u8),
                    None => {}
                }
            }
            JobAnswer::Match { right, .. } => {
                if at < self.joined.len() {
                    self.joined[at] = u8::try_from(value).ok().filter(|right_at| usize::from(*right_at) < right.len());
                }
            }
            JobAnswer::Write { .. } if control == ERASE => {
                self.text.pop();
            }
            JobAnswer::Write { .. } => {
                let letter = u32::try_from(value).ok().and_then(char::from_u32);
                let room = self.text.chars().count() < MAX_LETTERS;
                self.text.extend(letter.filter(|letter| room && (*letter == '\n' || !letter.is_control())));
            }
        }
    }

    /// How right it is, 0 to 1.
    pub fn share(&self, answer: &JobAnswer) -> f64 {
        match answer {
            JobAnswer::Choose { options, right } => {
                let wanted = |at: usize| right.contains(&(at as u8));
                let good = (0..options.len()).filter(|at| self.ticked[*at] && wanted(*at)).count() as f64;
                let bad = (0..options.len()).filter(|at| self.ticked[*at] && !wanted(*at)).count() as f64;
                ((good - bad) / right.len().max(1) as f64).clamp(0.0, 1.0)
            }
            JobAnswer::Number { value, tolerance, .. } => {
                let near = |number: i32| (f64::from(number) / 100.0 - value).abs() <= tolerance + 0.005;
                f64::from(u8::from(self.number.is_some_and(near)))
            }
            JobAnswer::Order { right, .. } => {
                // Pairs that follow one another as they should.
                let follows = |pair: &[u8]| self.order.windows(2).any(|put| put == pair);
                let pairs = right.len().saturating_sub(1).max(1) as f64;
                right.windows(2).filter(|pair| follows(pair)).count() as f64 / pairs
            }
            JobAnswer::Match { of, .. } => {
                let good = self.joined.iter().zip(of).filter(|(joined, of)| **joined == Some(**of)).count() as f64;
                good / of.len().max(1) as f64
            }
            JobAnswer::Write { wants, least, .. } => {
                let text = plain(&self.text);
                let words = text.split_whitespace().count();
                if words < *least as usize {
                    return 0.0;
                }
                let said = |group: &&Vec<String>| group.iter().any(|word| contains(&text, &plain(word)));
                wants.iter().filter(said).count() as f64 / wants.len().max(1) as f64
            }
        }
    }
}

/// Whether `word` begins at a word of `text`: « soudure » is found in « soudures », « non » not in « canon ».
fn contains(text: &str, word: &str) -> bool {
    !word.is_empty() && (text.starts_with(word) || text.contains(&format!(" {word}")))
}

/// Lower case without accents and signs: nobody loses points by an accent.
fn plain(text: &str) -> String {
    let letter = |c: char| match c {
        'à' | 'â' | 'ä' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' => 'i',
        'ô' | 'ö' => 'o',
        'ù' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        c if c.is_alphanumeric() || c == '.' => c,
        ',' => '.',
        _ => ' ',
    };
    let text: String = text.to_lowercase().chars().map(letter).collect();
    text.split_whitespace().map(|word| word.trim_end_matches('.')).collect::<Vec<_>>().join(" ")
}

/// A finger on the sheet.
#[derive(Clone, Copy, Debug)]
pub(in crate::bench) struct Ticking {
    down: Option<i16>,
}

impl Bench {
    pub(in crate::bench) fn begin_ticking(&self) -> Option<Ticking> {
        (!self.job.craft.questions.is_empty()).then_some(Ticking { down: None })
    }

    pub(in crate::bench) fn tick_sheet(&mut self, work: &mut Ticking, now: &Sample, from: Tick) {
        let pressed = (now.grip >= GRIPPING * 2).then_some(now.wheel);
        let began = pressed != work.down && pressed.is_some();
        work.down = pressed;
        let Some(code) = pressed.filter(|code| began && *code >= 0) else { return };
        let (at, control) = (usize::from((code / CONTROLS) as u16), code % CONTROLS);
        let (Some(question), Some(craft)) = (self.job.craft.questions.get(at), &mut self.craft) else { return };
        let Some(given) = craft.given.get_mut(at).filter(|given| !given.handed_in) else { return };
        if control != HAND_IN {
            given.press(&question.answer, control, now.along);
            return;
        }
        given.handed_in = true;
        let share = given.share(&question.answer);
        self.say(from, Fact::Answered { question: at as u8, share });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::schema::Text;

    fn text(fr: &str) -> Text {
        Text { fr: fr.to_string(), en: fr.to_string() }
    }

    fn given(answer: &JobAnswer, presses: &[(i16, i32)]) -> f64 {
        let mut given = Given::new(answer);
        presses.iter().for_each(|(control, value)| given.press(answer, *control, *value));
        given.share(answer)
    }

    #[test]
    fn one_option_replaces_the_other_and_wrong_ticks_cost_right_ones() {
        let one = JobAnswer::Choose { options: vec![text("a"), text("b")], right: vec![1] };
        assert_eq!(given(&one, &[(0, 0), (1, 0)]), 1.0);
        let many = JobAnswer::Choose { options: vec![text("a"), text("b"), text("c")], right: vec![0, 1] };
        assert_eq!(given(&many, &[(0, 0), (2, 0)]), 0.0);
        assert_eq!(given(&many, &[(0, 0)]), 0.5);
        // Ticking everything earns nothing over ticking half.
        assert_eq!(given(&many, &[(0, 0), (1, 0), (2, 0)]), 0.5);
    }

    #[test]
    fn an_order_counts_neighbours_and_can_be_taken_back() {
        let order = JobAnswer::Order { items: vec![text("a"), text("b"), text("c")], right: vec![2, 0, 1] };
        assert_eq!(given(&order, &[(2, 0), (0, 0), (1, 0)]), 1.0);
        assert_eq!(given(&order, &[(0, 0), (0, 0), (2, 0), (0, 0), (1, 0)]), 1.0);
        assert_eq!(given(&order, &[(1, 0), (2, 0), (0, 0)]), 0.5);
    }

    #[test]
    fn a_report_needs_its_facts_and_no_accents() {
        let wants = vec![vec!["coupure".to_string(), "rupture".to_string()], vec!["142".to_string()]];
        let report = JobAnswer::Write { wants, least: 3, model: text("") };
        let mut said = Given::new(&report);
        said.text = "RUPTURE trouvée, à 142 m.".to_string();
        assert_eq!(said.share(&report), 1.0);
        said.text = "rupture ailleurs qu'ici".to_string();
        assert_eq!(said.share(&report), 0.5);
        said.text = "rupture 142".to_string();
        assert_eq!(said.share(&report), 0.0);
    }
}
