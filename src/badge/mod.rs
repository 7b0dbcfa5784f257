//! Open Badges 3.0: a passed attempt as a credential that anybody can check without a network.
//!
//! The form is a Verifiable Credential 2.0 with a Data Integrity proof (`eddsa-rdfc-2022`), one line of JSON: every byte
//! of it is signed, which a JWT's are not (the end of its base64 has spare bits). docs/badges.md.

mod base58;
mod credential;
mod proof;
mod quads;
mod tree;

pub use credential::{About, Recipient, credential};
pub use proof::{BadgeError, Checked, MAX_BADGE, did, sign, verify};
pub use tree::Node;

#[cfg(test)]
mod tests;
