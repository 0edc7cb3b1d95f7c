//! What has to come before what.

use super::gain::PREREQUISITE_BAR;
use crate::framework::{CompetencyIndex, Framework};
use crate::learner::Gap;
use crate::order::Arrange;

/// Something that is to be had before something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Prerequisite {
    /// A competency to have learnt about.
    Competency(CompetencyIndex),
    /// A resource to have worked through, by its place among the candidates.
    Resource(u32),
}

/// What is unmet before each competency, by number.
pub(super) struct Before {
    pub prerequisites: Vec<Prerequisite>,
    /// Per gap: prerequisites of it, by number.
    pub of: Vec<Vec<u32>>,
    /// Per gap: prerequisites that learning about it supplies.
    pub supplied: Vec<Vec<u32>>,
}

impl Before {
    /// A prerequisite of a competency is what precedes it or a heading above it. One that is a heading is met
    /// when the mean of its leaves is, and supplied by any of them; one that does not count for the role is ignored.
    /// `place` is the gap of each competency, `u32::MAX` where there is none.
    pub fn new(
        framework: &Framework,
        gaps: &[Gap],
        of_gap: &[CompetencyIndex],
        place: &[u32],
    ) -> Self {
        let mut number: Vec<Option<Option<u32>>> = vec![None; framework.len()];
        let mut before = Self {
            prerequisites: Vec::new(),
            of: vec![Vec::new(); gaps.len()],
            supplied: vec![Vec::new(); gaps.len()],
        };
        // In the order of the map, whatever the order of the gaps.
        let mut order: Vec<usize> = (0..gaps.len()).collect();
        order.arrange_by_key(|&at| of_gap[at]);
        for at in order {
            let own = of_gap[at];
            for level in std::iter::once(own).chain(framework.ancestors(own)) {
                for &prerequisite in framework.prerequisites(level) {
                    let leaves: Vec<usize> = framework
                        .leaves_under(prerequisite)
                        .into_iter()
                        .chain([prerequisite])
                        .map(|leaf| place[leaf.get()] as usize)
                        .filter(|&gap| gap < gaps.len())
                        .collect();
                    if leaves.is_empty() || leaves.contains(&at) {
                        continue;
                    }
                    let known = number[prerequisite.get()];
                    let unmet = known.unwrap_or_else(|| before.add(prerequisite, &leaves, gaps));
                    number[prerequisite.get()] = Some(unmet);
                    before.of[at].extend(unmet);
                }
            }
        }
        for list in before.of.iter_mut().chain(&mut before.supplied) {
            list.sort_unstable();
            list.dedup();
        }
        before
    }

    fn add(&mut self, index: CompetencyIndex, leaves: &[usize], gaps: &[Gap]) -> Option<u32> {
        let mut leaves = leaves.to_vec();
        leaves.sort_unstable();
        leaves.dedup();
        let sum: f64 = leaves.iter().map(|&leaf| gaps[leaf].mastery).sum();
        if sum / leaves.len() as f64 >= PREREQUISITE_BAR {
            return None;
        }
        let number = u32::try_from(self.prerequisites.len()).ok()?;
        self.prerequisites.push(Prerequisite::Competency(index));
        for leaf in leaves {
            self.supplied[leaf].push(number);
        }
        Some(number)
    }
}
