//! Which `POST` requests are assumed to be safe to repeat: the rule as a table, its place in files, and the collection.

use std::fs;
use std::path::Path;

use larkspec_codegen::model::{Endpoint, Method};
use larkspec_codegen::{Loader, load_str};
use larkspec_import::interpret::reads_only;
use larkspec_import::{import, merge, write};

fn endpoint(name: &str, method: &str, scopes: &[&str]) -> Endpoint {
    let text = format!(
        "title = \"T\"\n\n[http]\nmethod = \"{method}\"\nhost = \"open\"\npath = \"/open-apis/x\"\nscopes = {scopes:?}\n"
    );
    load_str(name, &text).unwrap()
}

const READ: &[&str] = &["shop:order", "shop:order:readonly"];

#[test]
fn the_name_and_a_scope_must_say_that_a_request_only_reads() {
    let cases: &[(&str, &[&str], bool)] = &[
        ("search", READ, true),
        ("query", READ, true),
        ("list", READ, true),
        ("mget", READ, true),
        ("get", READ, true),
        ("find_by_page", READ, true),
        ("filter", READ, true),
        ("match", READ, true),
        ("batch_get", READ, true),
        ("batch_get_id", READ, true),
        ("batch_query", READ, true),
        ("query_multi_timeline", READ, true),
        ("query_department_change_list", READ, true),
        ("query", &["shop:order:read"], true),
        ("query", &["shop:pre_hire:read_only"], true),
        ("query", &["contact:contact:readonly_as_app"], true),
        ("filter", &["directory:department:list"], true),
        ("search", &["directory:department:search"], true),
        // A scope that allows more, or none at all.
        ("search", &["shop:order"], false),
        (
            "search",
            &["shop:order:write", "shop:order:read_write"],
            false,
        ),
        ("search", &["shop:readonly:write"], false),
        ("get", &[], false),
        // Names that look like reads.
        ("get_or_create", READ, false),
        ("query_and_lock", READ, false),
        ("get_and_mark_read", READ, false),
        ("batch_get_or_create", READ, false),
        ("search_export", READ, false),
        ("list_sync", READ, false),
        ("getaway", READ, false),
        ("research", READ, false),
        // Names that do not say.
        ("check", READ, false),
        ("preview", READ, false),
        ("export", READ, false),
        ("download", READ, false),
        ("batch", READ, false),
        ("read", READ, false),
        ("transfer", READ, false),
        ("subscription", READ, false),
        ("meeting_list", READ, false),
        ("answer_user_query", READ, false),
        ("mark_get", READ, false),
    ];
    for &(method, scopes, reads) in cases {
        let name = format!("shop/v1/order/{method}");
        let endpoint = endpoint(&name, "POST", scopes);
        assert_eq!(
            reads_only(&name, &endpoint.http),
            reads,
            "{method} {scopes:?}"
        );
    }
    // Nothing is assumed about other methods: `GET` is safe by itself, and a `PUT` never only reads, whatever its name.
    for method in ["GET", "PUT", "PATCH", "DELETE"] {
        let endpoint = endpoint("shop/v1/order/search", method, READ);
        assert!(
            !reads_only("shop/v1/order/search", &endpoint.http),
            "{method}"
        );
    }
}

fn page(scopes: &str) -> String {
    format!(
        "## 请求\n\n基本 | \n--- | ---\nHTTP URL | https://open.feishu.cn/open-apis/shop/v1/orders/search\n\
         HTTP Method | POST\n权限要求 | {scopes}\n\n## 响应\n\n### 响应体\n\n名称 | 类型 | 描述\n--- | --- | ---\n\
         `code` | int | x\n`msg` | string | x\n`data` | - | x\n"
    )
}

#[test]
fn the_importer_writes_it_and_keeps_what_a_file_decides() {
    let name = "shop/v1/order/search";
    let reads = import(&page("查看订单 `shop:order:readonly`"), Some(name)).unwrap();
    let text = write::write(&reads.endpoint);
    assert!(text.contains("\nassumed = { safe = true }\n"), "{text}");
    assert!(load_str(name, &text).unwrap().http.is_safe());
    assert!(
        merge::merge(name, &text, &reads)
            .unwrap()
            .changes
            .is_empty()
    );

    let before = text.replace("assumed = { safe = true }\n", "");
    let merged = merge::merge(name, &before, &reads).unwrap();
    assert_eq!(merged.text, text);
    let changes: Vec<String> = merged.changes.iter().map(ToString::to_string).collect();
    assert_eq!(changes, ["+ http.safe: true assumed"]);

    for decided in [
        "assumed = { safe = false } # it notes who has searched",
        "safe = false",
        "safe = true",
    ] {
        let text = text.replace("assumed = { safe = true }", decided);
        let merged = merge::merge(name, &text, &reads).unwrap();
        assert_eq!(merged.text, text);
        assert!(merged.changes.is_empty(), "{decided}");
    }

    let writes = import(&page("更新订单 `shop:order`"), Some(name)).unwrap();
    assert!(!write::write(&writes.endpoint).contains("safe"));
}

/// The comment after what a spec file assumes about its call.
fn reason(text: &str) -> Option<&str> {
    let line = text
        .lines()
        .find(|line| line.starts_with("assumed = { safe"))?;
    line.split_once('#').map(|(_, reason)| reason.trim())
}

/// A file that decides against the rule states the reason in a comment.
#[test]
fn the_collection_follows_the_rule_or_says_why() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    let api = Loader::new(&folder)
        .load()
        .unwrap_or_else(|errors| panic!("{errors}"));
    let mut wrong = Vec::new();
    for endpoint in &api.endpoints {
        let http = &endpoint.http;
        let rule = http.method == Method::Get || reads_only(&endpoint.name, http);
        let text = fs::read_to_string(folder.join(format!("{}.toml", endpoint.name))).unwrap();
        let is_exception = reason(&text).is_some_and(|reason| !reason.is_empty());
        if rule != http.is_safe() && !is_exception {
            wrong.push(format!(
                "{}: safe is {}, the rule says {rule}",
                endpoint.name,
                http.is_safe()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
