//! What a list shows of a resource.

use super::Resource;
use super::address::{Address, judge};
use serde::de::{Error, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::fmt;

/// What a resource goes by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing<'a> {
    /// Its identifier.
    pub id: Cow<'a, str>,
    /// The title.
    pub name: Cow<'a, str>,
    /// The web address to open; always http(s).
    pub address: Option<Cow<'a, str>>,
}

impl Listing<'_> {
    /// The same, to be kept.
    #[must_use]
    pub fn into_owned(self) -> Listing<'static> {
        let own = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        Listing {
            id: own(self.id),
            name: own(self.name),
            address: self.address.map(own),
        }
    }

    /// The same, lent.
    #[must_use]
    pub fn lent(&self) -> Listing<'_> {
        Listing {
            id: Cow::Borrowed(&self.id),
            name: Cow::Borrowed(&self.name),
            address: self.address.as_deref().map(Cow::Borrowed),
        }
    }
}

impl<'a> Listing<'a> {
    /// That of a resource.
    #[must_use]
    pub fn of(resource: &'a Resource) -> Self {
        Self {
            id: Cow::Borrowed(&resource.id),
            name: Cow::Borrowed(&resource.name),
            address: resource.address.as_deref().map(Cow::Borrowed),
        }
    }

    /// That of a line which is known to be a resource, if the plainest reading is right: texts as they stand, and an
    /// address in `id` or `url` if anywhere. The rest of the line is passed over, and what comes after these not looked at.
    #[must_use]
    pub fn peek(line: &'a [u8]) -> Option<Self> {
        let mut seen = Line::default();
        let mut reader = serde_json::Deserializer::from_slice(line);
        let read = reader.deserialize_map(&mut seen);
        if read.is_err() && !seen.is_enough() {
            return None;
        }
        let Line {
            id,
            name,
            url,
            page,
        } = seen;
        let (id, name) = (id?, name?);
        let plain = |text: &str| text.trim() == text;
        if !plain(&id) || !plain(&name) || id.is_empty() {
            return None;
        }
        let web = |text: &str| plain(text) && matches!(judge(text), Address::Web);
        let address = match (judge(&id), url) {
            (Address::Web, _) => Some(id.clone()),
            (Address::Opaque, Some(url)) if web(&url) => Some(url),
            (Address::Opaque, None) if !page => None,
            _ => return None,
        };
        Some(Self { id, name, address })
    }
}

/// A text as it stands in the line, where it can.
#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// What a peek sees of a line.
#[derive(Default)]
struct Line<'a> {
    id: Option<Cow<'a, str>>,
    name: Option<Cow<'a, str>>,
    url: Option<Cow<'a, str>>,
    /// Whether there is a `mainEntityOfPage`.
    page: bool,
}

impl Line<'_> {
    /// Whether nothing that comes after it can change the listing.
    fn is_enough(&self) -> bool {
        let web = |id: &Cow<'_, str>| matches!(judge(id), Address::Web);
        self.name.is_some()
            && (self.url.is_some() && self.id.is_some() || self.id.as_ref().is_some_and(web))
    }
}

impl<'a> Visitor<'a> for &mut Line<'a> {
    type Value = ();

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("a resource")
    }

    fn visit_map<M: MapAccess<'a>>(self, mut fields: M) -> Result<(), M::Error> {
        while let Some(name) = fields.next_key::<&str>()? {
            match name {
                "id" => self.id = Some(fields.next_value::<Text<'a>>()?.0),
                "name" => self.name = Some(fields.next_value::<Text<'a>>()?.0),
                "url" => self.url = fields.next_value::<Option<Text<'a>>>()?.map(|own| own.0),
                "mainEntityOfPage" => {
                    self.page = fields.next_value::<Option<IgnoredAny>>()?.is_some();
                }
                _ => {
                    fields.next_value::<IgnoredAny>()?;
                    continue;
                }
            }
            if self.is_enough() {
                return Err(M::Error::custom("enough was seen"));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::{Map, Value, json};

    fn text() -> impl Strategy<Value = Value> {
        prop_oneof![
            8 => "https?://[a-z]{1,3}(/é)?|urn:a| ?[a-z\"]{0,2}|javascript:a|java\nscript:x".prop_map(Value::from),
            1 => Just(json!(null)),
            1 => Just(json!(["https://a.org", "https://b.org"])),
            1 => Just(json!({"id": "https://c.org"})),
            1 => Just(json!({"en": "One"})),
        ]
    }

    proptest! {
        #[test]
        fn a_peek_sees_what_is_read(
            fields in proptest::collection::btree_map("id|name|url|mainEntityOfPage|text", text(), 2..6)
        ) {
            let line = Value::Object(fields.into_iter().collect::<Map<_, _>>()).to_string();
            if let (Some(seen), Ok(read)) = (Listing::peek(line.as_bytes()), Resource::parse(&line, 1)) {
                prop_assert_eq!(seen, Listing::of(&read));
            }
        }
    }

    #[test]
    fn a_plain_line_is_enough() {
        let line = r#"{"id": "urn:a", "name": "A", "url": "https://a.org", "text": ["not", "looked", "at"]}"#;
        let seen = Listing::peek(line.as_bytes()).expect("a plain line");
        assert_eq!(seen.address.as_deref(), Some("https://a.org"));
    }
}
