//! Every keystroke: what a teacher waits for does not vanish while the words are being typed.

use super::world::{at_root, open_bare, shipped};
use gapwise::search::Query;
use serde::Deserialize;

/// The first page.
const PAGE: usize = 10;
/// From so many characters on, prefixes are looked at.
const SHORTEST: usize = 3;

#[derive(Deserialize)]
struct ShortQuery {
    text: String,
    expected: Vec<String>,
}

fn queries() -> Vec<ShortQuery> {
    let text = std::fs::read_to_string(at_root("pkg-tests/bench/short-queries.jsonl"));
    let text = text.expect("the short queries");
    let read = |line| serde_json::from_str(line).expect("a query");
    text.lines().map(read).collect()
}

#[test]
fn what_is_wanted_stays_while_it_is_typed() {
    let resources = shipped();
    let index = open_bare(&resources);
    let ranked = |text: &str| -> Vec<u32> {
        let query = Query {
            text,
            limit: resources.len(),
            bare: true,
            ..Query::default()
        };
        let found = index.search(&query, &resources);
        found.hits.iter().map(|hit| hit.ordinal).collect()
    };
    let mut vanished = Vec::new();
    for query in queries() {
        let ends = query.text.char_indices().map(|(at, c)| at + c.len_utf8());
        let prefixes: Vec<&str> = ends
            .skip(SHORTEST - 1)
            .map(|end| &query.text[..end])
            .collect();
        let ranks: Vec<Vec<u32>> = prefixes.iter().map(|prefix| ranked(prefix)).collect();
        let page = |ranked: &Vec<u32>| ranked[..ranked.len().min(PAGE)].to_vec();
        let Some(finally) = ranks.last().map(page) else {
            continue;
        };
        let name = |ordinal: u32| &resources[ordinal as usize].id;
        for wanted in finally
            .iter()
            .filter(|&&at| query.expected.contains(name(at)))
        {
            let mut seen = false;
            for (ranked, prefix) in ranks.iter().zip(&prefixes) {
                let there = page(ranked).contains(wanted);
                // What is not found at all any more is contradicted by the letters added.
                let finishes = prefix.ends_with(' ');
                if seen && !there && !finishes && ranked.contains(wanted) {
                    vanished.push(format!("{} at `{prefix}`", name(*wanted)));
                }
                // A space finishes a word: it no longer stands for what it only begins.
                seen = there || (seen && !finishes);
            }
        }
    }
    println!("{} times something wanted vanished", vanished.len());
    assert!(vanished.is_empty(), "{vanished:#?}");
}

#[test]
fn short_queries_find_what_is_expected() {
    let resources = shipped();
    let index = open_bare(&resources);
    let queries = queries();
    let (mut reciprocal, mut in_three) = (0.0, 0);
    for query in &queries {
        let ask = Query {
            text: &query.text,
            limit: PAGE,
            bare: true,
            ..Query::default()
        };
        let hits = index.search(&ask, &resources).hits;
        let mut ids = hits.iter().map(|hit| &resources[hit.ordinal as usize].id);
        match ids.position(|id| query.expected.contains(id)) {
            Some(at) => {
                reciprocal += 1.0 / (at + 1) as f64;
                in_three += usize::from(at < 3);
                if at > 0 {
                    println!("{}: first at {}", query.text, at + 1);
                }
            }
            None => println!("{}: not among the first {PAGE}", query.text),
        }
    }
    let count = queries.len() as f64;
    let (rank, top) = (reciprocal / count, in_three as f64 / count);
    println!(
        "{} short queries: MRR {rank:.3}, top three {top:.3}",
        queries.len()
    );
    assert!(
        rank > 0.9 && top > 0.95,
        "MRR {rank:.3}, top three {top:.3}"
    );
}
