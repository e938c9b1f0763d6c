//! What is known of the world beside the map: the numbering plan, and what each country does with senders.

use std::sync::{Arc, LazyLock};

use crate::country::Rulebook;
use crate::numbering::Numbering;

/// What a router knows of the world beside its map: the numbering plan and the country rules.
///
/// Both are built in; either may be replaced.
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
    /// `None`: the one that is built in.
    numbering: Option<Arc<Numbering>>,
    /// `None`: those that are built in.
    rulebook: Option<Arc<Rulebook>>,
}

impl Context {
    /// With another numbering plan than the one that is built in.
    #[must_use]
    pub fn with_numbering(mut self, numbering: Arc<Numbering>) -> Context {
        self.numbering = Some(numbering);
        self
    }

    /// With country rules of the user's own, over those that are built in.
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

    /// Whether both say the same: of the numbering plan only the very same is taken for it, and of the rules equal
    /// ones.
    pub(crate) fn same_as(&self, other: &Context) -> bool {
        self.numbering.as_ref().map(Arc::as_ptr) == other.numbering.as_ref().map(Arc::as_ptr)
            && self.rules() == other.rules()
    }
}
