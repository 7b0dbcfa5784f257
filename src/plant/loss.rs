//! Loss and reflectance of what stands along a fibre, at every wavelength, from its geometry.

use super::schema::Polish;
use super::strand::BANDS;
use crate::optics::reflection::{
    APC_MATED_DB, UPC_DIRTY_DB, UPC_MATED_DB, air_gap_average_loss_db, face_reflectance_db,
};
use crate::optics::splice::{gap_loss_db, mismatch_loss_db, offset_loss_db};
use crate::optics::{BendTable, FibreType, Wavelength};

/// Angle between the faces of an angled and a straight ferrule, degrees.
const WEDGE_DEG: f64 = 8.0;
/// Radius of the ferrule's face at which an angled and a straight one touch, µm (as for connectors in hand).
const WEDGE_ARM_UM: f64 = 300.0;
/// Air gap from which a dirty pair of straight ferrules reflects its worst, µm.
const WORST_GAP_UM: f64 = 5.0;

/// Half of the mode-field diameter of a fibre, µm.
pub fn mode_radius_um(kind: FibreType, mode_field: f64, wavelength: Wavelength) -> f64 {
    kind.mode_field_diameter(wavelength.nm()) * mode_field / 2.0
}

/// Backscatter of a pulse of 1 ns, dB: that of G.652.D at this wavelength, and more in a narrower mode field (the
/// share that is caught goes with 1/w²; from 9.2 into 8.6 µm an OTDR sees −0.29 dB).
pub fn backscatter_db(kind: FibreType, mode_field: f64, wavelength: Wavelength) -> f64 {
    let nm = wavelength.nm();
    let ratio = FibreType::G652D.mode_field_diameter(nm) / (kind.mode_field_diameter(nm) * mode_field);
    FibreType::G652D.optics().backscatter_db(nm) + 20.0 * libm::log10(ratio)
}

/// A fusion splice of two fibres (type and mode field) whose cores are offset, dB.
pub fn splice(a: (FibreType, f64), b: (FibreType, f64), offset_um: f64) -> [f64; BANDS] {
    Wavelength::ALL.map(|wavelength| {
        let [wa, wb] = [a, b].map(|(kind, field)| mode_radius_um(kind, field, wavelength));
        offset_loss_db(offset_um, (wa + wb) / 2.0) + mismatch_loss_db(2.0 * wa, 2.0 * wb)
    })
}

/// A bend, dB.
pub fn bend(kind: FibreType, radius_mm: f64, turns: f64) -> [f64; BANDS] {
    Wavelength::ALL.map(|wavelength| BendTable::new(kind, wavelength).loss_db_per_turn(radius_mm) * turns)
}

/// What a closed connector costs and sends back.
pub type Both = ([f64; BANDS], [Option<f64>; BANDS]);

/// A clean mated pair.
pub fn mated(polish: Polish, offset_um: f64) -> Both {
    let loss = Wavelength::ALL.map(|wavelength| offset(offset_um, wavelength));
    let back = match polish {
        Polish::Apc => middle(APC_MATED_DB),
        Polish::Upc => middle(UPC_MATED_DB),
    };
    (loss, [Some(back); BANDS])
}

/// A mated pair that dirt holds apart.
pub fn dirty(polish: Polish, offset_um: f64, gap_um: f64) -> Both {
    let loss = Wavelength::ALL.map(|wavelength| {
        let w = mode_radius_um(FibreType::G652D, 1.0, wavelength);
        offset(offset_um, wavelength) + air_gap_average_loss_db() + gap_loss_db(gap_um, w, 1.0, wavelength)
    });
    let worst = (gap_um / WORST_GAP_UM).clamp(0.0, 1.0);
    let back = match polish {
        // The slanted faces throw the light out of the core, gap or not.
        Polish::Apc => APC_MATED_DB.1 + 5.0 * worst,
        Polish::Upc => UPC_DIRTY_DB.0 + (UPC_DIRTY_DB.1 - UPC_DIRTY_DB.0) * worst,
    };
    (loss, [Some(back); BANDS])
}

/// An angled ferrule on a straight one: they touch at an edge, and the cores look at each other through a wedge of air.
pub fn unlike(offset_um: f64) -> Both {
    let gap_um = WEDGE_ARM_UM * libm::tan(WEDGE_DEG.to_radians());
    let loss = Wavelength::ALL.map(|wavelength| {
        let w = mode_radius_um(FibreType::G652D, 1.0, wavelength);
        // The beam that leaves the slanted face is bent by (n − 1)·8°, and misses the other core by that over the gap.
        let miss_um = gap_um * libm::tan((0.4677 * WEDGE_DEG).to_radians());
        offset(offset_um, wavelength)
            + air_gap_average_loss_db()
            + gap_loss_db(gap_um, w, 1.0, wavelength)
            + offset_loss_db(miss_um, w)
            + crate::optics::splice::tilt_loss_db(0.4677 * WEDGE_DEG / crate::optics::fibre::GLASS_INDEX, w, wavelength)
    });
    // The straight face reflects as glass does in air; the slanted one does not.
    (loss, [Some(face_reflectance_db()); BANDS])
}

/// Loss of a splitter with its excess, dB (trade values; none for a number of outputs that is not built).
pub fn splitter(ways: u8) -> f64 {
    match ways {
        2 => 3.7,
        4 => 7.3,
        8 => 10.5,
        16 => 13.8,
        32 => 17.1,
        64 => 20.5,
        _ => 0.0,
    }
}

/// Reflectance of a square break, dB.
pub fn break_reflectance_db() -> f64 {
    face_reflectance_db()
}

fn offset(offset_um: f64, wavelength: Wavelength) -> f64 {
    offset_loss_db(offset_um, mode_radius_um(FibreType::G652D, 1.0, wavelength))
}

fn middle((best, worst): (f64, f64)) -> f64 {
    (best + worst) / 2.0
}
