//! Where things are, and whether they are up to date.

use std::ffi::OsString;
use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context, Result};

/// The folders of one checkout.
pub struct Project {
    /// The repository.
    pub root: PathBuf,
    /// Cargo's target folder: what is built and what is installed for the build.
    pub target: PathBuf,
}

impl Project {
    /// The checkout that `cargo xtask` was called in.
    pub fn find() -> Result<Self> {
        let manifest = std::env::var_os("CARGO_MANIFEST_DIR")
            .unwrap_or_else(|| OsString::from(env!("CARGO_MANIFEST_DIR")));
        let root = Path::new(&manifest)
            .parent()
            .context("xtask must lie in the repository")?
            .to_path_buf();
        let target = match std::env::var_os("CARGO_TARGET_DIR") {
            Some(folder) => std::path::absolute(folder)?,
            None => root.join("target"),
        };
        Ok(Self { root, target })
    }

    /// A program that set-up installed, such as `wasm-bindgen`.
    pub fn tool(&self, name: &str) -> PathBuf {
        self.target
            .join("tools/bin")
            .join(name)
            .with_extension(std::env::consts::EXE_EXTENSION)
    }

    /// The curator's command line, built for release.
    pub fn command_line(&self) -> PathBuf {
        self.target
            .join("release/gapwise")
            .with_extension(std::env::consts::EXE_EXTENSION)
    }

    /// What the server serves.
    pub fn pages(&self) -> PathBuf {
        self.root.join("www/dist")
    }

    /// The pack that the pages open.
    pub fn pack(&self) -> PathBuf {
        self.pages().join("content.gwpack")
    }

    /// The engine, as it is in the npm package.
    pub fn engine(&self) -> PathBuf {
        self.root.join("pkg/wasm/gapwise_bg.wasm")
    }

    /// Where a note is kept of what an output was made from.
    pub fn stamp(&self, name: &str) -> PathBuf {
        self.target.join("xtask").join(name)
    }
}

/// A short name for some bytes: equal names mean, for our purposes, equal bytes.
pub fn fingerprint(bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    format!("{:016x}", hasher.finish())
}

/// Whether `stamp` says that the output was made from `inputs`.
pub fn stamped(stamp: &Path, inputs: &str) -> bool {
    fs::read_to_string(stamp).is_ok_and(|text| text == inputs)
}

/// Notes that the output was made from `inputs`.
pub fn write_stamp(stamp: &Path, inputs: &str) -> Result<()> {
    if let Some(folder) = stamp.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(stamp, inputs).with_context(|| format!("cannot write {}", stamp.display()))
}

/// The latest change in a file, or in a folder and all below it. A folder counts too: its time tells that a file went.
pub fn last_change(path: &Path) -> Result<SystemTime> {
    let about = fs::metadata(path).with_context(|| format!("{} is missing", path.display()))?;
    let mut latest = about.modified()?;
    if about.is_dir() {
        for entry in fs::read_dir(path)? {
            latest = latest.max(last_change(&entry?.path())?);
        }
    }
    Ok(latest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_stamp_holds_for_the_same_inputs_only() {
        let stamp = std::env::temp_dir().join(format!("xtask-stamp-{}", std::process::id()));
        assert!(!stamped(&stamp, "a"));
        write_stamp(&stamp, "a").unwrap();
        assert!(stamped(&stamp, "a"));
        assert!(!stamped(&stamp, "b"));
        fs::remove_file(stamp).unwrap();
    }

    #[test]
    fn a_folder_is_as_new_as_the_newest_below_it() {
        let folder = std::env::temp_dir().join(format!("xtask-change-{}", std::process::id()));
        fs::create_dir_all(folder.join("a/b")).unwrap();
        let file = fs::File::create(folder.join("a/b/c")).unwrap();
        let future = SystemTime::now() + Duration::from_secs(3600);
        file.set_modified(future).unwrap();
        assert_eq!(
            last_change(&folder).unwrap(),
            last_change(&folder.join("a/b/c")).unwrap()
        );
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn fingerprints_differ_with_content() {
        assert_eq!(fingerprint(b"one"), fingerprint(b"one"));
        assert_ne!(fingerprint(b"one"), fingerprint(b"two"));
    }
}
