//! One document from its template: typst as a library, in a world of nothing but the files that it was given.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};
use typst::diag::{FileError, FileResult, PackageError, SourceDiagnostic, Tracepoint};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{DiagSpan, FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use super::{PrintError, Printed};
use crate::calendar;

/// What templates read their data from.
pub const DATA: &str = "data.json";
/// Most errors of a template that are told.
const MOST_FAULTS: usize = 8;

/// What to typeset: everything that the template can ever see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// Name of the template to begin with.
    pub main: String,
    /// Templates, data, pictures and fonts by their names; a name is one word without folders.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The day that it is printed on, since 1970.
    pub day: u32,
    /// What the document is of: the same words, the same document, whenever it is printed.
    pub ident: String,
}

/// What is wrong with a template, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// Name of the template; empty where the fault has no place.
    pub file: String,
    /// Line, from 1; 0 where the fault has no place.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// What may help.
    pub hints: Vec<String>,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.line > 0 {
            write!(f, "{}:{}:{}: ", self.file, self.line, self.column)?;
        }
        write!(f, "{}", self.message)?;
        self.hints.iter().try_for_each(|hint| write!(f, "\n  {hint}"))
    }
}

/// Typesets in this process. A template of others belongs in a [`worker`](super::worker): nothing here can stop it.
///
/// The document is PDF/A-2a and PDF/UA-1 where the template lets it: a character that no font has, or a picture without
/// a description, makes it a plain tagged PDF, and a warning says why.
///
/// # Errors
/// Every fault of the template with its place.
pub fn typeset(order: &Order) -> Result<Printed, PrintError> {
    let sealed = Sealed::new(order)?;
    let compiled = typst::compile::<PagedDocument>(&sealed);
    let faults = |found: &[SourceDiagnostic]| {
        PrintError::Template(found.iter().take(MOST_FAULTS).map(|one| sealed.fault(one)).collect())
    };
    let document = compiled.output.map_err(|found| faults(&found))?;
    let mut warnings: Vec<String> =
        compiled.warnings.iter().take(MOST_FAULTS).map(|one| sealed.fault(one).to_string()).collect();
    let options = |standards: PdfStandards| PdfOptions {
        ident: Smart::Custom(order.ident.clone()),
        creator: Smart::Custom(Some(format!("Épissure {}", env!("CARGO_PKG_VERSION")))),
        timestamp: sealed.midnight().map(Timestamp::new_utc),
        standards,
        ..PdfOptions::default()
    };
    let strict = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .map_err(|why| PrintError::Template(vec![unplaced(why.message().to_string())]))?;
    let (pdf, archival) = match typst_pdf::pdf(&document, &options(strict)) {
        Ok(pdf) => (pdf, true),
        Err(why) => {
            let plain = typst_pdf::pdf(&document, &options(PdfStandards::default())).map_err(|why| faults(&why))?;
            warnings.extend(why.iter().take(MOST_FAULTS).map(|one| sealed.fault(one).to_string()));
            (plain, false)
        }
    };
    // What was remembered for this document is of no use to the next.
    typst::comemo::evict(0);
    Ok(Printed { pdf, pages: document.pages().len(), archival, warnings })
}

fn unplaced(message: String) -> Fault {
    Fault { file: String::new(), line: 0, column: 0, message, hints: Vec::new() }
}

/// A world of given files: no disk, no network, no packages, no clock.
struct Sealed {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    main: FileId,
    // Only ever looked up: no order of theirs reaches the document.
    sources: HashMap<FileId, Source>,
    files: HashMap<FileId, Bytes>,
    names: String,
    day: u32,
}

impl Sealed {
    fn new(order: &Order) -> Result<Sealed, PrintError> {
        let id = |name: &str| {
            let path = VirtualPath::new(name).map_err(|_| PrintError::Name(name.to_owned()))?;
            Ok::<_, PrintError>(RootedPath::new(VirtualRoot::Project, path).intern())
        };
        let (mut sources, mut files, mut fonts) = (HashMap::new(), HashMap::new(), Vec::new());
        for (name, bytes) in &order.files {
            if name.ends_with(".typ") {
                let text = String::from_utf8(bytes.clone()).map_err(|why| {
                    let at = why.utf8_error().valid_up_to();
                    let line = 1 + bytes[..at].iter().filter(|byte| **byte == b'\n').count();
                    let message = "this is not UTF-8 text".to_owned();
                    PrintError::Template(vec![Fault {
                        file: name.clone(),
                        line,
                        column: 1,
                        message,
                        hints: Vec::new(),
                    }])
                })?;
                sources.insert(id(name)?, Source::new(id(name)?, text));
            } else if is_font(name) {
                fonts.extend(Font::iter(Bytes::new(bytes.clone())));
            } else {
                files.insert(id(name)?, Bytes::new(bytes.clone()));
            }
        }
        fonts.extend(typst_assets::fonts().flat_map(|data| Font::iter(Bytes::new(data))));
        Ok(Sealed {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            main: id(&order.main)?,
            sources,
            files,
            names: order.files.keys().filter(|name| !is_font(name)).cloned().collect::<Vec<_>>().join(", "),
            day: order.day,
        })
    }

    fn midnight(&self) -> Option<Datetime> {
        let (year, month, day) = calendar::date(self.day);
        Datetime::from_ymd_hms(i32::try_from(year).ok()?, month as u8, day as u8, 0, 0, 0)
    }

    /// Why a file is not there.
    fn refused(&self, id: FileId) -> FileError {
        match id.get().root() {
            VirtualRoot::Package(package) => {
                let why = format!("{package}: templates use no packages; copy what is needed into a template of yours");
                FileError::Package(PackageError::Other(Some(why.into())))
            }
            VirtualRoot::Project => {
                let path = id.get().vpath().get_with_slash();
                let why = format!("{path}: a template reads no file but those that it is given: {}", self.names);
                FileError::Other(Some(why.into()))
            }
        }
    }

    fn place(&self, span: DiagSpan) -> Option<(String, usize, usize)> {
        let id = span.id()?;
        let name = id.get().vpath().get_without_slash().to_owned();
        let source = self.sources.get(&id);
        let at = self.range(span).and_then(|range| source?.lines().byte_to_line_column(range.start));
        let (line, column) = at.map_or((0, 0), |(line, column)| (line + 1, column + 1));
        Some((name, line, column))
    }

    fn fault(&self, found: &SourceDiagnostic) -> Fault {
        let (file, line, column) = self.place(found.span).unwrap_or_default();
        let mut hints: Vec<String> = found.hints.iter().map(|hint| hint.v.to_string()).collect();
        for point in found.trace.iter().take(2) {
            if let (Some((file, line, column)), Tracepoint::Call(_) | Tracepoint::Import(_) | Tracepoint::Include(_)) =
                (self.place(point.span.into()), &point.v)
            {
                hints.push(format!("{} at {file}:{line}:{column}", point.v));
            }
        }
        Fault { file, line, column, message: found.message.to_string(), hints }
    }
}

/// Whether a file of this name is a font.
fn is_font(name: &str) -> bool {
    name.ends_with(".ttf") || name.ends_with(".otf")
}

impl World for Sealed {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources.get(&id).cloned().ok_or_else(|| self.refused(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let source = || self.sources.get(&id).map(|source| Bytes::from_string(source.text().to_owned()));
        self.files.get(&id).cloned().or_else(source).ok_or_else(|| self.refused(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        let (year, month, day) = calendar::date(self.day);
        Datetime::from_ymd(i32::try_from(year).ok()?, month as u8, day as u8)
    }
}
