//! What the receiver makes of the echoes of one pulse: exact sums of exponentials between the times where something
//! begins or ends.
//!
//! The pulse is a rectangle, the receiver one pole (rise) with a slower one beside it (tail), and a peak over
//! saturation leaves a third, slower still. Backscatter is exponential along a length, so that every piece is
//! c + Σ a·exp(−r·t) and nothing depends on how finely it is sampled.

use super::echoes::{Echoes, Span};
use super::receiver::{Receiver, power};

/// Points of a block: one exponential a block, products within it.
const BLOCK: usize = 64;
/// Poles of the receiver.
const POLES: usize = 3;
/// Decaying terms of a piece: two lengths (where the pulse's front and back are) and the poles.
const TERMS: usize = 2 + POLES;
/// Amplitude under which a term is left out, a share of the launched power: far under the noise of any setting.
const NOTHING: f64 = 1e-19;

/// Amplitude and rate (1/ns) of a decaying term.
#[derive(Clone, Copy, Debug, Default)]
struct Term {
    amplitude: f64,
    rate: f64,
}

/// The signal from a time on.
#[derive(Clone, Debug)]
struct Piece {
    from_ns: f64,
    constant: f64,
    terms: [Term; TERMS],
}

/// Received power of one pulse as a function of time.
#[derive(Clone, Debug)]
pub struct Response {
    pieces: Vec<Piece>,
    dark_ns: f64,
}

/// Where the front or the back of the pulse is: the length, and the power still to be collected behind it.
struct Edge<'a> {
    spans: &'a [Span],
    /// Power to be collected from each span's end on; one more for the start of the first.
    behind: &'a [f64],
    delay_ns: f64,
    next: usize,
}

impl Edge<'_> {
    /// Moves on to the piece from `now_ns` with `middle_ns` within it; what is still to be collected is constant + term.
    fn at(&mut self, now_ns: f64, middle_ns: f64) -> (Option<usize>, f64, Term) {
        // The middle says which length the piece is in: at the start, rounding would.
        let (t, middle) = (now_ns - self.delay_ns, middle_ns - self.delay_ns);
        while self.next < self.spans.len() && self.spans[self.next].end_ns <= middle {
            self.next += 1;
        }
        let Some(span) = self.spans.get(self.next) else { return (None, 0.0, Term::default()) };
        if middle < span.start_ns {
            return (None, self.behind[self.next], Term::default());
        }
        let scale = span.scatter / span.decay;
        let left = libm::exp(-span.decay * (span.end_ns - span.start_ns));
        let amplitude = scale * libm::exp(-span.decay * (t - span.start_ns));
        (Some(self.next), self.behind[self.next + 1] - scale * left, Term { amplitude, rate: span.decay })
    }
}

impl Response {
    /// The answer to a pulse of `pulse_ns`.
    pub fn new(echoes: &Echoes, receiver: &Receiver, pulse_ns: f64) -> Self {
        let spans = &echoes.spans[..];
        let mut behind = vec![0.0; spans.len() + 1];
        for (i, span) in spans.iter().enumerate().rev() {
            let whole = span.scatter / span.decay * -libm::expm1(-span.decay * (span.end_ns - span.start_ns));
            behind[i] = behind[i + 1] + whole;
        }
        let rise = receiver.rise_ns(pulse_ns);
        let taus = [rise, rise * receiver.tail_ratio.clamp(1.0, 1e3), rise * receiver.overload_ratio.clamp(1.0, 1e4)];
        let slow = power(receiver.tail_db.clamp(-200.0, -3.0));
        let shares = [1.0 - slow, slow];
        let saturation = receiver.saturation(pulse_ns);
        let overload = power(receiver.overload_db.clamp(-200.0, -3.0));

        let mut times: Vec<f64> = spans.iter().flat_map(|s| [s.start_ns, s.end_ns]).collect();
        times.extend(echoes.echoes.iter().map(|e| e.at_ns));
        times.extend(times.clone().iter().map(|t| t + pulse_ns));
        times.push(0.0);
        times.sort_by(f64::total_cmp);
        times.dedup();

        let mut starts: Vec<(f64, f64)> = echoes.echoes.iter().map(|e| (e.at_ns, e.power)).collect();
        starts.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (mut begun, mut ended) = (0, 0);
        let mut front = Edge { spans, behind: &behind, delay_ns: 0.0, next: 0 };
        let mut back = Edge { spans, behind: &behind, delay_ns: pulse_ns, next: 0 };
        let mut state = [0.0; POLES];
        let mut pieces = Vec::with_capacity(times.len());
        for (i, &now) in times.iter().enumerate() {
            while begun < starts.len() && starts[begun].0 <= now {
                begun += 1;
            }
            while ended < begun && starts[ended].0 + pulse_ns <= now {
                let peak = starts[ended].1 * -libm::expm1(-pulse_ns / rise);
                state[2] += overload * (peak - saturation).max(0.0);
                ended += 1;
            }
            // Summed afresh: adding and taking away would leave rounding errors as large as the noise.
            let flat: f64 = starts[ended..begun].iter().map(|s| s.1).sum();
            let until = times.get(i + 1).copied();
            let middle = until.map_or(now + 1.0, |next| 0.5 * (now + next));
            let (ahead, taken, out) = front.at(now, middle);
            let (astern, whole, within) = back.at(now, middle);
            let mut constant = flat;
            let mut inputs = [within, Term { amplitude: -out.amplitude, rate: out.rate }];
            if ahead.is_some() && ahead == astern {
                inputs = [Term { amplitude: within.amplitude - out.amplitude, rate: out.rate }, Term::default()];
            } else {
                constant += whole - taken;
            }
            let piece = Piece { from_ns: now, constant, terms: terms(constant, &inputs, &state, &taus, &shares) };
            let dt = until.unwrap_or(now) - now;
            for (pole, level) in state.iter_mut().enumerate().take(POLES - 1) {
                *level = followed(*level, constant, &inputs, taus[pole], dt);
            }
            state[2] *= libm::exp(-dt / taus[2]);
            pieces.push(piece);
        }
        let dark_ns = times.last().copied().unwrap_or(0.0) + 40.0 * taus[2];
        Self { pieces, dark_ns }
    }

    /// Time from which nothing comes any more, ns.
    pub const fn dark_ns(&self) -> f64 {
        self.dark_ns
    }

    /// Adds the power at `from_ns`, `from_ns + step_ns`… to `out`.
    pub fn add(&self, from_ns: f64, step_ns: f64, out: &mut [f64]) {
        let index = |t: f64| (((t - from_ns) / step_ns).ceil().max(0.0) as usize).min(out.len());
        let bounds: Vec<usize> = self.pieces.iter().map(|p| index(p.from_ns)).chain([out.len()]).collect();
        let mut tables: Vec<(f64, [f64; BLOCK])> = Vec::new();
        for (piece, bound) in self.pieces.iter().zip(bounds.windows(2)) {
            if bound[1] <= bound[0] {
                continue;
            }
            let used = piece.terms.map(|term| {
                // A few rates alternate; the last ones are looked at first.
                tables.iter().rposition(|t| t.0 == term.rate).unwrap_or_else(|| {
                    tables.push((term.rate, std::array::from_fn(|j| libm::exp(-term.rate * step_ns * j as f64))));
                    tables.len() - 1
                })
            });
            for (block, values) in out[bound[0]..bound[1]].chunks_mut(BLOCK).enumerate() {
                let t = from_ns + (bound[0] + block * BLOCK) as f64 * step_ns - piece.from_ns;
                let mut sum = [piece.constant; BLOCK];
                for (term, &table) in piece.terms.iter().zip(&used) {
                    let scale = term.amplitude * libm::exp(-term.rate * t);
                    if scale.abs() > NOTHING {
                        sum.iter_mut().zip(&tables[table].1).for_each(|(s, e)| *s += scale * e);
                    }
                }
                values.iter_mut().zip(&sum).for_each(|(v, s)| *v += s);
            }
        }
    }
}

/// Gain of a pole of time constant `tau` for an input that decays at `rate`; the pole of the formula is kept away from.
fn gain(rate: f64, tau: f64) -> f64 {
    let difference = 1.0 - rate * tau;
    1.0 / if difference.abs() < 1e-3 { 1e-3 } else { difference }
}

/// A pole's level after `dt` of an input of a constant and two decaying terms.
fn followed(level: f64, constant: f64, inputs: &[Term; 2], tau: f64, dt: f64) -> f64 {
    let mut own = level - constant;
    let mut forced = constant;
    for input in inputs {
        let amplitude = input.amplitude * gain(input.rate, tau);
        own -= amplitude;
        forced += amplitude * libm::exp(-input.rate * dt);
    }
    forced + own * libm::exp(-dt / tau)
}

/// The terms of a piece from the poles' levels at its start.
fn terms(
    constant: f64,
    inputs: &[Term; 2],
    state: &[f64; POLES],
    taus: &[f64; POLES],
    shares: &[f64; 2],
) -> [Term; TERMS] {
    let mut terms = [Term::default(); TERMS];
    for pole in 0..2 {
        let mut own = state[pole] - constant;
        for (term, input) in terms.iter_mut().zip(inputs) {
            let amplitude = input.amplitude * gain(input.rate, taus[pole]);
            own -= amplitude;
            *term = Term { amplitude: term.amplitude + shares[pole] * amplitude, rate: input.rate };
        }
        terms[2 + pole] = Term { amplitude: shares[pole] * own, rate: 1.0 / taus[pole] };
    }
    terms[4] = Term { amplitude: state[2], rate: 1.0 / taus[2] };
    terms
}
