//! Reading the fields of a CASE package, with the JSON path of anything that does not fit.

use super::model::{Competency, Document, RubricLevel};
use super::text::plain;
use super::{FrameworkError, Level};
use crate::diagnostic::json_type;
use crate::order::Arrange;
use serde_json::{Map, Value};
use std::collections::HashMap;

/// A JSON object together with its place in the file. Problems are collected, not thrown, so that a
/// check lists them all.
pub(super) struct Node<'a> {
    pub fields: &'a Map<String, Value>,
    pub path: String,
}

impl<'a> Node<'a> {
    pub fn new(
        value: &'a Value,
        path: impl Into<String>,
        problems: &mut Vec<FrameworkError>,
    ) -> Option<Self> {
        let path = path.into();
        match value {
            Value::Object(fields) => Some(Self { fields, path }),
            other => {
                problems.push(FrameworkError::WrongType {
                    path,
                    expected: "an object",
                    found: json_type(other),
                });
                None
            }
        }
    }

    fn wrong(&self, key: &str, expected: &'static str, found: &Value) -> FrameworkError {
        FrameworkError::WrongType {
            path: self.at(key),
            expected,
            found: json_type(found),
        }
    }

    /// A text field; absent, null and empty count as not there.
    pub fn text(&self, key: &str, problems: &mut Vec<FrameworkError>) -> Option<String> {
        match self.fields.get(key) {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) => {
                let text = text.trim();
                (!text.is_empty()).then(|| text.to_owned())
            }
            Some(other) => {
                problems.push(self.wrong(key, "a string", other));
                None
            }
        }
    }

    /// A text field that CASE requires.
    pub fn required(&self, key: &'static str, problems: &mut Vec<FrameworkError>) -> String {
        let before = problems.len();
        self.text(key, problems).unwrap_or_else(|| {
            if problems.len() == before {
                problems.push(FrameworkError::Missing {
                    path: self.path.clone(),
                    field: key,
                });
            }
            String::new()
        })
    }

    /// A text field that CASE requires, free of markup.
    pub fn required_plain(&self, key: &'static str, problems: &mut Vec<FrameworkError>) -> String {
        let text = self.required(key, problems);
        let bare = plain(&text);
        if bare.is_empty() && !text.is_empty() {
            problems.push(FrameworkError::Missing {
                path: self.path.clone(),
                field: key,
            });
        }
        bare
    }

    /// A list of texts; a single text counts as a list of one, and empty ones as not there.
    pub fn texts(&self, key: &str, problems: &mut Vec<FrameworkError>) -> Vec<String> {
        let mut texts = match self.fields.get(key) {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::String(text)) => vec![text.trim().to_owned()],
            Some(Value::Array(entries)) => entries
                .iter()
                .enumerate()
                .filter_map(|(at, entry)| match entry {
                    Value::String(text) => Some(text.trim().to_owned()),
                    other => {
                        problems.push(self.wrong(&format!("{key}[{at}]"), "a string", other));
                        None
                    }
                })
                .collect(),
            Some(other) => {
                problems.push(self.wrong(key, "an array of strings", other));
                Vec::new()
            }
        };
        texts.retain(|text| !text.is_empty());
        texts
    }

    /// A list of objects.
    pub fn objects(&self, key: &str, problems: &mut Vec<FrameworkError>) -> Vec<Node<'a>> {
        match self.fields.get(key) {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::Array(entries)) => entries
                .iter()
                .enumerate()
                .filter_map(|(at, entry)| {
                    Node::new(entry, self.at(&format!("{key}[{at}]")), problems)
                })
                .collect(),
            Some(other) => {
                problems.push(self.wrong(key, "an array of objects", other));
                Vec::new()
            }
        }
    }

    pub fn number(&self, key: &str, problems: &mut Vec<FrameworkError>) -> Option<f64> {
        match self.fields.get(key) {
            None | Some(Value::Null) => None,
            Some(Value::Number(number)) => number.as_f64(),
            // Some exporters write numbers in quotes.
            Some(Value::String(text)) if text.trim().is_empty() => None,
            Some(Value::String(text)) if text.trim().parse::<f64>().is_ok_and(f64::is_finite) => {
                text.trim().parse().ok()
            }
            Some(other) => {
                problems.push(self.wrong(key, "a number", other));
                None
            }
        }
    }

    /// The path of something inside this object; the package itself has no name.
    pub fn at(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }

    /// The object under a key, where there is one.
    pub fn object(&self, key: &str) -> Option<Node<'a>> {
        let fields = self.fields.get(key)?.as_object()?;
        Some(Node {
            fields,
            path: self.at(key),
        })
    }

    /// Everything but the named fields.
    fn rest(&self, known: &[&str]) -> Map<String, Value> {
        self.fields
            .iter()
            .filter(|(key, _)| !known.contains(&key.as_str()))
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect()
    }
}

const DOCUMENT_FIELDS: &[&str] = &[
    "identifier",
    "uri",
    "title",
    "description",
    "language",
    "version",
    "licenseURI",
];

pub(super) fn document(node: &Node<'_>, problems: &mut Vec<FrameworkError>) -> Document {
    let license = node
        .object("licenseURI")
        .and_then(|link| link.text("uri", problems));
    Document {
        identifier: node.required("identifier", problems),
        uri: node.text("uri", problems).unwrap_or_default(),
        title: node.required_plain("title", problems),
        description: node.text("description", problems),
        language: node
            .text("language", problems)
            .unwrap_or_else(|| "en".into()),
        version: node.text("version", problems),
        license,
        extra: node.rest(&DOCUMENT_FIELDS[..DOCUMENT_FIELDS.len() - 1]),
    }
}

const ITEM_FIELDS: &[&str] = &[
    "identifier",
    "uri",
    "humanCodingScheme",
    "fullStatement",
    "abbreviatedStatement",
    "CFItemType",
    "conceptKeywords",
    "notes",
];

pub(super) fn competency(node: &Node<'_>, problems: &mut Vec<FrameworkError>) -> Competency {
    let mut ours = Vec::new();
    let extensions = node.object("extensions");
    let practice_prompt = extensions
        .as_ref()
        .and_then(|own| own.text("gapwise:practicePrompt", problems));
    let mut weight = 1.0;
    if let Some(own) = &extensions {
        weight = own.number("gapwise:weight", problems).unwrap_or(weight);
        if !(0.0..=10.0).contains(&weight) {
            problems.push(FrameworkError::OutOfRange {
                path: own.at("gapwise:weight"),
                value: weight.to_string(),
                expected: "0 to 10",
            });
        }
        ours = own.texts("gapwise:reflection", problems);
    }
    Competency {
        identifier: node.required("identifier", problems),
        uri: node.text("uri", problems).unwrap_or_default(),
        code: node.text("humanCodingScheme", problems),
        statement: node.required_plain("fullStatement", problems),
        short: node
            .text("abbreviatedStatement", problems)
            .map(|short| plain(&short)),
        kind: node.text("CFItemType", problems),
        keywords: node.texts("conceptKeywords", problems),
        notes: node.text("notes", problems),
        rubric: Vec::new(),
        weight,
        practice_prompt,
        reflection: ours,
        role: None,
        extra: node.rest(ITEM_FIELDS),
    }
}

/// One end of an association, as the file gives it.
pub(super) struct Link {
    pub path: String,
    pub identifier: String,
    uri: String,
    typed: bool,
}

impl Link {
    /// Whether the link says of itself that it may lead out of the map: it has a web address, or a
    /// `targetType` (CASE 1.1). Servers keep all their maps under one address, so the address alone
    /// cannot tell a link to another map from a slip; a bare identifier or URN can only mean this map.
    pub fn is_elsewhere(&self) -> bool {
        self.typed || self.uri.starts_with("https://") || self.uri.starts_with("http://")
    }
}

/// Reads one end of an association: an object with `identifier` and `uri`, or, in files of older
/// exporters, the address in one field and the identifier in another.
pub(super) fn link(
    node: &Node<'_>,
    key: &'static str,
    identifier_key: &str,
    problems: &mut Vec<FrameworkError>,
) -> Option<Link> {
    let path = node.at(key);
    match node.fields.get(key) {
        Some(value @ Value::Object(_)) => {
            let link = Node::new(value, path, problems)?;
            let identifier = link.required("identifier", problems);
            let uri = link.text("uri", problems).unwrap_or_default();
            let typed = link.text("targetType", problems).is_some();
            (!identifier.is_empty()).then_some(Link {
                path: link.path,
                identifier,
                uri,
                typed,
            })
        }
        Some(Value::String(uri))
            if node
                .fields
                .get(identifier_key)
                .is_some_and(Value::is_string) =>
        {
            let identifier = node.text(identifier_key, problems)?;
            Some(Link {
                path,
                identifier,
                uri: uri.clone(),
                typed: false,
            })
        }
        None | Some(Value::Null) => {
            problems.push(FrameworkError::Missing {
                path: node.path.clone(),
                field: key,
            });
            None
        }
        Some(other) => {
            problems.push(node.wrong(key, "an object with `identifier` and `uri`", other));
            None
        }
    }
}

/// The rubric levels of each item, by the item's identifier.
pub(super) fn rubrics(
    package: &Node<'_>,
    problems: &mut Vec<FrameworkError>,
) -> HashMap<String, Vec<RubricLevel>> {
    let mut found: HashMap<String, Vec<RubricLevel>> = HashMap::new();
    for rubric in package.objects("CFRubrics", problems) {
        for criterion in rubric.objects("CFRubricCriteria", problems) {
            let Some(item) = criterion
                .object("CFItemURI")
                .and_then(|link| link.text("identifier", problems))
            else {
                continue;
            };
            let levels = found.entry(item).or_default();
            for level in criterion.objects("CFRubricCriterionLevels", problems) {
                let score = level.number("score", problems).unwrap_or(0.0);
                if Level::new(score).is_none() {
                    problems.push(FrameworkError::OutOfRange {
                        path: level.at("score"),
                        value: score.to_string(),
                        expected: "0 to 4",
                    });
                }
                levels.push(RubricLevel {
                    score,
                    quality: level.text("quality", problems),
                    description: level
                        .text("description", problems)
                        .map(|text| plain(&text))
                        .unwrap_or_default(),
                });
            }
            levels.arrange_by(|a, b| a.score.total_cmp(&b.score));
        }
    }
    found
}
