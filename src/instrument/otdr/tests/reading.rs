//! Markers, both ways and comparison.
