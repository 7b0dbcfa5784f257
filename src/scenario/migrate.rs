//! Brings the tree of an older scenario to the newest format.

use super::error::Report;
use super::spanned::Node;

/// The same scenario in the newest format. `None` after the reason was reported.
pub(super) fn to_newest(root: Node, report: &mut Report<'_>) -> Option<Node> {
    super::check::format(&root, report).then_some(root)
}
