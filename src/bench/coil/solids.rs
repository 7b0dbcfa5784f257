//! What a tray of the catalogue is to a rod: floor, rim, mandrels, tabs.

use crate::catalogue::schema::Tray;
use crate::rod::{Scene, Solid};

/// What a tray is to a rod.
pub fn scene(tray: &Tray) -> Scene {
    let m = |mm: f64| mm * 1e-3;
    let top = m(tray.height_mm);
    let half = [m(tray.length_mm / 2.0), m(tray.width_mm / 2.0)];
    let corner = m(tray.corner_mm).min(half[0].min(half[1]));
    let mut solids = vec![Solid::Floor { z: 0.0 }, Solid::Rim { half, corner, thick: m(0.75), top }];
    for mandrel in &tray.mandrels {
        solids.push(Solid::Post { centre: [m(mandrel.x_mm), m(mandrel.y_mm)], radius: m(mandrel.radius_mm), top });
    }
    for tab in &tray.tabs {
        solids.push(Solid::Tab {
            from: [m(tab.from_mm.0), m(tab.from_mm.1)],
            to: [m(tab.to_mm.0), m(tab.to_mm.1)],
            half_width: m(tab.width_mm / 2.0),
            bottom: m(tray.height_mm * TAB_BOTTOM),
            top: m(tray.height_mm * TAB_BOTTOM + 1.0),
        });
    }
    Scene { solids, ..Scene::default() }
}

/// Height of a tab's underside, as a share of the wall's.
pub const TAB_BOTTOM: f64 = 0.5;
