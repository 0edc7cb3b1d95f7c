//! The rows of a spreadsheet, each with its line: what [`super::csv`] reads a map from.

use super::csv_cells::{column_of, unguarded};
use super::error::MapImportError;
use serde_json::{Map, Value};
use std::collections::HashMap;

/// A row of the file: its cells by column, and the line it starts on.
pub(super) struct Row {
    pub line: u64,
    pub cells: HashMap<String, String>,
}

impl Row {
    pub fn cell(&self, column: &str) -> Option<&str> {
        self.cells.get(column).map(String::as_str)
    }

    pub fn place(&self, column: &str) -> String {
        format!("line {}, column `{column}`", self.line)
    }

    pub fn other(&self) -> Result<Map<String, Value>, MapImportError> {
        let Some(cell) = self.cell("other") else {
            return Ok(Map::new());
        };
        serde_json::from_str(cell).map_err(|error| MapImportError::Unreadable {
            place: self.place("other"),
            expected: "a JSON object",
            found: error.to_string(),
        })
    }
}

/// The rows below the headings, without the empty ones.
pub(super) fn rows(text: &str) -> Result<Vec<Row>, MapImportError> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator(text))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut columns: Option<Vec<String>> = None;
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| MapImportError::Row {
            line: error.position().map_or(0, csv::Position::line),
            detail: error.to_string(),
        })?;
        let line = record.position().map_or(0, |start| line_of(text, start));
        let filled = record.iter().any(|cell| !cell.trim().is_empty());
        let Some(columns) = &columns else {
            if filled {
                columns = Some(headings(&record)?);
            }
            continue;
        };
        if !filled {
            continue;
        }
        let mut cells = HashMap::new();
        for (at, cell) in record.iter().enumerate() {
            let cell = cell.replace("\r\n", "\n");
            let cell = unguarded(cell.trim());
            match columns.get(at) {
                _ if cell.is_empty() => {}
                Some(column) if !column.is_empty() => {
                    drop(cells.insert(column.clone(), cell.to_owned()))
                }
                _ => {
                    let detail = format!("{} cells under {} headings", record.len(), columns.len());
                    return Err(MapImportError::Row { line, detail });
                }
            }
        }
        rows.push(Row { line, cells });
    }
    if columns.is_none() {
        let expected = "a row of headings with the column `statement`";
        return Err(MapImportError::NoMap { expected });
    }
    Ok(rows)
}

/// The line that a record starts on: the reader's own count stops before the second half of a Windows
/// line end, and before empty lines.
pub(super) fn line_of(text: &str, start: &csv::Position) -> u64 {
    let from = usize::try_from(start.byte()).unwrap_or(usize::MAX);
    let rest = text.as_bytes().get(from..).unwrap_or_default();
    let empty = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    start.line() + empty.filter(|byte| **byte == b'\n').count() as u64
}

fn headings(record: &csv::StringRecord) -> Result<Vec<String>, MapImportError> {
    let columns: Vec<String> = record
        .iter()
        .map(|cell| column_of(unguarded(cell.trim())))
        .collect();
    for (at, column) in columns.iter().enumerate() {
        if let Some(first) = columns[..at]
            .iter()
            .position(|one| one == column && !one.is_empty())
        {
            return Err(MapImportError::SameColumn {
                first: record[first].trim().into(),
                second: record[at].trim().into(),
            });
        }
    }
    if !columns.iter().any(|column| column == "statement") {
        return Err(MapImportError::MissingColumn {
            column: "statement",
            found: record.iter().map(str::trim).collect::<Vec<_>>().join(", "),
        });
    }
    Ok(columns)
}

/// The separator that the first line uses most, outside quotes.
pub(super) fn separator(text: &str) -> u8 {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in text.trim_start().bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            _ if quoted => {}
            _ => {
                if let Some(count) = counts.iter_mut().find(|(separator, _)| *separator == byte) {
                    count.1 += 1;
                }
            }
        }
    }
    // The first of equals: a comma.
    counts
        .iter()
        .rev()
        .max_by_key(|(_, count)| *count)
        .map_or(b',', |(separator, _)| *separator)
}
