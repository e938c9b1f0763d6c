//! Numbers of every kind with libphonenumber's answers.

use std::io::Read;

use flate2::read::GzDecoder;

#[derive(Debug)]
pub(crate) struct Case<'t> {
    pub(crate) digits: &'t str,
    pub(crate) reading: Reading<'t>,
    /// Region, line type and validity; `None` where the calling code is not assigned.
    pub(crate) location: Option<(&'t str, &'t str, &'t str)>,
}

/// What libphonenumber makes of `+` and the digits.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Reading<'t> {
    Same,
    Nothing,
    Other(&'t str),
}

pub(crate) fn text() -> String {
    let corpus = include_bytes!("../corpus/numbering.tsv.gz");
    let mut text = String::new();
    GzDecoder::new(&corpus[..])
        .read_to_string(&mut text)
        .unwrap();
    text
}

pub(crate) fn cases(text: &str) -> impl Iterator<Item = Case<'_>> {
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let mut fields = line.split('\t');
            let mut field = || fields.next().unwrap();
            let digits = field();
            let reading = match field() {
                "=" => Reading::Same,
                "!" => Reading::Nothing,
                other => Reading::Other(other),
            };
            let location = Some((field(), field(), field())).filter(|it| it.0 != "-");
            Case {
                digits,
                reading,
                location,
            }
        })
}
