//! Sentences of a page that speak of the site and not of the resource: menus, cookie notices, licences, footers.
//!
//! Only the full text is looked at; a title, description or keyword is never boilerplate. A sentence is, when it
//! has two different words of [`SITE`] and not many others; so are a few sentences between two such (after
//! Kohlschütter, Fankhauser and Nejdl, "Boilerplate detection using shallow text features", 2010: such blocks are short,
//! full of links, and stand together). One of the words must be none that the map itself uses: on a map with a
//! competency on copyright, "copyright" alone is a topic.

use std::ops::Range;

/// Words with which sites speak of themselves; English only.
const SITE: &str = "accept accessibility account ads advert advertising affiliate analytics android apologies apologise \
app archive archives article articles attribution author authors avatar banner blog bookmark bottom \
breadcrumb browser cancel cart categories category checkout chrome click com comments commons \
company confirm contact cookie cookies copyright copyrighted creative credit disclaimer donate \
donation donations donors download edge email enable endorse enquiries events facebook faq faqs \
feedback firefox footer foundation fundraising gdpr header home homepage inbox inc info instagram \
ios javascript jobs legal licence license licensed licensing linkedin loading logged login logo \
logout mailing menu messages min mins mobile navigation newsletter noncommercial nonprofit opt org \
page pages password permitted personalise pinterest podcast policy popular popup posted preferences \
press previous print privacy publication published redistribute register registered remix reply \
reserved reserves rights rss safari search sections sell settings share sharealike shipping shop \
shopping sign signup site sitemap skip sponsor sponsored sponsors staff subscribe subscriber \
subscribers subscription supported tag tags tax tel telephone terms toggle toolbar topics trademark \
trademarks trending tweet twitter unless unsubscribe update url username users vacancies vendor \
version viewed views visit visiting visitor visitors warranties webinar webinars website websites \
whatsapp widget wordpress wp youtube";
/// In boilerplate at least one word in so many is a site word.
const DENSITY: usize = 15;
/// A sentence with a single site word is boilerplate up to so many words.
const SHORT: usize = 6;
/// Sentences between boilerplate belong to it up to so many words together: a paragraph, not an article.
const BETWEEN: usize = 100;
/// What stands after the last boilerplate belongs to it up to so many words.
const AFTER: usize = 30;

/// [`SITE`], in alphabetical order.
pub(super) fn site_words() -> Vec<&'static str> {
    SITE.split_ascii_whitespace().collect()
}

/// What is known of one sentence.
#[derive(Clone, Default)]
pub(super) struct Sentence {
    /// Words of any kind.
    pub words: usize,
    /// Site words.
    pub site: usize,
    /// Different site words, at most two of them.
    pub signs: Vec<String>,
    /// Whether a site word is none of the map's.
    pub foreign: bool,
}

/// For each sentence of a text, in its order, whether it is boilerplate.
pub(super) fn boilerplate(sentences: &[Sentence]) -> Vec<bool> {
    let mut found: Vec<bool> = sentences
        .iter()
        .map(|own| {
            let many = own.signs.len() > 1 && own.site * DENSITY >= own.words;
            own.foreign && (many || own.words <= SHORT)
        })
        .collect();
    let places: Vec<usize> = (0..found.len()).filter(|&at| found[at]).collect();
    let words = |between: Range<usize>| {
        sentences[between]
            .iter()
            .map(|own| own.words)
            .sum::<usize>()
    };
    for pair in places.windows(2) {
        if words(pair[0] + 1..pair[1]) <= BETWEEN {
            found[pair[0]..pair[1]].fill(true);
        }
    }
    if let Some(&last) = places.last()
        && words(last + 1..found.len()) <= AFTER
    {
        found[last..].fill(true);
    }
    found
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_list_of_site_words_is_sorted() {
        assert!(super::site_words().is_sorted());
    }
}
