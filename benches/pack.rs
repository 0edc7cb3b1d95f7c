//! How long a pack takes to open, over real records: `GAPWISE_DATA=../shared/data cargo bench --bench pack`.
//!
//! Opening checks every byte; the first result also reads what it shows; all read is what a plan or the coverage adds
//! once. The difference is to the pack without its last ten resources. The least of several runs, in milliseconds.

use gapwise::engine::{Engine, OffsetUnit, SearchRequest};
use gapwise::pack::{Pack, Source, Sources, build, delta};
use serde_json::{Value, json};
use std::hint::black_box;
use std::path::PathBuf;
use std::time::Instant;

const RUNS: usize = 7;

fn main() {
    let folder = std::env::var_os("GAPWISE_DATA").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data"),
        PathBuf::from,
    );
    let Ok(text) = std::fs::read_to_string(folder.join("load/oer-26k.jsonl")) else {
        println!("skipped: needs ../shared/data");
        return;
    };
    let lines: Vec<String> = text.lines().map(line).collect();
    println!(
        "| resources | bytes | open | first result | all read | difference, bytes | made | applied |"
    );
    println!("|---:|---:|---:|---:|---:|---:|---:|---:|");
    for count in [1_000, 10_000, lines.len()] {
        measure(&lines[..count.min(lines.len())]);
    }
}

/// A record of the load file as a resource line.
fn line(line: &str) -> String {
    let record: Value = serde_json::from_str(line).expect("a record");
    json!({
        "id": record["id"], "name": record["title"], "description": record["description"],
        "learningResourceType": record["type"], "publisher": record["source"],
        "inLanguage": record["lang"], "keywords": record["keywords"],
    })
    .to_string()
}

fn pack(lines: &[String]) -> Vec<u8> {
    let catalogue = Source {
        name: "catalogue".into(),
        text: lines.join("\n"),
    };
    let sources = Sources {
        catalogs: vec![catalogue],
        ..Sources::default()
    };
    build(sources, &mut |_| {}).expect("a pack")
}

fn measure(lines: &[String]) {
    let bytes = pack(lines);
    let engine = |bytes| Engine::new(Pack::open(bytes).expect("a pack"), OffsetUnit::Utf16);
    let request = SearchRequest {
        text: "fractions".into(),
        ..SearchRequest::default()
    };
    let open = least(|| bytes.clone(), |bytes| drop(black_box(engine(bytes))));
    let first = least(
        || bytes.clone(),
        |bytes| drop(black_box(engine(bytes).search(&request))),
    );
    let all = least(
        || engine(bytes.clone()),
        |engine| {
            assert_eq!(
                black_box(engine.pack().resources().iter().count()),
                lines.len()
            )
        },
    );
    let old = pack(&lines[..lines.len() - 10]);
    let delta = delta::diff(&old, &bytes).expect("a difference");
    let made = least(|| (), |()| drop(black_box(delta::diff(&old, &bytes))));
    let applied = least(|| (), |()| drop(black_box(delta::apply(&old, &delta))));
    println!(
        "| {} | {} | {open:.1} | {first:.1} | {all:.1} | {} | {made:.1} | {applied:.1} |",
        lines.len(),
        bytes.len(),
        delta.len()
    );
}

/// The least time of several runs, without what prepares them.
fn least<T>(prepare: impl Fn() -> T, run: impl Fn(T)) -> f64 {
    (0..RUNS)
        .map(|_| {
            let prepared = prepare();
            let start = Instant::now();
            run(prepared);
            start.elapsed().as_secs_f64() * 1e3
        })
        .fold(f64::INFINITY, f64::min)
}
