//! Reads the settings of a plan. A setting is a field of [`Settings`] and a row of [`SETTINGS`].

use super::checker::PlanChecker;
use crate::document::{Form, MapErrorKind as Kind, Node, Path, Quoted, Scalar, Value};
use crate::numbering::LineType;
use crate::plan::{LineTypes, ReplyRule, Settings};
use crate::{BareDigits, Region};

/// Reads the value of a setting, or reports it.
type Read = fn(&mut Settings, &mut PlanChecker<'_>, &Node<'_>, &Path<'_>);

/// The settings by their names in a map.
const SETTINGS: &[(&str, Read)] = &[
    ("reply", |settings, check, value, path| {
        let words = [
            ("domestic", ReplyRule::Domestic),
            ("same_number", ReplyRule::SameNumber),
            ("domestic_only", ReplyRule::DomesticOnly),
        ];
        if let Some(rule) = check.document.word(value, path, "a reply rule", &words) {
            settings.reply = rule;
        }
    }),
    ("remember", |settings, check, value, path| {
        if let Some(seconds) = check.duration(value, path) {
            settings.remember = seconds;
        }
    }),
    ("sticky", |settings, check, value, path| {
        settings.sticky = check.document.boolean(value, path).unwrap_or_default();
    }),
    ("prefer_local", |settings, check, value, path| {
        settings.prefer_local = check.document.boolean(value, path).unwrap_or_default();
    }),
    ("require_valid", |settings, check, value, path| {
        settings.require_valid = check.document.boolean(value, path).unwrap_or_default();
    }),
    ("refuse_line_types", |settings, check, value, path| {
        settings.refuse_line_types = check.line_types(value, path);
    }),
    ("default_region", |settings, check, value, path| {
        if let Some(region) = check.default_region(value, path) {
            settings.bare_digits = BareDigits::National(region);
        }
    }),
    ("bare_digits", |settings, check, value, path| {
        let words = [
            ("refuse", BareDigits::Refuse),
            ("international", BareDigits::International),
        ];
        let bare_digits = check
            .document
            .word(value, path, "a rule for bare digits", &words);
        // `default_region` takes precedence, whichever of the two comes first in the map.
        if settings.bare_digits.region().is_none() {
            settings.bare_digits = bare_digits.unwrap_or_default();
        }
    }),
    ("refuse_ambiguous", |settings, check, value, path| {
        settings.refuse_ambiguous = check.document.boolean(value, path).unwrap_or_default();
    }),
];

/// The names of the settings.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    SETTINGS.iter().map(|&(name, _)| name)
}

impl PlanChecker<'_> {
    /// Reads a setting. A field of another name is ignored.
    pub(super) fn setting(
        &mut self,
        name: &str,
        value: &Node<'_>,
        path: &Path<'_>,
        settings: &mut Settings,
    ) {
        if let Some((_, read)) = SETTINGS.iter().find(|(known, _)| *known == name) {
            read(settings, self, value, path);
        }
    }

    /// A duration in seconds.
    fn duration(&mut self, node: &Node<'_>, path: &Path<'_>) -> Option<u32> {
        let example = "30d";
        let text = match node.value() {
            Value::Scalar(Scalar {
                text,
                form: Form::Number,
            }) => text,
            _ => self.document.text(node, path, "a duration", example)?,
        };
        let unit = text.chars().next_back().unwrap_or_default();
        let seconds = match unit {
            's' => Some(1_u32),
            'm' => Some(60),
            'h' => Some(60 * 60),
            'd' => Some(24 * 60 * 60),
            _ => None,
        };
        let count = text
            .strip_suffix(unit)
            .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
        let total = seconds
            .zip(count.and_then(|count| count.parse::<u32>().ok()))
            .and_then(|(seconds, count)| seconds.checked_mul(count));
        if total.is_none() {
            let message = format!("{} is not a duration", Quoted(text));
            let fix = "write a whole number and `s`, `m`, `h` or `d`, as in `30d`; 49710d at most";
            self.document
                .error(Kind::BadValue, path, node.at, message, fix);
        }
        total
    }

    fn line_types(&mut self, node: &Node<'_>, path: &Path<'_>) -> LineTypes {
        let words = LineType::ALL.map(|line_type| (line_type.as_str(), line_type));
        let mut line_types = LineTypes::default();
        for (index, item) in self
            .document
            .list(node, path, "[premium_rate]")
            .unwrap_or_default()
            .iter()
            .enumerate()
        {
            if let Some(line_type) =
                self.document
                    .word(item, &path.item(index), "a line type", &words)
            {
                line_types.insert(line_type);
            }
        }
        line_types
    }

    fn default_region(&mut self, node: &Node<'_>, path: &Path<'_>) -> Option<Region> {
        let text = self.document.text(node, path, "a region", "SE")?;
        let region = self.region(text, node.at, path)?;
        if region.calling_code().is_none() {
            let message =
                format!("{region} cannot be the default region: it has no telephone numbers");
            let fix =
                "write the region whose national numbers are to be read, or leave the field out";
            self.document
                .error(Kind::BadValue, path, node.at, message, fix);
        }
        Some(region)
    }
}
