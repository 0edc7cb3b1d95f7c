//! Associations as a flat list of pairs, for formats that hold them as columns or properties.
//!
//! Such formats say *that* `b` is a child of `a`, but not the association's own identifier, date, notes
//! or grouping. An export therefore writes the full associations beside the pairs wherever they say
//! more; an import lets the pairs decide which associations there are, and takes everything else about
//! them from the full ones.

use super::case::canonical;
use serde_json::{Map, Value, json};
use std::collections::HashMap;

pub(super) const GROUPING: &str = "CFAssociationGroupingURI";

/// An association by its ends.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Pair {
    pub kind: String,
    pub origin: Value,
    pub destination: Value,
    pub sequence: Option<i64>,
    /// The link to the association's grouping, where the format says it.
    pub grouping: Option<Value>,
}

impl Pair {
    pub fn new(kind: &str, origin: Value, destination: Value) -> Self {
        Self {
            kind: kind.into(),
            origin,
            destination,
            sequence: None,
            grouping: None,
        }
    }

    fn value(&self) -> Value {
        let mut fields = Map::new();
        fields.insert("associationType".into(), self.kind.as_str().into());
        fields.insert("originNodeURI".into(), self.origin.clone());
        fields.insert("destinationNodeURI".into(), self.destination.clone());
        if let Some(sequence) = self.sequence {
            fields.insert("sequenceNumber".into(), sequence.into());
        }
        if let Some(grouping) = &self.grouping {
            fields.insert(GROUPING.into(), grouping.clone());
        }
        Value::Object(fields)
    }

    /// A full association with what the pair says otherwise.
    fn onto(&self, mut association: Value, numbered: bool) -> Value {
        if let (Some(sequence), true) = (self.sequence, numbered) {
            association["sequenceNumber"] = sequence.into();
        }
        if let Some(grouping) = &self.grouping
            && association[GROUPING]["title"] != grouping["title"]
        {
            association[GROUPING] = grouping.clone();
        }
        association
    }

    /// Whether an association is of this kind and between these ends.
    pub fn is(&self, association: &Value) -> bool {
        let same = |end: &Value, other: &Value| {
            end["identifier"] == other["identifier"]
                || (end["uri"].is_string() && end["uri"] == other["uri"])
        };
        association["associationType"] == self.kind.as_str()
            && same(&self.origin, &association["originNodeURI"])
            && same(&self.destination, &association["destinationNodeURI"])
    }
}

/// A link inside the map.
pub(super) fn inside(identifier: &str) -> Value {
    json!({ "identifier": identifier })
}

/// A link out of the map.
pub(super) fn outside(identifier: &str, uri: &str) -> Value {
    let mut link = json!({ "title": uri, "identifier": identifier, "uri": uri });
    if !uri.starts_with("https://") && !uri.starts_with("http://") {
        link["targetType"] = "CASE".into();
    }
    link
}

/// The associations that pairs alone would give in a package, in canonical form.
pub(super) fn plain(package: &Map<String, Value>, pairs: &[Pair]) -> Vec<Value> {
    let mut package = package.clone();
    let list: Vec<Value> = pairs.iter().map(Pair::value).collect();
    package.insert("CFAssociations".into(), list.into());
    match canonical(Value::Object(package)) {
        Value::Object(mut package) => match package.remove("CFAssociations") {
            Some(Value::Array(list)) => list,
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// The associations of a map: those of `full` that the pairs still name or could not name, in their
/// order and as they are, then those of the pairs that are new. `expressible` tells which associations
/// the format has pairs for, `numbered` whether it states sequence numbers rather than an order.
pub(super) fn joined(
    pairs: &[Pair],
    full: Vec<Value>,
    expressible: impl Fn(&Value) -> bool,
    numbered: bool,
) -> Vec<Value> {
    let key = |kind: &Value, origin: &Value, destination: &Value| {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        (
            text(kind),
            text(&origin["identifier"]),
            text(&destination["identifier"]),
        )
    };
    let mut by_ends: HashMap<_, Vec<usize>> = HashMap::new();
    for (at, pair) in pairs.iter().enumerate().rev() {
        let ends = key(&pair.kind.as_str().into(), &pair.origin, &pair.destination);
        by_ends.entry(ends).or_default().push(at);
    }
    // Only a link out of the map may be named by its address instead of its identifier.
    let leads_out =
        |pair: &Pair| [&pair.origin, &pair.destination].map(|end| end["uri"].is_string());
    let leading_out: Vec<usize> = (0..pairs.len())
        .filter(|&at| leads_out(&pairs[at]).contains(&true))
        .collect();
    let mut used = vec![false; pairs.len()];
    let mut kept = Vec::with_capacity(full.len().max(pairs.len()));
    for association in full {
        let ends = key(
            &association["associationType"],
            &association["originNodeURI"],
            &association["destinationNodeURI"],
        );
        let mut named = None;
        while let Some(at) = by_ends.get_mut(&ends).and_then(Vec::pop) {
            if !used[at] {
                named = Some(at);
                break;
            }
        }
        let mut strangers = leading_out.iter().copied();
        let named = named.or_else(|| strangers.find(|&at| !used[at] && pairs[at].is(&association)));
        match named {
            Some(at) => {
                used[at] = true;
                kept.push(pairs[at].onto(association, numbered));
            }
            None if !expressible(&association) => kept.push(association),
            None => {}
        }
    }
    let new = pairs.iter().zip(used).filter(|(_, used)| !used);
    kept.extend(new.map(|(pair, _)| pair.value()));
    kept
}
