//! The result of a reload.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyTuple;

/// The plans that a reload added and removed.
#[pyclass(frozen, get_all, module = "originator")]
pub(crate) struct Reload {
    is_changed: bool,
    added: Py<PyTuple>,
    removed: Py<PyTuple>,
}

impl Reload {
    pub(crate) fn new(py: Python<'_>, reload: originator::Reload) -> PyResult<Reload> {
        let names = |names: &[Arc<str>]| PyTuple::new(py, names.iter().map(|name| &**name));
        Ok(Reload {
            is_changed: reload.is_changed,
            added: names(&reload.added)?.unbind(),
            removed: names(&reload.removed)?.unbind(),
        })
    }
}

#[pymethods]
impl Reload {
    fn __repr__(&self) -> String {
        let Reload { added, removed, .. } = self;
        if self.is_changed {
            format!("<Reload: added {added}, removed {removed}>")
        } else {
            "<Reload: nothing changed>".to_owned()
        }
    }
}
