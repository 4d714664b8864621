//! Which objects are one type.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use larkspec_codegen::model::{Type, Types};

use super::forest::{Anchor, Edge, Forest, Keyed};

/// Objects put together: each class is one type.
pub struct Classes {
    /// The class above a unit; itself for the first of a class.
    above: Vec<usize>,
    /// What there is to know of each class, at its first unit.
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
    /// What its fields are called, and how often.
    pub names: BTreeMap<String, usize>,
    /// What the fields around it are called, and how often.
    pub parents: BTreeMap<String, usize>,
    pub uses: usize,
    members: Vec<Member>,
}

/// What an object of a class has, and what its requests must have.
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
    /// Puts together what is one type. The same objects give the same classes.
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

    /// What is known of a class.
    pub fn get(&self, class: usize) -> &Class {
        &self.classes[class]
    }

    /// All classes.
    pub fn all(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.above.len()).filter(|unit| self.above[*unit] == *unit)
    }

    /// Keeps together what spec files have under one type. What contradicts most of the rest is a type of its own from
    /// now on.
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

    /// What three services or more call the same, and seldom anything else, belongs to the platform; so does
    /// what stands inside of it.
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
        // A unit comes after those inside of it.
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

    /// Puts together what has one name, does not contradict itself, and has the most part in common.
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

    /// Puts together what has the same keys of the same types, unless pages call it differently.
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

    /// Whether a class is not described in place.
    fn may_join(&self, class: usize) -> bool {
        !matches!(self.classes[class].anchor, Some(Anchor::InPlace(_)))
    }

    /// Puts each with the first of those before it that it can be one with.
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

    /// Makes two classes one, and the objects inside of them, unless that contradicts something.
    fn merge(&mut self, forest: &Forest<'_>, a: usize, b: usize) -> bool {
        let typed = [a, b].map(|class| self.classes[self.of(class)].typed.as_ref());
        let differ = matches!(typed, [Some(a), Some(b)] if a != b);
        let mut pairs = Vec::new();
        if differ || self.of(a) == self.of(b) || !self.agree(forest, a, b, &mut pairs) {
            return false;
        }
        // Those inside come last and go first: each pair is looked at again, for the ones before it may have
        // changed its classes.
        for (a, b) in pairs.into_iter().rev() {
            let (a, b) = (self.of(a), self.of(b));
            if a != b && !self.agree(forest, a, b, &mut Vec::new()) {
                return false;
            }
            self.join(a, b);
        }
        true
    }

    /// Whether two classes can be one, with all that is inside of them; `pairs` are those to join.
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

/// In how many services what the platform shares is found.
pub const SERVICES: usize = 3;

/// The service of a folder.
pub fn service(folder: &str) -> &str {
    folder.split('/').next().unwrap_or_default()
}

/// Whether no spec file keeps the two apart. A new object can take a type of a folder above.
fn may_meet(a: &Class, b: &Class) -> bool {
    match (&a.anchor, &b.anchor) {
        (Some(a), Some(b)) => a == b,
        (Some(_), None) if a.home == PLATFORM => true,
        (None, Some(_)) if b.home == PLATFORM => true,
        _ => a.home == b.home,
    }
}

/// Whether the keys of one are among those of the other, or more than half of each are common. What a spec file has
/// under one type stays together.
fn is_alike(a: &Class, b: &Class) -> bool {
    let keys = a.edges.keys();
    let common = keys.filter(|key| b.edges.contains_key(*key)).count();
    let (fewer, more) = (
        a.edges.len().min(b.edges.len()),
        a.edges.len().max(b.edges.len()),
    );
    common == fewer || common * 2 > more || (a.anchor.is_some() && a.anchor == b.anchor)
}

/// Whether no request of one must have a key that a request of the other does not know.
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

/// Whether the type of one is left open in such a way that it can be the other's.
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
