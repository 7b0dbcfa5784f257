//! Fibres that touch fibres: which edges are near one another, and where they press.

use super::chain::Rod;
use super::vector::{V3, ZERO, add, dot, length, scale, sub};

/// Edges are pairs while they are nearer than this beside their thickness, m.
const MARGIN: f64 = 1.0e-3;
/// Way after which a rod's pairs are found again, m: two rods that move so far still cannot meet unseen.
const SLACK: f64 = 0.25 * MARGIN;
/// Cells of the grid on each side, at most.
const CELLS: usize = 96;
/// Pairs kept for each edge, on average: more would be a knot that no hand makes.
const PER_EDGE: usize = 32;
/// Touches kept for each edge, on average.
const TOUCHES: usize = 4;
/// Depth at which a resting fibre is woken by another, m.
const WAKES: f64 = 4.0e-6;

/// One side of a touch: an edge of a rod is pressed along a normal.
#[derive(Clone, Copy, Debug)]
pub(super) struct Touch {
    pub edge: u32,
    /// Shares of the edge's two nodes.
    pub weight: [f64; 2],
    /// Away from the other fibre.
    pub normal: V3,
    /// Free way, m; negative where they press.
    pub gap: f64,
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
}

/// An edge in the map: its middle, and its rank among those that take part.
#[derive(Clone, Copy, Debug)]
struct Charted {
    middle: V3,
    rank: u32,
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
    /// Numbers of the edges that take part, their middles and directions: not quite unit vectors where one is stretched.
    present: Vec<u32>,
    middles: Vec<V3>,
    tangents: Vec<V3>,
    /// The map: edges by cells, and where each cell begins.
    charted: Vec<Charted>,
    starts: Vec<u32>,
    pairs: Vec<Pair>,
    known: Vec<Known>,
    /// Touches of each rod, in the order of the rods.
    pub touches: Vec<Vec<Touch>>,
    /// Rods that must be woken.
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
        self.present.reserve(room - self.present.len());
        self.middles.reserve(room - self.middles.len());
        self.tangents.reserve(room - self.tangents.len());
        self.charted.resize(room, Charted { middle: ZERO, rank: 0 });
        self.pairs.reserve(room * PER_EDGE - self.pairs.len());
        self.known.push(Known { first, most: nodes, places: Vec::with_capacity(nodes), stale: true, asleep: false });
        self.starts.resize(CELLS * CELLS + 1, 0);
        self.touches.push(Vec::with_capacity(nodes * TOUCHES));
        self.wake.push(false);
    }

    /// Nothing touches, and nothing is known to sleep: for when fibres have not felt one another for a while.
    pub fn forget(&mut self) {
        self.touches.iter_mut().for_each(Vec::clear);
        self.known.iter_mut().for_each(|known| known.asleep = false);
    }

    /// How far each edge went since the last look, and which rods moved so far that pairs may be missing: those are
    /// found again.
    fn refresh(&mut self, rods: &[Rod], dt: f64) {
        let mut any = false;
        for (rod, known) in rods.iter().zip(&mut self.known) {
            let other = known.places.len() != rod.active;
            // Asleep since the last look it has not moved.
            if rod.asleep && known.asleep && !other {
                known.stale = false;
                continue;
            }
            let room = known.first..known.first + rod.active;
            let lists = self.seen[room.clone()].iter_mut().zip(&mut self.travel[room.clone()]);
            let lists = lists.zip(&mut self.ahead[room]);
            let mut before = [0.0f64; 2];
            let mut edge: Option<(&mut f64, &mut f64)> = None;
            for (((seen, travel), ahead), (at, speed)) in lists.zip(rod.places().iter().zip(rod.speeds())) {
                let way = (at[0] - seen[0]).abs() + (at[1] - seen[1]).abs() + (at[2] - seen[2]).abs();
                let next = dt * (speed[0].abs() + speed[1].abs() + speed[2].abs());
                *seen = *at;
                if let Some((travel, ahead)) = edge {
                    *travel += way.max(before[0]);
                    *ahead = *travel + next.max(before[1]);
                }
                (before, edge) = ([way, next], Some((travel, ahead)));
            }
            known.asleep = rod.asleep;
            let ways = rod.places().iter().zip(&known.places).map(|(now, then)| {
                let way = sub(*now, *then);
                dot(way, way)
            });
            known.stale = other || !rod.asleep && ways.fold(0.0, f64::max).sqrt() > SLACK;
            if known.stale {
                any = true;
                known.places.clear();
                known.places.extend_from_slice(rod.places());
            }
        }
        if any {
            let (known, edges) = (&self.known, &self.edges);
            let stale = |edge: &u32| known[edges[*edge as usize].rod as usize].stale;
            self.pairs.retain(|pair| !pair.edges.iter().any(stale));
            self.pair_up(rods);
        }
    }

    /// Pairs of the rods that are stale, with all others.
    fn pair_up(&mut self, rods: &[Rod]) {
        self.present.clear();
        self.middles.clear();
        self.tangents.clear();
        let (mut low, mut high) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
        let mut cell: f64 = 1e-4;
        for (rod, known) in rods.iter().zip(&self.known) {
            cell = cell.max(rod.spacing + 2.0 * rod.material.radius + MARGIN);
            for (e, pair) in rod.places().windows(2).enumerate() {
                let middle = scale(add(pair[0], pair[1]), 0.5);
                for k in 0..2 {
                    low[k] = low[k].min(middle[k]);
                    high[k] = high[k].max(middle[k]);
                }
                self.present.push((known.first + e) as u32);
                self.middles.push(middle);
                self.tangents.push(scale(sub(pair[1], pair[0]), 1.0 / rod.spacing));
            }
        }
        if self.present.is_empty() {
            return;
        }
        // A wide scene gets wider cells, never more of them.
        let size = [0, 1].map(|k| cell.max((high[k] - low[k]) / (CELLS as f64 - 1.0)));
        let cells = |k: usize| ((high[k] - low[k]) / size[k] + 1.0).clamp(1.0, CELLS as f64) as usize;
        let (across, down) = (cells(0), cells(1));
        let place = |middle: &V3| {
            let at = |k: usize, most: usize| (((middle[k] - low[k]) / size[k]) as usize).min(most - 1);
            (at(0, across), at(1, down))
        };
        let starts = &mut self.starts[..across * down + 1];
        starts.fill(0);
        for middle in &self.middles {
            let (x, y) = place(middle);
            starts[y * across + x] += 1;
        }
        let mut sum = 0;
        for start in starts.iter_mut() {
            sum += *start;
            *start = sum;
        }
        for (i, middle) in self.middles.iter().enumerate().rev() {
            let (x, y) = place(middle);
            // Filled from its end, a cell's end becomes its start.
            let start = &mut starts[y * across + x];
            *start -= 1;
            self.charted[*start as usize] = Charted { middle: *middle, rank: i as u32 };
        }
        for i in 0..self.present.len() {
            let one = self.present[i];
            let p = self.edges[one as usize];
            if !self.known[p.rod as usize].stale {
                continue;
            }
            let (x, y) = place(&self.middles[i]);
            let first_rod = &rods[p.rod as usize];
            let e = p.edge as usize;
            for ny in y.saturating_sub(1)..(y + 2).min(down) {
                // Cells of a row follow one another in the order.
                let (from, to) = (ny * across + x.saturating_sub(1), ny * across + (x + 1).min(across - 1));
                for &Charted { middle, rank } in &self.charted[starts[from] as usize..starts[to + 1] as usize] {
                    let way = sub(self.middles[i], middle);
                    let square = dot(way, way);
                    if square > cell * cell {
                        continue;
                    }
                    let j = rank as usize;
                    let two = self.present[j];
                    let q = self.edges[two as usize];
                    // Of two stale rods each pair is met twice: once is enough.
                    if self.known[q.rod as usize].stale && j <= i {
                        continue;
                    }
                    if p.rod == q.rod && p.edge.abs_diff(q.edge) < 3 {
                        continue;
                    }
                    let other = &rods[q.rod as usize];
                    // Beside one another and nearly parallel: the middles' distance across says enough.
                    let (t, u) = (self.tangents[i], self.tangents[j]);
                    let (along, turned) = (dot(way, t), dot(t, u));
                    let across = (square - along * along).max(0.0);
                    let leans = 0.25 * other.spacing * other.spacing * (1.01 - turned * turned).max(0.0);
                    let room = first_rod.material.radius + other.material.radius + MARGIN;
                    // The square of a sum is no more than twice the sum of the squares: most need no root.
                    if across > 2.0 * (leans + room * room) || across.sqrt() - leans.sqrt() > room {
                        continue;
                    }
                    let near = near(first_rod, e, other, q.edge as usize);
                    if near.gap > MARGIN {
                        continue;
                    }
                    if self.pairs.len() == self.edges.len() * PER_EDGE {
                        return;
                    }
                    let due = near.gap + self.travel[one as usize] + self.travel[two as usize];
                    self.pairs.push(Pair { edges: [one, two], due });
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
        for Pair { edges, due } in &mut self.pairs {
            let [first, second] = edges.map(|edge| edge as usize);
            // What was so far apart cannot have met; the last digits are left a nanometre.
            if self.ahead[first] + self.ahead[second] < *due - 1e-9 {
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
            *due = gap + self.travel[first] + self.travel[second];
            let at = |from: V3, to: V3, share: f64| add(from, scale(sub(to, from), share));
            let speed = sub(at(fast[0], fast[1], s), at(fast[2], fast[3], t));
            if gap + (dot(speed, normal) * dt).min(0.0) > 0.0 {
                continue;
            }
            let deep = gap < -WAKES;
            for (me, other, rod, weight, normal) in
                [(a, q, p, [1.0 - s, s], normal), (b, p, q, [1.0 - t, t], scale(normal, -1.0))]
            {
                let list = &mut self.touches[me.rod as usize];
                if list.len() < TOUCHES * self.known[me.rod as usize].most {
                    list.push(Touch { edge: me.edge, weight, normal, gap });
                }
                if deep && rod.asleep && !other.asleep {
                    self.wake[me.rod as usize] = true;
                }
            }
        }
    }
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
        finder.find(&rods, 0.01);
        let mut missing = 0;
        for (a, p) in rods.iter().enumerate() {
            for (b, q) in rods.iter().enumerate().skip(a + 1) {
                for i in 0..39 {
                    for j in 0..39 {
                        let (s, t) = closest(p.places[i], p.places[i + 1], q.places[j], q.places[j + 1]);
                        let at = |rod: &Rod, e: usize, share: f64| {
                            add(rod.places[e], scale(sub(rod.places[e + 1], rod.places[e]), share))
                        };
                        let near = length(sub(at(p, i, s), at(q, j, t))) < 0.8e-3;
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
        assert_eq!(missing, 0);
        assert!(finder.pairs.len() > 20);
    }
}
