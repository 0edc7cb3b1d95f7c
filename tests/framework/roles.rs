//! A role adds to a map.

use super::world::*;
use gapwise::diagnostic::Diagnostic;
use gapwise::framework::RoleOverlay;
use serde_json::{Value, json};

fn role(extensions: &Value) -> String {
    let mut child = association("isChildOf", "x", "a");
    child["identifier"] = json!("role child");
    json!({
        "CFDocument": { "identifier": "role", "title": "A role", "extensions": extensions },
        "CFItems": [item("x", "X1")],
        "CFAssociations": [child, association("precedes", "b", "x")],
    })
    .to_string()
}

#[test]
fn a_role_adds_competencies_and_targets_to_its_base() {
    let base = read(&map(&[]));
    let text = role(&json!({
        "gapwise:role": "lead",
        "gapwise:extends": "doc",
        "gapwise:targets": [{ "competency": "1", "target": 4 }, { "competency": "X1", "weight": 2 }],
    }));
    let role = RoleOverlay::parse(&text, &base).expect("the role is in order");
    assert_eq!(
        (role.id.as_str(), role.extends.as_str(), role.adds().len()),
        ("lead", "doc", 1)
    );
    let targets: Vec<_> = role
        .targets
        .iter()
        .map(|one| (one.competency.as_str(), one.target.value(), one.weight))
        .collect();
    assert_eq!(targets, [("1", 4.0, 1.0), ("X1", 3.0, 2.0)]);

    let joined = base
        .extend(std::slice::from_ref(&role))
        .expect("no name is used twice");
    let added = joined.find("X1").expect("the role's own competency");
    assert_eq!(joined.competency(added).role.as_deref(), Some("lead"));
    assert_eq!(joined.parent(added), joined.find("1"));
    assert_eq!(joined.prerequisites(added), [joined.find("2").expect("b")]);
    for index in base.indices() {
        assert_eq!(joined.competency(index), base.competency(index));
    }
    let twice = base
        .extend(&[role.clone(), role])
        .expect_err("the same codes again");
    assert_eq!(twice.code(), "map-duplicate-identifier");
    assert_eq!(base.extend(&[]).expect("nothing to add"), base);
}

#[test]
fn a_broken_role_says_why() {
    let base = read(&map(&[]));
    let targets = |targets: Value| {
        role(
            &json!({ "gapwise:role": "lead", "gapwise:extends": "doc", "gapwise:targets": targets }),
        )
    };
    let first = "CFDocument.extensions.gapwise:targets[0]";
    for (text, code, place) in [
        (
            role(&json!({})),
            "role-not-a-role",
            "CFDocument.extensions".to_owned(),
        ),
        (
            role(&json!({ "gapwise:role": "lead", "gapwise:extends": "other" })),
            "role-other-base",
            "CFDocument.extensions.gapwise:extends".to_owned(),
        ),
        (
            targets(json!([{ "competency": "9z" }])),
            "role-unknown-competency",
            first.to_owned(),
        ),
        (
            targets(json!([{ "target": 2 }])),
            "map-missing-field",
            first.to_owned(),
        ),
        (
            targets(json!([{ "competency": "1", "target": 4.5 }])),
            "map-out-of-range",
            format!("{first}.target"),
        ),
        (
            targets(json!([{ "competency": "1", "weight": -1 }])),
            "map-out-of-range",
            format!("{first}.weight"),
        ),
        (
            targets(json!([{ "competency": "1", "target": "high" }])),
            "map-out-of-range",
            format!("{first}.target"),
        ),
        (
            targets(json!({ "competency": "1" })),
            "map-wrong-type",
            "CFDocument.extensions.gapwise:targets".to_owned(),
        ),
    ] {
        let error = RoleOverlay::parse(&text, &base).expect_err(code);
        assert_eq!((error.code(), error.path()), (code, Some(place)), "{error}");
    }
}
