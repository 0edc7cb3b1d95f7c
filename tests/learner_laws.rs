//! What holds of every learner: order does not matter, the scale is kept, merging is a union.

mod learner_world;

use gapwise::learner::{Date, EvidenceKind, LearnerData, LearnerEvidence};
use learner_world::{answer, piece, with};
use proptest::prelude::*;

fn any_piece() -> impl Strategy<Value = LearnerEvidence> {
    (
        0..40_u32,
        prop::sample::select(vec!["1", "1a", "1b", "2", "2a", "2b"]),
        0..6_usize,
        prop::option::of(0..=8_u32),
        0..900_u32,
        prop::option::of(0..3_u32),
        prop::option::of(0..=4_u32),
    )
        .prop_map(|(id, competency, kind, level, day, source, confidence)| {
            let kind = [
                EvidenceKind::SelfAssessment,
                EvidenceKind::Observation,
                EvidenceKind::Assessment,
                EvidenceKind::Completion,
                EvidenceKind::Credential,
                EvidenceKind::Contest,
            ][kind];
            let level = level.map(|level| f64::from(level) / 2.0);
            let needed = level.or(kind.weight().presumed.is_none().then_some(2.0));
            let date = Date::from_days(20_000 + day as i32).to_string();
            LearnerEvidence {
                source: source.map(|source| format!("s{source}")),
                confidence: confidence.map(|confidence| f64::from(confidence) / 4.0),
                ..piece(&format!("e{id}"), competency, kind, needed, &date)
            }
        })
}

fn any_learner() -> impl Strategy<Value = LearnerData> {
    (
        prop::collection::vec(any_piece(), 0..12),
        prop::option::of("[a-c]"),
    )
        .prop_map(|(mut evidence, name)| {
            evidence.sort_by(|a, b| a.id.cmp(&b.id));
            evidence.dedup_by(|a, b| a.id == b.id);
            LearnerData {
                name,
                ..with(evidence)
            }
        })
}

proptest! {
    #[test]
    fn the_order_of_evidence_does_not_matter(learner in any_learner(), seed in 0..1000_usize) {
        let mut shuffled = learner.clone();
        let count = shuffled.evidence.len().max(1);
        shuffled.evidence.rotate_left(seed % count);
        if seed % 2 == 0 {
            shuffled.evidence.reverse();
        }
        prop_assert_eq!(answer(learner, "2030-01-01"), answer(shuffled, "2030-01-01"));
    }

    #[test]
    fn estimates_stay_on_the_scale(learner in any_learner()) {
        for gap in answer(learner, "2030-01-01") {
            prop_assert!((0.0..=4.0).contains(&gap.mastery));
            prop_assert!(gap.uncertainty > 0.0 && gap.uncertainty <= 1.0);
            prop_assert!(gap.gap >= 0.0);
        }
    }

    #[test]
    fn merging_is_a_union(a in any_learner(), b in any_learner(), c in any_learner()) {
        let merge = |a: &LearnerData, b: &LearnerData| LearnerData::merge(a, b).unwrap();
        let joined = merge(&a, &b);
        prop_assert_eq!(&joined, &merge(&b, &a));
        prop_assert_eq!(merge(&joined, &c), merge(&a, &merge(&b, &c)));
        prop_assert_eq!(&joined, &merge(&joined, &joined));
        prop_assert_eq!(&joined, &merge(&joined, &b));
        for piece in a.evidence.iter().chain(&b.evidence) {
            prop_assert!(joined.evidence.iter().any(|own| own.id == piece.id));
        }
    }
}
