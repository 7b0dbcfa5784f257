//! Pictures of a report, with what they show.

use super::PrintError;
use super::words::{bound, time};
use crate::bench::Bench;
use crate::bench::measure::Stored;
use crate::locale::{Texts, Value};
use crate::report::traces::{pairs, picture, taken};
use crate::scenario::schema::Lang;

/// A picture with what it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// A PNG file.
    pub png: Vec<u8>,
    /// What it shows, in the document's language: captions are read aloud, too, so that none may be empty.
    pub caption: String,
}

/// Every trace that an attempt took, the oldest first, and then both directions of each fibre that was shot from both
/// ends.
///
/// # Errors
/// When a picture cannot be written.
pub fn trace_pictures(bench: &Bench, lang: Lang) -> Result<Vec<Picture>, PrintError> {
    let (texts, taken) = (Texts::new(lang), taken(bench));
    let one = |stored: &[&Stored], caption: String| {
        let png = picture(bench.job(), stored, lang).map_err(|why| PrintError::Worker(why.to_string()))?;
        Ok(Picture { png, caption: bound(&caption, &texts) })
    };
    let both = pairs(&taken);
    let singles = taken.iter().map(|stored| one(&[stored], single(stored, &texts)));
    let doubles = both.iter().map(|pair| one(pair, texts.with("print-trace-both", &figures(pair[0]))));
    singles.chain(doubles).collect()
}

fn figures(stored: &Stored) -> [(&'static str, Value<'static>); 2] {
    let fibre = f64::from(stored.strand.unwrap_or_default()) + 1.0;
    [("fibre", fibre.into()), ("nm", stored.wavelength().nm().into())]
}

fn single(stored: &Stored, texts: &Texts) -> String {
    let way = texts.get(if stored.reverse { "print-trace-back" } else { "print-trace-there" });
    let [fibre, nm] = figures(stored);
    let values = [fibre, nm, ("way", way.into()), ("time", time(stored.at, texts).into())];
    texts.with(if stored.strand.is_some() { "print-trace" } else { "print-trace-none" }, &values)
}
