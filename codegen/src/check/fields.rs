//! Checks the fields of a section or of a shared type.

use std::cell::LazyCell;
use std::collections::{BTreeMap, HashMap, HashSet};

use bumpalo::Bump;
use larkspec_shape::Shape;
use serde_json::Value;

use crate::model::{Field, Number, Section, Type, Types};
use crate::place::{Place, Problem, inside, table};
use crate::rules::{self, Fact, Stricter};
use crate::shape;
use crate::{names, needs};

/// The problems found so far.
pub(super) struct Fields<'t> {
    pub types: &'t Types,
    pub problems: Vec<Problem>,
}

impl<'t> Fields<'t> {
    pub fn new(types: &'t Types) -> Self {
        Fields {
            types,
            problems: Vec::new(),
        }
    }

    pub fn report(&mut self, table: &str, key: &str, message: impl Into<String>) {
        let place = Place::key(table, key);
        self.problems.push(Problem::new(place, message));
    }

    pub fn report_with_help(
        &mut self,
        table: &str,
        key: &str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let place = Place::key(table, key);
        self.problems.push(Problem::new(place, message).help(help));
    }

    pub fn all(&mut self, section: Section, at: &str, fields: &[Field]) {
        self.all_on(section, at, fields, &[]);
    }

    /// Like the above, for fields that refine those of a shared type.
    fn all_on(&mut self, section: Section, at: &str, fields: &[Field], of_type: &'t [Field]) {
        self.problems.extend(needs::problems(at, fields));
        for field in fields {
            let table = table(at, &field.name);
            let base = of_type.iter().find(|base| base.name == field.name);
            self.field(section, at, &table, field, base);
            let types = self.types;
            let shared = field.shared.as_ref().and_then(|name| types.get(name));
            let below = match (base, shared) {
                (Some(base), _) if !base.fields.is_empty() => &base.fields[..],
                (_, Some(shared)) => &shared.on(section).fields,
                _ => &[],
            };
            self.all_on(section, &inside(at, field), &field.fields, below);
        }
    }

    fn field(
        &mut self,
        section: Section,
        at: &str,
        table: &str,
        field: &Field,
        base: Option<&Field>,
    ) {
        let ty = field.ty.innermost();
        if field.name.is_empty() {
            self.report(table, "", "a field needs a name");
        }
        if !field.fields.is_empty() && *ty != Type::Object {
            let first = inside(at, field) + "." + &field.fields[0].name;
            let ty = field.type_text();
            let message = format!("`{}` is `{ty}`, which has no fields", field.name);
            let help = "only object, list<object>, map<object> and string<object> have fields";
            self.report_with_help(&first, "", message, help);
        }
        if field.secret && field.ty != Type::String {
            self.report(table, "secret", "only a string can be a secret");
        }
        if field.secret && !field.rules.values.is_empty() {
            self.report(table, "enum", "the values of a secret cannot be listed");
        }
        if field.ty != Type::Binary && *ty == Type::Binary {
            self.report(table, "type", "a file cannot be in a list or map");
        }
        let is_file = field.ty == Type::Binary;
        if is_file
            && (at != section.as_str() || !matches!(section, Section::Body | Section::Response))
        {
            let help = "a file is either a field of a form body or the whole response";
            self.report_with_help(table, "type", "a file is not possible here", help);
        }
        self.option(table, field);
        self.carried(table, field);
        self.listing(table, field);
        self.rule_types(table, field);
        self.ranges(table, field);
        self.format(table, field);
        self.values(section, table, field, base);
    }

    /// Whether `option` changes the Rust type of a field; an entry that no longer does is out of date.
    fn option(&mut self, table: &str, field: &Field) {
        let Some(option) = field.option else { return };
        let why = match (field.response_only, field.required) {
            (true, _) => "a response-only field is always an `Option`",
            (_, true) if !option => "a required field is never an `Option`",
            (_, false) if option => "an optional field is always an `Option`",
            _ => return,
        };
        let message = format!("`option = {option}` has no effect: {why}");
        self.report_with_help(table, "option", message, "remove it");
    }

    /// What the strings of a field may contain.
    fn carried(&mut self, table: &str, field: &Field) {
        let Some(carried) = field.carried() else {
            return;
        };
        if carried.carried().is_some() {
            let message = "a type can contain `string<…>` only once";
            let help = "describe the object in it, and give it a field of such a type";
            self.report_with_help(table, "type", message, help);
        }
        if *carried == Type::String {
            let message = "the JSON in a string cannot be just another string";
            let help = "for any JSON, write `string<json>`";
            self.report_with_help(table, "type", message, help);
        }
    }

    /// How the listed values are meant.
    fn listing(&mut self, table: &str, field: &Field) {
        let rules = &field.rules;
        for (key, set) in [("open", rules.open), ("bits", rules.bits)] {
            if set && rules.values.is_empty() {
                let message = format!("`{key}` needs an `enum`");
                self.report(table, key, message);
            }
        }
        if rules.open && rules.bits {
            let message = "an enum cannot both be open and list bits: any sum of bits is valid";
            self.report(table, "open", message);
        }
        if !rules.bits || *field.ty.innermost() != Type::Int {
            return;
        }
        for (index, value) in rules.values.iter().enumerate() {
            let bit = value.value.as_i64();
            if bit.is_some_and(|bit| bit < 0 || bit.count_ones() > 1) {
                let message = format!("{} is not a bit", value.value);
                let help = "bits are 1, 2, 4, 8 and so on; 0 stands for none of them";
                self.report_with_help(&format!("{table}.enum[{index}]"), "value", message, help);
            }
        }
    }

    /// Checks that each rule is allowed for the type.
    fn rule_types(&mut self, table: &str, field: &Field) {
        for (rule, fact) in rules::of(field) {
            if !rule.on.fits(&field.ty) {
                self.report(table, rule.key, rule.on.misfit(rule.key, field));
            }
            let is_whole = !matches!(fact, Fact::Number(Number::Float(_)));
            if *field.ty.innermost() == Type::Int && !is_whole {
                self.report(table, rule.key, "the bound of an int must be an integer");
            }
        }
        let rules = &field.rules;
        if rules.fixed.is_some() && !rules.values.is_empty() {
            self.report(
                table,
                "fixed",
                "a field cannot have both `fixed` and `enum`",
            );
        }
    }

    /// Checks that no lower bound exceeds its upper bound.
    fn ranges(&mut self, table: &str, field: &Field) {
        for (lower, min) in rules::of(field).filter(|(r, _)| r.stricter == Stricter::Greater) {
            let key = lower.key.replace("min", "max");
            let max = rules::rule(&key).and_then(|upper| (upper.get)(field));
            if let Some(max) = max.filter(|max| min.is_over(max)) {
                let key = lower.key;
                let message = format!(
                    "`{key}` {min} is over `{}` {max}",
                    key.replace("min", "max")
                );
                self.report(table, key, message);
            }
        }
    }

    fn format(&mut self, table: &str, field: &Field) {
        let Some(format) = field.format else { return };
        if !field.ty.can_have(format) {
            let message = format!("the format `{format}` does not apply to `{}`", field.ty);
            self.report(table, "format", message);
        }
    }

    /// Checks the values of a field: those of its enum, `fixed`, `default` and `example`. The example of a shared
    /// type is checked against the type, not against the refinements of its uses.
    fn values(&mut self, section: Section, table: &str, field: &Field, base: Option<&Field>) {
        let ty = field.ty.innermost();
        let bump = Bump::new();
        let types = self.types;
        let mut item = Field::new(&*field.name, ty.clone());
        item.rules = crate::model::Rules {
            values: Vec::new(),
            fixed: None,
            ..field.rules.clone()
        };
        let item_shape = shape::field(&bump, types, &item, section);
        let mut listed: HashSet<String> = HashSet::new();
        let mut variants: HashMap<String, &Value> = HashMap::new();
        for (index, value) in field.rules.values.iter().enumerate() {
            let at = format!("{table}.enum[{index}]");
            let fits = match ty {
                Type::String => value.value.is_string(),
                Type::Int => value.value.is_i64(),
                _ => continue,
            };
            if !fits {
                let message = format!("{} is not `{ty}`", value.value);
                self.report(&at, "value", message);
            }
            if fits {
                self.fits(&at, "value", &item_shape, &value.value);
            }
            if !listed.insert(value.value.to_string()) {
                self.report(&at, "value", format!("{} is listed twice", value.value));
                continue;
            }
            match names::variant_ident(value) {
                None => {
                    let message = match &value.rust {
                        Some(name) => format!("`{name}` is not a valid variant name"),
                        None => format!("{} is not a valid variant name", value.value),
                    };
                    let key = value.rust.as_ref().map_or("value", |_| "rust");
                    let help = "use ASCII letters and digits: rust = \"Name\"";
                    self.report_with_help(&at, key, message, help);
                }
                Some(name) => {
                    let other = *variants.entry(name.clone()).or_insert(&value.value);
                    if *other != value.value {
                        let message = format!("{other} and {} would both be `{name}`", value.value);
                        let help = "give one of them another name: rust = \"Name\"";
                        self.report_with_help(&at, "value", message, help);
                    }
                }
            }
        }
        if field.secret && field.ty == Type::String {
            // The value of a secret is never repeated, even if it is not really secret.
            return;
        }
        let bump = Bump::new();
        let whole = LazyCell::new(|| shape::field(&bump, types, field, section));
        let of_type = base.and_then(|base| base.example.as_ref());
        let own_example = field.example.as_ref().filter(|own| Some(*own) != of_type);
        let can_be_fixed = matches!(field.ty, Type::String | Type::Int | Type::Bool);
        for (key, value) in [
            ("fixed", field.rules.fixed.as_ref().filter(|_| can_be_fixed)),
            ("default", field.default.as_ref()),
            ("example", own_example),
        ] {
            if let Some(value) = value {
                self.fits(table, key, &whole, value);
            }
        }
    }

    /// Reports a value that breaks the rules of its own field.
    fn fits(&mut self, table: &str, key: &str, shape: &Shape<'_>, value: &Value) {
        for violation in shape::violations(shape, value) {
            let message = match violation.location().is_empty() {
                true => {
                    let text = violation.to_string();
                    let text = text.strip_prefix("the payload: ").unwrap_or(&text);
                    format!("`{key}` breaks the field's own rules: {text}")
                }
                false => format!("`{key}` breaks the field's own rules: {violation}"),
            };
            self.report(table, key, message);
        }
    }

    /// Checks the names of types in one module: those already taken, and those of fields.
    pub fn type_names(&mut self, found: impl IntoIterator<Item = (String, Place)>) {
        let mut types: BTreeMap<String, Place> = BTreeMap::new();
        for (name, place) in found {
            if !name.is_ascii() {
                // The field's name, which it is derived from, has already been reported.
            } else if !names::is_identifier(&name) {
                let message = format!("`{name}` is not a valid type name");
                let help = "give the field another name in Rust: rust = \"name\"";
                self.report_with_help(&place.table, "", message, help);
            } else if let Some(other) = types.insert(name.clone(), place.clone()) {
                let message = format!("this and `{}` would both be the type `{name}`", other.table);
                let help = "give one of them another name in Rust: rust = \"name\"";
                self.report_with_help(&place.table, "", message, help);
            }
        }
        for (name, place) in &types {
            // Response-only types have no builder.
            let built = name.strip_suffix("Builder").unwrap_or_default();
            if built == "Request" || (types.contains_key(built) && !built.starts_with("Response")) {
                let message = format!("`{name}` is the name of the builder of `{built}`");
                let help = "give the field another name in Rust: rust = \"name\"";
                self.report_with_help(&place.table, "", message, help);
            }
        }
    }

    pub fn nested_names(&mut self, at: &str, fields: &[Field]) {
        for field in fields {
            let inside = inside(at, field);
            self.unique_names(field.fields.iter().map(|f| (inside.clone(), f)));
            self.nested_names(&inside, &field.fields);
        }
    }

    pub fn unique_names<'f>(&mut self, fields: impl Iterator<Item = (String, &'f Field)>) {
        let mut seen: HashMap<String, String> = HashMap::new();
        for (at, field) in fields {
            let table = table(&at, &field.name);
            let key = if field.rust.is_some() { "rust" } else { "" };
            // The setter of a field has the field's name, unless the builder may have a method with that name.
            let setter = names::setter(field, names::REQUEST_BUILDER_METHODS);
            let Some(ident) = setter else {
                let name = field.rust.as_ref().unwrap_or(&field.name);
                let message = format!("`{name}` is not a valid name in Rust");
                let help = "use lower-case ASCII letters, digits and `_`: rust = \"name\"";
                self.report_with_help(&table, key, message, help);
                continue;
            };
            if let Some(other) = seen.insert(ident.clone(), table.clone()) {
                let message = format!("this and `{other}` would both be `{ident}` in Rust");
                let help = "give one of them another name: rust = \"name\"";
                self.report_with_help(&table, key, message, help);
            }
        }
    }
}
