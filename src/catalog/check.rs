//! What a curator should look at in a catalogue.
//!
//! Reading a catalogue only refuses what cannot be used. This module goes further: it lists everything
//! that makes a catalogue less trustworthy, each finding with its line, a stable code and a remedy. The
//! methods are simple on purpose, so that a finding can be explained:
//!
//! - *Same address in another form*: scheme, `www.`, upper case in the host, default ports, a slash or
//!   `index.html` at the end, fragments, tracking parameters and the order of parameters do not count.
//! - *Near-equal descriptions and texts*: Jaccard similarity of the sets of three consecutive words, at least 0.6, from 12
//!   words on; see [`Sketch`](super::Sketch).
//! - *Language*: the share of words among the 24 commonest words of each of nine languages; see
//!   [`language_of`].

use super::duplicates::{near_equal, same_address, same_title, tracking_parameters};
use super::language::is_known;
use super::{CatalogError, Resource};
use crate::diagnostic::Diagnostic;
use crate::framework::Framework;
use crate::order::Arrange;
use serde::Serialize;
use std::collections::HashMap;
use std::fmt;

pub use super::duplicates::plain_address;
pub use super::language::language_of;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Severity {
    /// The line cannot be used.
    Error,
    /// The line can be used, but something is most likely wrong.
    Warning,
    /// A person should have a look.
    Review,
}

/// Where a resource stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Place {
    /// The file; empty where there is only one text.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub file: String,
    /// The line of the file, from 1.
    pub line: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.file.is_empty() {
            write!(out, "{}, ", self.file)?;
        }
        write!(out, "line {}", self.line)
    }
}

/// Something in a catalogue that needs attention.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// Where.
    #[serde(flatten)]
    pub place: Place,
    /// A stable name in kebab case, such as `resource-same-address`.
    pub code: &'static str,
    /// What is the matter.
    pub message: String,
    /// What to do about it.
    pub hint: String,
    /// How much it matters.
    pub severity: Severity,
}

/// Checks the text of a catalogue, line by line, against the maps that its resources may name.
#[must_use]
pub fn check_lines(text: &str, maps: &[Framework]) -> Vec<Finding> {
    check_files(&[("", text)], maps)
}

/// Checks the files of a catalogue, given as name and text, as one: a resource in two files is found too.
/// Findings come by file and line.
#[must_use]
pub fn check_files(files: &[(&str, &str)], maps: &[Framework]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut resources: Vec<(Place, Resource)> = Vec::new();
    let mut seen: HashMap<String, usize> = HashMap::new();
    for (file, text) in files {
        for (at, line) in text.trim_start_matches('\u{feff}').split('\n').enumerate() {
            if line.trim().is_empty() {
                continue;
            }
            let place = Place {
                file: (*file).to_owned(),
                line: at + 1,
            };
            match Resource::parse(line, at + 1) {
                Ok(resource) => match seen.get(&resource.id) {
                    Some(&first) => findings.push(twice(place, &resource.id, &resources[first].0)),
                    None => {
                        seen.insert(resource.id.clone(), resources.len());
                        resources.push((place, resource));
                    }
                },
                Err(error) => findings.push(refused(place, &error)),
            }
        }
    }
    findings.extend(check(&resources, maps));
    let order = |place: &Place| files.iter().position(|(file, _)| *file == place.file);
    findings.arrange_by_key(|finding| (order(&finding.place), finding.place.line));
    findings
}

fn twice(place: Place, id: &str, first: &Place) -> Finding {
    let (line, id) = (place.line, id.to_owned());
    let error = CatalogError::DuplicateId {
        line,
        id,
        first: first.line,
    };
    let same_file = first.file == place.file;
    let mut finding = refused(place, &error);
    if !same_file {
        finding.message = format!("{} ({})", finding.message, first.file);
    }
    finding
}

fn refused(place: Place, error: &CatalogError) -> Finding {
    let message = error.to_string();
    let start = format!("line {}: ", error.line());
    Finding {
        place,
        code: error.code(),
        message: message.strip_prefix(&start).unwrap_or(&message).to_owned(),
        hint: error.hint(),
        severity: Severity::Error,
    }
}

/// Checks resources with their places.
#[must_use]
pub fn check(resources: &[(Place, Resource)], maps: &[Framework]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (place, resource) in resources {
        one(place, resource, maps, &mut findings);
    }
    same_address(resources, &mut findings);
    same_title(resources, &mut findings);
    near_equal(resources, &mut findings);
    findings
}

fn one(place: &Place, resource: &Resource, maps: &[Framework], findings: &mut Vec<Finding>) {
    let mut add = |severity, code, message: String, hint: &str| {
        findings.push(Finding {
            place: place.clone(),
            code,
            message,
            hint: hint.into(),
            severity,
        });
    };
    use Severity::{Review, Warning};
    if resource.license.is_none() {
        let said = resource
            .source
            .get("license")
            .is_some_and(|said| !said.is_null());
        let (severity, message) = match said {
            true => (Review, "the licence is marked as not looked into yet"),
            false => (Warning, "the licence is missing"),
        };
        let hint = "Look on the resource's page, and write the licence's address into `license`.";
        add(severity, "resource-no-licence", message.into(), hint);
    }
    match &resource.address {
        None => {
            let hint = "Write the page to open into `url`.";
            add(
                Warning,
                "resource-no-address",
                "there is no address to open".into(),
                hint,
            );
        }
        Some(address) => {
            let tracking = tracking_parameters(address);
            if !tracking.is_empty() {
                let message = format!(
                    "the address carries tracking parameters: {}",
                    tracking.join(", ")
                );
                let hint = "Remove them from the address.";
                add(Warning, "resource-tracking-address", message, hint);
            }
        }
    }
    if resource.name.trim().is_empty() {
        let hint = "Write the resource's own title into `name`.";
        add(
            Warning,
            "resource-no-title",
            "the title is empty".into(),
            hint,
        );
    }
    for name in &resource.teaches {
        if !maps.is_empty() && !maps.iter().any(|map| map.find(name).is_some()) {
            let message = format!("`teaches` names `{name}`, which is in no map");
            let hint = "Use a code, identifier or uri of a map, or add that map.";
            add(Warning, "resource-unknown-competency", message, hint);
        }
    }
    if let Some(minutes) = resource.minutes.map(|minutes| minutes.0) {
        let kind = resource.kind.as_deref().unwrap_or_default();
        let is_long = ["course", "module", "book", "programme", "program", "series"]
            .iter()
            .any(|long| kind.contains(long));
        let odd = match minutes {
            0 => Some("it takes no time at all"),
            6001.. => Some("it takes more than 100 hours"),
            1201.. if !is_long && !kind.is_empty() => {
                Some("it takes more than 20 hours and is no course")
            }
            1..=4 if is_long => Some("it is a course of under five minutes"),
            _ => None,
        };
        if let Some(odd) = odd {
            let message = format!("{minutes} minutes: {odd}");
            let hint = "Check `timeRequired`: minutes are `PT45M`, hours `PT2H`.";
            add(Warning, "resource-implausible-minutes", message, hint);
        }
    }
    language(resource, &mut add);
    wording(resource, &mut add);
}

fn language(resource: &Resource, add: &mut impl FnMut(Severity, &'static str, String, &str)) {
    let Some(found) = language_of(&resource.description) else {
        return;
    };
    let main = |tag: &String| {
        tag.split(['-', '_'])
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase()
    };
    let mut said: Vec<String> = resource.languages.iter().map(main).collect();
    // A record may describe a French resource in English, if its context says so.
    let context = resource
        .source
        .get("@context")
        .and_then(|context| context.as_array());
    let own = context
        .into_iter()
        .flatten()
        .find_map(|part| part["@language"].as_str());
    if !said.is_empty() {
        said.extend(own.map(|tag| main(&tag.to_owned())));
    }
    let known = |tag: &String| is_known(tag);
    if said.is_empty() {
        let message = format!("no language is given; the description reads like `{found}`");
        add(
            Severity::Review,
            "resource-no-language",
            message,
            "Write the language into `inLanguage`.",
        );
    } else if said.iter().all(known) && !said.iter().any(|tag| tag == found) {
        let message = format!(
            "the description reads like `{found}`, but the language is {}",
            said.join(", ")
        );
        let hint = "Correct `inLanguage`, or describe the resource in its language.";
        add(Severity::Warning, "resource-other-language", message, hint);
    }
}

/// Texts that a person should look at.
fn wording(resource: &Resource, add: &mut impl FnMut(Severity, &'static str, String, &str)) {
    let description = resource.description.trim();
    let letters: Vec<char> = resource
        .name
        .chars()
        .filter(|c| c.is_alphabetic())
        .collect();
    let is_tag = |text: &str| text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
    let broken = ["Ã©", "Ã¤", "Ã¶", "Ã¼", "â€", "\u{fffd}"];
    let odd = [
        (description.is_empty(), "there is no description"),
        (
            !description.is_empty() && description.split_whitespace().count() < 8,
            "the description has fewer than eight words",
        ),
        (
            !description.is_empty() && description.eq_ignore_ascii_case(resource.name.trim()),
            "the description repeats the title",
        ),
        (
            letters.len() > 12 && letters.iter().all(|c| c.is_uppercase()),
            "the title is all capitals",
        ),
        (
            description
                .split('<')
                .skip(1)
                .any(|rest| is_tag(rest) && rest.contains('>')),
            "the description contains HTML",
        ),
        (
            broken
                .iter()
                .any(|sign| description.contains(sign) || resource.name.contains(sign)),
            "a text contains characters that were read in the wrong encoding",
        ),
        (
            description.to_lowercase().contains("lorem ipsum"),
            "the description is a placeholder",
        ),
    ];
    for (is_so, message) in odd {
        if is_so {
            let hint = "Look at the resource's page and mend the text.";
            add(Severity::Review, "resource-odd-text", message.into(), hint);
        }
    }
}
