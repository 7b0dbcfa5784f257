//! What a struct of a file may hold: one table that the decoder obeys and the reference prints.

/// A struct, or one variant of an enum.
#[derive(Debug)]
pub struct Shape {
    /// Its name.
    pub name: &'static str,
    /// What it is, for the reference.
    pub about: &'static str,
    /// Its fields, in the order of the reference.
    pub fields: &'static [Spec],
}

/// A field of a struct.
#[derive(Debug)]
pub struct Spec {
    /// Its name.
    pub name: &'static str,
    /// What may stand in it.
    pub takes: Takes,
    /// Whether it must be there.
    pub need: Need,
    /// What it means, for the reference.
    pub means: &'static str,
}

/// What may stand in a field.
#[derive(Debug)]
pub enum Takes {
    /// A number within limits, in a unit.
    Number {
        /// Least.
        least: f64,
        /// Most.
        most: f64,
        /// Unit; empty where there is none.
        unit: &'static str,
    },
    /// A number within limits, or a range `(from, to)` of such that the seed draws from.
    Range {
        /// Least.
        least: f64,
        /// Most.
        most: f64,
        /// Unit; empty where there is none.
        unit: &'static str,
        /// Step from the range's beginning on; 0 where any number may be drawn.
        step: f64,
    },
    /// A whole number within limits.
    Whole {
        /// Least.
        least: i64,
        /// Most.
        most: i64,
    },
    /// A list.
    List {
        /// Most entries.
        most: usize,
        /// What each is.
        of: &'static str,
    },
    /// One of these words.
    Word(fn() -> Vec<&'static str>),
    /// Something that is described elsewhere, in these words.
    Other(&'static str),
}

/// Whether a field must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// It must.
    Always,
    /// It may be left out.
    Never,
    /// It must in some files: those that these words say, after « needed ».
    When(&'static str),
}

impl Shape {
    /// A struct.
    pub const fn new(name: &'static str, about: &'static str, fields: &'static [Spec]) -> Shape {
        Shape { name, about, fields }
    }

    fn spec(&self, name: &str) -> Option<&Spec> {
        self.fields.iter().find(|spec| spec.name == name)
    }

    /// The limits of a number; none where the field is something else.
    pub(super) fn limits(&self, name: &str) -> Option<(f64, f64)> {
        match self.spec(name)?.takes {
            Takes::Number { least, most, .. } | Takes::Range { least, most, .. } => Some((least, most)),
            _ => None,
        }
    }

    /// The limits of a whole number; none where the field is something else.
    pub(super) fn whole_limits(&self, name: &str) -> Option<(i64, i64)> {
        match self.spec(name)?.takes {
            Takes::Whole { least, most } => Some((least, most)),
            _ => None,
        }
    }

    /// Most entries of a list; none where the field is something else.
    pub(super) fn most_entries(&self, name: &str) -> Option<usize> {
        match self.spec(name)?.takes {
            Takes::List { most, .. } => Some(most),
            _ => None,
        }
    }

    /// The step of a range that is drawn from; 0 where the field is something else.
    pub(super) fn step(&self, name: &str) -> f64 {
        match self.spec(name).map(|spec| &spec.takes) {
            Some(Takes::Range { step, .. }) => *step,
            _ => 0.0,
        }
    }

    /// Whether a field must be there.
    pub(super) fn need(&self, name: &str) -> Option<Need> {
        self.spec(name).map(|spec| spec.need)
    }
}

/// A number within limits.
pub const fn number(name: &'static str, least: f64, most: f64, unit: &'static str, means: &'static str) -> Spec {
    Spec { name, takes: Takes::Number { least, most, unit }, need: Need::Always, means }
}

/// A number within limits, or a range.
pub const fn range(name: &'static str, least: f64, most: f64, unit: &'static str, means: &'static str) -> Spec {
    Spec { name, takes: Takes::Range { least, most, unit, step: 0.0 }, need: Need::Always, means }
}

/// A whole number within limits.
pub const fn whole(name: &'static str, least: i64, most: i64, means: &'static str) -> Spec {
    Spec { name, takes: Takes::Whole { least, most }, need: Need::Always, means }
}

/// A list.
pub const fn list(name: &'static str, most: usize, of: &'static str, means: &'static str) -> Spec {
    Spec { name, takes: Takes::List { most, of }, need: Need::Always, means }
}

/// One of some words.
pub const fn word(name: &'static str, words: fn() -> Vec<&'static str>, means: &'static str) -> Spec {
    Spec { name, takes: Takes::Word(words), need: Need::Always, means }
}

/// Something else, in words.
pub const fn field(name: &'static str, takes: &'static str, means: &'static str) -> Spec {
    Spec { name, takes: Takes::Other(takes), need: Need::Always, means }
}

impl Spec {
    /// The same, and what is drawn from its range is drawn in steps.
    pub const fn in_steps(self, step: f64) -> Spec {
        match self.takes {
            Takes::Range { least, most, unit, .. } => Spec { takes: Takes::Range { least, most, unit, step }, ..self },
            _ => self,
        }
    }

    /// The same, and it may be left out.
    pub const fn optional(self) -> Spec {
        Spec { need: Need::Never, ..self }
    }

    /// The same, and only some files need it: « needed `when` ».
    pub const fn needed(self, when: &'static str) -> Spec {
        Spec { need: Need::When(when), ..self }
    }
}

/// The words of a list of words with their values.
pub fn words<T, const N: usize>(list: &[(&'static str, T); N]) -> Vec<&'static str> {
    list.iter().map(|(word, _)| *word).collect()
}
