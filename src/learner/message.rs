//! Sentences as data: a template's name and what goes into it, so that they can be said in any language.

use serde::{Serialize, Serializer};
use std::fmt::Write;

/// A sentence: its template and what fills it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Message {
    /// Its template; as JSON the template's name, such as `plan.closes`.
    #[serde(rename = "id", serialize_with = "as_id")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    pub template: &'static Template,
    /// What fills it, by name; as a JSON object.
    #[serde(serialize_with = "as_object")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Record<string, Param>"))]
    pub params: Vec<(&'static str, Param)>,
}

fn as_id<S: Serializer>(template: &Template, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(template.id)
}

fn as_object<S: Serializer>(params: &[(&str, Param)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(params.iter().map(|(name, value)| (name, value)))
}

/// What fills a place in a template.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Param {
    /// A number, with four decimals at most.
    Number(f64),
    /// A name, a title, a date or a code.
    Text(String),
    /// Parts to be joined by commas, the last by "and".
    List(Vec<Message>),
    /// Whole numbers to be joined likewise.
    Numbers(Vec<u32>),
}

impl From<f64> for Param {
    fn from(value: f64) -> Self {
        Self::Number(super::round4(value))
    }
}

impl From<u32> for Param {
    fn from(value: u32) -> Self {
        Self::Number(f64::from(value))
    }
}

impl From<usize> for Param {
    fn from(value: usize) -> Self {
        Self::Number(value as f64)
    }
}

impl From<&str> for Param {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Param {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

/// A template: its name and its English, with places such as `{minutes}`, or `{closed:2}` for a number with two decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Template {
    /// The name.
    pub id: &'static str,
    /// The sentence.
    pub english: &'static str,
}

impl Template {
    /// The sentence with these in its places, as data.
    #[must_use]
    pub fn with<const N: usize>(&'static self, params: [(&'static str, Param); N]) -> Message {
        Message {
            template: self,
            params: params.into(),
        }
    }
}

impl Message {
    /// The sentence in English.
    #[must_use]
    pub fn english(&self) -> String {
        let mut out = String::with_capacity(128);
        write(self, &mut out);
        out
    }
}

fn write(message: &Message, out: &mut String) {
    let mut rest = message.template.english;
    while let Some((before, after)) = rest.split_once('{') {
        *out += before;
        let (place, after) = after.split_once('}').unwrap_or((after, ""));
        let (name, decimals) = place.split_once(':').unwrap_or((place, "0"));
        let own = message.params.iter().find(|own| own.0 == name);
        match own.map(|own| &own.1) {
            Some(Param::Number(value)) => {
                let decimals = decimals.parse().unwrap_or(0);
                // Writing to a text cannot fail.
                let _ = write!(out, "{value:.decimals$}");
            }
            Some(Param::Text(text)) => *out += text,
            Some(Param::List(parts)) => {
                for (at, part) in parts.iter().enumerate() {
                    *out += joint(at, parts.len());
                    write(part, out);
                }
            }
            Some(Param::Numbers(numbers)) => {
                for (at, number) in numbers.iter().enumerate() {
                    *out += joint(at, numbers.len());
                    let _ = write!(out, "{number}");
                }
            }
            None => {}
        }
        rest = after;
    }
    *out += rest;
}

/// What stands before one of so many parts.
fn joint(at: usize, count: usize) -> &'static str {
    match at {
        0 => "",
        _ if at + 1 == count => " and ",
        _ => ", ",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEVELS: Template = Template {
        id: "levels",
        english: "Level {levels} of {of:1}, {nothing}said {by}.",
    };
    const LEVEL: Template = Template {
        id: "level",
        english: "{level}",
    };

    fn said(levels: Param) -> String {
        let message = LEVELS.with([
            ("levels", levels),
            ("of", 4.25.into()),
            ("by", "{of}".into()),
        ]);
        message.english()
    }

    #[test]
    fn places_are_filled_and_lists_read_as_such() {
        let told = [
            "Level  of 4.2, said {of}.",
            "Level 1 of 4.2, said {of}.",
            "Level 1 and 2 of 4.2, said {of}.",
            "Level 1, 2 and 3 of 4.2, said {of}.",
        ];
        for (count, told) in (0..4).zip(told) {
            let level = |level: u32| LEVEL.with([("level", level.into())]);
            assert_eq!(said(Param::List((1..=count).map(level).collect())), told);
            assert_eq!(said(Param::Numbers((1..=count).collect())), told);
        }
    }

    #[test]
    fn what_fills_it_is_an_object_in_json() {
        let to = Param::Numbers(vec![1, 2]);
        let message = LEVEL.with([("level", 3_u32.into()), ("of", "all".into()), ("to", to)]);
        let json = serde_json::to_value(&message).expect("a message is JSON");
        assert_eq!(
            json,
            serde_json::json!({ "id": "level", "params": { "level": 3.0, "of": "all", "to": [1, 2] } })
        );
    }
}
