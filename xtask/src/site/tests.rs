use super::*;

/// A site in a folder of its own, which goes with it.
struct Example(Site);

impl Example {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("xtask-site-{name}-{}", std::process::id()));
        fs::create_dir_all(folder.join("lms")).unwrap();
        fs::write(folder.join("index.html"), "<p>".repeat(1000)).unwrap();
        fs::write(folder.join("lms/index.html"), "<p>host").unwrap();
        fs::write(folder.join("a.gwpack"), "0123456789").unwrap();
        Self(Site::new(&folder).unwrap())
    }

    fn get(&self, address: &str) -> Answer {
        self.ask(Question {
            address,
            ..QUESTION
        })
    }

    fn ask(&self, question: Question) -> Answer {
        self.0.answer(question)
    }
}

impl Drop for Example {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0.folder);
    }
}

const QUESTION: Question = Question {
    method: "GET",
    address: "/",
    accept_encoding: "",
    if_none_match: None,
    range: None,
    if_range: None,
};

fn header<'a>(answer: &'a Answer, name: &str) -> Option<&'a str> {
    answer
        .headers
        .iter()
        .find(|header| header.0 == name)
        .map(|header| header.1.as_str())
}

#[test]
fn a_folder_answers_with_its_index() {
    let site = Example::new("index");
    assert_eq!(site.get("/lms/").body.as_ref(), b"<p>host");
    let moved = site.get("/lms");
    assert_eq!(
        (moved.status, header(&moved, "Location")),
        (301, Some("/lms/"))
    );
}

#[test]
fn every_answer_carries_the_policy() {
    let site = Example::new("policy");
    for (address, status) in [("/", 200), ("/none", 404), ("/../x", 404), ("/lms", 301)] {
        let answer = site.get(address);
        assert_eq!(answer.status, status, "{address}");
        assert_eq!(
            header(&answer, "Content-Security-Policy"),
            Some(CONTENT_SECURITY_POLICY)
        );
    }
}

#[test]
fn only_reading_is_allowed() {
    let answer = Example::new("method").ask(Question {
        method: "POST",
        ..QUESTION
    });
    assert_eq!(
        (answer.status, header(&answer, "Allow")),
        (405, Some("GET, HEAD"))
    );
}

#[test]
fn what_is_large_enough_is_compressed_and_tagged_as_such() {
    let site = Example::new("encoding");
    let plain = site.get("/");
    for (accept, encoding) in [("gzip", "gzip"), ("gzip, br", "br")] {
        let answer = site.ask(Question {
            accept_encoding: accept,
            ..QUESTION
        });
        assert_eq!(header(&answer, "Content-Encoding"), Some(encoding));
        assert!(answer.body.as_ref().len() < 100);
        assert_ne!(header(&answer, "ETag"), header(&plain, "ETag"));
    }
    let small = site.ask(Question {
        address: "/lms/",
        accept_encoding: "br",
        ..QUESTION
    });
    assert_eq!(header(&small, "Content-Encoding"), None);
}

#[test]
fn a_file_that_the_browser_has_is_not_sent_again() {
    let site = Example::new("tag");
    let first = site.get("/");
    let again = site.ask(Question {
        if_none_match: header(&first, "ETag"),
        ..QUESTION
    });
    assert_eq!((again.status, again.body.as_ref().len()), (304, 0));
    fs::write(site.0.folder.join("index.html"), "changed").unwrap();
    let changed = site.ask(Question {
        if_none_match: header(&first, "ETag"),
        ..QUESTION
    });
    assert_eq!(
        (changed.status, changed.body.as_ref()),
        (200, &b"changed"[..])
    );
}

#[test]
fn a_part_of_a_pack_is_sent_as_it_is() {
    let site = Example::new("range");
    let pack = Question {
        address: "/a.gwpack",
        accept_encoding: "br",
        ..QUESTION
    };
    let part = site.ask(Question {
        range: Some("bytes=2-4"),
        ..pack
    });
    assert_eq!((part.status, part.body.as_ref()), (206, &b"234"[..]));
    assert_eq!(header(&part, "Content-Range"), Some("bytes 2-4/10"));
    let beyond = site.ask(Question {
        range: Some("bytes=10-"),
        ..pack
    });
    assert_eq!(
        (beyond.status, header(&beyond, "Content-Range")),
        (416, Some("bytes */10"))
    );
    let another = site.ask(Question {
        range: Some("bytes=2-4"),
        if_range: Some("\"old\""),
        ..pack
    });
    assert_eq!(
        (another.status, another.body.as_ref()),
        (200, &b"0123456789"[..])
    );
}

#[cfg(unix)]
#[test]
fn a_link_does_not_lead_out() {
    let site = Example::new("link");
    std::os::unix::fs::symlink("/", site.0.folder.join("root")).unwrap();
    assert_eq!(site.get("/root/etc/hostname").status, 404);
    assert_eq!(site.get("/root/").status, 404);
}
