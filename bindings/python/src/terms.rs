//! Arguments: texts of Python to the words of the library.

use originator::{BareDigits, Message, Region, UseCase};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyEllipsis, PyString};

/// A number or a sender as it was given: any text, also one that is no Unicode, or bytes.
pub(crate) struct Written(Vec<u8>);

impl<'py> FromPyObject<'_, 'py> for Written {
    type Error = PyErr;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Written> {
        if let Ok(bytes) = given.cast::<PyBytes>() {
            return Ok(Written(bytes.as_bytes().to_vec()));
        }
        // A lone surrogate becomes a character that no number has.
        let text = given.cast::<PyString>()?;
        Ok(Written(text.to_string_lossy().into_owned().into_bytes()))
    }
}

impl AsRef<[u8]> for Written {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// The argument `default_region`: `...` leaves it to the plan.
#[derive(Clone, Copy)]
pub(crate) enum DefaultRegion {
    OfThePlan,
    Given(Option<Region>),
}

impl<'py> FromPyObject<'_, 'py> for DefaultRegion {
    type Error = PyErr;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<DefaultRegion> {
        if given.is_instance_of::<PyEllipsis>() {
            return Ok(DefaultRegion::OfThePlan);
        }
        region(given.extract::<Option<&str>>()?).map(DefaultRegion::Given)
    }
}

/// The region of a code.
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

/// What bare digits mean by the arguments of a call; `None` leaves it to the plan.
pub(crate) fn bare_digits(
    default_region: DefaultRegion,
    word_given: Option<&str>,
) -> PyResult<Option<BareDigits>> {
    let word = word_given.map(bare_digits_word);
    let word = word.transpose()?;
    match (default_region, word) {
        (DefaultRegion::Given(Some(_)), Some(_)) => Err(PyValueError::new_err(
            "default_region and bare_digits both say what digits without a `+` mean\n  pass one of them",
        )),
        (DefaultRegion::Given(Some(region)), None) => Ok(Some(BareDigits::National(region))),
        (DefaultRegion::Given(None), None) => Ok(Some(BareDigits::Refuse)),
        (_, word) => Ok(word),
    }
}

/// One of the words for bare digits. A region is an argument of its own.
fn bare_digits_word(text: &str) -> PyResult<BareDigits> {
    const WHAT: &str = "what bare digits mean";
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

/// What is asked beside the numbers.
pub(crate) struct Terms {
    pub(crate) needs_reply: bool,
    pub(crate) use_case: UseCase,
    pub(crate) sender: Option<Written>,
    pub(crate) bare_digits: Option<BareDigits>,
}

impl Terms {
    pub(crate) fn new(
        needs_reply: bool,
        use_case: Option<&str>,
        sender: Option<Written>,
        bare_digits: Option<BareDigits>,
    ) -> PyResult<Terms> {
        let use_case = use_case.map_or(Ok(UseCase::default()), |name| {
            name.parse::<UseCase>()
                .map_err(|error| not_a_word(name, "a use case", error.nearest(), error.words()))
        });
        Ok(Terms {
            needs_reply,
            use_case: use_case?,
            sender,
            bare_digits,
        })
    }

    /// A message under these terms.
    pub(crate) fn of<'a>(&'a self, mut message: Message<'a>) -> Message<'a> {
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
