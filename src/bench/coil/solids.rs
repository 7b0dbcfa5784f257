//! What a tray of the catalogue is to a rod: floor, rim, mandrels, tabs.

use crate::catalogue::schema::{Tab, Tray};
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
    solids.extend(tray.tabs.iter().map(|spec| tab(tray, spec)));
    Scene { solids, ..Scene::default() }
}

/// What a tongue of a tray is to a rod.
pub fn tab(tray: &Tray, spec: &Tab) -> Solid {
    let m = |mm: f64| mm * 1e-3;
    Solid::Tab {
        from: [m(spec.from_mm.0), m(spec.from_mm.1)],
        to: [m(spec.to_mm.0), m(spec.to_mm.1)],
        half_width: m(spec.width_mm / 2.0),
        bottom: m(tray.height_mm * TAB_BOTTOM),
        top: m(tray.height_mm * TAB_BOTTOM + 1.0),
    }
}

/// Height of a tab's underside, as a share of the wall's.
pub const TAB_BOTTOM: f64 = 0.5;
