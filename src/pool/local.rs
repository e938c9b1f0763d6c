//! Tells how local a member of a pool is to the recipient.

use crate::numbering::{Area, Numbering};
use crate::{Number, Sender, SenderKind};

/// How local a sender is to the recipient. The greatest value is the most local one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Locality {
    /// The sender is of another state or province, or its state is not known.
    Elsewhere,
    /// The sender is of the recipient's state or province.
    SameState,
    /// The sender is of the recipient's area.
    SameArea,
}

/// The area of the recipient, to be compared with those of senders.
#[derive(Clone, Copy)]
pub(crate) struct Local<'n> {
    numbering: &'n Numbering,
    area: Area,
}

impl<'n> Local<'n> {
    /// `None` if the recipient has no area: then all senders are equally local.
    pub(crate) fn to(recipient: Number, numbering: &'n Numbering) -> Option<Local<'n>> {
        let area = numbering.area(recipient)?;
        Some(Local { numbering, area })
    }

    /// How local a sender is. Only long codes have an area.
    pub(crate) fn locality(&self, sender: &Sender, kind: SenderKind) -> Locality {
        let number = sender.number().filter(|_| kind == SenderKind::LongCode);
        let Some(area) = number.and_then(|number| self.numbering.area(number)) else {
            return Locality::Elsewhere;
        };
        if self.numbering.share_place(area, self.area) {
            Locality::SameArea
        } else if self.numbering.share_state(area, self.area) {
            Locality::SameState
        } else {
            Locality::Elsewhere
        }
    }
}
