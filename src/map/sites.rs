//! The places of a plan that the lint looks at, once the plan has no errors.

use crate::document::Place;
use crate::numbering::LineType;
use crate::plan::Member;
use crate::{Region, Sender};

/// A place of a plan that the lint looks at.
#[derive(Debug)]
pub(crate) struct Site {
    pub(crate) path: String,
    pub(crate) at: Option<Place>,
    pub(crate) kind: SiteKind,
}

#[derive(Debug)]
pub(crate) enum SiteKind {
    /// A region with senders.
    Region(Region),
    /// A sender of a region, or of `elsewhere`.
    Sender(Option<Region>, Member),
    /// A name that stands alone, without `sender:` before it.
    BareName(Option<Region>, Sender),
    /// A region that borrows.
    Borrower(Region),
    Lender {
        borrower: Region,
        lender: Region,
    },
    /// The entry of the regions that are neither named nor lent to.
    Elsewhere,
    /// A line type that only mobile numbers have, or may have.
    RefusedLineType(LineType),
    /// A setting that another one leaves without effect.
    WithoutEffect(Overruled),
}

/// A setting that has no effect, and why.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Overruled {
    /// All digits are read in the default region.
    BareDigits,
    /// Nothing is remembered.
    Sticky,
}
