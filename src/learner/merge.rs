//! Joining two copies of a learner, such as from two devices.

use super::{Goal, LearnerData, LearnerError, LearnerEvidence};
use crate::order::Arrange;

impl LearnerData {
    /// The union of two copies of a learner. Where both have an entry under one id but with different content, or
    /// different names or roles, the one that is written later in alphabetical order stands: without
    /// knowing which is newer, any fixed choice makes the merge commutative, associative and idempotent.
    /// Entries come out in the order of date (goals: of id), then id.
    ///
    /// # Errors
    /// When the two belong to different maps.
    pub fn merge(a: &Self, b: &Self) -> Result<Self, LearnerError> {
        if a.map != b.map {
            return Err(LearnerError::OtherMap {
                found: b.map.clone(),
                expected: a.map.clone(),
            });
        }
        let mut evidence = union(&a.evidence, &b.evidence, |piece| &piece.id, evidence_key);
        evidence.arrange_by(|x, y| (&x.date, &x.id).cmp(&(&y.date, &y.id)));
        Ok(Self {
            format: a.format.clone().max(b.format.clone()),
            version: a.version.max(b.version),
            map: a.map.clone(),
            name: a.name.clone().max(b.name.clone()),
            role: a.role.clone().max(b.role.clone()),
            evidence,
            goals: union(&a.goals, &b.goals, |goal| &goal.id, goal_key),
        })
    }
}

/// Entries of both by id; of two with one id, the one with the greater key.
fn union<T: Clone, K: Ord>(
    a: &[T],
    b: &[T],
    id: impl Fn(&T) -> &String,
    key: impl Fn(&T) -> K,
) -> Vec<T> {
    let mut entries: Vec<&T> = a.iter().chain(b).collect();
    entries.arrange_by(|x, y| id(x).cmp(id(y)).then_with(|| key(y).cmp(&key(x))));
    entries.dedup_by(|entry, kept| id(entry) == id(kept));
    entries.into_iter().cloned().collect()
}

/// A total order on the whole content. Numbers by their bits: distinct numbers stay distinct.
fn evidence_key(piece: &LearnerEvidence) -> impl Ord + use<> {
    let bits = |number: Option<f64>| number.map(f64::to_bits);
    (
        piece.date.clone(),
        (piece.competency.clone(), piece.map.clone()),
        piece.kind,
        [bits(piece.level), bits(piece.score), bits(piece.confidence)],
        [
            piece.source.clone(),
            piece.resource.clone(),
            piece.note.clone(),
        ],
    )
}

fn goal_key(goal: &Goal) -> impl Ord + use<> {
    (
        (goal.competency.clone(), goal.map.clone()),
        goal.target.to_bits(),
        goal.owner,
        goal.weight.to_bits(),
        goal.due.clone(),
    )
}
