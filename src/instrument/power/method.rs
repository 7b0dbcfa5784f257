//! Reference methods with one, two and three cords: what the reference light went through, and what a loss includes.
//!
//! IEC 61280-4-2 (single-mode plant) and ISO/IEC 14763-3.
//!
//! | method | reference goes through | loss includes |
//! |---|---|---|
//! | one cord | launch cord | the link and both connections at its ends |
//! | two cords | launch cord, one adapter, receive cord | the link and one of the two connections |
//! | three cords | launch cord, adapter, middle cord, adapter, receive cord | the link without its ends |

use serde::{Deserialize, Serialize};

/// How the reference is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// Launch cord straight into the meter: for links that end in connectors.
    OneCord,
    /// Launch and receive cord joined by an adapter.
    TwoCord,
    /// The same with a third cord between two adapters: for channels that end in plugs.
    ThreeCord,
}

/// A piece of the way from source to meter. Ports of source and meter themselves are in every path and cancel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Element {
    /// The launch cord.
    Launch,
    /// The receive cord.
    Receive,
    /// The third cord, in the reference only.
    Middle,
    /// A mated connection of the reference, 0 or 1.
    Joint(u8),
    /// The connection at the link's near (0) or far (1) end.
    End(u8),
    /// The link between its ends.
    Link,
}

impl Method {
    /// All methods.
    pub const ALL: [Self; 3] = [Self::OneCord, Self::TwoCord, Self::ThreeCord];

    /// What the light goes through when the reference is taken.
    pub const fn reference_path(self) -> &'static [Element] {
        use Element::{Joint, Launch, Middle, Receive};
        match self {
            Self::OneCord => &[Launch],
            Self::TwoCord => &[Launch, Joint(0), Receive],
            Self::ThreeCord => &[Launch, Joint(0), Middle, Joint(1), Receive],
        }
    }

    /// What it goes through when the link is measured; with one cord, the receive cord comes new into the path.
    pub const fn test_path(self) -> &'static [Element] {
        use Element::{End, Launch, Link, Receive};
        &[Launch, End(0), Link, End(1), Receive]
    }

    /// How many of the link's two end connections the measured loss includes.
    pub const fn ends_included(self) -> u8 {
        match self {
            Self::OneCord => 2,
            Self::TwoCord => 1,
            Self::ThreeCord => 0,
        }
    }
}

/// Loss that a method measures, dB, when each element loses what `loss_of` says.
///
/// Test path less reference path: what the reference's joints lost is given to the link as if it were gain.
pub fn measured_loss_db(method: Method, loss_of: impl Fn(Element) -> f64) -> f64 {
    let sum = |path: &[Element]| path.iter().map(|element| loss_of(*element)).sum::<f64>();
    sum(method.test_path()) - sum(method.reference_path())
}
