//! A map as a spreadsheet: the way back from [`super::csv`].

use super::association::{GROUPING, Pair, inside, outside, plain};
use super::case::canonical;
use super::csv_cells::{
    COLUMNS, KINDS, RENAMED, cell_list, cell_outside, column_of, field_cell, fits, guarded,
    list_cell, outside_cell,
};
use crate::framework::Framework;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet, HashMap};

type Fields = Map<String, Value>;
type Cells = BTreeMap<String, String>;

/// Writes a map with a comma between cells, a heading row, the map's own row, a row per competency and,
/// where the columns cannot say all, a row per association. Columns without a cell are left out.
#[must_use]
pub fn export(map: &Framework) -> String {
    let Value::Object(package) = canonical(map.to_package()) else {
        return String::new();
    };
    let rows = Writer::new(&package).rows(package.clone());
    let used: BTreeSet<&str> = rows
        .iter()
        .flat_map(|row| row.keys().map(String::as_str))
        .collect();
    let own = COLUMNS.iter().map(|(name, _)| *name);
    let mut columns: Vec<&str> = own
        .filter(|name| used.contains(name) || *name == "statement")
        .collect();
    let others: Vec<&str> = used
        .iter()
        .copied()
        .filter(|name| !columns.contains(name))
        .collect();
    let last = columns
        .iter()
        .position(|name| *name == "other")
        .unwrap_or(columns.len());
    columns.splice(last..last, others);

    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut write = |cells: Vec<String>| {
        // A vector takes every byte.
        let _ = writer.write_record(cells);
    };
    write(
        columns
            .iter()
            .map(|name| guarded((*name).to_owned()))
            .collect(),
    );
    for row in &rows {
        let cell = |name: &&str| guarded(row.get(*name).cloned().unwrap_or_default());
        write(columns.iter().map(cell).collect());
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

struct Writer {
    root: String,
    /// Identifier of each item by the names that a cell may have for it, and each item's own cell.
    cells: HashMap<String, String>,
    associations: Vec<Value>,
}

impl Writer {
    fn new(package: &Fields) -> Self {
        let list = |key: &str| {
            package
                .get(key)
                .and_then(Value::as_array)
                .cloned()
                .unwrap_or_default()
        };
        let items = list("CFItems");
        let mut names: HashMap<&str, &str> = HashMap::new();
        for key in ["humanCodingScheme", "identifier", "uri"] {
            for item in &items {
                let identifier = item["identifier"].as_str().unwrap_or_default();
                if let Some(name) = item.get(key).and_then(Value::as_str) {
                    names.entry(name.trim()).or_insert(identifier);
                }
            }
        }
        let cell = |item: &Value| {
            let identifier = item["identifier"].as_str()?;
            let tries = [
                item["humanCodingScheme"].as_str(),
                Some(identifier),
                item["uri"].as_str(),
            ];
            let means = |name: &&str| {
                let read = cell_list(&list_cell(&[name]));
                read == [*name]
                    && names.get(name) == Some(&identifier)
                    && !["-", "*"].contains(name)
            };
            let name = tries
                .into_iter()
                .flatten()
                .find(means)
                .unwrap_or(identifier);
            Some((identifier.to_owned(), name.to_owned()))
        };
        Self {
            root: package["CFDocument"]["identifier"]
                .as_str()
                .unwrap_or_default()
                .to_owned(),
            cells: items.iter().filter_map(cell).collect(),
            associations: list("CFAssociations"),
        }
    }

    fn rows(&self, mut package: Fields) -> Vec<Cells> {
        let (pairs, mut relations) = self.relations(&package);
        let is_plain = plain(&package, &pairs) == self.associations;
        let levels = levels(&package);
        let take = |package: &mut Fields, key: &str| package.remove(key).unwrap_or_default();
        let document = take(&mut package, "CFDocument");
        let items = take(&mut package, "CFItems");
        package.remove("CFAssociations");

        let Value::Object(mut document) = document else {
            return Vec::new();
        };
        if !package.is_empty() {
            document.insert("gapwise:package".into(), Value::Object(package));
        }
        if let Some(title) = document.remove("title") {
            document.insert("fullStatement".into(), title);
        }
        let mut rows = vec![row(document)];
        rows[0].insert("row".into(), "document".into());
        let Value::Array(items) = items else {
            return rows;
        };
        for item in items {
            let Value::Object(mut item) = item else {
                continue;
            };
            let identifier = item["identifier"].as_str().unwrap_or_default().to_owned();
            let own = extensions(&mut item);
            let mut cells = row(item);
            cells.extend(own);
            cells.extend(relations.remove(&identifier).unwrap_or_default());
            cells.extend(levels.get(&identifier).cloned().unwrap_or_default());
            rows.push(cells);
        }
        if !is_plain {
            rows.extend(self.associations.iter().map(|association| {
                let name = |end: &str| self.reference(&association[end]);
                let kind = association["associationType"].as_str().unwrap_or_default();
                let (origin, destination) = (name("originNodeURI"), name("destinationNodeURI"));
                Cells::from([
                    ("row".into(), "association".into()),
                    ("statement".into(), format!("{origin} {kind} {destination}")),
                    ("other".into(), association.to_string()),
                ])
            }));
        }
        rows
    }

    /// How a cell names one end of an association.
    fn reference(&self, link: &Value) -> String {
        let identifier = link["identifier"].as_str().unwrap_or_default();
        match self.cells.get(identifier) {
            _ if identifier == self.root => "*".into(),
            Some(cell) => cell.clone(),
            None => cell_outside(identifier, link["uri"].as_str().unwrap_or_default()),
        }
    }

    /// What the columns say of associations: as a reader finds them, and the cells of each item.
    fn relations(&self, package: &Fields) -> (Vec<Pair>, HashMap<String, Cells>) {
        let order: Vec<&str> = package
            .get("CFItems")
            .and_then(Value::as_array)
            .map(|items| {
                items
                    .iter()
                    .filter_map(|item| item["identifier"].as_str())
                    .collect()
            })
            .unwrap_or_default();
        let index: HashMap<&str, usize> = order
            .iter()
            .enumerate()
            .map(|(at, name)| (*name, at))
            .collect();
        let mut lists: HashMap<(&str, usize), Vec<&Value>> = HashMap::new();
        for association in &self.associations {
            let kind = association["associationType"].as_str().unwrap_or_default();
            let at = |end: &str| {
                association[end]["identifier"]
                    .as_str()
                    .and_then(|name| index.get(name))
            };
            let to_root = association["destinationNodeURI"]["identifier"] == self.root.as_str();
            let (origin, destination) = (at("originNodeURI"), at("destinationNodeURI"));
            let (column, at) = match (kind, origin, destination) {
                ("isChildOf", Some(at), _) => ("parent", *at),
                ("precedes", _, Some(at)) => ("precededBy", *at),
                (_, Some(at), _) if !to_root => {
                    match KINDS.iter().find(|column| **column == kind) {
                        Some(column) => (*column, *at),
                        None => continue,
                    }
                }
                _ => continue,
            };
            lists.entry((column, at)).or_default().push(association);
        }
        let mut pairs = Vec::new();
        let mut cells: HashMap<String, Cells> = HashMap::new();
        for (at, name) in order.iter().enumerate() {
            let own = cells.entry((*name).to_owned()).or_default();
            let parents = lists
                .get(&("parent", at))
                .map(Vec::as_slice)
                .unwrap_or_default();
            self.place(name, parents, own, &mut pairs);
        }
        for (at, name) in order.iter().enumerate() {
            for column in std::iter::once("precededBy").chain(KINDS) {
                let Some(list) = lists.get(&(column, at)) else {
                    continue;
                };
                let end = match column {
                    "precededBy" => "originNodeURI",
                    _ => "destinationNodeURI",
                };
                let names: Vec<String> = list.iter().map(|one| self.reference(&one[end])).collect();
                let texts: Vec<&str> = names.iter().map(String::as_str).collect();
                let own = cells.entry((*name).to_owned()).or_default();
                own.insert(column.into(), list_cell(&texts));
                for (association, cell) in list.iter().zip(&names) {
                    let other = match outside_cell(cell) {
                        Some((name, uri)) if !self.is_inside(&association[end]) => {
                            outside(&name, &uri)
                        }
                        _ => inside(association[end]["identifier"].as_str().unwrap_or_default()),
                    };
                    pairs.push(match column {
                        "precededBy" => Pair::new("precedes", other, inside(name)),
                        kind => Pair::new(kind, inside(name), other),
                    });
                }
            }
        }
        (pairs, cells)
    }

    fn is_inside(&self, link: &Value) -> bool {
        link["identifier"]
            .as_str()
            .is_some_and(|name| self.cells.contains_key(name))
    }

    /// The cells for a competency's place in the hierarchy.
    fn place(&self, name: &str, parents: &[&Value], own: &mut Cells, pairs: &mut Vec<Pair>) {
        let names: Vec<String> = parents
            .iter()
            .map(|one| self.reference(&one["destinationNodeURI"]))
            .collect();
        let texts: Vec<&str> = names.iter().map(String::as_str).collect();
        match texts.as_slice() {
            [] => drop(own.insert("parent".into(), "-".into())),
            ["*"] => {}
            _ => drop(own.insert("parent".into(), list_cell(&texts))),
        }
        for (at, association) in parents.iter().enumerate() {
            let above = association["destinationNodeURI"]["identifier"].as_str();
            let mut pair = Pair::new("isChildOf", inside(name), inside(above.unwrap_or_default()));
            if at == 0 {
                pair.sequence = association["sequenceNumber"].as_i64();
                if let Some(sequence) = pair.sequence {
                    own.insert("sequence".into(), sequence.to_string());
                }
                let title = association[GROUPING]["title"]
                    .as_str()
                    .filter(|title| fits(title));
                if let Some(title) = title {
                    own.insert("grouping".into(), title.into());
                    pair.grouping = Some(association[GROUPING].clone());
                }
            }
            pairs.push(pair);
        }
    }
}

/// The cells of a document or item: a column per field that a cell can hold, the rest in `other`.
fn row(fields: Fields) -> Cells {
    let mut cells = Cells::new();
    let mut other = Fields::new();
    for (key, value) in fields {
        let renamed = RENAMED.iter().find(|(_, name)| *name == key);
        let column = renamed.map_or(key.as_str(), |(short, _)| short);
        // A field whose name means something else as a heading cannot be a column.
        let is_own = column_of(column) == column
            && (renamed.is_some()
                || column == "identifier"
                || COLUMNS.iter().all(|(name, _)| *name != column));
        match field_cell(&key, &value).filter(|_| is_own && fits(column)) {
            Some(cell) => drop(cells.insert(column.to_owned(), cell)),
            None => drop(other.insert(key, value)),
        }
    }
    if !other.is_empty() {
        cells.insert("other".into(), Value::Object(other).to_string());
    }
    cells
}

/// The cells for Gapwise's own extensions, which are taken out of the item.
fn extensions(item: &mut Fields) -> Cells {
    let mut cells = Cells::new();
    let Some(own) = item.get_mut("extensions").and_then(Value::as_object_mut) else {
        return cells;
    };
    if let Some(prompt) = own.get("gapwise:practicePrompt").and_then(Value::as_str)
        && fits(prompt)
    {
        cells.insert("practicePrompt".into(), prompt.into());
        own.remove("gapwise:practicePrompt");
    }
    let questions = own.get("gapwise:reflection").and_then(Value::as_array);
    let texts: Option<Vec<&str>> =
        questions.and_then(|list| list.iter().map(Value::as_str).collect());
    if let Some(texts) = texts.filter(|texts| !texts.is_empty()) {
        let cell = list_cell(&texts);
        if cell_list(&cell) == texts && fits(&cell) {
            cells.insert("reflection".into(), cell);
            own.remove("gapwise:reflection");
        }
    }
    if own.is_empty() {
        item.remove("extensions");
    }
    cells
}

/// The level cells of each item that has one criterion with whole levels, each once.
fn levels(package: &Fields) -> HashMap<String, Cells> {
    let list = |value: &Value, key: &str| value[key].as_array().cloned().unwrap_or_default();
    let mut found: HashMap<String, Vec<Vec<Value>>> = HashMap::new();
    let rubrics = package.get("CFRubrics").and_then(Value::as_array);
    for rubric in rubrics.into_iter().flatten() {
        for criterion in list(rubric, "CFRubricCriteria") {
            if let Some(item) = criterion["CFItemURI"]["identifier"].as_str() {
                let levels = list(&criterion, "CFRubricCriterionLevels");
                found.entry(item.to_owned()).or_default().push(levels);
            }
        }
    }
    let cells = |levels: &[Value]| -> Option<Cells> {
        let mut cells = Cells::new();
        for level in levels {
            let score = level["score"]
                .as_f64()
                .filter(|score| (0.0..=4.0).contains(score))?;
            let text = level["description"].as_str().filter(|text| fits(text))?;
            let column = format!("level{score}");
            if score.fract() != 0.0 || cells.insert(column, text.to_owned()).is_some() {
                return None;
            }
        }
        Some(cells)
    };
    let single = |(item, mut criteria): (String, Vec<Vec<Value>>)| {
        let levels = criteria.pop().filter(|_| criteria.is_empty())?;
        Some((item, cells(&levels)?))
    };
    found.into_iter().filter_map(single).collect()
}
