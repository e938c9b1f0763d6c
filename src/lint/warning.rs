//! The warnings about a map without errors, with the sources of the country rules that they depend on.

use std::fmt;

use crate::country::Source;
use crate::document::{Diagnostic, HasDiagnostic, Place, kinds};

/// All warnings about a map, in the order of the file.
///
/// `Display` writes each warning with file, line, column, the source line, the fix and the sources.
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

    /// The name that the map was given, usually the name of its file.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The warnings, in the order of the file; the first 10,000 if a map has more.
    pub fn iter(&self) -> impl Iterator<Item = &MapWarning> {
        self.warnings.iter()
    }

    /// The number of warnings, those beyond the first 10,000 included.
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
            let notes: Vec<String> = sources.map(|source| format!("source: {source}")).collect();
            warning.diagnostic.write(f, &self.file, "warning", &notes)?;
        }
        if self.more > 0 {
            writeln!(f, "\nand {} more", self.more)?;
        }
        Ok(())
    }
}

/// One warning about a map.
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

    /// The kind of the warning.
    pub fn kind(&self) -> MapWarningKind {
        self.kind
    }

    /// The path of the value in the map: `service_plans.retail.originators.US[1].sender`.
    pub fn path(&self) -> &str {
        &self.diagnostic.path
    }

    /// The message: what may go wrong, in a sentence.
    pub fn message(&self) -> &str {
        &self.diagnostic.message
    }

    /// The fix: what to do about it.
    pub fn fix(&self) -> &str {
        &self.diagnostic.fix
    }

    /// Line and column, both from 1, the column in characters; `None` if the map did not come as text.
    pub fn line_and_column(&self) -> Option<(usize, usize)> {
        self.diagnostic.line_and_column()
    }

    /// The source line without its line end; a long line is cut around the place.
    pub fn source_line(&self) -> Option<&str> {
        self.diagnostic.source_line()
    }

    /// The sources of the country rule behind the warning; none if it depends on the map and the numbering plan alone.
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
            "Every ordinary first message to a country is refused: its senders are off, for replies only, or for other use cases.",
        OwnRegionNotListed = "own_region_not_listed":
            "A number is listed for other countries, but its own country is not listed.",
        AmbiguousName = "ambiguous_name":
            "The name of a sender is also the code of a region or a field of the map, or looks like a telephone number.",
        PaddedName = "padded_name":
            "The name of a sender begins or ends with a space.",
        AmbiguousShortCode = "ambiguous_short_code":
            "A short code is also the national form of a telephone number in its country.",
        RegionWithoutNumbers = "region_without_numbers":
            "A region has no telephone numbers.",
        MobilesRefused = "mobiles_refused":
            "A line type that mobile numbers have is refused.",
        SettingWithoutEffect = "setting_without_effect":
            "A setting has no effect because of another one.",
        SenderOff = "sender_off":
            "A sender is off: no message leaves from it.",
        ImpossibleNumber = "impossible_number":
            "A number is impossible in its own numbering plan.",
        AlphanumericNotSupported = "alphanumeric_not_supported":
            "A country does not support alphanumeric senders.",
        AlphanumericNeedsRegistration = "alphanumeric_needs_registration":
            "A country requires alphanumeric senders to be registered.",
        AlphanumericForm = "alphanumeric_form":
            "An alphanumeric sender does not have the form that a country requires.",
        ForeignBlocked = "foreign_blocked":
            "A country blocks numbers of the sender's country.",
        ForeignOverwritten = "foreign_overwritten":
            "A country replaces numbers of the sender's country with another sender.",
        TollFreeAbroad = "toll_free_abroad":
            "A toll-free number is listed for a country with another calling code.",
        ShortCodeAbroad = "short_code_abroad":
            "A short code is used for a region other than the one that lists it.",
        NoDomesticTwoWay = "no_domestic_two_way":
            "A country has senders, but none is both domestic and two-way, and no lender has a two-way sender.",
        RulesOfNoPlan = "rules_of_no_plan":
            "A rules file names a plan that the map does not have.",
        TerritoryNotListed = "territory_not_listed":
            "A country is listed, but not the territories that its senders serve.",
    }
}
