//! Commands on traces: write those of an attempt as files of the trade, read an instrument's own.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::instrument::from_sor::thresholds;
use crate::instrument::otdr::{EventTable, Trace, events};
use crate::instrument::sor::{self, plain};
use crate::report::traces::{About, Drawn, file_name, from_sor, pairs, picture, png, table, taken, to_csv, to_sor};

use super::attempts::again;
use super::{Outcome, lang, say};

/// Largest file of an instrument that is read, bytes.
const MAX_BYTES: u64 = 64 << 20;

/// Writes every trace of an attempt into a folder.
pub(super) fn write(journal: &Path, out: &Path, csv: bool, png: bool, scenario: Option<&Path>) -> Outcome {
    let (journal, replayed) = again(journal, scenario)?;
    let (job, lang) = (replayed.job(), lang());
    let taken = taken(&replayed.bench);
    if taken.is_empty() {
        return Err("this attempt has no trace".to_owned());
    }
    fs::create_dir_all(out).map_err(|why| format!("{}: {why}", out.display()))?;
    let about = About { lang, operator: &journal.header.who, taken_at: 0 };
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    for stored in &taken {
        let mut name = file_name(stored);
        let times = names.entry(name.clone()).or_default();
        *times += 1;
        if *times > 1 {
            name += &format!("-{times}");
        }
        let file = to_sor(stored, job, &about);
        let bytes = sor::write(&file).map_err(|why| format!("{name}: {why}"))?;
        save(&out.join(format!("{name}.sor")), &bytes)?;
        if csv {
            save(&out.join(format!("{name}.csv")), to_csv(&file).as_bytes())?;
        }
        if png {
            save(&out.join(format!("{name}.png")), &picture(job, &[stored], lang).map_err(|why| why.to_string())?)?;
        }
    }
    if png {
        for pair in pairs(&taken) {
            let name = format!("{}b", file_name(pair[0]));
            save(&out.join(format!("{name}.png")), &picture(job, &pair, lang).map_err(|why| why.to_string())?)?;
        }
    }
    Ok(())
}

fn save(path: &Path, bytes: &[u8]) -> Outcome {
    fs::write(path, bytes).map_err(|why| format!("{}: {why}", path.display()))?;
    say(path.display())
}

/// What one file of an instrument holds.
struct Opened {
    path: PathBuf,
    file: sor::File,
    trace: Result<(Trace, EventTable), String>,
}

/// Reads files of instruments and prints what is in them.
pub(super) fn read(paths: &[PathBuf], csv: bool, picture: Option<&Path>, table_too: bool) -> Outcome {
    let lang = lang();
    let mut bad = 0;
    let mut opened = Vec::new();
    for path in paths {
        match open(path) {
            Ok(one) => opened.push(one),
            Err(why) => {
                bad += 1;
                eprintln!("error: {why}");
            }
        }
    }
    for one in &opened {
        if csv {
            say(to_csv(&one.file).trim_end())?;
            continue;
        }
        say(format!("{}:", one.path.display()))?;
        say(plain::describe(&one.file).trim_end())?;
        if table_too {
            match &one.trace {
                Ok((_, found)) => say(table(found, &one.file, lang).trim_end())?,
                Err(why) => {
                    bad += 1;
                    eprintln!("error: {}: {why}", one.path.display());
                }
            }
        }
    }
    if let Some(out) = picture {
        let mut drawn = Vec::new();
        for one in &opened {
            let (trace, found) = one.trace.as_ref().map_err(|why| format!("{}: {why}", one.path.display()))?;
            let label = one.path.file_stem().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            drawn.push(Drawn { trace, table: found, label, before_m: 0.0, after_m: 0.0, from_far_end: false });
        }
        if !drawn.is_empty() {
            let title = drawn.iter().map(|one| one.label.as_str()).collect::<Vec<_>>().join(" / ");
            let bytes = png(&title, &drawn, lang).map_err(|why| why.to_string())?;
            fs::write(out, bytes).map_err(|why| format!("{}: {why}", out.display()))?;
        }
    }
    if bad > 0 { Err(format!("{bad} file(s) cannot be read")) } else { Ok(()) }
}

fn open(path: &Path) -> Result<Opened, String> {
    let refuse = |why: String| format!("{}: {why}", path.display());
    let about = fs::metadata(path).map_err(|why| refuse(why.to_string()))?;
    // Opening a pipe would wait for ever.
    if !about.is_file() {
        return Err(refuse("this is no file".to_owned()));
    }
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes))
        .map_err(|why| refuse(why.to_string()))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(refuse(format!("larger than {} MiB", MAX_BYTES >> 20)));
    }
    let file = sor::read(&bytes).map_err(|why| refuse(why.to_string()))?;
    let trace = from_sor(&file).map_err(|why| why.to_string()).map(|trace| {
        let found = events(&trace, &thresholds(&file));
        (trace, found)
    });
    Ok(Opened { path: path.to_path_buf(), file, trace })
}
