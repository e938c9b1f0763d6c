//! The context of a map: the numbering plan and the country rules.

use std::sync::{Arc, LazyLock};

use crate::country::Rulebook;
use crate::numbering::Numbering;

/// The numbering plan and the country rules that a router uses with its map.
///
/// Both are built in, and each can be replaced.
///
/// ```
/// use originator::country::Rulebook;
/// use originator::Context;
///
/// let rules = Rulebook::from_yaml("rules.yaml", "regions: { DE: { alphanumeric: not_supported } }")?;
/// let router = Context::default().with_rules(rules).router("map", "originators: { DE: RETAIL }")?;
/// let plan = router.default_plan().ok_or("no plan")?;
/// let warnings: Vec<&str> = router
///     .route(plan, "+4915123456789")
///     .warnings()
///     .iter()
///     .map(|warning| warning.as_str())
///     .collect();
/// assert_eq!(warnings, ["alphanumeric_not_supported"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// `None`: the built-in one.
    numbering: Option<Arc<Numbering>>,
    /// `None`: the built-in rules without changes.
    rulebook: Option<Arc<Rulebook>>,
}

impl Context {
    /// Replaces the built-in numbering plan.
    #[must_use]
    pub fn with_numbering(mut self, numbering: Arc<Numbering>) -> Context {
        self.numbering = Some(numbering);
        self
    }

    /// Uses country rules of the user, which override the built-in ones.
    #[must_use]
    pub fn with_rules(mut self, rulebook: Rulebook) -> Context {
        self.rulebook = Some(Arc::new(rulebook));
        self
    }

    /// The numbering plan.
    #[inline]
    pub fn numbering(&self) -> &Numbering {
        self.numbering
            .as_deref()
            .unwrap_or_else(|| Numbering::builtin())
    }

    /// The country rules.
    pub fn rules(&self) -> &Rulebook {
        static BUILT_IN: LazyLock<Rulebook> = LazyLock::new(Rulebook::default);
        self.rulebook.as_deref().unwrap_or(&BUILT_IN)
    }

    /// Whether both contexts are the same: they must share one numbering plan in memory, and have equal rules.
    pub(crate) fn same_as(&self, other: &Context) -> bool {
        self.numbering.as_ref().map(Arc::as_ptr) == other.numbering.as_ref().map(Arc::as_ptr)
            && self.rules() == other.rules()
    }
}
