//! Vectors of three numbers, no more than the rods need.

/// A place, a direction or a force.
pub type V3 = [f64; 3];

pub(super) const ZERO: V3 = [0.0; 3];

#[inline]
pub(super) fn add(a: V3, b: V3) -> V3 {
    [a[0] + b[0], a[1] + b[1], a[2] + b[2]]
}

#[inline]
pub(super) fn sub(a: V3, b: V3) -> V3 {
    [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
}

#[inline]
pub(super) fn scale(a: V3, by: f64) -> V3 {
    [a[0] * by, a[1] * by, a[2] * by]
}

#[inline]
pub(super) fn dot(a: V3, b: V3) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

#[inline]
pub(super) fn cross(a: V3, b: V3) -> V3 {
    [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

#[inline]
pub(super) fn length(a: V3) -> f64 {
    dot(a, a).sqrt()
}

/// The direction of a vector; nothing for a vector of no length.
#[inline]
pub(super) fn unit(a: V3) -> Option<V3> {
    let length = length(a);
    (length > 1e-12).then(|| scale(a, 1.0 / length))
}

#[inline]
pub(super) fn is_finite(a: V3) -> bool {
    a.iter().all(|v| v.is_finite())
}
