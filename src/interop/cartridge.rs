//! Courses as 1EdTech *Common Cartridge* (1.0 to 1.4, Thin Common Cartridge too): the manifest
//! `imsmanifest.xml`.
//!
//! Each item of the organisation that leads to a page, a file or a web link becomes a resource, with the
//! headings above it as keywords. Question banks, discussions and tools only live in an LMS and are
//! reported. Files of the cartridge get their address from the place where the cartridge is unpacked;
//! without one, an identifier of the manifest's own. Licence, language and publisher come from the
//! manifest's LOM.

use super::lom::lom_record;
use super::report::{Import, ImportError};
use super::xml::{Element, parse};
use serde_json::{Map, Value, json};
use std::collections::{HashMap, HashSet};

/// Reads a manifest. `read` gives the text of another file of the cartridge, by its path in it: web
/// links stand in files of their own. `base` is the web address of the unpacked cartridge.
///
/// # Errors
/// When the manifest is not well-formed XML, or is none.
pub fn import(
    manifest: &str,
    read: &dyn Fn(&str) -> Option<String>,
    base: Option<&str>,
) -> Result<Import, ImportError> {
    let root = parse(manifest)?;
    let expected = "a `manifest` with `resources`";
    if root.name != "manifest" {
        return Err(ImportError::Nothing { expected });
    }
    let resources = root
        .child("resources")
        .ok_or(ImportError::Nothing { expected })?;
    let by_name: HashMap<&str, &Element> = resources
        .all("resource")
        .filter_map(|one| Some((one.attribute("identifier")?, one)))
        .collect();
    let whole = root
        .at(&["metadata", "lom"])
        .map(|lom| lom_record(lom, None))
        .unwrap_or_default();
    let cartridge = Cartridge {
        name: root
            .attribute("identifier")
            .unwrap_or("cartridge")
            .to_owned(),
        base: base.map(|base| base.trim_end_matches('/').to_owned()),
        read,
        by_name,
        whole,
    };
    let mut import = Import::default();
    let mut placed = HashSet::new();
    for organization in root
        .child("organizations")
        .into_iter()
        .flat_map(|all| all.all("organization"))
    {
        cartridge.items(organization, &[], &mut placed, &mut import);
    }
    // What stands in no organisation is a part of something else (pictures, style sheets), or hidden.
    Ok(import)
}

struct Cartridge<'a> {
    name: String,
    base: Option<String>,
    read: &'a dyn Fn(&str) -> Option<String>,
    by_name: HashMap<&'a str, &'a Element>,
    /// The record of the cartridge as a whole.
    whole: Map<String, Value>,
}

impl<'a> Cartridge<'a> {
    fn items(
        &self,
        parent: &'a Element,
        above: &[String],
        placed: &mut HashSet<&'a str>,
        import: &mut Import,
    ) {
        for item in parent.all("item") {
            let title = item.child("title").map(Element::text).unwrap_or_default();
            if let Some(name) = item.attribute("identifierref") {
                let place = format!("item {}", item.attribute("identifier").unwrap_or(&title));
                match self.by_name.get(name) {
                    Some(resource) if placed.insert(name) => {
                        self.take(place, &title, resource, above, import);
                    }
                    Some(_) => {}
                    None => {
                        let reason =
                            format!("it leads to `{name}`, which is not among the resources");
                        let hint = "Export the cartridge again; the manifest is not complete.";
                        import.skip(place, "cartridge-dangling-item", reason, hint);
                    }
                }
            }
            let mut headings = above.to_vec();
            if !title.is_empty() && item.child("item").is_some() {
                headings.push(title);
            }
            self.items(item, &headings, placed, import);
        }
    }

    fn take(
        &self,
        place: String,
        title: &str,
        resource: &Element,
        above: &[String],
        import: &mut Import,
    ) {
        let kind = resource.attribute("type").unwrap_or_default();
        let file = resource
            .child("file")
            .and_then(|file| file.attribute("href"));
        let href = resource.attribute("href").or(file);
        let mut record = self.whole.clone();
        for key in ["id", "name", "description", "timeRequired", "teaches"] {
            record.remove(key);
        }
        record.insert("type".into(), json!(["LearningResource"]));
        if let Some(lom) = resource.at(&["metadata", "lom"]) {
            record.extend(
                lom_record(lom, None)
                    .into_iter()
                    .filter(|(key, _)| key != "id"),
            );
        }
        if !title.is_empty() {
            record.insert("name".into(), title.into());
        }
        if !above.is_empty() {
            record.insert("keywords".into(), json!(above));
        }
        let id = if kind.starts_with("imswl") {
            match href.and_then(self.read).map(|text| web_link(&text)) {
                Some(Ok((link_title, address))) => {
                    record.entry("name").or_insert_with(|| link_title.into());
                    address
                }
                Some(Err(reason)) => {
                    let hint = "Open the link's file in the cartridge and mend it.";
                    return import.skip(place, "cartridge-broken-link", reason, hint);
                }
                None => {
                    let reason = format!(
                        "the web link's file {} is not there",
                        href.unwrap_or("(none)")
                    );
                    let hint = "Give the whole cartridge, not the manifest alone.";
                    return import.skip(place, "cartridge-missing-file", reason, hint);
                }
            }
        } else if kind == "webcontent" || kind.starts_with("associatedcontent") {
            let Some(href) = href else {
                let hint = "Export the cartridge again; the manifest is not complete.";
                return import.skip(
                    place,
                    "cartridge-missing-file",
                    "it names no file".into(),
                    hint,
                );
            };
            match &self.base {
                Some(base) => format!("{base}/{}", href.replace(' ', "%20")),
                None => format!("{}/{href}", self.name),
            }
        } else {
            let what = match kind {
                _ if kind.starts_with("imsqti") || kind.contains("question") => "a test",
                _ if kind.starts_with("imsdt") => "a discussion",
                _ if kind.starts_with("imsbasiclti") => "a tool",
                _ if kind.starts_with("assignment") => "an assignment",
                _ => kind,
            };
            let reason = format!("{what} only works in a learning management system");
            let hint = "Add the page that people open for it by hand, if there is one.";
            return import.skip(place, "cartridge-needs-lms", reason, hint);
        };
        record.insert("id".into(), id.into());
        import.take(place, record);
    }
}

/// Title and address of a web link.
fn web_link(text: &str) -> Result<(String, String), String> {
    let root = parse(text).map_err(|error| error.to_string())?;
    let title = root.child("title").map(Element::text).unwrap_or_default();
    let address = root.child("url").and_then(|url| url.attribute("href"));
    address
        .map(|address| (title, address.to_owned()))
        .ok_or_else(|| "the web link has no address".into())
}
