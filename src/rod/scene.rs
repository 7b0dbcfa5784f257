//! The solid things that rods lie against: floor, walls, posts, tabs, a lid. Metres; z is up from the floor.

use super::vector::{V3, is_finite};

/// A solid thing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Solid {
    /// Everything under a height.
    Floor {
        /// Height.
        z: f64,
    },
    /// A standing cylinder: a mandrel.
    Post {
        /// Axis, x and y.
        centre: [f64; 2],
        /// Radius.
        radius: f64,
        /// Height of its top.
        top: f64,
    },
    /// A wall along a rectangle with round corners: the rim of a tray.
    Rim {
        /// Half length and half width of the wall's middle line.
        half: [f64; 2],
        /// Radius of the corners.
        corner: f64,
        /// Half of the wall's thickness.
        thick: f64,
        /// Height of its top.
        top: f64,
    },
    /// A straight wall.
    Wall {
        /// One end of its middle line.
        from: [f64; 2],
        /// Other end.
        to: [f64; 2],
        /// Half of its thickness.
        thick: f64,
        /// Height of its top.
        top: f64,
    },
    /// A tongue over the floor that keeps down what was pushed under it.
    Tab {
        /// Root, on the wall.
        from: [f64; 2],
        /// Tip.
        to: [f64; 2],
        /// Half of its width.
        half_width: f64,
        /// Height of its underside.
        bottom: f64,
        /// Height of its upper side.
        top: f64,
    },
    /// A lid: nothing is higher.
    Lid {
        /// Height of its underside.
        z: f64,
    },
}

/// Where a node touches a solid, or soon will.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Contact {
    /// Out of the solid, a unit vector.
    pub normal: V3,
    /// Free way to the surface, m; negative inside.
    pub gap: f64,
}

impl Solid {
    /// Whether all its numbers are sound.
    pub fn is_sound(&self) -> bool {
        let finite = |values: &[f64]| values.iter().all(|v| v.is_finite());
        match *self {
            Solid::Floor { z } | Solid::Lid { z } => z.is_finite(),
            Solid::Post { centre, radius, top } => finite(&[centre[0], centre[1], radius, top]) && radius > 0.0,
            Solid::Rim { half, corner, thick, top } => {
                finite(&[half[0], half[1], corner, thick, top])
                    && half[0] > 0.0
                    && half[1] > 0.0
                    && corner >= 0.0
                    && corner <= half[0].min(half[1])
                    && thick > 0.0
            }
            Solid::Wall { from, to, thick, top } => {
                finite(&[from[0], from[1], to[0], to[1], thick, top]) && thick > 0.0 && from != to
            }
            Solid::Tab { from, to, half_width, bottom, top } => {
                finite(&[from[0], from[1], to[0], to[1], half_width, bottom, top]) && half_width > 0.0 && top > bottom
            }
        }
    }

    /// Name for messages.
    pub fn name(&self) -> &'static str {
        match self {
            Solid::Floor { .. } => "the floor",
            Solid::Post { .. } => "a mandrel",
            Solid::Rim { .. } => "the rim",
            Solid::Wall { .. } => "a wall",
            Solid::Tab { .. } => "a tab",
            Solid::Lid { .. } => "the lid",
        }
    }

    /// Whether a fibre of this radius cannot be here.
    pub(super) fn holds(&self, at: V3, radius: f64) -> bool {
        match *self {
            Solid::Floor { z } => at[2] + radius < z,
            Solid::Lid { z } => at[2] - radius > z,
            Solid::Post { centre, radius: post, top } => {
                let (dx, dy) = (at[0] - centre[0], at[1] - centre[1]);
                at[2] < top && (dx * dx + dy * dy).sqrt() < post
            }
            Solid::Rim { thick, top, .. } | Solid::Wall { thick, top, .. } => {
                at[2] < top && self.side(at).is_some_and(|(side, _)| side.abs() < thick)
            }
            Solid::Tab { bottom, top, .. } => self.over(at) && at[2] > bottom && at[2] < top,
        }
    }

    /// Signed distance in the plane from a wall's middle line and its direction; none beside a straight wall's ends.
    #[inline]
    pub fn side(&self, at: V3) -> Option<(f64, [f64; 2])> {
        match *self {
            Solid::Rim { half, corner, .. } => {
                let (sx, sy) = (if at[0] < 0.0 { -1.0 } else { 1.0 }, if at[1] < 0.0 { -1.0 } else { 1.0 });
                let (qx, qy) = (at[0].abs() - half[0] + corner, at[1].abs() - half[1] + corner);
                if qx > 0.0 && qy > 0.0 {
                    let far = (qx * qx + qy * qy).sqrt();
                    Some((far - corner, [sx * qx / far, sy * qy / far]))
                } else if qx > qy {
                    Some((qx - corner, [sx, 0.0]))
                } else {
                    Some((qy - corner, [0.0, sy]))
                }
            }
            Solid::Wall { from, to, .. } => {
                let (ux, uy) = (to[0] - from[0], to[1] - from[1]);
                let long = (ux * ux + uy * uy).sqrt();
                let (px, py) = (at[0] - from[0], at[1] - from[1]);
                let along = (px * ux + py * uy) / long;
                (along >= 0.0 && along <= long).then_some(((px * uy - py * ux) / long, [uy / long, -ux / long]))
            }
            _ => None,
        }
    }

    /// Height of a wall's top.
    pub(super) fn ridge(&self) -> Option<f64> {
        match *self {
            Solid::Rim { top, .. } | Solid::Wall { top, .. } => Some(top),
            _ => None,
        }
    }

    /// Whether a place is over or under a tab.
    #[inline]
    pub fn over(&self, at: V3) -> bool {
        let Solid::Tab { from, to, half_width, .. } = *self else { return false };
        let (ux, uy) = (to[0] - from[0], to[1] - from[1]);
        let (px, py) = (at[0] - from[0], at[1] - from[1]);
        let square = ux * ux + uy * uy;
        let share = if square > 0.0 { ((px * ux + py * uy) / square).clamp(0.0, 1.0) } else { 0.0 };
        let (dx, dy) = (px - share * ux, py - share * uy);
        dx * dx + dy * dy < half_width * half_width
    }

    /// For a place inside a tray that is too near to a wall or a mandrel: the way out and how far, so that `room` is left.
    pub fn beside(&self, at: V3, room: f64) -> Option<([f64; 2], f64)> {
        match *self {
            Solid::Rim { thick, top, .. } if at[2] < top => {
                let (side, out) = self.side(at)?;
                // From outside a hand may come in: only what is near the wall slides.
                let inside = side.abs() < 8.0 * room + thick;
                let deep = side + thick + room;
                (inside && deep > 0.0).then_some(([-out[0], -out[1]], deep))
            }
            Solid::Post { centre, radius, top } if at[2] < top => {
                let (dx, dy) = (at[0] - centre[0], at[1] - centre[1]);
                let far = (dx * dx + dy * dy).sqrt();
                let deep = radius + room - far;
                (deep > 0.0 && far > 1e-6).then(|| ([dx / far, dy / far], deep))
            }
            _ => None,
        }
    }

    /// The contact of a node that is at `at` and was at `before` when the step began, within `reach` of the surface.
    ///
    /// Which side of a thin thing a node is on is taken from `before`: a node cannot pass through, however fast.
    #[inline]
    pub(super) fn contact(&self, at: V3, before: V3, radius: f64, reach: f64) -> Option<Contact> {
        const UP: V3 = [0.0, 0.0, 1.0];
        const DOWN: V3 = [0.0, 0.0, -1.0];
        let near = |normal: V3, gap: f64| (gap < reach).then_some(Contact { normal, gap });
        match *self {
            Solid::Floor { z } => near(UP, at[2] - z - radius),
            Solid::Lid { z } => near(DOWN, z - at[2] - radius),
            Solid::Post { centre, radius: post, top } => {
                let (dx, dy) = (at[0] - centre[0], at[1] - centre[1]);
                let close = post + radius + reach;
                if dx.abs() > close || dy.abs() > close {
                    return None;
                }
                let far = (dx * dx + dy * dy).sqrt();
                if before[2] >= top {
                    return if far < post { near(UP, at[2] - top - radius) } else { None };
                }
                if at[2] >= top + radius {
                    return None;
                }
                let normal = if far > 1e-9 { [dx / far, dy / far, 0.0] } else { [1.0, 0.0, 0.0] };
                near(normal, far - post - radius)
            }
            Solid::Rim { thick, top, .. } | Solid::Wall { thick, top, .. } => {
                if at[2] >= top + reach && before[2] >= top {
                    return None;
                }
                let (side, out) = self.side(at)?;
                if before[2] >= top {
                    return if side.abs() < thick { near(UP, at[2] - top - radius) } else { None };
                }
                if at[2] >= top + radius {
                    return None;
                }
                let (was, _) = self.side(before)?;
                if was < 0.0 {
                    near([-out[0], -out[1], 0.0], -side - thick - radius)
                } else {
                    near([out[0], out[1], 0.0], side - thick - radius)
                }
            }
            Solid::Tab { bottom, top, .. } => {
                if at[2] > top + reach + radius || !self.over(at) {
                    return None;
                }
                if before[2] < 0.5 * (bottom + top) {
                    near(DOWN, bottom - at[2] - radius)
                } else {
                    near(UP, at[2] - top - radius)
                }
            }
        }
    }
}

/// Everything solid, and which way things fall.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// Solid things; rods touch them in this order.
    pub solids: Vec<Solid>,
    /// Gravity, m/s²; a tray on its hinge tilts it.
    pub gravity: V3,
    /// Drag of air and hands, 1/s.
    pub drag: f64,
}

impl Default for Scene {
    fn default() -> Scene {
        Scene { solids: Vec::new(), gravity: [0.0, 0.0, -9.81], drag: 2.0 }
    }
}

impl Scene {
    /// Without anything, gravity or air.
    pub fn empty() -> Scene {
        Scene { solids: Vec::new(), gravity: [0.0; 3], drag: 0.0 }
    }

    /// Whether every number in it is sound.
    pub fn is_sound(&self) -> bool {
        self.solids.iter().all(Solid::is_sound) && is_finite(self.gravity) && self.drag.is_finite() && self.drag >= 0.0
    }

    /// The solid that a place is inside of.
    pub fn inside(&self, at: V3, radius: f64) -> Option<&Solid> {
        self.solids.iter().find(|solid| solid.holds(at, radius))
    }
}
