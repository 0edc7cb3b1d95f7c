//! `gapwise map import | export | diff | carry`: maps from and to other forms, and from one edition to the next.

use super::arguments::{MapImport, MapInput, MapOutput};
use super::failure::Failure;
use super::{Outcome, files, learners, print, print_json};
use gapwise::framework::{Crosswalk, Framework, diff as difference};
use gapwise::interop::case::{self, CaseVersion};
use gapwise::interop::csv::{self, MapDefaults};
use gapwise::interop::ctdl;
use gapwise::learner::{Carried, LearnerData, Way, carry as carry_over};
use serde::Serialize;
use serde_json::Value;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// What was read.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Counts {
    title: String,
    items: usize,
    leaves: usize,
    associations: usize,
}

pub(super) fn import(arguments: &MapImport) -> Result<Outcome, Failure> {
    let text = files::text(&arguments.file)?;
    let name = files::name(&arguments.file);
    let form = arguments
        .from
        .unwrap_or_else(|| guess(&arguments.file, &text));
    let map = match form {
        MapInput::Case => case::import(&text).map_err(|error| Failure::at(&name, &error))?,
        MapInput::Ctdl => ctdl::import(&text).map_err(|error| Failure::at(&name, &error))?,
        MapInput::Csv => {
            csv::import(&text, &defaults(arguments)).map_err(|error| Failure::at(&name, &error))?
        }
    };
    let written = case::export(&map, CaseVersion::V1_1);
    files::write(&arguments.output, written.as_bytes())?;
    let counts = Counts {
        title: map.document().title.clone(),
        items: map.len(),
        leaves: map.leaves().count(),
        associations: map.associations().len(),
    };
    if arguments.json {
        print_json(&counts)?;
    } else {
        eprintln!(
            "{}: {}: {} items, {} leaves, {} associations",
            files::name(&arguments.output),
            counts.title,
            counts.items,
            counts.leaves,
            counts.associations
        );
    }
    Ok(Outcome::Done)
}

/// The form of a file that does not say: by its ending, else by what is in it.
fn guess(file: &Path, text: &str) -> MapInput {
    let ending = file.extension().map(|ending| ending.to_ascii_lowercase());
    if ending.is_some_and(|ending| ["csv", "tsv", "txt"].iter().any(|table| ending == *table)) {
        return MapInput::Csv;
    }
    match serde_json::from_str::<Value>(text.trim_start_matches('\u{feff}')) {
        Ok(Value::Object(fields)) if fields.contains_key("CFDocument") => MapInput::Case,
        Ok(Value::Object(fields)) if fields.contains_key("CFPackage") => MapInput::Case,
        Ok(_) => MapInput::Ctdl,
        Err(_) if text.contains("\"CFDocument\"") => MapInput::Case,
        Err(_) if text.contains("ceasn:") || text.contains("\"@context\"") => MapInput::Ctdl,
        Err(_) if text.trim_start().starts_with(['{', '[']) => MapInput::Case,
        Err(_) => MapInput::Csv,
    }
}

fn defaults(arguments: &MapImport) -> MapDefaults {
    let file_name = || {
        let stem = arguments.file.file_stem();
        stem.map_or(String::new(), |stem| stem.to_string_lossy().into_owned())
    };
    MapDefaults {
        title: arguments.title.clone().unwrap_or_else(file_name),
        identifier: arguments.identifier.clone(),
        creator: arguments.creator.clone(),
        language: arguments.language.clone(),
        changed: Some(learners::today(arguments.changed.as_deref())),
    }
}

pub(super) fn export(map: &Path, to: MapOutput, output: &Path) -> Result<Outcome, Failure> {
    let map = read(map)?;
    let text = match to {
        MapOutput::Case => case::export(&map, CaseVersion::V1_1),
        MapOutput::Case1_0 => case::export(&map, CaseVersion::V1_0),
        MapOutput::Ctdl => ctdl::export(&map),
        MapOutput::Csv => csv::export(&map),
    };
    files::write(output, text.as_bytes())?;
    Ok(Outcome::Done)
}

pub(super) fn diff(old: &Path, new: &Path, json: bool) -> Result<Outcome, Failure> {
    let found = difference(&read(old)?, &read(new)?);
    if json {
        print_json(&found)?;
    } else {
        print(&found.to_string())?;
    }
    Ok(Outcome::Done)
}

pub(super) fn carry(
    [old, new, learner]: [&PathBuf; 3],
    crosswalks: &[PathBuf],
    output: &Path,
    json: bool,
) -> Result<Outcome, Failure> {
    let mut links = Vec::new();
    for path in crosswalks {
        let read = Crosswalk::parse(&files::text(path)?);
        links.push(read.map_err(|error| Failure::at(&files::name(path), &error))?);
    }
    let (old, new) = (read(old)?, read(new)?);
    links.push(Crosswalk::of(&old));
    let new = new.linked(&links);
    let at = |error| Failure::at(&files::name(learner), &error);
    let data = LearnerData::parse(&files::text(learner)?).map_err(at)?;
    let carried = carry_over(&data, &old, &new, &links).map_err(at)?;
    let text = serde_json::to_string_pretty(&carried.learner)
        .map_err(|error| Failure::output(error.into()))?;
    files::write(output, (text + "\n").as_bytes())?;
    if json {
        print_json(&serde_json::json!({ "carried": carried.carried, "left": carried.left }))?;
    } else {
        eprint!("{}", report(&carried));
    }
    Ok(Outcome::Done)
}

/// For a person: the counts by way, then what could not be placed.
fn report(carried: &Carried) -> String {
    let mut out = String::new();
    for (way, what) in [
        (Way::Same, "in the new map too"),
        (Way::Replaced, "moved to what takes their place"),
        (Way::ExactMatch, "moved to what says the same"),
        (Way::Returned, "back from waiting"),
        (
            Way::Linked,
            "kept under their own map, counting through a crosswalk",
        ),
    ] {
        let found: Vec<_> = carried
            .carried
            .iter()
            .filter(|one| one.way == way)
            .collect();
        if found.is_empty() {
            continue;
        }
        let _ = writeln!(out, "{} {what}", found.len());
        for one in found.iter().filter(|one| [one.from.clone()] != *one.to) {
            let _ = writeln!(out, "  {}: {} → {}", one.id, one.from, one.to.join(", "));
        }
    }
    if !carried.left.is_empty() {
        let _ = writeln!(
            out,
            "{} not placed; they stay in the file",
            carried.left.len()
        );
        for left in &carried.left {
            let _ = writeln!(out, "  {}: {}: {}", left.id, left.competency, left.reason);
        }
    }
    out
}

/// A map in any version of CASE.
fn read(path: &Path) -> Result<Framework, Failure> {
    case::import(&files::text(path)?).map_err(|error| Failure::at(&files::name(path), &error))
}
