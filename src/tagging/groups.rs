//! Competencies under one heading: a resource is often about one heading, so its best competencies speak
//! for the rest.

use crate::framework::{CompetencyIndex, Framework};
use std::collections::BTreeMap;

/// A heading is judged by its best quarter of candidates, but not by more than this many.
const BEST: usize = 5;

/// The headings of a map that tell candidates apart.
pub(super) struct Groups {
    /// For each heading, its candidates (positions), ascending.
    members: Vec<Vec<usize>>,
    /// For each candidate, the headings above it, nearest first.
    above: Vec<Vec<usize>>,
}

impl Groups {
    pub fn new(framework: &Framework, candidates: &[CompetencyIndex]) -> Self {
        let mut by_heading: BTreeMap<CompetencyIndex, Vec<usize>> = BTreeMap::new();
        for (at, &candidate) in candidates.iter().enumerate() {
            for heading in framework.ancestors(candidate) {
                by_heading.entry(heading).or_default().push(at);
            }
        }
        // One candidate, or all of them: such a heading tells nothing.
        let telling =
            |own: &(CompetencyIndex, Vec<usize>)| (2..candidates.len()).contains(&own.1.len());
        let by_heading: Vec<_> = by_heading.into_iter().filter(telling).collect();
        let mut above = vec![Vec::new(); candidates.len()];
        for (at, &candidate) in candidates.iter().enumerate() {
            for heading in framework.ancestors(candidate) {
                above[at].extend(by_heading.iter().position(|own| own.0 == heading));
            }
        }
        Self {
            members: by_heading.into_iter().map(|own| own.1).collect(),
            above,
        }
    }

    /// Whether two candidates stand under the same nearest heading.
    pub fn are_siblings(
        &self,
        candidates: &[CompetencyIndex],
        one: CompetencyIndex,
        other: CompetencyIndex,
    ) -> bool {
        let heading = |competency| {
            let at = candidates.binary_search(&competency).ok()?;
            self.above[at].first()
        };
        heading(one).is_some() && heading(one) == heading(other)
    }

    /// How strongly a text speaks for each heading: the mean of its best candidates.
    pub fn strengths(&self, own: &[f64]) -> Vec<f64> {
        self.members
            .iter()
            .map(|members| {
                let mut scores: Vec<f64> = members.iter().map(|&at| own[at]).collect();
                scores.sort_by(|one, other| other.total_cmp(one));
                let best = members.len().div_ceil(4).min(BEST);
                scores[..best].iter().sum::<f64>() / best as f64
            })
            .collect()
    }

    /// Each score plus `weight` times the mean strength of the headings above it.
    pub fn lend(&self, own: &[f64], strengths: &[f64], weight: f64) -> Vec<f64> {
        own.iter()
            .zip(&self.above)
            .map(|(score, above)| {
                let lent: f64 = above.iter().map(|&heading| strengths[heading]).sum();
                score + weight * lent / above.len().max(1) as f64
            })
            .collect()
    }
}
