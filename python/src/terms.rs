//! Arguments: texts of Python to the words of the library.

use originator::{Message, Region, UseCase};
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

/// How numbers are read: `...` leaves it to the plan.
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
            PyValueError::new_err(match near {
                Some(near) => format!("`{code}` is not a region: did you mean `{near}`?"),
                None => format!("`{}` is not a region: {error}", code.escape_debug()),
            })
        })
    });
    parsed.transpose()
}

/// What is asked beside the numbers.
pub(crate) struct Terms {
    pub(crate) needs_reply: bool,
    pub(crate) use_case: UseCase,
    pub(crate) sender: Option<Written>,
    pub(crate) default_region: DefaultRegion,
}

impl Terms {
    pub(crate) fn new(
        needs_reply: bool,
        use_case: Option<&str>,
        sender: Option<Written>,
        default_region: DefaultRegion,
    ) -> PyResult<Terms> {
        let use_case = use_case.map_or(Ok(UseCase::default()), |name| {
            let found = UseCase::ALL.into_iter().find(|it| it.as_str() == name);
            found.ok_or_else(|| {
                PyValueError::new_err(format!(
                    "`{}` is not a use case: one of {}",
                    name.escape_debug(),
                    UseCase::ALL.map(UseCase::as_str).join(", ")
                ))
            })
        });
        Ok(Terms {
            needs_reply,
            use_case: use_case?,
            sender,
            default_region,
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
        if let DefaultRegion::Given(region) = self.default_region {
            message = message.default_region(region);
        }
        message
    }
}
