//! Real maps: those of others, and those that ship.

use super::support;
use gapwise::framework::{Framework, RoleOverlay};
use serde_json::Value;
use std::path::{Path, PathBuf};

fn text_of(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn real_packages_are_read() {
    let Some(data) = support::data().map(|data| data.join("case")) else {
        return;
    };
    let counts: Vec<_> = [
        "EmptyExternalFramework.json",
        "Ordering.json",
        "Utf8TestFramework.json",
        "math_cfs_sample.json",
        "opensalt-framework-20c5134f.json",
        "../ecf/ecf.case.json",
    ]
    .into_iter()
    .map(|name| {
        let map = Framework::parse(&text_of(&data.join(name)))
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        (
            name,
            map.len(),
            map.leaves().count(),
            map.associations().len(),
        )
    })
    .collect();
    assert_eq!(
        counts,
        [
            ("EmptyExternalFramework.json", 0, 0, 0),
            ("Ordering.json", 28, 24, 28),
            ("Utf8TestFramework.json", 1, 1, 1),
            ("math_cfs_sample.json", 703, 474, 703),
            ("opensalt-framework-20c5134f.json", 16, 12, 39),
            ("../ecf/ecf.case.json", 180, 172, 180),
        ]
    );
}

#[test]
fn shipped_maps_and_roles_are_in_order() {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let files = |folder: &str| -> Vec<PathBuf> {
        let mut found: Vec<_> = std::fs::read_dir(content.join(folder))
            .expect("the folder ships")
            .map(|entry| entry.expect("readable").path())
            .filter(|path| path.extension().is_some_and(|end| end == "json"))
            .collect();
        found.sort();
        found
    };
    let mut maps = Vec::new();
    for path in files("maps") {
        let problems = Framework::check(&text_of(&path), None);
        assert_eq!(problems, [], "{}", path.display());
        let map = Framework::parse(&text_of(&path)).expect("checked just now");
        assert_eq!(
            Framework::from_package(&map.to_package()).as_ref(),
            Ok(&map),
            "what is written reads as the same map"
        );
        maps.push(map);
    }
    for path in files("roles") {
        let text = text_of(&path);
        let value: Value = serde_json::from_str(&text).expect("JSON");
        let extends = &value["CFDocument"]["extensions"]["gapwise:extends"];
        let base = maps
            .iter()
            .find(|map| extends == &map.document().identifier)
            .unwrap_or_else(|| panic!("{}: no base map ships", path.display()));
        assert_eq!(
            Framework::check(&text, Some(base)),
            [],
            "{}",
            path.display()
        );
        let role = RoleOverlay::parse(&text, base).unwrap_or_else(|error| panic!("{error}"));
        assert!(base.extend(&[role]).is_ok(), "{}", path.display());
    }
}
