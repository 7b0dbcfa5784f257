//! A catalogue that others add to: its parts come first and keep their ids.

use std::collections::BTreeSet;

use super::load::{LoadedCatalogue, Reader};
use super::schema::Catalogue;
use crate::scenario::Located;

impl Catalogue {
    /// Adds all entries of `more` after those there are. Ids are not compared.
    pub fn append(&mut self, more: Catalogue) {
        self.cables.extend(more.cables);
        self.pigtails.extend(more.pigtails);
        self.sleeves.extend(more.sleeves);
        self.cleavers.extend(more.cleavers);
        self.splicers.extend(more.splicers);
        self.trays.extend(more.trays);
        self.workpieces.extend(more.workpieces);
        self.kit.extend(more.kit);
        self.domains.extend(more.domains);
    }

    /// Whether there is anything that a bench or a mark can depend on.
    pub(super) fn has_parts(&self) -> bool {
        *self != Catalogue { domains: self.domains.clone(), ..Catalogue::default() }
    }

    /// The id of every entry, with its kind as files write it.
    pub fn ids(&self) -> BTreeSet<(&'static str, String)> {
        let mut ids = BTreeSet::new();
        ids.extend(self.domains.iter().map(|entry| ("domains", entry.id.clone())));
        ids.extend(self.competences().map(|entry| ("competences", entry.id.clone())));
        ids.extend(self.workpieces.iter().map(|entry| ("workpieces", entry.id.clone())));
        ids.extend(self.kit.iter().map(|entry| ("kit", entry.id.clone())));
        ids.extend(self.cables.iter().map(|entry| ("cables", entry.id.clone())));
        ids.extend(self.pigtails.iter().map(|entry| ("pigtails", entry.id.clone())));
        ids.extend(self.sleeves.iter().map(|entry| ("sleeves", entry.id.clone())));
        ids.extend(self.cleavers.iter().map(|entry| ("cleavers", entry.id.clone())));
        ids.extend(self.splicers.iter().map(|entry| ("splicers", entry.id.clone())));
        ids.extend(self.trays.iter().map(|entry| ("trays", entry.id.clone())));
        ids
    }
}

/// Reads texts, each with the name that errors call it, as additions to `base`; gives the additions alone, and their
/// hash.
///
/// # Errors
/// Everything that is wrong with the texts; an id that `base` has already is used twice.
pub fn extend_catalogue<'t>(
    base: &Catalogue,
    texts: impl IntoIterator<Item = (&'t str, &'t str)>,
) -> Result<LoadedCatalogue, Vec<Located>> {
    let mut reader = Reader::default();
    reader.ids = base.ids();
    texts.into_iter().for_each(|(name, text)| reader.read(name, text));
    reader.finish()
}
