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
            let near = match code.to_uppercase() {
                upper if upper == "UK" => "GB".parse().ok(),
                upper => upper.parse::<Region>().ok(),
            };
            let word = code.parse::<BareDigits>();
            PyValueError::new_err(match near {
                Some(near) => format!("`{code}` is not a region: did you mean `{near}`?"),
                None if word.is_ok() => {
                    format!("`{code}` is not a region: did you mean bare_digits=\"{code}\"?")
                }
                None => format!("`{}` is not a region: {error}", code.escape_debug()),
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
    let word = word_given.map(|text| {
        if let Ok(region) = text.parse::<Region>() {
            return Err(PyValueError::new_err(format!(
                "`{text}` is not what bare digits mean: did you mean default_region=\"{region}\"?"
            )));
        }
        let words = [
            ("refuse", BareDigits::Refuse),
            ("international", BareDigits::International),
        ];
        word(text, "what bare digits mean", &words)
    });
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

/// The value of one of a few words; an error suggests the nearest.
fn word<T: Copy>(text: &str, what: &str, words: &[(&str, T)]) -> PyResult<T> {
    if let Some(&(_, value)) = words.iter().find(|&&(word, _)| word == text) {
        return Ok(value);
    }
    let names = || words.iter().map(|&(word, _)| word);
    let shown = text.escape_debug();
    Err(PyValueError::new_err(match nearest(text, names()) {
        Some(word) => format!("`{shown}` is not {what}: did you mean `{word}`?"),
        None => {
            let names = names().collect::<Vec<_>>().join(", ");
            format!("`{shown}` is not {what}: one of {names}")
        }
    }))
}

/// The word that was probably meant: with one slip in three letters at most.
fn nearest<'w>(text: &str, words: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    // Comparing takes time in proportion to the length.
    let text = text.get(..text.len().min(100))?.trim().to_lowercase();
    words
        .map(|word| (strsim::osa_distance(&text, word), word))
        .filter(|&(distance, word)| distance <= word.len() / 3)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, word)| word)
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
            let words = UseCase::ALL.map(|use_case| (use_case.as_str(), use_case));
            word(name, "a use case", &words)
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
