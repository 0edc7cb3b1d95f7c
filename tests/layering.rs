//! The rule of the house: a module imports only from modules below it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Each module and what it may import. A module that is not here fails the test.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("diagnostic", &[]),
    ("order", &[]),
    ("framework", &["diagnostic", "order"]),
    ("catalog", &["framework", "diagnostic", "order"]),
    ("tagging", &["framework", "catalog", "diagnostic", "order"]),
    ("search", &["framework", "catalog", "diagnostic", "order"]),
    ("learner", &["framework", "diagnostic", "order"]),
    (
        "playlist",
        &["framework", "catalog", "learner", "diagnostic", "order"],
    ),
    ("coverage", &["framework", "catalog", "diagnostic", "order"]),
    (
        "pack",
        &[
            "framework",
            "catalog",
            "tagging",
            "search",
            "learner",
            "playlist",
            "coverage",
            "diagnostic",
            "order",
        ],
    ),
    (
        "engine",
        &[
            "framework",
            "catalog",
            "tagging",
            "search",
            "learner",
            "playlist",
            "coverage",
            "pack",
            "diagnostic",
            "order",
        ],
    ),
    (
        "interop",
        &[
            "framework",
            "catalog",
            "tagging",
            "search",
            "learner",
            "playlist",
            "coverage",
            "pack",
            "engine",
            "diagnostic",
            "order",
        ],
    ),
    (
        "web",
        &[
            "engine",
            "learner",
            "pack",
            "interop",
            "diagnostic",
            "order",
        ],
    ),
];

fn source_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn rust_files(at: &Path, found: &mut Vec<PathBuf>) {
    if at.is_file() {
        if at.extension().is_some_and(|ending| ending == "rs") {
            found.push(at.to_owned());
        }
    } else if let Ok(entries) = fs::read_dir(at) {
        for entry in entries.flatten() {
            rust_files(&entry.path(), found);
        }
    }
}

/// The files of each top-level module.
fn modules() -> BTreeMap<String, Vec<PathBuf>> {
    let mut modules = BTreeMap::new();
    for entry in fs::read_dir(source_folder())
        .expect("the source folder")
        .flatten()
    {
        let name = entry
            .file_name()
            .to_string_lossy()
            .trim_end_matches(".rs")
            .to_owned();
        if ["lib", "main", "cli"].contains(&name.as_str()) {
            continue;
        }
        let mut files = Vec::new();
        rust_files(&entry.path(), &mut files);
        if !files.is_empty() {
            modules.insert(name, files);
        }
    }
    modules
}

/// The top-level modules that a source text names through `crate::`, comments left out.
fn imports(source: &str) -> Vec<String> {
    let code: String = source
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default())
        .collect::<Vec<_>>()
        .join("\n");
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let names: Vec<&str> = match rest.strip_prefix('{') {
            Some(list) => list
                .split('}')
                .next()
                .unwrap_or_default()
                .split(',')
                .collect(),
            None => vec![rest],
        };
        for name in names {
            let name: String = name
                .trim()
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect();
            if !name.is_empty() {
                found.push(name);
            }
        }
    }
    found
}

#[test]
fn no_module_imports_upward() {
    let allowed: BTreeMap<&str, &[&str]> = MAY_IMPORT.iter().copied().collect();
    let mut wrong = Vec::new();
    for (module, files) in modules() {
        let Some(may) = allowed.get(module.as_str()) else {
            wrong.push(format!("{module}: give it its place in MAY_IMPORT"));
            continue;
        };
        for file in files {
            let source = fs::read_to_string(&file).expect("a source file");
            for import in imports(&source) {
                if import != module && !may.contains(&import.as_str()) {
                    wrong.push(format!("{} imports `{import}`", file.display()));
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "imports against the layering:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn an_upward_import_would_be_seen() {
    assert_eq!(imports("use crate::pack::Pack;"), ["pack"]);
    assert_eq!(
        imports("use crate::{web, search::Query};"),
        ["web", "search"]
    );
    assert_eq!(imports("let x = crate::engine::Engine::new();"), ["engine"]);
    assert!(imports("// use crate::web;").is_empty());
}

#[test]
fn only_search_knows_tantivy() {
    for (module, files) in modules()
        .into_iter()
        .filter(|(module, _)| module != "search")
    {
        for file in files {
            let source = fs::read_to_string(&file).expect("a source file");
            assert!(
                !source.contains("tantivy::"),
                "{module}: {} names tantivy",
                file.display()
            );
        }
    }
}

#[test]
fn the_core_is_pure() {
    let banned = [
        ("std::time::", "the clock"),
        ("SystemTime", "the clock"),
        ("Instant::now", "the clock"),
        ("std::fs", "the file system"),
        ("std::net", "the network"),
        ("std::env::", "the environment"),
        ("std::thread", "threads"),
        ("println!", "standard output"),
        ("unsafe ", "unsafe code"),
        (".ln()", "the platform's logarithm: use libm"),
        (".exp()", "the platform's exponential: use libm"),
        (".powf(", "the platform's power: use libm"),
        (".log2()", "the platform's logarithm: use libm"),
    ];
    for (module, files) in modules().into_iter().filter(|(module, _)| module != "web") {
        for file in files {
            let source = fs::read_to_string(&file).expect("a source file");
            let code = source.split("#[cfg(test)]").next().unwrap_or_default();
            for line in code
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
            {
                for (word, what) in banned {
                    assert!(
                        !line.contains(word),
                        "{module}: {} uses {what}: {line}",
                        file.display()
                    );
                }
            }
        }
    }
}
