//! Empty values of parameters: those that a URL cannot carry are rejected, by the engine and by the schema.

use bumpalo::Bump;
use larkspec_codegen::load_str;
use larkspec_codegen::model::Section;
use larkspec_codegen::{schema, shape};
use larkspec_conformance::verdict::{Agreed, compare, engine, pairs, validator};
use serde_json::{Value, json};

/// What both say about a payload, as `pointer keyword`.
fn broken(tables: &str, payload: &Value) -> Vec<String> {
    let path = match tables.contains("[path.id]") {
        true => "/open-apis/x/:id/y",
        false => "/open-apis/x",
    };
    let text = format!(
        "title = \"T\"\n[http]\nmethod = \"POST\"\nhost = \"open\"\npath = \"{path}\"\n{tables}"
    );
    let endpoint = load_str("shop/v1/x", &text).unwrap();
    let bump = Bump::new();
    let pair = pairs(&bump, &endpoint).unwrap().remove(0);
    let Agreed::Broken(broken) = compare(&pair, &payload.to_string()).unwrap() else {
        panic!("{tables}: {payload}");
    };
    // A section by itself says the same as the whole request.
    for section in Section::REQUEST {
        let fields = endpoint.section(section);
        let own = payload.as_object().unwrap().iter();
        let own = own.filter(|(key, _)| fields.iter().any(|field| field.name == **key));
        let own: Value = own
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect();
        let schema = Value::Object(schema::section(&endpoint, section));
        let independent = jsonschema::draft202012::new(&schema).unwrap();
        let shape = shape::section(&bump, &endpoint, section);
        assert_eq!(
            engine(&shape, &own.to_string()).unwrap(),
            validator(&independent, &schema, &own),
            "{tables}: {section}"
        );
    }
    let shown = broken.into_iter();
    shown.map(|(at, _, rule)| format!("{at} {rule}")).collect()
}

#[test]
fn an_empty_parameter_that_would_not_arrive_is_rejected() {
    let list = "type = \"list<string>\"\n";
    let required = "required = true\n";
    let cases: &[(&str, Value, &[&str])] = &[
        // A list in a query repeats its key, so an empty one is left out.
        (
            &format!("[query.ids]\n{list}{required}"),
            json!({"ids": []}),
            &["/ids minItems"],
        ),
        (
            &format!("[query.ids]\n{list}{required}"),
            json!({"ids": [""]}),
            &[],
        ),
        (
            &format!("[query.ids]\n{list}{required}min_items = 0\n"),
            json!({"ids": []}),
            &["/ids minItems"],
        ),
        (
            &format!("[query.ids]\n{list}{required}min_items = 2\n"),
            json!({"ids": ["a"]}),
            &["/ids minItems"],
        ),
        (
            &format!("[query.ids]\n{list}{required}min_items = 2\n"),
            json!({"ids": ["a", "b"]}),
            &[],
        ),
        (&format!("[query.ids]\n{list}"), json!({"ids": []}), &[]),
        // Whether the list is present matters to a group, and to another field that requires it.
        (
            &format!(
                "[query.ids]\n{list}any_of = \"ids\"\n[query.names]\n{list}any_of = \"ids\"\n"
            ),
            json!({"ids": []}),
            &["/ids minItems"],
        ),
        (
            &format!(
                "[query.kind]\ntype = \"string\"\n[query.ids]\n{list}required_when = {{ kind = \"a\" }}\n"
            ),
            json!({"kind": "a", "ids": []}),
            &["/ids minItems"],
        ),
        // Objects and maps are sent as JSON, and so are lists in a body or in an object.
        (
            &format!("[query.map]\ntype = \"map<string>\"\n{required}"),
            json!({"map": {}}),
            &[],
        ),
        (
            &format!("[body.ids]\n{list}{required}"),
            json!({"ids": []}),
            &[],
        ),
        (
            &format!(
                "[query.of]\ntype = \"object\"\n{required}[query.\"of.ids\"]\n{list}{required}"
            ),
            json!({"of": {"ids": []}}),
            &[],
        ),
        // An empty segment is another path; an empty value of a query or header arrives.
        (
            &format!("[path.id]\ntype = \"string\"\n{required}"),
            json!({"id": ""}),
            &["/id minLength"],
        ),
        (
            &format!("[path.id]\ntype = \"string\"\n{required}"),
            json!({"id": "0"}),
            &[],
        ),
        (
            &format!("[path.id]\ntype = \"string\"\n{required}enum = [{{ value = \"a\" }}]\n"),
            json!({"id": ""}),
            &["/id enum", "/id minLength"],
        ),
        (
            &format!(
                "[path.id]\ntype = \"string\"\n{required}enum = [{{ value = \"a\" }}]\nopen = true\n"
            ),
            json!({"id": ""}),
            &["/id minLength"],
        ),
        (
            &format!("[path.id]\ntype = \"string\"\n{required}format = \"unix-ms\"\n"),
            json!({"id": "1"}),
            &[],
        ),
        (
            &format!("[query.name]\ntype = \"string\"\n{required}"),
            json!({"name": ""}),
            &[],
        ),
        (
            &format!("[header.X-Name]\ntype = \"string\"\n{required}"),
            json!({"X-Name": ""}),
            &[],
        ),
    ];
    for (tables, payload, expected) in cases {
        assert_eq!(broken(tables, payload), *expected, "{tables}: {payload}");
    }
}
