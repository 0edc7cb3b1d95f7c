//! What holds for any text and any hierarchy.

use super::world::*;
use gapwise::diagnostic::Diagnostic;
use gapwise::framework::Framework;
use proptest::prelude::*;
use serde_json::json;

proptest! {
    /// No text makes the reader panic, and every refusal has a place.
    #[test]
    fn any_text_is_read_or_refused(text in ".{0,200}") {
        for error in Framework::check(&text, None) {
            prop_assert!(error.path().is_some());
        }
    }

    /// The order of the associations does not matter to the hierarchy.
    #[test]
    fn the_hierarchy_does_not_depend_on_order(parents in prop::collection::vec(any::<prop::sample::Index>(), 1..12)) {
        let mut items = vec![item("i0", "c0")];
        let mut associations = Vec::new();
        for (at, parent) in parents.iter().enumerate() {
            let own = at + 1;
            items.push(item(&format!("i{own}"), &format!("c{own}")));
            let parent = parent.index(own);
            associations.push(association("isChildOf", &format!("i{own}"), &format!("i{parent}")));
        }
        let mut package = map(&[]);
        package["CFItems"] = json!(items);
        package["CFAssociations"] = json!(associations);
        let forward = read(&package);
        associations.reverse();
        package["CFAssociations"] = json!(associations);
        let backward = read(&package);
        for index in forward.indices() {
            prop_assert_eq!(forward.children(index), backward.children(index));
        }
        prop_assert_eq!(Framework::from_package(&forward.to_package()), Ok(forward));
    }
}
