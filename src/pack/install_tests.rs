//! Packs as they are made, installed, replaced and removed.
