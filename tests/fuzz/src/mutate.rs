//! How inputs are changed so that they get behind the first check: an input of less than two bytes, with which every
//! search begins, becomes one of the target's seeds, and a changed pack gets its checksums made right again.

use crate::apart::{sealed, sections};
use crate::json::{self, Random};
use gapwise::pack::format;
use gapwise::search::checksum;
use libfuzzer_sys::fuzzer_mutate;
use serde_json::Value;

/// An input in libFuzzer's hands: a buffer, of which the first `size` bytes are the input.
pub struct Input<'a> {
    pub buffer: &'a mut [u8],
    pub size: usize,
    pub seed: u32,
}

impl Input<'_> {
    /// Becomes one of the seeds, which must be short enough.
    fn begins<T: AsRef<[u8]>>(self, seeds: &[T], random: &mut Random) -> usize {
        let seed = seeds[random.below(seeds.len())].as_ref();
        assert!(seed.len() <= self.buffer.len(), "{} bytes", seed.len());
        self.becomes(seed)
    }

    /// Puts other bytes in its place, as far as there is room; gives the new size.
    fn becomes(self, bytes: &[u8]) -> usize {
        let size = bytes.len().min(self.buffer.len());
        self.buffer[..size].copy_from_slice(&bytes[..size]);
        size
    }

    /// Changes a text, which may be JSON; `seeds` also give the words that are put in.
    #[must_use]
    pub fn text(self, seeds: &[String]) -> usize {
        let mut random = Random::new(self.seed);
        let most = self.buffer.len();
        let text = String::from_utf8_lossy(&self.buffer[..self.size]).into_owned();
        if self.size < 2 {
            return self.begins(seeds, &mut random);
        }
        match random.below(4) {
            0 => {
                let seed = &seeds[random.below(seeds.len())];
                let words: Vec<&str> = seed
                    .split_inclusive([' ', '"', ',', ';', '<', '>', '\n', ':'])
                    .collect();
                let mut at = random.below(text.len() + 1);
                while !text.is_char_boundary(at) {
                    at -= 1;
                }
                let word = words[random.below(words.len())];
                self.becomes([&text[..at], word, &text[at..]].concat().as_bytes())
            }
            1 | 2 => match serde_json::from_str::<Value>(&text) {
                Ok(mut value) => {
                    for _ in 0..=random.below(3) {
                        let mut bytes = |text: &str| {
                            String::from_utf8_lossy(&changed(text.as_bytes(), text.len() + 64))
                                .into_owned()
                        };
                        json::change(&mut value, &mut random, &mut bytes);
                    }
                    let text = value.to_string();
                    if text.len() <= most {
                        self.becomes(text.as_bytes())
                    } else {
                        self.size
                    }
                }
                Err(_) => fuzzer_mutate(self.buffer, self.size, most),
            },
            _ => fuzzer_mutate(self.buffer, self.size, most),
        }
    }

    /// Changes the bytes of one or two sections of a pack, or those of the whole.
    #[must_use]
    pub fn pack(self, seeds: &[Vec<u8>]) -> usize {
        let mut random = Random::new(self.seed);
        let most = self.buffer.len();
        if self.size < 2 {
            return self.begins(seeds, &mut random);
        }
        let known = format::sections(&self.buffer[..self.size]);
        if known.is_err() || random.below(16) == 0 {
            return fuzzer_mutate(self.buffer, self.size, most);
        }
        let mut parts = sections(&self.buffer[..self.size]);
        if random.below(16) == 0 && parts.len() > 1 {
            parts.remove(random.below(parts.len()));
        }
        for _ in 0..=random.below(2) {
            let at = random.below(parts.len());
            let bytes = &mut parts[at].bytes;
            *bytes = match serde_json::from_slice::<Value>(bytes) {
                Ok(mut value) if random.below(2) == 0 => {
                    let mut bytes = |text: &str| {
                        String::from_utf8_lossy(&changed(text.as_bytes(), text.len() + 64))
                            .into_owned()
                    };
                    json::change(&mut value, &mut random, &mut bytes);
                    value.to_string().into_bytes()
                }
                _ => changed(bytes, bytes.len() + 64),
            };
        }
        let pack = sealed(parts);
        if pack.len() <= most {
            self.becomes(&pack)
        } else {
            self.size
        }
    }

    /// Changes a difference between packs and makes its checksum right.
    #[must_use]
    pub fn delta(self, seeds: &[Vec<u8>]) -> usize {
        let mut random = Random::new(self.seed);
        if self.size < 2 {
            return self.begins(seeds, &mut random);
        }
        let most = self.buffer.len();
        let Self { buffer, size, .. } = self;
        // What stands before the steps seldom: nothing gets past it when it is wrong.
        let from = if size > 44 && random.below(16) > 0 {
            36
        } else {
            0
        };
        let size = from + fuzzer_mutate(&mut buffer[from..], size - from, most - from);
        if size > 20 && random.below(16) > 0 {
            let sum = checksum(&buffer[20..size]);
            buffer[12..20].copy_from_slice(&sum.to_le_bytes());
        }
        size
    }
}

/// Bytes changed as libFuzzer changes an input, at most so many.
fn changed(bytes: &[u8], most: usize) -> Vec<u8> {
    let mut buffer = bytes.to_vec();
    buffer.resize(most.max(1), 0);
    let size = fuzzer_mutate(&mut buffer, bytes.len(), most.max(1));
    buffer.truncate(size);
    buffer
}
