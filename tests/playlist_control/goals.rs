//! The shares of the time that go to each owner's goals.

use super::playlist_world::World;
use gapwise::learner::{Balance, GapsRequest, Goal, Learner, LearnerData, Owner, gaps};
use gapwise::playlist::{Change, PlanRequest};
use serde_json::json;

/// Gaps on 1a and 2a of one size, wanted by the teacher and the district.
fn wanted() -> (World, Balance) {
    let mut world = World::new(&[
        ("1a", 1.5),
        ("1b", 3.0),
        ("1c", 3.0),
        ("2a", 1.5),
        ("2b", 3.0),
        ("2c", 3.0),
    ]);
    let goal = |id: &str, competency: &str, owner| Goal {
        id: id.into(),
        competency: competency.into(),
        target: 3.0,
        owner,
        weight: 1.0,
        map: None,
        due: None,
    };
    let data = LearnerData {
        goals: vec![
            goal("g1", "1a", Owner::Teacher),
            goal("g2", "2a", Owner::District),
        ],
        ..world.learner.data().clone()
    };
    world.learner = Learner::from_data(data, &world.map).expect("sound");
    let balance = Balance {
        teacher: 0.5,
        school: 0.0,
        district: 0.5,
    };
    (world, balance)
}

#[test]
fn time_goes_to_the_owners_goals_as_asked_for() {
    let (mut world, balance) = wanted();
    for at in 0..10 {
        let module = json!({"learningResourceType": "module"});
        world.add(&format!("good {at}"), 20, module.clone(), &[("1a", 1.0)]);
        world.add(&format!("weak {at}"), 20, module, &[("2a", 0.3)]);
    }
    for (teacher, district) in [(0.5, 0.5), (0.2, 0.8), (0.8, 0.2)] {
        let balance = Balance {
            teacher,
            district,
            ..balance
        };
        let asked = GapsRequest {
            balance: Some(balance),
            ..GapsRequest::default()
        };
        world.gaps = gaps(&world.map, None, &world.learner, &asked).expect("sound");
        let playlist = world.plan(&PlanRequest {
            balance: Some(balance),
            ..PlanRequest::new(40, 5)
        });
        let shares = playlist.goal_shares.expect("there are goals");
        assert!(shares.within, "{shares:?}");
        assert!(
            (shares.planned.district - district).abs() <= 0.1,
            "{shares:?}"
        );
    }
}

/// A plan that shares its time out and is changed in one place stays as it is elsewhere.
#[test]
fn a_change_of_a_balanced_plan_is_small() {
    let (mut world, balance) = wanted();
    for at in 0..10 {
        let module = json!({"learningResourceType": "module"});
        let score = 1.0 - 0.02 * f64::from(at);
        world.add(&format!("good {at}"), 20, module.clone(), &[("1a", score)]);
        world.add(&format!("weak {at}"), 20, module, &[("2a", 0.3 * score)]);
    }
    let asked = GapsRequest {
        balance: Some(balance),
        ..GapsRequest::default()
    };
    world.gaps = gaps(&world.map, None, &world.learner, &asked).expect("sound");
    let request = PlanRequest {
        balance: Some(balance),
        ..PlanRequest::new(40, 5)
    };
    let first = world.plan(&request);
    for item in &first.items {
        let request = PlanRequest {
            previous: Some(first.placed()),
            ..request.clone()
        };
        let skip = Change::Skip {
            resource: item.resource.clone(),
        };
        let now = world
            .with(|sources| sources.replan(&request, &skip))
            .expect("sound");
        let difference = &now.difference;
        assert!(now.playlist.goal_shares.expect("goals").within);
        assert_eq!(difference.removed.len(), 1, "{difference:?}");
        assert!(difference.added.len() <= 1 && difference.moved.is_empty());
    }
}
