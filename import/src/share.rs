//! Determines which objects and enumerations of many endpoints are one type, its name, and which of their facts
//! belong to it.
//!
//! Pages describe every object inline. An object that occurs more than once in the endpoints of a folder becomes a
//! type in that folder's file; an object that three services have becomes a type of the platform. Two objects are one
//! type
//!
//! - if they have the same keys of the same types at all depths, whatever their fields are called, unless pages give
//!   different names to their types;
//! - or if they have the same name, and the keys of one include those of the other, or more than half of each are
//!   common;
//!
//! and nothing contradicts it: no key has two types, and no request requires a key that another does not have.
//! Existing spec files take precedence: a shared type keeps its name and its uses, and inline objects stay inline.

mod classes;
mod elsewhere;
mod enums;
mod expand;
mod facts;
mod forest;
mod naming;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use larkspec_codegen::model::{Endpoint, Field, Section, Type, TypeFile, Types};
use larkspec_codegen::{names, place, rules};

use classes::Classes;
use enums::{Enums, Listing};
use facts::{Agreed, Use, Values};
use forest::{Anchor, Forest, Side, Tree};
use naming::Nameless;

pub use elsewhere::Elsewhere;
pub(crate) use expand::outlives_its_page;
pub use expand::{expand, keep_options, settle};
pub use forest::{Source, folder};

/// The types of some endpoints, and how each endpoint uses them.
pub struct Sharing<'a> {
    sources: &'a [Source<'a>],
    forest: Forest<'a>,
    classes: Classes,
    /// The shared classes and their fields.
    shared: BTreeMap<usize, Vec<Agreed<'a>>>,
    enums: Enums<'a>,
    /// The files and names of the classes.
    class_names: HashMap<usize, (String, String)>,
    /// The names of the enumerations.
    enum_names: Vec<String>,
}

/// A use of a type that now contradicts the type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// The endpoint, as an index of the sources.
    pub source: usize,
    /// The table of the field.
    pub table: String,
    /// The old type.
    pub was: String,
    /// The new type, if it is a shared one.
    pub is: Option<String>,
}

impl<'a> Sharing<'a> {
    /// Finds the types of these endpoints, which are sorted by name. `makes_new` allows types that the spec files do
    /// not have.
    pub fn new(sources: &'a [Source<'a>], makes_new: bool) -> Self {
        let forest = Forest::new(sources);
        let classes = Classes::new(&forest);
        let counts = references(&forest, &classes);
        let is_shared = |class: usize| match &classes.get(class).anchor {
            Some(Anchor::Type(..)) => true,
            Some(Anchor::InPlace(_)) => false,
            None => makes_new && counts.get(&class).is_some_and(|count| *count > 1),
        };
        let mut uses: BTreeMap<usize, Vec<Use<'_, 'a>>> = BTreeMap::new();
        for (section, tree) in forest
            .trees
            .iter()
            .flatten()
            .flat_map(|(s, trees)| trees.iter().map(move |t| (s, t)))
        {
            occurrences(tree, Side::of(*section), &classes, &mut uses);
        }
        let shared = uses
            .into_iter()
            .filter(|(class, _)| is_shared(*class))
            .map(|(class, uses)| (class, Agreed::all(&uses, &classes, &is_shared)))
            .collect();
        let mut sharing = Sharing {
            sources,
            forest,
            classes,
            shared,
            enums: Enums::default(),
            class_names: HashMap::new(),
            enum_names: Vec::new(),
        };
        sharing.enums = Enums::new(&sharing.listings(), makes_new);
        sharing.name();
        sharing
    }

    /// The files of types. Rules for fields of other types are stated by the endpoints.
    pub fn types(&self) -> Vec<TypeFile> {
        let mut files: BTreeMap<&str, Vec<Field>> = BTreeMap::new();
        for (class, fields) in &self.shared {
            let (home, name) = &self.class_names[class];
            let in_request = fields.iter().any(Agreed::is_requested);
            let mut field = Field::new(&**name, Type::Object);
            field.fields = self.written(home, fields, in_request);
            files.entry(home).or_default().push(field);
        }
        for (of, name) in self.enums.all.iter().zip(&self.enum_names) {
            let mut field = Field::new(&**name, of.ty.clone());
            of.values.set(&mut field);
            distinct_variants(&mut field);
            files.entry(&of.home).or_default().push(field);
        }
        let file = |(name, mut types): (&str, Vec<Field>)| {
            types.sort_by(|a, b| a.name.cmp(&b.name));
            TypeFile {
                name: name.to_owned(),
                types,
            }
        };
        files.into_iter().map(file).collect()
    }

    /// An endpoint that uses these types; `types` are those that are visible from it.
    pub fn endpoint(&self, index: usize, types: &Arc<Types>) -> Endpoint {
        let source = self.sources[index].endpoint;
        let mut endpoint = Endpoint {
            types: Arc::clone(types),
            ..without_fields(source)
        };
        let home = classes::home(&self.forest.folders[self.forest.folder_of[index]]);
        for (section, trees) in &self.forest.trees[index] {
            let fields = trees
                .iter()
                .map(|tree| self.used(tree, &home, *section, types));
            *endpoint.section_mut(*section) = fields.collect();
        }
        endpoint
    }

    /// The uses that contradict the type in their spec file.
    pub fn splits(&self) -> Vec<Split> {
        let mut splits = Vec::new();
        for (source, sections) in self.forest.trees.iter().enumerate() {
            for (section, trees) in sections {
                self.split(source, section.as_str(), trees, &mut splits);
            }
        }
        splits
    }

    fn split(&self, source: usize, at: &str, trees: &[Tree<'_>], splits: &mut Vec<Split>) {
        for tree in trees {
            let is = tree
                .unit
                .and_then(|unit| self.class_names.get(&self.classes.of(unit)));
            match (&tree.anchor, tree.unit) {
                (Some(Anchor::Type(file, was)), Some(_))
                    if is.is_none_or(|is| is != &(file.clone(), was.clone())) =>
                {
                    splits.push(Split {
                        source,
                        table: place::table(at, &tree.field.name),
                        was: was.clone(),
                        is: is.map(|(_, name)| name.clone()),
                    });
                }
                _ => self.split(
                    source,
                    &place::inside(at, tree.field),
                    &tree.children,
                    splits,
                ),
            }
        }
    }

    /// The endpoints that use a type, with the sides on which they use it.
    pub fn reaches(&self, file: &str, name: &str) -> Vec<(&'a str, Vec<&'static str>)> {
        let mut reached = Vec::new();
        for (source, sections) in self.sources.iter().zip(&self.forest.trees) {
            let mut sides: BTreeSet<&'static str> = BTreeSet::new();
            let home = classes::home(folder(&source.endpoint.name));
            for (section, trees) in sections {
                let side = match Side::of(*section) {
                    Side::Request => "request",
                    Side::Response => "response",
                };
                if trees
                    .iter()
                    .any(|tree| self.has(tree, &home, *section, (file, name)))
                {
                    sides.insert(side);
                }
            }
            if !sides.is_empty() {
                reached.push((&*source.endpoint.name, sides.into_iter().collect()));
            }
        }
        reached
    }

    fn has(&self, tree: &Tree<'a>, home: &str, section: Section, wanted: (&str, &str)) -> bool {
        let class = tree.unit.map(|unit| self.classes.of(unit));
        let named = class.and_then(|class| self.class_names.get(&class));
        let of_class = named.is_some_and(|(file, name)| (&**file, &**name) == wanted);
        let inner = named.map_or(home, |(file, _)| file);
        of_class
            || self.enum_at(tree, home, section).is_some_and(|index| {
                (&*self.enums.all[index].home, &*self.enum_names[index]) == wanted
            })
            || tree
                .children
                .iter()
                .any(|tree| self.has(tree, inner, section, wanted))
    }

    /// The fields of a type, or of an inline object within it.
    fn written(&self, home: &str, fields: &[Agreed<'a>], in_request: bool) -> Vec<Field> {
        let mut written: Vec<Field> = fields
            .iter()
            .map(|agreed| {
                let mut field = agreed.written(in_request);
                let named = agreed.class.and_then(|class| self.class_names.get(&class));
                match (named, self.listing_of_type(home, agreed)) {
                    (Some((_, name)), _) => field.shared = Some(name.clone()),
                    (None, Some(listing)) => self.give_enum(&mut field, self.enums.of(&listing)),
                    (None, None) => {
                        let asked = agreed.children.iter().any(Agreed::is_requested);
                        field.fields = self.written(home, &agreed.children, asked);
                    }
                }
                distinct_variants(&mut field);
                field
            })
            .collect();
        distinct_names(&mut written);
        written
    }

    fn give_enum(&self, field: &mut Field, index: Option<usize>) {
        if let Some(index) = index {
            field.shared = Some(self.enum_names[index].clone());
            self.enums.all[index].values.set(field);
        }
    }

    /// A field of an endpoint.
    fn used(&self, tree: &Tree<'a>, home: &str, section: Section, types: &Types) -> Field {
        let mut field = without_inner(tree.field);
        let class = tree.unit.map(|unit| self.classes.of(unit));
        if let Some((_, name)) = class.and_then(|class| self.class_names.get(&class)) {
            field.shared = Some(name.clone());
            if let Some(of) = types.get(name) {
                let refined = refined(&tree.children, &of.on(section).fields, section, types);
                field.fields = refined.unwrap_or_default();
            }
        } else if let Some(index) = self.enum_at(tree, home, section) {
            self.give_enum(&mut field, Some(index));
        } else {
            let children = tree.children.iter();
            let fields = children.map(|tree| self.used(tree, home, section, types));
            field.fields = fields.collect();
        }
        field
    }

    /// The enumeration of a field that an endpoint describes inline.
    fn enum_at(&self, tree: &Tree<'a>, home: &str, section: Section) -> Option<usize> {
        self.enums
            .of(&listing_of_endpoint(home, None, tree, section)?)
    }

    /// All fields with listed values, as they are written.
    fn listings(&self) -> Vec<Listing<'a>> {
        let mut found = Vec::new();
        for (class, fields) in &self.shared {
            let class = self.classes.get(*class);
            let parent = class
                .typed
                .clone()
                .or_else(|| class.names.keys().next().cloned());
            self.listings_of_type(&class.home, parent.as_deref(), fields, &mut found);
        }
        for (index, sections) in self.forest.trees.iter().enumerate() {
            let home = classes::home(&self.forest.folders[self.forest.folder_of[index]]);
            for (section, trees) in sections {
                self.listings_of_endpoint(&home, None, trees, *section, &mut found);
            }
        }
        found
    }

    fn listings_of_type(
        &self,
        home: &str,
        parent: Option<&str>,
        fields: &[Agreed<'a>],
        found: &mut Vec<Listing<'a>>,
    ) {
        for agreed in fields {
            if let Some(mut listing) = self.listing_of_type(home, agreed) {
                listing.parent = parent.map(str::to_owned);
                found.push(listing);
            }
            let own = forest::own_name(agreed.sample);
            self.listings_of_type(home, Some(&own), &agreed.children, found);
        }
    }

    fn listing_of_type(&self, home: &str, agreed: &Agreed<'a>) -> Option<Listing<'a>> {
        Some(Listing {
            home: home.to_owned(),
            name: forest::own_name(agreed.sample),
            parent: None,
            is_int: is_int(&agreed.ty)?,
            values: agreed.values()?.clone(),
            is_answered: !agreed.is_requested(),
            anchor: agreed.anchor.clone(),
        })
    }

    fn listings_of_endpoint(
        &self,
        home: &str,
        parent: Option<&str>,
        trees: &[Tree<'a>],
        section: Section,
        found: &mut Vec<Listing<'a>>,
    ) {
        for tree in trees {
            found.extend(listing_of_endpoint(home, parent, tree, section));
            let class = tree.unit.map(|unit| self.classes.of(unit));
            if class.is_none_or(|class| !self.shared.contains_key(&class)) {
                let own = forest::own_name(tree.field);
                self.listings_of_endpoint(home, Some(&own), &tree.children, section, found);
            }
        }
    }

    /// Names all types.
    fn name(&mut self) {
        let mut nameless = Vec::new();
        for (class, fields) in &self.shared {
            let class = self.classes.get(*class);
            let mut nested = Vec::new();
            self.nested_names(&class.home, "", fields, &mut nested);
            nameless.push(Nameless {
                home: class.home.clone(),
                fixed: match &class.anchor {
                    Some(Anchor::Type(_, name)) => Some(name.clone()),
                    _ => None,
                },
                typed: class.typed.clone(),
                votes: class.names.clone(),
                parents: class.parents.clone(),
                uses: class.uses,
                nested,
            });
        }
        for of in &self.enums.all {
            nameless.push(Nameless {
                home: of.home.clone(),
                fixed: of.fixed.clone(),
                typed: None,
                votes: of.votes.clone(),
                parents: of.parents.clone(),
                uses: of.uses,
                nested: Vec::new(),
            });
        }
        let mut names = naming::assign(&nameless).into_iter();
        for class in self.shared.keys() {
            let home = self.classes.get(*class).home.clone();
            self.class_names
                .insert(*class, (home, names.next().unwrap_or_default()));
        }
        self.enum_names = names.collect();
    }

    /// The suffixes that follow the name of a type in the names of its inline types.
    fn nested_names(
        &self,
        home: &str,
        before: &str,
        fields: &[Agreed<'a>],
        found: &mut Vec<String>,
    ) {
        for agreed in fields {
            let name = names::type_name(before, agreed.sample);
            let listing = self.listing_of_type(home, agreed);
            let is_named = listing.is_some_and(|listing| self.enums.of(&listing).is_some());
            if !agreed.children.is_empty() || (agreed.values().is_some() && !is_named) {
                found.push(name.clone());
            }
            self.nested_names(home, &name, &agreed.children, found);
        }
    }
}

/// The refinements that a use adds to the fields of a type, as all fields of the type; `None` if there are none.
fn refined(
    trees: &[Tree<'_>],
    of_type: &[Field],
    section: Section,
    types: &Types,
) -> Option<Vec<Field>> {
    let mut fields = of_type.to_vec();
    let mut says_more = false;
    for tree in trees {
        let Some(field) = fields
            .iter_mut()
            .find(|field| field.name == tree.field.name)
        else {
            continue;
        };
        for (key, fact) in &tree.facts {
            let Some(rule) = rules::rule(key) else {
                continue;
            };
            if (rule.get)(field).as_ref() != Some(fact) {
                (rule.set)(field, Some(fact.clone()));
                field.assumed.remove(*key);
                says_more = true;
            }
        }
        for key in &tree.field.assumed {
            let is_of_use = rules::keys_of_use().any(|of_use| of_use == key);
            let Some(rule) = rules::rule(key).filter(|_| is_of_use) else {
                continue;
            };
            let fact = (rule.get)(tree.field);
            // A fact that prose suggests adds nothing to a type that states it.
            let is_said = key == "format" || field.assumed.contains(key);
            if (rule.get)(field) != fact || !is_said {
                (rule.set)(field, fact);
                field.assumed.insert(key.clone());
                says_more = true;
            }
        }
        if let Some(listed) = tree.listed.filter(|_| field.rules.values.is_empty()) {
            Values::of(listed).set(field);
            says_more = true;
        }
        if !tree.field.doc.is_empty() && tree.field.doc != field.doc {
            field.doc.clone_from(&tree.field.doc);
            says_more = true;
        }
        if tree.unit.is_some()
            && let Some(inner) =
                refined(&tree.children, types.fields(field, section), section, types)
        {
            field.fields = inner;
            says_more = true;
        }
    }
    says_more.then_some(fields)
}

/// In how many places each class would be written if each class were written once.
fn references(forest: &Forest<'_>, classes: &Classes) -> HashMap<usize, usize> {
    let mut places: HashSet<(usize, usize, Option<Section>, String)> = HashSet::new();
    let mut counts: HashMap<usize, usize> = HashMap::new();
    let mut count = |class: usize, place| {
        if places.insert(place) {
            *counts.entry(class).or_default() += 1;
        }
    };
    for (index, sections) in forest.trees.iter().enumerate() {
        for (section, trees) in sections {
            for tree in trees {
                if let Some(unit) = tree.unit {
                    let class = classes.of(unit);
                    count(
                        class,
                        (class, index, Some(*section), tree.field.name.clone()),
                    );
                }
            }
        }
    }
    for class in classes.all() {
        for (key, edge) in &classes.get(class).edges {
            if let Some(unit) = edge.unit {
                let inner = classes.of(unit);
                count(inner, (inner, class, None, key.clone()));
            }
        }
    }
    counts
}

/// Collects the uses of each class.
fn occurrences<'t, 'a>(
    tree: &'t Tree<'a>,
    side: Side,
    classes: &Classes,
    found: &mut BTreeMap<usize, Vec<Use<'t, 'a>>>,
) {
    if let Some(unit) = tree.unit {
        found
            .entry(classes.of(unit))
            .or_default()
            .push(Use { tree, side });
    }
    for tree in &tree.children {
        occurrences(tree, side, classes, found);
    }
}

fn listing_of_endpoint<'a>(
    home: &str,
    parent: Option<&str>,
    tree: &Tree<'a>,
    section: Section,
) -> Option<Listing<'a>> {
    Some(Listing {
        home: home.to_owned(),
        name: forest::own_name(tree.field),
        parent: parent.map(str::to_owned),
        is_int: is_int(&tree.field.ty)?,
        values: Values::of(tree.listed?),
        is_answered: Side::of(section) == Side::Response,
        anchor: tree.anchor.clone(),
    })
}

/// Whether the listed values of a type are ints; `None` if it has none.
fn is_int(ty: &Type) -> Option<bool> {
    match ty.innermost() {
        Type::Int => Some(true),
        Type::String => Some(false),
        _ => None,
    }
}

/// Gives fields of one object distinct names in Rust.
fn distinct_names(fields: &mut [Field]) {
    let mut taken: HashSet<String> = HashSet::new();
    for field in fields {
        let own = names::field_ident(field);
        let is_free = own.as_ref().is_some_and(|own| !taken.contains(own));
        if !is_free {
            let bare = names::snake_case(&forest::ascii(&field.name));
            let bare = if bare.is_empty() {
                "field".to_owned()
            } else {
                bare
            };
            let free = (2..).map(|number| format!("{bare}_{number}"));
            field.rust = free.into_iter().find(|name| !taken.contains(name));
        }
        taken.extend(names::field_ident(field));
    }
}

/// Gives listed values distinct names in Rust.
fn distinct_variants(field: &mut Field) {
    let mut taken: HashSet<String> = HashSet::new();
    for (index, value) in field.rules.values.iter_mut().enumerate() {
        let own = names::variant_ident(value);
        if own.is_none_or(|own| !taken.insert(own)) {
            let name = format!("Value{}", index + 1);
            taken.insert(name.clone());
            value.rust = Some(name);
        }
    }
}

/// An endpoint without its fields.
fn without_fields(endpoint: &Endpoint) -> Endpoint {
    let mut bare = Endpoint {
        path: Vec::new(),
        query: Vec::new(),
        header: Vec::new(),
        body: Vec::new(),
        response: Vec::new(),
        ..endpoint.clone()
    };
    bare.types = Arc::default();
    bare
}

/// A field without its inner fields.
fn without_inner(field: &Field) -> Field {
    Field {
        name: field.name.clone(),
        rust: field.rust.clone(),
        ty: field.ty.clone(),
        shared: field.shared.clone(),
        required: field.required,
        option: field.option,
        doc: field.doc.clone(),
        format: field.format,
        example: field.example.clone(),
        default: field.default.clone(),
        deprecated: field.deprecated,
        secret: field.secret,
        rules: field.rules.clone(),
        assumed: field.assumed.clone(),
        request: None,
        response_only: false,
        fields: Vec::new(),
    }
}
