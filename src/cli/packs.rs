//! `gapwise pack`: packs as files, and what a server holds so that readers fetch differences only.

use super::arguments::{Pack as Arguments, PackCommand};
use super::failure::Failure;
use super::{Outcome, files, print, print_json};
use gapwise::engine::{Engine, OffsetUnit, PackInfo};
use gapwise::pack::{Pack, delta, format};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

pub(super) fn pack(arguments: &Arguments) -> Result<Outcome, Failure> {
    match &arguments.command {
        PackCommand::Info { pack, json } => info(pack, *json)?,
        PackCommand::Diff { old, new, output } => {
            let delta = difference(&files::bytes(old)?, old, &files::bytes(new)?, new)?;
            files::write(output, &delta)?;
            eprintln!("{}: {} bytes", output.display(), delta.len());
        }
        PackCommand::Apply { old, delta, output } => {
            let new = delta::apply(&files::bytes(old)?, &files::bytes(delta)?)
                .map_err(|error| Failure::at(&files::name(delta), &error))?;
            files::write(output, &new)?;
            eprintln!("{}: {} bytes", output.display(), new.len());
        }
        PackCommand::Publish { pack, from } => publish(pack, from)?,
    }
    Ok(Outcome::Done)
}

/// A pack and its sections.
#[derive(Serialize)]
struct Info {
    #[serde(flatten)]
    pack: PackInfo,
    sections: Vec<Section>,
}

#[derive(Serialize)]
struct Section {
    name: String,
    bytes: usize,
}

fn info(path: &Path, json: bool) -> Result<(), Failure> {
    let bytes = files::bytes(path)?;
    let failure = |error| Failure::at(&files::name(path), &error);
    let sections = format::sections(&bytes).map_err(failure)?;
    let pack = Pack::open(bytes).map_err(failure)?;
    pack.check().map_err(failure)?;
    let info = Info {
        pack: Engine::new(pack, OffsetUnit::Characters).info(),
        sections: sections
            .into_iter()
            .map(|(name, bytes)| Section { name, bytes })
            .collect(),
    };
    if json {
        return print_json(&info);
    }
    let mut out = format!(
        "version {}, {} resources, maps: {}\n",
        info.pack.version.as_deref().unwrap_or("?"),
        info.pack.resources,
        info.pack.maps.join(", "),
    );
    if !info.pack.without.is_empty() {
        let names = info.pack.without.iter().map(|part| part.name());
        let names: Vec<&str> = names.collect();
        let _ = writeln!(out, "built without: {}", names.join(", "));
    }
    for Section { name, bytes } in &info.sections {
        let _ = writeln!(out, "{bytes:>10}  {name}");
    }
    print(&out)
}

/// What lies beside a pack as `PACK.json`.
#[derive(Serialize)]
struct Manifest {
    /// The version of the pack.
    version: String,
    /// Its length.
    bytes: usize,
    /// By the version of an old pack, what makes the new one of it.
    deltas: BTreeMap<String, Delta>,
}

#[derive(Serialize)]
struct Delta {
    /// A file beside the pack. Its name is never used for other bytes.
    file: String,
    /// Its length.
    bytes: usize,
}

fn publish(path: &Path, from: &[PathBuf]) -> Result<(), Failure> {
    let new = files::bytes(path)?;
    let version = version(&new, path)?;
    let mut deltas = BTreeMap::new();
    for old_path in from {
        let old = files::bytes(old_path)?;
        let old_version = self::version(&old, old_path)?;
        let delta = difference(&old, old_path, &new, path)?;
        if old_version == version || delta.len() >= new.len() {
            eprintln!("{}: fetching all of it costs no more", old_path.display());
            continue;
        }
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let file = format!("{stem}.{old_version}-{version}.gwdelta");
        files::write(&path.with_file_name(&file), &delta)?;
        eprintln!("{file}: {} bytes from {}", delta.len(), old_path.display());
        let bytes = delta.len();
        deltas.insert(old_version, Delta { file, bytes });
    }
    let manifest = Manifest {
        version,
        bytes: new.len(),
        deltas,
    };
    let text =
        serde_json::to_string_pretty(&manifest).map_err(|error| Failure::output(error.into()))?;
    let mut beside = path.as_os_str().to_owned();
    beside.push(".json");
    files::write(Path::new(&beside), (text + "\n").as_bytes())
}

fn version(pack: &[u8], path: &Path) -> Result<String, Failure> {
    format::version(pack).map_err(|error| Failure::at(&files::name(path), &error))
}

fn difference(
    old: &[u8],
    old_path: &Path,
    new: &[u8],
    new_path: &Path,
) -> Result<Vec<u8>, Failure> {
    version(old, old_path)?;
    version(new, new_path)?;
    delta::diff(old, new).map_err(|error| Failure::of(&error))
}
