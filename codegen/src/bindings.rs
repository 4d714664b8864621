//! Combines the output for an endpoint: its Rust types, and the shapes and schemas of the other emitters. No emitter
//! depends on another.

use std::collections::BTreeSet;
use std::io;

use bumpalo::Bump;
use serde_json::{Map, Value, json};

use crate::model::{Api, Endpoint, Section, Type, TypeFile, Types};
use crate::rust::{self, Content, Items, Parts, Sides, TypeParts};
use crate::{schema, shape, types};

/// The Rust source of an API's modules, for a crate of this name.
pub(crate) fn source(api: &Api, crate_name: &str) -> String {
    let sent = types::sent(&api.endpoints);
    rust::source(
        api,
        crate_name,
        Items {
            endpoint: &endpoint,
            types: &|file| types(api, &sent, file),
        },
    )
}

/// Writes the bindings as files: `NAME.rs`, which includes one file per service.
pub(crate) fn files(
    api: &Api,
    name: &str,
    crate_name: &str,
    write: &mut rust::FileWriter<'_>,
) -> io::Result<()> {
    let sent = types::sent(&api.endpoints);
    rust::files(
        api,
        name,
        crate_name,
        Items {
            endpoint: &endpoint,
            types: &|file| types(api, &sent, file),
        },
        write,
    )
}

/// The content of an endpoint's module.
pub(crate) fn endpoint(endpoint: &Endpoint) -> Content {
    let bump = Bump::new();
    rust::endpoint_content(&parts(&bump, endpoint))
}

/// The content of the module of a file of shared types; `sent` are the types that requests can contain.
pub(crate) fn types(api: &Api, sent: &Sent<'_>, file: &TypeFile) -> Content {
    let bump = Bump::new();
    let types = types::visible(api, &file.name);
    rust::type_content(&type_parts(&bump, file, &types, sent))
}

/// Shared types by the name of their file and their own name.
pub(crate) type Sent<'a> = BTreeSet<(&'a str, &'a str)>;

fn type_parts<'a>(
    bump: &'a Bump,
    file: &'a TypeFile,
    types: &'a Types,
    sent: &Sent<'a>,
) -> TypeParts<'a> {
    let own = sent.iter().filter(|(of, _)| *of == file.name);
    let objects = file.types.iter().filter(|field| field.ty == Type::Object);
    let sides = objects.map(|field| {
        let [request, response] = [Section::Body, Section::Response]
            .map(|section| shape::shared_type(bump, types, &field.name, section));
        let sides = Sides {
            shape: response,
            request: Some(request),
        };
        (field, sides)
    });
    TypeParts {
        file,
        types,
        sent: own.map(|(_, name)| *name).collect(),
        sides: sides.collect(),
        schema: schema::types(file, types),
    }
}

fn parts<'a>(bump: &'a Bump, endpoint: &'a Endpoint) -> Parts<'a> {
    Parts {
        endpoint,
        sections: Section::ALL
            .into_iter()
            .map(|section| (section, shape::section(bump, endpoint, section)))
            .collect(),
        request_schema: of_struct(endpoint, "Request", schema::parameters(endpoint)),
        response_schema: of_struct(
            endpoint,
            "Response",
            schema::section(endpoint, Section::Response),
        ),
    }
}

/// The schema of a generated struct. If it refers to types, it has a name that its parts can refer to.
fn of_struct(endpoint: &Endpoint, name: &str, mut schema: Map<String, Value>) -> Value {
    if schema.contains_key("$defs") {
        schema.insert("$id".to_owned(), json!(schema::id(endpoint, name)));
    }
    Value::Object(schema)
}

#[cfg(test)]
mod tests {
    //! Tests that generated tables mean the same as the shapes that tools build from the same spec.

    use std::collections::BTreeMap;

    use larkspec_shape::Pattern;
    use larkspec_shape::object::{Table, text};
    use proptest::collection::vec;
    use proptest::prelude::*;

    use serde_json::Value;

    use super::*;
    use crate::model::{Case, EnumValue, Field, Format, Number, Rules, Test};
    use crate::rust::NestedTable;

    const NAMES: [&str; 8] = [
        "a",
        "id",
        "x-y",
        "\"quoted\"",
        "new\nline",
        "店",
        "{0}",
        "@|!",
    ];
    const TEXTS: [&str; 7] = [
        "",
        "a b",
        "\"\\",
        "\n|)(",
        "店\u{1f600}",
        "\u{2028}",
        "[1u,",
    ];
    const PATTERNS: [&str; 4] = ["^[a-z]+$", r#"^["\\)(|]$"#, "\n", "[一-龥]"];
    const FORMATS: [Format; 5] = [
        Format::UnixMillis,
        Format::Int64,
        Format::Json,
        Format::Email,
        Format::DateTime,
    ];

    fn ints() -> impl Strategy<Value = i64> {
        prop_oneof![Just(i64::MIN), Just(i64::MAX), Just(0), any::<i64>()]
    }

    fn numbers() -> impl Strategy<Value = Number> {
        let floats = prop_oneof![
            Just(f64::MAX),
            Just(-0.0),
            Just(5e-324),
            Just(1e300),
            any::<f64>().prop_filter("finite", |value| value.is_finite())
        ];
        prop_oneof![ints().prop_map(Number::Int), floats.prop_map(Number::Float)]
    }

    fn texts() -> impl Strategy<Value = String> {
        prop_oneof![
            (0..TEXTS.len()).prop_map(|i| TEXTS[i].to_owned()),
            any::<String>()
        ]
    }

    fn values() -> impl Strategy<Value = Value> {
        prop_oneof![
            ints().prop_map(Value::from),
            texts().prop_map(Value::from),
            any::<bool>().prop_map(Value::from),
        ]
    }

    /// Values of one type, as the list of an enum or a condition contains them.
    fn alike() -> impl Strategy<Value = Vec<Value>> {
        prop_oneof![
            vec(ints().prop_map(Value::from), 1..4),
            vec(texts().prop_map(Value::from), 1..4),
        ]
    }

    fn types() -> impl Strategy<Value = Type> {
        let scalar = prop_oneof![
            3 => Just(Type::String),
            3 => Just(Type::Int),
            1 => Just(Type::Float),
            1 => Just(Type::Bool),
            1 => Just(Type::Binary),
            1 => Just(Type::Json),
            3 => Just(Type::Object),
        ];
        scalar.prop_recursive(3, 4, 1, |inner| {
            prop_oneof![
                inner.clone().prop_map(|ty| Type::List(Box::new(ty))),
                inner.clone().prop_map(|ty| Type::Map(Box::new(ty))),
                inner.prop_map(|ty| Type::JsonText(Box::new(ty))),
            ]
        })
    }

    fn tests() -> impl Strategy<Value = Test> {
        prop_oneof![
            alike().prop_map(Test::Is),
            alike().prop_map(Test::Not),
            any::<bool>().prop_map(|value| Test::Is(vec![value.into()])),
            any::<bool>().prop_map(Test::Present),
        ]
    }

    /// Rules of all kinds at once; those that do not apply to the type are ignored.
    fn rules() -> impl Strategy<Value = Rules> {
        let bounds = (
            proptest::option::of(numbers()),
            proptest::option::of(numbers()),
            proptest::option::of(any::<u64>()),
            proptest::option::of(any::<u64>()),
            proptest::option::of(any::<u64>()),
            proptest::option::of(any::<u64>()),
        );
        let listed = (
            proptest::option::weighted(0.2, values()),
            prop_oneof![2 => Just(Vec::new()), 1 => alike()],
            proptest::option::weighted(0.3, 0..PATTERNS.len()),
            any::<bool>(),
            any::<bool>(),
        );
        // Siblings by number, to be named later.
        let needs = (
            proptest::option::weighted(0.3, 0..2_usize),
            vec(vec((0..4_usize, tests()), 1..3), 0..3),
        );
        (bounds, listed, needs).prop_map(|(bounds, listed, needs)| Rules {
            min: bounds.0,
            max: bounds.1,
            min_len: bounds.2,
            max_len: bounds.3,
            min_items: bounds.4,
            max_items: bounds.5,
            pattern: listed.2.map(|i| Pattern::new(PATTERNS[i])),
            fixed: listed.0,
            values: listed.1.into_iter().map(EnumValue::new).collect(),
            open: listed.3,
            bits: listed.4,
            any_of: needs.0.map(|label| label.to_string()),
            required_when: needs.1.into_iter().map(case).collect(),
        })
    }

    fn case(tests: Vec<(usize, Test)>) -> Case {
        let named = tests.into_iter().map(|(i, test)| (i.to_string(), test));
        Case {
            all: named.collect(),
        }
    }

    fn field() -> impl Strategy<Value = Field> {
        let one = (
            0..NAMES.len(),
            types(),
            rules(),
            any::<bool>(),
            proptest::bool::weighted(0.1),
            proptest::option::weighted(0.3, 0..FORMATS.len()),
            proptest::option::weighted(0.3, any::<bool>()),
        )
            .prop_map(|(name, ty, mut rules, required, secret, format, option)| {
                // `check` rejects values of another type.
                let is_text = *ty.innermost() == Type::String;
                rules.values.retain(|one| one.value.is_string() == is_text);
                Field {
                    rules,
                    required,
                    option,
                    secret,
                    format: format.map(|i| FORMATS[i]),
                    ..Field::new(NAMES[name], ty)
                }
            });
        one.prop_recursive(3, 12, 4, |inner| {
            (inner.clone(), vec(inner, 0..5)).prop_map(|(mut field, fields)| {
                if *field.ty.innermost() == Type::Object {
                    field.fields = siblings(fields, "inner");
                }
                field
            })
        })
    }

    /// Gives each field a unique name, and replaces the siblings in its conditions by name.
    fn siblings(mut fields: Vec<Field>, rust: &str) -> Vec<Field> {
        for (i, field) in fields.iter_mut().enumerate() {
            field.name.push_str(&i.to_string());
            field.rust = Some(format!("{rust}_{i}"));
        }
        let names: Vec<String> = fields.iter().map(|field| field.name.clone()).collect();
        for field in &mut fields {
            let cases = field.rules.required_when.iter_mut();
            for (sibling, _) in cases.flat_map(|case| &mut case.all) {
                let i: usize = sibling.parse().unwrap_or_default();
                names[i % names.len()].clone_into(sibling);
            }
        }
        fields
    }

    fn endpoint() -> impl Strategy<Value = Endpoint> {
        vec(vec(field(), 0..5), 5).prop_map(|sections| {
            let spec = "title = \"T\"\n[http]\nmethod = \"POST\"\npath = \"/x\"";
            let mut endpoint = crate::load_str("a/b", spec).expect("a spec");
            for (section, fields) in Section::ALL.into_iter().zip(sections) {
                *endpoint.section_mut(section) = siblings(fields, section.as_str());
            }
            endpoint
        })
    }

    /// Gives some fields rules that only hold in requests, and makes some fields response-only.
    fn sides() -> impl Strategy<Value = (Vec<(Rules, bool)>, Vec<bool>)> {
        (
            vec((rules(), any::<bool>()), 1..4),
            vec(any::<bool>(), 1..4),
        )
    }

    fn take_sides(fields: &mut [Field], (facts, only): &(Vec<(Rules, bool)>, Vec<bool>)) {
        let is_free =
            |field: &Field| field.rules.any_of.is_none() && field.rules.required_when.is_empty();
        let all_free = fields.iter().all(is_free);
        for (i, field) in fields.iter_mut().enumerate() {
            // `check` rejects needs that refer to fields that one side lacks, and objects of which one side has
            // nothing.
            field.response_only = all_free && i > 0 && only[i % only.len()];
            let (rules, required) = &facts[i % facts.len()];
            let mut request = Field::new(&*field.name, field.ty.clone());
            request.rules = Rules {
                any_of: None,
                required_when: Vec::new(),
                ..rules.clone()
            };
            let is_text = *field.ty.innermost() == Type::String;
            request
                .rules
                .values
                .retain(|one| one.value.is_string() == is_text);
            request.required = *required;
            field.request = (i % 2 == 0).then(|| Box::new(request));
            take_sides(&mut field.fields, &(facts.clone(), only.clone()));
        }
    }

    /// A file with a type and an endpoint that uses it, both unchanged and with additional rules.
    fn type_file() -> impl Strategy<Value = TypeFile> {
        (vec(field(), 1..4), vec(field(), 1..5), sides()).prop_map(|(inner, outer, sides)| {
            let object = |name: &str, fields, rust| {
                let mut object = Field::new(name, Type::Object);
                object.fields = siblings(fields, rust);
                take_sides(&mut object.fields, &sides);
                object
            };
            let inner = object("Inner", inner, "inner");
            let mut outer = object("Outer", outer, "outer");
            for (name, is_refined) in [("plain", false), ("refined", true)] {
                let mut field = Field::new(name, Type::List(Box::new(Type::Object)));
                field.shared = Some("Inner".to_owned());
                if is_refined {
                    field.fields.clone_from(&inner.fields);
                    field.fields[0].rules.min_items = Some(1);
                    field.fields[0].rules.min_len = Some(1);
                }
                outer.fields.push(field);
            }
            TypeFile {
                name: "a/types".to_owned(),
                types: vec![outer, inner],
            }
        })
    }

    /// The tables of texts, each before those that refer to it.
    fn tables(texts: Vec<rust::TableText>) -> BTreeMap<String, &'static Table> {
        let mut tables = BTreeMap::new();
        for text in texts.into_iter().rev() {
            let lines = text.fields.iter();
            let lines = lines.map(|(key, flags, text)| text::write_field(key, *flags, text) + "\n");
            let lines: String = lines.collect();
            let nested: Vec<&'static Table> = text
                .nested
                .iter()
                .map(|table| match table {
                    NestedTable::Own(name) | NestedTable::Shared(name) => tables[name],
                })
                .collect();
            let table = Table::of(
                text.name.clone().leak(),
                lines.leak(),
                nested.leak(),
                text.needs.clone().leak(),
            );
            tables.insert(text.name, &*Box::leak(Box::new(table)));
        }
        tables
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn tables_mean_the_shapes_of_the_spec(endpoint in endpoint()) {
            let bump = Bump::new();
            let tables = tables(rust::tables(&parts(&bump, &endpoint)));
            let request = tables["Request"];
            for (section, flags) in [
                (Section::Path, Table::PATH),
                (Section::Query, Table::QUERY),
                (Section::Header, Table::HEADER),
                (Section::Body, Table::BODY),
            ] {
                let found = request.section(flags);
                let expected = match endpoint.section(section) {
                    [] => None,
                    _ => Some(shape::section(&bump, &endpoint, section)),
                };
                prop_assert_eq!(format!("{:?}", found), format!("{:?}", expected));
            }
            if endpoint.payload_section().is_none() {
                let expected = shape::request(&bump, &endpoint);
                prop_assert_eq!(format!("{:?}", request.request()), format!("{:?}", expected));
            }
            if !endpoint.response.is_empty() {
                let expected = shape::section(&bump, &endpoint, Section::Response);
                let found = tables["Response"].response();
                prop_assert_eq!(format!("{:?}", found), format!("{:?}", expected));
            }
        }

        #[test]
        fn tables_of_shared_types_mean_their_shapes_on_each_side(file in type_file()) {
            let bump = Bump::new();
            let types = types::visible_of([&file], &file.name);
            let tables = tables(rust::type_tables(&type_parts(&bump, &file, &types, &BTreeSet::new())));
            for name in ["Inner", "Outer"] {
                let expected = shape::shared_type(&bump, &types, name, Section::Body);
                prop_assert_eq!(format!("{:?}", tables[name].request()), format!("{:?}", expected));
                let expected = shape::shared_type(&bump, &types, name, Section::Response);
                prop_assert_eq!(format!("{:?}", tables[name].response()), format!("{:?}", expected));
            }
        }
    }
}
