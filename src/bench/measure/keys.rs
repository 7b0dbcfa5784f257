//! Fingers on screens, keys and the record sheet: which control is under the finger, and what its press does.
//!
//! A contact with a panel carries the control's code in the sample's wheel and its value in the station, raw: so a
//! press, a setting and a figure written down are samples like any other.

use crate::bench::{Bench, GRIPPING};
use crate::catalogue::vocabulary::{Device, Part, Sample, Tick};

/// Markers of the reflectometer.
pub const MARKERS: usize = 5;

macro_rules! controls {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }
        impl $name {
            /// The code in a sample.
            pub fn code(self) -> i16 {
                match self { $($name::$variant => $code,)* }
            }
            /// The control of a code.
            pub fn of(code: i16) -> Option<$name> {
                match code { $($code => Some($name::$variant),)* _ => None }
            }
        }
    };
}

controls! {
    /// Controls of the reflectometer.
    OtdrKey {
        /// 1310 nm on or off.
        Band1310 = 0,
        /// 1550 nm on or off.
        Band1550 = 1,
        /// 1625 nm on or off.
        Band1625 = 2,
        /// Pulse, by its place in the menu.
        Pulse = 3,
        /// Range, by its place in the menu.
        Range = 4,
        /// Averaging time, by its place in the menu.
        Time = 5,
        /// Group index, in ten thousandths.
        Index = 6,
        /// Starts; while it runs, stops.
        Start = 7,
        /// Shows the trace with this number.
        Show = 8,
        /// Lays the trace with this number over it; the same again takes it off.
        Overlay = 9,
        /// The first marker, at so many cm.
        MarkerA = 10,
        /// The second marker.
        MarkerB = 11,
        /// The marker at the event.
        MarkerE = 12,
        /// The fourth marker.
        MarkerC = 13,
        /// The fifth marker.
        MarkerD = 14,
    }
}

controls! {
    /// Controls of the power meter.
    MeterKey {
        /// Wavelength that it is calibrated for, by its place in the menu.
        Wavelength = 0,
        /// dBm or dB.
        Unit = 1,
        /// Stores what it reads as the reference.
        Reference = 2,
        /// Keeps the reading.
        Hold = 3,
    }
}

controls! {
    /// Controls of the light source.
    SourceKey {
        /// On or off.
        Power = 0,
        /// Wavelength, by its place in the menu.
        Wavelength = 1,
    }
}

controls! {
    /// Controls of the fault locator.
    LocatorKey {
        /// Off, steady, blinking.
        Power = 0,
    }
}

/// The code that signs the record.
pub const SIGN: i16 = -1;

/// A finger on a panel.
#[derive(Clone, Copy, Debug)]
pub(in crate::bench) struct Touch {
    part: Part,
    /// The control that is down.
    down: Option<i16>,
}

impl Bench {
    pub(in crate::bench) fn begin_touch(&self, part: Part) -> Option<Touch> {
        let measure = self.measure.as_ref()?;
        let there = match part {
            Part::Panel(device) => measure.has(device),
            _ => part == Part::Record,
        };
        there.then_some(Touch { part, down: None })
    }

    pub(in crate::bench) fn touch(&mut self, work: &mut Touch, now: &Sample, from: Tick) {
        let pressed = (now.grip >= GRIPPING * 2).then_some(now.wheel);
        if let Some(measure) = &mut self.measure {
            measure.pressed = pressed.map(|code| (work.part, code));
        }
        let began = pressed != work.down && pressed.is_some();
        work.down = pressed;
        let Some(code) = pressed else { return };
        match work.part {
            // A marker follows the finger.
            Part::Panel(Device::Otdr) => {
                let drags = OtdrKey::MarkerA.code()..=OtdrKey::MarkerD.code();
                if began || drags.contains(&code) {
                    self.otdr_key(code, now.along, began, from);
                }
            }
            _ if !began => {}
            Part::Panel(Device::Meter) => self.meter_key(code, now.along, from),
            Part::Panel(Device::Source) => self.source_key(code, now.along),
            Part::Panel(Device::Locator) => self.locator_key(code, from),
            Part::Record => self.write(code, now.along, from),
            _ => {}
        }
    }

    pub(in crate::bench) fn leave_touch(&mut self) {
        if let Some(measure) = &mut self.measure {
            measure.pressed = None;
        }
    }
}
