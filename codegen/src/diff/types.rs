//! Compares shared types. Each change is reported once, with the endpoints that use the type, and judged by the sides
//! on which they do.

use std::collections::BTreeMap;

use larkspec_shape::pointer;

use super::change::{Change, Diff, Reach};
use super::fields::At;
use crate::model::{Api, Endpoint, Field, Section, SharedType, Types};
use crate::{boxed, names, types};

/// The file of a type, and its name.
type Key = (String, String);

/// The shared types of some endpoints.
#[derive(Default)]
pub(super) struct Known(BTreeMap<Key, Shared>);

/// A shared type.
struct Shared {
    /// The type, with the types that it can refer to.
    types: Types,
    reach: Reach,
}

impl Known {
    pub fn of_api(api: &Api) -> Self {
        let mut known = Known::default();
        for file in &api.types {
            let visible = types::visible(api, &file.name);
            for field in &file.types {
                known.get_or_add((file.name.clone(), field.name.clone()), &visible);
            }
        }
        for endpoint in &api.endpoints {
            known.add_reach(endpoint);
        }
        known
    }

    /// The types that one endpoint uses.
    pub fn of_endpoint(endpoint: &Endpoint) -> Self {
        let mut known = Known::default();
        known.add_reach(endpoint);
        known
    }

    fn add_reach(&mut self, endpoint: &Endpoint) {
        for section in Section::ALL {
            self.add(endpoint, section, endpoint.section(section));
        }
    }

    fn add(&mut self, endpoint: &Endpoint, section: Section, fields: &[Field]) {
        for field in fields {
            self.add(endpoint, section, &field.fields);
            let name = field.shared.as_deref();
            let Some(shared) = name.and_then(|name| endpoint.types.get(name)) else {
                continue;
            };
            let key = (shared.file.clone(), shared.field.name.clone());
            let reach = &mut self.get_or_add(key, &endpoint.types).reach;
            let names = match section {
                Section::Response => &mut reach.responses,
                _ => &mut reach.requests,
            };
            if names.insert(endpoint.name.clone()) {
                self.add(endpoint, section, &shared.on(section).fields);
            }
        }
    }

    fn get_or_add(&mut self, key: Key, types: &Types) -> &mut Shared {
        self.0.entry(key).or_insert_with(|| Shared {
            types: types.clone(),
            reach: Reach::default(),
        })
    }

    fn get(&self, key: &Key) -> Option<(&SharedType, &Types)> {
        let types = &self.0.get(key)?.types;
        Some((types.get(&key.1)?, types))
    }

    fn reach(&self, key: &Key) -> Reach {
        let shared = self.0.get(key);
        shared.map_or_else(Reach::default, |shared| shared.reach.clone())
    }
}

/// Compares two sets of shared types.
pub(super) fn changes(old: &Known, new: &Known) -> Vec<Change> {
    let mut keys: Vec<&Key> = old.0.keys().chain(new.0.keys()).collect();
    keys.sort();
    keys.dedup();
    let mut changes = Vec::new();
    for key in keys {
        let mut reach = old.reach(key);
        let now = new.reach(key);
        reach.requests.extend(now.requests);
        reach.responses.extend(now.responses);
        let mut moved = match (old.get(key), new.get(key)) {
            (Some(old), Some(new)) => moved(&key.0, old, new, &reach),
            (old, _) => whole(key, old.is_some()),
        };
        for change in &mut moved {
            change.reaches = reach.clone();
        }
        changes.append(&mut moved);
    }
    changes
}

/// A type that was removed or added. Changes of the fields that used it are reported with these fields.
fn whole((file, name): &Key, is_gone: bool) -> Vec<Change> {
    let none = Types::default();
    let mut diff = Diff::new(file, [&none, &none]);
    let pointer = format!("/{name}");
    match is_gone {
        true => diff
            .change(
                Types::FILE,
                &pointer,
                "removed",
                format!("the type `{name}` was removed"),
            )
            .breaks(false, true),
        false => diff
            .change(
                Types::FILE,
                &pointer,
                "added",
                format!("a new type `{name}`"),
            )
            .adds(),
    };
    diff.changes
}

/// Compares a type as written, which is its form in Rust, and on each side, which is its form in payloads.
fn moved(
    file: &str,
    (old, old_types): (&SharedType, &Types),
    (new, new_types): (&SharedType, &Types),
    reach: &Reach,
) -> Vec<Change> {
    let diff = |section: Section, old: &Field, new: &Field| {
        let mut diff = Diff::new(file, [old_types, new_types]);
        let at = At {
            part: Types::FILE,
            section,
            pointer: String::new(),
        };
        diff.field(&at, old, new);
        diff.changes
    };
    let mut changes = diff(Section::Body, &old.field, &new.field);
    for change in &mut changes {
        (change.breaks_wire, change.adds) = (false, false);
    }
    for (section, side, is_reached) in [
        (Section::Body, "requests", !reach.requests.is_empty()),
        (Section::Response, "responses", !reach.responses.is_empty()),
    ] {
        for change in diff(section, old.on(section), new.on(section)) {
            let mut known = changes.iter_mut();
            if let Some(known) = known.find(|known| is_same(known, &change)) {
                known.breaks_wire |= change.breaks_wire && is_reached;
                known.adds |= change.adds && is_reached;
            } else if is_reached {
                changes.push(Change {
                    text: format!("{} in {side}", change.text),
                    // The builder no longer has a setter for it.
                    breaks_rust: change.rule == "removed",
                    ..change
                });
            }
        }
    }
    changes.extend(boxes(file, (old, old_types), (new, new_types)));
    changes
}

/// The fields that are a `Box` on one side of a change only, because a type contains itself through them on that side.
fn boxes(
    file: &str,
    (old, old_types): (&SharedType, &Types),
    (new, new_types): (&SharedType, &Types),
) -> Vec<Change> {
    let owner = &new.field.name;
    let mut diff = Diff::new(file, [old_types, new_types]);
    let mut pairs = vec![(format!("/{owner}"), &old.field, &new.field)];
    while let Some((pointer, old, new)) = pairs.pop() {
        for field in &new.fields {
            let Some(before) = old.fields.iter().find(|other| other.name == field.name) else {
                continue;
            };
            let pointer = format!("{pointer}/{}", pointer::escape(&field.name));
            let is_same = before.shared == field.shared
                && before.ty == field.ty
                && names::is_there(before) == names::is_there(field);
            let now = boxed::is_boxed(new_types, owner, field);
            if is_same && now != boxed::is_boxed(old_types, owner, before) {
                let text = match now {
                    true => "is now a `Box` in Rust because the type may contain itself",
                    false => "is no longer a `Box` in Rust",
                };
                diff.change(Types::FILE, &pointer, "type", text)
                    .breaks(false, true);
            }
            let stars = field.ty.suffix().matches(['[', '{']).count();
            pairs.push((pointer + &"/*".repeat(stars), before, field));
        }
    }
    diff.changes
}

fn is_same(one: &Change, other: &Change) -> bool {
    (&one.pointer, &one.rule, &one.old, &one.new)
        == (&other.pointer, &other.rule, &other.old, &other.new)
}
