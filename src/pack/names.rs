//! Names that every system can write, and that lead nowhere else: of packs and of the files in them.

use std::collections::BTreeMap;

use crate::scenario::error::quoted;

/// Longest path of a file in a pack, bytes.
const MAX_PATH: usize = 200;
/// Most folders above a file, the file included.
const MAX_DEPTH: usize = 8;
/// Longest name of a pack, bytes.
const MAX_NAME: usize = 64;

/// What a file of a pack is, from its path alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An exercise: every `.ron` that is nothing else.
    Scenario,
    /// Parts and tools: `catalogue/*.ron`.
    Catalogue,
    /// The order of the exercises: `programme.ron`.
    Programme,
    /// A trace of a reflectometer: `.sor`.
    Trace,
    /// A note for people: `.md`.
    Note,
}

impl Kind {
    /// The kind of the file at `path`; none where packs hold no such file.
    pub fn of(path: &str) -> Option<Kind> {
        match path.rsplit_once('.')?.1 {
            "ron" if path == "programme.ron" => Some(Kind::Programme),
            "ron" if path.starts_with("catalogue/") => Some(Kind::Catalogue),
            "ron" => Some(Kind::Scenario),
            "sor" => Some(Kind::Trace),
            "md" => Some(Kind::Note),
            _ => None,
        }
    }

    /// Most bytes of such a file.
    pub fn max_bytes(self) -> u64 {
        if self == Kind::Trace { super::MAX_TRACE } else { super::MAX_TEXT }
    }
}

/// Whether a pack can have this name.
///
/// # Errors
/// What is wrong with it, in a sentence.
pub fn pack(name: &str) -> Result<(), String> {
    let plain = name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    let edges = name.starts_with('-') || name.ends_with('-') || name.contains("--");
    if name.is_empty() || name.len() > MAX_NAME || !plain || edges || is_reserved(name) {
        return Err(format!("expected a pack's name like `a-name`, lower case with dashes, found {}", quoted(name)));
    }
    Ok(())
}

/// Whether a pack can have a file at this path.
///
/// # Errors
/// What is wrong with it, in a sentence.
pub fn file(path: &str) -> Result<Kind, String> {
    let parts: Vec<&str> = path.split('/').collect();
    let plain = |part: &&str| {
        !part.is_empty()
            && !part.starts_with('.')
            && !part.ends_with('.')
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
    };
    if path.len() > MAX_PATH || parts.len() > MAX_DEPTH || !parts.iter().all(plain) {
        return Err(format!(
            "expected a path like `course/name.ron` inside the pack, in plain letters, digits, `.`, `-` and `_`, \
             found {}",
            quoted(path)
        ));
    }
    if let Some(part) = parts.iter().find(|part| is_reserved(part)) {
        return Err(format!("{} cannot be a file's name on every system, in {}", quoted(part), quoted(path)));
    }
    Kind::of(path).ok_or_else(|| format!("a pack holds .ron, .sor and .md files only, found {}", quoted(path)))
}

/// Paths that were taken, so that no file hides another on a system that sees no difference in case.
#[derive(Default)]
pub struct Taken {
    /// In lower case: whether it is a file; else a folder.
    paths: BTreeMap<String, bool>,
}

impl Taken {
    /// Takes a path.
    ///
    /// # Errors
    /// When it, or a folder of it, was taken as something else.
    pub fn take(&mut self, path: &str) -> Result<(), String> {
        let lower = path.to_ascii_lowercase();
        for (at, _) in lower.match_indices('/') {
            if *self.paths.entry(lower[..at].to_owned()).or_insert(false) {
                return Err(format!("{} is a file and a folder, for {}", quoted(&path[..at]), quoted(path)));
            }
        }
        match self.paths.insert(lower, true) {
            None => Ok(()),
            Some(_) => Err(format!("{} is there twice; capitals make no difference", quoted(path))),
        }
    }
}

/// Names that Windows keeps for devices, with any ending.
pub(crate) fn is_reserved(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or("").to_ascii_lowercase();
    let numbered = |word: &str| {
        stem.strip_prefix(word).is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|b| b.is_ascii_digit()))
    };
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn paths_that_lead_out_or_fool_a_system_are_refused() {
        for path in [
            "",
            "/a.ron",
            "../a.ron",
            "a/../b.ron",
            "./a.ron",
            "a//b.ron",
            "a/",
            "c:a.ron",
            "C:/a.ron",
            "a\\b.ron",
            "\\\\host\\a.ron",
            "a/.ron",
            ".hidden/a.ron",
            "con.ron",
            "a/NUL.ron",
            "Com1/a.ron",
            "lpt9.sor",
            "aux.x.ron",
            "a.ron.",
            "a.ron ",
            "a\0.ron",
            "a\n.ron",
            "é.ron",
            "a.ron\u{202e}",
            "a.exe",
            "a",
            "a.RON",
            "~/a.ron",
            "a/b/c/d/e/f/g/h/i.ron",
        ] {
            assert!(file(path).is_err(), "{path:?}");
        }
        assert!(file(&format!("{}.ron", "a".repeat(300))).is_err());
        for name in ["", "A", "a b", "-a", "a-", "a--b", "../a", "a/b", "con", "lpt1", "é", "a.b", &"a".repeat(65)] {
            assert!(pack(name).is_err(), "{name:?}");
        }
    }

    #[test]
    fn plain_paths_have_their_kind() {
        assert_eq!(file("geste/premiere.ron"), Ok(Kind::Scenario));
        assert_eq!(file("programme.ron"), Ok(Kind::Programme));
        assert_eq!(file("catalogue/lycee.ron"), Ok(Kind::Catalogue));
        assert_eq!(file("geste/traces/a_1.sor"), Ok(Kind::Trace));
        assert_eq!(file("LISEZMOI.md"), Ok(Kind::Note));
        assert_eq!(file("common.ron"), Ok(Kind::Scenario));
        assert_eq!(pack("lycee-2"), Ok(()));
    }

    #[test]
    fn a_path_is_taken_once_in_any_case() {
        let mut taken = Taken::default();
        assert!(taken.take("a/b.ron").is_ok() && taken.take("a/c.ron").is_ok());
        assert!(taken.take("A/B.ron").is_err(), "the same in capitals");
        assert!(taken.take("a/b.ron/c.md").is_err(), "below a file");
        assert!(taken.take("A").is_err(), "over a folder");
    }

    proptest! {
        #[test]
        fn what_is_allowed_stays_inside(path in "[a-c./\\\\:~ \u{e9}]{0,12}(\\.ron)?") {
            if file(&path).is_ok() {
                let inside = |part| matches!(part, std::path::Component::Normal(_));
                prop_assert!(std::path::Path::new(&path).components().all(inside));
                prop_assert!(!path.contains(['\\', ':', ' ']) && !path.is_empty());
            }
        }
    }
}
