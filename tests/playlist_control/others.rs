//! Paths of curators, and groups of teachers.

use super::playlist_world::World;
use super::{names, world};
use gapwise::diagnostic::Diagnostic;
use gapwise::learner::{Gap, Learner};
use gapwise::playlist::{Cohort, ExpertPath, PathItem, PlanRequest, Reason};
use serde_json::json;

#[test]
fn a_path_is_followed_in_its_order_and_set_beside_the_plan() {
    let mut world = world();
    world.add("on what is known", 30, json!({}), &[("1b", 1.0)]);
    let item = |id: &str| PathItem {
        resource: id.into(),
        competencies: vec![],
        why: String::new(),
    };
    let path = ExpertPath {
        id: "p".into(),
        role: "r".into(),
        title: "A path".into(),
        map: "map-1".into(),
        by: String::new(),
        why: String::new(),
        items: ["second on 1a", "nowhere", "on what is known", "first on 2a"]
            .map(item)
            .to_vec(),
    };
    let request = PlanRequest::new(30, 2);
    let found = world
        .with(|sources| sources.compare(&request, &path))
        .expect("sound");
    let followed: Vec<&str> = found
        .expert
        .items
        .iter()
        .map(|item| item.resource.as_str())
        .collect();
    assert_eq!(followed, ["second on 1a", "on what is known"]);
    assert_eq!(
        (&found.expert.missing[..], &found.expert.no_room[..]),
        (&["nowhere".to_owned()][..], &["first on 2a".to_owned()][..])
    );
    assert_eq!((found.expert.redundancy, found.best.redundancy), (0.5, 0.0));
    assert!(found.best.closed > found.expert.closed);
    let other = ExpertPath {
        map: "map-2".into(),
        ..path
    };
    let error = world
        .with(|sources| sources.compare(&request, &other))
        .expect_err("another map");
    assert_eq!(error.code(), "plan-path-of-other-map");
}

#[test]
fn a_cohort_falls_into_groups_with_common_gaps() {
    let (low, high) = (0.5, 3.5);
    let person = |first: f64, second: f64| {
        let rating = [
            ("1a", first),
            ("1b", first),
            ("1c", first),
            ("2a", second),
            ("2b", second),
            ("2c", second),
        ];
        World::new(&rating)
    };
    let people = [
        person(low, high),
        person(high, low),
        person(low, high),
        person(high, low),
    ];
    let world = world();
    let learners: Vec<(&Learner, &[Gap])> = people
        .iter()
        .map(|own| (&own.learner, &own.gaps[..]))
        .collect();
    let request = PlanRequest::new(60, 2);
    let cohort = Cohort::of(&world.map, &world.candidates(), &learners, &request).expect("sound");
    let members: Vec<_> = cohort
        .groups
        .iter()
        .map(|group| &group.members[..])
        .collect();
    assert_eq!(members, [[0, 2], [1, 3]]);
    let mut common = cohort.groups[0].common.clone();
    common.sort();
    assert_eq!(common, ["1a", "1b", "1c"]);
    assert!(cohort.gaps.iter().all(|gap| gap.open == 2));
    let error = Cohort::of(&world.map, &world.candidates(), &[], &request).expect_err("nobody");
    assert_eq!(error.code(), "plan-no-learners");
}

#[test]
fn items_of_a_kind_are_kept_apart_at_the_least_cost_and_what_that_leaves_out_is_told() {
    let mut world = World::new(&[("1a", 1.5), ("1b", 1.5), ("1c", 1.5), ("2", 3.0)]);
    let of = |kind: &str| json!({"learningResourceType": kind});
    world.add("article a", 30, of("article"), &[("1a", 1.0)]);
    world.add("article b", 30, of("article"), &[("1b", 0.9)]);
    world.add("module c", 30, of("module"), &[("1c", 0.3)]);
    let request = PlanRequest {
        stop_at: Some(0.0),
        max_in_row: Some(1.0),
        ..PlanRequest::new(90, 1)
    };
    // What closes least stands between the others.
    let apart = world.plan(&request);
    assert_eq!(names(&apart)[1], "module c");
    assert_eq!(apart.items.len(), 3);
    let short = PlanRequest {
        minutes_per_week: 60.0,
        skipped: Some(vec!["module c".into()]),
        ..request
    };
    let alone = world.plan(&short);
    assert_eq!(names(&alone), ["article a"]);
    let open = alone.unfilled.iter().find(|own| own.competency == "1b");
    let open = open.expect("article b had to stay out");
    assert_eq!(open.reason, Reason::FilteredOut);
    assert_eq!(
        (open.message.as_str(), open.remedy.as_str()),
        (
            "What there is on 1b would leave more than 1 of a kind in a row.",
            "To have “article b”: allow more of a kind in a row."
        )
    );
    // Two locked ones stay, whatever stands between them.
    let locked = PlanRequest {
        locked: Some(vec!["article a".into(), "article b".into()]),
        ..short
    };
    let kept = world.plan(&locked);
    assert_eq!(kept.items.len(), 2);
    assert!(
        kept.notes
            .iter()
            .any(|note| note.starts_with("Your locked resources leave"))
    );
}

#[test]
fn a_bound_knows_that_items_of_one_kind_cannot_follow_each_other() {
    let mut world = World::new(&[("1a", 1.5), ("1b", 1.5), ("1c", 1.5), ("2", 1.5)]);
    for at in 0..60 {
        let article = json!({"learningResourceType": "article"});
        world.add(
            &format!("r{at}"),
            20,
            article,
            &[(["1a", "1b", "1c"][at % 3], 1.0)],
        );
    }
    let request = PlanRequest {
        stop_at: Some(0.0),
        max_in_row: Some(2.0),
        ..PlanRequest::new(60, 4)
    };
    let playlist = world.plan(&request);
    assert_eq!(playlist.items.len(), 2);
    assert!(playlist.ratio > 0.9, "{}", playlist.ratio);
}
