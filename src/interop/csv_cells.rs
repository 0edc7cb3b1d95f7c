//! Columns and cells of a map as a spreadsheet: what [`super::csv`] and its way back share.

use super::case_fields::{ITEM, Kind};
use super::identifier::{has_scheme, identifier_of, is_uuid, uuid_of};
use serde_json::{Value, json};

/// The columns with a meaning of their own, in the order in which they are written, each with other
/// spellings that are read. White space, case and punctuation of a heading do not matter.
pub(super) const COLUMNS: &[(&str, &[&str])] = &[
    ("row", &[]),
    ("identifier", &["id", "guid", "uuid"]),
    ("code", &["humanCodingScheme", "notation", "standardCode"]),
    ("parent", &["isChildOf", "parentCode", "under"]),
    ("sequence", &["sequenceNumber", "order"]),
    ("statement", &["fullStatement", "text", "competency"]),
    (
        "short",
        &["abbreviatedStatement", "label", "shortStatement"],
    ),
    ("type", &["CFItemType", "itemType"]),
    ("keywords", &["conceptKeywords"]),
    ("notes", &["note", "comment"]),
    ("precededBy", &["prerequisites", "prerequisite", "requires"]),
    ("precedes", &[]),
    ("exactMatchOf", &["exactMatch"]),
    ("isRelatedTo", &["related", "relatedTo"]),
    ("replacedBy", &[]),
    ("isPeerOf", &[]),
    ("isPartOf", &[]),
    ("exemplar", &[]),
    ("hasSkillLevel", &[]),
    (
        "grouping",
        &["associationGrouping", "CFAssociationGrouping", "group"],
    ),
    ("level0", &["notYet"]),
    ("level1", &["emerging"]),
    ("level2", &["developing"]),
    ("level3", &["proficient"]),
    ("level4", &["expert"]),
    ("practicePrompt", &["practice", "tryThis"]),
    ("reflection", &["reflectionQuestions"]),
    ("other", &[]),
];

/// The columns that stand for an association from the row's competency, by CASE name.
pub(super) const KINDS: [&str; 8] = [
    "precedes",
    "exactMatchOf",
    "isRelatedTo",
    "replacedBy",
    "isPeerOf",
    "isPartOf",
    "exemplar",
    "hasSkillLevel",
];

/// CASE fields that have a column under a shorter name.
pub(super) const RENAMED: [(&str, &str); 6] = [
    ("code", "humanCodingScheme"),
    ("statement", "fullStatement"),
    ("short", "abbreviatedStatement"),
    ("type", "CFItemType"),
    ("keywords", "conceptKeywords"),
    ("notes", "notes"),
];

/// The column that a heading means; a heading without a meaning of its own names a field.
pub(super) fn column_of(heading: &str) -> String {
    let plain = |text: &str| -> String {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let wanted = plain(heading);
    let meant = COLUMNS.iter().find(|(name, others)| {
        plain(name) == wanted || others.iter().any(|one| plain(one) == wanted)
    });
    if let Some((name, _)) = meant {
        return (*name).to_owned();
    }
    let field = ITEM.fields.iter().find(|(name, ..)| plain(name) == wanted);
    field.map_or_else(
        || heading.trim().to_owned(),
        |(name, ..)| (*name).to_owned(),
    )
}

/// Whether a cell can hold a text and give it back as it is.
pub(super) fn fits(text: &str) -> bool {
    !text.is_empty() && text.trim() == text && !text.contains('\r')
}

/// A text that a spreadsheet program takes for a formula gets an apostrophe in front, which the program
/// does not show.
pub(super) fn guarded(text: String) -> String {
    let risky = |text: &str| text.starts_with(['=', '+', '-', '@', '\t']);
    let is_lone_sign = text == "-";
    if !is_lone_sign && (risky(&text) || unguarded(&text) != text) {
        format!("'{text}")
    } else {
        text
    }
}

/// The text without the apostrophe that [`guarded`] sets.
pub(super) fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\'']) => rest,
        _ => text,
    }
}

/// Several texts in a cell: ` | ` between them, `\|` for a bar that is meant.
pub(super) fn list_cell(texts: &[&str]) -> String {
    let escaped: Vec<String> = texts.iter().map(|text| text.replace('|', "\\|")).collect();
    escaped.join(" | ")
}

/// The texts of a cell.
pub(super) fn cell_list(cell: &str) -> Vec<String> {
    let mut list = vec![String::new()];
    let mut rest = cell.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\\' if rest.peek() == Some(&'|') => {
                rest.next();
                push(&mut list, '|');
            }
            '|' => list.push(String::new()),
            c => push(&mut list, c),
        }
    }
    let trimmed = list.iter().map(|text| text.trim().to_owned());
    trimmed.filter(|text| !text.is_empty()).collect()
}

fn push(list: &mut [String], c: char) {
    if let Some(last) = list.last_mut() {
        last.push(c);
    }
}

/// A field as a cell; nothing if a cell cannot give it back as it is.
pub(super) fn field_cell(key: &str, value: &Value) -> Option<String> {
    let kind = ITEM.kind(key).map(|(kind, _)| kind);
    let cell = match (kind, value) {
        (Some(Kind::Extensions), _) => return None,
        (_, Value::String(text)) => text.clone(),
        (Some(Kind::Texts), Value::Array(list)) => {
            let texts: Option<Vec<&str>> = list.iter().map(Value::as_str).collect();
            list_cell(&texts?)
        }
        (Some(Kind::Link), Value::Object(_)) if *value == link_to(value["uri"].as_str()?) => {
            value["uri"].as_str()?.to_owned()
        }
        (Some(Kind::Link | Kind::Links), Value::Object(_) | Value::Array(_)) => value.to_string(),
        _ => return None,
    };
    let same = fits(&cell) && cell_field(key, &cell).as_ref() == Ok(value);
    same.then_some(cell)
}

/// A cell as the value of a field; else what was expected.
pub(super) fn cell_field(key: &str, cell: &str) -> Result<Value, &'static str> {
    match ITEM.kind(key).map(|(kind, _)| kind) {
        Some(Kind::Texts) => Ok(json!(cell_list(cell))),
        Some(Kind::Extensions) => {
            let read = serde_json::from_str::<Value>(cell).ok();
            read.filter(Value::is_object).ok_or("a JSON object")
        }
        Some(Kind::Link) if has_scheme(cell) => Ok(link_to(cell)),
        Some(Kind::Link | Kind::Links) => {
            let read = serde_json::from_str::<Value>(cell).ok();
            let fits = |value: &Value| value.is_object() || value.is_array();
            read.filter(fits).ok_or("an address, or a link as JSON")
        }
        _ => Ok(cell.into()),
    }
}

fn link_to(address: &str) -> Value {
    json!({ "title": address, "identifier": uuid_of(address), "uri": address })
}

/// Identifier and address of a competency outside the file, from a cell: an address, a UUID, or
/// `identifier <address>`. Nothing if it is none of them.
pub(super) fn outside_cell(cell: &str) -> Option<(String, String)> {
    if let Some((identifier, address)) = cell
        .strip_suffix('>')
        .and_then(|cell| cell.split_once(" <"))
        && has_scheme(address)
    {
        return Some((identifier.to_owned(), address.to_owned()));
    }
    if is_uuid(cell) {
        return Some((cell.to_owned(), format!("urn:uuid:{cell}")));
    }
    has_scheme(cell).then(|| (identifier_of(cell), cell.to_owned()))
}

/// The shortest cell that [`outside_cell`] reads as this identifier.
pub(super) fn cell_outside(identifier: &str, address: &str) -> String {
    let full = format!("{identifier} <{address}>");
    let tries = [address, identifier, &full];
    let same =
        |cell: &&&str| fits(cell) && outside_cell(cell).is_some_and(|(read, _)| read == identifier);
    tries
        .iter()
        .find(same)
        .map_or(identifier, |cell| cell)
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::{cell_list, column_of, guarded, list_cell, unguarded};
    use proptest::prelude::*;

    #[test]
    fn headings_are_read_in_many_spellings() {
        for (heading, column) in [
            ("Human Coding Scheme", "code"),
            (" full_statement ", "statement"),
            ("is child of", "parent"),
            ("Education Level", "educationLevel"),
            ("Our own column", "Our own column"),
        ] {
            assert_eq!(column_of(heading), column);
        }
    }

    proptest! {
        #[test]
        fn lists_come_back_from_their_cell(texts in prop::collection::vec("[a-z|,;\\\\]{1,5}", 0..5)) {
            let parts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let has_break = texts.iter().any(|text| text.contains("\\|"));
            prop_assume!(!has_break);
            prop_assert_eq!(cell_list(&list_cell(&parts)), texts);
        }

        #[test]
        fn no_cell_starts_like_a_formula(text in "['=+@\\-a]{0,4}") {
            let cell = guarded(text.clone());
            prop_assert_eq!(unguarded(&cell), text);
            prop_assert!(cell == "-" || !cell.starts_with(['=', '+', '-', '@']));
        }
    }
}
