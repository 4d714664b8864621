//! Compares the fields of two sections, or of two shared types.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use larkspec_shape::pointer;
use serde_json::{Value, json};

use super::change::{Diff, Made};
use crate::model::{Field, Need, Number, Section, Type, Types};
use crate::names;
use crate::rules::{self, Direction, Fact, On, RULES, Rule, Takes};

/// The location of a field.
#[derive(Clone)]
pub(super) struct At {
    /// The part of the endpoint, as a change names it.
    pub part: &'static str,
    pub section: Section,
    pub pointer: String,
}

impl At {
    fn inside(&self, field: &Field) -> At {
        // The content of a string has no step of its own in a pointer.
        let stars = field.ty.suffix().matches(['[', '{']).count();
        At {
            part: self.part,
            section: self.section,
            pointer: format!("{}{}", self.of(field), "/*".repeat(stars)),
        }
    }

    fn of(&self, field: &Field) -> String {
        format!("{}/{}", self.pointer, pointer::escape(&field.name))
    }

    fn is_request(&self) -> bool {
        self.section != Section::Response
    }

    /// Whether a change of a rule breaks those who send or read payloads that were valid, and whether it allows more
    /// than before.
    ///
    /// A sender is affected if a valid request is now rejected, a reader if a response may now contain what was
    /// impossible before.
    fn judge(&self, rule: &Rule, direction: Direction) -> (bool, bool) {
        let holds = rule.holds_in(self.section);
        let (breaks, adds) = match self.is_request() {
            true => (direction.stricter, direction.looser),
            false => (direction.looser, direction.stricter),
        };
        (holds && (breaks || direction.meaning), holds && adds)
    }
}

impl<'t> Diff<'t> {
    pub(super) fn fields(&mut self, at: &At, old: &'t [Field], new: &'t [Field]) {
        for field in old {
            match new.iter().find(|other| other.name == field.name) {
                Some(other) => self.field(at, field, other),
                None => {
                    self.at(
                        at,
                        field,
                        "removed",
                        format!("`{}` was removed", field.name),
                    )
                    .values(Some(json!(field.type_text())), None)
                    .breaks(true, true);
                }
            }
        }
        for field in new {
            if old.iter().any(|other| other.name == field.name) {
                continue;
            }
            let (kind, wire) = match (field.required, field.rules.required_when.is_empty()) {
                (true, _) => ("required", at.is_request()),
                (false, true) => ("optional", false),
                (false, false) => ("sometimes required", at.is_request()),
            };
            let text = format!(
                "a new {kind} field `{}` ({})",
                field.name,
                field.type_text()
            );
            self.at(at, field, "added", text)
                .values(None, Some(json!(field.type_text())))
                .breaks(wire, false)
                .adds();
        }
        self.groups(at, old, new);
    }

    /// The groups of which at least one field is required, by their fields: the names of labels do not matter.
    fn groups(&mut self, at: &At, old: &[Field], new: &[Field]) {
        let groups = |fields| -> Vec<BTreeSet<String>> {
            let needs = Need::all(fields).into_iter();
            let groups = needs.filter(|need| need.when.is_empty());
            groups
                .map(|need| need.any_of.iter().map(|f| f.name.clone()).collect())
                .collect()
        };
        let (old, new) = (groups(old), groups(new));
        let Some(rule) = rules::rule("any_of") else {
            return;
        };
        let list = |group: &BTreeSet<String>| {
            let names: Vec<String> = group.iter().map(|name| format!("`{name}`")).collect();
            names.join(", ")
        };
        // A group with fewer fields implies any group with more.
        for (group, others, is_new) in old
            .iter()
            .map(|group| (group, &new, false))
            .chain(new.iter().map(|group| (group, &old, true)))
        {
            if others.contains(group) {
                continue;
            }
            let moves = !others.iter().any(|other| other.is_subset(group));
            let direction = Direction {
                stricter: is_new && moves,
                looser: !is_new && moves,
                meaning: false,
            };
            let (wire, adds) = at.judge(rule, direction);
            let (text, value) = match is_new {
                true => (
                    format!("at least one of {} is now required", list(group)),
                    [None, Some(json!(group))],
                ),
                false => (
                    format!("none of {} is required any longer", list(group)),
                    [Some(json!(group)), None],
                ),
            };
            let [before, now] = value;
            let change = self
                .change(at.part, &at.pointer, rule.key, text)
                .values(before, now)
                .breaks(wire, false);
            if adds {
                change.adds();
            }
        }
    }

    fn at(&mut self, at: &At, field: &Field, rule: &str, text: impl Into<String>) -> Made<'_> {
        self.change(at.part, &at.of(field), rule, text)
    }

    pub(super) fn field(&mut self, at: &At, old: &'t Field, new: &'t Field) {
        let same = old.shared.is_some() && old.shared == new.shared;
        // What a shared type is, and the values that it lists, are compared with the type.
        if same && old.ty != new.ty && old.ty.suffix() == new.ty.suffix() {
            return;
        }
        if (&old.ty, &old.shared) != (&new.ty, &new.shared) {
            let is_safe = self.type_of(at, old, new);
            if is_safe && old.ty != new.ty {
                self.rules(at, old, new);
            }
            if old.ty != new.ty {
                // Rules and fields of different types cannot be compared.
                return;
            }
        }
        if names::field_ident(old) != names::field_ident(new) {
            self.at(at, new, "rust", "has a different name in Rust")
                .breaks(false, true);
        }
        if old.secret != new.secret {
            let text = match new.secret {
                true => "is now a secret",
                false => "is no longer a secret",
            };
            self.at(at, new, "secret", text).breaks(false, true);
        }
        if old.response_only != new.response_only {
            let text = match new.response_only {
                true => "is now response-only",
                false => "is now in requests, too",
            };
            self.at(at, new, "only", text)
                .breaks(false, names::is_there(old) != names::is_there(new));
        }
        self.rules(at, old, new);
        if same {
            return self.uses(at, old, new);
        }
        self.values(at, old, new);
        self.objects(at, old, new);
    }

    /// Whether values of one type stay valid when it becomes another type.
    fn type_of(&mut self, at: &At, old: &Field, new: &Field) -> bool {
        // A sender continues to send what it sent; a reader continues to read what it read.
        let is_safe = match at.is_request() {
            true => is_within(&old.ty, &new.ty),
            false => is_within(&new.ty, &old.ty),
        };
        let is_safe =
            is_safe && (old.ty == new.ty || (has_exact_bounds(old) && has_exact_bounds(new)));
        // The rules of a string that contains JSON are those of the values in it.
        let is_safe = is_safe
            && match (old.carried(), new.carried()) {
                (Some(_), None) => !has_rules_of_text(new),
                (None, Some(_)) => !has_rules_of_text(old),
                _ => true,
            };
        // A time has one type in Rust, whether it is a number or a string in JSON.
        let time = names::time_type(old);
        let same =
            time.is_some() && time == names::time_type(new) && old.ty.suffix() == new.ty.suffix();
        let (old, new_text) = (old.type_text(), new.type_text());
        self.at(at, new, "type", format!("type {old} → {new_text}"))
            .values(Some(json!(old)), Some(json!(new_text)))
            .breaks(!is_safe, !same);
        is_safe
    }

    fn objects(&mut self, at: &At, old: &'t Field, new: &'t Field) {
        let pair = pair_of(old, new);
        if pair != [None, None] && self.open.contains(&pair) {
            return;
        }
        self.open
            .push([old.shared.as_deref(), new.shared.as_deref()]);
        let [old_types, new_types] = self.types;
        let old_fields = old_types.fields(old, at.section);
        let new_fields = new_types.fields(new, at.section);
        match (old_fields.is_empty(), new_fields.is_empty()) {
            (false, false) => self.fields(&at.inside(new), old_fields, new_fields),
            (true, true) => {}
            (_, is_open) => self.opened(at, new, is_open, [old_fields, new_fields]),
        }
        self.open.pop();
    }

    /// Compares the refinements in two uses of a shared type. A change of the type itself is reported with the type.
    fn uses(&mut self, at: &At, old: &'t Field, new: &'t Field) {
        let name = old.shared.as_deref();
        if pair_of(old, new) == [name, name] {
            return;
        }
        let fields = |types: &'t Types, field: &'t Field| -> [&'t [Field]; 2] {
            let shared = field.shared.as_deref().and_then(|name| types.get(name));
            let of_type = shared.map_or(&[][..], |shared| &shared.on(at.section).fields);
            [types.fields(field, at.section), of_type]
        };
        let [old_types, new_types] = self.types;
        let [old_fields, old_of_type] = fields(old_types, old);
        let [new_fields, new_of_type] = fields(new_types, new);
        let inside = at.inside(new);
        let changes = |old: &'t [Field], new: &'t [Field]| {
            let mut diff = Diff::new(&self.endpoint, self.types);
            diff.fields(&inside, old, new);
            diff.changes
        };
        let told = changes(old_of_type, new_of_type);
        let mut own = changes(old_fields, new_fields);
        own.retain(|change| !told.contains(change));
        for change in &mut own {
            // In Rust, every use has the same type.
            change.breaks_rust = false;
        }
        self.changes.append(&mut own);
    }

    /// An object without described fields accepts any key, and is a map in Rust. With its first field, it becomes
    /// closed in a request, and a struct in Rust.
    fn opened(&mut self, at: &At, new: &Field, is_open: bool, [old, now]: [&[Field]; 2]) {
        let names = |fields: &[Field]| {
            let names: Vec<String> = fields.iter().map(|f| format!("`{}`", f.name)).collect();
            names.join(", ")
        };
        let (text, wire) = match is_open {
            true => (
                format!(
                    "{} are no longer described: any key is now valid here",
                    names(old)
                ),
                !at.is_request(),
            ),
            false => (
                format!("accepted any key, now has the fields {}", names(now)),
                at.is_request(),
            ),
        };
        self.at(at, new, "fields", text).breaks(wire, true);
    }

    fn rules(&mut self, at: &At, old: &Field, new: &Field) {
        for rule in RULES {
            let (before, now) = ((rule.get)(old), (rule.get)(new));
            // Listed values are compared one by one, groups by their fields.
            if before == now || matches!(rule.takes, Takes::Values | Takes::Text) {
                continue;
            }
            let of_type = old.shared.is_some() && old.shared == new.shared;
            if of_type && matches!(rule.key, "open" | "bits") {
                continue;
            }
            let changes_option = names::is_there(old) != names::is_there(new);
            let is_reported = old.required != new.required;
            if rule.key == "option" && (!changes_option || is_reported) {
                continue;
            }
            let direction = rule.direction(&new.ty, before.as_ref(), now.as_ref());
            let (wire, adds) = at.judge(rule, direction);
            let presence = before.is_some() != now.is_some();
            let rust = match rule.key {
                "required" | "option" => changes_option,
                // A time has its own type in Rust.
                "format" | "fixed" => names::time_type(old) != names::time_type(new),
                _ => rule.shapes_rust && presence,
            };
            let json = |fact: &Option<Fact>| fact.as_ref().map(Fact::to_json);
            let change = self
                .at(
                    at,
                    new,
                    rule.key,
                    words(rule, direction, before.as_ref(), now.as_ref()),
                )
                .values(json(&before), json(&now))
                .breaks(wire, rust);
            if adds {
                change.adds();
            }
        }
    }

    fn values(&mut self, at: &At, old: &Field, new: &Field) {
        let closed = new.is_closed(at.section);
        if old.rules.values.is_empty() != new.rules.values.is_empty() {
            let is_listed = !new.rules.values.is_empty();
            let text = match is_listed {
                true => "its values are now listed",
                false => "its values are no longer listed",
            };
            let list = |field: &Field| -> Value {
                field.rules.values.iter().map(|v| v.value.clone()).collect()
            };
            let change = self
                .at(at, new, "enum", text)
                .values(Some(list(old)), Some(list(new)))
                .breaks(
                    closed && is_listed,
                    names::is_enum(old) != names::is_enum(new),
                );
            if old.is_closed(at.section) {
                change.adds();
            }
            return;
        }
        for value in &old.rules.values {
            match new
                .rules
                .values
                .iter()
                .find(|other| other.value == value.value)
            {
                None => {
                    let text = format!("the value {} was removed", value.value);
                    self.at(at, new, "enum", text)
                        .values(Some(value.value.clone()), None)
                        .breaks(closed, true);
                }
                Some(other) if names::variant_ident(value) != names::variant_ident(other) => {
                    let text = format!("the value {} has a different name in Rust", value.value);
                    self.at(at, new, "enum", text).breaks(false, true);
                }
                Some(other) if value.deprecated != other.deprecated => {
                    let is = deprecation(other.deprecated);
                    let text = format!("the value {} {is}", value.value);
                    self.at(at, new, "enum", text);
                }
                Some(_) => {}
            }
        }
        for value in &new.rules.values {
            if !old
                .rules
                .values
                .iter()
                .any(|other| other.value == value.value)
            {
                let text = format!("a new value {}", value.value);
                self.at(at, new, "enum", text)
                    .values(None, Some(value.value.clone()))
                    .adds();
            }
        }
    }
}

/// What became of a value, or of an error code.
pub(super) fn deprecation(is_deprecated: bool) -> &'static str {
    match is_deprecated {
        true => "is now deprecated",
        false => "is no longer deprecated",
    }
}

/// The shared types of two fields, if neither use refines its type.
fn pair_of<'f>(old: &'f Field, new: &'f Field) -> [Option<&'f str>; 2] {
    [old.unrefined(), new.unrefined()]
}

/// Whether every value of one type is a value of the other, ignoring rules.
fn is_within(ty: &Type, other: &Type) -> bool {
    match (ty, other) {
        // A string that contains JSON is a string.
        (Type::Int, Type::Float) | (_, Type::Json) | (Type::JsonText(_), Type::String) => true,
        (Type::List(ty), Type::List(other))
        | (Type::Map(ty), Type::Map(other))
        | (Type::JsonText(ty), Type::JsonText(other)) => is_within(ty, other),
        (ty, other) => ty == other,
    }
}

/// Whether the bounds of a number stay the same if it becomes a float: beyond 2^53, most do not.
fn has_exact_bounds(field: &Field) -> bool {
    let mut bounds = [field.rules.min, field.rules.max].into_iter().flatten();
    bounds.all(|bound| bound.compare(Number::Float(bound.as_f64())) == Ordering::Equal)
}

/// Whether a rule for the text of strings applies, apart from those for its length.
fn has_rules_of_text(field: &Field) -> bool {
    field.format.is_some()
        || rules::of(field)
            .any(|(rule, _)| matches!(rule.on, On::Strings | On::Listed | On::Single))
}

/// Describes the change of a rule.
fn words(rule: &Rule, direction: Direction, before: Option<&Fact>, now: Option<&Fact>) -> String {
    if rule.takes == Takes::Flag {
        let [on, off] = rule.flipped;
        let is_set = match (before, now) {
            (_, Some(Fact::Flag(value))) => *value,
            (Some(Fact::Flag(value)), None) => !value,
            _ => now.is_some(),
        };
        return if is_set { on } else { off }.to_owned();
    }
    let shown = |fact: Option<&Fact>| fact.map_or("none".to_owned(), Fact::to_string);
    let words = format!("{} {} → {}", rule.key, shown(before), shown(now));
    match (direction.stricter, direction.looser) {
        (true, false) => words + " (tightened)",
        (false, true) => words + " (loosened)",
        _ => words,
    }
}
