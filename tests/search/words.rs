//! Words, phrases and what a search box may hold.

use super::world::{catalogue, files, open, ordinals, resources, search, typed};
use gapwise::search::{FACETS, Query};

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
fn the_same_resources_give_the_same_bytes() {
    assert_eq!(files(&catalogue()), files(&catalogue()));
}

#[test]
fn long_lists_are_read_whole() {
    // Beyond 128 resources and occurrences, lists are packed in blocks.
    let text = |at: usize| {
        let between = ["", "and "][usize::from(!at.is_multiple_of(3))];
        format!("{}alpha {between}beta", "omega ".repeat(at % 7))
    };
    let texts: Vec<String> = (0..700).map(text).collect();
    let texts: Vec<(&str, &str)> = texts.iter().map(|text| ("name", text.as_str())).collect();
    let resources = resources(&texts);
    let index = open(&resources);
    let found = |text: &str| {
        let query = Query {
            limit: 1000,
            ..typed(text)
        };
        let mut found = ordinals(&index.search(&query, &resources));
        found.sort_unstable();
        found
    };
    let with = |has: &dyn Fn(u32) -> bool| (0..700).filter(|&at| has(at)).collect::<Vec<u32>>();
    assert_eq!(found("alpha "), with(&|_| true));
    assert_eq!(found("omega "), with(&|at| at % 7 > 0));
    assert_eq!(found("\"alpha beta\""), with(&|at| at % 3 == 0));
    assert_eq!(
        found("\"omega alpha beta\""),
        with(&|at| at % 3 == 0 && at % 7 > 0)
    );
    assert_eq!(found("\"omega omega omega omega\""), with(&|at| at % 7 > 3));
    assert_eq!(found("-\"alpha beta\" alpha"), with(&|at| at % 3 > 0));
}
