//! Épissure: a bench on which a person learns, and proves, the hand skills of a fibre-optic splicer.
//!
//! The one flow: a scenario and a seed give a [`scenario::Job`]; the [`bench`] takes hand samples, from a person
//! through [`pointing`] or from a synthetic hand in [`hands`], and says facts; [`marking`] folds facts into a mark.
//! The [`journal`] is the attempt. Only `desktop` knows Bevy.

pub mod attempt;
#[cfg(feature = "records")]
pub mod badge;
pub mod bench;
pub mod calendar;
pub mod catalogue;
pub mod cli;
pub mod compare;
#[cfg(feature = "desktop")]
pub mod desktop;
#[cfg(feature = "records")]
pub mod exam;
pub mod hands;
pub mod instrument;
pub mod journal;
pub mod library;
pub mod locale;
#[cfg(feature = "records")]
pub mod lrs;
pub mod marking;
pub mod optics;
pub mod pack;
pub mod plant;
pub mod pointing;
pub mod progress;
#[cfg(feature = "records")]
pub mod records;
pub mod report;
pub mod rod;
pub mod scenario;
pub mod signed;
pub mod sound;
pub mod workshop;
