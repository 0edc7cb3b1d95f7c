//! The fields of each CASE class, in both versions: the tables behind [`super::case`].
//!
//! Sources: 1EdTech *Competencies and Academic Standards Exchange (CASE)* 1.0 and 1.1, JSON Schemas of
//! the class `CFPackage`.

use super::case::CaseVersion;
use super::identifier::{date_time, is_date, is_date_time, is_uuid};
use serde_json::{Map, Value, json};

/// What a field may hold.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Text,
    Texts,
    /// Version 1.0 also takes a single text.
    Uuid,
    DateTime,
    Date,
    Integer,
    Number,
    /// A link to another CASE object: `title`, `identifier` (a UUID), `uri`.
    Link,
    /// A link to anything: the identifier may be any text; 1.1 adds `targetType`.
    AnyLink,
    Links,
    AssociationType,
    /// The free-form `extensions`.
    Extensions,
    /// A rubric level's `extensions`: a list of free-form objects.
    ExtensionList,
    One(&'static Class),
    Many(&'static Class),
}

/// A field: its name, what it holds, and whether it came with version 1.1.
pub(super) type Field = (&'static str, Kind, bool);

/// A class of the CASE model.
pub(super) struct Class {
    pub fields: &'static [Field],
    pub required: &'static [&'static str],
    /// Whether the schema of version 1.0 lets other fields stand beside its own.
    pub open: bool,
}

use Kind::{
    AnyLink, AssociationType, Date, DateTime, ExtensionList, Extensions, Integer, Link, Links,
    Many, Number, One, Text, Texts, Uuid,
};

pub(super) static PACKAGE: Class = Class {
    fields: &[
        ("CFDocument", One(&DOCUMENT), false),
        ("CFItems", Many(&ITEM), false),
        ("CFAssociations", Many(&ASSOCIATION), false),
        ("CFDefinitions", One(&DEFINITIONS), false),
        ("CFRubrics", Many(&RUBRIC), false),
        ("extensions", Extensions, true),
    ],
    required: &["CFDocument"],
    open: false,
};

pub(super) static DOCUMENT: Class = Class {
    fields: &[
        ("identifier", Uuid, false),
        ("uri", Text, false),
        ("frameworkType", Text, true),
        ("creator", Text, false),
        ("title", Text, false),
        ("lastChangeDateTime", DateTime, false),
        ("officialSourceURL", Text, false),
        ("publisher", Text, false),
        ("description", Text, false),
        ("subject", Texts, false),
        ("subjectURI", Links, false),
        ("language", Text, false),
        ("version", Text, false),
        ("adoptionStatus", Text, false),
        ("statusStartDate", Date, false),
        ("statusEndDate", Date, false),
        ("licenseURI", Link, false),
        ("notes", Text, false),
        ("extensions", Extensions, true),
    ],
    required: &[
        "identifier",
        "uri",
        "creator",
        "title",
        "lastChangeDateTime",
    ],
    open: true,
};

pub(super) static ITEM: Class = Class {
    fields: &[
        ("identifier", Uuid, false),
        ("fullStatement", Text, false),
        ("alternativeLabel", Text, false),
        ("CFItemType", Text, false),
        ("uri", Text, false),
        ("humanCodingScheme", Text, false),
        ("listEnumeration", Text, false),
        ("abbreviatedStatement", Text, false),
        ("conceptKeywords", Texts, false),
        ("conceptKeywordsURI", Link, false),
        ("notes", Text, false),
        ("subject", Texts, true),
        ("subjectURI", Links, true),
        ("language", Text, false),
        ("educationLevel", Texts, false),
        ("CFItemTypeURI", Link, false),
        ("licenseURI", Link, false),
        ("statusStartDate", Date, false),
        ("statusEndDate", Date, false),
        ("lastChangeDateTime", DateTime, false),
        ("extensions", Extensions, true),
    ],
    required: &["identifier", "fullStatement", "uri", "lastChangeDateTime"],
    open: true,
};

pub(super) static ASSOCIATION: Class = Class {
    fields: &[
        ("identifier", Uuid, false),
        ("associationType", AssociationType, false),
        ("sequenceNumber", Integer, false),
        ("uri", Text, false),
        ("originNodeURI", AnyLink, false),
        ("destinationNodeURI", AnyLink, false),
        ("CFAssociationGroupingURI", Link, false),
        ("lastChangeDateTime", DateTime, false),
        ("notes", Text, true),
        ("extensions", Extensions, true),
    ],
    required: &[
        "identifier",
        "associationType",
        "uri",
        "originNodeURI",
        "destinationNodeURI",
        "lastChangeDateTime",
    ],
    open: true,
};

pub(super) static DEFINITIONS: Class = Class {
    fields: &[
        ("CFConcepts", Many(&CONCEPT), false),
        ("CFSubjects", Many(&SUBJECT), false),
        ("CFLicenses", Many(&LICENSE), false),
        ("CFItemTypes", Many(&ITEM_TYPE), false),
        ("CFAssociationGroupings", Many(&GROUPING), false),
        ("extensions", Extensions, true),
    ],
    required: &[],
    open: false,
};

macro_rules! definition {
    ($name:ident, [$($required:literal),*], $(($field:literal, $kind:expr)),* $(,)?) => {
        static $name: Class = Class {
            fields: &[
                ("identifier", Uuid, false),
                ("uri", Text, false),
                ("title", Text, false),
                ("description", Text, false),
                ("lastChangeDateTime", DateTime, false),
                $(($field, $kind, false),)*
                ("extensions", Extensions, true),
            ],
            required: &["identifier", "uri", "lastChangeDateTime", $($required),*],
            open: false,
        };
    };
}

definition!(
    CONCEPT,
    ["title", "hierarchyCode"],
    ("keywords", Text),
    ("hierarchyCode", Text)
);
definition!(SUBJECT, ["title", "hierarchyCode"], ("hierarchyCode", Text));
definition!(LICENSE, ["title", "licenseText"], ("licenseText", Text));
definition!(
    ITEM_TYPE,
    ["title", "description", "hierarchyCode"],
    ("hierarchyCode", Text),
    ("typeCode", Text),
);
definition!(GROUPING, ["title"],);
definition!(RUBRIC, [], ("CFRubricCriteria", Many(&CRITERION)));

static CRITERION: Class = Class {
    fields: &[
        ("identifier", Uuid, false),
        ("uri", Text, false),
        ("category", Text, false),
        ("description", Text, false),
        ("CFItemURI", Link, false),
        ("weight", Number, false),
        ("position", Integer, false),
        ("rubricId", Uuid, false),
        ("lastChangeDateTime", DateTime, false),
        ("CFRubricCriterionLevels", Many(&LEVEL), false),
        ("extensions", Extensions, true),
    ],
    required: &["identifier", "uri", "lastChangeDateTime"],
    open: false,
};

static LEVEL: Class = Class {
    fields: &[
        ("identifier", Uuid, false),
        ("uri", Text, false),
        ("description", Text, false),
        ("quality", Text, false),
        ("score", Number, false),
        ("feedback", Text, false),
        ("position", Integer, false),
        ("rubricCriterionId", Uuid, false),
        ("lastChangeDateTime", DateTime, false),
        ("extensions", ExtensionList, true),
    ],
    required: &["identifier", "uri", "lastChangeDateTime"],
    open: false,
};

/// The association types of version 1.0; 1.1 adds `isTranslationOf` and `ext:…`.
const ASSOCIATION_TYPES: [&str; 9] = [
    "isChildOf",
    "isPeerOf",
    "isPartOf",
    "exactMatchOf",
    "precedes",
    "isRelatedTo",
    "replacedBy",
    "exemplar",
    "hasSkillLevel",
];

impl Kind {
    /// The value in the form that both versions share, where it can be read so: a single text as a
    /// list, a date with its zone, a number without its quotes. Anything else stays as it is.
    pub fn canonical(self, value: Value) -> Value {
        match (self, value) {
            (Texts, Value::String(text)) => json!([text]),
            (DateTime, Value::String(text)) => Value::String(date_time(&text).unwrap_or(text)),
            (Date, Value::String(text)) => {
                let day = text.get(..10).filter(|day| is_date(day));
                Value::String(day.map_or_else(|| text.clone(), str::to_owned))
            }
            (Integer, Value::String(text)) => {
                let number = text.trim().parse::<i64>().ok();
                number.map_or(Value::String(text), Value::from)
            }
            (Integer, Value::Number(number)) if number.as_i64().is_none() => {
                let whole = number
                    .as_f64()
                    .filter(|value| value.fract() == 0.0 && value.abs() < 1e15);
                whole.map_or(Value::Number(number), |value| json!(value as i64))
            }
            (Number, Value::String(text)) => {
                let number = text
                    .trim()
                    .parse::<f64>()
                    .ok()
                    .filter(|value| value.is_finite());
                number.map_or(Value::String(text), Value::from)
            }
            (_, value) => value,
        }
    }

    /// The value as a version's schema has it; nothing if the schema has no place for it.
    pub fn restricted(self, value: &Value, version: CaseVersion) -> Option<Value> {
        let keep = |fits: bool| fits.then(|| value.clone());
        let text = value.as_str();
        match self {
            Text => keep(text.is_some()),
            Texts => keep(is_list(value, Value::is_string)),
            Uuid => keep(text.is_some_and(is_uuid)),
            DateTime => keep(text.is_some_and(is_date_time)),
            Date => keep(text.is_some_and(is_date)),
            Integer => keep(value.is_i64()),
            Number => keep(value.is_number()),
            Link => link(value).filter(|link| link["identifier"].as_str().is_some_and(is_uuid)),
            AnyLink => {
                let mut found = link(value)?;
                let target = value.get("targetType").and_then(Value::as_str);
                if let (Some(target), CaseVersion::V1_1) = (target, version)
                    && (target == "CASE" || target.starts_with("ext:"))
                {
                    found["targetType"] = target.into();
                }
                Some(found)
            }
            Links => keep(is_list(value, |one| {
                Link.restricted(one, version).as_ref() == Some(one)
            })),
            AssociationType => Some(association_type(text?, version).into()),
            Extensions => keep(value.is_object()),
            ExtensionList => keep(is_list(value, Value::is_object)),
            One(class) => Some(Value::Object(class.restricted(value.as_object()?, version))),
            Many(class) => {
                let objects = value.as_array()?.iter().filter_map(Value::as_object);
                let clean = objects.map(|one| Value::Object(class.restricted(one, version)));
                Some(clean.collect())
            }
        }
    }
}

impl Class {
    /// The fields that a version's schema has a place for.
    pub fn restricted(
        &self,
        fields: &Map<String, Value>,
        version: CaseVersion,
    ) -> Map<String, Value> {
        fields
            .iter()
            .filter_map(|(key, value)| Some((key.clone(), self.field(key, value, version)?)))
            .collect()
    }

    /// One field as a version's schema has it. A required field that does not fit stays: leaving it out
    /// would be no better.
    pub fn field(&self, key: &str, value: &Value, version: CaseVersion) -> Option<Value> {
        let is_old = version == CaseVersion::V1_0;
        match self.kind(key) {
            Some((kind, is_new)) => {
                if is_new && is_old && !self.open {
                    return None;
                }
                let fitting = kind.restricted(value, version);
                fitting.or_else(|| self.required.contains(&key).then(|| value.clone()))
            }
            None => (is_old && self.open).then(|| value.clone()),
        }
    }

    /// What a field holds and whether it is new in version 1.1; nothing for an unknown field.
    pub fn kind(&self, key: &str) -> Option<(Kind, bool)> {
        let found = self.fields.iter().find(|(name, ..)| *name == key)?;
        Some((found.1, found.2))
    }
}

fn is_list(value: &Value, fits: impl Fn(&Value) -> bool) -> bool {
    value.as_array().is_some_and(|list| list.iter().all(fits))
}

/// The three fields of a link, if it has all of them.
fn link(value: &Value) -> Option<Value> {
    let text = |key: &str| value.get(key)?.as_str();
    Some(json!({
        "title": text("title")?,
        "identifier": text("identifier")?,
        "uri": text("uri")?,
    }))
}

fn association_type(name: &str, version: CaseVersion) -> String {
    let known = ASSOCIATION_TYPES.contains(&name);
    match version {
        _ if known => name.to_owned(),
        CaseVersion::V1_0 => "isRelatedTo".into(),
        CaseVersion::V1_1 if name == "isTranslationOf" || name.starts_with("ext:") => {
            name.to_owned()
        }
        CaseVersion::V1_1 => {
            let safe = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
            format!("ext:{}", name.chars().map(safe).collect::<String>())
        }
    }
}
