//! What happened around an exam, as notes of its journal: the chain of the journal guards them.
//!
//! A note is `exam WORD MOMENT`. `opened` is the first and names session and part; `beat` comes every minute, so that
//! a power cut's length is known; the others are incidents.

use super::sealed::{Incident, IncidentKind};
use crate::calendar;
use crate::catalogue::vocabulary::{TICKS_PER_SECOND, Tick};
use crate::journal::{Event, Journal};

/// Ticks between two beats.
pub const BEAT_TICKS: Tick = 60 * TICKS_PER_SECOND;

impl IncidentKind {
    /// Words in the journal.
    pub const WORDS: [(&'static str, IncidentKind); 8] = [
        ("focus-lost", IncidentKind::FocusLost),
        ("focus-regained", IncidentKind::FocusRegained),
        ("resumed", IncidentKind::Resumed),
        ("paused", IncidentKind::Paused),
        ("continued", IncidentKind::Continued),
        ("clock-changed", IncidentKind::ClockChanged),
        ("second-instance", IncidentKind::SecondInstance),
        ("time-up", IncidentKind::TimeUp),
    ];

    /// Its word in the journal, and its name in locale keys.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, kind)| *kind == self).map_or("", |(word, _)| word)
    }
}

/// The note of an incident.
pub fn incident(what: IncidentKind, at_s: u64) -> Event {
    note(what.word(), at_s)
}

/// The note that opens an exam's journal.
pub fn opened(session: &str, part: u32, at_s: u64) -> Event {
    Event::Other(format!("exam opened {} {session} {part}", calendar::utc(at_s)))
}

/// The note of every minute.
pub fn beat(at_s: u64) -> Event {
    note("beat", at_s)
}

fn note(word: &str, at_s: u64) -> Event {
    Event::Other(format!("exam {word} {}", calendar::utc(at_s)))
}

/// What a journal's notes say of its exam.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Noted {
    /// Session and part.
    pub of: Option<(String, u32)>,
    /// When it began.
    pub began: String,
    /// The last moment that was noted, seconds since 1970, and the ticks worked before it.
    pub last: Option<(u64, Tick)>,
    /// What happened, in the order of ticks.
    pub incidents: Vec<Incident>,
}

impl Noted {
    /// Whether the clock stands still by the examiner's will.
    pub fn paused(&self) -> bool {
        let turn = |incident: &&Incident| matches!(incident.what, IncidentKind::Paused | IncidentKind::Continued);
        self.incidents.iter().rev().find(turn).is_some_and(|incident| incident.what == IncidentKind::Paused)
    }
}

/// Reads the notes of an exam's journal. Notes of others, and words of later versions, are passed over.
pub fn noted(journal: &Journal) -> Noted {
    let mut found = Noted::default();
    for note in &journal.notes {
        let Event::Other(text) = &note.event else {
            // The journal itself says that it was taken up; the hour follows, where the program lived to write it.
            if note.event == Event::Resumed {
                found.incidents.push(Incident { tick: note.tick, at: String::new(), what: IncidentKind::Resumed });
            }
            continue;
        };
        let mut words = text.split(' ');
        let (Some("exam"), Some(word), Some(at)) = (words.next(), words.next(), words.next()) else { continue };
        let Some(at_s) = calendar::unix_s(at) else { continue };
        found.last = Some((at_s, note.tick));
        match word {
            "opened" if found.of.is_none() => {
                found.began = at.to_owned();
                let part = |part: &str| part.parse().ok();
                found.of = words.next().map(str::to_owned).zip(words.next().and_then(part));
            }
            _ => {
                let Some((_, what)) = IncidentKind::WORDS.iter().find(|(known, _)| *known == word) else { continue };
                let incident = Incident { tick: note.tick, at: at.to_owned(), what: *what };
                let unnamed = |last: &&mut Incident| {
                    *what == IncidentKind::Resumed && last.what == *what && last.at.is_empty() && last.tick == note.tick
                };
                match found.incidents.last_mut().filter(unnamed) {
                    Some(last) => *last = incident,
                    None => found.incidents.push(incident),
                }
            }
        }
    }
    found
}
