//! Maps as spreadsheets: comma-separated values (RFC 4180), with a heading row.
//!
//! One row is one competency. Only `statement` is required; a map that a person types needs no more than
//! `code`, `parent` and `statement`. Headings may be written in CASE's names or with spaces and capitals
//! (`Full Statement`); commas, semicolons and tabs separate; a byte order mark, Windows line ends and
//! line breaks in quoted cells are read.
//!
//! | column | what |
//! |---|---|
//! | `code`, `statement`, `short`, `type`, `notes` | CASE `humanCodingScheme`, `fullStatement`, `abbreviatedStatement`, `CFItemType`, `notes` |
//! | `parent` | code or identifier of the heading above; empty for the top; `-` for none at all |
//! | `sequence` | the order among siblings; without it, the order of the rows |
//! | `grouping` | title of the association grouping that the place under the parent belongs to |
//! | `precededBy` | prerequisites: codes or identifiers; web addresses or UUIDs for those in other maps |
//! | `exactMatchOf`, `isRelatedTo`, `replacedBy`, `isPeerOf`, `isPartOf`, `exemplar`, `hasSkillLevel`, `precedes` | the same, for associations that start here |
//! | `keywords`, `educationLevel`, `subject` | several with a bar between them: `one \| two`; `\\\|` is a bar |
//! | `level0` … `level4` | the rubric: what each level looks like |
//! | `practicePrompt`, `reflection` | Gapwise's own: something to try, questions with a bar between |
//! | `identifier` | made from the code where it is empty |
//! | any other CASE field | under its CASE name; links as an address or JSON |
//! | any other heading | kept, as a field of that name |
//! | `row` | empty for a competency; `document` for the map's own row, `association` for details |
//! | `other` | everything that no cell can hold, as a JSON object |
//!
//! A row with `document` in `row` holds the map itself, its title in `statement`. Rows with `association`
//! hold identifiers, dates and notes of associations; the columns decide which associations there are,
//! so these rows may be deleted. A text that a spreadsheet program would take for a formula is written
//! with an apostrophe in front, which is dropped on reading.

use super::association::{Pair, inside, joined, outside};
use super::case;
use super::csv_cells::{KINDS, RENAMED, cell_field, cell_list, outside_cell};
use super::csv_rows::{Row, rows};
use super::csv_rubrics::rubrics;
use super::error::MapImportError;
use super::identifier::{date_time, uri_of, uuid_of};
use crate::diagnostic::Diagnostic;
use crate::framework::Framework;
use serde_json::{Map, Value, json};
use std::collections::{HashMap, HashSet};

pub use super::csv_write::export;

type Fields = Map<String, Value>;

/// What to take for a map whose file has no `document` row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapDefaults {
    /// The map's title.
    pub title: String,
    /// Its identifier; made from the title where there is none.
    pub identifier: Option<String>,
    /// Who made it.
    pub creator: String,
    /// BCP 47 language of the statements.
    pub language: String,
    /// When it was last changed: a date, or a date with time and zone.
    pub changed: Option<String>,
}

impl Default for MapDefaults {
    fn default() -> Self {
        Self {
            title: "Imported map".into(),
            identifier: None,
            creator: String::new(),
            language: "en".into(),
            changed: None,
        }
    }
}

/// Reads a map.
///
/// # Errors
/// When a row cannot be read, a required column or cell is empty, a competency is named that is not in
/// the file, or the rows give a map that is not in order. Places are lines of the file.
pub fn import(text: &str, defaults: &MapDefaults) -> Result<Framework, MapImportError> {
    let rows = rows(text)?;
    let (mut documents, mut items, mut details) = (Vec::new(), Vec::new(), Vec::new());
    for row in &rows {
        match row.cell("row").map(str::to_ascii_lowercase).as_deref() {
            Some("document") => documents.push(row),
            Some("association") => details.push(row),
            None | Some("item" | "competency") => items.push(row),
            Some(other) => {
                return Err(MapImportError::Unreadable {
                    place: row.place("row"),
                    expected: "nothing, `document` or `association`",
                    found: format!("`{other}`"),
                });
            }
        }
    }
    let mut package = Fields::new();
    let document = document(documents.first().copied(), defaults, &mut package)?;
    let root = document["identifier"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    let mut made = HashSet::new();
    let list: Vec<Fields> = items
        .iter()
        .map(|row| item(row, &root, &mut made))
        .collect::<Result<_, _>>()?;
    let names = Names::new(&list);
    let (pairs, lines) = pairs(&items, &list, &names, &root)?;
    let mut full = Vec::with_capacity(details.len());
    for row in details {
        full.push(Value::Object(row.other()?));
    }
    let expressible = |association: &Value| names.has_column(association, &root);
    let associations = joined(&pairs, full, expressible, true);
    rubrics(&mut package, &items, &list, &root);
    package.insert("CFDocument".into(), Value::Object(document));
    package.insert(
        "CFItems".into(),
        list.into_iter().map(Value::Object).collect(),
    );
    package.insert("CFAssociations".into(), associations.clone().into());
    Framework::from_package(&case::canonical(Value::Object(package))).map_err(|problem| {
        let path = problem.path().unwrap_or_default();
        let index = |list: &str| -> Option<usize> {
            path.strip_prefix(list)?
                .strip_prefix('[')?
                .split(']')
                .next()?
                .parse()
                .ok()
        };
        let of_pair = |at: usize| {
            let pair = pairs.iter().position(|pair| pair.is(&associations[at]))?;
            lines.get(pair).copied()
        };
        let line = index("CFItems")
            .and_then(|at| items.get(at).map(|row| row.line))
            .or_else(|| index("CFAssociations").and_then(of_pair));
        MapImportError::Map {
            place: line.map_or(path.clone(), |line| format!("line {line}")),
            problem,
        }
    })
}

/// The fields that a row's cells give, beyond the columns with a meaning of their own.
fn fields(row: &Row) -> Result<Fields, MapImportError> {
    let mut fields = row.other()?;
    let special = [
        "row",
        "parent",
        "sequence",
        "grouping",
        "precededBy",
        "practicePrompt",
        "reflection",
        "other",
    ];
    for (column, cell) in &row.cells {
        let is_level = column
            .strip_prefix("level")
            .is_some_and(|level| level.parse::<u8>().is_ok());
        if special.contains(&column.as_str()) || KINDS.contains(&column.as_str()) || is_level {
            continue;
        }
        let renamed = RENAMED.iter().find(|(short, _)| short == column);
        let key = renamed.map_or(column.as_str(), |(_, key)| *key);
        let value = cell_field(key, cell).map_err(|expected| MapImportError::Unreadable {
            place: row.place(column),
            expected,
            found: format!("{:?}", cell.chars().take(40).collect::<String>()),
        })?;
        fields.insert(key.to_owned(), value);
    }
    Ok(fields)
}

fn document(
    row: Option<&Row>,
    defaults: &MapDefaults,
    package: &mut Fields,
) -> Result<Fields, MapImportError> {
    let mut document = match row {
        Some(row) => fields(row)?,
        None => Fields::new(),
    };
    if let Some(Value::Object(rest)) = document.remove("gapwise:package") {
        *package = rest;
    }
    if let Some(title) = document.remove("fullStatement") {
        document.insert("title".into(), title);
    }
    let identifier = defaults.identifier.clone();
    let given = row.is_some();
    let mut usual = |key: &str, value: Option<String>| {
        if let (false, Some(value)) = (document.contains_key(key), value) {
            document.insert(key.into(), value.into());
        }
    };
    usual("title", Some(defaults.title.clone()));
    usual(
        "identifier",
        identifier.or_else(|| Some(uuid_of(&defaults.title))),
    );
    if given {
        return Ok(document);
    }
    usual("creator", Some(defaults.creator.clone()));
    usual("language", Some(defaults.language.clone()));
    usual(
        "lastChangeDateTime",
        defaults.changed.as_deref().and_then(date_time),
    );
    Ok(document)
}

fn item(row: &Row, root: &str, made: &mut HashSet<String>) -> Result<Fields, MapImportError> {
    let mut item = fields(row)?;
    let Some(statement) = item.get("fullStatement").and_then(Value::as_str) else {
        return Err(MapImportError::Missing {
            place: format!("line {}", row.line),
            field: "statement",
        });
    };
    if !item.contains_key("identifier") {
        let name = item
            .get("humanCodingScheme")
            .and_then(Value::as_str)
            .unwrap_or(statement);
        let mut identifier = uuid_of(&format!("{root} {name}"));
        // The second row of the same name: what is wrong with it, if anything, is its code.
        if !made.insert(identifier.clone()) {
            identifier = uuid_of(&format!("{root} {name} {}", row.line));
        }
        item.insert("identifier".into(), identifier.into());
    }
    if let Some(prompt) = row.cell("practicePrompt") {
        case::extensions(&mut item).insert("gapwise:practicePrompt".into(), prompt.into());
    }
    if let Some(questions) = row.cell("reflection") {
        case::extensions(&mut item)
            .insert("gapwise:reflection".into(), json!(cell_list(questions)));
    }
    Ok(item)
}

/// Which competency a cell means: by code, then by identifier, then by address.
struct Names(HashMap<String, String>);

impl Names {
    fn new(items: &[Fields]) -> Self {
        let mut names = HashMap::new();
        for key in ["humanCodingScheme", "identifier", "uri"] {
            for item in items {
                let identifier = item["identifier"].as_str().unwrap_or_default().trim();
                if let Some(name) = item.get(key).and_then(Value::as_str) {
                    names
                        .entry(name.trim().to_owned())
                        .or_insert_with(|| identifier.to_owned());
                }
            }
        }
        Self(names)
    }

    fn link(&self, cell: &str) -> Option<Value> {
        let own = self.0.get(cell).map(|identifier| inside(identifier));
        own.or_else(|| outside_cell(cell).map(|(identifier, uri)| outside(&identifier, &uri)))
    }

    fn has_column(&self, association: &Value, root: &str) -> bool {
        let end = |key: &str| association[key]["identifier"].as_str().unwrap_or_default();
        let kind = association["associationType"].as_str().unwrap_or_default();
        let is_item = |name: &str| self.0.get(name).is_some_and(|own| own == name);
        let (origin, destination) = (end("originNodeURI"), end("destinationNodeURI"));
        match kind {
            "isChildOf" => is_item(origin),
            _ if origin == root || destination == root => false,
            "precedes" => is_item(origin) || is_item(destination),
            _ => KINDS.contains(&kind) && is_item(origin),
        }
    }
}

/// The associations that the columns name, and the line of each.
fn pairs(
    rows: &[&Row],
    items: &[Fields],
    names: &Names,
    root: &str,
) -> Result<(Vec<Pair>, Vec<u64>), MapImportError> {
    let (mut pairs, mut lines) = (Vec::new(), Vec::new());
    let own = |item: &Fields| inside(item["identifier"].as_str().unwrap_or_default());
    let unknown = |row: &Row, column: &str, name: &str| MapImportError::Unknown {
        place: row.place(column),
        name: name.to_owned(),
    };
    for (row, item) in rows.iter().zip(items) {
        let parents = match row.cell("parent") {
            None => vec!["*".to_owned()],
            Some("-") => Vec::new(),
            Some(cell) => cell_list(cell),
        };
        for (at, parent) in parents.iter().enumerate() {
            let above = match (parent.as_str(), names.0.get(parent)) {
                ("*", None) => inside(root),
                (_, Some(identifier)) => inside(identifier),
                _ => return Err(unknown(row, "parent", parent)),
            };
            let mut pair = Pair::new("isChildOf", own(item), above);
            if let (0, Some(cell)) = (at, row.cell("sequence")) {
                let number = cell.parse().map_err(|_| MapImportError::Unreadable {
                    place: row.place("sequence"),
                    expected: "a whole number",
                    found: format!("`{cell}`"),
                })?;
                pair.sequence = Some(number);
            }
            if let (0, Some(title)) = (at, row.cell("grouping")) {
                let identifier = uuid_of(&format!("{root} grouping {title}"));
                let uri = uri_of(&identifier);
                let link = json!({ "title": title, "identifier": identifier, "uri": uri });
                pair.grouping = Some(link);
            }
            pairs.push(pair);
            lines.push(row.line);
        }
    }
    for (row, item) in rows.iter().zip(items) {
        for column in std::iter::once("precededBy").chain(KINDS) {
            for name in row.cell(column).map(cell_list).unwrap_or_default() {
                let other = names
                    .link(&name)
                    .ok_or_else(|| unknown(row, column, &name))?;
                pairs.push(match column {
                    "precededBy" => Pair::new("precedes", other, own(item)),
                    kind => Pair::new(kind, own(item), other),
                });
                lines.push(row.line);
            }
        }
    }
    Ok((pairs, lines))
}
