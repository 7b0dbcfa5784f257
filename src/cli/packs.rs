//! Commands for packs: export, show, import, list, remove.

use std::path::{Path, PathBuf};

use clap::Subcommand;

use crate::library::{self, Library, packs_folder};
use crate::pack::install::{self, Broken, read_pack};
use crate::pack::names::Kind;
use crate::pack::{About, Manifest, Own, content, export, import, key, remove};

use super::{Outcome, lang, located, say};

/// What can be done with packs.
#[derive(Debug, Subcommand)]
pub(super) enum PackCommand {
    /// Make a signed pack of the exercises in a folder.
    Export {
        /// The folder: .ron, .sor and .md files; parts in `catalogue`, the order in `programme.ron`.
        folder: PathBuf,
        /// The pack, by custom NAME.epack.
        #[arg(long)]
        out: PathBuf,
        /// Short name, lower case with dashes; the folder's without it.
        #[arg(long)]
        name: Option<String>,
        /// Title in the list, in French; the name without it.
        #[arg(long)]
        title: Option<String>,
        /// Title in English; the French one without it.
        #[arg(long)]
        title_en: Option<String>,
        /// One to four numbers with dots.
        #[arg(long, default_value = "1")]
        version: String,
        /// Who made it, in free words.
        #[arg(long, default_value = "")]
        author: String,
    },
    /// Check a pack's signature and say what is in it.
    Show {
        /// The pack.
        file: PathBuf,
        /// Print one JSON object.
        #[arg(long)]
        json: bool,
    },
    /// Install a pack; an older version by the same author is replaced.
    Import {
        /// The pack.
        file: PathBuf,
        /// Replace a pack of the same name by another author.
        #[arg(long)]
        trust_new_key: bool,
    },
    /// List the installed packs.
    List,
    /// Remove an installed pack.
    Remove {
        /// Its name.
        name: String,
    },
}

pub(super) fn run(command: PackCommand) -> Outcome {
    match command {
        PackCommand::Export { folder, out, name, title, title_en, version, author } => {
            let name = match name {
                Some(name) => name,
                None => folder_name(&folder)?,
            };
            let title = content::title(title.as_deref().unwrap_or(&name), title_en.as_deref());
            make(&folder, &out, About { name, title, version, author })
        }
        PackCommand::Show { file, json } => show(&file, json),
        PackCommand::Import { file, trust_new_key } => bring(&file, trust_new_key),
        PackCommand::List => list(),
        PackCommand::Remove { name } => {
            remove(&packs_folder(), &name).map_err(located)?;
            say(format!("removed {name}"))
        }
    }
}

fn folder_name(folder: &Path) -> Result<String, String> {
    let whole = folder.canonicalize().map_err(|why| format!("{}: {why}", folder.display()))?;
    Ok(whole.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned()))
}

fn make(folder: &Path, out: &Path, about: About) -> Outcome {
    let library = own()?;
    // The folder first: who has nothing to sign needs no key.
    if !folder.is_dir() {
        return Err(format!("{}: expected a folder", folder.display()));
    }
    let key = key::author_key(&library::data_folder()).map_err(located)?;
    let made = export(folder, about, &key, library.own_parts()).map_err(located)?;
    write(out, &made.bytes).map_err(|why| format!("{}: {why}", out.display()))?;
    for left in &made.left_out {
        eprintln!("left out: {}", crate::scenario::error::quoted(left));
    }
    let own = library.ids();
    for id in made.manifest.files.iter().filter_map(|entry| entry.id.as_ref()).filter(|id| own.contains(*id)) {
        eprintln!("note: `{id}` is an exercise of the program: nobody can import this pack until it has another id");
    }
    let size = made.bytes.len().div_ceil(1024);
    say(format!("{}: {}, {size} KiB", out.display(), in_short(&made.manifest)))
}

/// Written beside and renamed: a file is whole or not there.
pub(super) fn write(out: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write;
    if out.is_dir() {
        return Err(std::io::Error::other("expected a file, found a folder"));
    }
    let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = out.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let beside = folder.join(format!(".{name}-{}", std::process::id()));
    let written = std::fs::File::create(&beside).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&beside, out)
    });
    if written.is_err() {
        let _ = std::fs::remove_file(&beside);
    }
    written
}

fn own() -> Result<Library, String> {
    Library::at(&library::home()).map_err(located)
}

fn in_short(manifest: &Manifest) -> String {
    let exercises = manifest.of_kind(Kind::Scenario).count();
    let (name, version, key) = (&manifest.name, &manifest.version, manifest.fingerprint());
    format!("{name} {version}, {exercises} exercise(s), key {key}")
}

fn show(file: &Path, json: bool) -> Outcome {
    let manifest = read_pack(file).map_err(located)?.head.manifest;
    if json {
        return say(serde_json::to_string_pretty(&manifest).map_err(|why| why.to_string())?);
    }
    say(in_short(&manifest))?;
    say(manifest.title.get(lang()))?;
    if !manifest.author.is_empty() {
        say(format!("author: {} (the pack's own word; the key proves who)", manifest.author))?;
    }
    for entry in &manifest.files {
        say(format!("{:9}  {}  {}", entry.bytes, entry.path, entry.id.as_deref().unwrap_or("")).trim_end())?;
    }
    Ok(())
}

fn bring(file: &Path, trust_new_key: bool) -> Outcome {
    let library = own()?;
    let own = Own { ids: &library.ids(), catalogue: library.own_parts() };
    let done = import(file, &packs_folder(), &own, trust_new_key).map_err(located)?;
    match done.replaced {
        None => say(format!("installed {}", in_short(&done.manifest))),
        Some(old) => say(format!("installed {}, in the place of {old}", in_short(&done.manifest))),
    }
}

fn list() -> Outcome {
    let library = own()?;
    let own = Own { ids: &library.ids(), catalogue: library.own_parts() };
    let mut bad = 0;
    for pack in install::installed(&packs_folder(), &own) {
        match pack {
            Ok(pack) => say(format!("{}  {}", in_short(&pack.manifest), pack.manifest.title.get(lang())))?,
            Err(Broken { errors, .. }) => {
                bad += 1;
                eprintln!("{}", located(errors));
            }
        }
    }
    if bad > 0 { Err(format!("{bad} pack(s) cannot be read")) } else { Ok(()) }
}
