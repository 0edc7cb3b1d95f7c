//! Reading numbers and texts out of bytes that may be damaged: every read is checked.

use super::SearchError;
use tantivy::directory::OwnedBytes;

/// Appends numbers, little-endian, and texts with their length.
#[derive(Default)]
pub(super) struct ByteWriter(pub(super) Vec<u8>);

impl ByteWriter {
    pub(super) fn u8(&mut self, value: u8) {
        self.0.push(value);
    }

    pub(super) fn u32(&mut self, value: u32) {
        self.0.extend_from_slice(&value.to_le_bytes());
    }

    pub(super) fn u64(&mut self, value: u64) {
        self.0.extend_from_slice(&value.to_le_bytes());
    }

    /// A count that is known to fit: nothing here outgrows the number of resources or the text.
    pub(super) fn count(&mut self, value: usize) {
        self.u32(u32::try_from(value).unwrap_or(u32::MAX));
    }

    /// A number in as many groups of seven bits as it needs, the lowest first.
    pub(super) fn packed(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.u8((value & 0x7f) as u8 | 0x80);
            value >>= 7;
        }
        self.u8(value as u8);
    }

    /// A text of at most 255 bytes: words are capped in length.
    pub(super) fn short_text(&mut self, text: &str) {
        self.u8(u8::try_from(text.len()).unwrap_or(u8::MAX));
        self.0.extend_from_slice(text.as_bytes());
    }

    pub(super) fn text(&mut self, text: &str) {
        self.count(text.len());
        self.0.extend_from_slice(text.as_bytes());
    }
}

/// Reads in the order of writing.
pub(super) struct ByteReader<'a> {
    file: &'a str,
    bytes: OwnedBytes,
}

impl<'a> ByteReader<'a> {
    /// `file` is named in errors.
    pub(super) fn new(file: &'a str, bytes: OwnedBytes) -> Self {
        Self { file, bytes }
    }

    pub(super) fn damaged(&self, detail: &str) -> SearchError {
        SearchError::damaged(self.file, detail)
    }

    /// The next `length` bytes, shared.
    pub(super) fn slice(&mut self, length: usize) -> Result<OwnedBytes, SearchError> {
        if length > self.bytes.len() {
            return Err(self.damaged("it ends too early"));
        }
        let rest = self.bytes.split_off(length);
        Ok(std::mem::replace(&mut self.bytes, rest))
    }

    pub(super) fn u8(&mut self) -> Result<u8, SearchError> {
        Ok(self.slice(1)?[0])
    }

    pub(super) fn u32(&mut self) -> Result<u32, SearchError> {
        let bytes = self.slice(4)?;
        Ok(read_u32(&bytes, 0))
    }

    pub(super) fn u64(&mut self) -> Result<u64, SearchError> {
        let low = u64::from(self.u32()?);
        Ok(u64::from(self.u32()?) << 32 | low)
    }

    pub(super) fn count(&mut self) -> Result<usize, SearchError> {
        Ok(self.u32()? as usize)
    }

    pub(super) fn text(&mut self) -> Result<String, SearchError> {
        let length = self.count()?;
        let bytes = self.slice(length)?;
        match std::str::from_utf8(&bytes) {
            Ok(text) => Ok(text.to_owned()),
            Err(_) => Err(self.damaged("a text is not UTF-8")),
        }
    }

    /// Nothing may follow.
    pub(super) fn end(self) -> Result<(), SearchError> {
        if self.bytes.is_empty() {
            Ok(())
        } else {
            Err(self.damaged("it is longer than it should be"))
        }
    }
}

/// Rows of so many numbers, in order, and behind them bytes for each: the last number of a row says where its bytes end.
/// The number of rows stands before them.
pub(super) struct Rows {
    whole: OwnedBytes,
    width: usize,
}

impl Rows {
    pub(super) fn open(file: &str, whole: &OwnedBytes, width: usize) -> Result<Self, SearchError> {
        let whole = whole.clone();
        let rows = Self { whole, width };
        let left = rows.whole.len().checked_sub(rows.blob());
        let ends = |blob: usize| blob == rows.len().checked_sub(1).map_or(0, |last| rows.end(last));
        match left.is_some_and(ends) {
            true => Ok(rows),
            false => Err(SearchError::damaged(file, "its length does not fit")),
        }
    }

    pub(super) fn len(&self) -> usize {
        read_u32(&self.whole, 0) as usize
    }

    pub(super) fn number(&self, row: usize, at: usize) -> u32 {
        read_u32(&self.whole, 1 + self.width * row + at)
    }

    /// The first row that is not before what is looked for.
    pub(super) fn first(&self, is_before: impl Fn(usize) -> bool) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            if is_before(middle) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// The bytes of a row; none where its ends are not sound.
    pub(super) fn bytes(&self, row: usize) -> &[u8] {
        let start = row.checked_sub(1).map_or(0, |before| self.end(before));
        let blob = self.whole.get(self.blob()..).unwrap_or_default();
        blob.get(start..self.end(row)).unwrap_or_default()
    }

    /// Where the bytes of a row end among those of all rows.
    fn end(&self, row: usize) -> usize {
        self.number(row, self.width - 1) as usize
    }

    /// Where the bytes of the rows begin.
    fn blob(&self) -> usize {
        let numbers = self.len().saturating_mul(self.width);
        numbers.saturating_add(1).saturating_mul(4)
    }
}

/// The `index`th number in a row of little-endian `u32`; 0 beyond its end.
pub(super) fn read_u32(bytes: &[u8], index: usize) -> u32 {
    bytes
        .get(index * 4..index * 4 + 4)
        .and_then(|four| four.try_into().ok())
        .map_or(0, u32::from_le_bytes)
}
