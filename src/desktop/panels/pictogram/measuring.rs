//! The pictograms of the measuring goals: connectors, instruments and the record.

use super::tools::sparkle;
use super::{Pen, arc};

/// Goals that have a pictogram here.
pub(super) const NAMES: &[&str] =
    &["inspect-face", "clean-face", "plug", "unplug", "press", "sign", "wait-otdr", "warm-up", "write"];

/// Draws a goal of [`NAMES`]; whether it is one of them.
pub(super) fn draw(pen: &Pen, goal: &str) -> bool {
    match goal {
        // The face of a connector through a lens: glass in ceramic.
        "inspect-face" => {
            pen.circle((42.0, 42.0), 34.0);
            pen.soft().wide(5.0).circle((42.0, 42.0), 18.0);
            pen.dot((42.0, 42.0), 6.0);
            pen.wide(12.0).line(&[(67.0, 67.0), (91.0, 91.0)]);
        }
        "clean-face" => {
            pen.soft().wide(6.0).circle((40.0, 56.0), 34.0);
            pen.soft().dot((40.0, 56.0), 8.0);
            pen.wide(13.0).line(&[(16.0, 78.0), (58.0, 36.0)]);
            sparkle(pen, 80.0, 22.0, 18.0);
            sparkle(pen, 84.0, 58.0, 9.0);
        }
        "plug" => {
            port(pen);
            connector(pen, 42.0);
            pen.arrow((88.0, 86.0), (44.0, 86.0));
        }
        "unplug" => {
            port(pen);
            connector(pen, 52.0);
            pen.arrow((44.0, 86.0), (92.0, 86.0));
        }
        "press" => {
            pen.soft().frame((8.0, 62.0), (92.0, 92.0), 7.0);
            pen.block((32.0, 56.0), (68.0, 68.0), 5.0);
            pen.arrow((50.0, 6.0), (50.0, 50.0));
        }
        "sign" => {
            sheet(pen);
            pen.wide(5.0).line(&[(26.0, 80.0), (34.0, 66.0), (40.0, 80.0), (48.0, 70.0), (56.0, 79.0)]);
            pencil(pen);
        }
        // A trace that falls from left to right with a step and a last peak, and sand that runs.
        "wait-otdr" => {
            pen.soft().frame((4.0, 8.0), (96.0, 60.0), 7.0);
            let trace = [(12.0, 18.0), (16.0, 28.0), (42.0, 33.0), (46.0, 40.0), (70.0, 45.0), (74.0, 22.0)];
            pen.wide(5.5).line(&trace);
            pen.wide(5.5).line(&[(74.0, 22.0), (78.0, 54.0), (88.0, 53.0)]);
            for (i, x) in [26.0, 50.0, 74.0].into_iter().enumerate() {
                let pen = if i == 2 { pen.soft() } else { *pen };
                pen.dot((x, 80.0), 7.5);
            }
        }
        "warm-up" => {
            pen.circle((34.0, 56.0), 26.0);
            pen.line(&[(34.0, 40.0), (34.0, 57.0), (46.0, 64.0)]);
            for y in [34.0, 56.0, 78.0] {
                let wave: Vec<(f32, f32)> =
                    (0..=12).map(|i| (68.0 + 2.3 * i as f32, y + 5.0 * (i as f32 * 0.95).sin())).collect();
                pen.wide(6.0).line(&wave);
            }
            pen.soft().wide(5.0).line(&arc((34.0, 56.0), (38.0, 38.0), 215.0, 325.0));
        }
        "write" => {
            sheet(pen);
            pen.wide(6.0).line(&[(26.0, 78.0), (52.0, 78.0)]);
            pencil(pen);
        }
        _ => return false,
    }
    true
}

/// An adapter seen from its side, open to the right.
fn port(pen: &Pen) {
    let pen = pen.soft();
    pen.block((4.0, 10.0), (14.0, 76.0), 2.0);
    pen.line(&[(14.0, 24.0), (38.0, 24.0)]);
    pen.line(&[(14.0, 62.0), (38.0, 62.0)]);
}

/// A connector with its ferrule to the left, from `x`.
fn connector(pen: &Pen, x: f32) {
    pen.wide(8.0).line(&[(x - 16.0, 43.0), (x, 43.0)]);
    pen.block((x, 30.0), (x + 28.0, 56.0), 4.0);
    pen.block((x + 6.0, 24.0), (x + 18.0, 31.0), 2.0);
    pen.wide(9.0).line(&[(x + 28.0, 43.0), (x + 36.0, 43.0)]);
    pen.soft().wide(5.0).line(&[(x + 36.0, 43.0), (98.0, 43.0)]);
}

/// The record sheet with two lines that are print.
fn sheet(pen: &Pen) {
    let pen = pen.soft();
    pen.frame((12.0, 8.0), (72.0, 94.0), 6.0);
    pen.wide(5.0).line(&[(26.0, 30.0), (58.0, 30.0)]);
    pen.wide(5.0).line(&[(26.0, 48.0), (58.0, 48.0)]);
}

fn pencil(pen: &Pen) {
    pen.wide(11.0).line(&[(92.0, 22.0), (68.0, 58.0)]);
    pen.fill(&[(72.0, 62.5), (62.5, 56.5), (57.0, 74.0)]);
}
