//! The pictogram of each goal of the guide: what acts is full, what it acts on is soft.

use super::tools::{cloth, drop, glasses, scissors, sparkle};
use super::{Pen, measuring, signs, verbs};

/// Goals that have a pictogram.
pub(super) const NAMES: &[&str] = &[
    "wear-glasses",
    "cut-sheath",
    "pull-sheath",
    "clean-tube",
    "score-tube",
    "open-tube",
    "degrease",
    "pick-fibre",
    "thread-sleeve",
    "strip",
    "clean",
    "open-cleaver",
    "seat",
    "close-cleaver",
    "stroke",
    "draw-carriage-back",
    "bin-shard",
    "lift-end",
    "open-splicer",
    "load",
    "close-splicer",
    "choose-program",
    "check-arc",
    "leave-menu",
    "choose-oven",
    "turn-blade",
    "inspect",
    "read-views",
    "arc",
    "test",
    "centre-sleeve",
    "open-oven",
    "place-in-oven",
    "close-oven",
    "heat",
    "cool",
    "lift-out",
    "lay-fibre",
    "seat-sleeve",
    "tuck-fibre",
    "open-tray",
    "close-tray",
    "take-out",
    "cut-back",
    "finish",
];

pub(super) fn draw(pen: &Pen, goal: &str) {
    match goal {
        "wear-glasses" => {
            pen.soft().circle((50.0, 52.0), 42.0);
            glasses(&pen.within(17.0, 10.0, 66.0));
            pen.soft().arc((50.0, 66.0), (17.0, 12.0), 20.0, 160.0);
        }
        "cut-sheath" => {
            pipe(pen, 4.0, 96.0, 44.0, 15.0);
            pen.wide(9.0).line(&[(44.0, 14.0), (44.0, 74.0)]);
            pen.turning((44.0, 72.0), (32.0, 20.0), 165.0, 40.0);
        }
        "pull-sheath" => {
            pipe(pen, 2.0, 30.0, 44.0, 15.0);
            for y in [36.0, 44.0, 52.0] {
                pen.soft().wide(4.0).line(&[(30.0, y), (62.0, y)]);
            }
            pen.frame((60.0, 29.0), (96.0, 59.0), 4.0);
            pen.arrow((40.0, 82.0), (92.0, 82.0));
        }
        "clean-tube" => {
            pipe(pen, 2.0, 98.0, 74.0, 9.0);
            cloth(&pen.within(20.0, 4.0, 66.0));
            drop(pen, 86.0, 30.0, 9.0);
        }
        "score-tube" => {
            pipe(pen, 4.0, 96.0, 54.0, 10.0);
            pen.fill(&[(40.0, 6.0), (60.0, 6.0), (50.0, 46.0)]);
            pen.turning((50.0, 70.0), (30.0, 20.0), 165.0, 40.0);
        }
        "open-tube" => {
            pipe(pen, 2.0, 34.0, 44.0, 10.0);
            pen.soft().wide(3.5).line(&[(34.0, 41.0), (60.0, 41.0)]);
            pen.soft().wide(3.5).line(&[(34.0, 47.0), (60.0, 47.0)]);
            pen.frame((58.0, 34.0), (96.0, 54.0), 4.0);
            pen.arrow((40.0, 78.0), (92.0, 78.0));
        }
        "degrease" => {
            for y in [62.0, 74.0, 86.0] {
                pen.soft().wide(4.0).line(&[(2.0, y), (98.0, y)]);
            }
            cloth(&pen.within(18.0, 8.0, 66.0));
            drop(pen, 86.0, 26.0, 10.0);
        }
        "pick-fibre" => {
            for (a, b) in [(58.0, 44.0), (62.0, 62.0), (66.0, 80.0)] {
                pen.soft().wide(4.5).line(&[(4.0, 58.0), (40.0, a), (96.0, b)]);
            }
            pen.wide(6.0).line(&[(4.0, 56.0), (34.0, 48.0), (92.0, 18.0)]);
            pen.arrow((54.0, 58.0), (54.0, 40.0));
            pen.wide(8.0).line(&[(72.0, 10.0), (67.0, 26.0)]);
            pen.wide(8.0).line(&[(82.0, 42.0), (74.0, 30.0)]);
        }
        "thread-sleeve" => {
            pen.soft().wide(5.0).line(&[(2.0, 44.0), (98.0, 44.0)]);
            pen.frame((42.0, 28.0), (94.0, 60.0), 14.0);
            pen.arrow((84.0, 82.0), (30.0, 82.0));
        }
        "strip" => {
            pen.soft().block((2.0, 38.0), (46.0, 54.0), 3.0);
            pen.soft().wide(4.0).line(&[(46.0, 46.0), (96.0, 46.0)]);
            pen.fill(&[(38.0, 8.0), (56.0, 8.0), (47.0, 38.0)]);
            pen.fill(&[(38.0, 84.0), (56.0, 84.0), (47.0, 54.0)]);
            pen.arrow((62.0, 76.0), (98.0, 76.0));
        }
        "clean" => {
            pen.soft().block((2.0, 66.0), (26.0, 82.0), 3.0);
            pen.soft().wide(4.0).line(&[(26.0, 74.0), (98.0, 74.0)]);
            cloth(&pen.within(24.0, 12.0, 60.0));
            sparkle(pen, 86.0, 40.0, 13.0);
        }
        "open-cleaver" => lidded(pen, Body::Cleaver, true),
        "close-cleaver" => lidded(pen, Body::Cleaver, false),
        "open-splicer" => lidded(pen, Body::Splicer, true),
        "close-splicer" => lidded(pen, Body::Splicer, false),
        "open-oven" => lidded(pen, Body::Oven, true),
        "close-oven" => lidded(pen, Body::Oven, false),
        "tuck-fibre" => {
            // The tab from the wall, the fibre under it, the way round its tip.
            pen.soft().block((6.0, 8.0), (94.0, 18.0), 2.0);
            pen.frame((38.0, 18.0), (62.0, 52.0), 8.0);
            pen.wide(5.0).line(&[(4.0, 36.0), (38.0, 36.0)]);
            pen.wide(5.0).line(&[(62.0, 36.0), (96.0, 36.0)]);
            pen.arrow((50.0, 90.0), (50.0, 60.0));
        }
        "open-tray" => lidded(pen, Body::Tray, true),
        "close-tray" => lidded(pen, Body::Tray, false),
        "seat" => {
            pen.soft().closed(&[
                (10.0, 90.0),
                (10.0, 62.0),
                (42.0, 62.0),
                (50.0, 74.0),
                (58.0, 62.0),
                (90.0, 62.0),
                (90.0, 90.0),
            ]);
            pen.dot((50.0, 42.0), 10.0);
            pen.arrow((50.0, 4.0), (50.0, 32.0));
        }
        "stroke" => {
            pen.soft().wide(5.0).line(&[(4.0, 34.0), (46.0, 34.0)]);
            pen.soft().wide(5.0).line(&[(56.0, 34.0), (96.0, 34.0)]);
            pen.fill(&[(51.0, 30.0), (64.0, 62.0), (38.0, 62.0)]);
            pen.arrow((18.0, 80.0), (86.0, 80.0));
        }
        "draw-carriage-back" => {
            pen.soft().wide(5.0).line(&[(4.0, 66.0), (96.0, 66.0)]);
            pen.block((54.0, 38.0), (92.0, 60.0), 5.0);
            pen.fill(&[(73.0, 16.0), (82.0, 38.0), (64.0, 38.0)]);
            pen.arrow((84.0, 84.0), (18.0, 84.0));
        }
        "bin-shard" => {
            pen.line(&[(20.0, 56.0), (26.0, 92.0), (74.0, 92.0), (80.0, 56.0)]);
            pen.wide(6.0).line(&[(38.0, 22.0), (62.0, 8.0)]);
            pen.arrow((50.0, 30.0), (50.0, 74.0));
        }
        "lift-end" => {
            pen.soft().wide(6.0).line(&[(6.0, 84.0), (94.0, 84.0)]);
            pen.wide(8.0).line(&[(8.0, 62.0), (60.0, 62.0)]);
            pen.arrow((78.0, 76.0), (78.0, 26.0));
        }
        "load" | "take-out" => {
            electrodes(pen, 50.0);
            pen.soft().wide(8.0).line(&[(2.0, 50.0), (42.0, 50.0)]);
            pen.wide(9.0).line(&[(60.0, 50.0), (96.0, 50.0)]);
            pen.arrow((82.0, 4.0), (82.0, 38.0));
        }
        "choose-program" => {
            pen.soft().frame((10.0, 14.0), (90.0, 86.0), 8.0);
            for y in [34.0, 66.0] {
                pen.soft().wide(5.0).line(&[(40.0, y), (76.0, y)]);
            }
            pen.wide(9.0).line(&[(40.0, 50.0), (76.0, 50.0)]);
            pen.dot((25.0, 50.0), 7.0);
        }
        "check-arc" => {
            electrodes(pen, 50.0);
            pen.wide(8.0).line(&[(0.0, 50.0), (22.0, 50.0)]);
            pen.wide(8.0).line(&[(78.0, 50.0), (100.0, 50.0)]);
            pen.dot((26.0, 50.0), 8.0);
            pen.dot((74.0, 50.0), 8.0);
            pen.wide(6.0).line(&[(44.0, 50.0), (49.0, 56.0), (58.0, 43.0)]);
        }
        "leave-menu" => {
            pen.soft().frame((8.0, 14.0), (92.0, 86.0), 8.0);
            pen.wide(8.0).arrow((76.0, 50.0), (26.0, 50.0));
        }
        "choose-oven" => {
            pen.soft().frame((8.0, 50.0), (92.0, 90.0), 7.0);
            for x in [30.0, 50.0, 70.0] {
                let wave: Vec<(f32, f32)> =
                    (0..=8).map(|i| (x + 4.0 * (i as f32 * 0.8).sin(), 58.0 + i as f32 * 3.0)).collect();
                pen.soft().wide(5.0).line(&wave);
            }
            pen.frame((20.0, 8.0), (80.0, 26.0), 9.0);
            pen.wide(4.0).line(&[(20.0, 38.0), (80.0, 38.0)]);
            pen.wide(4.0).line(&[(20.0, 33.0), (20.0, 43.0)]);
            pen.wide(4.0).line(&[(80.0, 33.0), (80.0, 43.0)]);
        }
        "turn-blade" => {
            pen.soft().circle((50.0, 50.0), 26.0);
            pen.fill(&[(44.0, 24.0), (56.0, 24.0), (50.0, 42.0)]);
            pen.turning((50.0, 50.0), (42.0, 42.0), 205.0, 20.0);
        }
        "inspect" => {
            pen.soft().wide(6.0).line(&[(2.0, 42.0), (36.0, 42.0)]);
            pen.soft().wide(6.0).line(&[(48.0, 42.0), (84.0, 42.0)]);
            pen.circle((42.0, 42.0), 32.0);
            pen.wide(12.0).line(&[(66.0, 66.0), (90.0, 90.0)]);
        }
        "read-views" => {
            signs::eye(&pen.within(22.0, 0.0, 56.0));
            for x in [4.0, 53.0] {
                pen.soft().frame((x, 58.0), (x + 43.0, 94.0), 5.0);
                pen.wide(5.0).line(&[(x + 6.0, 76.0), (x + 18.0, 76.0)]);
                pen.wide(5.0).line(&[(x + 25.0, 76.0), (x + 37.0, 76.0)]);
            }
        }
        "arc" => {
            electrodes(pen, 50.0);
            pen.wide(6.0).line(&[(0.0, 50.0), (20.0, 50.0)]);
            pen.wide(6.0).line(&[(80.0, 50.0), (100.0, 50.0)]);
            pen.dot((50.0, 50.0), 13.0);
            for i in 0..8 {
                let (sin, cos) = (22.5 + 45.0 * i as f32).to_radians().sin_cos();
                pen.wide(5.0).line(&[(50.0 + 19.0 * cos, 50.0 + 19.0 * sin), (50.0 + 28.0 * cos, 50.0 + 28.0 * sin)]);
            }
        }
        "test" => {
            pen.soft().wide(5.0).line(&[(28.0, 50.0), (72.0, 50.0)]);
            pen.dot((50.0, 50.0), 9.0);
            pen.wide(8.0).arrow((32.0, 50.0), (2.0, 50.0));
            pen.wide(8.0).arrow((68.0, 50.0), (98.0, 50.0));
        }
        "centre-sleeve" => {
            pen.soft().wide(4.0).line(&[(2.0, 38.0), (98.0, 38.0)]);
            pen.dot((50.0, 38.0), 7.0);
            pen.frame((18.0, 22.0), (82.0, 54.0), 14.0);
            pen.arrow((6.0, 78.0), (42.0, 78.0));
            pen.arrow((94.0, 78.0), (58.0, 78.0));
        }
        "place-in-oven" => {
            pen.soft().line(&[(8.0, 52.0), (8.0, 92.0), (92.0, 92.0), (92.0, 52.0)]);
            pen.frame((24.0, 14.0), (76.0, 38.0), 12.0);
            pen.arrow((50.0, 46.0), (50.0, 82.0));
        }
        "lift-out" => {
            pen.soft().line(&[(8.0, 52.0), (8.0, 92.0), (92.0, 92.0), (92.0, 52.0)]);
            pen.frame((24.0, 8.0), (76.0, 30.0), 12.0);
            pen.arrow((50.0, 82.0), (50.0, 42.0));
        }
        "heat" => {
            for x in [26.0, 50.0, 74.0] {
                let wave: Vec<(f32, f32)> =
                    (0..=16).map(|i| (x + 6.0 * (i as f32 * 0.55).sin(), 8.0 + i as f32 * 3.0)).collect();
                pen.line(&wave);
            }
            pen.soft().frame((12.0, 68.0), (88.0, 92.0), 12.0);
        }
        "cool" => snowflake(pen),
        "lay-fibre" => {
            pen.soft().frame((4.0, 14.0), (96.0, 86.0), 12.0);
            for r in [0.0, 8.0, 16.0] {
                pen.wide(4.5).frame((18.0 + r, 27.0 + r * 0.85), (82.0 - r, 73.0 - r * 0.85), 22.0 - r * 0.8);
            }
        }
        "seat-sleeve" => {
            pen.soft().frame((6.0, 44.0), (94.0, 92.0), 8.0);
            for y in [58.0, 79.0] {
                pen.soft().wide(6.0).line(&[(24.0, y), (76.0, y)]);
            }
            pen.wide(10.0).line(&[(28.0, 68.5), (72.0, 68.5)]);
            pen.arrow((50.0, 8.0), (50.0, 52.0));
        }
        "cut-back" => {
            pen.soft().wide(6.0).line(&[(2.0, 24.0), (98.0, 24.0)]);
            scissors(&pen.within(12.0, 16.0, 76.0));
        }
        "finish" => {
            pen.circle((50.0, 50.0), 42.0);
            pen.wide(10.0).line(&[(30.0, 52.0), (44.0, 66.0), (72.0, 36.0)]);
        }
        _ if measuring::draw(pen, goal) || verbs::draw(pen, goal) => {}
        _ => pen.dot((50.0, 50.0), 12.0),
    }
}

/// A round thing that lies along the page.
fn pipe(pen: &Pen, from: f32, to: f32, y: f32, half: f32) {
    pen.soft().block((from, y - half), (to, y + half), 4.0);
}

fn electrodes(pen: &Pen, y: f32) {
    pen.soft().fill(&[(40.0, y - 50.0), (60.0, y - 50.0), (50.0, y - 20.0)]);
    pen.soft().fill(&[(40.0, y + 50.0), (60.0, y + 50.0), (50.0, y + 20.0)]);
}

enum Body {
    Cleaver,
    Splicer,
    Oven,
    Tray,
}

/// A body with a lid that goes up or comes down.
fn lidded(pen: &Pen, body: Body, open: bool) {
    let soft = pen.soft();
    soft.frame((8.0, 54.0), (92.0, 92.0), 7.0);
    match body {
        Body::Cleaver => {
            soft.wide(5.0).line(&[(14.0, 66.0), (86.0, 66.0)]);
            soft.fill(&[(50.0, 70.0), (60.0, 88.0), (40.0, 88.0)]);
        }
        Body::Splicer => {
            soft.wide(5.0).frame((20.0, 64.0), (56.0, 83.0), 3.0);
            soft.dot((68.0, 73.0), 5.0);
            soft.dot((81.0, 73.0), 5.0);
        }
        Body::Oven => {
            for x in [30.0, 50.0, 70.0] {
                let wave: Vec<(f32, f32)> =
                    (0..=8).map(|i| (x + 4.0 * (i as f32 * 0.8).sin(), 62.0 + i as f32 * 2.8)).collect();
                soft.wide(5.0).line(&wave);
            }
        }
        Body::Tray => {
            soft.wide(4.0).frame((24.0, 63.0), (76.0, 83.0), 10.0);
            soft.wide(4.0).frame((32.0, 68.0), (68.0, 78.0), 5.0);
        }
    }
    if open {
        pen.wide(9.0).line(&[(90.0, 50.0), (46.0, 10.0)]);
        pen.arrow((24.0, 46.0), (24.0, 8.0));
    } else {
        pen.wide(9.0).line(&[(90.0, 48.0), (34.0, 32.0)]);
        pen.arrow((20.0, 4.0), (20.0, 44.0));
    }
}

fn snowflake(pen: &Pen) {
    for i in 0..6 {
        let angle = (30.0 + 60.0 * i as f32).to_radians();
        let along = |r: f32, turn: f32| {
            let a = angle + turn;
            (50.0 + r * a.cos(), 50.0 + r * a.sin())
        };
        pen.line(&[(50.0, 50.0), along(42.0, 0.0)]);
        pen.wide(6.0).line(&[along(40.0, 0.32), along(27.0, 0.0), along(40.0, -0.32)]);
    }
}
