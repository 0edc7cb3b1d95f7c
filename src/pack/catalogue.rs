//! The resources of a pack and what they are aligned to, each read when it is first asked for.
//!
//! A record is a line of the catalogue and a line of the tags. Opening a pack only finds where the lines begin; a
//! search then reads the resources that it shows, and a plan all of them, once.

use crate::catalog::{
    Alignment, AlignmentSource, AlignmentStatus, CatalogError, Evidence, Resource, Resources,
};
use crate::framework::CompetencyIndex;
use crate::search::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::{Index, Range};

/// The resources in their order, with their alignments to each map.
pub struct Catalogue {
    lines: Bytes,
    tags: Bytes,
    /// How many competencies each map has.
    maps: Vec<usize>,
    records: Vec<Record>,
    /// The places by `id`, made when a resource is first looked for.
    places: OnceCell<HashMap<Box<str>, u32>>,
}

/// One resource. A line is as long as it is kept in the pack; what was read stays read.
struct Record {
    line: Line,
    tags: Line,
    resource: OnceCell<Box<Resource>>,
    /// Per map.
    alignments: OnceCell<Box<[Vec<Alignment>]>>,
}

/// A line of text: in the pack, or made since it was opened.
#[derive(Clone)]
enum Line {
    Kept(Range<u32>),
    Made(Box<str>),
}

/// An alignment as a line of the tags keeps it: competency, score, source, status, evidence.
#[derive(Serialize, Deserialize)]
struct StoredAlignment<'a>(
    u32,
    f64,
    AlignmentSource,
    AlignmentStatus,
    Cow<'a, [Evidence]>,
);

impl Catalogue {
    /// The records of two sections; nothing where they do not fit together. Without tags no resource has any.
    /// `maps` says how many competencies each map has.
    pub(super) fn open(lines: Bytes, tags: Option<Bytes>, maps: Vec<usize>) -> Option<Self> {
        let of_lines = lines_of(&lines)?;
        let of_tags = match &tags {
            Some(tags) => lines_of(tags)?,
            None => vec![0..0; of_lines.len()],
        };
        if of_lines.len() != of_tags.len() {
            return None;
        }
        let records = of_lines
            .into_iter()
            .zip(of_tags)
            .map(|(line, tags)| Record {
                line: Line::Kept(line),
                tags: Line::Kept(tags),
                resource: OnceCell::new(),
                alignments: OnceCell::new(),
            });
        Some(Self {
            records: records.collect(),
            lines,
            tags: tags.unwrap_or_else(Bytes::empty),
            maps,
            places: OnceCell::new(),
        })
    }

    /// No resources yet.
    pub(super) fn new(maps: Vec<usize>) -> Self {
        Self {
            lines: Bytes::empty(),
            tags: Bytes::empty(),
            maps,
            records: Vec::new(),
            places: OnceCell::new(),
        }
    }

    /// How many resources there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// The resources in their order.
    pub fn iter(&self) -> impl Iterator<Item = &Resource> {
        (0..self.len()).map(|at| &self[at])
    }

    /// The place of the resource with this `id`.
    #[must_use]
    pub fn place(&self, id: &str) -> Option<usize> {
        let places = self.places.get_or_init(|| {
            let ids = (0..self.len()).map(|at| self.id(at).into());
            ids.zip(0..).collect()
        });
        places.get(id).map(|&at| at as usize)
    }

    /// Reads every line.
    ///
    /// # Errors
    /// The first line that is no resource, or has an id that another has.
    pub(super) fn check(&self) -> Result<(), CatalogError> {
        let mut seen = HashMap::new();
        for (at, record) in self.records.iter().enumerate() {
            let resource = read(record.line.text(&self.lines), at)?;
            if let Some(first) = seen.insert(resource.id.clone(), at + 1) {
                let (line, id) = (at + 1, resource.id);
                return Err(CatalogError::DuplicateId { line, id, first });
            }
        }
        Ok(())
    }

    /// The alignments of a resource, per map.
    pub(super) fn alignments(&self, at: usize) -> &[Vec<Alignment>] {
        let record = &self.records[at];
        record.alignments.get_or_init(|| {
            let stored: Vec<Vec<StoredAlignment<'_>>> =
                serde_json::from_slice(record.tags.text(&self.tags)).unwrap_or_default();
            let mut stored = stored.into_iter();
            let of_map = |&competencies: &usize| {
                let stored = stored.next().into_iter().flatten();
                let known = stored.filter(|own| (own.0 as usize) < competencies);
                known.map(Alignment::from).collect()
            };
            self.maps.iter().map(of_map).collect()
        })
    }

    /// The line of a resource.
    pub(super) fn line(&self, at: usize) -> Cow<'_, str> {
        String::from_utf8_lossy(self.records[at].line.text(&self.lines))
    }

    /// Adds a resource at the end. Its record moves out of it into its line.
    pub(super) fn push(&mut self, mut resource: Resource, alignments: Vec<Vec<Alignment>>) {
        let source = std::mem::take(&mut resource.source);
        self.records.push(Record {
            line: Line::Made(Value::Object(source).to_string().into()),
            tags: Line::Made(tags_line(&alignments).into()),
            resource: Box::new(resource).into(),
            alignments: alignments.into_boxed_slice().into(),
        });
        self.places.take();
    }

    /// Takes the last resources away, so that `count` are left.
    pub(super) fn truncate(&mut self, count: usize) {
        self.records.truncate(count);
        self.places.take();
    }

    /// Takes the resources at some places away, which are ascending.
    pub(super) fn remove(&mut self, places: &[u32]) {
        let mut at = 0..;
        self.records.retain(|_| {
            at.next()
                .is_some_and(|at| places.binary_search(&at).is_err())
        });
        self.places.take();
    }

    /// Adds a resource that is there once more at the end, with other alignments.
    pub(super) fn repeat(&mut self, at: usize, alignments: Vec<Vec<Alignment>>) {
        self.records.push(self.records[at].realigned(alignments));
        self.places.take();
    }

    /// The same resources with other alignments.
    pub(super) fn realigned(&self, alignments: Vec<Vec<Vec<Alignment>>>) -> Self {
        let records = self.records.iter().zip(alignments);
        Self {
            lines: self.lines.clone(),
            records: records.map(|(record, own)| record.realigned(own)).collect(),
            ..Self::new(self.maps.clone())
        }
    }

    /// The same for maps with other numbers of competencies.
    pub(super) fn on(self, maps: Vec<usize>) -> Self {
        Self { maps, ..self }
    }

    /// The two sections: resource lines, and alignments; nothing for these where there are none.
    pub(super) fn sections(&self) -> (Vec<u8>, Option<Vec<u8>>) {
        let joined = |line: fn(&Record) -> &Line, kept: &Bytes| {
            let mut section = Vec::new();
            for record in &self.records {
                section.extend_from_slice(line(record).text(kept));
                section.push(b'\n');
            }
            section
        };
        let tagged = (0..self.len()).any(|at| !self.alignments(at).iter().all(Vec::is_empty));
        (
            joined(|record| &record.line, &self.lines),
            tagged.then(|| joined(|record| &record.tags, &self.tags)),
        )
    }

    /// A resource's `id`, without reading more of its line than needed.
    fn id(&self, at: usize) -> Cow<'_, str> {
        #[derive(Deserialize)]
        struct Named<'a> {
            #[serde(borrow)]
            id: Cow<'a, str>,
        }
        let record = &self.records[at];
        if record.resource.get().is_none()
            && let Ok(Named { id }) = serde_json::from_slice(record.line.text(&self.lines))
            && id.trim() == id
            && !id.is_empty()
        {
            return id;
        }
        Cow::Borrowed(&self[at].id)
    }
}

impl Index<usize> for Catalogue {
    type Output = Resource;

    /// A line that is no resource was made up: a pack is built of resources, and its checksums hold. It stands as a
    /// resource without a name; [`Pack::check`](super::Pack::check) names it.
    fn index(&self, at: usize) -> &Resource {
        let record = &self.records[at];
        record.resource.get_or_init(|| {
            let mut resource = read(record.line.text(&self.lines), at).unwrap_or_default();
            resource.source.clear();
            Box::new(resource)
        })
    }
}

impl Resources for Catalogue {
    fn count(&self) -> usize {
        self.len()
    }

    fn at(&self, place: usize) -> Option<&Resource> {
        (place < self.len()).then(|| &self[place])
    }

    fn id(&self, place: usize) -> Option<Cow<'_, str>> {
        (place < self.len()).then(|| Self::id(self, place))
    }
}

impl Record {
    fn realigned(&self, alignments: Vec<Vec<Alignment>>) -> Self {
        Self {
            line: self.line.clone(),
            tags: Line::Made(tags_line(&alignments).into()),
            resource: self.resource.clone(),
            alignments: alignments.into_boxed_slice().into(),
        }
    }
}

impl Line {
    fn text<'a>(&'a self, kept: &'a Bytes) -> &'a [u8] {
        match self {
            Self::Kept(range) => &kept[range.start as usize..range.end as usize],
            Self::Made(text) => text.as_bytes(),
        }
    }
}

fn read(line: &[u8], at: usize) -> Result<Resource, CatalogError> {
    Resource::parse(&String::from_utf8_lossy(line), at + 1)
}

/// Where the lines are, each of which ends with a line feed.
fn lines_of(section: &[u8]) -> Option<Vec<Range<u32>>> {
    let mut start = 0;
    let mut lines = Vec::new();
    for end in memchr::memchr_iter(b'\n', section) {
        let end = u32::try_from(end).ok()?;
        lines.push(start..end);
        start = end + 1;
    }
    (start as usize == section.len()).then_some(lines)
}

fn tags_line(alignments: &[Vec<Alignment>]) -> String {
    let stored: Vec<Vec<StoredAlignment<'_>>> = alignments
        .iter()
        .map(|of| of.iter().map(StoredAlignment::from).collect())
        .collect();
    serde_json::to_string(&stored).unwrap_or_default()
}

impl<'a> From<&'a Alignment> for StoredAlignment<'a> {
    fn from(own: &'a Alignment) -> Self {
        let evidence = Cow::Borrowed(own.evidence.as_slice());
        Self(
            own.competency.0,
            own.score,
            own.source,
            own.status,
            evidence,
        )
    }
}

impl From<StoredAlignment<'_>> for Alignment {
    fn from(stored: StoredAlignment<'_>) -> Self {
        let StoredAlignment(competency, score, source, status, evidence) = stored;
        Self {
            competency: CompetencyIndex(competency),
            score,
            source,
            status,
            evidence: evidence.into_owned(),
        }
    }
}
