//! `gapwise catalog check | import | export`: catalogues from and to other forms.

use super::arguments::{Catalog, CatalogCommand, CatalogImport, CatalogInput, CatalogOutput};
use super::check::Report;
use super::failure::Failure;
use super::{Outcome, files, print_json};
use gapwise::catalog::check::check_files;
use gapwise::catalog::parse_lines;
use gapwise::diagnostic::Diagnostic;
use gapwise::framework::Framework;
use gapwise::interop::table::Mapping;
use gapwise::interop::{Import, amb, cartridge, lom, lrmi, table};
use serde_json::{Value, json};
use std::path::{Component, Path, PathBuf};

pub(super) fn catalog(arguments: &Catalog) -> Result<Outcome, Failure> {
    match &arguments.command {
        CatalogCommand::Check {
            catalog,
            map,
            amb,
            json,
        } => check(catalog, map, *amb, *json),
        CatalogCommand::Import(arguments) => import(arguments),
        CatalogCommand::Export {
            catalog,
            to: CatalogOutput::Amb,
            output,
        } => export(catalog, output),
    }
}

fn check(
    catalog: &Path,
    maps: &[PathBuf],
    as_amb: bool,
    as_json: bool,
) -> Result<Outcome, Failure> {
    let (name, text) = (files::name(catalog), files::text(catalog)?);
    // One record may stand over several lines.
    let text = match serde_json::from_str::<Value>(text.trim_start_matches('\u{feff}')) {
        Ok(record) => record.to_string(),
        Err(_) => text,
    };
    let mut known = Vec::new();
    for path in maps {
        let map = Framework::parse(&files::text(path)?);
        known.push(map.map_err(|error| Failure::at(&files::name(path), &error))?);
    }
    let mut report = Report::of(check_files(&[(&name, &text)], &known));
    if as_amb {
        for (at, line) in text.lines().enumerate() {
            let Ok(record) = serde_json::from_str(line) else {
                continue;
            };
            for problem in amb::check(&record) {
                report.fault(&name, Some(format!("line {}", at + 1)), &problem);
            }
        }
    }
    report.tell(as_json)
}

fn import(arguments: &CatalogImport) -> Result<Outcome, Failure> {
    let text = files::text(&arguments.file)?;
    let name = files::name(&arguments.file);
    let form = arguments
        .from
        .unwrap_or_else(|| guess(&arguments.file, &text));
    let read = match form {
        CatalogInput::Lrmi => lrmi::import(&text),
        CatalogInput::Csv => table::import(&text, Some(&mapping(&text, &arguments.column)?)),
        CatalogInput::Lom => lom::import(&text),
        CatalogInput::Cartridge => {
            let folder = arguments.file.parent().unwrap_or(Path::new(""));
            let inside = |file: &str| {
                let is_inside = Path::new(file)
                    .components()
                    .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
                is_inside
                    .then(|| std::fs::read_to_string(folder.join(file)).ok())
                    .flatten()
            };
            cartridge::import(&text, &inside, arguments.base.as_deref())
        }
    };
    let import = read.map_err(|error| Failure::at(&name, &error))?;
    let records = import.resources.iter().map(|one| one.source.clone());
    files::write(&arguments.output, &lines(records.map(Value::Object)))?;
    report(&import, arguments.json)?;
    Ok(Outcome::Done)
}

fn report(import: &Import, as_json: bool) -> Result<(), Failure> {
    if as_json {
        return print_json(&json!({
            "taken": import.resources.len(),
            "skipped": import.skipped,
            "resumption": import.resumption,
        }));
    }
    eprint!("{import}");
    if let Some(token) = &import.resumption {
        eprintln!("There is more: ask the repository again with the resumption token `{token}`.");
    }
    Ok(())
}

/// The form of a file that does not say: by its ending, else by what is in it.
fn guess(file: &Path, text: &str) -> CatalogInput {
    let ending = file.extension().map(|ending| ending.to_ascii_lowercase());
    if ending.is_some_and(|ending| ["csv", "tsv", "txt"].iter().any(|table| ending == *table)) {
        CatalogInput::Csv
    } else if text.contains("<manifest") {
        CatalogInput::Cartridge
    } else if text.contains("OAI-PMH") || text.trim_start().starts_with("<?xml") {
        CatalogInput::Lom
    } else {
        CatalogInput::Lrmi
    }
}

/// The usual headings, with the columns that the user names in their place.
fn mapping(text: &str, columns: &[String]) -> Result<Mapping, Failure> {
    let headings = table::headings(text);
    let mut mapping = Mapping::guess(headings.iter().map(String::as_str));
    for column in columns {
        let (field, heading) = column.split_once('=').ok_or_else(|| {
            Failure::new(
                format!("--column {column}: expected FIELD=HEADING"),
                "Write for example `--column \"name=Course title\"`.",
            )
        })?;
        mapping
            .columns
            .retain(|(old, mapped)| mapped != field && old != heading);
        mapping.columns.push((heading.to_owned(), field.to_owned()));
    }
    Ok(mapping)
}

fn export(catalog: &Path, output: &Path) -> Result<Outcome, Failure> {
    let name = files::name(catalog);
    let resources =
        parse_lines(&files::text(catalog)?).map_err(|error| Failure::at(&name, &error))?;
    let mut records = Vec::with_capacity(resources.len());
    for (line, resource) in &resources {
        let record = amb::export(resource);
        if let Some(problem) = amb::check(&record).first() {
            return Err(Failure::new(
                format!("{name}: line {line}: {problem}"),
                problem.hint(),
            ));
        }
        records.push(record);
    }
    files::write(output, &lines(records.into_iter()))?;
    eprintln!("{}: {} records", files::name(output), resources.len());
    Ok(Outcome::Done)
}

/// One JSON value per line.
fn lines(values: impl Iterator<Item = Value>) -> Vec<u8> {
    values
        .flat_map(|value| (value.to_string() + "\n").into_bytes())
        .collect()
}
