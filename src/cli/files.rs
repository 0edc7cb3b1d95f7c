//! Reading and writing files; `-` is standard input or output.

use super::failure::Failure;
use gapwise::engine::{Engine, OffsetUnit};
use gapwise::pack::{Pack, Source};
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// The name shown for standard input.
const STANDARD_INPUT: &str = "standard input";

fn is_dash(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// What to call a file in messages.
pub(super) fn name(path: &Path) -> String {
    if is_dash(path) {
        STANDARD_INPUT.into()
    } else {
        path.display().to_string()
    }
}

/// A file's bytes.
pub(super) fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let read = if is_dash(path) {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        fs::read(path)
    };
    read.map_err(|error| Failure::reading(path, &error))
}

/// A file's text.
pub(super) fn text(path: &Path) -> Result<String, Failure> {
    String::from_utf8(bytes(path)?).map_err(|error| {
        let line = error.as_bytes()[..error.utf8_error().valid_up_to()]
            .iter()
            .filter(|&&byte| byte == b'\n')
            .count();
        Failure::new(
            format!("{}: line {}: not UTF-8", name(path), line + 1),
            "Save the file as UTF-8.",
        )
    })
}

/// A file's text with its name.
pub(super) fn source(path: &Path) -> Result<Source, Failure> {
    Ok(Source {
        name: name(path),
        text: text(path)?,
    })
}

/// The files of a folder with an ending, by name; none if there is no such folder.
pub(super) fn listed(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, Failure> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let entries = fs::read_dir(folder).map_err(|error| Failure::reading(folder, &error))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry
            .map_err(|error| Failure::reading(folder, &error))?
            .path();
        if path.extension().is_some_and(|found| found == ending) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Writes a file whole or not at all: beside it first, then moved into place. `-` is standard output.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if is_dash(path) {
        return io::stdout()
            .lock()
            .write_all(bytes)
            .map_err(Failure::output);
    }
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".{}.part", std::process::id()));
    let beside = PathBuf::from(beside);
    fs::write(&beside, bytes)
        .and_then(|()| fs::rename(&beside, path))
        .map_err(|error| {
            let _ = fs::remove_file(&beside);
            Failure::writing(path, &error)
        })
}

/// Opens a pack.
pub(super) fn engine(path: &Path) -> Result<Engine, Failure> {
    let failure = |error| Failure::at(&name(path), &error);
    let pack = Pack::open(bytes(path)?).map_err(failure)?;
    pack.check().map_err(failure)?;
    Ok(Engine::new(pack, OffsetUnit::Characters))
}
