//! Trainees by competences: a line each, a sign a competence, as on the skills passport.

use bevy_egui::egui::{
    self, Align2, Color32, Painter, Pos2, Rect, Sense, Stroke, TextStyle, Ui, Vec2, WidgetInfo, WidgetType, pos2, vec2,
};

use super::super::pictogram::{self, Sign};
use super::super::widgets;
use super::{Action, BoardModel, Row, small};
use crate::desktop::theme;
use crate::locale::Texts;
use crate::progress::Level;
use crate::records::board::State;

/// Height of a line.
const LINE: f32 = 34.0;
/// Narrowest and widest column.
const COLUMN: (f32, f32) = (17.0, 44.0);
/// Gap before a domain's first column.
const GAP: f32 = 7.0;

/// Where everything stands across the page.
struct Places {
    name: f32,
    column: f32,
    /// Left of each column, from the left of the first line.
    columns: Vec<f32>,
    width: f32,
}

impl Places {
    fn of(model: &BoardModel, width: f32, scale: f32) -> Places {
        let count: usize = model.domains.iter().map(|domain| domain.competences.len()).sum();
        let name = (200.0 * scale).min(width * 0.3);
        let free = width - name - 44.0 - GAP * model.domains.len() as f32;
        let column = (free / count.max(1) as f32).clamp(COLUMN.0, COLUMN.1);
        let (mut columns, mut at) = (Vec::with_capacity(count), name + 44.0);
        for domain in &model.domains {
            at += GAP;
            for _ in &domain.competences {
                columns.push(at);
                at += column;
            }
        }
        Places { name, column, columns, width: at }
    }
}

pub(super) fn show(ui: &mut Ui, model: &BoardModel, texts: &Texts) -> Option<Action> {
    let mut action = None;
    let margin = egui::Margin { left: 24, right: 8, top: 6, bottom: 4 };
    legend(ui, texts);
    egui::CentralPanel::no_frame().frame(egui::Frame::NONE.fill(theme::NIGHT).inner_margin(margin)).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let body = TextStyle::Body.resolve(ui.style());
        let places = Places::of(model, ui.available_width() - 16.0, body.size / 18.0);
        let pointed = ui.ctx().pointer_latest_pos();
        let (head, _) = ui.allocate_exact_size(vec2(places.width, 52.0), Sense::hover());
        heads(ui, model, &places, head);
        // What the pointer is on in words: columns are too narrow for their names.
        let (said, _) = ui.allocate_exact_size(vec2(places.width, 26.0), Sense::hover());
        let column = pointed.and_then(|at| {
            let under = |left: &f32| (head.left() + left..head.left() + left + places.column).contains(&at.x);
            (at.y > head.top()).then(|| places.columns.iter().position(under)).flatten()
        });
        let line = match column.and_then(|column| words(model, column, texts)) {
            Some(line) => line,
            None => texts.get("board-point"),
        };
        let font = TextStyle::Small.resolve(ui.style());
        ui.painter().text(said.left_center(), Align2::LEFT_CENTER, line, font, theme::ACCENT);
        egui::ScrollArea::vertical().id_salt("board.rows").auto_shrink([false, false]).show_rows(
            ui,
            LINE,
            model.rows.len(),
            |ui, range| {
                for at in range {
                    let Some(row) = model.rows.get(at) else { continue };
                    if line_of(ui, row, at, &places, column, texts) {
                        action = Some(Action::Person(at));
                    }
                }
            },
        );
    });
    action
}

/// The names of the domains over their columns.
fn heads(ui: &Ui, model: &BoardModel, places: &Places, head: Rect) {
    let font = TextStyle::Small.resolve(ui.style());
    let mut first = 0;
    for domain in &model.domains {
        let last = first + domain.competences.len();
        if let (Some(left), true) = (places.columns.get(first), last > first) {
            let width = (last - first) as f32 * places.column;
            let span = Rect::from_min_size(head.min + vec2(*left, 0.0), vec2(width - 2.0, head.height()));
            let mut job =
                egui::text::LayoutJob::simple(domain.name.clone(), font.clone(), theme::INK_SOFT, span.width());
            job.wrap.max_rows = 2;
            job.wrap.break_anywhere = true;
            let galley = ui.painter().layout_job(job);
            let at = pos2(span.left(), span.bottom() - 8.0 - galley.size().y);
            ui.painter().galley(at, galley, theme::INK_SOFT);
            let rail = Rect::from_min_max(pos2(span.left(), span.bottom() - 4.0), span.right_bottom() - vec2(0.0, 1.0));
            ui.painter().rect_filled(rail, 1.5, theme::STONE);
        }
        first = last;
    }
}

/// The competence of a column, and how many have acquired it.
fn words(model: &BoardModel, column: usize, texts: &Texts) -> Option<String> {
    let name = model.domains.iter().flat_map(|domain| &domain.competences).nth(column)?;
    let sure = model.rows.iter().filter(|row| row.levels.get(column).is_some_and(|level| *level >= Level::Acquired));
    let values = [("n", (sure.count() as u32).into()), ("of", (model.rows.len() as u32).into())];
    Some(format!("{name} – {}", texts.with("board-acquired", &values)))
}

/// One trainee; whether the line was clicked.
fn line_of(ui: &mut Ui, row: &Row, at: usize, places: &Places, column: Option<usize>, texts: &Texts) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(places.width, LINE), Sense::click());
    let sure = row.levels.iter().filter(|level| **level >= Level::Acquired).count();
    let values = [("n", (sure as u32).into()), ("of", (row.levels.len() as u32).into())];
    let says = format!("{} – {} – {}", row.who, texts.with("board-acquired", &values), row.about);
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, &says));
    if ui.is_rect_visible(rect) {
        let painter = ui.painter();
        if response.hovered() {
            painter.rect_filled(rect, 4.0, theme::STONE);
        } else if at % 2 == 1 {
            painter.rect_filled(rect, 4.0, theme::SLATE);
        }
        if let Some(left) = column.and_then(|column| places.columns.get(column)) {
            let band = Rect::from_min_size(rect.min + vec2(*left, 0.0), vec2(places.column, LINE));
            painter.rect_filled(band, 0.0, theme::STONE.gamma_multiply(0.6));
        }
        let body = TextStyle::Body.resolve(ui.style());
        let mut job = egui::text::LayoutJob::simple_singleline(row.who.clone(), body, theme::INK);
        job.wrap.max_width = places.name - 8.0;
        job.wrap.max_rows = 1;
        job.wrap.break_anywhere = true;
        let name = painter.layout_job(job);
        painter.galley(rect.left_center() + vec2(6.0, -name.size().y / 2.0), name, theme::INK);
        state(painter, rect.left_center() + vec2(places.name + 20.0, 0.0), row.state);
        for (left, level) in places.columns.iter().zip(&row.levels) {
            sign(painter, rect.left_center() + vec2(left + places.column / 2.0, 0.0), *level, places.column);
        }
        widgets::focus_ring(ui, rect, &response);
    }
    response.on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_text(&row.about).clicked()
}

/// A level: shape and colour both say it.
fn sign(painter: &Painter, centre: Pos2, level: Level, column: f32) {
    let radius = (column * 0.3).clamp(4.0, 8.0);
    match level {
        Level::NotSeen => {
            painter.circle_filled(centre, 1.6, theme::STONE_LIT);
        }
        Level::Learning => {
            painter.circle_stroke(centre, radius - 1.0, Stroke::new(2.0, theme::ACCENT));
        }
        Level::Acquired => {
            painter.circle_filled(centre, radius, theme::GOOD);
        }
        Level::Mastered => {
            let square = Rect::from_center_size(centre, Vec2::splat(radius * 2.0 + 7.0));
            pictogram::sign(painter, square, Sign::Star, theme::GOOD);
        }
    }
}

/// How it is going, where somebody should look.
fn state(painter: &Painter, centre: Pos2, state: State) {
    let square = Rect::from_center_size(centre, Vec2::splat(22.0));
    match state {
        State::Stuck => pictogram::sign(painter, square, Sign::Care, theme::CLAY),
        State::Away => pictogram::sign(painter, square, Sign::Clock, theme::INK_SOFT),
        State::New | State::Going => {}
    }
}

fn legend(ui: &mut Ui, texts: &Texts) {
    let frame = egui::Frame::NONE.fill(theme::SLATE).inner_margin(egui::Margin::symmetric(24, 6));
    egui::Panel::bottom("board.legend").frame(frame).show_separator_line(false).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            let mut one = |draw: &dyn Fn(&Painter, Pos2), text: &str, colour: Color32| {
                let (rect, _) = ui.allocate_exact_size(Vec2::splat(24.0), Sense::hover());
                draw(ui.painter(), rect.center());
                ui.label(small(text, colour));
                ui.add_space(12.0);
            };
            for level in Level::ALL {
                let name = texts.get(&format!("level-{}", level.name()));
                one(&|painter, at| sign(painter, at, level, 26.0), &name, theme::INK_SOFT);
            }
            for going in [State::Stuck, State::Away] {
                let name = texts.get(&format!("board-state-{}", going.name()));
                one(&|painter, at| state(painter, at, going), &name, theme::INK_SOFT);
            }
        });
    });
}
