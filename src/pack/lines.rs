//! Sections of lines, each of which ends with a line feed; and lines of JSON objects that are much alike, written short.
//!
//! Catalogues repeat themselves: the same fields in each record, and often the same language, licence and publisher. So the
//! section begins with a legend of the fields, of values that come often, and of the lists of fields that records have:
//!
//! ```text
//! number of fields · space · number of lists
//! per field: its name · per value that comes often: tab, the value
//! per list: the numbers of its fields, with a space between
//! ```
//! Then a line per record. One byte from 80 on says which list of fields it has; for each field follows the value with a tab
//! after it, or one byte from 80 on, which says which of its frequent values it is. What does not fit, a record with fields
//! that few have for one, stands as it is. Names and values are JSON as it was, and so hold no tab and no line feed.
//!
//! What comes often is found on the way, so that records at the end do not change how those before them are written: the
//! difference of two packs stays small.

use crate::search::{Bytes, checksum};
use serde::de::IgnoredAny;
use serde_json::Deserializer;
use std::borrow::Cow;
use std::collections::HashMap;
use std::str::FromStr;

/// Fields, lists of fields, and values of a field that have a number: as many as a byte from this on can tell.
const NUMBERED: u8 = 0x80;
/// A value has a number from so often on.
const OFTEN: u8 = 4;
/// Longer values and names never have one, in bytes: what is read from a byte stays small.
const LONGEST: usize = 255;

/// A section of lines.
pub(super) struct Lines {
    section: Bytes,
    /// Where each line begins, and one after the last would.
    starts: Vec<u32>,
}

impl Default for Lines {
    fn default() -> Self {
        Self {
            section: Bytes::empty(),
            starts: vec![0],
        }
    }
}

impl Lines {
    /// None where the last line does not end, or there are more bytes than a pack has.
    pub fn of(section: Bytes) -> Option<Self> {
        u32::try_from(section.len()).ok()?;
        let ends = memchr::memchr_iter(b'\n', &section);
        let starts = std::iter::once(0).chain(ends.map(|end| end as u32 + 1));
        let starts: Vec<u32> = starts.collect();
        let whole = starts
            .last()
            .is_some_and(|&end| end as usize == section.len());
        whole.then_some(Self { section, starts })
    }

    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// One of the lines, without its end.
    pub fn at(&self, place: u32) -> &[u8] {
        let place = place as usize;
        let (start, end) = (self.starts[place], self.starts[place + 1]);
        &self.section[start as usize..end as usize - 1]
    }

    /// The section of these lines.
    pub fn section<'a>(lines: impl Iterator<Item = Cow<'a, [u8]>>) -> Vec<u8> {
        let mut section = Vec::new();
        for line in lines {
            section.extend_from_slice(&line);
            section.push(b'\n');
        }
        section
    }
}

/// A section of lines of JSON objects.
#[derive(Default)]
pub(super) struct Records {
    lines: Lines,
    legend: Legend,
}

/// What short lines are spelt out by.
#[derive(Default)]
struct Legend {
    /// How many lines it takes.
    lines: u32,
    fields: Vec<Field>,
    lists: Vec<Vec<u8>>,
}

struct Field {
    name: Vec<u8>,
    frequent: Vec<Vec<u8>>,
}

impl Records {
    /// None where these are no such lines.
    pub fn of(section: Bytes) -> Option<Self> {
        let lines = Lines::of(section)?;
        let legend = Legend::of(&lines)?;
        Some(Self { lines, legend })
    }

    pub fn len(&self) -> usize {
        self.lines.len() - self.legend.lines as usize
    }

    /// One of the records as JSON, without a line end. Nothing where a line was made up.
    pub fn at(&self, place: u32) -> Cow<'_, [u8]> {
        let line = self.lines.at(self.legend.lines + place);
        match line.first() {
            Some(&list) if list >= NUMBERED => {
                Cow::Owned(self.legend.spell_out(line).unwrap_or_default())
            }
            _ => Cow::Borrowed(line),
        }
    }

    /// The section of these records.
    pub fn section<'a>(records: impl Iterator<Item = Cow<'a, [u8]>>) -> Vec<u8> {
        let (mut legend, mut seen) = (Legend::default(), HashMap::new());
        let mut lines = Vec::new();
        for record in records {
            let start = lines.len();
            if legend.write_short(&record, &mut seen, &mut lines).is_none() {
                lines.truncate(start);
                lines.extend_from_slice(&record);
            }
            lines.push(b'\n');
        }
        let mut section = legend.section();
        section.append(&mut lines);
        section
    }
}

impl Legend {
    fn of(lines: &Lines) -> Option<Self> {
        let all = lines.len();
        let line = |place: usize| (place < all).then(|| lines.at(place as u32));
        let [fields, lists] = numbers(line(0)?)?[..] else {
            return None;
        };
        let most = usize::from(NUMBERED);
        if fields > most || lists > most {
            return None;
        }
        let field = |place| {
            let mut parts = line(1 + place)?.split(|&byte| byte == b'\t');
            let name = parts.next()?.to_vec();
            let frequent: Vec<_> = parts.map(<[u8]>::to_vec).collect();
            let longest = frequent.iter().map(Vec::len).max().unwrap_or(0);
            let fits = name.len().max(longest) <= LONGEST && frequent.len() <= most;
            fits.then_some(Field { name, frequent })
        };
        let list = |place| {
            let list = numbers(line(1 + fields + place)?)?;
            let known = list.iter().all(|&field: &u8| usize::from(field) < fields);
            known.then_some(list)
        };
        Some(Self {
            lines: (1 + fields + lists) as u32,
            fields: (0..fields).map(field).collect::<Option<_>>()?,
            lists: (0..lists).map(list).collect::<Option<_>>()?,
        })
    }

    fn section(&self) -> Vec<u8> {
        let counts = format!("{} {}", self.fields.len(), self.lists.len());
        let fields = self.fields.iter().map(|field| {
            let parts = std::iter::once(&field.name).chain(&field.frequent);
            parts.map(Vec::as_slice).collect::<Vec<_>>().join(&b'\t')
        });
        let lists = self.lists.iter().map(|list| {
            let fields: Vec<String> = list.iter().map(u8::to_string).collect();
            fields.join(" ").into_bytes()
        });
        let lines = std::iter::once(counts.into_bytes())
            .chain(fields)
            .chain(lists);
        Lines::section(lines.map(Cow::Owned))
    }

    fn spell_out(&self, line: &[u8]) -> Option<Vec<u8>> {
        let (list, mut rest) = line.split_first()?;
        let list = self.lists.get(usize::from(list - NUMBERED))?;
        let mut record = Vec::with_capacity(2 * line.len());
        for (place, &field) in list.iter().enumerate() {
            let Field { name, frequent } = &self.fields[usize::from(field)];
            record.push(if place == 0 { b'{' } else { b',' });
            record.extend_from_slice(name);
            record.push(b':');
            match *rest.first()? {
                number if number >= NUMBERED => {
                    record.extend_from_slice(frequent.get(usize::from(number - NUMBERED))?);
                    rest = &rest[1..];
                }
                _ => {
                    let end = memchr::memchr(b'\t', rest)?;
                    record.extend_from_slice(&rest[..end]);
                    rest = &rest[end + 1..];
                }
            }
        }
        record.push(b'}');
        rest.is_empty().then_some(record)
    }

    /// Writes a record short; nothing where it must stand as it is. `seen` says of each value how often it came, or its
    /// number.
    fn write_short(
        &mut self,
        record: &[u8],
        seen: &mut HashMap<u64, u8>,
        to: &mut Vec<u8>,
    ) -> Option<()> {
        let parts = parts(record)?;
        let fields: Option<Vec<u8>> = parts.iter().map(|(name, _)| self.field(name)).collect();
        let fields = fields?;
        to.push(number_of(&mut self.lists, |list| *list == fields, || fields.clone())? | NUMBERED);
        for (&field, &(_, value)) in fields.iter().zip(&parts) {
            match self.number(field, value, seen) {
                Some(number) => to.push(number),
                None => {
                    to.extend_from_slice(value);
                    to.push(b'\t');
                }
            }
        }
        Some(())
    }

    /// The byte for a value, if it came often enough to have one.
    fn number(&mut self, field: u8, value: &[u8], seen: &mut HashMap<u64, u8>) -> Option<u8> {
        if value.len() > LONGEST {
            return None;
        }
        let frequent = &mut self.fields[usize::from(field)].frequent;
        let times = seen.entry(checksum(value) ^ u64::from(field)).or_insert(0);
        if *times < NUMBERED && frequent.len() < usize::from(NUMBERED) {
            *times += 1;
            if *times == OFTEN {
                *times = NUMBERED | frequent.len() as u8;
                frequent.push(value.to_vec());
            }
        }
        // Two values may have one checksum.
        let known = frequent.get(usize::from(times.checked_sub(NUMBERED)?))?;
        (known == value).then_some(*times)
    }

    /// The number of a field, which gets one if there is one left.
    fn field(&mut self, name: &[u8]) -> Option<u8> {
        let new = || Field {
            name: name.to_vec(),
            frequent: Vec::new(),
        };
        if name.len() > LONGEST {
            return None;
        }
        number_of(&mut self.fields, |field| field.name == name, new)
    }
}

/// The number of one of a list, which gets one if there is one left.
fn number_of<T>(all: &mut Vec<T>, is: impl Fn(&T) -> bool, new: impl FnOnce() -> T) -> Option<u8> {
    let known = all.iter().position(is);
    let number = known.unwrap_or(all.len());
    if number >= usize::from(NUMBERED) {
        return None;
    }
    if known.is_none() {
        all.push(new());
    }
    Some(number as u8)
}

/// The names and values of a JSON object that has some, as they stand; nothing where there is space between them.
fn parts(record: &[u8]) -> Option<Vec<(&[u8], &[u8])>> {
    if memchr::memchr(b'\t', record).is_some() {
        return None;
    }
    let mut parts = Vec::new();
    let mut rest = record.strip_prefix(b"{")?;
    loop {
        let name = part(&mut rest)?;
        rest = rest.strip_prefix(b":")?;
        parts.push((name, part(&mut rest)?));
        match rest.split_first()? {
            (b',', more) => rest = more,
            (b'}', []) => return Some(parts),
            _ => return None,
        }
    }
}

/// Takes a JSON value from the front.
fn part<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let mut values = Deserializer::from_slice(rest).into_iter::<IgnoredAny>();
    values.next()?.ok()?;
    let part = values.byte_offset();
    rest.split_off(..part)
}

/// Numbers with a space between; nothing where one is none, or too large.
fn numbers<T: FromStr>(line: &[u8]) -> Option<Vec<T>> {
    let line = std::str::from_utf8(line).ok()?;
    line.split(' ').map(|number| number.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, Lines, OFTEN, Records};
    use crate::search::Bytes;
    use proptest::collection::vec;
    use proptest::prelude::*;
    use std::borrow::Cow;

    fn section(records: &[Vec<u8>]) -> Vec<u8> {
        Records::section(
            records
                .iter()
                .map(|record| Cow::Borrowed(record.as_slice())),
        )
    }

    fn all(section: Vec<u8>) -> Option<Vec<Vec<u8>>> {
        let records = Records::of(Bytes::new(section))?;
        let places = 0..records.len() as u32;
        Some(places.map(|place| records.at(place).into_owned()).collect())
    }

    /// Records that are alike, some of which do not fit.
    fn record() -> impl Strategy<Value = Vec<u8>> {
        let value = prop_oneof![
            8 => "\"[ab]{0,2}\"|[1-3]|\\[\\]|null|\\{\"a\":[12]\\}",
            2 => "\"[a-zé\\\\n,:{}]{0,9}\"",
            1 => Just(format!("\"{}\"", "long".repeat(LONGEST))),
        ];
        let object = vec(("[a-d]", value), 0..5).prop_map(|fields| {
            let field = |(name, value): (String, String)| format!("\"{name}\":{value}");
            format!(
                "{{{}}}",
                fields.into_iter().map(field).collect::<Vec<_>>().join(",")
            )
        });
        let line = prop_oneof![20 => object, 1 => "[ -~\t]{0,20}"];
        line.prop_map(String::into_bytes)
    }

    proptest! {
        #[test]
        fn records_come_back(records in vec(record(), 0..40)) {
            prop_assert_eq!(all(section(&records)), Some(records));
        }

        #[test]
        fn what_is_added_at_the_end_leaves_the_lines_before_it(
            records in vec(record(), 0..40),
            more in vec(record(), 0..40),
        ) {
            let lines = |records: &[Vec<u8>]| {
                let section = Records::of(Bytes::new(section(records))).expect("records");
                let own = section.legend.lines..section.lines.len() as u32;
                own.map(|place| section.lines.at(place).to_vec()).collect::<Vec<_>>()
            };
            let before = lines(&records);
            let after = lines(&[records, more].concat());
            prop_assert_eq!(&after[..before.len()], before);
        }

        #[test]
        fn what_was_made_up_is_refused_or_read_as_something(
            records in vec(record(), 1..20),
            place: prop::sample::Index,
            byte: u8,
        ) {
            let mut section = section(&records);
            let place = place.index(section.len());
            section[place] = byte;
            let most = section.len() * 2 * (LONGEST + 1);
            if let Some(read) = all(section) {
                prop_assert!(read.iter().map(Vec::len).sum::<usize>() <= most);
            }
        }
    }

    #[test]
    fn what_comes_often_is_written_once() {
        let records: Vec<_> = (0..100)
            .map(|at| format!(r#"{{"inLanguage":"en","name":"{at}","type":["LearningResource"]}}"#))
            .map(String::into_bytes)
            .collect();
        let section = section(&records);
        let times = |text: &str| {
            section
                .windows(text.len())
                .filter(|own| *own == text.as_bytes())
                .count()
        };
        assert_eq!(times("inLanguage"), 1);
        assert_eq!(times("LearningResource"), usize::from(OFTEN));
    }

    #[test]
    fn more_fields_than_there_are_numbers_for_are_written_out() {
        let records = (0..300).map(|at| format!(r#"{{"a":1,"field {at}":{at}}}"#).into_bytes());
        let records: Vec<_> = records.collect();
        assert_eq!(all(section(&records)), Some(records));
    }

    #[test]
    fn a_section_that_is_none_is_refused() {
        let refused = |section: &[u8]| all(section.to_vec()).is_none();
        assert!(
            refused(b"")
                && refused(b"\n")
                && refused(b"0 0")
                && refused(b"0\n")
                && refused(b"0 0 0\n")
        );
        assert!(
            refused(b"1 0\n")
                && refused(b"0 1\n0\n")
                && refused(b"1 1\n\"a\"\n1\n")
                && refused(b"129 0\n")
        );
        assert_eq!(all(b"0 0\n".to_vec()), Some(Vec::new()));
        assert!(Lines::of(Bytes::new(b"a".to_vec())).is_none());
    }

    #[test]
    fn a_line_that_its_legend_does_not_know_says_nothing() {
        let legend = b"1 1\n\"a\"\t1\n0\n".to_vec();
        let read = |line: &[u8]| {
            all([&legend, line, b"\n"].concat())
                .expect("a section")
                .remove(0)
        };
        assert_eq!(read(&[0x80, 0x80]), br#"{"a":1}"#);
        assert_eq!(read(b"\x802\t"), br#"{"a":2}"#);
        for line in [
            &[0x80][..],
            &[0x81],
            &[0x80, 0x81],
            &[0x80, b'2'],
            &[0x80, 0x80, 0x80],
        ] {
            assert!(read(line).is_empty(), "{line:?}");
        }
    }
}
