//! `gapwise map`: look after competency maps.

use super::arguments::{Map, MapCommand};
use super::failure::Failure;
use super::{Outcome, exchange, files, print, print_json};
use gapwise::diagnostic::Diagnostic;
use gapwise::framework::{Framework, FrameworkError, RoleOverlay};
use serde::Serialize;
use std::fmt::Write;
use std::path::PathBuf;

pub(super) fn map(arguments: &Map) -> Result<Outcome, Failure> {
    match &arguments.command {
        MapCommand::Check { files, json } => check(files, *json),
        MapCommand::Import(arguments) => exchange::import(arguments),
        MapCommand::Export { map, to, output } => exchange::export(map, *to, output),
        MapCommand::Diff { old, new, json } => exchange::diff(old, new, *json),
        MapCommand::Carry {
            old,
            new,
            learner,
            crosswalk,
            output,
            json,
        } => exchange::carry([old, new, learner], crosswalk, output, *json),
    }
}

/// What was found in one file.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Checked {
    file: String,
    title: Option<String>,
    competencies: usize,
    leaves: usize,
    associations: usize,
    problems: Vec<Problem>,
}

#[derive(Serialize)]
struct Problem {
    code: &'static str,
    message: String,
    path: Option<String>,
    hint: String,
}

impl Problem {
    fn of(error: &FrameworkError) -> Self {
        Self {
            code: error.code(),
            message: error.to_string(),
            path: error.path(),
            hint: error.hint(),
        }
    }
}

fn check(paths: &[PathBuf], json: bool) -> Result<Outcome, Failure> {
    let mut texts = Vec::new();
    for path in paths {
        texts.push((files::name(path), files::text(path)?));
    }
    let bases: Vec<Framework> = texts
        .iter()
        .filter_map(|(_, text)| Framework::parse(text).ok())
        .collect();
    let report: Vec<Checked> = texts
        .into_iter()
        .map(|(file, text)| check_one(file, &text, &bases))
        .collect();
    let problems: usize = report.iter().map(|file| file.problems.len()).sum();
    if json {
        print_json(&report)?;
    } else {
        print(&readable(&report))?;
    }
    if problems == 0 {
        return Ok(Outcome::Done);
    }
    Err(Failure::new(
        format!(
            "{problems} problem(s) in {} file(s)",
            report.iter().filter(|f| !f.problems.is_empty()).count()
        ),
        "Mend what is listed above, then check again.",
    ))
}

fn check_one(file: String, text: &str, bases: &[Framework]) -> Checked {
    let extended = extends(text);
    let base = extended
        .as_ref()
        .and_then(|id| bases.iter().find(|base| base.document().identifier == *id));
    let mut problems = Framework::check(text, base);
    if let (Some(base), true) = (base, problems.is_empty()) {
        problems.extend(RoleOverlay::parse(text, base).err());
    }
    let map = match base {
        Some(base) => RoleOverlay::parse(text, base)
            .ok()
            .map(|role| (role.title.clone(), role.adds().len(), role.adds().len(), 0)),
        None => Framework::parse(text).ok().map(|map| {
            let leaves = map.leaves().count();
            (
                map.document().title.clone(),
                map.len(),
                leaves,
                map.associations().len(),
            )
        }),
    };
    let (title, competencies, leaves, associations) = map
        .map_or((None, 0, 0, 0), |(title, all, leaves, ties)| {
            (Some(title), all, leaves, ties)
        });
    let problems = problems.iter().map(Problem::of).collect();
    Checked {
        file,
        title,
        competencies,
        leaves,
        associations,
        problems,
    }
}

/// The identifier of the map that a role overlay extends.
fn extends(text: &str) -> Option<String> {
    let value: serde_json::Value = serde_json::from_str(text).ok()?;
    let own = value
        .get("CFDocument")?
        .get("extensions")?
        .get("gapwise:extends")?;
    own.as_str().map(str::to_owned)
}

fn readable(report: &[Checked]) -> String {
    let mut out = String::new();
    for file in report {
        match &file.title {
            Some(title) if file.problems.is_empty() => {
                let _ = writeln!(
                    out,
                    "{}: ok: {title}: {} items, {} leaves, {} associations",
                    file.file, file.competencies, file.leaves, file.associations
                );
            }
            _ => {
                for problem in &file.problems {
                    let _ = writeln!(
                        out,
                        "{}: {} [{}]\n  help: {}",
                        file.file, problem.message, problem.code, problem.hint
                    );
                }
            }
        }
    }
    out
}
