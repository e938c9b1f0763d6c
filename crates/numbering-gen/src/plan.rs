//! The checked-in text of the numbering plan, read.

use crate::Error;

/// Everything the text says.
#[derive(Debug)]
pub struct Plan {
    /// The metadata release, such as `9.0.43`.
    pub release: String,
    /// The day on which the release was published, such as `2026-11-04`.
    pub released: String,
    /// The calling codes that are assigned.
    pub calling_codes: Vec<CallingCode>,
}

/// A calling code and the regions that share it.
#[derive(Debug, Default)]
pub struct CallingCode {
    /// The digits, without `+`.
    pub digits: String,
    /// Whether mobile numbers, too, have geographic area codes.
    pub geographic_mobile: bool,
    /// Whether there are area codes although nothing is dialled before a national number.
    pub area_codes_without_trunk_prefix: bool,
    /// Digits that a mobile number has before its area code.
    pub mobile_token: Option<String>,
    /// How numbers are written internationally, the first that applies.
    pub formats: Vec<Format>,
    /// In libphonenumber's order, the main one first; `001` alone for a code of no country.
    pub regions: Vec<RegionPlan>,
}

/// How some of a calling code's numbers are written.
#[derive(Debug, Default)]
pub struct Format {
    /// Groups of the pattern with what stands between them, such as `\1 \2-\3`.
    pub format: String,
    /// What the whole number matches, such as `(\d{3})(\d{3,4})(\d{4})`.
    pub groups: String,
    /// What the number must begin with.
    pub leading_digits: Option<String>,
}

/// The numbering plan of one region.
#[derive(Debug, Default)]
pub struct RegionPlan {
    /// ISO 3166-1 alpha-2, or `001`.
    pub code: String,
    /// Whether anything is dialled before a national number inside the region.
    pub has_trunk_prefix: bool,
    /// Numbers that begin so are the region's whether they are valid or not.
    pub leading_digits: Option<String>,
    /// What is dialled before a national number inside the region.
    pub national_prefix: Option<String>,
    /// What a national prefix that captured something is replaced by.
    pub national_prefix_becomes: Option<String>,
    /// What every number of the region looks like.
    pub general: Numbers,
    /// What the numbers of each line type look like.
    pub line_types: Vec<(LineType, Numbers)>,
}

/// A set of national numbers.
#[derive(Debug, Default)]
pub struct Numbers {
    /// What the whole number matches.
    pub pattern: String,
    /// How many digits it has; none named means any.
    pub lengths: Vec<u8>,
    /// How many digits it has when dialled from nearby, without an area code.
    pub local_lengths: Vec<u8>,
}

/// The line types in the order in which the artefact numbers them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "libphonenumber's words for the types")]
pub enum LineType {
    FixedLine,
    Mobile,
    FixedLineOrMobile,
    TollFree,
    PremiumRate,
    SharedCost,
    Voip,
    PersonalNumber,
    Pager,
    Uan,
    Voicemail,
    Unknown,
}

impl LineType {
    fn listed(word: &str) -> Option<LineType> {
        Some(match word {
            "fixed_line" => LineType::FixedLine,
            "mobile" => LineType::Mobile,
            "toll_free" => LineType::TollFree,
            "premium_rate" => LineType::PremiumRate,
            "shared_cost" => LineType::SharedCost,
            "voip" => LineType::Voip,
            "personal_number" => LineType::PersonalNumber,
            "pager" => LineType::Pager,
            "uan" => LineType::Uan,
            "voicemail" => LineType::Voicemail,
            _ => return None,
        })
    }
}

impl Plan {
    /// Reads the text that `dump_metadata.py` writes.
    pub fn read(text: &str) -> Result<Plan, Error> {
        let mut plan = Plan {
            release: String::new(),
            released: String::new(),
            calling_codes: Vec::new(),
        };
        // What a line beginning with `|` goes on with.
        let mut field = "";
        for (index, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (word, value) = line.split_once(' ').unwrap_or((line, ""));
            let continued = word == "|";
            if !continued {
                field = word;
            }
            plan.take(field, value, continued)
                .ok_or_else(|| Error::Plan {
                    line: index + 1,
                    text: line.to_owned(),
                })?;
        }
        Ok(plan)
    }

    fn take(&mut self, field: &str, value: &str, continued: bool) -> Option<()> {
        match field {
            "release" => self.release = value.to_owned(),
            "released" => self.released = value.to_owned(),
            "calling_code" => self.calling_codes.push(CallingCode {
                digits: value.to_owned(),
                ..CallingCode::default()
            }),
            _ => return self.calling_codes.last_mut()?.take(field, value, continued),
        }
        Some(())
    }
}

impl CallingCode {
    fn take(&mut self, field: &str, value: &str, continued: bool) -> Option<()> {
        match field {
            "geographic_mobile" => self.geographic_mobile = true,
            "area_codes_without_trunk_prefix" => self.area_codes_without_trunk_prefix = true,
            "mobile_token" => self.mobile_token = Some(value.to_owned()),
            "format" => self.formats.push(Format {
                format: value.to_owned(),
                ..Format::default()
            }),
            "format_groups" => self.formats.last_mut()?.groups = value.to_owned(),
            "format_leading_digits" => lengthen(
                self.formats
                    .last_mut()?
                    .leading_digits
                    .get_or_insert_default(),
                value,
                continued,
            ),
            "region" => self.regions.push(RegionPlan {
                code: value.to_owned(),
                ..RegionPlan::default()
            }),
            _ => return self.regions.last_mut()?.take(field, value, continued),
        }
        Some(())
    }
}

impl RegionPlan {
    fn take(&mut self, field: &str, value: &str, continued: bool) -> Option<()> {
        if let Some(line_type) = LineType::listed(field) {
            self.line_types.push((line_type, Numbers::default()));
            return Some(());
        }
        match field {
            "general" => {}
            "trunk_prefix" => self.has_trunk_prefix = true,
            "leading_digits" => lengthen(
                self.leading_digits.get_or_insert_default(),
                value,
                continued,
            ),
            "national_prefix" => lengthen(
                self.national_prefix.get_or_insert_default(),
                value,
                continued,
            ),
            "national_prefix_becomes" => self.national_prefix_becomes = Some(value.to_owned()),
            "example" => {}
            _ => {
                let numbers = match self.line_types.last_mut() {
                    Some((_, numbers)) => numbers,
                    None => &mut self.general,
                };
                match field {
                    "pattern" => lengthen(&mut numbers.pattern, value, continued),
                    "lengths" => numbers.lengths = lengths(value)?,
                    "local_lengths" => numbers.local_lengths = lengths(value)?,
                    _ => return None,
                }
            }
        }
        Some(())
    }
}

fn lengthen(pattern: &mut String, alternative: &str, continued: bool) {
    if continued {
        pattern.push('|');
    }
    pattern.push_str(alternative);
}

fn lengths(value: &str) -> Option<Vec<u8>> {
    value.split(' ').map(|length| length.parse().ok()).collect()
}
