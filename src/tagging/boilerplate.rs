//! The passage of a full text that speaks of the resource. Around it stands what belongs to the site: menus, cookie notices,
//! licences, comments, lists of other pages.
//!
//! Each word of a sentence is worth something, and the passage is the run of sentences that is worth most together
//! (Pasternack and Roth, "Extracting article text from the web with maximum subsequence segmentation", 2009). Words that
//! title, description or keywords have too speak for a sentence, other words of the map or the catalogue a little; against it
//! speak words that the catalogue does not know, words with which sites speak of themselves, and being a sentence of few
//! words. What a sentence is worth does not depend on what else stands on the page, so a page with boilerplate gives the
//! passage that it gives without. Words too common in the catalogue to name a resource do not count as named beside a
//! description. A foreign sentence right beside the passage stays where it has known words only.
//!
//! Only the full text is looked at; a title, description or keyword is never boilerplate.

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
/// What a word is worth that names the resource, where any other of the map or the catalogue is worth 1.
const NAMED: f64 = 8.0;
/// What a word of [`SITE`] costs.
const SITE_WORD: f64 = 16.0;
/// What each sentence costs.
const SENTENCE: f64 = 2.0;
/// Beside a description, a text that costs more than it is worth is not read, unless its passage is worth so much.
const PASSAGE: f64 = 15.0;

/// [`SITE`], in alphabetical order.
pub(super) fn site_words() -> Vec<&'static str> {
    SITE.split_ascii_whitespace().collect()
}

/// What a word says about where it stands.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Sign {
    /// A word without a topic.
    Nothing,
    /// A word that title, description or keywords have too, unless they often do.
    Named,
    /// A word of the map or of several texts of the catalogue.
    Known,
    /// Any other.
    Unknown,
    /// A word with which sites speak of themselves.
    Site,
}

/// What the sentences of a text are worth, each the sum over its words.
pub(super) struct Worth {
    sentences: Vec<f64>,
    /// What an unknown word costs.
    unknown: f64,
}

impl Worth {
    /// `unknown` is the share of unknown words in a text of the catalogue. They cost half of what the known ones are worth
    /// there, so with all or none of the words unknown they say nothing.
    pub fn new(unknown: f64) -> Self {
        Self {
            sentences: Vec::new(),
            unknown: (1.0 - unknown) / (2.0 * unknown),
        }
    }

    /// Adds a word, in the order of the text.
    pub fn add(&mut self, opens_sentence: bool, sign: Sign) {
        if opens_sentence || self.sentences.is_empty() {
            self.sentences.push(-SENTENCE);
        }
        if let Some(sentence) = self.sentences.last_mut() {
            *sentence += match sign {
                Sign::Nothing => 0.0,
                Sign::Named => NAMED,
                Sign::Known => 1.0,
                Sign::Unknown => -self.unknown,
                Sign::Site => -SITE_WORD,
            };
        }
    }

    /// The sentences that speak of the resource.
    pub fn passage(&self, described: bool) -> Range<usize> {
        let mut passage = 0..0;
        let (mut best, mut sum, mut start) = (0.0, 0.0, 0);
        for (at, worth) in self.sentences.iter().enumerate() {
            if sum <= 0.0 {
                (sum, start) = (0.0, at);
            }
            sum += worth;
            if sum > best {
                best = sum;
                passage = start..at + 1;
            }
        }
        let foreign = self.sentences.iter().sum::<f64>() < 0.0;
        match (described, passage.is_empty()) {
            (true, _) if foreign && best < PASSAGE => 0..0,
            // The text is all there is.
            (false, true) => 0..self.sentences.len(),
            _ => passage,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Sign, Worth};
    use std::ops::Range;

    /// The passage of a text whose sentences have so many words of one kind each, a tenth of the catalogue's words unknown.
    fn passage(described: bool, sentences: &[(usize, Sign)]) -> Range<usize> {
        let mut worth = Worth::new(0.1);
        for &(words, sign) in sentences {
            for word in 0..words {
                worth.add(word == 0, sign);
            }
        }
        worth.passage(described)
    }

    #[test]
    fn the_passage_is_the_run_worth_most() {
        let page = [
            (5, Sign::Site),
            (4, Sign::Known),
            (3, Sign::Unknown),
            (30, Sign::Known),
            (2, Sign::Unknown),
            (20, Sign::Known),
            (1, Sign::Known),
            (9, Sign::Site),
            (8, Sign::Known),
        ];
        assert_eq!(passage(false, &page), 3..6);
        assert_eq!(passage(false, &[(7, Sign::Known)]), 0..1);
        assert_eq!(passage(false, &[(7, Sign::Unknown)]), 0..1);
        assert_eq!(passage(false, &[]), 0..0);
    }

    #[test]
    fn beside_a_description_a_foreign_page_is_not_read() {
        let page = |words| [(words, Sign::Known), (90, Sign::Unknown)];
        assert_eq!(passage(true, &page(16)), 0..0);
        assert_eq!(passage(true, &page(17)), 0..1);
        assert_eq!(passage(false, &page(16)), 0..1);
        assert_eq!(passage(true, &[(7, Sign::Known)]), 0..1);
    }

    #[test]
    fn without_a_catalogue_no_word_is_unknown() {
        let mut worth = Worth::new(1.0);
        worth.add(true, Sign::Named);
        worth.add(true, Sign::Unknown);
        worth.add(true, Sign::Named);
        assert_eq!(worth.passage(true), 0..3);
    }

    #[test]
    fn the_list_of_site_words_is_sorted() {
        assert!(super::site_words().is_sorted());
    }
}
