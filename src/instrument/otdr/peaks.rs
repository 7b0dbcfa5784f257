//! Where a trace rises at once and falls again: reflections, with the stretch behind them that they hide.

use super::bins::Bins;
use super::decibel;

/// Rise in standard deviations that counts, and least rises, dB: out of the line, and out of another peak's flank.
const SURE: f64 = 6.0;
const RISE_DB: f64 = 0.05;
const RISE_IN_FLANK_DB: f64 = 0.15;
/// Fall within half a pulse under which a flank has become the line again, dB, and steepest slope of a fibre, dB/km.
const SETTLED_DB: f64 = 0.01;
const STEEP: f64 = 1.0;

/// A stretch that reflections hide.
#[derive(Clone, Debug, PartialEq)]
pub struct Zone {
    /// Bins where reflections begin; several where one began in the flank of another.
    pub rises: Vec<usize>,
    /// First bin where the line is seen again.
    pub clear: usize,
}

/// All zones in order; the first is the port's, from bin 0.
pub fn zones(bins: &Bins) -> Vec<Zone> {
    let mut zones = vec![zone(bins, 0)];
    let mut bin = zones[0].clear + 2;
    while bin < bins.len() {
        if !rises(bins, bin, RISE_DB) {
            bin += 1;
            continue;
        }
        // The rise may have begun within the bin before.
        let start = if bins.power[bin - 1] - bins.power[bin - 2] > 2.0 * SURE * bins.noise { bin - 1 } else { bin };
        let found = zone(bins, start);
        if reflects(bins, &found) {
            bin = found.clear.max(bin) + 2;
            zones.push(found);
        } else {
            bin += bins.pulse + 1;
        }
    }
    zones
}

fn rises(bins: &Bins, bin: usize, least_db: f64) -> bool {
    let before = bins.power[bin - 1].min(bins.power[bin - 2]);
    let level = bins.level[bin - 1].min(bins.level[bin - 2]);
    bins.power[bin] - before > SURE * std::f64::consts::SQRT_2 * bins.noise && bins.level[bin] - level > least_db
}

fn zone(bins: &Bins, start: usize) -> Zone {
    let half = (bins.pulse / 2).max(3);
    let slope = STEEP * 1e-3 * bins.width_m * half as f64;
    let mut rise_at = vec![start];
    let mut bin = start + 1;
    let mut hidden = start + bins.pulse + 1;
    loop {
        if bin + 2 * half >= bins.len() {
            return Zone { rises: rise_at, clear: bins.len() };
        }
        let newest = rise_at[rise_at.len() - 1];
        // A rise takes up to three bins itself; at the port, backscatter comes up along the whole pulse.
        let own = if newest == 0 { bins.pulse + 1 } else { 3 };
        if bin > newest + own && rises(bins, bin, RISE_IN_FLANK_DB) {
            rise_at.push(bin);
            hidden = bin + bins.pulse + 1;
        }
        let (here, there) = (bins.mean_power(bin, bin + half), bins.mean_power(bin + half, bin + 2 * half));
        let fall = decibel::level(here.max(1e-30)) - decibel::level(there.max(1e-30));
        let unsure = 3.0 * 2.17 * bins.noise / there.max(0.5 * bins.noise) / (half as f64 / 2.0).sqrt();
        // A rise ahead is looked at when it is reached.
        if bin >= hidden && fall < SETTLED_DB + slope + unsure && fall > -SETTLED_DB - unsure {
            // What is left of a long tail is under the noise of a few bins, not under that of a whole section.
            let tail = (bin - newest).saturating_sub(bins.pulse) / 2;
            let more = (1..=tail).take_while(|&k| bin + k + 1 < bins.len() && !rises(bins, bin + k + 1, RISE_DB));
            return Zone { rises: rise_at, clear: bin + half.max(more.count()) };
        }
        bin += 1;
    }
}

/// Whether a rise falls again; a gain stays up.
fn reflects(bins: &Bins, zone: &Zone) -> bool {
    let start = zone.rises[0];
    let base = bins.level[start.saturating_sub(3)..start].iter().sum::<f64>() / start.clamp(1, 3) as f64;
    let top = bins.level[start..(start + bins.pulse + 2).min(bins.len())].iter().fold(f64::MIN, |a, &b| a.max(b));
    let after = (zone.clear + 1).min(bins.len() - 1);
    let fall = top - bins.level[after];
    // Behind an end there is noise alone, whose level means nothing: there the power tells.
    let lit = bins.power[start..(start + bins.pulse + 2).min(bins.len())].iter().fold(f64::MIN, |a, &b| a.max(b));
    let dark = bins.mean_power(after, (after + 3).min(bins.len()));
    let sure = fall > 4.0 * bins.sigma[after] || lit - dark > 2.0 * SURE * bins.noise;
    fall > (0.3 * (top - base)).max(RISE_DB) && sure
}
