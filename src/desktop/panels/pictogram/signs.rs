//! Signs of the interface: what a button does, where its words may not be read.

use super::Pen;

/// A sign on a button or beside a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Back.
    Back,
    /// Go on, begin.
    Go,
    /// Stand still.
    Pause,
    /// To the fact before.
    Previous,
    /// To the next fact.
    Next,
    /// Once more.
    Again,
    /// Look at it.
    Eye,
    /// It is good, it is done.
    Check,
    /// Guidance.
    Lamp,
    /// Without guidance.
    Alone,
    /// Settings.
    Gear,
    /// Out of the program.
    Door,
    /// Time.
    Clock,
    /// Safety.
    Shield,
    /// Safety that needs another look.
    ShieldCare,
    /// Step back from the work.
    StepBack,
    /// Look here first.
    Care,
    /// A report was written.
    Sheet,
    /// What one can do.
    Star,
    /// Wheel of the mouse.
    Wheel,
    /// Mouse.
    Mouse,
    /// A ghost shows the gesture.
    GhostShown,
    /// Only its way is shown.
    GhostHinted,
    /// Nothing is shown.
    GhostAlone,
    /// Two side by side.
    Beside,
    /// Read aloud.
    Loudspeaker,
}

pub(super) fn draw(pen: &Pen, sign: Sign) {
    match sign {
        Sign::Back => {
            pen.wide(11.0).line(&[(56.0, 22.0), (28.0, 50.0), (56.0, 78.0)]);
            pen.wide(11.0).line(&[(30.0, 50.0), (82.0, 50.0)]);
        }
        Sign::Go => pen.fill(&[(28.0, 16.0), (84.0, 50.0), (28.0, 84.0)]),
        Sign::Loudspeaker => {
            pen.fill(&[(14.0, 36.0), (30.0, 36.0), (52.0, 16.0), (52.0, 84.0), (30.0, 64.0), (14.0, 64.0)]);
            pen.arc((54.0, 50.0), (15.0, 15.0), -55.0, 55.0);
            pen.arc((54.0, 50.0), (32.0, 32.0), -55.0, 55.0);
        }
        Sign::Pause => {
            pen.block((24.0, 18.0), (42.0, 82.0), 4.0);
            pen.block((58.0, 18.0), (76.0, 82.0), 4.0);
        }
        Sign::Previous => {
            pen.fill(&[(82.0, 18.0), (36.0, 50.0), (82.0, 82.0)]);
            pen.block((20.0, 18.0), (32.0, 82.0), 3.0);
        }
        Sign::Next => {
            pen.fill(&[(18.0, 18.0), (64.0, 50.0), (18.0, 82.0)]);
            pen.block((68.0, 18.0), (80.0, 82.0), 3.0);
        }
        Sign::Again => pen.wide(9.0).turning((50.0, 54.0), (31.0, 31.0), -20.0, 250.0),
        Sign::Eye => eye(pen),
        Sign::Check => pen.wide(13.0).line(&[(18.0, 54.0), (40.0, 76.0), (84.0, 26.0)]),
        Sign::Lamp => {
            pen.arc((50.0, 42.0), (27.0, 27.0), 130.0, 410.0);
            pen.line(&[(32.0, 62.0), (40.0, 74.0), (60.0, 74.0), (68.0, 62.0)]);
            pen.line(&[(42.0, 88.0), (58.0, 88.0)]);
        }
        Sign::Alone => {
            pen.dot((50.0, 28.0), 16.0);
            pen.fill(&super::arc((50.0, 88.0), (32.0, 36.0), 180.0, 360.0));
        }
        Sign::Gear => {
            pen.wide(11.0).circle((50.0, 50.0), 22.0);
            for i in 0..8 {
                let (sin, cos) = (i as f32 * std::f32::consts::FRAC_PI_4).sin_cos();
                pen.wide(13.0).line(&[(50.0 + 28.0 * cos, 50.0 + 28.0 * sin), (50.0 + 36.0 * cos, 50.0 + 36.0 * sin)]);
            }
        }
        Sign::Door => {
            pen.wide(8.0).line(&[(54.0, 18.0), (22.0, 18.0), (22.0, 82.0), (54.0, 82.0)]);
            pen.wide(9.0).arrow((44.0, 50.0), (92.0, 50.0));
        }
        Sign::Clock => {
            pen.wide(8.0).circle((50.0, 50.0), 36.0);
            pen.wide(8.0).line(&[(50.0, 28.0), (50.0, 52.0), (65.0, 62.0)]);
        }
        Sign::ShieldCare => {
            shield(pen);
            pen.wide(10.0).line(&[(50.0, 30.0), (50.0, 52.0)]);
            pen.dot((50.0, 67.0), 6.0);
        }
        Sign::Shield => {
            shield(pen);
            pen.wide(8.0).line(&[(35.0, 48.0), (47.0, 61.0), (67.0, 36.0)]);
        }
        Sign::StepBack => {
            pen.wide(10.0).line(&[(18.0, 88.0), (82.0, 88.0)]);
            pen.wide(10.0).arrow((50.0, 72.0), (50.0, 12.0));
        }
        Sign::Care => {
            pen.wide(8.0).circle((50.0, 50.0), 38.0);
            pen.wide(11.0).line(&[(50.0, 28.0), (50.0, 54.0)]);
            pen.dot((50.0, 71.0), 6.5);
        }
        Sign::Sheet => {
            pen.closed(&[(22.0, 10.0), (62.0, 10.0), (78.0, 28.0), (78.0, 90.0), (22.0, 90.0)]);
            pen.line(&[(36.0, 46.0), (64.0, 46.0)]);
            pen.line(&[(36.0, 66.0), (64.0, 66.0)]);
        }
        Sign::Star => {
            let ray = |n: u8| {
                let (angle, far) =
                    (f32::from(n) * 36.0_f32.to_radians(), if n.is_multiple_of(2) { 42.0 } else { 19.0 });
                (50.0 + far * angle.sin(), 52.0 - far * angle.cos())
            };
            pen.closed(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map(ray));
        }
        Sign::Wheel => {
            pen.frame((28.0, 10.0), (72.0, 90.0), 22.0);
            pen.block((44.0, 24.0), (56.0, 50.0), 6.0);
        }
        Sign::GhostShown => {
            ghost(pen);
            pen.dot((38.0, 44.0), 7.0);
            pen.dot((62.0, 44.0), 7.0);
        }
        Sign::GhostHinted => {
            for (i, x) in [14.0, 34.0, 54.0].into_iter().enumerate() {
                pen.dot((x, 66.0 - 12.0 * i as f32), 6.5);
            }
            pen.wide(9.0).arrow((62.0, 37.0), (88.0, 20.0));
        }
        Sign::GhostAlone => {
            ghost(&pen.soft());
            pen.wide(9.0).line(&[(14.0, 86.0), (86.0, 14.0)]);
        }
        Sign::Beside => {
            pen.wide(8.0).line(&[(20.0, 84.0), (34.0, 34.0), (60.0, 62.0), (82.0, 16.0)]);
            pen.soft().wide(8.0).line(&[(20.0, 66.0), (40.0, 20.0), (58.0, 44.0), (82.0, 36.0)]);
        }
        Sign::Mouse => {
            pen.frame((28.0, 10.0), (72.0, 90.0), 22.0);
            pen.line(&[(50.0, 10.0), (50.0, 42.0)]);
            pen.line(&[(28.0, 42.0), (72.0, 42.0)]);
        }
    }
}

/// Round above, with a wavy hem.
fn ghost(pen: &Pen) {
    let mut line = super::arc((50.0, 44.0), (32.0, 34.0), 180.0, 360.0);
    line.extend([(82.0, 86.0), (66.0, 74.0), (50.0, 86.0), (34.0, 74.0), (18.0, 86.0)]);
    pen.wide(8.0).closed(&line);
}

fn shield(pen: &Pen) {
    pen.wide(8.0).closed(&[(50.0, 10.0), (84.0, 22.0), (80.0, 58.0), (50.0, 90.0), (20.0, 58.0), (16.0, 22.0)]);
}

pub(super) fn eye(pen: &Pen) {
    pen.line(&super::arc((50.0, 78.0), (52.0, 52.0), 213.0, 327.0));
    pen.line(&super::arc((50.0, 22.0), (52.0, 52.0), 33.0, 147.0));
    pen.dot((50.0, 50.0), 13.0);
}
