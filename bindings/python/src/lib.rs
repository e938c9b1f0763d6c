//! The library for Python: the module `originator._native`, which the package `originator` exports.
//!
//! `package/originator/_native.pyi` has the types and the documentation for users.

mod arguments;
mod batch;
mod column;
mod decision;
mod map_check;
mod reload;
mod router;

use pyo3::prelude::*;

/// The contents of the package `originator`.
#[pymodule]
mod _native {
    #[pymodule_export]
    use crate::decision::{Decision, Located, locate};
    #[pymodule_export]
    use crate::map_check::{Finding, MapError, Report, check};
    #[pymodule_export]
    use crate::reload::Reload;
    #[pymodule_export]
    use crate::router::Router;

    use originator::RecordField;
    use pyo3::prelude::*;
    use pyo3::types::PyTuple;

    /// The library lists the fields of a record; the Python code of the package follows that list.
    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        let fields = RecordField::ALL.map(RecordField::as_str);
        // Not `add`, which would put a private name into `__all__`.
        module.setattr("_RECORD_FIELDS", PyTuple::new(module.py(), fields)?)
    }
}
