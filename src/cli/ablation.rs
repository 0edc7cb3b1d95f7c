//! What each ingredient of the tagger gives: switch it off and measure.
//!
//! Beside the figures over all resources stands a cross-validated one: for each resource, the other knobs are
//! chosen on all other resources among the default and half and twice each knob, and the resource is ranked with that choice.
//! Where it lies far below the figure beside it, the default was fitted to these resources.

use super::baseline::Baseline;
use super::evaluate::Judged;
use gapwise::framework::Framework;
use gapwise::tagging::{Knowledge, NearWords, Tagger, Weights};
use std::fmt::Write;

type Knob = fn(&mut Weights) -> &mut f64;

const KNOBS: [(&str, Knob, f64); 7] = [
    ("title weight", |weights| &mut weights.name, 1.0),
    ("pairs", |weights| &mut weights.pairs, 0.0),
    ("cue phrases", |weights| &mut weights.cues, 0.0),
    ("headings", |weights| &mut weights.siblings, 0.0),
    ("usual", |weights| &mut weights.usual, 0.0),
    ("company", |weights| &mut weights.company, 0.0),
    ("near words", |weights| &mut weights.near, 0.0),
];

/// The table, as text.
pub(super) fn table(framework: &Framework, full: &Judged, near: Option<&NearWords>) -> String {
    let both = [full, &full.short()];
    let mut out = format!(
        "{:<28}{:^31}  {:^31}\n{:<28}{}  {}\n",
        "", "full", "short", "", HEAD, HEAD
    );
    for (name, method) in [
        ("BM25, words as they are", Baseline::Bm25),
        ("stemmed tf-idf, cosine", Baseline::TfIdf),
    ] {
        let cells = both.map(|judged| cell(&judged.rank_by(framework, method), None));
        let _ = writeln!(out, "{name:<28}{}  {}", cells[0], cells[1]);
    }
    for background in [true, false] {
        let known = if background { "catalogue" } else { "map only" };
        let mut row = |name: &str, fixed: Option<usize>| {
            let cells = both.map(|judged| {
                let rank = |weights: Weights| {
                    let knowledge = Knowledge {
                        background: if background { &judged.resources } else { &[] },
                        near,
                        decisions: None,
                    };
                    judged.rank(
                        framework,
                        &Tagger::compile_knowing(framework, &knowledge, weights),
                    )
                };
                let runs: Vec<_> = choices(fixed).into_iter().map(rank).collect();
                cell(&runs[0], Some(held_out(&runs)))
            });
            let _ = writeln!(
                out,
                "{:<28}{}  {}",
                format!("{known}: {name}"),
                cells[0],
                cells[1]
            );
        };
        row("all", None);
        for (at, (name, ..)) in KNOBS.iter().enumerate() {
            if near.is_some() || *name != "near words" {
                row(&format!("no {name}"), Some(at));
            }
        }
    }
    out
}

const HEAD: &str = "   MAP  cross  first  heading ";

fn cell(run: &[[f64; 6]], held_out: Option<f64>) -> String {
    let mean = |at: usize| run.iter().map(|one| one[at]).sum::<f64>() / run.len() as f64;
    let cross = held_out.map_or("     –".to_owned(), |value| format!("{value:6.3}"));
    format!("{:6.3} {cross} {:6.3}   {:6.3} ", mean(0), mean(1), mean(2))
}

/// The default, and each other knob at half and at twice, with one knob switched off throughout.
fn choices(off: Option<usize>) -> Vec<Weights> {
    let mut base = Weights::default();
    if let Some(at) = off {
        *KNOBS[at].1(&mut base) = KNOBS[at].2;
    }
    let mut choices = vec![base];
    for (at, (_, knob, _)) in KNOBS.iter().enumerate() {
        if Some(at) != off {
            for factor in [0.5, 2.0] {
                let mut other = base;
                *knob(&mut other) *= factor;
                choices.push(other);
            }
        }
    }
    choices
}

/// Mean average precision where each resource is ranked with the choice that is best on all others.
fn held_out(runs: &[Vec<[f64; 6]>]) -> f64 {
    let totals: Vec<f64> = runs
        .iter()
        .map(|run| run.iter().map(|one| one[0]).sum())
        .collect();
    let count = runs[0].len();
    let sum: f64 = (0..count)
        .map(|at| {
            let best = (0..runs.len())
                .max_by(|&one, &other| {
                    let without = |choice: usize| totals[choice] - runs[choice][at][0];
                    // Of equal ones the first: the default.
                    without(one)
                        .total_cmp(&without(other))
                        .then(other.cmp(&one))
                })
                .unwrap_or(0);
            runs[best][at][0]
        })
        .sum();
    sum / count as f64
}
