//! What juries said of sealed attempts: found beside them, found good, and on record whenever it changes. The jury's mark
//! is the final one, the machine's stays beside it.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use rusqlite::params;

use super::attempts::Judged;
use super::index::Indexed;
use super::{Attempt, RecordsError, Store, files};
use crate::exam::jury::{self, Jury, Says, Thresholds};
use crate::exam::{Head, sealed};
use crate::library::Library;

/// Most names of a folder that are looked at.
const MOST_NAMES: usize = 200_000;
/// Digits of a hash by which gathering tells two files of one name apart.
const HASH_DIGITS: usize = 8;

/// A sealed attempt beside a jury's file, and the jury's words on it.
pub(super) struct Heard {
    head: Head,
    /// The jury's words.
    pub jury: Jury,
}

/// Reads a jury's words on the sealed attempt `seal_of`.
///
/// # Errors
/// In a sentence: either file is not what it should be, or they do not belong together.
pub(super) fn hear(seal_of: &Path, bytes: &[u8]) -> Result<Heard, String> {
    let first = |errors: Vec<crate::scenario::Located>| {
        errors.into_iter().next().map_or_else(|| "it cannot be read".to_owned(), |error| error.message)
    };
    let mut file = File::open(seal_of).map_err(|why| why.to_string())?;
    let (head, seal) = sealed::read_head("", &mut file).map_err(first)?;
    let jury = jury::read("", bytes, &seal, &head.key).map_err(first)?;
    Ok(Heard { head, jury })
}

/// The sealed attempt beside which a jury's file lies: under its own name, or that which gathering gave it.
pub(super) fn sealed_beside(path: &Path) -> Option<PathBuf> {
    let plain = path.with_extension(sealed::EXTENSION);
    let stem = path.file_stem()?.to_str()?;
    let without = stem.rsplit_once('-').filter(|(_, hash)| hash.len() == HASH_DIGITS).map(|(stem, _)| stem);
    let renamed = without.map(|stem| path.with_file_name(format!("{stem}.{}", sealed::EXTENSION)));
    std::iter::once(plain).chain(renamed).find(|path| fs::symlink_metadata(path).is_ok_and(|about| about.is_file()))
}

/// Exercises as the library has them, opened when the first is asked for.
#[derive(Default)]
struct Rules(OnceCell<Option<Library>>);

impl Rules {
    /// From where an attempt is passed; none where the library does not have the exercise as it was.
    fn of(&self, head: &Head) -> Option<Thresholds> {
        let library = self.0.get_or_init(|| Library::open().ok()).as_ref()?;
        let loaded = library.load(&library.scenario_file(&head.scenario)).ok()?;
        (loaded.hash == head.scenario_hash).then(|| (&loaded.scenario.marking).into())
    }
}

impl Heard {
    /// What goes on record of it.
    fn attempt(self, hash: String, rules: &Rules) -> Result<(Attempt, usize), String> {
        let Heard { head, jury } = self;
        let figures = jury.entries.iter().any(|entry| matches!(entry.says, Says::Criterion { .. }));
        let thresholds = if figures && jury.passed().is_none() { rules.of(&head) } else { None };
        let last = jury.applied(&head.mark, thresholds);
        let given: Vec<Option<f64>> = head.mark.criteria.iter().map(|criterion| jury.given(criterion)).collect();
        let mut attempt = Attempt { journal: head.journal_blake3, ..files::of_mark(head.mark)? };
        attempt.jury = Some(Judged {
            file: hash,
            mark: last.as_ref().map(|mark| mark.mark),
            passed: last.map(|mark| mark.passed),
        });
        attempt.criteria.iter_mut().zip(given).for_each(|(criterion, given)| criterion.jury = given);
        Ok((attempt, jury.entries.len()))
    }
}

/// Brings on record what juries said since, and takes off it what is no longer in any file.
pub(super) fn refresh(store: &mut Store, found: &mut Indexed) -> Result<(), RecordsError> {
    let known = store.juries()?;
    let mut there: HashSet<String> = HashSet::new();
    let mut new: Vec<(PathBuf, Vec<u8>)> = Vec::new();
    for folder in store.own_folders()? {
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries.flatten().take(MOST_NAMES),
            Err(why) if why.kind() == std::io::ErrorKind::NotFound => continue,
            Err(why) => return Err(RecordsError::io(&folder, why)),
        };
        for name in entries.filter_map(|entry| entry.file_name().into_string().ok()) {
            if !files::has_end(&name, jury::EXTENSION) || name.starts_with('.') {
                continue;
            }
            let path = folder.join(name);
            match files::read(&path, jury::MAX_BYTES) {
                Ok(bytes) => {
                    let hash = blake3::hash(&bytes).to_hex().to_string();
                    if !known.contains(&hash) {
                        new.push((path, bytes));
                    }
                    there.insert(hash);
                }
                Err(why) => found.refuse(&path, why),
            }
        }
    }
    let gone: Vec<&String> = known.difference(&there).collect();
    if !gone.is_empty() {
        // What other files still say is read again.
        store.unjudge(&gone)?;
    }
    let rules = Rules::default();
    let mut judged = Vec::new();
    for (path, bytes) in new {
        let Some(of) = sealed_beside(&path) else { continue };
        let hash = blake3::hash(&bytes).to_hex().to_string();
        match hear(&of, &bytes).and_then(|heard| heard.attempt(hash, &rules)) {
            Ok(one) => judged.push(one),
            Err(why) => found.refuse(&path, why),
        }
    }
    store.judge(&judged)
}

impl Store {
    /// Hashes of the juries' files that are on record.
    fn juries(&self) -> Result<HashSet<String>, RecordsError> {
        let asked = "SELECT jury FROM attempt WHERE jury <> ''";
        let mut statement = self.connection().prepare(asked).map_err(|why| self.sql(why))?;
        let rows = statement.query_map([], |row| row.get(0)).map_err(|why| self.sql(why))?;
        rows.collect::<rusqlite::Result<_>>().map_err(|why| self.sql(why))
    }

    /// Takes off record what the files of these hashes said.
    fn unjudge(&mut self, files: &[&String]) -> Result<(), RecordsError> {
        self.change(|transaction| {
            for file in files {
                let points = "UPDATE criterion_mark SET jury = NULL
                              WHERE attempt IN (SELECT id FROM attempt WHERE jury = ?1)";
                transaction.execute(points, [file])?;
                let marks = "UPDATE attempt SET jury = '', jury_words = 0, jury_mark = NULL, jury_passed = NULL
                             WHERE jury = ?1";
                transaction.execute(marks, [file])?;
            }
            Ok(())
        })
    }

    /// Puts on record what juries said, with how many words each has; of two files on one attempt the longer one.
    fn judge(&mut self, judged: &[(Attempt, usize)]) -> Result<(), RecordsError> {
        if judged.is_empty() {
            return Ok(());
        }
        self.change(|transaction| {
            let mut points = transaction.prepare(
                "UPDATE criterion_mark SET jury = ?3 WHERE attempt = (SELECT id FROM attempt WHERE journal = ?1)
                   AND criterion IN (SELECT id FROM criterion WHERE name = ?2)",
            )?;
            for (attempt, words) in judged {
                let Some(jury) = &attempt.jury else { continue };
                let renew = "UPDATE attempt SET jury = ?2, jury_words = ?3, jury_mark = ?4, jury_passed = ?5
                             WHERE journal = ?1 AND jury_words < ?3";
                let values = params![attempt.journal, jury.file, *words as i64, jury.mark, jury.passed];
                if transaction.execute(renew, values)? == 0 {
                    continue;
                }
                for criterion in &attempt.criteria {
                    points.execute(params![attempt.journal, criterion.id, criterion.jury])?;
                }
            }
            Ok(())
        })
    }
}
