//! Durations, licences and names as they stand in LOM and Dublin Core records.

use super::lom::is_web;
use super::xml::Element;

/// An ISO 8601 duration in a text such as `PT1H`; nothing for durations of zero, which exporters write
/// when nothing is known.
pub(super) fn duration(text: &str) -> Option<String> {
    let word = text.split_whitespace().find(|word| word.starts_with('P'))?;
    crate::catalog::Minutes::from_iso(word)
        .filter(|minutes| minutes.0 > 0)
        .map(|_| word.to_owned())
}

/// The address of a licence: as it stands in the text, or by the usual name of a Creative Commons one.
pub(super) fn licence(text: &str) -> Option<String> {
    let address = text
        .split(|c: char| c.is_whitespace() || "()<>\"".contains(c))
        .find(|word| is_web(word));
    if let Some(address) = address {
        return Some(address.trim_end_matches(['.', ',', ';']).to_owned());
    }
    let upper = text.to_uppercase().replace(['_', ' '], "-");
    let kinds = ["BY-NC-ND", "BY-NC-SA", "BY-NC", "BY-ND", "BY-SA", "BY"];
    let version = ["4.0", "3.0", "2.5", "2.0"]
        .into_iter()
        .find(|version| upper.contains(version));
    if upper.contains("CC0") {
        return Some("https://creativecommons.org/publicdomain/zero/1.0/".into());
    }
    let kind = kinds
        .into_iter()
        .find(|kind| upper.contains(&format!("CC-{kind}")))?
        .to_lowercase();
    Some(format!(
        "https://creativecommons.org/licenses/{kind}/{}/",
        version.unwrap_or("4.0")
    ))
}

/// The organisation or full name in a vCard.
pub(super) fn vcard_name(element: &Element) -> Option<String> {
    let card = element.text();
    if !["entity", "centity"].contains(&element.name.as_str()) || card.is_empty() {
        return None;
    }
    let keys = [
        "ORG", "FN", "N", "EMAIL", "URL", "TEL", "END", "VERSION", "BEGIN", "ADR", "NOTE", "UID",
    ];
    for wanted in ["ORG", "FN"] {
        // White space is folded, so a value ends where the next property starts.
        let Some((_, rest)) = card.split_once(&format!("{wanted}:")) else {
            continue;
        };
        let is_property = |word: &&str| {
            word.split_once(':')
                .is_some_and(|(key, _)| keys.contains(&key.split(';').next().unwrap_or(key)))
        };
        let value: Vec<&str> = rest
            .split(' ')
            .take_while(|word| !is_property(word))
            .collect();
        let value = value.join(" ").replace("\\,", ",");
        if !value.is_empty() {
            return Some(value.trim_end_matches(';').to_owned());
        }
    }
    (!card.contains("BEGIN:VCARD")).then_some(card)
}
