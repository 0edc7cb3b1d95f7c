//! The terms of CTDL-ASN that CASE has fields for: the tables behind [`super::ctdl`].

use super::identifier::date_time;
use serde_json::{Map, Value, json};

/// How a term writes its value.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Form {
    /// A plain text.
    Text,
    /// A text by language.
    Local,
    /// Texts by language.
    LocalList,
    /// A list of plain texts.
    List,
    /// A date.
    Date,
    /// A plain text that CASE holds as a link.
    Link,
}

/// A term with the CASE field it stands for.
pub(super) struct Mapped {
    pub term: &'static str,
    pub case: &'static str,
    pub form: Form,
}

const fn mapped(term: &'static str, case: &'static str, form: Form) -> Mapped {
    Mapped { term, case, form }
}

pub(super) const DOCUMENT_FIELDS: &[Mapped] = &[
    mapped("ceasn:name", "title", Form::Local),
    mapped("ceterms:name", "title", Form::Local),
    mapped("ceasn:description", "description", Form::Local),
    mapped("ceterms:description", "description", Form::Local),
    mapped("ceasn:author", "creator", Form::Text),
    mapped("ceasn:publisherName", "publisher", Form::Local),
    mapped("ceasn:source", "officialSourceURL", Form::Text),
    mapped("ceasn:inLanguage", "language", Form::Text),
    mapped("ceasn:license", "licenseURI", Form::Link),
    mapped("ceasn:dateModified", "lastChangeDateTime", Form::Date),
    mapped("ceasn:comment", "notes", Form::Local),
];

pub(super) const ITEM_FIELDS: &[Mapped] = &[
    mapped("ceasn:competencyText", "fullStatement", Form::Local),
    mapped("ceasn:competencyLabel", "abbreviatedStatement", Form::Local),
    mapped("ceasn:competencyCategory", "CFItemType", Form::Local),
    mapped("ceasn:codedNotation", "humanCodingScheme", Form::Text),
    mapped("ceasn:conceptKeyword", "conceptKeywords", Form::LocalList),
    mapped("ceasn:comment", "notes", Form::Local),
    mapped("ceasn:listID", "listEnumeration", Form::Text),
    mapped("ceasn:educationLevelType", "educationLevel", Form::List),
    mapped("ceasn:inLanguage", "language", Form::Text),
    mapped("ceasn:dateModified", "lastChangeDateTime", Form::Date),
];

/// A term for an association other than the hierarchy.
pub(super) struct Alignment {
    pub term: &'static str,
    pub kind: &'static str,
    /// Whether the association starts at the node that the term points to.
    pub from_target: bool,
}

const fn alignment(term: &'static str, kind: &'static str, from_target: bool) -> Alignment {
    Alignment {
        term,
        kind,
        from_target,
    }
}

pub(super) const ALIGNMENTS: &[Alignment] = &[
    alignment("ceasn:prerequisiteAlignment", "precedes", true),
    alignment("ceasn:exactAlignment", "exactMatchOf", false),
    alignment("ceasn:minorAlignment", "isRelatedTo", false),
    alignment("ceasn:majorAlignment", "ext:ceasn.majorAlignment", false),
    alignment("ceasn:broadAlignment", "ext:ceasn.broadAlignment", false),
    alignment("ceasn:narrowAlignment", "ext:ceasn.narrowAlignment", false),
    alignment("ceterms:supersededBy", "replacedBy", false),
];

impl Form {
    /// The value of a term as CASE holds it; nothing if it cannot be read so.
    pub fn read(self, value: &Value, language: &str) -> Option<Value> {
        let mut found = texts(value, language);
        match self {
            Self::LocalList | Self::List if found.is_empty() => None,
            Self::LocalList | Self::List => Some(json!(found)),
            _ if found.is_empty() => None,
            Self::Date => date_time(&found[0]).map(Value::from),
            _ => Some(found.swap_remove(0).into()),
        }
    }

    /// The value of a CASE field as the term writes it; nothing if the term has no way to.
    pub fn write(self, value: &Value, language: &str) -> Option<Value> {
        let local = |value: &Value| {
            let mut by_language = Map::new();
            by_language.insert(language.into(), value.clone());
            Value::Object(by_language)
        };
        let written = match self {
            Self::Text | Self::Date => value.clone(),
            Self::Local => local(value),
            Self::LocalList => local(value),
            Self::List => value.clone(),
            Self::Link => value["uri"].clone(),
        };
        let read = self.read(&written, language)?;
        let same = match self {
            Self::Link => read == value["uri"],
            _ => read == *value,
        };
        same.then_some(written)
    }

    /// Whether the read value holds all that the term says.
    pub fn holds(self, value: &Value, read: &Value, language: &str) -> bool {
        let says = all_texts(value);
        match (self, read) {
            (Self::Date, _) => self.write(read, language).as_ref() == Some(value),
            (_, Value::Array(list)) => says.len() == list.len(),
            _ => says.len() == 1,
        }
    }
}

/// Where an entry of an alignment points to: an address, or an object that holds one.
pub(super) fn target(entry: &Value) -> Option<&str> {
    let own = entry.as_str().or_else(|| entry["@id"].as_str());
    own.or_else(|| entry["ceterms:targetNode"].as_str())
}

/// The texts of a value in the wanted language; where it has none, in English, else in its first.
pub(super) fn texts(value: &Value, language: &str) -> Vec<String> {
    match value {
        Value::String(text) => {
            let text = text.trim();
            (!text.is_empty())
                .then(|| text.to_owned())
                .into_iter()
                .collect()
        }
        Value::Array(entries) => entries
            .iter()
            .flat_map(|entry| texts(entry, language))
            .collect(),
        Value::Object(fields) if fields.contains_key("@value") => {
            texts(&fields["@value"], language)
        }
        Value::Object(fields) => {
            let main = |tag: &str| {
                tag.split('-')
                    .next()
                    .unwrap_or_default()
                    .to_ascii_lowercase()
            };
            let exact = fields.keys().find(|key| key.eq_ignore_ascii_case(language));
            let near = || fields.keys().find(|key| main(key) == main(language));
            let english = || fields.keys().find(|key| main(key) == "en");
            let is_tag = |key: &&String| !key.contains([':', '@']) && key.len() <= 12;
            let any = || fields.keys().find(is_tag);
            let key = exact.or_else(near).or_else(english).or_else(any);
            key.map(|key| texts(&fields[key], language))
                .unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

fn all_texts(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(entries) => entries.iter().flat_map(all_texts).collect(),
        Value::Object(fields) => fields.values().flat_map(all_texts).collect(),
        _ => Vec::new(),
    }
}

/// The language of a framework: what it says, else the language of its name, else English.
pub(super) fn first_language(fields: &Map<String, Value>, name: &str) -> String {
    let said = fields
        .get("ceasn:inLanguage")
        .map(|value| texts(value, "en"));
    let tag = || {
        let names = fields
            .get(name)
            .or_else(|| fields.get("ceterms:name"))?
            .as_object()?;
        names.keys().next().cloned()
    };
    let said = said.and_then(|said| said.into_iter().next());
    said.or_else(tag).unwrap_or_else(|| "en".into())
}

/// A key with its usual prefix: full addresses are shortened, bare names of known terms lengthened.
pub(super) fn normal_key(key: &str) -> String {
    for (space, prefix) in [
        ("https://purl.org/ctdlasn/terms/", "ceasn:"),
        ("http://purl.org/ctdlasn/terms/", "ceasn:"),
        ("https://purl.org/ctdl/terms/", "ceterms:"),
        ("http://purl.org/ctdl/terms/", "ceterms:"),
    ] {
        if let Some(name) = key.strip_prefix(space) {
            return format!("{prefix}{name}");
        }
    }
    let structure = [
        "hasTopChild",
        "hasChild",
        "isTopChildOf",
        "isChildOf",
        "isPartOf",
    ];
    let terms = DOCUMENT_FIELDS
        .iter()
        .chain(ITEM_FIELDS)
        .map(|field| field.term);
    let mut terms = terms.chain(ALIGNMENTS.iter().map(|alignment| alignment.term));
    if structure.contains(&key) {
        return format!("ceasn:{key}");
    }
    if key == "ctid" {
        return "ceterms:ctid".into();
    }
    let known = terms.find(|term| term.split_once(':').is_some_and(|(_, name)| name == key));
    known.map_or_else(|| key.to_owned(), str::to_owned)
}
