//! Catalogues as spreadsheets (comma-separated values, RFC 4180) with a mapping of columns.
//!
//! A [`Mapping`] says which column holds which field. [`Mapping::guess`] finds the usual headings;
//! a curator corrects it. Columns without a field are kept in the record under `gapwise:columns`.
//!
//! Fields: `id` (the address) and `name` are required; `description`, `text`, `keywords`,
//! `learningResourceType`, `educationalLevel`, `timeRequired`, `inLanguage`, `license`, `publisher`,
//! `isAccessibleForFree`, `teaches`, `audience`, `gapwise:contentRole`, `gapwise:parts`. Lists are separated by `|` or `;`.
//! Times are minutes (`45`), `45 min`, `1 h 30 min`, `1:30` or ISO 8601 (`PT45M`); prices are yes or no.

use super::csv_rows::{line_of, separator};
use super::report::{Import, ImportError};
use crate::catalog::Minutes;
use serde_json::{Map, Value, json};

/// Which column holds which field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    /// Pairs of a heading and a field.
    pub columns: Vec<(String, String)>,
}

/// The usual headings of each field.
const USUAL: &[(&str, &[&str])] = &[
    (
        "id",
        &[
            "id",
            "url",
            "link",
            "address",
            "website",
            "web address",
            "href",
            "identifier",
        ],
    ),
    (
        "name",
        &[
            "name",
            "title",
            "resource",
            "resource title",
            "resource name",
        ],
    ),
    (
        "description",
        &["description", "summary", "abstract", "about", "gist"],
    ),
    ("text", &["text", "full text", "content"]),
    (
        "keywords",
        &["keywords", "keyword", "tags", "topics", "subjects"],
    ),
    (
        "learningResourceType",
        &[
            "learning resource type",
            "type",
            "kind",
            "format",
            "resource type",
        ],
    ),
    ("educationalLevel", &["educational level", "level"]),
    (
        "timeRequired",
        &["time required", "time", "duration", "minutes", "length"],
    ),
    ("gapwise:parts", &["number of parts", "number of modules"]),
    ("inLanguage", &["in language", "language", "lang"]),
    ("license", &["license", "licence", "rights"]),
    (
        "publisher",
        &[
            "publisher",
            "provider",
            "organisation",
            "organization",
            "source",
        ],
    ),
    (
        "isAccessibleForFree",
        &["is accessible for free", "free", "is free"],
    ),
    (
        "teaches",
        &[
            "teaches",
            "competencies",
            "competency",
            "standards",
            "alignment",
        ],
    ),
    ("audience", &["audience", "roles", "role"]),
];

/// The headings of a spreadsheet; none where it has no row of headings.
#[must_use]
pub fn headings(text: &str) -> Vec<String> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator(text))
        .flexible(true)
        .from_reader(text.as_bytes());
    let found = reader.headers().map(|row| row.iter().map(str::trim));
    found.map_or(Vec::new(), |row| row.map(str::to_owned).collect())
}

impl Mapping {
    /// The mapping that a file's headings suggest. Of two headings for one field the first counts.
    #[must_use]
    pub fn guess<'a>(headings: impl IntoIterator<Item = &'a str>) -> Self {
        let plain = |text: &str| -> String {
            text.chars()
                .filter(|c| c.is_alphanumeric())
                .flat_map(char::to_lowercase)
                .collect()
        };
        let mut columns: Vec<(String, String)> = Vec::new();
        for heading in headings {
            let wanted = plain(heading);
            let field = USUAL.iter().find(|(field, names)| {
                plain(field) == wanted || names.iter().any(|name| plain(name) == wanted)
            });
            if let Some((field, _)) = field
                && !columns.iter().any(|(_, taken)| taken == field)
            {
                columns.push((heading.to_owned(), (*field).to_owned()));
            }
        }
        Self { columns }
    }
}

/// Reads a spreadsheet; without a mapping, by what its headings suggest.
///
/// # Errors
/// When there is no row of headings, the mapping names a column that is not there, or no column is
/// mapped to `id` or `name`.
pub fn import(text: &str, mapping: Option<&Mapping>) -> Result<Import, ImportError> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator(text))
        .flexible(true)
        .from_reader(text.as_bytes());
    let headings = headings(text);
    if headings.is_empty() {
        return Err(ImportError::Nothing {
            expected: "a row of headings",
        });
    }
    let guessed = Mapping::guess(headings.iter().map(String::as_str));
    let mapping = mapping.unwrap_or(&guessed);
    let missing = |column: &str| ImportError::MissingColumn {
        column: column.to_owned(),
        found: headings.join(", "),
    };
    for (column, _) in &mapping.columns {
        if !headings.contains(column) {
            return Err(missing(column));
        }
    }
    for field in ["id", "name"] {
        if !mapping.columns.iter().any(|(_, mapped)| mapped == field) {
            return Err(missing(field));
        }
    }
    let mut import = Import::default();
    for row in reader.records() {
        match row {
            Ok(row) => {
                let line = row.position().map_or(0, |start| line_of(text, start));
                let place = format!("line {line}");
                if row.iter().any(|cell| !cell.trim().is_empty()) {
                    import.take(place, record(&row, &headings, mapping));
                }
            }
            Err(error) => {
                let place = format!("line {}", error.position().map_or(0, csv::Position::line));
                let hint = "Check the row for quotes that are not closed.";
                import.skip(place, "import-unreadable-row", error.to_string(), hint);
            }
        }
    }
    Ok(import)
}

fn record(row: &csv::StringRecord, headings: &[String], mapping: &Mapping) -> Map<String, Value> {
    let mut record = Map::new();
    let mut others = Map::new();
    record.insert("type".into(), json!(["LearningResource"]));
    for (heading, cell) in headings.iter().zip(row) {
        let cell = cell.trim();
        if cell.is_empty() {
            continue;
        }
        match mapping.columns.iter().find(|(column, _)| column == heading) {
            Some((_, field)) => drop(record.insert(field.clone(), value(field, cell))),
            None => drop(others.insert(heading.clone(), cell.into())),
        }
    }
    if !others.is_empty() {
        record.insert("gapwise:columns".into(), Value::Object(others));
    }
    record
}

/// A cell as the value of a field. What cannot be read stays a text: reading the record reports it.
fn value(field: &str, cell: &str) -> Value {
    let list = || -> Vec<&str> {
        cell.split(['|', ';'])
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .collect()
    };
    match field {
        "keywords" => {
            let parts = match list() {
                one if one.len() == 1 => cell.split(',').map(str::trim).collect(),
                several => several,
            };
            json!(
                parts
                    .into_iter()
                    .filter(|part| !part.is_empty())
                    .collect::<Vec<_>>()
            )
        }
        "inLanguage" | "audience" | "educationalLevel" | "learningResourceType" => json!(list()),
        "teaches" => {
            let parts = cell
                .split(['|', ';', ','])
                .map(str::trim)
                .filter(|part| !part.is_empty());
            parts.map(|id| json!({ "id": id })).collect()
        }
        "timeRequired" => {
            minutes(cell).map_or_else(|| cell.into(), |minutes| minutes.to_iso().into())
        }
        "gapwise:parts" => cell
            .parse::<u32>()
            .map_or_else(|_| cell.into(), Value::from),
        "license" => json!({ "id": cell }),
        "publisher" => json!([{ "type": "Organization", "name": cell }]),
        "isAccessibleForFree" => match cell.to_lowercase().as_str() {
            "yes" | "y" | "true" | "1" | "free" | "x" | "ja" | "oui" | "sí" => true.into(),
            "no" | "n" | "false" | "0" | "paid" | "nein" | "non" => false.into(),
            _ => cell.into(),
        },
        _ => cell.into(),
    }
}

/// Minutes as people write them.
pub(super) fn minutes(text: &str) -> Option<Minutes> {
    if let Some(minutes) = Minutes::from_iso(text) {
        return Some(minutes);
    }
    let text = text.trim().to_lowercase();
    if let Some((hours, minutes)) = text.split_once(':') {
        let (hours, minutes): (u32, u32) = (hours.parse().ok()?, minutes.parse().ok()?);
        return hours.checked_mul(60)?.checked_add(minutes).map(Minutes);
    }
    let mut total = 0.0;
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let end = rest
            .find(|c: char| !c.is_ascii_digit() && c != '.')
            .unwrap_or(rest.len());
        let number: f64 = rest[..end].parse().ok()?;
        rest = rest[end..].trim_start();
        let end = rest
            .find(|c: char| !c.is_alphabetic())
            .unwrap_or(rest.len());
        let worth = match &rest[..end] {
            "h" | "hr" | "hrs" | "hour" | "hours" | "std" | "stunde" | "stunden" => 60.0,
            "" | "m" | "min" | "mins" | "minute" | "minutes" | "minuten" => 1.0,
            _ => return None,
        };
        total += number * worth;
        rest = rest[end..].trim_start_matches(['.', ',', ' ']);
    }
    let whole = libm::ceil(total);
    (!text.is_empty() && whole <= f64::from(u32::MAX)).then_some(Minutes(whole as u32))
}

#[cfg(test)]
mod tests {
    use super::minutes;
    use crate::catalog::Minutes;

    #[test]
    fn times_are_read_as_people_write_them() {
        for (text, expected) in [
            ("45", Some(45)),
            ("45 min.", Some(45)),
            ("1 h 30 min", Some(90)),
            ("1.5 hours", Some(90)),
            ("1:30", Some(90)),
            ("PT2H", Some(120)),
            ("soon", None),
            ("2 weeks", None),
            ("", None),
        ] {
            assert_eq!(minutes(text), expected.map(Minutes), "{text}");
        }
    }
}
