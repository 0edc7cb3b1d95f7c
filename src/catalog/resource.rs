//! One resource, and how its line is read.

use super::address::{Address, judge};
use super::{CatalogError, Field, MOST_PARTS, Minutes};
use crate::diagnostic::{json_detail, json_type};
use crate::order::{Arrange, Gather};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::collections::HashMap;

/// What a resource is for in a teacher's learning.
///
/// The four parts that change in practice needs, after Sims and others, "What are the characteristics of
/// effective teacher professional development?" (Education Endowment Foundation, 2021).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum ContentRole {
    /// Understand why.
    Insight,
    /// Set or plan an aim.
    Goal,
    /// A method to use.
    Technique,
    /// Do it, in one's own class.
    Practice,
}

impl ContentRole {
    /// All four, in the order of learning.
    pub const ALL: [Self; 4] = [Self::Insight, Self::Goal, Self::Technique, Self::Practice];

    fn from_name(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "insight" => Some(Self::Insight),
            "goal" => Some(Self::Goal),
            "technique" => Some(Self::Technique),
            "practice" => Some(Self::Practice),
            _ => None,
        }
    }
}

/// Something a teacher can learn from (schema.org `LearningResource`).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resource {
    /// Its identifier: the address where it has one.
    pub id: String,
    /// The web address to open; always http(s). None where only an opaque `id` is known.
    pub address: Option<String>,
    /// The title.
    pub name: String,
    /// The summary.
    pub description: String,
    /// The full text, where the catalogue carries it.
    pub text: String,
    /// Topic phrases.
    pub keywords: Vec<String>,
    /// The kind, in plain words, such as `article` or `course` (`learningResourceType`).
    pub kind: Option<String>,
    /// What it is for in a teacher's learning (`gapwise:contentRole`).
    pub content_role: Option<ContentRole>,
    /// The levels it serves, ascending, each 1..=4; empty when it does not say (it then suits any).
    pub levels: Vec<u8>,
    /// The time it takes.
    pub minutes: Option<Minutes>,
    /// Whether the time is an estimate rather than stated by the publisher.
    pub minutes_estimated: bool,
    /// How many parts it is made of, each of which can be worked through by itself (`gapwise:parts`); 1 where it is not.
    /// They are taken to be equally long.
    pub parts: u32,
    /// BCP 47 languages.
    pub languages: Vec<String>,
    /// The licence's address or name; none where it is not stated.
    pub license: Option<String>,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// Whether it costs nothing; none where it is not stated.
    pub free: Option<bool>,
    /// Whether it can be kept and used without a network.
    pub offline: bool,
    /// The roles it is meant for, such as `teacher-leader`.
    pub audience: Vec<String>,
    /// The competencies that its publisher says it teaches: codes, identifiers or uris.
    pub teaches: Vec<String>,
    /// The resources to work through before it, by `id` (`coursePrerequisites`).
    pub requires: Vec<String>,
    /// The whole record as it stood in the file, kept for export. Empty in a pack, which keeps the line itself.
    pub source: Map<String, Value>,
}

/// Resources in their order: a list of them, or a pack's, which are read when they are asked for.
pub trait Resources {
    /// How many there are.
    fn count(&self) -> usize;

    /// The one at a place.
    fn at(&self, place: usize) -> Option<&Resource>;

    /// [`Resource::any_text`] of the one at a place, which may be had without reading all of it.
    fn any_text(&self, place: usize, is: &mut dyn FnMut(&str) -> bool) -> bool {
        self.at(place).is_some_and(|resource| resource.any_text(is))
    }

    /// The `id` of the one at a place, which may be had without reading it.
    fn id(&self, place: usize) -> Option<Cow<'_, str>> {
        self.at(place)
            .map(|resource| Cow::Borrowed(resource.id.as_str()))
    }
}

impl<T: AsRef<[Resource]> + ?Sized> Resources for T {
    fn count(&self) -> usize {
        self.as_ref().len()
    }

    fn at(&self, place: usize) -> Option<&Resource> {
        self.as_ref().get(place)
    }
}

/// The licence statement for "nobody has looked into it", from the vocabulary of rightsstatements.org.
const NOT_EVALUATED: &str = "rightsstatements.org/vocab/CNE/";

impl Resource {
    /// Reads one line of a catalogue. `line` (from 1) is only used in errors.
    ///
    /// # Errors
    /// When the line is not a JSON object, lacks `id` or `name`, or has an address that is not http(s).
    pub fn parse(json: &str, line: usize) -> Result<Self, CatalogError> {
        let value: Value = serde_json::from_str(json).map_err(|error| CatalogError::NotJson {
            line,
            column: error.column(),
            detail: json_detail(&error),
        })?;
        match value {
            Value::Object(source) => Self::from_record(source, line),
            other => Err(CatalogError::NotAnObject {
                line,
                found: json_type(&other),
            }),
        }
    }

    /// Reads a record that is already JSON. `line` (from 1) is only used in errors.
    ///
    /// # Errors
    /// As [`Resource::parse`].
    pub fn from_record(source: Map<String, Value>, line: usize) -> Result<Self, CatalogError> {
        let record = Record {
            fields: &source,
            line,
        };
        let id = record.required("id")?;
        let name = record.required("name")?;
        let address = record.address(&id)?;
        let (minutes, minutes_estimated) = record.minutes()?;
        let parts = record.parts()?;
        let description = record.text("description")?.unwrap_or_default();
        let text = record.text("text")?.unwrap_or_default();
        let license = record
            .labels("license", &["id", "name", "@id"])
            .into_iter()
            .next()
            .filter(|license| {
                let license = license.to_ascii_lowercase();
                !license.contains(&NOT_EVALUATED.to_ascii_lowercase()) && license != "unstated"
            });
        let content_role = record
            .labels("gapwise:contentRole", &[])
            .iter()
            .find_map(|name| ContentRole::from_name(name));
        Ok(Self {
            keywords: record.keywords(),
            kind: record
                .labels("learningResourceType", &["prefLabel", "name", "id"])
                .into_iter()
                .next()
                .map(|kind| {
                    kind.rsplit('/')
                        .next()
                        .unwrap_or(&kind)
                        .replace('_', " ")
                        .to_lowercase()
                }),
            content_role,
            levels: record.levels(),
            minutes,
            minutes_estimated,
            parts,
            languages: record.labels("inLanguage", &["id", "name"]),
            license,
            publisher: record.publisher(),
            free: record.flag("isAccessibleForFree")?,
            offline: record.flag("gapwise:offline")?.unwrap_or(false),
            audience: record.labels("audience", &["prefLabel", "audienceType", "name", "id"]),
            teaches: record.labels("teaches", &["id", "targetUrl", "url", "name", "prefLabel"]),
            requires: record.labels("coursePrerequisites", &["id", "@id", "url"]),
            id,
            address,
            name,
            description,
            text,
            source,
        })
    }

    /// Whether any of the texts by which it is found is such: the name, which is asked first, the description, each keyword,
    /// the publisher, and the text.
    pub fn any_text(&self, is: &mut dyn FnMut(&str) -> bool) -> bool {
        is(&self.name)
            || is(&self.description)
            || self.keywords.iter().any(|keyword| is(keyword))
            || self
                .publisher
                .as_ref()
                .is_some_and(|publisher| is(publisher))
            || is(&self.text)
    }

    /// Whether any of those texts that a field of a record says is such. `name` and `value` are JSON as it stands in
    /// the record.
    pub fn any_text_in(name: &[u8], value: &[u8], is: &mut dyn FnMut(&str) -> bool) -> bool {
        let name = match name {
            br#""name""# => "name",
            br#""description""# => "description",
            br#""keywords""# => "keywords",
            br#""publisher""# => "publisher",
            br#""text""# => "text",
            _ => return false,
        };
        if let Some(text) = plain_text(value).filter(|_| name != "keywords") {
            return is(text);
        }
        let Ok(value) = serde_json::from_slice(value) else {
            return false;
        };
        let record = Record {
            fields: &std::iter::once((name.to_owned(), value)).gather(),
            line: 1,
        };
        let texts = match name {
            "keywords" => record.keywords(),
            "publisher" => record.publisher().into_iter().collect(),
            _ => record.text(name).ok().flatten().into_iter().collect(),
        };
        texts.iter().any(|text| is(text))
    }

    /// The text of a field, as the tagger reads it and evidence refers to it.
    #[must_use]
    pub fn field(&self, field: Field) -> Cow<'_, str> {
        match field {
            Field::Name => Cow::Borrowed(&self.name),
            Field::Description => Cow::Borrowed(&self.description),
            Field::Text => Cow::Borrowed(&self.text),
            Field::Keywords => Cow::Owned(self.keywords.join("; ")),
        }
    }
}

/// The text that a JSON value is, if it is one and stands there as it is.
pub(super) fn plain_text(value: &[u8]) -> Option<&str> {
    let text = value.strip_prefix(b"\"")?.strip_suffix(b"\"")?;
    let text = std::str::from_utf8(text).ok()?;
    (!text.contains('\\')).then_some(text)
}

/// A record under its line number.
struct Record<'a> {
    fields: &'a Map<String, Value>,
    line: usize,
}

impl Record<'_> {
    fn get(&self, field: &str) -> Option<&Value> {
        self.fields.get(field).filter(|value| !value.is_null())
    }

    fn unreadable(
        &self,
        field: &'static str,
        expected: &'static str,
        found: &Value,
    ) -> CatalogError {
        let found = match found {
            Value::String(text) => format!("{:?}", text.chars().take(40).collect::<String>()),
            other => json_type(other).to_owned(),
        };
        CatalogError::Unreadable {
            line: self.line,
            field,
            expected,
            found,
        }
    }

    /// A text, also where it is given per language (`{"en": "…"}`).
    fn text(&self, field: &'static str) -> Result<Option<String>, CatalogError> {
        match self.get(field) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(other) => match label(other, &[]) {
                Some(text) => Ok(Some(text)),
                None => Err(self.unreadable(field, "a text", other)),
            },
        }
    }

    /// A text that must be there. An empty title is let through, for there are records whose title is
    /// not known; an empty identifier is none.
    fn required(&self, field: &'static str) -> Result<String, CatalogError> {
        match self.text(field)?.map(|text| text.trim().to_owned()) {
            Some(text) if !text.is_empty() || field == "name" => Ok(text),
            _ => Err(CatalogError::Missing {
                line: self.line,
                field,
            }),
        }
    }

    /// The address to open: the `id` where it is one, else `url`, else the main page.
    fn address(&self, id: &str) -> Result<Option<String>, CatalogError> {
        let refused = |field, address: &str| {
            let address = address.chars().take(80).collect();
            CatalogError::RefusedAddress {
                line: self.line,
                field,
                address,
            }
        };
        let own = match judge(id) {
            Address::Web => Some(id.to_owned()),
            Address::Opaque => None,
            Address::Refused => return Err(refused("id", id)),
        };
        let mut found = own;
        for field in ["url", "mainEntityOfPage"] {
            for address in self.labels(field, &["id", "url", "@id"]) {
                match judge(&address) {
                    Address::Web => found = found.or(Some(address.trim().to_owned())),
                    Address::Opaque => {}
                    Address::Refused => return Err(refused(field, &address)),
                }
            }
        }
        Ok(found)
    }

    fn minutes(&self) -> Result<(Option<Minutes>, bool), CatalogError> {
        let estimated = self.flag("gapwise:minutesEstimated")?.unwrap_or(false);
        let Some((field, value)) = [("timeRequired", "timeRequired"), ("duration", "duration")]
            .into_iter()
            .find_map(|(name, key)| Some((name, self.get(key)?)))
        else {
            return Ok((None, false));
        };
        let expected = "an ISO 8601 duration such as PT45M";
        let minutes = value
            .as_str()
            .and_then(Minutes::from_iso)
            .ok_or_else(|| self.unreadable(field, expected, value))?;
        Ok((Some(minutes), estimated))
    }

    fn parts(&self) -> Result<u32, CatalogError> {
        let field = "gapwise:parts";
        let Some(value) = self.get(field) else {
            return Ok(1);
        };
        let number = value.as_u64().and_then(|number| u32::try_from(number).ok());
        number
            .filter(|number| (1..=MOST_PARTS).contains(number))
            .ok_or_else(|| self.unreadable(field, "a whole number from 1 to 100", value))
    }

    fn flag(&self, field: &'static str) -> Result<Option<bool>, CatalogError> {
        match self.get(field) {
            None => Ok(None),
            Some(Value::Bool(flag)) => Ok(Some(*flag)),
            Some(Value::String(text)) if text.eq_ignore_ascii_case("true") => Ok(Some(true)),
            Some(Value::String(text)) if text.eq_ignore_ascii_case("false") => Ok(Some(false)),
            Some(other) => Err(self.unreadable(field, "true or false", other)),
        }
    }

    /// The values of a field as texts: a text, an object's first present key, or a list of either.
    fn labels(&self, field: &str, keys: &[&str]) -> Vec<String> {
        let one = |value: &Value| label(value, keys).filter(|text| !text.trim().is_empty());
        match self.get(field) {
            None => Vec::new(),
            Some(Value::Array(entries)) => entries.iter().filter_map(one).collect(),
            Some(other) => one(other).into_iter().collect(),
        }
    }

    /// Keywords as a list; a single text is split at commas and semicolons.
    fn keywords(&self) -> Vec<String> {
        let split = |text: &str| {
            text.split([',', ';'])
                .map(|part| part.trim().to_owned())
                .collect::<Vec<_>>()
        };
        let mut keywords = match self.get("keywords") {
            Some(Value::String(text)) => split(text),
            _ => self.labels("keywords", &["name", "prefLabel"]),
        };
        keywords.retain(|keyword| !keyword.is_empty());
        keywords
    }

    fn publisher(&self) -> Option<String> {
        let publishers = self.labels("publisher", &["name", "id"]);
        publishers.into_iter().next()
    }

    /// Teachers' levels in `educationalLevel`: a number 1..=4 or one of the default labels, at the end of
    /// an identifier or as a label. School stages are no such level and are passed over.
    fn levels(&self) -> Vec<u8> {
        let mut levels: Vec<u8> = self
            .labels("educationalLevel", &["id", "prefLabel", "name"])
            .iter()
            .filter_map(|label| {
                let last = label
                    .rsplit(['/', ':'])
                    .next()
                    .unwrap_or(label)
                    .to_lowercase();
                match last.as_str() {
                    "1" | "emerging" | "novice" | "beginner" => Some(1),
                    "2" | "developing" | "intermediate" => Some(2),
                    "3" | "proficient" | "practising" | "practicing" | "advanced" => Some(3),
                    "4" | "expert" | "leader" => Some(4),
                    _ => None,
                }
            })
            .collect();
        levels.arrange_by_key(|&level| level);
        levels.dedup();
        levels
    }
}

/// A value as one text: a string itself; of an object the first of `keys` that gives one, else its
/// English, else its first language-tagged text.
fn label(value: &Value, keys: &[&str]) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(entries) => entries.iter().find_map(|entry| label(entry, keys)),
        Value::Object(fields) => keys
            .iter()
            .find_map(|key| label(fields.get(*key)?, &[]))
            .or_else(|| {
                let is_language = |key: &str| (2..=8).contains(&key.len()) && !key.contains('@');
                let tagged = |key: &String| is_language(key) && fields[key].is_string();
                let key = ["en", "en-GB", "en-US"]
                    .into_iter()
                    .map(str::to_owned)
                    .find(|key| fields.contains_key(key))
                    .or_else(|| fields.keys().find(|key| tagged(key)).cloned())?;
                fields[&key].as_str().map(str::to_owned)
            }),
        _ => None,
    }
}

/// Reads a catalogue: one resource per line with its line number (from 1), blank lines passed over, and
/// no `id` twice.
///
/// # Errors
/// The first line that cannot be used.
pub fn parse_lines(text: &str) -> Result<Vec<(usize, Resource)>, CatalogError> {
    each_line(text).collect()
}

/// As [`parse_lines`], one resource after the other.
pub fn each_line(text: &str) -> impl Iterator<Item = Result<(usize, Resource), CatalogError>> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let lines = text.trim_start_matches('\u{feff}').split('\n').zip(1..);
    let lines = lines.filter(|(text, _)| !text.trim().is_empty());
    lines.map(move |(text, line)| {
        let resource = Resource::parse(text, line)?;
        if let Some(&first) = seen.get(&resource.id) {
            return Err(CatalogError::DuplicateId {
                line,
                id: resource.id,
                first,
            });
        }
        seen.insert(resource.id.clone(), line);
        Ok((line, resource))
    })
}
