//! What stands on the bench for one measuring job: made when that job comes onto the desk, and taken away after it.

use bevy::light::NotShadowCaster;
use bevy::prelude::*;

use crate::bench::Bench;
use crate::bench::measure::{Measure, ports};
use crate::catalogue::vocabulary::{Device, Part};
use crate::instrument::endface::Polish;
use crate::plant::schema::Node;
use crate::scenario::schema::CordKind;

use super::super::super::aim::vec;
use super::super::super::models::{self, BODY, Piece, Surface, connectors, handhelds, otdr, panels, papers};
use super::super::super::stage::Dresser;
use super::super::super::work::Desk;
use super::super::{Drawn, Shown, to_lay_out};
use super::plugs::{Cap, PlugBody};
use super::{facing, out_of};

/// Anything that stands for the job that is on the desk.
#[derive(Component)]
pub struct Standing;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, lay_out.in_set(Drawn));
}

fn lay_out(
    desk: Res<Desk>,
    mut shown: Local<Shown>,
    old: Query<Entity, With<Standing>>,
    mut dresser: Dresser,
    mut commands: Commands,
) {
    let Some(bench) = to_lay_out(&desk, &mut shown, |bench| bench.measure().is_some()) else { return };
    for entity in &old {
        commands.entity(entity).despawn();
    }
    let Some(measure) = bench.measure() else { return };
    for piece in models::merge(things(bench, measure)) {
        let at = piece.at;
        dresser.spawn(&mut commands, piece, at).insert(Standing);
    }
    for plug in (0..crate::catalogue::vocabulary::PLUGS).filter(|plug| measure.owns(*plug)) {
        let body = commands.spawn((Standing, PlugBody(plug), Transform::default(), Visibility::Inherited)).id();
        for piece in connectors::plug(angled(measure, ports::plug_face(plug))) {
            let at = piece.at;
            commands.spawn((dresser.dress(piece, at), ChildOf(body)));
        }
    }
    for port in (1..=crate::catalogue::vocabulary::PORTS).filter(|port| measure.offers(*port)) {
        if matches!(ports::Socket::of(port), Some(ports::Socket::Coupler(..))) {
            continue;
        }
        let anchor = bench.anchor(Part::Port(port));
        let at = Transform::from_translation(vec(anchor.at)).with_rotation(facing(out_of(&anchor)));
        let cap = commands.spawn((Standing, Cap(port), at, Visibility::Inherited)).id();
        for piece in connectors::cap() {
            let at = piece.at;
            commands.spawn((dresser.dress(piece, at), NotShadowCaster, ChildOf(cap)));
        }
    }
}

fn angled(measure: &Measure, face: usize) -> bool {
    measure.faces.get(face).is_none_or(|face| face.polish == Polish::Apc)
}

/// Every still thing with its place.
fn things(bench: &Bench, measure: &Measure) -> Vec<(Transform, Vec<Piece>)> {
    let mut things = Vec::new();
    let table = vec(bench.measuring_at());
    let mut put =
        |at: [f64; 3], pieces: Vec<Piece>| things.push((Transform::from_translation(table + vec(at)), pieces));
    if !bench.only_measures() {
        put([0.0; 3], models::bench());
    }
    let count = measure.strands.len() as u8;
    let [pitch, near_foot, far_foot] =
        [ports::PORT_PITCH, ports::NEAR_PANEL[1], ports::FAR_PANEL[1]].map(|mm| mm as f32);
    let network = bench.job().scenario.measuring.as_ref().map(|measuring| &measuring.network);
    let label = |node: Node| match node {
        Node::Nro => "NRO",
        Node::Bpe => "BPE",
        Node::Pm => "PM",
        Node::Pbo => "PBO",
        Node::Pto => "PTO",
        Node::Rack => "BAIE",
    };
    if let Some(network) = network {
        if (1..ports::FAR).any(|port| measure.offers(port)) {
            let apc = angled(measure, ports::port_face(1));
            put(ports::NEAR_PANEL, panels::drawer(count, apc, label(network.near.0), pitch, near_foot));
        }
        let apc = angled(measure, ports::port_face(ports::FAR));
        let pieces = match network.far.0 {
            Node::Pto if count <= 4 => panels::socket(count, apc, pitch, far_foot),
            node => panels::drawer(count, apc, label(node), pitch, far_foot),
        };
        put(ports::FAR_PANEL, pieces);
    }
    for device in Device::ALL.into_iter().filter(|device| measure.has(*device)) {
        let pieces = match device {
            Device::Otdr => otdr::otdr(),
            Device::Source | Device::Meter => handhelds::handheld(device),
            Device::Locator => handhelds::locator(),
            Device::Scope => handhelds::monitor(),
        };
        put(ports::device_place(device), pieces);
    }
    put(ports::RECORD, papers::record());
    for (i, cord) in measure.cords.iter().enumerate() {
        let metres = match cord.length_m as u32 {
            0..=99 => None,
            100..=199 => Some("150 M"),
            200..=399 => Some("300 M"),
            400..=749 => Some("500 M"),
            750..=1_499 => Some("1000 M"),
            _ => Some("2000 M"),
        };
        let pieces = match (cord.kind, metres) {
            (CordKind::Launch, Some(metres)) => papers::reel("AMORCE", metres, true),
            (CordKind::Receive, Some(metres)) => papers::reel("FIN", metres, false),
            _ => papers::loops(Surface::YellowSheath),
        };
        put(ports::reel_place(i as u8), pieces);
    }
    for pair in ports::COUPLERS.into_iter().filter(|pair| measure.offers(pair[0])) {
        let [a, b] = pair.map(|port| bench.anchor(Part::Port(port)));
        let middle = (vec(a.at) + vec(b.at)) / 2.0;
        let mut pieces = connectors::coupler(angled(measure, ports::port_face(pair[0])));
        let turn = Transform::from_translation(middle).with_rotation(facing(out_of(&b)));
        // Its soft shadow stays on the bench.
        for piece in pieces.iter_mut().filter(|piece| piece.surface == Surface::SoftShadow) {
            piece.at.translation.y -= middle.y;
        }
        debug_assert!(pieces.iter().all(|piece| piece.name == BODY));
        things.push((turn, pieces));
    }
    things
}
