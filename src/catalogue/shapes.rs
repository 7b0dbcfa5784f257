//! What the entries of catalogue files may hold: tables that their readers obey and the reference prints.

use super::colour::Colour;
use super::vocabulary::{MAX_NUMBER, SITES, Sample};
use super::workpiece::{Axis, Finish, When};
use crate::scenario::shape::{Shape, Spec, field, list, number, whole, word, words};

/// Most entries of a kind in one file.
const MAX_ENTRIES: usize = 500;
/// Farthest that anything of a workpiece is from its place, mm.
pub(super) const FAR_MM: f64 = 2_000.0;
/// Most shapes of one look, and most points of one tube.
const MAX_SHAPES: usize = 200;
/// Most sites that one entry can repeat, and most names in a list of them.
pub(super) const MAX_NAMES: usize = SITES as usize;

const ID: Spec = field("id", "name", "catalogue id, used once a kind");
const NAME: Spec = field("name", "`Text`", "name on screen and job sheet");
const FIBRE: Spec = field("fibre", "type of fibre", "what is inside");
const FREE: Spec = number("free_mm", 50.0, Sample::REACH_MM, "mm", "from the clamp to the end");

/// A catalogue file.
pub(crate) static CATALOGUE: Shape = Shape::new(
    "Catalogue",
    "all that exercises are built from; a file adds what it has",
    &[
        list("cables", MAX_ENTRIES, "`Cable`", "loose-tube cables").optional(),
        list("pigtails", MAX_ENTRIES, "`Pigtail`", "pigtails").optional(),
        list("sleeves", MAX_ENTRIES, "`Sleeve`", "protection sleeves").optional(),
        list("cleavers", MAX_ENTRIES, "`Cleaver`", "cleavers").optional(),
        list("splicers", MAX_ENTRIES, "`Splicer`", "fusion splicers").optional(),
        list("trays", MAX_ENTRIES, "`Tray`", "splice trays").optional(),
        list("workpieces", MAX_ENTRIES, "`Workpiece`", "workpieces of any trade").optional(),
        list("kit", MAX_ENTRIES, "`KitTool`", "tools and items to work on them").optional(),
        list("domains", MAX_ENTRIES, "`Domain`", "what a person can learn: the tree of competences").optional(),
    ],
);

/// A branch of the tree of competences.
pub(crate) static DOMAIN: Shape = Shape::new(
    "Domain",
    "competences that belong together",
    &[
        field("id", "name", "used once in all catalogue files"),
        field("name", "`Text`", "name on the passport"),
        list("competences", MAX_ENTRIES, "`Competence`", "in the order of the passport"),
    ],
);

/// A competence.
pub(crate) static COMPETENCE: Shape = Shape::new(
    "Competence",
    "something that a person can do",
    &[
        field("id", "name", "what criteria call it; used once in the tree"),
        field("name", "`Text`", "a sentence with a verb that a company understands"),
    ],
);

/// A cable.
pub(crate) static CABLE: Shape = Shape::new(
    "Cable",
    "a loose-tube cable, clamped at one end",
    &[
        ID,
        NAME,
        FIBRE,
        whole("tubes", 1, MAX_NUMBER as i64, "number of tubes; times `fibres_per_tube` at most 24"),
        whole("fibres_per_tube", 1, MAX_NUMBER as i64, "fibres a tube"),
        number("outer_mm", 0.5, 60.0, "mm", "outer diameter"),
        number("sheath_mm", 0.05, 30.0, "mm", "thickness of the sheath, less than the radius"),
        number("tube_mm", 0.3, 20.0, "mm", "diameter of a tube"),
        number("tube_wall_mm", 0.02, 5.0, "mm", "wall of a tube"),
        FREE,
        number("sheath_pull_n", 0.1, 1_000.0, "N", "force that starts a cut sheath moving"),
        number("tube_pull_n", 0.1, 1_000.0, "N", "force that slides a scored tube off"),
        number("gel", 0.0, 1.0, "", "gel on tubes and fibres at the start"),
    ],
);

/// A pigtail.
pub(crate) static PIGTAIL: Shape = Shape::new(
    "Pigtail",
    "a pigtail, clamped at its connector’s end",
    &[
        ID,
        NAME,
        FIBRE,
        number("buffer_mm", 0.15, 5.0, "mm", "diameter of the buffer"),
        FREE,
        whole("colour", 1, 12, "colour by the code"),
    ],
);

/// A protection sleeve.
pub(crate) static SLEEVE: Shape = Shape::new(
    "Sleeve",
    "a heat-shrink protection sleeve",
    &[
        ID,
        number("length_mm", 10.0, 200.0, "mm", "length"),
        number("bore_mm", 0.2, 20.0, "mm", "inner diameter before shrinking, less than the outer"),
        number("outer_mm", 0.5, 20.0, "mm", "outer diameter before shrinking"),
    ],
);

/// A cleaver.
pub(crate) static CLEAVER: Shape = Shape::new(
    "Cleaver",
    "a cleaver",
    &[
        ID,
        number("bare_mm", 1.0, 50.0, "mm", "bare length that its stop gives"),
        number("wear", 0.0, 1.0, "", "wear of the blade’s position"),
        number("travel_mm", 1.0, 200.0, "mm", "travel of the carriage"),
        whole(
            "position",
            1,
            16,
            "place of the blade at the start, 1 where left out; places before it are worn, after it new",
        )
        .optional(),
        whole("height", 1, 3, "its height at the start, 1 where left out").optional(),
    ],
);

/// A fusion splicer.
pub(crate) static SPLICER: Shape = Shape::new(
    "Splicer",
    "a fusion splicer",
    &[
        ID,
        field("alignment", "`core`, `cladding` or `v-groove`", "how it aligns"),
        list("programs", 100, "`Program`", "in the order of the key; the first is set at power-on"),
        number("warn_deg", 0.1, 10.0, "degrees", "cleave angle from which it warns"),
        number("electrode_wear", 0.0, 1.0, "", "wear of the electrodes at the start: their arcs over 3,000"),
        number("test_n", 0.1, 10.0, "N", "pull of its tension test"),
        number("heat_s", 1.0, 300.0, "s", "heating time of a 60 mm sleeve"),
        number("cool_s", 0.0, 600.0, "s", "time until the sleeve can be handled"),
        number(
            "arc_drift",
            -1.0,
            1.0,
            "",
            "error of the arc since its last check, 0 where left out; beyond 0.2 splices suffer",
        )
        .optional(),
        list("oven", 20, "`OvenProgram`", "oven programs; left out: 60, 45, micro 40 and 30 mm after `heat_s`")
            .optional(),
    ],
);

/// A splice program.
pub(crate) static PROGRAM: Shape = Shape::new(
    "Program",
    "a splice program",
    &[
        field("name", "1 to 24 characters", "name on the screen"),
        field("fibres", "`(type, type)`", "fibre types that it is made for, in either order"),
        number("heat", -1.0, 1.0, "", "energy over what these fibres need"),
    ],
);

/// What the oven does to one kind of sleeve.
pub(crate) static OVEN_PROGRAM: Shape = Shape::new(
    "OvenProgram",
    "what the oven does to one kind of sleeve",
    &[
        field("name", "1 to 24 characters", "name on the screen"),
        number("sleeve_mm", 10.0, 200.0, "mm", "length of the sleeve that it is made for"),
        number("heat_s", 1.0, 300.0, "s", "heating time"),
        number("celsius", 100.0, 250.0, "°C", "temperature"),
    ],
);

/// A splice tray.
pub(crate) static TRAY: Shape = Shape::new(
    "Tray",
    "a splice tray",
    &[
        ID,
        number("length_mm", 20.0, 1_000.0, "mm", "inner length; outside it a fibre is pinched by the lid"),
        number("width_mm", 20.0, 1_000.0, "mm", "inner width"),
        number("height_mm", 3.0, 60.0, "mm", "height of the walls over the floor"),
        number("corner_mm", 0.0, 500.0, "mm", "radius of the corners"),
        number("guide_radius_mm", 5.0, 500.0, "mm", "radius that its guides are made for"),
        whole("slots", 1, MAX_NUMBER as i64, "number of sleeve slots"),
        number("slot_pitch_mm", 0.5, 50.0, "mm", "distance between slots"),
        number("first_slot_mm", -500.0, 500.0, "mm", "first slot across the tray, from its middle towards the worker"),
        field(
            "entry_mm",
            "`(x, y)` in mm",
            "entries along and across from the middle, not in a mandrel: the cable’s on the left, the pigtail’s on the right",
        ),
        list("mandrels", 16, "`Mandrel`", "cylinders that loops are laid round"),
        list("tabs", 32, "`Tab`", "tongues that keep fibres down"),
        field("lid", "`Lid`", "how it shuts; left out: 0.55 and 3 mm").optional(),
    ],
);

/// How a tray's lid shuts.
pub(crate) static LID: Shape = Shape::new(
    "Lid",
    "how a tray’s lid shuts",
    &[
        number(
            "drop_mm",
            0.01,
            5.0,
            "mm",
            "how far it presses fibre that lies on the wall; at most a third of `reach_mm`",
        ),
        number("reach_mm", 0.5, 50.0, "mm", "how far from the wall it presses"),
    ],
);

/// A cylinder of a tray.
pub(crate) static MANDREL: Shape = Shape::new(
    "Mandrel",
    "a cylinder of a tray",
    &[
        number("x_mm", -500.0, 500.0, "mm", "along the tray from its middle"),
        number("y_mm", -500.0, 500.0, "mm", "across it, towards the worker"),
        number("radius_mm", 1.0, 250.0, "mm", "radius"),
    ],
);

/// A tongue of a tray.
pub(crate) static TAB: Shape = Shape::new(
    "Tab",
    "a tongue of a tray",
    &[
        field("from_mm", "`(x, y)` in mm", "its root, on the wall or on a mandrel"),
        field("to_mm", "`(x, y)` in mm", "its tip"),
        number("width_mm", 1.0, 100.0, "mm", "width"),
    ],
);

const LOOK: Spec = list("look", MAX_SHAPES, "shape", "what it looks like").optional();

/// A workpiece.
pub(crate) static WORKPIECE: Shape = Shape::new(
    "Workpiece",
    "something of any trade that is worked on",
    &[ID, NAME, LOOK, list("sites", MAX_NAMES, "`Site`", "where something can be done")],
);

/// A tool or an item of a kit.
pub(crate) static KIT_TOOL: Shape = Shape::new(
    "KitTool",
    "a tool or an item of any trade",
    &[
        ID,
        NAME,
        field("item", "`true` or `false`", "stays where it is put: a plug, a wire, a label; `false` where left out")
            .optional(),
        field("cord", "name", "the cord whose end it is").optional(),
        LOOK,
    ],
);

/// A place of a workpiece.
pub(crate) static SITE: Shape = Shape::new(
    "Site",
    "a place of a workpiece where one verb can be done",
    &[
        field("id", "name", "unique in the workpiece; with `{n}` where it repeats"),
        NAME,
        field("how", "`Text`", "what to do here, one short sentence"),
        field("at", "`(x, y, z)` in mm", "station 0, from the workpiece’s place: right, up, towards the worker"),
        word("axis", || words(&Axis::WORDS), "direction of its stations; `right` where left out").optional(),
        field("verb", "verb", "what is done here"),
        list("tools", MAX_NAMES, "kit id", "tools that can do it; `hand` for the bare hand").optional(),
        list("after", MAX_NAMES, "site", "to be done before this one can be reached").optional(),
        list("before", MAX_NAMES, "site", "what closes this one for good once it is done").optional(),
        list("renews", MAX_NAMES, "site", "what is as new again once this one is done").optional(),
        field("forbidden", "`true` or `false`", "must not be touched").optional(),
        LOOK,
        field("repeat", "`Repeat`", "the same site several times").optional(),
    ],
);

/// How a site repeats.
pub(crate) static REPEAT: Shape = Shape::new(
    "Repeat",
    "how a site repeats; `{n}` is its number",
    &[whole("count", 1, SITES as i64, "how often"), field("step", "`(x, y, z)` in mm", "from one to the next")],
);

const WALL: Spec = number("wall", 0.01, 20.0, "mm", "what must be cut");
const REACH: Spec = number("reach", 0.01, 20.0, "mm", "depth at the firmest grip");
const SPARE: Spec = number("spare", 0.01, 20.0, "mm", "deeper than the wall by this much harms");

/// What is done at a site.
pub(crate) static VERBS: &[Shape] = &[
    Shape::new(
        "Score",
        "squeeze and go round",
        &[number("station", 0.0, FAR_MM, "mm", "where the cut belongs"), WALL, REACH, SPARE],
    ),
    Shape::new(
        "Draw",
        "go to the length, squeeze, pull it off",
        &[
            number("length", 1.0, FAR_MM, "mm", "what belongs off"),
            number("speed", 10.0, 5_000.0, "mm/s", "faster harms"),
            number("firm", 0.3, 1.0, "", "a firmer grip harms"),
        ],
    ),
    Shape::new(
        "Slit",
        "squeeze and go straight on",
        &[
            number("length", 1.0, FAR_MM, "mm", "what to open"),
            WALL,
            REACH,
            SPARE,
            number("drift", 0.1, 50.0, "mm", "drift across that harms"),
        ],
    ),
    Shape::new(
        "Wipe",
        "strokes to the end, a clean face of the wipe by the wheel",
        &[
            number("length", 2.0, FAR_MM, "mm", "of a stroke"),
            number("dirt", 0.0, 1.0, "", "at the beginning"),
            number("left", 0.05, 0.95, "", "share that one full stroke leaves"),
        ],
    ),
    Shape::new(
        "Turn",
        "turn round",
        &[
            number("angle", -36_000.0, 36_000.0, "degrees", "what it needs; negative the other way; at least 5"),
            number("over", 5.0, 3_600.0, "degrees", "this much too far harms"),
        ],
    ),
    Shape::new(
        "Insert",
        "aim at the middle, push",
        &[
            number("depth", 2.0, 200.0, "mm", "how far away it begins"),
            number("tolerance", 0.1, 20.0, "mm", "offset from which it jams"),
            list("holds", MAX_NAMES, "kit item", "what belongs here; a scenario’s plan may say others").optional(),
            field("starts", "kit item", "in it at the beginning").optional(),
        ],
    ),
    Shape::new(
        "Squeeze",
        "go to the place, squeeze, hold",
        &[
            number("from", 0.1, 1.0, "", "grip that is enough"),
            number("to", 0.1, 2.0, "", "grip that harms"),
            number("hold", 0.0, 30.0, "s", "how long"),
            number("station", 0.0, FAR_MM, "mm", "where, if that matters").optional(),
        ],
    ),
    Shape::new(
        "Lead",
        "lead from gate to gate",
        &[
            list("gates", MAX_NAMES, "`(along, across)` in mm", "at least two"),
            number("gate", 0.5, 100.0, "mm", "half the width of a gate"),
            number("radius", 0.0, 500.0, "mm", "a tighter bend harms"),
        ],
    ),
    Shape::new(
        "Frame",
        "bring to the middle, hold still",
        &[number("aim", 0.2, 100.0, "mm", "still the middle"), number("still", 0.1, 10.0, "s", "how long")],
    ),
    Shape::new("Pick", "point out", &[field("right", "`true` or `false`", "whether it is one to point out")]),
    Shape::new("Test", "press: it says whether sites are as they should be", &[list("of", MAX_NAMES, "site", "")]),
];

const COLOUR: Spec = field("colour", "colour of the code or `#rrggbb`", "");
const FINISH: Spec = word("finish", || words(&Finish::WORDS), "`plastic` where left out").optional();
const WHEN: Spec = word("when", || words(&When::WORDS), "`always` where left out").optional();

/// What something looks like.
pub(crate) static SHAPES: &[Shape] = &[
    Shape::new(
        "Box",
        "a box by its middle",
        &[
            field("size", "`(x, y, z)` in mm", ""),
            field("at", "`(x, y, z)` in mm", ""),
            number("round", 0.0, 100.0, "mm", "rounding of its edges; 0 where left out").optional(),
            COLOUR,
            FINISH,
            WHEN,
        ],
    ),
    Shape::new(
        "Tube",
        "a round bar through points",
        &[
            list("through", MAX_SHAPES, "`(x, y, z)` in mm", "at least two"),
            number("diameter", 0.05, 500.0, "mm", ""),
            COLOUR,
            FINISH,
            WHEN,
        ],
    ),
    Shape::new(
        "Sign",
        "a written sign",
        &[
            field("text", "at most 60 characters", ""),
            field("at", "`(x, y, z)` in mm", ""),
            number("height", 0.5, 100.0, "mm", "of the letters"),
            field("upright", "`true` or `false`", "faces the worker; lies otherwise").optional(),
            COLOUR,
            FINISH,
            WHEN,
        ],
    ),
];

/// Names of the colours of the code, in its order.
pub(crate) fn colours() -> Vec<&'static str> {
    Colour::CODE.iter().map(|colour| colour.name()).collect()
}
