//! `gapwise eval`: measure the tagger and the search against judgements, and the planner against simpler ways to choose.

use super::arguments::{Eval, EvalCommand};
use super::baseline::{self, Baseline};
use super::failure::Failure;
use super::tags::{read_map, read_resources};
use super::{Outcome, compare, evaluate_search, files, print, print_json};
use gapwise::catalog::{Field, Resource};
use gapwise::framework::{CompetencyIndex, Framework};
use gapwise::playlist::PlanRequest;
use gapwise::tagging::{Knowledge, NearWords, Tagger, TextFields, Weights};
use serde::Serialize;
use std::collections::BTreeSet;
use std::path::Path;

/// Characters of full text that the short form keeps.
const SHORT: usize = 600;
/// Resamplings behind an interval.
const RESAMPLINGS: u32 = 2000;

/// A mean over resources with its 95 % bootstrap interval.
#[derive(Serialize)]
pub(super) struct Measure {
    mean: f64,
    low: f64,
    high: f64,
}

impl Measure {
    /// A line of a table.
    pub(super) fn line(&self, name: &str) -> String {
        let Self { mean, low, high } = self;
        format!("{name:<24} {mean:.3}  [{low:.3}, {high:.3}]\n")
    }
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
    /// The first tag is wrong, but stands under the heading of a right one.
    sibling_confused: Measure,
    /// Tags that are shown, and those of them that name a close sibling; none for a textbook method.
    #[serde(skip_serializing_if = "Option::is_none")]
    shown: Option<Shown>,
    recall_at_10: Measure,
    ndcg_at_10: Measure,
}

/// Tags as they are shown, over all judged resources.
#[derive(Clone, Copy, Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Shown {
    tags: usize,
    right: usize,
    with_close_sibling: usize,
}

pub(super) fn evaluate(arguments: &Eval) -> Result<Outcome, Failure> {
    let (map, gold, fields, near, baseline, ablation, json) = match &arguments.command {
        EvalCommand::Search(arguments) => return evaluate_search::evaluate(arguments),
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
            near,
            baseline,
            ablation,
            json,
        } => (map, gold, fields, near, baseline, ablation, json),
    };
    let framework = read_map(map)?;
    let full = Judged::read(&framework, gold)?;
    let near = near
        .as_deref()
        .map(|path| read_near(path, &framework))
        .transpose()?;
    if *ablation {
        print(&super::ablation::table(&framework, &full, near.as_ref()))?;
        return Ok(Outcome::Done);
    }
    let judged = if fields == "short" {
        full.short()
    } else {
        full
    };
    let (scores, shown) = match baseline.as_deref() {
        Some("bm25") => (judged.rank_by(&framework, Baseline::Bm25), None),
        Some(_) => (judged.rank_by(&framework, Baseline::TfIdf), None),
        None => {
            let knowledge = Knowledge {
                background: &judged.resources,
                near: near.as_ref(),
                decisions: None,
            };
            let tagger = Tagger::compile_knowing(&framework, &knowledge, Weights::default());
            let shown = judged.shown(&framework, &tagger);
            (judged.rank(&framework, &tagger), Some(shown))
        }
    };
    let [average, first, heading, recall, ndcg, confused] =
        [0, 1, 2, 3, 4, 5].map(|at| measure(&scores.iter().map(|one| one[at]).collect::<Vec<_>>()));
    let report = TagReport {
        resources: judged.resources.len(),
        candidates: framework.leaves().count(),
        fields: fields.clone(),
        mean_average_precision: average,
        first_right: first,
        first_heading_right: heading,
        sibling_confused: confused,
        shown,
        recall_at_10: recall,
        ndcg_at_10: ndcg,
    };
    if *json {
        print_json(&report)?;
        return Ok(Outcome::Done);
    }
    let mut out = format!(
        "{} resources ({}), {} competencies ranked\n",
        report.resources, report.fields, report.candidates
    );
    out += &report.mean_average_precision.line("mean average precision");
    out += &report.first_right.line("first tag right");
    out += &report.first_heading_right.line("heading of it right");
    out += &report.sibling_confused.line("a sibling instead");
    out += &report.recall_at_10.line("recall at 10");
    out += &report.ndcg_at_10.line("nDCG at 10");
    if let Some(shown) = report.shown {
        out += &format!(
            "{} tags shown, {} of them right; {} name a sibling that is close\n",
            shown.tags, shown.right, shown.with_close_sibling
        );
    }
    print(&out)?;
    Ok(Outcome::Done)
}

/// Resources with the competencies that are right for them.
pub(super) struct Judged {
    pub resources: Vec<Resource>,
    /// Codes; empty where nobody judged.
    right: Vec<BTreeSet<String>>,
}

impl Judged {
    fn read(framework: &Framework, gold: &Path) -> Result<Self, Failure> {
        let resources = read_resources(gold)?;
        let file = files::name(gold);
        let right = resources
            .iter()
            .enumerate()
            .map(|(at, resource)| labels(resource, framework, &file, at))
            .collect::<Result<Vec<_>, _>>()?;
        if right.iter().all(BTreeSet::is_empty) {
            return Err(Failure::new(
                format!("{file}: no resource has labels"),
                "Give resource lines with the codes of the right competencies under `labels`.",
            ));
        }
        Ok(Self { resources, right })
    }

    /// The same with the first characters of the full text as description.
    pub fn short(&self) -> Self {
        let mut resources = self.resources.clone();
        for resource in &mut resources {
            let text = std::mem::take(&mut resource.text);
            let long = format!("{} {text}", resource.description);
            resource.description = long.trim().chars().take(SHORT).collect();
        }
        Self {
            resources,
            right: self.right.clone(),
        }
    }

    /// The tags that are shown of judged resources.
    fn shown(&self, framework: &Framework, tagger: &Tagger) -> Shown {
        let mut shown = Shown::default();
        for (resource, right) in self.resources.iter().zip(&self.right) {
            let keywords = resource.field(Field::Keywords);
            let all = framework.leaves().count();
            let tags = match right.is_empty() {
                true => Vec::new(),
                false => tagger.tag(&TextFields::of(resource, &keywords), all),
            };
            for tag in tags {
                shown.tags += 1;
                let code = framework.competency(tag.competency).name();
                shown.right += usize::from(right.contains(code));
                shown.with_close_sibling += usize::from(!tag.close.is_empty());
            }
        }
        shown
    }

    /// The six measures of each judged resource.
    pub fn rank(&self, framework: &Framework, tagger: &Tagger) -> Vec<[f64; 6]> {
        let ranked = self.resources.iter().map(|resource| {
            let keywords = resource.field(Field::Keywords);
            let ranked = tagger.rank(&TextFields::of(resource, &keywords));
            ranked.iter().map(|scored| scored.competency).collect()
        });
        self.judge(framework, ranked)
    }

    /// The same for a textbook method.
    pub fn rank_by(&self, framework: &Framework, method: Baseline) -> Vec<[f64; 6]> {
        let ranked = baseline::rank(framework, &self.resources, method);
        self.judge(framework, ranked.into_iter())
    }

    fn judge(
        &self,
        framework: &Framework,
        ranked: impl Iterator<Item = Vec<CompetencyIndex>>,
    ) -> Vec<[f64; 6]> {
        ranked
            .zip(&self.right)
            .filter(|(_, right)| !right.is_empty())
            .map(|(ranked, right)| {
                let codes: Vec<&str> = ranked
                    .iter()
                    .map(|&competency| framework.competency(competency).name())
                    .collect();
                judge(&codes, right, framework)
            })
            .collect()
    }
}

fn read_near(path: &Path, framework: &Framework) -> Result<NearWords, Failure> {
    NearWords::parse(&files::text(path)?, framework).map_err(|error| {
        Failure::new(
            format!("{}: {error}", files::name(path)),
            "Make it with content/maps/expansion/expand.py from the map given with --map.",
        )
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

/// Average precision, first right, first's heading right, recall at 10, nDCG at 10, first wrong with its heading right.
fn judge(ranked: &[&str], right: &BTreeSet<String>, framework: &Framework) -> [f64; 6] {
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
        f64::from(u8::from(same_heading && !first.is_some_and(is_right))),
    ]
}

/// Mean and percentile bootstrap interval (Efron 1979), from a fixed seed.
pub(super) fn measure(values: &[f64]) -> Measure {
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
