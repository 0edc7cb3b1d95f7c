//! From evidence to mastery: exact inference in a tree of normal variables.

use super::read::Piece;
use super::{Date, EvidenceKind, Learner};
use crate::framework::{CompetencyIndex, Framework, MAX_LEVEL};
use std::collections::HashMap;

/// The level that a teacher of whom nothing is known is taken to have.
pub const PRIOR_MEAN: f64 = 1.5;
/// Variance of a teacher's overall level about [`PRIOR_MEAN`].
const OVERALL_VARIANCE: f64 = 0.2;
/// Variance of a heading's level about that of the heading above, or of the teacher overall.
const HEADING_VARIANCE: f64 = 0.2;
/// Variance of a leaf's level about that of its heading.
const LEAF_VARIANCE: f64 = 0.4;

/// Variance of what one end of a `precedes` tells of the other, in squared levels.
const PRECEDES_VARIANCE: f64 = 1.0;

/// What is believed of the level of one item.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The level, 0..=4.
    pub mean: f64,
    /// Its variance, in squared levels.
    pub variance: f64,
}

/// A normal belief as precision and precision × mean; adding two joins independent sources.
#[derive(Clone, Copy, Default)]
pub(super) struct Belief {
    pub precision: f64,
    pub shift: f64,
}

impl Belief {
    pub fn join(self, other: Self) -> Self {
        Self {
            precision: self.precision + other.precision,
            shift: self.shift + other.shift,
        }
    }

    fn without(self, other: Self) -> Self {
        Self {
            precision: self.precision - other.precision,
            shift: self.shift - other.shift,
        }
    }

    /// The belief about a neighbour that differs by noise of this variance.
    fn across(self, variance: f64) -> Self {
        let loss = 1.0 + self.precision * variance;
        Self {
            precision: self.precision / loss,
            shift: self.shift / loss,
        }
    }
}

/// What is believed of every item of a map on a day, headings included, by [`CompetencyIndex`].
#[must_use]
pub fn mastery(framework: &Framework, learner: &Learner, today: Date) -> Vec<Estimate> {
    estimates(framework, &readings(framework, learner, today))
}

/// What the evidence says of each item itself.
pub(super) fn readings(framework: &Framework, learner: &Learner, today: Date) -> Vec<Belief> {
    let stated = local(framework, learner, today, |piece| !piece.presumed);
    if !learner.pieces.iter().any(|piece| piece.presumed) {
        return stated;
    }
    let first = estimates(framework, &stated);
    let raising = |piece: &Piece| piece.level > first[piece.competency.get()].mean;
    local(framework, learner, today, |piece| {
        !piece.presumed || raising(piece)
    })
}

/// From readings of items to estimates of all: along the hierarchy, and then once along `precedes`.
///
/// What comes before something is rarely known less well than it. So where the later of two is estimated above the earlier, that
/// is a weak reading of the earlier, and the earlier one's estimate a weak reading of the later. Only
/// what is read directly is passed on, and only one link far, so that nothing comes back to where it was.
pub(super) fn estimates(framework: &Framework, readings: &[Belief]) -> Vec<Estimate> {
    let first = spread(framework, readings);
    let mut all = readings.to_vec();
    let mut linked = false;
    for later in framework.indices() {
        for &earlier in framework.prerequisites(later) {
            let (low, high) = (first[earlier.get()], first[later.get()]);
            if high.mean <= low.mean {
                continue;
            }
            for (from, to) in [(later, earlier), (earlier, later)] {
                let message = readings[from.get()].across(PRECEDES_VARIANCE);
                linked |= message.precision > 0.0;
                all[to.get()] = all[to.get()].join(message);
            }
        }
    }
    if linked {
        spread(framework, &all)
    } else {
        first
    }
}

/// How much a piece of evidence counts because of its age: ½ after one half-life.
pub(super) fn freshness(learner: &Learner, piece: &Piece, today: Date) -> f64 {
    let age = f64::from((today.days() - piece.date.days()).max(0));
    libm::exp2(-age / learner.weight(piece.kind).half_life)
}

/// The evidence on each item itself, as one belief per item.
fn local(
    framework: &Framework,
    learner: &Learner,
    today: Date,
    counts: impl Fn(&Piece) -> bool,
) -> Vec<Belief> {
    let mut beliefs = vec![Belief::default(); framework.len()];
    let mut readings: Vec<(f64, f64)> = Vec::new();
    for run in learner.pieces.chunk_by(|a, b| a.competency == b.competency) {
        readings.clear();
        let mut corrected = Belief::default();
        let mut repeats: HashMap<_, i32> = HashMap::new();
        for piece in run.iter().rev().filter(|piece| counts(piece)) {
            let own_word = piece.kind.is_own_word();
            let source = learner.data().evidence[piece.entry].source.as_deref();
            // A word on another map does not take the place of one on this map.
            let chain = (piece.linked, (!own_word).then_some((piece.kind, source)));
            let newer = repeats.entry(chain).or_insert(0);
            let share = match (own_word, *newer) {
                (true, 1..) => 0.0,
                (_, newer) => libm::ldexp(1.0, -newer),
            };
            *newer += 1;
            let precision = share * piece.confidence * freshness(learner, piece, today)
                / learner.weight(piece.kind).variance;
            if precision > 0.0 && piece.kind == EvidenceKind::Contest {
                corrected = Belief {
                    precision,
                    shift: precision * piece.level,
                };
            } else if precision > 0.0 {
                readings.push((piece.level, precision));
            }
        }
        beliefs[run[0].competency.get()] = pool(&readings).join(corrected);
    }
    beliefs
}

/// Readings of one level as one belief, less sure where they contradict each other.
fn pool(readings: &[(f64, f64)]) -> Belief {
    let precision: f64 = readings.iter().map(|&(_, precision)| precision).sum();
    if precision == 0.0 {
        return Belief::default();
    }
    let shift: f64 = readings.iter().map(|&(level, weight)| level * weight).sum();
    let mean = shift / precision;
    let scatter: f64 = readings
        .iter()
        .map(|&(level, weight)| weight * (level - mean) * (level - mean))
        .sum();
    let freedom = readings.len().saturating_sub(1).max(1) as f64;
    let birge = (scatter / freedom).max(1.0);
    Belief {
        precision: precision / birge,
        shift: shift / birge,
    }
}

/// One pass up the hierarchy and one down.
fn spread(framework: &Framework, local: &[Belief]) -> Vec<Estimate> {
    let order = top_down(framework);
    let variance = |index: CompetencyIndex| {
        if framework.is_leaf(index) {
            LEAF_VARIANCE
        } else {
            HEADING_VARIANCE
        }
    };
    let mut below = local.to_vec();
    let mut overall = Belief {
        precision: 1.0 / OVERALL_VARIANCE,
        shift: PRIOR_MEAN / OVERALL_VARIANCE,
    };
    for &index in order.iter().rev() {
        let message = below[index.get()].across(variance(index));
        match framework.parent(index) {
            Some(parent) => below[parent.get()] = below[parent.get()].join(message),
            None => overall = overall.join(message),
        }
    }
    let mut full = below.clone();
    for &index in &order {
        let above = framework
            .parent(index)
            .map_or(overall, |parent| full[parent.get()]);
        let own = below[index.get()];
        let rest = above.without(own.across(variance(index)));
        full[index.get()] = own.join(rest.across(variance(index)));
    }
    full.into_iter()
        .map(|belief| Estimate {
            mean: (belief.shift / belief.precision).clamp(0.0, MAX_LEVEL),
            variance: 1.0 / belief.precision,
        })
        .collect()
}

/// All items, each after its parent.
fn top_down(framework: &Framework) -> Vec<CompetencyIndex> {
    let mut order: Vec<_> = framework
        .indices()
        .filter(|&index| framework.parent(index).is_none())
        .collect();
    let mut next = 0;
    while next < order.len() {
        order.extend_from_slice(framework.children(order[next]));
        next += 1;
    }
    order
}
