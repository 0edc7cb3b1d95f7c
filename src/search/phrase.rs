//! Words that stand one after the other.

use super::postings::Postings;
use crate::order::Arrange;
use tantivy::postings::TermInfo;

/// Calls `visit` with the documents in which the words stand one after the other, ascending.
pub(super) fn each_phrase(postings: &Postings, words: &[TermInfo], visit: impl FnMut(u32)) {
    let common = with_all(postings, words);
    let mut starts: Vec<Vec<u32>> = vec![Vec::new(); common.len()];
    for (distance, word) in (0..).zip(words) {
        let Some(mut places) = postings.places(word) else {
            return;
        };
        let (mut passed, mut at, mut here) = (0_usize, 0, Vec::new());
        postings.each_block(word, |documents, counts| {
            for (document, &count) in documents.iter().zip(counts) {
                if common.get(at) == Some(document) {
                    if places.read(passed, count, &mut here).is_none() {
                        here.clear();
                    }
                    let follows =
                        |start: &u32| here.binary_search(&start.wrapping_add(distance)).is_ok();
                    match distance {
                        0 => starts[at].clone_from(&here),
                        _ => starts[at].retain(follows),
                    }
                    at += 1;
                }
                passed = passed.saturating_add(count as usize);
            }
        });
    }
    let found = common.iter().zip(&starts);
    found
        .filter(|(_, starts)| !starts.is_empty())
        .map(|(&document, _)| document)
        .for_each(visit);
}

/// The documents that have all words: those of the rarest word, less those that lack another one.
fn with_all(postings: &Postings, words: &[TermInfo]) -> Vec<u32> {
    let mut words: Vec<&TermInfo> = words.iter().collect();
    words.arrange_by_key(|word| word.doc_freq);
    let mut common = Vec::new();
    for (place, word) in words.into_iter().enumerate() {
        if place == 0 {
            postings.each_block(word, |documents, _| common.extend_from_slice(documents));
        } else if !common.is_empty() {
            let (mut at, mut kept) = (0, Vec::new());
            postings.each_block(word, |documents, _| {
                for &document in documents {
                    while common.get(at).is_some_and(|&other| other < document) {
                        at += 1;
                    }
                    if common.get(at) == Some(&document) {
                        kept.push(document);
                        at += 1;
                    }
                }
            });
            common = kept;
        }
    }
    common
}
