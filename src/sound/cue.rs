//! The vocabulary of sounds: what can be held, what can be struck, and what one frame of the bench asks for.

macro_rules! sounds {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }
        impl $name {
            /// All of them.
            pub const ALL: [$name; [$($name::$variant),*].len()] = [$($name::$variant),*];
            /// Its name in file names and locale keys (`sound-…`).
            pub fn name(self) -> &'static str {
                match self { $($name::$variant => $text,)* }
            }
        }
    };
}

sounds! {
    /// A sound that lasts as long as what makes it.
    Texture {
        /// A blade that goes through plastic.
        Cut = "cut",
        /// Jaws that peel a coating off the glass.
        Peel = "peel",
        /// One piece slides over another.
        Rub = "rub",
        /// A wipe on something greasy, or dirty.
        Wipe = "wipe",
        /// A wipe on glass that is clean.
        Squeak = "squeak",
        /// A hard edge on something hard.
        Scrape = "scrape",
        /// Something strains and does not give.
        Creak = "creak",
        /// Motors of the splicer.
        Motor = "motor",
        /// The electric arc.
        Arc = "arc",
        /// The oven heats, or cools.
        Fan = "fan",
    }
}

sounds! {
    /// A sound that happens once.
    Stroke {
        /// The glass parts at the blade.
        Cleave = "cleave",
        /// Jaws close.
        Bite = "bite",
        /// A blade scratches the glass.
        Nick = "nick",
        /// Scissors cut.
        Snip = "snip",
        /// A fibre breaks.
        Snap = "snap",
        /// A piece comes off.
        Pop = "pop",
        /// A lid shuts.
        Lid = "lid",
        /// Something meets its stop.
        Stop = "stop",
        /// A plug or an item clicks in.
        Click = "click",
        /// It comes out again.
        Unplug = "unplug",
        /// Something goes into its slot.
        Latch = "latch",
        /// A tool comes to hand, or touches its part.
        Tap = "tap",
        /// A piece of glass falls on glass.
        Tinkle = "tinkle",
        /// A fibre jumps.
        Spring = "spring",
        /// One detent of a wheel or dial.
        Detent = "detent",
        /// A key of a machine.
        Key = "key",
        /// A machine is ready or done.
        Beep = "beep",
        /// The oven is done.
        OvenBeep = "oven-beep",
        /// A pencil on paper.
        Pencil = "pencil",
    }
}

/// A sound that lasts, as it is now.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Held {
    /// What sounds.
    pub texture: Texture,
    /// How loud, 0 silent to 1.
    pub loud: f64,
    /// How high, 0 to 1 of its own range.
    pub pitch: f64,
}

/// A sound that happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Struck {
    /// What sounded.
    pub stroke: Stroke,
    /// How hard, 0 to 1.
    pub loud: f64,
    /// How high, 0 to 1 of its own range.
    pub pitch: f64,
}

/// What one frame of the bench sounds like.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cues {
    /// What lasts; a texture is there once at most.
    pub held: Vec<Held>,
    /// What happened, in order.
    pub struck: Vec<Struck>,
}

impl Cues {
    /// Nothing sounds.
    pub fn is_silent(&self) -> bool {
        self.held.iter().all(|held| held.loud <= 0.0) && self.struck.is_empty()
    }

    /// Adds a lasting sound; of two of one texture the louder stays. What is no number is left out.
    pub fn hold(&mut self, texture: Texture, loud: f64, pitch: f64) {
        if loud.is_nan() || loud <= 0.0 || !pitch.is_finite() {
            return;
        }
        let held = Held { texture, loud: loud.min(1.0), pitch: pitch.clamp(0.0, 1.0) };
        match self.held.iter_mut().find(|other| other.texture == texture) {
            Some(other) if other.loud >= held.loud => {}
            Some(other) => *other = held,
            None => self.held.push(held),
        }
    }

    /// Adds something that happened. What is no number is left out.
    pub fn strike(&mut self, stroke: Stroke, loud: f64, pitch: f64) {
        if loud > 0.0 && pitch.is_finite() {
            self.struck.push(Struck { stroke, loud: loud.min(1.0), pitch: pitch.clamp(0.0, 1.0) });
        }
    }
}
