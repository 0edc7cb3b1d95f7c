//! Which self-ratings would tell most.

use super::gaps::{in_scope, today};
use super::goals::aims;
use super::mastery::{Belief, estimates, readings};
use super::{EvidenceKind, GapsRequest, Learner, LearnerError, round4};
use crate::framework::{CompetencyIndex, Framework, RoleOverlay};
use serde::{Deserialize, Serialize};

/// Something to rate oneself on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Question {
    /// Code of a competency or of a heading, else its identifier.
    pub competency: String,
    /// A few words for it.
    pub label: String,
    /// The full statement.
    pub statement: String,
    /// The part of all doubt about the weighted gaps that an answer would take away, 0..=1.
    pub tells: f64,
}

/// The self-ratings that would tell most together, the one that tells most first.
///
/// Doubt is the sum of the variances of all leaves that count, each times its squared weight: the variance of
/// the weighted gap if leaves were independent. An answer has the variance of a fresh self-assessment; how much doubt it takes
/// away does not depend on what it says, as beliefs are normal. Each question is chosen in the light of those before it.
///
/// # Errors
/// As [`super::gaps`].
pub fn questions(
    framework: &Framework,
    role: Option<&RoleOverlay>,
    learner: &Learner,
    request: &GapsRequest,
    count: usize,
) -> Result<Vec<Question>, LearnerError> {
    let today = today(learner, request.today.as_deref())?;
    let aimed = aims(
        framework,
        role,
        learner,
        request.balance.unwrap_or_default(),
    )?;
    let scoped = |&index: &CompetencyIndex| in_scope(framework, role, index);
    let leaf = |index: CompetencyIndex| !framework.children(index).iter().any(scoped);
    let leaves: Vec<CompetencyIndex> = framework
        .indices()
        .filter(|index| scoped(index) && leaf(*index))
        .collect();
    let doubt = |beliefs: &[Belief]| -> f64 {
        let found = estimates(framework, beliefs);
        let of = |index: &CompetencyIndex| {
            let weight = aimed[index.get()].weight;
            weight * weight * found[index.get()].variance
        };
        leaves.iter().map(of).sum()
    };
    let mut beliefs = readings(framework, learner, today);
    let all = doubt(&beliefs);
    let mut before = all;
    let mut chosen: Vec<Question> = Vec::new();
    let precision = 1.0 / learner.weight(EvidenceKind::SelfAssessment).variance;
    for _ in 0..count {
        let mut best: Option<(f64, CompetencyIndex)> = None;
        for index in framework.indices().filter(scoped) {
            let known = beliefs[index.get()];
            beliefs[index.get()] = asked(known, precision);
            let left = doubt(&beliefs);
            beliefs[index.get()] = known;
            if best.is_none_or(|(least, _)| left < least - 1e-12) {
                best = Some((left, index));
            }
        }
        let Some((left, index)) = best.filter(|&(left, _)| left < before && all > 0.0) else {
            break;
        };
        beliefs[index.get()] = asked(beliefs[index.get()], precision);
        let competency = framework.competency(index);
        chosen.push(Question {
            competency: competency.name().to_owned(),
            label: competency.label().to_owned(),
            statement: competency.statement.clone(),
            tells: round4((before - left) / all),
        });
        before = left;
    }
    Ok(chosen)
}

/// What would be believed after an answer that says what is believed already.
fn asked(known: Belief, precision: f64) -> Belief {
    let mean = if known.precision > 0.0 {
        known.shift / known.precision
    } else {
        super::PRIOR_MEAN
    };
    known.join(Belief {
        precision,
        shift: precision * mean,
    })
}
