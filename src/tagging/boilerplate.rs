//! Sentences of a page that speak of the site and not of the resource: menus, cookie notices, licences, footers.
//!
//! Only the full text is looked at; a title, description or keyword is never boilerplate. A sentence is, when it
//! has two different words of [`SITE`], or one and hardly any other; so is a sentence between two such (after Kohlschütter,
//! Fankhauser and Nejdl, "Boilerplate detection using shallow text features", 2010: such blocks are short, full
//! of links, and stand together). Words that the map itself uses are no sign: on a map with a competency on
//! copyright, "copyright" is a topic.

/// Words with which sites speak of themselves; English only.
const SITE: &str = "accept account ads advert advertising analytics app attribution blog browser bookmark \
breadcrumb cart checkout click commons contact cookie cookies copyright creative credit disclaimer donate download \
email enquiries enable facebook faq faqs feedback footer gdpr header home homepage instagram javascript \
jobs licence license licensed licensing linkedin login logo logout menu navigation newsletter noncommercial opt \
password permitted personalise pinterest podcast policy preferences press print privacy redistribute \
register registered remix reserved rights rss search sections settings share sharealike shop sign site sitemap skip \
subscribe terms toggle topics trademark trademarks tweet twitter unsubscribe update url vacancies visitors warranties website \
whatsapp youtube";
/// A sentence with one sign is boilerplate up to so many words.
const SHORT: usize = 6;

/// Whether a lower-case word is one with which sites speak of themselves.
pub(super) fn is_site_word(lower: &str) -> bool {
    SITE.split_ascii_whitespace().any(|word| word == lower)
}

/// What is known of one sentence.
#[derive(Clone, Default)]
pub(super) struct Sentence {
    /// Words of any kind.
    pub words: usize,
    /// Different site words, at most two of them.
    pub signs: Vec<String>,
}

/// For each sentence of a text, in its order, whether it is boilerplate.
pub(super) fn boilerplate(sentences: &[Sentence]) -> Vec<bool> {
    let own: Vec<bool> = sentences
        .iter()
        .map(|sentence| match sentence.signs.len() {
            0 => false,
            1 => sentence.words <= SHORT,
            _ => true,
        })
        .collect();
    (0..own.len())
        .map(|at| own[at] || (at > 0 && own[at - 1] && own.get(at + 1) == Some(&true)))
        .collect()
}
