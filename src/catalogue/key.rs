//! The keys of the splicer's keypad.
//!
//! Their order is their place in the journal's codes: append, never reorder.

use serde::{Deserialize, Serialize};

/// A key on the splicer's keypad.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Key {
    /// Next splice program.
    Program,
    /// Switches the screen between the two views (X, Y).
    View,
    /// Aligns and inspects; pressed again, fires the arc. On the upkeep page it starts the arc check.
    Set,
    /// Draws the ends back and clears the cycle.
    Reset,
    /// Motorised tension test.
    Test,
    /// Starts the oven.
    Heat,
    /// Next page of the screen.
    Menu,
    /// Back to the page for splicing.
    Back,
    /// The entry above, or the program before.
    Up,
    /// The entry below, or the program after.
    Down,
}

impl Key {
    /// Every key, in code order.
    pub const ALL: [Key; 10] =
        [Key::Program, Key::View, Key::Set, Key::Reset, Key::Test, Key::Heat, Key::Menu, Key::Back, Key::Up, Key::Down];

    /// Name in locale keys.
    pub fn name(self) -> &'static str {
        match self {
            Key::Program => "program",
            Key::View => "view",
            Key::Set => "set",
            Key::Reset => "reset",
            Key::Test => "test",
            Key::Heat => "heat",
            Key::Menu => "menu",
            Key::Back => "back",
            Key::Up => "up",
            Key::Down => "down",
        }
    }
}
