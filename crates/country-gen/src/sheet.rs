//! The whole file: every region once, in the order of the codes, and no source that nobody cites.

use originator::Region;

use crate::checker::Checker;
use crate::problem::Problem;
use crate::rules::Rules;
use crate::source::Source;
use crate::table;
use crate::tree::{self, Node};

/// The country rules of a file without mistakes.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The sources, in the order of the file.
    pub sources: Vec<Source>,
    /// The rules of the regions that some source speaks of, in the order of the codes.
    pub rules: Vec<Rules>,
}

impl Sheet {
    /// Reads the YAML of the rules, which must name each of `regions`, in that order.
    ///
    /// # Errors
    /// Everything that is wrong with the rules, in the order of the file.
    pub fn read(yaml: &str, regions: &[Region]) -> Result<Sheet, Vec<Problem>> {
        let root = tree::read(yaml).map_err(|problem| vec![problem])?;
        let mut checker = Checker::new(regions);
        let sheet = read(&mut checker, &root, regions);
        let problems = checker.into_problems();
        if problems.is_empty() {
            Ok(sheet)
        } else {
            Err(problems)
        }
    }

    /// All regions that have rules: `001` has none.
    pub fn regions() -> Vec<Region> {
        let countries = |region: &Region| *region != Region::WORLD;
        Region::all().filter(countries).collect()
    }

    /// The Rust table that the library is compiled with.
    pub fn table(&self) -> String {
        table::write(&self.sources, &self.rules)
    }
}

fn read(checker: &mut Checker, root: &Node, regions: &[Region]) -> Sheet {
    let mut sources = Vec::new();
    let mut rules = Vec::new();
    let parts = checker.fields(root, "the file", &["sources", "regions"]);
    let part = |name: &str| parts.iter().find(|part| part.key == name);
    if let Some(part) = part("sources") {
        for entry in checker.mapping(&part.node, "sources") {
            sources.push(Source::read(checker, entry));
        }
    }
    let Some(part) = part("regions") else {
        checker.problem(root.line, "the file has no regions");
        return Sheet { sources, rules };
    };
    let entries = checker.mapping(&part.node, "regions");
    let mut before = None;
    for entry in entries {
        let Some(region) = checker.region(&entry.key) else {
            checker.problem(entry.line, format!("{} is no region", entry.key));
            continue;
        };
        if before > Some(region) {
            checker.problem(entry.line, format!("{region} is out of code order"));
        }
        before = Some(region);
        rules.extend(Rules::read(checker, region, entry, &sources));
    }
    for region in regions {
        if !entries.iter().any(|entry| entry.key == region.code()) {
            checker.problem(part.line, format!("region {region} is missing"));
        }
    }
    for source in &sources {
        if !rules.iter().any(|rules| rules.sources.contains(&source.id)) {
            checker.problem(source.line, format!("source {} is not used", source.id));
        }
    }
    Sheet { sources, rules }
}
