//! What a spec may not say: contradictions within an endpoint, and between the endpoints of one
//! folder.

use std::collections::{BTreeMap, HashMap, HashSet};

use bumpalo::Bump;
use larkspec_shape::Shape;
use serde_json::Value;

use crate::duplicates;
use crate::model::{
    Api, Endpoint, Envelope, Field, Format, Method, Number, Page, PageStyle, Section, Type,
};
use crate::operation::Operation;
use crate::place::{Place, inside, table};
use crate::rules::{self, Fact, Stricter};
use crate::shape;
use crate::{names, needs};

pub use crate::place::Problem;

/// Everything in which `endpoint` contradicts itself.
pub fn endpoint(endpoint: &Endpoint) -> Vec<Problem> {
    let example = &endpoint.example;
    let payloads = [
        ("request", &example.request),
        ("response", &example.response),
    ];
    let written = payloads.into_iter().filter_map(|(key, payload)| {
        let payload = payload.as_ref()?;
        Some((key, payload.to_string()))
    });
    self::written(endpoint, &written.collect())
}

/// The same of an endpoint whose example payloads are written like this. A parsed payload is not what
/// was written: of a key that is given twice it has the last value.
pub(crate) fn written(
    endpoint: &Endpoint,
    payloads: &HashMap<&'static str, String>,
) -> Vec<Problem> {
    let mut check = Check {
        endpoint,
        payloads,
        problems: Vec::new(),
    };
    check.head();
    check.http();
    for section in Section::ALL {
        check.fields(section, section.as_str(), endpoint.section(section));
    }
    check.sections();
    check.names();
    check.page();
    check.examples();
    check.problems
}

/// Everything in which the endpoints of one folder contradict each other, with the index of the
/// endpoint to be told about.
///
/// `reserved` are names that the crate which takes in the generated code has at its root.
pub fn api(api: &Api, reserved: &[String]) -> Vec<(usize, Problem)> {
    let mut problems = Vec::new();
    let mut calls: HashMap<String, Vec<(Operation, &str)>> = HashMap::new();
    let mut modules: BTreeMap<Vec<String>, &str> = BTreeMap::new();
    let mut taken: HashSet<&str> = HashSet::new();
    for (index, endpoint) in api.endpoints.iter().enumerate() {
        let mut report = |table: &str, key: &str, message: String, help: &str| {
            let place = Place::key(table, key);
            let help = (!help.is_empty()).then(|| help.to_owned());
            problems.push((
                index,
                Problem {
                    place,
                    message,
                    help,
                },
            ));
        };
        if !taken.insert(&endpoint.name) {
            let message = format!(
                "another folder of this build has `{}` as well",
                endpoint.name
            );
            let help = "build one of the folders apart: `Loader::new(…).output(\"name\")` and `include_spec!(\"name\")`";
            report("", "title", message, help);
            continue;
        }
        let operation = Operation::of(endpoint);
        let known = calls.entry(operation.call.clone()).or_default();
        if let Some((_, other)) = known.iter().find(|(known, _)| known.is_same(&operation)) {
            let message = format!(
                "`{other}` describes the same method and URL, and no field tells their requests apart"
            );
            report(
                "http",
                "path",
                message,
                "take one away; or give each a required field of query, header or body with a `fixed` \
                 value of its own",
            );
        }
        known.push((operation, &endpoint.name));
        let Some(module) = names::module_path(&endpoint.name) else {
            let message = format!("`{}` can not be a module path", endpoint.name);
            report("", "title", message, "rename the file or folder");
            continue;
        };
        if reserved.contains(&module[0]) {
            let message = format!("the name `{}` is taken by the crate itself", module[0]);
            report("", "title", message, "rename the file's topmost folder");
        }
        for length in 1..=module.len() {
            // Two spellings of one module: `a-b/` and `a_b/`.
            let spelled: Vec<&str> = endpoint.name.split('/').take(length).collect();
            let spelled = &endpoint.name[..spelled.join("/").len()];
            let other = *modules.entry(module[..length].to_vec()).or_insert(spelled);
            if other != spelled {
                let message = format!("`{spelled}` and `{other}` are the same module");
                report("", "title", message, "rename one of them");
            }
        }
    }
    problems
}

struct Check<'e> {
    endpoint: &'e Endpoint,
    /// The example payloads as they are written.
    payloads: &'e HashMap<&'static str, String>,
    problems: Vec<Problem>,
}

impl Check<'_> {
    fn report(&mut self, table: &str, key: &str, message: impl Into<String>) {
        self.problems.push(Problem {
            place: Place::key(table, key),
            message: message.into(),
            help: None,
        });
    }

    fn report_with_help(
        &mut self,
        table: &str,
        key: &str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.problems.push(Problem {
            place: Place::key(table, key),
            message: message.into(),
            help: Some(help.into()),
        });
    }

    fn head(&mut self) {
        if let Some(source) = &self.endpoint.source {
            let is_url = source.starts_with("https://") || source.starts_with("http://");
            if !is_url || source.contains(|c: char| c.is_whitespace() || "<>\"`".contains(c)) {
                let message = "`source` is the URL of the page, such as \"https://open.feishu.cn/document/…\"";
                self.report("", "source", message);
            }
        }
        for (index, error) in self.endpoint.errors.iter().enumerate() {
            let table = format!("error[{index}]");
            self.one_meaning(&table, index);
            if error.code == 0 {
                self.report(&table, "code", "the code 0 says that all went well");
            }
            let before = &self.endpoint.errors[..index];
            // One code may come with several statuses or messages, which tell it apart.
            if before.contains(error) {
                self.report(
                    &table,
                    "code",
                    format!("the code {} is listed twice", error.code),
                );
            }
        }
    }

    /// One code under one status means one thing: a client tells them apart by nothing else.
    fn one_meaning(&mut self, table: &str, index: usize) {
        let errors = &self.endpoint.errors;
        let error = &errors[index];
        let other = errors[..index]
            .iter()
            .filter(|other| (other.code, other.status) == (error.code, error.status))
            .find_map(|other| other.means.filter(|means| Some(*means) != error.means));
        if let (Some(other), Some(means)) = (other, error.means) {
            let message = format!(
                "the code {} means \"{other}\" above, and \"{means}\" here",
                error.code
            );
            self.report(table, "means", message);
        }
    }

    /// The parts of an envelope have names, one each, and no field of a flat payload has them too.
    fn envelope(&mut self) {
        let endpoint = self.endpoint;
        let keys = &endpoint.http.envelope_keys;
        let flat = endpoint.http.envelope == Envelope::Flat;
        let mut names = vec![("code", &keys.code), ("msg", &keys.msg)];
        if !flat {
            names.push(("data", &keys.data));
        }
        for (index, (key, name)) in names.iter().enumerate() {
            if name.is_empty() {
                self.report("http.envelope", key, "the name is empty");
            } else if let Some((other, _)) = names[..index].iter().find(|(_, n)| n == name) {
                let message = format!("`{key}` and `{other}` have the same name");
                self.report("http.envelope", key, message);
            }
        }
        for field in endpoint.response.iter().filter(|_| flat) {
            if field.name == keys.code || field.name == keys.msg {
                let message = format!("`{}` is the envelope's own", field.name);
                self.report(&table("response", &field.name), "", message);
            }
        }
    }

    fn http(&mut self) {
        let http = &self.endpoint.http;
        self.envelope();
        if !http.path.starts_with('/') {
            let help =
                "write the URL's path, such as \"/open-apis/im/v1/messages\"; `host` says the rest";
            self.report_with_help("http", "path", "the path does not begin with `/`", help);
        } else if http.path.contains(['?', '#']) {
            let help = "parameters of the query stand under `[query]`";
            self.report_with_help("http", "path", "the path holds more than a path", help);
        } else if let Some(part) = http.path[1..].split('/').find(|part| !is_path_part(part)) {
            let message = format!("`{}` can not be a part of the path", part.escape_debug());
            let help = "letters, digits and `-._~` can; a parameter is written `:name`";
            self.report_with_help("http", "path", message, help);
        }
        let mut names: Vec<&str> = path_parameters(&http.path).collect();
        for name in &names {
            if !self.endpoint.path.iter().any(|field| field.name == *name) {
                let message = format!("the path's parameter `:{name}` is not described");
                let help = format!("add `[path.{name}]`");
                self.report_with_help("http", "path", message, help);
            }
        }
        for field in &self.endpoint.path {
            let table = table("path", &field.name);
            if !names.contains(&&*field.name) {
                let message = format!("there is no `:{}` in the path", field.name);
                self.report(&table, "", message);
            } else if !field.required {
                let message = format!("a path without its `:{}` is another path", field.name);
                let help = "a path parameter is required: add `required = true`";
                self.report_with_help(&table, "", message, help);
            }
        }
        names.sort_unstable();
        for pair in names.windows(2).filter(|pair| pair[0] == pair[1]) {
            let message = format!("the parameter `:{}` stands in the path twice", pair[0]);
            self.report("http", "path", message);
        }
    }

    fn fields(&mut self, section: Section, at: &str, fields: &[Field]) {
        self.problems.extend(needs::problems(at, fields));
        for field in fields {
            let table = table(at, &field.name);
            self.field(section, at, &table, field);
            self.fields(section, &inside(at, field), &field.fields);
        }
    }

    fn field(&mut self, section: Section, at: &str, table: &str, field: &Field) {
        let ty = field.ty.innermost();
        if field.name.is_empty() {
            self.report(table, "", "a field has a name");
        }
        if !field.fields.is_empty() && *ty != Type::Object {
            let first = inside(at, field) + "." + &field.fields[0].name;
            let message = format!("`{}` is `{}`, which has no fields", field.name, field.ty);
            let help = "only object, list<object>, map<object> and string<object> have fields";
            self.report_with_help(&first, "", message, help);
        }
        if field.secret && field.ty != Type::String {
            self.report(table, "secret", "only a string can be a secret");
        }
        if field.secret && !field.rules.values.is_empty() {
            self.report(table, "enum", "the values of a secret can not be listed");
        }
        if field.ty != Type::Binary && *ty == Type::Binary {
            self.report(
                table,
                "type",
                "a file stands by itself, not in a list or map",
            );
        }
        let is_file = field.ty == Type::Binary;
        if is_file
            && (at != section.as_str() || !matches!(section, Section::Body | Section::Response))
        {
            let help = "in a body it is a part of a form, in a response it is the whole answer";
            self.report_with_help(table, "type", "a file can not stand here", help);
        }
        if is_file && section == Section::Response && self.endpoint.response.len() > 1 {
            self.report(
                table,
                "type",
                "a file is the whole answer: no field stands beside it",
            );
        }
        self.carried(table, field);
        self.listing(table, field);
        self.rule_types(table, field);
        self.ranges(table, field);
        self.format(table, field);
        self.values(section, table, field);
    }

    /// What the strings of a field may carry.
    fn carried(&mut self, table: &str, field: &Field) {
        let Some(carried) = field.carried() else {
            return;
        };
        if carried.carried().is_some() {
            let message = "a string that carries JSON stands in a type once";
            let help = "describe the object in it, with a field that is such a string";
            self.report_with_help(table, "type", message, help);
        }
        if *carried == Type::String {
            let message = "a string carries JSON of more than a string";
            let help = "for any JSON, write `string<json>`";
            self.report_with_help(table, "type", message, help);
        }
    }

    /// How the values that are listed are meant.
    fn listing(&mut self, table: &str, field: &Field) {
        let rules = &field.rules;
        for (key, set) in [("open", rules.open), ("bits", rules.bits)] {
            if set && rules.values.is_empty() {
                let message = format!("`{key}` says how an `enum` is meant; there is none");
                self.report(table, key, message);
            }
        }
        if rules.open && rules.bits {
            let message = "an enum is open or lists bits, not both: any sum of bits is valid";
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

    /// Each rule has the types it is for.
    fn rule_types(&mut self, table: &str, field: &Field) {
        for (rule, fact) in rules::of(field) {
            if !rule.on.fits(&field.ty) {
                self.report(table, rule.key, rule.on.misfit(rule.key, field));
            }
            let is_whole = !matches!(fact, Fact::Number(Number::Float(_)));
            if *field.ty.innermost() == Type::Int && !is_whole {
                self.report(table, rule.key, "the bound of an int is an integer");
            }
        }
        let rules = &field.rules;
        if rules.fixed.is_some() && !rules.values.is_empty() {
            self.report(table, "fixed", "a field is fixed or has an enum, not both");
        }
    }

    /// No lower bound is over its upper one.
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
        let ty = field.ty.innermost();
        let fits = match format {
            Format::UnixSeconds | Format::UnixMillis => {
                matches!(ty, Type::Int | Type::String | Type::Float)
            }
            _ => *ty == Type::String,
        };
        if !fits {
            let message = format!("the format `{format}` is not for `{}`", field.ty);
            self.report(table, "format", message);
        }
    }

    /// The values of a field: those that its enum lists, `fixed`, `default`, `example`.
    fn values(&mut self, section: Section, table: &str, field: &Field) {
        let ty = field.ty.innermost();
        let bump = Bump::new();
        let mut item = Field::new(&*field.name, ty.clone());
        item.rules = crate::model::Rules {
            values: Vec::new(),
            fixed: None,
            ..field.rules.clone()
        };
        let item_shape = shape::field(&bump, &item, section);
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
                        Some(name) => format!("`{name}` can not be the name of a variant"),
                        None => format!("{} can not be the name of a variant", value.value),
                    };
                    let key = value.rust.as_ref().map_or("value", |_| "rust");
                    let help = "give it one of ASCII letters and digits: rust = \"Name\"";
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
            // The value of a secret is not repeated, not even one that is no secret.
            return;
        }
        let bump = Bump::new();
        let whole = shape::field(&bump, field, section);
        let can_be_fixed = matches!(field.ty, Type::String | Type::Int | Type::Bool);
        for (key, value) in [
            ("fixed", field.rules.fixed.as_ref().filter(|_| can_be_fixed)),
            ("default", field.default.as_ref()),
            ("example", field.example.as_ref()),
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

    fn sections(&mut self) {
        let endpoint = self.endpoint;
        for field in &endpoint.header {
            let name = field.name.to_ascii_lowercase();
            let taken = [
                "authorization",
                "connection",
                "content-length",
                "content-type",
                "host",
                "transfer-encoding",
            ];
            let same = |other: &&Field| other.name.eq_ignore_ascii_case(&field.name);
            if endpoint.header.iter().filter(same).count() > 1 {
                let message = format!("the header `{}` is described twice", field.name);
                self.report(&table("header", &field.name), "", message);
            } else if taken.contains(&&*name) {
                let message = format!("the client sets `{}` itself", field.name);
                self.report(&table("header", &field.name), "", message);
            } else if !name
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
            {
                let message = format!("`{}` can not be the name of a header", field.name);
                self.report(&table("header", &field.name), "", message);
            }
        }
        for section in [Section::Path, Section::Header] {
            for field in endpoint.section(section) {
                let scalar = matches!(
                    field.ty,
                    Type::String | Type::Int | Type::Float | Type::Bool
                );
                if !scalar {
                    let message = format!("`{}` can not stand in a {section}", field.ty);
                    let help = "a string, an int, a float or a bool can";
                    self.report_with_help(
                        &table(section.as_str(), &field.name),
                        "type",
                        message,
                        help,
                    );
                }
            }
        }
        if endpoint.http.method == Method::Get && endpoint.is_multipart() {
            self.report("http", "method", "a form with a file is not sent by GET");
        }
    }

    /// Field, method and type names in Rust.
    fn names(&mut self) {
        let endpoint = self.endpoint;
        self.unique_names(
            endpoint
                .parameters()
                .map(|(section, field)| (section.as_str().to_owned(), field)),
        );
        let mut keys: HashMap<&str, (String, Option<String>)> = HashMap::new();
        for (section, field) in endpoint.parameters() {
            let key = endpoint.parameter_key(field);
            let table = table(section.as_str(), &field.name);
            let ident = names::field_ident(field);
            let before = keys.insert(key, (table.clone(), ident.clone()));
            // Two of one name in Rust are told below.
            if let Some((other, _)) = before.filter(|(_, other)| *other != ident) {
                let message =
                    format!("this and `{other}` would both be `{key}` in a request's JSON");
                let help = "give one of them another name: rust = \"name\"";
                self.report_with_help(&table, "rust", message, help);
            }
        }
        self.unique_names(endpoint.response.iter().map(|f| ("response".to_owned(), f)));
        for section in Section::ALL {
            self.nested_names(section.as_str(), endpoint.section(section));
        }
        let mut types: HashMap<String, Place> = HashMap::new();
        for reserved in ["Request", "Response"] {
            types.insert(reserved.to_owned(), Place::table(""));
        }
        for (name, place) in names::generated_types(endpoint) {
            if !name.is_ascii() {
                // The name of the field, of which it is made, is reported already.
            } else if !names::is_identifier(&name) {
                let message = format!("`{name}` can not be the name of a type");
                let help = "give the field another name in Rust: rust = \"name\"";
                self.report_with_help(&place.table, "", message, help);
            } else if let Some(other) = types.insert(name.clone(), place.clone()) {
                let message = format!("this and `{}` would both be the type `{name}`", other.table);
                let help = "give one of them another name in Rust: rust = \"name\"";
                self.report_with_help(&place.table, "", message, help);
            }
        }
    }

    fn nested_names(&mut self, at: &str, fields: &[Field]) {
        for field in fields {
            let inside = inside(at, field);
            self.unique_names(field.fields.iter().map(|f| (inside.clone(), f)));
            self.nested_names(&inside, &field.fields);
        }
    }

    fn unique_names<'f>(&mut self, fields: impl Iterator<Item = (String, &'f Field)>) {
        let mut seen: HashMap<String, String> = HashMap::new();
        for (at, field) in fields {
            let table = table(&at, &field.name);
            let key = if field.rust.is_some() { "rust" } else { "" };
            let Some(ident) = names::field_ident(field) else {
                let name = field.rust.as_ref().unwrap_or(&field.name);
                let message = format!("`{name}` can not be a name in Rust");
                let help =
                    "give it one of ASCII letters in lower case, digits and `_`: rust = \"name\"";
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

    fn page(&mut self) {
        let endpoint = self.endpoint;
        let Some(page) = &endpoint.page else { return };
        match response_field(&endpoint.response, &page.items) {
            None => {
                let message = format!("the response has no `{}`", page.items);
                let lists = lists(&endpoint.response);
                self.problems.push(Problem {
                    place: Place::key("page", "items"),
                    message,
                    help: (!lists.is_empty()).then(|| format!("its lists: {}", lists.join(", "))),
                });
            }
            Some(field) if !matches!(field.ty, Type::List(_)) => {
                let message = format!("`{}` is `{}`, not a list", page.items, field.ty);
                self.report("page", "items", message);
            }
            Some(_) => {}
        }
        self.page_parameters(page);
        if page.style == PageStyle::Token {
            self.page_answer(page);
        }
    }

    /// The parameters that ask for a page.
    fn page_parameters(&mut self, page: &Page) {
        let start: &[Type] = match page.style {
            PageStyle::Offset => &[Type::Int],
            PageStyle::Token => &[Type::String],
        };
        for (key, name, types) in [
            ("start", &page.start, start),
            ("size", &page.size, &[Type::Int, Type::String]),
        ] {
            let steps = self.endpoint.paging_parameter(name);
            match steps.as_deref() {
                None if key == "size" => {}
                None => {
                    let message = format!("the request has no `{name}`");
                    let help = format!("name the parameter that is meant in [page]: {key} = \"…\"");
                    self.report_with_help("page", key, message, help);
                }
                Some([parents @ .., field]) => {
                    self.page_field(key, name, field, types);
                    if let Some(parent) = parents.iter().find(|parent| !parent.required) {
                        let message = format!(
                            "`{name}` cannot be set for the next page: `{}` is not required",
                            parent.name
                        );
                        self.report("page", key, message);
                    }
                }
                Some([]) => {}
            }
        }
    }

    /// The fields of the answer that lead to the next page. Where there is no `has_more`, the last page is the
    /// one without a token.
    fn page_answer(&mut self, page: &Page) {
        let usual = Page::new(page.style, &*page.items).more;
        for (key, name, types) in [
            ("next", &page.next, &[Type::String][..]),
            ("more", &page.more, &[Type::Bool, Type::Int]),
        ] {
            match response_field(&self.endpoint.response, name) {
                None if key == "more" && *name == usual => {}
                None => {
                    let message = format!("the response has no `{name}`");
                    let help = format!(
                        "describe [response.{name}], or name the field that is meant in [page]: \
                         {key} = \"…\""
                    );
                    self.report_with_help("page", key, message, help);
                }
                Some(field) => self.page_field(key, name, field, types),
            }
        }
    }

    /// That a field can serve the paging.
    fn page_field(&mut self, key: &str, name: &str, field: &Field, types: &[Type]) {
        if !types.contains(&field.ty) || field.secret || names::is_enum(field) {
            let types: Vec<String> = types.iter().map(|ty| format!("`{ty}`")).collect();
            let message = format!(
                "`{name}` is {}, not {}",
                describe(field),
                types.join(" or ")
            );
            self.report("page", key, message);
        }
    }

    fn examples(&mut self) {
        let endpoint = self.endpoint;
        let bump = Bump::new();
        if let Some(payload) = self.payloads.get("request") {
            match endpoint.body.is_empty() {
                true => {
                    let message = "there is an example of a body, but no `[body]`";
                    self.report("example", "request", message);
                }
                false => self.example("request", &shape::body(&bump, endpoint), payload),
            }
        }
        if let Some(payload) = self.payloads.get("response") {
            match shape::response(&bump, endpoint) {
                None => {
                    let message = "there is an example of an answer, but the answer is a file";
                    self.report("example", "response", message);
                }
                Some(shape) => self.example("response", &shape, payload),
            }
        }
    }

    /// Reports what an example payload breaks. The engine sees a key that is given twice where fields
    /// are described; in a map, or in what is not described, it is no better.
    fn example(&mut self, key: &str, shape: &Shape<'_>, payload: &str) {
        let violations = match larkspec_shape::check(shape, payload.as_bytes()) {
            Ok(()) => Vec::new(),
            Err(error) => error.violations().to_vec(),
        };
        let mut repeated = duplicates::keys(payload);
        for violation in violations {
            if violation.rule() == larkspec_shape::Rule::Duplicate {
                repeated.retain(|location| location != violation.location());
            }
            let message = format!("the example breaks the spec's own rules: {violation}");
            self.report("example", key, message);
        }
        for location in repeated {
            let location = larkspec_shape::one_line(&location);
            let message = format!("the example gives the key {location} more than once");
            self.report("example", key, message);
        }
    }
}

/// The type of a field, with what makes it more than that.
fn describe(field: &Field) -> String {
    match field {
        field if field.secret => "a secret".to_owned(),
        field if names::is_enum(field) => "an enum".to_owned(),
        field => format!("`{}`", field.ty),
    }
}

/// Whether it can stand between the slashes of a path as it is.
fn is_path_part(part: &str) -> bool {
    let name = part.strip_prefix(':').unwrap_or(part);
    !matches!(name, "" | "." | "..")
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-._~".contains(&b))
}

/// The names of the parameters in a path.
pub(crate) fn path_parameters(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter_map(|part| part.strip_prefix(':'))
}

/// The response field at a dotted path through objects.
pub(crate) fn response_field<'f>(fields: &'f [Field], path: &str) -> Option<&'f Field> {
    let (name, rest) = match path.split_once('.') {
        Some((name, rest)) => (name, Some(rest)),
        None => (path, None),
    };
    let field = fields.iter().find(|field| field.name == name)?;
    match rest {
        Some(rest) if field.ty == Type::Object => response_field(&field.fields, rest),
        Some(_) => None,
        None => Some(field),
    }
}

fn lists(fields: &[Field]) -> Vec<String> {
    let mut found = Vec::new();
    for field in fields {
        match field.ty {
            Type::List(_) => found.push(format!("`{}`", field.name)),
            Type::Object => found.extend(
                lists(&field.fields)
                    .into_iter()
                    .map(|inner| format!("`{}.{}", field.name, inner.trim_start_matches('`'))),
            ),
            _ => {}
        }
    }
    found
}
