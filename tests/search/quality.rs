//! How well the search ranks, on the Cranfield collection: `cargo test --release --test search quality -- --nocapture`.
//!
//! Needs `../shared/data` (or the folder in `GAPWISE_DATA`). With `GAPWISE_RUN` set, the run is written to
//! that file in TREC form.

use super::world::open_bare;
use gapwise::catalog::Resource;
use gapwise::search::Query;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::PathBuf;

/// The bar: nDCG@10.
const BAR: f64 = 0.42;

fn data() -> Option<PathBuf> {
    let folder = std::env::var_os("GAPWISE_DATA").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data"),
        PathBuf::from,
    );
    let found = folder.is_dir();
    if !found {
        println!("skipped: needs ../shared/data");
    }
    found.then_some(folder)
}

/// The mean nDCG@10 of ranked identifiers per query, after Järvelin and Kekäläinen (2002), with linear gain.
fn ndcg(run: &HashMap<String, Vec<String>>, judgments: &str) -> f64 {
    let mut relevant: HashMap<&str, HashMap<&str, f64>> = HashMap::new();
    for line in judgments.lines() {
        let parts: Vec<&str> = line.split_whitespace().collect();
        let gain: f64 = parts[3].parse().expect("a number");
        if gain > 0.0 {
            relevant.entry(parts[0]).or_default().insert(parts[2], gain);
        }
    }
    let discounted = |gains: &mut dyn Iterator<Item = f64>| -> f64 {
        gains
            .take(10)
            .zip(2..)
            .map(|(gain, rank)| gain / f64::from(rank).log2())
            .sum()
    };
    let mut sum = 0.0;
    for (query, gains) in &relevant {
        let ranked = run.get(*query).map(Vec::as_slice).unwrap_or_default();
        let gained = discounted(
            &mut ranked
                .iter()
                .map(|id| gains.get(id.as_str()).copied().unwrap_or(0.0)),
        );
        let mut best: Vec<f64> = gains.values().copied().collect();
        best.sort_by(|a, b| b.total_cmp(a));
        sum += gained / discounted(&mut best.into_iter());
    }
    sum / relevant.len() as f64
}

#[test]
fn cranfield_is_ranked_above_the_bar() {
    let Some(folder) = data() else { return };
    let read = |name: &str| {
        std::fs::read_to_string(folder.join("search").join(name)).expect("a readable file")
    };
    let resources: Vec<Resource> = gapwise::catalog::parse_lines(&read("cranfield.docs.ndjson"))
        .expect("a valid catalogue")
        .into_iter()
        .map(|(_, resource)| resource)
        .collect();
    let index = open_bare(&resources);

    let (mut run, mut trec) = (HashMap::new(), String::new());
    let started = std::time::Instant::now();
    let mut queries = 0;
    for line in read("cranfield.queries.ndjson").lines() {
        let query: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let text = |key: &str| query[key].as_str().expect("a text").to_owned();
        let (id, text) = (text("id"), text("text"));
        let found = index.search(
            &Query {
                text: &text,
                complete: true,
                limit: 100,
                bare: true,
                ..Query::default()
            },
            &resources,
        );
        let name = |ordinal: u32| resources[ordinal as usize].id.clone();
        for (rank, hit) in found.hits.iter().enumerate() {
            writeln!(
                trec,
                "{id} Q0 {} {} {:.7} gapwise",
                name(hit.ordinal),
                rank + 1,
                hit.score
            )
            .expect("memory");
        }
        run.insert(
            id,
            found
                .hits
                .iter()
                .map(|hit| name(hit.ordinal))
                .collect::<Vec<String>>(),
        );
        queries += 1;
    }
    let milliseconds = started.elapsed().as_secs_f64() * 1000.0 / f64::from(queries);
    if let Some(file) = std::env::var_os("GAPWISE_RUN") {
        std::fs::write(file, trec).expect("a writable file");
    }
    let ndcg = ndcg(&run, &read("cranfield.qrels"));
    println!("nDCG@10 {ndcg:.4}  {milliseconds:.2} ms per query");
    assert!(ndcg >= BAR, "nDCG@10 is {ndcg:.4}, to reach {BAR}");
}
