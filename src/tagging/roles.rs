//! A map with the competencies of its roles: each role is asked apart.
//!
//! What a resource teaches of the base map must not depend on which roles a catalogue ships with. So the base map's
//! candidates compete among themselves, and a role's own only with them and with each other, never with another role's.

use super::tagger::{Knowledge, Scored, Tagged, Tagger};
use super::{Decisions, TextFields, Weights};
use crate::catalog::Resources;
use crate::framework::{CompetencyIndex, Framework};
use std::collections::BTreeSet;

/// A tagger for a map that may have been extended with roles.
pub struct MapTagger {
    base: Tagger,
    /// For each role, a tagger over the base map and the role, and the role's own candidates, ascending.
    roles: Vec<(Tagger, Vec<CompetencyIndex>)>,
}

impl MapTagger {
    /// Compiles a map with its roles (see [`Framework::extend`]), a catalogue to learn from, and a curator's decisions.
    #[must_use]
    pub fn compile(
        framework: &Framework,
        background: &dyn Resources,
        decisions: &Decisions,
    ) -> Self {
        let knowledge = Knowledge {
            background,
            near: None,
            decisions: Some(decisions),
        };
        let role_of = |index: CompetencyIndex| framework.competency(index).role.as_deref();
        let among = |wanted: &dyn Fn(Option<&str>) -> bool| {
            let candidates = framework.leaves().filter(|&index| wanted(role_of(index)));
            Tagger::compile_among(
                framework,
                candidates.collect(),
                &knowledge,
                Weights::default(),
            )
        };
        let roles: BTreeSet<&str> = framework.leaves().filter_map(role_of).collect();
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
        let mut all = self.base.rank(text);
        for (tagger, own) in &self.roles {
            let ranked = tagger.rank(text).into_iter();
            all.extend(ranked.filter(|scored| own.binary_search(&scored.competency).is_ok()));
        }
        all.sort_by(|a, b| {
            b.score
                .total_cmp(&a.score)
                .then(a.competency.cmp(&b.competency))
        });
        all
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
        let mut all = self.base.tag(text, top);
        for (tagger, own) in &self.roles {
            let tagged = tagger.tag(text, top).into_iter();
            all.extend(tagged.filter(|tagged| own.binary_search(&tagged.competency).is_ok()));
        }
        all.sort_by(|a, b| {
            b.score
                .total_cmp(&a.score)
                .then(a.competency.cmp(&b.competency))
        });
        all
    }
}
