//! Learners that move: to a newer edition of their map, and across a crosswalk to another one.

mod learner_world;

use gapwise::framework::{Crosswalk, Framework};
use gapwise::learner::{
    EvidenceKind, Goal, Learner, LearnerData, LearnerEvidence, Owner, Way, carry, gaps,
};
use learner_world::{map, on, piece, with};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn link(end: &str) -> Value {
    json!({ "title": end, "identifier": end, "uri": format!("https://example.org/{end}"), "targetType": "CASE" })
}

fn tie(kind: &str, from: &str, to: &str) -> Value {
    json!({ "identifier": format!("{from} {kind} {to}"), "associationType": kind,
            "originNodeURI": link(from), "destinationNodeURI": link(to) })
}

/// A map of single competencies.
fn flat(identifier: &str, items: &[(&str, &str)], ties: &[Value]) -> Framework {
    let item = |(id, code): &(&str, &str)| {
        json!({ "identifier": id, "uri": format!("urn:x:{id}"), "humanCodingScheme": code,
                "fullStatement": format!("Statement {code}") })
    };
    let items: Vec<Value> = items.iter().map(item).collect();
    let package = json!({
        "CFDocument": { "identifier": identifier, "uri": "urn:x:doc", "title": identifier },
        "CFItems": items,
        "CFAssociations": ties,
    });
    Framework::parse(&package.to_string()).expect("the map is sound")
}

/// The next edition of the small map: `1a` has another code, `1b` became two, `2a` is said by another item, `2b` is gone.
fn next_edition() -> Framework {
    flat(
        "map-1",
        &[
            ("id-1", "1"),
            ("id-1a", "A"),
            ("n1", "B"),
            ("n2", "C"),
            ("n3", "D"),
        ],
        &[
            tie("replacedBy", "id-1b", "n1"),
            tie("replacedBy", "id-1b", "n2"),
            tie("exactMatchOf", "n3", "id-2a"),
        ],
    )
}

fn seen(id: &str, competency: &str) -> LearnerEvidence {
    piece(
        id,
        competency,
        EvidenceKind::Observation,
        Some(3.0),
        "2026-01-01",
    )
}

#[test]
fn evidence_follows_its_competency_into_the_next_edition() {
    let data = with(vec![
        seen("e1", "1a"),
        seen("e2", "1b"),
        seen("e3", "2a"),
        seen("e4", "2b"),
    ]);
    let carried = carry(&data, &map(), &next_edition(), &[]).expect("the learner is on the map");
    let ways: Vec<_> = carried
        .carried
        .iter()
        .map(|one| (one.id.as_str(), one.to.join(" "), one.way))
        .collect();
    assert_eq!(
        ways,
        [
            ("e1", "A".to_owned(), Way::Same),
            ("e2", "B C".to_owned(), Way::Replaced),
            ("e3", "D".to_owned(), Way::ExactMatch),
        ]
    );
    let left: Vec<_> = carried
        .left
        .iter()
        .map(|one| (one.id.as_str(), one.competency.as_str()))
        .collect();
    assert_eq!(left, [("e4", "2b")]);
    let entries: Vec<_> = carried
        .learner
        .evidence
        .iter()
        .map(|one| {
            (
                one.id.as_str(),
                one.competency.as_str(),
                one.confidence,
                one.map.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        entries,
        [
            ("e1", "A", None, None),
            ("e2 (B)", "B", Some(0.5), None),
            ("e2 (C)", "C", Some(0.5), None),
            ("e3", "D", None, None),
            ("e4", "id-2b", None, Some("map-1")),
        ]
    );
}

#[test]
fn replacements_are_followed_over_several_editions() {
    let newest = flat("map-1", &[("n9", "Z")], &[tie("replacedBy", "n5", "n9")]);
    let between = Crosswalk {
        title: "the edition between".into(),
        associations: vec![(
            gapwise::framework::AssociationKind::ReplacedBy,
            "id-1a".into(),
            "n5".into(),
        )],
    };
    let carried = carry(&with(vec![seen("e", "1a")]), &map(), &newest, &[between])
        .expect("the learner is on the map");
    assert_eq!(carried.learner.evidence[0].competency, "Z");
}

/// Another map whose `X1` says the same as `1a`, and whose `X2` touches `2a`; nothing is known of `X3`.
fn other() -> Framework {
    flat("map-2", &[("x1", "X1"), ("x2", "X2"), ("x3", "X3")], &[])
}

fn crosswalk() -> Crosswalk {
    let package = json!({
        "CFDocument": { "identifier": "cw", "uri": "urn:x:cw", "title": "Between the two" },
        "CFAssociations": [tie("exactMatchOf", "x1", "id-1a"), tie("isRelatedTo", "x2", "id-2a")],
    });
    Crosswalk::parse(&package.to_string()).expect("the crosswalk is sound")
}

fn mastery_of(code: &str, data: LearnerData, map: &Framework) -> (f64, f64, u32) {
    let learner = Learner::from_data(data, map).expect("the learner fits the map");
    let gaps = gaps(map, None, &learner, &on("2026-01-01")).expect("the request is sound");
    let gap = gaps
        .iter()
        .find(|gap| gap.competency == code)
        .expect("a leaf");
    (gap.mastery, gap.uncertainty, gap.evidence)
}

#[test]
fn evidence_on_another_map_counts_through_a_crosswalk_but_less() {
    let linked = map().linked(&[crosswalk()]);
    let elsewhere = |competency: &str, level: f64| {
        let mut piece = seen("e", competency);
        piece.level = Some(level);
        piece.map = Some("map-2".into());
        piece
    };
    let (none, unsure, _) = mastery_of("1a", with(vec![]), &linked);
    let (own, sure, _) = mastery_of("1a", with(vec![seen("e", "1a")]), &linked);
    let (same, between, counted) = mastery_of("1a", with(vec![elsewhere("x1", 3.0)]), &linked);
    assert!(none < same && same < own, "{none} < {same} < {own}");
    assert!(sure < between && between < unsure);
    assert_eq!(counted, 1);
    let (touched, ..) = mastery_of("2a", with(vec![elsewhere("x2", 3.0)]), &linked);
    assert!(
        none < touched && touched < same,
        "{none} < {touched} < {same}"
    );
    // Without the crosswalk it waits, and nothing fails.
    let data = with(vec![elsewhere("x1", 3.0)]);
    let learner = Learner::from_data(data.clone(), &map()).expect("the learner fits the map");
    assert_eq!(
        learner
            .waiting()
            .map(|one| one.id.as_str())
            .collect::<Vec<_>>(),
        ["e"]
    );
    assert_eq!(mastery_of("1a", data, &map()).0, none);
}

#[test]
fn a_newer_rating_on_another_map_does_not_replace_the_rating_on_this_one() {
    let linked = map().linked(&[crosswalk()]);
    let rated = |id: &str, competency: &str, level, day: &str| {
        piece(
            id,
            competency,
            EvidenceKind::SelfAssessment,
            Some(level),
            day,
        )
    };
    let mut newer = rated("b", "x1", 0.0, "2026-01-01");
    newer.map = Some("map-2".into());
    let own = rated("a", "1a", 4.0, "2025-12-31");
    let alone = mastery_of("1a", with(vec![newer.clone()]), &linked).0;
    let both = mastery_of("1a", with(vec![own, newer]), &linked).0;
    assert!(both > alone + 0.5, "{both} against {alone}");
}

#[test]
fn a_learner_of_another_map_is_brought_over_and_back_without_loss() {
    let linked = other().linked(&[crosswalk()]);
    let mut data = with(vec![seen("e1", "1a"), seen("e2", "2a"), seen("e3", "2b")]);
    data.goals.push(Goal {
        id: "g".into(),
        competency: "1a".into(),
        map: None,
        target: 4.0,
        owner: Owner::School,
        weight: 1.0,
        due: None,
    });
    let there = carry(&data, &map(), &linked, &[]).expect("the learner is on the map");
    let ways: Vec<_> = there
        .carried
        .iter()
        .map(|one| (one.id.as_str(), one.to.join(" "), one.way))
        .collect();
    assert_eq!(
        ways,
        [
            ("e1", "X1".to_owned(), Way::Linked),
            ("e2", "X2".to_owned(), Way::Linked)
        ]
    );
    let left: Vec<_> = there.left.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(
        left,
        ["e3", "g"],
        "a wish does not speak for its neighbours"
    );
    assert!(
        mastery_of("X1", there.learner.clone(), &linked).0
            > mastery_of("X3", there.learner.clone(), &linked).0
    );
    let back = carry(&there.learner, &linked, &map(), &[]).expect("the learner is on the map");
    assert_eq!(back.learner, data);
    assert!(back.left.is_empty() && back.carried.iter().all(|one| one.way == Way::Returned));
}

#[test]
fn a_learner_of_a_third_map_is_refused() {
    let error = carry(&with(vec![]), &other(), &map(), &[]).expect_err("another map");
    assert!(
        error.to_string().contains("map-1") && error.to_string().contains("map-2"),
        "{error}"
    );
    let error =
        carry(&with(vec![seen("e", "9z")]), &map(), &other(), &[]).expect_err("no such competency");
    assert!(
        error.to_string().contains("evidence[0].competency"),
        "{error}"
    );
}

proptest! {
    #[test]
    fn nothing_is_thrown_away(codes in prop::collection::vec(prop::sample::select(vec!["1", "1a", "1b", "2", "2a", "2b"]), 0..12)) {
        let data = with(codes.iter().enumerate().map(|(at, code)| seen(&format!("e{at}"), code)).collect());
        for new in [next_edition(), other().linked(&[crosswalk()])] {
            let carried = carry(&data, &map(), &new, &[]).expect("the learner is on the map");
            let told: BTreeSet<_> = carried.carried.iter().map(|one| one.id.clone())
                .chain(carried.left.iter().map(|one| one.id.clone())).collect();
            let all: BTreeSet<_> = data.evidence.iter().map(|one| one.id.clone()).collect();
            prop_assert_eq!(&told, &all);
            for id in &all {
                let trust: f64 = carried.learner.evidence.iter()
                    .filter(|one| one.id == *id || one.id.starts_with(&format!("{id} (")))
                    .map(|one| one.confidence.unwrap_or(1.0)).sum();
                prop_assert!((trust - 1.0).abs() < 1e-12, "{} of {}", trust, id);
            }
            prop_assert!(Learner::from_data(carried.learner, &new).is_ok());
        }
    }
}
