//! A map with the competencies of its roles: each role is asked apart.
//!
//! What a resource teaches of the base map must not depend on which roles a catalogue ships with. So the base map's
//! candidates compete among themselves, and a role's own only with them and with each other, never with another role's.

use super::background::Background;
use super::tagger::{Knowledge, Scored, Tagged, Tagger};
use super::{Decisions, TextFields, Weights};
use crate::catalog::Resources;
use crate::framework::{CompetencyIndex, Framework};
use crate::order::{Arrange, distinct};

/// A tagger for a map that may have been extended with roles.
pub struct MapTagger {
    base: Tagger,
    /// For each role, a tagger over the base map and the role, and the role's own candidates, ascending.
    roles: Vec<(Tagger, Vec<CompetencyIndex>)>,
}

impl MapTagger {
    /// Compiles a map with its roles (see [`Framework::extend`]), a catalogue to learn from, and a curator's decisions. The
    /// order of the catalogue does not matter.
    #[must_use]
    pub fn compile(
        framework: &Framework,
        background: &dyn Resources,
        decisions: &Decisions,
    ) -> Self {
        let knowledge = Knowledge {
            decisions: Some(decisions),
            ..Knowledge::default()
        };
        let background = Background::of(background, &framework.document().language);
        let role_of = |index: CompetencyIndex| framework.competency(index).role.as_deref();
        let among = |wanted: &dyn Fn(Option<&str>) -> bool| {
            let candidates = framework.leaves().filter(|&index| wanted(role_of(index)));
            Tagger::compile_among(
                framework,
                candidates.collect(),
                &background,
                &knowledge,
                Weights::default(),
            )
        };
        let roles = distinct(framework.leaves().filter_map(role_of));
        Self {
            base: among(&|role| role.is_none()),
            roles: roles
                .into_iter()
                .map(|own| {
                    let tagger = among(&|role| role.is_none_or(|role| role == own));
                    let candidates = framework.leaves().filter(|&at| role_of(at) == Some(own));
                    (tagger, candidates.collect())
                })
                .collect(),
        }
    }

    /// Every candidate, best first; equal ones in the order of the map.
    #[must_use]
    pub fn rank(&self, text: &TextFields<'_>) -> Vec<Scored> {
        let text = self.base.cut(text);
        let mut all = self.base.rank_text(&text);
        for (tagger, own) in &self.roles {
            let ranked = tagger.rank_text(&text).into_iter();
            all.extend(ranked.filter(|scored| own.binary_search(&scored.competency).is_ok()));
        }
        all.arrange_by(|a, b| {
            b.score
                .total_cmp(&a.score)
                .then(a.competency.cmp(&b.competency))
        });
        all
    }

    /// As [`Tagger::explain`].
    #[must_use]
    pub fn explain(&self, text: &TextFields<'_>, competency: CompetencyIndex) -> Option<Tagged> {
        let of_role = |(_, own): &&(Tagger, Vec<_>)| own.binary_search(&competency).is_ok();
        let role = self.roles.iter().find(of_role);
        let tagger = role.map_or(&self.base, |(tagger, _)| tagger);
        tagger.explain(text, competency)
    }

    /// As [`Tagger::tag`]: at most `top`, with `top` 0 every candidate.
    #[must_use]
    pub fn tag(&self, text: &TextFields<'_>, top: usize) -> Vec<Tagged> {
        let mut all = self.tag_apart(text, top);
        if top > 0 {
            all.truncate(top);
        }
        all
    }

    /// At most `top` of the base map and at most `top` of each role, best first.
    #[must_use]
    pub fn tag_apart(&self, text: &TextFields<'_>, top: usize) -> Vec<Tagged> {
        let text = self.base.cut(text);
        let mut all = self.base.tag_text(&text, top);
        for (tagger, own) in &self.roles {
            let tagged = tagger.tag_text(&text, top).into_iter();
            all.extend(tagged.filter(|tagged| own.binary_search(&tagged.competency).is_ok()));
        }
        all.arrange_by(|a, b| {
            b.score
                .total_cmp(&a.score)
                .then(a.competency.cmp(&b.competency))
        });
        all
    }
}
