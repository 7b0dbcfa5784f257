//! The pictograms of the general verbs, for workpieces of any trade.

use super::{Pen, arc};

/// Goals that have a pictogram here.
pub(super) const NAMES: &[&str] = &[
    "site-score",
    "site-draw",
    "site-slit",
    "site-wipe",
    "site-turn",
    "site-insert",
    "site-squeeze",
    "site-lead",
    "site-frame",
    "site-pick",
    "site-test",
    "answer",
];

/// Draws a goal of [`NAMES`]; whether it is one of them.
pub(super) fn draw(pen: &Pen, goal: &str) -> bool {
    match goal {
        "site-score" => {
            pen.soft().block((6.0, 36.0), (94.0, 64.0), 6.0);
            pen.wide(5.0).line(&[(50.0, 30.0), (50.0, 70.0)]);
            pen.turning((50.0, 50.0), (22.0, 38.0), -150.0, 120.0);
        }
        "site-draw" => {
            pen.soft().block((50.0, 38.0), (96.0, 62.0), 4.0);
            pen.block((22.0, 32.0), (50.0, 68.0), 6.0);
            pen.arrow((44.0, 84.0), (4.0, 84.0));
        }
        "site-slit" => {
            pen.soft().block((6.0, 44.0), (94.0, 74.0), 6.0);
            pen.fill(&[(40.0, 10.0), (58.0, 10.0), (49.0, 52.0)]);
            pen.wide(4.0).line(&[(49.0, 59.0), (10.0, 59.0)]);
            pen.arrow((62.0, 28.0), (94.0, 28.0));
        }
        "site-wipe" => {
            pen.soft().block((6.0, 60.0), (94.0, 76.0), 6.0);
            pen.block((38.0, 30.0), (72.0, 62.0), 10.0);
            pen.arrow((34.0, 22.0), (6.0, 22.0));
        }
        "site-turn" => {
            pen.soft().dot((50.0, 50.0), 20.0);
            pen.wide(6.0).line(&[(38.0, 50.0), (62.0, 50.0)]);
            pen.turning((50.0, 50.0), (38.0, 38.0), -200.0, 80.0);
        }
        "site-insert" => {
            pen.soft().wide(6.0).line(&[(40.0, 22.0), (8.0, 22.0), (8.0, 78.0), (40.0, 78.0)]);
            pen.block((52.0, 38.0), (94.0, 62.0), 6.0);
            pen.arrow((48.0, 50.0), (14.0, 50.0));
        }
        "site-squeeze" => {
            pen.soft().dot((50.0, 50.0), 14.0);
            pen.arrow((4.0, 50.0), (32.0, 50.0));
            pen.arrow((96.0, 50.0), (68.0, 50.0));
        }
        "site-lead" => {
            let way = arc((40.0, 70.0), (34.0, 46.0), 180.0, 290.0);
            pen.line(&way);
            pen.arrow((52.0, 27.0), (94.0, 40.0));
            pen.soft().dot((14.0, 84.0), 8.0);
        }
        "site-frame" => {
            for (x, y, dx, dy) in
                [(8.0, 14.0, 1.0, 1.0), (92.0, 14.0, -1.0, 1.0), (8.0, 86.0, 1.0, -1.0), (92.0, 86.0, -1.0, -1.0)]
            {
                pen.line(&[(x + dx * 22.0, y), (x, y), (x, y + dy * 22.0)]);
            }
            pen.soft().dot((50.0, 50.0), 16.0);
        }
        "site-pick" => {
            pen.soft().circle((40.0, 36.0), 28.0);
            pen.fill(&[(40.0, 34.0), (86.0, 62.0), (62.0, 66.0), (54.0, 90.0)]);
        }
        "site-test" => {
            pen.soft().frame((14.0, 8.0), (86.0, 92.0), 10.0);
            pen.wide(9.0).line(&[(32.0, 52.0), (46.0, 66.0), (70.0, 34.0)]);
        }
        "answer" => {
            pen.soft().frame((12.0, 6.0), (88.0, 94.0), 8.0);
            for y in [30.0, 52.0, 74.0] {
                pen.soft().wide(5.0).line(&[(46.0, y), (76.0, y)]);
                pen.dot((30.0, y), 6.0);
            }
        }
        _ => return false,
    }
    true
}
