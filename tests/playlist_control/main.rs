//! The teacher's hand on the plan: changes, alternatives, paths, goal shares, groups.

#[path = "../playlist_world/mod.rs"]
mod playlist_world;

mod changes;
mod goals;
mod others;
mod parts;
mod weeks;

use gapwise::playlist::{Change, PlanRequest, Playlist, Replanned};
use playlist_world::World;
use serde_json::json;

/// Two modules on each of three gaps, and an article on the first.
fn world() -> World {
    let mut world = World::new(&[
        ("1a", 1.5),
        ("1b", 3.0),
        ("1c", 1.5),
        ("2a", 1.5),
        ("2b", 3.0),
        ("2c", 3.0),
    ]);
    for (code, score) in [("1a", 1.0), ("1c", 0.9), ("2a", 0.8)] {
        for (nth, off) in [("first", 0.0), ("second", 0.1)] {
            let kind = json!({"learningResourceType": "module", "educationalLevel": "2"});
            world.add(
                &format!("{nth} on {code}"),
                30,
                kind,
                &[(code, score - off)],
            );
        }
    }
    world.add(
        "article on 1a",
        15,
        json!({"learningResourceType": "article"}),
        &[("1a", 0.5)],
    );
    world
}

fn names(playlist: &Playlist) -> Vec<&str> {
    playlist
        .items
        .iter()
        .map(|item| item.resource.as_str())
        .collect()
}

fn planned(world: &World, request: PlanRequest) -> (Playlist, PlanRequest) {
    let playlist = world.plan(&request);
    let previous = Some(playlist.placed());
    (
        playlist,
        PlanRequest {
            previous,
            ..request
        },
    )
}

fn change(world: &World, request: &PlanRequest, change: Change) -> Replanned {
    world
        .with(|sources| sources.replan(request, &change))
        .expect("sound")
}
