//! `gapwise build`: one pack from a content folder or from single files.

use super::arguments::Build;
use super::failure::Failure;
use super::{Outcome, files, print_json};
use gapwise::engine::{CoverageRequest, Engine, OffsetUnit};
use gapwise::pack::{Pack, Part, Progress, Sources, Stage, build as build_pack};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;
use std::time::Instant;

/// What was built.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Summary {
    resources: usize,
    tagged: usize,
    tags: usize,
    competencies: usize,
    covered: usize,
    bytes: usize,
    seconds: f64,
}

pub(super) fn build(arguments: &Build) -> Result<Outcome, Failure> {
    let start = Instant::now();
    let sources = sources(arguments)?;
    let bar = Bar::new();
    let bytes = build_pack(sources, &mut |progress| bar.show(progress));
    bar.clear();
    let bytes = bytes.map_err(|error| Failure::of(&error))?;
    // What is written is what was opened and asked: a pack that cannot be read back is never left behind.
    let pack = Pack::open(bytes).map_err(|error| Failure::of(&error))?;
    pack.check().map_err(|error| Failure::of(&error))?;
    let engine = Engine::new(pack, OffsetUnit::Characters);
    let bytes = engine.save().map_err(|error| Failure::of(&error))?;
    files::write(&arguments.output, &bytes)?;
    let summary = summary(&engine, bytes.len(), start);
    if arguments.json {
        print_json(&summary)?;
    } else {
        eprintln!(
            "{}: {} resources, {} tags on {} of them, {} of {} competencies covered, {} bytes, {:.1} s",
            arguments.output.display(),
            summary.resources,
            summary.tags,
            summary.tagged,
            summary.covered,
            summary.competencies,
            summary.bytes,
            summary.seconds,
        );
    }
    Ok(Outcome::Done)
}

fn summary(engine: &Engine, bytes: usize, start: Instant) -> Summary {
    let pack = engine.pack();
    let coverage = engine.coverage(&CoverageRequest::default()).ok();
    let all = 0..pack.resources().len();
    let tags = (0..pack.maps().len())
        .flat_map(|map| all.clone().map(move |at| pack.alignments(map, at).len()))
        .sum();
    Summary {
        resources: pack.resources().len(),
        tagged: coverage.as_ref().map_or(0, |coverage| coverage.tagged),
        tags,
        competencies: coverage.as_ref().map_or(0, |coverage| coverage.leaves),
        covered: coverage.as_ref().map_or(0, |coverage| coverage.covered),
        bytes,
        seconds: start.elapsed().as_secs_f64(),
    }
}

fn sources(arguments: &Build) -> Result<Sources, Failure> {
    let mut sources = Sources {
        without_tags: arguments.no_tag,
        without: arguments.without.iter().copied().collect(),
        ..Sources::default()
    };
    if arguments.small {
        sources.without.extend(Part::ALL);
    }
    match &arguments.content {
        Some(content) if !content.is_dir() => {
            return Err(Failure::new(
                format!("{}: no such folder", content.display()),
                "Give a folder with maps/, roles/ and catalog/, or use --map and --catalog.",
            ));
        }
        None if arguments.map.is_empty() && arguments.catalog.is_empty() => {
            return Err(Failure::new(
                "nothing to build a pack from",
                "Give a content folder, or --map and --catalog files.",
            ));
        }
        _ => {}
    }
    for (folder, ending, given, into) in [
        ("maps", "json", &arguments.map, &mut sources.maps),
        ("roles", "json", &arguments.role, &mut sources.roles),
        (
            "crosswalks",
            "json",
            &arguments.crosswalk,
            &mut sources.crosswalks,
        ),
        (
            "catalog",
            "jsonl",
            &arguments.catalog,
            &mut sources.catalogs,
        ),
        (
            "decisions",
            "jsonl",
            &arguments.decisions,
            &mut sources.decisions,
        ),
    ] {
        let mut paths = match &arguments.content {
            Some(content) => files::listed(&content.join(folder), ending)?,
            None => Vec::new(),
        };
        paths.extend(given.iter().cloned());
        for path in paths {
            into.push(files::source(&path)?);
        }
    }
    Ok(sources)
}

/// A progress bar on a terminal, nothing elsewhere.
struct Bar(ProgressBar);

impl Bar {
    fn new() -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template("{msg:>8} [{bar:40}] {pos}/{len} {eta}") {
            bar.set_style(style.progress_chars("=> "));
        }
        Self(bar)
    }

    fn show(&self, progress: Progress) {
        self.0.set_message(match progress.stage {
            Stage::Read => "reading",
            Stage::Tag => "tagging",
            Stage::Index => "indexing",
            Stage::Write => "writing",
        });
        self.0.set_length(progress.total as u64);
        self.0.set_position(progress.done as u64);
    }

    fn clear(&self) {
        self.0.finish_and_clear();
    }
}
