//! `gapwise eval`: measure the tagger against judgements, and the planner against simpler ways to choose.

use super::arguments::{Eval, EvalCommand};
use super::failure::Failure;
use super::tags::{read_map, read_resources};
use super::{Outcome, compare, files, print, print_json};
use gapwise::catalog::{Field, Resource};
use gapwise::framework::Framework;
use gapwise::playlist::PlanRequest;
use gapwise::tagging::{Tagger, TextFields};
use serde::Serialize;
use std::collections::BTreeSet;
use std::path::Path;

/// Characters of full text that the short form keeps.
const SHORT: usize = 600;
/// Resamplings behind an interval.
const RESAMPLINGS: u32 = 2000;

/// A mean over resources with its 95 % bootstrap interval.
#[derive(Serialize)]
struct Measure {
    mean: f64,
    low: f64,
    high: f64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct TagReport {
    resources: usize,
    candidates: usize,
    fields: String,
    mean_average_precision: Measure,
    first_right: Measure,
    first_heading_right: Measure,
    recall_at_10: Measure,
    ndcg_at_10: Measure,
}

pub(super) fn evaluate(arguments: &Eval) -> Result<Outcome, Failure> {
    let (map, gold, fields, json) = match &arguments.command {
        EvalCommand::Plan {
            pack,
            learners,
            path,
            minutes,
            weeks,
            today,
            json,
        } => {
            let request = PlanRequest {
                minutes_per_week: *minutes,
                weeks: *weeks,
                today: today.clone(),
                ..PlanRequest::new(0, 0)
            };
            return compare::evaluate(pack, learners, path, &request, *json);
        }
        EvalCommand::Tags {
            map,
            gold,
            fields,
            json,
        } => (map, gold, fields, json),
    };
    let report = tags(map, gold, fields)?;
    if *json {
        print_json(&report)?;
        return Ok(Outcome::Done);
    }
    let line = |name: &str, measure: &Measure| {
        format!(
            "{name:<24} {:.3}  [{:.3}, {:.3}]\n",
            measure.mean, measure.low, measure.high
        )
    };
    let mut out = format!(
        "{} resources ({}), {} competencies ranked\n",
        report.resources, report.fields, report.candidates
    );
    out += &line("mean average precision", &report.mean_average_precision);
    out += &line("first tag right", &report.first_right);
    out += &line("heading of it right", &report.first_heading_right);
    out += &line("recall at 10", &report.recall_at_10);
    out += &line("nDCG at 10", &report.ndcg_at_10);
    print(&out)?;
    Ok(Outcome::Done)
}

fn tags(map: &Path, gold: &Path, fields: &str) -> Result<TagReport, Failure> {
    let framework = read_map(map)?;
    let mut resources = read_resources(gold)?;
    if fields == "short" {
        for resource in &mut resources {
            let long = format!(
                "{} {}",
                resource.description,
                std::mem::take(&mut resource.text)
            );
            resource.description = long.trim().chars().take(SHORT).collect();
        }
    }
    let tagger = Tagger::compile_with(&framework, &resources);
    let mut scores: [Vec<f64>; 5] = Default::default();
    for (at, resource) in resources.iter().enumerate() {
        let right = labels(resource, &framework, &files::name(gold), at)?;
        if right.is_empty() {
            continue;
        }
        let ranked: Vec<&str> = tagger
            .tag(
                &TextFields::of(resource, &resource.field(Field::Keywords)),
                0,
            )
            .iter()
            .map(|tagged| framework.competency(tagged.competency).name())
            .collect();
        for (scores, score) in scores.iter_mut().zip(judge(&ranked, &right, &framework)) {
            scores.push(score);
        }
    }
    let [average, first, heading, recall, ndcg] = scores.map(|scores| measure(&scores));
    Ok(TagReport {
        resources: resources.len(),
        candidates: framework.leaves().count(),
        fields: fields.to_owned(),
        mean_average_precision: average,
        first_right: first,
        first_heading_right: heading,
        recall_at_10: recall,
        ndcg_at_10: ndcg,
    })
}

/// The codes under `labels`; each must be in the map.
fn labels(
    resource: &Resource,
    framework: &Framework,
    file: &str,
    at: usize,
) -> Result<BTreeSet<String>, Failure> {
    let listed = resource
        .source
        .get("labels")
        .and_then(serde_json::Value::as_array);
    let mut right = BTreeSet::new();
    for label in listed
        .into_iter()
        .flatten()
        .filter_map(|label| label.as_str())
    {
        let Some(index) = framework.find(label) else {
            return Err(Failure::new(
                format!(
                    "{file}: resource {}: `labels` names `{label}`, which is not in the map",
                    at + 1
                ),
                "Use codes of the map given with --map.",
            ));
        };
        right.insert(framework.competency(index).name().to_owned());
    }
    Ok(right)
}

/// Average precision, first right, first's heading right, recall at 10, nDCG at 10.
fn judge(ranked: &[&str], right: &BTreeSet<String>, framework: &Framework) -> [f64; 5] {
    let heading = |code: &str| {
        framework
            .find(code)
            .and_then(|index| framework.parent(index))
    };
    let is_right = |code: &&str| right.contains(*code);
    let (mut found, mut precision, mut gain) = (0.0, 0.0, 0.0);
    for (rank, code) in ranked.iter().enumerate() {
        if is_right(code) {
            found += 1.0;
            precision += found / (rank as f64 + 1.0);
            if rank < 10 {
                gain += 1.0 / (rank as f64 + 2.0).log2();
            }
        }
    }
    let ideal: f64 = (0..right.len().min(10))
        .map(|rank| 1.0 / (rank as f64 + 2.0).log2())
        .sum();
    let first = ranked.first();
    let same_heading =
        first.is_some_and(|first| right.iter().any(|own| heading(own) == heading(first)));
    let in_ten = ranked.iter().take(10).filter(|code| is_right(code)).count() as f64;
    [
        precision / right.len() as f64,
        f64::from(u8::from(first.is_some_and(is_right))),
        f64::from(u8::from(same_heading)),
        in_ten / right.len() as f64,
        gain / ideal,
    ]
}

/// Mean and percentile bootstrap interval (Efron 1979), from a fixed seed.
fn measure(values: &[f64]) -> Measure {
    if values.is_empty() {
        return Measure {
            mean: f64::NAN,
            low: f64::NAN,
            high: f64::NAN,
        };
    }
    let mean = |sum: f64| sum / values.len() as f64;
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut means: Vec<f64> = (0..RESAMPLINGS)
        .map(|_| {
            let draw = |_| {
                // xorshift64* (Vigna 2016)
                state ^= state >> 12;
                state ^= state << 25;
                state ^= state >> 27;
                let random = state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
                values[usize::try_from(random).unwrap_or(0) % values.len()]
            };
            mean((0..values.len()).map(draw).sum())
        })
        .collect();
    means.sort_by(f64::total_cmp);
    let at = |share: f64| means[((means.len() - 1) as f64 * share).round() as usize];
    Measure {
        mean: mean(values.iter().sum()),
        low: at(0.025),
        high: at(0.975),
    }
}
