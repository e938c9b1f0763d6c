//! Converts arguments of Python to types of the library.

use originator::{BareDigits, Message, Region, UseCase};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyEllipsis, PyString};

/// A number or a sender: bytes, or any text, which may contain lone surrogates.
pub(crate) struct TextOrBytes(Vec<u8>);

impl<'py> FromPyObject<'_, 'py> for TextOrBytes {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<TextOrBytes> {
        if let Ok(bytes) = object.cast::<PyBytes>() {
            return Ok(TextOrBytes(bytes.as_bytes().to_vec()));
        }
        // A lone surrogate becomes a character that no number contains.
        let text = object.cast::<PyString>()?;
        Ok(TextOrBytes(
            text.to_string_lossy().into_owned().into_bytes(),
        ))
    }
}

impl AsRef<[u8]> for TextOrBytes {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// The argument `default_region`; `...` means that of the plan.
#[derive(Clone, Copy)]
pub(crate) enum DefaultRegion {
    OfThePlan,
    Given(Option<Region>),
}

impl<'py> FromPyObject<'_, 'py> for DefaultRegion {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<DefaultRegion> {
        if object.is_instance_of::<PyEllipsis>() {
            return Ok(DefaultRegion::OfThePlan);
        }
        region(object.extract::<Option<&str>>()?).map(DefaultRegion::Given)
    }
}

/// Parses a region; an error suggests the region that was probably meant.
pub(crate) fn region(code: Option<&str>) -> PyResult<Option<Region>> {
    let parsed = code.map(|code| {
        code.parse::<Region>().map_err(|error| {
            let suggestion = match code.to_uppercase() {
                upper if upper == "UK" => "GB".parse().ok(),
                upper => upper.parse::<Region>().ok(),
            };
            let word = code.parse::<BareDigits>();
            PyValueError::new_err(match suggestion {
                Some(region) => format!("`{code}` is not a region: did you mean `{region}`?"),
                None if word.is_ok() => {
                    format!("`{code}` is not a region: did you mean bare_digits=\"{code}\"?")
                }
                None => format!("`{}` is not a region: {error}", code.escape_debug()),
            })
        })
    });
    parsed.transpose()
}

/// The meaning of bare digits by the arguments of a call; `None` means that of the plan.
pub(crate) fn bare_digits(
    default_region: DefaultRegion,
    word: Option<&str>,
) -> PyResult<Option<BareDigits>> {
    let parsed = word.map(|text| {
        if let Ok(region) = text.parse::<Region>() {
            return Err(PyValueError::new_err(format!(
                "`{text}` is not a value of bare_digits: did you mean default_region=\"{region}\"?"
            )));
        }
        let words = [
            ("refuse", BareDigits::Refuse),
            ("international", BareDigits::International),
        ];
        parse_word(text, "a value of bare_digits", &words)
    });
    let bare_digits = parsed.transpose()?;
    match (default_region, bare_digits) {
        (DefaultRegion::Given(Some(_)), Some(_)) => Err(PyValueError::new_err(
            "default_region and bare_digits both set the meaning of digits without a `+`\n  pass only one of them",
        )),
        (DefaultRegion::Given(Some(region)), None) => Ok(Some(BareDigits::National(region))),
        (DefaultRegion::Given(None), None) => Ok(Some(BareDigits::Refuse)),
        (_, bare_digits) => Ok(bare_digits),
    }
}

/// The value of a word; an error suggests the nearest word.
fn parse_word<T: Copy>(text: &str, noun: &str, words: &[(&str, T)]) -> PyResult<T> {
    if let Some(&(_, value)) = words.iter().find(|&&(word, _)| word == text) {
        return Ok(value);
    }
    let names = || words.iter().map(|&(word, _)| word);
    let shown = text.escape_debug();
    Err(PyValueError::new_err(match nearest(text, names()) {
        Some(word) => format!("`{shown}` is not {noun}: did you mean `{word}`?"),
        None => {
            let names = names().collect::<Vec<_>>().join(", ");
            format!("`{shown}` is not {noun}: one of {names}")
        }
    }))
}

/// The word that was probably meant: with at most one typing error in three letters.
fn nearest<'w>(text: &str, words: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    // The time of the comparison is proportional to the length.
    let text = text.get(..text.len().min(100))?.trim().to_lowercase();
    words
        .map(|word| (strsim::osa_distance(&text, word), word))
        .filter(|&(distance, word)| distance <= word.len() / 3)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, word)| word)
}

/// The arguments of a decision beside the numbers.
pub(crate) struct MessageOptions {
    pub(crate) needs_reply: bool,
    pub(crate) use_case: UseCase,
    pub(crate) sender: Option<TextOrBytes>,
    pub(crate) bare_digits: Option<BareDigits>,
}

impl MessageOptions {
    pub(crate) fn new(
        needs_reply: bool,
        use_case: Option<&str>,
        sender: Option<TextOrBytes>,
        bare_digits: Option<BareDigits>,
    ) -> PyResult<MessageOptions> {
        let use_case = use_case.map_or(Ok(UseCase::default()), |name| {
            let words = UseCase::ALL.map(|use_case| (use_case.as_str(), use_case));
            parse_word(name, "a use case", &words)
        });
        Ok(MessageOptions {
            needs_reply,
            use_case: use_case?,
            sender,
            bare_digits,
        })
    }

    /// The message with these options.
    pub(crate) fn apply<'a>(&'a self, mut message: Message<'a>) -> Message<'a> {
        message = message.use_case(self.use_case);
        if self.needs_reply {
            message = message.needs_reply();
        }
        if let Some(sender) = &self.sender {
            message = message.sender(sender);
        }
        if let Some(bare_digits) = self.bare_digits {
            message = message.bare_digits(bare_digits);
        }
        message
    }
}
