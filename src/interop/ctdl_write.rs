//! A map as CTDL-ASN: the way back from [`super::ctdl`].

use super::association::{Pair, inside, outside, plain};
use super::case::{canonical, extensions};
use super::ctdl::{ASSOCIATIONS, CASE, IDENTIFIER, KEPT};
use super::ctdl_fields::{ALIGNMENTS, DOCUMENT_FIELDS, ITEM_FIELDS, Mapped, target};
use super::identifier::{identifier_of, is_uuid, uri_of};
use crate::framework::{Endpoint, Framework};
use serde_json::{Map, Value, json};
use std::collections::HashMap;

type Fields = Map<String, Value>;

/// Writes a map as JSON-LD: two spaces of indentation, a line break at the end.
#[must_use]
pub fn export(map: &Framework) -> String {
    let Value::Object(package) = canonical(map.to_package()) else {
        return String::new();
    };
    let text = serde_json::to_string_pretty(&Writer::new(map, &package).graph(package));
    text.unwrap_or_default() + "\n"
}

struct Writer<'a> {
    map: &'a Framework,
    language: String,
    root: String,
    /// The address of each item, each only once.
    items: Vec<String>,
    associations: Vec<Value>,
}

impl<'a> Writer<'a> {
    fn new(map: &'a Framework, package: &Fields) -> Self {
        let mut uses: HashMap<&str, usize> = HashMap::from([(map.document().uri.as_str(), 1)]);
        for item in map.competencies() {
            *uses.entry(item.uri.as_str()).or_default() += 1;
        }
        let address = |identifier: &str, uri: &str| match uses.get(uri) {
            Some(1) if !uri.is_empty() && uri.trim() == uri => uri.to_owned(),
            _ => uri_of(identifier),
        };
        let items = map.competencies().iter();
        Self {
            map,
            language: map.document().language.clone(),
            root: address(&map.document().identifier, &map.document().uri),
            items: items
                .map(|item| address(&item.identifier, &item.uri))
                .collect(),
            associations: match package.get("CFAssociations") {
                Some(Value::Array(list)) => list.clone(),
                _ => Vec::new(),
            },
        }
    }

    fn graph(&self, mut package: Fields) -> Value {
        let identifiers: Vec<String> = self
            .map
            .competencies()
            .iter()
            .map(|item| item.identifier.clone())
            .collect();
        let pairs = self.pairs();
        let placed = pairs.iter().filter(|pair| pair.kind == "isChildOf").count();
        let is_plain = placed == identifiers.len() && plain(&package, &pairs) == self.associations;
        let document = package.remove("CFDocument");
        let items = package.remove("CFItems");
        package.remove("CFAssociations");

        let mut document = document.and_then(object).unwrap_or_default();
        let aside = kept_graph(&mut document);
        let identifier = &self.map.document().identifier;
        let mut root = self.node(identifier, &self.root, DOCUMENT_FIELDS, &mut document);
        root.insert("@type".into(), "ceasn:CompetencyFramework".into());
        let top = self.children(&pairs, identifier);
        if !top.is_empty() {
            root.insert("ceasn:hasTopChild".into(), json!(top));
        }
        if !document.is_empty() {
            package.insert("CFDocument".into(), Value::Object(document));
        }
        if !package.is_empty() {
            root.insert(CASE.into(), Value::Object(package));
        }
        if !is_plain {
            root.insert(ASSOCIATIONS.into(), self.associations.clone().into());
        }
        let mut graph = vec![Value::Object(root)];
        let items = items.and_then(|items| match items {
            Value::Array(items) => Some(items),
            _ => None,
        });
        let mut relations = self.relations(&pairs, &identifiers);
        for (at, item) in items.into_iter().flatten().enumerate() {
            let mut item = object(item).unwrap_or_default();
            let mut node = self.node(&identifiers[at], &self.items[at], ITEM_FIELDS, &mut item);
            node.insert("@type".into(), "ceasn:Competency".into());
            node.insert("ceasn:isPartOf".into(), self.root.as_str().into());
            for (term, mut links) in std::mem::take(&mut relations[at]) {
                if let Some(Value::Array(more)) = node.remove(term) {
                    links.retain(|link| !more.iter().any(|one| target(one) == link.as_str()));
                    links.extend(more);
                }
                node.insert(term.into(), links.into());
            }
            if !item.is_empty() {
                node.insert(CASE.into(), Value::Object(item));
            }
            graph.push(Value::Object(node));
        }
        graph.extend(aside);
        json!({
            "@context": [
                "https://credreg.net/ctdlasn/schema/context/json",
                { "gapwise": "urn:gapwise:" },
            ],
            "@graph": graph,
        })
    }

    /// The node of a document or item. Fields that a term has taken over are gone from `fields`.
    fn node(
        &self,
        identifier: &str,
        address: &str,
        mapped: &[Mapped],
        fields: &mut Fields,
    ) -> Fields {
        let kept = super::case::set_aside(fields, KEPT);
        let mut node = Fields::new();
        node.insert("@id".into(), address.into());
        let ctid = format!("ce-{identifier}");
        if is_uuid(identifier) {
            node.insert("ceterms:ctid".into(), ctid.into());
        } else if identifier_of(address) != identifier {
            node.insert(IDENTIFIER.into(), identifier.into());
        }
        fields.remove("identifier");
        if fields.get("uri").is_some_and(|uri| uri == address) {
            fields.remove("uri");
        }
        let own = fields.get("language").and_then(Value::as_str);
        let language = own.unwrap_or(&self.language).trim().to_owned();
        for field in mapped {
            // The older of two terms for one field is only read, never written.
            if field.term.starts_with("ceterms:") {
                continue;
            }
            let Some(value) = fields.get(field.case) else {
                continue;
            };
            let Some(written) = field.form.write(value, &language) else {
                continue;
            };
            if field.case != "licenseURI" || is_derived_link(value) {
                fields.remove(field.case);
            }
            node.insert(field.term.into(), written);
        }
        for (key, value) in kept {
            // A text in several languages comes back whole, unless ours has changed since.
            let taken = mapped.iter().find(|field| field.term == key);
            let unchanged = taken.is_none_or(|field| {
                let now = node
                    .get(&key)
                    .and_then(|now| field.form.read(now, &language));
                now.is_none() || field.form.read(&value, &language) == now
            });
            if unchanged {
                node.insert(key, value);
            }
        }
        node
    }

    /// The associations that terms can say, as a reader of the export would find them.
    fn pairs(&self) -> Vec<Pair> {
        let map = self.map;
        let root = &map.document().identifier;
        let identifier = |at: usize| map.competencies()[at].identifier.as_str();
        let mut pairs = Vec::new();
        let mut parents = vec![None; map.len()];
        for association in map.associations() {
            if let ("isChildOf", Endpoint::Competency(child), Endpoint::Document) = (
                association.kind.name(),
                &association.origin,
                &association.destination,
            ) && map.parent(*child).is_none()
            {
                let key = (association.sequence.unwrap_or(i64::MAX), child.get());
                parents[child.get()].get_or_insert(key);
            }
        }
        let mut top: Vec<(i64, usize)> = parents.into_iter().flatten().collect();
        top.sort_unstable();
        let mut add = |children: Vec<usize>, parent: &str| {
            for (at, child) in (1..).zip(children) {
                let mut pair = Pair::new("isChildOf", inside(identifier(child)), inside(parent));
                pair.sequence = Some(at);
                pairs.push(pair);
            }
        };
        add(top.into_iter().map(|(_, child)| child).collect(), root);
        for at in map.indices() {
            let children = map.children(at).iter().map(|child| child.get()).collect();
            add(children, identifier(at.get()));
        }
        // By item and term, in the order in which a reader comes upon them.
        let mut aligned = Vec::new();
        for (association, link) in map.associations().iter().zip(&self.associations) {
            let kind = association.kind.name();
            let Some(term) = ALIGNMENTS.iter().position(|one| one.kind == kind) else {
                continue;
            };
            let from_target = ALIGNMENTS[term].from_target;
            let (near, far, key) = if from_target {
                (
                    &association.destination,
                    &association.origin,
                    "originNodeURI",
                )
            } else {
                (
                    &association.origin,
                    &association.destination,
                    "destinationNodeURI",
                )
            };
            let Endpoint::Competency(near) = near else {
                continue;
            };
            let far = match far {
                Endpoint::Competency(far) => inside(identifier(far.get())),
                Endpoint::External(name) => {
                    outside(name, link[key]["uri"].as_str().unwrap_or_default())
                }
                Endpoint::Document => continue,
            };
            let here = inside(identifier(near.get()));
            let (origin, destination) = if from_target {
                (far, here)
            } else {
                (here, far)
            };
            aligned.push((near.get(), term, Pair::new(kind, origin, destination)));
        }
        aligned.sort_by_key(|(near, term, _)| (*near, *term));
        pairs.extend(aligned.into_iter().map(|(.., pair)| pair));
        pairs
    }

    fn address_of(&self, link: &Value) -> Value {
        let name = link["identifier"].as_str().unwrap_or_default();
        match self.map.find(name) {
            Some(at) => self.items[at.get()].as_str().into(),
            None => link["uri"].clone(),
        }
    }

    fn children(&self, pairs: &[Pair], parent: &str) -> Vec<Value> {
        let of_parent =
            |pair: &&Pair| pair.kind == "isChildOf" && pair.destination["identifier"] == parent;
        let children = pairs.iter().filter(of_parent);
        children.map(|pair| self.address_of(&pair.origin)).collect()
    }

    /// The terms of each item that point to other nodes.
    fn relations(
        &self,
        pairs: &[Pair],
        identifiers: &[String],
    ) -> Vec<std::collections::BTreeMap<&'static str, Vec<Value>>> {
        let mut found = vec![std::collections::BTreeMap::<_, Vec<Value>>::new(); identifiers.len()];
        let index: HashMap<&str, usize> = identifiers
            .iter()
            .enumerate()
            .map(|(at, name)| (name.as_str(), at))
            .collect();
        let at = |link: &Value| {
            link["identifier"]
                .as_str()
                .and_then(|name| index.get(name))
                .copied()
        };
        for pair in pairs {
            let (origin, destination) = (at(&pair.origin), at(&pair.destination));
            if pair.kind == "isChildOf" {
                let Some(child) = origin else { continue };
                match destination {
                    Some(parent) => {
                        let (up, down) = (&self.items[parent], &self.items[child]);
                        found[child]
                            .entry("ceasn:isChildOf")
                            .or_default()
                            .push(up.as_str().into());
                        found[parent]
                            .entry("ceasn:hasChild")
                            .or_default()
                            .push(down.as_str().into());
                    }
                    None => {
                        let root = self.root.as_str().into();
                        found[child]
                            .entry("ceasn:isTopChildOf")
                            .or_default()
                            .push(root);
                    }
                }
                continue;
            }
            let Some(alignment) = ALIGNMENTS.iter().find(|one| one.kind == pair.kind) else {
                continue;
            };
            let (near, far) = match alignment.from_target {
                true => (destination, &pair.origin),
                false => (origin, &pair.destination),
            };
            if let Some(near) = near {
                found[near]
                    .entry(alignment.term)
                    .or_default()
                    .push(self.address_of(far));
            }
        }
        found
    }
}

fn object(value: Value) -> Option<Fields> {
    match value {
        Value::Object(fields) => Some(fields),
        _ => None,
    }
}

/// Whether a licence's link says no more than its address.
fn is_derived_link(link: &Value) -> bool {
    let uri = link["uri"].as_str().unwrap_or_default();
    *link == json!({ "title": uri, "identifier": super::identifier::uuid_of(uri), "uri": uri })
}

/// Nodes of other types that an import has kept.
fn kept_graph(document: &mut Fields) -> Vec<Value> {
    if !document.contains_key("extensions") {
        return Vec::new();
    }
    let extensions = extensions(document);
    let kept = extensions.get_mut(KEPT).and_then(Value::as_object_mut);
    match kept.and_then(|kept| kept.remove("@graph")) {
        Some(Value::Array(nodes)) => nodes,
        _ => Vec::new(),
    }
}
