//! Numbers, regions, senders and words in any serde format: each is the text that `Display` writes and `FromStr` reads.
//!
//! A value that a format reads as a number or a boolean, such as an unquoted `12025550142` or `true`, is an error that
//! says to quote it: the text as it was written is lost by then. `serde_yaml` keeps the text of a scalar for a type that
//! asks for text, so that `+12025550142` and `NO` need no quotes there.

use std::fmt::{self, Display};
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::country::{Alphanumeric, Availability, Fact, ForeignSenderPolicy};
use crate::numbering::{LineType, Validity};
use crate::{
    BareDigits, MapErrorKind, MapWarningKind, Number, OutcomeKind, ReadAs, Reason, Region, Sender,
    SenderKind, SenderState, UseCase, Warning,
};

macro_rules! as_text {
    ($($type:ty: $name:literal,)+) => {
        $(
            impl Serialize for $type {
                fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    serializer.collect_str(self)
                }
            }

            impl<'de> Deserialize<'de> for $type {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<$type, D::Error> {
                    deserializer.deserialize_str(Text { name: $name, to: PhantomData })
                }
            }
        )+
    };
}

as_text! {
    Alphanumeric: "a rule for names",
    Availability: "an availability",
    BareDigits: "a meaning of bare digits",
    Fact: "a kind of fact",
    ForeignSenderPolicy: "a rule for foreign numbers",
    LineType: "a line type",
    MapErrorKind: "a kind of map error",
    MapWarningKind: "a kind of map warning",
    Number: "a number in E.164",
    OutcomeKind: "an outcome",
    ReadAs: "a form of a number",
    Reason: "a reason",
    Region: "a region",
    Sender: "a sender",
    SenderKind: "a kind of sender",
    SenderState: "a state of a sender",
    UseCase: "a use case",
    Validity: "a validity",
    Warning: "a warning",
}

/// Reads a text to a value of this name.
struct Text<T> {
    name: &'static str,
    to: PhantomData<fn() -> T>,
}

impl<T: FromStr<Err: Display>> Visitor<'_> for Text<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} as text in quotes", self.name)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        let name = self.name;
        text.parse()
            .map_err(|error| E::custom(format_args!("{text:?} is not {name}: {error}")))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fmt::Debug;

    use serde::de::DeserializeOwned;

    use super::*;
    use crate::Warnings;

    fn round_trip<T: Serialize + DeserializeOwned + PartialEq + Debug + Display>(value: T) {
        let json = serde_json::to_string(&value).unwrap();
        assert_eq!(json, format!("\"{value}\""));
        assert_eq!(serde_json::from_str::<T>(&json).unwrap(), value);
        let yaml = serde_yaml::to_string(&value).unwrap();
        assert_eq!(serde_yaml::from_str::<T>(&yaml).unwrap(), value, "{yaml}");
        let toml = toml::Value::try_from(&value).unwrap();
        assert_eq!(toml.try_into::<T>().unwrap(), value);
    }

    #[test]
    fn every_value_is_written_as_its_text_and_read_back() {
        Region::all().for_each(round_trip);
        for text in ["+12025550142", "56767", "012", "RETAIL", "NO", "1e5"] {
            round_trip(text.parse::<Sender>().unwrap());
        }
        round_trip("+12025550142".parse::<Number>().unwrap());
        for text in ["refuse", "international", "SE", "NO", "001"] {
            round_trip(text.parse::<BareDigits>().unwrap());
        }
        LineType::ALL.into_iter().for_each(round_trip);
        Reason::ALL.into_iter().for_each(round_trip);
        UseCase::ALL.into_iter().for_each(round_trip);
        OutcomeKind::ALL.into_iter().for_each(round_trip);
        MapErrorKind::ALL.iter().copied().for_each(round_trip);
    }

    #[test]
    fn regions_are_keys() {
        let senders: BTreeMap<Region, Sender> =
            serde_json::from_str(r#"{ "US": "+12025550142", "001": "RETAIL" }"#).unwrap();
        assert_eq!(
            serde_json::to_string(&senders).unwrap(),
            r#"{"US":"+12025550142","001":"RETAIL"}"#
        );
    }

    #[test]
    fn serde_yaml_leaves_text_as_it_was_written() {
        let regions: Vec<Region> = serde_yaml::from_str("[NO, 001, SE]").unwrap();
        assert_eq!(
            regions
                .iter()
                .map(|region| region.code())
                .collect::<Vec<_>>(),
            ["NO", "001", "SE"]
        );
        let senders: Vec<Sender> = serde_yaml::from_str("[+12025550142, 012, 1e5, true]").unwrap();
        let texts: Vec<&str> = senders.iter().map(Sender::as_str).collect();
        assert_eq!(texts, ["+12025550142", "012", "1e5", "true"]);
    }

    #[test]
    fn a_set_of_warnings_is_a_list() {
        let json = r#"["foreign_blocked","not_our_number"]"#;
        let warnings: Warnings = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&warnings).unwrap(), json);
    }

    #[test]
    fn an_error_says_what_was_wrong() {
        fn error<T: DeserializeOwned + Debug>(json: &str) -> String {
            let error = serde_json::from_str::<T>(json).unwrap_err().to_string();
            error.split(" at line").next().unwrap().to_owned()
        }
        for (told, expected) in [
            (
                error::<Region>("\"UK\""),
                "\"UK\" is not a region: not an ISO 3166-1 alpha-2 code, nor XK, AC, TA or 001; did you mean `GB`?",
            ),
            (
                error::<Region>("false"),
                "invalid type: boolean `false`, expected a region as text in quotes",
            ),
            (
                error::<Region>("1"),
                "invalid type: integer `1`, expected a region as text in quotes",
            ),
            (
                error::<Sender>("46701740605"),
                "invalid type: integer `46701740605`, expected a sender as text in quotes",
            ),
            (
                error::<Sender>("-1.5"),
                "invalid type: floating point `-1.5`, expected a sender as text in quotes",
            ),
            (
                error::<Number>("\"46701740605\""),
                "\"46701740605\" is not a number in E.164: a number in E.164 begins with `+`",
            ),
            (
                error::<UseCase>("\"opt\""),
                "\"opt\" is not a use case: not one of `otp`, `transactional`, `marketing`; did you mean `otp`?",
            ),
            (
                error::<BareDigits>("\"Refuse\""),
                "\"Refuse\" is not a meaning of bare digits: neither `refuse`, nor `international`, nor the code of a region; did you mean `refuse`?",
            ),
            (
                error::<Sender>("null"),
                "invalid type: null, expected a sender as text in quotes",
            ),
        ] {
            assert_eq!(told, expected);
        }
    }
}
