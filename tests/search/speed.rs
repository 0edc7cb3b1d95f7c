//! How long building, opening and searching take, over real records:
//! `GAPWISE_DATA=../shared/data cargo bench --bench search_speed`.

use gapwise::catalog::Resource;
use gapwise::search::{IndexedResource, Query, SearchIndex};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::time::Instant;

/// Queries of each kind.
const QUERIES: usize = 300;
/// Makes a query of the words of a name.
type ToQuery = fn(&[String]) -> Option<String>;

/// Hits per query: the first page.
const PAGE: usize = 10;

fn main() {
    let folder = std::env::var_os("GAPWISE_DATA").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data"),
        PathBuf::from,
    );
    let Ok(text) = std::fs::read_to_string(folder.join("load/oer-26k.jsonl")) else {
        println!("skipped: needs ../shared/data");
        return;
    };
    let records: Vec<Resource> = text.lines().enumerate().map(read).collect();
    for count in [1_000, 10_000, records.len()] {
        measure(&records[..count.min(records.len())]);
    }
}

/// A record of the load file as a resource.
fn read((at, line): (usize, &str)) -> Resource {
    let record: Value = serde_json::from_str(line).expect("a record");
    let line = json!({
        "id": record["id"], "name": record["title"], "description": record["description"],
        "learningResourceType": record["type"], "publisher": record["source"],
        "inLanguage": record["lang"], "keywords": record["keywords"],
    });
    Resource::parse(&line.to_string(), at + 1).expect("a resource")
}

fn measure(resources: &[Resource]) {
    let all: Vec<IndexedResource<'_>> = resources.iter().map(indexed).collect();
    let start = Instant::now();
    let files = SearchIndex::build(&all, &mut |_, _| {}).expect("an index");
    let built = start.elapsed();
    let bytes = files.len();
    let start = Instant::now();
    let mut index = SearchIndex::open(files).expect("an open index");
    let opened = start.elapsed();
    println!(
        "{} resources: built in {:.0} ms, {bytes} bytes, opened in {:.2} ms",
        resources.len(),
        built.as_secs_f64() * 1e3,
        opened.as_secs_f64() * 1e3
    );
    let kinds: [(&str, ToQuery); 4] = [
        ("one word", |words| words.first().cloned()),
        ("three words", |words| Some(words.get(..3)?.join(" "))),
        ("prefix of the last", |words| {
            let (last, before) = words.get(..3)?.split_last()?;
            Some(format!("{} {}", before.join(" "), last.get(..3)?))
        }),
        ("one typo", |words| {
            let word = words.iter().find(|word| word.len() > 6)?;
            let (start, rest) = word.split_at(2);
            let mut letters = rest.chars();
            let (first, second) = (letters.next()?, letters.next()?);
            Some(format!("{start}{second}{first}{}", letters.as_str()))
        }),
    ];
    for (name, query) in kinds {
        let texts: Vec<String> = texts(resources, query);
        let typing = name.starts_with("prefix");
        time(name, &texts, &mut |text| {
            index
                .search(
                    &Query {
                        text,
                        complete: !typing,
                        limit: PAGE,
                        ..Query::default()
                    },
                    resources,
                )
                .total
        });
    }
    let filters = [("kind".to_owned(), vec!["video".to_owned()])];
    let facets = ["kind".to_owned(), "language".to_owned()];
    let words = texts(resources, |words| words.first().cloned());
    time("one word, filtered", &words, &mut |text| {
        let query = Query {
            text,
            complete: true,
            filters: &filters,
            facets: &facets,
            limit: PAGE,
            ..Query::default()
        };
        index.search(&query, resources).total
    });
    // The most that a text can ask for: hundreds of words, none of them known, or as many as there are.
    let letter = |at: usize| char::from(b'a' + (at % 16) as u8);
    let unknown: Vec<String> = (0..256)
        .map(|at| format!("qx{}{}zvbn", letter(at), letter(at / 16)))
        .collect();
    let known: Vec<String> = texts(resources, |words| words.first().cloned());
    let letters: Vec<String> = ('a'..='z').map(String::from).collect();
    let worst = [
        unknown.join(" "),
        known.join(" "),
        letters.join(" "),
        format!("\"{}\"", "the of and a in to for with ".repeat(8)),
        "-\"the of\" \"to the\" ".repeat(32),
        "a".into(),
        "e".into(),
    ];
    time("worst cases", &worst, &mut |text| {
        index
            .search(
                &Query {
                    text,
                    limit: PAGE,
                    ..Query::default()
                },
                resources,
            )
            .total
    });
    let last = resources.len() as u32 - 1;
    let start = Instant::now();
    let changes = 20;
    for _ in 0..changes {
        let resource = |at: usize| indexed(&resources[at]);
        index
            .change(&[last], resources.len(), &resource)
            .expect("a changed index");
    }
    println!(
        "  one resource replaced: {:.2} ms",
        start.elapsed().as_secs_f64() * 1e3 / f64::from(changes)
    );
}

fn indexed(resource: &Resource) -> IndexedResource<'_> {
    IndexedResource {
        resource,
        competencies: Vec::new(),
        competency_labels: Vec::new(),
    }
}

/// Texts of queries, from the names of resources all over the list.
fn texts(resources: &[Resource], query: impl Fn(&[String]) -> Option<String>) -> Vec<String> {
    let step = (resources.len() / (2 * QUERIES)).max(1);
    let words = |resource: &Resource| -> Vec<String> {
        let words = resource.name.split(|c: char| !c.is_ascii_alphabetic());
        let long = words.filter(|word| word.len() > 3);
        long.map(str::to_ascii_lowercase).collect()
    };
    let found = resources
        .iter()
        .step_by(step)
        .filter_map(|resource| query(&words(resource)));
    found.take(QUERIES).collect()
}

/// Prints the median and the 95th percentile of the time per text; each text is asked for three times and
/// its best time counts, so that what else the machine does counts little.
fn time(name: &str, texts: &[String], search: &mut dyn FnMut(&str) -> usize) {
    let mut found = 0;
    let mut times: Vec<f64> = Vec::with_capacity(texts.len());
    for text in texts {
        let mut best = f64::INFINITY;
        for _ in 0..3 {
            let start = Instant::now();
            found += search(text);
            best = best.min(start.elapsed().as_secs_f64() * 1e6);
        }
        times.push(best);
    }
    times.sort_unstable_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    println!(
        "  {name:<20} p50 {:>6.0} µs  p95 {:>6.0} µs  ({} queries, {} found on average)",
        at(0.5),
        at(0.95),
        texts.len(),
        found / texts.len() / 3
    );
}
