//! Whether a score means what it says, on the 33 labelled sessions of England's Early Career Framework.

mod support;

use gapwise::catalog::Resource;
use gapwise::framework::Framework;
use gapwise::tagging::{SHOW, SUGGEST, Tagger, TextFields};
use serde_json::Value;

/// A candidate of a session: how far it stands out, the shipped score, whether it is a label.
struct Point {
    session: usize,
    rank: usize,
    standing_out: f64,
    score: f64,
    right: bool,
}

/// Every candidate of every session, full and short; a session has one number in both forms.
fn points(folder: &std::path::Path) -> Vec<Point> {
    let framework =
        Framework::parse(&std::fs::read_to_string(folder.join("ecf.case.json")).unwrap()).unwrap();
    let lines = std::fs::read_to_string(folder.join("sessions.tune.jsonl")).unwrap();
    let mut points = Vec::new();
    for short in [false, true] {
        let mut sessions = Vec::new();
        for line in lines.lines() {
            let mut record: Value = serde_json::from_str(line).unwrap();
            if short {
                let start: String = record["text"].as_str().unwrap().chars().take(600).collect();
                record["description"] = start.into();
                record["text"] = "".into();
            }
            let labels: Vec<String> = serde_json::from_value(record["labels"].clone()).unwrap();
            sessions.push((Resource::parse(&record.to_string(), 1).unwrap(), labels));
        }
        let resources: Vec<Resource> = sessions
            .iter()
            .map(|(resource, _)| resource.clone())
            .collect();
        let tagger = Tagger::compile_with(&framework, &resources);
        for (session, (resource, labels)) in sessions.iter().enumerate() {
            let ranked = tagger.rank(&TextFields::of(resource, ""));
            let count = ranked.len() as f64;
            let mean = ranked.iter().map(|own| own.strength).sum::<f64>() / count;
            let squares = ranked
                .iter()
                .map(|own| (own.strength - mean).powi(2))
                .sum::<f64>();
            let deviation = (squares / count).sqrt();
            for (rank, scored) in ranked.iter().enumerate() {
                points.push(Point {
                    session,
                    rank,
                    standing_out: (scored.strength - mean) / deviation,
                    score: scored.score,
                    right: labels
                        .iter()
                        .any(|label| label == framework.competency(scored.competency).name()),
                });
            }
        }
    }
    points
}

/// The logistic curve through some points, by Newton's method: 1 / (1 + exp(-a - b · standing out)).
fn fit<'a>(points: impl Iterator<Item = &'a Point> + Clone) -> (f64, f64) {
    let (mut a, mut b) = (-4.0, 1.0);
    for _ in 0..30 {
        let (mut ga, mut gb, mut haa, mut hab, mut hbb) = (0.0, 0.0, 1e-9, 0.0, 1e-9);
        for point in points.clone() {
            let x = point.standing_out;
            let p = 1.0 / (1.0 + (-a - b * x).exp());
            let off = f64::from(u8::from(point.right)) - p;
            ga += off;
            gb += off * x;
            let w = p * (1.0 - p);
            haa += w;
            hab += w * x;
            hbb += w * x * x;
        }
        let det = haa * hbb - hab * hab;
        a += (hbb * ga - hab * gb) / det;
        b += (haa * gb - hab * ga) / det;
    }
    (a, b)
}

/// Expected calibration error over ten bins of equal width, and the bins: count, mean score, share right.
fn reliability(scores: &[(f64, bool)]) -> (f64, Vec<(usize, f64, f64)>) {
    let mut bins = vec![(0_usize, 0.0, 0.0); 10];
    for &(score, right) in scores {
        let bin = &mut bins[((score * 10.0) as usize).min(9)];
        bin.0 += 1;
        bin.1 += score;
        bin.2 += f64::from(u8::from(right));
    }
    let error = bins.iter().map(|bin| (bin.1 - bin.2).abs()).sum::<f64>() / scores.len() as f64;
    for bin in &mut bins {
        bin.1 /= bin.0.max(1) as f64;
        bin.2 /= bin.0.max(1) as f64;
    }
    (error, bins)
}

/// The curve is fitted to all other sessions, then applied to the one that is left out.
#[test]
fn a_score_means_what_it_says() {
    let Some(data) = support::data() else { return };
    let points = points(&data.join("ecf"));
    println!("fit on all: {:?}", fit(points.iter()));
    let sessions = points.iter().map(|point| point.session).max().unwrap() + 1;
    let curves: Vec<(f64, f64)> = (0..sessions)
        .map(|out| fit(points.iter().filter(move |point| point.session != out)))
        .collect();
    let held_out = |point: &Point| {
        let (a, b) = curves[point.session];
        (
            1.0 / (1.0 + (-a - b * point.standing_out).exp()),
            point.right,
        )
    };
    let ten = || points.iter().filter(|point| point.rank < 10);
    for (name, scores) in [
        (
            "held out, all candidates",
            points.iter().map(held_out).collect::<Vec<_>>(),
        ),
        ("held out, ten best", ten().map(held_out).collect()),
        (
            "shipped curve, ten best",
            ten().map(|point| (point.score, point.right)).collect(),
        ),
    ] {
        let (error, bins) = reliability(&scores);
        println!("{name}: expected calibration error {error:.3}");
        for (at, (count, score, right)) in bins.iter().enumerate().filter(|(_, bin)| bin.0 > 0) {
            println!(
                "  {:.1}–{:.1}  {count:5}  said {score:.2}  right {right:.2}",
                at as f64 / 10.0,
                at as f64 / 10.0 + 0.1
            );
        }
        assert!(error <= 0.05, "{name}: {error}");
    }
    let labels = points.iter().filter(|point| point.right).count();
    for threshold in [SUGGEST, SHOW, 0.5] {
        let shown = points
            .iter()
            .filter(|point| point.score >= threshold)
            .count();
        let right = points
            .iter()
            .filter(|point| point.score >= threshold && point.right)
            .count();
        println!(
            "at {threshold}: {:.1} tags a session, precision {:.2}, recall {:.2}",
            shown as f64 / (2 * sessions) as f64,
            right as f64 / shown as f64,
            right as f64 / labels as f64
        );
    }
}
