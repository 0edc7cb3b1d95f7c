//! Slips of the finger.

use super::world::{catalogue, open, ordinals, resources, search, typed};
use gapwise::search::Query;

#[test]
fn slips_are_forgiven_and_said() {
    let resources = catalogue();
    let index = open(&resources);
    for text in [
        "fedback",
        "feedbakc",
        "efedback",
        "feeedback",
        "mathemtaisc",
    ] {
        let found = index.search(
            &Query {
                complete: true,
                ..typed(text)
            },
            &resources,
        );
        assert!(
            found.total > 0 && found.hits.iter().all(|hit| hit.fuzzy),
            "{text}"
        );
    }
    let found = index.search(&typed("clas fedback "), &resources);
    assert_eq!(found.corrected.as_deref(), Some("class feedback "));
    let found = index.search(&typed("feedback"), &resources);
    assert_eq!((found.corrected, found.hits[0].fuzzy), (None, false));
}

#[test]
fn short_words_and_numbers_are_taken_as_they_are() {
    for text in ["fro", "2031", "xyzzy"] {
        assert_eq!(search(text), Vec::<u32>::new(), "{text}");
    }
}

#[test]
fn exact_results_stand_above_corrected_ones() {
    let mut texts = vec![("Asses and mules", "Keeping asses.")];
    texts.extend([("Assess", "Assess and assess again."); 12]);
    let resources = resources(&texts);
    let found = open(&resources).search(
        &Query {
            complete: true,
            ..typed("mulse")
        },
        &resources,
    );
    assert_eq!(ordinals(&found), [0]);
    let found = open(&resources).search(
        &Query {
            complete: true,
            ..typed("asses")
        },
        &resources,
    );
    let fuzzy: Vec<bool> = found.hits.iter().map(|hit| hit.fuzzy).collect();
    assert!(fuzzy.is_sorted(), "{fuzzy:?}");
}
