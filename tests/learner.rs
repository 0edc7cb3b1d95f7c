//! The learner model as a teacher meets it: evidence in, gaps out.

mod learner_world;

use gapwise::diagnostic::Diagnostic;
use gapwise::framework::RoleOverlay;
use gapwise::learner::{
    Balance, EvidenceKind, Gap, GapsRequest, Goal, Learner, LearnerData, LearnerError,
    LearnerEvidence, Owner, gaps,
};
use learner_world::{answer, map, on, piece, with};
use serde_json::json;

fn rated(id: &str, competency: &str, level: f64, date: &str) -> LearnerEvidence {
    piece(
        id,
        competency,
        EvidenceKind::SelfAssessment,
        Some(level),
        date,
    )
}

fn of<'a>(gaps: &'a [Gap], code: &str) -> &'a Gap {
    gaps.iter()
        .find(|gap| gap.competency == code)
        .expect("a leaf of the map")
}

#[test]
fn of_a_stranger_every_gap_is_the_same_and_unsure() {
    let gaps = answer(with(vec![]), "2026-11-22");
    let seen: Vec<_> = gaps
        .iter()
        .map(|gap| (gap.competency.as_str(), gap.mastery, gap.gap, gap.evidence))
        .collect();
    assert_eq!(
        seen,
        [
            ("1a", 1.5, 1.5, 0),
            ("1b", 1.5, 1.5, 0),
            ("2a", 1.5, 1.5, 0),
            ("2b", 1.5, 1.5, 0)
        ]
    );
    assert!(gaps[0].uncertainty > 0.8);
    assert_eq!(
        gaps[0].reasons[0],
        "Nothing is known of it yet: the estimate is the usual starting level, 1.5, give or take 0.9."
    );
}

#[test]
fn rating_a_whole_standard_moves_its_leaves_and_hardly_the_others() {
    let gaps = answer(
        with(vec![rated("e1", "1", 0.0, "2026-11-22")]),
        "2026-11-22",
    );
    assert!(of(&gaps, "1a").mastery < 0.8);
    assert_eq!(of(&gaps, "1a").mastery, of(&gaps, "1b").mastery);
    assert!((1.0..1.5).contains(&of(&gaps, "2a").mastery));
    assert_eq!(of(&gaps, "1a").evidence, 1);
    assert_eq!(gaps[0].competency, "1a");
    assert_eq!(gaps[0].standard.as_deref(), Some("1"));
}

#[test]
fn a_rating_of_the_leaf_itself_is_surer_than_one_of_its_standard() {
    let leaf = answer(
        with(vec![rated("e1", "1a", 3.0, "2026-11-22")]),
        "2026-11-22",
    );
    let standard = answer(
        with(vec![rated("e1", "1", 3.0, "2026-11-22")]),
        "2026-11-22",
    );
    assert!(of(&leaf, "1a").uncertainty < of(&standard, "1a").uncertainty);
    assert!(of(&leaf, "1a").mastery > of(&standard, "1a").mastery);
}

#[test]
fn old_evidence_counts_less_and_is_less_sure() {
    let evidence = || with(vec![rated("e1", "1a", 4.0, "2020-01-01")]);
    let then = answer(evidence(), "2020-01-01");
    let now = answer(evidence(), "2026-01-01");
    assert!(of(&now, "1a").mastery < of(&then, "1a").mastery);
    assert!(of(&now, "1a").uncertainty > of(&then, "1a").uncertainty);
}

#[test]
fn a_new_self_rating_replaces_the_old_one() {
    let both = answer(
        with(vec![
            rated("e1", "1a", 1.0, "2026-11-01"),
            rated("e2", "1a", 3.0, "2026-11-22"),
        ]),
        "2026-11-22",
    );
    let newest = answer(
        with(vec![rated("e2", "1a", 3.0, "2026-11-22")]),
        "2026-11-22",
    );
    assert_eq!(of(&both, "1a").mastery, of(&newest, "1a").mastery);
}

#[test]
fn a_completion_never_lowers_an_estimate() {
    let known = rated("e1", "1a", 4.0, "2026-11-22");
    let done = piece("e2", "1a", EvidenceKind::Completion, None, "2026-11-22");
    let before = answer(with(vec![known.clone()]), "2026-11-22");
    let after = answer(with(vec![known, done.clone()]), "2026-11-22");
    assert_eq!(of(&before, "1a").mastery, of(&after, "1a").mastery);
    let alone = of(&answer(with(vec![done]), "2026-11-22"), "1a").mastery;
    assert!((1.5..1.8).contains(&alone), "weak evidence: {alone}");
}

#[test]
fn contradictory_evidence_is_less_sure_than_evidence_that_agrees() {
    let day = "2026-11-22";
    let seen = |id: &str, level| LearnerEvidence {
        source: Some(id.into()),
        ..piece(id, "1a", EvidenceKind::Observation, Some(level), day)
    };
    let agree = answer(with(vec![seen("a", 2.0), seen("b", 2.0)]), day);
    let differ = answer(with(vec![seen("a", 0.0), seen("b", 4.0)]), day);
    assert!(of(&differ, "1a").uncertainty > of(&agree, "1a").uncertainty);
}

#[test]
fn a_teacher_can_contest_an_estimate() {
    let day = "2026-11-22";
    let gaps = answer(
        with(vec![
            rated("e1", "1a", 1.0, day),
            piece("e2", "1a", EvidenceKind::Contest, Some(4.0), day),
        ]),
        day,
    );
    assert!(of(&gaps, "1a").mastery > 3.0);
    assert!(
        of(&gaps, "1a")
            .reasons
            .iter()
            .any(|reason| reason.starts_with("Your own correction"))
    );
}

#[test]
fn a_goal_raises_target_and_weight_in_the_measure_of_its_owner() {
    let map = map();
    let goal = Goal {
        id: "g1".into(),
        competency: "2".into(),
        target: 4.0,
        owner: Owner::District,
        weight: 1.0,
        map: None,
        due: Some("2027-06-30".into()),
    };
    let data = LearnerData {
        goals: vec![goal],
        ..with(vec![])
    };
    let learner = Learner::from_data(data, &map).unwrap();
    let ask = |balance| {
        let request = GapsRequest {
            balance,
            ..on("2026-11-22")
        };
        gaps(&map, None, &learner, &request).unwrap()
    };
    let equal = ask(None);
    assert_eq!(
        (
            equal[0].competency.as_str(),
            equal[0].target,
            equal[0].weight,
            equal[0].weighted
        ),
        ("2a", 4.0, 2.0, 5.0)
    );
    let all_district = ask(Some(Balance {
        teacher: 0.0,
        school: 0.0,
        district: 1.0,
    }));
    assert_eq!(of(&all_district, "2a").weight, 4.0);
    let none = ask(Some(Balance {
        teacher: 1.0,
        school: 0.0,
        district: 0.0,
    }));
    assert_eq!((of(&none, "2a").target, of(&none, "2a").weight), (3.0, 1.0));
}

#[test]
fn a_role_sets_targets_and_brings_its_own_competencies() {
    let base = map();
    let role = json!({
        "CFDocument": {"identifier": "role-1", "uri": "urn:x:role", "title": "Mentor",
            "extensions": {"gapwise:role": "mentor", "gapwise:extends": "map-1",
                "gapwise:targets": [{"competency": "1", "target": 3.5, "weight": 2},
                                    {"competency": "1a", "target": 4, "weight": 3}]}},
        "CFItems": [{"identifier": "id-m", "uri": "urn:x:m", "humanCodingScheme": "m1", "fullStatement": "Mentors"}],
        "CFAssociations": [{"identifier": "c", "associationType": "isChildOf",
            "originNodeURI": {"identifier": "id-m", "uri": "urn:x:m"},
            "destinationNodeURI": {"identifier": "id-2", "uri": "urn:x:2"}}]
    });
    let role = RoleOverlay::parse(&role.to_string(), &base).unwrap();
    let map = base.extend(std::slice::from_ref(&role)).unwrap();
    let learner = Learner::from_data(with(vec![]), &map).unwrap();
    let without = gaps(&map, None, &learner, &GapsRequest::default()).unwrap();
    assert_eq!(without.len(), 4);
    let with_role = gaps(&map, Some(&role), &learner, &GapsRequest::default()).unwrap();
    assert_eq!(with_role.len(), 5);
    let targets = ["1a", "1b", "2a", "m1"].map(|code| {
        let gap = of(&with_role, code);
        (gap.target, gap.weight)
    });
    assert_eq!(targets, [(4.0, 3.0), (3.5, 2.0), (3.0, 1.0), (3.0, 1.0)]);
}

#[test]
fn what_cannot_be_right_is_refused_with_its_place() {
    let map = map();
    let file = |evidence: serde_json::Value| json!({"format": "gapwise-learner", "version": 1, "map": "map-1", "evidence": [evidence]});
    let sound = json!({"id": "e", "competency": "1a", "kind": "selfAssessment", "level": 2, "date": "2026-11-22"});
    let with = |field: &str, value: serde_json::Value| {
        let mut evidence = sound.clone();
        evidence[field] = value;
        file(evidence)
    };
    let mut other = file(sound.clone());
    other["map"] = json!("map-2");
    let mut newer = file(sound.clone());
    newer["version"] = json!(2);
    let twice = json!({"format": "gapwise-learner", "version": 1, "map": "map-1", "evidence": [sound, sound]});
    let cases = [
        (other, "learner-other-map", "map"),
        (newer, "learner-newer-version", "version"),
        (
            json!({"format": "x", "version": 1}),
            "learner-not-a-learner",
            "format",
        ),
        (json!([]), "learner-not-a-learner", "format"),
        (
            with("competency", json!("9z")),
            "learner-unknown-competency",
            "evidence[0].competency",
        ),
        (
            with("level", json!(5)),
            "learner-out-of-range",
            "evidence[0].level",
        ),
        (
            with("level", json!(null)),
            "learner-no-level",
            "evidence[0]",
        ),
        (
            with("score", json!(-0.1)),
            "learner-out-of-range",
            "evidence[0].score",
        ),
        (
            with("date", json!("22.11.2026")),
            "learner-bad-date",
            "evidence[0].date",
        ),
        (
            with("kind", json!("rumour")),
            "learner-unreadable",
            "evidence[0]",
        ),
        (twice, "learner-duplicate-id", "evidence[1].id"),
    ];
    for (file, code, path) in cases {
        let error = Learner::parse(&file.to_string(), &map).expect_err(code);
        assert_eq!((error.code(), error.path().as_deref()), (code, Some(path)));
        assert!(!error.hint().is_empty());
    }
    assert_eq!(
        Learner::parse("{", &map).unwrap_err().code(),
        "learner-not-json"
    );
    let nan = Learner::from_data(not_a_number(), &map).unwrap_err();
    assert_eq!(nan.path().as_deref(), Some("evidence[0].level"));
}

fn not_a_number() -> LearnerData {
    with(vec![rated("e", "1a", f64::NAN, "2026-11-22")])
}

#[test]
fn evidence_from_the_future_is_refused() {
    let map = map();
    let data = with(vec![rated("e1", "1a", 2.0, "2026-12-24")]);
    let learner = Learner::from_data(data, &map).unwrap();
    let error = gaps(&map, None, &learner, &on("2026-11-22")).unwrap_err();
    assert_eq!(
        error,
        LearnerError::FutureDate {
            path: "evidence[0].date".into(),
            date: "2026-12-24".into(),
            today: "2026-11-22".into()
        }
    );
}

#[test]
fn a_map_may_say_what_evidence_is_worth() {
    let package = |extension: serde_json::Value| {
        let mut package = map().to_package();
        package["CFDocument"]["extensions"] = json!({"gapwise:evidence": extension});
        gapwise::framework::Framework::parse(&package.to_string()).unwrap()
    };
    let data = || with(vec![rated("e1", "1a", 4.0, "2026-11-22")]);
    let mastery = |extension| {
        let map = package(extension);
        let learner = Learner::from_data(data(), &map).unwrap();
        of(
            &gaps(&map, None, &learner, &on("2026-11-22")).unwrap(),
            "1a",
        )
        .mastery
    };
    let usual = mastery(json!({}));
    assert!(mastery(json!({"selfAssessment": {"deviation": 1.5}})) < usual);
    assert!(mastery(json!({"selfAssessment": {"deviation": 0.1}})) > usual);
    let bad = package(json!({"selfAssessment": {"halfLife": 0}}));
    let error = Learner::from_data(data(), &bad).unwrap_err();
    assert_eq!(
        error.path().as_deref(),
        Some("CFDocument.extensions.gapwise:evidence.selfAssessment.halfLife")
    );
}

#[test]
fn what_is_known_of_the_later_says_something_of_the_earlier() {
    let day = "2026-11-22";
    // `1a` comes before `1b`; `2a` and `2b` are tied by their heading only.
    let linked = answer(with(vec![rated("e1", "1b", 4.0, day)]), day);
    let plain = answer(with(vec![rated("e1", "2b", 4.0, day)]), day);
    assert!(of(&linked, "1a").mastery > of(&plain, "2a").mastery);
    assert!(of(&linked, "1a").mastery < of(&linked, "1b").mastery);
}

#[test]
fn the_questions_that_tell_most_are_about_what_is_not_known() {
    let map = map();
    let day = "2026-11-22";
    let ask = |data| {
        let learner = Learner::from_data(data, &map).unwrap();
        gapwise::learner::questions(&map, None, &learner, &on(day), 3).unwrap()
    };
    let nothing = ask(with(vec![]));
    assert_eq!(nothing.len(), 3);
    assert!(nothing.iter().all(|own| own.tells > 0.0));
    assert!(nothing.iter().map(|own| own.tells).sum::<f64>() < 1.0);
    let half = ask(with(vec![
        rated("e1", "1a", 3.0, day),
        rated("e2", "1b", 3.0, day),
    ]));
    assert!(half[0].competency.starts_with('2'), "{half:?}");
}

#[test]
fn messages_and_sentences_say_the_same() {
    use gapwise::learner::{Message, TEMPLATES};
    let day = "2026-11-22";
    for gap in answer(with(vec![rated("e1", "1", 4.0, day)]), day) {
        for own in &gap.messages {
            assert!(TEMPLATES.contains(&own.template), "{own:?}");
        }
        let said: Vec<String> = gap.messages.iter().map(Message::english).collect();
        assert_eq!(said, gap.reasons);
    }
}

#[test]
fn twenty_thousand_pieces_of_evidence_are_no_trouble() {
    let codes = ["1", "1a", "1b", "2", "2a", "2b"];
    let evidence = (0..20_000).map(|at: usize| {
        let day = gapwise::learner::Date::from_days(20_000 + (at % 700) as i32).to_string();
        piece(
            &format!("e{at}"),
            codes[at % 6],
            EvidenceKind::Observation,
            Some((at % 9) as f64 / 2.0),
            &day,
        )
    });
    let data = with(evidence.collect());
    let start = std::time::Instant::now();
    let gaps = answer(data.clone(), "2026-11-22");
    let merged = LearnerData::merge(&data, &data).unwrap();
    let took = start.elapsed();
    println!("20,000 pieces of evidence: gaps and a merge in {took:?}");
    assert_eq!((gaps.len(), merged.evidence.len()), (4, 20_000));
    assert!(took.as_secs() < 2, "{took:?}");
}
