//! Gaussian noise from a seeded ChaCha stream by Marsaglia and Tsang's ziggurat, 32 bits a draw.

use std::sync::LazyLock;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// Start of the tail and area of a layer for 256 layers (Marsaglia and Tsang 2000).
const TAIL: f64 = 3.654_152_885_361_009;
const AREA: f64 = 0.004_928_673_233_974_655;

struct Layers {
    edge: [f64; 257],
    height: [f64; 257],
}

static LAYERS: LazyLock<Layers> = LazyLock::new(|| {
    let mut edge = [0.0; 257];
    let mut height = [0.0; 257];
    edge[0] = AREA / bell(TAIL);
    edge[1] = TAIL;
    for i in 2..256 {
        edge[i] = libm::sqrt(-2.0 * libm::log(AREA / edge[i - 1] + bell(edge[i - 1])));
    }
    for i in 0..257 {
        height[i] = bell(edge[i]);
    }
    Layers { edge, height }
});

fn bell(x: f64) -> f64 {
    libm::exp(-0.5 * x * x)
}

/// A stream of standard normal draws.
pub struct Noise {
    rng: ChaCha8Rng,
    buffer: [u8; 4_096],
    at: usize,
}

impl Noise {
    /// The stream of a seed; different `stream`s of one seed are independent.
    pub fn new(seed: u64, stream: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(stream);
        Self { rng, buffer: [0; 4_096], at: 4_096 }
    }

    #[inline]
    fn bits(&mut self) -> u32 {
        if self.at == self.buffer.len() {
            self.rng.fill_bytes(&mut self.buffer);
            self.at = 0;
        }
        let bytes =
            [self.buffer[self.at], self.buffer[self.at + 1], self.buffer[self.at + 2], self.buffer[self.at + 3]];
        self.at += 4;
        u32::from_le_bytes(bytes)
    }

    /// Between 0 and 1, never 0.
    fn uniform(&mut self) -> f64 {
        (f64::from(self.bits()) + 0.5) / 4_294_967_296.0
    }

    /// Fills with standard normal draws.
    pub fn fill(&mut self, out: &mut [f64]) {
        let layers = &*LAYERS;
        for value in out {
            *value = self.normal(layers);
        }
    }

    #[inline]
    fn normal(&mut self, layers: &Layers) -> f64 {
        loop {
            let bits = self.bits();
            let layer = (bits & 0xFF) as usize;
            // 24 bits with their sign; the half keeps both signs alike.
            let signed = (f64::from((bits as i32) >> 8) + 0.5) / 8_388_608.0;
            let x = signed * layers.edge[layer];
            if x.abs() < layers.edge[layer + 1] {
                return x;
            }
            if layer == 0 {
                return self.tail().copysign(signed);
            }
            let between = layers.height[layer + 1] - layers.height[layer];
            if layers.height[layer] + self.uniform() * between < bell(x) {
                return x;
            }
        }
    }

    /// Beyond the last layer (Marsaglia 1964).
    #[cold]
    fn tail(&mut self) -> f64 {
        loop {
            let x = -libm::log(self.uniform()) / TAIL;
            let y = -libm::log(self.uniform());
            if 2.0 * y > x * x {
                return TAIL + x;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_have_the_moments_and_tails_of_a_normal_distribution() {
        let mut draws = vec![0.0; 1_000_000];
        Noise::new(7, 0).fill(&mut draws);
        let moment = |n: i32| draws.iter().map(|x| x.powi(n)).sum::<f64>() / draws.len() as f64;
        assert!(moment(1).abs() < 0.004, "{}", moment(1));
        assert!((moment(2) - 1.0).abs() < 0.006, "{}", moment(2));
        assert!(moment(3).abs() < 0.015, "{}", moment(3));
        assert!((moment(4) - 3.0).abs() < 0.04, "{}", moment(4));
        let beyond = |x: f64| draws.iter().filter(|d| d.abs() > x).count() as f64 / draws.len() as f64;
        for (x, share) in [(1.0, 0.317_31), (2.0, 0.045_50), (3.0, 0.002_70), (3.8, 0.000_145)] {
            let spread = 4.0 * libm::sqrt(share / draws.len() as f64);
            assert!((beyond(x) - share).abs() < spread, "{x}: {} for {share}", beyond(x));
        }
    }

    #[test]
    fn streams_of_one_seed_differ_and_repeat() {
        let draw = |seed, stream| {
            let mut out = [0.0; 8];
            Noise::new(seed, stream).fill(&mut out);
            out
        };
        assert_eq!(draw(1, 1_310), draw(1, 1_310));
        assert_ne!(draw(1, 1_310), draw(1, 1_550));
        assert_ne!(draw(1, 1_310), draw(2, 1_310));
    }
}
