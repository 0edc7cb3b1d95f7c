//! CTDL-ASN in and out: competency frameworks as JSON-LD, by the Credential Engine's *Credential
//! Transparency Description Language, profile for Achievement Standards Network* (`ceasn:` terms).
//!
//! | CTDL-ASN | CASE |
//! |---|---|
//! | `ceterms:ctid`, else the UUID in `@id`, else `@id` | `identifier` |
//! | `ceasn:competencyText`, `competencyLabel`, `codedNotation` | `fullStatement`, `abbreviatedStatement`, `humanCodingScheme` |
//! | `ceasn:competencyCategory`, `conceptKeyword`, `comment` | `CFItemType`, `conceptKeywords`, `notes` |
//! | `ceasn:hasTopChild`, `hasChild`, `isTopChildOf`, `isChildOf` | `isChildOf`, numbered in this order |
//! | `ceasn:prerequisiteAlignment` (from the later one) | `precedes` (from the earlier one) |
//! | `ceasn:exactAlignment`, `minorAlignment`, `ceterms:supersededBy` | `exactMatchOf`, `isRelatedTo`, `replacedBy` |
//! | `ceasn:majorAlignment`, `broadAlignment`, `narrowAlignment` | `ext:ceasn.…` |
//!
//! A `ceterms:Collection` of competencies is read like a framework. Terms without a place in CASE are
//! kept in `extensions` under `gapwise:ctdl` and written again; CASE fields without a place in CTDL-ASN
//! travel under `gapwise:case` and `gapwise:associations`. Of a text in several languages the map's
//! language is taken, and the others are kept.

use super::association::{Pair, inside, joined, outside};
use super::case;
use super::ctdl_fields::{
    ALIGNMENTS, DOCUMENT_FIELDS, Form, ITEM_FIELDS, Mapped, first_language, texts,
};
use super::ctdl_nodes::{Node, nodes, take_root};
use super::error::MapImportError;
use super::identifier::{identifier_of, uuid_of};
use crate::diagnostic::json_type;
use crate::framework::Framework;
use serde_json::{Map, Value, json};
use std::collections::{HashMap, HashSet};

type Fields = Map<String, Value>;

pub(super) const KEPT: &str = "gapwise:ctdl";
pub(super) const CASE: &str = "gapwise:case";
pub(super) const ASSOCIATIONS: &str = "gapwise:associations";
pub(super) const IDENTIFIER: &str = "gapwise:identifier";

pub use super::ctdl_write::export;

/// Reads a framework.
///
/// # Errors
/// When the text is not JSON, holds no framework or more than one, lacks a required term, names a child
/// that is not in the graph, or gives a map that is not in order.
pub fn import(text: &str) -> Result<Framework, MapImportError> {
    let text = text.trim_start_matches('\u{feff}');
    let value: Value =
        serde_json::from_str(text).map_err(|error| MapImportError::not_json(text, &error))?;
    let mut nodes = nodes(value)?;
    let root = take_root(&mut nodes)?;
    let (items, others): (Vec<Node>, Vec<Node>) = nodes
        .into_iter()
        .partition(|node| node.is_a(&["Competency"]));
    Graph::new(&root, &items)?.package(&root, &items, others)
}

/// Which node is which.
struct Graph {
    root: (String, String),
    /// Address and identifier of each competency, in the order of the file.
    items: Vec<(String, String)>,
    identifiers: HashMap<String, String>,
    own: HashSet<String>,
}

impl Graph {
    fn new(root: &Node, items: &[Node]) -> Result<Self, MapImportError> {
        let both = |node: &Node| {
            let address = node.address()?;
            let identifier = node.identifier(&address);
            Ok((address, identifier))
        };
        let items: Vec<_> = items.iter().map(both).collect::<Result<_, _>>()?;
        Ok(Self {
            root: both(root)?,
            identifiers: items
                .iter()
                .map(|(address, own)| (bare(address).to_owned(), own.clone()))
                .collect(),
            own: items.iter().map(|(_, own)| own.clone()).collect(),
            items,
        })
    }

    fn package(
        &self,
        root: &Node,
        items: &[Node],
        others: Vec<Node>,
    ) -> Result<Framework, MapImportError> {
        let language = first_language(&root.fields, "ceasn:name");
        let mut package = match root.fields.get(CASE) {
            Some(Value::Object(kept)) => kept.clone(),
            _ => Fields::new(),
        };
        let mut document = match package.remove("CFDocument") {
            Some(Value::Object(kept)) => kept,
            _ => Fields::new(),
        };
        read_node(root, &self.root, DOCUMENT_FIELDS, &language, &mut document)?;
        if !document.contains_key("title") {
            return Err(MapImportError::Missing {
                place: root.place.clone(),
                field: "ceasn:name",
            });
        }
        document.insert("language".into(), language.clone().into());
        if !document.contains_key("creator") {
            let publisher = document.get("publisher").cloned();
            document.insert("creator".into(), publisher.unwrap_or_else(|| "".into()));
        }
        if let Some(license) = document.get("licenseURI").and_then(Value::as_str) {
            let link = json!({
                "title": license, "identifier": uuid_of(license), "uri": license,
            });
            document.insert("licenseURI".into(), link);
        }
        if !others.is_empty() {
            let list = others.into_iter().map(|node| Value::Object(node.fields));
            let extensions = case::extensions(&mut document);
            let kept = extensions.entry(KEPT).or_insert_with(|| json!({}));
            kept["@graph"] = list.collect();
        }
        package.insert("CFDocument".into(), Value::Object(document));
        let mut list = Vec::with_capacity(items.len());
        for (node, names) in items.iter().zip(&self.items) {
            let mut item = match node.fields.get(CASE) {
                Some(Value::Object(kept)) => kept.clone(),
                _ => Fields::new(),
            };
            read_node(node, names, ITEM_FIELDS, &language, &mut item)?;
            if !item.contains_key("fullStatement") {
                return Err(MapImportError::Missing {
                    place: node.place.clone(),
                    field: "ceasn:competencyText",
                });
            }
            list.push(Value::Object(item));
        }
        package.insert("CFItems".into(), list.into());
        let full = root.fields.get(ASSOCIATIONS).and_then(Value::as_array);
        let pairs = self.pairs(root, items, full.is_none())?;
        let full = full.cloned().unwrap_or_default();
        let associations = joined(&pairs, full, |one| self.is_expressible(one), false);
        package.insert("CFAssociations".into(), associations.into());
        Framework::from_package(&case::canonical(Value::Object(package))).map_err(|problem| {
            let place = crate::diagnostic::Diagnostic::path(&problem).unwrap_or_default();
            let at = place
                .strip_prefix("CFItems[")
                .and_then(|rest| rest.split(']').next()?.parse::<usize>().ok());
            MapImportError::Map {
                place: at
                    .and_then(|at| items.get(at))
                    .map_or_else(|| "the framework".into(), |node| node.place.clone()),
                problem,
            }
        })
    }

    /// What the nodes say of each other. Children are numbered as their parent lists them, then as they
    /// come in the file; what names no parent stands at the top, if `adopt`.
    fn pairs(&self, root: &Node, items: &[Node], adopt: bool) -> Result<Vec<Pair>, MapImportError> {
        let mut edges: Vec<(String, String)> = Vec::new();
        let mut seen = HashSet::new();
        let mut add = |child: &str, parent: &str| {
            if seen.insert((child.to_owned(), parent.to_owned())) {
                edges.push((child.to_owned(), parent.to_owned()));
            }
        };
        let inside_graph = |place: String, address: &str| {
            let found = self.identifiers.get(bare(address)).cloned();
            let name = address.to_owned();
            found.ok_or(MapImportError::Unknown { place, name })
        };
        for key in ["ceasn:hasTopChild", "ceterms:hasMember"] {
            for (place, address) in root.links(key) {
                add(&inside_graph(place, &address)?, &self.root.1);
            }
        }
        for (node, (_, own)) in items.iter().zip(&self.items) {
            for (place, address) in node.links("ceasn:hasChild") {
                add(&inside_graph(place, &address)?, own);
            }
        }
        for (node, (_, own)) in items.iter().zip(&self.items) {
            for (place, address) in node.links("ceasn:isChildOf") {
                if bare(&address) == bare(&self.root.0) {
                    add(own, &self.root.1);
                } else {
                    add(own, &inside_graph(place, &address)?);
                }
            }
            if node.fields.contains_key("ceasn:isTopChildOf") {
                add(own, &self.root.1);
            }
        }
        let placed: HashSet<String> = edges.iter().map(|(child, _)| child.clone()).collect();
        let orphans = self
            .items
            .iter()
            .filter(|(_, own)| adopt && !placed.contains(own));
        edges.extend(orphans.map(|(_, own)| (own.clone(), self.root.1.clone())));

        let mut count: HashMap<String, i64> = HashMap::new();
        let mut pairs: Vec<Pair> = Vec::with_capacity(edges.len());
        for (child, parent) in edges {
            let at = count.entry(parent.clone()).or_default();
            *at += 1;
            let mut pair = Pair::new("isChildOf", inside(&child), inside(&parent));
            pair.sequence = Some(*at);
            pairs.push(pair);
        }
        for (node, (_, own)) in items.iter().zip(&self.items) {
            for alignment in ALIGNMENTS {
                for (_, address) in node.links(alignment.term) {
                    if address.starts_with("_:") || !address.contains(':') {
                        continue;
                    }
                    let other = match self.identifiers.get(bare(&address)) {
                        Some(identifier) => inside(identifier),
                        None => outside(&identifier_of(&address), &address),
                    };
                    let (origin, destination) = match alignment.from_target {
                        true => (other, inside(own)),
                        false => (inside(own), other),
                    };
                    pairs.push(Pair::new(alignment.kind, origin, destination));
                }
            }
        }
        Ok(pairs)
    }

    /// Whether the nodes have a term for an association.
    fn is_expressible(&self, association: &Value) -> bool {
        let name = |end: &str| association[end]["identifier"].as_str().unwrap_or_default();
        let is_item = |name: &str| self.own.contains(name);
        let (origin, destination) = (name("originNodeURI"), name("destinationNodeURI"));
        let kind = association["associationType"].as_str().unwrap_or_default();
        let alignment = ALIGNMENTS.iter().find(|alignment| alignment.kind == kind);
        match alignment {
            Some(alignment) if alignment.from_target => is_item(destination),
            Some(_) => is_item(origin),
            None => kind == "isChildOf" && is_item(origin),
        }
    }
}

/// An address without the slash at its end, which authors write in some places and not in others.
fn bare(address: &str) -> &str {
    address.trim_end_matches('/')
}

/// Reads a node's own terms into CASE fields; what has no place there is kept in the extensions.
fn read_node(
    node: &Node,
    (address, identifier): &(String, String),
    mapped: &[Mapped],
    language: &str,
    out: &mut Fields,
) -> Result<(), MapImportError> {
    let own_language = node.fields.get("ceasn:inLanguage");
    let own_language = own_language.and_then(|value| texts(value, language).into_iter().next());
    let language = own_language.as_deref().unwrap_or(language);
    out.insert("identifier".into(), identifier.as_str().into());
    let uri = out.entry("uri").or_insert_with(|| address.as_str().into());
    if uri.is_null() {
        *uri = address.as_str().into();
    }
    let mut kept = Fields::new();
    let ignored = [
        "@id",
        "@type",
        IDENTIFIER,
        CASE,
        ASSOCIATIONS,
        "ceasn:isPartOf",
    ];
    let structure = [
        "ceasn:hasTopChild",
        "ceasn:hasChild",
        "ceasn:isChildOf",
        "ceasn:isTopChildOf",
        "ceterms:hasMember",
        "ceterms:ctid",
    ];
    for (key, value) in &node.fields {
        if ignored.contains(&key.as_str()) || structure.contains(&key.as_str()) {
            continue;
        }
        if ALIGNMENTS.iter().any(|alignment| alignment.term == key) {
            let is_more = |entry: &Value| !entry.is_string();
            let entries = value
                .as_array()
                .map_or(std::slice::from_ref(value), Vec::as_slice);
            let more: Vec<Value> = entries
                .iter()
                .filter(|entry| is_more(entry))
                .cloned()
                .collect();
            if !more.is_empty() {
                kept.insert(key.clone(), more.into());
            }
            continue;
        }
        let Some(field) = mapped.iter().find(|field| field.term == key) else {
            kept.insert(key.clone(), value.clone());
            continue;
        };
        match field.form.read(value, language) {
            Some(read) => {
                if !field.form.holds(value, &read, language) {
                    kept.insert(key.clone(), value.clone());
                }
                let is_same_link = field.form == Form::Link
                    && out.get(field.case).is_some_and(|own| own["uri"] == read);
                if !is_same_link {
                    out.insert(field.case.into(), read);
                }
            }
            None if matches!(field.form, Form::Text | Form::Local) && !value.is_null() => {
                return Err(MapImportError::Unreadable {
                    place: format!("{}.{key}", node.place),
                    expected: "a text, or texts by language",
                    found: json_type(value).into(),
                });
            }
            None => drop(kept.insert(key.clone(), value.clone())),
        }
    }
    if !kept.is_empty() {
        case::extensions(out).insert(KEPT.into(), Value::Object(kept));
    }
    Ok(())
}
