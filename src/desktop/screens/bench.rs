//! At the bench: what surrounds the work, the loupe, the label under the pointer.

use age::secrecy::SecretString;
use bevy::prelude::*;
use bevy_egui::{EguiContexts, EguiPrimaryContextPass, egui};

use crate::bench::measure::ports::Socket;
use crate::bench::tray::STAYS_MM;
use crate::bench::{Bench, Wheel};
use crate::calendar;
use crate::catalogue::vocabulary::{Colour, Part, TICK_S, Tool};
use crate::catalogue::workpiece::Verb;
use crate::exam::{IncidentKind, notes};
use crate::hands::Goal;
use crate::hands::hint::hint;
use crate::hands::plan::{self, Habits};
use crate::locale::{Texts, Value, side_name};
use crate::pointing::{Command, Pointer};

use super::super::aim::{Aim, Target};
use super::super::app::{Chosen, Screen, Words};
use super::super::effort::Effort;
use super::super::faces::{self, Asked, FaceLooks, Looks, Wish, orders};
use super::super::ghost::Ghost;
use super::super::input::Ask;
use super::super::invigilate::ExamRoom;
use super::super::lead::Ring;
use super::super::magnifier;
use super::super::panels::exam::{self, Order};
use super::super::panels::hud::{self, Action, Guide, HudModel, Left};
use super::super::panels::settings::{Quality, Settings};
use super::super::store;
use super::super::theme;
use super::super::work::{Attempt, Desk, Keyframes, Picked};
use super::Panels;
use super::workshop::OnTrial;

/// A kit with more than this has its items on the mat alone.
const MOST_ON_BAR: usize = 14;
/// Size of the loupe at most, points: most of them stand in two panes side by side.
const LOUPE: (f32, f32) = (540.0, 300.0);

pub(super) fn plugin(app: &mut App) {
    app.add_systems(EguiPrimaryContextPass, show.in_set(Panels).run_if(in_state(Screen::Bench)));
}

fn show(
    mut contexts: EguiContexts,
    words: Res<Words>,
    chosen: Res<Chosen>,
    (aim, leads, mut effort): (Res<Aim>, Res<Ring>, Option<ResMut<Effort>>),
    picked: Option<Res<Picked>>,
    attempt: Option<ResMut<Attempt>>,
    mut desk: ResMut<Desk>,
    mut keyframes: ResMut<Keyframes>,
    (mut looks, mut ghost): (ResMut<FaceLooks>, ResMut<Ghost>),
    mut asks: MessageWriter<Ask>,
    mut next: ResMut<NextState<Screen>>,
    trial: Option<Res<OnTrial>>,
    room: Option<Res<ExamRoom>>,
    mut commands: Commands,
) -> Result {
    let (Some(mut attempt), Some(picked), Some(bench)) = (attempt, picked, &desk.bench) else {
        // An exam's part is sealed at the end of the frame in which it ended.
        if room.is_none() {
            next.set(Screen::List);
        }
        return Ok(());
    };
    let ctx = contexts.ctx_mut()?;
    let texts = &words.0;
    if attempt.message.as_ref().is_some_and(|(_, until)| *until < bench.now()) {
        attempt.message = None;
    }
    loupe(ctx, bench, chosen.0.left_handed, texts);
    let asked = if attempt.paused { Asked::default() } else { faces::show(ctx, bench, &mut looks.0, texts) };
    if attempt.pointer.touching().is_none() && !attempt.paused {
        if let Some(at) = leads.at {
            // Where the processor draws, each breath would cost a frame.
            let still = chosen.0.still || chosen.0.quality == Quality::Low;
            beckon(ctx, at, still);
            if !still && let Some(effort) = &mut effort {
                effort.breathe();
            }
        }
        // Never in an exam that does not allow help.
        let names = chosen.0.colour_names && attempt.sitting.is_none();
        label(ctx, &aim, texts, attempt.pointer.tool(), bench, names);
    }
    match hud::show(ctx, &model(bench, &attempt, &ghost, &chosen.0, texts), texts) {
        None => {}
        Some(Action::Take(tool)) => {
            asks.write(Ask(Command::Take(tool)));
        }
        Some(Action::Leave) => {
            asks.write(Ask(Command::Leave));
        }
        Some(Action::ToggleGuide) => {
            let on = !attempt.guided;
            attempt.guide(on);
        }
        Some(Action::TurnGhost) => ghost.turn(),
        Some(Action::Pause) => {
            attempt.paused = !attempt.paused;
            attempt.pointer.freeze(bench);
        }
        Some(Action::Quit) => {
            attempt.keep();
            commands.remove_resource::<Attempt>();
            next.set(if trial.is_some() { Screen::Workshop } else { Screen::List });
        }
        Some(Action::Examiner) => {
            if let Some(sitting) = &mut attempt.sitting {
                (sitting.desk, sitting.wrong) = (true, false);
            }
        }
        Some(Action::Finish) if attempt.sitting.is_some() => {
            if let Some(sitting) = &mut attempt.sitting {
                sitting.ends = true;
            }
        }
        Some(Action::Finish) => {
            if let Some(bench) = desk.bench.take() {
                looks.0 = faces::Looks::default();
                let picked = picked.clone();
                let lang = chosen.0.lang;
                keyframes.clear();
                commands.queue(move |world: &mut World| {
                    if let Some(attempt) = world.remove_resource::<Attempt>() {
                        let done = attempt.finish(bench, &picked, lang);
                        world.insert_resource(done);
                    }
                });
                next.set(Screen::Result);
            }
        }
    }
    if let Some(room) = &room {
        examine(ctx, &mut attempt, room, desk.bench.as_ref(), texts);
    }
    if let Some(bench) = &mut desk.bench {
        obey(asked, bench, &mut attempt, &mut looks.0, texts);
    }
    Ok(())
}

/// The examiner's window: only the examiner's passphrase does anything there.
fn examine(ctx: &egui::Context, attempt: &mut Attempt, room: &ExamRoom, bench: Option<&Bench>, texts: &Texts) {
    let paused = attempt.paused;
    let Some(sitting) = attempt.sitting.as_mut().filter(|sitting| sitting.desk || paused) else { return };
    let order = exam::desk(ctx, exam::Desk { paused, wrong: sitting.wrong }, texts);
    let given = match &order {
        None => return,
        Some(Order::Nothing) => {
            sitting.desk = false;
            return;
        }
        Some(Order::Pause(given) | Order::End(given)) => SecretString::from(given.clone()),
    };
    sitting.wrong = !room.opened.is_examiner(&given);
    if sitting.wrong {
        return;
    }
    sitting.desk = false;
    if matches!(order, Some(Order::End(_))) {
        sitting.ends = true;
        return;
    }
    attempt.paused = !paused;
    if let Some(bench) = bench {
        attempt.pointer.freeze(bench);
    }
    let what = if paused { IncidentKind::Continued } else { IncidentKind::Paused };
    attempt.note(notes::incident(what, calendar::now_s()));
}

/// Does what was asked of a face: keys are pressed by the hand, and the journal has them.
fn obey(asked: Asked, bench: &mut Bench, attempt: &mut Attempt, looks: &mut Looks, texts: &Texts) {
    for press in asked.presses {
        let samples = attempt.pointer.press(press.part, press.code, press.value);
        attempt.tell(samples, bench);
    }
    for wish in asked.wishes {
        match wish {
            Wish::Open(part) => looks.open = part,
            Wish::Skip => {
                let running = bench.measure().and_then(|measure| measure.otdr.running);
                let ticks = running.map_or(0, |running| running.until.saturating_sub(bench.now()) + 1);
                let rest = attempt.pointer.rest();
                attempt.tell(std::iter::repeat_n(rest, ticks as usize), bench);
            }
            Wish::Export(kind) => {
                looks.told = Some(match store::export_trace(bench, kind, texts.lang()) {
                    Ok(path) => texts.with("face-exported", &[("path", Value::from(path.display().to_string()))]),
                    Err(why) => why,
                });
            }
        }
    }
}

fn model(bench: &Bench, attempt: &Attempt, ghost: &Ghost, settings: &Settings, texts: &Texts) -> HudModel {
    let pointer = &attempt.pointer;
    let named = |tool: Tool| tool_name(bench, tool, texts);
    let tools = tools_on_bar(bench).map(|tool| (tool, bench.can_take(tool), named(tool))).collect();
    let guide = attempt.guided.then(|| {
        let goal = plan::next(bench, &Habits::default());
        let name = goal_name(goal, bench);
        let hint = hint(bench, goal, texts.lang()).unwrap_or_else(|| texts.hint(name));
        Guide { goal: name, sentence: sentence(goal, bench, texts), hint }
    });
    HudModel {
        tools,
        held: pointer.tool(),
        held_name: named(pointer.tool()),
        touching: pointer.touching().map(|part| {
            let name = part_of(part, bench, texts);
            match station(part, pointer.tool(), bench.hand().along_mm(), bench) {
                Some(mm) => texts.with("bench-station", &[("part", Value::from(name)), ("mm", Value::Fixed(mm, 0))]),
                None => name,
            }
        }),
        guide,
        ghost: (attempt.guided && attempt.sitting.is_none()).then(|| ghost.setting()),
        grip: bench.hand().grip_01(),
        resistance: bench.resistance(),
        speed_mm_s: bench.speed(),
        breaks: bench.state().breaks,
        wheel_text: wheel_text(pointer, bench, texts),
        left: left(pointer, bench, texts),
        elapsed_s: f64::from(bench.now()) * TICK_S,
        paused: attempt.paused,
        message: attempt.message.as_ref().map(|(text, _)| text.clone()),
        trial: attempt.is_trial(),
        left_handed: settings.left_handed,
        exam: attempt.sitting.as_ref().map(|sitting| hud::Exam {
            who: sitting.name.clone(),
            left_s: f64::from(sitting.left(bench.now())) * TICK_S,
            guide: sitting.guide,
        }),
    }
}

/// The tools on the bar, from left to right.
pub fn tools_on_bar(bench: &Bench) -> impl Iterator<Item = Tool> {
    let shown = |tool: &Tool| {
        !matches!(tool, Tool::Hand)
            && (bench.job().scenario.tools.contains(tool)
                || tool.plug().is_some_and(|plug| loose(bench, plug))
                || (bench.has_workshop() && (tool.fibre().is_some() || *tool == Tool::SplicedFibre)))
    };
    Tool::ALL.into_iter().filter(shown).chain(kit_tools(bench))
}

/// The kit's tools on the bar: items that are in their site are taken out there, not from a bar.
fn kit_tools(bench: &Bench) -> impl Iterator<Item = Tool> {
    let kit = &bench.job().craft.kit;
    let inside = move |n: u8| bench.craft().is_some_and(|craft| craft.place_of(n).is_some());
    // Many wires or cords would fill the bar: they are taken from the mat.
    let few = kit.len() <= MOST_ON_BAR;
    let shown = move |n: &u8| !inside(*n) && (few || !kit[usize::from(*n)].item);
    (0..kit.len() as u8).filter(shown).map(Tool::Kit)
}

/// A tool's name: the catalogue's for one of the kit.
fn tool_name(bench: &Bench, tool: Tool, texts: &Texts) -> String {
    let kit = tool.kit().and_then(|n| bench.job().craft.kit.get(usize::from(n)));
    kit.map_or_else(|| orders::tool(bench.measure(), tool, texts), |kit| texts.pick(&kit.name).to_owned())
}

/// A goal's name in locale keys and pictograms: that of its verb at a site.
fn goal_name(goal: Goal, bench: &Bench) -> &'static str {
    match goal {
        Goal::Site(number) => bench.site(number).map_or(goal.name(), |(site, _)| verb_goal(&site.verb)),
        goal => goal.name(),
    }
}

/// The goal that a verb is, in locale keys and pictograms.
pub(super) fn verb_goal(verb: &Verb) -> &'static str {
    match verb {
        Verb::Score { .. } => "site-score",
        Verb::Draw { .. } => "site-draw",
        Verb::Slit { .. } => "site-slit",
        Verb::Wipe { .. } => "site-wipe",
        Verb::Turn { .. } => "site-turn",
        Verb::Insert { .. } => "site-insert",
        Verb::Squeeze { .. } => "site-squeeze",
        Verb::Lead { .. } => "site-lead",
        Verb::Frame { .. } => "site-frame",
        Verb::Pick { .. } => "site-pick",
        Verb::Test { .. } => "site-test",
    }
}

/// Whether a cord's connector lies about or is in hand: one that sits in a port is pulled out there, not from a bar.
fn loose(bench: &Bench, plug: u8) -> bool {
    bench.measure().is_some_and(|measure| measure.owns(plug) && measure.plugged[usize::from(plug)].is_none())
}

/// The guide's order for a goal, with the job's numbers and colours.
pub(super) fn sentence(goal: Goal, bench: &Bench, texts: &Texts) -> String {
    let job = bench.job();
    let lengths = &job.lengths;
    let mm = match goal {
        Goal::CutSheath => lengths.ring_mm,
        Goal::ScoreTube => lengths.tube_left_mm,
        _ => lengths.strip_mm,
    };
    let colour = match goal {
        Goal::PickFibre => Colour::of(job.fibre_in_tube()),
        _ => Colour::of(job.tube),
    };
    let mut values = vec![
        ("mm", Value::Fixed(mm, 0)),
        ("colour", Value::from(texts.colour(colour))),
        ("tube", Value::from(job.tube)),
        ("fibre", Value::from(job.fibre)),
        ("slot", Value::from(job.slot)),
    ];
    if let Some(side) = goal.side() {
        values.push(("side", Value::from(side_name(side))));
    }
    if let Goal::Site(number) = goal
        && let Some((site, _)) = bench.site(number)
    {
        let item = match site.verb {
            Verb::Insert { .. } => site.holds.first().and_then(|n| bench.job().craft.kit.get(usize::from(*n))),
            _ => None,
        };
        let how = texts.pick(&site.how).to_owned();
        return match item {
            Some(item) => format!("{how} ({})", texts.pick(&item.name)),
            None => how,
        };
    }
    let order = texts.goal(goal.name(), &values);
    let about = bench.measure().and_then(|measure| orders::about(goal, measure, |part| part_name(part, texts), texts));
    match about {
        Some(about) => texts.with("guide-about", &[("order", Value::from(order)), ("about", Value::from(about))]),
        None => order,
    }
}

/// A part in words, a cord's connector by what cord it is.
fn part_of(part: Part, bench: &Bench, texts: &Texts) -> String {
    let plug = match part {
        Part::Plug(number) => number.checked_sub(1),
        _ => None,
    };
    if let Part::Site(number) = part
        && let Some((site, _)) = bench.site(number)
    {
        return texts.pick(&site.name).to_owned();
    }
    let named = plug.zip(bench.measure()).and_then(|(plug, measure)| orders::plug(measure, plug, texts));
    named.unwrap_or_else(|| part_name(part, texts))
}

/// A part in words: `part-…`, with its number where it has one.
pub fn part_name(part: Part, texts: &Texts) -> String {
    let numbered = |key: &str, n: u8| texts.with(key, &[("n", Value::from(n))]);
    match part {
        Part::Face => texts.get("part-face"),
        Part::Sheath => texts.get("part-sheath"),
        Part::Tube(n) => numbered("part-tube", n),
        Part::Bundle(n) => numbered("part-bundle", n),
        Part::Fibre(n) => numbered("part-fibre", n),
        Part::FibreEnd(side) => texts.get(&format!("part-end-{}", side_name(side))),
        Part::CleaverGroove => texts.get("part-cleaver-groove"),
        Part::CleaverLid => texts.get("part-cleaver-lid"),
        Part::CleaverBlade => texts.get("part-cleaver-blade"),
        Part::CleaverDial => texts.get("part-cleaver-dial"),
        Part::CleaverHeight => texts.get("part-cleaver-height"),
        Part::Shard => texts.get("part-shard"),
        Part::ShardBin => texts.get("part-shard-bin"),
        Part::SplicerGroove(_) => texts.get("part-splicer-groove"),
        Part::SplicerLid => texts.get("part-splicer-lid"),
        Part::SplicerKey(key) => texts.key(key),
        Part::Sleeve => texts.get("part-sleeve"),
        Part::Oven => texts.get("part-oven"),
        Part::OvenLid => texts.get("part-oven-lid"),
        Part::Tray => texts.get("part-tray"),
        Part::TraySlot(n) => numbered("part-slot", n),
        Part::TrayLid => texts.get("part-tray-lid"),
        Part::Port(port) => match Socket::of(port) {
            Some(Socket::Near(i)) => numbered("part-port-near", i + 1),
            Some(Socket::Far(i)) => numbered("part-port-far", i + 1),
            Some(Socket::Device(device)) => texts.get(&format!("part-port-{}", device.name())),
            Some(Socket::Coupler(..)) | None => texts.get("part-port-coupler"),
        },
        Part::Plug(number) => texts.tool(Tool::of_plug(number.saturating_sub(1))),
        Part::Panel(device) => texts.get(&format!("part-{}", device.name())),
        Part::Record => texts.get("part-record"),
        Part::Site(_) => texts.get("part-site"),
        Part::Questions => texts.get("part-questions"),
    }
}

/// Where a cutter stands, as a folding rule would say: from the cable's end on the sheath, from the sheath on a tube.
fn station(part: Part, held: Tool, along_mm: f64, bench: &Bench) -> Option<f64> {
    match (held, part) {
        (Tool::SheathCutter, Part::Sheath) => Some(along_mm),
        (Tool::TubeCutter, Part::Tube(_)) => Some(bench.state().cable.exposed_mm - along_mm),
        (_, Part::Site(number)) => match bench.site(number)?.0.verb {
            Verb::Score { .. } | Verb::Draw { .. } | Verb::Squeeze { station: Some(_), .. } => Some(along_mm.max(0.0)),
            _ => None,
        },
        _ => None,
    }
}

fn wheel_text(pointer: &Pointer, bench: &Bench, texts: &Texts) -> Option<String> {
    let control = pointer.control()?;
    if let Some(Part::CleaverDial | Part::CleaverHeight) = pointer.touching() {
        let blade = &bench.state().cleaver.blade;
        let values = [
            ("position", Value::from(blade.position + 1)),
            ("height", Value::from(blade.height + 1)),
            ("cleaves", Value::from(u32::from(blade.used()))),
        ];
        return Some(texts.with("bench-blade", &values));
    }
    match control.wheel {
        Wheel::BladeStop => {
            let stop = Bench::blade_stop_mm(bench.hand().wheel);
            Some(texts.with("bench-blade-stop", &[("mm", Value::Fixed(stop, 1))]))
        }
        Wheel::FreshArea => Some(texts.get("bench-fresh-area")),
        Wheel::Turn | Wheel::Key => {
            Some(texts.with("bench-turn", &[("deg", Value::Fixed(bench.hand().turn_deg(), 0))]))
        }
        Wheel::Lift if pointer.tool() == Tool::Probe => Some(texts.get("bench-focus")),
        Wheel::Lift => Some(texts.with("bench-lift", &[("mm", Value::Fixed(bench.hand().lift_mm(), 1))])),
        Wheel::Raise => Some(texts.with("bench-raise", &[("mm", Value::Fixed(bench.hand().lift_mm(), 0))])),
        Wheel::None => None,
    }
}

/// What is left of the fibre that is led into the tray, while it is.
fn left(pointer: &Pointer, bench: &Bench, texts: &Texts) -> Option<Left> {
    pointer.touching().filter(|part| *part == Part::Tray)?;
    let side = bench.tray_side();
    let whole = bench.tray_length_mm(side);
    let left = (whole - bench.state().tray.laid_mm[side.index()]).max(0.0);
    let text = texts.with("bench-left", &[("mm", Value::Fixed(left, 0))]);
    Some(Left { text, share: left / whole.max(1.0), enough: left <= STAYS_MM })
}

/// The loupe, right of the work, or left of it for a hand that comes from there.
pub fn loupe(ctx: &egui::Context, bench: &Bench, left_handed: bool, texts: &Texts) {
    let sample = *bench.hand();
    if !magnifier::wanted(bench, &sample) {
        return;
    }
    let screen = ctx.content_rect();
    let width = LOUPE.0.min(screen.width() * 0.4);
    let size = egui::vec2(width, (width * LOUPE.1 / LOUPE.0).min(screen.height() * 0.42));
    let x = if left_handed { screen.left() + 14.0 } else { screen.right() - size.x - 14.0 };
    let at = egui::pos2(x, screen.top() + 118.0);
    let area = egui::Area::new(egui::Id::new("loupe")).fixed_pos(at).order(egui::Order::Middle);
    area.interactable(false).show(ctx, |ui| {
        ui.set_min_size(size);
        ui.set_max_size(size);
        magnifier::show(ui, bench, &sample, texts.lang());
    });
}

/// A ring where the guide leads to; it breathes, unless nothing is to move by itself.
fn beckon(ctx: &egui::Context, at: Vec2, still: bool) {
    let scale = ctx.pixels_per_point();
    let at = egui::pos2(at.x / scale, at.y / scale);
    let beat = if still { 0.5 } else { 0.5 - 0.5 * (ctx.input(|input| input.time) * 3.2).cos() as f32 };
    let painter = ctx.layer_painter(egui::LayerId::new(egui::Order::Background, egui::Id::new("lead")));
    let radius = 22.0 + 9.0 * beat;
    painter.circle_filled(at, radius, theme::ACCENT.gamma_multiply(0.13));
    painter.circle_stroke(at, radius, egui::Stroke::new(5.0, egui::Color32::from_black_alpha(90)));
    painter.circle_stroke(at, radius, egui::Stroke::new(3.0, theme::ACCENT.gamma_multiply(0.95 - 0.3 * beat)));
}

/// What a click would do, beside the pointer, and a ring round the part. `names`: colours are named too.
fn label(ctx: &egui::Context, aim: &Aim, texts: &Texts, held: Tool, bench: &Bench, names: bool) {
    let (Some(target), Some(at)) = (aim.target, aim.at) else { return };
    let text = match target {
        // Colour is for the eye to find: the label does not give it away, but to those who asked.
        Target::Touch(Part::Fibre(n), _) if names => texts.colour(Colour::of(n)),
        Target::Touch(Part::Fibre(_), _) => texts.get("part-some-fibre"),
        // What is to be found is not named either.
        Target::Touch(Part::Site(number), _)
            if bench.site(number).is_some_and(|(site, _)| matches!(site.verb, Verb::Pick { .. })) =>
        {
            texts.get("goal-site-pick")
        }
        Target::Touch(part, along) => match station(part, held, along, bench) {
            Some(mm) => texts.with(
                "bench-station",
                &[("part", Value::from(part_of(part, bench, texts))), ("mm", Value::Fixed(mm, 0))],
            ),
            None => part_of(part, bench, texts),
        },
        Target::Take(tool) => texts.with("bench-take", &[("tool", Value::from(tool_name(bench, tool, texts)))]),
    };
    let scale = ctx.pixels_per_point();
    let at = egui::pos2(at.x / scale, at.y / scale);
    let painter = ctx.layer_painter(egui::LayerId::new(egui::Order::Background, egui::Id::new("aim")));
    painter.circle_stroke(at, 13.0, egui::Stroke::new(4.0, egui::Color32::from_black_alpha(110)));
    painter.circle_stroke(at, 13.0, egui::Stroke::new(2.0, theme::ACCENT));
    let font = egui::TextStyle::Body.resolve(&ctx.global_style());
    let galley = painter.layout_no_wrap(text, font, egui::Color32::WHITE);
    let corner = at + egui::vec2(20.0, -galley.size().y - 12.0);
    let rect = egui::Rect::from_min_size(corner, galley.size()).expand2(egui::vec2(9.0, 5.0));
    painter.rect_filled(rect, 6.0, egui::Color32::from_black_alpha(190));
    painter.galley(corner, galley, egui::Color32::WHITE);
}
