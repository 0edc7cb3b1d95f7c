//! `gapwise eval plan`: the planner beside simpler ways to choose, learner by learner.

use super::failure::Failure;
use super::learners::{learner, path};
use super::{Outcome, files, print, print_json};
use gapwise::engine::{Engine, EngineError, SearchRequest};
use gapwise::learner::{Gap, LearnerData};
use gapwise::playlist::{ExpertPath, Followed, PlanRequest, Playlist};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// Hits taken for each gap.
const HITS: usize = 3;

/// One way to choose for one learner.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Row {
    learner: String,
    way: &'static str,
    minutes: u32,
    /// Weighted gap closed.
    closed: f64,
    per_hour: f64,
    redundancy: f64,
    repetition: f64,
}

impl Row {
    fn new(
        learner: &str,
        way: &'static str,
        (minutes, closed): (u32, f64),
        (redundancy, repetition): (f64, f64),
    ) -> Self {
        Self {
            learner: learner.to_owned(),
            way,
            minutes,
            closed,
            per_hour: 60.0 * closed / f64::from(minutes.max(1)),
            redundancy,
            repetition,
        }
    }
}

pub(super) fn evaluate(
    pack: &Path,
    learners: &[PathBuf],
    paths: &[PathBuf],
    request: &PlanRequest,
    json: bool,
) -> Result<Outcome, Failure> {
    let engine = files::engine(pack)?;
    let paths = paths.iter().map(|file| path(file));
    let paths = paths.collect::<Result<Vec<_>, _>>()?;
    let mut rows = Vec::new();
    for file in learners {
        let data = learner(file)?;
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        let failed = |error: EngineError| Failure::at(&files::name(file), &error);
        rows.extend(compare(&engine, &name, &data, &paths, request).map_err(failed)?);
    }
    if json {
        print_json(&rows)?;
    } else {
        print(&readable(&rows, request))?;
    }
    Ok(Outcome::Done)
}

fn compare(
    engine: &Engine,
    name: &str,
    data: &LearnerData,
    paths: &[ExpertPath],
    request: &PlanRequest,
) -> Result<Vec<Row>, EngineError> {
    let gaps = engine.gaps(data.clone(), &request.gaps())?;
    let follow = |ids: &[String]| {
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        engine.follow(data.clone(), request, &ids)
    };
    let plan = |way, own: Playlist| {
        let idle = (own.redundancy, own.repetition);
        Row::new(name, way, (own.minutes, own.closed), idle)
    };
    let list = |way, own: Followed| {
        let idle = (own.redundancy, own.repetition);
        Row::new(name, way, (own.minutes, own.closed), idle)
    };
    let filled = PlanRequest {
        stop_at: Some(0.0),
        ..request.clone()
    };
    let mut rows = vec![
        plan("plan", engine.plan(data.clone(), request)?),
        plan(
            "plan that fills its time",
            engine.plan(data.clone(), &filled)?,
        ),
        list("(a) top search hits", follow(&searched(engine, &gaps))?),
        list(
            "(b) nearest tags",
            follow(&nearest(engine, data, &gaps, false))?,
        ),
        list(
            "(b) nearest tags per minute",
            follow(&nearest(engine, data, &gaps, true))?,
        ),
    ];
    let role = request.role.as_ref().or(data.role.as_ref());
    if let Some(path) = paths.iter().find(|path| Some(&path.role) == role) {
        let ids: Vec<String> = path
            .items
            .iter()
            .map(|item| item.resource.clone())
            .collect();
        let followed = follow(&ids)?;
        let as_long = PlanRequest {
            minutes_per_week: f64::from(followed.minutes.max(5)),
            weeks: 1.0,
            ..filled
        };
        rows.push(list("(c) expert path", followed));
        rows.push(plan(
            "plan, in the path's time",
            engine.plan(data.clone(), &as_long)?,
        ));
    }
    Ok(rows)
}

/// The top hits for each gap's words, gap by gap, the largest first.
fn searched(engine: &Engine, gaps: &[Gap]) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for gap in gaps.iter().filter(|gap| gap.weighted > 0.0) {
        let request = SearchRequest {
            text: gap.label.clone(),
            limit: Some(HITS),
            complete: true,
            ..SearchRequest::default()
        };
        for hit in engine.search(&request).hits {
            if !ids.contains(&hit.resource.id) {
                ids.push(hit.resource.id);
            }
        }
    }
    ids
}

/// All resources by the sum of weighted gap × tag score, whatever was chosen before; or by that per minute.
fn nearest(engine: &Engine, data: &LearnerData, gaps: &[Gap], per_minute: bool) -> Vec<String> {
    let pack = engine.pack();
    let mut maps = pack.maps().iter();
    let Some(map) = maps.position(|map| map.framework().document().identifier == data.map) else {
        return Vec::new();
    };
    let framework = pack.maps()[map].framework();
    let mut weighted = vec![0.0; framework.len()];
    for gap in gaps {
        if let Some(index) = framework.find(&gap.competency) {
            weighted[index.get()] = gap.weighted;
        }
    }
    let mut ranked: Vec<(f64, &str)> = pack
        .resources()
        .iter()
        .enumerate()
        .map(|(at, resource)| {
            let near = pack
                .alignments(map, at)
                .iter()
                .map(|own| weighted[own.competency.get()] * own.score);
            let minutes = resource.minutes.map_or(30.0, |own| f64::from(own.0.max(1)));
            let near: f64 = near.sum();
            (
                if per_minute { near / minutes } else { near },
                resource.id.as_str(),
            )
        })
        .filter(|(near, _)| *near > 0.0)
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    ranked.into_iter().map(|(_, id)| id.to_owned()).collect()
}

/// The mean of each way over the learners, in the order of the ways.
fn ways(rows: &[Row]) -> Vec<Row> {
    let mut ways: Vec<&'static str> = Vec::new();
    for row in rows {
        if !ways.contains(&row.way) {
            ways.push(row.way);
        }
    }
    let mean = |way| {
        let of: Vec<&Row> = rows.iter().filter(|row| row.way == way).collect();
        let mean =
            |part: fn(&Row) -> f64| of.iter().map(|row| part(row)).sum::<f64>() / of.len() as f64;
        let minutes = mean(|row| f64::from(row.minutes)).round() as u32;
        let idle = (mean(|row| row.redundancy), mean(|row| row.repetition));
        let mut row = Row::new("mean", way, (minutes, mean(|row| row.closed)), idle);
        row.per_hour = mean(|row| row.per_hour);
        row
    };
    ways.into_iter().map(mean).collect()
}

fn readable(rows: &[Row], request: &PlanRequest) -> String {
    let mut out = format!(
        "{:.0} weeks of {:.0} minutes; weighted gap closed, the same per hour, the share of the minutes that go where no gap is open (redundant), and the share that repeat (pro rata to the part of each gap that is closed)\n\n| learner | way | minutes | closed | per hour | redundant | repeats |\n|---|---|---:|---:|---:|---:|---:|\n",
        request.weeks, request.minutes_per_week
    );
    let means = ways(rows);
    for row in rows.iter().chain(&means) {
        out += &format!(
            "| {} | {} | {} | {:.2} | {:.2} | {:.0} % | {:.0} % |\n",
            row.learner,
            row.way,
            row.minutes,
            row.closed,
            row.per_hour,
            100.0 * row.redundancy,
            100.0 * row.repetition
        );
    }
    out
}
