//! Reads workpieces and kits of a catalogue file.

use std::collections::BTreeSet;
use std::ops::Range;

use super::shapes::{FAR_MM, KIT_TOOL, MAX_NAMES, REPEAT, SHAPES, SITE, VERBS, WORKPIECE};
use super::vocabulary::Colour;
use super::workpiece::{Axis, Finish, KitTool, Look, Shape, Site, Verb, When, Workpiece};
use crate::scenario::check;
use crate::scenario::decode::{At, Decode, Fields, each, mismatch, variant, word};
use crate::scenario::error::{Report, quoted};
use crate::scenario::schema::Text;
use crate::scenario::spanned::{Kind, Node};

/// A workpiece with the place of its entry.
pub(super) fn workpiece(node: &Node, report: &mut Report<'_>) -> Option<At<Workpiece>> {
    let mut fields = Fields::shaped(node, report, &WORKPIECE)?;
    let id = id(&mut fields, report)?;
    let name = fields.take::<Text>(report, "name");
    let look = looks(&mut fields, report);
    let nodes = fields.list(report, "sites")?;
    let read: Vec<Option<Vec<SiteAt>>> = nodes.iter().map(|node| sites(node, report)).collect();
    let read: Vec<SiteAt> = read.into_iter().collect::<Option<Vec<_>>>()?.into_iter().flatten().collect();
    if read.len() > MAX_NAMES {
        report.error(id.span.clone(), format!("{} sites, at most {MAX_NAMES} are allowed", read.len()));
        return None;
    }
    let known: Vec<&str> = read.iter().map(|site| site.site.id.as_str()).collect();
    let mut sound = unique(&read, report);
    for site in &read {
        for (name, span) in &site.named {
            if !known.contains(&name.as_str()) {
                let message = format!("this workpiece has no site {}", quoted(name));
                report.error_among(span.clone(), message, name, known.iter().copied());
                sound = false;
            }
        }
    }
    sound &= acyclic(&read, report);
    let sites = read.into_iter().map(|read| read.site).collect();
    let value = Workpiece { id: id.value, name: name?, look: look?, sites };
    sound.then_some(At { value, span: id.span })
}

/// A tool or an item with the place of its entry.
pub(super) fn kit_tool(node: &Node, report: &mut Report<'_>) -> Option<At<KitTool>> {
    let mut fields = Fields::shaped(node, report, &KIT_TOOL)?;
    let id = id(&mut fields, report)?;
    if id.value == "hand" {
        report.error(id.span.clone(), "`hand` is the bare hand, not a tool of a kit");
        return None;
    }
    let name = fields.take::<Text>(report, "name");
    let item = fields.optional("item").map_or(Some(false), |node| bool::decode(node, report));
    let cord = match fields.optional("cord") {
        Some(node) => Some(String::decode(node, report)?),
        None => None,
    };
    let look = looks(&mut fields, report);
    Some(At { value: KitTool { id: id.value, name: name?, item: item?, cord, look: look? }, span: id.span })
}

fn id(fields: &mut Fields<'_>, report: &mut Report<'_>) -> Option<At<String>> {
    let id = fields.at::<String>(report, "id")?;
    check::id(report, &id, 1);
    Some(id)
}

/// A site, the names of other sites in it, and where it stands.
struct SiteAt {
    site: Site,
    named: Vec<(String, Range<usize>)>,
    span: Range<usize>,
}

fn unique(sites: &[SiteAt], report: &mut Report<'_>) -> bool {
    let mut seen = BTreeSet::new();
    let mut sound = true;
    for site in sites {
        if !seen.insert(&site.site.id) {
            report.error(site.span.clone(), format!("site {} is given twice", quoted(&site.site.id)));
            sound = false;
        }
    }
    sound
}

/// Sites that wait for one another can never be reached.
fn acyclic(sites: &[SiteAt], report: &mut Report<'_>) -> bool {
    let mut reached: BTreeSet<&str> = BTreeSet::new();
    loop {
        let before = reached.len();
        for SiteAt { site, .. } in sites {
            if site.after.iter().all(|name| reached.contains(name.as_str())) {
                reached.insert(&site.id);
            }
        }
        if reached.len() == before {
            break;
        }
    }
    let stuck = sites.iter().find(|site| !reached.contains(site.site.id.as_str()));
    if let Some(stuck) = stuck {
        let message =
            format!("site {} waits for sites that wait for it: it can never be reached", quoted(&stuck.site.id));
        report.error(stuck.span.clone(), message);
    }
    stuck.is_none()
}

/// One site, or as many as it repeats: `{n}` in id, name, sentence and signs is the number.
fn sites(node: &Node, report: &mut Report<'_>) -> Option<Vec<SiteAt>> {
    let mut fields = Fields::shaped(node, report, &SITE)?;
    let span = fields.span();
    let id = fields.at::<String>(report, "id");
    let name = fields.take::<Text>(report, "name");
    let how = fields.take::<Text>(report, "how");
    let at = fields.node(report, "at").and_then(|node| point(node, report));
    let axis = fields.optional("axis").map_or(Some(Axis::Right), |node| word(node, report, "axis", &Axis::WORDS));
    let mut named = Vec::new();
    let verb = fields.node(report, "verb").and_then(|node| verb(node, report, &mut named));
    let mut names = |report: &mut Report<'_>, field: &str, sites: bool| match fields.optional(field) {
        None => Some(Vec::new()),
        Some(_) => {
            let nodes = fields.list(report, field)?;
            let read = each(nodes, |node| Some((String::decode(node, report)?, node.span.clone())))?;
            if sites {
                named.extend(read.iter().cloned());
            }
            Some(read.into_iter().map(|(name, _)| name).collect::<Vec<_>>())
        }
    };
    let tools = names(report, "tools", false);
    let after = names(report, "after", true);
    let before = names(report, "before", true);
    let renews = names(report, "renews", true);
    let forbidden = fields.optional("forbidden").map_or(Some(false), |node| bool::decode(node, report));
    let look = looks(&mut fields, report);
    let repeat = match fields.optional("repeat") {
        Some(node) => Some(repeat(node, report)?),
        None => None,
    };
    let id = id?;
    let numbered = At { value: id.value.replace("{n}", "1"), span: id.span.clone() };
    check::id(report, &numbered, 1);
    let site = Site {
        id: id.value,
        name: name?,
        how: how?,
        at: at?,
        axis: axis?,
        verb: verb?,
        tools: tools?,
        after: after?,
        before: before?,
        renews: renews?,
        forbidden: forbidden?,
        look: look?,
    };
    let Some((count, step)) = repeat else { return Some(vec![SiteAt { site, named, span }]) };
    if !site.id.contains("{n}") {
        report.error(id.span, "a site that repeats needs `{n}` in its id");
        return None;
    }
    Some(
        (1..=count)
            .map(|n| {
                let site = numbered_site(&site, n, step);
                let named = named.iter().map(|(name, span)| (number(name, n), span.clone())).collect();
                SiteAt { site, named, span: span.clone() }
            })
            .collect(),
    )
}

fn number(text: &str, n: u8) -> String {
    text.replace("{n}", &n.to_string())
}

fn numbered_site(site: &Site, n: u8, step: [f64; 3]) -> Site {
    let text = |text: &Text| Text { fr: number(&text.fr, n), en: number(&text.en, n) };
    let names = |names: &[String]| names.iter().map(|name| number(name, n)).collect();
    let mut numbered = Site {
        id: number(&site.id, n),
        name: text(&site.name),
        how: text(&site.how),
        after: names(&site.after),
        before: names(&site.before),
        renews: names(&site.renews),
        ..site.clone()
    };
    for (at, step) in numbered.at.iter_mut().zip(step) {
        *at += step * f64::from(n - 1);
    }
    match &mut numbered.verb {
        Verb::Insert { holds, starts, .. } => {
            holds.iter_mut().chain(starts).for_each(|name| *name = number(name, n));
        }
        Verb::Test { of } => of.iter_mut().for_each(|name| *name = number(name, n)),
        _ => {}
    }
    for look in &mut numbered.look {
        if let Shape::Sign { text, .. } = &mut look.shape {
            *text = number(text, n);
        }
    }
    numbered
}

fn repeat(node: &Node, report: &mut Report<'_>) -> Option<(u8, [f64; 3])> {
    let mut fields = Fields::shaped(node, report, &REPEAT)?;
    let count = fields.whole::<u8>(report, "count");
    let step = fields.node(report, "step").and_then(|node| point(node, report));
    Some((count?, step?))
}

fn verb(node: &Node, report: &mut Report<'_>, named: &mut Vec<(String, Range<usize>)>) -> Option<Verb> {
    let (which, mut f) = variant(node, report, "verb", VERBS)?;
    let span = f.span();
    let mut number = |report: &mut Report<'_>, name: &str| f.limited(report, name);
    let verb = match which {
        0 => {
            let station = number(report, "station");
            let (wall, reach) = (number(report, "wall"), number(report, "reach"));
            let spare = number(report, "spare");
            Verb::Score { station: station?, wall: wall?, reach: reach?, spare: spare? }
        }
        1 => {
            let (length, speed) = (number(report, "length"), number(report, "speed"));
            let firm = number(report, "firm");
            Verb::Draw { length: length?, speed: speed?, firm: firm? }
        }
        2 => {
            let (length, wall) = (number(report, "length"), number(report, "wall"));
            let (reach, spare) = (number(report, "reach"), number(report, "spare"));
            let drift = number(report, "drift");
            Verb::Slit { length: length?, wall: wall?, reach: reach?, spare: spare?, drift: drift? }
        }
        3 => {
            let (length, dirt) = (number(report, "length"), number(report, "dirt"));
            let left = number(report, "left");
            Verb::Wipe { length: length?, dirt: dirt?, left: left? }
        }
        4 => {
            let (angle, over) = (number(report, "angle"), number(report, "over"));
            Verb::Turn { angle: angle?, over: over? }
        }
        5 => {
            let (depth, tolerance) = (number(report, "depth"), number(report, "tolerance"));
            let holds = match f.optional("holds") {
                Some(_) => f.list(report, "holds").and_then(|nodes| each(nodes, |node| String::decode(node, report))),
                None => Some(Vec::new()),
            };
            let starts = match f.optional("starts") {
                Some(node) => Some(String::decode(node, report)?),
                None => None,
            };
            Verb::Insert { depth: depth?, tolerance: tolerance?, holds: holds?, starts }
        }
        6 => {
            let (from, to) = (number(report, "from"), number(report, "to"));
            let hold = number(report, "hold");
            let station = match f.optional("station") {
                Some(_) => Some(f.limited(report, "station")?),
                None => None,
            };
            Verb::Squeeze { from: from?, to: to?, hold: hold?, station }
        }
        7 => {
            let (gate, radius) = (number(report, "gate"), number(report, "radius"));
            let gates = f.list(report, "gates").and_then(|nodes| {
                each(nodes, |node| {
                    let gate = <(f64, f64)>::decode(node, report)?;
                    let near = gate.0.abs() <= FAR_MM && gate.1.abs() <= FAR_MM;
                    if !near {
                        report.error(node.span.clone(), format!("a gate may be at most {FAR_MM} mm away"));
                    }
                    near.then_some(gate)
                })
            });
            Verb::Lead { gates: gates?, gate: gate?, radius: radius? }
        }
        8 => {
            let (aim, still) = (number(report, "aim"), number(report, "still"));
            Verb::Frame { aim: aim?, still: still? }
        }
        9 => Verb::Pick { right: f.node(report, "right").and_then(|node| bool::decode(node, report))? },
        _ => {
            let of = f.list(report, "of").and_then(|nodes| {
                each(nodes, |node| {
                    let name = String::decode(node, report)?;
                    named.push((name.clone(), node.span.clone()));
                    Some(name)
                })
            });
            Verb::Test { of: of? }
        }
    };
    possible(&verb).map_or(Some(verb), |why| {
        report.error(span, why);
        None
    })
}

/// Why a verb can never be done as it is written.
fn possible(verb: &Verb) -> Option<String> {
    match verb {
        Verb::Score { wall, reach, .. } | Verb::Slit { wall, reach, .. } if reach < wall => {
            Some(format!("the blade reaches {reach} mm: it never cuts a wall of {wall} mm"))
        }
        Verb::Squeeze { from, to, .. } if from >= to => {
            Some(format!("a grip of {from} that is enough must be less than {to} that harms"))
        }
        Verb::Turn { angle, .. } if angle.abs() < 5.0 => Some("an angle under 5° is no turn".to_string()),
        Verb::Lead { gates, .. } if gates.len() < 2 => Some("a way needs at least two gates".to_string()),
        _ => None,
    }
}

fn point(node: &Node, report: &mut Report<'_>) -> Option<[f64; 3]> {
    let Kind::Tuple { name: None, items } = &node.kind else {
        mismatch(node, report, "three numbers (x, y, z)");
        return None;
    };
    if items.len() != 3 {
        mismatch(node, report, "three numbers (x, y, z)");
        return None;
    }
    let mut point = [0.0; 3];
    for (value, item) in point.iter_mut().zip(items) {
        *value = f64::decode(item, report)?;
        if value.abs() > FAR_MM {
            report.error(item.span.clone(), format!("must be from -{FAR_MM} to {FAR_MM}, found {value}"));
            return None;
        }
    }
    Some(point)
}

fn looks(fields: &mut Fields<'_>, report: &mut Report<'_>) -> Option<Vec<Look>> {
    if fields.optional("look").is_none() {
        return Some(Vec::new());
    }
    each(fields.list(report, "look")?, |node| look(node, report))
}

fn look(node: &Node, report: &mut Report<'_>) -> Option<Look> {
    let (which, mut f) = variant(node, report, "shape", SHAPES)?;
    let colour = f.node(report, "colour").and_then(|node| colour(node, report));
    let finish =
        f.optional("finish").map_or(Some(Finish::Plastic), |node| word(node, report, "finish", &Finish::WORDS));
    let when = f.optional("when").map_or(Some(When::Always), |node| word(node, report, "time", &When::WORDS));
    let shape = match which {
        0 => {
            let size = f.node(report, "size").and_then(|node| point(node, report));
            let at = f.node(report, "at").and_then(|node| point(node, report));
            let round = f.limited_or(report, "round", 0.0);
            Shape::Box { size: size?.map(f64::abs), at: at?, round: round? }
        }
        1 => {
            let diameter = f.limited(report, "diameter");
            let through_node = f.node(report, "through")?;
            let through = each(f.list(report, "through")?, |node| point(node, report))?;
            if through.len() < 2 {
                report.error(through_node.span.clone(), "a tube goes through at least two points");
                return None;
            }
            Shape::Tube { through, diameter: diameter? }
        }
        _ => {
            let text = f.take::<String>(report, "text");
            let at = f.node(report, "at").and_then(|node| point(node, report));
            let height = f.limited(report, "height");
            let upright = f.optional("upright").map_or(Some(false), |node| bool::decode(node, report));
            Shape::Sign { text: text?.chars().take(60).collect(), at: at?, height: height?, upright: upright? }
        }
    };
    Some(Look { shape, colour: colour?, finish: finish?, when: when? })
}

/// A colour by its name in the code, or as `#rrggbb`.
fn colour(node: &Node, report: &mut Report<'_>) -> Option<[u8; 3]> {
    if let Kind::Text(text) = &node.kind
        && let Some(hex) = text.strip_prefix('#')
    {
        let byte = |at: usize| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok();
        if hex.len() == 6
            && let (Some(r), Some(g), Some(b)) = (byte(0), byte(2), byte(4))
        {
            return Some([r, g, b]);
        }
        report.error(node.span.clone(), format!("expected a colour like #1e90ff, found {}", quoted(text)));
        return None;
    }
    let words = Colour::CODE.map(|colour| (colour.name(), colour.srgb()));
    word(node, report, "colour", &words)
}
