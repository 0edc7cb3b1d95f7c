//! A section of lines of JSON objects that are much alike, written short.
//!
//! Catalogues repeat themselves: the same fields in each record, and often the same language, licence and publisher. So the
//! section begins with a legend of the fields, of values that come often, and of the lists of fields that records have:
//!
//! ```text
//! number of fields · space · number of lists
//! per field: its name · per value that comes often: tab, the value
//! per list: the numbers of its fields, with a space between
//! ```
//! Then a line per record. One byte from 0x80 on says which list of fields it has; for each field follows the value with a tab
//! after it, or one byte from 0x80 on, which says which of its frequent values it is. What does not fit, a record with fields
//! that few have for one, stands as it is. Names and values are JSON as it was, and so hold no tab and no line feed.
//!
//! What comes often is found on the way, so that records at the end do not change how those before them are written: the
//! difference of two packs stays small.

use super::lines::Lines;
use crate::search::{Bytes, checksum};
use std::borrow::Cow;
use std::collections::HashMap;

/// Fields, lists of fields, and values of a field that have a number: as many as a byte from this on can tell. Nor has a
/// list more fields.
const NUMBERED: u8 = 0x80;
/// A value has a number from so often on.
const OFTEN: u8 = 4;
/// Longer values and names never have one, in bytes: what is read from a byte stays small.
const LONGEST: usize = 255;

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
    lists: Vec<Vec<usize>>,
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
        if !is_short(line) {
            return Cow::Borrowed(line);
        }
        let mut record = Vec::with_capacity(2 * line.len());
        let whole = self.legend.each_part(line, &mut |name, value| {
            record.push(if record.is_empty() { b'{' } else { b',' });
            record.extend_from_slice(name);
            record.push(b':');
            record.extend_from_slice(value);
        });
        match whole {
            Some(()) => record.push(b'}'),
            None => record.clear(),
        }
        Cow::Owned(record)
    }

    /// Calls with the name and the value of each field of a record, as JSON. Nothing, or not all, where a line was made up.
    pub fn each_part<'a>(&'a self, place: u32, each: &mut dyn FnMut(&'a [u8], &'a [u8])) {
        let line = self.lines.at(self.legend.lines + place);
        if is_short(line) {
            self.legend.each_part(line, each);
        } else {
            let parts = parts(line).unwrap_or_default();
            parts
                .into_iter()
                .for_each(|(name, value)| each(name, value));
        }
    }

    /// The section of these records, which are JSON objects.
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
        let mut all = (0..lines.len() as u32).map(|place| lines.at(place));
        let [fields, lists] = numbers(all.next()?, usize::MAX)?[..] else {
            return None;
        };
        let most = usize::from(NUMBERED);
        if fields > most || lists > most {
            return None;
        }
        let mut legend = Self {
            lines: (1 + fields + lists) as u32,
            ..Self::default()
        };
        for _ in 0..fields {
            let mut parts = all.next()?.split(|&byte| byte == b'\t').map(<[u8]>::to_vec);
            let name = parts.next()?;
            let frequent: Vec<_> = parts.take(most + 1).collect();
            let longest = frequent
                .iter()
                .fold(name.len(), |most, value| most.max(value.len()));
            if longest > LONGEST || frequent.len() > most {
                return None;
            }
            legend.fields.push(Field { name, frequent });
        }
        for _ in 0..lists {
            legend.lists.push(numbers(all.next()?, fields)?);
        }
        Some(legend)
    }

    fn section(&self) -> Vec<u8> {
        let counts = format!("{} {}\n", self.fields.len(), self.lists.len());
        let mut section = counts.into_bytes();
        for field in &self.fields {
            section.extend_from_slice(&field.name);
            for value in &field.frequent {
                section.push(b'\t');
                section.extend_from_slice(value);
            }
            section.push(b'\n');
        }
        for list in &self.lists {
            let fields: Vec<String> = list.iter().map(usize::to_string).collect();
            section.extend_from_slice(fields.join(" ").as_bytes());
            section.push(b'\n');
        }
        section
    }

    /// The names and values of a short line; nothing where it was made up.
    fn each_part<'a>(
        &'a self,
        line: &'a [u8],
        each: &mut dyn FnMut(&'a [u8], &'a [u8]),
    ) -> Option<()> {
        let (list, mut rest) = line.split_first()?;
        for &field in self.lists.get(usize::from(list ^ NUMBERED))? {
            let Field { name, frequent } = &self.fields[field];
            let value = match *rest.first()? {
                number if number >= NUMBERED => {
                    rest = &rest[1..];
                    frequent.get(usize::from(number ^ NUMBERED))?
                }
                _ => {
                    let end = memchr::memchr(b'\t', rest)?;
                    let value = &rest[..end];
                    rest = &rest[end + 1..];
                    value
                }
            };
            each(name, value);
        }
        rest.is_empty().then_some(())
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
        if parts.len() > usize::from(NUMBERED) {
            return None;
        }
        let mut fields = Vec::with_capacity(parts.len());
        for (name, _) in &parts {
            fields.push(self.field(name)?);
        }
        let list = number_of(&mut self.lists, |list| *list == fields, || fields.clone())?;
        to.push(list as u8 | NUMBERED);
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
    fn number(&mut self, field: usize, value: &[u8], seen: &mut HashMap<u64, u8>) -> Option<u8> {
        if value.len() > LONGEST {
            return None;
        }
        let frequent = &mut self.fields[field].frequent;
        let times = seen.entry(checksum(value) ^ field as u64).or_insert(0);
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
    fn field(&mut self, name: &[u8]) -> Option<usize> {
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
fn number_of<T>(
    all: &mut Vec<T>,
    is: impl Fn(&T) -> bool,
    new: impl FnOnce() -> T,
) -> Option<usize> {
    let known = all.iter().position(is);
    let number = known.unwrap_or(all.len());
    if number >= usize::from(NUMBERED) {
        return None;
    }
    if known.is_none() {
        all.push(new());
    }
    Some(number)
}

/// Whether a line is one that the legend spells out.
fn is_short(line: &[u8]) -> bool {
    line.first().is_some_and(|&first| first >= NUMBERED)
}

/// The names and values of a JSON object that has some, as they stand; nothing where it has tabs.
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

/// Takes a JSON value from the front, up to what ends it.
fn part<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let (mut at, mut depth) = (0, 0_usize);
    loop {
        match *rest.get(at)? {
            b'"' => at = string_end(rest, at + 1)?,
            b'{' | b'[' => depth += 1,
            b',' | b':' | b'}' | b']' if depth == 0 => break,
            b'}' | b']' => depth -= 1,
            _ => {}
        }
        at += 1;
    }
    // What begins otherwise is no JSON, and would be taken for a number.
    let plain = rest[..at].first().is_some_and(u8::is_ascii);
    rest.split_off(..at).filter(|_| plain)
}

/// The place of the quotation mark that ends a string.
fn string_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += memchr::memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes[at] == b'"' {
            return Some(at);
        }
        at += 2;
    }
}

/// Numbers with a space between; nothing where one is none, or not below `end`, or where there are too many.
fn numbers(line: &[u8], end: usize) -> Option<Vec<usize>> {
    let mut numbers = Vec::new();
    for number in std::str::from_utf8(line).ok()?.split(' ') {
        if numbers.len() == usize::from(NUMBERED) {
            return None;
        }
        numbers.push(number.parse().ok().filter(|&number| number < end)?);
    }
    Some(numbers)
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, OFTEN, Records};
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
        let line = prop_oneof![20 => object, 1 => "([!-~]\\PC{0,20})?|\\{[ -~\té]{0,20}\\}"];
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
        // Nor more than there are numbers for in one record.
        let records = [format!("{{{}}}", vec![r#""a":1"#; 300].join(",")).into_bytes()];
        assert_eq!(all(section(&records)), Some(records.to_vec()));
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
        let many = |one: &str| format!("1 1\n\"a\"{}\n0{}\n", one.repeat(128), " 0".repeat(127));
        assert!(!refused(many("\t1").as_bytes()));
        assert!(
            refused(many("\t1\t1").as_bytes())
                && refused(many("\t1").replace("0 0", "0 0 0").as_bytes())
        );
        assert_eq!(all(b"0 0\n".to_vec()), Some(Vec::new()));
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
