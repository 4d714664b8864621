//! Which spec files a server uses: those of the platform and those of the caller.

use std::fs;

use crate::client::{self, *};
use larkspec_codegen::Loader;
use larkspec_sandbox::{Fault, Plan, Rule, Sandbox};
use serde_json::{Value, json};

const MESSAGES: &str = "/open-apis/im/v1/messages";
const CREATE: &str = "im/v1/message/create";

/// A spec of a `GET` without parameters that answers with a text.
fn spec(path: &str, text: &str) -> String {
    format!(
        "title = \"t\"\n\n[http]\nmethod = \"GET\"\nhost = \"open\"\npath = \"{path}\"\ntokens = []\n\
         [response.text]\ntype = \"string\"\n\
         [example]\nresponse = '{{\"code\": 0, \"msg\": \"\", \"data\": {{\"text\": \"{text}\"}}}}'\n"
    )
}

fn text_at(sandbox: &Sandbox, path: &str) -> Value {
    get(sandbox, path).unwrap().json()["data"]["text"].clone()
}

#[test]
fn the_whole_platform_is_served() {
    let sandbox = Sandbox::start().unwrap();
    let message = json!({ "receive_id": "ou_1", "msg_type": "text", "content": "{}" });
    let target = format!("{MESSAGES}?receive_id_type=open_id");
    let created = post(&sandbox, &target, &message).unwrap();
    assert_eq!(created.code(), 0, "{}", created.text());
    let missing = post(&sandbox, &target, &json!({ "receive_id": "ou_1" })).unwrap();
    assert!(missing.text().contains("msg_type"), "{}", missing.text());
    sandbox.calls_of(CREATE).assert_count(2);
    // Of a fixed path and a template, the fixed one.
    let reply = get(&sandbox, "/open-apis/contact/v3/users/find_by_department").unwrap();
    assert_eq!(
        sandbox.calls().last().unwrap().endpoint.as_deref(),
        Some("contact/v3/user/find_by_department"),
        "{}",
        reply.text()
    );
}

#[test]
fn the_list_of_endpoints_says_what_the_files_say() {
    let loader = Loader::texts(larkspec_spec::files());
    let api = loader.load().unwrap();
    let listed = loader.list().unwrap();
    assert_eq!(listed.len(), api.endpoints.len());
    for (listed, endpoint) in listed.iter().zip(&api.endpoints) {
        let read = (endpoint.http.method, &*endpoint.http.path);
        assert_eq!((listed.method, &*listed.path), read, "{}", endpoint.name);
        assert_eq!(listed.name, endpoint.name);
    }
}

#[test]
fn spec_files_of_the_caller_take_precedence() {
    let folder = std::env::temp_dir().join(format!("sandbox-specs-{}", std::process::id()));
    fs::create_dir_all(folder.join("im/v1/message")).unwrap();
    fs::create_dir_all(folder.join("shop")).unwrap();
    fs::write(
        folder.join("im/v1/message/create.toml"),
        spec("/moved", "by name"),
    )
    .unwrap();
    fs::write(
        folder.join("shop/chats.toml"),
        spec("/open-apis/im/v1/chats", "by URL"),
    )
    .unwrap();
    fs::write(folder.join("shop/hello.toml"), spec("/hello", "own")).unwrap();
    let later = [("shop/hello", spec("/hello", "later"))];
    let sandbox = Sandbox::builder()
        .specs(&*folder)
        .specs(Loader::texts(later))
        .start()
        .unwrap();
    for (path, text) in [
        ("/moved", "by name"),
        ("/open-apis/im/v1/chats", "by URL"),
        ("/hello", "own"),
    ] {
        assert_eq!(text_at(&sandbox, path), text, "{path}");
    }
    fs::remove_dir_all(&folder).unwrap();
    let gone = post(&sandbox, MESSAGES, &json!({})).unwrap();
    assert_eq!(gone.status, 405, "{}", gone.text());
}

/// Of templates of one length, the one whose fixed segment comes first; the order of the files does not matter.
#[test]
fn a_fixed_segment_goes_before_a_parameter() {
    let parameter = |name| format!("[path.{name}]\ntype = \"string\"\nrequired = true\n");
    let [shop, order] = ["shop", "order"].map(parameter);
    let any = spec("/shops/:shop/orders/:order", "any order") + &shop + &order;
    let newest = spec("/shops/:shop/orders/newest", "newest") + &shop;
    let mine = spec("/shops/mine/orders/:order", "mine") + &order;
    let files = [("a/any", any), ("b/newest", newest), ("c/mine", mine)];
    let sandbox = Sandbox::builder()
        .platform(false)
        .specs(Loader::texts(files));
    let sandbox = sandbox.start().unwrap();
    for (path, text) in [
        ("/shops/1/orders/2", "any order"),
        ("/shops/1/orders/newest", "newest"),
        ("/shops/mine/orders/2", "mine"),
        ("/shops/mine/orders/newest", "mine"),
    ] {
        assert_eq!(text_at(&sandbox, path), text, "{path}");
    }
}

#[test]
fn a_broken_spec_file_breaks_only_its_endpoint() {
    let broken = spec("/broken", "").replace("type = \"string\"", "type = \"text\"");
    let files = [("a/broken", broken), ("a/whole", spec("/whole", "fine"))];
    let sandbox = Sandbox::builder()
        .platform(false)
        .specs(Loader::texts(files));
    let sandbox = sandbox.start().unwrap();
    assert_eq!(text_at(&sandbox, "/whole"), "fine");
    let reply = get(&sandbox, "/broken").unwrap();
    assert_eq!(reply.status, 500);
    for part in ["a/broken.toml", "text", "string"] {
        assert!(reply.text().contains(part), "{}", reply.text());
    }
    sandbox.calls_of("a/broken").assert_count(1);
    let error = sandbox.on("a/broken").unwrap_err().to_string();
    assert!(error.contains("a/broken.toml"), "{error}");
}

#[test]
fn a_call_that_cannot_be_listed_is_an_error_at_the_start() {
    let files = [("a/b", "title = \"t\"\n[http]\nmethod = \"GET\"\n")];
    let sandbox = Sandbox::builder().specs(Loader::texts(files));
    let error = sandbox.start().unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::InvalidInput);
    assert!(error.to_string().contains("path"), "{error}");
    let error = Sandbox::builder().specs("no/such/folder").start();
    assert!(error.unwrap_err().to_string().contains("no/such/folder"));
}

#[test]
fn what_only_looks_like_the_http_table_is_an_error() {
    let text = format!(
        "title = '''\n[http]\nmethod = \"GET\"\npath = \"/decoy\"\n'''\n{}",
        spec("/real", "x").replace("title = \"t\"\n", "")
    );
    let sandbox = Sandbox::builder().specs(Loader::texts([("a/b", text)]));
    let reply = get(&sandbox.start().unwrap(), "/decoy").unwrap();
    assert_eq!(reply.status, 500, "{}", reply.text());
    assert!(!reply.text().is_empty());
}

#[test]
fn faults_find_their_endpoints_among_all() {
    let plan = Plan::new()
        .rule(Rule::new(Fault::NullList).call(1))
        .rule(Rule::new(Fault::Descending).call(1))
        .rule(Rule::new(Fault::ServerError { status: 503 }).endpoint(CREATE));
    let sandbox = Sandbox::builder().faults(plan).start().unwrap();
    let target = format!("{MESSAGES}?receive_id_type=open_id");
    assert_eq!(post(&sandbox, &target, &json!({})).unwrap().status, 503);
    let plan = Plan::new().rule(Rule::new(Fault::NullList).endpoint("im/v1/message/creat"));
    let error = sandbox.set_faults(plan).unwrap_err().to_string();
    assert!(
        error.contains("did you mean `im/v1/message/create`"),
        "{error}"
    );
}

#[test]
fn every_token_endpoint_issues_tokens_that_work() {
    let own = [(
        "a/hello",
        spec("/hello", "x").replace("tokens = []", "tokens = [\"app\"]"),
    )];
    let sandbox = Sandbox::builder().platform(false).specs(Loader::texts(own));
    let sandbox = sandbox.start().unwrap();
    let app = json!({ "app_id": sandbox.app_id(), "app_secret": sandbox.app_secret() });
    let issued = |path: &str, body: &Value| {
        let path = format!("/open-apis/auth/v3/{path}");
        let reply = send(
            &sandbox,
            "POST",
            &path,
            &["Content-Type: application/json"],
            body.to_string().as_bytes(),
        );
        reply.unwrap().json()
    };
    let status = |token: &Value| {
        let header = format!("Authorization: Bearer {}", token.as_str().unwrap());
        send(&sandbox, "GET", "/hello", &[&header], b"")
            .unwrap()
            .status
    };
    let internal = issued("app_access_token/internal", &app);
    assert_eq!(status(&internal["app_access_token"]), 200, "{internal}");
    assert_eq!(
        status(&internal["tenant_access_token"]),
        400,
        "of another kind"
    );
    let tenant = issued("tenant_access_token/internal", &app);
    assert_eq!(
        tenant["tenant_access_token"],
        internal["tenant_access_token"]
    );
    let mut ticket = app.clone();
    ticket["app_ticket"] = json!("ticket");
    let store = issued("app_access_token", &ticket);
    assert_eq!(status(&store["app_access_token"]), 200, "{store}");
    let body = |token: &Value| json!({ "app_access_token": token, "tenant_key": "k" });
    let tenant = issued("tenant_access_token", &body(&store["app_access_token"]));
    assert_eq!(tenant["code"], 0, "{tenant}");
    let refused = issued("tenant_access_token", &body(&json!("a-other")));
    assert_eq!(refused["code"], 10003, "{refused}");
    ticket["app_secret"] = json!("wrong");
    assert_eq!(issued("app_access_token", &ticket)["code"], 10015);
    // The endpoints of the platform are not served.
    assert_eq!(get(&sandbox, MESSAGES).unwrap().status, 404);
}

/// The example of a shared type need not keep the rules of each of its uses.
#[test]
fn an_example_that_does_not_fit_is_replaced() {
    let get = "title = \"t\"\n[http]\nmethod = \"GET\"\nhost = \"open\"\npath = \"/size\"\ntokens = []\n\
        [response.size]\ntype = \"Size\"\n[response.\"size.width\"]\nmax = 5\n";
    let types = "[types.Size]\ntype = \"object\"\n[types.\"Size.width\"]\ntype = \"int\"\nexample = 7\n\
        [types.\"Size.height\"]\ntype = \"int\"\nexample = 8\n";
    let files = [("a/get", get), ("a/types", types)];
    let sandbox = Sandbox::builder()
        .platform(false)
        .specs(Loader::texts(files));
    let reply = client::get(&sandbox.start().unwrap(), "/size").unwrap();
    assert_eq!(
        reply.json()["data"]["size"],
        json!({ "width": 0, "height": 8 })
    );
}
