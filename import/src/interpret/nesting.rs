//! Determines the depth of each row of a table: from the page's marks or, if a converter has lost them, from the
//! page's examples.
//!
//! A table lists a tree in reading order, parents first. Without marks, many trees are possible; the one whose fields
//! match the examples is used. If several match equally well, the row is left open: a depth is never invented.

use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::rc::Rc;

use larkspec_codegen::model::Field;
use serde_json::Value;

use crate::extract::Mark;
use crate::json;

/// A row, as far as its place is concerned.
#[derive(Clone, Copy, Debug)]
pub struct Item<'r> {
    /// The field's name.
    pub name: &'r str,
    /// Its depth according to the page.
    pub mark: Mark,
    /// Whether its type has fields; `None` if the type does not say.
    pub has_fields: Option<bool>,
}

/// The place of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Below this row according to the page's marks; `None` at the top.
    Marked(Option<usize>),
    /// Where an example shows it.
    Shown(Option<usize>),
    /// The only possible place, although no example shows it.
    Left(Option<usize>),
    /// Unknown: one of these, or further ones if only one is listed.
    Open(Vec<Option<usize>>),
}

impl Place {
    /// The row above it, if it is known.
    pub fn parent(&self) -> Option<Option<usize>> {
        match self {
            Place::Marked(parent) | Place::Shown(parent) | Place::Left(parent) => Some(*parent),
            Place::Open(_) => None,
        }
    }
}

/// Whether all marks are equal, and as small as what remains when a converter drops white space: a corner without an
/// indent, or the gap after a corner. They then only mean "not at the top".
pub fn has_bare_marks(items: &[Item<'_>]) -> bool {
    let mut marks = items
        .iter()
        .map(|item| item.mark)
        .filter(|mark| *mark != Mark::None);
    let Some(first) = marks.next() else {
        return false;
    };
    let bare = matches!(
        first,
        Mark::Indent {
            width: 0,
            corners: 1
        } | Mark::Indent {
            width: 1,
            corners: 0
        }
    );
    bare && marks.all(|mark| mark == first)
}

/// The tree that the marks show.
pub fn by_marks(items: &[Item<'_>]) -> Vec<Place> {
    let mut open: Vec<(u32, usize)> = Vec::new();
    items
        .iter()
        .enumerate()
        .map(|(index, item)| {
            let depth = indent(item.mark);
            while open.last().is_some_and(|(above, _)| *above >= depth) {
                open.pop();
            }
            let parent = open.last().map(|(_, row)| *row);
            open.push((depth, index));
            Place::Marked(parent)
        })
        .collect()
}

/// The first row with more than `max` rows above it in the tree.
pub fn row_deeper_than(max: usize, places: &[Place]) -> Option<usize> {
    let mut depths: Vec<usize> = Vec::with_capacity(places.len());
    for place in places {
        // A row is below an earlier one.
        let depth = match place.parent().flatten() {
            Some(parent) => depths.get(parent).map_or(0, |depth| depth + 1),
            None => 0,
        };
        depths.push(depth);
    }
    depths.iter().position(|depth| *depth > max)
}

/// The indent of a row, comparable only within a table.
fn indent(mark: Mark) -> u32 {
    match mark {
        Mark::None => 0,
        Mark::Level(level) | Mark::Spaces(level) => level,
        Mark::Indent { width, corners } => 1 + width + 2 * corners.saturating_sub(1),
    }
}

/// How many interpretations of a table are tracked at once. Real tables need fewer than ten.
const BEAM: usize = 96;
/// The maximum number of rows for which interpretations are tracked: the longest known table has a tenth of it.
const MAX_ROWS: usize = 20_000;
/// How many rows may be open at once: a spec file has no room for deeper ones.
const MAX_OPEN: usize = Field::MAX_DEPTH + 3;
/// The cost if no example shows a row at a place, although one shows the place.
const ABSENT: u32 = 2;
/// The cost if no example shows the place at all.
const UNSEEN: u32 = 2;
/// The cost if a type with fields gets none.
const CHILDLESS: u32 = 2;

/// The tree that the examples show. `roots` are the example payloads.
pub fn by_examples(items: &[Item<'_>], roots: &[&Value]) -> Vec<Place> {
    if items.len() > MAX_ROWS {
        return items.iter().map(|_| Place::Open(Vec::new())).collect();
    }
    Search::new(items, roots).run()
}

struct Search<'s> {
    items: &'s [Item<'s>],
    /// A number for each row, equal for rows with the same name.
    names: Vec<u32>,
    roots: Vec<&'s Value>,
    bare: bool,
}

/// An object that may get further fields.
#[derive(Clone)]
struct Open<'s> {
    row: Option<usize>,
    /// The examples of this object.
    objects: Rc<Vec<&'s Value>>,
    /// The names of its fields so far.
    used: Rc<Vec<u32>>,
    must: bool,
    /// Whether an example contains it.
    seen: bool,
}

struct State<'s> {
    stack: Vec<Open<'s>>,
    cost: u32,
    /// The previous states with the same cost, each with the parent of the row.
    from: Vec<(usize, Option<usize>, bool)>,
}

impl<'s> Search<'s> {
    fn new(items: &'s [Item<'s>], roots: &[&'s Value]) -> Self {
        let mut ids = HashMap::new();
        let names = items
            .iter()
            .map(|item| {
                let next = u32::try_from(ids.len()).unwrap_or(u32::MAX);
                *ids.entry(item.name).or_insert(next)
            })
            .collect();
        Search {
            items,
            names,
            roots: json::objects(roots),
            bare: has_bare_marks(items),
        }
    }

    fn run(&self) -> Vec<Place> {
        let root = Open {
            row: None,
            objects: Rc::new(self.roots.clone()),
            used: Rc::default(),
            must: false,
            seen: !self.roots.is_empty(),
        };
        let mut layers = vec![vec![State {
            stack: vec![root],
            cost: 0,
            from: Vec::new(),
        }]];
        let mut cut = false;
        for row in 0..self.items.len() {
            let last = layers.last().map_or(&[][..], Vec::as_slice);
            let mut next = self.step(row, last);
            // The way back needs the origin of a state, not its open objects.
            for state in layers.last_mut().into_iter().flatten() {
                state.stack = Vec::new();
            }
            cut |= next.len() > BEAM;
            next.truncate(BEAM);
            layers.push(next);
        }
        let mut places = self.trace(layers);
        if cut {
            // Some interpretations were dropped, so a single remaining place proves nothing.
            for place in &mut places {
                if let Place::Left(parent) = place {
                    *place = Place::Open(vec![*parent]);
                }
            }
        }
        places
    }

    /// All ways to place a row, from all ways to place the rows before it; cheapest first.
    fn step(&self, row: usize, states: &[State<'s>]) -> Vec<State<'s>> {
        let mut next: HashMap<u64, State<'s>> = HashMap::new();
        for (index, state) in states.iter().enumerate() {
            for depth in 0..state.stack.len() {
                let Some((stack, cost, shown)) = self.place(row, state, depth) else {
                    continue;
                };
                let parent = state.stack[depth].row;
                let from = (index, parent, shown);
                let key = fingerprint(&stack);
                match next.get_mut(&key) {
                    Some(known) if known.cost < cost => {}
                    Some(known) if known.cost == cost => known.from.push(from),
                    _ => {
                        next.insert(
                            key,
                            State {
                                stack,
                                cost,
                                from: vec![from],
                            },
                        );
                    }
                }
            }
        }
        let mut states: Vec<(u64, State<'s>)> = next.into_iter().collect();
        states.sort_by_key(|(key, state)| (state.cost, *key));
        states.into_iter().map(|(_, state)| state).collect()
    }

    /// The stack after adding `row` to the object at `depth`, the cost so far, and whether an example shows the row
    /// there.
    fn place(
        &self,
        row: usize,
        state: &State<'s>,
        depth: usize,
    ) -> Option<(Vec<Open<'s>>, u32, bool)> {
        let item = &self.items[row];
        let name = self.names[row];
        let parent = &state.stack[depth];
        if parent.used.contains(&name) {
            return None;
        }
        if self.bare && (item.mark == Mark::None) != (depth == 0) {
            return None;
        }
        let found = json::samples(&parent.objects, item.name);
        let shown = !found.is_empty();
        if depth == 0 && !shown && self.after_data(state) {
            // Only rows that an example shows there are next to `data`.
            return None;
        }
        let mut cost = state.cost
            + match (shown, parent.seen) {
                (true, _) => 0,
                (false, true) => ABSENT,
                (false, false) => UNSEEN,
            };
        for closed in &state.stack[depth + 1..] {
            if closed.must && closed.used.is_empty() {
                cost += CHILDLESS;
            }
        }
        let mut stack = state.stack[..=depth].to_vec();
        let open = &mut stack[depth];
        let mut used = Vec::with_capacity(open.used.len() + 1);
        used.extend_from_slice(&open.used);
        used.push(name);
        open.used = Rc::new(used);
        let objects = json::objects(&found);
        let holds_values =
            !found.is_empty() && objects.is_empty() && !found.iter().all(|v| is_hollow(v));
        if item.has_fields != Some(false) && !holds_values && stack.len() < MAX_OPEN {
            let keyed = objects
                .iter()
                .any(|object| object.as_object().is_some_and(|o| !o.is_empty()));
            stack.push(Open {
                row: Some(row),
                seen: keyed,
                objects: Rc::new(objects),
                used: Rc::default(),
                must: item.has_fields == Some(true),
            });
        }
        Some((stack, cost, shown))
    }

    /// Whether the row `data` is already at the top.
    fn after_data(&self, state: &State<'s>) -> bool {
        state
            .stack
            .get(1)
            .and_then(|open| open.row)
            .is_some_and(|row| self.items[row].name == "data")
    }

    /// The places in all interpretations with the minimum cost.
    fn trace(&self, mut layers: Vec<Vec<State<'s>>>) -> Vec<Place> {
        if let Some(last) = layers.last_mut() {
            for state in last.iter_mut() {
                let childless = state
                    .stack
                    .iter()
                    .filter(|open| open.must && open.used.is_empty());
                state.cost += CHILDLESS * u32::try_from(childless.count()).unwrap_or(0);
            }
        }
        let best = layers
            .last()
            .and_then(|last| last.iter().map(|state| state.cost).min());
        let Some(best) = best else {
            return self.items.iter().map(|_| Place::Open(Vec::new())).collect();
        };
        let last = layers.last().map_or(&[][..], Vec::as_slice);
        let mut marked: Vec<usize> = (0..last.len()).filter(|&i| last[i].cost == best).collect();
        let mut places = Vec::with_capacity(self.items.len());
        for layer in layers.iter().skip(1).rev() {
            let mut parents: Vec<Option<usize>> = Vec::new();
            let mut shown = true;
            let mut before: Vec<usize> = Vec::new();
            for &index in &marked {
                for (from, parent, seen) in &layer[index].from {
                    before.push(*from);
                    parents.push(*parent);
                    shown &= *seen;
                }
            }
            before.sort_unstable();
            before.dedup();
            parents.sort_unstable();
            parents.dedup();
            places.push(match (parents.as_slice(), shown) {
                ([parent], true) => Place::Shown(*parent),
                ([parent], false) => Place::Left(*parent),
                _ => Place::Open(parents),
            });
            marked = before;
        }
        places.reverse();
        places
    }
}

/// Whether a value is empty but may contain objects: `null`, `[]`.
fn is_hollow(value: &Value) -> bool {
    value.is_null()
        || value
            .as_array()
            .is_some_and(|items| items.iter().all(is_hollow))
}

fn fingerprint(stack: &[Open<'_>]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for open in stack {
        open.row.hash(&mut hasher);
        // Only the set of fields matters, not their order.
        let mut used = open.used.to_vec();
        used.sort_unstable();
        used.hash(&mut hasher);
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::{Item, Place, by_examples, by_marks};
    use crate::extract::Mark;
    use serde_json::{Value, json};

    fn item<'r>(name: &'r str, has_fields: Option<bool>) -> Item<'r> {
        Item {
            name,
            mark: Mark::None,
            has_fields,
        }
    }

    fn flat(rows: &[(&'static str, Option<bool>)], example: &Value) -> Vec<Place> {
        let items: Vec<_> = rows
            .iter()
            .map(|(name, fields)| item(name, *fields))
            .collect();
        by_examples(&items, &[example])
    }

    #[test]
    fn finds_the_tree_that_the_example_shows() {
        let example = json!({"code": 0, "data": {"items": [{"id": "1", "owner": {"id": "2", "name": "n"}, "name": "x"}], "has_more": false}});
        let rows = [
            ("code", Some(false)),
            ("data", None),
            ("items", Some(true)),
            ("id", Some(false)),
            ("owner", Some(true)),
            ("id", Some(false)),
            ("name", Some(false)),
            ("name", Some(false)),
            ("has_more", Some(false)),
        ];
        let parents = [
            None,
            None,
            Some(1),
            Some(2),
            Some(2),
            Some(4),
            Some(4),
            Some(2),
            Some(1),
        ];
        let expected: Vec<_> = parents.into_iter().map(Place::Shown).collect();
        assert_eq!(flat(&rows, &example), expected);
    }

    #[test]
    fn leaves_open_what_the_example_does_not_show() {
        let example = json!({"data": {"items": [{"id": "1"}]}});
        let rows = [
            ("data", None),
            ("items", Some(true)),
            ("id", Some(false)),
            ("note", Some(false)),
        ];
        let places = flat(&rows, &example);
        assert_eq!(places[2], Place::Shown(Some(1)));
        assert_eq!(places[3], Place::Open(vec![Some(0), Some(1)]));
    }

    #[test]
    fn a_row_between_two_that_are_shown_has_one_place() {
        let example = json!({"data": {"items": [{"id": "1", "z": "2"}]}});
        let rows = [
            ("data", None),
            ("items", Some(true)),
            ("id", Some(false)),
            ("note", Some(false)),
            ("z", Some(false)),
        ];
        assert_eq!(flat(&rows, &example)[3], Place::Left(Some(1)));
    }

    #[test]
    fn marks_need_only_be_ordered() {
        let marks = [
            Mark::None,
            Mark::Indent {
                width: 0,
                corners: 1,
            },
            Mark::Indent {
                width: 3,
                corners: 1,
            },
            Mark::Indent {
                width: 0,
                corners: 1,
            },
        ];
        let items: Vec<_> = marks
            .into_iter()
            .map(|mark| Item {
                name: "x",
                mark,
                has_fields: None,
            })
            .collect();
        let parents: Vec<_> = by_marks(&items)
            .iter()
            .map(|place| place.parent())
            .collect();
        assert_eq!(
            parents,
            [Some(None), Some(Some(0)), Some(Some(1)), Some(Some(0))]
        );
    }
}
