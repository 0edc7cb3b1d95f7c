//! Resources come and go: an index that was changed answers as one that is built anew.

use super::world::typed;
use gapwise::catalog::Resource;
use gapwise::search::{FACETS, IndexedResource, Query, SearchIndex, Sort};
use proptest::prelude::*;
use serde_json::json;

/// A step: the places of resources to remove, and the words of resources to add.
type Step = (Vec<prop::sample::Index>, Vec<(Vec<usize>, usize)>);

/// Few words, so that resources share them, their stems and their beginnings.
const WORDS: [&str; 16] = [
    "study",
    "studies",
    "studying",
    "school",
    "schools",
    "the",
    "feedback",
    "feedbak",
    "plan",
    "planning",
    "étude",
    "études",
    "学習",
    "assess",
    "assessment",
    "asses",
];
const LANGUAGES: [&str; 4] = ["en", "fr", "de", "ja"];
const QUERIES: [&str; 14] = [
    "study",
    "stu",
    "school feedback",
    "feedbakc",
    "plans",
    "étude",
    "学",
    "asses",
    "assess ",
    "the study of school planning",
    "\"study school\"",
    "feedback -plan",
    "kind:video a",
    "",
];

fn resource(id: usize, words: &[usize], kind: usize) -> Resource {
    let words: Vec<&str> = words.iter().map(|&word| WORDS[word]).collect();
    let (name, rest) = words.split_at(words.len() / 2);
    let language = LANGUAGES[kind % 4];
    let type_of = ["video", "course"][kind % 2];
    let line = json!({
        "id": format!("r{id}"), "name": format!("{} {}", name.join(" "), id % 3),
        "description": rest.join(" "), "inLanguage": language,
        "learningResourceType": type_of,
        "timeRequired": format!("PT{}M", 7 * (kind + 1)),
    });
    Resource::parse(&line.to_string(), id + 1).expect("a valid resource")
}

fn indexed(resource: &Resource) -> IndexedResource<'_> {
    IndexedResource {
        resource,
        competencies: vec!["1".to_owned(), format!("1{}", resource.id.len())],
        competency_labels: vec![format!("Label {}", resource.id)],
    }
}

fn open(resources: &[Resource]) -> SearchIndex {
    let indexed: Vec<IndexedResource<'_>> = resources.iter().map(indexed).collect();
    let files = SearchIndex::build(&indexed, &mut |_, _| {}).expect("an index");
    SearchIndex::open(files).expect("an open index")
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let new = (prop::collection::vec(0..WORDS.len(), 2..9), 0..8_usize);
    let step = (
        prop::collection::vec(any::<prop::sample::Index>(), 0..4),
        prop::collection::vec(new, 0..6),
    );
    prop::collection::vec(step, 1..6)
}

/// What is found with the words in all ways of asking.
fn assert_same(changed: &SearchIndex, resources: &[Resource]) {
    let anew = open(resources);
    let facets = FACETS.map(String::from);
    let filters = [(
        "language".to_owned(),
        vec!["en".to_owned(), "fr".to_owned()],
    )];
    assert_eq!(changed.len(), resources.len());
    for text in QUERIES {
        for (complete, sort) in [
            (false, Sort::Relevance),
            (true, Sort::Minutes),
            (true, Sort::Name),
        ] {
            let query = Query {
                complete,
                sort,
                facets: &facets,
                filters: &filters,
                ..typed(text)
            };
            assert_eq!(
                changed.search(&query, resources),
                anew.search(&query, resources),
                "{text:?} {sort:?}"
            );
        }
        let query = typed(text);
        assert_eq!(
            changed.search(&query, resources),
            anew.search(&query, resources),
            "{text:?}"
        );
        assert_eq!(changed.suggest(text, 9), anew.suggest(text, 9), "{text:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_order_of_changes_ends_where_a_fresh_build_does(first in 0..9_usize, steps in steps()) {
        let mut next = 0;
        let mut new = |words: &[usize], kind: usize| {
            next += 1;
            resource(next, words, kind)
        };
        let mut resources: Vec<Resource> = (0..first)
            .map(|at| new(&[at, at + 1, at + 4, (at * 5) % 16], at))
            .collect();
        let mut index = open(&resources);
        for (removed, added) in steps {
            let mut places: Vec<u32> = if resources.is_empty() {
                Vec::new()
            } else {
                removed.iter().map(|place| place.index(resources.len()) as u32).collect()
            };
            places.sort_unstable();
            places.dedup();
            let mut at = 0..;
            resources.retain(|_| at.next().is_some_and(|at| places.binary_search(&at).is_err()));
            resources.extend(added.iter().map(|(words, kind)| new(words, *kind)));
            let all = &resources;
            index
                .change(&places, all.len(), &|at| indexed(&all[at]))
                .expect("a changed index");
        }
        assert_same(&index, &resources);
    }
}
