//! Resources come and go, and the pack is as one built anew.

use super::world::{SMALL, built, line};
use gapwise::catalog::Resource;
use gapwise::pack::Pack;
use gapwise::search::Query;
use proptest::prelude::*;
use serde_json::json;

#[test]
fn a_line_that_cannot_be_used_changes_nothing() {
    let mut pack = Pack::open(SMALL.clone()).expect("a pack");
    let unknown = json!({"id": "x", "name": "X", "teaches": ["9z"]}).to_string();
    for lines in ["{", &unknown, &format!("{0}\n{0}", line(7, "Twice"))] {
        assert!(pack.add(lines, "new", &[]).is_err(), "{lines}");
        assert_eq!(pack.save().expect("a pack"), *SMALL);
    }
}

#[test]
fn a_new_version_takes_the_place_of_the_old_one() {
    let mut pack = Pack::open(SMALL.clone()).expect("a pack");
    let count = pack
        .add(&line(0, "Routines"), "new", &[])
        .expect("a resource");
    let names: Vec<&str> = pack
        .resources()
        .iter()
        .map(|resource: &Resource| resource.name.as_str())
        .collect();
    assert_eq!(
        (count, names),
        (1, vec!["Étudier 1", "学習 2", "Routines 0"])
    );
    assert_eq!(
        pack.remove(&["r1", "r9"].map(String::from).into())
            .expect("a pack"),
        1
    );
    let query = Query {
        text: "routines",
        limit: 5,
        ..Query::default()
    };
    let found = pack.index().search(&query, pack.resources());
    assert_eq!(
        found.hits.iter().map(|hit| hit.ordinal).collect::<Vec<_>>(),
        [1]
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_changed_pack_is_saved_as_one_built_anew(
        start in 0..5_usize,
        steps in prop::collection::vec((0..12_usize, any::<bool>()), 1..8),
    ) {
        const NAMES: [&str; 4] = ["Planning", "Plans", "Feedback", "Étude"];
        let mut ids: Vec<(usize, &str)> = (0..start).map(|id| (id, NAMES[id % 4])).collect();
        let lines = |ids: &[(usize, &str)]| -> Vec<String> {
            ids.iter().map(|(id, name)| line(*id, name)).collect()
        };
        let mut pack = Pack::open(built(&lines(&ids))).expect("a pack");
        for (at, (id, add)) in steps.into_iter().enumerate() {
            ids.retain(|(known, _)| *known != id);
            if add {
                let new = (id, NAMES[at % 4]);
                ids.push(new);
                pack.add(&line(new.0, new.1), "new", &[]).expect("a resource");
            } else {
                pack.remove(&[format!("r{id}")].into()).expect("a pack");
            }
        }
        let saved = pack.save().expect("a pack");
        prop_assert_eq!(&saved, &built(&lines(&ids)));
        let again = Pack::open(saved).expect("a pack");
        for text in ["plan", "feedbakc", "etude", "how", ""] {
            let query = Query { text, limit: 20, ..Query::default() };
            prop_assert_eq!(
                pack.index().search(&query, pack.resources()),
                again.index().search(&query, again.resources())
            );
        }
    }
}
