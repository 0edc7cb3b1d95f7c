//! The tagger itself: compile a map once, then score any number of texts.

use super::background::{Background, expected_rates};
use super::calibration;
use super::company::Company;
use super::curation::Decisions;
use super::evidence;
use super::features::{Counts, Feature};
use super::fields::TextFields;
use super::groups::Groups;
use super::lessons::Lessons;
use super::near::NearWords;
use super::profile::Profiles;
use super::reading::Reading;
use super::remark::{OTHER_LANGUAGE, Remark, remark};
use super::text::{Text, Vocabulary};
use super::weights::Weights;
use crate::catalog::{Evidence, Field, Resource, Resources};
use crate::framework::{CompetencyIndex, Framework};
use crate::order::Gather;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Two competencies under one heading are close when their scores differ by no more than this.
const CLOSE: f64 = 0.05;

/// A map compiled for tagging: see the [module's documentation](super).
pub struct Tagger {
    /// The words of the background.
    vocabulary: Arc<Vocabulary>,
    profiles: Profiles,
    groups: Groups,
    company: Option<Company>,
    weights: Weights,
    /// For each feature, how often per word it is to be expected.
    expected: Vec<f64>,
    /// For each candidate, its mean score over the background; empty without one.
    usual: Vec<f64>,
}

/// A candidate competency with its score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scored {
    /// The candidate.
    pub competency: CompetencyIndex,
    /// How likely it is that the resource teaches it, 0..1.
    pub score: f64,
    /// The strength that the order is made from, without a unit.
    pub strength: f64,
}

/// A competency that a resource seems to teach, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Tagged {
    /// The competency.
    pub competency: CompetencyIndex,
    /// How likely it is that the resource teaches it, 0..1.
    pub score: f64,
    /// What in the resource speaks for it, most telling first.
    pub evidence: Vec<Evidence>,
    /// The evidence in a plain sentence; empty where there is none.
    pub because: String,
    /// Competencies under the same heading that the text speaks for almost as much or more: it may be the one or
    /// the other.
    pub close: Vec<CompetencyIndex>,
}

/// What is known besides the map.
#[derive(Clone, Copy)]
pub struct Knowledge<'a> {
    /// The catalogue, best the one that is tagged: what any resource says counts less. From fewer than 20
    /// resources nothing is learnt: what two or three of them say is what they are about.
    pub background: &'a dyn Resources,
    /// Words near each competency in meaning, where the map brings them.
    pub near: Option<&'a NearWords>,
    /// A curator's decisions on resources of the catalogue: the tagger learns from them. They are not applied to tags
    /// here; that is [`Decisions::apply`].
    pub decisions: Option<&'a Decisions>,
}

impl Default for Knowledge<'_> {
    fn default() -> Self {
        Self {
            background: &[],
            near: None,
            decisions: None,
        }
    }
}

impl Tagger {
    /// Compiles a map, with nothing known about the resources to come.
    #[must_use]
    pub fn compile(framework: &Framework) -> Self {
        Self::compile_knowing(framework, &Knowledge::default(), Weights::default())
    }

    /// Compiles a map and learns from a catalogue what any resource says ([`Knowledge::background`]).
    #[must_use]
    pub fn compile_with(framework: &Framework, background: &[Resource]) -> Self {
        let knowledge = Knowledge {
            background: &background,
            ..Knowledge::default()
        };
        Self::compile_knowing(framework, &knowledge, Weights::default())
    }

    /// Compiles a map with all that is known. Other weights than the default are there to measure what each
    /// ingredient gives.
    #[must_use]
    pub fn compile_knowing(
        framework: &Framework,
        knowledge: &Knowledge<'_>,
        weights: Weights,
    ) -> Self {
        let language = &framework.document().language;
        let background = Background::of(knowledge.background, language);
        let candidates = framework.leaves().collect();
        Self::compile_among(framework, candidates, &background, knowledge, weights)
    }

    /// As [`Tagger::compile_knowing`], with only some leaves as candidates, ascending, and with this background.
    pub(super) fn compile_among(
        framework: &Framework,
        candidates: Vec<CompetencyIndex>,
        background: &Background<'_>,
        knowledge: &Knowledge<'_>,
        weights: Weights,
    ) -> Self {
        let profiles = Profiles::new(framework, candidates, knowledge.near, &weights);
        let groups = Groups::new(framework, &profiles.candidates);
        let mut tagger = Self {
            vocabulary: Arc::clone(&background.vocabulary),
            expected: Vec::new(),
            usual: Vec::new(),
            profiles,
            groups,
            company: None,
            weights,
        };
        let lexicon = &mut tagger.profiles.lexicon;
        lexicon.learn(&background.seen);
        let count = |text: TextFields<'_>| tagger.count(&tagger.read(&tagger.cut(&text)));
        let texts: Vec<Counts> = background.sample().map(count).collect();
        tagger.expected = expected_rates(&tagger.profiles, &texts);
        tagger.settle(&texts);
        if let Some(decisions) = knowledge.decisions {
            tagger.learn(framework, decisions, background);
            tagger.settle(&texts);
        }
        tagger
    }

    /// Learns from the background what each candidate usually scores and what company headings keep.
    fn settle(&mut self, texts: &[Counts]) {
        self.usual = Vec::new();
        self.company = None;
        if !texts.is_empty() && self.weights.usual > 0.0 {
            let mut usual = vec![0.0; self.profiles.candidates.len()];
            for text in texts {
                for (sum, own) in usual.iter_mut().zip(self.own(text)) {
                    *sum += own / texts.len() as f64;
                }
            }
            self.usual = usual;
        }
        if self.weights.company > 0.0 {
            let strengths: Vec<Vec<f64>> = texts
                .iter()
                .map(|text| self.groups.strengths(&self.cleared(text)))
                .collect();
            let words = self.profiles.lexicon.len();
            let wider = self.profiles.lexicon.wider();
            self.company = Company::learn(words, wider, texts, &strengths);
        }
    }

    /// Learns from a curator's decisions which finds to trust for which competency.
    fn learn(&mut self, framework: &Framework, decisions: &Decisions, background: &Background<'_>) {
        let mut lessons = Lessons::default();
        for resource in background.those(|id| decisions.of(id).next().is_some()) {
            let decided = decisions.of(&resource.id);
            let keywords = resource.field(Field::Keywords);
            let reading = self.read(&self.cut(&TextFields::of(resource, &keywords)));
            let counts = self.count(&reading);
            let ranked = self.rank_reading(&reading);
            for decision in decided {
                let scored = framework
                    .find(&decision.competency)
                    .and_then(|own| ranked.iter().find(|scored| scored.competency == own));
                let Some(scored) = scored else {
                    continue;
                };
                if let Ok(candidate) = self.profiles.candidates.binary_search(&scored.competency) {
                    let surprise =
                        |feature, observed| self.surprise(feature, observed, counts.length);
                    let profiles = &self.profiles;
                    lessons.add(
                        profiles,
                        candidate,
                        decision,
                        scored.score,
                        &counts,
                        surprise,
                    );
                }
            }
        }
        lessons.apply(&mut self.profiles);
    }

    /// Every candidate, best first; equal ones in the order of the map.
    #[must_use]
    pub fn rank(&self, text: &TextFields<'_>) -> Vec<Scored> {
        self.rank_text(&self.cut(text))
    }

    pub(super) fn rank_text(&self, text: &Text<'_>) -> Vec<Scored> {
        self.rank_reading(&self.read(text))
    }

    /// The competencies that the resource seems to teach: at most `top`, best first, with evidence: those at or above
    /// [`SHOW`](super::SHOW), the best from [`SHOW_BEST`](super::SHOW_BEST), and what is close to them. With `top` 0 every candidate, without a threshold.
    #[must_use]
    pub fn tag(&self, text: &TextFields<'_>, top: usize) -> Vec<Tagged> {
        self.tag_text(&self.cut(text), top)
    }

    pub(super) fn tag_text(&self, text: &Text<'_>, top: usize) -> Vec<Tagged> {
        let reading = self.read(text);
        let mut ranked = self.rank_reading(&reading);
        if top > 0 {
            // What is hard to tell from a tag that is shown is shown with it.
            let best = ranked
                .first()
                .is_some_and(|best| best.score >= calibration::SHOW_BEST);
            let shown = ranked
                .partition_point(|scored| scored.score >= calibration::SHOW)
                .max(usize::from(best));
            let rivals: BTreeSet<CompetencyIndex> = ranked[..shown]
                .iter()
                .flat_map(|scored| self.close(scored, &ranked))
                .gather();
            let mut rank = 0;
            ranked.retain(|scored| {
                rank += 1;
                rank <= shown || rivals.contains(&scored.competency)
            });
        }
        let mut witness = self.witness(text, &reading);
        let mut tags = Vec::new();
        for scored in &ranked {
            if top > 0 && tags.len() == top {
                break;
            }
            let tagged = self.tagged(scored, &ranked, &mut witness);
            if top == 0 || !tagged.evidence.is_empty() {
                tags.push(tagged);
            }
        }
        tags
    }

    /// What speaks for one competency in a text, whatever its score; nothing where it is no candidate.
    #[must_use]
    pub fn explain(&self, text: &TextFields<'_>, competency: CompetencyIndex) -> Option<Tagged> {
        let text = self.cut(text);
        let reading = self.read(&text);
        let ranked = self.rank_reading(&reading);
        let scored = ranked.iter().find(|own| own.competency == competency)?;
        Some(self.tagged(scored, &ranked, &mut self.witness(&text, &reading)))
    }

    fn tagged(
        &self,
        scored: &Scored,
        ranked: &[Scored],
        witness: &mut evidence::Witness<'_>,
    ) -> Tagged {
        let evidence = witness.evidence(scored.competency);
        Tagged {
            competency: scored.competency,
            score: scored.score,
            because: evidence::because(&evidence),
            evidence,
            close: self.close(scored, ranked),
        }
    }

    fn witness<'a>(&'a self, text: &Text<'a>, reading: &'a Reading) -> evidence::Witness<'a> {
        let (profiles, fields) = (&self.profiles, text.fields);
        evidence::Witness::new(profiles, &self.expected, &self.weights, fields, reading)
    }

    /// What is to be known about the tags of a text: why there are none, or none to rely on.
    #[must_use]
    pub fn remark(&self, text: &TextFields<'_>) -> Option<Remark> {
        remark(&self.read(&self.cut(text)), &self.profiles.lexicon)
    }

    /// A text cut into words, for this tagger and those that share its background.
    pub(super) fn cut<'a>(&self, text: &'a TextFields<'a>) -> Text<'a> {
        Text::cut(text, &self.vocabulary)
    }

    fn read(&self, text: &Text<'_>) -> Reading {
        Reading::of(text, &self.profiles.lexicon, &self.weights)
    }

    fn count(&self, reading: &Reading) -> Counts {
        self.profiles.features.count(reading, &self.weights)
    }

    /// The siblings whose score is within [`CLOSE`] of a candidate's.
    fn close(&self, scored: &Scored, ranked: &[Scored]) -> Vec<CompetencyIndex> {
        if scored.score < calibration::SUGGEST {
            return Vec::new();
        }
        ranked
            .iter()
            .filter(|other| {
                other.competency != scored.competency
                    && (other.score - scored.score).abs() <= CLOSE
                    && self.groups.are_siblings(
                        &self.profiles.candidates,
                        other.competency,
                        scored.competency,
                    )
            })
            .map(|other| other.competency)
            .collect()
    }

    /// ln(1 + observed / (1 + expected)) of a find in a text of some length.
    fn surprise(&self, feature: Feature, observed: f64, length: f64) -> f64 {
        libm::log1p(observed / (1.0 + self.expected[feature as usize] * length))
    }

    /// Each candidate's own strength: Σ weight · ln(1 + observed / (1 + expected)).
    fn own(&self, counts: &Counts) -> Vec<f64> {
        let mut scores = vec![0.0; self.profiles.candidates.len()];
        for &(feature, observed) in &counts.features {
            let surprise = self.surprise(feature, observed, counts.length);
            for &(candidate, weight) in &self.profiles.postings[feature as usize] {
                scores[candidate as usize] += weight * surprise;
            }
        }
        scores
    }

    fn rank_reading(&self, reading: &Reading) -> Vec<Scored> {
        let counts = self.count(reading);
        let own = self.cleared(&counts);
        let mut headings = self.groups.strengths(&own);
        if let Some(company) = &self.company {
            company.adjust(&counts, &mut headings, self.weights.company);
        }
        let strengths = self.groups.lend(&own, &headings, self.weights.siblings);
        let mut order: Vec<usize> = (0..strengths.len()).collect();
        order.sort_by(|&one, &other| {
            strengths[other]
                .total_cmp(&strengths[one])
                .then(one.cmp(&other))
        });
        let mut scores = calibration::scores(&order, &strengths);
        if remark(reading, &self.profiles.lexicon) == Some(Remark::OtherLanguage) {
            for score in &mut scores {
                *score *= OTHER_LANGUAGE;
            }
        }
        order
            .into_iter()
            .zip(scores)
            .map(|(at, score)| Scored {
                competency: self.profiles.candidates[at],
                // To nine digits: such a number is the same again when it is read from a pack.
                score: (score * 1e9).round() / 1e9,
                strength: strengths[at],
            })
            .collect()
    }

    /// Each candidate's own strength, less what it scores on any text, scaled to the level of this text, so that long and
    /// short resources of one catalogue are treated alike.
    fn cleared(&self, counts: &Counts) -> Vec<f64> {
        let mut own = self.own(counts);
        let usual: f64 = self.usual.iter().sum();
        if usual <= 0.0 {
            return own;
        }
        let level = own.iter().sum::<f64>() / usual;
        for (score, usual) in own.iter_mut().zip(&self.usual) {
            *score -= self.weights.usual * level * usual;
        }
        own
    }
}
