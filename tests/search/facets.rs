//! Filters, counts and orders.

use super::world::{catalogue, open, ordinals, search, typed};
use gapwise::search::{Query, Sort};

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
