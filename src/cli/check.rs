//! `gapwise check`: everything in a content folder that a person should look at.

use super::arguments::Check;
use super::failure::Failure;
use super::{Outcome, files, print, print_json};
use gapwise::catalog::check::{Finding, Severity, check_files};
use gapwise::diagnostic::Diagnostic;
use gapwise::framework::{Crosswalk, Framework, FrameworkError, RoleOverlay};
use gapwise::interop::credential::{self, Credential};
use gapwise::learner::{Learner, LearnerData};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// How many findings of one kind in one file are told to a person; `--json` has them all.
const TOLD: usize = 3;

/// Something to look at.
#[derive(Serialize)]
struct Found {
    file: String,
    /// A line or a JSON path; none where the message says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    code: &'static str,
    severity: Severity,
    message: String,
    hint: String,
}

/// How much was looked at, by folder, and what was found.
#[derive(Default, Serialize)]
pub(super) struct Report {
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    checked: BTreeMap<&'static str, usize>,
    found: Vec<Found>,
}

impl Report {
    /// A report on a catalogue.
    pub fn of(findings: Vec<Finding>) -> Self {
        let found = |finding: Finding| Found {
            file: finding.place.file,
            place: Some(format!("line {}", finding.place.line)),
            code: finding.code,
            severity: finding.severity,
            message: finding.message,
            hint: finding.hint,
        };
        Self {
            found: findings.into_iter().map(found).collect(),
            ..Self::default()
        }
    }

    /// Prints the report. The check fails when there is an error or a warning.
    pub fn tell(&self, as_json: bool) -> Result<Outcome, Failure> {
        if as_json {
            print_json(self)?;
        } else {
            print(&readable(self))?;
        }
        let fails = self.count(Severity::Error) + self.count(Severity::Warning) > 0;
        Ok(if fails {
            Outcome::CheckFailed
        } else {
            Outcome::Done
        })
    }

    fn error(&mut self, file: &str, error: &dyn Diagnostic) {
        self.fault(file, None, error);
    }

    /// Something that cannot be used.
    pub fn fault(&mut self, file: &str, place: Option<String>, error: &dyn Diagnostic) {
        self.found.push(Found {
            file: file.to_owned(),
            place,
            code: error.code(),
            severity: Severity::Error,
            message: error.to_string(),
            hint: error.hint(),
        });
    }

    fn warning(&mut self, file: &str, code: &'static str, message: String, hint: &str) {
        self.found.push(Found {
            file: file.to_owned(),
            place: None,
            code,
            severity: Severity::Warning,
            message,
            hint: hint.into(),
        });
    }

    fn count(&self, severity: Severity) -> usize {
        self.found
            .iter()
            .filter(|found| found.severity == severity)
            .count()
    }
}

pub(super) fn check(arguments: &Check) -> Result<Outcome, Failure> {
    let folder = &arguments.content;
    if !folder.is_dir() {
        return Err(Failure::new(
            format!("{}: no such folder", folder.display()),
            "Give a folder with maps/, roles/, crosswalks/, catalog/, credentials/ and learners/.",
        ));
    }
    let mut report = Report::default();
    let maps = maps(folder, &mut report)?;
    catalogue(folder, &maps, &mut report)?;
    credentials(folder, &maps, &mut report)?;
    learners(folder, &maps, &mut report)?;
    report.tell(arguments.json)
}

/// The files of a part of the content, with their names as shown.
fn part(
    folder: &Path,
    name: &'static str,
    ending: &str,
    report: &mut Report,
) -> Result<Vec<(String, String)>, Failure> {
    let paths: Vec<PathBuf> = files::listed(&folder.join(name), ending)?;
    report.checked.insert(name, paths.len());
    let read = |path: &PathBuf| Ok((files::name(path), files::text(path)?));
    paths.iter().map(read).collect()
}

/// The maps, each with the competencies of its roles.
fn maps(folder: &Path, report: &mut Report) -> Result<Vec<Framework>, Failure> {
    let mut maps: Vec<(String, Framework, Vec<RoleOverlay>)> = Vec::new();
    for (file, text) in part(folder, "maps", "json", report)? {
        for problem in Framework::check(&text, None) {
            report.error(&file, &problem);
        }
        if let Ok(map) = Framework::parse(&text) {
            maps.push((file, map, Vec::new()));
        }
    }
    for (file, text) in part(folder, "roles", "json", report)? {
        let mut refused = None;
        let mut taken = false;
        for (_, map, roles) in &mut maps {
            match RoleOverlay::parse(&text, map) {
                Ok(role) => {
                    roles.push(role);
                    taken = true;
                }
                Err(error @ FrameworkError::OtherBase { .. }) => {
                    refused.get_or_insert(error);
                }
                Err(error) => refused = Some(error),
            }
        }
        if let (false, Some(error)) = (taken, refused) {
            report.error(&file, &error);
        }
    }
    let mut joined = Vec::new();
    for (file, map, roles) in maps {
        match map.extend(&roles) {
            Ok(map) => joined.push(map),
            Err(error) => report.error(&file, &error),
        }
    }
    let mut crosswalks: Vec<Crosswalk> = joined.iter().map(Crosswalk::of).collect();
    for (file, text) in part(folder, "crosswalks", "json", report)? {
        match Crosswalk::parse(&text) {
            Ok(crosswalk) => {
                for (at, end) in crosswalk.loose_ends(&joined) {
                    report.warning(
                        &file,
                        "crosswalk-loose-end",
                        format!("CFAssociations[{at}]: `{end}` is in no map of this folder"),
                        "Correct the identifier, or add the map.",
                    );
                }
                crosswalks.push(crosswalk);
            }
            Err(error) => report.error(&file, &error),
        }
    }
    Ok(joined
        .into_iter()
        .map(|map| map.linked(&crosswalks))
        .collect())
}

fn catalogue(folder: &Path, maps: &[Framework], report: &mut Report) -> Result<(), Failure> {
    let read = part(folder, "catalog", "jsonl", report)?;
    let texts: Vec<(&str, &str)> = read
        .iter()
        .map(|(file, text)| (file.as_str(), text.as_str()))
        .collect();
    report
        .found
        .extend(Report::of(check_files(&texts, maps)).found);
    Ok(())
}

fn credentials(folder: &Path, maps: &[Framework], report: &mut Report) -> Result<(), Failure> {
    let (mut names, mut all) = (Vec::new(), Vec::new());
    for (file, text) in part(folder, "credentials", "json", report)? {
        match Credential::parse(&text) {
            Ok(credential) => {
                names.push(file);
                all.push(credential);
            }
            Err(error) => report.warning(
                &file,
                "credential-unreadable",
                error.to_string(),
                "Correct the file at that place; CONTRIBUTING.md names the fields.",
            ),
        }
    }
    for (at, message) in credential::check(&all, maps) {
        let hint = "Correct the credential, or the map.";
        report.warning(&names[at], "credential-odd", message, hint);
    }
    Ok(())
}

fn learners(folder: &Path, maps: &[Framework], report: &mut Report) -> Result<(), Failure> {
    for (file, text) in part(folder, "learners", "json", report)? {
        let data = match LearnerData::parse(&text) {
            Ok(data) => data,
            Err(error) => {
                report.error(&file, &error);
                continue;
            }
        };
        let Some(map) = maps
            .iter()
            .find(|map| map.document().identifier == data.map)
        else {
            let message = format!(
                "the learner is measured on `{}`, which is not here",
                data.map
            );
            let hint = "Correct `map`, or add the map.";
            report.warning(&file, "learner-other-map", message, hint);
            continue;
        };
        match Learner::from_data(data, map) {
            Ok(learner) => {
                for piece in learner.waiting() {
                    report.warning(
                        &file,
                        "learner-evidence-unlinked",
                        format!(
                            "the evidence `{}` is on another map that nothing links to this one",
                            piece.id
                        ),
                        "Add a crosswalk, or take the evidence out.",
                    );
                }
            }
            Err(error) => report.error(&file, &error),
        }
    }
    Ok(())
}

/// For a person. Of one kind of finding in one file, the first few are told and the rest counted.
fn readable(report: &Report) -> String {
    let mut out = String::new();
    let mut told: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for found in &report.found {
        let count = told.entry((&found.file, found.code)).or_default();
        *count += 1;
        if *count > TOLD {
            continue;
        }
        let severity = match found.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Review => "to review",
        };
        let place = found
            .place
            .as_ref()
            .map_or(String::new(), |place| format!("{place}: "));
        let _ = writeln!(
            out,
            "{}: {place}{severity}: {} [{}]\n  help: {}",
            found.file, found.message, found.code, found.hint
        );
    }
    for ((file, code), count) in told {
        if count > TOLD {
            let _ = writeln!(out, "{file}: {} more [{code}]", count - TOLD);
        }
    }
    if !report.checked.is_empty() {
        let looked: Vec<String> = report
            .checked
            .iter()
            .map(|(what, files)| format!("{files} in {what}"))
            .collect();
        let _ = write!(out, "files: {}; ", looked.join(", "));
    }
    let _ = writeln!(
        out,
        "{} errors, {} warnings, {} to review",
        report.count(Severity::Error),
        report.count(Severity::Warning),
        report.count(Severity::Review)
    );
    out
}
