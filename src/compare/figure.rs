//! The numbers of a gesture: how the hand moved, and what came out, each with the difference from which it counts.

use serde::Serialize;

use crate::bench::facts::{Fact, Stamped, Technique};
use crate::scenario::Job;
use crate::scenario::schema::Measure;

/// How a hand moved in one gesture, over all its contacts. Formulas in [`crate::bench`]'s `motion`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Moves {
    /// Sums over its contacts; ratio and smoothness are means and the drift an RMS, weighted by their seconds.
    #[serde(flatten)]
    pub technique: Technique,
    /// Times that the hand took hold again.
    pub restarts: u32,
}

impl Moves {
    /// Those of a gesture of one contact.
    pub fn of(technique: &Technique) -> Moves {
        Moves { technique: *technique, restarts: 0 }
    }

    /// Takes one more contact of the same gesture.
    pub fn add(&mut self, technique: &Technique) {
        let sum = &mut self.technique;
        let (before, now) = (sum.seconds, technique.seconds);
        let all = before + now;
        let mean = |a: f64, b: f64| if all > 0.0 { (a * before + b * now) / all } else { a };
        sum.path_ratio = mean(sum.path_ratio, technique.path_ratio);
        sum.smoothness = mean(sum.smoothness, technique.smoothness);
        let square = |a: f64| a * a;
        sum.across_rms_mm = mean(square(sum.across_rms_mm), square(technique.across_rms_mm)).sqrt();
        sum.path_mm += technique.path_mm;
        sum.seconds = all;
        sum.mean_mm_s = if all > 0.0 { sum.path_mm / all } else { 0.0 };
        sum.peak_mm_s = sum.peak_mm_s.max(technique.peak_mm_s);
        sum.pauses += technique.pauses;
        sum.reversals += technique.reversals;
        sum.approach_mm += technique.approach_mm;
        sum.approach_shortest_mm += technique.approach_shortest_mm;
        self.restarts += 1;
    }

    /// A metric's value.
    pub fn get(&self, metric: Metric) -> f64 {
        match metric {
            Metric::Seconds => self.technique.seconds,
            Metric::Path => self.technique.path_mm,
            Metric::PeakSpeed => self.technique.peak_mm_s,
            Metric::Smoothness => self.technique.smoothness,
            Metric::Steadiness => self.technique.across_rms_mm,
            Metric::Pauses => f64::from(self.technique.pauses),
            Metric::Restarts => f64::from(self.restarts),
            Metric::Approach => self.technique.approach_mm,
        }
    }
}

/// A figure of technique that is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Metric {
    /// Seconds in contact.
    Seconds,
    /// Path of the tool.
    Path,
    /// Highest speed.
    PeakSpeed,
    /// Smoothness.
    Smoothness,
    /// Drift across the axis.
    Steadiness,
    /// Stops.
    Pauses,
    /// Times that the hand took hold again.
    Restarts,
    /// Way of the free hand before.
    Approach,
}

impl Metric {
    /// Every metric.
    pub const ALL: [Metric; 8] = [
        Metric::Seconds,
        Metric::Path,
        Metric::PeakSpeed,
        Metric::Smoothness,
        Metric::Steadiness,
        Metric::Pauses,
        Metric::Restarts,
        Metric::Approach,
    ];

    /// Name in locale keys.
    pub fn name(self) -> &'static str {
        match self {
            Metric::Seconds => "seconds",
            Metric::Path => "path",
            Metric::PeakSpeed => "peak-speed",
            Metric::Smoothness => "smoothness",
            Metric::Steadiness => "steadiness",
            Metric::Pauses => "pauses",
            Metric::Restarts => "restarts",
            Metric::Approach => "approach",
        }
    }

    /// Decimals that are worth showing.
    pub fn decimals(self) -> usize {
        match self {
            Metric::Seconds | Metric::Smoothness => 1,
            Metric::Steadiness => 2,
            _ => 0,
        }
    }

    /// How far a value is worse than a model's, in thresholds: 1 is the least that is worth a word, 0 none.
    ///
    /// A ratio counts by its logarithm, so that twice as slow and twice again are two equal steps; beside the ratio each
    /// has a least difference, under which a person can see nothing. All thresholds are choices, to be set anew once
    /// attempts of professionals are at hand.
    pub fn worse(self, mine: f64, theirs: f64) -> f64 {
        // (ratio that counts 1, least difference, value under which a ratio means nothing)
        let (ratio, least, floor) = match self {
            // Half as long again, and a second: shorter differences are the watch's, not the hand's.
            Metric::Seconds => (1.5, 1.0, 0.5),
            Metric::Path => (1.5, 25.0, 10.0),
            // Only too fast is a fault by itself: too slow shows in the seconds.
            Metric::PeakSpeed => (1.5, 60.0, 30.0),
            // Hands drift by tenths of a millimetre: half a millimetre more under the loupe is a shaking hand.
            Metric::Steadiness => (1.8, 0.25, 0.15),
            Metric::Approach => (1.6, 150.0, 100.0),
            // Already a logarithm: trained and untrained hands differ by 1 to 3 (Balasubramanian and others 2015).
            Metric::Smoothness => return steps(theirs - mine, 2.0),
            Metric::Pauses => return steps(mine - theirs, 2.0),
            Metric::Restarts => return steps(mine - theirs, 1.0),
        };
        let more = mine - theirs;
        if !more.is_finite() || more < least {
            return 0.0;
        }
        steps(libm::log(mine.max(floor) / theirs.max(floor)), libm::log(ratio))
    }
}

/// A difference in steps; under one step it is none, over [`MOST_STEPS`] it says no more.
fn steps(difference: f64, step: f64) -> f64 {
    let steps = difference / step;
    if steps.is_finite() && steps >= 1.0 { steps.min(MOST_STEPS) } else { 0.0 }
}

/// Steps from which a difference is as large as can be.
const MOST_STEPS: f64 = 6.0;

/// A result of a gesture that is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Figure {
    /// Distance from where a piece belongs, mm or degrees.
    SiteError,
    /// Harm to a piece, 0 to 1.
    SiteHarm,
    /// Dirt left on a piece, 0 to 1.
    SiteLeft,
    /// A measure of the marking.
    #[serde(untagged)]
    Measured(Measure),
}

impl Figure {
    /// How far a value is worse than a model's, as [`Metric::worse`].
    pub fn worse(self, mine: f64, theirs: f64) -> f64 {
        let step = match self {
            Figure::SiteError => 1.0,
            Figure::SiteHarm | Figure::SiteLeft => 0.1,
            Figure::Measured(measure) => match measure {
                Measure::RingError | Measure::SleeveCentre | Measure::TrayRadius => 3.0,
                Measure::StripError => 2.0,
                Measure::RingOvercut => 0.2,
                Measure::CleaveAngle => 0.5,
                Measure::StripNick => 0.5,
                Measure::SpliceLoss => 0.03,
                Measure::BendLoss | Measure::TrayLoss => 0.1,
                Measure::OutOfPlace | Measure::Disturbed => 1.0,
                // What is left of dirt and gel, and the depth of a score.
                _ => 0.1,
            },
        };
        match self {
            Figure::Measured(Measure::TrayRadius) => steps(theirs - mine, step),
            _ => steps(mine - theirs, step),
        }
    }
}

/// What came out of a gesture.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Outcome {
    /// What was measured.
    pub figure: Figure,
    /// Its value.
    pub value: f64,
}

/// What facts say came out.
pub fn outcomes(job: &Job, facts: &[&Stamped]) -> Vec<Outcome> {
    let mut found = Vec::new();
    for stamped in facts {
        let lengths = &job.lengths;
        let mut put = |figure: Figure, value: f64| found.push(Outcome { figure, value });
        let measured = Figure::Measured;
        match stamped.fact {
            Fact::SheathCut { station_mm, over_mm, .. } => {
                put(measured(Measure::RingError), (station_mm - lengths.ring_mm).abs());
                put(measured(Measure::RingOvercut), over_mm);
            }
            Fact::TubeWiped { residue, .. } => put(measured(Measure::TubeResidue), residue),
            Fact::TubeScored { depth, .. } => put(measured(Measure::TubeScoreDepth), depth),
            Fact::BundleWiped { gel, .. } => put(measured(Measure::FibreGel), gel),
            Fact::CoatingStripped { length_mm, nick_um, .. } => {
                put(measured(Measure::StripError), (length_mm - lengths.strip_mm).abs());
                put(measured(Measure::StripNick), nick_um);
            }
            Fact::GlassWiped { dirt, .. } => put(measured(Measure::GlassDirt), dirt),
            Fact::Cleaved { angle_deg, .. } => put(measured(Measure::CleaveAngle), angle_deg),
            Fact::Spliced { loss_1550_db, .. } => put(measured(Measure::SpliceLoss), loss_1550_db),
            Fact::SleeveHeated { centre_mm, .. } => put(measured(Measure::SleeveCentre), centre_mm.abs()),
            Fact::FibreLaid { min_radius_mm, loss_1625_db, over_tabs, disturbed, .. } => {
                put(measured(Measure::TrayRadius), min_radius_mm);
                put(measured(Measure::BendLoss), loss_1625_db);
                put(measured(Measure::OutOfPlace), f64::from(over_tabs));
                put(measured(Measure::Disturbed), f64::from(disturbed));
            }
            Fact::TrayClosed { loss_1625_db, .. } => put(measured(Measure::TrayLoss), loss_1625_db),
            Fact::SiteWorked { error, harm, left, .. } => {
                put(Figure::SiteError, error);
                put(Figure::SiteHarm, harm);
                put(Figure::SiteLeft, left);
            }
            _ => {}
        }
    }
    found
}
