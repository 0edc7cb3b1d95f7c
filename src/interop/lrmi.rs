//! Catalogues as schema.org JSON-LD with the terms of LRMI (*Learning Resource Metadata Innovation*), as
//! a file or in the `script` tags of an HTML page.
//!
//! Every node of a type for creative works is taken, also inside `@graph`, `mainEntity` and lists
//! (`itemListElement`); organisations, breadcrumbs and the like are passed over. `@id` or `url` becomes
//! the `id`, and `educationalAlignment` becomes `teaches`, `assesses` or `competencyRequired`. All other
//! fields stay as they are. Identifiers that are missing are not made up: such a node is reported.

use super::amb::CREATIVE_WORKS;
use super::report::{Import, ImportError};
use crate::diagnostic::json_detail;
use serde_json::{Map, Value, json};

type Fields = Map<String, Value>;

/// Reads a file of JSON-LD, a file of JSON lines, or an HTML page.
///
/// # Errors
/// When a file that starts like JSON is no JSON, or when there is no node with a type in it.
pub fn import(text: &str) -> Result<Import, ImportError> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let mut import = Import::default();
    let mut nodes = 0;
    if text.starts_with(['{', '[']) {
        let mut values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
        for value in values.by_ref() {
            let value = value.map_err(|error| ImportError::NotJson {
                line: error.line(),
                column: error.column(),
                detail: json_detail(&error),
            })?;
            walk(&value, "", &mut nodes, &mut import);
        }
    } else {
        for (at, script) in scripts(text).into_iter().enumerate() {
            let place = format!("script {}, ", at + 1);
            match serde_json::from_str::<Value>(script) {
                Ok(value) => walk(&value, &place, &mut nodes, &mut import),
                Err(error) => {
                    nodes += 1;
                    let reason = format!("not JSON: {error}");
                    let hint = "Tell the page's publisher; the rest of the page has been read.";
                    let place = format!("script {}", at + 1);
                    import.skip(place, "import-not-json", reason, hint);
                }
            }
        }
    }
    if nodes == 0 {
        let expected = "a schema.org node with a `@type`, or a page with a script of type `application/ld+json`";
        return Err(ImportError::Nothing { expected });
    }
    Ok(import)
}

/// The contents of a page's JSON-LD scripts.
fn scripts(html: &str) -> Vec<&str> {
    let lower = html.to_ascii_lowercase();
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = lower[from..].find("<script").map(|at| at + from) {
        let Some(start) = lower[open..].find('>').map(|at| at + open + 1) else {
            break;
        };
        let end = lower[start..]
            .find("</script")
            .map_or(lower.len(), |at| at + start);
        if lower[open..start].contains("application/ld+json") {
            let script = html[start..end].trim();
            let script = script.strip_prefix("<!--").unwrap_or(script);
            found.push(script.strip_suffix("-->").unwrap_or(script).trim());
        }
        from = end;
    }
    found
}

/// Takes the nodes of a value, and of what it holds.
fn walk(value: &Value, place: &str, nodes: &mut usize, import: &mut Import) {
    match value {
        Value::Array(entries) => entries
            .iter()
            .for_each(|entry| walk(entry, place, nodes, import)),
        Value::Object(fields) => {
            let types = types(fields);
            let is_work = types
                .iter()
                .any(|name| CREATIVE_WORKS.contains(&name.as_str()));
            // A page, a list or an organisation is only taken for what it holds.
            let holds = ["@graph", "mainEntity", "itemListElement", "item"];
            let holds = holds.iter().filter(|key| !is_work || **key != "item");
            let inner: Vec<&Value> = holds.filter_map(|key| fields.get(*key)).collect();
            let teaches = [
                "learningResourceType",
                "educationalAlignment",
                "teaches",
                "timeRequired",
            ];
            let is_page = types
                .iter()
                .all(|name| name == "WebPage" || name == "WebSite");
            let is_taken =
                is_work && (!is_page || teaches.iter().any(|key| fields.contains_key(*key)));
            if !types.is_empty() {
                *nodes += 1;
                let place = format!("{place}record {nodes}");
                if is_taken {
                    import.take(place, record(fields, types));
                } else if inner.is_empty() {
                    let reason = format!("a {} is no learning resource", types.join(", "));
                    let hint = "Nothing needs to be done, unless the type is wrong.";
                    import.skip(place, "import-other-type", reason, hint);
                }
            }
            inner
                .into_iter()
                .for_each(|value| walk(value, place, nodes, import));
        }
        _ => {}
    }
}

fn types(fields: &Fields) -> Vec<String> {
    let bare = |value: &Value| -> Option<String> {
        let name = value.as_str()?.rsplit(['/', ':', '#']).next()?;
        Some(name.to_owned())
    };
    match fields.get("@type").or_else(|| fields.get("type")) {
        Some(Value::Array(list)) => list.iter().filter_map(bare).collect(),
        Some(one) => bare(one).into_iter().collect(),
        None => Vec::new(),
    }
}

fn list(value: &Value) -> &[Value] {
    match value {
        Value::Array(entries) => entries,
        Value::Null => &[],
        one => std::slice::from_ref(one),
    }
}

/// A node as the catalogue has it.
fn record(fields: &Fields, mut types: Vec<String>) -> Fields {
    let strip = |key: &str| {
        let short = ["schema:", "https://schema.org/", "http://schema.org/"];
        let short = short.iter().find_map(|prefix| key.strip_prefix(prefix));
        short.unwrap_or(key).to_owned()
    };
    let mut record: Fields = fields
        .iter()
        .filter(|(key, _)| {
            !["@context", "@type", "@id", "type", "educationalAlignment"].contains(&key.as_str())
        })
        .map(|(key, value)| (strip(key), value.clone()))
        .collect();
    if !types.iter().any(|name| name == "LearningResource") {
        types.insert(0, "LearningResource".into());
    }
    record.insert("type".into(), types.into());
    let text = |value: &Value| {
        let found = list(value)
            .iter()
            .find_map(|one| one.as_str().or_else(|| one["@id"].as_str()));
        found
            .map(str::trim)
            .filter(|text| !text.is_empty())
            .map(str::to_owned)
    };
    let is_web = |id: &String| id.starts_with("https://") || id.starts_with("http://");
    let of = |key: &str| fields.get(key).and_then(text);
    let known = [of("@id"), of("id"), of("url"), of("mainEntityOfPage")];
    let web = known.iter().flatten().find(|id| is_web(id)).cloned();
    let any = known
        .into_iter()
        .flatten()
        .chain(of("identifier"))
        .find(|id| !id.starts_with("_:"));
    if let Some(id) = web.or(any) {
        record.insert("id".into(), id.into());
    }
    if !record.contains_key("name")
        && let Some(headline) = record.get("headline").cloned()
    {
        record.insert("name".into(), headline);
    }
    let alignments = fields
        .get("educationalAlignment")
        .map(list)
        .unwrap_or_default();
    for alignment in alignments {
        let key = match alignment["alignmentType"].as_str().unwrap_or("teaches") {
            "teaches" => "teaches",
            "assesses" => "assesses",
            "requires" => "competencyRequired",
            "educationalLevel" => "educationalLevel",
            _ => {
                push(&mut record, "educationalAlignment", alignment.clone());
                continue;
            }
        };
        let target = ["targetUrl", "targetName"]
            .iter()
            .find_map(|name| alignment[*name].as_str());
        if let Some(target) = target {
            let label = alignment["targetName"].as_str().unwrap_or(target);
            push(
                &mut record,
                key,
                json!({ "id": target, "prefLabel": { "en": label } }),
            );
        }
    }
    record
}

fn push(record: &mut Fields, key: &str, value: Value) {
    let slot = record.entry(key).or_insert_with(|| json!([]));
    if !slot.is_array() {
        *slot = json!([slot.take()]);
    }
    if let Value::Array(entries) = slot {
        entries.push(value);
    }
}
