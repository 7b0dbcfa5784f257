//! Measuring instruments, panels with ports, cords' connectors and what cleans them.

use super::Piece;
use crate::catalogue::vocabulary::Tool;

/// A tool of the measuring bench round its working point, its axis along -z.
pub fn tool(_tool: Tool) -> Vec<Piece> {
    Vec::new()
}
