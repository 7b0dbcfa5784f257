//! The splicer's own colour screen, drawn into a buffer of RGBA bytes.
//!
//! It shows what the splicer knows and nothing that it cannot see: ends, angles, dust, offset, its estimate.

mod camera;
mod chrome;
mod pages;
#[cfg(test)]
mod tests;

use core::fmt::Write;

use embedded_graphics::mono_font::iso_8859_15::{FONT_8X13, FONT_9X18_BOLD, FONT_10X20};
use embedded_graphics::pixelcolor::Rgb888;

use crate::bench::Bench;
use crate::bench::fusing::{ALIGN_S, ARC_S, REACH_MM, SEEN_UM, TEST_S};
use crate::bench::state::{Page, Phase, Refusal};
use crate::bench::upkeep::{CHECK_S, ELECTRODE_LIFE, ELECTRODE_WARN};
use crate::catalogue::vocabulary::{Key, Side, TICK_S, TICKS_PER_SECOND, Tick};
use crate::scenario::schema::Lang;
use camera::{Arc, Area, End};
use chrome::{AMBER, Align, BLUE, Canvas, DIM, GREEN, INK, Line, PANEL, RED};

/// Width and height in pixels.
pub const SIZE: (u32, u32) = (480, 320);

const HEADER: i32 = 32;
const VIEW: Area = Area { rows: (32, 196), width: SIZE.0 };
const MIDDLE: i32 = SIZE.0 as i32 / 2;
const VIEW_END: i32 = 228;
const HINT: i32 = 268;
const FOOTER: i32 = 298;

/// Distance of each face from the electrodes once aligned, pixels: some 15 µm between them.
const GAP_PX: f32 = 6.0;

/// Draws the screen as the bench is now. A buffer of another size is left alone.
pub fn draw(bench: &Bench, lang: Lang, buffer: &mut [u8]) {
    if buffer.len() != (SIZE.0 * SIZE.1 * 4) as usize {
        return;
    }
    let screen = Screen { bench, lang };
    let splicer = &bench.state().splicer;
    Canvas { buffer }.fill(0, 0, SIZE.0, SIZE.1, PANEL);
    match splicer.phase {
        Phase::Checking(until) => screen.checking(buffer, screen.done(until, CHECK_S)),
        phase if splicer.page != Page::Splice => {
            screen.page(buffer, splicer.page);
            if let Phase::Refused(why) = phase {
                screen.refused(buffer, why);
            }
        }
        Phase::Idle => screen.idle(buffer, None),
        Phase::Refused(Refusal::BadFace(side)) => {
            screen.camera(buffer, 0.0, None);
            screen.refused(buffer, Refusal::BadFace(side));
        }
        Phase::Refused(why) => {
            screen.idle(buffer, Some(why));
            screen.refused(buffer, why);
        }
        Phase::Aligning(until) => screen.aligning(buffer, screen.done(until, ALIGN_S)),
        Phase::Ready { warned } => screen.ready(buffer, warned),
        Phase::Arcing(until) => screen.arcing(buffer, screen.done(until, ARC_S)),
        Phase::Joined(estimate) => screen.joined(buffer, estimate, None),
        Phase::Testing(until, estimate) => screen.joined(buffer, estimate, Some(screen.done(until, TEST_S))),
    }
    screen.header(buffer);
    screen.oven(buffer);
}

struct Screen<'a> {
    bench: &'a Bench,
    lang: Lang,
}

impl Screen<'_> {
    fn say<'t>(&self, fr: &'t str, en: &'t str) -> &'t str {
        match self.lang {
            Lang::Fr => fr,
            Lang::En => en,
        }
    }

    /// A number with its unit, with the language's decimal sign.
    fn number(&self, value: f64, decimals: usize, unit: &str) -> Line {
        let mut line = Line::default();
        // Writing into a fixed line cannot fail, it only stops at the end.
        let _ = write!(line, "{value:.decimals$}{unit}");
        if self.lang == Lang::Fr {
            line.decimal_comma();
        }
        line
    }

    /// Share of a phase that is over, 0 to 1.
    fn done(&self, until: Tick, seconds: u32) -> f64 {
        let left = f64::from(until.saturating_sub(self.bench.now()));
        (1.0 - left / f64::from(seconds * TICKS_PER_SECOND)).clamp(0.0, 1.0)
    }

    fn side(&self, side: Side) -> &'static str {
        match side {
            Side::Cable => self.say("gauche", "left"),
            Side::Pigtail => self.say("droite", "right"),
        }
    }

    fn ends(&self, gap: f32, down: [f32; 2]) -> [End; 2] {
        let state = self.bench.state();
        Side::BOTH.map(|side| {
            let face = state.end(side).and_then(|end| end.face);
            End::new(face, state.splicer.view, gap, down[side.index()])
        })
    }

    fn camera(&self, buffer: &mut [u8], residual_um: f64, arc: Option<Arc>) {
        camera::ends(buffer, VIEW, self.ends(GAP_PX, camera::offset_px(residual_um)), arc);
        self.view_label(buffer);
    }

    fn view_label(&self, buffer: &mut [u8]) {
        let mut canvas = Canvas { buffer };
        canvas.fill(8, HEADER + 8, 24, 24, BLUE);
        let name = if self.bench.state().splicer.view == 0 { "X" } else { "Y" };
        canvas.text(name, 20, HEADER + 11, &FONT_10X20, INK, Align::Middle);
    }

    fn header(&self, buffer: &mut [u8]) {
        let splicer = &self.bench.state().splicer;
        let mut canvas = Canvas { buffer };
        canvas.fill(0, 0, SIZE.0, HEADER as u32, Rgb888::new(20, 44, 84));
        let name = self.bench.job().splicer.programs.get(splicer.program).map_or("-", |program| &program.name);
        canvas.text(name, 10, 7, &FONT_9X18_BOLD, INK, Align::Left);
        let mut line = Line::default();
        let _ = write!(line, "ARC {}", thousands(splicer.arcs_done).as_str());
        canvas.text(line.as_str(), 420, 9, &FONT_8X13, self.electrodes_colour(), Align::Right);
        canvas.battery(436, 8);
    }

    /// How much the splicer minds the age of its electrodes.
    fn electrodes_colour(&self) -> Rgb888 {
        match self.bench.state().splicer.arcs_done {
            ELECTRODE_LIFE.. => RED,
            ELECTRODE_WARN.. => AMBER,
            _ => INK,
        }
    }

    /// What the splicer asks of its keeper, on the page for splicing.
    fn upkeep_hint(&self, canvas: &mut Canvas) {
        let arcs = self.bench.state().splicer.arcs_done;
        let mut y = 234;
        let mut say = |text: &str, colour| {
            canvas.text(text, MIDDLE, y, &FONT_8X13, colour, Align::Middle);
            y += 16;
        };
        if self.bench.arc_check_due() {
            say(self.say("Étalonner l'arc : Menu", "Check the arc: Menu"), AMBER);
        }
        match arcs {
            ELECTRODE_LIFE.. => say(self.say("Changer les électrodes", "Change the electrodes"), RED),
            ELECTRODE_WARN.. => say(self.say("Électrodes bientôt usées", "Electrodes nearly worn"), AMBER),
            _ => {}
        }
    }

    /// Both ends as they lie in the grooves, seen from above: 15 px a millimetre, thickness larger.
    fn idle(&self, buffer: &mut [u8], blamed: Option<Refusal>) {
        let state = self.bench.state();
        let splicer = &state.splicer;
        let mut canvas = Canvas { buffer };
        canvas.fill(0, HEADER, SIZE.0, VIEW.rows.1, Rgb888::new(8, 16, 28));
        let axis = VIEW.axis() as i32;
        let px = |mm: f64| (mm * 15.0) as i32;
        // Where the motors reach: an end has to lie between here and the electrodes.
        for sign in [-1, 1] {
            canvas.dashes(MIDDLE + sign * px(REACH_MM), axis - 52, axis + 52, GREEN);
        }
        canvas.electrodes(MIDDLE, HEADER + 6, VIEW_END - 6);
        for side in Side::BOTH {
            let sign = if side == Side::Cable { -1 } else { 1 };
            canvas.groove(MIDDLE + sign * 118, axis, sign);
            let loaded = splicer.loaded[side.index()];
            if let (Some(loaded), Some(end)) = (loaded, state.end(side)) {
                let wrong = blamed.is_some_and(|why| blames(why, side));
                let tip = MIDDLE + sign * px(loaded.tip_mm.min(15.0));
                let coat = tip + sign * px(end.bare_mm);
                let y = axis + px(loaded.across_mm * 2.0);
                canvas.fibre(tip, coat, y, if wrong { AMBER } else { Rgb888::new(150, 196, 226) }, self.coating(side));
            }
            let (x, align) = if side == Side::Cable { (14, Align::Left) } else { (466, Align::Right) };
            let name = match side {
                Side::Cable => self.say("CÂBLE", "CABLE"),
                Side::Pigtail => "PIGTAIL",
            };
            canvas.text(name, x, HEADER + 12, &FONT_8X13, DIM, align);
            match loaded {
                Some(at) => {
                    let colour = if at.tip_mm > REACH_MM { AMBER } else { INK };
                    canvas.text(self.number(at.tip_mm, 1, " mm").as_str(), x, 238, &FONT_10X20, colour, align);
                }
                None => canvas.text(self.say("absente", "missing"), x, 238, &FONT_10X20, DIM, align),
            }
        }
        if blamed.is_some() {
            return;
        }
        self.upkeep_hint(&mut canvas);
        let [left, right] = splicer.loaded.map(|loaded| loaded.is_some());
        match (left, right, splicer.lid >= 0.9) {
            _ if state.joint.is_some() => canvas.hint(None, HINT, self.after_joining()),
            (true, true, true) => canvas.hint(Some(Key::Set), HINT, self.say("aligner", "align")),
            (true, true, false) => canvas.hint(None, HINT, self.say("Fermer le capot", "Close the cover")),
            (false, true, _) => canvas.hint(None, HINT, self.say("Poser la fibre gauche", "Load the left fibre")),
            (true, false, _) => canvas.hint(None, HINT, self.say("Poser la fibre droite", "Load the right fibre")),
            (false, false, _) => canvas.hint(None, HINT, self.say("Poser les deux fibres", "Load both fibres")),
        }
    }

    /// What comes after a joint that has left the grooves.
    fn after_joining(&self) -> &'static str {
        let state = self.bench.state();
        match (state.oven.holds, state.sleeve.shrunk) {
            (true, _) => self.say("Soudure au four", "Joint in the oven"),
            (false, true) => self.say("Poser dans la cassette", "Lay it in the tray"),
            (false, false) => self.say("Protection au milieu, puis four", "Centre the sleeve, then oven"),
        }
    }

    fn coating(&self, side: Side) -> Rgb888 {
        let [r, g, b] = crate::desktop::magnifier::coating_srgb(self.bench, side);
        Rgb888::new(r, g, b)
    }

    fn refused(&self, buffer: &mut [u8], why: Refusal) {
        let (side, what, cure) = match why {
            Refusal::LidOpen => {
                (None, self.say("Capot ouvert", "Cover open"), self.say("Fermer le capot", "Close the cover"))
            }
            Refusal::NoFibre(side) => {
                (Some(side), self.say("Pas de fibre", "No fibre"), self.say("Poser la fibre", "Load the fibre"))
            }
            Refusal::NotCleaved(side) => {
                (Some(side), self.say("Non clivée", "Not cleaved"), self.say("Cliver la fibre", "Cleave the fibre"))
            }
            Refusal::TooFar(side) => (
                Some(side),
                self.say("Trop loin", "Too far"),
                self.say("Avancer vers les électrodes", "Move towards the electrodes"),
            ),
            Refusal::Misplaced(side) => {
                (Some(side), self.say("Hors du V", "Out of the V"), self.say("Reposer dans le V", "Lay into the V"))
            }
            Refusal::BadFace(side) => {
                (Some(side), self.say("Mauvaise face", "Bad end face"), self.say("Recliver", "Cleave again"))
            }
        };
        let mut canvas = Canvas { buffer };
        let mut line = Line::default();
        let _ = match side {
            Some(side) => write!(line, "{what} : {}", self.side(side)),
            None => write!(line, "{what}"),
        };
        canvas.banner(RED, VIEW_END - 34, line.as_str());
        if let Refusal::BadFace(_) = why {
            self.angles(&mut canvas, true);
        }
        canvas.hint(None, HINT, cure);
    }

    fn aligning(&self, buffer: &mut [u8], done: f64) {
        let state = self.bench.state();
        // First the motors bring the ends in from where they lie, then they level them.
        let near = smooth(done / 0.6) as f32;
        let level = 1.0 - smooth((done - 0.45) / 0.5) as f32;
        let mut ends = self.ends(GAP_PX, [0.0; 2]);
        for (end, loaded) in ends.iter_mut().zip(state.splicer.loaded) {
            let Some(loaded) = loaded else { continue };
            let far = (loaded.tip_mm * 1000.0).min(260.0) as f32 * camera::PX_PER_UM;
            end.gap += far * (1.0 - near);
            end.down = (loaded.across_mm * 160.0).clamp(-40.0, 40.0) as f32 * level;
        }
        camera::ends(buffer, VIEW, ends, None);
        self.view_label(buffer);
        let mut canvas = Canvas { buffer };
        canvas.text(self.say("Alignement", "Aligning"), MIDDLE, 234, &FONT_10X20, INK, Align::Middle);
        canvas.bar(90, 256, 300, done, BLUE);
        canvas.hint(None, HINT, self.say("Attendre", "Wait"));
    }

    fn ready(&self, buffer: &mut [u8], warned: bool) {
        let splicer = &self.bench.state().splicer;
        let residual = splicer.residual_um[splicer.view & 1];
        self.camera(buffer, residual, None);
        let mut canvas = Canvas { buffer };
        self.angles(&mut canvas, false);
        canvas.text(self.number(residual.abs(), 2, " µm").as_str(), MIDDLE, 230, &FONT_9X18_BOLD, INK, Align::Middle);
        canvas.offset_scale(MIDDLE, 259, residual);
        if warned {
            canvas.banner(AMBER, VIEW_END - 34, self.warning());
            canvas.hint(Some(Key::Reset), HINT, self.say("reprendre", "start over"));
        } else {
            canvas.hint(Some(Key::Set), HINT, self.say("souder", "splice"));
        }
        canvas.second_hint(Key::View, HINT, self.say("vue", "view"));
    }

    fn warning(&self) -> &'static str {
        let limit = self.bench.job().splicer.warn_deg;
        let faces = Side::BOTH.map(|side| self.bench.state().end(side).and_then(|end| end.face));
        let steep = faces.iter().flatten().any(|face| face.angle_deg > limit);
        let dusty = faces.iter().flatten().any(|face| face.dust_um > SEEN_UM);
        match (steep, dusty) {
            (true, true) => self.say("Angle et poussière", "Angle and dust"),
            (true, false) => self.say("Angle trop grand", "Angle too large"),
            _ => self.say("Poussière", "Dust"),
        }
    }

    /// Both angles at the picture's corners, amber where the splicer is not content.
    fn angles(&self, canvas: &mut Canvas, refused: bool) {
        let limit = self.bench.job().splicer.warn_deg;
        for side in Side::BOTH {
            let Some(face) = self.bench.state().end(side).and_then(|end| end.face) else { continue };
            let over = face.angle_deg > limit;
            let colour = if over { if refused { RED } else { AMBER } } else { INK };
            let (x, align) = if side == Side::Cable { (14, Align::Left) } else { (466, Align::Right) };
            canvas.text(self.number(face.angle_deg, 1, "°").as_str(), x, 236, &FONT_10X20, colour, align);
            if face.dust_um > SEEN_UM {
                let beside = if side == Side::Cable { x + 64 } else { x - 64 };
                canvas.text(self.number(face.dust_um, 0, " µm").as_str(), beside, 238, &FONT_8X13, AMBER, align);
                canvas.speck(if side == Side::Cable { x + 54 } else { x - 54 }, 246, AMBER);
            }
        }
    }

    fn arcing(&self, buffer: &mut [u8], done: f64) {
        let state = self.bench.state();
        let residual = state.splicer.residual_um[state.splicer.view & 1];
        let down = camera::offset_px(residual);
        // The arc burns from 8 to 92 %; under it the ends soften and are pushed into each other.
        let light = (smooth((done - 0.06) / 0.08) * (1.0 - smooth((done - 0.88) / 0.08))) as f32;
        let flicker = 0.94 + 0.06 * (self.bench.now() as f32 * 0.9).sin();
        let arc = Arc { light: light * flicker, width: 58.0 + 10.0 * flicker };
        let push = smooth((done - 0.15) / 0.25) as f32;
        if push < 1.0 && state.joint.is_none() {
            let mut ends = self.ends(GAP_PX, down);
            for end in &mut ends {
                end.gap *= 1.0 - push;
            }
            camera::ends(buffer, VIEW, ends, Some(arc));
        } else {
            let joint = camera::Joint { down, neck: 0.0, bubble: 0.0, seam: 1.0 - done as f32 };
            camera::joint(buffer, VIEW, joint, Some(arc));
        }
        let mut canvas = Canvas { buffer };
        canvas.electrodes(MIDDLE, HEADER, VIEW_END);
        canvas.text("ARC", MIDDLE, 234, &FONT_10X20, INK, Align::Middle);
        canvas.bar(90, 256, 300, done, Rgb888::new(150, 110, 240));
        canvas.hint(None, HINT, self.say("Ne pas ouvrir", "Do not open"));
        self.view_label(buffer);
    }

    fn joined(&self, buffer: &mut [u8], estimate: f64, test: Option<f64>) {
        let state = self.bench.state();
        let splicer = &state.splicer;
        let joint = state.joint.map_or((false, false), |joint| (joint.weak, joint.bubble));
        let picture = camera::Joint {
            down: camera::offset_px(splicer.residual_um[splicer.view & 1]),
            neck: if joint.0 { 0.3 } else { 0.0 },
            bubble: if joint.1 { 13.0 } else { 0.0 },
            seam: 0.35,
        };
        camera::joint(buffer, VIEW, picture, None);
        self.view_label(buffer);
        let mut canvas = Canvas { buffer };
        match (joint.1, joint.0) {
            (true, _) => canvas.banner(AMBER, VIEW_END - 34, self.say("Bulle", "Bubble")),
            (_, true) => canvas.banner(AMBER, VIEW_END - 34, self.say("Joint rétréci", "Necked joint")),
            _ => {}
        }
        let loss = self.number(estimate, 2, " dB");
        match test {
            None => {
                let colour = if joint.0 || joint.1 { AMBER } else { INK };
                canvas.large(loss.as_str(), MIDDLE, 230, colour);
                canvas.text(self.say("estimé", "estimated"), 466, 242, &FONT_8X13, DIM, Align::Right);
                if splicer.tested {
                    canvas.text(self.say("traction OK", "tension OK"), 14, 242, &FONT_8X13, GREEN, Align::Left);
                    canvas.hint(None, HINT, self.say("Ouvrir, sortir la fibre", "Open, lift the fibre"));
                } else {
                    canvas.hint(Some(Key::Test), HINT, self.say("traction", "tension"));
                    canvas.second_hint(Key::Set, HINT, self.say("arc de plus", "one more arc"));
                }
            }
            Some(done) => {
                let force = self.bench.job().splicer.test_n * done;
                canvas.text(loss.as_str(), 466, 238, &FONT_10X20, INK, Align::Right);
                canvas.text(self.number(force, 1, " N").as_str(), 14, 238, &FONT_10X20, AMBER, Align::Left);
                canvas.bar(90, 240, 270, done, AMBER);
                canvas.hint(None, HINT, self.say("Test de traction", "Tension test"));
            }
        }
    }

    /// The oven's line at the foot: what it is doing and how long it still takes.
    fn oven(&self, buffer: &mut [u8]) {
        let oven = &self.bench.state().oven;
        let splicer = &self.bench.job().splicer;
        let mut canvas = Canvas { buffer };
        canvas.fill(0, FOOTER, SIZE.0, SIZE.1 - FOOTER as u32, Rgb888::new(10, 14, 20));
        let name = self.say("FOUR", "OVEN");
        canvas.text(name, 10, FOOTER + 5, &FONT_8X13, if oven.holds { INK } else { DIM }, Align::Left);
        let since = |tick: Tick| f64::from(self.bench.now().saturating_sub(tick)) * TICK_S;
        let (text, left) = match (oven.since, oven.done) {
            (Some(start), _) => {
                let spent = since(start);
                let heat_s = self.bench.oven_program().map_or(splicer.heat_s, |program| program.heat_s);
                canvas.bar(56, FOOTER + 7, 220, spent / heat_s.max(0.1), RED);
                (self.say("chauffe", "heating"), Some(heat_s - spent))
            }
            (None, Some(end)) if since(end) < splicer.cool_s => {
                let spent = since(end);
                canvas.bar(56, FOOTER + 7, 220, 1.0 - spent / splicer.cool_s.max(0.1), AMBER);
                (self.say("chaud !", "hot!"), Some(splicer.cool_s - spent))
            }
            (None, Some(_)) => (self.say("froid : sortir", "cool: take it out"), None),
            _ if !oven.holds => (self.say("vide", "empty"), None),
            _ if oven.lid >= 0.9 => {
                canvas.key(Key::Heat, 56, FOOTER + 1);
                (self.say("chauffer", "heat"), None)
            }
            _ => (self.say("fermer le couvercle", "close the lid"), None),
        };
        if left.is_none()
            && let Some(program) = self.bench.oven_program()
        {
            canvas.text(&program.name, 466, FOOTER + 5, &FONT_8X13, DIM, Align::Right);
        }
        match left {
            Some(seconds) => {
                canvas.text(text, 288, FOOTER + 5, &FONT_8X13, INK, Align::Left);
                canvas.text(
                    self.number(seconds.max(0.0).ceil(), 0, " s").as_str(),
                    466,
                    FOOTER + 5,
                    &FONT_8X13,
                    INK,
                    Align::Right,
                );
            }
            None => canvas.text(
                text,
                if oven.holds && oven.done.is_none() && oven.lid >= 0.9 { 92 } else { 56 },
                FOOTER + 5,
                &FONT_8X13,
                if oven.holds { INK } else { DIM },
                Align::Left,
            ),
        }
    }
}

/// Whether a refusal is about this side.
fn blames(why: Refusal, side: Side) -> bool {
    match why {
        Refusal::LidOpen => false,
        Refusal::NoFibre(at)
        | Refusal::NotCleaved(at)
        | Refusal::TooFar(at)
        | Refusal::Misplaced(at)
        | Refusal::BadFace(at) => at == side,
    }
}

/// A count with a space before its thousands.
fn thousands(count: u32) -> Line {
    let mut line = Line::default();
    let _ =
        if count < 1_000 { write!(line, "{count}") } else { write!(line, "{} {:03}", count / 1_000, count % 1_000) };
    line
}

fn smooth(share: f64) -> f64 {
    let t = share.clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}
