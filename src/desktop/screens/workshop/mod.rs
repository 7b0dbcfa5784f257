//! The workshop: what the author asked is done to drafts, and the picture follows every good version.

mod clipboard;
mod preview;
mod proving;
mod studio;
mod trial;

use bevy::prelude::*;
use bevy::window::WindowCloseRequested;
use bevy_egui::{EguiContexts, EguiPrimaryContextPass, EguiTextureHandle};

use super::super::app::{Chosen, Phase, Screen, Shelf, Words};
use super::super::canvas::Canvas;
use super::super::invigilate::nobody_sits;
use super::super::panels;
use super::super::panels::workshop::{self, Action, DraftModel, ProofModel, WorkshopModel};
use super::super::work::{Attempt, Desk};
use super::Panels;
use crate::workshop::SaveError;
pub use studio::Studio;
pub use trial::OnTrial;

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Studio>()
        .add_plugins(trial::plugin)
        .add_systems(Update, closing.run_if(nobody_sits))
        .add_systems(OnEnter(Screen::Workshop), enter)
        .add_systems(OnExit(Screen::Workshop), leave)
        .add_systems(
            Update,
            (watch, preview::follow, preview::gaze).chain().in_set(Phase::Work).run_if(in_state(Screen::Workshop)),
        )
        .add_systems(EguiPrimaryContextPass, show.in_set(Panels).run_if(in_state(Screen::Workshop)));
}

/// The window's own button asks what « Quit » asks; wherever the person is, the unsaved text is brought on the page.
fn closing(
    mut asked: MessageReader<WindowCloseRequested>,
    mut studio: ResMut<Studio>,
    words: Res<Words>,
    time: Res<Time<Real>>,
    mut next: ResMut<NextState<Screen>>,
    mut exit: MessageWriter<AppExit>,
) {
    if asked.read().count() == 0 {
        return;
    }
    if studio.holds_back(&words.0, time.elapsed_secs_f64()) {
        next.set(Screen::Workshop);
    } else {
        exit.write(AppExit::Success);
    }
}

fn enter(mut studio: ResMut<Studio>, shelf: Res<Shelf>, words: Res<Words>, mut commands: Commands) {
    commands.remove_resource::<Attempt>();
    commands.remove_resource::<OnTrial>();
    studio.restock(&shelf.0, &words.0);
    studio.preview.forget();
}

/// The bench of the preview is nobody's attempt.
fn leave(mut canvas: ResMut<Canvas>) {
    canvas.set_pane(None);
}

/// Files are watched and threads are heard.
fn watch(mut studio: ResMut<Studio>, time: Res<Time<Real>>, shelf: Res<Shelf>, words: Res<Words>) {
    let now = time.elapsed_secs_f64();
    studio.look_at_file(now, &shelf.0.catalogue.catalogue, &words.0);
    studio.proving.hear(&words.0);
}

fn show(
    mut contexts: EguiContexts,
    words: Res<Words>,
    chosen: Res<Chosen>,
    shelf: Res<Shelf>,
    time: Res<Time<Real>>,
    mut canvas: ResMut<Canvas>,
    mut studio: ResMut<Studio>,
    mut desk: ResMut<Desk>,
    mut next: ResMut<NextState<Screen>>,
    mut commands: Commands,
) -> Result {
    let picture = contexts.add_image(EguiTextureHandle::Strong(canvas.picture()));
    let ctx = contexts.ctx_mut()?;
    let texts = &words.0;
    let now = time.elapsed_secs_f64();
    let kept = studio.kept();
    let Studio { drafts, open, look, examples, advice, notice, offered, preview, proving, clipboard, .. } =
        &mut *studio;
    clipboard.before(ctx);
    let draft = open.and_then(|open| drafts.get(open));
    let place = draft.map(|draft| crate::workshop::draft::short_path(draft.document.path())).unwrap_or_default();
    let model = WorkshopModel {
        shelf: &kept,
        draft: draft.map(|draft| DraftModel {
            document: &draft.document,
            examples,
            advice,
            place: &place,
            conflict: draft.conflict,
            seed: preview.seed,
            steps: preview.steps(),
            step: preview.step,
            working: preview.is_working(),
            offered: offered.as_ref().map(|(key, names)| (key.as_str(), names.as_slice())),
            proof: match draft.document.good() {
                Some(good) => proving.model(good),
                None => ProofModel::None,
            },
        }),
        notice: notice.as_ref().filter(|(_, until)| now < *until).map(|(told, _)| told.as_str()),
        picture: Some(picture),
    };
    let mut ui = panels::page(ctx);
    let action = workshop::show(&mut ui, &model, look, texts);
    clipboard.after(ctx);
    let size = look.pane.map(|pane| pane.size() * ctx.pixels_per_point());
    canvas.set_pane(size.map(|size| UVec2::new(size.x as u32, size.y as u32)));
    // What was asked shows in the next frame, and the picture in the one after.
    if action.is_some() || preview.is_working() || proving.is_running() || preview.is_fresh() {
        ctx.request_repaint();
    }
    let Some(action) = action else { return Ok(()) };
    let catalogue = &shelf.0.catalogue.catalogue;
    match action {
        Action::Back => next.set(Screen::List),
        Action::Open(path) => studio.open(&path, catalogue, texts, now),
        Action::Copy(path) => studio.copy(&path, catalogue, texts, now),
        Action::Type(text) => studio.with_document(|document| document.type_text(&text, catalogue)),
        Action::Edit { splice, typing: true } => studio.with_document(|document| {
            let text = splice.apply(document.text());
            document.type_text(&text, catalogue);
        }),
        Action::Edit { splice, typing: false } => {
            studio.with_document(|document| document.edit(&splice, catalogue));
            studio.offered = None;
        }
        Action::Offer(key) => {
            let mut names = Vec::new();
            studio.with_document(|document| names = document.missing(&key, catalogue));
            studio.offered = Some((key, names));
        }
        Action::Undo | Action::Redo => {
            let mut at = None;
            studio.with_document(|document| {
                at = if action == Action::Undo { document.undo(catalogue) } else { document.redo(catalogue) };
            });
            // The text shows what came back, and the form keeps the keyboard.
            studio.look.mark = at.map(|at| (at..at, true));
        }
        Action::Save | Action::SaveOver => {
            let over = action == Action::SaveOver;
            let saved = studio.draft_mut().map(|draft| draft.save(over, catalogue));
            match saved {
                Some(Ok(())) => {
                    studio.tell(texts.with("workshop-saved", &[("place", place.into())]), now);
                    studio.restock(&shelf.0, texts);
                }
                // The bar over the page asks which of the two shall stay.
                Some(Err(SaveError::Changed)) | None => {}
                Some(Err(why)) => {
                    studio.tell(texts.with("workshop-not-saved", &[("why", why.to_string().into())]), now);
                }
            }
        }
        Action::TakeTheirs => {
            if let Some(draft) = studio.draft_mut()
                && let Err(errors) = draft.take_theirs(catalogue)
            {
                studio.tell(studio::unreadable(&errors, texts), now);
            }
            studio.review();
        }
        Action::Seed(seed) => studio.preview.seed = seed,
        Action::Step(step) => studio.preview.step = step,
        Action::Try => trial::begin(&mut studio, &chosen.0, &mut desk, &mut next, &mut commands),
        Action::Prove => {
            if let Some(good) = studio.draft().and_then(|draft| draft.document.good().cloned()) {
                studio.proving.start(good, catalogue.clone());
            }
        }
        Action::StopProof => studio.proving.stop(),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use bevy::state::app::StatesPlugin;

    use super::*;
    use crate::catalogue::builtin_catalogue;
    use crate::locale::Texts;
    use crate::scenario::schema::Lang;
    use crate::workshop::Draft;

    #[test]
    fn closing_the_window_asks_once_for_an_unsaved_draft_and_then_leaves() {
        let catalogue = builtin_catalogue().expect("sound").catalogue;
        let original = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/geste/premiere-epissure.ron");
        let folder = tempfile::tempdir().expect("a folder");
        let draft = Draft::copy(&original, folder.path(), &catalogue).expect("it is good");
        let mut app = App::new();
        app.add_plugins((MinimalPlugins, StatesPlugin))
            .init_state::<Screen>()
            .add_message::<WindowCloseRequested>()
            .insert_resource(Words(Texts::new(Lang::Fr)))
            .init_resource::<Studio>()
            .add_systems(Update, closing);
        let window = app.world_mut().spawn_empty().id();
        let close = |app: &mut App| {
            app.world_mut().write_message(WindowCloseRequested { window });
            app.update();
            // The screen turns at the beginning of the next frame.
            let left = app.should_exit().is_some();
            app.update();
            left
        };
        app.world_mut().resource_mut::<Studio>().drafts.push(draft);
        assert!(!close(&mut app), "a copy that was never saved");
        assert_eq!(*app.world().resource::<State<Screen>>().get(), Screen::Workshop);
        assert!(app.world().resource::<Studio>().notice.is_some());
        app.world_mut().resource_mut::<Studio>().drafts[0].document.type_text("changed again", &catalogue);
        assert!(!close(&mut app), "another text than the one that was warned about");
        assert!(close(&mut app), "who means it leaves the second time");
    }

    #[test]
    fn closing_the_window_leaves_at_once_where_nothing_is_unsaved() {
        let mut app = App::new();
        app.add_plugins((MinimalPlugins, StatesPlugin))
            .init_state::<Screen>()
            .add_message::<WindowCloseRequested>()
            .insert_resource(Words(Texts::new(Lang::En)))
            .init_resource::<Studio>()
            .add_systems(Update, closing);
        let window = app.world_mut().spawn_empty().id();
        app.world_mut().write_message(WindowCloseRequested { window });
        app.update();
        assert!(app.should_exit().is_some());
    }
}
