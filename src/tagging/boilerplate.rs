//! Sentences of a page that speak of the site and not of the resource: menus, cookie notices, licences, footers.
//!
//! Only the full text is looked at; a title, description or keyword is never boilerplate. A sentence is, when it
//! has two different words of [`SITE`] and not many others, and stands at the start or end of the text with nothing but a
//! paragraph between it and the edge or the next such; what lies between goes with it. "Cookie" alone is enough, and the
//! end of a text that goes is dense in such words as a whole (after
//! Kohlschütter, Fankhauser and Nejdl, "Boilerplate detection using shallow text features", 2010: such blocks are short,
//! full of links, and stand together). One of the words must be none that the map itself uses: on a map with a
//! competency on copyright, "copyright" alone is a topic.

use std::ops::Range;

/// Words with which sites speak of themselves; English only.
const SITE: &str = "accept accessibility account ads advert advertising affiliate analytics android apologies \
apologise app archive archives article articles attribution author authors avatar banner blog \
bookmark bottom breadcrumb browser cancel captcha cart categories category checkout chrome click \
com comments commons company confirm consent contact cookie cookies copyright copyrighted \
creative credit currency disclaimer donate donation donations donors download edge email enable \
endorse enquiries enrol enrolled enrolment events facebook faq faqs feedback firefox footer \
foundation fundraising gdpr header home homepage inbox inc info instagram ios javascript jobs \
legal licence license licensed licensing linkedin loading logged login logo logout mailing menu \
messages min mins mobile navigation newsletter noncommercial nonprofit opt org page pages \
password permitted personalise pinterest podcast policy popular popup posted preferences press \
previous print privacy publication published redistribute refund register registered remix reply \
reserved reserves rights rss safari search sections sell settings share sharealike shipping shop \
shopping sign signup site sitemap skip sponsor sponsored sponsors staff subscribe subscriber \
subscribers subscription subtitles supported tag tags tax tel telephone terms toggle toolbar \
topics trademark trademarks trending tweet twitter unless unlimited unsubscribe update upgrade \
url username users vacancies vat vendor version viewed views visit visiting visitor visitors \
voucher warranties webinar webinars website websites whatsapp widget wishlist wordpress wp \
youtube";
/// One of these is as good as two others.
const SURE: [&str; 2] = ["cookie", "cookies"];
/// In boilerplate at least one word in so many is a site word.
const DENSITY: usize = 15;
/// A sentence with a single site word is boilerplate up to so many words.
const SHORT: usize = 6;
/// Sentences between boilerplate belong to it up to so many words together: a paragraph, not an article.
const BETWEEN: usize = 100;
/// So many words may stand before the first boilerplate of a text.
const BEFORE: usize = 6;
/// At the end of a text what goes must be dense in site words as a whole: there so many words may stand between two
/// sentences of boilerplate.
const BETWEEN_AT_END: usize = 150;
/// So many words may stand after the last.
const AFTER: usize = 60;
/// A text that begins with boilerplate and ends with so many words has no others.
const REST: usize = 30;

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
    let places: Vec<usize> = (0..sentences.len())
        .filter(|&at| {
            let own = &sentences[at];
            let sure = own.signs.iter().any(|sign| SURE.contains(&sign.as_str()));
            let many = (sure || own.signs.len() > 1) && own.site * DENSITY >= own.words;
            own.foreign && (many || own.words <= SHORT)
        })
        .collect();
    let words = |range: Range<usize>| sentences[range].iter().map(|own| own.words).sum::<usize>();
    let mut head = 0;
    for &place in &places {
        let most = if head == 0 { BEFORE } else { BETWEEN };
        if words(head..place) > most {
            break;
        }
        head = place + 1;
    }
    // The longest end of the text in which site words are as dense as in a sentence of boilerplate.
    let mut tail = sentences.len();
    let (mut end, mut all, mut site) = (sentences.len(), 0, 0);
    for &place in places.iter().rev().take_while(|&&place| place >= head) {
        let most = if end == sentences.len() {
            AFTER
        } else {
            BETWEEN_AT_END
        };
        if words(place + 1..end) > most {
            break;
        }
        all += words(place..end);
        site += sentences[place..end]
            .iter()
            .map(|own| own.site)
            .sum::<usize>();
        end = place;
        if site * DENSITY >= all {
            tail = place;
        }
    }
    // What little is left after boilerplate at the start.
    let rest = if tail == sentences.len() {
        REST
    } else {
        BETWEEN
    };
    if head > 0 && words(head..tail.max(head)) <= rest {
        tail = head;
    }
    (0..sentences.len())
        .map(|at| at < head || at >= tail)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Sentence, boilerplate};

    /// Sentences of so many words; those above 100 are boilerplate of as many words less 100.
    fn found(sentences: &[usize]) -> Vec<bool> {
        let sentence = |&words: &usize| Sentence {
            words: words % 100,
            site: if words > 100 { words % 100 } else { 0 },
            signs: if words > 100 {
                vec!["cookie".into(), "menu".into()]
            } else {
                Vec::new()
            },
            foreign: words > 100,
        };
        boilerplate(&sentences.iter().map(sentence).collect::<Vec<_>>())
    }

    #[test]
    fn only_the_edges_of_a_page_are_boilerplate() {
        assert_eq!(
            found(&[103, 9, 120, 90, 60, 110, 20]),
            [true, true, true, false, false, true, true]
        );
        assert_eq!(found(&[20, 110, 90, 20]), [false; 4]);
        assert_eq!(found(&[103, 20]), [true, true]);
        assert_eq!(found(&[]), Vec::<bool>::new());
    }

    #[test]
    fn the_list_of_site_words_is_sorted() {
        assert!(super::site_words().is_sorted());
    }
}
