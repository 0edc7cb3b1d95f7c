//! What the engine's size is made of: its code by the crate or the module that a function belongs to.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result};
use rustc_demangle::demangle;
use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

use crate::compress::brotli;
use crate::package::Profile;
use crate::project::Project;
use crate::setup::WASM;

/// Parts below this many bytes are counted together.
const LEAST: usize = 20_000;
/// Quality of the compression: 11 would take minutes and ranks the parts alike.
const QUALITY: i32 = 6;
/// What is generic and comes back for many types, by what its functions' names begin with.
const SHARED: [(&str, &str); 6] = [
    ("core::slice::sort", "sorting"),
    ("alloc::collections::btree", "ordered maps"),
    ("alloc::vec", "vectors"),
    ("alloc::raw_vec", "vectors"),
    ("hashbrown", "hash maps"),
    ("core::num::flt2dec", "numbers as text"),
];

/// Bytes of one part of the code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// With its place in what is linked: all that is there, uncompressed.
    pub raw: usize,
    /// By how much the whole code is smaller under brotli when the part is left out.
    pub brotli: usize,
}

/// The parts of the engine as it ships.
pub fn of(project: &Project) -> Result<BTreeMap<String, Part>> {
    let path = project
        .target
        .join(WASM)
        .join(Profile::Release.name())
        .join("gapwise.wasm");
    let module = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let functions = functions(&module)?;
    let mut parts: BTreeMap<&str, Part> = BTreeMap::new();
    for (part, code) in &functions {
        parts.entry(part).or_default().raw += code.len();
    }
    let small: Vec<&str> = parts
        .iter()
        .filter(|(_, part)| part.raw < LEAST)
        .map(|(name, _)| *name)
        .collect();
    let name = |own: &'_ str| {
        if small.contains(&own) {
            "other".to_owned()
        } else {
            own.to_owned()
        }
    };
    let whole = compressed(functions.iter().map(|(_, code)| *code));
    let mut named: BTreeMap<String, Part> = BTreeMap::new();
    for (own, part) in &parts {
        named.entry(name(own)).or_default().raw += part.raw;
    }
    for (part, size) in &mut named {
        let without = functions
            .iter()
            .filter(|(own, _)| name(own) != *part)
            .map(|(_, code)| *code);
        size.brotli = whole.saturating_sub(compressed(without));
    }
    Ok(named)
}

fn compressed<'a>(codes: impl Iterator<Item = &'a [u8]>) -> usize {
    brotli(&codes.collect::<Vec<_>>().concat(), QUALITY).len()
}

/// Every function's part and code.
fn functions(module: &[u8]) -> Result<Vec<(String, &[u8])>> {
    let mut imported = 0;
    let mut codes = Vec::new();
    let mut names: BTreeMap<usize, String> = BTreeMap::new();
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += usize::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => codes.push(&module[body.range()]),
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(section) = section.as_known() {
                    for part in section {
                        if let Name::Function(map) = part? {
                            for name in map {
                                let name = name?;
                                names.insert(name.index as usize, part_of(name.name));
                            }
                        }
                    }
                }
            }
            _ => {}
        }
    }
    Ok(codes
        .into_iter()
        .enumerate()
        .map(|(at, code)| {
            let name = names.get(&(imported + at)).cloned();
            (name.unwrap_or_else(|| "other".to_owned()), code)
        })
        // What only tells `wasm-bindgen` about types is gone from what ships.
        .filter(|(part, _)| part != "descriptions")
        .collect())
}

/// `tantivy` for a function of tantivy; `gapwise::search` for one of ours.
fn part_of(symbol: &str) -> String {
    if symbol.starts_with("__wbindgen_describe") {
        return "descriptions".to_owned();
    }
    let name = format!("{:#}", demangle(symbol));
    let path = name.trim_start_matches(['<', '&', '(', '[', '*']);
    let path = path.strip_prefix("mut ").unwrap_or(path);
    let path = path.strip_prefix("dyn ").unwrap_or(path);
    if let Some((_, part)) = SHARED.iter().find(|(start, _)| path.starts_with(start)) {
        return (*part).to_owned();
    }
    let mut steps = path.split("::");
    let root = steps.next().unwrap_or_default();
    let own = |text: &str| {
        text.chars()
            .take_while(|&c| c == '_' || c.is_alphanumeric())
            .collect::<String>()
    };
    match (root, steps.next()) {
        ("gapwise", Some(module)) => format!("gapwise::{}", own(module)),
        ("core" | "alloc" | "std" | "compiler_builtins", _) => "Rust's library".to_owned(),
        _ => own(root),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_belongs_to_its_crate_ours_to_its_module() {
        let part = |path: &str| {
            // The old mangling: a length before every step.
            let steps = path.split("::");
            let steps: Vec<_> = steps.map(|step| format!("{}{step}", step.len())).collect();
            let steps = steps.concat();
            part_of(&format!("_ZN{steps}17h0123456789abcdefE"))
        };
        assert_eq!(part("tantivy::query::run"), "tantivy");
        assert_eq!(part("gapwise::search::rank::best"), "gapwise::search");
        assert_eq!(part("core::slice::sort::stable::drift::sort"), "sorting");
        assert_eq!(part("core::str::from_utf8"), "Rust's library");
        assert_eq!(part_of("__wbindgen_describe_open"), "descriptions");
    }
}
