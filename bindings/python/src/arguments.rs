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
            PyValueError::new_err(match code.parse::<BareDigits>() {
                Ok(word) => {
                    format!("`{word}` is not a region: did you mean bare_digits=\"{word}\"?")
                }
                Err(_) => format!("`{}` is not a region: {error}", code.escape_debug()),
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
    let word = word.map(bare_digits_word);
    let bare_digits = word.transpose()?;
    match (default_region, bare_digits) {
        (DefaultRegion::Given(Some(_)), Some(_)) => Err(PyValueError::new_err(
            "default_region and bare_digits both set the meaning of digits without a `+`\n  pass only one of them",
        )),
        (DefaultRegion::Given(Some(region)), None) => Ok(Some(BareDigits::National(region))),
        (DefaultRegion::Given(None), None) => Ok(Some(BareDigits::Refuse)),
        (_, bare_digits) => Ok(bare_digits),
    }
}

/// One of the words for bare digits. A region is an argument of its own.
fn bare_digits_word(text: &str) -> PyResult<BareDigits> {
    const WHAT: &str = "a value of bare_digits";
    let (region, nearest) = match text.parse::<BareDigits>() {
        Ok(BareDigits::National(region)) => (Some(region), None),
        Ok(word) => return Ok(word),
        Err(error) => {
            let nearest = error.nearest();
            (nearest.and_then(Region::from_code), nearest)
        }
    };
    if let Some(region) = region {
        return Err(PyValueError::new_err(format!(
            "`{}` is not {WHAT}: did you mean default_region=\"{region}\"?",
            text.escape_debug()
        )));
    }
    let words = [BareDigits::Refuse, BareDigits::International];
    let words = words.map(|word| word.to_string());
    Err(not_a_word(text, WHAT, nearest, &words))
}

/// The error of a text that is none of a few words; it suggests the nearest, or lists them.
fn not_a_word(text: &str, what: &str, nearest: Option<&str>, words: &[impl AsRef<str>]) -> PyErr {
    let shown = text.escape_debug();
    PyValueError::new_err(match nearest {
        Some(word) => format!("`{shown}` is not {what}: did you mean `{word}`?"),
        None => {
            let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
            format!("`{shown}` is not {what}: one of {}", words.join(", "))
        }
    })
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
            name.parse::<UseCase>()
                .map_err(|error| not_a_word(name, "a use case", error.nearest(), error.words()))
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
