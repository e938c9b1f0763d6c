//! The router, as Python has it.

use std::path::PathBuf;

use originator::{Knowledge, Message, PlanId};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::batch;
use crate::decision::Decision;
use crate::finding::{map_error, read};
use crate::reload::Reload;
use crate::terms::{self, DefaultRegion, Terms, Written};

/// Decides which sender a message leaves from, by a map that may be replaced while it is in use.
#[pyclass(frozen, module = "originator")]
pub(crate) struct Router {
    router: originator::Router,
}

#[pymethods]
impl Router {
    /// Reads a map in YAML or JSON.
    #[staticmethod]
    fn from_file(py: Python<'_>, path: PathBuf) -> PyResult<Router> {
        let text = py.detach(|| read(&path))?;
        Router::from_text(py, &text, &path.to_string_lossy())
    }

    /// Takes the text of a map; `name` names it in errors.
    #[staticmethod]
    #[pyo3(signature = (text, name="map"))]
    fn from_text(py: Python<'_>, text: &str, name: &str) -> PyResult<Router> {
        let router = py.detach(|| originator::Router::from_yaml(name, text));
        let router = router.map_err(|errors| map_error(py, &errors))?;
        Ok(Router { router })
    }

    /// Replaces the map by that of a file, and says which plans it added and removed; on an error the old one still
    /// serves.
    fn reload(&self, py: Python<'_>, path: PathBuf) -> PyResult<Reload> {
        let text = py.detach(|| read(&path))?;
        let reloaded = py.detach(|| {
            self.router.reload(&text).map_err(|failed| {
                // The router names the file that it began with.
                let again = Knowledge::default().check(&path, &text);
                again.err().unwrap_or(failed)
            })
        });
        match reloaded {
            Ok(reload) => Reload::new(py, reload),
            Err(errors) => Err(map_error(py, &errors)),
        }
    }

    /// The ids of the map's service plans.
    #[getter]
    fn plans(&self) -> Vec<String> {
        let plans = self.router.plans().into_iter();
        plans.map(|(_, name)| name.to_string()).collect()
    }

    /// The sender of a first message to a number.
    #[pyo3(signature = (
        number, plan=None, *,
        needs_reply=false, use_case=None, sender=None, default_region=DefaultRegion::OfThePlan, bare_digits=None,
        explain=false
    ))]
    #[pyo3(
        text_signature = "($self, number, plan=None, *, needs_reply=False, use_case=None, sender=None, \
        default_region=..., bare_digits=None, explain=False)"
    )]
    #[expect(clippy::too_many_arguments, reason = "they have names in Python")]
    fn route(
        &self,
        number: Written,
        plan: Option<&str>,
        needs_reply: bool,
        use_case: Option<&str>,
        sender: Option<Written>,
        default_region: DefaultRegion,
        bare_digits: Option<&str>,
        explain: bool,
    ) -> PyResult<Decision> {
        let terms = Terms::new(
            needs_reply,
            use_case,
            sender,
            terms::bare_digits(default_region, bare_digits)?,
        )?;
        self.decide(plan, &terms.of(Message::to(&number)), explain)
    }

    /// The sender of the answer to a customer who wrote to one of our senders.
    #[pyo3(signature = (
        customer, written_to=None, plan=None, *,
        use_case=None, sender=None, default_region=DefaultRegion::OfThePlan, bare_digits=None,
        explain=false
    ))]
    #[pyo3(
        text_signature = "($self, customer, written_to=None, plan=None, *, use_case=None, sender=None, \
        default_region=..., bare_digits=None, explain=False)"
    )]
    #[expect(clippy::too_many_arguments, reason = "they have names in Python")]
    fn reply(
        &self,
        customer: Written,
        written_to: Option<Written>,
        plan: Option<&str>,
        use_case: Option<&str>,
        sender: Option<Written>,
        default_region: DefaultRegion,
        bare_digits: Option<&str>,
        explain: bool,
    ) -> PyResult<Decision> {
        let terms = Terms::new(
            false,
            use_case,
            sender,
            terms::bare_digits(default_region, bare_digits)?,
        )?;
        let message = Message::reply_to(&customer);
        let message = match &written_to {
            Some(ours) => message.written_to(ours),
            None => message,
        };
        self.decide(plan, &terms.of(message), explain)
    }

    /// A decision for each number of an Arrow array or a Series.
    #[pyo3(signature = (
        numbers, plan=None, *,
        needs_reply=false, use_case=None, sender=None, default_region=DefaultRegion::OfThePlan, bare_digits=None
    ))]
    #[pyo3(
        text_signature = "($self, numbers, plan=None, *, needs_reply=False, use_case=None, sender=None, \
        default_region=..., bare_digits=None)"
    )]
    #[expect(clippy::too_many_arguments, reason = "they have names in Python")]
    fn route_batch<'py>(
        &self,
        numbers: &Bound<'py, PyAny>,
        plan: Option<&str>,
        needs_reply: bool,
        use_case: Option<&str>,
        sender: Option<Written>,
        default_region: DefaultRegion,
        bare_digits: Option<&str>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let terms = Terms::new(
            needs_reply,
            use_case,
            sender,
            terms::bare_digits(default_region, bare_digits)?,
        )?;
        batch::route(&self.router, self.plan(plan)?, numbers, &terms)
    }

    /// A decision for each customer of an Arrow array or a Series.
    #[pyo3(signature = (
        customers, written_to=None, plan=None, *,
        use_case=None, sender=None, default_region=DefaultRegion::OfThePlan, bare_digits=None
    ))]
    #[pyo3(
        text_signature = "($self, customers, written_to=None, plan=None, *, use_case=None, sender=None, \
        default_region=..., bare_digits=None)"
    )]
    #[expect(clippy::too_many_arguments, reason = "they have names in Python")]
    fn reply_batch<'py>(
        &self,
        customers: &Bound<'py, PyAny>,
        written_to: Option<&Bound<'py, PyAny>>,
        plan: Option<&str>,
        use_case: Option<&str>,
        sender: Option<Written>,
        default_region: DefaultRegion,
        bare_digits: Option<&str>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let terms = Terms::new(
            false,
            use_case,
            sender,
            terms::bare_digits(default_region, bare_digits)?,
        )?;
        batch::reply(
            &self.router,
            self.plan(plan)?,
            customers,
            written_to,
            &terms,
        )
    }
}

impl Router {
    fn decide(
        &self,
        plan: Option<&str>,
        message: &Message<'_>,
        explain: bool,
    ) -> PyResult<Decision> {
        let plan = self.plan(plan)?;
        let name = self.router.plan_name(plan).unwrap_or_default();
        Ok(if explain {
            let explanation = self.router.explain(plan, message);
            Decision::new(explanation.decision(), name, Some(explanation.to_string()))
        } else {
            Decision::new(self.router.decide(plan, message), name, None)
        })
    }

    /// The plan with this id, or the one to ask where none is named.
    fn plan(&self, name: Option<&str>) -> PyResult<PlanId> {
        let found = match name {
            Some(name) => self.router.plan(name),
            None => self.router.default_plan(),
        };
        found.ok_or_else(|| {
            let plans: Vec<String> = self
                .plans()
                .iter()
                .map(|name| format!("`{name}`"))
                .collect();
            let plans = match plans.get(..10) {
                Some(first) if plans.len() > 10 => {
                    format!("{} and {} more", first.join(", "), plans.len() - 10)
                }
                _ => plans.join(", "),
            };
            PyValueError::new_err(match name {
                Some(name) => format!(
                    "the map has no plan `{}`\n  name one of {plans}",
                    name.escape_debug()
                ),
                None => format!(
                    "the map has several plans, none with the id `default`\n  name one of {plans}"
                ),
            })
        })
    }
}
