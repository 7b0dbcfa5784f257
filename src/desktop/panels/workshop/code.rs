//! The text with line numbers: errors underlined in place and listed under it, the form's field lit.

use std::ops::Range;

use bevy_egui::egui::text::{CCursor, CCursorRange};
use bevy_egui::egui::{self, Align2, Color32, FontId, Id, RichText, TextEdit, TextStyle, Ui, pos2, vec2};

use super::{Action, DraftModel, Look, colour, problems};
use crate::desktop::theme;
use crate::locale::Texts;

/// Room for line numbers.
const GUTTER: f32 = 42.0;
/// Most errors under the text; the tab beside has them all.
const LISTED: usize = 6;

pub(super) fn show(ui: &mut Ui, draft: &DraftModel<'_>, look: &mut Look, texts: &Texts) -> Option<Action> {
    let mut action = None;
    let errors = draft.document.errors();
    let frame = egui::Frame::NONE.fill(theme::SLATE).inner_margin(egui::Margin::symmetric(8, 4));
    egui::Panel::bottom(egui::Id::new("workshop.strip")).frame(frame).show_separator_line(false).show(ui, |ui| {
        if errors.is_empty() {
            let good = RichText::new(format!("✔ {}", texts.get("workshop-good"))).color(theme::GOOD);
            ui.label(good);
            return;
        }
        let list = egui::ScrollArea::vertical().id_salt("workshop.strip").max_height(96.0).auto_shrink([false, true]);
        list.show(ui, |ui| {
            for (error, place) in errors.iter().zip(draft.document.places()).take(LISTED) {
                action = problems::error(ui, draft, error, place.as_deref(), look, texts).or(action.take());
            }
        });
    });
    let scroll = egui::ScrollArea::vertical().id_salt(("workshop.text", draft.place)).auto_shrink([false, false]);
    scroll.show(ui, |ui| action = editor(ui, draft, look).or(action.take()));
    action
}

fn editor(ui: &mut Ui, draft: &DraftModel<'_>, look: &mut Look) -> Option<Action> {
    let text = draft.document.text();
    let id = Id::new(("workshop.editor", draft.place));
    let mut typed = text.to_owned();
    let font = TextStyle::Monospace.resolve(ui.style());
    let errors: Vec<Range<usize>> = draft.document.errors().iter().map(|error| visible(text, &error.span)).collect();
    if let Some(byte) = look.jump {
        let at = CCursor::new(chars_before(text, byte));
        let mut state = TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
        state.cursor.set_char_range(Some(CCursorRange::one(at)));
        TextEdit::store_state(ui.ctx(), id, state);
        ui.memory_mut(|memory| memory.request_focus(id));
        look.cursor = at.index.into();
        look.mark = None;
    }
    let lit = look.mark.as_ref().map(|(span, _)| span.clone());
    let mut layouter = |ui: &Ui, buffer: &dyn egui::TextBuffer, width: f32| {
        let mut job = colour::job(buffer.as_str(), &font, &errors, lit.as_ref());
        job.wrap.max_width = width;
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    };
    let margin = egui::Margin { left: GUTTER as i8, right: 6, top: 4, bottom: 4 };
    let edit = TextEdit::multiline(&mut typed).id(id).code_editor().desired_width(f32::INFINITY).margin(margin);
    let output = edit.desired_rows(8).layouter(&mut layouter).show(ui);
    numbers(ui, &output, &font, &errors, text);
    let place = |byte: usize| {
        let rect = output.galley.pos_from_cursor(CCursor::new(chars_before(text, byte)));
        rect.translate(output.galley_pos.to_vec2()).expand2(vec2(0.0, 30.0))
    };
    if let Some(byte) = look.jump.take() {
        ui.scroll_to_rect(place(byte), Some(egui::Align::Center));
    } else if let Some((span, scroll)) = &mut look.mark
        && std::mem::take(scroll)
    {
        ui.scroll_to_rect(place(span.start), Some(egui::Align::Center));
    }
    if output.response.response.changed() {
        look.mark = None;
        return Some(Action::Type(typed));
    }
    // The form follows the cursor.
    if output.response.response.has_focus()
        && let Some(range) = output.cursor_range
    {
        let cursor: usize = range.primary.index.into();
        if cursor != look.cursor {
            look.cursor = cursor;
            look.mark = None;
            let byte = text.char_indices().nth(cursor).map_or(text.len(), |(byte, _)| byte);
            if let Some(field) = draft.document.form().at(byte)
                && field.key != look.selected
            {
                look.selected.clone_from(&field.key);
                look.reveal = Some(field.key.clone());
            }
        }
    }
    None
}

/// Line numbers in the margin; those of lines with errors stand out.
fn numbers(ui: &Ui, output: &egui::text_edit::TextEditOutput, font: &FontId, errors: &[Range<usize>], text: &str) {
    let line_of = |byte: usize| text.as_bytes().iter().take(byte).filter(|b| **b == b'\n').count();
    let wrong: std::collections::BTreeSet<usize> = errors.iter().map(|span| line_of(span.start)).collect();
    let clip = ui.clip_rect();
    let right = output.galley_pos.x - 10.0;
    let small = FontId::new((font.size * 0.9).round(), font.family.clone());
    let (mut line, mut begins) = (0, true);
    for row in &output.galley.rows {
        let y = output.galley_pos.y + row.pos.y;
        if begins && y + font.size > clip.top() && y < clip.bottom() {
            let bad = wrong.contains(&line);
            let colour = if bad { theme::CLAY } else { Color32::from_rgb(0x5d, 0x6e, 0x7b) };
            let at = pos2(right, y + row.row.size.y / 2.0);
            ui.painter().text(at, Align2::RIGHT_CENTER, line + 1, small.clone(), colour);
        }
        begins = row.ends_with_newline;
        line += usize::from(begins);
    }
}

/// An error's bytes, at least one character of them and none of the next line.
fn visible(text: &str, span: &Range<usize>) -> Range<usize> {
    let start = span.start.min(text.len());
    let rest = text.get(start..).unwrap_or_default();
    let line = rest.find('\n').unwrap_or(rest.len());
    let first = rest.chars().next().map_or(0, char::len_utf8);
    let end = span.end.clamp(start + first.min(line.max(first)), text.len().max(start + first));
    // A wrong struct is named at its beginning, not underlined all through.
    start..if span.len() > line && line > 0 { start + line } else { end }
}

fn chars_before(text: &str, byte: usize) -> usize {
    text.char_indices().take_while(|(at, _)| *at < byte).count()
}
