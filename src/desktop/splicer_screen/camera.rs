//! The splicer's camera picture: two fibre ends, or a joint, as grey levels of a bright-field view.

use super::SIZE;
use crate::bench::state::EndFace;
use crate::catalogue::vocabulary::Side;

/// Pixels for one µm: 125 µm of cladding fill half of the picture's height.
pub const PX_PER_UM: f32 = 0.8;
/// Radius of the cladding, pixels.
pub const RADIUS: f32 = 62.5 * PX_PER_UM;
/// Half height of the core's bright line, pixels.
const CORE: f32 = 4.5 * PX_PER_UM;
/// Faces lean and break this many times more than they do, so that 1° and 1 µm can be seen.
pub const LOOK: f32 = 3.0;
/// An offset between the cores is drawn so many times larger; its number stands beside.
const OFFSET_LOOK: f32 = 12.0;
const BACKGROUND: f32 = 150.0;

/// Where the picture lies in the buffer.
#[derive(Clone, Copy)]
pub struct Area {
    /// Top row and number of rows.
    pub rows: (u32, u32),
    /// Pixels in a row.
    pub width: u32,
}

impl Area {
    /// Row of the fibre's axis.
    pub fn axis(&self) -> f32 {
        self.rows.0 as f32 + self.rows.1 as f32 / 2.0
    }
}

/// One end as the camera sees it from one side.
#[derive(Clone, Copy)]
pub struct End {
    /// Distance of the face from the electrodes, pixels; negative once it is pushed past them.
    pub gap: f32,
    /// Height of the axis under the middle, pixels.
    pub down: f32,
    /// Lean of the face in this view, as a slope.
    slope: f32,
    hackle: f32,
    lip: f32,
    chip: f32,
    dust: f32,
    ragged: bool,
    /// How far an arc has melted it into a ball, 0 to 1.
    pub ball: f32,
}

impl End {
    /// A face seen in a view: 0 is X, 1 is Y. A fibre without one has a ragged end.
    pub fn new(face: Option<EndFace>, view: usize, gap: f32, down: f32) -> End {
        let blank = End { gap, down, slope: 0.0, hackle: 0.0, lip: 0.0, chip: 0.0, dust: 0.0, ragged: true, ball: 0.0 };
        let Some(face) = face else { return blank };
        let turn = face.direction_deg.to_radians() as f32;
        let seen = if view == 0 { turn.cos() } else { turn.sin() };
        let px = |um: f64| um.clamp(0.0, 40.0) as f32 * PX_PER_UM;
        let slope = (face.angle_deg.clamp(0.0, 20.0) as f32 * LOOK * seen).to_radians().tan();
        let lip = px(face.lip_um) * LOOK;
        End {
            // The machine keeps the nearest points apart, not the axes.
            gap: gap + slope.abs() * RADIUS + lip,
            slope,
            hackle: px(face.hackle_um) * LOOK,
            lip,
            chip: px(face.chip_um) * LOOK,
            dust: px(face.dust_um),
            ragged: false,
            ..blank
        }
    }

    /// How far the face stands back from the electrodes at a height over the fibre's axis, pixels.
    fn face_at(&self, v: f32) -> f32 {
        let mut back = self.gap - self.slope * v;
        let grain = grain(v as i32);
        if self.ragged {
            return back + 14.0 * grain + 9.0 * ((v * 0.11).sin() + (v * 0.047).cos());
        }
        // Hackle roughens the side where the crack came out; the lip stands there, the chip is missing opposite.
        if v > 0.15 * RADIUS {
            back += self.hackle * grain * (v / RADIUS);
        }
        let round = 1.0 - (1.0 - (v / RADIUS).powi(2)).max(0.0).sqrt();
        back += self.ball * RADIUS * round;
        let from_edge = RADIUS - v;
        back -= self.lip * (1.0 - from_edge / 9.0).max(0.0);
        let from_top = RADIUS + v;
        back + self.chip * (1.0 - from_top / (self.chip * 1.3 + 4.0)).max(0.0)
    }
}

/// The joined fibre.
#[derive(Clone, Copy)]
pub struct Joint {
    /// Heights of the two axes under the middle, pixels.
    pub down: [f32; 2],
    /// Share of the radius that a neck takes away.
    pub neck: f32,
    /// Radius of the bubble, pixels; 0 without one.
    pub bubble: f32,
    /// How much of the seam is still seen, 0 to 1.
    pub seam: f32,
}

/// Light of the arc, 0 to 1, and the width of its column, pixels.
#[derive(Clone, Copy)]
pub struct Arc {
    pub light: f32,
    pub width: f32,
}

/// Heights of the two axes for an offset between the cores.
pub fn offset_px(residual_um: f64) -> [f32; 2] {
    let half = (residual_um as f32 * OFFSET_LOOK * PX_PER_UM / 2.0).clamp(-30.0, 30.0);
    [-half, half]
}

/// Draws two ends.
pub fn ends(buffer: &mut [u8], area: Area, ends: [End; 2], arc: Option<Arc>) {
    let middle = area.width as f32 / 2.0;
    for y in area.rows.0..area.rows.0 + area.rows.1 {
        let v = [0, 1].map(|i| y as f32 + 0.5 - area.axis() - ends[i].down);
        let glass = v.map(|v| profile(v / RADIUS, v));
        let face = [middle - ends[0].face_at(v[0]), middle + ends[1].face_at(v[1])];
        row(buffer, area, y, arc, |x| {
            let depth = [face[0] - x, x - face[1]];
            let i = usize::from(x > middle - (ends[0].gap - ends[1].gap) / 2.0);
            if v[i].abs() > RADIUS || depth[i] < 0.0 {
                return halo(v[i], -depth[i]);
            }
            // The face itself is a dark line, softened over its last pixel.
            glass[i] * (0.25 + 0.75 * ((depth[i] - 1.0) / 2.5).clamp(0.0, 1.0))
        });
    }
    for (i, end) in ends.iter().enumerate() {
        specks(buffer, area, end, i);
    }
}

/// Draws the joint.
pub fn joint(buffer: &mut [u8], area: Area, joint: Joint, arc: Option<Arc>) {
    let middle = area.width as f32 / 2.0;
    // What depends on the column alone is reckoned once: axis, radius, how dark the seam is.
    let mut columns = [(0.0, RADIUS, 1.0); SIZE.0 as usize];
    for (x, column) in columns.iter_mut().enumerate() {
        let u = x as f32 + 0.5 - middle;
        // The melt draws one axis into the other over some 20 µm.
        let across = 0.5 + 0.5 * (u / 9.0).tanh();
        let axis = mix(joint.down[0], joint.down[1], across);
        let radius = RADIUS * (1.0 - joint.neck * (-(u / 26.0).powi(2)).exp());
        *column = (axis, radius, 1.0 - 0.28 * joint.seam * (-(u / 1.6).powi(2)).exp());
    }
    for y in area.rows.0..area.rows.0 + area.rows.1 {
        row(buffer, area, y, arc, |x| {
            let (axis, radius, seam) = columns.get(x as usize).copied().unwrap_or((0.0, RADIUS, 1.0));
            let (u, v) = (x - middle, y as f32 + 0.5 - area.axis() - axis);
            let beside = v.abs() - radius;
            if beside > 0.0 {
                return if beside < 16.0 { BACKGROUND - 18.0 * (-beside / 3.0).exp() } else { BACKGROUND };
            }
            let grey = profile(v / radius, v) * seam;
            let r = if joint.bubble > 0.0 { (u - 2.0).hypot(v + 3.0) / joint.bubble } else { 9.0 };
            if r > 1.6 {
                return grey;
            }
            // A bubble is a dark ring with a bright middle: it bends the light out of the picture.
            let ring = (-((r - 1.0) / 0.16).powi(2)).exp();
            let inside = if r < 1.0 { 0.25 + 0.75 * (1.0 - r * 2.2).max(0.0) } else { 1.0 };
            grey * inside * (1.0 - 0.9 * ring) + if r < 0.42 { 90.0 * (1.0 - r / 0.42) } else { 0.0 }
        });
    }
}

/// Grey of glass lit from behind: it works as a rod lens, dark at its edges and bright along its middle.
fn profile(share: f32, v: f32) -> f32 {
    let edge = share.abs();
    let bright = 208.0 - 46.0 * (edge / 0.52).powi(2);
    let dark = 34.0 + 40.0 * ((edge - 0.55) / 0.45).clamp(0.0, 1.0);
    let body = mix(bright, dark, ((edge - 0.5) / 0.07).clamp(0.0, 1.0));
    if v.abs() > CORE * 5.0 {
        return body;
    }
    let line = (v.abs() / CORE).powi(2);
    let rim = (-((v.abs() - CORE * 1.7) / 1.6).powi(2)).exp();
    body + 55.0 * (-line).exp() - 62.0 * rim
}

/// Background near an outline: a thin bright and dark fringe, as out-of-focus edges have.
fn halo(v: f32, before_face: f32) -> f32 {
    let beside = (v.abs() - RADIUS).max(0.0);
    let far = beside.hypot(before_face.max(0.0));
    if far > 45.0 {
        return BACKGROUND;
    }
    BACKGROUND + 26.0 * (-far / 2.0).exp() - 14.0 * (-far / 9.0).exp()
}

fn specks(buffer: &mut [u8], area: Area, end: &End, side: usize) {
    if end.dust <= 0.0 {
        return;
    }
    let middle = area.width as f32 / 2.0;
    // The largest particle and two smaller ones, at fixed places of each face: deterministic, never on one line.
    let places = if side == Side::Cable.index() { [-0.12, 0.55, -0.6] } else { [0.2, -0.5, 0.7] };
    for (place, size) in places.into_iter().zip([1.0, 0.55, 0.4]) {
        let radius = end.dust * size * 1.5;
        let v = place * RADIUS;
        let back = end.face_at(v) + radius * 0.3;
        let at = (middle + if side == 0 { -back } else { back }, area.axis() + end.down + v);
        let reach = radius.ceil() as i32 + 1;
        for (dx, dy) in (-reach..=reach).flat_map(|dy| (-reach..=reach).map(move |dx| (dx, dy))) {
            let far = ((dx * dx + dy * dy) as f32).sqrt() + 0.8 * (grain(dx * 7 + dy * 13) - 0.5);
            let dark = (radius + 0.5 - far).clamp(0.0, 1.0);
            let (x, y) = (at.0 as i32 + dx, at.1 as i32 + dy);
            let inside = (0..area.width as i32).contains(&x)
                && (area.rows.0 as i32..(area.rows.0 + area.rows.1) as i32).contains(&y);
            if inside && let Some(px) = pixel(buffer, area, x as u32, y as u32) {
                for channel in &mut px[..3] {
                    *channel = mix(f32::from(*channel), 12.0, dark) as u8;
                }
            }
        }
    }
}

fn row(buffer: &mut [u8], area: Area, y: u32, arc: Option<Arc>, grey: impl Fn(f32) -> f32) {
    let middle = area.width as f32 / 2.0;
    let up = (y as f32 - area.axis()) / (area.rows.1 as f32 / 2.0);
    for x in 0..area.width {
        let at = x as f32 + 0.5;
        let g = grey(at) + 3.0 * (grain((x * 31 + y * 517) as i32) - 0.5);
        let mut rgb = [g * 0.94, g * 0.98, g * 1.02];
        if let Some(arc) = arc {
            // Widest half-way between the electrodes, and its glow far beyond.
            let column = arc.width * (1.0 - 0.65 * up * up);
            let u = (at - middle) / column.max(1.0);
            if u.abs() > 8.0 {
                put(buffer, area, (x, y), rgb);
                continue;
            }
            let core = (-u * u).exp() * arc.light;
            let glow = (-(u * u) / 9.0).exp() * arc.light * 0.55;
            for (channel, (tint, hot)) in rgb.iter_mut().zip([(150.0, 255.0), (120.0, 245.0), (235.0, 255.0)]) {
                *channel = mix(*channel, tint, glow);
                *channel = mix(*channel, hot, core);
            }
        }
        put(buffer, area, (x, y), rgb);
    }
}

fn put(buffer: &mut [u8], area: Area, (x, y): (u32, u32), rgb: [f32; 3]) {
    if let Some(px) = pixel(buffer, area, x, y) {
        px.copy_from_slice(&[rgb[0] as u8, rgb[1] as u8, rgb[2] as u8, 255]);
    }
}

fn pixel(buffer: &mut [u8], area: Area, x: u32, y: u32) -> Option<&mut [u8]> {
    let at = ((y * area.width + x) * 4) as usize;
    buffer.get_mut(at..at + 4)
}

fn mix(a: f32, b: f32, share: f32) -> f32 {
    a + (b - a) * share
}

/// Fixed noise of 0 to 1.
fn grain(n: i32) -> f32 {
    let mut x = (n as u32).wrapping_mul(0x9e37_79b1) ^ 0x5bd1_e995;
    x = (x ^ (x >> 15)).wrapping_mul(0x85eb_ca77);
    x ^= x >> 13;
    (x & 0xffff) as f32 / 65_535.0
}
