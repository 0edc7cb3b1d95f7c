//! The nodes of a CTDL-ASN graph, each with its place: what [`super::ctdl`] reads a map from.

use super::ctdl::IDENTIFIER;
use super::ctdl_fields::{normal_key, target};
use super::error::MapImportError;
use super::identifier::identifier_of;
use crate::diagnostic::json_type;
use serde_json::{Map, Value};

/// A node of the graph with its place in the file.
pub(super) struct Node {
    pub place: String,
    pub fields: Map<String, Value>,
}

impl Node {
    pub fn is_a(&self, names: &[&str]) -> bool {
        let is = |value: &Value| {
            let name = value.as_str().unwrap_or_default();
            let name = name.rsplit([':', '/']).next().unwrap_or_default();
            names.contains(&name)
        };
        match self.fields.get("@type") {
            Some(Value::Array(types)) => types.iter().any(is),
            Some(one) => is(one),
            None => false,
        }
    }

    pub fn address(&self) -> Result<String, MapImportError> {
        match self.fields.get("@id") {
            Some(Value::String(id)) if !id.trim().is_empty() => Ok(id.trim().to_owned()),
            None | Some(Value::String(_)) => Err(MapImportError::Missing {
                place: self.place.clone(),
                field: "@id",
            }),
            Some(other) => Err(MapImportError::Unreadable {
                place: format!("{}.@id", self.place),
                expected: "an address",
                found: json_type(other).into(),
            }),
        }
    }

    pub fn identifier(&self, address: &str) -> String {
        let own = self.fields.get(IDENTIFIER).and_then(Value::as_str);
        let ctid = self.fields.get("ceterms:ctid").and_then(Value::as_str);
        own.map_or_else(|| identifier_of(ctid.unwrap_or(address)), str::to_owned)
    }

    /// The addresses under a key, each with its place.
    pub fn links(&self, key: &str) -> Vec<(String, String)> {
        let entries = match self.fields.get(key) {
            Some(Value::Array(entries)) => entries.as_slice(),
            Some(one) => std::slice::from_ref(one),
            None => &[],
        };
        let address = |entry: &Value| Some(target(entry)?.trim().to_owned());
        let place = |at: usize| format!("{}.{key}[{at}]", self.place);
        let found = entries.iter().enumerate();
        found
            .filter_map(|(at, entry)| Some((place(at), address(entry)?)))
            .collect()
    }
}

/// The nodes of the file, their keys in one spelling.
pub(super) fn nodes(value: Value) -> Result<Vec<Node>, MapImportError> {
    let (list, prefix) = match value {
        Value::Object(mut whole) => match whole.remove("@graph") {
            Some(Value::Array(list)) => (list, "@graph"),
            Some(other) => {
                return Err(MapImportError::Unreadable {
                    place: "@graph".into(),
                    expected: "a list of nodes",
                    found: json_type(&other).into(),
                });
            }
            None => (vec![Value::Object(whole)], "node "),
        },
        Value::Array(list) => (list, "node "),
        other => {
            return Err(MapImportError::Unreadable {
                place: "the file".into(),
                expected: "an object with `@graph`",
                found: json_type(&other).into(),
            });
        }
    };
    let read = |(at, value): (usize, Value)| {
        let place = format!("{prefix}[{at}]");
        match value {
            Value::Object(fields) => {
                let rename = |(key, value): (String, Value)| (normal_key(&key), value);
                let fields = fields.into_iter().map(rename).collect();
                Ok(Node { place, fields })
            }
            other => Err(MapImportError::Unreadable {
                place,
                expected: "an object",
                found: json_type(&other).into(),
            }),
        }
    };
    list.into_iter().enumerate().map(read).collect()
}

/// Takes the framework, or the collection where there is none, out of the nodes.
pub(super) fn take_root(nodes: &mut Vec<Node>) -> Result<Node, MapImportError> {
    for kind in ["CompetencyFramework", "Collection"] {
        let found: Vec<usize> = (0..nodes.len())
            .filter(|&at| nodes[at].is_a(&[kind]))
            .collect();
        match found.as_slice() {
            [] => {}
            [at] => return Ok(nodes.remove(*at)),
            [_, second, ..] => {
                return Err(MapImportError::Unreadable {
                    place: nodes[*second].place.clone(),
                    expected: "one framework per file",
                    found: format!("{} of them", found.len()),
                });
            }
        }
    }
    let expected = "a node of type `ceasn:CompetencyFramework`";
    Err(MapImportError::NoMap { expected })
}
