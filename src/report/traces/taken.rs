//! The traces that an attempt took, and their pictures.

use std::collections::BTreeMap;

use super::{About, Drawn, PictureError, png, to_sor};
use crate::bench::Bench;
use crate::bench::measure::Stored;
use crate::scenario::Job;
use crate::scenario::schema::Lang;

/// What the reflectometer took, the oldest first. What the exercise gave is no trace of the attempt.
pub fn taken(bench: &Bench) -> Vec<&Stored> {
    let memory = bench.measure().map_or(&[][..], |measure| &measure.otdr.traces);
    memory.iter().filter(|stored| stored.given.is_none()).collect()
}

/// The newest traces of a fibre at one wavelength from both ends.
pub fn pairs<'s>(taken: &[&'s Stored]) -> Vec<[&'s Stored; 2]> {
    let mut newest: BTreeMap<(Option<u8>, u32), [Option<&Stored>; 2]> = BTreeMap::new();
    for stored in taken {
        let ways = newest.entry((stored.strand, stored.wavelength().nm() as u32)).or_default();
        ways[usize::from(stored.reverse)] = Some(stored);
    }
    newest.into_values().filter_map(|[there, back]| Some([there?, back?])).collect()
}

/// A PNG of one trace or of two over each other, as [`png`].
///
/// # Errors
/// [`PictureError`] for none or more than two traces.
pub fn picture(job: &Job, stored: &[&Stored], lang: Lang) -> Result<Vec<u8>, PictureError> {
    let both = stored.len() > 1;
    let drawn: Vec<Drawn<'_>> = stored
        .iter()
        .map(|stored| Drawn {
            trace: &stored.trace,
            table: &stored.table,
            label: match (lang, stored.reverse) {
                (Lang::Fr, false) => "aller".to_owned(),
                (Lang::Fr, true) => "retour".to_owned(),
                (Lang::En, false) => "from A".to_owned(),
                (Lang::En, true) => "from B".to_owned(),
            },
            before_m: stored.before_m,
            after_m: stored.after_m,
            from_far_end: both && stored.reverse,
        })
        .collect();
    let first = stored.first().ok_or(PictureError::Count(0))?;
    let about = to_sor(first, job, &About { lang, ..About::default() }).general.unwrap_or_default();
    let title =
        format!("{} - {} nm - {} > {}", about.fibre_id, about.wavelength_nm, about.location_a, about.location_b);
    png(&title, &drawn, lang)
}
