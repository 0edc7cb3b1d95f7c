//! Serves the pages on this machine only.

use std::io::{Cursor, ErrorKind, Write};
use std::net::Ipv4Addr;
use std::path::Path;
use std::sync::Arc;
use std::thread;

use anyhow::{Context, Result, anyhow, bail};
use tiny_http::{Header, HeaderField, Request, Response, Server};

use crate::program::advised;
use crate::site::{Question, Site};

/// The port that is tried first.
const FIRST_PORT: u16 = 8080;

/// How many ports are tried.
const PORTS: u16 = 100;

/// How many answers are written at the same time: more than the connections that one browser opens to one host.
const WRITERS: usize = 12;

/// A server that answers.
pub struct Serving {
    /// Where, with the slash at the end.
    pub address: String,
    writers: Vec<thread::JoinHandle<()>>,
}

impl Serving {
    /// Serves a folder on `port`, or on the first free one from 8080 on; port 0 is any that is free.
    pub fn start(folder: &Path, port: Option<u16>) -> Result<Self> {
        let site = Site::new(folder).map_err(|error| {
            let reason = format!("cannot open {}: {error}", folder.display());
            advised(reason, "build it with `cargo xtask build`")
        })?;
        let server = Arc::new(match port {
            Some(port) => bind(port)?.ok_or_else(|| {
                anyhow!("port {port} is in use\n  what to do: choose another, or leave --port out to get a free one")
            })?,
            None => first_free()?,
        });
        let address = server
            .server_addr()
            .to_ip()
            .context("the server has an IP address")?;
        let site = Arc::new(site);
        let writers = (0..WRITERS)
            .map(|_| {
                let (server, site) = (Arc::clone(&server), Arc::clone(&site));
                thread::spawn(move || {
                    while let Ok(request) = server.recv() {
                        respond(request, &site);
                    }
                })
            })
            .collect();
        Ok(Self {
            address: format!("http://{address}/"),
            writers,
        })
    }

    /// Says where, and serves until the process is stopped.
    pub fn until_stopped(self) -> Result<()> {
        println!("Gapwise is at {} (Ctrl-C stops it)", self.address);
        std::io::stdout().flush()?;
        for writer in self.writers {
            writer
                .join()
                .map_err(|_| anyhow!("the server stopped: this is a bug in xtask/src/serve.rs"))?;
        }
        Ok(())
    }
}

fn first_free() -> Result<Server> {
    for port in FIRST_PORT..FIRST_PORT + PORTS {
        if let Some(server) = bind(port)? {
            return Ok(server);
        }
    }
    bail!(
        "all ports from {FIRST_PORT} to {} are in use\n  what to do: name a free one with --port N",
        FIRST_PORT + PORTS - 1
    )
}

/// A server on a port of this machine; none if the port is in use.
fn bind(port: u16) -> Result<Option<Server>> {
    match Server::http((Ipv4Addr::LOCALHOST, port)) {
        Ok(server) => Ok(Some(server)),
        Err(error) => match error.downcast_ref::<std::io::Error>() {
            Some(io) if io.kind() == ErrorKind::AddrInUse => Ok(None),
            _ => bail!("cannot listen on port {port}: {error}"),
        },
    }
}

fn respond(request: Request, site: &Site) {
    let header = |name: &'static str| {
        let mut headers = request.headers().iter();
        let found = headers.find(|header| header.field.equiv(name))?;
        Some(found.value.as_str())
    };
    let answer = site.answer(Question {
        method: request.method().as_str(),
        address: request.url(),
        accept_encoding: header("Accept-Encoding").unwrap_or_default(),
        if_none_match: header("If-None-Match"),
        range: header("Range"),
        if_range: header("If-Range"),
    });
    let headers = answer
        .headers
        .into_iter()
        .filter_map(|(name, value)| {
            Some(Header {
                field: field(name)?,
                value: value.parse().ok()?,
            })
        })
        .collect();
    let length = answer.body.as_ref().len();
    let response = Response::new(
        answer.status.into(),
        headers,
        Cursor::new(answer.body),
        Some(length),
        None,
    )
    // With the length in front, a page can show how far a download is.
    .with_chunked_threshold(usize::MAX);
    // A browser that went away is no error.
    let _ = request.respond(response);
}

fn field(name: &str) -> Option<HeaderField> {
    name.parse().ok()
}
