//! The difference between two packs: one and the old pack give the new one, byte for byte, or an error.

use gapwise::diagnostic::Diagnostic;
use gapwise::pack::{Source, Sources, build, delta, format};
use gapwise::search::checksum;
use proptest::prelude::*;
use serde_json::json;
use std::sync::LazyLock;

fn pack(names: &[(usize, usize)]) -> Vec<u8> {
    const NAMES: [&str; 5] = ["Planning", "Plans that work", "Feedback", "Étude", "学習"];
    let line = |(id, name): &(usize, usize)| {
        let name = format!("{} {id}", NAMES[name % 5]);
        json!({ "id": format!("r{id}"), "name": name, "description": "How to plan and study." })
            .to_string()
    };
    let lines: Vec<String> = names.iter().map(line).collect();
    let catalogue = Source {
        name: "catalogue".into(),
        text: lines.join("\n"),
    };
    let sources = Sources {
        catalogs: vec![catalogue],
        ..Sources::default()
    };
    build(sources, &mut |_| {}).expect("a pack")
}

static OLD: LazyLock<Vec<u8>> = LazyLock::new(|| pack(&[(0, 0), (1, 1), (2, 2)]));
static NEW: LazyLock<Vec<u8>> = LazyLock::new(|| pack(&[(0, 0), (2, 2), (3, 4)]));

/// A delta with its checksum right, whatever it says.
fn sealed(mut delta: Vec<u8>) -> Vec<u8> {
    let checksum = checksum(&delta[20..]);
    delta[12..20].copy_from_slice(&checksum.to_le_bytes());
    delta
}

#[test]
fn versions_tell_packs_apart() {
    let (old, new) = (format::version(&OLD), format::version(&NEW));
    let (old, new) = (old.expect("a pack"), new.expect("a pack"));
    assert_ne!(old, new);
    assert_eq!(
        (old.len(), format::version(&OLD).expect("a pack")),
        (16, old)
    );
}

#[test]
fn a_delta_is_shorter_than_the_pack() {
    let all: Vec<_> = (0..300).map(|id| (id, id)).collect();
    let (old, new) = (pack(&all[..299]), pack(&all));
    let delta = delta::diff(&old, &new).expect("a delta");
    assert!(
        delta.len() * 4 < new.len(),
        "{} of {}",
        delta.len(),
        new.len()
    );
    assert_eq!(delta::apply(&old, &delta).expect("the new pack"), new);
}

#[test]
fn every_changed_or_missing_byte_is_an_error() {
    let delta = delta::diff(&OLD, &NEW).expect("a delta");
    for at in 0..delta.len() {
        let mut changed = delta.clone();
        changed[at] ^= 1 << (at % 8);
        let error = delta::apply(&OLD, &changed).expect_err("a changed delta");
        let known = ["delta-not-a-delta", "delta-newer", "delta-damaged"];
        assert!(known.contains(&error.code()), "byte {at}: {error}");
        assert!(delta::apply(&OLD, &delta[..at]).is_err(), "{at} bytes");
    }
}

#[test]
fn it_is_for_one_old_pack_only() {
    let delta = delta::diff(&OLD, &NEW).expect("a delta");
    let error = delta::apply(&NEW, &delta).expect_err("another pack");
    assert_eq!(error.code(), "delta-other-pack");
    assert!(error.hint().contains("whole pack"), "{}", error.hint());
    assert_eq!(
        delta::apply(&[], &delta).expect_err("no pack").code(),
        "pack-empty"
    );
    assert_eq!(
        delta::diff(&OLD, b"x").expect_err("no pack").code(),
        "pack-not-a-pack"
    );
}

#[test]
fn what_is_made_up_is_an_error_and_takes_no_memory() {
    let delta = delta::diff(&OLD, &NEW).expect("a delta");
    let mut state = 7_u64;
    let mut random = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    for _ in 0..3000 {
        let mut changed = delta.clone();
        for _ in 0..=random(4) {
            let at = 28 + random(changed.len() - 28);
            changed[at] = random(256) as u8;
        }
        let result = delta::apply(&OLD, &sealed(changed));
        // A byte may have been given the value that it had.
        assert!(result.is_err() || result.is_ok_and(|pack| pack == *NEW));
    }
    let mut long = delta.clone();
    long[36..44].copy_from_slice(&u64::MAX.to_le_bytes());
    assert_eq!(
        delta::apply(&OLD, &sealed(long))
            .expect_err("too long")
            .code(),
        "delta-damaged"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_old_pack_and_the_delta_give_the_new_one(
        old in prop::collection::btree_map(0..40_usize, 0..5_usize, 0..25),
        new in prop::collection::btree_map(0..40_usize, 0..5_usize, 0..25),
    ) {
        // A pack of nothing is none.
        prop_assume!(!old.is_empty() && !new.is_empty());
        let (old, new) = (pack(&Vec::from_iter(old)), pack(&Vec::from_iter(new)));
        let delta = delta::diff(&old, &new).expect("a delta");
        prop_assert_eq!(delta::apply(&old, &delta).expect("the new pack"), new);
    }
}
