//! The checked-in text of the North American area codes, read.

use std::collections::{BTreeMap, BTreeSet};

use crate::Error;

/// The geographic area codes of calling code 1.
#[derive(Debug, Default)]
pub struct AreaCodes {
    /// Each area code with its state or province, if it has one.
    pub states: BTreeMap<u16, Option<String>>,
    /// Two area codes that serve a common place, the lesser first.
    pub pairs: BTreeSet<(u16, u16)>,
}

impl AreaCodes {
    /// Reads the text that `dump_area_codes.py` writes.
    pub fn read(text: &str) -> Result<AreaCodes, Error> {
        let mut codes = AreaCodes::default();
        for (index, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            codes.take(line).ok_or_else(|| Error::AreaCodes {
                line: index + 1,
                text: line.to_owned(),
            })?;
        }
        for (one, other) in &codes.pairs {
            for code in [one, other] {
                if !codes.states.contains_key(code) {
                    return Err(Error::UnknownAreaCode(*code));
                }
            }
        }
        Ok(codes)
    }

    fn take(&mut self, line: &str) -> Option<()> {
        let mut words = line.split(' ');
        match words.next()? {
            "report" | "geocoding" => {}
            "place" => {
                let codes: Vec<u16> = words.by_ref().map_while(area_code).collect();
                for (index, &one) in codes.iter().enumerate() {
                    for &other in codes.iter().skip(index + 1) {
                        self.pair(one, other)?;
                    }
                }
            }
            code => {
                let code = area_code(code)?;
                let state = Some(words.next()?).filter(|state| *state != "-");
                self.states.insert(code, state.map(str::to_owned));
                for other in words {
                    self.pair(code, area_code(other)?)?;
                }
            }
        }
        Some(())
    }

    fn pair(&mut self, one: u16, other: u16) -> Option<()> {
        self.pairs.insert((one.min(other), one.max(other)));
        (one != other).then_some(())
    }
}

/// Three digits, the first not 0 or 1.
fn area_code(text: &str) -> Option<u16> {
    let code = text.parse().ok()?;
    (text.len() == 3 && (200..=999).contains(&code)).then_some(code)
}
