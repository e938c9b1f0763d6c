//! What may go wrong with a map that is right: in the words and by the sources of the country rules.

use std::fmt;

use crate::country::Source;
use crate::document::{Diagnostic, HasDiagnostic, Place, kinds};

/// What may go wrong with the senders of a map, in the order of the file.
///
/// Its text shows each warning with file, line, column, the source line, what to do, and who says so.
///
/// ```
/// use originator::Context;
///
/// let map = "originators: { SE: \"+46701740605\", US: RETAIL }";
/// let warnings = Context::default().check("originators.yaml", map)?;
/// let kinds: Vec<&str> = warnings.iter().map(|warning| warning.kind().as_str()).collect();
/// assert_eq!(kinds, ["no_domestic_two_way", "territory_not_listed", "alphanumeric_not_supported"]);
/// # Ok::<(), originator::MapErrors>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapWarnings {
    file: String,
    warnings: Vec<MapWarning>,
    more: usize,
}

impl MapWarnings {
    pub(super) fn new(file: &str, (warnings, more): (Vec<MapWarning>, usize)) -> MapWarnings {
        MapWarnings {
            file: file.to_owned(),
            warnings,
            more,
        }
    }

    /// The name the map was given, as a rule its file's.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The warnings, in the order of the file; the first 10,000 of a map that has more.
    pub fn iter(&self) -> impl Iterator<Item = &MapWarning> {
        self.warnings.iter()
    }

    /// How many warnings there are.
    pub fn count(&self) -> usize {
        self.warnings.len() + self.more
    }
}

impl IntoIterator for MapWarnings {
    type Item = MapWarning;
    type IntoIter = std::vec::IntoIter<MapWarning>;

    fn into_iter(self) -> Self::IntoIter {
        self.warnings.into_iter()
    }
}

impl<'a> IntoIterator for &'a MapWarnings {
    type Item = &'a MapWarning;
    type IntoIter = std::slice::Iter<'a, MapWarning>;

    fn into_iter(self) -> Self::IntoIter {
        self.warnings.iter()
    }
}

impl fmt::Display for MapWarnings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, warning) in self.warnings.iter().enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            let sources = warning.sources.iter();
            let notes: Vec<String> = sources.map(|source| format!("by {source}")).collect();
            warning.diagnostic.write(f, &self.file, "warning", &notes)?;
        }
        if self.more > 0 {
            writeln!(f, "\nand {} more", self.more)?;
        }
        Ok(())
    }
}

/// One thing that may go wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapWarning {
    kind: MapWarningKind,
    diagnostic: Diagnostic,
    sources: Vec<Source>,
}

impl MapWarning {
    pub(super) fn new(
        kind: MapWarningKind,
        path: String,
        message: String,
        fix: String,
        at: Option<Place>,
        sources: Vec<Source>,
    ) -> MapWarning {
        MapWarning {
            kind,
            diagnostic: Diagnostic::new(path, message, fix, at),
            sources,
        }
    }

    /// What kind of warning it is.
    pub fn kind(&self) -> MapWarningKind {
        self.kind
    }

    /// Where in the map: `service_plans.retail.originators.US[1].sender`.
    pub fn path(&self) -> &str {
        &self.diagnostic.path
    }

    /// What may go wrong, in a sentence.
    pub fn message(&self) -> &str {
        &self.diagnostic.message
    }

    /// What to do.
    pub fn fix(&self) -> &str {
        &self.diagnostic.fix
    }

    /// Line and column, both from 1, the column in characters; `None` if the map did not come as text.
    pub fn line_and_column(&self) -> Option<(usize, usize)> {
        self.diagnostic.line_and_column()
    }

    /// The line it stands on, without its end; a long one is cut around the place.
    pub fn source_line(&self) -> Option<&str> {
        self.diagnostic.source_line()
    }

    /// Who says so of the country; none where the map or the numbering plan says it.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }
}

impl fmt::Display for MapWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.diagnostic.message, self.diagnostic.fix)
    }
}

impl HasDiagnostic for MapWarning {
    fn diagnostic(&self) -> &Diagnostic {
        &self.diagnostic
    }

    fn diagnostic_mut(&mut self) -> &mut Diagnostic {
        &mut self.diagnostic
    }
}

kinds! {
    /// The kinds of map warning, in the words that reports use.
    pub enum MapWarningKind {
        FirstMessageRefused = "first_message_refused":
            "A country to which every ordinary first message is refused: its senders are off, for replies only, or for other uses.",
        OwnRegionNotListed = "own_region_not_listed":
            "A number is listed for other countries, and its own country is not named.",
        AmbiguousName = "ambiguous_name":
            "A sender's name that is also the code of a region or a field of the map, or nearly a telephone number.",
        PaddedName = "padded_name":
            "A sender's name that begins or ends with a space.",
        AmbiguousShortCode = "ambiguous_short_code":
            "A short code that is also a telephone number as it is written in its country.",
        RegionWithoutNumbers = "region_without_numbers":
            "A region to which no telephone number belongs.",
        MobilesRefused = "mobiles_refused":
            "A refused line type that mobile numbers have.",
        SettingWithoutEffect = "setting_without_effect":
            "A setting that another one leaves without effect.",
        SenderOff = "sender_off":
            "A sender that is off: no message leaves from it.",
        ImpossibleNumber = "impossible_number":
            "A number that its own numbering plan calls impossible.",
        AlphanumericNotSupported = "alphanumeric_not_supported":
            "A name for a country that carries none.",
        AlphanumericNeedsRegistration = "alphanumeric_needs_registration":
            "A name for a country that wants it registered.",
        AlphanumericForm = "alphanumeric_form":
            "A name without the form that its country requires.",
        ForeignBlocked = "foreign_blocked":
            "A number of another country where such are blocked.",
        ForeignOverwritten = "foreign_overwritten":
            "A number of another country where another sender takes its place.",
        TollFreeAbroad = "toll_free_abroad":
            "A toll-free number for countries of another calling code.",
        ShortCodeAbroad = "short_code_abroad":
            "A short code for a region other than the one that lists it.",
        NoDomesticTwoWay = "no_domestic_two_way":
            "A country with senders, none of them both domestic and two-way, and no lender with a two-way one.",
        RulesOfNoPlan = "rules_of_no_plan":
            "A file of rules names a plan that the map does not have.",
        TerritoryNotListed = "territory_not_listed":
            "A country is listed, but not the territories that its senders serve.",
    }
}
