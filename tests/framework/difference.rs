//! What has changed between two editions of a map.

use super::world::*;
use gapwise::framework::diff;
use serde_json::json;

#[test]
fn a_difference_names_every_kind_of_change() {
    let old = read(&map(&[association("isChildOf", "b", "a")]));
    let mut next = map(&[
        association("isChildOf", "b", "d"),
        association("replacedBy", "c", "d"),
    ]);
    next["CFAssociations"][1]["originNodeURI"]["targetType"] = json!("CASE");
    next["CFItems"][0]["fullStatement"] = json!("Statement one");
    next["CFItems"][1]["humanCodingScheme"] = json!("2b");
    next["CFItems"][2] = item("d", "4");
    let new = read(&next);
    let found = diff(&old, &new);
    assert_eq!(
        serde_json::to_value(&found).expect("plain data"),
        json!({
            "added": [{ "identifier": "d", "name": "4", "statement": "Statement 4" }],
            "removed": [],
            "reworded": [{ "name": "1", "before": "Statement 1", "after": "Statement one" }],
            "moved": [{ "name": "2b", "from": "1", "to": "4" }],
            "recoded": [{ "before": "2", "after": "2b" }],
            "replaced": [{ "name": "3", "by": ["4"] }],
        })
    );
    assert_eq!(
        found.to_string(),
        "added (1)\n  4  Statement 4\nreworded (1)\n  1  Statement 1\n      → Statement one\n\
         moved (1)\n  2b  1 → 4\nrecoded (1)\n  2 → 2b\nreplaced (1)\n  3  by 4\n"
    );
    assert!(diff(&old, &old).is_empty());
    assert_eq!(diff(&old, &old).to_string(), "no change\n");
    let back = diff(&new, &old);
    assert_eq!(
        back.removed
            .iter()
            .map(|one| one.name.as_str())
            .collect::<Vec<_>>(),
        ["4"]
    );
}
