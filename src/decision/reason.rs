//! The reasons for a decision.

use crate::string_enum::string_enum;

/// Makes `Reason` from the reasons of each outcome, and separate types for the reasons to use a sender and to refuse,
/// so that a verdict cannot have the reason of another outcome.
macro_rules! reasons {
    (
        use { $($(#[$used:meta])* $use:ident = $use_word:literal,)+ }
        omit { $($(#[$omitted:meta])* $omit:ident = $omit_word:literal,)+ }
        refuse { $($(#[$refused:meta])* $refuse:ident = $refuse_word:literal,)+ }
    ) => {
        string_enum! {
            /// The reason for a decision: a closed list.
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
        /// Use: the reply leaves from the number that the customer wrote to.
        SameNumber = "same_number",
        /// Use: the sender belongs to the recipient's country.
        Domestic = "domestic",
        /// Use: the country's entry lists this sender, which belongs to another country or to none.
        CountryDefault = "country_default",
        /// Use: the recipient's region borrows the sender from another region.
        Borrowed = "borrowed",
        /// Use: the sender is the one for regions that the plan does not list.
        Elsewhere = "elsewhere",
        /// Use: the recipient had this sender before.
        Sticky = "sticky",
    }
    omit {
        /// Omit: the map lets the provider choose the sender.
        MapOmits = "map_omits",
    }
    refuse {
        /// Refuse: the text is not exactly one number, the number cannot exist, or the plan refuses it because it is
        /// not valid or is ambiguous.
        InvalidNumber = "invalid_number",
        /// Refuse: the number belongs to no country, and the plan lists no sender for such numbers.
        NoCountry = "no_country",
        /// Refuse: the plan does not send to this type of line.
        LineTypeRefused = "line_type_refused",
        /// Refuse: the plan does not send to this country.
        CountryRefused = "country_refused",
        /// Refuse: the plan does not list this country.
        NotListed = "not_listed",
        /// Refuse: the map does not have the plan, or no longer has it.
        UnknownPlan = "unknown_plan",
        /// Refuse: the sender that the caller named is not a sender of the plan.
        NotOurSender = "not_our_sender",
        /// Refuse: the recipient must be able to answer, and no sender is two-way.
        NoTwoWaySender = "no_two_way_sender",
        /// Refuse: there are senders, but none can carry this message.
        NoUsableSender = "no_usable_sender",
        /// Refuse: there is no sender that a reply could leave from.
        NoDomesticSender = "no_domestic_sender",
    }
}
