//! From mastery to gaps.

use super::read::{Piece, date};
use super::{
    Date, Gap, GapsRequest, Learner, LearnerError, Message, goals, mastery, reasons, round4,
};
use crate::framework::{CompetencyIndex, Framework, RoleOverlay};
use crate::order::Arrange;

/// Whether an item counts for a role: it belongs to the base map or to this very role.
#[must_use]
pub fn in_scope(framework: &Framework, role: Option<&RoleOverlay>, index: CompetencyIndex) -> bool {
    framework
        .competency(index)
        .role
        .as_deref()
        .is_none_or(|own| role.is_some_and(|role| role.id == own))
}

/// How far the teacher is from the target of every leaf that counts for the role, largest weighted gap
/// first, ties in the order of the map. `framework` is the map with its roles, `role` the one asked for
/// (its name is looked up by the caller).
///
/// # Errors
/// When the day is none, evidence lies after it (by more than one day, as a device's zone may differ),
/// or the balance is out of range.
pub fn gaps(
    framework: &Framework,
    role: Option<&RoleOverlay>,
    learner: &Learner,
    request: &GapsRequest,
) -> Result<Vec<Gap>, LearnerError> {
    measure(framework, role, learner, request, true)
}

/// [`gaps`] without their reasons, which take most of the time: what a plan needs.
///
/// # Errors
/// As [`gaps`].
pub fn bare_gaps(
    framework: &Framework,
    role: Option<&RoleOverlay>,
    learner: &Learner,
    request: &GapsRequest,
) -> Result<Vec<Gap>, LearnerError> {
    measure(framework, role, learner, request, false)
}

fn measure(
    framework: &Framework,
    role: Option<&RoleOverlay>,
    learner: &Learner,
    request: &GapsRequest,
    explain: bool,
) -> Result<Vec<Gap>, LearnerError> {
    let today = today(learner, request.today.as_deref())?;
    let aimed = goals::aims(
        framework,
        role,
        learner,
        request.balance.unwrap_or_default(),
    )?;
    let estimates = mastery(framework, learner, today);
    let scoped = |&index: &CompetencyIndex| in_scope(framework, role, index);
    let is_leaf = |index: CompetencyIndex| !framework.children(index).iter().any(scoped);
    let mut pieces_of: Vec<Vec<&Piece>> = vec![Vec::new(); framework.len()];
    for piece in &learner.pieces {
        pieces_of[piece.competency.get()].push(piece);
    }
    let mut gaps: Vec<Gap> = framework
        .indices()
        .filter(|index| scoped(index) && is_leaf(*index))
        .map(|leaf| {
            let competency = framework.competency(leaf);
            let estimate = estimates[leaf.get()];
            let aimed = &aimed[leaf.get()];
            let on = || std::iter::once(leaf).chain(framework.ancestors(leaf));
            let evidence: usize = on().map(|index| pieces_of[index.get()].len()).sum();
            let messages = if explain {
                let of = on().flat_map(|index| pieces_of[index.get()].iter().copied());
                let mut pieces: Vec<&Piece> = of.collect();
                // On one day the nearest first: they come in that order.
                pieces.arrange_by_key(|piece| std::cmp::Reverse(piece.date));
                reasons::sentences(framework, learner, leaf, &pieces, estimate, aimed, today)
            } else {
                Vec::new()
            };
            let mastery = round4(estimate.mean);
            let gap = round4((aimed.target - mastery).max(0.0));
            Gap {
                competency: competency.name().to_owned(),
                label: competency.label().to_owned(),
                standard: framework
                    .parent(leaf)
                    .map(|parent| framework.competency(parent).name().to_owned()),
                mastery,
                uncertainty: round4(libm::sqrt(estimate.variance)),
                target: round4(aimed.target),
                gap,
                weight: round4(aimed.weight),
                weighted: round4(gap * aimed.weight),
                evidence: u32::try_from(evidence).unwrap_or(u32::MAX),
                goals: aimed.goals,
                reasons: messages.iter().map(Message::english).collect(),
                messages,
            }
        })
        .collect();
    gaps.arrange_by(|a, b| b.weighted.total_cmp(&a.weighted));
    Ok(gaps)
}

/// The day of the question, after which no evidence may lie.
pub(super) fn today(learner: &Learner, asked: Option<&str>) -> Result<Date, LearnerError> {
    let newest = learner.newest().unwrap_or(Date::from_days(0));
    let Some(asked) = asked else {
        return Ok(newest);
    };
    let today = date(asked, || "today".to_owned())?;
    if newest.days() <= today.days() + 1 {
        return Ok(today);
    }
    let late = learner
        .pieces
        .iter()
        .filter(|piece| piece.date.days() > today.days() + 1)
        .min_by_key(|piece| piece.entry)
        .map_or((0, newest), |piece| (piece.entry, piece.date));
    Err(LearnerError::FutureDate {
        path: format!("evidence[{}].date", late.0),
        date: late.1.to_string(),
        today: today.to_string(),
    })
}
