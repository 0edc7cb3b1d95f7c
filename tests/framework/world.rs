//! Small maps.

use gapwise::diagnostic::Diagnostic;
use gapwise::framework::Framework;
use serde_json::{Value, json};

pub fn item(identifier: &str, code: &str) -> Value {
    json!({
        "identifier": identifier,
        "uri": format!("urn:uuid:{identifier}"),
        "humanCodingScheme": code,
        "fullStatement": format!("Statement {code}"),
    })
}

pub fn link(identifier: &str) -> Value {
    json!({ "title": identifier, "identifier": identifier, "uri": format!("urn:uuid:{identifier}") })
}

pub fn association(kind: &str, origin: &str, destination: &str) -> Value {
    json!({
        "identifier": format!("{kind} {origin} {destination}"),
        "associationType": kind,
        "originNodeURI": link(origin),
        "destinationNodeURI": link(destination),
    })
}

/// A map `doc` with the items `a`, `b` and `c`, coded `1`, `2` and `3`.
pub fn map(associations: &[Value]) -> Value {
    json!({
        "CFDocument": { "identifier": "doc", "uri": "urn:uuid:doc", "title": "A map" },
        "CFItems": [item("a", "1"), item("b", "2"), item("c", "3")],
        "CFAssociations": associations,
    })
}

/// A map that has been changed at one place.
pub fn changed(pointer: &str, value: Value) -> Value {
    let mut map = map(&[association("isChildOf", "b", "a")]);
    let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
    match (map.pointer_mut(parent).expect("the place exists"), value) {
        (Value::Object(fields), Value::Null) => drop(fields.remove(key)),
        (Value::Object(fields), value) => drop(fields.insert(key.into(), value)),
        (Value::Array(entries), value) => entries[key.parse::<usize>().expect("an index")] = value,
        _ => panic!("{pointer} leads nowhere"),
    }
    map
}

pub fn read(map: &Value) -> Framework {
    Framework::parse(&map.to_string()).expect("the map is in order")
}

/// The only problem of a map: its code, place and message. Every problem has a hint.
pub fn problem(map: &Value) -> (&'static str, String, String) {
    let problems = Framework::check(&map.to_string(), None);
    assert_eq!(problems.len(), 1, "{problems:?}");
    let problem = &problems[0];
    assert!(problem.hint().ends_with('.'), "{}", problem.hint());
    (
        problem.code(),
        problem.path().expect("a place"),
        problem.to_string(),
    )
}
