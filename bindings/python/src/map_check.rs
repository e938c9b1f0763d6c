//! Checks maps: errors and warnings, the report, and the exception.

use std::fs;
use std::path::{Path, PathBuf};

use originator::{Context, MapErrors, MapWarnings};
use pyo3::create_exception;
use pyo3::exceptions::{PyOSError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyTuple;

create_exception!(originator, MapError, PyValueError);

/// An error or a warning, with its position in the map.
#[pyclass(frozen, get_all, module = "originator")]
#[derive(Clone)]
pub(crate) struct Finding {
    severity: &'static str,
    kind: &'static str,
    path: String,
    line: Option<usize>,
    column: Option<usize>,
    message: String,
    fix: String,
    source_line: Option<String>,
    sources: Vec<String>,
}

#[pymethods]
impl Finding {
    fn __str__(&self) -> String {
        format!("{}: {}", self.message, self.fix)
    }

    fn __repr__(&self) -> String {
        format!(
            "<Finding: {} {}: {}>",
            self.severity,
            self.kind,
            self.__str__()
        )
    }
}

/// The errors of a map, or its warnings if it has no errors.
#[pyclass(frozen, module = "originator")]
pub(crate) struct Report {
    #[pyo3(get)]
    errors: Py<PyTuple>,
    #[pyo3(get)]
    warnings: Py<PyTuple>,
    text: String,
}

#[pymethods]
impl Report {
    fn __str__(&self) -> &str {
        &self.text
    }
}

macro_rules! finding {
    ($severity:literal, $found:expr, $sources:expr) => {{
        let place = $found.line_and_column();
        Finding {
            severity: $severity,
            kind: $found.kind().as_str(),
            path: $found.path().to_owned(),
            line: place.map(|(line, _)| line),
            column: place.map(|(_, column)| column),
            message: $found.message().to_owned(),
            fix: $found.fix().to_owned(),
            source_line: $found.source_line().map(str::to_owned),
            sources: $sources,
        }
    }};
}

fn errors<'py>(py: Python<'py>, errors: &MapErrors) -> PyResult<Bound<'py, PyTuple>> {
    let found: Vec<Finding> = errors
        .iter()
        .map(|error| finding!("error", error, Vec::new()))
        .collect();
    PyTuple::new(py, found)
}

fn warnings<'py>(py: Python<'py>, warnings: &MapWarnings) -> PyResult<Bound<'py, PyTuple>> {
    let found = warnings.iter().map(|warning| {
        let sources = warning.sources().iter().map(ToString::to_string).collect();
        finding!("warning", warning, sources)
    });
    PyTuple::new(py, found.collect::<Vec<Finding>>())
}

/// The exception for the errors of a map. Its text is the report; its attribute `errors` has the single errors.
pub(crate) fn map_error(py: Python<'_>, found: &MapErrors) -> PyErr {
    let error = MapError::new_err(found.to_string());
    let listed = errors(py, found).and_then(|errors| error.value(py).setattr("errors", errors));
    listed.err().unwrap_or(error)
}

/// Reads the text of a map.
pub(crate) fn read(path: &Path) -> PyResult<String> {
    let bytes = fs::read(path).map_err(|error| match error.raw_os_error() {
        // Python chooses the subclass by the number, such as `FileNotFoundError`.
        Some(number) => {
            let text = error.to_string();
            let text = text
                .split(" (os error")
                .next()
                .unwrap_or_default()
                .to_owned();
            PyOSError::new_err((number, text, path.as_os_str().to_owned()))
        }
        None => PyErr::from(error),
    })?;
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let bytes = error.into_bytes();
        let lines = bytes.iter().take(valid).filter(|&&byte| byte == b'\n');
        PyValueError::new_err(format!(
            "{} is not UTF-8: line {} has invalid bytes\n  save the file as UTF-8",
            path.display(),
            lines.count() + 1
        ))
    })
}

/// Checks a map, and returns all its errors, or its warnings.
#[pyfunction]
pub(crate) fn check(py: Python<'_>, path: PathBuf) -> PyResult<Report> {
    let checked = py.detach(|| {
        let text = read(&path)?;
        PyResult::Ok(Context::default().check(&path, &text))
    })?;
    Ok(match checked {
        Ok(found) => Report {
            errors: PyTuple::empty(py).unbind(),
            warnings: warnings(py, &found)?.unbind(),
            text: found.to_string(),
        },
        Err(found) => Report {
            errors: errors(py, &found)?.unbind(),
            warnings: PyTuple::empty(py).unbind(),
            text: found.to_string(),
        },
    })
}
