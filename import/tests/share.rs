//! Shared types: what many pages describe is written once, and every check keeps its verdict.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use bumpalo::Bump;
use larkspec_codegen::model::{Endpoint, Field, Section};
use larkspec_codegen::rules;
use larkspec_codegen::{Api, place};
use larkspec_import::tree::{self, Report, Status};
use larkspec_import::update::Spec;
use larkspec_import::{Imported, import};
use proptest::prelude::*;
use rayon::prelude::*;
use serde_json::Value;

use crate::stored::pages;

/// Temporary folders for pages and spec files.
struct Folder(PathBuf);

static FOLDERS: AtomicUsize = AtomicUsize::new(0);

impl Folder {
    fn new() -> Self {
        let number = FOLDERS.fetch_add(1, Relaxed);
        let name = format!("larkspec-share-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(path.join("pages")).unwrap();
        Folder(path)
    }

    fn of(pages: &[(String, String)]) -> Self {
        let folder = Folder::new();
        for (name, text) in pages {
            folder.page(name, text);
        }
        folder
    }

    fn page(&self, name: &str, text: &str) {
        fs::write(self.0.join("pages").join(format!("{name}.md")), text).unwrap();
    }

    fn spec(&self) -> PathBuf {
        self.0.join("spec")
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.spec().join(format!("{name}.toml"))).unwrap()
    }

    fn import(&self) -> Report {
        tree::import_all(&self.0.join("pages"), &self.spec(), &|_, _| {}).unwrap()
    }

    fn api(&self) -> Api {
        larkspec_codegen::load(self.spec()).unwrap_or_else(|errors| panic!("{errors}"))
    }

    /// All files and their texts.
    fn texts(&self) -> BTreeMap<PathBuf, String> {
        texts(&self.spec())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn texts(folder: &Path) -> BTreeMap<PathBuf, String> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => found.extend(texts(&path)),
            false => {
                let text = fs::read_to_string(&path).unwrap();
                found.insert(path, text);
            }
        }
    }
    found
}

/// A page of `METHOD PATH`, with rows of its body and its response: `name type required`, indented by two spaces per
/// level.
fn page(call: &str, body: &str, response: &str) -> String {
    let (method, path) = call.split_once(' ').unwrap();
    let mut text = format!(
        "## 请求\n\n名称 | 值\n--- | ---\nHTTP URL | https://open.feishu.cn/open-apis/{path}\nHTTP Method | {method}\n"
    );
    text.push_str("\n### 请求体\n\n名称 | 类型 | 必填 | 描述\n--- | --- | --- | ---\n");
    rows(&mut text, body, 0, true);
    text.push_str("\n## 响应\n\n### 响应体\n\n名称 | 类型 | 描述\n--- | --- | ---\ncode | int | c\nmsg | string | m\ndata | - | d\n");
    rows(&mut text, response, 1, false);
    text
}

fn rows(text: &mut String, rows: &str, below: usize, is_request: bool) {
    for row in rows.lines().filter(|row| !row.trim().is_empty()) {
        let depth = below + (row.len() - row.trim_start().len()) / 2;
        let mut words = row.trim().splitn(4, ' ');
        let mut word = || words.next().unwrap_or_default();
        let (name, ty, required, rest) = (word(), word(), word(), word());
        let indent = match depth {
            0 => String::new(),
            depth => format!("{}└ ", "&nbsp;&nbsp;".repeat(depth)),
        };
        let required = match (is_request, required) {
            (false, _) => "",
            (true, "!") => " 是 |",
            (true, _) => " 否 |",
        };
        writeln!(text, "| {indent}`{name}` | {ty} |{required} x{rest} |").unwrap();
    }
}

/// The differences between two checks of an endpoint.
fn differences(before: &Endpoint, after: &Endpoint, open: &BTreeSet<String>) -> Vec<String> {
    let mut compare = Compare {
        after,
        open,
        found: Vec::new(),
    };
    for section in Section::ALL {
        let fields = (before.section(section), after.section(section));
        compare.fields(section, fields, section.as_str(), &mut Vec::new());
    }
    compare.found
}

struct Compare<'e> {
    after: &'e Endpoint,
    /// The tables of fields whose type the page leaves open.
    open: &'e BTreeSet<String>,
    found: Vec<String>,
}

impl Compare<'_> {
    fn fields(
        &mut self,
        section: Section,
        (before, after): (&[Field], &[Field]),
        at: &str,
        around: &mut Vec<String>,
    ) {
        for old in before {
            let table = place::table(at, &old.name);
            match after.iter().find(|new| new.name == old.name) {
                Some(new) => self.field(section, old, new, (&table, at), around),
                None => self.found.push(format!("{table} is gone")),
            }
        }
        // Another use of a type may have further values, which this one need not accept.
        for new in after
            .iter()
            .filter(|new| before.iter().all(|old| old.name != new.name))
        {
            let needs =
                new.required || new.rules.any_of.is_some() || !new.rules.required_when.is_empty();
            if around.is_empty() || needs {
                let table = place::table(at, &new.name);
                self.found
                    .push(format!("{table} is new, and needed: {needs}"));
            }
        }
    }

    fn field(
        &mut self,
        section: Section,
        old: &Field,
        new: &Field,
        (table, at): (&str, &str),
        around: &mut Vec<String>,
    ) {
        if old.ty != new.ty && self.open.contains(table) {
            return;
        }
        if old.ty != new.ty {
            self.found
                .push(format!("{table}: {} became {}", old.ty, new.ty));
        }
        for rule in rules::RULES {
            let (was, is) = ((rule.get)(old), (rule.get)(new));
            let same = match rule.key {
                "enum" | "open" | "bits" => true,
                _ => was == is,
            };
            if !same {
                self.found
                    .push(format!("{table}: {} was {was:?} and is {is:?}", rule.key));
            }
        }
        if section != Section::Response && admitted(old) != admitted(new) {
            self.found.push(format!(
                "{table}: {:?} became {:?}",
                admitted(old),
                admitted(new)
            ));
        }
        around.extend(new.shared.clone());
        let inner = self.after.fields(new, section);
        let _ = at;
        self.fields(
            section,
            (&old.fields, inner),
            &place::inside(at, old),
            around,
        );
        if new.shared.is_some() {
            around.pop();
        }
    }
}

/// The valid values in a request; `None` for any.
fn admitted(field: &Field) -> Option<(bool, BTreeSet<String>)> {
    let values = &field.rules.values;
    let is_any = values.is_empty() || field.rules.open;
    let texts = values.iter().map(|listed| listed.value.to_string());
    (!is_any).then(|| (field.rules.bits, texts.collect()))
}

/// The content of a block, as two pages describe it.
const BLOCK: &str = "
id string
text text
  style text_style
    align int
  elements text_element[] !
    content string !
heading text
  style text_style
    align int
  elements text_element[] !
    content string !
quote text
  style text_style
    align int
  elements text_element[] !
    content string !
";

fn below(rows: &str) -> String {
    rows.lines().map(|row| format!("  {row}\n")).collect()
}

fn blocks() -> Vec<(String, String)> {
    let blocks = format!("blocks block[] !\n{}", below(BLOCK));
    let answered = format!("items block[]\n{}  revision int\n", below(BLOCK));
    [
        ("create", page("POST docx/v1/blocks", &blocks, &answered)),
        ("list", page("GET docx/v1/blocks", "", &answered)),
    ]
    .map(|(name, text)| (name.to_owned(), text))
    .into()
}

#[test]
fn what_occurs_more_than_once_is_a_type() {
    let folder = Folder::of(&blocks());
    let report = folder.import();
    assert_eq!(report.count(Status::Refused), 0, "{report:?}");
    let expected = r#"[types.Block]
type     = "object"
doc      = ""

[types."Block.id"]
type     = "string"
doc      = ""

[types."Block.text"]
type     = "Text"
doc      = ""

[types."Block.heading"]
type     = "Text"
doc      = ""

[types."Block.quote"]
type     = "Text"
doc      = ""

[types."Block.revision"]
type     = "int"
only     = "response"
doc      = ""

[types.Text]
type     = "object"
doc      = ""

[types."Text.style"]
type     = "object"
doc      = ""

[types."Text.style.align"]
type     = "int"
doc      = ""

[types."Text.elements"]
type     = "list<object>"
request  = { required = true }
doc      = ""

[types."Text.elements[].content"]
type     = "string"
request  = { required = true }
doc      = ""
"#;
    assert_eq!(folder.text("docx/v1/types"), expected);
    let create = folder.text("docx/v1/block/create");
    assert!(
        create.contains("[body.blocks]\ntype     = \"list<Block>\"\nrequired = true\n"),
        "{create}"
    );
    assert_eq!(create.matches("\n[body.").count(), 1, "{create}");
    folder.api();
}

#[test]
fn a_second_import_changes_nothing() {
    let folder = Folder::of(&blocks());
    folder.import();
    let first = folder.texts();
    let report = folder.import();
    assert_eq!(folder.texts(), first);
    assert!(report.types.is_empty(), "{:?}", report.types);
    assert!(
        report.pages.iter().all(|page| page.changes.is_empty()),
        "{report:?}"
    );
}

/// A unit that only prose states is assumed, for a type as well: all uses state it, so it determines the type in Rust.
#[test]
fn a_unit_from_prose_is_assumed_of_a_type() {
    let pages = |listed: &str| {
        let block = |time: &str| format!("id string\ntext string\ncreated string - {time}\n");
        let created = format!("blocks block[] !\n{}", below(&block("毫秒级时间戳")));
        let listed = format!("items block[]\n{}", below(&block(listed)));
        [
            ("create", page("POST docx/v1/blocks", &created, "")),
            ("list", page("GET docx/v1/blocks", "", &listed)),
        ]
        .map(|(name, text)| (name.to_owned(), text))
    };
    let both = "doc      = \"\"\nassumed  = { format = \"unix-ms\" }\n";
    let requests = "request  = { assumed = { format = \"unix-ms\" } }\n";
    for (listed, told) in [("Unix 毫秒时间戳", both), ("时间", requests)] {
        let folder = Folder::of(&pages(listed));
        folder.import();
        let first = folder.texts();
        let types = folder.text("docx/v1/types");
        assert!(
            types.contains(told) && types.matches("unix-ms").count() == 1,
            "{types}"
        );
        let report = folder.import();
        assert_eq!(folder.texts(), first);
        let mut pages = report.pages.iter();
        assert!(pages.all(|page| page.changes.is_empty()), "{report:?}");
    }
}

#[test]
fn pages_move_one_at_a_time() {
    let folder = Folder::of(&blocks());
    folder.import();
    // Text from people is kept.
    let types = folder.spec().join("docx/v1/types.toml");
    let text = fs::read_to_string(&types).unwrap().replace(
        "[types.Text]\ntype     = \"object\"\ndoc      = \"\"",
        "# as in the editor\n[types.Text]\ntype     = \"object\"\ndoc      = \"A paragraph.\"",
    );
    fs::write(&types, text).unwrap();
    // An additional optional field is added to the type.
    let answered = format!("items block[]\n{}  color string\n", below(BLOCK));
    folder.page("list", &page("GET docx/v1/blocks", "", &answered));
    let report = folder.import();
    let changes: Vec<String> = report.types.iter().map(ToString::to_string).collect();
    assert_eq!(
        changes,
        [
            "docx/v1/types: + types.Block.color: string; reaches docx/v1/block/create (request, response), \
          docx/v1/block/list (response)"
        ]
    );
    let text = folder.text("docx/v1/types");
    assert!(text.contains(
        "# as in the editor\n[types.Text]\ntype     = \"object\"\ndoc      = \"A paragraph.\""
    ));
    assert!(
        text.contains("[types.\"Block.color\"]\ntype     = \"string\"\nonly     = \"response\"\n"),
        "{text}"
    );
    folder.api();

    // Another type of a field: this use becomes inline, and nothing is renamed.
    let other = answered.replacen("align int", "align string", 1);
    folder.page("list", &page("GET docx/v1/blocks", "", &other));
    let report = folder.import();
    let splits: Vec<&str> = report
        .pages
        .iter()
        .flat_map(|page| &page.diagnostics)
        .filter(|d| d.rule == "type-split")
        .map(|d| &*d.text)
        .collect();
    assert_eq!(
        splits,
        ["`response.items` contradicts its type `Block` and is now described inline"]
    );
    let list = folder.text("docx/v1/block/list");
    assert!(
        list.contains("[response.items]\ntype     = \"list<object>\""),
        "{list}"
    );
    assert!(
        list.contains("[response.\"items[].heading\"]\ntype     = \"Text\""),
        "{list}"
    );
    assert!(
        folder
            .text("docx/v1/block/create")
            .contains("type     = \"list<Block>\"")
    );
    folder.api();
}

#[test]
fn a_new_page_uses_the_types_that_are_there() {
    let folder = Folder::of(&blocks());
    folder.import();
    let before = folder.text("docx/v1/types");
    let body = "title text\n  style text_style\n    align int\n  elements text_element[] !\n    content string !\n";
    folder.page("rename", &page("PATCH docx/v1/blocks/name", body, ""));
    folder.import();
    assert_eq!(folder.text("docx/v1/types"), before);
    let spec = folder.texts();
    let new = spec.values().find(|text| text.contains("PATCH")).unwrap();
    assert!(new.contains("[body.title]\ntype     = \"Text\""), "{new}");
}

#[test]
fn what_a_file_describes_in_place_stays_so() {
    let pages = blocks();
    let folder = Folder::of(&pages[1..]);
    folder.import();
    let before = folder.texts();
    let own = before.values().find(|text| text.contains("GET")).unwrap();
    assert!(own.contains("type     = \"list<object>\""), "{own}");
    folder.page("create", &pages[0].1);
    folder.import();
    let after = folder.texts();
    for (path, text) in before
        .iter()
        .filter(|(path, _)| !path.ends_with("types.toml"))
    {
        assert_eq!(&after[path], text);
    }
    folder.api();
}

#[test]
fn a_field_that_a_request_must_have_splits() {
    let pages = [
        (
            "a",
            page(
                "POST shop/v1/orders",
                "item item\n  id string !\n  name string\n",
                "",
            ),
        ),
        (
            "b",
            page(
                "PUT shop/v1/orders",
                "item item\n  id string !\n  name string\n",
                "",
            ),
        ),
        // It requires a key that the others do not have.
        (
            "c",
            page(
                "PATCH shop/v1/orders",
                "item item\n  id string !\n  name string\n  price int !\n",
                "",
            ),
        ),
        // A response requires nothing, and a request may have further keys.
        (
            "d",
            page(
                "GET shop/v1/orders",
                "item item\n  id string\n  note string\n",
                "item item\n  id string\n  price int\n",
            ),
        ),
    ];
    let folder = Folder::of(&pages.map(|(name, text)| (name.to_owned(), text)));
    folder.import();
    let folder = &folder;
    let ty = |file: &str| {
        let text = folder.text(file);
        let line = text
            .lines()
            .find(|line| line.contains("\"Item"))
            .unwrap()
            .to_owned();
        line.rsplit(' ').next().unwrap().to_owned()
    };
    assert_eq!(ty("shop/v1/order/create"), "\"Item\"");
    assert_eq!(ty("shop/v1/order/update"), "\"Item\"");
    assert_eq!(ty("shop/v1/order/patch"), "\"Item2\"");
    folder.api();
}

#[test]
fn what_three_services_share_is_the_platforms() {
    let rows = "kind string - <br>**可选值有**：<br>- `open_id`：o<br>- `union_id`：u\nname i18n\n  zh string\n  en string\n";
    let pages: Vec<(String, String)> = ["a", "b", "c"]
        .iter()
        .map(|service| {
            (
                (*service).to_owned(),
                page(&format!("POST {service}/v1/things"), rows, ""),
            )
        })
        .collect();
    let folder = Folder::of(&pages);
    folder.import();
    let types = folder.text("types");
    assert!(types.contains("[types.I18n]"), "{types}");
    assert!(types.contains("[types.Kind]"), "{types}");
    assert_eq!(folder.texts().len(), 4);
    let two = Folder::of(&pages[..2]);
    two.import();
    assert!(!two.spec().join("types.toml").exists());
}

const ORDER: &str = r#"title = "Order"
doc = ""

[http]
method = "METHOD"
path = "/open-apis/shop/v1/orders"

# whoever pays
[body.NAME]
type = "object"
required = true
doc = "Who pays."

[body."NAME.id"]
type = "string"
required = true
doc = "The id."
assumed = { max_len = 20 }

[body."NAME.address"]
type = "object"

[body."NAME.address.street"]
type = "string"
MORE
"#;

fn order(folder: &Folder, file: &str, method: &str, name: &str, more: &str) {
    let text = ORDER
        .replace("METHOD", method)
        .replace("NAME", name)
        .replace("MORE", more);
    let path = folder.spec().join(format!("{file}.toml"));
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

#[test]
fn an_object_in_place_becomes_shared_by_a_command() {
    let folder = Folder::new();
    order(
        &folder,
        "shop/v1/order/create",
        "POST",
        "buyer",
        "max_len = 9",
    );
    order(&folder, "shop/v1/order/update", "PUT", "payer", "");
    order(&folder, "other/v1/order/update", "PATCH", "payer", "");
    order(
        &folder,
        "shop/v1/order/patch",
        "DELETE",
        "payer",
        "\n[body.\"payer.age\"]\ntype = \"int\"",
    );
    let before = folder.api();
    let spec = Spec::read(&folder.spec()).unwrap();
    let update = spec
        .share("shop/v1/order/create", "body.buyer", "Buyer")
        .unwrap();
    assert_eq!(
        update.places,
        [
            "shop/v1/order/create body.buyer",
            "shop/v1/order/update body.payer"
        ]
    );
    let files: Vec<&str> = update.texts.keys().map(String::as_str).collect();
    assert_eq!(
        files,
        [
            "shop/v1/order/create",
            "shop/v1/order/update",
            "shop/v1/types"
        ]
    );
    update.write(&folder.spec()).unwrap();
    let after = folder.api();
    for endpoint in &before.endpoints {
        let found = differences(
            endpoint,
            after.endpoint(&endpoint.name).unwrap(),
            &BTreeSet::new(),
        );
        assert!(found.is_empty(), "{found:#?}");
    }
    let types = folder.text("shop/v1/types");
    assert!(
        types.contains("[types.Buyer]\ntype     = \"object\"\n"),
        "{types}"
    );
    assert!(
        types.contains(
            "[types.\"Buyer.id\"]\ntype     = \"string\"\nrequired = true\ndoc      = \"The id.\"\n"
        ),
        "{types}"
    );
    let create = folder.text("shop/v1/order/create");
    assert!(
        create.contains("# whoever pays\n[body.buyer]\ntype = \"Buyer\"\n"),
        "{create}"
    );
    assert!(
        create.contains("[body.\"buyer.address.street\"]\nmax_len"),
        "{create}"
    );
    // An import keeps what is shared now, and running the command again changes nothing.
    let spec = Spec::read(&folder.spec()).unwrap();
    for (endpoint, path, name, error) in [
        (
            "shop/v1/order/create",
            "body.buyer",
            "Payer",
            "`body.buyer` already is a `Buyer`",
        ),
        (
            "shop/v1/order/create",
            "body.payer",
            "Payer",
            "has no field `body.payer`",
        ),
        (
            "shop/v1/order/patch",
            "body.address",
            "Address",
            "did you mean `body.payer.address`?",
        ),
        (
            "shop/v1/order/patch",
            "body.payer.age",
            "Age",
            "`body.payer.age` is int",
        ),
        (
            "shop/v1/order/patch",
            "body.payer",
            "payer",
            "`payer` is not a valid type name",
        ),
        (
            "shop/v1/order/patch",
            "body.payer",
            "Option",
            "`Option` is not a valid type name",
        ),
        (
            "shop/v1/order/none",
            "body.payer",
            "Payer",
            "there is no endpoint `shop/v1/order/none`",
        ),
    ] {
        let failure = spec.share(endpoint, path, name).unwrap_err();
        let refused = failure.to_string();
        assert_eq!(format!("{failure:?}"), refused);
        assert!(refused.contains(error), "{refused}");
    }
    // It has all keys of the type and further ones, which are added to the type.
    let update = spec
        .share("shop/v1/order/patch", "body.payer", "Buyer")
        .unwrap();
    update.write(&folder.spec()).unwrap();
    assert!(folder.text("shop/v1/types").contains("Buyer.age"));
    folder.api();
}

/// A random object: rows, and the names of types in them.
fn rows_of(depth: u32) -> BoxedStrategy<Vec<String>> {
    let leaf =
        (0..6_u32, 0..4_u32, any::<bool>(), 0..3_u32).prop_map(|(name, ty, required, rule)| {
            let ty = ["string", "int", "string[]", "boolean"][ty as usize];
            let required = if required { "!" } else { "-" };
            let rule = match (ty, rule) {
                ("string", 1) => " <br>**数据校验规则**：<br>- 最大长度：`10` 字符",
                ("string", 2) => " <br>**可选值有**：<br>- `a`：x<br>- `b`：y",
                _ => "",
            };
            vec![format!("f{name} {ty} {required}{rule}")]
        });
    if depth == 0 {
        return leaf.boxed();
    }
    let object = (
        0..4_u32,
        0..3_u32,
        any::<bool>(),
        prop::collection::vec(rows_of(depth - 1), 1..5),
    );
    let object = object.prop_map(|(name, ty, required, inner)| {
        let ty = ["thing", "other[]", "object"][ty as usize];
        let required = if required { "!" } else { "-" };
        let mut rows = vec![format!("o{name} {ty} {required}")];
        rows.extend(inner.into_iter().flatten().map(|row| format!("  {row}")));
        rows
    });
    prop_oneof![leaf, object].boxed()
}

fn section() -> impl Strategy<Value = String> {
    let rows = prop::collection::vec(rows_of(3), 1..5);
    rows.prop_map(|rows| rows.concat().join("\n"))
}

fn a_tree() -> impl Strategy<Value = Vec<(String, String)>> {
    let page = (section(), section());
    prop::collection::vec(page, 2..6).prop_map(|pages| {
        let made = pages
            .into_iter()
            .enumerate()
            .map(|(index, (body, response))| {
                let service = if index % 3 == 2 { "b" } else { "a" };
                let text = page_of(service, index, &body, &response);
                (format!("p{index}"), text)
            });
        made.collect()
    })
}

fn page_of(service: &str, index: usize, body: &str, response: &str) -> String {
    page(&format!("POST {service}/v1/n{index}/run"), body, response)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn sharing_changes_no_check(pages in a_tree()) {
        let folder = Folder::of(&pages);
        let report = folder.import();
        let api = folder.api();
        for (page, told) in pages.iter().zip(&report.pages) {
            let name = told.spec.as_deref().unwrap().trim_end_matches(".toml");
            let before = import(&page.1, Some(name)).unwrap();
            let after = api.endpoint(name).unwrap();
            let found = differences(&before.endpoint, after, &before.open.types);
            prop_assert!(found.is_empty(), "{name}: {found:#?}\n{}", told.page);
        }
        let first = folder.texts();
        folder.import();
        prop_assert_eq!(folder.texts(), first);
    }

    #[test]
    fn the_order_of_pages_means_nothing(pages in a_tree()) {
        let folder = Folder::of(&pages);
        folder.import();
        let count = pages.len();
        let turned = pages.iter().enumerate().map(|(index, (_, text))| {
            (format!("p{}", count - index), text.clone())
        });
        let other = Folder::of(&turned.collect::<Vec<_>>());
        other.import();
        let below = |folder: &Folder| -> BTreeMap<PathBuf, String> {
            let spec = folder.spec();
            let texts = folder.texts().into_iter();
            texts.map(|(path, text)| (path.strip_prefix(&spec).unwrap().to_owned(), text)).collect()
        };
        prop_assert_eq!(below(&folder), below(&other));
    }
}

#[test]
#[ignore = "needs documentation pages: LARKSPEC_PAGES=DIR cargo test -- --ignored"]
fn the_platform_shares_its_types() {
    let pages = pages();
    let pages = pages.join("all");
    let folder = Folder::new();
    let import_all = || tree::import_all(&pages, &folder.spec(), &|_, _| {}).unwrap();
    let report = import_all();
    let first = folder.texts();
    let api = folder.api();

    let mut worst = Vec::new();
    let (mut fields, mut objects) = (0, 0);
    let read = report.pages.par_iter();
    let read = read.filter(|page| page.status != Status::Refused);
    let read = read.filter_map(|told| {
        let text = fs::read_to_string(pages.join(&told.page)).unwrap();
        let name = told.spec.as_deref().unwrap().trim_end_matches(".toml");
        Some((name, import(&text, Some(name)).ok()?))
    });
    for (name, page) in read.collect::<Vec<_>>() {
        let after = api.endpoint(name).unwrap();
        if after.source != page.endpoint.source || !after.also.is_empty() {
            continue;
        }
        count(&page, &mut fields, &mut objects);
        let found = differences(&page.endpoint, after, &page.open.types);
        worst.extend(found.into_iter().map(|text| format!("{name}: {text}")));
    }
    let types: usize = api.types.iter().map(|file| file.types.len()).sum();
    let tables = |text: &String| {
        let tables = text.split("\n[").filter(|table| {
            let head = table.trim_start_matches('[');
            ["path.", "query.", "header.", "body.", "response.", "types."]
                .iter()
                .any(|section| head.starts_with(section))
        });
        tables.count()
    };
    let written: usize = first.values().map(tables).sum();
    let docx: usize = first
        .iter()
        .filter(|(path, _)| path.to_string_lossy().contains("/docx/v1/"))
        .map(|(_, text)| tables(text))
        .sum();
    println!(
        "{fields} fields in {objects} objects; {written} written, {docx} of docx; {types} types"
    );
    println!(
        "{} differences:\n{}",
        worst.len(),
        worst
            .iter()
            .take(40)
            .cloned()
            .collect::<Vec<_>>()
            .join("\n")
    );
    assert!(worst.is_empty());
    assert!(written <= 25_000, "{written} fields are written");
    assert!(docx <= 910, "{docx} fields of docx are written");

    let docx = api.type_file("docx/v1/types").unwrap();
    let is_text = |field: &&Field| {
        let keys: BTreeSet<&str> = field.fields.iter().map(|field| &*field.name).collect();
        keys == BTreeSet::from(["elements", "style"])
    };
    let texts: Vec<&str> = docx
        .types
        .iter()
        .filter(is_text)
        .map(|field| &*field.name)
        .collect();
    assert_eq!(texts, ["Text"]);
    let blocks: Vec<&Field> = docx
        .types
        .iter()
        .filter(|field| field.name.contains("Block"))
        .collect();
    let block = blocks.iter().find(|field| field.name == "Block").unwrap();
    for name in ["heading1", "heading9", "bullet", "quote"] {
        let field = block
            .fields
            .iter()
            .find(|field| field.name == name)
            .unwrap();
        assert_eq!(field.shared.as_deref(), Some("Text"), "{name}");
    }

    a_block_goes_back(&api);

    let again = import_all();
    assert!(again.types.is_empty(), "{:?}", again.types);
    let second = folder.texts();
    let changed: Vec<&PathBuf> = second
        .iter()
        .filter(|(path, text)| first.get(*path) != Some(*text))
        .map(|(path, _)| path)
        .collect();
    assert_eq!(changed, Vec::<&PathBuf>::new());
    assert_eq!(second.len(), first.len());
}

/// The blocks in the response are those of the request that creates them, except for response-only fields.
fn a_block_goes_back(api: &Api) {
    let list = api.endpoint("docx/v1/document_block/list").unwrap();
    let create = api
        .endpoint("docx/v1/document_block_children/create")
        .unwrap();
    let listed = list
        .response
        .iter()
        .find(|field| field.name == "items")
        .unwrap();
    let created = create
        .body
        .iter()
        .find(|field| field.name == "children")
        .unwrap();
    assert_eq!(listed.type_text(), "list<Block>");
    assert_eq!(created.type_text(), "list<Block>");
    let answer = list.example.response.as_ref().unwrap();
    let block = answer["data"]["items"].as_array().unwrap();
    let block = block
        .iter()
        .find(|block| block.get("text").is_some())
        .unwrap();
    let asked = asked(create, create.fields(created, Section::Body), block);
    let bump = Bump::new();
    let shape = larkspec_codegen::shape::section(&bump, create, Section::Body);
    let check = |block: &Value| {
        let body = serde_json::json!({ "children": [block], "index": 0 });
        larkspec_shape::check(&shape, body.to_string().as_bytes()).map_err(|e| e.to_string())
    };
    assert!(asked["text"]["elements"].is_array(), "{asked}");
    assert_eq!(check(&asked), Ok(()));
    let refused = check(block).unwrap_err();
    assert!(refused.contains("parent_id"), "{refused}");
}

/// A value without the fields that requests do not have.
fn asked(endpoint: &Endpoint, fields: &[Field], value: &Value) -> Value {
    match value {
        Value::Array(items) => items
            .iter()
            .map(|item| asked(endpoint, fields, item))
            .collect(),
        Value::Object(object) => {
            let known = object.iter().filter_map(|(key, value)| {
                let field = fields.iter().find(|field| field.name == *key)?;
                let inner = endpoint.fields(field, Section::Body);
                let value = if inner.is_empty() {
                    value.clone()
                } else {
                    asked(endpoint, inner, value)
                };
                Some((key.clone(), value))
            });
            Value::Object(known.collect())
        }
        value => value.clone(),
    }
}

fn count(page: &Imported, fields: &mut usize, objects: &mut usize) {
    fn walk(of: &[Field], fields: &mut usize, objects: &mut usize) {
        *fields += of.len();
        *objects += usize::from(!of.is_empty());
        for field in of {
            walk(&field.fields, fields, objects);
        }
    }
    for section in Section::ALL {
        walk(page.endpoint.section(section), fields, objects);
    }
}
