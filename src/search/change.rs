//! Resources come and go in an open index, without building it anew.
//!
//! What is added becomes a segment of its own. Of a segment that loses resources, only the counts are made
//! anew, in one walk over its postings. A segment is built again, from its resources, when most of it is
//! gone or when the one after it has grown to half its size: so there are never many, and each resource is
//! indexed a few times at most as a catalogue grows (O. Patrick, E. Cheng, D. Gawlick, E. O'Neil, "The
//! log-structured merge-tree", Acta Informatica 33, 1996).

use super::build::build;
use super::columns::Columns;
use super::index::OpenIndex;
use super::segment::{Opened, REMOVED, Segment};
use super::{IndexedResource, MANIFEST, SearchError};
use crate::order::Arrange;
use tantivy::directory::OwnedBytes;

type ResourceAt<'r, 'a> = &'r dyn Fn(usize) -> IndexedResource<'a>;

/// See [`SearchIndex::change`](super::SearchIndex::change).
pub(super) fn change<'a>(
    index: &mut OpenIndex,
    removed: &[u32],
    count: usize,
    resource: ResourceAt<'_, 'a>,
) -> Result<(), SearchError> {
    let too_many = |_| SearchError::TooMany { count };
    u32::try_from(count).map_err(too_many)?;
    let (kept, renumbered) = close_up(index.resources(), removed);
    let new = built(kept.len()..count, resource)?;

    let name_ranks = name_ranks(&index.columns, &kept, count, resource);
    let columns = index.columns.joined(&kept, &new.columns, &name_ranks);
    let columns = Columns::open(&OwnedBytes::new(columns))?;
    let kept_lengths = kept.iter().map(|&old| index.lengths[old as usize]);
    let lengths = kept_lengths.chain(new.lengths.iter().copied()).collect();

    let mut segments = std::mem::take(&mut index.segments);
    segments
        .iter_mut()
        .for_each(|segment| segment.renumber(&renumbered));
    segments.push(new.segment);
    segments.retain(|segment| segment.left() > 0);
    join(&mut segments, resource);
    *index = OpenIndex::of(segments, columns, lengths);
    Ok(())
}

/// The old ordinals of the resources that stay, and the new ordinal of each old one.
fn close_up(resources: usize, removed: &[u32]) -> (Vec<u32>, Vec<u32>) {
    let mut kept = Vec::with_capacity(resources);
    let mut renumbered = Vec::with_capacity(resources);
    for old in (0..).take(resources) {
        if removed.binary_search(&old).is_ok() {
            renumbered.push(REMOVED);
        } else {
            renumbered.push(kept.len() as u32);
            kept.push(old);
        }
    }
    (kept, renumbered)
}

/// A segment of the resources at some places.
fn built(
    places: std::ops::Range<usize>,
    resource: ResourceAt<'_, '_>,
) -> Result<Opened, SearchError> {
    let resources: Vec<IndexedResource<'_>> = places.clone().map(resource).collect();
    let mut files = build(&resources, &mut |_, _| {})?;
    files.files.retain(|(name, _)| name != MANIFEST);
    Segment::open(&files, resources.len(), places.start as u32)
}

/// Builds segments again where it pays.
fn join(segments: &mut Vec<Segment>, resource: ResourceAt<'_, '_>) {
    let mut at = 0;
    while at < segments.len() {
        let grown = segments
            .get(at + 1)
            .is_some_and(|next| next.left() * 2 >= segments[at].left());
        let mostly_gone = segments[at].left() * 2 < segments[at].documents();
        let joined = if grown { at..at + 2 } else { at..at + 1 };
        let ordinals = || segments[joined.clone()].iter().flat_map(Segment::ordinals);
        let places = ordinals().min().zip(ordinals().max());
        // What cannot be built again stays as it is: it answers all the same.
        match places.filter(|_| grown || mostly_gone) {
            Some((first, last)) => match built(first as usize..last as usize + 1, resource) {
                Ok(opened) => {
                    segments.splice(joined, [opened.segment]);
                    at = at.saturating_sub(1);
                }
                Err(_) => at += 1,
            },
            None => at += 1,
        }
    }
}

/// Each resource's place in the order of names, from those of the ones that stay.
fn name_ranks(
    columns: &Columns,
    kept: &[u32],
    count: usize,
    resource: ResourceAt<'_, '_>,
) -> Vec<u32> {
    let name = |ordinal: u32| resource(ordinal as usize).resource.name.to_lowercase();
    let mut old: Vec<u32> = (0..).take(kept.len()).collect();
    old.arrange_by_key(|&ordinal| columns.name_rank(kept[ordinal as usize]));
    let mut new: Vec<(String, u32)> = (0..)
        .take(count)
        .skip(kept.len())
        .map(|ordinal| (name(ordinal), ordinal))
        .collect();
    new.arrange_by(Ord::cmp);
    let mut order = Vec::with_capacity(count);
    let mut rest = old.as_slice();
    for (text, ordinal) in new {
        let before = rest.partition_point(|&old| name(old) <= text);
        order.extend_from_slice(&rest[..before]);
        order.push(ordinal);
        rest = &rest[before..];
    }
    order.extend_from_slice(rest);
    let mut ranks = vec![0; count];
    for (rank, ordinal) in (0..).zip(order) {
        ranks[ordinal as usize] = rank;
    }
    ranks
}
