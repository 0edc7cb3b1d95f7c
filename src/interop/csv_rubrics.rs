//! The level columns of a spreadsheet as CASE rubrics.

use super::csv_rows::Row;
use super::identifier::uuid_of;
use serde_json::{Map, Value, json};
use std::collections::HashMap;

type Fields = Map<String, Value>;

/// Puts the cells of the level columns into the rubrics.
pub(super) fn rubrics(package: &mut Fields, rows: &[&Row], items: &[Fields], root: &str) {
    let mut new = Vec::new();
    let mut known = criteria(package);
    for (row, item) in rows.iter().zip(items) {
        let identifier = item["identifier"].as_str().unwrap_or_default();
        let wanted: Vec<(i32, &str)> = (0..=4)
            .filter_map(|level| Some((level, row.cell(&format!("level{level}"))?)))
            .collect();
        if wanted.is_empty() {
            continue;
        }
        let level = |score: i32, text: &str| {
            let name = uuid_of(&format!("{root} {identifier} level {score}"));
            json!({ "identifier": name, "score": score, "position": score, "description": text })
        };
        match known.get_mut(identifier) {
            Some(levels) => {
                for (score, text) in wanted {
                    let is_same =
                        |one: &&mut Value| one["score"].as_f64() == Some(f64::from(score));
                    match levels.iter_mut().find(is_same) {
                        Some(one) => one["description"] = text.into(),
                        None => levels.push(level(score, text)),
                    }
                }
            }
            None => {
                let list: Vec<Value> = wanted
                    .iter()
                    .map(|(score, text)| level(*score, text))
                    .collect();
                new.push(json!({
                    "identifier": uuid_of(&format!("{root} {identifier} criterion")),
                    "CFItemURI": { "identifier": identifier },
                    "CFRubricCriterionLevels": list,
                }));
            }
        }
    }
    if !new.is_empty() {
        let rubric = json!({
            "identifier": uuid_of(&format!("{root} rubric")),
            "CFRubricCriteria": new,
        });
        let rubrics = package.entry("CFRubrics").or_insert_with(|| json!([]));
        if let Value::Array(list) = rubrics {
            list.push(rubric);
        }
    }
}

/// The levels of each item's first criterion, by the item's identifier.
fn criteria(package: &mut Fields) -> HashMap<String, &mut Vec<Value>> {
    let rubrics = package.get_mut("CFRubrics").and_then(Value::as_array_mut);
    let criteria = rubrics
        .into_iter()
        .flatten()
        .filter_map(|rubric| rubric.get_mut("CFRubricCriteria")?.as_array_mut())
        .flatten();
    let mut levels = HashMap::new();
    for criterion in criteria {
        let item = criterion.pointer("/CFItemURI/identifier");
        let Some(item) = item.and_then(Value::as_str).map(str::to_owned) else {
            continue;
        };
        let list = criterion.get_mut("CFRubricCriterionLevels");
        if let Some(list) = list.and_then(Value::as_array_mut) {
            levels.entry(item).or_insert(list);
        }
    }
    levels
}
