//! Determines which listed values are one type.

use std::collections::{BTreeMap, BTreeSet};

use larkspec_codegen::model::Type;

use super::classes::{PLATFORM, SERVICES, service};
use super::facts::Values;
use super::forest::Anchor;

/// A field with listed values, as written in a file of types or of an endpoint.
#[derive(Clone)]
pub struct Listing<'a> {
    /// The file of types of its folder, or its own file if that has types.
    pub home: String,
    /// The name that it suggests for a type.
    pub name: String,
    /// The name of the enclosing fields, as a type.
    pub parent: Option<String>,
    pub is_int: bool,
    pub values: Values<'a>,
    /// Whether it does not occur in requests, so that no value is rejected.
    pub is_answered: bool,
    pub anchor: Option<Anchor>,
}

/// The identity of listed values. Strings are self-explanatory; the meaning of numbers depends on the name of their
/// field.
type Key = (bool, bool, Vec<String>, String);

impl Listing<'_> {
    fn key(&self) -> Key {
        let name = match self.is_int {
            true => self.name.clone(),
            false => String::new(),
        };
        (self.is_int, self.values.bits, self.values.texts(), name)
    }

    fn is_open(&self) -> bool {
        self.values.open && !self.is_answered
    }
}

/// An enumeration of several fields.
pub struct Enum<'a> {
    pub home: String,
    /// Its existing name.
    pub fixed: Option<String>,
    pub ty: Type,
    pub values: Values<'a>,
    pub votes: BTreeMap<String, usize>,
    pub parents: BTreeMap<String, usize>,
    pub uses: usize,
}

/// The enumerations that become types.
#[derive(Default)]
pub struct Enums<'a> {
    pub all: Vec<Enum<'a>>,
    fixed: BTreeMap<Anchor, usize>,
    found: BTreeMap<(String, Key, bool), usize>,
}

impl<'a> Enums<'a> {
    /// The types of these fields. `makes_new` allows types that the spec files do not have.
    pub fn new(listings: &[Listing<'a>], makes_new: bool) -> Self {
        let mut enums = Enums::default();
        for listing in listings {
            if let Some(anchor @ Anchor::Type(file, name)) = &listing.anchor {
                let index = *enums.fixed.entry(anchor.clone()).or_insert_with(|| {
                    enums.all.push(Enum::new(file, Some(name), listing));
                    enums.all.len() - 1
                });
                enums.all[index].add(listing);
            }
        }
        for (anchor, index) in &enums.fixed {
            if let Anchor::Type(file, _) = anchor {
                let own = &enums.all[*index];
                let name = own.fixed.clone().unwrap_or_default();
                let names = own.votes.keys().chain([&name]);
                let is_int = own.ty == Type::Int;
                for name in names.filter(|_| true) {
                    let name = if is_int { name.clone() } else { String::new() };
                    let key = (is_int, own.values.bits, own.values.texts(), name);
                    enums
                        .found
                        .entry((file.clone(), key, own.values.open))
                        .or_insert(*index);
                }
            }
        }
        if makes_new {
            enums.find_new(listings);
        }
        enums
    }

    fn find_new(&mut self, listings: &[Listing<'a>]) {
        let new: Vec<&Listing<'a>> = listings
            .iter()
            .filter(|listing| listing.anchor.is_none() && self.known(listing).is_none())
            .collect();
        let platform = of_platform(&new);
        let mut groups: BTreeMap<(String, Key, bool), Vec<&Listing<'a>>> = BTreeMap::new();
        // Fields of responses are merged with those of requests, open or not.
        for asked in [true, false] {
            for listing in new.iter().filter(|listing| listing.is_answered != asked) {
                let home = match platform.contains(&listing.key()) {
                    true => PLATFORM.to_owned(),
                    false => listing.home.clone(),
                };
                let own = (home, listing.key(), listing.is_open());
                let opened = (own.0.clone(), own.1.clone(), true);
                let key = match !asked && !groups.contains_key(&own) && groups.contains_key(&opened)
                {
                    true => opened,
                    false => own,
                };
                groups.entry(key).or_default().push(listing);
            }
        }
        for (key, group) in groups.into_iter().filter(|(_, group)| group.len() > 1) {
            let mut new = Enum::new(&key.0, None, group[0]);
            for listing in group {
                new.add(listing);
            }
            self.found.insert(key, self.all.len());
            self.all.push(new);
        }
    }

    /// The type of a field, as an index of [`all`](Self::all).
    pub fn of(&self, listing: &Listing<'_>) -> Option<usize> {
        match &listing.anchor {
            Some(Anchor::InPlace(_)) => None,
            Some(anchor) => self.fixed.get(anchor).copied(),
            None => self.known(listing),
        }
    }

    fn known(&self, listing: &Listing<'_>) -> Option<usize> {
        let open = [listing.is_open(), true];
        let open = &open[..1 + usize::from(listing.is_answered)];
        [&*listing.home, PLATFORM].into_iter().find_map(|home| {
            let mut open = open.iter();
            open.find_map(|open| {
                let key = (home.to_owned(), listing.key(), *open);
                self.found.get(&key).copied()
            })
        })
    }
}

impl<'a> Enum<'a> {
    fn new(home: &str, fixed: Option<&String>, first: &Listing<'a>) -> Self {
        Enum {
            home: home.to_owned(),
            fixed: fixed.cloned(),
            ty: if first.is_int {
                Type::Int
            } else {
                Type::String
            },
            values: Values {
                open: first.is_open(),
                ..first.values.clone()
            },
            votes: BTreeMap::new(),
            parents: BTreeMap::new(),
            uses: 0,
        }
    }

    fn add(&mut self, listing: &Listing<'a>) {
        self.values.add(listing.values.values.iter().copied());
        self.values.open |= listing.is_open();
        self.uses += 1;
        *self.votes.entry(listing.name.clone()).or_default() += 1;
        if let Some(parent) = &listing.parent {
            *self.parents.entry(parent.clone()).or_default() += 1;
        }
    }
}

/// The name that three or more services use, and rarely any other.
fn of_platform(listings: &[&Listing<'_>]) -> BTreeSet<Key> {
    let mut named: BTreeMap<(Key, &str), (BTreeSet<&str>, usize)> = BTreeMap::new();
    let mut uses: BTreeMap<Key, usize> = BTreeMap::new();
    for listing in listings {
        let key = listing.key();
        let entry = named.entry((key.clone(), &listing.name)).or_default();
        entry.0.insert(service(&listing.home));
        entry.1 += 1;
        *uses.entry(key).or_default() += 1;
    }
    let shared = named.into_iter().filter(|((key, _), (services, count))| {
        services.len() >= SERVICES && count * 2 > uses[key]
    });
    shared.map(|((key, _), _)| key).collect()
}
