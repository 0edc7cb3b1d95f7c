//! What a list shows of a resource.

use super::Resource;
use super::address::{Address, judge};
use super::resource::plain_text;
use std::borrow::Cow;

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

    /// That of a record which is known to be a resource, if the plainest reading is right: texts as they stand, and an
    /// address in `id` or `url` if anywhere. `each` calls with the record's names and values, as JSON.
    #[must_use]
    pub fn peek(each: impl FnOnce(&mut dyn FnMut(&'a [u8], &'a [u8]))) -> Option<Self> {
        let (mut id, mut name, mut url, mut page) = (None, None, None, false);
        each(&mut |field, value| match field {
            br#""id""# => id = text(value),
            br#""name""# => name = text(value),
            br#""url""# if value != b"null" => url = Some(text(value)),
            br#""mainEntityOfPage""# => page |= value != b"null",
            _ => {}
        });
        let (id, name) = (id?, name?);
        let plain = |text: &str| text.trim() == text;
        if !plain(&id) || !plain(&name) || id.is_empty() {
            return None;
        }
        let web = |text: &str| plain(text) && matches!(judge(text), Address::Web);
        let address = match (judge(&id), url) {
            (Address::Web, _) => Some(id.clone()),
            (Address::Opaque, Some(Some(url))) if web(&url) => Some(url),
            (Address::Opaque, None) if !page => None,
            _ => return None,
        };
        Some(Self { id, name, address })
    }
}

/// The text that a JSON value is, if it is one.
fn text(value: &[u8]) -> Option<Cow<'_, str>> {
    let escaped = || serde_json::from_slice(value).ok().map(Cow::Owned);
    plain_text(value).map(Cow::Borrowed).or_else(escaped)
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
            let parts: Vec<_> = fields.iter().map(|(name, value)| (json!(name).to_string(), value.to_string())).collect();
            let seen = Listing::peek(|see| {
                parts.iter().for_each(|(name, value)| see(name.as_bytes(), value.as_bytes()));
            });
            let line = Value::Object(fields.into_iter().collect::<Map<_, _>>()).to_string();
            if let (Some(seen), Ok(read)) = (seen, Resource::parse(&line, 1)) {
                prop_assert_eq!(seen, Listing::of(&read));
            }
        }
    }

    #[test]
    fn a_plain_record_is_enough() {
        let fields: [(&[u8], &[u8]); 4] = [
            (br#""id""#, br#""urn:a""#),
            (br#""name""#, br#""\"A\"""#),
            (br#""text""#, br#"["not", "looked", "at"]"#),
            (br#""url""#, br#""https://a.org""#),
        ];
        let seen = Listing::peek(|see| fields.iter().for_each(|&(name, value)| see(name, value)));
        let seen = seen.expect("a plain record");
        assert_eq!(
            (&*seen.name, seen.address.as_deref()),
            ("\"A\"", Some("https://a.org"))
        );
    }
}
