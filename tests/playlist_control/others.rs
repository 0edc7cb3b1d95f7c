//! Paths of curators, and groups of teachers.

use super::playlist_world::World;
use super::world;
use gapwise::diagnostic::Diagnostic;
use gapwise::learner::{Gap, Learner};
use gapwise::playlist::{Cohort, ExpertPath, PathItem, PlanRequest};
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
