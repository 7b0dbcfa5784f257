//! The templates: those compiled in, and a school's own in place of them.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use super::PrintError;

/// Every built-in template by its name.
pub const BUILT_IN: [(&str, &str); 7] = [
    ("attestation.typ", include_str!("../../../assets/templates/attestation.typ")),
    ("codes.typ", include_str!("../../../assets/templates/codes.typ")),
    ("common.typ", include_str!("../../../assets/templates/common.typ")),
    ("header.typ", include_str!("../../../assets/templates/header.typ")),
    ("passport.typ", include_str!("../../../assets/templates/passport.typ")),
    ("report.typ", include_str!("../../../assets/templates/report.typ")),
    ("session.typ", include_str!("../../../assets/templates/session.typ")),
];

/// Most files of a school's folder.
const MAX_FILES: usize = 64;
/// Most bytes of them all.
const MAX_BYTES: u64 = 32 << 20;
/// What else may lie in a school's folder, by its ending.
const OTHERS: [&str; 6] = ["png", "jpg", "jpeg", "svg", "ttf", "otf"];

/// Templates with the pictures and fonts beside them.
#[derive(Clone, Debug, Default)]
pub struct Templates {
    /// Contents by name.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Where those that are not built in come from.
    own: BTreeMap<String, PathBuf>,
}

impl Templates {
    /// The built-in ones.
    pub fn built_in() -> Templates {
        let files = BUILT_IN.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()));
        Templates { files: files.collect(), own: BTreeMap::new() }
    }

    /// The built-in ones, and in their place what lies in `folder`: templates of any name, pictures and fonts. Folders
    /// in it, links and other files are passed over. No folder is no change.
    ///
    /// # Errors
    /// When a file cannot be read, or there are more or larger ones than can be meant.
    pub fn with(folder: &Path) -> Result<Templates, PrintError> {
        let mut templates = Templates::built_in();
        let refuse = |path: &Path, why: String| PrintError::Folder(path.to_path_buf(), why);
        let entries = match fs::read_dir(folder) {
            Err(why) if why.kind() == std::io::ErrorKind::NotFound => return Ok(templates),
            entries => entries.map_err(|why| refuse(folder, why.to_string()))?,
        };
        let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(|path| wanted(path)).collect();
        paths.sort();
        if paths.len() > MAX_FILES {
            return Err(refuse(folder, format!("{} files; {MAX_FILES} are read at most", paths.len())));
        }
        let mut left = MAX_BYTES;
        for path in paths {
            let Some(name) = path.file_name().and_then(|name| name.to_str()).map(str::to_owned) else { continue };
            let mut bytes = Vec::new();
            let read = File::open(&path).and_then(|file| file.take(left + 1).read_to_end(&mut bytes));
            read.map_err(|why| refuse(&path, why.to_string()))?;
            left = left.checked_sub(bytes.len() as u64).ok_or_else(|| {
                refuse(folder, format!("more than {} MiB of templates, pictures and fonts", MAX_BYTES >> 20))
            })?;
            templates.files.insert(name.clone(), bytes);
            templates.own.insert(name, path);
        }
        Ok(templates)
    }

    /// Says of faults in which file on disk they are.
    pub(super) fn locate(&self, error: PrintError) -> PrintError {
        let PrintError::Template(mut faults) = error else { return error };
        for fault in &mut faults {
            if let Some(path) = self.own.get(&fault.file) {
                fault.file = path.display().to_string();
            } else if BUILT_IN.iter().any(|(name, _)| *name == fault.file) {
                fault.file = format!("{} (built in)", fault.file);
            }
        }
        PrintError::Template(faults)
    }
}

/// A plain file, no link, whose ending is one of ours.
fn wanted(path: &Path) -> bool {
    let plain = fs::symlink_metadata(path).is_ok_and(|about| about.is_file());
    let end = path.extension().and_then(|end| end.to_str()).unwrap_or_default();
    plain && (end == "typ" || OTHERS.contains(&end))
}

/// Copies the built-in templates into `folder` for a school to edit; one that is there already stays as it is.
///
/// # Errors
/// When the folder cannot be written.
pub fn copy_out(folder: &Path) -> Result<Vec<PathBuf>, PrintError> {
    let refuse = |path: &Path, why: std::io::Error| PrintError::Folder(path.to_path_buf(), why.to_string());
    fs::create_dir_all(folder).map_err(|why| refuse(folder, why))?;
    let mut written = Vec::new();
    for (name, text) in BUILT_IN {
        let path = folder.join(name);
        let made = File::options().write(true).create_new(true).open(&path);
        match made.and_then(|mut file| std::io::Write::write_all(&mut file, text.as_bytes())) {
            Ok(()) => written.push(path),
            Err(why) if why.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(why) => return Err(refuse(&path, why)),
        }
    }
    Ok(written)
}
