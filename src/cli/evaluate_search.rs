//! `gapwise eval search`: how well judged queries are answered.

use super::evaluate::{Measure, measure};
use super::failure::Failure;
use super::search::{QueryLine, query_lines};
use super::{Outcome, files, print, print_json};
use clap::Args;
use gapwise::engine::{Engine, SearchRequest};
use serde::Serialize;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub(super) struct EvalSearch {
    /// The pack to search
    #[arg(long)]
    pub pack: PathBuf,
    /// Queries, one JSON object with `id` and `text` per line, and with `expected`, a list of resource
    /// ids, where there are no judgements
    #[arg(long, value_name = "Q.jsonl")]
    pub queries: PathBuf,
    /// Judgements in TREC form: `query 0 resource gain` per line
    #[arg(long)]
    pub qrels: Option<PathBuf>,
    /// One JSON document
    #[arg(long)]
    pub json: bool,
}

/// How many hits are judged.
const DEPTH: usize = 100;

/// Means over queries; a query without anything relevant is left out.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SearchReport {
    queries: usize,
    ndcg_at_10: Measure,
    mean_average_precision: Measure,
    first_right: Measure,
    in_first_three: Measure,
    recall_at_10: Measure,
    mean_reciprocal_rank: Measure,
}

/// How much a resource is worth to a query, above 0 where it is relevant.
type Gains = HashMap<String, f64>;

pub(super) fn evaluate(arguments: &EvalSearch) -> Result<Outcome, Failure> {
    let engine = files::engine(&arguments.pack)?;
    let judged = arguments.qrels.as_deref().map(judgements).transpose()?;
    let mut scores: [Vec<f64>; 6] = Default::default();
    for query in query_lines(&arguments.queries)? {
        let gains = match &judged {
            Some(judged) => judged.get(&query.id).cloned().unwrap_or_default(),
            None => query.expected.iter().map(|id| (id.clone(), 1.0)).collect(),
        };
        if gains.is_empty() {
            continue;
        }
        let judged = judge(&found(&engine, query), &gains);
        for (scores, score) in scores.iter_mut().zip(judged) {
            scores.push(score);
        }
    }
    let queries = scores[0].len();
    if queries == 0 {
        return Err(Failure::new(
            format!(
                "{}: no query has a relevant resource",
                files::name(&arguments.queries)
            ),
            "Give judgements with --qrels, or resource ids under `expected` in each query.",
        ));
    }
    let [ndcg, average, first, three, recall, reciprocal] = scores.map(|scores| measure(&scores));
    let report = SearchReport {
        queries,
        ndcg_at_10: ndcg,
        mean_average_precision: average,
        first_right: first,
        in_first_three: three,
        recall_at_10: recall,
        mean_reciprocal_rank: reciprocal,
    };
    if arguments.json {
        print_json(&report)?;
        return Ok(Outcome::Done);
    }
    let mut out = format!("{queries} queries\n");
    out += &report.ndcg_at_10.line("nDCG at 10");
    out += &report.mean_average_precision.line("mean average precision");
    out += &report.first_right.line("first hit right");
    out += &report.in_first_three.line("right in first three");
    out += &report.recall_at_10.line("recall at 10");
    out += &report.mean_reciprocal_rank.line("mean reciprocal rank");
    print(&out)?;
    Ok(Outcome::Done)
}

fn found(engine: &Engine, query: QueryLine) -> Vec<String> {
    let result = engine.search(&SearchRequest {
        text: query.text,
        facets: Some(Vec::new()),
        limit: Some(DEPTH),
        complete: true,
        bare: true,
        ..SearchRequest::default()
    });
    let hits = result.hits.into_iter();
    hits.map(|hit| hit.resource.id).collect()
}

/// Per query, the gains of its relevant resources.
fn judgements(path: &Path) -> Result<HashMap<String, Gains>, Failure> {
    let mut judged: HashMap<String, Gains> = HashMap::new();
    let text = files::text(path)?;
    for (at, line) in text.lines().enumerate() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let gain = match words.as_slice() {
            [] => continue,
            [query, _, resource, gain] => {
                gain.parse::<f64>().ok().map(|gain| (query, resource, gain))
            }
            _ => None,
        };
        let (query, resource, gain) = gain.ok_or_else(|| {
            Failure::new(
                format!("{}: line {}: not a judgement", files::name(path), at + 1),
                "Write `query 0 resource gain` per line.",
            )
        })?;
        if gain > 0.0 {
            let gains = judged.entry((*query).to_owned()).or_default();
            gains.insert((*resource).to_owned(), gain);
        }
    }
    Ok(judged)
}

/// nDCG at 10 (K. Järvelin, J. Kekäläinen, "Cumulated gain-based evaluation of IR techniques", ACM TOIS
/// 20(4), 2002, with linear gain), average precision, first right, one of three right, recall at 10,
/// reciprocal rank.
fn judge(ranked: &[String], gains: &Gains) -> [f64; 6] {
    let mut best: Vec<f64> = gains.values().copied().collect();
    best.sort_by(|a, b| b.total_cmp(a));
    let discounted = |gains: &mut dyn Iterator<Item = f64>| -> f64 {
        let terms = gains.take(10).zip(2_u32..);
        terms
            .map(|(gain, rank)| gain / f64::from(rank).log2())
            .sum()
    };
    let gain = |id: &String| gains.get(id).copied().unwrap_or(0.0);
    let ndcg = discounted(&mut ranked.iter().map(gain)) / discounted(&mut best.into_iter());

    let right: Vec<usize> = (1..)
        .zip(ranked)
        .filter(|(_, id)| gains.contains_key(*id))
        .map(|(rank, _)| rank)
        .collect();
    let relevant = gains.len() as f64;
    let precisions = (1..)
        .zip(&right)
        .map(|(found, &rank)| f64::from(found) / rank as f64);
    let within = |rank: usize| right.iter().filter(|&&right| right <= rank).count() as f64;
    [
        ndcg,
        precisions.sum::<f64>() / relevant,
        within(1),
        within(3).min(1.0),
        within(10) / relevant,
        right.first().map_or(0.0, |&rank| 1.0 / rank as f64),
    ]
}
