//! The words of a text, and the language they are most likely of.

use crate::order::Arrange;
use std::collections::HashSet;

/// The words of a text, in lower case.
pub(super) fn words(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
    parts
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// The commonest words of nine languages.
const COMMON: [(&str, &str); 9] = [
    (
        "en",
        "the of and to in is for with that on are this by how an be from or your you it what as at",
    ),
    (
        "de",
        "der die und das in zu den ist mit von für auf ein eine im des nicht sich wie werden sie dem auch wird",
    ),
    (
        "fr",
        "le la les de des et en un une du pour dans est que qui sur par au avec vous ce aux plus ou",
    ),
    (
        "es",
        "el la los las de y en un una para que con del por es se al como su más lo sus o este",
    ),
    (
        "it",
        "il la di e che in un una per con del della i le da è si alla come gli dei nel sono o",
    ),
    (
        "nl",
        "de het een en van in is op te voor met dat zijn die aan door om ook als naar bij of worden je",
    ),
    (
        "pt",
        "o a os as de e em um uma para que com do da no na por se dos das é ao como mais",
    ),
    (
        "sv",
        "och i att det som en på är av för med till den har de inte om ett kan du så eller från hur",
    ),
    (
        "pl",
        "i w na z do się jest nie o że to dla jak po przez od oraz ich lub ze za co są przy",
    ),
];

/// The language a text reads like: the one whose 24 commonest words make up most of it. Nothing for
/// fewer than ten words, when less than 12 % are such words, or when a second language comes near
/// (two thirds of the first).
#[must_use]
pub fn language_of(text: &str) -> Option<&'static str> {
    let words = words(text);
    if words.len() < 10 {
        return None;
    }
    let count = |(language, common): &(&'static str, &str)| {
        let common: HashSet<&str> = common.split(' ').collect();
        let hits = words
            .iter()
            .filter(|word| common.contains(word.as_str()))
            .count();
        (hits, *language)
    };
    let mut counts: Vec<(usize, &'static str)> = COMMON.iter().map(count).collect();
    counts.arrange_by_key(|&(hits, _)| std::cmp::Reverse(hits));
    let ((first, language), (second, _)) = (counts[0], counts[1]);
    (first * 100 >= words.len() * 12 && second * 3 <= first * 2).then_some(language)
}

/// Whether a language is among those that [`language_of`] can tell.
pub(super) fn is_known(language: &str) -> bool {
    COMMON.iter().any(|(known, _)| *known == language)
}
