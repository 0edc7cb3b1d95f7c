//! The facet values of every resource, in columns that are read in place.
//!
//! Most resources share their values with many others, so a column holds each distinct *set* of values
//! once and, per resource, the number of its set. Counting a facet is then one addition per resource.

use super::SearchError;
use super::bytes::{ByteReader, ByteWriter, read_u32};
use super::facet::{self, FACETS};
use crate::order::{Arrange, distinct};
use std::collections::BTreeMap;
use tantivy::directory::OwnedBytes;

pub(super) const FILE: &str = "facets";

/// Gathers the values while the index is built.
pub(super) struct ColumnsBuilder {
    facets: Vec<Gathered>,
}

/// The values of one facet.
#[derive(Clone, Default)]
struct Gathered {
    /// Each set of values, with its number in the order of first mention.
    sets: BTreeMap<Vec<String>, usize>,
    /// Per resource, the number of its set.
    rows: Vec<usize>,
}

impl ColumnsBuilder {
    pub(super) fn new() -> Self {
        Self {
            facets: vec![Gathered::default(); FACETS.len()],
        }
    }

    /// Adds the next resource; `values` gives its values of the facet at a place in [`FACETS`].
    pub(super) fn add(&mut self, values: impl Fn(usize) -> Vec<String>) {
        for (at, Gathered { sets, rows }) in self.facets.iter_mut().enumerate() {
            let mut values = values(at);
            values.retain(|value| !value.trim().is_empty());
            values.arrange_by(Ord::cmp);
            values.dedup();
            let next = sets.len();
            rows.push(*sets.entry(values).or_insert(next));
        }
    }

    /// `name_ranks` holds each resource's place in the order of names.
    pub(super) fn finish(self, name_ranks: &[u32]) -> Vec<u8> {
        let mut out = ByteWriter::default();
        write_ranks(&mut out, name_ranks);
        for Gathered { sets, rows } in &self.facets {
            let mut named: Vec<Vec<&str>> = vec![Vec::new(); sets.len()];
            for (set, &number) in sets {
                named[number] = set.iter().map(String::as_str).collect();
            }
            write_column(&mut out, &named, rows);
        }
        out.0
    }
}

fn write_ranks(out: &mut ByteWriter, name_ranks: &[u32]) {
    out.count(name_ranks.len());
    name_ranks.iter().for_each(|&rank| out.u32(rank));
}

/// Writes a column: per resource, which of the `sets` it has. The same set may stand there twice.
fn write_column(out: &mut ByteWriter, sets: &[Vec<&str>], rows: &[usize]) {
    let mut used = vec![false; sets.len()];
    rows.iter().for_each(|&row| used[row] = true);
    let used = || {
        sets.iter()
            .zip(&used)
            .filter(|(_, used)| **used)
            .map(|(set, _)| set)
    };

    let values: Vec<&str> = distinct(used().flatten().copied());
    out.count(values.len());
    values.iter().for_each(|value| out.text(value));

    let numbered: Vec<&[&str]> = distinct(used().map(Vec::as_slice));
    out.count(numbered.len());
    for set in &numbered {
        out.count(set.len());
        for value in *set {
            out.count(values.binary_search(value).unwrap_or_default());
        }
    }

    let width = width(numbered.len());
    let code = |set: &Vec<&str>| numbered.binary_search(&set.as_slice()).unwrap_or_default();
    let codes: Vec<u32> = sets.iter().map(|set| code(set) as u32).collect();
    for &row in rows {
        out.0.extend_from_slice(&codes[row].to_le_bytes()[..width]);
    }
}

/// How many bytes number `sets` sets.
fn width(sets: usize) -> usize {
    match sets {
        0..=0x100 => 1,
        0x101..=0x1_0000 => 2,
        _ => 4,
    }
}

/// The columns of an open index.
pub(super) struct Columns {
    resources: usize,
    name_ranks: OwnedBytes,
    columns: Vec<Column>,
}

/// One facet.
pub(super) struct Column {
    values: Vec<String>,
    sets: Vec<Vec<u32>>,
    width: usize,
    codes: OwnedBytes,
}

impl Columns {
    pub(super) fn open(bytes: &OwnedBytes) -> Result<Self, SearchError> {
        let mut reader = ByteReader::new(FILE, bytes.clone());
        let resources = reader.count()?;
        let name_ranks = reader.slice(resources.saturating_mul(4))?;
        let columns = (0..FACETS.len())
            .map(|_| Column::open(&mut reader, resources))
            .collect::<Result<_, _>>()?;
        reader.end()?;
        Ok(Self {
            resources,
            name_ranks,
            columns,
        })
    }

    pub(super) fn resources(&self) -> usize {
        self.resources
    }

    /// The place of a resource in the order of names.
    pub(super) fn name_rank(&self, ordinal: u32) -> u32 {
        read_u32(&self.name_ranks, ordinal as usize)
    }

    /// The columns of some of these resources and all of others after them.
    pub(super) fn joined(&self, kept: &[u32], others: &Self, name_ranks: &[u32]) -> Vec<u8> {
        let mut out = ByteWriter::default();
        write_ranks(&mut out, name_ranks);
        for (own, other) in self.columns.iter().zip(&others.columns) {
            let sets: Vec<Vec<&str>> = own.sets().chain(other.sets()).collect();
            let kept = kept.iter().map(|&ordinal| own.code(ordinal as usize));
            let after = (0..others.resources).map(|at| own.sets.len() + other.code(at));
            write_column(&mut out, &sets, &kept.chain(after).collect::<Vec<_>>());
        }
        out.0
    }

    pub(super) fn column(&self, facet: usize) -> &Column {
        &self.columns[facet]
    }
}

impl Column {
    fn open(reader: &mut ByteReader<'_>, resources: usize) -> Result<Self, SearchError> {
        let mut values = Vec::new();
        for _ in 0..reader.count()? {
            values.push(reader.text()?);
        }
        let mut sets = Vec::new();
        for _ in 0..reader.count()? {
            let mut set = Vec::new();
            for _ in 0..reader.count()? {
                let value = reader.u32()?;
                if value as usize >= values.len() {
                    return Err(reader.damaged("a set names a value that is not there"));
                }
                set.push(value);
            }
            sets.push(set);
        }
        let width = width(sets.len());
        let column = Self {
            codes: reader.slice(resources.saturating_mul(width))?,
            values,
            sets,
            width,
        };
        if (0..resources).any(|ordinal| column.code(ordinal) >= column.sets.len()) {
            return Err(reader.damaged("a resource names a set that is not there"));
        }
        Ok(column)
    }

    /// The number of a resource's set.
    fn code(&self, ordinal: usize) -> usize {
        let byte = |at: usize| self.codes.get(at).map_or(0, |&byte| usize::from(byte));
        match self.width {
            1 => byte(ordinal),
            2 => byte(2 * ordinal) | byte(2 * ordinal + 1) << 8,
            _ => read_u32(&self.codes, ordinal) as usize,
        }
    }

    /// The sets with their values' names.
    fn sets(&self) -> impl Iterator<Item = Vec<&str>> {
        let name = |value: &u32| self.values[*value as usize].as_str();
        self.sets
            .iter()
            .map(move |set| set.iter().map(name).collect())
    }

    /// The value that equals `text` but for the case of letters, as it is written in the catalogue.
    pub(super) fn find(&self, text: &str) -> Option<&str> {
        let folded = text.to_lowercase();
        let exact = self.values.iter().find(|value| *value == text);
        exact
            .or_else(|| {
                self.values
                    .iter()
                    .find(|value| value.to_lowercase() == folded)
            })
            .map(String::as_str)
    }

    /// Tells whether a resource has any of the wanted values.
    pub(super) fn test(&self, wanted: &[String]) -> impl Fn(u32) -> bool {
        let values: Vec<bool> = self
            .values
            .iter()
            .map(|value| wanted.contains(value))
            .collect();
        let sets: Vec<bool> = self
            .sets
            .iter()
            .map(|set| set.iter().any(|&value| values[value as usize]))
            .collect();
        move |ordinal| {
            sets.get(self.code(ordinal as usize))
                .copied()
                .unwrap_or(false)
        }
    }

    /// How many of the resources have each value; values that none has are left out. In the facet's own
    /// order, else the most frequent first and equals by name.
    pub(super) fn count(
        &self,
        facet: usize,
        ordinals: impl Iterator<Item = u32>,
    ) -> Vec<(String, usize)> {
        let mut by_set = vec![0_usize; self.sets.len()];
        for ordinal in ordinals {
            if let Some(count) = by_set.get_mut(self.code(ordinal as usize)) {
                *count += 1;
            }
        }
        let mut by_value = vec![0_usize; self.values.len()];
        for (set, count) in self.sets.iter().zip(by_set) {
            set.iter()
                .for_each(|&value| by_value[value as usize] += count);
        }
        let mut counts: Vec<(String, usize)> = self
            .values
            .iter()
            .zip(by_value)
            .filter(|(_, count)| *count > 0)
            .map(|(value, count)| (value.clone(), count))
            .collect();
        match facet::own_order(facet) {
            Some(order) => {
                counts.arrange_by_key(|(value, _)| order.iter().position(|own| own == value))
            }
            None => counts.arrange_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0))),
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::{Columns, ColumnsBuilder};
    use tantivy::directory::OwnedBytes;

    #[test]
    fn values_come_back() {
        let kinds: [&[&str]; 4] = [&["video"], &["course", "video"], &[], &["course"]];
        let mut builder = ColumnsBuilder::new();
        for kinds in kinds {
            builder.add(|facet| match facet {
                1 => kinds.iter().map(ToString::to_string).collect(),
                _ => Vec::new(),
            });
        }
        let bytes = builder.finish(&[3, 1, 0, 2]);
        let columns = Columns::open(&OwnedBytes::new(bytes.clone())).expect("it opens");
        let joined = columns.joined(&[1, 3], &columns, &[0; 6]);
        let joined = Columns::open(&OwnedBytes::new(joined)).expect("it opens");
        assert_eq!(
            joined.column(1).count(1, 0..6),
            [("course".to_owned(), 4), ("video".to_owned(), 3)]
        );
        assert_eq!(
            joined.column(1).count(1, [2].into_iter()),
            [("video".to_owned(), 1)]
        );
        assert_eq!(columns.resources(), 4);
        assert_eq!(columns.name_rank(3), 2);
        let kind = columns.column(1);
        assert_eq!(
            kind.count(1, 0..4),
            [("course".to_owned(), 2), ("video".to_owned(), 2)]
        );
        assert_eq!(kind.find("VIDEO"), Some("video"));
        let wanted = ["course".to_owned()];
        let is_course = kind.test(&wanted);
        assert_eq!([0, 1, 2, 3].map(is_course), [false, true, false, true]);
        for length in 0..bytes.len() {
            assert!(Columns::open(&OwnedBytes::new(bytes[..length].to_vec())).is_err());
        }
    }
}
