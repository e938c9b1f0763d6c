//! The class `Router`.

use std::path::PathBuf;

use originator::{Context, Message, PlanId};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::arguments::{self, DefaultRegion, MessageOptions, TextOrBytes};
use crate::batch;
use crate::decision::Decision;
use crate::map_check::{map_error, read};
use crate::reload::Reload;

/// Decides the senders of messages by a map that can be reloaded while it is in use.
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

    /// Reads the text of a map; `name` is its name in errors.
    #[staticmethod]
    #[pyo3(signature = (text, name="map"))]
    fn from_text(py: Python<'_>, text: &str, name: &str) -> PyResult<Router> {
        let router = py.detach(|| originator::Router::from_yaml(name, text));
        let router = router.map_err(|errors| map_error(py, &errors))?;
        Ok(Router { router })
    }

    /// Replaces the map by that of a file, and returns the plans that were added and removed. After an error, the old
    /// map stays in use.
    fn reload(&self, py: Python<'_>, path: PathBuf) -> PyResult<Reload> {
        let text = py.detach(|| read(&path))?;
        let reloaded = py.detach(|| {
            self.router.reload(&text).map_err(|failed| {
                // The errors of the router name the file of its first map.
                let again = Context::default().check(&path, &text);
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

    /// Decides the sender of a first message to a number.
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
        number: TextOrBytes,
        plan: Option<&str>,
        needs_reply: bool,
        use_case: Option<&str>,
        sender: Option<TextOrBytes>,
        default_region: DefaultRegion,
        bare_digits: Option<&str>,
        explain: bool,
    ) -> PyResult<Decision> {
        let options = MessageOptions::new(
            needs_reply,
            use_case,
            sender,
            arguments::bare_digits(default_region, bare_digits)?,
        )?;
        self.decide(plan, &options.apply(Message::to(&number)), explain)
    }

    /// Decides the sender of a reply to a customer who wrote to one of our senders.
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
        customer: TextOrBytes,
        written_to: Option<TextOrBytes>,
        plan: Option<&str>,
        use_case: Option<&str>,
        sender: Option<TextOrBytes>,
        default_region: DefaultRegion,
        bare_digits: Option<&str>,
        explain: bool,
    ) -> PyResult<Decision> {
        let options = MessageOptions::new(
            false,
            use_case,
            sender,
            arguments::bare_digits(default_region, bare_digits)?,
        )?;
        let message = Message::reply_to(&customer);
        let message = match &written_to {
            Some(ours) => message.written_to(ours),
            None => message,
        };
        self.decide(plan, &options.apply(message), explain)
    }

    /// Decides each number of an Arrow array or a Series.
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
        sender: Option<TextOrBytes>,
        default_region: DefaultRegion,
        bare_digits: Option<&str>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let options = MessageOptions::new(
            needs_reply,
            use_case,
            sender,
            arguments::bare_digits(default_region, bare_digits)?,
        )?;
        batch::route(&self.router, self.plan(plan)?, numbers, &options)
    }

    /// Decides each customer of an Arrow array or a Series.
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
        sender: Option<TextOrBytes>,
        default_region: DefaultRegion,
        bare_digits: Option<&str>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let options = MessageOptions::new(
            false,
            use_case,
            sender,
            arguments::bare_digits(default_region, bare_digits)?,
        )?;
        batch::reply(
            &self.router,
            self.plan(plan)?,
            customers,
            written_to,
            &options,
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

    /// The plan with this id, or the default plan.
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
                    "the map has several plans, and none of them is called `default`\n  name one of {plans}"
                ),
            })
        })
    }
}
