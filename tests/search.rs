//! What the search does for those who use it.

use gapwise::catalog::Resource;
use gapwise::search::{
    Bytes, FACETS, Found, IndexFiles, IndexedResource, Query, SearchIndex, Sort,
};
use proptest::prelude::*;
use serde_json::json;
use std::sync::LazyLock;

/// Resources from `(name, description)`; odd ones are videos, and each takes ten minutes more than the last.
fn resources(texts: &[(&str, &str)]) -> Vec<Resource> {
    let one = |(at, (name, description)): (usize, &(&str, &str))| {
        let line = json!({
            "id": format!("r{at}"), "name": name, "description": description,
            "learningResourceType": if at % 2 == 1 { "video" } else { "course" },
            "timeRequired": format!("PT{}M", 10 * (at + 1)),
        });
        Resource::parse(&line.to_string(), at + 1).expect("a valid resource")
    };
    texts.iter().enumerate().map(one).collect()
}

fn files(resources: &[Resource]) -> IndexFiles {
    let indexed: Vec<IndexedResource<'_>> = resources
        .iter()
        .zip(0..)
        .map(|(resource, at)| IndexedResource {
            resource,
            competencies: vec![
                "1".to_owned(),
                format!("1{}", if at % 2 == 0 { 'a' } else { 'b' }),
            ],
            competency_labels: if at == 0 {
                vec!["Metacognition".to_owned()]
            } else {
                Vec::new()
            },
        })
        .collect();
    SearchIndex::build(&indexed, &mut |_, _| {}).expect("an index")
}

fn open(resources: &[Resource]) -> SearchIndex {
    SearchIndex::open(files(resources)).expect("an open index")
}

/// A small catalogue.
fn catalogue() -> Vec<Resource> {
    resources(&[
        ("Feedback that works", "How to give feedback on writing."),
        (
            "Questioning in class",
            "Ask questions that make pupils think, with feedback.",
        ),
        (
            "Asking good questions",
            "A short film on dialogue in mathematics.",
        ),
        (
            "Assessment for learning",
            "Formative assessment and what to do next.",
        ),
        (
            "Planning a sequence",
            "Plans for a term. Assessing what was learnt.",
        ),
    ])
}

fn typed(text: &str) -> Query<'_> {
    Query {
        text,
        limit: 100,
        ..Query::default()
    }
}

fn ordinals(found: &Found) -> Vec<u32> {
    found.hits.iter().map(|hit| hit.ordinal).collect()
}

fn search(text: &str) -> Vec<u32> {
    let resources = catalogue();
    ordinals(&open(&resources).search(&typed(text), &resources))
}

#[test]
fn the_name_counts_more_than_the_description() {
    assert_eq!(search("feedback"), [0, 1]);
}

#[test]
fn words_are_found_by_their_stem_and_while_they_are_typed() {
    for text in ["question", "questio", "questioned"] {
        let mut found = search(text);
        found.sort_unstable();
        assert_eq!(found, [1, 2], "{text}");
    }
}

#[test]
fn a_complete_word_is_no_prefix() {
    let resources = catalogue();
    let index = open(&resources);
    let query = Query {
        complete: true,
        ..typed("questi")
    };
    assert_eq!(index.search(&query, &resources).total, 0);
    assert_eq!(index.search(&typed("questi"), &resources).total, 2);
}

#[test]
fn labels_of_competencies_find_their_resources() {
    assert_eq!(search("metacognition"), [0]);
}

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

#[test]
fn quotes_minus_and_facets_in_the_text() {
    assert_eq!(search("\"formative assessment\""), [3]);
    assert_eq!(search("\"assessment formative\""), Vec::<u32>::new());
    assert_eq!(search("feedback -writing"), [1]);
    assert_eq!(search("kind:video feedback"), [1]);
    let mut courses = search("kind:COURSE");
    courses.sort_unstable();
    assert_eq!(courses, [0, 2, 4]);
}

#[test]
fn no_phrase_runs_from_one_text_into_the_next() {
    assert_eq!(search("\"works how\""), Vec::<u32>::new());
}

#[test]
fn nothing_asked_shows_everything_by_name() {
    for text in ["", "  ", "\"", "-", "🙂", "\u{0}"] {
        assert_eq!(search(text), [2, 3, 0, 4, 1], "{text:?}");
    }
}

#[test]
fn order_by_minutes_and_name() {
    let resources = catalogue();
    let index = open(&resources);
    let by = |sort| {
        ordinals(&index.search(
            &Query {
                sort,
                ..typed("question")
            },
            &resources,
        ))
    };
    assert_eq!(by(Sort::Minutes), [1, 2]);
    assert_eq!(by(Sort::Name), [2, 1]);
}

#[test]
fn a_filter_does_not_narrow_its_own_facet() {
    let resources = catalogue();
    let filters = [("kind".to_owned(), vec!["video".to_owned()])];
    let facets = [
        "kind".to_owned(),
        "competency".to_owned(),
        "minutes".to_owned(),
    ];
    let query = Query {
        filters: &filters,
        facets: &facets,
        ..typed("")
    };
    let found = open(&resources).search(&query, &resources);
    let counts = |facet: &str| -> Vec<(&str, usize)> {
        found.facets[facet]
            .iter()
            .map(|(value, count)| (value.as_str(), *count))
            .collect()
    };
    assert_eq!(found.total, 2);
    assert_eq!(counts("kind"), [("course", 3), ("video", 2)]);
    assert_eq!(counts("competency"), [("1", 2), ("1b", 2)]);
    assert_eq!(counts("minutes"), [("16-30", 1), ("31-60", 1)]);
}

#[test]
fn a_filter_on_what_is_no_facet_lets_nothing_through() {
    let resources = catalogue();
    let index = open(&resources);
    let total = |facet: &str, values: &[&str]| {
        let filters = [(
            facet.to_owned(),
            values.iter().map(ToString::to_string).collect(),
        )];
        index
            .search(
                &Query {
                    filters: &filters,
                    ..typed("")
                },
                &resources,
            )
            .total
    };
    assert_eq!(total("colour", &["red"]), 0);
    assert_eq!(total("kind", &["unheard"]), 0);
    assert_eq!(total("kind", &[]), 5);
    assert_eq!(total("competency", &["1a", "1b"]), 5);
    assert_eq!(total("competency", &["1a"]), 3);
}

#[test]
fn suggestions_complete_the_last_word() {
    let resources = catalogue();
    let index = open(&resources);
    assert_eq!(
        index.suggest("que", 5),
        ["questions"].map(String::from).to_vec()
    );
    assert_eq!(index.suggest("Formative as", 1), ["Formative assessment"]);
    for text in ["", "feedback ", "qqq", "🙂"] {
        assert_eq!(index.suggest(text, 5), Vec::<String>::new(), "{text:?}");
    }
}

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

#[test]
fn the_same_resources_give_the_same_bytes() {
    assert_eq!(files(&catalogue()), files(&catalogue()));
}

#[test]
fn an_index_of_nothing_works() {
    let index = open(&[]);
    for text in ["", "feedback", "\"a b\" -c"] {
        let facets = FACETS.map(String::from);
        let found = index.search(
            &Query {
                facets: &facets,
                ..typed(text)
            },
            &[],
        );
        assert_eq!((found.total, found.hits.len()), (0, 0));
    }
    assert_eq!(index.suggest("f", 5), Vec::<String>::new());
}

#[test]
fn damage_is_an_error() {
    let whole = files(&catalogue());
    for at in 0..whole.files.len() {
        let mut missing = whole.clone();
        missing.files.remove(at);
        assert!(SearchIndex::open(missing).is_err());
        let bytes = whole.files[at].1.to_vec();
        // Every seventh byte: all of them take minutes.
        for place in (0..bytes.len()).step_by(7) {
            let mut changed = bytes.clone();
            changed[place] ^= 1 << (place % 8);
            let mut damaged = whole.clone();
            damaged.files[at].1 = Bytes::new(changed);
            assert!(
                SearchIndex::open(damaged).is_err(),
                "{} byte {place}",
                whole.files[at].0
            );
        }
    }
}

#[test]
fn a_very_long_text_is_answered_soon() {
    let resources = catalogue();
    let index = open(&resources);
    let words: String = (0..200_000).map(|n| format!("wrod{n} ")).collect();
    let started = std::time::Instant::now();
    for text in [
        words,
        "\"a ".repeat(300_000),
        "x".repeat(1 << 20),
        "🙂".repeat(1 << 18),
        "-feedback ".repeat(100_000),
    ] {
        let _ = index.search(&typed(&text), &resources);
        let _ = index.suggest(&text, 5);
    }
    assert!(started.elapsed().as_secs() < 5);
}

/// Texts of words of the catalogue and of signs that mean something, and of anything.
fn texts() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "feedback",
        "question",
        "asses",
        "quest",
        "the",
        "\"",
        "-",
        "kind:",
        "video",
        "plan",
        "学",
        "é",
        "minutes:16-30",
    ]);
    let glue = prop::sample::select(vec![" ", "", "\"", " -"]);
    let words = prop::collection::vec((word, glue), 0..8).prop_map(|pairs| {
        pairs
            .into_iter()
            .flat_map(|(word, glue)| [word, glue])
            .collect()
    });
    prop_oneof![words, any::<String>()]
}

/// Built once for all cases.
static SHARED: LazyLock<(Vec<Resource>, SearchIndex)> = LazyLock::new(|| {
    let resources = catalogue();
    let index = open(&resources);
    (resources, index)
});

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_answered_lawfully(text in texts(), complete: bool, kind in 0..3_usize, offset in 0..6_usize) {
        let (resources, index) = &*SHARED;
        let filters = [("kind".to_owned(), [vec![], vec!["video".to_owned()], vec!["course".to_owned()]][kind].clone())];
        let facets = ["offline".to_owned(), "free".to_owned()];
        let query = Query { complete, filters: &filters, facets: &facets, ..typed(&text) };
        let all = index.search(&query, resources);

        // Everything is given once, best first, and counted.
        prop_assert_eq!(all.total, all.hits.len());
        if all.hits.iter().all(|hit| !hit.fuzzy) {
            prop_assert!(all.hits.is_sorted_by(|a, b| a.score >= b.score));
        }
        prop_assert!(all.hits.iter().all(|hit| (0.0..=1.0).contains(&hit.score)));
        let mut once = ordinals(&all);
        once.sort_unstable();
        once.dedup();
        prop_assert_eq!(once.len(), all.total);
        for facet in &facets {
            prop_assert_eq!(all.facets[facet].iter().map(|(_, count)| count).sum::<usize>(), all.total);
        }
        // Pages are cut from one order.
        let page = index.search(&Query { offset, limit: 2, ..query }, resources);
        let expected: Vec<_> = all.hits.iter().skip(offset).take(2).cloned().collect();
        prop_assert_eq!(page.hits, expected);
        prop_assert_eq!(page.total, all.total);
        // Filters only leave out.
        let unfiltered = ordinals(&index.search(&Query { filters: &[], ..query }, resources));
        let kept: Vec<u32> = unfiltered.into_iter().filter(|ordinal| once.contains(ordinal)).collect();
        prop_assert_eq!(kept, ordinals(&all));
        // Marks lie inside their text, in order.
        for snippet in all.hits.iter().flat_map(|hit| &hit.snippets) {
            let length = snippet.text.chars().count();
            prop_assert!(snippet.highlights.iter().all(|&(from, to)| from < to && to as usize <= length));
            prop_assert!(snippet.highlights.windows(2).all(|pair| pair[0].1 <= pair[1].0));
        }
        let _ = index.suggest(&text, 5);
    }
}
