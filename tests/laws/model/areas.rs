//! Areas by the published tables, read as `docs/pools.md` says: a plain reader that shares nothing with the library.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// A calling code and an area code.
pub(crate) type Area = (String, String);

pub(crate) struct Tables {
    /// By calling code, count of national digits and prefix: the digits before the area code, and those of it.
    spans: HashMap<(String, usize, String), (usize, usize)>,
    /// The area codes of calling code 1, with `-` for one without a state.
    pub(crate) states: HashMap<String, String>,
    /// Two of these that serve a common place, both ways.
    pairs: HashSet<(String, String)>,
}

pub(crate) static TABLES: LazyLock<Tables> = LazyLock::new(Tables::read);

impl Tables {
    fn read() -> Tables {
        let mut tables = Tables {
            spans: HashMap::new(),
            states: HashMap::new(),
            pairs: HashSet::new(),
        };
        let (mut calling_code, mut counts) = ("", Vec::new());
        for words in lines(include_str!("../../../data/numbering/areas.txt")) {
            match words[0] {
                "calling_code" => calling_code = words[1],
                "digits" => counts = words[1..].iter().map(|it| it.parse().unwrap()).collect(),
                "area" => {
                    let (token, length) = words[1].split_once('+').unwrap_or(("0", words[1]));
                    let span = (token.parse().unwrap(), length.parse().unwrap());
                    for prefix in &words[2..] {
                        let prefix = if *prefix == "any" { "" } else { prefix };
                        for &count in &counts {
                            let key = (calling_code.to_owned(), count, prefix.to_owned());
                            tables.spans.insert(key, span);
                        }
                    }
                }
                _ => {}
            }
        }
        for words in lines(include_str!("../../../data/numbering/area_codes.txt")) {
            let is_code = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
            if words[0] == "place" {
                let codes: Vec<&str> = words[1..]
                    .iter()
                    .copied()
                    .filter(|it| is_code(it))
                    .collect();
                for one in &codes {
                    tables.pair(one, &codes);
                }
            } else if is_code(words[0]) {
                let state = words[1].to_owned();
                tables.states.insert(words[0].to_owned(), state);
                tables.pair(words[0], &words[2..]);
            }
        }
        tables
    }

    fn pair(&mut self, one: &str, others: &[&str]) {
        for other in others {
            let (one, other) = (one.to_owned(), (*other).to_owned());
            self.pairs.insert((one.clone(), other.clone()));
            self.pairs.insert((other, one));
        }
    }

    /// The area of a number's digits.
    pub(crate) fn area(&self, digits: &str) -> Option<Area> {
        (1..=3.min(digits.len())).find_map(|length| {
            let (code, national) = digits.split_at(length);
            (0..=national.len()).find_map(|prefix| {
                let key = (
                    code.to_owned(),
                    national.len(),
                    national[..prefix].to_owned(),
                );
                let &(token, count) = self.spans.get(&key)?;
                let area_code = national[token..token + count].to_owned();
                let exists = code != "1" || self.states.contains_key(&area_code);
                exists.then(|| (code.to_owned(), area_code))
            })
        })
    }

    /// 2 for a common place, 1 for a common state or province, else 0.
    pub(crate) fn locality(&self, one: &Area, other: &Area) -> u8 {
        let pair = (one.1.clone(), other.1.clone());
        let of_one_code = |code: &str| one.0 == code && other.0 == code;
        if one == other || of_one_code("1") && self.pairs.contains(&pair) {
            return 2;
        }
        let state = |area: &Area| self.states[&area.1].clone();
        u8::from(of_one_code("1") && state(one) == state(other) && state(one) != "-")
    }
}

/// The words of each line that is neither empty nor a comment.
fn lines(text: &str) -> impl Iterator<Item = Vec<&str>> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| line.split_whitespace().collect::<Vec<&str>>())
        .filter(|words| !words.is_empty())
}
