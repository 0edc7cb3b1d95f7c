//! The files of an index: named bytes, kept in order, shared without copying, with checksums.
//!
//! [`IndexFiles`] is what a pack stores. [`WrittenFiles`] collects what tantivy writes while an index is built.

use super::SearchError;
use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, Directory, DirectoryLock, FileHandle, Lock, OwnedBytes, TerminatingWrite,
    WatchCallback, WatchHandle, WritePtr,
};

/// An index as a set of files, ordered by name. The same input gives the same names and bytes,
/// natively and in wasm.
#[derive(Clone, Debug, Default)]
pub struct IndexFiles {
    /// Names and bytes. [`OwnedBytes`] is a shared slice: cloning and slicing do not copy.
    pub files: Vec<(String, OwnedBytes)>,
}

impl IndexFiles {
    /// The bytes of a file.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&OwnedBytes> {
        self.files
            .iter()
            .find(|(file, _)| file == name)
            .map(|(_, bytes)| bytes)
    }

    /// How many bytes all files have together.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.iter().map(|(_, bytes)| bytes.len()).sum()
    }

    /// Whether there are no bytes at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(super) fn require(&self, name: &str) -> Result<&OwnedBytes, SearchError> {
        self.get(name).ok_or_else(|| SearchError::MissingFile {
            file: name.to_owned(),
        })
    }
}

impl PartialEq for IndexFiles {
    fn eq(&self, other: &Self) -> bool {
        let pairs = || self.files.iter().zip(&other.files);
        self.files.len() == other.files.len()
            && pairs().all(|((a, left), (b, right))| a == b && left.as_slice() == right.as_slice())
    }
}

impl Eq for IndexFiles {}

/// A checksum for accidents, not for attackers. Each step is a bijection of the state for a given
/// chunk and of the chunk for a given state, so a change within one chunk of eight bytes never goes
/// unnoticed.
#[must_use]
pub fn checksum(bytes: &[u8]) -> u64 {
    const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
    let step = |state: u64, chunk: u64| (state ^ chunk).wrapping_mul(ODD).rotate_left(29);
    let (chunks, rest) = bytes.as_chunks::<8>();
    let start = step(ODD, bytes.len() as u64);
    let state = chunks.iter().fold(start, |state, chunk| {
        step(state, u64::from_le_bytes(*chunk))
    });
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    step(state, u64::from_le_bytes(last))
}

/// Files in memory, as tantivy wants to see them. Unlike its own, they are not copied once written.
#[derive(Clone, Debug, Default)]
pub(super) struct WrittenFiles {
    files: Arc<RwLock<BTreeMap<PathBuf, OwnedBytes>>>,
}

impl WrittenFiles {
    fn find(&self, path: &Path) -> Result<OwnedBytes, OpenReadError> {
        let files = self.files.read().unwrap_or_else(PoisonError::into_inner);
        files
            .get(path)
            .cloned()
            .ok_or_else(|| OpenReadError::FileDoesNotExist(path.to_owned()))
    }

    fn put(&self, path: &Path, bytes: Vec<u8>) {
        let mut files = self.files.write().unwrap_or_else(PoisonError::into_inner);
        files.insert(path.to_owned(), OwnedBytes::new(bytes));
    }
}

impl Directory for WrittenFiles {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        Ok(Arc::new(self.find(path)?))
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        let mut files = self.files.write().unwrap_or_else(PoisonError::into_inner);
        match files.remove(path) {
            Some(_) => Ok(()),
            None => Err(DeleteError::FileDoesNotExist(path.to_owned())),
        }
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        Ok(self.find(path).is_ok())
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        if self.find(path).is_ok() {
            return Err(OpenWriteError::FileAlreadyExists(path.to_owned()));
        }
        Ok(BufWriter::new(Box::new(FileWriter {
            files: self.clone(),
            path: path.to_owned(),
            bytes: Vec::new(),
        })))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        Ok(self.find(path)?.as_slice().to_vec())
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.put(path, data.to_vec());
        Ok(())
    }

    fn sync_directory(&self) -> io::Result<()> {
        Ok(())
    }

    /// Nobody else knows these files, so every lock is free; lock files would wait and sleep.
    fn acquire_lock(&self, _: &Lock) -> Result<DirectoryLock, LockError> {
        Ok(DirectoryLock::from(Box::new(())))
    }

    /// The files never change once they are open.
    fn watch(&self, _: WatchCallback) -> tantivy::Result<WatchHandle> {
        Ok(WatchHandle::empty())
    }
}

/// A file being written; it appears when it is finished.
struct FileWriter {
    files: WrittenFiles,
    path: PathBuf,
    bytes: Vec<u8>,
}

impl Write for FileWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl TerminatingWrite for FileWriter {
    fn terminate_ref(&mut self, _: AntiCallToken) -> io::Result<()> {
        self.files.put(&self.path, std::mem::take(&mut self.bytes));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::checksum;

    #[test]
    fn every_single_bit_counts() {
        let bytes: Vec<u8> = (0..37).collect();
        let whole = checksum(&bytes);
        for at in 0..bytes.len() * 8 {
            let mut changed = bytes.clone();
            changed[at / 8] ^= 1 << (at % 8);
            assert_ne!(checksum(&changed), whole, "bit {at}");
        }
        assert_ne!(checksum(&bytes[..36]), whole);
        assert_ne!(checksum(&[]), checksum(&[0]));
    }
}
