//! What surrounds the bench: the guide's strip above, tools below, gauges and the ways out at the edges.

use bevy_egui::egui::{
    self, Align, Align2, Area, Color32, Context, Id, Label, Layout, Order, Rect, RichText, Sense, Stroke, StrokeKind,
    TextStyle, Ui, Vec2, WidgetInfo, WidgetType, vec2,
};

use super::aloud;
use super::pictogram::{self, Sign};
use super::widgets::{self, Push, Weight};
use crate::catalogue::vocabulary::Tool;
use crate::desktop::theme;
use crate::hands::ghost::Degree;
use crate::locale::Texts;

/// What the guide asks next.
#[derive(Clone, Debug, Default)]
pub struct Guide {
    /// Name of the goal, see [`crate::locale::GOALS`].
    pub goal: &'static str,
    /// The order, from [`Texts::goal`].
    pub sentence: String,
    /// What the hand does, from [`Texts::hint`].
    pub hint: String,
}

/// Fibre that is still to be laid.
#[derive(Clone, Debug, Default)]
pub struct Left {
    /// How much, in words.
    pub text: String,
    /// Of the whole, 0 to 1.
    pub share: f64,
    /// So little that it may be let go.
    pub enough: bool,
}

/// What surrounds the bench.
#[derive(Clone, Debug)]
pub struct HudModel {
    /// Tools on the bar, whether each can be taken now, and their names.
    pub tools: Vec<(Tool, bool, String)>,
    /// What the hand holds.
    pub held: Tool,
    /// Its name.
    pub held_name: String,
    /// What the tool touches, in words; `None` out of contact.
    pub touching: Option<String>,
    /// The guide, while it is on.
    pub guide: Option<Guide>,
    /// How much of each gesture the ghost shows, and whether that was chosen; none where there is no ghost.
    pub ghost: Option<(Degree, bool)>,
    /// Grip, 0 to 1.
    pub grip: f64,
    /// Resistance that the work gives back, 0 to 1.
    pub resistance: f64,
    /// Speed along the part, mm/s.
    pub speed_mm_s: f64,
    /// Fibres broken so far.
    pub breaks: u32,
    /// What the wheel sets, in words.
    pub wheel_text: Option<String>,
    /// Fibre that is still to be laid, while one is.
    pub left: Option<Left>,
    /// Time since the attempt began, s.
    pub elapsed_s: f64,
    /// The work stands still.
    pub paused: bool,
    /// Something to say for a moment.
    pub message: Option<String>,
    /// An author tries an exercise: nothing is kept.
    pub trial: bool,
    /// The exam that it is.
    pub exam: Option<Exam>,
    /// The hand comes from the left: what it would cover stands on the right.
    pub left_handed: bool,
}

/// What a candidate sees of an exam at the bench.
#[derive(Clone, Debug, PartialEq)]
pub struct Exam {
    /// Number and name.
    pub who: String,
    /// Time that is left, s.
    pub left_s: f64,
    /// The guide is allowed.
    pub guide: bool,
}

/// What the person asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Take this tool; [`Tool::Hand`] puts the held one down.
    Take(Tool),
    /// Out of contact with the part.
    Leave,
    /// Out to the list; the attempt is kept. Asked only once confirmed.
    Quit,
    /// The work is done: mark it. Asked only once confirmed.
    Finish,
    /// Guide on or off.
    ToggleGuide,
    /// The ghost's next degree.
    TurnGhost,
    /// Pause on or off.
    Pause,
    /// The examiner's window.
    Examiner,
}

/// Distance of the overlays from the window's edge.
const EDGE: f32 = 10.0;
/// Grip from which the gauge warns: jaws reach the glass.
const FIRM: f64 = 0.75;
/// Speed that fills the gauge, mm/s.
const FAST_MM_S: f64 = 400.0;
/// The exam's clock stands out in its last minutes, s.
const SOON_S: f64 = 300.0;

/// Floats over the bench at the edges of the window; the middle stays free for the hand.
///
/// The overlays are `Area`s, so that egui wants the pointer over them alone and the bench gets the rest. What is
/// being asked back (« Terminer ? ») is kept in egui's memory: it is the screen's state, not the work's.
pub fn show(ctx: &Context, model: &HudModel, texts: &Texts) -> Option<Action> {
    let mut action = None;
    match &model.exam {
        Some(exam) => clock(ctx, exam, texts),
        None => action = ways_out(ctx, texts).or(action),
    }
    action = controls(ctx, model, texts).or(action);
    guide(ctx, model, texts);
    let bar = tools(ctx, model, &mut action);
    action = in_hand(ctx, model, texts, bar).or(action);
    gauges(ctx, model, texts, bar);
    if model.paused && model.exam.is_none() {
        action = pause(ctx, texts).or(action);
    }
    confirm(ctx, model, texts).or(action)
}

fn overlay<R>(ctx: &Context, id: &str, align: Align2, offset: Vec2, add: impl FnOnce(&mut Ui) -> R) -> (R, Rect) {
    let area = Area::new(Id::new(id)).anchor(align, offset).order(Order::Middle).fade_in(false);
    let shown = area.show(ctx, |ui| theme::glass().show(ui, add).inner);
    (shown.inner, shown.response.rect)
}

/// What is asked back before it is done.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Asked {
    Finish,
    Quit,
}

fn ask(ctx: &Context, asked: Option<Asked>) {
    ctx.data_mut(|data| data.insert_temp(Id::new("hud.asked"), asked));
}

fn ways_out(ctx: &Context, texts: &Texts) -> Option<Action> {
    overlay(ctx, "hud.out", Align2::LEFT_TOP, vec2(EDGE, EDGE), |ui| {
        if Push::new(&texts.get("hud-leave"), Weight::Quiet).sign(Sign::Back).show(ui).clicked() {
            ask(ui.ctx(), Some(Asked::Quit));
        }
    });
    None
}

/// The exam's clock, where the way out is in practice: always there, and calm until the last five minutes.
fn clock(ctx: &Context, exam: &Exam, texts: &Texts) {
    overlay(ctx, "hud.exam", Align2::LEFT_TOP, vec2(EDGE, EDGE), |ui| {
        ui.horizontal(|ui| {
            let colour = if exam.left_s < SOON_S { theme::ACCENT } else { theme::INK };
            widgets::sign(ui, Sign::Clock, 30.0, colour);
            let left = RichText::new(texts.duration(exam.left_s.ceil())).text_style(TextStyle::Heading).color(colour);
            let shown = ui.add(Label::new(left).extend());
            let says = texts.get("exam-time-left");
            shown.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, &says));
        });
        ui.add(Label::new(small(&exam.who)).extend());
    });
}

fn controls(ctx: &Context, model: &HudModel, texts: &Texts) -> Option<Action> {
    let (action, _) = overlay(ctx, "hud.controls", Align2::RIGHT_TOP, vec2(-EDGE, EDGE), |ui| {
        let mut action = None;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            let says = texts.get(if model.guide.is_some() { "hud-guide-hide" } else { "hud-guide-show" });
            let guide = model.exam.as_ref().is_none_or(|exam| exam.guide);
            if guide && Push::new("", Weight::Quiet).sign(Sign::Lamp).says(&says).show(ui).clicked() {
                action = Some(Action::ToggleGuide);
            }
            if let Some((degree, chosen)) = model.ghost {
                let how = if chosen { "chosen" } else { "auto" };
                let says = texts.get(&format!("hud-ghost-{}-{how}", degree.name()));
                let sign = match degree {
                    Degree::Shown => Sign::GhostShown,
                    Degree::Hinted => Sign::GhostHinted,
                    Degree::Alone => Sign::GhostAlone,
                };
                if Push::new("", Weight::Quiet).sign(sign).says(&says).show(ui).clicked() {
                    action = Some(Action::TurnGhost);
                }
            }
            let (sign, key, asked) = match (&model.exam, model.paused) {
                (Some(_), _) => (Sign::Shield, "exam-examiner", Action::Examiner),
                (None, true) => (Sign::Go, "hud-resume", Action::Pause),
                (None, false) => (Sign::Pause, "hud-pause", Action::Pause),
            };
            if Push::new("", Weight::Quiet).sign(sign).says(&texts.get(key)).show(ui).clicked() {
                action = Some(asked);
            }
            let finish = texts.get("hud-finish");
            if Push::new(&finish, Weight::Plain).sign(Sign::Check).show(ui).clicked() {
                ask(ui.ctx(), Some(Asked::Finish));
            }
        });
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            // An exam has its own clock: two would only be compared.
            if model.exam.is_none() {
                widgets::sign(ui, Sign::Clock, 18.0, theme::INK_SOFT);
                ui.label(widgets::soft(&texts.duration(model.elapsed_s)).text_style(TextStyle::Small));
            }
            if model.breaks > 0 {
                ui.label(small(&texts.with("hud-breaks", &[("breaks", model.breaks.into())])));
            }
        });
        action
    });
    action
}

fn small(text: &str) -> RichText {
    RichText::new(text).text_style(TextStyle::Small).color(theme::INK_SOFT)
}

/// Words that an `Area` would otherwise break at its first, narrow size.
fn words(ui: &mut Ui, text: RichText, width: f32) {
    ui.scope(|ui| {
        ui.set_max_width(width);
        ui.add(Label::new(text).wrap());
    });
}

fn guide(ctx: &Context, model: &HudModel, texts: &Texts) {
    let width = (ctx.content_rect().width() - 660.0).clamp(360.0, 760.0);
    // The corners are not of one width: the strip stands in the middle of what they leave.
    let offset = vec2(-70.0, EDGE);
    let mut below = EDGE;
    if let Some(guide) = &model.guide {
        aloud::current(ctx, &guide.sentence);
        let (_, strip) = overlay(ctx, "hud.guide", Align2::CENTER_TOP, offset, |ui| {
            ui.horizontal(|ui| {
                widgets::goal(ui, guide.goal, 68.0, theme::ACCENT);
                ui.add_space(4.0);
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 2.0;
                    ui.set_width(width - 96.0);
                    ui.add_space(6.0);
                    words(ui, widgets::title(&guide.sentence), width - 96.0);
                    words(ui, widgets::soft(&guide.hint), width - 96.0);
                });
                aloud::button(ui, &format!("{}. {}", guide.sentence, guide.hint), texts);
            });
        });
        below = strip.bottom() - ctx.content_rect().top() + EDGE;
    }
    if let Some(message) = &model.message {
        overlay(ctx, "hud.message", Align2::CENTER_TOP, vec2(-70.0, below), |ui| {
            ui.horizontal(|ui| {
                widgets::sign(ui, Sign::Care, 26.0, theme::ACCENT);
                words(ui, RichText::new(message), width - 60.0);
            });
        });
    }
}

/// The bar of tools; returns the place that it takes.
fn tools(ctx: &Context, model: &HudModel, action: &mut Option<Action>) -> Rect {
    let count = model.tools.len().max(1) as f32;
    let gap = 4.0;
    let room = ctx.content_rect().width() - 2.0 * EDGE - 24.0;
    // As broad as names like, never smaller than a thumb, in two rows where the window is too narrow.
    let rows = if room / count < theme::TOOL { 2.0 } else { 1.0 };
    let columns = (count / rows).ceil();
    let width = ((room + gap) / columns - gap).clamp(56.0, 100.0);
    let (_, rect) = overlay(ctx, "hud.tools", Align2::CENTER_BOTTOM, vec2(0.0, -EDGE), |ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(gap);
        for row in model.tools.chunks(columns as usize) {
            ui.horizontal_top(|ui| {
                for (tool, can_take, name) in row {
                    if button(ui, *tool, *can_take, *tool == model.held, width, name) {
                        *action = Some(Action::Take(*tool));
                    }
                }
            });
        }
    });
    rect
}

fn button(ui: &mut Ui, tool: Tool, can_take: bool, held: bool, width: f32, name: &str) -> bool {
    // The longest name must stay whole in the narrowest button, whatever the size of texts.
    let font = egui::FontId::proportional((TextStyle::Small.resolve(ui.style()).size * 0.88).min(15.5));
    let line = font.size * 2.5;
    let (rect, response) = ui.allocate_exact_size(vec2(width, theme::TOOL + line + 6.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(WidgetType::Button, can_take, held, name));
    let (fill, picture, ink) = match (held, can_take) {
        (true, _) => (theme::ACCENT, theme::ON_ACCENT, theme::ON_ACCENT),
        (false, true) if response.hovered() => (theme::STONE_LIT, theme::INK, theme::INK),
        (false, true) => (theme::CARD, theme::INK, theme::INK_SOFT),
        (false, false) => (Color32::TRANSPARENT, theme::STONE_LIT, theme::STONE_LIT),
    };
    ui.painter().rect_filled(rect, theme::ROUND_SMALL, fill);
    widgets::focus_ring(ui, rect, &response);
    let top = Rect::from_min_size(rect.min, vec2(width, theme::TOOL)).shrink(8.0);
    pictogram::tool(ui.painter(), top, tool, picture);
    let mut job = egui::text::LayoutJob::simple(name.to_owned(), font, ink, width - 4.0);
    job.halign = Align::Center;
    job.wrap.max_rows = 2;
    let galley = ui.painter().layout_job(job);
    let y = rect.top() + theme::TOOL - 2.0 + (line - galley.size().y) / 2.0;
    ui.painter().galley(egui::pos2(rect.center().x, y), galley, ink);
    let response = response.on_hover_text(name);
    if can_take && !held { response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() } else { false }
}

/// The lower left or the lower right corner, and the way in from its edge.
fn corner(left: bool) -> (Align2, f32) {
    if left { (Align2::LEFT_BOTTOM, EDGE) } else { (Align2::RIGHT_BOTTOM, -EDGE) }
}

/// What the hand holds and touches, and how it lets go.
fn in_hand(ctx: &Context, model: &HudModel, texts: &Texts, bar: Rect) -> Option<Action> {
    if model.held == Tool::Hand && model.touching.is_none() {
        return None;
    }
    let (align, x) = corner(!model.left_handed);
    let above = bar.top() - ctx.content_rect().bottom() - EDGE;
    let (action, _) = overlay(ctx, "hud.hand", align, vec2(x, above), |ui| {
        let mut action = None;
        ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(Vec2::splat(48.0), Sense::hover());
            pictogram::tool(ui.painter(), rect, model.held, theme::ACCENT);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                ui.add(Label::new(&model.held_name).extend());
                if let Some(touching) = &model.touching {
                    ui.add(Label::new(small(touching)).extend());
                }
            });
        });
        if model.touching.is_some() {
            let text = texts.get("hud-leave-contact");
            if Push::new(&text, Weight::Plain).sign(Sign::StepBack).least(190.0, 48.0).show(ui).clicked() {
                action = Some(Action::Leave);
            }
        } else {
            let text = texts.get("hud-put-down");
            if Push::new(&text, Weight::Plain).least(190.0, 48.0).show(ui).clicked() {
                action = Some(Action::Take(Tool::Hand));
            }
        }
        action
    });
    action
}

/// Grip, resistance and speed while the tool touches something: to be felt at a glance, without numbers.
fn gauges(ctx: &Context, model: &HudModel, texts: &Texts, bar: Rect) {
    if model.touching.is_none() {
        return;
    }
    let (align, x) = corner(model.left_handed);
    let above = bar.top() - ctx.content_rect().bottom() - EDGE;
    overlay(ctx, "hud.gauges", align, vec2(x, above), |ui| {
        ui.horizontal(|ui| {
            dial(ui, &texts.get("hud-grip"), model.grip, model.grip > FIRM);
            dial(ui, &texts.get("hud-resistance"), model.resistance, model.resistance > FIRM);
        });
        ui.add(Label::new(small(&texts.get("hud-speed"))).extend());
        let share = model.speed_mm_s.abs() / FAST_MM_S;
        let colour = if share > 1.0 { theme::CLAY } else { theme::GOOD };
        widgets::bar(ui, share, colour, vec2(210.0, 10.0));
        if let Some(left) = &model.left {
            ui.add(Label::new(small(&left.text)).extend());
            widgets::bar(ui, left.share, if left.enough { theme::GOOD } else { theme::ACCENT }, vec2(210.0, 10.0));
        }
        if let Some(wheel) = &model.wheel_text {
            ui.horizontal(|ui| {
                widgets::sign(ui, Sign::Wheel, 24.0, theme::ACCENT);
                ui.add(Label::new(wheel).extend());
            });
        }
    });
}

/// A three-quarter arc that fills, with its name below.
fn dial(ui: &mut Ui, name: &str, share: f64, warn: bool) {
    let (rect, response) = ui.allocate_exact_size(vec2(100.0, 96.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::ProgressIndicator, true, name));
    let centre = egui::pos2(rect.center().x, rect.top() + 42.0);
    let arc = |share: f32| -> Vec<egui::Pos2> {
        let point = |i: i32| {
            let angle = (135.0 + 270.0 * share * i as f32 / 32.0).to_radians();
            centre + 34.0 * vec2(angle.cos(), angle.sin())
        };
        (0..=32).map(point).collect()
    };
    let share = share.clamp(0.0, 1.0) as f32;
    let colour = if warn { theme::CLAY } else { theme::GOOD };
    ui.painter().line(arc(1.0), Stroke::new(10.0, theme::STONE));
    if share > 0.0 {
        ui.painter().line(arc(share), Stroke::new(10.0, colour));
    }
    let font = TextStyle::Small.resolve(ui.style());
    ui.painter().text(rect.center_bottom(), Align2::CENTER_BOTTOM, name, font, theme::INK_SOFT);
}

fn pause(ctx: &Context, texts: &Texts) -> Option<Action> {
    let mut action = None;
    let shade = Area::new(Id::new("hud.pause")).order(Order::Foreground).fixed_pos(ctx.content_rect().min);
    shade.fade_in(false).show(ctx, |ui| {
        let rect = ctx.content_rect();
        ui.painter().rect_filled(rect, 0.0, Color32::from_black_alpha(150));
        ui.allocate_rect(rect, Sense::click());
        let middle = Rect::from_center_size(rect.center(), vec2(340.0, 190.0));
        ui.painter().rect(middle, theme::ROUND, theme::SLATE, Stroke::new(1.0, theme::STONE), StrokeKind::Inside);
        ui.scope_builder(egui::UiBuilder::new().max_rect(middle.shrink(24.0)), |ui| {
            ui.with_layout(Layout::top_down(Align::Center), |ui| {
                ui.label(widgets::heading(&texts.get("hud-paused")));
                ui.add_space(16.0);
                let text = texts.get("hud-resume");
                if Push::new(&text, Weight::Main).sign(Sign::Go).least(240.0, 64.0).show(ui).clicked() {
                    action = Some(Action::Pause);
                }
            });
        });
    });
    action
}

fn confirm(ctx: &Context, model: &HudModel, texts: &Texts) -> Option<Action> {
    let asked: Option<Asked> = ctx.data(|data| data.get_temp(Id::new("hud.asked"))).flatten();
    let asked = asked?;
    let (key, yes) = match asked {
        Asked::Finish if model.exam.is_some() => ("exam-finish", Action::Finish),
        Asked::Finish => ("hud-finish", Action::Finish),
        Asked::Quit => ("hud-quit", Action::Quit),
    };
    let text = |part: &str| texts.get(&format!("{key}-{part}"));
    let frame = egui::Frame::NONE.fill(theme::SLATE).corner_radius(theme::ROUND).inner_margin(egui::Margin::same(28));
    let modal = egui::Modal::new(Id::new("hud.confirm")).frame(frame).backdrop_color(Color32::from_black_alpha(150));
    let shown = modal.show(ctx, |ui| {
        let mut action = None;
        ui.add(Label::new(widgets::heading(&text("question"))).extend());
        let about = if model.trial && asked == Asked::Quit { texts.get("workshop-trial") } else { text("about") };
        ui.add(Label::new(widgets::soft(&about)).extend());
        ui.add_space(14.0);
        ui.horizontal(|ui| {
            let (no, go) = (text("no"), text("yes"));
            if Push::new(&no, Weight::Plain).least(170.0, 60.0).show(ui).clicked() {
                ask(ui.ctx(), None);
            }
            if Push::new(&go, Weight::Main).sign(Sign::Check).least(170.0, 60.0).show(ui).clicked() {
                ask(ui.ctx(), None);
                action = Some(yes);
            }
        });
        action
    });
    if shown.should_close() {
        ask(ctx, None);
    }
    shown.inner
}
