//! The map: reads a document, checks it by the schema, and compiles it to [plans](crate::plan).
//!
//! All errors are reported at once. Warnings about a map without errors are in [`crate::lint`].

mod checker;
mod entry;
mod fields;
#[cfg(feature = "serde")]
mod nested;
mod order;
mod plan_schema;
mod reserved;
mod sender;
mod settings;
mod sites;
mod spreadsheet;

use std::collections::HashMap;
use std::sync::Arc;

use checker::PlanChecker;
use fields::{APPS, MAP, PLAN, SERVICE_PLANS, TOP_FIELDS, is_plan_field, plan_fields};

use crate::context::Context;
use crate::country::Rulebook;
use crate::document::{
    Field, MapErrorKind as Kind, MapErrors, Merges, Next, Node, Path, Place, Quoted, Reader,
    SyntaxError, Value, is_extension, is_merge, nearest, place,
};
use crate::plan::{DEFAULT_PLAN, Plan};

pub(crate) use fields::is_field;
#[cfg(feature = "serde")]
pub use nested::Map;
pub(crate) use sites::{Overruled, Site, SiteKind};

/// The most comparisons of unknown plans with known ones, for all apps together. Beyond it the fix names no likely
/// plan.
const MAX_COMPARISONS: usize = 1_000_000;

/// A map without errors.
#[derive(Debug)]
pub(crate) struct Checked {
    /// In the order of the file.
    pub(crate) plans: Vec<(String, Plan)>,
    /// Each app with the index of its plan in `plans`.
    pub(crate) apps: HashMap<String, usize>,
}

/// Reads a map from YAML or JSON text, plan by plan.
pub(crate) fn from_yaml(context: &Context, file: &str, text: &str) -> Result<Checked, MapErrors> {
    let mut root = Root::new(context);
    root.read_all(text);
    root.finish(file, Some(text))
}

/// Reads a map as [`from_yaml`] does, and passes each plan without errors to `take`, with its sites for the lint.
pub(crate) fn from_yaml_with_sites(
    context: &Context,
    file: &str,
    text: &str,
    take: TakeSites<'_>,
) -> Result<Checked, MapErrors> {
    let mut root = Root::new(context);
    root.checker.sites = Some(Vec::new());
    root.take_sites = Some(take);
    root.read_all(text);
    root.finish(file, Some(text))
}

/// Reads a map from the tree of another format.
#[cfg(feature = "serde")]
pub(crate) fn from_tree(context: &Context, node: Node<'_>) -> Result<Checked, MapErrors> {
    let mut root = Root::new(context);
    root.tree(node);
    root.finish("map", None)
}

/// Receives a plan with its sites.
type TakeSites<'t> = &'t mut dyn FnMut(&Plan, &[Site]);

/// The top level of a map while it is read.
struct Root<'n> {
    checker: PlanChecker<'n>,
    /// Receives each plan with its sites, if the map is linted.
    take_sites: Option<TakeSites<'n>>,
    rulebook: &'n Rulebook,
    plans: Vec<(String, Plan)>,
    /// The names of all plans, also of those with errors, and their places.
    names: HashMap<String, Option<Place>>,
    apps: HashMap<String, usize>,
}

impl<'n> Root<'n> {
    fn new(context: &'n Context) -> Self {
        Root {
            checker: PlanChecker::new(context.numbering()),
            take_sites: None,
            rulebook: context.rules(),
            plans: Vec::new(),
            names: HashMap::new(),
            apps: HashMap::new(),
        }
    }

    fn finish(self, file: &str, source: Option<&str>) -> Result<Checked, MapErrors> {
        if self.checker.document.errors.count() > 0 {
            return Err(MapErrors::new(
                file,
                self.checker.document.errors.in_order(source),
            ));
        }
        Ok(Checked {
            plans: self.plans,
            apps: self.apps,
        })
    }

    /// Reads and checks a whole text. An error in the syntax ends the reading; what came before it is checked.
    fn read_all(&mut self, text: &str) {
        let mut reader = Reader::new(text);
        let result = self.read(&mut reader);
        for problem in reader.problems {
            self.checker.document.syntax(problem);
        }
        if let Err(error) = result {
            self.checker.document.syntax(error);
        }
    }

    /// Reads the top level key by key. The plans of `service_plans` are checked while they are read; all other values
    /// are kept until the end, since they may depend on each other.
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), SyntaxError> {
        let Some(step) = reader.begin()? else {
            self.empty_map(Some(Place::START));
            return Ok(());
        };
        if !Reader::enters_mapping(&step) {
            let node = reader.value(step)?;
            reader.finish()?;
            self.tree(node);
            return Ok(());
        }
        let (_, span) = step;
        let (mut pairs, mut merges, mut streamed) = (Vec::new(), Merges::default(), false);
        while let Next::Key(key) = reader.next_key()? {
            let before = reader.node_counts();
            let step = reader.next()?;
            let is_plans =
                matches!(key.value(), Value::Scalar(scalar) if &*scalar.text == "service_plans");
            if is_plans && !streamed && Reader::enters_mapping(&step) {
                streamed = true;
                self.stream_plans(reader, key.at)?;
                let read = Node {
                    value: Value::Mapping(Vec::new()),
                    at: key.at,
                };
                pairs.push((key, read));
                continue;
            }
            let value = reader.value(step)?;
            if is_merge(&key) {
                reader.add_merge(&mut merges, &key, value)?;
            } else if is_ignored(&key) {
                // Only the key is kept, so that a duplicate of it is found. Of the value, the anchors stay in the
                // reader.
                reader.release_since(before);
                reader.add_nodes(2, value.at.unwrap_or(Place::START))?;
                let at = value.at;
                let value = Value::Mapping(Vec::new());
                pairs.push((key, Node { value, at }));
            } else {
                pairs.push((key, value));
            }
        }
        reader.merge(&mut pairs, &merges)?;
        reader.finish()?;
        self.top_level(
            Node {
                value: Value::Mapping(pairs),
                at: Some(place(&span)),
            },
            streamed,
        );
        Ok(())
    }

    /// Reads and checks the plans one after another, so that the nodes of only one are in memory.
    fn stream_plans(
        &mut self,
        reader: &mut Reader<'_>,
        at: Option<Place>,
    ) -> Result<(), SyntaxError> {
        let mut merges = Merges::default();
        let mut any = false;
        while let Next::Key(key) = reader.next_key()? {
            any = true;
            let step = reader.next()?;
            let before = reader.node_counts();
            let value = reader.value(step)?;
            if is_merge(&key) {
                reader.add_merge(&mut merges, &key, value)?;
            } else {
                self.plan(&key, &value);
                reader.release_since(before);
            }
        }
        let mut merged = Vec::new();
        reader.merge(&mut merged, &merges)?;
        for (key, value) in &merged {
            let known = matches!(key.value(), Value::Scalar(scalar) if self.names.contains_key(&*scalar.text));
            if !known {
                self.plan(key, value);
            }
        }
        if !any {
            self.no_plans(at);
        }
        Ok(())
    }

    fn tree(&mut self, node: Node<'_>) {
        if node.is_null() {
            self.empty_map(node.at);
        } else {
            self.top_level(node, false);
        }
    }

    fn empty_map(&mut self, at: Option<Place>) {
        let fix = "name senders by country, as in `originators: { US: \"+12025550142\" }`";
        self.checker
            .document
            .error(Kind::MissingField, &Path::Root, at, "the map is empty", fix);
    }

    fn no_plans(&mut self, at: Option<Place>) {
        let fix = "name a plan, as in `service_plans: { retail: { originators: … } }`";
        self.checker.document.error(
            Kind::Empty,
            &Path::Root.key("service_plans"),
            at,
            "`service_plans` names no plan",
            fix,
        );
    }

    /// Checks the top level: either plans under `service_plans`, or the fields of the one plan `default`; and `apps`.
    /// The plans are already checked if they were `streamed`.
    fn top_level(&mut self, node: Node<'_>, streamed: bool) {
        let Some(mut fields) = self.checker.document.fields(&node, &Path::Root, &MAP) else {
            return;
        };
        fields.retain(|field| !is_extension(field.name));
        let find = |name: &str| fields.iter().find(|field| field.name == name);
        let (of_plan, rest): (Vec<Field<'_, '_>>, Vec<Field<'_, '_>>) = fields
            .iter()
            .copied()
            .partition(|field| is_plan_field(field.name));
        for field in &rest {
            if !TOP_FIELDS.contains(&field.name) {
                let known: Vec<&str> = plan_fields().chain(TOP_FIELDS).collect();
                self.checker.unknown_field(field, &Path::Root, &MAP, &known);
            }
        }
        self.checker.misplaced_entries(&rest, &Path::Root);
        match (find("service_plans"), of_plan.first()) {
            (Some(plans), first) => {
                if let Some(first) = first {
                    let message = format!(
                        "`{}` is a field of a plan, but is beside `service_plans`",
                        first.name
                    );
                    let fix = format!(
                        "move it into a plan, as in `service_plans: {{ {DEFAULT_PLAN}: {{ {}: … }} }}`",
                        first.name
                    );
                    self.checker.document.error(
                        Kind::MixedLevels,
                        &Path::Root.key(first.name),
                        first.key.at,
                        message,
                        fix,
                    );
                    self.checker.draft(&of_plan, &Path::Root);
                }
                if !streamed {
                    self.plans(plans);
                }
            }
            (None, Some(_)) => {
                self.names.insert(DEFAULT_PLAN.to_owned(), None);
                let at = of_plan.first().and_then(|field| field.key.at);
                self.plan_of(DEFAULT_PLAN, &of_plan, at, &Path::Root);
            }
            (None, None) if rest.iter().all(|field| field.name == "apps") => {
                let at = rest.first().and_then(|field| field.key.at).or(node.at);
                let fix = "name senders by country, as in `originators: { US: \"+12025550142\" }`";
                self.checker.document.error(
                    Kind::MissingField,
                    &Path::Root,
                    at,
                    "the map has no `originators`",
                    fix,
                );
            }
            (None, None) => {}
        }
        if let Some(apps) = find("apps") {
            self.apps(apps);
        }
    }

    fn plans(&mut self, field: &Field<'_, '_>) {
        match field.value.value() {
            Value::Mapping(pairs) if pairs.is_empty() => self.no_plans(field.key.at),
            Value::Mapping(pairs) => {
                for (key, value) in pairs {
                    self.plan(key, value);
                }
            }
            _ => {
                // Reports the wrong type.
                self.checker.document.fields(
                    field.value,
                    &Path::Root.key("service_plans"),
                    &SERVICE_PLANS,
                );
            }
        }
    }

    /// Checks a plan of `service_plans`.
    fn plan(&mut self, key: &Node<'_>, value: &Node<'_>) {
        let top = Path::Root.key("service_plans");
        let Some(name) = self.checker.document.key(key, &top, false) else {
            return;
        };
        let path = top.key(name);
        if let Some(&first) = self.names.get(name) {
            self.checker.document.duplicate(name, key, first, &top);
            return;
        }
        self.names.insert(name.to_owned(), key.at);
        if name.trim().is_empty() {
            self.checker.document.error(
                Kind::BadValue,
                &path,
                key.at,
                "the id of the plan is blank",
                "give the plan an id",
            );
        }
        if is_plan_field(name) && !has_plan_fields(value) {
            let message = format!("expected the id of a plan, found the field `{name}`");
            let fix = format!(
                "write an id above it, as in `service_plans: {{ {DEFAULT_PLAN}: {{ {name}: … }} }}`"
            );
            self.checker
                .document
                .error(Kind::MixedLevels, &path, key.at, message, fix);
            return;
        }
        let Some(fields) = self.checker.document.fields(value, &path, &PLAN) else {
            return;
        };
        self.plan_of(name, &fields, key.at, &path);
    }

    /// Checks the fields of a plan, compiles it with the country rules that apply to it, and keeps it.
    fn plan_of(
        &mut self,
        name: &str,
        fields: &[Field<'_, '_>],
        at: Option<Place>,
        path: &Path<'_>,
    ) {
        self.checker.rules = Arc::clone(self.rulebook.layer(name));
        let plan = self.checker.plan(fields, at, path);
        let sites = self.checker.sites.as_mut().map(std::mem::take);
        let Some(plan) = plan else {
            return;
        };
        if let (Some(take), Some(sites)) = (&mut self.take_sites, sites) {
            take(&plan, &sites);
        }
        self.plans.push((name.to_owned(), plan));
    }

    fn apps(&mut self, field: &Field<'_, '_>) {
        let path = Path::Root.key("apps");
        let Some(apps) = self.checker.document.fields(field.value, &path, &APPS) else {
            return;
        };
        let mut names: Vec<&str> = self.names.keys().map(String::as_str).collect();
        names.sort_unstable();
        let mut comparisons_left = MAX_COMPARISONS;
        let indices: HashMap<&str, usize> = self
            .plans
            .iter()
            .enumerate()
            .map(|(index, (name, _))| (name.as_str(), index))
            .collect();
        for app in apps {
            let path = path.key(app.name);
            let Some(plan) =
                self.checker
                    .document
                    .text(app.value, &path, "the id of a plan", "retail")
            else {
                continue;
            };
            if let Some(&index) = indices.get(plan) {
                self.apps.insert(app.name.to_owned(), index);
            } else if !self.names.contains_key(plan) {
                comparisons_left = comparisons_left.saturating_sub(names.len());
                let likely = match comparisons_left {
                    0 => None,
                    _ => nearest(plan, names.iter().copied()),
                };
                let fix = match likely {
                    Some(name) => format!("did you mean {}?", Quoted(name)),
                    None if names.is_empty() => "add the plan to `service_plans`".to_owned(),
                    None if names.len() == 1 => {
                        format!("the only plan is {}", Quoted(names.join("").as_str()))
                    }
                    None if names.len() <= 10 => {
                        let names: Vec<String> =
                            names.iter().map(|name| Quoted(name).to_string()).collect();
                        format!("name one of {}", names.join(", "))
                    }
                    None => "name a plan of `service_plans`".to_owned(),
                };
                let message = format!("no plan has the id {}", Quoted(plan));
                self.checker
                    .document
                    .error(Kind::UnknownPlan, &path, app.value.at, message, fix);
            }
        }
    }
}

/// Whether a key of the top level is ignored, with its value.
fn is_ignored(key: &Node<'_>) -> bool {
    matches!(key.value(), Value::Scalar(scalar) if is_extension(&scalar.text))
}

/// Whether a node is a mapping that has a field of a plan.
fn has_plan_fields(node: &Node<'_>) -> bool {
    let is_field = |key: &Node<'_>| matches!(key.value(), Value::Scalar(scalar) if is_plan_field(&scalar.text));
    matches!(node.value(), Value::Mapping(pairs) if pairs.iter().any(|(key, _)| is_field(key)))
}
