//! Reading the fields of a CASE package, with the JSON path of anything that does not fit.

use super::model::{Competency, Document, RubricLevel};
use super::{FrameworkError, Level};
use crate::diagnostic::json_type;
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
        let path = format!("{}.{key}", self.path);
        FrameworkError::WrongType {
            path,
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

    /// A list of texts; a single text counts as a list of one.
    pub fn texts(&self, key: &str, problems: &mut Vec<FrameworkError>) -> Vec<String> {
        match self.fields.get(key) {
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
        }
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
        title: plain(&node.required("title", problems)),
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
        statement: plain(&node.required("fullStatement", problems)),
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
            levels.sort_by(|a, b| a.score.total_cmp(&b.score));
        }
    }
    found
}

/// A statement without HTML: tags go, the commonest entities become their characters, white space is
/// folded. Markdown is text and stays.
pub(super) fn plain(text: &str) -> String {
    if !text.contains(['<', '&', '\n', '\t']) && !text.contains("  ") {
        return text.to_owned();
    }
    let mut bare = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        let (before, tag) = rest.split_at(open);
        bare.push_str(before);
        let is_tag =
            tag[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        match tag.find('>') {
            Some(close) if is_tag => {
                bare.push(' ');
                rest = &tag[close + 1..];
            }
            _ => {
                bare.push('<');
                rest = &tag[1..];
            }
        }
    }
    bare.push_str(rest);
    let decoded = bare
        .replace("&nbsp;", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
    decoded.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn markup_goes_and_comparison_signs_stay() {
        assert_eq!(
            plain("<p>Plans <b>backwards</b> &amp; well</p>"),
            "Plans backwards & well"
        );
        assert_eq!(plain("pupils aged < 7 and > 3"), "pupils aged < 7 and > 3");
        assert_eq!(plain("*markdown* stays"), "*markdown* stays");
    }
}
