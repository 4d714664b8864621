//! Checks files of shared types, and finds types that nothing uses.

use std::collections::{BTreeMap, BTreeSet};

use super::fields::Fields;
use crate::model::{Api, Field, Section, SharedType, Type, TypeFile, Types};
use crate::place::{Place, Problem, inside, table};
use crate::{names, types};

/// The sides on which a type can occur, each represented by one section.
const SIDES: [Section; 2] = [Section::Body, Section::Response];

/// Returns every contradiction within a file of types. `visible` are all types that it can name, including its own.
pub fn type_file(file: &TypeFile, visible: &Types) -> Vec<Problem> {
    let mut check = Fields::new(visible);
    let own: Vec<&SharedType> = file
        .types
        .iter()
        .filter_map(|field| visible.get(&field.name))
        .filter(|shared| shared.file == file.name)
        .collect();
    for shared in &own {
        head(&mut check, &shared.field);
        for side in SIDES {
            check.all(side, Types::FILE, std::slice::from_ref(shared.on(side)));
        }
        let at = inside(Types::FILE, &shared.field);
        check.nested_names(Types::FILE, std::slice::from_ref(&shared.field));
        check.unique_names(shared.field.fields.iter().map(|f| (at.clone(), f)));
        sides(&mut check, &at, &shared.field.fields);
    }
    check.type_names(names::shared_types(&file.types));
    for side in SIDES {
        check.problems.extend(endless(&own, side));
    }
    let mut told = BTreeSet::new();
    let problems = check.problems.into_iter();
    // Report what is wrong on both sides only once.
    problems
        .filter(|problem| told.insert((problem.place.clone(), problem.message.clone())))
        .collect()
}

/// Checks what a type is.
fn head(check: &mut Fields<'_>, field: &Field) {
    let at = table(Types::FILE, &field.name);
    let name = &field.name;
    if !names::is_type_name(name) {
        let message = format!("`{name}` is not a valid type name");
        let help = "start with an upper-case letter, followed by letters and digits: `TextStyle`";
        check.report_with_help(&at, "", message, help);
    } else if names::is_in_prelude(name) {
        let message = format!("`{name}` is already a name in Rust");
        check.report_with_help(&at, "", message, "give the type another name");
    }
    if let Some(other) = &field.shared {
        let message = format!("a type cannot be an alias of `{other}`");
        check.report_with_help(&at, "type", message, format!("use `{other}` itself"));
        return;
    }
    let is_enum = matches!(field.ty, Type::String | Type::Int) && !field.rules.values.is_empty();
    match field.ty {
        _ if is_enum => {}
        Type::Object if !field.fields.is_empty() => {}
        Type::Object => {
            let message = format!("the type `{name}` has no fields");
            let help = format!("describe them, such as `[types.\"{name}.id\"]`");
            check.report_with_help(&at, "", message, help);
        }
        _ => {
            let message = format!("a shared type cannot be `{}`", field.ty);
            let help = "use an object, or a string or int with an `enum`";
            check.report_with_help(&at, "type", message, help);
        }
    }
}

/// Checks that an object that occurs in requests has a field in requests.
fn sides(check: &mut Fields<'_>, at: &str, fields: &[Field]) {
    if let Some(first) = fields.first()
        && fields.iter().all(|field| field.response_only)
    {
        let message = "all fields of this object are response-only";
        let help = "a type that only responses use needs no `only`: set it on the enclosing field, \
                    or remove it";
        check.report_with_help(&table(at, &first.name), "only", message, help);
    }
    for field in fields {
        sides(check, &inside(at, field), &field.fields);
    }
}

/// A required field and the shared type that it contains.
struct Step<'t> {
    to: &'t str,
    place: String,
}

/// Finds types that always contain themselves, so that no finite payload exists.
fn endless(own: &[&SharedType], side: Section) -> Vec<Problem> {
    let mut steps: BTreeMap<&str, Vec<Step<'_>>> = BTreeMap::new();
    for shared in own {
        let field = shared.on(side);
        let of = steps.entry(&field.name).or_default();
        required_types(&inside(Types::FILE, field), &field.fields, of);
    }
    let mut told: BTreeSet<&str> = BTreeSet::new();
    let mut problems = Vec::new();
    for shared in own {
        let name = &*shared.field.name;
        let mut seen = BTreeSet::new();
        let Some(way) = way_to(name, name, &steps, &mut seen).filter(|_| !told.contains(name))
        else {
            continue;
        };
        told.extend(way.iter().map(|step| step.to));
        let fields: Vec<String> = way
            .iter()
            .map(|step| {
                let path = step.place.strip_prefix("types.").unwrap_or(&step.place);
                format!("`{path}`")
            })
            .collect();
        let message = format!("a `{name}` always contains another `{name}`, without end");
        let help = format!(
            "make one of these optional, a list or a map: {}",
            fields.join(", ")
        );
        problems.push(Problem::new(Place::table(&way[0].place), message).help(help));
    }
    problems
}

/// The shared types of fields that are required, or are not an `Option` in Rust, and are not in a list or map.
fn required_types<'t>(at: &str, fields: &'t [Field], found: &mut Vec<Step<'t>>) {
    let is_certain = |field: &&Field| field.required || names::is_there(field);
    for field in fields.iter().filter(is_certain) {
        if field.ty.suffix().contains(['[', '{']) {
            continue;
        }
        match field.unrefined() {
            Some(to) => found.push(Step {
                to,
                place: table(at, &field.name),
            }),
            None => required_types(&inside(at, field), &field.fields, found),
        }
    }
}

/// The steps that lead from one type to another.
fn way_to<'s>(
    from: &str,
    to: &str,
    steps: &'s BTreeMap<&str, Vec<Step<'s>>>,
    seen: &mut BTreeSet<&'s str>,
) -> Option<Vec<&'s Step<'s>>> {
    for step in steps.get(from)? {
        if step.to == to {
            return Some(vec![step]);
        }
        if seen.insert(step.to)
            && let Some(mut way) = way_to(step.to, to, steps, seen)
        {
            way.insert(0, step);
            return Some(way);
        }
    }
    None
}

/// The types that no endpoint uses, directly or through other types, with the index of each one's file.
pub fn unused(api: &Api) -> Vec<(usize, Problem)> {
    let used = types::used(&api.endpoints);
    let mut problems = Vec::new();
    for (index, file) in api.types.iter().enumerate() {
        let types = file.types.iter();
        for field in types.filter(|field| !used.contains(&(&*file.name, &*field.name))) {
            let message = format!("no endpoint uses the type `{}`", field.name);
            let problem = Problem::new(Place::field(Types::FILE, field), message);
            let help = "remove it, or use it as the `type` of a field";
            problems.push((index, problem.help(help)));
        }
    }
    problems
}
