//! Other languages and scripts.

use super::world::{open, resources, typed};

#[test]
fn other_scripts_are_found() {
    let resources = resources(&[
        ("教師の学習", "学習者中心の授業"),
        ("تعليم المعلمين", "مُعَلِّم"),
        ("Évaluation à l’école", "Les élèves"),
    ]);
    let index = open(&resources);
    for (text, ordinal) in [
        ("学習者", 0),
        ("学", 0),
        ("المعلمين", 1),
        ("معلم", 1),
        ("evaluation", 2),
        ("ÉCOLE", 2),
    ] {
        let found = index.search(&typed(text), &resources);
        assert_eq!(
            found.hits.first().map(|hit| hit.ordinal),
            Some(ordinal),
            "{text}"
        );
        assert!(
            found.hits[0]
                .snippets
                .iter()
                .any(|snippet| !snippet.highlights.is_empty()),
            "{text}"
        );
    }
}
