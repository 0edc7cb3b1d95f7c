//! What a map says, in all the forms in which it may say it.

use super::world::*;
use gapwise::framework::{AssociationKind, Endpoint};
use serde_json::{Value, json};

#[test]
fn a_link_that_says_it_leaves_the_map_is_kept() {
    let mut prerequisite = association("precedes", "elsewhere", "a");
    prerequisite["originNodeURI"]["uri"] = json!("https://example.org/uri/elsewhere");
    let mut match_in_other_map = association("exactMatchOf", "a", "other");
    match_in_other_map["destinationNodeURI"]["targetType"] = json!("CASE");
    let map = read(&map(&[prerequisite, match_in_other_map]));
    let ends: Vec<_> = map
        .associations()
        .iter()
        .map(|one| {
            (
                one.kind.clone(),
                one.origin.clone(),
                one.destination.clone(),
            )
        })
        .collect();
    let a = Endpoint::Competency(map.find("1").expect("it is there"));
    assert_eq!(
        ends,
        [
            (
                AssociationKind::Precedes,
                Endpoint::External("elsewhere".into()),
                a.clone()
            ),
            (
                AssociationKind::ExactMatchOf,
                a,
                Endpoint::External("other".into())
            ),
        ]
    );
}

#[test]
fn html_in_statements_is_cleaned_and_markdown_is_kept() {
    let html = changed(
        "/CFItems/0/fullStatement",
        json!("<p>Plans <em>backwards</em><br/>&amp; checks</p>"),
    );
    assert_eq!(
        read(&html).competencies()[0].statement,
        "Plans backwards & checks"
    );
    let markdown = "Plans **backwards**:\n\n- aims\n- `checks`, for ages < 7";
    let kept = changed("/CFItems/0/fullStatement", json!(markdown));
    assert_eq!(read(&kept).competencies()[0].statement, markdown);
}

#[test]
fn the_forms_of_case_1_0_are_read() {
    let mut old = map(&[]);
    old["CFDefinitions"] = json!([]);
    old["CFItems"][0]["conceptKeywords"] = Value::Null;
    old["CFItems"][1]["conceptKeywords"] = json!("planning");
    old["CFItems"][0]["CFDocumentURI"] = json!("https://example.org/doc");
    old["CFAssociations"] = json!([{
        "associationType": "isChildOf",
        "sequenceNumber": "2",
        "originNodeIdentifier": "b",
        "originNodeURI": "https://example.org/uri/b",
        "destinationNodeIdentifier": "a",
        "destinationNodeURI": "https://example.org/uri/a",
    }]);
    let read_map = read(&old);
    let (a, b) = (
        read_map.find("1").expect("a"),
        read_map.find("2").expect("b"),
    );
    assert_eq!(read_map.parent(b), Some(a));
    assert_eq!(read_map.associations()[0].sequence, Some(2));
    assert_eq!(read_map.competency(b).keywords, ["planning"]);
    assert_eq!(read(&json!({ "CFPackage": old })).len(), 3);
}

#[test]
fn children_stand_in_sequence() {
    let mut first = association("isChildOf", "c", "a");
    first["sequenceNumber"] = json!(1);
    let mut second = association("isChildOf", "b", "a");
    second["sequenceNumber"] = json!(2);
    let map = read(&map(&[second, first]));
    let names: Vec<_> = map
        .children(map.find("1").expect("a"))
        .iter()
        .map(|&child| map.competency(child).name())
        .collect();
    assert_eq!(names, ["3", "2"]);
}
