//! The structure of the code: in every crate, modules import each other in one direction alone.
//!
//! The test reads the `use` declarations and the paths of every source file. Within each folder it draws an arrow from
//! the module that imports an item to the module that defines it, also where the item comes through a re-export, and it
//! fails on every circle. A module and its own submodules count as one: they share a folder, and one concept.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that goes wrong should stop there"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A module by the names that lead to it from the root of its crate.
type ModulePath = Vec<String>;

/// A crate, read.
#[derive(Default)]
struct Crate {
    modules: BTreeMap<ModulePath, Module>,
}

#[derive(Default)]
struct Module {
    /// The paths that the module names, each with `crate`, `self` and `super` as they are written.
    paths: Vec<ModulePath>,
    /// Names that its `use` declarations bring in, and what they stand for.
    imports: BTreeMap<String, ModulePath>,
    /// The modules all of whose names its `use` declarations bring in.
    globs: Vec<ModulePath>,
    /// The names that the module defines itself.
    defines: BTreeSet<String>,
}

#[test]
fn no_modules_import_each_other() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = vec![root.join("src")];
    for folder in ["crates", "bindings"] {
        for entry in fs::read_dir(root.join(folder)).unwrap() {
            sources.push(entry.unwrap().path().join("src"));
        }
    }
    let mut circles = Vec::new();
    let mut arrows = 0;
    for source in sources.iter().filter(|source| source.is_dir()) {
        let mut read = Crate::default();
        read.folder(source, &Vec::new());
        assert!(!read.modules.is_empty(), "{}", source.display());
        for (folder, imports) in read.arrows() {
            arrows += imports.values().map(BTreeSet::len).sum::<usize>();
            if let Some(circle) = circle(&imports) {
                let name = source.strip_prefix(root).unwrap().display();
                circles.push(format!("{name}, in `{}`: {circle}", folder.join("::")));
            }
        }
    }
    assert!(circles.is_empty(), "\n{}", circles.join("\n"));
    assert!(arrows > 300, "only {arrows} imports were seen");
}

/// The reader of `use` declarations sees what it is meant to see.
#[test]
fn a_circle_is_seen_through_a_re_export() {
    let mut read = Crate::default();
    read.text(&[], "mod a; mod b; pub use a::One;\nmod tests;");
    read.text(
        &["a".into()],
        "use super::b::{self, inner::{Two as Three}};",
    );
    read.text(&["b".into()], "//! use crate::a;\nmod inner; pub struct B;");
    read.text(&["b".into(), "inner".into()], "fn it(one: crate::One) {}");
    let arrows = read.arrows();
    assert_eq!(circle(&arrows[&Vec::new()]).as_deref(), Some("a -> b -> a"));
    assert_eq!(
        circle(
            arrows
                .get(&vec!["b".to_owned()])
                .unwrap_or(&BTreeMap::new())
        ),
        None
    );
}

/// And through a glob.
#[test]
fn a_circle_is_seen_through_a_glob() {
    let mut read = Crate::default();
    read.text(&[], "mod a; mod b; pub use a::*; pub use b::Two;");
    read.text(&["a".into()], "pub struct One; fn it(two: crate::Two) {}");
    read.text(
        &["b".into()],
        "fn it() -> impl Sized + use<> {} pub struct Two(crate::One);",
    );
    let arrows = read.arrows();
    assert_eq!(circle(&arrows[&Vec::new()]).as_deref(), Some("a -> b -> a"));
}

impl Crate {
    fn folder(&mut self, folder: &Path, module: &ModulePath) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let mut inner = module.clone();
            if path.is_dir() {
                inner.push(name);
                self.folder(&path, &inner);
            } else if path.extension().is_some_and(|extension| extension == "rs") && name != "main"
            {
                if !["lib", "mod"].contains(&name.as_str()) {
                    inner.push(name);
                }
                self.text(&inner, &fs::read_to_string(&path).unwrap());
            }
        }
    }

    /// Reads a file of the module, without its tests.
    fn text(&mut self, module: &[String], text: &str) {
        // A module of tests is the end of its file.
        let tests = text.find("#[cfg(test)]\nmod tests {").unwrap_or(text.len());
        let text = &text[..tests];
        let code: String = text
            .lines()
            .map(|line| line.split("//").next().unwrap())
            .collect::<Vec<_>>()
            .join("\n");
        let read = self.modules.entry(module.to_vec()).or_default();
        let words = words(&code);
        let mut rest = words.as_slice();
        while let Some((word, after)) = rest.split_first() {
            rest = after;
            match word.as_str() {
                // Not the `use<…>` of an opaque type.
                "use" if rest.first().is_some_and(|next| next != "<") => {
                    rest = declaration(rest, &Vec::new(), read);
                }
                "fn" | "struct" | "enum" | "trait" | "const" | "static" | "type" => {
                    read.defines.extend(rest.first().cloned());
                }
                "crate" | "super" if rest.first().is_some_and(|next| next == "::") => {
                    let mut path = vec![word.clone()];
                    while let [colons, name, ..] = rest
                        && colons == "::"
                        && is_name(name)
                    {
                        path.push(name.clone());
                        rest = &rest[2..];
                    }
                    read.paths.push(path);
                }
                _ => {}
            }
        }
    }

    /// For each folder of modules, which of them imports which.
    fn arrows(&self) -> BTreeMap<ModulePath, BTreeMap<String, BTreeSet<String>>> {
        let mut arrows: BTreeMap<ModulePath, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
        for (module, read) in &self.modules {
            for path in &read.paths {
                let Some(target) = self.definer(module, path, &mut BTreeSet::new()) else {
                    continue;
                };
                let shared = module
                    .iter()
                    .zip(&target)
                    .take_while(|(a, b)| a == b)
                    .count();
                // A module and its own submodules are one.
                let (Some(from), Some(to)) = (module.get(shared), target.get(shared)) else {
                    continue;
                };
                let folder = arrows.entry(module[..shared].to_vec()).or_default();
                folder.entry(from.clone()).or_default().insert(to.clone());
            }
        }
        arrows
    }

    /// The module that defines what a path leads to, as a module sees it; `None` for other crates.
    fn definer(
        &self,
        module: &[String],
        path: &[String],
        seen: &mut BTreeSet<(ModulePath, ModulePath)>,
    ) -> Option<ModulePath> {
        // Globs may lead in a circle.
        if !seen.insert((module.to_vec(), path.to_vec())) {
            return None;
        }
        let mut here = module.to_vec();
        let mut rest = path;
        while let Some((name, after)) = rest.split_first() {
            match name.as_str() {
                "crate" => here.clear(),
                "super" => drop(here.pop()),
                "self" => {}
                _ => break,
            }
            rest = after;
        }
        let is_rooted = rest.len() < path.len();
        while let Some((name, after)) = rest.split_first() {
            let mut inner = here.clone();
            inner.push(name.clone());
            if self.modules.contains_key(&inner) {
                here = inner;
                rest = after;
                continue;
            }
            let read = self.modules.get(&here)?;
            return match read.imports.get(name) {
                Some(import) if import != path => self.definer(&here, import, seen),
                _ if read.defines.contains(name) => (is_rooted || here != module).then_some(here),
                _ => read
                    .globs
                    .iter()
                    .find_map(|glob| {
                        let named: ModulePath = glob.iter().chain([name]).cloned().collect();
                        self.definer(&here, &named, seen)
                    })
                    .or_else(|| (is_rooted || here != module).then_some(here)),
            };
        }
        (here != module).then_some(here)
    }
}

/// Reads a `use` declaration up to its end, and gives what comes after it.
fn declaration<'w>(
    mut words: &'w [String],
    prefix: &ModulePath,
    read: &mut Module,
) -> &'w [String] {
    let mut path = prefix.clone();
    let mut alias = None;
    while let Some((word, after)) = words.split_first() {
        words = after;
        match word.as_str() {
            "{" => words = declaration(words, &path, read),
            "as" => {
                alias = words.first().cloned();
                words = &words[1..];
            }
            ";" | "}" | "," => {
                if path.len() > prefix.len() {
                    import(std::mem::take(&mut path), alias.take(), read);
                }
                path = prefix.clone();
                if word != "," {
                    return words;
                }
            }
            name if is_name(name) => path.push(name.to_owned()),
            "*" => read.globs.push(std::mem::take(&mut path)),
            _ => {}
        }
        // What stood in braces was read there.
        if word == "{" {
            path = prefix.clone();
        }
    }
    words
}

fn import(mut path: ModulePath, alias: Option<String>, read: &mut Module) {
    if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
        path.pop();
    }
    let name = alias.or_else(|| path.last().cloned()).unwrap();
    read.paths.push(path.clone());
    read.imports.insert(name, path);
}

fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Names, and the signs between them.
fn words(code: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut characters = code.chars().peekable();
    while let Some(character) = characters.next() {
        let mut word = String::from(character);
        if character.is_alphanumeric() || character == '_' {
            while let Some(&next) = characters.peek()
                && (next.is_alphanumeric() || next == '_')
            {
                word.push(next);
                characters.next();
            }
        } else if character == ':' && characters.peek() == Some(&':') {
            word.push(':');
            characters.next();
        } else if character.is_whitespace() {
            continue;
        }
        words.push(word);
    }
    words
}

/// A circle of imports, written as arrows, if there is one.
fn circle(imports: &BTreeMap<String, BTreeSet<String>>) -> Option<String> {
    fn visit<'i>(
        imports: &'i BTreeMap<String, BTreeSet<String>>,
        module: &'i str,
        way: &mut Vec<&'i str>,
        done: &mut BTreeSet<&'i str>,
    ) -> Option<String> {
        if let Some(start) = way.iter().position(|&on_the_way| on_the_way == module) {
            let circle: Vec<&str> = way[start..].iter().copied().chain([module]).collect();
            return Some(circle.join(" -> "));
        }
        if !done.insert(module) {
            return None;
        }
        way.push(module);
        let found = imports.get(module).into_iter().flatten();
        let found = found
            .map(String::as_str)
            .find_map(|next| visit(imports, next, way, done));
        way.pop();
        found
    }
    let mut done = BTreeSet::new();
    imports
        .keys()
        .find_map(|module| visit(imports, module, &mut Vec::new(), &mut done))
}
