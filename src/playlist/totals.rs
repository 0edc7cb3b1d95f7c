//! How much a plan is, beside what research found to be enough.

use super::case::Case;
use super::{PlanSession, Totals};
use crate::learner::{EvidenceKind, round4};
use crate::order::distinct;

/// See [`Totals`].
const HOURS: f64 = 14.0;
/// See [`Totals`].
pub(super) const TRIES: u32 = 20;

pub(super) fn totals(case: &Case<'_>, minutes: u32, sessions: &[PlanSession]) -> Totals {
    let done = case.named.places(case.learner.completed().into_iter());
    let done: u32 = done
        .iter()
        .map(|&place| case.shelf.minutes[place as usize])
        .sum();
    let practice = || sessions.iter().flat_map(|session| &session.practice);
    let skills = distinct(practice().map(|own| own.competency.as_str()));
    let times: u32 = practice().map(|own| own.times).sum();
    let tried = case.learner.data().evidence.iter();
    let tried = tried.filter(|own| own.kind == EvidenceKind::Completion && own.resource.is_none());
    let skills = u32::try_from(skills.len()).unwrap_or(u32::MAX);
    Totals {
        hours_planned: round4(f64::from(minutes) / 60.0),
        hours_done: round4(f64::from(done) / 60.0),
        hours_enough: HOURS,
        skills,
        practice_planned: round4(f64::from(times) / f64::from(skills.max(1))),
        practice_done: u32::try_from(tried.count()).unwrap_or(u32::MAX),
        practice_enough: f64::from(TRIES),
    }
}
