//! The pictogram of each tool.

use crate::catalogue::vocabulary::Tool;

use super::Pen;

pub(super) fn draw(pen: &Pen, tool: Tool) {
    match tool {
        Tool::Hand => hand(pen),
        Tool::SafetyGlasses => glasses(pen),
        Tool::SheathCutter => sheath_cutter(pen),
        Tool::TubeCutter => tube_cutter(pen),
        Tool::Stripper => stripper(pen),
        Tool::SolventWipe => solvent_wipe(pen),
        Tool::AlcoholWipe => alcohol_wipe(pen),
        Tool::ProtectionSleeve => {
            pen.soft().wide(4.0).line(&[(4.0, 50.0), (96.0, 50.0)]);
            pen.frame((16.0, 34.0), (84.0, 66.0), 14.0);
        }
        Tool::Tweezers => {
            pen.line(&[(88.0, 12.0), (52.0, 40.0), (16.0, 84.0)]);
            pen.line(&[(88.0, 12.0), (62.0, 52.0), (16.0, 84.0)]);
            pen.wide(11.0).line(&[(88.0, 12.0), (78.0, 22.0)]);
        }
        Tool::CableFibre => cable_fibre(pen),
        Tool::PigtailFibre => pigtail(pen),
        Tool::SplicedFibre => {
            pen.wide(6.0).line(&[(6.0, 50.0), (36.0, 50.0)]);
            pen.wide(6.0).line(&[(64.0, 50.0), (94.0, 50.0)]);
            pen.wide(3.5).line(&[(36.0, 50.0), (64.0, 50.0)]);
            pen.dot((50.0, 50.0), 9.0);
            pen.soft().arc((50.0, 50.0), (26.0, 26.0), 205.0, 335.0);
            pen.soft().arc((50.0, 50.0), (26.0, 26.0), 25.0, 155.0);
        }
        Tool::Scissors => scissors(pen),
        Tool::Kit(_) => kit(pen),
        Tool::Probe => {
            pen.block((40.0, 6.0), (60.0, 30.0), 6.0);
            pen.frame((30.0, 30.0), (70.0, 80.0), 12.0);
            pen.soft().dot((50.0, 56.0), 9.0);
            pen.soft().wide(4.0).line(&[(50.0, 80.0), (50.0, 96.0)]);
        }
        Tool::ClickCleaner => {
            pen.wide(10.0).line(&[(20.0, 84.0), (60.0, 40.0)]);
            pen.wide(5.0).line(&[(60.0, 40.0), (74.0, 26.0)]);
            pen.soft().frame((68.0, 8.0), (94.0, 32.0), 6.0);
        }
        Tool::DryWipe => {
            pen.frame((10.0, 26.0), (90.0, 78.0), 10.0);
            pen.block((28.0, 46.0), (72.0, 58.0), 3.0);
            pen.soft().dot((24.0, 38.0), 5.0);
            pen.soft().dot((76.0, 38.0), 5.0);
        }
        Tool::Plug1A | Tool::Plug1B | Tool::Plug2A | Tool::Plug2B | Tool::Plug3A | Tool::Plug3B => plug(pen, tool),
    }
}

/// A connector; its cord's number as dots, its second end with a second ring.
fn plug(pen: &Pen, tool: Tool) {
    let number = tool.plug().unwrap_or(0);
    pen.block((52.0, 36.0), (84.0, 64.0), 6.0);
    pen.wide(8.0).line(&[(84.0, 50.0), (95.0, 50.0)]);
    pen.soft().wide(5.0).line(&[(6.0, 50.0), (52.0, 50.0)]);
    for cord in 0..=number / 2 {
        pen.dot((20.0 + 14.0 * f32::from(cord), 24.0), 4.5);
    }
    if number % 2 == 1 {
        pen.soft().wide(4.0).line(&[(44.0, 34.0), (44.0, 66.0)]);
    }
}

fn hand(pen: &Pen) {
    let finger = pen.wide(11.0);
    finger.line(&[(34.0, 56.0), (30.0, 24.0)]);
    finger.line(&[(46.0, 54.0), (45.0, 14.0)]);
    finger.line(&[(58.0, 54.0), (60.0, 17.0)]);
    finger.line(&[(69.0, 58.0), (74.0, 28.0)]);
    finger.line(&[(36.0, 74.0), (17.0, 52.0)]);
    pen.block((28.0, 50.0), (75.0, 88.0), 14.0);
}

pub(super) fn glasses(pen: &Pen) {
    pen.frame((8.0, 38.0), (44.0, 68.0), 12.0);
    pen.frame((56.0, 38.0), (92.0, 68.0), 12.0);
    pen.line(&[(44.0, 48.0), (56.0, 48.0)]);
    pen.line(&[(8.0, 46.0), (12.0, 26.0), (20.0, 24.0)]);
    pen.line(&[(92.0, 46.0), (88.0, 26.0), (80.0, 24.0)]);
    pen.soft().wide(4.0).line(&[(17.0, 58.0), (27.0, 46.0)]);
    pen.soft().wide(4.0).line(&[(65.0, 58.0), (75.0, 46.0)]);
}

fn sheath_cutter(pen: &Pen) {
    pen.soft().dot((40.0, 62.0), 14.0);
    pen.wide(9.0).circle((40.0, 62.0), 28.0);
    pen.fill(&[(33.0, 34.0), (47.0, 34.0), (40.0, 52.0)]);
    pen.wide(12.0).line(&[(61.0, 41.0), (84.0, 16.0)]);
}

fn tube_cutter(pen: &Pen) {
    pen.soft().dot((50.0, 68.0), 8.0);
    pen.line(&[(18.0, 20.0), (18.0, 74.0), (36.0, 84.0)]);
    pen.line(&[(82.0, 20.0), (82.0, 74.0), (64.0, 84.0)]);
    pen.line(&[(18.0, 20.0), (82.0, 20.0)]);
    pen.fill(&[(42.0, 24.0), (58.0, 24.0), (50.0, 58.0)]);
}

fn stripper(pen: &Pen) {
    pen.line(&[(20.0, 92.0), (30.0, 66.0), (50.0, 44.0), (60.0, 10.0)]);
    pen.line(&[(80.0, 92.0), (70.0, 66.0), (50.0, 44.0), (40.0, 10.0)]);
    pen.wide(13.0).line(&[(19.0, 92.0), (28.0, 70.0)]);
    pen.wide(13.0).line(&[(81.0, 92.0), (72.0, 70.0)]);
    pen.dot((50.0, 44.0), 8.0);
    pen.soft().wide(5.0).line(&[(12.0, 22.0), (88.0, 22.0)]);
}

pub(super) fn cloth(pen: &Pen) {
    pen.closed(&[(16.0, 30.0), (66.0, 18.0), (84.0, 70.0), (34.0, 84.0)]);
    pen.soft().wide(5.0).line(&[(28.0, 58.0), (74.0, 44.0)]);
}

pub(super) fn drop(pen: &Pen, x: f32, y: f32, size: f32) {
    pen.dot((x, y), size);
    pen.fill(&[(x, y - size * 2.1), (x + size * 0.9, y - size * 0.35), (x - size * 0.9, y - size * 0.35)]);
}

fn solvent_wipe(pen: &Pen) {
    cloth(pen);
    drop(pen, 82.0, 30.0, 11.0);
}

fn alcohol_wipe(pen: &Pen) {
    pen.frame((20.0, 38.0), (58.0, 90.0), 7.0);
    pen.line(&[(31.0, 38.0), (31.0, 26.0), (47.0, 26.0), (47.0, 38.0)]);
    pen.wide(9.0).line(&[(33.0, 14.0), (52.0, 14.0)]);
    pen.soft().block((26.0, 62.0), (52.0, 84.0), 3.0);
    sparkle(pen, 78.0, 44.0, 17.0);
    sparkle(pen, 78.0, 80.0, 9.0);
}

/// What is clean shines.
pub(super) fn sparkle(pen: &Pen, x: f32, y: f32, size: f32) {
    let waist = size * 0.22;
    pen.fill(&[(x, y - size), (x + waist, y), (x, y + size), (x - waist, y)]);
    pen.fill(&[(x - size, y), (x, y - waist), (x + size, y), (x, y + waist)]);
}

fn cable_fibre(pen: &Pen) {
    pen.block((2.0, 34.0), (36.0, 66.0), 5.0);
    let soft = pen.soft().wide(5.0);
    soft.line(&[(36.0, 44.0), (60.0, 32.0), (92.0, 16.0)]);
    soft.line(&[(36.0, 56.0), (60.0, 68.0), (92.0, 84.0)]);
    pen.line(&[(36.0, 50.0), (96.0, 50.0)]);
}

fn pigtail(pen: &Pen) {
    pen.block((60.0, 12.0), (94.0, 42.0), 5.0);
    pen.wide(9.0).line(&[(50.0, 27.0), (60.0, 27.0)]);
    let mut curve = super::arc((50.0, 47.0), (26.0, 20.0), 270.0, 90.0);
    curve.extend([(60.0, 67.0), (74.0, 78.0), (92.0, 84.0)]);
    pen.wide(5.5).line(&curve);
}

pub(super) fn scissors(pen: &Pen) {
    pen.line(&[(30.0, 66.0), (78.0, 12.0)]);
    pen.line(&[(70.0, 66.0), (22.0, 12.0)]);
    pen.circle((24.0, 78.0), 13.0);
    pen.circle((76.0, 78.0), 13.0);
    pen.dot((50.0, 43.0), 6.0);
}

/// A tool of a job's own kit, where nothing better is known of it: a grip with a head.
fn kit(pen: &Pen) {
    pen.wide(9.0).line(&[(24.0, 84.0), (58.0, 46.0)]);
    pen.block((54.0, 14.0), (86.0, 48.0), 8.0);
}
