//! What a browser downloads: sizes of the package's files, kept in a snapshot so that growth shows in a diff.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::compress::{brotli, gzip};
use crate::console::{self, grouped};
use crate::package::is_release;
use crate::parts::{self, Part};
use crate::program::Program;
use crate::project::Project;

/// The committed snapshot.
const SNAPSHOT: &str = "pkg-tests/size.json";

/// Where the snapshot keeps what the engine's size is made of.
const PARTS: &str = "parts of the engine's code";

/// The file that growth is judged by.
const ENGINE: &str = "wasm/gapwise_bg.wasm";

/// How much larger the engine may be than in the snapshot, in per cent.
const ALLOWED_GROWTH: usize = 3;

/// Bytes of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Size {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// Prints the sizes and writes the snapshot.
pub fn snapshot(project: &Project) -> Result<()> {
    let sizes = measure(project)?;
    print(&sizes);
    console::step("what the engine's size is made of");
    let parts = parts::of(project)?;
    print_parts(&parts);
    let file = project.root.join(SNAPSHOT);
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(&file, to_json(&sizes, &parts))
        .with_context(|| format!("cannot write {}", file.display()))
}

/// Prints the sizes; with `check`, fails if the engine grew too much.
pub fn show(project: &Project, check: bool) -> Result<()> {
    const BUILD: &str = "what to do: build it with `cargo xtask build --release`";
    if !project.engine().is_file() || !is_release(project) {
        bail!("pkg/ does not hold the engine as it ships\n  {BUILD}");
    }
    let sizes = measure(project)?;
    print(&sizes);
    if !check {
        return Ok(());
    }
    let committed = committed(project)?;
    let limit = limit(committed);
    let now = sizes[ENGINE].brotli;
    if now > limit {
        bail!(
            "{ENGINE} is {} bytes under brotli; the snapshot has {}, and {ALLOWED_GROWTH} % more is {}\n  what to \
             do: find what made it grow; if it is worth it, commit the new {SNAPSHOT} and say why",
            grouped(now),
            grouped(committed),
            grouped(limit)
        );
    }
    console::note(format_args!(
        "{ENGINE}: at most {} bytes under brotli allowed",
        grouped(limit)
    ));
    Ok(())
}

fn limit(committed: usize) -> usize {
    committed + committed * ALLOWED_GROWTH / 100
}

/// The engine's size under brotli in the snapshot of the last commit, for a release build has just written the file;
/// in a copy without history, of the file.
fn committed(project: &Project) -> Result<usize> {
    let from_git = Program::new(project, "git")
        .arg("show")
        .arg(format!("HEAD:{SNAPSHOT}"))
        .read();
    let text = from_git.or_else(|_| {
        fs::read_to_string(project.root.join(SNAPSHOT))
            .with_context(|| format!("cannot read {SNAPSHOT}"))
    })?;
    engine_in(&text).with_context(|| format!("{SNAPSHOT} says nothing about {ENGINE}"))
}

fn engine_in(snapshot: &str) -> Option<usize> {
    let value: Value = serde_json::from_str(snapshot).ok()?;
    usize::try_from(value.get(ENGINE)?.get("brotli")?.as_u64()?).ok()
}

/// Sizes by the file's name in `pkg/`: the module, its glue, and the entry points; not the pieces that they share,
/// whose names change with their content.
fn measure(project: &Project) -> Result<BTreeMap<String, Size>> {
    let mut sizes = BTreeMap::new();
    for (folder, endings) in [("", &[".js"][..]), ("wasm/", &[".js", ".wasm"])] {
        let path = project.root.join("pkg").join(folder);
        for entry in
            fs::read_dir(&path).with_context(|| format!("cannot read {}", path.display()))?
        {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let wanted =
                endings.iter().any(|ending| name.ends_with(ending)) && !name.starts_with("chunk-");
            if wanted && entry.file_type()?.is_file() {
                let bytes = fs::read(entry.path())?;
                let size = Size {
                    raw: bytes.len(),
                    gzip: gzip(&bytes, 9).len(),
                    brotli: brotli(&bytes, 11).len(),
                };
                sizes.insert(format!("{folder}{name}"), size);
            }
        }
    }
    if !sizes.contains_key(ENGINE) {
        bail!("pkg/{ENGINE} is missing");
    }
    Ok(sizes)
}

fn print(sizes: &BTreeMap<String, Size>) {
    println!(
        "{:32} {:>12} {:>12} {:>12}",
        "bytes", "raw", "gzip -9", "brotli 11"
    );
    for (name, size) in sizes {
        println!(
            "{name:32} {:>12} {:>12} {:>12}",
            grouped(size.raw),
            grouped(size.gzip),
            grouped(size.brotli)
        );
    }
}

fn print_parts(parts: &BTreeMap<String, Part>) {
    let mut parts: Vec<_> = parts.iter().collect();
    parts.sort_by_key(|(_, part)| std::cmp::Reverse(part.brotli));
    println!("{:32} {:>12} {:>12}", "bytes of code", "raw", "brotli");
    for (name, part) in parts {
        let (raw, brotli) = (grouped(part.raw), grouped(part.brotli));
        println!("{name:32} {raw:>12} {brotli:>12}");
    }
}

fn to_json(sizes: &BTreeMap<String, Size>, parts: &BTreeMap<String, Part>) -> String {
    let mut files: serde_json::Map<String, Value> = sizes
        .iter()
        .map(|(name, size)| {
            (
                name.clone(),
                json!({"brotli": size.brotli, "gzip": size.gzip, "raw": size.raw}),
            )
        })
        .collect();
    let parts: serde_json::Map<String, Value> = parts
        .iter()
        .map(|(name, part)| {
            let part = json!({"brotli": part.brotli, "raw": part.raw});
            (name.clone(), part)
        })
        .collect();
    files.insert(PARTS.to_owned(), Value::Object(parts));
    format!("{:#}\n", Value::Object(files))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_snapshot_reads_back() {
        let size = Size {
            raw: 30,
            gzip: 20,
            brotli: 10,
        };
        let sizes = BTreeMap::from([(ENGINE.to_owned(), size), ("index.js".to_owned(), size)]);
        let text = to_json(&sizes, &BTreeMap::new());
        assert_eq!(engine_in(&text), Some(10));
        assert!(
            text.starts_with("{\n  \"index.js\": {\n    \"brotli\": 10,"),
            "{text}"
        );
        assert_eq!(engine_in("{}"), None);
    }

    #[test]
    fn three_per_cent_more_is_allowed() {
        assert_eq!(limit(1000), 1030);
    }
}
