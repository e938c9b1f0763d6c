//! Paths: the address of a request at the upstream, and how a path is recognised however it is written.

use axum::http::Uri;
use percent_encoding::percent_decode_str;
use reqwest::Url;

use crate::config::address::BaseUrl;

/// The address of a request at the upstream, as the upstream will see it: without `.` and `..`.
#[derive(Clone, Debug)]
pub(crate) struct UpstreamUrl {
    url: Url,
    /// Where the path begins that the caller asked for, after the path of the upstream's own address.
    prefix: usize,
}

impl UpstreamUrl {
    /// `None` if `..` leads out of the upstream's own path.
    pub(crate) fn new(upstream: &BaseUrl, uri: &Uri) -> Option<UpstreamUrl> {
        let prefix = upstream.url().path().trim_end_matches('/');
        let mut url = upstream.url().clone();
        if prefix.is_empty() {
            url.set_path(uri.path());
        } else {
            url.set_path(&format!("{prefix}{}", uri.path()));
        }
        url.set_query(uri.query());
        let is_within = url.path().strip_prefix(prefix)?.starts_with('/');
        is_within.then_some(UpstreamUrl {
            url,
            prefix: prefix.len(),
        })
    }

    /// The path without that of the upstream's own address.
    pub(crate) fn path(&self) -> &str {
        self.url.path().get(self.prefix..).unwrap_or_default()
    }

    pub(crate) fn query(&self) -> Option<&str> {
        self.url.query()
    }

    #[must_use]
    pub(crate) fn with_query(mut self, query: &str) -> UpstreamUrl {
        self.url.set_query(Some(query));
        self
    }

    pub(crate) fn into_url(self) -> Url {
        self.url
    }
}

/// Whether a segment of a path begins with this word, in whatever way a lenient server may read it: escaped several
/// times, in capital letters, divided by backslashes, or with white space around it. What is not recognised as a send
/// is not checked, so it is better to recognise too much.
pub(crate) fn has_segment(path: &str, word: &str) -> bool {
    let mut path = path.to_owned();
    // Servers behind each other may each remove one layer of escapes.
    for _ in 0..4 {
        match percent_decode_str(&path).decode_utf8_lossy() {
            plain if plain == path => break,
            plain => path = plain.into_owned(),
        }
    }
    path.split(['/', '\\']).any(|segment| {
        let segment = segment.trim_matches(|c: char| c.is_whitespace() || c.is_control());
        let start = segment.get(..word.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(word))
    })
}
