//! The library for Python: the module `originator._native`, which the package `originator` shows.
//!
//! `package/originator/_native.pyi` has the types and the documentation.

mod batch;
mod column;
mod decision;
mod finding;
mod reload;
mod router;
mod terms;

use pyo3::prelude::*;

/// What the package `originator` is made of.
#[pymodule]
mod _native {
    #[pymodule_export]
    use crate::decision::{Decision, Located, locate};
    #[pymodule_export]
    use crate::finding::{Finding, MapError, Report, check};
    #[pymodule_export]
    use crate::reload::Reload;
    #[pymodule_export]
    use crate::router::Router;
}
