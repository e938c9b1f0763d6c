//! The results: decisions, and the location of a number.

use std::sync::Arc;

use originator::{Reading, Warning};
use pyo3::prelude::*;

use crate::arguments::{self, DefaultRegion, TextOrBytes, region};

/// The sender of a message, and the reason for it.
#[pyclass(frozen, module = "originator")]
pub(crate) struct Decision {
    decision: originator::Decision,
    plan: Arc<str>,
    explanation: Option<String>,
}

impl Decision {
    pub(crate) fn new(
        decision: originator::Decision,
        plan: Arc<str>,
        explanation: Option<String>,
    ) -> Decision {
        Decision {
            decision,
            plan,
            explanation,
        }
    }
}

#[pymethods]
impl Decision {
    #[getter]
    fn recipient(&self) -> Option<String> {
        self.decision.recipient().map(|number| number.to_string())
    }

    #[getter]
    fn region(&self) -> Option<&'static str> {
        self.decision.region().map(|region| region.code())
    }

    #[getter]
    fn line_type(&self) -> Option<&'static str> {
        let location = self.decision.location();
        location.map(|location| location.line_type.as_str())
    }

    #[getter]
    fn validity(&self) -> Option<&'static str> {
        let location = self.decision.location();
        location.map(|location| location.validity.as_str())
    }

    #[getter]
    fn plan(&self) -> &str {
        &self.plan
    }

    #[getter]
    fn outcome(&self) -> &'static str {
        self.decision.outcome().as_str()
    }

    #[getter]
    fn sender(&self) -> Option<String> {
        self.decision.sender().map(|sender| sender.to_string())
    }

    #[getter]
    fn sender_kind(&self) -> Option<&'static str> {
        self.decision.sender_kind().map(|kind| kind.as_str())
    }

    #[getter]
    fn reason(&self) -> &'static str {
        self.decision.reason().as_str()
    }

    #[getter]
    fn warnings(&self) -> Vec<&'static str> {
        let warnings = self.decision.warnings();
        warnings.iter().map(Warning::as_str).collect()
    }

    #[getter]
    fn read_as(&self) -> Option<&'static str> {
        let reading = self.decision.reading();
        reading.map(|reading| reading.read_as.as_str())
    }

    #[getter]
    fn explanation(&self) -> Option<&str> {
        self.explanation.as_deref()
    }

    fn __repr__(&self) -> String {
        let sender = self.decision.sender();
        let sender = sender.map_or(String::new(), |sender| format!(" {sender}"));
        format!("<Decision: {}{sender} ({})>", self.outcome(), self.reason())
    }
}

/// The location of a number.
#[pyclass(frozen, module = "originator")]
pub(crate) struct Located {
    reading: Reading,
}

#[pymethods]
impl Located {
    #[getter]
    fn e164(&self) -> String {
        self.reading.number.to_string()
    }

    #[getter]
    fn region(&self) -> &'static str {
        self.reading.location.region.code()
    }

    #[getter]
    fn line_type(&self) -> &'static str {
        self.reading.location.line_type.as_str()
    }

    #[getter]
    fn validity(&self) -> &'static str {
        self.reading.location.validity.as_str()
    }

    #[getter]
    fn read_as(&self) -> &'static str {
        self.reading.read_as.as_str()
    }

    #[getter]
    fn is_ambiguous(&self) -> bool {
        self.reading.is_ambiguous
    }

    fn __repr__(&self) -> String {
        format!(
            "<Located: {} {} {} {}>",
            self.e164(),
            self.region(),
            self.line_type(),
            self.validity()
        )
    }
}

/// Returns the location of a number, or `None` if it cannot be read.
#[pyfunction]
#[pyo3(signature = (number, default_region=None, *, bare_digits=None))]
pub(crate) fn locate(
    number: TextOrBytes,
    default_region: Option<&str>,
    bare_digits: Option<&str>,
) -> PyResult<Option<Located>> {
    let default_region = DefaultRegion::Given(region(default_region)?);
    let bare_digits = arguments::bare_digits(default_region, bare_digits)?;
    let reading = originator::read(number, bare_digits.unwrap_or_default());
    Ok(reading.map(|reading| Located { reading }))
}
