//! CASE packages in and out: 1EdTech *Competencies and Academic Standards Exchange*, versions 1.0 and
//! 1.1, class `CFPackage`.
//!
//! [`Framework::parse`] reads any package. [`import`] reads it into the canonical form first, the one
//! that [`export`] writes: fields that are `null` are left out, single texts stand in lists where CASE
//! has lists, dates carry a zone (UTC where the file says none), and addresses, link titles, association
//! identifiers and change dates that are required but missing are derived from what is there. So
//! importing what was exported gives the same map again, and the same bytes.
//!
//! # Fields that a schema has no place for
//! They are kept. In version 1.0 they stay where they are, as its schema allows for documents, items
//! and associations. In 1.1 they move to `extensions`, under `gapwise:unmapped`; so does a value whose
//! type does not fit. What belongs to the package, its definitions or rubrics moves to the document's
//! `extensions`, under `gapwise:package`. [`import`] puts all of it back, unless somebody has changed
//! the field in the meantime: then the change wins.

use super::case_fields::{ASSOCIATION, Class, DEFINITIONS, DOCUMENT, ITEM, Kind, PACKAGE};
use super::identifier::{uri_of, uuid_of};
use crate::framework::{Framework, FrameworkError};
use serde_json::{Map, Value, json};
use std::collections::HashMap;

type Fields = Map<String, Value>;

const UNMAPPED: &str = "gapwise:unmapped";
const OF_PACKAGE: &str = "gapwise:package";

/// A version of the CASE standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseVersion {
    /// 1.0 (2017).
    V1_0,
    /// 1.1 (2023).
    V1_1,
}

/// Reads a package of either version into the canonical form.
///
/// # Errors
/// The first problem that [`Framework::check`] would list.
pub fn import(json: &str) -> Result<Framework, FrameworkError> {
    let text = json.trim_start_matches('\u{feff}');
    match serde_json::from_str::<Value>(text) {
        Ok(mut package) => {
            if let Some(inner) = package
                .get_mut("CFPackage")
                .filter(|inner| inner.is_object())
            {
                package = inner.take();
            }
            restore(&mut package);
            Framework::from_package(&canonical(package))
        }
        // The reader words the error.
        Err(_) => Framework::parse(text),
    }
}

/// Writes a map as a package: valid by the version's schema as far as the map's identifiers and dates
/// allow, two spaces of indentation, keys in alphabetical order, a line break at the end.
#[must_use]
pub fn export(map: &Framework, version: CaseVersion) -> String {
    let package = export_value(map, version);
    let text = serde_json::to_string_pretty(&package).unwrap_or_default();
    text + "\n"
}

/// As [`export`], as JSON.
#[must_use]
pub fn export_value(map: &Framework, version: CaseVersion) -> Value {
    let package = canonical(map.to_package());
    let Value::Object(package) = package else {
        return package;
    };
    let mut out = Fields::new();
    let mut aside = Fields::new();
    for (key, value) in &package {
        let written = match key.as_str() {
            "CFDocument" => value.as_object().map(|one| own(&DOCUMENT, one, version)),
            "CFItems" => Some(each(&ITEM, value, version)),
            "CFAssociations" => Some(each(&ASSOCIATION, value, version)),
            _ => {
                let fitting = PACKAGE.field(key, value, version);
                if fitting.as_ref() != Some(value) {
                    aside.insert(key.clone(), value.clone());
                }
                fitting
            }
        };
        out.extend(written.map(|written| (key.clone(), written)));
    }
    if let Some(Value::Object(document)) = out.get_mut("CFDocument") {
        document.remove("caseVersion");
        if version == CaseVersion::V1_1 {
            document.insert("caseVersion".into(), "1.1".into());
        }
        if !aside.is_empty() {
            extensions(document).insert(OF_PACKAGE.into(), Value::Object(aside));
        }
    }
    Value::Object(out)
}

fn each(class: &Class, list: &Value, version: CaseVersion) -> Value {
    let objects = list.as_array().into_iter().flatten();
    objects
        .filter_map(|one| Some(own(class, one.as_object()?, version)))
        .collect()
}

/// A document, item or association, with what does not fit in its own extensions.
fn own(class: &Class, fields: &Fields, version: CaseVersion) -> Value {
    let mut out = Fields::new();
    let mut aside = Fields::new();
    for (key, value) in fields {
        let fitting = class.field(key, value, version);
        if fitting.as_ref() != Some(value) {
            aside.insert(key.clone(), value.clone());
        }
        out.extend(fitting.map(|fitting| (key.clone(), fitting)));
    }
    if !aside.is_empty() {
        extensions(&mut out).insert(UNMAPPED.into(), Value::Object(aside));
    }
    Value::Object(out)
}

/// The extensions of an object, made where they are missing.
pub(super) fn extensions(fields: &mut Fields) -> &mut Fields {
    let slot = fields.entry("extensions").or_insert_with(|| json!({}));
    if !slot.is_object() {
        *slot = json!({});
    }
    match slot {
        Value::Object(found) => found,
        _ => unreachable!("made an object just above"),
    }
}

/// Puts back what an export has set aside.
fn restore(package: &mut Value) {
    let Some(package) = package.as_object_mut() else {
        return;
    };
    if let Some(Value::Object(document)) = package.get_mut("CFDocument") {
        let aside = set_aside(document, OF_PACKAGE);
        put_back(&DOCUMENT, document);
        restore_fields(&PACKAGE, package, aside);
    }
    for (key, class) in [("CFItems", &ITEM), ("CFAssociations", &ASSOCIATION)] {
        let objects = package.get_mut(key).and_then(Value::as_array_mut);
        for one in objects.into_iter().flatten() {
            if let Some(fields) = one.as_object_mut() {
                put_back(class, fields);
            }
        }
    }
}

fn put_back(class: &Class, fields: &mut Fields) {
    let aside = set_aside(fields, UNMAPPED);
    restore_fields(class, fields, aside);
}

/// Takes what was set aside out of the extensions.
pub(super) fn set_aside(fields: &mut Fields, key: &str) -> Fields {
    let own = fields.get_mut("extensions").and_then(Value::as_object_mut);
    let Some(own) = own else {
        return Fields::new();
    };
    let aside = own.remove(key);
    if own.is_empty() {
        fields.remove("extensions");
    }
    match aside {
        Some(Value::Object(aside)) => aside,
        _ => Fields::new(),
    }
}

/// A field goes back if what now stands in its place is what an export would have put there.
fn restore_fields(class: &Class, fields: &mut Fields, aside: Fields) {
    for (key, value) in aside {
        let unchanged = [CaseVersion::V1_0, CaseVersion::V1_1]
            .into_iter()
            .any(|version| class.field(&key, &value, version).as_ref() == fields.get(&key));
        if unchanged {
            fields.insert(key, value);
        }
    }
}

/// What the canonical form derives missing fields from.
struct Known {
    /// When the document was last changed.
    changed: Option<Value>,
    /// Title and address of the document and of each item, by identifier.
    nodes: HashMap<String, (String, String)>,
}

/// The package in canonical form. Doing it twice changes nothing more.
pub(super) fn canonical(package: Value) -> Value {
    let Value::Object(mut package) = package else {
        return package;
    };
    let mut known = Known {
        changed: None,
        nodes: HashMap::new(),
    };
    if let Some(Value::Object(document)) = package.get_mut("CFDocument") {
        document.remove("caseVersion");
        tidy(&DOCUMENT, document);
        fill_uri(document);
        known.changed = document.get("lastChangeDateTime").cloned();
        known.learn(document, "title");
    }
    for one in objects(&mut package, "CFItems") {
        tidy(&ITEM, one);
        fill_uri(one);
        known.date(one);
        known.learn(one, "humanCodingScheme");
    }
    for one in objects(&mut package, "CFAssociations") {
        association(one, &known);
    }
    if package
        .get("CFDefinitions")
        .is_some_and(|none| none.as_array().is_some_and(Vec::is_empty))
    {
        package.remove("CFDefinitions");
    }
    if let Some(Value::Object(definitions)) = package.get_mut("CFDefinitions") {
        nested(&DEFINITIONS, definitions, &known);
    }
    let rubrics = PACKAGE.kind("CFRubrics");
    if let Some((Kind::Many(class), _)) = rubrics {
        for one in objects(&mut package, "CFRubrics") {
            nested(class, one, &known);
        }
    }
    tidy(&PACKAGE, &mut package);
    Value::Object(package)
}

fn objects<'a>(fields: &'a mut Fields, key: &str) -> impl Iterator<Item = &'a mut Fields> {
    let list = fields.get_mut(key).and_then(Value::as_array_mut);
    list.into_iter().flatten().filter_map(Value::as_object_mut)
}

/// Leaves out what is null, brings the rest to its type, and drops extensions that say nothing.
fn tidy(class: &Class, fields: &mut Fields) {
    for (key, kind, _) in class.fields {
        match fields.get_mut(*key) {
            Some(Value::Null) => drop(fields.remove(*key)),
            Some(value) => *value = kind.canonical(value.take()),
            None => {}
        }
    }
    let says_nothing = |own: &Value| own.as_object().is_some_and(Fields::is_empty);
    if fields.get("extensions").is_some_and(says_nothing) {
        fields.remove("extensions");
    }
}

fn text<'a>(fields: &'a Fields, key: &str) -> Option<&'a str> {
    fields
        .get(key)?
        .as_str()
        .map(str::trim)
        .filter(|text| !text.is_empty())
}

fn fill_uri(fields: &mut Fields) {
    if text(fields, "uri").is_none()
        && let Some(uri) = text(fields, "identifier").map(uri_of)
    {
        fields.insert("uri".into(), uri.into());
    }
}

impl Known {
    fn learn(&mut self, fields: &Fields, title: &str) {
        let Some(identifier) = text(fields, "identifier") else {
            return;
        };
        let title = text(fields, title).or_else(|| text(fields, "fullStatement"));
        let title = title.unwrap_or_default().to_owned();
        let uri = text(fields, "uri").unwrap_or_default().to_owned();
        self.nodes.insert(identifier.to_owned(), (title, uri));
    }

    fn date(&self, fields: &mut Fields) {
        if let (None, Some(changed)) = (text(fields, "lastChangeDateTime"), &self.changed) {
            fields.insert("lastChangeDateTime".into(), changed.clone());
        }
    }

    /// Completes the title and address of a link.
    fn complete(&self, link: &mut Fields) {
        let Some(identifier) = text(link, "identifier").map(str::to_owned) else {
            return;
        };
        let node = self.nodes.get(&identifier);
        let title = node.map_or_else(|| identifier.clone(), |(title, _)| title.clone());
        let uri = node.map_or_else(|| uri_of(&identifier), |(_, uri)| uri.clone());
        for (key, value) in [("title", title), ("uri", uri)] {
            if !link.get(key).is_some_and(Value::is_string) {
                link.insert(key.into(), value.into());
            }
        }
    }
}

fn association(fields: &mut Fields, known: &Known) {
    for (end, identifier) in [
        ("originNodeURI", "originNodeIdentifier"),
        ("destinationNodeURI", "destinationNodeIdentifier"),
    ] {
        // The form of older exporters: the address in one field, the identifier in another.
        if let (Some(uri), Some(name)) = (text(fields, end), text(fields, identifier)) {
            let link = json!({ "identifier": name, "uri": uri });
            fields.insert(end.into(), link);
        }
    }
    tidy(&ASSOCIATION, fields);
    known.date(fields);
    for key in [
        "originNodeURI",
        "destinationNodeURI",
        "CFAssociationGroupingURI",
    ] {
        if let Some(Value::Object(link)) = fields.get_mut(key) {
            known.complete(link);
        }
    }
    if text(fields, "identifier").is_none() {
        let end = |key: &str| fields.get(key).and_then(|link| link["identifier"].as_str());
        let name = [
            end("originNodeURI").unwrap_or_default(),
            text(fields, "associationType").unwrap_or_default(),
            end("destinationNodeURI").unwrap_or_default(),
        ];
        fields.insert("identifier".into(), uuid_of(&name.join(" ")).into());
    }
    fill_uri(fields);
}

/// Definitions, rubrics and what is in them.
fn nested(class: &Class, fields: &mut Fields, known: &Known) {
    tidy(class, fields);
    if class.required.contains(&"uri") {
        fill_uri(fields);
        known.date(fields);
    }
    if class.required.contains(&"description") && !fields.contains_key("description") {
        fields.insert("description".into(), "".into());
    }
    for (key, kind, _) in class.fields {
        match kind {
            Kind::Link => {
                if let Some(Value::Object(link)) = fields.get_mut(*key) {
                    known.complete(link);
                }
            }
            Kind::Many(inner) => {
                for one in objects(fields, key) {
                    nested(inner, one, known);
                }
            }
            _ => {}
        }
    }
}
