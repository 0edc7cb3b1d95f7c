//! From a query to its page of results.

use super::expand::{Answer, Way, expand};
use super::feedback;
use super::first::best_by;
use super::index::OpenIndex;
use super::language::StopWords;
use super::parse::{AskedWord, Parsed};
use super::rank::{Best, Match, Scores};
use super::snippet::{self, snippets};
use super::words::WordReader;
use super::{Found, Hit, Query, Sort, facet, phrase};
use crate::catalog::Resource;
use crate::order::Arrange;
use std::collections::BTreeMap;

/// Corrections are looked for in so many words at most.
const MOST_LOOKED_NEAR: usize = 8;

/// Per facet, its values and how many results have each.
type Counts = BTreeMap<String, Vec<(String, usize)>>;
/// Gives the resource with an ordinal; reading it may take its time.
pub(super) type ResourceAt<'r> = &'r dyn Fn(u32) -> Option<&'r Resource>;
/// Whether any text of the resource with an ordinal is such.
pub(super) type AnyText<'r> = &'r dyn Fn(u32, &mut dyn FnMut(&str) -> bool) -> bool;

pub(super) fn answer(
    index: &OpenIndex,
    query: &Query<'_>,
    resource: ResourceAt<'_>,
    any_text: AnyText<'_>,
) -> Found {
    let mut reader = WordReader::new();
    let parsed = Parsed::read(query.text, query.complete, &mut reader, |facet, value| {
        index.columns.column(facet).find(value).map(str::to_owned)
    });
    let mut stop_words = StopWords::new(index.main_language());

    let asked = content_words(&parsed, &mut stop_words);
    let mut looked_near = 0;
    let answers: Vec<Answer> = asked
        .iter()
        .map(|word| {
            let answer = expand(index, word, looked_near < MOST_LOOKED_NEAR);
            looked_near += usize::from(answer.looked_near);
            answer
        })
        .collect();

    let tests = tests(index, query, &parsed, any_text);
    let alone = match (&asked[..], &answers[..]) {
        ([word], [answer]) if answer.is_exact() => Some((word, answer)),
        _ => None,
    };
    let (best, facets) = if let Some((word, answer)) = alone
        && query.sort == Sort::Relevance
        && query.facets.is_empty()
    {
        let entries = || answer.variants.values().map(|variant| &variant.entry);
        let count = to_page_end(query);
        let kept = match tests.is_empty() && word.count == 1 {
            true => Best::kept(index, entries(), count),
            false => None,
        };
        let best = kept.unwrap_or_else(|| {
            let passes = |ordinal| tests.iter().all(|test| (test.passes)(ordinal));
            Best::of_word(index, entries(), f64::from(word.count), count, passes)
        });
        (best, BTreeMap::new())
    } else {
        let browsing = parsed.is_empty();
        let mut scores = if browsing {
            Scores::all(index)
        } else {
            Scores::new(index)
        };
        for (word, answer) in asked.iter().zip(&answers) {
            scores.add(answer.variants.values(), f64::from(word.count));
        }
        if asked.len() >= feedback::LEAST_WORDS {
            let total_weight = asked.iter().map(|word| f64::from(word.count)).sum();
            feedback::apply(
                index,
                &mut stop_words,
                &mut reader,
                resource,
                &mut scores,
                total_weight,
            );
        }
        let (passing, facets) = narrow(index, query, &tests, scores.matches());
        let best = Best {
            total: passing.len(),
            matches: first(index, query, browsing, resource, &passing),
            ceiling: scores.ceiling(),
        };
        (best, facets)
    };

    let found = match query.bare {
        true => snippet::Found::default(),
        false => found_words(index, &asked, &answers),
    };
    let hits = best.matches.iter().skip(query.offset).map(|hit| Hit {
        ordinal: hit.ordinal,
        score: best.share(hit.score),
        fuzzy: hit.fuzzy,
        snippets: match query.bare {
            true => Vec::new(),
            false => resource(hit.ordinal)
                .map_or_else(Vec::new, |resource| snippets(resource, &found, &mut reader)),
        },
    });
    Found {
        total: best.total,
        hits: hits.collect(),
        facets,
        corrected: corrected(query.text, &asked, &answers),
        shortened: parsed.shortened,
    }
}

/// Of those that pass, the first in the order asked for, up to the end of the page.
fn first(
    index: &OpenIndex,
    query: &Query<'_>,
    browsing: bool,
    resource: ResourceAt<'_>,
    passing: &[&Match],
) -> Vec<Match> {
    let by_name = |a: &Match, b: &Match| {
        let rank = |found: &Match| index.columns.name_rank(found.ordinal);
        rank(a).cmp(&rank(b))
    };
    let minutes = |found: &Match| {
        let minutes = resource(found.ordinal).and_then(|resource| resource.minutes);
        minutes.map_or(u64::MAX, |minutes| u64::from(minutes.0))
    };
    let order = |a: &&Match, b: &&Match| match query.sort {
        Sort::Relevance if !browsing => a.order(b),
        Sort::Minutes => minutes(a).cmp(&minutes(b)).then_with(|| by_name(a, b)),
        Sort::Relevance | Sort::Name => by_name(a, b),
    };
    let first = best_by(passing.iter().copied(), to_page_end(query), order);
    first.into_iter().copied().collect()
}

/// How many results there are up to the end of the page asked for.
fn to_page_end(query: &Query<'_>) -> usize {
    query.offset.saturating_add(query.limit)
}

/// The words that say something; all of them where none does.
fn content_words<'p>(parsed: &'p Parsed, stop_words: &mut StopWords) -> Vec<&'p AskedWord> {
    let content: Vec<&AskedWord> = parsed
        .words
        .iter()
        .filter(|word| word.open || !stop_words.contains(&word.text))
        .collect();
    if content.is_empty() {
        parsed.words.iter().collect()
    } else {
        content
    }
}

/// Which words to mark: all that answer. What a word being typed begins is marked by that beginning.
fn found_words(index: &OpenIndex, asked: &[&AskedWord], answers: &[Answer]) -> snippet::Found {
    let mut found = snippet::Found::default();
    for ((asked, answer), at) in asked.iter().zip(answers).zip(0..) {
        for (word, variant) in &answer.variants {
            if variant.way != Way::Begins {
                found.words.entry(index.text(*word)).or_insert(at);
            }
        }
        if asked.open {
            found.beginnings.push((asked.text.clone(), at));
        }
    }
    found
}

/// The text with each word that was probably mistyped replaced by the one that was probably meant.
fn corrected(text: &str, asked: &[&AskedWord], answers: &[Answer]) -> Option<String> {
    let mut corrections: Vec<(&AskedWord, &str)> = asked
        .iter()
        .zip(answers)
        .filter_map(|(word, answer)| Some((*word, answer.correction.as_deref()?)))
        .collect();
    if corrections.is_empty() {
        return None;
    }
    corrections.arrange_by_key(|(word, _)| word.place.start);
    let (mut whole, mut at) = (String::new(), 0);
    for (word, correction) in corrections {
        whole.push_str(text.get(at..word.place.start)?);
        whole.push_str(correction);
        at = word.place.end;
    }
    whole.push_str(text.get(at..)?);
    Some(whole)
}

/// One test that results must pass.
struct Test<'a> {
    /// The facet whose own counts it does not narrow.
    facet: Option<usize>,
    passes: Box<dyn Fn(u32) -> bool + 'a>,
}

/// Those that pass all tests; and by facet those that fail its test only, which still count for it. A test is asked where
/// those before it leave anything to know.
fn sort_out<'m>(
    candidates: &'m [Match],
    tests: &[Test<'_>],
) -> (Vec<&'m Match>, Vec<Vec<&'m Match>>) {
    let mut failing_one: Vec<Vec<&Match>> = vec![Vec::new(); facet::FACETS.len()];
    if tests.is_empty() {
        return (candidates.iter().collect(), failing_one);
    }
    let mut passing = Vec::with_capacity(candidates.len());
    'candidates: for candidate in candidates {
        let mut failed = None;
        for test in tests {
            if !(test.passes)(candidate.ordinal) {
                if failed.is_some() || test.facet.is_none() {
                    continue 'candidates;
                }
                failed = test.facet;
            }
        }
        match failed {
            None => passing.push(candidate),
            Some(facet) => failing_one[facet].push(candidate),
        }
    }
    (passing, failing_one)
}

/// The tests that the query puts its results to.
fn tests<'a>(
    index: &'a OpenIndex,
    query: &'a Query<'_>,
    parsed: &'a Parsed,
    any_text: AnyText<'a>,
) -> Vec<Test<'a>> {
    let mut tests: Vec<Test<'_>> = Vec::new();
    for (facet, value) in &parsed.filters {
        let passes = index
            .columns
            .column(*facet)
            .test(std::slice::from_ref(value));
        tests.push(Test {
            facet: None,
            passes: Box::new(passes),
        });
    }
    for (name, values) in query
        .filters
        .iter()
        .filter(|(_, values)| !values.is_empty())
    {
        tests.push(match facet::position(name) {
            Some(facet) => Test {
                facet: Some(facet),
                passes: Box::new(index.columns.column(facet).test(values)),
            },
            None => Test {
                facet: None,
                passes: Box::new(|_| false),
            },
        });
    }

    // Last, since texts are read for them.
    let phrases = parsed.phrases.iter().map(|phrase| (phrase, true));
    let excluded = parsed.excluded.iter().map(|phrase| (phrase, false));
    for (phrase, wanted) in phrases.chain(excluded) {
        let holders = index.phrase(phrase);
        let passes = move |ordinal| {
            let holds = || {
                let mut reader = WordReader::new();
                any_text(ordinal, &mut |text| {
                    phrase::stands_in(text, phrase, &mut reader)
                })
            };
            holders.contain(ordinal, holds) == wanted
        };
        tests.push(Test {
            facet: None,
            passes: Box::new(passes),
        });
    }
    tests
}

/// Those that pass all tests, and what is counted of the facets.
fn narrow<'m>(
    index: &OpenIndex,
    query: &Query<'_>,
    tests: &[Test<'_>],
    candidates: &'m [Match],
) -> (Vec<&'m Match>, Counts) {
    let (passing, failing_one) = sort_out(candidates, tests);
    let mut facets = BTreeMap::new();
    for name in query.facets {
        let Some(facet) = facet::position(name) else {
            continue;
        };
        let counted = passing
            .iter()
            .chain(&failing_one[facet])
            .map(|found| found.ordinal);
        let counts = index.columns.column(facet).count(facet, counted);
        facets.insert(name.clone(), counts);
    }
    (passing, facets)
}
