//! Sites: the places of a plan that the lint looks at. The lint reads them only if the map has no errors.

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
    /// A name without the field `sender`, which may be meant as something else.
    BareName(Option<Region>, Sender),
    /// A region that borrows.
    Borrower(Region),
    Lender {
        borrower: Region,
        lender: Region,
    },
    /// The entry of the regions that have no entry and no lender.
    Elsewhere,
    /// A refused line type that mobile numbers have.
    RefusedLineType(LineType),
    /// A setting that has no effect because of another one.
    WithoutEffect(Overruled),
}

/// A setting that has no effect because of another one.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Overruled {
    /// `bare_digits`: the default region reads all digits.
    BareDigits,
    /// `sticky`: `remember` is zero.
    Sticky,
}
