//! The pages behind the menu key: memory, upkeep and oven programs, and the picture of an arc check.

use core::fmt::Write;

use embedded_graphics::mono_font::iso_8859_15::{FONT_8X13, FONT_9X18_BOLD, FONT_10X20};
use embedded_graphics::pixelcolor::Rgb888;

use super::chrome::{AMBER, Align, BLUE, Canvas, DIM, GREEN, INK, Line, RED};
use super::{GAP_PX, HEADER, HINT, MIDDLE, SIZE, Screen, VIEW, VIEW_END, camera, smooth, thousands};
use crate::bench::state::Page;
use crate::bench::upkeep::{CHECK_GOOD, ELECTRODE_LIFE};
use crate::catalogue::vocabulary::Key;

/// Splices that the memory shows at a time.
pub(super) const LINES: usize = 8;
/// Letters of a program's name that stand in a line of the memory.
const NAME: usize = 15;
const TOP: i32 = HEADER + 34;
const STRIPE: Rgb888 = Rgb888::new(20, 31, 46);
const CHOSEN: Rgb888 = Rgb888::new(30, 78, 140);

impl Screen<'_> {
    pub(super) fn page(&self, buffer: &mut [u8], page: Page) {
        let mut canvas = Canvas { buffer };
        self.tabs(&mut canvas, page);
        match page {
            Page::Splice => {}
            Page::Memory => self.memory(&mut canvas),
            Page::Upkeep => self.upkeep(&mut canvas),
            Page::Oven => self.ovens(&mut canvas),
        }
    }

    /// Names of the pages, the open one on top.
    fn tabs(&self, canvas: &mut Canvas, open: Page) {
        canvas.fill(0, HEADER, SIZE.0, 28, Rgb888::new(10, 16, 26));
        let names = [
            (Page::Splice, self.say("Soudure", "Splice")),
            (Page::Memory, self.say("Mémoire", "Memory")),
            (Page::Upkeep, self.say("Entretien", "Upkeep")),
            (Page::Oven, self.say("Four", "Oven")),
        ];
        let width = SIZE.0 as i32 / 4;
        for (i, (page, name)) in names.into_iter().enumerate() {
            let x = i as i32 * width;
            if page == open {
                canvas.fill(x + 2, HEADER + 3, width as u32 - 4, 25, BLUE);
            }
            let colour = if page == open { INK } else { DIM };
            canvas.text(name, x + width / 2, HEADER + 6, &FONT_9X18_BOLD, colour, Align::Middle);
        }
    }

    fn memory(&self, canvas: &mut Canvas) {
        let splicer = &self.bench.state().splicer;
        let back = self.say("soudure", "splice");
        if splicer.memory.is_empty() {
            let none = self.say("Aucune soudure", "No splice yet");
            canvas.text(none, MIDDLE, 150, &FONT_10X20, DIM, Align::Middle);
            canvas.hint(Some(Key::Back), HINT, back);
            return;
        }
        let heads = [
            ("N°", 14, Align::Left),
            (self.say("programme", "program"), 50, Align::Left),
            ("dB", 214, Align::Right),
            ("angles", 322, Align::Right),
            ("arcs", 374, Align::Right),
            (self.say("traction", "tension"), 456, Align::Right),
        ];
        for (text, x, align) in heads {
            canvas.text(text, x, TOP - 2, &FONT_8X13, DIM, align);
        }
        let programs = &self.bench.job().splicer.programs;
        let shown = splicer.memory.iter().rev().skip(splicer.scroll).take(LINES);
        for (i, splice) in shown.enumerate() {
            let y = TOP + 15 + i as i32 * 23;
            if i % 2 == 0 {
                canvas.fill(0, y - 2, SIZE.0, 23, STRIPE);
            }
            let name = programs.get(usize::from(splice.program)).map_or("-", |program| &program.name);
            let ink = |canvas: &mut Canvas, text: &str, x, align, colour| {
                canvas.text(text, x, y + 1, &FONT_9X18_BOLD, colour, align);
            };
            ink(canvas, self.number(f64::from(splice.number), 0, "").as_str(), 14, Align::Left, INK);
            let short: String = name.chars().take(NAME).collect();
            canvas.text(&short, 50, y + 4, &FONT_8X13, INK, Align::Left);
            ink(canvas, self.number(splice.estimate_db, 2, "").as_str(), 214, Align::Right, INK);
            for (angle, x) in splice.angles_deg.into_iter().zip([272, 322]) {
                let colour = if angle > self.bench.job().splicer.warn_deg { AMBER } else { INK };
                ink(canvas, self.number(angle, 1, "°").as_str(), x, Align::Right, colour);
            }
            let colour = if splice.arcs > 1 { AMBER } else { INK };
            ink(canvas, self.number(f64::from(splice.arcs), 0, "").as_str(), 374, Align::Right, colour);
            let (held, colour) = match splice.held {
                Some(true) => ("OK", GREEN),
                Some(false) => (self.say("cassée", "broken"), RED),
                None => ("-", DIM),
            };
            ink(canvas, held, 456, Align::Right, colour);
        }
        let all = splicer.memory.len();
        // The scale at the edge says that there is more, and where one is.
        if all > LINES || splicer.scroll > 0 {
            let (track, share) = (184.0, 184.0 / all as f64);
            canvas.fill(470, TOP + 13, 4, track as u32, STRIPE);
            let seen = all.saturating_sub(splicer.scroll).min(LINES);
            let top = TOP + 13 + (splicer.scroll as f64 * share) as i32;
            canvas.fill(470, top, 4, (seen as f64 * share).max(4.0) as u32, DIM);
        }
        canvas.hint(Some(Key::Back), HINT, back);
        if splicer.scroll + 1 < all {
            canvas.second_hint(Key::Down, HINT, self.say("plus anciennes", "older"));
        }
    }

    fn upkeep(&self, canvas: &mut Canvas) {
        let splicer = &self.bench.state().splicer;
        let colour = self.electrodes_colour();
        let bar = if colour == INK { GREEN } else { colour };
        canvas.text(self.say("Électrodes", "Electrodes"), 14, TOP + 2, &FONT_10X20, DIM, Align::Left);
        let mut line = Line::default();
        let (done, life) = (thousands(splicer.arcs_done), thousands(ELECTRODE_LIFE));
        let _ = write!(line, "{} / {} arcs", done.as_str(), life.as_str());
        canvas.text(line.as_str(), 466, TOP + 2, &FONT_10X20, colour, Align::Right);
        canvas.bar(14, TOP + 30, 452, self.bench.electrode_wear(), bar);
        let advice = match colour {
            RED => self.say("À changer", "To be changed"),
            AMBER => self.say("Bientôt à changer", "To be changed soon"),
            _ => self.say("En bon état", "In good order"),
        };
        canvas.text(advice, 14, TOP + 46, &FONT_8X13, colour, Align::Left);

        let y = TOP + 78;
        canvas.text(self.say("Étalonnage de l'arc", "Arc check"), 14, y, &FONT_10X20, DIM, Align::Left);
        let due = self.bench.arc_check_due();
        let (status, colour) = match (splicer.checked, due) {
            (_, true) => (self.say("à faire", "due"), AMBER),
            (Some(checked), _) if checked.measured.abs() <= CHECK_GOOD => ("OK", GREEN),
            (Some(_), _) => (self.say("corrigé", "corrected"), GREEN),
            (None, _) => (self.say("pas nécessaire", "not needed"), INK),
        };
        canvas.text(status, 466, y, &FONT_10X20, colour, Align::Right);
        if let Some(checked) = splicer.checked {
            self.measured(canvas, y + 26, checked.measured);
        }
        let air = self.bench.air();
        let mut line = Line::default();
        let (hpa, celsius) = (self.number(air.hpa, 0, " hPa"), self.number(air.celsius, 0, " °C"));
        let _ = write!(line, "{}   {}", hpa.as_str(), celsius.as_str());
        canvas.text(self.say("Air du jour", "Air today"), 14, HINT - 22, &FONT_8X13, DIM, Align::Left);
        canvas.text(line.as_str(), 466, HINT - 22, &FONT_8X13, DIM, Align::Right);

        let state = self.bench.state();
        let faced = splicer.loaded.iter().all(Option::is_some)
            && crate::catalogue::vocabulary::Side::BOTH.map(|s| state.end(s).is_some_and(|e| e.face.is_some()))
                == [true; 2];
        match (state.joint.is_some(), faced) {
            (true, _) => canvas.hint(Some(Key::Back), HINT, self.say("soudure", "splice")),
            (_, true) => {
                canvas.hint(Some(Key::Set), HINT, self.say("étalonner", "check"));
                canvas.second_hint(Key::Back, HINT, self.say("soudure", "splice"));
            }
            (_, false) if splicer.checked.is_some_and(|checked| checked.at_arc == splicer.arcs_done) => {
                canvas.hint(None, HINT, self.say("Refaire les deux bouts", "Prepare both ends again"));
            }
            _ => canvas.hint(None, HINT, self.say("Poser deux bouts clivés", "Load two cleaved ends")),
        }
    }

    /// What a check measured, as a needle between too cold and too hot.
    fn measured(&self, canvas: &mut Canvas, y: i32, error: f64) {
        let colour = if error.abs() <= CHECK_GOOD { GREEN } else { AMBER };
        let place = |error: f64| MIDDLE + (error.clamp(-0.6, 0.6) * 250.0) as i32;
        canvas.fill(place(-0.6), y + 9, 300, 4, Rgb888::new(38, 50, 66));
        let (low, high) = (place(-CHECK_GOOD), place(CHECK_GOOD));
        canvas.fill(low, y + 9, (high - low) as u32, 4, GREEN);
        canvas.fill(place(error) - 2, y + 2, 5, 18, colour);
        canvas.text(self.say("froid", "cold"), place(-0.6) - 10, y + 4, &FONT_8X13, DIM, Align::Right);
        canvas.text(self.say("chaud", "hot"), place(0.6) + 10, y + 4, &FONT_8X13, DIM, Align::Left);
        let mut line = Line::default();
        let sign = if error < 0.0 { "-" } else { "+" };
        let value = self.number((error * 100.0).abs(), 0, " %");
        let _ = write!(line, "{} {sign}{}", self.say("mesuré", "measured"), value.as_str());
        canvas.text(line.as_str(), MIDDLE, y + 26, &FONT_9X18_BOLD, colour, Align::Middle);
    }

    fn ovens(&self, canvas: &mut Canvas) {
        let oven = &self.bench.state().oven;
        let programs = &self.bench.job().splicer.oven;
        // The chosen one stays in sight of a longer list.
        let first = oven.program.saturating_sub(4);
        for (i, program) in programs.iter().enumerate().skip(first).take(5) {
            let y = TOP + 4 + (i - first) as i32 * 38;
            let chosen = i == oven.program;
            canvas.fill(10, y, 460, 34, if chosen { CHOSEN } else { STRIPE });
            // The sleeve at its length.
            canvas.sleeve(26, y + 17, program.sleeve_mm, chosen);
            canvas.text(&program.name, 170, y + 8, &FONT_9X18_BOLD, INK, Align::Left);
            let ink = if chosen { INK } else { DIM };
            let heat = self.number(program.celsius, 0, " °C");
            canvas.text(heat.as_str(), 380, y + 8, &FONT_9X18_BOLD, ink, Align::Right);
            canvas.text(self.number(program.heat_s, 0, " s").as_str(), 456, y + 8, &FONT_9X18_BOLD, ink, Align::Right);
        }
        if oven.since.is_some() {
            canvas.hint(None, HINT, self.say("Le four chauffe", "The oven is heating"));
        } else {
            canvas.hint(Some(Key::Down), HINT, self.say("choisir", "choose"));
            canvas.key(Key::Up, 132, HINT + 5);
            canvas.second_hint(Key::Back, HINT, self.say("soudure", "splice"));
        }
    }

    /// The arc burns on both ends, which melt back from it.
    pub(super) fn checking(&self, buffer: &mut [u8], done: f64) {
        let light = smooth((done - 0.3) / 0.06) * (1.0 - smooth((done - 0.8) / 0.06));
        let melted = smooth((done - 0.34) / 0.5) as f32;
        let flicker = 0.94 + 0.06 * (self.bench.now() as f32 * 0.9).sin();
        let mut ends = self.ends(GAP_PX + 14.0, [0.0; 2]);
        for end in &mut ends {
            end.gap += 26.0 * melted;
            end.ball = 0.85 * melted;
        }
        let arc = camera::Arc { light: light as f32 * flicker, width: 54.0 + 10.0 * flicker };
        camera::ends(buffer, VIEW, ends, Some(arc));
        let mut canvas = Canvas { buffer };
        canvas.electrodes(MIDDLE, HEADER, VIEW_END);
        let text = self.say("Étalonnage de l'arc", "Arc check");
        canvas.text(text, MIDDLE, 234, &FONT_10X20, INK, Align::Middle);
        canvas.bar(90, 256, 300, done, Rgb888::new(150, 110, 240));
        canvas.hint(None, HINT, self.say("Ne pas ouvrir", "Do not open"));
    }
}
