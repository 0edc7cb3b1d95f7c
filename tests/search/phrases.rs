//! Words in quotes are found where they stand one after the other, whether they are frequent or rare.

use super::world::{indexed, open, ordinals, resources, search, typed};
use gapwise::catalog::Resource;
use gapwise::search::{Query, SearchIndex};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use std::sync::LazyLock;

/// The first are in most texts, the others in ever fewer.
const WORDS: [&str; 9] = [
    "the", "of", "and", "plan", "study", "school", "metaphor", "étude", "学習",
];

/// Texts that repeat themselves in no short turn.
fn text(from: u64, words: usize) -> String {
    let mut state = from.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let word = |_| {
        state = state.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(1);
        // Half of all words are the first, a quarter the second, and so on.
        let place = (state >> 40 | 1 << (WORDS.len() - 1)).trailing_zeros();
        WORDS[place as usize]
    };
    (0..words).map(word).collect::<Vec<_>>().join(" ")
}

/// Three hundred resources in an index that was changed since: a tenth was taken away and as many came.
static SHARED: LazyLock<(Vec<Resource>, SearchIndex)> = LazyLock::new(|| {
    let made = |from: u64| (text(2 * from, 4), text(2 * from + 1, 12));
    let texts: Vec<_> = (0..330).map(made).collect();
    let texts: Vec<_> = texts
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let all = resources(&texts);
    let (before, added) = all.split_at(300);
    let mut index = open(before);
    let removed: Vec<u32> = (0..300).step_by(10).collect();
    let stays = before
        .iter()
        .zip(0..)
        .filter(|(_, at)| !removed.contains(at));
    let now: Vec<Resource> = stays.map(|(own, _)| own).chain(added).cloned().collect();
    index
        .change(&removed, now.len(), &|at| indexed(&now[at], at + 1))
        .expect("a changed index");
    (now, index)
});

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_phrase_is_found_where_it_stands(
        phrase in vec(select(&WORDS[..]), 2..5),
        other in vec(select(&WORDS[..]), 2..4),
        kind in 0..2_usize,
    ) {
        let (resources, index) = &*SHARED;
        let holds = |own: &Resource, phrase: &[&str]| [&own.name, &own.description].iter().any(|text| {
            let words: Vec<&str> = text.split(' ').collect();
            words.windows(phrase.len()).any(|own| own == phrase)
        });
        let kind = ["course", "video"][kind];
        let filters = [("kind".to_owned(), vec![kind.to_owned()])];
        let facets = ["kind".to_owned()];
        let (phrase_text, other_text) = (phrase.join(" "), other.join(" "));
        for (text, wanted) in [
            (format!("\"{phrase_text}\""), None),
            (format!("\"{phrase_text}\" \"{other_text}\""), Some(true)),
            (format!("\"{phrase_text}\" -\"{other_text}\""), Some(false)),
        ] {
            let expected = |own: &Resource| holds(own, &phrase) && wanted.is_none_or(|wanted| holds(own, &other) == wanted);
            let expected: Vec<u32> = (0..).zip(resources).filter(|(_, own)| expected(own)).map(|(at, _)| at).collect();
            let query = Query { limit: resources.len(), complete: true, facets: &facets, ..typed(&text) };
            let mut found = ordinals(&index.search(&query, resources));
            found.sort_unstable();
            prop_assert_eq!(&found, &expected, "{}", &text);
            // A filter leaves the counts of its own facet as they were.
            let all = index.search(&query, resources);
            let narrowed = index.search(&Query { filters: &filters, ..query }, resources);
            prop_assert_eq!(&narrowed.facets, &all.facets);
            let of_kind = |&at: &u32| resources[at as usize].kind.as_deref() == Some(kind);
            prop_assert_eq!(narrowed.total, expected.iter().filter(|at| of_kind(at)).count());
        }
    }
}

#[test]
fn no_phrase_runs_from_one_text_into_the_next() {
    assert_eq!(search("\"works how\""), Vec::<u32>::new());
}

#[test]
fn a_phrase_is_looked_for_in_a_resources_own_texts() {
    let line = r#"{"id": "a", "name": "A", "keywords": ["peer review"], "publisher": "Open School", "text": "In full"}"#;
    let resources = [Resource::parse(line, 1).expect("a resource")];
    let index = open(&resources);
    let finds = |text: &str| !ordinals(&index.search(&typed(text), &resources)).is_empty();
    assert!(finds("\"peer review\"") && finds("\"open school\"") && finds("\"in full\""));
    assert!(finds("metacognition") && !finds("\"a peer\""));
}
