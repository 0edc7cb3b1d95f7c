//! A map as a CASE package: the way back from [`super::case`].

use super::model::{Association, Competency, Document, Framework};
use super::text::escaped;
use serde_json::{Map, Value, json};

type Fields = Map<String, Value>;

/// The whole package. Fields that the model holds come from it, all others from what was kept.
pub(super) fn package(map: &Framework) -> Value {
    let mut fields = map.package_extra.clone();
    fields.insert("CFDocument".into(), document(&map.document));
    let items = map.competencies.iter().map(item).collect();
    fields.insert("CFItems".into(), Value::Array(items));
    let associations = map.associations.iter().map(association).collect();
    fields.insert("CFAssociations".into(), Value::Array(associations));
    Value::Object(fields)
}

fn document(document: &Document) -> Value {
    let mut fields = document.extra.clone();
    put(&mut fields, "identifier", Some(&document.identifier));
    put(&mut fields, "uri", Some(&document.uri));
    put(&mut fields, "title", Some(&escaped(&document.title)));
    put(&mut fields, "description", document.description.as_ref());
    put(&mut fields, "language", Some(&document.language));
    put(&mut fields, "version", document.version.as_ref());
    Value::Object(fields)
}

/// The practice prompt and the reflection questions stand in `extensions`, which `extra` holds.
fn item(item: &Competency) -> Value {
    let mut fields = item.extra.clone();
    put(&mut fields, "identifier", Some(&item.identifier));
    put(&mut fields, "uri", Some(&item.uri));
    put(&mut fields, "humanCodingScheme", item.code.as_ref());
    put(
        &mut fields,
        "fullStatement",
        Some(&escaped(&item.statement)),
    );
    let short = item.short.as_deref().map(escaped);
    put(&mut fields, "abbreviatedStatement", short.as_ref());
    put(&mut fields, "CFItemType", item.kind.as_ref());
    put(&mut fields, "notes", item.notes.as_ref());
    if !item.keywords.is_empty() {
        fields.insert("conceptKeywords".into(), json!(item.keywords));
    }
    Value::Object(fields)
}

fn association(association: &Association) -> Value {
    Value::Object(association.source.clone())
}

fn put(fields: &mut Fields, key: &str, text: Option<&String>) {
    if let Some(text) = text.filter(|text| !text.is_empty()) {
        fields.insert(key.into(), Value::String(text.clone()));
    }
}
