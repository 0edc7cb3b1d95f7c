//! A folder of files as a web site: what answer each request gets. Nothing here knows of sockets.

use std::collections::HashMap;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::SystemTime;

use crate::compress::{brotli, gzip};
use crate::http::{Encoding, Part, file_of, is_compressible, media_type, names_tag};
use crate::project::fingerprint;

/// What a page may do: run and load nothing but what this server sends. The same as a strict host page asks for.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; frame-ancestors 'self'";

/// Quality of brotli while someone waits, of 11.
const BROTLI_QUALITY: i32 = 5;

/// Smaller files gain nothing from compression.
const WORTH_COMPRESSING: usize = 512;

/// What of a request counts here.
#[derive(Clone, Copy, Debug, Default)]
pub struct Question<'a> {
    /// `GET`, `HEAD`, …
    pub method: &'a str,
    /// Path and query.
    pub address: &'a str,
    /// `Accept-Encoding`.
    pub accept_encoding: &'a str,
    /// `If-None-Match`.
    pub if_none_match: Option<&'a str>,
    /// `Range`.
    pub range: Option<&'a str>,
    /// `If-Range`.
    pub if_range: Option<&'a str>,
}

/// What is sent back.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// Headers, without the length.
    pub headers: Vec<(&'static str, String)>,
    /// The bytes that follow; for `HEAD`, that would follow.
    pub body: Body,
}

/// A part of shared bytes.
#[derive(Clone, Debug)]
pub struct Body {
    bytes: Arc<Vec<u8>>,
    part: Range<usize>,
}

impl AsRef<[u8]> for Body {
    fn as_ref(&self) -> &[u8] {
        &self.bytes[self.part.clone()]
    }
}

impl From<Arc<Vec<u8>>> for Body {
    fn from(bytes: Arc<Vec<u8>>) -> Self {
        Self {
            part: 0..bytes.len(),
            bytes,
        }
    }
}

/// A folder, and what was read and compressed of it so far.
pub struct Site {
    folder: PathBuf,
    files: Mutex<HashMap<PathBuf, Arc<Content>>>,
}

/// One file as it was at one time.
struct Content {
    changed: Option<SystemTime>,
    fingerprint: String,
    bytes: Arc<Vec<u8>>,
    gzip: OnceLock<Arc<Vec<u8>>>,
    brotli: OnceLock<Arc<Vec<u8>>>,
}

impl Site {
    /// The site of a folder.
    pub fn new(folder: &Path) -> std::io::Result<Self> {
        Ok(Self {
            folder: fs::canonicalize(folder)?,
            files: Mutex::default(),
        })
    }

    /// Answers a request.
    pub fn answer(&self, question: Question) -> Answer {
        if !matches!(question.method, "GET" | "HEAD") {
            let mut answer = text(405, "Only GET and HEAD are answered here.");
            answer.headers.push(("Allow", "GET, HEAD".to_owned()));
            return answer;
        }
        let Some(file) = file_of(question.address).map(|file| self.folder.join(file)) else {
            return self.not_found();
        };
        let path = question
            .address
            .split(['?', '#'])
            .next()
            .unwrap_or_default();
        if !path.ends_with('/') && file.is_dir() {
            // Two slashes at the start would name another host.
            let mut answer = text(301, "It is a folder.");
            answer
                .headers
                .push(("Location", format!("/{}/", path.trim_matches('/'))));
            return answer;
        }
        let file = if path.ends_with('/') {
            file.join("index.html")
        } else {
            file
        };
        match self.content(&file) {
            Some(content) => content.answer(&file, question),
            None => self.not_found(),
        }
    }

    fn not_found(&self) -> Answer {
        let mut answer = text(404, "There is nothing at this address.");
        if let Some(content) = self.content(&self.folder.join("404.html")) {
            answer.headers = headers("text/html; charset=utf-8");
            answer.body = content.bytes.clone().into();
        }
        answer
    }

    /// The content of a file in the folder, read again when it changed.
    fn content(&self, file: &Path) -> Option<Arc<Content>> {
        // A link could lead out of the folder.
        let file = fs::canonicalize(file)
            .ok()
            .filter(|file| file.starts_with(&self.folder))?;
        let about = fs::metadata(&file).ok().filter(fs::Metadata::is_file)?;
        let changed = about.modified().ok();
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(content) = files.get(&file)
            && content.changed == changed
            && content.bytes.len() as u64 == about.len()
        {
            return Some(content.clone());
        }
        let bytes = fs::read(&file).ok()?;
        let content = Arc::new(Content {
            changed,
            fingerprint: fingerprint(&bytes),
            bytes: Arc::new(bytes),
            gzip: OnceLock::new(),
            brotli: OnceLock::new(),
        });
        files.insert(file, content.clone());
        Some(content)
    }
}

impl Content {
    fn answer(&self, file: &Path, question: Question) -> Answer {
        let media_type = media_type(&file.to_string_lossy());
        let mut headers = headers(media_type);
        headers.push(("Cache-Control", "no-cache".to_owned()));
        headers.push(("Accept-Ranges", "bytes".to_owned()));
        headers.push(("Vary", "Accept-Encoding".to_owned()));

        let plain_tag = self.tag(Encoding::Identity);
        let part = match question.range {
            Some(range)
                if question
                    .if_range
                    .is_none_or(|header| names_tag(header, &plain_tag)) =>
            {
                Part::asked(range, self.bytes.len())
            }
            _ => Part::Whole,
        };
        let compress = part == Part::Whole
            && self.bytes.len() >= WORTH_COMPRESSING
            && is_compressible(media_type);
        let encoding = if compress {
            Encoding::negotiated(question.accept_encoding)
        } else {
            Encoding::Identity
        };
        let tag = self.tag(encoding);
        headers.push(("ETag", tag.clone()));
        if encoding != Encoding::Identity {
            headers.push(("Content-Encoding", encoding.name().to_owned()));
        }

        let length = self.bytes.len();
        let (status, body) = match part {
            _ if question
                .if_none_match
                .is_some_and(|header| names_tag(header, &tag)) =>
            {
                (304, Body::default())
            }
            Part::Whole => (200, self.encoded(encoding).into()),
            Part::Bytes(part) => {
                headers.push((
                    "Content-Range",
                    format!("bytes {}-{}/{length}", part.start, part.end - 1),
                ));
                (
                    206,
                    Body {
                        bytes: self.bytes.clone(),
                        part,
                    },
                )
            }
            Part::Beyond => {
                headers.push(("Content-Range", format!("bytes */{length}")));
                (416, Body::default())
            }
        };
        Answer {
            status,
            headers,
            body,
        }
    }

    /// The strong validator of the file in one encoding.
    fn tag(&self, encoding: Encoding) -> String {
        format!("\"{}-{}\"", self.fingerprint, encoding.name())
    }

    fn encoded(&self, encoding: Encoding) -> Arc<Vec<u8>> {
        match encoding {
            Encoding::Identity => self.bytes.clone(),
            Encoding::Gzip => self
                .gzip
                .get_or_init(|| Arc::new(gzip(&self.bytes, 6)))
                .clone(),
            Encoding::Brotli => self
                .brotli
                .get_or_init(|| Arc::new(brotli(&self.bytes, BROTLI_QUALITY)))
                .clone(),
        }
    }
}

impl Default for Body {
    fn default() -> Self {
        Arc::new(Vec::new()).into()
    }
}

fn text(status: u16, words: &str) -> Answer {
    Answer {
        status,
        headers: headers("text/plain; charset=utf-8"),
        body: Arc::new(format!("{status}: {words}\n").into_bytes()).into(),
    }
}

fn headers(media_type: &str) -> Vec<(&'static str, String)> {
    vec![
        ("Content-Type", media_type.to_owned()),
        (
            "Content-Security-Policy",
            CONTENT_SECURITY_POLICY.to_owned(),
        ),
        ("X-Content-Type-Options", "nosniff".to_owned()),
    ]
}

#[cfg(test)]
mod tests;
