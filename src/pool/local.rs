//! Which members of a pool are local to the recipient.

use crate::numbering::{Area, Numbering};
use crate::{Number, Sender, SenderKind};

/// How local a sender is to the recipient; the greatest of a pool are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Locality {
    /// Of another state or province, or nobody knows of which.
    Elsewhere,
    /// Of the recipient's state or province.
    SameState,
    /// Of the recipient's area.
    SameArea,
}

/// The recipient's area, with which those of senders are compared.
#[derive(Clone, Copy)]
pub(crate) struct Local<'n> {
    numbering: &'n Numbering,
    area: Area,
}

impl<'n> Local<'n> {
    /// `None` if the recipient has no area: then all senders are as local.
    pub(crate) fn to(recipient: Number, numbering: &'n Numbering) -> Option<Local<'n>> {
        let area = numbering.area(recipient)?;
        Some(Local { numbering, area })
    }

    /// How local a sender is. Long codes alone have an area.
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
