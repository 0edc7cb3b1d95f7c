//! The fields of AMB and what each may hold: the tables behind [`super::amb`].
//!
//! Source: JSON Schemas of AMB, edition 2023-10-19, <https://w3id.org/kim/amb/20231019/schemas/>.

use super::amb_form::Form;

/// An object: its fields, those it must have, and groups of which it must have one.
pub(super) struct Shape {
    pub fields: &'static [(&'static str, Form)],
    pub required: &'static [&'static str],
    pub one_of: &'static [&'static str],
}

const fn shape(
    fields: &'static [(&'static str, Form)],
    required: &'static [&'static str],
    one_of: &'static [&'static str],
) -> Shape {
    Shape {
        fields,
        required,
        one_of,
    }
}

use Form::{
    Context, Date, Digits, Duration, Flag, Hash, Labels, Language, List, ListWith, MediaType,
    Object, One, Space, Text, Types, Uri,
};

const CONCEPT: Form = One(&["Concept"]);
static CONCEPT_SHAPE: Shape = shape(
    &[("type", CONCEPT), ("id", Uri), ("prefLabel", Labels)],
    &["id"],
    &[],
);
static SKILL: Shape = shape(&[("id", Uri), ("prefLabel", Labels)], &["id"], &[]);
static LEVEL: Shape = shape(
    &[
        ("type", CONCEPT),
        ("id", Space(&["https://w3id.org/kim/educationalLevel/"])),
        ("prefLabel", Labels),
    ],
    &["id"],
    &[],
);
static ACCESS: Shape = shape(
    &[
        ("type", CONCEPT),
        (
            "id",
            One(&[
                "http://w3id.org/kim/conditionsOfAccess/no_login",
                "http://w3id.org/kim/conditionsOfAccess/login",
            ]),
        ),
        ("prefLabel", Labels),
    ],
    &["id"],
    &[],
);
static INTERACTIVITY: Shape = shape(
    &[
        ("type", CONCEPT),
        (
            "id",
            One(&[
                "http://purl.org/dcx/lrmi-vocabs/interactivityType/active",
                "http://purl.org/dcx/lrmi-vocabs/interactivityType/expositive",
                "http://purl.org/dcx/lrmi-vocabs/interactivityType/mixed",
            ]),
        ),
        ("prefLabel", Labels),
    ],
    &["id"],
    &[],
);
static AFFILIATION: Shape = shape(
    &[
        ("type", One(&["Organization"])),
        ("id", Uri),
        ("name", Text),
    ],
    &["name", "type"],
    &[],
);
static AGENT: Shape = shape(
    &[
        ("type", One(&["Person", "Organization"])),
        ("id", Uri),
        ("name", Text),
        ("honorificPrefix", Text),
        ("affiliation", Object(&AFFILIATION)),
    ],
    &["name", "type"],
    &[],
);
static FUNDER: Shape = shape(
    &[
        ("type", One(&["Person", "FundingScheme", "Organization"])),
        ("id", Uri),
        ("name", Text),
    ],
    &["type", "name"],
    &[],
);
static LICENSE: Shape = shape(
    &[(
        "id",
        Space(&[
            "creativecommons.org/licenses/",
            "creativecommons.org/licences/",
            "creativecommons.org/publicdomain/",
            "www.gnu.org/licenses/",
            "www.apache.org/licenses/",
            "opensource.org/licenses/MIT",
            "www.opensource.org/licenses/BSD",
        ]),
    )],
    &["id"],
    &[],
);
static PROVIDER: Shape = shape(&[("id", Uri), ("type", Text), ("name", Text)], &["id"], &[]);
static PAGE: Shape = shape(
    &[
        ("id", Uri),
        ("type", One(&["WebContent"])),
        ("provider", Object(&PROVIDER)),
        ("dateCreated", Date),
        ("dateModified", Date),
    ],
    &["id"],
    &[],
);
static PART: Shape = shape(
    &[("id", Uri), ("type", Types), ("name", Text)],
    &["id"],
    &[],
);
static BASIS: Shape = shape(
    &[
        ("type", Types),
        ("id", Uri),
        ("name", Text),
        ("creator", List(&Object(&AGENT))),
        ("license", Object(&LICENSE)),
        ("provider", Object(&PROVIDER)),
    ],
    &["name"],
    &[],
);
static CAPTION: Shape = shape(
    &[
        ("type", One(&["MediaObject"])),
        ("id", Uri),
        ("encodingFormat", Text),
        ("inLanguage", Language),
    ],
    &["id", "type"],
    &[],
);

macro_rules! media {
    ($name:ident, $types:expr) => {
        static $name: Shape = shape(
            &[
                ("type", One(&$types)),
                ("contentUrl", Uri),
                ("encodingFormat", MediaType),
                ("contentSize", Digits),
                ("sha256", Hash),
                ("embedUrl", Uri),
                ("bitrate", Digits),
            ],
            &["type"],
            &["contentUrl", "embedUrl"],
        );
    };
}
media!(ENCODING, ["MediaObject"]);
media!(TRAILER, ["VideoObject", "AudioObject"]);

pub(super) static RECORD: Shape = shape(
    &[
        ("@context", Context),
        ("id", Uri),
        ("type", Types),
        ("name", Text),
        ("creator", List(&Object(&AGENT))),
        ("contributor", List(&Object(&AGENT))),
        ("description", Text),
        (
            "about",
            ListWith(
                &CONCEPT_SHAPE,
                &[
                    "https://w3id.org/kim/hochschulfaechersystematik/",
                    "http://w3id.org/kim/schulfaecher/",
                ],
            ),
        ),
        ("license", Object(&LICENSE)),
        ("image", Uri),
        ("trailer", Object(&TRAILER)),
        ("dateCreated", Date),
        ("datePublished", Date),
        ("dateModified", Date),
        ("duration", Duration),
        ("inLanguage", List(&Language)),
        ("publisher", List(&Object(&AGENT))),
        (
            "learningResourceType",
            ListWith(
                &CONCEPT_SHAPE,
                &[
                    "http://w3id.org/openeduhub/vocabs/new_lrt/",
                    "https://w3id.org/kim/hcrt/",
                ],
            ),
        ),
        ("audience", List(&Object(&CONCEPT_SHAPE))),
        ("isBasedOn", List(&Object(&BASIS))),
        ("isPartOf", List(&Object(&PART))),
        ("hasPart", List(&Object(&PART))),
        ("mainEntityOfPage", List(&Object(&PAGE))),
        ("keywords", List(&Text)),
        ("encoding", List(&Object(&ENCODING))),
        ("caption", List(&Object(&CAPTION))),
        ("conditionsOfAccess", Object(&ACCESS)),
        ("funder", List(&Object(&FUNDER))),
        ("assesses", List(&Object(&SKILL))),
        ("competencyRequired", List(&Object(&SKILL))),
        ("teaches", List(&Object(&SKILL))),
        ("educationalLevel", List(&Object(&LEVEL))),
        ("isAccessibleForFree", Flag),
        ("interactivityType", Object(&INTERACTIVITY)),
    ],
    &["@context", "id", "name", "type"],
    &[],
);

const LANGUAGES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu \
    cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz \
    ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu \
    lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn \
    ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty \
    ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

pub(super) fn is_language(text: &str) -> bool {
    LANGUAGES.split_ascii_whitespace().any(|one| one == text)
}

/// The types of schema.org that AMB allows for a resource.
pub(in crate::interop) const CREATIVE_WORKS: &[&str] = &[
    "3DModel",
    "AmpStory",
    "Article",
    "Atlas",
    "Audiobook",
    "AudioObject",
    "Blog",
    "Book",
    "BookSeries",
    "Chapter",
    "Clip",
    "Collection",
    "ComicStory",
    "Comment",
    "Conversation",
    "Course",
    "CreativeWorkSeason",
    "CreativeWorkSeries",
    "DataDownload",
    "Diet",
    "DigitalDocument",
    "Drawing",
    "Episode",
    "ExercisePlan",
    "FAQPage",
    "Game",
    "Guide",
    "HowTo",
    "ImageGallery",
    "ImageObject",
    "LearningResource",
    "LegislationObject",
    "Manuscript",
    "Map",
    "MathSolver",
    "MediaGallery",
    "MediaObject",
    "Message",
    "MobileApplication",
    "Movie",
    "MovieClip",
    "MovieSeries",
    "MusicAlbum",
    "MusicComposition",
    "MusicPlaylist",
    "MusicRecording",
    "MusicRelease",
    "MusicVideoObject",
    "NewsArticle",
    "Painting",
    "Periodical",
    "Photograph",
    "Play",
    "PodcastEpisode",
    "PodcastSeason",
    "PodcastSeries",
    "Poster",
    "PresentationDigitalDocument",
    "PublicationIssue",
    "PublicationVolume",
    "Quotation",
    "Quiz",
    "RadioClip",
    "RadioEpisode",
    "RadioSeason",
    "RadioSeries",
    "Recipe",
    "Review",
    "Report",
    "ScholarlyArticle",
    "Sculpture",
    "SheetMusic",
    "ShortStory",
    "SoftwareApplication",
    "SoftwareSourceCode",
    "SpreadsheetDigitalDocument",
    "TVClip",
    "TVEpisode",
    "TVSeason",
    "TVSeries",
    "Thesis",
    "TextDigitalDocument",
    "VideoGallery",
    "VideoGame",
    "VideoGameClip",
    "VideoGameSeries",
    "VideoObject",
    "VisualArtwork",
    "WebApplication",
    "WebContent",
    "WebPage",
];
