//! The country rules of `data/countries.yaml`. Do not edit: `cargo run --package country-gen -- .` makes this file.

use super::row::{Page, Row, by_region, region};
use super::{Alphanumeric, Availability, Fact, ForeignSenderPolicy, Rules, Source};
use crate::Region;

/// The rules of each region, at its index.
pub(super) static RULES: [Rules; Region::COUNT] = by_region(ROWS);

static AWS_2023: Source = Page {
    title: "Amazon Pinpoint user guide, countries and regions for SMS",
    publisher: "Amazon Web Services",
    date: "2023-04",
    tells: &[Fact::Alphanumeric, Fact::TwoWayLongCode, Fact::ShortCode],
    ..Page::BLANK
}
.source();

static AWS_2026: Source = Page {
    title: "AWS End User Messaging, supported countries by continent",
    publisher: "Amazon Web Services",
    date: "2026",
    tells: &[Fact::Alphanumeric, Fact::TwoWayLongCode, Fact::ShortCode],
    ..Page::BLANK
}
.source();

static AWS_REGISTRATION: Source = Page {
    title: "AWS End User Messaging SMS, registration forms by country",
    publisher: "Amazon Web Services",
    date: "2025",
    tells: &[Fact::Alphanumeric],
    ..Page::BLANK
}
.source();

static AWS_TERRITORIES: Source = Page {
    title: "Amazon SNS developer guide, supported countries and regions",
    publisher: "Amazon Web Services",
    date: "2023-08",
    tells: &[Fact::ForeignNumber],
    ..Page::BLANK
}
.source();

static BIRD: Source = Page {
    title: "SMS country information guide",
    publisher: "Bird",
    date: "2025",
    tells: &[Fact::Alphanumeric, Fact::TwoWayLongCode, Fact::ShortCode, Fact::ForeignNumber],
    ..Page::BLANK
}
.source();

static BIRD_US: Source = Page {
    title: "United States SMS registration, reach by type of sender",
    publisher: "Bird",
    date: "2026-11",
    tells: &[Fact::Alphanumeric, Fact::ForeignNumber],
    ..Page::BLANK
}
.source();

static CLICKSEND: Source = Page {
    title: "Two-way SMS in Puerto Rico",
    publisher: "ClickSend",
    date: "2026-11",
    tells: &[Fact::Alphanumeric, Fact::ForeignNumber],
    ..Page::BLANK
}
.source();

static HIGHLEVEL: Source = Page {
    title: "Messaging policies for Canadian long codes",
    publisher: "HighLevel",
    date: "2026-02",
    tells: &[Fact::ForeignNumber],
    ..Page::BLANK
}
.source();

static INFOBIP: Source = Page {
    title: "SMS country pages",
    publisher: "Infobip",
    date: "2025",
    tells: &[Fact::Alphanumeric, Fact::TwoWayLongCode],
    ..Page::BLANK
}
.source();

static MAPP: Source = Page {
    title: "SMS by country, Saudi Arabia",
    publisher: "Mapp",
    date: "2026-11",
    tells: &[Fact::Alphanumeric],
    ..Page::BLANK
}
.source();

static MIATEL: Source = Page {
    title: "SMS by country, Canada",
    publisher: "Miatel",
    date: "2026-11",
    tells: &[Fact::Alphanumeric, Fact::ForeignNumber],
    ..Page::BLANK
}
.source();

static SMS_TO: Source = Page {
    title: "What is a sender ID",
    publisher: "SMS.to",
    date: "2026-11",
    tells: &[Fact::Alphanumeric],
    ..Page::BLANK
}
.source();

static TELNYX: Source = Page {
    title: "SMS guidelines by country",
    publisher: "Telnyx",
    date: "2023-05",
    tells: &[Fact::Alphanumeric],
    ..Page::BLANK
}
.source();

static TELNYX_10DLC: Source = Page {
    title: "Assigning numbers to a registered campaign",
    publisher: "Telnyx",
    date: "2026-11",
    tells: &[Fact::ForeignNumber],
    ..Page::BLANK
}
.source();

static TWILIO: Source = Page {
    title: "SMS guidelines by country",
    publisher: "Twilio",
    date: "2025",
    tells: &[Fact::Alphanumeric, Fact::TwoWayLongCode, Fact::ShortCode, Fact::ForeignNumber],
    ..Page::BLANK
}
.source();

static TWILIO_SHORT_CODES: Source = Page {
    title: "Short code guidelines by country",
    publisher: "Twilio",
    date: "2025",
    tells: &[Fact::ShortCode],
    ..Page::BLANK
}
.source();

static VONAGE: Source = Page {
    title: "US SMS features and restrictions",
    publisher: "Vonage",
    date: "2026-11",
    tells: &[Fact::Alphanumeric, Fact::ForeignNumber],
    ..Page::BLANK
}
.source();

static ROWS: &[(&str, Row)] = &[
    ("AD", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("AE", Row {
        alphanumeric: Alphanumeric::Registered,
        alphanumeric_form: Some("Promotional senders begin with AD-."),
        marketing_pattern: Some("AD-*"),
        two_way_long_code: Availability::Available,
        short_code: Availability::Available,
        foreign_number: ForeignSenderPolicy::Blocked,
        note: Some("Registered names only at Twilio, though AWS listed two-way long and short codes in 2023."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO, &SMS_TO],
        ..Row::UNKNOWN
    }),
    ("AF", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        note: Some("Telnyx reports that some networks, or local senders, need a registered name."),
        sources: &[&AWS_2026, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("AG", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2026, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("AI", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2026, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("AL", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("AM", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        note: Some("AWS lists names as free; Telnyx wants them registered."),
        sources: &[&AWS_2026, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("AO", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2026, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("AR", Row {
        alphanumeric: Alphanumeric::NotSupported,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::Available,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("A foreign number arrives as a random short code."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO],
        ..Row::UNKNOWN
    }),
    ("AS", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::Unknown,
        short_code: Availability::Unknown,
        foreign_number: ForeignSenderPolicy::Unknown,
        foreign_exceptions: &[(region("US"), ForeignSenderPolicy::Kept)],
        note: Some("Bird reaches the territory with US long codes and toll-free numbers, and with names."),
        sources: &[&TELNYX, &BIRD_US, &AWS_TERRITORIES],
        ..Row::UNKNOWN
    }),
    ("AT", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::Available,
        short_code: Availability::Available,
        foreign_number: ForeignSenderPolicy::Unknown,
        note: Some("AWS has a registration form for names, perhaps optional."),
        sources: &[&AWS_2023, &TELNYX, &AWS_REGISTRATION],
        ..Row::UNKNOWN
    }),
    ("AU", Row {
        alphanumeric: Alphanumeric::Registered,
        two_way_long_code: Availability::Available,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Kept,
        note: Some("Names must be in the national register; the older AWS table did not ask for it."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO, &BIRD, &AWS_REGISTRATION],
        ..Row::UNKNOWN
    }),
    ("AW", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2026, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("AZ", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2026, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("BA", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("BB", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2026, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("BD", Row {
        alphanumeric: Alphanumeric::Registered,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("Three networks, Grameenphone, Robi and Teletalk, take registered senders only."),
        sources: &[&AWS_2026, &TELNYX, &TWILIO],
        ..Row::UNKNOWN
    }),
    ("BE", Row {
        alphanumeric: Alphanumeric::NotSupported,
        two_way_long_code: Availability::Available,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("Operators turn every sender into a number or short code of their own."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO, &BIRD],
        ..Row::UNKNOWN
    }),
    ("BF", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2026, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("BG", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::Available,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("A foreign number arrives under a generic name, and A1 delivers nothing but generic names."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO],
        ..Row::UNKNOWN
    }),
    ("BH", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2026, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("BI", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2026, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("BJ", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::Unknown,
        short_code: Availability::Unknown,
        foreign_number: ForeignSenderPolicy::Unknown,
        note: Some("Telnyx reports that some networks, or local senders, need a registered name."),
        sources: &[&TELNYX],
        ..Row::UNKNOWN
    }),
    ("BM", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2026, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("BN", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2026, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("BO", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        note: Some("AWS lists names as free; Telnyx sees a local long or short code in their place."),
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("BR", Row {
        alphanumeric: Alphanumeric::NotSupported,
        two_way_long_code: Availability::Available,
        short_code: Availability::Available,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("Whatever the sender, a local short or long code arrives; local long codes are meant for conversations between people."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO],
        ..Row::UNKNOWN
    }),
    ("BS", Row {
        alphanumeric: Alphanumeric::NotSupported,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        note: Some("Telnyx sees names overwritten."),
        sources: &[&AWS_2026, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("BT", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2026, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("BW", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        note: Some("Telnyx sees names replaced now and then."),
        sources: &[&AWS_2026, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("BY", Row {
        alphanumeric: Alphanumeric::Registered,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("Numbers arrive under a generic name, and messages between people are blocked."),
        sources: &[&AWS_2023, &TWILIO, &AWS_REGISTRATION],
        ..Row::UNKNOWN
    }),
    ("BZ", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        note: Some("Telnyx delivers names in part only."),
        sources: &[&AWS_2026, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("CA", Row {
        alphanumeric: Alphanumeric::NotSupported,
        two_way_long_code: Availability::Available,
        short_code: Availability::Available,
        foreign_number: ForeignSenderPolicy::Blocked,
        foreign_exceptions: &[(region("US"), ForeignSenderPolicy::Kept)],
        note: Some("Bird takes no foreign numbers, but lets registered US long codes through, and Miatel takes US numbers approved beforehand."),
        sources: &[&AWS_2026, &BIRD, &BIRD_US, &MIATEL],
        ..Row::UNKNOWN
    }),
    ("CD", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        note: Some("Telnyx reports that some networks, or local senders, need a registered name."),
        sources: &[&AWS_2026, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("CF", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2026, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("CG", Row {
        alphanumeric: Alphanumeric::NotSupported,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        note: Some("AWS offers no names; Telnyx delivers them, on MTN after registration."),
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("CH", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        note: Some("The long codes AWS sells only receive."),
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("CI", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        note: Some("Telnyx reports that some networks, or local senders, need a registered name."),
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("CK", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        note: Some("AWS marks two-way as possible, yet sells neither long nor short codes."),
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("CL", Row {
        alphanumeric: Alphanumeric::NotSupported,
        two_way_long_code: Availability::Available,
        short_code: Availability::Available,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("A foreign long code arrives as some other long code, while a Chilean one is kept but may not carry marketing."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO],
        ..Row::UNKNOWN
    }),
    ("CM", Row {
        alphanumeric: Alphanumeric::Registered,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::Available,
        foreign_number: ForeignSenderPolicy::Kept,
        note: Some("Foreign numbers fail on MTN, which insists on a registered name; elsewhere they are kept."),
        sources: &[&AWS_2026, &TELNYX, &TWILIO],
        ..Row::UNKNOWN
    }),
    ("CN", Row {
        alphanumeric: Alphanumeric::NotSupported,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::Available,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("Texts need a registered template, operators change the sender, and Bird offers no two-way messages."),
        sources: &[&AWS_2026, &TELNYX, &TWILIO, &BIRD],
        ..Row::UNKNOWN
    }),
    ("CO", Row {
        alphanumeric: Alphanumeric::NotSupported,
        two_way_long_code: Availability::Available,
        short_code: Availability::Available,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("Every sender becomes a short code; an own one takes Twilio 4 to 10 weeks."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO],
        ..Row::UNKNOWN
    }),
    ("CR", Row {
        alphanumeric: Alphanumeric::NotSupported,
        two_way_long_code: Availability::Available,
        short_code: Availability::Available,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("A foreign number arrives as a short or long code; since 2026 AWS lists two-way codes of both kinds."),
        sources: &[&AWS_2026, &TELNYX, &TWILIO, &BIRD],
        ..Row::UNKNOWN
    }),
    ("CU", Row {
        alphanumeric: Alphanumeric::NotSupported,
        two_way_long_code: Availability::Unknown,
        short_code: Availability::Unknown,
        foreign_number: ForeignSenderPolicy::Unknown,
        note: Some("Telnyx sees names overwritten; registering one can take half a year."),
        sources: &[&TELNYX],
        ..Row::UNKNOWN
    }),
    ("CV", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2026, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("CY", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("CZ", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::Available,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("T-Mobile and O2 refuse foreign long codes, other networks replace them."),
        sources: &[&AWS_2023, &TWILIO],
        ..Row::UNKNOWN
    }),
    ("DE", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::Available,
        short_code: Availability::Available,
        foreign_number: ForeignSenderPolicy::Unknown,
        note: Some("Twilio rents short codes for at least three months."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO_SHORT_CODES],
        ..Row::UNKNOWN
    }),
    ("DJ", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2026, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("DK", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::Available,
        short_code: Availability::Available,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("DM", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2026, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("DO", Row {
        alphanumeric: Alphanumeric::NotSupported,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::Available,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("Numbers can turn into a random short code; Telnyx mostly sees names kept, where AWS offers none."),
        sources: &[&AWS_2026, &TELNYX, &TWILIO, &BIRD],
        ..Row::UNKNOWN
    }),
    ("DZ", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("Numbers can turn into a generic name and do not reach Mobilis."),
        sources: &[&AWS_2026, &TELNYX, &TWILIO],
        ..Row::UNKNOWN
    }),
    ("EC", Row {
        alphanumeric: Alphanumeric::NotSupported,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::Available,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("Numbers arrive as a short or long code; a name survives on CNT alone."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO],
        ..Row::UNKNOWN
    }),
    ("EE", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::Available,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("EG", Row {
        alphanumeric: Alphanumeric::Registered,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::Available,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("Etisalat puts a generic name in place of a foreign number and other operators take none, although Twilio's table says kept."),
        sources: &[&AWS_2026, &TELNYX, &TWILIO, &AWS_REGISTRATION, &INFOBIP],
        ..Row::UNKNOWN
    }),
    ("ER", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("ES", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::Available,
        short_code: Availability::Available,
        foreign_number: ForeignSenderPolicy::Unknown,
        note: Some("AWS has a registration form for names, perhaps optional."),
        sources: &[&AWS_2023, &TELNYX, &AWS_REGISTRATION],
        ..Row::UNKNOWN
    }),
    ("ET", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("Foreign numbers do not survive, and MTN takes neither numbers nor unregistered names."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO],
        ..Row::UNKNOWN
    }),
    ("FI", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::Available,
        short_code: Availability::Available,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("A foreign number arrives under a generic name, a Finnish long code is kept; AWS has a registration form for names."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO, &AWS_REGISTRATION],
        ..Row::UNKNOWN
    }),
    ("FJ", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("FK", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::Unknown,
        short_code: Availability::Unknown,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&TELNYX],
        ..Row::UNKNOWN
    }),
    ("FM", Row {
        alphanumeric: Alphanumeric::NotSupported,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023],
        ..Row::UNKNOWN
    }),
    ("FO", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("FR", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::Available,
        short_code: Availability::Available,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("A generic name or a short code takes the place of a foreign long code; Twilio wants names for business traffic, French long codes are kept."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO],
        ..Row::UNKNOWN
    }),
    ("GA", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("GB", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::Available,
        short_code: Availability::Available,
        foreign_number: ForeignSenderPolicy::Blocked,
        note: Some("Twilio has refused foreign long codes since June 2023; generic names are blocked, some brands protected, and Infobip calls registration mandatory."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO, &INFOBIP],
        ..Row::UNKNOWN
    }),
    ("GD", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("GE", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2026, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("GF", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("GG", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        note: Some("No source says what becomes of a number of the United Kingdom."),
        sources: &[&AWS_2023],
        ..Row::UNKNOWN
    }),
    ("GH", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Blocked,
        note: Some("MTN, Glo and Airtel drop numbers; on MTN a name has to be registered first."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO],
        ..Row::UNKNOWN
    }),
    ("GI", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("GL", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2026, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("GM", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("GN", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        note: Some("Telnyx reports that some networks, or local senders, need a registered name."),
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("GP", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("GQ", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2026, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("GR", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("GT", Row {
        alphanumeric: Alphanumeric::NotSupported,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::Available,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("A local long or short code may take the sender's place; Bird rents two-way short codes."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO, &BIRD],
        ..Row::UNKNOWN
    }),
    ("GU", Row {
        alphanumeric: Alphanumeric::NotSupported,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        foreign_exceptions: &[(region("US"), ForeignSenderPolicy::Kept)],
        note: Some("Only long codes get through, by Telnyx; Bird reaches Guam with US long codes, toll-free numbers and short codes."),
        sources: &[&AWS_2023, &TELNYX, &BIRD_US, &AWS_TERRITORIES],
        ..Row::UNKNOWN
    }),
    ("GW", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        note: Some("Telnyx reports that some networks, or local senders, need a registered name."),
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("GY", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("HK", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::Available,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("Numbers arrive under a generic name or as a random local number; Twilio recommends a registered name."),
        sources: &[&AWS_2026, &TELNYX, &TWILIO],
        ..Row::UNKNOWN
    }),
    ("HN", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::Available,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("Senders become a local code; Bird denies that names work, which AWS affirms, and offers two-way long numbers."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO, &BIRD],
        ..Row::UNKNOWN
    }),
    ("HR", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("HT", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        note: Some("Telnyx delivers names in part only."),
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("HU", Row {
        alphanumeric: Alphanumeric::NotSupported,
        two_way_long_code: Availability::Available,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("A local number replaces a foreign one, and also the name that Bird accepts; AWS offers no names."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO, &BIRD],
        ..Row::UNKNOWN
    }),
    ("ID", Row {
        alphanumeric: Alphanumeric::Registered,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("Numbers are replaced where they get through; Telkomsel, Axiata and Smart have blocked unregistered senders since September 2024."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO, &AWS_REGISTRATION],
        ..Row::UNKNOWN
    }),
    ("IE", Row {
        alphanumeric: Alphanumeric::Registered,
        two_way_long_code: Availability::Available,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Kept,
        note: Some("Meteor and Three put a name in place of a foreign number, others keep it; Twilio advises registering names, for which AWS has a form."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO, &AWS_REGISTRATION],
        ..Row::UNKNOWN
    }),
    ("IL", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::Available,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("IM", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        note: Some("No source says what becomes of a number of the United Kingdom."),
        sources: &[&AWS_2023],
        ..Row::UNKNOWN
    }),
    ("IN", Row {
        alphanumeric: Alphanumeric::Registered,
        alphanumeric_form: Some("Six letters for transactional messages; promotional ones go out from six digits."),
        alphanumeric_pattern: Some("@@@@@@"),
        marketing_pattern: Some("######"),
        two_way_long_code: Availability::NotFound,
        short_code: Availability::Available,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("Every sender must be on the operators' ledger, or a random short number takes its place; Infobip has a long number for answers, those of AWS only receive."),
        sources: &[&AWS_2026, &TELNYX, &TWILIO, &AWS_REGISTRATION, &INFOBIP],
        ..Row::UNKNOWN
    }),
    ("IQ", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("Korek puts a generic name in place of a number and Zain drops the message."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO],
        ..Row::UNKNOWN
    }),
    ("IR", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::Unknown,
        short_code: Availability::Unknown,
        foreign_number: ForeignSenderPolicy::Unknown,
        note: Some("By Telnyx, names are kept on Rightel, need registration on MCI, and become a random long code elsewhere."),
        sources: &[&TELNYX],
        ..Row::UNKNOWN
    }),
    ("IS", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("IT", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::Available,
        short_code: Availability::Available,
        foreign_number: ForeignSenderPolicy::Blocked,
        note: Some("Twilio no longer takes foreign long codes; until 2023 it reported a name in their place."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO],
        ..Row::UNKNOWN
    }),
    ("JE", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::Available,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        note: Some("No source says what becomes of a number of the United Kingdom; AWS lists two-way long codes."),
        sources: &[&AWS_2023],
        ..Row::UNKNOWN
    }),
    ("JM", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("JO", Row {
        alphanumeric: Alphanumeric::Registered,
        alphanumeric_form: Some("Promotional senders begin with ADV."),
        marketing_pattern: Some("ADV*"),
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("Numbers arrive under a generic name, where they arrive."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO, &AWS_REGISTRATION, &SMS_TO],
        ..Row::UNKNOWN
    }),
    ("JP", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::Available,
        short_code: Availability::Available,
        foreign_number: ForeignSenderPolicy::Kept,
        note: Some("Foreign numbers are kept, on KDDI behind the digits 010; Twilio rents no Japanese long codes."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO],
        ..Row::UNKNOWN
    }),
    ("KE", Row {
        alphanumeric: Alphanumeric::Registered,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Blocked,
        note: Some("No long code works, foreign or local; Twilio and Telnyx want registered names, the older AWS table did not."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO, &AWS_REGISTRATION],
        ..Row::UNKNOWN
    }),
    ("KG", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("KH", Row {
        alphanumeric: Alphanumeric::Registered,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        note: Some("AWS wants registered names; Telnyx delivers them without."),
        sources: &[&AWS_2026, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("KI", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::Unknown,
        short_code: Availability::Unknown,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&TELNYX],
        ..Row::UNKNOWN
    }),
    ("KM", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2026, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("KN", Row {
        alphanumeric: Alphanumeric::NotSupported,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        note: Some("AWS offers no names; Telnyx delivers them unchanged."),
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("KR", Row {
        alphanumeric: Alphanumeric::NotSupported,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("A foreign number arrives behind 009 or 006, and a local number replaces a name."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO],
        ..Row::UNKNOWN
    }),
    ("KW", Row {
        alphanumeric: Alphanumeric::Registered,
        alphanumeric_form: Some("Promotional senders contain AD."),
        marketing_pattern: Some("*AD*"),
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("A generic name replaces numbers; Viva rejects them, and the other networks want registration."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO, &AWS_REGISTRATION, &SMS_TO],
        ..Row::UNKNOWN
    }),
    ("KY", Row {
        alphanumeric: Alphanumeric::NotSupported,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        note: Some("AWS offers no names; Telnyx delivers them unchanged."),
        sources: &[&AWS_2026, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("KZ", Row {
        alphanumeric: Alphanumeric::Registered,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("Every network wants registration; numbers get through without promise and are replaced."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO, &AWS_REGISTRATION],
        ..Row::UNKNOWN
    }),
    ("LA", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("LB", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("LC", Row {
        alphanumeric: Alphanumeric::NotSupported,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        note: Some("AWS offers no names; Telnyx delivers them unchanged."),
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("LI", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("LK", Row {
        alphanumeric: Alphanumeric::Registered,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("A random sender replaces numbers; Dialog, Etisalat and Hutch want registration."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO, &AWS_REGISTRATION],
        ..Row::UNKNOWN
    }),
    ("LR", Row {
        alphanumeric: Alphanumeric::NotSupported,
        two_way_long_code: Availability::Unknown,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        note: Some("AWS sells long codes without saying whether they can be answered, and offers no names, which Telnyx does."),
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("LS", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("LT", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::Available,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("LU", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::Available,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("LV", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("LY", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("MA", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::Available,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("Maroc Telecom and Wana put a generic name in place of numbers; Telnyx wants registered names."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO],
        ..Row::UNKNOWN
    }),
    ("MC", Row {
        alphanumeric: Alphanumeric::NotSupported,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        note: Some("AWS offers no names; Telnyx delivers them unchanged."),
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("MD", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("ME", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("MG", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("MH", Row {
        alphanumeric: Alphanumeric::NotSupported,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023],
        ..Row::UNKNOWN
    }),
    ("MK", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("ML", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        note: Some("Telnyx reports that some networks, or local senders, need a registered name."),
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("MM", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::Available,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("Bird warns that some networks change numbers; local long codes are for traffic between people, and Telnyx wants registered names."),
        sources: &[&AWS_2023, &TELNYX, &BIRD],
        ..Row::UNKNOWN
    }),
    ("MN", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("MO", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        note: Some("Telnyx warns that a name may be overwritten."),
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("MP", Row {
        alphanumeric: Alphanumeric::NotSupported,
        two_way_long_code: Availability::Unknown,
        short_code: Availability::Unknown,
        foreign_number: ForeignSenderPolicy::Unknown,
        foreign_exceptions: &[(region("US"), ForeignSenderPolicy::Kept)],
        note: Some("Bird reaches the territory with US long codes, toll-free numbers and short codes."),
        sources: &[&BIRD_US],
        ..Row::UNKNOWN
    }),
    ("MQ", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("MR", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("MS", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("MT", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("MU", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("MV", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("MW", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("MX", Row {
        alphanumeric: Alphanumeric::NotSupported,
        two_way_long_code: Availability::Available,
        short_code: Availability::Available,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("A foreign number becomes a short code or a random local number; AWS offers no names, Bird registered ones, and Mexican long codes are to be had from both Twilio and Bird."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO, &BIRD],
        ..Row::UNKNOWN
    }),
    ("MY", Row {
        alphanumeric: Alphanumeric::NotSupported,
        two_way_long_code: Availability::Available,
        short_code: Availability::Available,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("An approved number of the operator's replaces every sender; local long codes carry up to 200 messages a day between people."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO],
        ..Row::UNKNOWN
    }),
    ("MZ", Row {
        alphanumeric: Alphanumeric::NotSupported,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("Movitel takes no foreign numbers and others replace them; AWS offers no names, Twilio and Telnyx do."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO],
        ..Row::UNKNOWN
    }),
    ("NA", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("NC", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("NE", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        note: Some("Telnyx reports that some networks, or local senders, need a registered name."),
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("NF", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::Unknown,
        short_code: Availability::Unknown,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&TELNYX],
        ..Row::UNKNOWN
    }),
    ("NG", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Blocked,
        note: Some("9mobile, MTN and Airtel drop numbers; on MTN a name has to be registered first."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO],
        ..Row::UNKNOWN
    }),
    ("NI", Row {
        alphanumeric: Alphanumeric::NotSupported,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::Available,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("A foreign number becomes a short code; Bird rents two-way ones."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO, &BIRD],
        ..Row::UNKNOWN
    }),
    ("NL", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::Available,
        short_code: Availability::Available,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("NO", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::Available,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Kept,
        note: Some("Foreign and local long codes are both kept; by Bird, Telenor turns names into local numbers."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO, &BIRD],
        ..Row::UNKNOWN
    }),
    ("NP", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("A generic name replaces numbers, and Ncell wants a registered one."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO],
        ..Row::UNKNOWN
    }),
    ("NU", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023],
        ..Row::UNKNOWN
    }),
    ("NZ", Row {
        alphanumeric: Alphanumeric::NotSupported,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::Available,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("Operators want a short code of one's own; numbers are replaced and names carry no promise."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO],
        ..Row::UNKNOWN
    }),
    ("OM", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("Twilio and Telnyx want registered names, AWS does not; what is unregistered gets through without promise and is replaced."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO],
        ..Row::UNKNOWN
    }),
    ("PA", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        note: Some("AWS lists names as free; Telnyx sees a local long or short code in their place."),
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("PE", Row {
        alphanumeric: Alphanumeric::NotSupported,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::Available,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("Numbers become a short or long code."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO],
        ..Row::UNKNOWN
    }),
    ("PF", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("PG", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("PH", Row {
        alphanumeric: Alphanumeric::Registered,
        two_way_long_code: Availability::Available,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Blocked,
        note: Some("Twilio takes no foreign long codes, and local ones for two-way messages only; links need a registered name."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO, &AWS_REGISTRATION],
        ..Row::UNKNOWN
    }),
    ("PK", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("A random short code or generic name may replace numbers; Telnyx wants registered names."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO],
        ..Row::UNKNOWN
    }),
    ("PL", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::Available,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("PM", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::Unknown,
        short_code: Availability::Unknown,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&TELNYX],
        ..Row::UNKNOWN
    }),
    ("PR", Row {
        alphanumeric: Alphanumeric::NotSupported,
        two_way_long_code: Availability::Available,
        short_code: Availability::Available,
        foreign_number: ForeignSenderPolicy::Unknown,
        foreign_exceptions: &[(region("US"), ForeignSenderPolicy::Kept)],
        note: Some("US long codes, toll-free numbers and short codes are the usual senders; ClickSend also accepts names, AWS does not."),
        sources: &[&AWS_2023, &BIRD_US, &AWS_TERRITORIES, &CLICKSEND],
        ..Row::UNKNOWN
    }),
    ("PS", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        note: Some("Telnyx reports that some networks, or local senders, need a registered name."),
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("PT", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::Available,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("PW", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::Unknown,
        short_code: Availability::Unknown,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&TELNYX],
        ..Row::UNKNOWN
    }),
    ("PY", Row {
        alphanumeric: Alphanumeric::NotSupported,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        note: Some("Telnyx sees names overwritten."),
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("QA", Row {
        alphanumeric: Alphanumeric::Registered,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX, &AWS_REGISTRATION],
        ..Row::UNKNOWN
    }),
    ("RE", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("RO", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::Available,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("A generic short code or name replaces foreign numbers; Telnyx sees unregistered names replaced too."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO],
        ..Row::UNKNOWN
    }),
    ("RS", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        note: Some("AWS lists names as free; Telnyx sees unregistered ones replaced by a generic sender."),
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("RU", Row {
        alphanumeric: Alphanumeric::Registered,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::Available,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &AWS_REGISTRATION],
        ..Row::UNKNOWN
    }),
    ("RW", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        note: Some("Telnyx reports that some networks, or local senders, need a registered name."),
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("SA", Row {
        alphanumeric: Alphanumeric::Registered,
        alphanumeric_form: Some("Promotional senders end in -AD, at most 11 characters in all."),
        marketing_pattern: Some("*-AD"),
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Blocked,
        note: Some("Registered names only; the long codes AWS sells just receive."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO, &AWS_REGISTRATION, &MAPP, &SMS_TO],
        ..Row::UNKNOWN
    }),
    ("SB", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("SC", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("SD", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::Unknown,
        short_code: Availability::Unknown,
        foreign_number: ForeignSenderPolicy::Unknown,
        note: Some("Telnyx reports that some networks, or local senders, need a registered name."),
        sources: &[&TELNYX],
        ..Row::UNKNOWN
    }),
    ("SE", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::Available,
        short_code: Availability::Available,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("SG", Row {
        alphanumeric: Alphanumeric::Registered,
        two_way_long_code: Availability::Available,
        short_code: Availability::Available,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("Without a registration at SGNIC a name, and any foreign long code, is shown as Likely-SCAM."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO, &AWS_REGISTRATION],
        ..Row::UNKNOWN
    }),
    ("SI", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("SK", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        note: Some("AWS sells long codes that cannot be answered."),
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("SL", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("SM", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("SN", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("SO", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("SR", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("SS", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        note: Some("Telnyx reports that some networks, or local senders, need a registered name."),
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("ST", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("SV", Row {
        alphanumeric: Alphanumeric::NotSupported,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::Available,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("A short or long code replaces every sender; Bird rents two-way short codes."),
        sources: &[&AWS_2026, &TELNYX, &TWILIO, &BIRD],
        ..Row::UNKNOWN
    }),
    ("SY", Row {
        alphanumeric: Alphanumeric::NotSupported,
        two_way_long_code: Availability::Unknown,
        short_code: Availability::Unknown,
        foreign_number: ForeignSenderPolicy::Unknown,
        note: Some("Telnyx sees a random long code in place of names."),
        sources: &[&TELNYX],
        ..Row::UNKNOWN
    }),
    ("SZ", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023],
        ..Row::UNKNOWN
    }),
    ("TC", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("TD", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2026, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("TG", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("TH", Row {
        alphanumeric: Alphanumeric::Registered,
        two_way_long_code: Availability::Available,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Blocked,
        note: Some("Twilio takes no foreign long codes; names must be registered, and links declared to the regulator."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO, &AWS_REGISTRATION],
        ..Row::UNKNOWN
    }),
    ("TJ", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("TL", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        note: Some("Telnyx sees names replaced now and then."),
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("TM", Row {
        alphanumeric: Alphanumeric::NotSupported,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        note: Some("Telnyx sees names overwritten."),
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("TN", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("A generic name replaces foreign long codes."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO],
        ..Row::UNKNOWN
    }),
    ("TO", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("TR", Row {
        alphanumeric: Alphanumeric::Registered,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("Names must be registered; foreign numbers get through without promise and are replaced."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO],
        ..Row::UNKNOWN
    }),
    ("TT", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        note: Some("Telnyx sees names replaced now and then."),
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("TV", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("TW", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::Available,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("A foreign number becomes a long code; AWS lists names as free, Telnyx and Bird see a random number instead."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO, &BIRD],
        ..Row::UNKNOWN
    }),
    ("TZ", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Blocked,
        note: Some("Tigo, Zantel, Vodacom and Airtel take no numbers; Telnyx wants registered names, AWS does not."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO],
        ..Row::UNKNOWN
    }),
    ("UA", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::Available,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("A generic name replaces numbers, which fail on Trimob."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO],
        ..Row::UNKNOWN
    }),
    ("UG", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        note: Some("Twilio calls foreign numbers kept, and in the same place says that the large networks (Airtel, MTN, Smart, Africell) refuse them."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO],
        ..Row::UNKNOWN
    }),
    ("US", Row {
        alphanumeric: Alphanumeric::NotSupported,
        two_way_long_code: Availability::Available,
        short_code: Availability::Available,
        foreign_number: ForeignSenderPolicy::Blocked,
        foreign_exceptions: &[(region("CA"), ForeignSenderPolicy::Kept)],
        note: Some("Long codes and toll-free numbers must be registered; so registered, Canadian long codes get through at HighLevel, while Telnyx registers US ones only."),
        sources: &[&AWS_2023, &TWILIO, &HIGHLEVEL, &VONAGE, &TELNYX_10DLC],
        ..Row::UNKNOWN
    }),
    ("UY", Row {
        alphanumeric: Alphanumeric::NotSupported,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::Available,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("A generic number or short code replaces every sender."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO],
        ..Row::UNKNOWN
    }),
    ("UZ", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("A generic name may replace numbers."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO],
        ..Row::UNKNOWN
    }),
    ("VC", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::Unknown,
        short_code: Availability::Unknown,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&TELNYX],
        ..Row::UNKNOWN
    }),
    ("VE", Row {
        alphanumeric: Alphanumeric::NotSupported,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("Numbers are replaced by a generic name or by some long or short code."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO],
        ..Row::UNKNOWN
    }),
    ("VG", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("VI", Row {
        alphanumeric: Alphanumeric::NotSupported,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        foreign_exceptions: &[(region("US"), ForeignSenderPolicy::Kept)],
        note: Some("AWS wants a US long code or toll-free number for the territory."),
        sources: &[&AWS_2023, &AWS_TERRITORIES],
        ..Row::UNKNOWN
    }),
    ("VN", Row {
        alphanumeric: Alphanumeric::Registered,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Blocked,
        note: Some("Since 25 August 2025 nothing unregistered gets through; until then numbers were replaced."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO],
        ..Row::UNKNOWN
    }),
    ("VU", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("WS", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("XK", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("YE", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        note: Some("Telnyx sees names replaced now and then."),
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("YT", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        sources: &[&AWS_2023],
        ..Row::UNKNOWN
    }),
    ("ZA", Row {
        alphanumeric: Alphanumeric::NotSupported,
        two_way_long_code: Availability::Available,
        short_code: Availability::Available,
        foreign_number: ForeignSenderPolicy::Overwritten,
        note: Some("A random local long code replaces foreign numbers; AWS offers no names, Bird registered ones."),
        sources: &[&AWS_2023, &TELNYX, &TWILIO, &BIRD],
        ..Row::UNKNOWN
    }),
    ("ZM", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        note: Some("Telnyx reports that some networks, or local senders, need a registered name."),
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
    ("ZW", Row {
        alphanumeric: Alphanumeric::Free,
        two_way_long_code: Availability::NotFound,
        short_code: Availability::NotFound,
        foreign_number: ForeignSenderPolicy::Unknown,
        note: Some("Telnyx reports that some networks, or local senders, need a registered name."),
        sources: &[&AWS_2023, &TELNYX],
        ..Row::UNKNOWN
    }),
];
