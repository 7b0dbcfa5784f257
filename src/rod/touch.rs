//! Fibres that touch fibres: which edges are near one another, and where they press.

use super::chain::Rod;
use super::vector::{V3, ZERO, add, dot, length, scale, sub};

/// Edges are pairs while they are nearer than this beside their thickness, m: for rods that hardly move, and at most.
const MARGIN: [f64; 2] = [0.4e-3, 1.0e-3];
/// Share of that after which a rod's pairs are found again: two rods that move so far still cannot meet unseen.
const SLACK: f64 = 0.25;
/// Cells of the map on each side; it repeats itself beyond.
const CELLS: usize = 64;
/// No edge.
const NONE: u32 = u32::MAX;
/// Pairs kept for each edge, on average: more would be a knot that no hand makes.
const PER_EDGE: usize = 32;
/// Touches kept for each edge, on average.
const TOUCHES: usize = 4;
/// Stiffness between fibres that yield both, N/m.
const BETWEEN: f64 = 200.0;
/// A resting fibre wakes where another one presses it so much deeper than when it fell asleep, m: by 0.4 mN.
const PRESSED: f64 = 4.0e-6;
/// And by such a share of what pressed there, and of all that holds the fibre.
const GROWN: [f64; 2] = [0.5, 0.05];
/// It wakes too where a contact has parted by so much, m,
const PARTED: f64 = 5.0e-5;
/// that pressed so deep, m: 1 µN,
const CARRIED: f64 = 1.0e-8;
/// and such a share of all that holds it.
const LOST: f64 = 0.01;

/// One side of a touch: an edge of a rod is pressed along a normal.
#[derive(Clone, Copy, Debug)]
pub(super) struct Touch {
    pub edge: u32,
    /// Shares of the edge's two nodes.
    pub weight: [f64; 2],
    /// Away from the other fibre.
    pub normal: V3,
    /// Free way that is this one's to keep, m: half of it, or all where the other one sleeps; negative where they press.
    pub gap: f64,
    /// Stiffness, N/m: half where the whole way is one's own, so that the force is the same.
    pub stiffness: f64,
    /// Its speed there, m/s.
    pub speed: V3,
}

#[derive(Clone, Copy, Debug)]
struct Edge {
    rod: u32,
    edge: u32,
}

/// Two edges that are near, by their numbers among all.
#[derive(Clone, Copy, Debug)]
struct Pair {
    edges: [u32; 2],
    /// Until their ends have travelled so far together they cannot meet, m.
    due: f64,
    /// How deep they pressed when they were last both awake, m.
    load: f64,
}

impl Pair {
    fn new(edges: [u32; 2]) -> Pair {
        Pair { edges, due: 0.0, load: 0.0 }
    }

    /// Whether a fibre that sleeps must wake where the gap to one that moves is now so. `held` is how deep others press on
    /// it altogether.
    fn wakes(&self, gap: f64, held: f64) -> bool {
        let pressed = -gap > self.load + PRESSED + GROWN[0] * self.load + GROWN[1] * held;
        pressed || gap > PARTED && self.load > CARRIED + LOST * held
    }
}

/// What is known of a rod since its pairs were found.
#[derive(Clone, Debug, Default)]
struct Known {
    /// Number of its first edge among all; each rod has one for each node that it could have.
    first: usize,
    /// Nodes that it could have.
    most: usize,
    places: Vec<V3>,
    stale: bool,
    asleep: bool,
    /// New or just woken: what presses on what sleeps pressed there before.
    fresh: bool,
    /// Gap within which its pairs are found, m.
    margin: f64,
    /// How deep other fibres pressed on it when it was last awake, m, all added up.
    held: f64,
}

impl Known {
    fn slack(&self) -> f64 {
        SLACK * self.margin
    }
}

/// An edge in the map.
#[derive(Clone, Copy, Debug)]
struct Charted {
    middle: V3,
    /// Not quite a unit vector where the edge is stretched.
    tangent: V3,
    /// Its cell, and its neighbours there.
    cell: u32,
    next: u32,
    before: u32,
}

impl Charted {
    const NOWHERE: Charted = Charted { middle: ZERO, tangent: ZERO, cell: NONE, next: NONE, before: NONE };
}

/// Finds touches. All its room is reserved when a rod is added.
#[derive(Clone, Debug, Default)]
pub(super) struct Finder {
    /// All edges that there could be.
    edges: Vec<Edge>,
    /// Where each node was at the last look.
    seen: Vec<V3>,
    /// Way of each edge's ends since they are known, m: its parts along the axes added up, which is no less.
    travel: Vec<f64>,
    /// The same at the end of this step, if they go on as they do.
    ahead: Vec<f64>,
    /// The map: edges, and the first one of each cell; only rods that moved are charted anew.
    charted: Vec<Charted>,
    heads: Vec<u32>,
    /// Width of a cell, m.
    cell: f64,
    /// Pairs of edges of which one is awake.
    pairs: Vec<Pair>,
    /// Pairs under load of a fibre that sleeps and one whose pairs are found again.
    loaded: Vec<Pair>,
    known: Vec<Known>,
    /// Touches of each rod, in the order of the rods.
    pub touches: Vec<Vec<Touch>>,
    /// Rods that must be woken after this step: what holds them up is looked at before they move.
    pub wake: Vec<bool>,
}

impl Finder {
    /// Makes room for one more rod of so many nodes.
    pub fn reserve(&mut self, nodes: usize) {
        let (first, rod) = (self.edges.len(), self.known.len() as u32);
        self.edges.extend((0..nodes as u32).map(|edge| Edge { rod, edge }));
        let room = self.edges.len();
        self.seen.resize(room, ZERO);
        self.travel.resize(room, 0.0);
        self.ahead.resize(room, 0.0);
        self.charted.resize(room, Charted::NOWHERE);
        self.heads.resize(CELLS * CELLS, NONE);
        self.pairs.reserve(room * PER_EDGE - self.pairs.len());
        self.loaded.reserve(room * PER_EDGE - self.loaded.len());
        self.known.push(Known { first, most: nodes, places: Vec::with_capacity(nodes), ..Known::default() });
        self.touches.push(Vec::with_capacity(nodes * TOUCHES));
        self.wake.push(false);
    }

    /// Nothing touches, and nothing is known to sleep: for when fibres have not felt one another for a while.
    pub fn forget(&mut self) {
        self.touches.iter_mut().for_each(Vec::clear);
        for known in &mut self.known {
            known.asleep = false;
            known.places.clear();
        }
    }

    /// How far each edge went since the last look, and which rods moved so far that pairs may be missing: those are
    /// found again.
    fn refresh(&mut self, rods: &[Rod], dt: f64) {
        let mut any = false;
        let mut cell = self.cell;
        for (rod, known) in rods.iter().zip(&mut self.known) {
            let other = known.places.len() != rod.active;
            // Asleep since the last look it has not moved.
            (known.stale, known.fresh) = (false, false);
            if rod.asleep && known.asleep && !other {
                continue;
            }
            cell = cell.max(rod.spacing + 2.0 * rod.material.radius + MARGIN[1]);
            let room = known.first..known.first + rod.active;
            let lists = self.seen[room.clone()].iter_mut().zip(&mut self.travel[room.clone()]);
            let lists = lists.zip(&mut self.ahead[room]);
            let (mut before, mut farthest) = ([0.0f64; 2], 0.0f64);
            let mut edge: Option<(&mut f64, &mut f64)> = None;
            for (((seen, travel), ahead), (at, speed)) in lists.zip(rod.places().iter().zip(rod.speeds())) {
                let way = (at[0] - seen[0]).abs() + (at[1] - seen[1]).abs() + (at[2] - seen[2]).abs();
                let next = dt * (speed[0].abs() + speed[1].abs() + speed[2].abs());
                farthest = farthest.max(next);
                *seen = *at;
                if let Some((travel, ahead)) = edge {
                    *travel += way.max(before[0]);
                    *ahead = *travel + next.max(before[1]);
                }
                (before, edge) = ([way, next], Some((travel, ahead)));
            }
            // What just fell asleep need not know what sleeps beside it, and finds it again when it wakes.
            let woken = known.asleep && !rod.asleep;
            any |= known.asleep != rod.asleep;
            known.asleep = rod.asleep;
            let ways = rod.places().iter().zip(&known.places).map(|(now, then)| {
                let way = sub(*now, *then);
                dot(way, way)
            });
            known.fresh = woken || known.places.is_empty();
            known.stale = other || woken || ways.fold(0.0, f64::max) > known.slack() * known.slack();
            if known.stale {
                any = true;
                known.margin = (MARGIN[0] + 4.0 * farthest).min(MARGIN[1]);
                known.places.clear();
                known.places.extend_from_slice(rod.places());
            }
        }
        if cell > self.cell {
            // A thicker rod came: the map is drawn anew.
            self.cell = cell;
            self.heads.fill(NONE);
            self.charted.fill(Charted::NOWHERE);
            for rod in 0..rods.len() {
                self.chart(rods, rod);
            }
        } else {
            for rod in 0..rods.len() {
                if self.known[rod].stale {
                    self.chart(rods, rod);
                }
            }
        }
        if any {
            let (known, edges, loaded) = (&self.known, &self.edges, &mut self.loaded);
            loaded.clear();
            self.pairs.retain(|pair| {
                let [a, b] = pair.edges.map(|edge| edges[edge as usize].rod as usize);
                let stale = known[a].stale || known[b].stale;
                if stale && pair.load > 0.0 && rods[a].asleep != rods[b].asleep {
                    loaded.push(*pair);
                }
                !stale && !(rods[a].asleep && rods[b].asleep)
            });
            loaded.sort_unstable_by_key(|pair| pair.edges);
            for pair in loaded.iter() {
                let [a, b] = pair.edges.map(|edge| edges[edge as usize]);
                let (p, q) = (&rods[a.rod as usize], &rods[b.rod as usize]);
                // One that lost nodes is not what it was.
                let whole = a.edge as usize + 1 < p.active && b.edge as usize + 1 < q.active;
                if !whole || pair.wakes(near(p, a.edge as usize, q, b.edge as usize).gap, known[sleeper(a, b, p)].held)
                {
                    self.wake[sleeper(a, b, p)] = true;
                }
            }
            self.pair_up(rods);
        }
    }

    /// Puts a rod's edges where they are now in the map.
    fn chart(&mut self, rods: &[Rod], rod: usize) {
        let (Some(known), Some(rod)) = (self.known.get(rod), rods.get(rod)) else { return };
        for e in 0..known.most {
            let edge = known.first + e;
            let pair = if e + 1 < rod.active { rod.places.get(e..e + 2) } else { None };
            let middle = pair.map(|pair| scale(add(pair[0], pair[1]), 0.5));
            let cell = middle.map_or(NONE, |middle| {
                let [x, y] = place(middle, self.cell);
                (y * CELLS + x) as u32
            });
            if let (Some(pair), Some(middle)) = (pair, middle) {
                self.charted[edge].middle = middle;
                self.charted[edge].tangent = scale(sub(pair[1], pair[0]), 1.0 / rod.spacing);
            }
            let Charted { cell: was, next, before, .. } = self.charted[edge];
            if cell == was {
                continue;
            }
            if was != NONE {
                match before {
                    NONE => self.heads[was as usize] = next,
                    before => self.charted[before as usize].next = next,
                }
                if next != NONE {
                    self.charted[next as usize].before = before;
                }
            }
            self.charted[edge].cell = cell;
            if cell != NONE {
                let head = std::mem::replace(&mut self.heads[cell as usize], edge as u32);
                (self.charted[edge].next, self.charted[edge].before) = (head, NONE);
                if head != NONE {
                    self.charted[head as usize].before = edge as u32;
                }
            }
        }
    }

    /// Pairs of the rods that are stale, with all others.
    fn pair_up(&mut self, rods: &[Rod]) {
        for (rod, first_rod) in rods.iter().enumerate() {
            let Known { first, stale, margin, fresh, .. } = self.known[rod];
            if !stale {
                continue;
            }
            for e in 0..first_rod.active - 1 {
                let one = (first + e) as u32;
                let here = self.charted[one as usize];
                let [x, y] = place(here.middle, self.cell);
                for [dx, dy] in AROUND {
                    let mut two = self.heads[(y + dy) % CELLS * CELLS + (x + dx) % CELLS];
                    while two != NONE {
                        let there = &self.charted[two as usize];
                        let candidate = std::mem::replace(&mut two, there.next);
                        let way = sub(here.middle, there.middle);
                        let square = dot(way, way);
                        if square > self.cell * self.cell {
                            continue;
                        }
                        let q = self.edges[candidate as usize];
                        let known = &self.known[q.rod as usize];
                        // Of two stale rods each pair is met twice: once is enough.
                        if known.stale && candidate <= one {
                            continue;
                        }
                        if rod == q.rod as usize && e.abs_diff(q.edge as usize) < 3 {
                            continue;
                        }
                        let other = &rods[q.rod as usize];
                        if first_rod.asleep && other.asleep {
                            continue;
                        }
                        // Beside one another and nearly parallel: the middles' distance across says enough.
                        let (along, turned) = (dot(way, here.tangent), dot(here.tangent, there.tangent));
                        let across = (square - along * along).max(0.0);
                        let leans = 0.25 * other.spacing * other.spacing * (1.01 - turned * turned).max(0.0);
                        let margin = margin.max(known.margin);
                        let room = first_rod.material.radius + other.material.radius + margin;
                        // The square of a sum is no more than twice the sum of the squares: most need no root.
                        if across > 2.0 * (leans + room * room) || across.sqrt() - leans.sqrt() > room {
                            continue;
                        }
                        let near = near(first_rod, e, other, q.edge as usize);
                        if near.gap > margin {
                            continue;
                        }
                        if self.pairs.len() == self.edges.len() * PER_EDGE {
                            return;
                        }
                        let mut pair = Pair::new([one, candidate]);
                        pair.due = near.gap + self.travel[one as usize] + self.travel[candidate as usize];
                        if first_rod.asleep != other.asleep {
                            pair.load = if fresh || known.fresh {
                                (-near.gap).max(0.0)
                            } else {
                                let same = |edges: [u32; 2]| {
                                    let found = self.loaded.binary_search_by_key(&edges, |pair| pair.edges);
                                    found.ok().and_then(|at| self.loaded.get(at)).map(|pair| pair.load)
                                };
                                same([one, candidate]).or_else(|| same([candidate, one])).unwrap_or(0.0)
                            };
                        }
                        self.pairs.push(pair);
                    }
                }
            }
        }
    }

    /// Where fibres touch now, or will within a step of `dt` seconds.
    pub fn find(&mut self, rods: &[Rod], dt: f64) {
        for touches in &mut self.touches {
            touches.clear();
        }
        self.wake.fill(false);
        self.refresh(rods, dt);
        for pair in &mut self.pairs {
            let [first, second] = pair.edges.map(|edge| edge as usize);
            // What was so far apart cannot have met; the last digits are left a nanometre.
            if self.ahead[first] + self.ahead[second] < pair.due - 1e-9 {
                continue;
            }
            let (a, b) = (self.edges[first], self.edges[second]);
            let (p, q) = (&rods[a.rod as usize], &rods[b.rod as usize]);
            // What sleeps together does not ask.
            if p.asleep && q.asleep {
                continue;
            }
            let (i, j) = (a.edge as usize, b.edge as usize);
            let fast = [p.speeds[i], p.speeds[i + 1], q.speeds[j], q.speeds[j + 1]];
            let Near { shares: [s, t], normal, gap } = near(p, i, q, j);
            pair.due = gap + self.travel[first] + self.travel[second];
            if p.asleep == q.asleep {
                pair.load = (-gap).max(0.0);
            } else if pair.wakes(gap, self.known[sleeper(a, b, p)].held) {
                self.wake[sleeper(a, b, p)] = true;
            }
            let at = |from: V3, to: V3, share: f64| add(from, scale(sub(to, from), share));
            let speeds = [at(fast[0], fast[1], s), at(fast[2], fast[3], t)];
            let speed = sub(speeds[0], speeds[1]);
            if gap + (dot(speed, normal) * dt).min(0.0) > 0.0 {
                continue;
            }
            for (me, other, rod, weight, normal, speed) in
                [(a, q, p, [1.0 - s, s], normal, speeds[0]), (b, p, q, [1.0 - t, t], scale(normal, -1.0), speeds[1])]
            {
                let list = &mut self.touches[me.rod as usize];
                if !rod.asleep && list.len() < TOUCHES * self.known[me.rod as usize].most {
                    // What sleeps holds up but does not yield: the other one has the whole way to go.
                    let yields = if other.asleep { 1.0 } else { 0.5 };
                    let (gap, stiffness) = (yields * gap, BETWEEN * (1.5 - yields));
                    list.push(Touch { edge: me.edge, weight, normal, gap, stiffness, speed });
                }
            }
        }
        let awake = self.known.iter_mut().zip(&self.touches).zip(rods).filter(|(_, rod)| !rod.asleep);
        for ((known, touches), _) in awake {
            known.held = touches.iter().map(|touch| 2.0 * touch.stiffness / BETWEEN * (-touch.gap).max(0.0)).sum();
        }
    }
}

/// Ways to a cell of the map and to those around it; one back is one less than a whole turn.
const AROUND: [[usize; 2]; 9] = {
    const BACK: usize = CELLS - 1;
    [[BACK, BACK], [0, BACK], [1, BACK], [BACK, 0], [0, 0], [1, 0], [BACK, 1], [0, 1], [1, 1]]
};

/// The cell of a place in the map, which repeats itself.
fn place(at: V3, cell: f64) -> [usize; 2] {
    [at[0], at[1]].map(|v| ((v / cell).floor() as i64).rem_euclid(CELLS as i64) as usize)
}

/// Which of two rods sleeps, where one does.
fn sleeper(a: Edge, b: Edge, first: &Rod) -> usize {
    if first.asleep { a.rod as usize } else { b.rod as usize }
}

/// How two edges stand to one another.
struct Near {
    shares: [f64; 2],
    /// From the second to the first.
    normal: V3,
    gap: f64,
}

fn near(p: &Rod, i: usize, q: &Rod, j: usize) -> Near {
    let (p0, p1, q0, q1) = (p.places[i], p.places[i + 1], q.places[j], q.places[j + 1]);
    let (s, t) = closest(p0, p1, q0, q1);
    let at = |from: V3, to: V3, share: f64| add(from, scale(sub(to, from), share));
    let way = sub(at(p0, p1, s), at(q0, q1, t));
    let far = length(way);
    let normal = if far > 1e-9 { scale(way, 1.0 / far) } else { [0.0, 0.0, 1.0] };
    Near { shares: [s, t], normal, gap: far - p.material.radius - q.material.radius }
}

/// Shares along two segments where they are nearest (Ericson, Real-Time Collision Detection, 5.1.9).
fn closest(p0: V3, p1: V3, q0: V3, q1: V3) -> (f64, f64) {
    let (d, e, r) = (sub(p1, p0), sub(q1, q0), sub(p0, q0));
    let (a, b, c, f, g) = (dot(d, d), dot(d, e), dot(d, r), dot(e, e), dot(e, r));
    let below = a * f - b * b;
    let mut s = if below > 1e-9 * a * f { ((b * g - c * f) / below).clamp(0.0, 1.0) } else { 0.5 };
    let mut t = (b * s + g) / f;
    if t < 0.0 {
        t = 0.0;
        s = (-c / a).clamp(0.0, 1.0);
    } else if t > 1.0 {
        t = 1.0;
        s = ((b - c) / a).clamp(0.0, 1.0);
    }
    (s, t)
}

#[cfg(test)]
mod tests {
    use super::super::material::Material;
    use super::*;

    #[test]
    fn every_near_pair_is_found_whatever_the_grid() {
        let mut rods = Vec::new();
        let mut finder = Finder::default();
        for k in 0..6 {
            let angle = 0.5 * f64::from(k);
            let along = [libm::cos(angle), libm::sin(angle), 0.0];
            let from = [0.01 * f64::from(k), -0.02 * f64::from(k % 3), 0.0001 * f64::from(k)];
            finder.reserve(40);
            rods.push(Rod::straight(Material::COATED, 0.005, 40, from, along).unwrap());
        }
        let mut most = 0;
        // Whether they are found at first, or while they move a little, far, or are put somewhere else.
        for way in [0.0, 3e-5, 6e-5, 9e-5, 2e-3, 0.4] {
            for (k, rod) in rods.iter_mut().enumerate() {
                for place in &mut rod.places {
                    place[k % 2] += way * libm::sin((k * 3) as f64);
                }
            }
            finder.find(&rods, 0.01);
            assert_eq!(missed(&rods, &finder), 0, "after {way} m");
            most = most.max(finder.pairs.len());
        }
        assert!(most > 10, "{most}");
    }

    fn missed(rods: &[Rod], finder: &Finder) -> usize {
        let mut missing = 0;
        for (a, p) in rods.iter().enumerate() {
            for (b, q) in rods.iter().enumerate().skip(a + 1) {
                for i in 0..39 {
                    for j in 0..39 {
                        let (s, t) = closest(p.places[i], p.places[i + 1], q.places[j], q.places[j + 1]);
                        let at = |rod: &Rod, e: usize, share: f64| {
                            add(rod.places[e], scale(sub(rod.places[e + 1], rod.places[e]), share))
                        };
                        let near = length(sub(at(p, i, s), at(q, j, t))) < 0.25e-3 + MARGIN[0] * (1.0 - 3.0 * SLACK);
                        let known = finder.pairs.iter().any(|pair| {
                            let [x, y] = &pair.edges.map(|edge| finder.edges[edge as usize]);
                            let key = |e: &Edge| (e.rod as usize, e.edge as usize);
                            let (x, y) = (key(x), key(y));
                            (x, y) == ((a, i), (b, j)) || (x, y) == ((b, j), (a, i))
                        });
                        missing += usize::from(near && !known);
                    }
                }
            }
        }
        missing
    }
}
