//! Sentences as data: a template's name and what goes into it, so that they can be said in any language.

use crate::order::Gather;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A sentence: its template and what fills it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Message {
    /// The template's name, such as `plan.closes`.
    pub id: String,
    /// What fills it, by name.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Record<string, Param>"))]
    pub params: BTreeMap<String, Param>,
}

/// What fills a place in a template.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Param {
    /// A number, with four decimals at most.
    Number(f64),
    /// A name, a title, a date or a code.
    Text(String),
    /// Parts to be joined by "and".
    List(Vec<Message>),
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
    pub fn with<const N: usize>(self, params: [(&str, Param); N]) -> Message {
        Message {
            id: self.id.to_owned(),
            params: params
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .gather(),
        }
    }
}

/// The English of a message; its id where no such template is among those given.
#[must_use]
pub fn english(message: &Message, templates: &[Template]) -> String {
    let Some(template) = templates.iter().find(|own| own.id == message.id) else {
        return message.id.clone();
    };
    let mut out = String::with_capacity(template.english.len() + 32);
    let mut rest = template.english;
    while let Some((before, after)) = rest.split_once('{') {
        out += before;
        let (place, after) = after.split_once('}').unwrap_or((after, ""));
        let (name, decimals) = place.split_once(':').unwrap_or((place, "0"));
        match message.params.get(name) {
            Some(Param::Number(value)) => {
                out += &format!("{value:.*}", decimals.parse().unwrap_or(0));
            }
            Some(Param::Text(text)) => out += text,
            Some(Param::List(parts)) => {
                let parts: Vec<String> =
                    parts.iter().map(|part| english(part, templates)).collect();
                out += &parts.join(" and ");
            }
            None => {}
        }
        rest = after;
    }
    out + rest
}
