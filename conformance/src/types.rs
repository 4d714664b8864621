//! Random shared types: objects that contain each other and themselves, and enums, with one-sided rules and with uses
//! that refine them.

use std::sync::Arc;

use larkspec_codegen::model::{Endpoint, EnumValue, Field, Rules, Section, Type, Types};
use larkspec_codegen::types;
use serde_json::{Value, json};

use crate::choices::Choices;

/// The names of the object types.
pub const OBJECTS: [&str; 2] = ["Alpha", "Beta"];

/// Gives some fields of an endpoint shared types, with these fields in the object types.
pub fn share(choices: &mut Choices<'_>, endpoint: &mut Endpoint, objects: [Vec<Field>; 2]) {
    let mut made = listed();
    for (name, fields) in OBJECTS.into_iter().zip(objects) {
        let mut object = Field::new(name, Type::Object);
        object.fields = fields;
        made.push(object);
    }
    let enums = listed();
    for object in made.iter_mut().filter(|made| made.ty == Type::Object) {
        name_types(choices, &enums, &mut object.fields);
        sides(choices, &mut object.fields);
    }
    let mut known = Types::default();
    for field in made {
        known.insert(types::shared("types", field));
    }
    for section in [Section::Query, Section::Body, Section::Response] {
        let fields = endpoint.section_mut(section);
        name_types(choices, &enums, fields);
        refine(choices, &known, section, fields, 3);
    }
    endpoint.types = Arc::new(known);
}

/// Changes the fields of a type. Removes the refinements in its uses, which may no longer be valid.
pub fn step<'c>(
    choices: &mut Choices<'c>,
    endpoint: &mut Endpoint,
    change: impl Fn(&mut Choices<'c>, &mut Vec<Field>),
) {
    let mut known = Types::clone(&endpoint.types);
    let name = *choices.one(&OBJECTS);
    if let Some(shared) = known.get(name) {
        let mut field = shared.field.clone();
        change(choices, &mut field.fields);
        known.insert(types::shared("types", field));
    }
    for section in Section::ALL {
        forget_refinements(endpoint.section_mut(section));
    }
    endpoint.types = Arc::new(known);
}

fn forget_refinements(fields: &mut [Field]) {
    for field in fields {
        match field.shared {
            Some(_) => field.fields.clear(),
            None => forget_refinements(&mut field.fields),
        }
    }
}

/// The types with listed values.
fn listed() -> Vec<Field> {
    let listed = |name: &str, ty: Type, values: &[Value]| {
        let mut field = Field::new(name, ty);
        let values = values.iter().cloned().map(EnumValue::new);
        field.rules.values = values.collect();
        field
    };
    let mut flags = listed("Flags", Type::Int, &[json!(1), json!(2), json!(4)]);
    flags.rules.bits = true;
    let mut open = listed("Open", Type::String, &[json!("red"), json!("")]);
    open.rules.open = true;
    vec![
        listed("Level", Type::Int, &[json!(1), json!(2), json!(100)]),
        listed("Colour", Type::String, &[json!("red"), json!("字")]),
        flags,
        open,
    ]
}

/// Gives fields shared types instead of their own.
fn name_types(choices: &mut Choices<'_>, enums: &[Field], fields: &mut [Field]) {
    for field in fields {
        let alike: Vec<&Field> = enums
            .iter()
            .filter(|listed| listed.ty == *field.ty.innermost())
            .collect();
        if *field.ty.innermost() == Type::Object && choices.coin() {
            field.shared = Some((*choices.one(&OBJECTS)).to_owned());
            field.fields.clear();
            // A type that always contains itself has no finite payload.
            field.required &= field.ty.suffix().contains(['[', '{']);
            field.rules.min_items = None;
        } else if !alike.is_empty() && choices.once_in(4) {
            let of = *choices.one(&alike);
            field.shared = Some(of.name.clone());
            field.format = None;
            field.secret = false;
            let own = std::mem::take(&mut field.rules);
            field.rules = Rules {
                min_items: own.min_items,
                max_items: own.max_items,
                any_of: own.any_of,
                required_when: own.required_when,
                // Some uses refine the type.
                max: own.max.filter(|_| of.ty == Type::Int && choices.once_in(4)),
                ..of.rules.clone()
            };
        } else {
            name_types(choices, enums, &mut field.fields);
        }
    }
}

/// Makes some fields of a type response-only, and some rules request-only.
fn sides(choices: &mut Choices<'_>, fields: &mut [Field]) {
    // Fields that depend on each other must exist on both sides.
    let is_free =
        |field: &Field| field.rules.any_of.is_none() && field.rules.required_when.is_empty();
    let all_free = fields.iter().all(is_free);
    for (index, field) in fields.iter_mut().enumerate() {
        field.response_only = all_free && index > 0 && choices.once_in(6);
        if choices.once_in(6) {
            let mut facts = Field::new(&*field.name, field.ty.clone());
            facts.required = field.shared.is_none();
            facts.rules.max_items = field
                .rules
                .max_items
                .or(Some(2))
                .filter(|_| matches!(field.ty, Type::List(_)));
            field.request = Some(Box::new(facts));
        }
        sides(choices, &mut field.fields);
    }
}

/// Refines some fields of types in their uses.
fn refine(
    choices: &mut Choices<'_>,
    types: &Types,
    section: Section,
    fields: &mut [Field],
    depth: usize,
) {
    for field in fields {
        if field.unrefined().is_some() && depth > 0 && choices.once_in(3) {
            types.refine(field, section);
            if !field.fields.is_empty() {
                let one = choices.below(field.fields.len());
                field.fields[one].required = true;
            }
        } else if field.shared.is_some() {
            continue;
        }
        refine(
            choices,
            types,
            section,
            &mut field.fields,
            depth.saturating_sub(1),
        );
    }
}
