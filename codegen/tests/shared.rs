//! Types that endpoints share: `shared/` is a small tree of spec files with three files of types.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use bumpalo::Bump;
use expect_test::expect_file;
use larkspec_codegen::model::{Endpoint, Section, Type};
use larkspec_codegen::{Loader, golden, schema, shape};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/shared")
}

fn endpoint(name: &str) -> Endpoint {
    let api = Loader::new(folder())
        .load()
        .unwrap_or_else(|e| panic!("{e}"));
    api.endpoint(name).unwrap().clone()
}

/// The violations that the engine reports, as `pointer keyword`.
fn verdict(endpoint: &Endpoint, section: Section, payload: &str) -> Vec<String> {
    let bump = Bump::new();
    let shape = match section {
        Section::Response => shape::response(&bump, endpoint).unwrap(),
        section => shape::section(&bump, endpoint, section),
    };
    match larkspec_shape::check(&shape, payload.as_bytes()) {
        Ok(()) => Vec::new(),
        Err(error) => error
            .violations()
            .iter()
            .map(|v| format!("{} {}", v.location(), v.rule()))
            .collect(),
    }
}

#[test]
fn only_what_is_wanted_is_read_with_the_types_that_it_uses() {
    for (wanted, endpoints, types) in [
        (
            vec!["im/send"],
            vec!["im/send"],
            vec!["types: User", "im/types: Text"],
        ),
        (
            vec!["docx"],
            vec!["docx/v1/create", "docx/v1/list"],
            vec!["types: User", "docx/v1/types: Block Text Align"],
        ),
        (
            vec!["docx/v1/list", "im/"],
            vec!["docx/v1/list", "im/send"],
            vec![],
        ),
        (vec![], vec![], vec![]),
    ] {
        let api = Loader::new(folder()).only(wanted.iter().copied()).load();
        let api = api.unwrap_or_else(|e| panic!("{wanted:?}: {e}"));
        let names: Vec<&str> = api.endpoints.iter().map(|e| &*e.name).collect();
        assert_eq!(names, endpoints, "{wanted:?}");
        if !types.is_empty() {
            let found = api.types.iter().map(|file| {
                let names: Vec<&str> = file.types.iter().map(|field| &*field.name).collect();
                format!("{}: {}", file.name, names.join(" "))
            });
            assert_eq!(found.collect::<Vec<_>>(), types, "{wanted:?}");
        }
    }
}

#[test]
fn a_wanted_name_that_stands_for_no_file_is_an_error() {
    for (wanted, said) in [
        (
            "im/sent",
            "no spec file is called `im/sent`, and no folder; similar names: `im/send`",
        ),
        ("i", "no spec file is called `i`, and no folder"),
        (
            "im/types",
            "no spec file is called `im/types`, and no folder",
        ),
        ("", "no spec file is called ``, and no folder"),
    ] {
        let error = Loader::new(folder())
            .only(["docx", wanted])
            .load()
            .unwrap_err();
        assert!(error.to_string().contains(said), "{wanted}: {error}");
    }
}

#[test]
fn an_endpoint_alone_has_the_types_of_its_folder_and_above() {
    let loader = Loader::new(folder());
    for (name, visible) in [
        ("docx/v1/create", vec!["Align", "Block", "Text", "User"]),
        ("im/send", vec!["Text", "User"]),
    ] {
        let alone = loader.endpoint(name).unwrap().unwrap();
        assert_eq!(alone, endpoint(name), "{name}");
        let names: Vec<&str> = alone.types.iter().map(|(name, _)| name).collect();
        assert_eq!(names, visible, "{name}");
        assert_eq!(*loader.types(name).unwrap(), *alone.types);
    }
    assert!(loader.endpoint("im/types").unwrap().is_none());
    let text = |name: &str| endpoint(name).types.get("Text").unwrap().file.clone();
    assert_eq!(
        [text("im/send"), text("docx/v1/create")],
        ["im/types", "docx/v1/types"]
    );
}

#[test]
fn a_use_has_the_plain_type_and_the_values_of_its_shared_type() {
    let create = endpoint("docx/v1/create");
    let align = &create.response[1];
    assert_eq!(align.ty, Type::List(Box::new(Type::Int)));
    assert_eq!(align.type_text(), "list<Align>");
    assert_eq!(align.rules.values.len(), 2);
    let by_name = &create.body[2];
    assert_eq!(
        (by_name.unrefined(), by_name.type_text()),
        (Some("Text"), "map<Text>".to_owned())
    );
    let fields = |section, field| -> Vec<String> {
        let fields = create.fields(field, section).iter();
        fields.map(|field| field.name.clone()).collect()
    };
    assert_eq!(
        fields(Section::Body, &create.body[1]),
        ["text", "children", "parent"]
    );
    assert_eq!(
        fields(Section::Response, &create.response[0]),
        ["block_id", "text", "children", "parent"]
    );
}

#[test]
fn each_side_and_each_use_has_its_own_rules() {
    let create = endpoint("docx/v1/create");
    let send = endpoint("im/send");
    let response = |data: &str| format!(r#"{{"code":0,"msg":"","data":{data}}}"#);
    for (endpoint, section, payload, expected) in [
        // A rule that the use adds.
        (&create, Section::Body, r#"{"children":[{"text":{"content":"a","style":{"align":1}}}]}"#.to_owned(),
            vec!["/children/0/text/style/bold required"]),
        // Another use of the same type does not have this rule.
        (&create, Section::Body, r#"{"children":[{"text":{"content":"a","style":{"bold":true}}}],"top":{"text":{"content":"a","style":{}}}}"#.to_owned(),
            vec![]),
        // Request-only rules, at any depth.
        (&create, Section::Body, r#"{"children":[{"text":{"content":"a"},"children":[{"children":[{"parent":{}}]}]}]}"#.to_owned(),
            vec!["/children/0/children/0/children/0/parent/text required",
                 "/children/0/children/0/children/0/text required",
                 "/children/0/children/0/text required"]),
        (&create, Section::Body, r#"{"children":[{"text":{"content":""}}],"by_name":{"a":{"content":""}}}"#.to_owned(),
            vec!["/children/0/text/content minLength", "/by_name/a/content minLength"]),
        // Response-only fields.
        (&create, Section::Body, r#"{"children":[{"text":{"content":"a","author":{"id":"u","name":"N"}},"block_id":"b"}]}"#.to_owned(),
            vec!["/children/0/text/author/name additionalProperties", "/children/0/block_id additionalProperties"]),
        // A rule that one type adds to another: within `Block` only.
        (&create, Section::Body, r#"{"children":[{"text":{"content":"12345678901"}}],"by_name":{"a":{"content":"12345678901"}}}"#.to_owned(),
            vec!["/children/0/text/content maxLength"]),
        (&create, Section::Response, response(r#"{"children":[{"block_id":"b","text":{"content":""},"more":1,"children":[{}]}],"aligns":[7]}"#),
            vec![]),
        (&create, Section::Response, response(r#"{"children":[{"text":{},"children":[{"text":{"content":"12345678901"}}]}]}"#),
            vec!["/data/children/0/text/content required", "/data/children/0/children/0/text/content maxLength"]),
        (&create, Section::Query, r#"{"align":3}"#.to_owned(), vec!["/align enum"]),
        // Another folder's `Text`.
        (&send, Section::Body, r#"{"to":{"id":"u"},"content":"{\"text\":\"a\",\"mentions\":[{\"id\":\"\"}]}"}"#.to_owned(),
            vec!["/content/mentions/0/id minLength"]),
    ] {
        assert_eq!(verdict(endpoint, section, &payload), expected, "{payload}");
    }
}

/// A schema contains each type once and refers to it; refinements are written inline.
#[test]
fn schemas_describe_a_type_once_on_each_side() {
    let create = endpoint("docx/v1/create");
    let text = |schema: serde_json::Value| serde_json::to_string_pretty(&schema).unwrap() + "\n";
    let path = |name: &str| folder().join("docx/v1").join(name);
    expect_file![path("create.request.schema.json")].assert_eq(&text(schema::request(&create)));
    expect_file![path("create.response.schema.json")].assert_eq(&text(schema::response(&create)));
    let send = schema::request(&endpoint("im/send"));
    assert_eq!(
        send.pointer("/properties/content/contentSchema/$ref")
            .unwrap(),
        "#/$defs/Text"
    );
    // The content of a string has a separate schema.
    let payload = serde_json::json!({ "content": "{}" });
    let carried = larkspec_codegen::carried::carried(&send, &payload);
    let schema = carried[0].schema.as_ref().unwrap();
    assert!(schema.pointer("/$defs/User/properties/id").is_some());
}

/// The types of a file as Rust.
#[test]
fn a_file_of_types_is_a_module() {
    let api = Loader::new(folder()).load().unwrap();
    let files = golden::render(&api).unwrap();
    let path = Path::new("docx/v1/types.rs");
    expect_file![folder().join(path)].assert_eq(&files[path]);
    let create = &files[Path::new("docx/v1/create.rs")];
    for line in [
        "pub children: Vec<super::types::Block>,",
        "pub top: Option<super::types::Block>,",
        "pub align: Option<::larkspec::OpenEnum<super::types::Align>>,",
    ] {
        assert!(create.contains(line), "{line}: {create}");
    }
    let send = &files[Path::new("im/send.rs")];
    assert!(
        send.contains("pub to: super::super::types::User,"),
        "{send}"
    );
}

#[test]
fn a_secret_in_a_type_makes_an_answer_secret() {
    let create = endpoint("docx/v1/create");
    assert!(create.answers_secret());
    assert!(create.holds_secret(Section::Body));
    assert!(!create.holds_secret(Section::Query));
}

#[test]
fn the_example_of_a_type_is_held_to_the_type_alone() {
    let text = "[types.Text]\ntype = \"object\"\n[types.\"Text.content\"]\ntype = \"string\"\nexample = \"a long text\"\n";
    let file = larkspec_codegen::load_types_str("a/types", text, &Arc::default()).unwrap();
    let types = Arc::new(larkspec_codegen::types::visible_of(&[file], "a/get"));
    let endpoint = |example: &str| {
        let text = format!(
            "title = \"T\"\n[http]\nmethod = \"POST\"\npath = \"/x\"\n[body.text]\ntype = \"Text\"\n\
             [body.\"text.content\"]\nmax_len = 3\n{example}"
        );
        larkspec_codegen::load_str_with("a/get", &text, &types)
    };
    assert!(endpoint("").is_ok());
    let error = endpoint("example = \"another\"\n").unwrap_err().to_string();
    assert!(
        error.contains("`example` breaks the field's own rules"),
        "{error}"
    );
}

/// An endpoint with types of the crate `theirs`, whose spec files are those of `shared/`.
fn with_types_of_theirs(body: &str) -> Loader {
    let mut files = Vec::new();
    for name in ["types", "im/types", "docx/v1/types"] {
        let text = std::fs::read_to_string(folder().join(format!("{name}.toml"))).unwrap();
        files.push((name, text));
    }
    let head = "title = \"Own\"\n[http]\nmethod = \"POST\"\npath = \"/own\"\ntokens = []\n";
    Loader::texts([("shop/own", format!("{head}{body}"))]).types_of("theirs", files)
}

#[test]
fn types_of_another_crate_are_referred_to_and_not_copied() {
    let loader = with_types_of_theirs(
        "[body.blocks]\ntype = \"list<theirs::docx::v1::types::Block>\"\nmax_items = 2\n\
         [body.align]\ntype = \"theirs::docx::v1::types::Align\"\n\
         [response.first]\ntype = \"theirs::docx::v1::types::Block\"",
    );
    let api = loader.load().unwrap_or_else(|errors| panic!("{errors}"));
    let own = api.endpoint("shop/own").unwrap();
    assert_eq!(Some(own), loader.endpoint("shop/own").unwrap().as_ref());
    assert!(api.types.is_empty());
    // Those that the types refer to are known as well; the others are not kept.
    let known = api.elsewhere.iter().flat_map(|file| &file.types);
    let known: Vec<&str> = known.map(|field| &*field.name).collect();
    assert_eq!(
        known,
        [
            "theirs::types::User",
            "theirs::docx::v1::types::Block",
            "theirs::docx::v1::types::Text",
            "theirs::docx::v1::types::Align"
        ]
    );

    let rust = golden::source(own).unwrap();
    assert!(
        rust.contains("pub blocks: Option<Vec<::theirs::docx::v1::types::Block>>"),
        "{rust}"
    );
    assert!(
        rust.contains("[::theirs::docx::v1::types::TABLE_Block]"),
        "{rust}"
    );
    assert!(!rust.contains("struct Block"), "{rust}");

    let schema = serde_json::to_value(schema::request(own)).unwrap();
    let path = "theirs::docx::v1::types::Block";
    let items = &schema["properties"]["blocks"]["items"]["$ref"];
    assert_eq!(*items, format!("#/$defs/{path}"));
    assert!(schema["$defs"][path]["properties"]["text"].is_object());

    // The rules of the type hold, and those of the use.
    let check = |payload| verdict(own, Section::Body, payload);
    assert_eq!(
        check(r#"{"blocks":[{"text":{"content":"x"}}],"align":1}"#),
        [""; 0]
    );
    assert_eq!(
        check(r#"{"blocks":[{"text":{"content":""}}],"align":9}"#),
        ["/blocks/0/text/content minLength", "/align enum"]
    );
    assert_eq!(
        check(r#"{"blocks":[{},{},{}]}"#).last().unwrap(),
        "/blocks maxItems"
    );
}

#[test]
fn a_type_that_another_crate_has_not_is_an_error() {
    for (named, expected) in [
        (
            "theirs::docx::v1::types::Blok",
            "did you mean `theirs::docx::v1::types::Block`?",
        ),
        (
            "theirs::docx::v1::Block",
            "did you mean `theirs::docx::v1::types::Block`?",
        ),
        ("Block", "in the file `types.toml` of this folder"),
    ] {
        let loader = with_types_of_theirs(&format!("[body.x]\ntype = \"{named}\""));
        let error = loader.load().unwrap_err().to_string();
        assert!(error.contains(expected), "{named}: {error}");
    }
    let broken =
        Loader::texts([("own", "")]).types_of("theirs", [("types", "[types.A]\ntype = \"Bc\"")]);
    let error = broken.load().unwrap_err().to_string();
    assert!(error.contains("--> theirs/types.toml:2:"), "{error}");
}
