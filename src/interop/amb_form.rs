//! What a field of AMB may hold, whether a value does, and the nearest value that does.

use super::amb::AmbError;
use super::amb_fields::{CREATIVE_WORKS, Shape, is_language};
use super::identifier::{has_scheme, is_date, is_date_time};
use crate::diagnostic::json_type;
use serde_json::{Map, Value, json};

/// What a field may hold.
pub(super) enum Form {
    Text,
    Flag,
    Uri,
    Date,
    Duration,
    Language,
    /// A text by language.
    Labels,
    Digits,
    Hash,
    MediaType,
    /// One of these texts.
    One(&'static [&'static str]),
    /// An address that starts like one of these.
    Space(&'static [&'static str]),
    Object(&'static Shape),
    List(&'static Form),
    /// A list of objects, one of which has an `id` that starts like one of these.
    ListWith(&'static Shape, &'static [&'static str]),
    Context,
    Types,
}

use Form::{
    Context, Date, Digits, Duration, Flag, Hash, Labels, Language, List, ListWith, MediaType,
    Object, One, Space, Text, Types, Uri,
};

/// Whether a text is a duration in whole units (`PT1H30M`).
fn is_duration(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    let Some(rest) = text.strip_prefix('P') else {
        return false;
    };
    let (date, time) = rest.split_once('T').unwrap_or((rest, ""));
    let in_order = |mut rest: &str, units: &[&str], fraction: bool| {
        for unit in units {
            let digits = rest
                .find(|c: char| !c.is_ascii_digit())
                .unwrap_or(rest.len());
            let mut end = digits;
            if fraction && unit == &"S" && rest[digits..].starts_with('.') {
                let more = &rest[digits + 1..];
                end += 1 + more
                    .find(|c: char| !c.is_ascii_digit())
                    .unwrap_or(more.len());
            }
            if digits > 0 && unit.chars().any(|unit| rest[end..].starts_with(unit)) {
                rest = &rest[end + 1..];
            }
        }
        rest.is_empty()
    };
    !rest.is_empty()
        && !rest.ends_with('T')
        && in_order(date, &["Y", "M", "DW"], false)
        && in_order(time, &["H", "M", "S"], true)
}

fn is_media_type(text: &str) -> bool {
    let kinds = [
        "application",
        "audio",
        "example",
        "font",
        "image",
        "message",
        "model",
        "multipart",
        "text",
        "video",
    ];
    let safe = |c: char| c.is_ascii_alphanumeric() || "-+_.".contains(c);
    text.split_once('/').is_some_and(|(kind, rest)| {
        kinds.contains(&kind) && !rest.is_empty() && rest.chars().all(safe)
    })
}

/// Whether an address lies in a space; a space without a scheme is one under http or https.
fn lies_in(address: &str, spaces: &[&str]) -> bool {
    spaces.iter().any(|space| {
        let rest = address
            .strip_prefix("https://")
            .or_else(|| address.strip_prefix("http://"));
        match space.contains("://") {
            true => address.starts_with(space),
            false => rest.is_some_and(|rest| rest.starts_with(space)),
        }
    })
}

impl Form {
    fn expected(&self) -> &'static str {
        match self {
            Text => "a text",
            Flag => "true or false",
            Uri => "an absolute address",
            Date => "a date such as 2026-01-31",
            Duration => "a duration such as PT1H30M",
            Language => "a language of two letters",
            Labels => "texts by language, such as {\"en\": \"…\"}",
            Digits => "digits in quotes, without a unit",
            Hash => "a SHA-256 hash in hexadecimal digits",
            MediaType => "a media type such as video/mp4",
            One(_) => "one of the terms that AMB lists",
            Space(_) => "an address from the lists that AMB names",
            Object(_) => "an object",
            List(_) => "a list",
            ListWith(..) => "a list with a term of a vocabulary that AMB names",
            Context => "a list with AMB's context and an object with `@language`",
            Types => "a list of schema.org types with LearningResource",
        }
    }

    /// Whether a value without parts fits.
    fn fits(&self, value: &Value) -> bool {
        let text = value.as_str();
        let is = |fits: &dyn Fn(&str) -> bool| text.is_some_and(fits);
        match self {
            Text => text.is_some(),
            Flag => value.is_boolean(),
            Uri => is(&has_scheme),
            Date => is(&|text| is_date(text) || is_date_time(text)),
            Duration => is(&is_duration),
            Language => is(&is_language),
            Labels => value.as_object().is_some_and(|labels| {
                labels
                    .iter()
                    .all(|(language, label)| is_language(language) && label.is_string())
            }),
            Digits => {
                is(&|text| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()))
            }
            Hash => {
                is(&|text| text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit()))
            }
            MediaType => is(&is_media_type),
            One(terms) => is(&|text| terms.contains(&text)),
            Space(spaces) => is(&|text| has_scheme(text) && lies_in(text, spaces)),
            Object(_) => value.is_object(),
            List(_) => value.is_array(),
            ListWith(_, spaces) => value.as_array().is_some_and(|list| {
                list.iter()
                    .any(|one| one["id"].as_str().is_some_and(|id| lies_in(id, spaces)))
            }),
            Context => value.as_array().is_some_and(|list| {
                let language = |one: &Value| one["@language"].as_str().is_some_and(is_language);
                list.iter()
                    .any(|one| one == "https://w3id.org/kim/amb/context.jsonld")
                    && list.iter().any(language)
            }),
            Types => value.as_array().is_some_and(|list| {
                let known = |one: &Value| {
                    one.as_str()
                        .is_some_and(|name| CREATIVE_WORKS.contains(&name))
                };
                list.iter().all(known) && list.iter().any(|one| one == "LearningResource")
            }),
        }
    }

    /// Adds everything that is wrong with a value.
    pub fn check(&self, value: &Value, path: &str, problems: &mut Vec<AmbError>) {
        if !self.fits(value) {
            let found = match value {
                Value::String(text) => format!("{:?}", text.chars().take(60).collect::<String>()),
                other => json_type(other).to_owned(),
            };
            let (path, expected) = (path.to_owned(), self.expected());
            problems.push(AmbError::Unfit {
                path,
                expected,
                found,
            });
            return;
        }
        let mut check_list = |form: &Form| {
            for (at, one) in value.as_array().into_iter().flatten().enumerate() {
                form.check(one, &format!("{path}[{at}]"), problems);
            }
        };
        match self {
            List(form) => check_list(form),
            ListWith(shape, _) => check_list(&Object(shape)),
            Object(shape) => {
                let Some(fields) = value.as_object() else {
                    return;
                };
                let at = |name: &str| match path {
                    "the record" => name.to_owned(),
                    _ => format!("{path}.{name}"),
                };
                let missing = shape
                    .required
                    .iter()
                    .filter(|name| !fields.contains_key(**name));
                let group = shape.one_of.iter().all(|name| !fields.contains_key(*name));
                for field in missing.chain(shape.one_of.first().filter(|_| group)) {
                    problems.push(AmbError::Missing {
                        path: path.to_owned(),
                        field,
                    });
                }
                for (name, form) in shape.fields {
                    if let Some(value) = fields.get(*name) {
                        form.check(value, &at(name), problems);
                    }
                }
            }
            _ => {}
        }
    }

    fn is_clean(&self, value: &Value) -> bool {
        let mut problems = Vec::new();
        self.check(value, "", &mut problems);
        problems.is_empty()
    }

    /// The value as AMB has it, where it can be brought into that form: parts that do not fit are left
    /// out. Nothing if there is no such form.
    pub fn fitted(&self, value: &Value) -> Option<Value> {
        if self.is_clean(value) {
            return Some(value.clone());
        }
        let fitted = match (self, value) {
            (_, Value::Null) => return None,
            (List(form), Value::Array(list)) => {
                list.iter().filter_map(|one| form.fitted(one)).collect()
            }
            (List(form), one) => json!([form.fitted(one)?]),
            (ListWith(shape, _), Value::Array(list)) => list
                .iter()
                .filter_map(|one| Object(shape).fitted(one))
                .collect(),
            (ListWith(shape, _), one) => json!([Object(shape).fitted(one)?]),
            (Object(shape), Value::Object(fields)) => {
                let part = |(name, value): (&String, &Value)| {
                    let form = shape.fields.iter().find(|(own, _)| own == name);
                    let fitted = form.map_or(Some(value.clone()), |(_, form)| form.fitted(value));
                    Some((name.clone(), fitted?))
                };
                let mut fields: Map<String, Value> = fields.iter().filter_map(part).collect();
                if shape.required.contains(&"type") && fields.contains_key("name") {
                    fields
                        .entry("type")
                        .or_insert_with(|| "Organization".into());
                }
                Value::Object(fields)
            }
            // An address or a name alone stands for the object.
            (Object(shape), Value::String(text)) if shape.required == ["id"] => {
                json!({ "id": text })
            }
            (Object(shape), Value::String(text)) if shape.required.contains(&"name") => {
                json!({ "type": "Organization", "name": text })
            }
            (Language, Value::String(tag)) => {
                tag.split(['-', '_']).next()?.to_ascii_lowercase().into()
            }
            (Labels, Value::String(label)) => json!({ "en": label }),
            (Labels, Value::Object(labels)) => {
                let fits = |(language, label): &(&String, &Value)| {
                    is_language(language) && label.is_string()
                };
                labels
                    .iter()
                    .filter(fits)
                    .map(|(language, label)| (language.clone(), label.clone()))
                    .collect()
            }
            (Flag, Value::String(text)) => text.to_lowercase().parse::<bool>().ok()?.into(),
            (Types, Value::Array(list)) => {
                let known = |one: &&Value| {
                    one.as_str()
                        .is_some_and(|name| CREATIVE_WORKS.contains(&name))
                };
                let mut types: Vec<Value> = list.iter().filter(known).cloned().collect();
                if !types.iter().any(|one| one == "LearningResource") {
                    types.insert(0, "LearningResource".into());
                }
                types.into()
            }
            _ => return None,
        };
        let says_nothing = fitted.as_array().is_some_and(Vec::is_empty);
        (!says_nothing && self.is_clean(&fitted)).then_some(fitted)
    }
}
