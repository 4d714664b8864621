//! Determines which objects are one type.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use larkspec_codegen::model::{Type, Types};

use super::forest::{Anchor, Edge, Forest, Keyed};

/// A union-find structure of objects: each class is one type.
pub struct Classes {
    /// The parent of a unit; the unit itself at the root of a class.
    above: Vec<usize>,
    /// The facts of each class, at its root.
    classes: Vec<Class>,
}

/// The file of the types that the whole platform shares.
pub const PLATFORM: &str = Types::FILE;

/// Objects that are one type.
#[derive(Clone, Debug)]
pub struct Class {
    /// The file that its type belongs to.
    pub home: String,
    /// The name that pages give to it.
    pub typed: Option<String>,
    /// How spec files describe it.
    pub anchor: Option<Anchor>,
    /// The keys of all its objects.
    pub edges: BTreeMap<String, Edge>,
    /// The names of its fields, with their frequency.
    pub names: BTreeMap<String, usize>,
    /// The names of the enclosing fields, with their frequency.
    pub parents: BTreeMap<String, usize>,
    pub uses: usize,
    members: Vec<Member>,
}

/// The keys of an object of a class, and those that its requests require.
#[derive(Clone, Debug)]
struct Member {
    unit: usize,
    in_request: bool,
    requires: BTreeSet<String>,
}

/// The file of the types that the endpoints of a folder share.
pub fn home(folder: &str) -> String {
    match folder {
        "" => PLATFORM.to_owned(),
        folder => format!("{folder}/{}", Types::FILE),
    }
}

impl Classes {
    /// Merges objects that are one type. Equal objects give equal classes.
    pub fn new(forest: &Forest<'_>) -> Self {
        let class = |index: usize| {
            let unit = &forest.units[index];
            let home = match &unit.anchor {
                Some(Anchor::Type(file, _)) => file.clone(),
                _ => home(&forest.folders[unit.folder]),
            };
            Class {
                home,
                typed: unit.typed.clone(),
                anchor: unit.anchor.clone(),
                edges: unit.edges.clone(),
                names: unit.names.clone(),
                parents: unit.parents.clone(),
                uses: unit.uses,
                members: vec![Member {
                    unit: index,
                    in_request: unit.in_request,
                    requires: unit.requires.clone(),
                }],
            }
        };
        let mut classes = Classes {
            above: (0..forest.units.len()).collect(),
            classes: (0..forest.units.len()).map(class).collect(),
        };
        classes.by_anchor(forest);
        classes.platform(forest);
        loop {
            let by_name = classes.by_name(forest);
            let by_structure = classes.by_structure(forest);
            if !by_name && !by_structure {
                return classes;
            }
        }
    }

    /// The class of a unit.
    pub fn of(&self, mut unit: usize) -> usize {
        while self.above[unit] != unit {
            unit = self.above[unit];
        }
        unit
    }

    /// The facts of a class.
    pub fn get(&self, class: usize) -> &Class {
        &self.classes[class]
    }

    /// All classes.
    pub fn all(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.above.len()).filter(|unit| self.above[*unit] == *unit)
    }

    /// Keeps objects together that spec files describe by one type. An object that contradicts most of the others
    /// becomes a separate type.
    fn by_anchor(&mut self, forest: &Forest<'_>) {
        let mut anchored: BTreeMap<&Anchor, Vec<usize>> = BTreeMap::new();
        for (index, unit) in forest.units.iter().enumerate() {
            if let Some(anchor) = &unit.anchor {
                anchored.entry(anchor).or_default().push(index);
            }
        }
        let mut split: Vec<usize> = Vec::new();
        for mut units in anchored.into_values() {
            units.sort_by_key(|unit| (Reverse(forest.units[*unit].uses), *unit));
            let first = units[0];
            let others = units.into_iter().skip(1);
            split.extend(others.filter(|unit| {
                self.of(first) != self.of(*unit) && !self.merge(forest, first, *unit)
            }));
        }
        for unit in split {
            let class = self.of(unit);
            if class == unit {
                self.classes[class].anchor = None;
                self.classes[class].home = home(&forest.folders[forest.units[unit].folder]);
            }
        }
    }

    /// A class to which three or more services give the same name, and rarely any other, belongs to the platform; so
    /// do the classes within it.
    fn platform(&mut self, forest: &Forest<'_>) {
        let mut services: BTreeMap<(usize, &str), (BTreeSet<&str>, usize)> = BTreeMap::new();
        let mut uses: HashMap<usize, usize> = HashMap::new();
        for unit in forest.units.iter().filter(|unit| unit.anchor.is_none()) {
            let service = service(&forest.folders[unit.folder]);
            for (name, votes) in &unit.names {
                let entry = services.entry((unit.structure, name)).or_default();
                entry.0.insert(service);
                entry.1 += votes;
            }
            *uses.entry(unit.structure).or_default() += unit.uses;
        }
        let mut shared: HashSet<usize> = services
            .into_iter()
            .filter(|((structure, _), (services, count))| {
                services.len() >= SERVICES && count * 2 > uses[structure]
            })
            .map(|((structure, _), _)| structure)
            .collect();
        // A unit comes after those within it.
        for unit in forest.units.iter().rev() {
            if shared.contains(&unit.structure) {
                let inside = unit.edges.values().filter_map(|edge| edge.unit);
                shared.extend(inside.map(|unit| forest.units[unit].structure));
            }
        }
        let mut first: HashMap<usize, usize> = HashMap::new();
        for (index, unit) in forest.units.iter().enumerate() {
            if shared.contains(&unit.structure) {
                let first = *first.entry(unit.structure).or_insert(index);
                let class = self.of(index);
                PLATFORM.clone_into(&mut self.classes[class].home);
                self.join(first, index);
            }
        }
    }

    /// Merges classes with one name, starting with those that have the most in common, if nothing contradicts it.
    fn by_name(&mut self, forest: &Forest<'_>) -> bool {
        let mut named: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
        for class in self.all().filter(|class| self.may_join(*class)) {
            let Class { home, names, .. } = &self.classes[class];
            for name in names.keys() {
                let alike = named.entry((home.clone(), name.clone())).or_default();
                alike.push(class);
            }
        }
        let mut changed = false;
        for mut alike in named.into_values().filter(|alike| alike.len() > 1) {
            alike.sort_by_key(|class| {
                let Class { edges, uses, .. } = &self.classes[*class];
                (Reverse((edges.len(), *uses)), *class)
            });
            changed |= self.merge_all(forest, alike);
        }
        changed
    }

    /// Merges classes with the same keys of the same types, unless pages give them different names.
    fn by_structure(&mut self, forest: &Forest<'_>) -> bool {
        let mut equal: HashMap<Keyed, Vec<usize>> = HashMap::new();
        for class in self.all().filter(|class| self.may_join(*class)) {
            let edges = self.classes[class].edges.iter();
            let shape = edges.map(|(key, edge)| {
                let inside = edge.unit.map(|unit| self.of(unit));
                (key.clone(), edge.ty.to_string(), inside)
            });
            equal.entry(shape.collect()).or_default().push(class);
        }
        let mut equal: Vec<Vec<usize>> = equal.into_values().filter(|e| e.len() > 1).collect();
        equal.sort();
        let mut changed = false;
        for classes in equal {
            changed |= self.merge_all(forest, classes);
        }
        changed
    }

    /// Whether a class is not described inline.
    fn may_join(&self, class: usize) -> bool {
        !matches!(self.classes[class].anchor, Some(Anchor::InPlace(_)))
    }

    /// Merges each class with the first earlier one that it is compatible with.
    fn merge_all(&mut self, forest: &Forest<'_>, classes: Vec<usize>) -> bool {
        let mut changed = false;
        let mut kept: Vec<usize> = Vec::new();
        for class in classes {
            let joined = kept.iter().any(|other| self.merge(forest, *other, class));
            changed |= joined;
            if !joined {
                kept.push(class);
            }
        }
        changed
    }

    /// Merges two classes and the objects within them, unless something contradicts it.
    fn merge(&mut self, forest: &Forest<'_>, a: usize, b: usize) -> bool {
        let typed = [a, b].map(|class| self.classes[self.of(class)].typed.as_ref());
        let differ = matches!(typed, [Some(a), Some(b)] if a != b);
        let mut pairs = Vec::new();
        if differ || self.of(a) == self.of(b) || !self.agree(forest, a, b, &mut pairs) {
            return false;
        }
        // Inner classes are added last and merged first. Check each pair again, since earlier merges may have changed
        // its classes.
        for (a, b) in pairs.into_iter().rev() {
            let (a, b) = (self.of(a), self.of(b));
            if a != b && !self.agree(forest, a, b, &mut Vec::new()) {
                return false;
            }
            self.join(a, b);
        }
        true
    }

    /// Whether two classes can be merged, with everything within them; `pairs` are the classes to merge.
    fn agree(
        &self,
        forest: &Forest<'_>,
        a: usize,
        b: usize,
        pairs: &mut Vec<(usize, usize)>,
    ) -> bool {
        let (a, b) = (self.of(a), self.of(b));
        if a == b || pairs.contains(&(a, b)) || pairs.contains(&(b, a)) {
            return true;
        }
        let (one, other) = (&self.classes[a], &self.classes[b]);
        if !may_meet(one, other) || !is_alike(one, other) || !is_known(forest, one, other) {
            return false;
        }
        pairs.push((a, b));
        one.edges.iter().all(|(key, edge)| {
            let Some(same) = other.edges.get(key) else {
                return true;
            };
            match (edge.unit, same.unit) {
                (Some(a), Some(b)) => edge.ty == same.ty && self.agree(forest, a, b, pairs),
                (None, None) if edge.ty == same.ty => true,
                _ => is_left_to(edge, same) || is_left_to(same, edge),
            }
        })
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.of(a), self.of(b));
        if a == b {
            return;
        }
        let (kept, gone) = (a.min(b), a.max(b));
        self.above[gone] = kept;
        let gone = self.classes[gone].clone();
        let class = &mut self.classes[kept];
        for (key, edge) in gone.edges {
            let known = class.edges.entry(key).or_insert_with(|| edge.clone());
            if known.open && !edge.open {
                *known = edge;
            }
        }
        for (name, count) in gone.names {
            *class.names.entry(name).or_default() += count;
        }
        for (name, count) in gone.parents {
            *class.parents.entry(name).or_default() += count;
        }
        if class.anchor.is_none() && gone.anchor.is_some() {
            class.anchor = gone.anchor;
            class.home = gone.home;
        }
        class.typed = class.typed.take().or(gone.typed);
        class.uses += gone.uses;
        class.members.extend(gone.members);
    }
}

/// The number of services from which on a class belongs to the platform.
pub const SERVICES: usize = 3;

/// The service of a folder.
pub fn service(folder: &str) -> &str {
    folder.split('/').next().unwrap_or_default()
}

/// Whether no spec file separates the two. A new object can use a type of a parent folder.
fn may_meet(a: &Class, b: &Class) -> bool {
    match (&a.anchor, &b.anchor) {
        (Some(a), Some(b)) => a == b,
        (Some(_), None) if a.home == PLATFORM => true,
        (None, Some(_)) if b.home == PLATFORM => true,
        _ => a.home == b.home,
    }
}

/// Whether the keys of one include those of the other, or more than half of each are common. Objects that a spec file
/// describes by one type stay together.
fn is_alike(a: &Class, b: &Class) -> bool {
    let keys = a.edges.keys();
    let common = keys.filter(|key| b.edges.contains_key(*key)).count();
    let (fewer, more) = (
        a.edges.len().min(b.edges.len()),
        a.edges.len().max(b.edges.len()),
    );
    common == fewer || common * 2 > more || (a.anchor.is_some() && a.anchor == b.anchor)
}

/// Whether no request of one requires a key that requests of the other do not have.
fn is_known(forest: &Forest<'_>, a: &Class, b: &Class) -> bool {
    let knows = |these: &Class, those: &Class| {
        let asking = these.members.iter().flat_map(|member| &member.requires);
        let required: BTreeSet<&String> = asking.collect();
        let mut asked = those.members.iter().filter(|member| member.in_request);
        asked.all(|member| {
            let edges = &forest.units[member.unit].edges;
            required.iter().all(|key| edges.contains_key(*key))
        })
    };
    knows(a, b) && knows(b, a)
}

/// Whether the type of one is open in such a way that it can be that of the other.
fn is_left_to(open: &Edge, other: &Edge) -> bool {
    fn admits(open: &Type, other: &Type) -> bool {
        match (open, other) {
            (Type::Json, other) => *other != Type::Binary,
            (Type::List(open), Type::List(other)) | (Type::Map(open), Type::Map(other)) => {
                admits(open, other)
            }
            (open, other) => open == other,
        }
    }
    open.open && admits(&open.ty, &other.ty)
}
