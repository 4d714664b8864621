//! Checks fields that are required in some cases only.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::model::{Field, Test, Type};
use crate::nearest::nearest;
use crate::place::{self, Place, Problem};

/// Returns every problem with the groups and cases of the fields in the table `at`.
pub(crate) fn problems(at: &str, fields: &[Field]) -> Vec<Problem> {
    let mut problems = groups(at, fields);
    for field in fields {
        let table = place::table(at, &field.name);
        let cases = &field.rules.required_when;
        if field.required && !cases.is_empty() {
            let message = "a field cannot have both `required` and `required_when`";
            problems.push(Problem::new(Place::key(&table, "required_when"), message));
        }
        for (index, case) in cases.iter().enumerate() {
            let at_case = format!("{table}.required_when[{index}]");
            if case.all.is_empty() {
                let message = "a case needs a condition on another field";
                let help = "such as { kind = \"other\" }; to require the field always, say `required = true`";
                problems
                    .push(Problem::new(Place::key(&table, "required_when"), message).help(help));
            }
            for (name, test) in &case.all {
                let place = Place::key(&at_case, name);
                problems.extend(condition(place, field, name, test, fields));
            }
        }
    }
    problems
}

/// Checks that a group has several fields, none of which is always present.
fn groups(at: &str, fields: &[Field]) -> Vec<Problem> {
    let mut groups: BTreeMap<&str, Vec<&Field>> = BTreeMap::new();
    for field in fields {
        if let Some(label) = &field.rules.any_of {
            groups.entry(label).or_default().push(field);
        }
    }
    let mut problems = Vec::new();
    for (label, group) in &groups {
        let place = |field: &Field| Place::key(&place::table(at, &field.name), "any_of");
        if let [field] = group[..] {
            let message = format!("no sibling field has `any_of = \"{label}\"`");
            let others = groups.keys().filter(|other| *other != label);
            let help = match nearest(label, others.copied()) {
                Some(other) => format!("did you mean `{other}`?"),
                None => {
                    "give the same label to all fields of which at least one is required".to_owned()
                }
            };
            problems.push(Problem::new(place(field), message).help(help));
            continue;
        }
        for field in group.iter().filter(|field| field.required) {
            let message = format!("`{}` is required, so its group has no effect", field.name);
            let help = "remove `any_of`, or remove `required` if any field of the group is enough";
            problems.push(Problem::new(place(field), message).help(help));
        }
    }
    problems
}

/// Checks a condition of the field `of`.
fn condition(place: Place, of: &Field, name: &str, test: &Test, fields: &[Field]) -> Vec<Problem> {
    let Some(sibling) = fields.iter().find(|field| field.name == name) else {
        let message = format!("`{}` has no sibling field `{name}`", of.name);
        let names = fields.iter().map(|field| &*field.name);
        let help = match nearest(name, names.filter(|other| *other != of.name)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "a case can only refer to fields of the same object or section".to_owned(),
        };
        return vec![Problem::new(place, message).help(help)];
    };
    if sibling.name == of.name {
        return vec![Problem::new(place, "a field cannot depend on itself")];
    }
    let (Test::Is(values) | Test::Not(values)) = test else {
        return match sibling.required {
            true => {
                let message = format!("`{name}` is required, so it is always present");
                vec![Problem::new(place, message)]
            }
            false => Vec::new(),
        };
    };
    if sibling.secret {
        let message = format!("`{name}` is a secret: its values cannot be listed");
        return vec![Problem::new(place, message)];
    }
    let wanted = match sibling.ty {
        Type::String => Value::is_string,
        Type::Int => Value::is_i64,
        Type::Bool => Value::is_boolean,
        _ => {
            let message = format!(
                "`{name}` is `{}`: only a string, an int or a bool has a value to compare",
                sibling.ty
            );
            let help =
                format!("to test whether it is present, write {{ {name} = {{ present = true }} }}");
            return vec![Problem::new(place, message).help(help)];
        }
    };
    if let [Value::Bool(a), Value::Bool(b), ..] = &values[..]
        && a != b
    {
        let message = "a bool is either true or false";
        let help =
            format!("to test whether it is present, write {{ {name} = {{ present = true }} }}");
        return vec![Problem::new(place, message).help(help)];
    }
    let mut problems = Vec::new();
    for value in values {
        if !wanted(value) {
            let message = format!("{value} is not `{}`, the type of `{name}`", sibling.ty);
            problems.push(Problem::new(place.clone(), message));
        } else if !can_be(sibling, value) {
            let message = format!("{value} is not one of the values of `{name}`");
            problems.push(Problem::new(place.clone(), message));
        }
    }
    problems
}

/// Whether a field can have the value.
fn can_be(field: &Field, value: &Value) -> bool {
    let rules = &field.rules;
    let listed = || rules.values.iter().any(|listed| listed.value == *value);
    match &rules.fixed {
        Some(fixed) => fixed == value,
        None => rules.values.is_empty() || rules.open || rules.bits || listed(),
    }
}
