//! Rows of different lengths in one array (compressed sparse rows).

/// Rows of values, in two flat arrays.
#[derive(Clone, Debug)]
pub(super) struct Rows<T> {
    starts: Vec<u32>,
    values: Vec<T>,
}

impl<T> Rows<T> {
    pub fn new() -> Self {
        Self::with_capacity(0, 0)
    }

    pub fn with_capacity(rows: usize, values: usize) -> Self {
        let mut starts = Vec::with_capacity(rows + 1);
        starts.push(0);
        Self {
            starts,
            values: Vec::with_capacity(values),
        }
    }

    /// So many rows of values that come in any order, each with the number of its row; those of a row stay in theirs. `each`
    /// is called twice and has to give the same.
    pub fn gathered(rows: usize, each: impl Fn(&mut dyn FnMut(u32, T))) -> Self
    where
        T: Copy + Default,
    {
        let mut starts = vec![0u32; rows + 1];
        each(&mut |row, _| starts[row as usize + 1] += 1);
        for row in 0..rows {
            starts[row + 1] += starts[row];
        }
        let mut next = starts.clone();
        let mut values = vec![T::default(); starts[rows] as usize];
        each(&mut |row, value| {
            let next = &mut next[row as usize];
            values[*next as usize] = value;
            *next += 1;
        });
        Self { starts, values }
    }

    /// Appends a whole row.
    pub fn push(&mut self, row: &[T])
    where
        T: Copy,
    {
        // Most rows of most constraints are empty.
        if !row.is_empty() {
            self.values.extend_from_slice(row);
        }
        self.end();
    }

    /// Appends a value to the row that [`Rows::end`] will close.
    pub fn add(&mut self, value: T) {
        self.values.push(value);
    }

    /// Closes the row that is being written.
    pub fn end(&mut self) {
        let end = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
        self.starts.push(end);
    }

    #[inline(always)]
    pub fn row(&self, at: usize) -> &[T] {
        &self.values[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    /// All values of all rows.
    pub fn total(&self) -> usize {
        self.values.len()
    }
}
