//! A small JSON Schema validator (the keywords that the schemas of CASE and AMB use), so that exports are
//! checked against the published schemas and not against our own reading of them.

use regex::Regex;
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::collections::HashMap;

/// Whether a text matches a pattern, which is compiled once per thread.
fn matches(pattern: &str, text: &str) -> bool {
    thread_local! {
        static COMPILED: RefCell<HashMap<String, Regex>> = RefCell::default();
    }
    COMPILED.with_borrow_mut(|compiled| {
        let made = || Regex::new(pattern).expect("a pattern");
        compiled
            .entry(pattern.to_owned())
            .or_insert_with(made)
            .is_match(text)
    })
}

/// Schemas by `$id`.
pub struct Schemas(HashMap<String, Value>);

impl Schemas {
    pub fn new(schemas: impl IntoIterator<Item = Value>) -> Self {
        let named = |schema: Value| {
            (
                schema["$id"].as_str().unwrap_or_default().to_owned(),
                schema,
            )
        };
        Self(schemas.into_iter().map(named).collect())
    }

    /// Everything about a value that its schema forbids: places with what is wrong.
    pub fn problems(&self, id: &str, value: &Value) -> Vec<String> {
        let root = &self.0[id];
        let mut found = Vec::new();
        self.check(root, root, value, "$", &mut found);
        found
    }

    fn fits(&self, root: &Value, schema: &Value, value: &Value) -> bool {
        let mut found = Vec::new();
        self.check(root, schema, value, "", &mut found);
        found.is_empty()
    }

    fn check(
        &self,
        root: &Value,
        schema: &Value,
        value: &Value,
        at: &str,
        found: &mut Vec<String>,
    ) {
        let Some(schema) = schema.as_object() else {
            return;
        };
        if let Some(target) = schema.get("$ref").and_then(Value::as_str) {
            match target.strip_prefix('#') {
                Some(pointer) => {
                    let inner = root.pointer(pointer).unwrap_or_else(|| panic!("{target}"));
                    self.check(root, inner, value, at, found);
                }
                None => {
                    let other = self.0.get(target).unwrap_or_else(|| panic!("{target}"));
                    self.check(other, other, value, at, found);
                }
            }
            return;
        }
        let mut report = |text: String| found.push(format!("{at}: {text}"));
        if let Some(types) = schema.get("type") {
            let names: Vec<&str> = match types {
                Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
                one => one.as_str().into_iter().collect(),
            };
            if !names.iter().any(|name| has_type(value, name)) {
                report(format!("not {types}"));
                return;
            }
        }
        if let Some(list) = schema.get("enum").and_then(Value::as_array)
            && !list.contains(value)
        {
            report(format!("{value} is not in the list"));
        }
        if schema.get("const").is_some_and(|only| only != value) {
            report(format!("{value} is not the constant"));
        }
        if let Some(text) = value.as_str() {
            if let Some(pattern) = schema.get("pattern").and_then(Value::as_str) {
                let pattern = pattern.replace(r"(?=\d|T\d)", "");
                if !matches(&pattern, text) {
                    report(format!("{text:?} does not match {pattern}"));
                }
            }
            if let Some(format) = schema.get("format").and_then(Value::as_str)
                && !has_format(text, format)
            {
                report(format!("{text:?} is no {format}"));
            }
        }
        for (keyword, wanted) in [
            ("allOf", None),
            ("anyOf", Some(1..=usize::MAX)),
            ("oneOf", Some(1..=1)),
        ] {
            if let Some(list) = schema.get(keyword).and_then(Value::as_array) {
                let fitting = list
                    .iter()
                    .filter(|one| self.fits(root, one, value))
                    .count();
                let wanted = wanted.unwrap_or(list.len()..=list.len());
                if !wanted.contains(&fitting) {
                    found.push(format!("{at}: {value} fits {fitting} of {keyword}"));
                }
            }
        }
        if let Some(list) = value.as_array() {
            let least = schema.get("minItems").and_then(Value::as_u64).unwrap_or(0);
            let most = schema
                .get("maxItems")
                .and_then(Value::as_u64)
                .unwrap_or(u64::MAX);
            if !(least..=most).contains(&(list.len() as u64)) {
                found.push(format!("{at}: {} entries", list.len()));
            }
            if let Some(inner) = schema.get("contains")
                && !list.iter().any(|one| self.fits(root, inner, one))
            {
                found.push(format!("{at}: no entry as asked for"));
            }
            if let Some(inner) = schema.get("items") {
                for (index, one) in list.iter().enumerate() {
                    self.check(root, inner, one, &format!("{at}[{index}]"), found);
                }
            }
        }
        if let Some(fields) = value.as_object() {
            self.check_object(root, schema, fields, at, found);
        }
    }

    fn check_object(
        &self,
        root: &Value,
        schema: &Map<String, Value>,
        fields: &Map<String, Value>,
        at: &str,
        found: &mut Vec<String>,
    ) {
        for name in schema
            .get("required")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            let name = name.as_str().expect("a name");
            if !fields.contains_key(name) {
                found.push(format!("{at}: no {name}"));
            }
        }
        let known = schema.get("properties").and_then(Value::as_object);
        for (name, value) in fields {
            match known.and_then(|known| known.get(name)) {
                Some(inner) => self.check(root, inner, value, &format!("{at}.{name}"), found),
                None if schema.get("additionalProperties") == Some(&Value::Bool(false)) => {
                    found.push(format!("{at}: {name} is not allowed"));
                }
                None => {}
            }
        }
    }
}

fn has_type(value: &Value, name: &str) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        _ => panic!("type {name}"),
    }
}

fn has_format(text: &str, format: &str) -> bool {
    let day = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])";
    let pattern = match format {
        "uuid" => r"(?i)^(urn:uuid:)?[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$".to_owned(),
        "uri" => r"^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>{}|\\^`\x22]+$".to_owned(),
        "date" => format!("^{day}$"),
        "date-time" => {
            format!(r"^{day}[Tt]([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?([Zz]|[+-]\d\d:\d\d)$")
        }
        other => panic!("format {other}"),
    };
    matches(&pattern, text)
}
