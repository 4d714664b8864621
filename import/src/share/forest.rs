//! The objects of all endpoints as trees, with equal objects under one number.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use larkspec_codegen::model::{Endpoint, EnumValue, Field, Section, Type, Types};
use larkspec_codegen::rules::{self, Fact};
use larkspec_codegen::{names, place};

use crate::interpret::singular;

/// An endpoint to analyse.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The facts of its page, with every object inline.
    pub endpoint: &'a Endpoint,
    /// The names that its page gives to the types of fields, by the tables of these fields.
    pub type_names: &'a BTreeMap<String, String>,
    /// The tables of fields whose type its page leaves open.
    pub open_types: &'a BTreeSet<String>,
    /// Its spec file, if there is one: objects that are inline there stay inline, and fields with a shared type keep
    /// it.
    pub old: Option<&'a Endpoint>,
}

/// The side of a payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    Request,
    Response,
}

impl Side {
    pub fn of(section: Section) -> Self {
        match section {
            Section::Response => Side::Response,
            _ => Side::Request,
        }
    }
}

/// A field of an endpoint and its inner fields.
#[derive(Debug)]
pub struct Tree<'a> {
    pub field: &'a Field,
    /// The facts of the page, except listed values and assumptions other than its format.
    pub facts: Vec<(&'static str, Fact)>,
    /// Its listed values.
    pub listed: Option<Listed<'a>>,
    /// Its object, if it has one with fields.
    pub unit: Option<usize>,
    /// Whether its type is open: on its page, or because it refers to an enclosing type.
    pub open: bool,
    /// How the existing spec file describes it.
    pub anchor: Option<Anchor>,
    pub children: Vec<Tree<'a>>,
}

/// The listed values of a field.
#[derive(Clone, Copy, Debug)]
pub struct Listed<'a> {
    pub values: &'a [EnumValue],
    pub open: bool,
    pub bits: bool,
}

impl<'a> Listed<'a> {
    pub fn of(field: &'a Field) -> Option<Self> {
        let assumed = field.assumed.contains("enum");
        let rules = &field.rules;
        (!rules.values.is_empty() && !assumed).then_some(Listed {
            values: &rules.values,
            open: rules.open,
            bits: rules.bits,
        })
    }

    /// The values as texts, in order.
    pub fn texts(self) -> BTreeSet<String> {
        let values = self.values.iter();
        values.map(|listed| listed.value.to_string()).collect()
    }
}

impl PartialEq for Listed<'_> {
    fn eq(&self, other: &Self) -> bool {
        (self.open, self.bits) == (other.open, other.bits) && self.texts() == other.texts()
    }
}

/// How a spec file describes the type at a place.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Anchor {
    /// By a shared type: its file and its name.
    Type(String, String),
    /// Inline, here.
    InPlace(String),
}

/// Objects of one folder with the same keys of the same types at all depths, which no page or spec file names
/// differently.
#[derive(Debug)]
pub struct Unit {
    pub folder: usize,
    /// The name that pages give to its type.
    pub typed: Option<String>,
    pub anchor: Option<Anchor>,
    /// A number that equal objects of all folders share.
    pub structure: usize,
    pub edges: BTreeMap<String, Edge>,
    /// The names of its fields, as names of a type.
    pub names: BTreeMap<String, usize>,
    /// The names of the enclosing fields.
    pub parents: BTreeMap<String, usize>,
    /// Whether requests have it.
    pub in_request: bool,
    /// The keys that are required in some requests.
    pub requires: BTreeSet<String>,
    /// How many fields have it.
    pub uses: usize,
}

/// The type of a key.
#[derive(Clone, Debug)]
pub struct Edge {
    pub ty: Type,
    /// The object within the type.
    pub unit: Option<usize>,
    /// Whether the type is open: another page may state it.
    pub open: bool,
}

/// Keys with the text of their types, and the objects within these.
pub type Keyed = Vec<(String, String, Option<usize>)>;
/// What distinguishes units other than their keys.
type Names = (Option<String>, Option<Anchor>);

/// All objects.
#[derive(Debug, Default)]
pub struct Forest<'a> {
    pub units: Vec<Unit>,
    /// The sections of each endpoint.
    pub trees: Vec<Vec<(Section, Vec<Tree<'a>>)>>,
    /// The folders, `docx/v1`.
    pub folders: Vec<String>,
    /// The folder of each endpoint.
    pub folder_of: Vec<usize>,
    known: HashMap<(usize, Names, Keyed), usize>,
    structures: HashMap<(Names, Keyed), usize>,
}

/// The place of a field.
#[derive(Clone, Copy)]
struct Around<'p, 'a> {
    source: Source<'a>,
    folder: usize,
    section: Section,
    at: &'p str,
    parent: Option<&'p str>,
    old: Old<'p, 'a>,
}

/// The fields of the spec file that enclose a field.
#[derive(Clone, Copy)]
struct Old<'p, 'a> {
    fields: &'a [Field],
    /// Where they are described.
    at: &'p str,
}

impl<'a> Forest<'a> {
    /// Collects the objects of these endpoints.
    pub fn new(sources: &[Source<'a>]) -> Self {
        let mut forest = Forest::default();
        let mut folders: HashMap<&str, usize> = HashMap::new();
        for source in sources {
            let folder = folder(&source.endpoint.name);
            let index = *folders.entry(folder).or_insert_with(|| {
                forest.folders.push(folder.to_owned());
                forest.folders.len() - 1
            });
            forest.folder_of.push(index);
        }
        for (index, source) in sources.iter().enumerate() {
            let folder = forest.folder_of[index];
            let sections = Section::ALL.map(|section| {
                let old = source.old.map_or(&[][..], |old| old.section(section));
                let around = Around {
                    source: *source,
                    folder,
                    section,
                    at: section.as_str(),
                    parent: None,
                    old: Old {
                        fields: old,
                        at: &format!("{} {section}", source.endpoint.name),
                    },
                };
                let fields = source.endpoint.section(section);
                (section, forest.fields(fields, around))
            });
            forest.trees.push(sections.into());
        }
        forest
    }

    fn fields(&mut self, fields: &'a [Field], around: Around<'_, 'a>) -> Vec<Tree<'a>> {
        let trees = fields.iter().map(|field| self.field(field, around));
        trees.collect()
    }

    fn field(&mut self, field: &'a Field, around: Around<'_, 'a>) -> Tree<'a> {
        let table = place::table(around.at, &field.name);
        let named = around.source.type_names.get(&table);
        let name = match named {
            Some(name) => type_name(name),
            None => own_name(field),
        };
        let (anchor, old_at, old_fields) = around.old_at(&field.name);
        let below = Around {
            at: &place::inside(around.at, field),
            parent: Some(&name),
            old: Old {
                fields: old_fields,
                at: &old_at,
            },
            ..around
        };
        let children = self.fields(&field.fields, below);
        let unit = (!children.is_empty()).then(|| {
            let typed = named.map(|_| name.clone()).filter(|name| !name.is_empty());
            let unit = self.unit(around, (typed, anchor.clone()), &children);
            self.count(unit, &name, around, &children);
            unit
        });
        let of_page = rules::of(field).filter(|(rule, _)| {
            let is_assumed = field.assumed.contains(rule.key);
            // A unit that prose suggests is the same for all uses, and determines the type in Rust.
            !matches!(rule.key, "enum" | "open" | "bits") && (!is_assumed || rule.key == "format")
        });
        let is_json = *field.ty.innermost() == Type::Json;
        let leads_back = field.shared.is_some() && *field.ty.innermost() == Type::Object;
        Tree {
            field,
            open: (is_json && around.source.open_types.contains(&table)) || leads_back,
            facts: of_page.map(|(rule, fact)| (rule.key, fact)).collect(),
            listed: Listed::of(field),
            unit,
            anchor,
            children,
        }
    }

    /// The number of the object with these fields.
    fn unit(&mut self, around: Around<'_, 'a>, names: Names, children: &[Tree<'a>]) -> usize {
        let edge = |tree: &Tree<'a>| Edge {
            ty: tree.field.ty.clone(),
            unit: tree.unit,
            open: tree.open,
        };
        let edges: BTreeMap<String, Edge> = children
            .iter()
            .map(|tree| (tree.field.name.clone(), edge(tree)))
            .collect();
        let keyed = |inside: &dyn Fn(usize) -> usize| -> Keyed {
            let text = |edge: &Edge| match edge.open {
                true => format!("{}?", edge.ty),
                false => edge.ty.to_string(),
            };
            edges
                .iter()
                .map(|(key, edge)| (key.clone(), text(edge), edge.unit.map(inside)))
                .collect()
        };
        let structure = (names.clone(), keyed(&|unit| self.units[unit].structure));
        let next = self.structures.len();
        let structure = *self.structures.entry(structure).or_insert(next);
        let known = (around.folder, names.clone(), keyed(&|unit| unit));
        let next = self.units.len();
        let unit = *self.known.entry(known).or_insert(next);
        if unit == next {
            let (typed, anchor) = names;
            self.units.push(Unit {
                folder: around.folder,
                typed,
                anchor,
                structure,
                edges,
                names: BTreeMap::new(),
                parents: BTreeMap::new(),
                in_request: false,
                requires: BTreeSet::new(),
                uses: 0,
            });
        }
        unit
    }

    /// Counts a further field with an object.
    fn count(&mut self, unit: usize, name: &str, around: Around<'_, 'a>, children: &[Tree<'a>]) {
        let unit = &mut self.units[unit];
        unit.uses += 1;
        if !name.is_empty() {
            *unit.names.entry(name.to_owned()).or_default() += 1;
        }
        if let Some(Anchor::Type(_, name)) = &unit.anchor {
            unit.names.entry(name.clone()).or_default();
        }
        if let Some(parent) = around.parent.filter(|parent| !parent.is_empty()) {
            *unit.parents.entry(parent.to_owned()).or_default() += 1;
        }
        if Side::of(around.section) == Side::Request {
            unit.in_request = true;
            let required = |tree: &&Tree<'_>| tree.facts.iter().any(|(key, _)| *key == "required");
            let required = children.iter().filter(required);
            unit.requires
                .extend(required.map(|tree| tree.field.name.clone()));
        }
    }
}

impl<'a> Around<'_, 'a> {
    /// How the spec file describes the type of a field here; where it describes the inner fields, and these fields.
    fn old_at(&self, name: &str) -> (Option<Anchor>, String, &'a [Field]) {
        let own = format!("{}.{name}", self.old.at);
        let Some(old) = self.old.fields.iter().find(|old| old.name == name) else {
            return (None, own, &[]);
        };
        let types: Option<&'a Types> = self.source.old.map(|old| &*old.types);
        match &old.shared {
            Some(name) => match types.and_then(|types| types.get(name)) {
                Some(of) => {
                    let at = format!("{}:{name}", of.file);
                    let anchor = Anchor::Type(of.file.clone(), name.clone());
                    (Some(anchor), at, &of.field.fields)
                }
                None => (None, own, &[]),
            },
            None if old.fields.is_empty() && old.rules.values.is_empty() => (None, own, &[]),
            None => (Some(Anchor::InPlace(own.clone())), own, &old.fields),
        }
    }
}

/// The folder whose types an endpoint shares: `docx/v1` of `docx/v1/document/get`.
pub fn folder(name: &str) -> &str {
    let mut slashes = name.match_indices('/').map(|(at, _)| at);
    let (first, second) = (slashes.next(), slashes.next());
    let service = first.map_or("", |at| &name[..at]);
    let version = first
        .zip(second)
        .map(|(first, second)| &name[first + 1..second]);
    match version {
        Some(version) if is_version(version) => &name[..service.len() + 1 + version.len()],
        _ => service,
    }
}

fn is_version(part: &str) -> bool {
    let digits = part.strip_prefix('v');
    digits.is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}

/// The name of a type derived from a field: that of a list's item is in the singular.
pub fn own_name(field: &Field) -> String {
    match field.ty {
        Type::List(_) => type_name(&singular(&field.name)),
        _ => type_name(&field.name),
    }
}

/// Converts a name to that of a type; empty if none of it is ASCII.
pub fn type_name(name: &str) -> String {
    let camel = names::camel_case(&ascii(name));
    match camel.starts_with(|c: char| c.is_ascii_digit()) {
        true => format!("T{camel}"),
        false => camel,
    }
}

/// A name without everything but ASCII letters and digits.
pub fn ascii(name: &str) -> String {
    let chars = name.chars();
    chars
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{folder, type_name};

    #[test]
    fn folders() {
        for (name, expected) in [
            ("docx/v1/document/get", "docx/v1"),
            ("docx/v1/get", "docx/v1"),
            ("bot/info/get", "bot"),
            ("bot/get", "bot"),
            ("get", ""),
            ("docx/version/get", "docx"),
        ] {
            assert_eq!(folder(name), expected, "{name}");
        }
    }

    #[test]
    fn names_of_types() {
        for (name, expected) in [
            ("text_element_style", "TextElementStyle"),
            ("i18n", "I18n"),
            ("文本", ""),
            ("2d_list", "T2dList"),
            ("agency.supplier", "AgencySupplier"),
        ] {
            assert_eq!(type_name(name), expected, "{name}");
        }
    }
}
