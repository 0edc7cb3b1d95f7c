//! Sentences of a page that speak of the site and not of the resource: menus, cookie notices, licences, footers.
//!
//! Only the full text is looked at; a title, description or keyword is never boilerplate. A sentence is, when it
//! has two different words of [`SITE`], or one and hardly any other; so are a few sentences between two such (after
//! Kohlschütter, Fankhauser and Nejdl, "Boilerplate detection using shallow text features", 2010: such blocks are short,
//! full of links, and stand together). One of the words must be none that the map itself uses: on a map with a
//! competency on copyright, "copyright" alone is a topic.

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
/// Sentences between boilerplate belong to it up to so many words together.
const BETWEEN: usize = 60;

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
    /// Whether a site word is none of the map's.
    pub foreign: bool,
}

/// For each sentence of a text, in its order, whether it is boilerplate.
pub(super) fn boilerplate(sentences: &[Sentence]) -> Vec<bool> {
    let mut found: Vec<bool> = sentences
        .iter()
        .map(|own| own.foreign && (own.signs.len() > 1 || own.words <= SHORT))
        .collect();
    let places: Vec<usize> = (0..found.len()).filter(|&at| found[at]).collect();
    for pair in places.windows(2) {
        let between = pair[0] + 1..pair[1];
        let words: usize = sentences[between.clone()].iter().map(|own| own.words).sum();
        if words <= BETWEEN {
            found[between].fill(true);
        }
    }
    found
}
