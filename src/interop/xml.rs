//! A small tree for XML documents: names without prefixes, attributes, text.
//!
//! Entities other than the five of XML and characters by number stay as text: nothing is ever fetched or
//! expanded. Documents nested deeper than [`DEEPEST`] are refused.

use super::report::ImportError;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// The deepest nesting that is read.
const DEEPEST: usize = 100;

/// An element.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub name: String,
    attributes: Vec<(String, String)>,
    pub children: Vec<Element>,
    text: String,
}

impl Element {
    /// An attribute by its name without prefix.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(own, _)| own == name)?;
        Some(found.1.trim()).filter(|text| !text.is_empty())
    }

    /// The children of a name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The first child of a name.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The first descendant on a way of names.
    pub fn at(&self, way: &[&str]) -> Option<&Element> {
        way.iter()
            .try_fold(self, |element, name| element.child(name))
    }

    /// The first descendant of a name, the element itself included.
    pub fn find(&self, name: &str) -> Option<&Element> {
        if self.name == name {
            return Some(self);
        }
        self.children.iter().find_map(|child| child.find(name))
    }

    /// All text inside, white space folded.
    pub fn text(&self) -> String {
        let mut parts = vec![self.text.as_str()];
        let inner: Vec<String> = self.children.iter().map(Element::text).collect();
        parts.extend(inner.iter().map(String::as_str));
        let joined = parts.join(" ");
        joined.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Reads a document.
pub(super) fn parse(text: &str) -> Result<Element, ImportError> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = Reader::from_str(text);
    let line_at = |byte: u64| {
        let end = usize::try_from(byte).unwrap_or(usize::MAX).min(text.len());
        text.as_bytes()[..end]
            .iter()
            .filter(|byte| **byte == b'\n')
            .count()
            + 1
    };
    let broken = |byte: u64, detail: String| ImportError::NotXml {
        line: line_at(byte),
        detail,
    };
    let mut open = vec![Element::default()];
    loop {
        let event = reader
            .read_event()
            .map_err(|error| broken(reader.error_position(), error.to_string()))?;
        let here = reader.buffer_position();
        match event {
            Event::Start(start) if open.len() <= DEEPEST => open.push(element(&start)),
            Event::Start(_) => {
                return Err(broken(here, format!("more than {DEEPEST} levels deep")));
            }
            Event::Empty(start) => close(&mut open, element(&start)),
            Event::End(_) => {
                if let Some(done) = open.pop() {
                    close(&mut open, done);
                }
            }
            Event::Text(text) => add(&mut open, &text.xml10_content()),
            Event::CData(text) => add(&mut open, &text.xml10_content()),
            Event::GeneralRef(reference) => {
                let name = reference.xml10_content();
                let known = match name.as_ref() {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => reference.resolve_char_ref().ok().flatten(),
                };
                match known {
                    Some(character) => add(&mut open, character.encode_utf8(&mut [0; 4])),
                    None => add(&mut open, &format!("&{name};")),
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if open.len() > 1 {
        let name = open
            .last()
            .map(|last| last.name.clone())
            .unwrap_or_default();
        return Err(broken(text.len() as u64, format!("`{name}` is not closed")));
    }
    let root = open.pop().and_then(|top| top.children.into_iter().next());
    root.ok_or_else(|| broken(0, "no element at all".into()))
}

fn element(start: &BytesStart<'_>) -> Element {
    let attributes = start.attributes().flatten().map(|attribute| {
        let value = attribute.normalized_value(XmlVersion::Implicit1_0);
        let value = value.map_or_else(|_| String::new(), |value| value.into_owned());
        (local(attribute.key.as_ref()), value)
    });
    Element {
        name: local(start.name().as_ref()),
        attributes: attributes.collect(),
        ..Element::default()
    }
}

/// A name without its prefix.
fn local(name: &str) -> String {
    name.rsplit(':').next().unwrap_or(name).to_owned()
}

fn close(open: &mut [Element], done: Element) {
    if let Some(parent) = open.last_mut() {
        parent.children.push(done);
    }
}

fn add(open: &mut [Element], text: &str) {
    if let Some(parent) = open.last_mut() {
        parent.text.push_str(text);
    }
}
