//! Printed documents: the report of an attempt, attestation, passport, summary of a session and its codes, as PDF from
//! templates that a school can edit. Data reach a template as JSON, never as source.
//!
//! The same data, templates and day give the same bytes.

mod about;
mod attestation;
mod passport;
mod pictures;
mod report;
mod session;
mod templates;
mod typeset;
mod words;
pub mod worker;

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Serialize;
use thiserror::Error;

pub use about::About;
pub use attestation::attestation;
pub use passport::passport;
pub use pictures::{Picture, trace_pictures};
pub use report::{Report, report};
pub use session::{Attempt, codes, session};
pub use templates::{BUILT_IN, Templates, copy_out};
pub use typeset::{DATA, Fault, Order, typeset};

use crate::scenario::schema::Lang;

/// A document that was typeset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// The file.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// Whether it is PDF/A-2a and PDF/UA-1.
    pub archival: bool,
    /// What the typesetter remarked; why it is not archival.
    pub warnings: Vec<String>,
}

/// Why there is no document.
#[derive(Debug, Error)]
pub enum PrintError {
    /// A template is wrong.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Template(Vec<Fault>),
    /// A template does not end.
    #[error("the template was stopped after {0} s: it does not end, or this computer is too slow for it")]
    TooSlow(u64),
    /// A template fills the memory.
    #[error("the template was stopped: it needs more than {0} MiB of memory")]
    TooMuchMemory(u64),
    /// Templates, data and pictures are too large together.
    #[error("templates, data and pictures are too large together: {0} MiB")]
    TooLarge(u64),
    /// A file's name is no name.
    #[error("`{0}` is no name for a file of a template")]
    Name(String),
    /// A folder of templates cannot be read or written.
    #[error("{}: {}", .0.display(), .1)]
    Folder(PathBuf, String),
    /// The worker failed.
    #[error("the document cannot be typeset: {0}")]
    Worker(String),
    /// There is nothing to attest.
    #[error("the attempt did not pass: there is nothing to attest; print its report")]
    NotPassed,
}

/// What every document is made with.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// Templates, pictures and fonts.
    pub templates: &'a Templates,
    /// Language of the document.
    pub lang: Lang,
    /// The day that it is printed on, since 1970.
    pub day: u32,
}

impl Setting<'_> {
    /// The order for a document of these data with these pictures.
    fn order(
        &self,
        main: &str,
        ident: String,
        data: &impl Serialize,
        pictures: BTreeMap<String, Vec<u8>>,
    ) -> Result<Order, PrintError> {
        let data = serde_json::to_vec_pretty(data).map_err(|why| PrintError::Worker(why.to_string()))?;
        let mut files = self.templates.files.clone();
        // What the program gives stands over a file of the same name.
        files.extend(pictures);
        files.insert(DATA.to_owned(), data);
        Ok(Order { main: main.to_owned(), files, day: self.day, ident })
    }
}

impl Templates {
    /// Typesets an order in a child of this program, within `limits`.
    ///
    /// # Errors
    /// As [`worker::print`], with the files on disk in which a template's faults are.
    pub fn print(
        &self,
        program: &std::path::Path,
        order: &Order,
        limits: &worker::Limits,
    ) -> Result<Printed, PrintError> {
        worker::print(program, order, limits).map_err(|error| self.locate(error))
    }
}
