//! What holds for every text.

use super::world::{catalogue, indexed, open, ordinals, resources, typed};
use gapwise::catalog::Resource;
use gapwise::search::{Query, SearchIndex};
use proptest::prelude::*;
use std::sync::LazyLock;

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
        // Without snippets all else is the same.
        let bare = index.search(&Query { bare: true, ..query }, resources);
        prop_assert_eq!(ordinals(&bare), ordinals(&all));
        prop_assert!(bare.hits.iter().all(|hit| hit.snippets.is_empty()));
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
        prop_assert_eq!(&page.hits, &expected);
        prop_assert_eq!(page.total, all.total);
        // Nor does it matter whether anything is counted.
        let uncounted = index.search(&Query { facets: &[], offset, limit: 2, ..query }, resources);
        prop_assert_eq!(uncounted.hits, expected);
        prop_assert_eq!(uncounted.total, all.total);
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

    /// Where nothing is counted, one word is looked for in a way of its own, and the foremost of frequent ones are known.
    #[test]
    fn one_word_is_ranked_the_same_whether_anything_is_counted(
        texts in prop::collection::vec((0..4_usize, 0..3_usize, 0..30_usize), 1..300),
        again in 1..5_usize,
        limit in 0..40_usize,
        offset in 0..3_usize,
        filtered: bool,
        removed in any::<prop::sample::Index>(),
    ) {
        let text = |&(one, other, length): &(usize, usize, usize)| {
            "lesson ".repeat(one) + &"lessons ".repeat(other) + &"plan ".repeat(length)
        };
        let texts = texts.repeat(again);
        let texts: Vec<String> = texts.iter().map(text).collect();
        let named: Vec<(&str, &str)> = texts.iter().map(|text| ("Plan", text.as_str())).collect();
        let mut resources = resources(&named);
        let mut index = open(&resources);
        let filters = [("kind".to_owned(), vec!["video".to_owned()])];
        let filters = if filtered { &filters[..] } else { &[] };
        let facets = ["kind".to_owned()];
        for after_a_change in [false, true] {
            if after_a_change {
                let removed = removed.index(resources.len());
                resources.remove(removed);
                let left = |at: usize| indexed(&resources[at], at);
                index.change(&[removed as u32], resources.len(), &left).expect("a change");
            }
            for word in ["lesson", "lessons", "lesson lesson lesson", "plan", "pla", "-plan", "kind:video lesson"] {
                let query = Query { filters, limit, offset, ..typed(word) };
                let counted = index.search(&Query { facets: &facets, ..query }, &resources);
                let uncounted = index.search(&query, &resources);
                prop_assert_eq!(uncounted.total, counted.total);
                prop_assert_eq!(uncounted.hits, counted.hits);
            }
        }
    }
}
