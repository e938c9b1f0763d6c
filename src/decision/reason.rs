//! The reasons for a decision.

use crate::string_enum::string_enum;

/// Makes `Reason` of the reasons of each outcome, and the reasons to use a sender and to refuse types of their own,
/// so that no verdict can have a reason of another outcome.
macro_rules! reasons {
    (
        use { $($(#[$used:meta])* $use:ident = $use_word:literal,)+ }
        omit { $($(#[$omitted:meta])* $omit:ident = $omit_word:literal,)+ }
        refuse { $($(#[$refused:meta])* $refuse:ident = $refuse_word:literal,)+ }
    ) => {
        string_enum! {
            /// Why it was decided so: a closed list.
            ///
            /// Programs may match all reasons, since they act on them: a new one, such as a further ground to refuse,
            /// would be a breaking change.
            #[derive(PartialOrd, Ord)]
            pub enum Reason {
                $($(#[$used])* $use = $use_word,)+
                $($(#[$omitted])* $omit = $omit_word,)+
                $($(#[$refused])* $refuse = $refuse_word,)+
            }
        }

        /// The reasons to use a sender.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum UseReason {
            $($use,)+
        }

        impl From<UseReason> for Reason {
            #[inline]
            fn from(reason: UseReason) -> Reason {
                match reason {
                    $(UseReason::$use => Reason::$use,)+
                }
            }
        }

        /// The reasons to refuse.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum RefuseReason {
            $($refuse,)+
        }

        impl From<RefuseReason> for Reason {
            #[inline]
            fn from(reason: RefuseReason) -> Reason {
                match reason {
                    $(RefuseReason::$refuse => Reason::$refuse,)+
                }
            }
        }
    };
}

reasons! {
    use {
        /// Use: the caller named the sender.
        Explicit = "explicit",
        /// Use: the reply leaves from the number the customer wrote to.
        SameNumber = "same_number",
        /// Use: the sender belongs to the recipient's country.
        Domestic = "domestic",
        /// Use: the country's entry names this sender, which belongs to another country or to none.
        CountryDefault = "country_default",
        /// Use: the sender of a region that stands in for the recipient's.
        Borrowed = "borrowed",
        /// Use: the sender for regions that the plan does not name.
        Elsewhere = "elsewhere",
        /// Use: the sender this recipient had before.
        Sticky = "sticky",
    }
    omit {
        /// Omit: the map leaves the choice to the provider.
        MapOmits = "map_omits",
    }
    refuse {
        /// Refuse: what was given is not exactly one number, or none that can exist, or not valid or ambiguous where
        /// the plan refuses such numbers.
        InvalidNumber = "invalid_number",
        /// Refuse: the number belongs to no country, and the plan names no sender for such numbers.
        NoCountry = "no_country",
        /// Refuse: the plan does not send to this type of line.
        LineTypeRefused = "line_type_refused",
        /// Refuse: the plan does not send to this country.
        CountryRefused = "country_refused",
        /// Refuse: the plan does not list this country.
        NotListed = "not_listed",
        /// Refuse: the map has no such plan, or no longer.
        UnknownPlan = "unknown_plan",
        /// Refuse: the sender the caller named is none of the plan's.
        NotOurSender = "not_our_sender",
        /// Refuse: an answer is wanted, and no sender that the recipient could answer is there.
        NoTwoWaySender = "no_two_way_sender",
        /// Refuse: there are senders, but none that may carry this message.
        NoUsableSender = "no_usable_sender",
        /// Refuse: no sender that a reply could leave from.
        NoDomesticSender = "no_domestic_sender",
    }
}
