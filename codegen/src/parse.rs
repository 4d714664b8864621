//! Spec file → model: reads TOML with spans and reports everything that is wrong with it at once.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use larkspec_shape::Pattern;
use serde_json::Value;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::check;
use crate::diagnostic::{Diagnostic, Source};
use crate::model::{
    AppKind, Case, Date, Endpoint, EnumValue, Envelope, EnvelopeKeys, ErrorCode, Example, Field,
    Host, Http, Keyword, Method, Number, Page, PageStyle, Per, Rate, Section, Test, TokenKind,
    Type,
};
use crate::place::{self, Place};
use crate::rules::{self, Fact, RULES, Rule, Takes};

const TOP_KEYS: &[&str] = &[
    "title",
    "doc",
    "source",
    "also",
    "updated",
    "page_hash",
    "replaced_by",
    "http",
    "page",
    "path",
    "query",
    "header",
    "body",
    "response",
    "error",
    "example",
];
const HTTP_KEYS: &[&str] = &[
    "method", "host", "path", "tokens", "apps", "scopes", "rate", "envelope", "safe", "assumed",
];
const HTTP_ASSUMED_KEYS: &[&str] = &["safe"];
const ENVELOPE_KEYS: &[&str] = &["payload", "code", "msg", "data", "optional"];
const PAGE_KEYS: &[&str] = &["style", "items", "start", "size", "next", "more"];
/// What else may stand in a field's table.
const OWN_KEYS: &[&str] = &["name", "rust", "doc", "example", "secret", "assumed"];
const ENUM_KEYS: &[&str] = &["value", "doc", "rust"];
const ERROR_KEYS: &[&str] = &["code", "status", "msg", "doc", "means", "assumed"];
const ERROR_ASSUMED_KEYS: &[&str] = &["means"];
const EXAMPLE_KEYS: &[&str] = &["request", "response"];

/// A file without byte order mark whose lines end with `\n`: how an editor saves a spec changes nothing that it
/// says, nor where it says it.
fn with_plain_lines(source: Arc<Source>) -> Arc<Source> {
    let bare = source.text.strip_prefix('\u{feff}').unwrap_or(&source.text);
    if bare.len() == source.text.len() && !bare.contains("\r\n") {
        return source;
    }
    Arc::new(Source {
        path: source.path.clone(),
        text: bare.replace("\r\n", "\n"),
    })
}

/// Parses one spec file.
///
/// `name` is the endpoint's name: the file's path below `spec/` without extension.
pub(crate) fn parse(name: &str, source: Arc<Source>) -> Result<Parsed, Vec<Diagnostic>> {
    let source = with_plain_lines(source);
    let text = source.text.clone();
    let (root, errors) = DeTable::parse_recoverable(&text);
    let mut parser = Parser {
        source,
        diagnostics: Vec::new(),
        spans: HashMap::new(),
        renamed: HashMap::new(),
        payloads: HashMap::new(),
        poisoned: HashSet::new(),
        misspelt: HashSet::new(),
    };
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        let message = format!("not TOML: {}", error.message().trim());
        let help = unquoted_header(&text, span.start);
        parser.error(span, message, help);
    }
    parser.diagnostics.sort_by_key(|d| d.span.start);
    if !parser.diagnostics.is_empty() {
        // What the recovery makes of a broken file is a guess; errors about it would mislead.
        return Err(parser.diagnostics);
    }
    let endpoint = parser.endpoint(name, root.get_ref());
    let problems = check::written(&endpoint, &parser.payloads);
    // Payloads are checked against fields: while these are wrong, the verdict would mislead.
    let fields_are_right = parser.diagnostics.is_empty()
        && problems
            .iter()
            .all(|problem| problem.place.table == "example");
    for problem in problems {
        let is_example = problem.place.table == "example";
        if parser.is_poisoned(&problem.place.table) || (is_example && !fields_are_right) {
            continue;
        }
        let span = parser.span(&problem.place);
        parser.error(span, problem.message, problem.help);
    }
    if parser.diagnostics.is_empty() {
        Ok(Parsed {
            endpoint,
            source: parser.source,
            spans: parser.spans,
        })
    } else {
        parser
            .diagnostics
            .sort_by_key(|diagnostic| diagnostic.span.start);
        Err(parser.diagnostics)
    }
}

/// A spec file that is right by itself, and where its parts stand, for errors between files.
pub(crate) struct Parsed {
    pub endpoint: Endpoint,
    source: Arc<Source>,
    spans: HashMap<Place, Range<usize>>,
}

impl Parsed {
    /// An error at a place of this file.
    pub fn diagnostic(&self, problem: check::Problem) -> Diagnostic {
        Diagnostic {
            span: find_span(&self.spans, &problem.place),
            source: Arc::clone(&self.source),
            message: problem.message,
            help: problem.help,
        }
    }
}

type Entry<'t> = (
    &'t Spanned<std::borrow::Cow<'t, str>>,
    &'t Spanned<DeValue<'t>>,
);

struct Parser {
    source: Arc<Source>,
    diagnostics: Vec<Diagnostic>,
    /// Where each key, and each table's header, stands.
    spans: HashMap<Place, Range<usize>>,
    /// The tables' own paths of fields that have another name on the wire: (table, key) → name.
    renamed: HashMap<(String, String), String>,
    /// The example payloads as they are written.
    payloads: HashMap<&'static str, String>,
    /// Tables with an error of their own: what the checks say of these would only repeat it.
    poisoned: HashSet<String>,
    /// Keys that are missing because an unknown key was most likely meant to be them.
    misspelt: HashSet<Place>,
}

impl Parser {
    fn error(&mut self, span: Range<usize>, message: impl Into<String>, help: Option<String>) {
        self.diagnostics.push(Diagnostic {
            source: Arc::clone(&self.source),
            span,
            message: message.into(),
            help,
        });
    }

    /// Whether an error about this table would only follow from one that is told already.
    fn is_poisoned(&self, table: &str) -> bool {
        let inside = |poisoned: &String| {
            table
                .strip_prefix(&**poisoned)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[', '{', '<']))
        };
        self.poisoned.iter().any(inside)
    }

    fn span(&self, place: &Place) -> Range<usize> {
        find_span(&self.spans, place)
    }

    fn endpoint(&mut self, name: &str, root: &DeTable<'_>) -> Endpoint {
        self.known_keys("", root, TOP_KEYS);
        if self.string("", root, "title").is_none() && !root.contains_key("title") {
            self.missing("", 0..0, "title");
        }
        let mut endpoint = Endpoint {
            name: name.to_owned(),
            title: self.string_quiet(root, "title"),
            doc: self.string("", root, "doc").unwrap_or_default(),
            source: self.string("", root, "source"),
            also: self
                .strings("", root, "also")
                .into_iter()
                .map(|(page, _)| page)
                .collect(),
            updated: self.date(root, "updated"),
            page_hash: self.string("", root, "page_hash"),
            replaced_by: self.string("", root, "replaced_by"),
            http: self.http(root),
            page: self.page(root),
            path: Vec::new(),
            query: Vec::new(),
            header: Vec::new(),
            body: Vec::new(),
            response: Vec::new(),
            errors: self.error_codes(root),
            example: self.example(root),
        };
        for section in Section::ALL {
            if let Some(table) = self.table("", root, section.as_str()) {
                *endpoint.section_mut(section) = self.section(section, table);
            }
        }
        endpoint
    }

    fn http(&mut self, root: &DeTable<'_>) -> Http {
        let mut http = Http {
            method: Method::Get,
            host: Host::Open,
            path: String::new(),
            tokens: Vec::new(),
            apps: Vec::new(),
            scopes: Vec::new(),
            rate: None,
            envelope: Envelope::Data,
            envelope_keys: EnvelopeKeys::default(),
            safe: None,
            assumed: Default::default(),
        };
        let Some(table) = self.table("", root, "http") else {
            if !root.contains_key("http") {
                self.missing("", 0..0, "http");
            }
            self.poisoned.insert("http".to_owned());
            return http;
        };
        self.known_keys("http", table, HTTP_KEYS);
        for key in ["method", "path"] {
            if !table.contains_key(key) {
                let span = self.span(&Place::table("http"));
                self.missing("http", span, key);
            }
        }
        if let Some(method) = self.keyword("http", table, "method") {
            http.method = method;
        }
        if let Some(host) = self.keyword("http", table, "host") {
            http.host = host;
        }
        self.envelope(table, &mut http);
        http.path = self.string("http", table, "path").unwrap_or_default();
        http.tokens = self.keywords::<TokenKind>("http", table, "tokens");
        http.apps = self.keywords::<AppKind>("http", table, "apps");
        http.scopes = self
            .strings("http", table, "scopes")
            .into_iter()
            .map(|(scope, _)| scope)
            .collect();
        if let Some((text, span)) = self.spanned_string("http", table, "rate") {
            http.rate = rate(&text);
            if http.rate.is_none() {
                let help =
                    "write requests per time, such as \"100/min\"; the units are s, min, h, d";
                self.error(span, format!("`{text}` is no rate"), Some(help.to_owned()));
            }
        }
        http.safe = self.bool("http", table, "safe");
        if let Some(assumed) = self.assumed("http", table, HTTP_ASSUMED_KEYS, &mut http.assumed)
            && let Some(safe) = self.bool("http.assumed", assumed, "safe")
        {
            http.safe = Some(safe);
        }
        http
    }

    /// `envelope = "flat"`, or a table that names the parts as well.
    fn envelope(&mut self, http_table: &DeTable<'_>, http: &mut Http) {
        let Some(entry) = self.entry(http_table, "envelope") else {
            return;
        };
        let at = "http.envelope";
        let table = match entry.1.get_ref() {
            DeValue::Table(table) => table,
            DeValue::String(_) => {
                if let Some(envelope) = self.keyword("http", http_table, "envelope") {
                    http.envelope = envelope;
                }
                return;
            }
            _ => return self.wrong_type("http", entry, "\"data\", \"flat\" or a table"),
        };
        self.spans.insert(Place::table(at), entry.0.span());
        self.known_keys(at, table, ENVELOPE_KEYS);
        if let Some(payload) = self.keyword(at, table, "payload") {
            http.envelope = payload;
        }
        let keys = &mut http.envelope_keys;
        for (key, name) in [
            ("code", &mut keys.code),
            ("msg", &mut keys.msg),
            ("data", &mut keys.data),
        ] {
            if let Some(given) = self.string(at, table, key) {
                *name = given;
            }
        }
        keys.optional = self.keywords(at, table, "optional").into_iter().collect();
        if http.envelope == Envelope::Flat && table.contains_key("data") {
            let span = self.span(&Place::key(at, "data"));
            let message = "a flat envelope has no `data`: its payload stands beside the code";
            self.error(span, message, None);
        }
    }

    /// The table `assumed` of the table `at`: what it states is added to `known`, and must not be
    /// stated by the page as well.
    fn assumed<'t>(
        &mut self,
        at: &str,
        table: &'t DeTable<'t>,
        keys: &[&str],
        known: &mut BTreeSet<String>,
    ) -> Option<&'t DeTable<'t>> {
        let assumed = self.table(at, table, "assumed")?;
        self.known_keys(&format!("{at}.assumed"), assumed, keys);
        for (key, _) in assumed.iter() {
            let name = key.get_ref();
            if table.contains_key(&**name) {
                let message = format!("`{name}` is stated by the page and assumed as well");
                let help = "take out one of the two: what is assumed is not on the page";
                self.error(key.span(), message, Some(help.to_owned()));
            }
            known.insert(name.to_string());
            self.spans.insert(Place::key(at, name), key.span());
        }
        Some(assumed)
    }

    fn page(&mut self, root: &DeTable<'_>) -> Option<Page> {
        let table = self.table("", root, "page")?;
        self.known_keys("page", table, PAGE_KEYS);
        for key in ["style", "items"] {
            if !table.contains_key(key) {
                let span = self.span(&Place::table("page"));
                self.missing("page", span, key);
            }
        }
        let style: PageStyle = self.keyword("page", table, "style")?;
        let mut page = Page::new(style, self.string("page", table, "items")?);
        for (key, value) in [
            ("start", &mut page.start),
            ("size", &mut page.size),
            ("next", &mut page.next),
            ("more", &mut page.more),
        ] {
            if let Some(name) = self.string("page", table, key) {
                *value = name;
            }
        }
        Some(page)
    }

    fn error_codes(&mut self, root: &DeTable<'_>) -> Vec<ErrorCode> {
        let mut codes = Vec::new();
        for (index, (table, span)) in self.tables("", root, "error").into_iter().enumerate() {
            let place = format!("error[{index}]");
            self.spans.insert(Place::table(&place), span.clone());
            self.known_keys(&place, table, ERROR_KEYS);
            if !table.contains_key("code") {
                self.missing(&place, span, "code");
            }
            let status = self.int(&place, table, "status");
            let status = status.map(|status| match u16::try_from(status) {
                Ok(status @ 100..=599) => status,
                _ => {
                    let span = self.span(&Place::key(&place, "status"));
                    self.error(span, format!("{status} is no HTTP status"), None);
                    0
                }
            });
            let mut means = self.keyword(&place, table, "means");
            let mut stated = BTreeSet::new();
            if let Some(assumed) = self.assumed(&place, table, ERROR_ASSUMED_KEYS, &mut stated) {
                means = self.keyword(&format!("{place}.assumed"), assumed, "means");
            }
            codes.push(ErrorCode {
                means,
                assumed: stated,
                code: self.int(&place, table, "code").unwrap_or_default(),
                status,
                msg: self.string(&place, table, "msg").unwrap_or_default(),
                doc: self.string(&place, table, "doc").unwrap_or_default(),
            });
        }
        codes
    }

    fn example(&mut self, root: &DeTable<'_>) -> Example {
        let mut example = Example::default();
        if let Some(table) = self.table("", root, "example") {
            self.known_keys("example", table, EXAMPLE_KEYS);
            for (key, example) in [
                ("request", &mut example.request),
                ("response", &mut example.response),
            ] {
                if let Some((value, text)) = self.json("example", table, key) {
                    *example = Some(value);
                    self.payloads.insert(key, text);
                }
            }
        }
        example
    }

    /// A string that holds a JSON document.
    fn json(&mut self, at: &str, table: &DeTable<'_>, key: &str) -> Option<(Value, String)> {
        let (text, span) = self.spanned_string(at, table, key)?;
        match serde_json::from_str(&text) {
            Ok(value) => Some((value, text)),
            Err(error) => {
                let position = self.position_within(&span, &text, &error);
                let message = format!("the example is not JSON: {error}");
                self.error(position, message, None);
                None
            }
        }
    }

    /// Where inside of the file the JSON error stands, if the string is written without escapes;
    /// else the whole string.
    fn position_within(
        &self,
        span: &Range<usize>,
        text: &str,
        error: &serde_json::Error,
    ) -> Range<usize> {
        let raw = &self.source.text[span.clone()];
        let Some(start) = raw.find(text) else {
            return span.clone();
        };
        let line_start: usize = text
            .split_inclusive('\n')
            .take(error.line().saturating_sub(1))
            .map(str::len)
            .sum();
        let mut offset = (line_start + error.column().saturating_sub(1)).min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let position = span.start + start + offset;
        let width = text[offset..].chars().next().map_or(0, char::len_utf8);
        position..position + width
    }

    /// The fields of a section: each table's key is the field's path.
    fn section(&mut self, section: Section, table: &DeTable<'_>) -> Vec<Field> {
        let mut fields: Vec<Field> = Vec::new();
        for (key, value) in table.iter() {
            let Some(entries) = self.expect_table(key, value) else {
                continue;
            };
            let path = key.get_ref();
            if path.matches('.').count() > Field::MAX_DEPTH {
                let message = format!(
                    "objects stand in each other more than {} deep",
                    Field::MAX_DEPTH
                );
                self.error(key.span(), message, None);
                continue;
            }
            let (parent, name) = match path.rsplit_once('.') {
                Some((parent, name)) => (Some(parent), name),
                None => (None, &**path),
            };
            let Some((siblings, at)) =
                self.siblings(section, &mut fields, parent, path, key.span())
            else {
                continue;
            };
            let nested = self.unquoted(section, path, entries);
            let field = self.field(&at, name, key.span(), entries, &nested);
            if siblings.iter().any(|known| known.name == field.name) {
                let message = format!("the field `{}` is described twice", field.name);
                self.error(key.span(), message, None);
            } else {
                siblings.push(field);
            }
        }
        fields
    }

    /// The fields among which a new one belongs, and the path of the table that holds them.
    fn siblings<'f>(
        &mut self,
        section: Section,
        fields: &'f mut Vec<Field>,
        parent: Option<&str>,
        path: &str,
        span: Range<usize>,
    ) -> Option<(&'f mut Vec<Field>, String)> {
        let mut at = section.as_str().to_owned();
        let mut fields = fields;
        let mut walked = String::new();
        for segment in parent.into_iter().flat_map(|parent| parent.split('.')) {
            let bare = segment.trim_end_matches(['[', ']', '{', '}', '<', '>']);
            let suffix = &segment[bare.len()..];
            if !walked.is_empty() {
                walked.push('.');
            }
            walked.push_str(bare);
            let names: Vec<String> = fields.iter().map(|f| f.name.clone()).collect();
            let wire = self.renamed.get(&(at.clone(), bare.to_owned()));
            let wire = wire.map_or(bare, String::as_str);
            let Some(field) = fields.iter_mut().find(|f| f.name == wire) else {
                let help = match nearest(bare, names.iter().map(String::as_str)) {
                    Some(name) => format!("there is a field `{name}`"),
                    None => format!("describe `[{section}.\"{walked}\"]` before its fields"),
                };
                let message =
                    format!("`{path}` has no parent: no field `{walked}` stands before it");
                self.error(span, message, Some(help));
                return None;
            };
            at = place::inside_of(&at, &field.name, &field.ty);
            let wanted = field.ty.suffix();
            if suffix != wanted && *field.ty.innermost() == Type::Object {
                let message = format!(
                    "`{walked}` is `{}`, so its fields are under `{walked}{wanted}.`",
                    field.ty
                );
                let right = path.replacen(
                    &format!("{walked}{suffix}."),
                    &format!("{walked}{wanted}."),
                    1,
                );
                self.error(span, message, Some(format!("write `{right}`")));
                return None;
            }
            walked.push_str(suffix);
            fields = &mut field.fields;
        }
        Some((fields, at))
    }

    fn field(
        &mut self,
        at: &str,
        key: &str,
        span: Range<usize>,
        table: &DeTable<'_>,
        nested: &[&str],
    ) -> Field {
        let mut field = Field::new(key, Type::Json);
        if let Some((name, _)) = table
            .get("name")
            .and_then(|v| Some((v.get_ref().as_str()?, v.span())))
        {
            field.name = name.to_owned();
            let own = (at.to_owned(), key.to_owned());
            self.renamed.insert(own, name.to_owned());
        }
        let place = place::table(at, &field.name);
        self.spans.insert(Place::table(&place), span.clone());
        let facts: Vec<&str> = ["type"].into_iter().chain(rules::keys()).collect();
        let known = [&facts[..], OWN_KEYS].concat();
        if nested.len() == table.len() || nested.iter().any(|key| known.contains(key)) {
            self.poison(&place);
            return field;
        }
        self.known_keys(&place, table, &[&*known, nested].concat());
        self.string(&place, table, "name");
        field.rust = self.string(&place, table, "rust");
        field.doc = self.string(&place, table, "doc").unwrap_or_default();
        field.secret = self.bool(&place, table, "secret").unwrap_or_default();
        field.example = self.value(&place, table, "example");
        self.facts(&place, table, &mut field);
        if let Some(assumed) = self.assumed(&place, table, &facts, &mut field.assumed) {
            self.facts(&format!("{place}.assumed"), assumed, &mut field);
        }
        let has_type = table.contains_key("type") || field.assumed.contains("type");
        if !has_type {
            self.missing(&place, span, "type");
        }
        field
    }

    /// Reports nested fields whose path has no quotes, `[body.a.b]`: to TOML they are keys of the field
    /// around them. Returns these keys.
    fn unquoted<'t>(
        &mut self,
        section: Section,
        path: &str,
        table: &'t DeTable<'t>,
    ) -> Vec<&'t str> {
        let ty = table
            .get("type")
            .and_then(|ty| Type::parse(ty.get_ref().as_str()?));
        let suffix = ty.as_ref().map(Type::suffix).unwrap_or_default();
        let mut found = Vec::new();
        for (key, value) in table.iter() {
            let name = &**key.get_ref();
            let Some(nested) = value
                .get_ref()
                .as_table()
                .filter(|nested| is_field(name, nested))
            else {
                continue;
            };
            found.push(name);
            let inner = format!("{path}{suffix}.{name}");
            // A table that only leads to others was not written, and is no field of its own.
            if !nested.values().all(|value| value.get_ref().is_table()) {
                let message = "the path of a nested field has quotes around it";
                let help = format!("write [{section}.\"{inner}\"]");
                self.error(key.span(), message, Some(help));
            }
            self.unquoted(section, &inner, nested);
        }
        found
    }

    /// What a page can say of a field; the same keys stand under `assumed`.
    fn facts(&mut self, place: &str, table: &DeTable<'_>, field: &mut Field) {
        if let Some((text, span)) = self.spanned_string(place, table, "type") {
            match Type::parse(&text) {
                Some(ty) => field.ty = ty,
                None => {
                    let words = Type::WORDS.iter().map(|(word, _)| *word);
                    let words = words.chain(["list<string>", "list<object>", "string<object>"]);
                    // `string<blob>` is no misspelt `string`.
                    let alike = words.filter(|word| word.contains('<') == text.contains('<'));
                    let help = match nearest(&text, alike) {
                        Some(word) => format!("did you mean `{word}`?"),
                        None => "the types are string, int, float, bool, binary, object, json, \
                                 list<T>, map<T> and string<T>"
                            .to_owned(),
                    };
                    self.error(span, format!("`{text}` is no type"), Some(help));
                    self.poison(place);
                }
            }
        }
        for rule in RULES {
            if let Some(fact) = self.fact(place, table, rule) {
                (rule.set)(field, Some(fact));
            }
        }
    }

    /// The value of a rule.
    fn fact(&mut self, place: &str, table: &DeTable<'_>, rule: &Rule) -> Option<Fact> {
        let key = rule.key;
        match rule.takes {
            Takes::Flag => self.bool(place, table, key).map(Fact::Flag),
            Takes::Number => self.number(place, table, key).map(Fact::Number),
            Takes::Count => self.count(place, table, key).map(Fact::Count),
            Takes::Pattern => self.pattern(place, table, key).map(Fact::Pattern),
            Takes::Format => self.keyword(place, table, key).map(Fact::Format),
            Takes::Value => self.value(place, table, key).map(Fact::Value),
            Takes::Values => {
                let values = self.enum_values(place, table, key);
                (!values.is_empty()).then_some(Fact::Values(values))
            }
            Takes::Text => self.string(place, table, key).map(Fact::Text),
            Takes::Cases => {
                let cases = self.cases(place, table, key);
                (!cases.is_empty()).then_some(Fact::Cases(cases))
            }
        }
    }

    /// A table of what must be so of other fields, or an array of such tables.
    fn cases(&mut self, place: &str, table: &DeTable<'_>, key: &str) -> Vec<Case> {
        const TAKES: &str = "a table such as { kind = \"other\" }, or an array of these";
        let Some(entry) = self.entry(table, key) else {
            return Vec::new();
        };
        let items = match entry.1.get_ref() {
            DeValue::Table(_) => std::slice::from_ref(entry.1),
            DeValue::Array(items) if !items.is_empty() => items,
            _ => {
                self.wrong_type(place, entry, TAKES);
                return Vec::new();
            }
        };
        // The checks know the place of a rule by the field's own table.
        let place = place.strip_suffix(".assumed").unwrap_or(place);
        let before = self.diagnostics.len();
        let mut cases = Vec::new();
        for (index, item) in items.iter().enumerate() {
            match item.get_ref() {
                DeValue::Table(case) => {
                    cases.push(self.case(&format!("{place}.{key}[{index}]"), case));
                }
                _ => self.wrong_type(place, (entry.0, item), TAKES),
            }
        }
        if self.diagnostics.len() > before {
            // What is left of a broken rule is another rule.
            cases.clear();
        }
        cases
    }

    fn case(&mut self, place: &str, table: &DeTable<'_>) -> Case {
        let mut case = Case::default();
        for (name, value) in table.iter() {
            self.spans
                .insert(Place::key(place, name.get_ref()), name.span());
            if let Some(test) = self.test(place, (name, value)) {
                case.all.push((name.get_ref().to_string(), test));
            }
        }
        case
    }

    /// What is asked of another field: a value, several, or a table with `not` or `present`.
    fn test(&mut self, place: &str, entry: Entry<'_>) -> Option<Test> {
        const TAKES: &str = "a value, an array of values, { not = … } or { present = true }";
        let DeValue::Table(table) = entry.1.get_ref() else {
            return self.compared(place, entry, TAKES).map(Test::Is);
        };
        let mut keys = table.iter();
        let (Some(inner), None) = (keys.next(), keys.next()) else {
            self.wrong_type(place, entry, TAKES);
            return None;
        };
        match (&**inner.0.get_ref(), inner.1.get_ref()) {
            ("not", _) => self
                .compared(place, inner, "a value or an array of values")
                .map(Test::Not),
            ("present", DeValue::Boolean(present)) => Some(Test::Present(*present)),
            ("present", _) => {
                self.wrong_type(place, inner, "true or false");
                None
            }
            (other, _) => {
                let help =
                    "a condition is a value, an array of values, { not = … } or { present = true }";
                self.error(
                    inner.0.span(),
                    format!("unknown key `{other}`"),
                    Some(help.to_owned()),
                );
                None
            }
        }
    }

    /// The values that another field's value is compared with.
    fn compared(&mut self, place: &str, entry: Entry<'_>, takes: &str) -> Option<Vec<Value>> {
        let items = match entry.1.get_ref() {
            DeValue::Array(items) if !items.is_empty() => items,
            DeValue::String(_) | DeValue::Integer(_) | DeValue::Boolean(_) => {
                std::slice::from_ref(entry.1)
            }
            _ => {
                self.wrong_type(place, entry, takes);
                return None;
            }
        };
        let values = items.iter().map(|item| match item.get_ref() {
            DeValue::String(_) | DeValue::Integer(_) | DeValue::Boolean(_) => self.scalar(item),
            _ => {
                self.wrong_type(place, (entry.0, item), "strings, ints or bools");
                None
            }
        });
        // All errors, not the first one only.
        let values: Vec<Option<Value>> = values.collect();
        values.into_iter().collect()
    }

    fn enum_values(&mut self, place: &str, table: &DeTable<'_>, key: &str) -> Vec<EnumValue> {
        let mut values = Vec::new();
        for (index, (table, span)) in self.tables(place, table, key).into_iter().enumerate() {
            let at = format!("{place}.{key}[{index}]");
            self.spans.insert(Place::table(&at), span.clone());
            self.known_keys(&at, table, ENUM_KEYS);
            if !table.contains_key("value") {
                self.missing(&at, span, "value");
            }
            // One without a value keeps its place, so that those after it keep theirs.
            values.push(EnumValue {
                value: self.value(&at, table, "value").unwrap_or_default(),
                doc: self.string(&at, table, "doc").unwrap_or_default(),
                rust: self.string(&at, table, "rust"),
            });
        }
        values
    }

    // What follows reads one key of a table, and reports a value of the wrong type.

    fn known_keys(&mut self, at: &str, table: &DeTable<'_>, known: &[&str]) {
        for (key, _) in table.iter() {
            let name = key.get_ref();
            self.spans.insert(Place::key(at, name), key.span());
            if known.contains(&&**name) {
                continue;
            }
            let help = match nearest(name, known.iter().copied()) {
                Some(near) => {
                    self.misspelt.insert(Place::key(at, near));
                    format!("did you mean `{near}`?")
                }
                None => format!("the keys here are {}", known.join(", ")),
            };
            self.error(key.span(), format!("unknown key `{name}`"), Some(help));
        }
    }

    /// Reports a missing key, unless it is there, misspelt, and reported already.
    fn missing(&mut self, at: &str, span: Range<usize>, key: &str) {
        if !self.misspelt.contains(&Place::key(at, key)) {
            let message = match at {
                "" => format!("the spec has no `{key}`"),
                at => format!("`{key}` is missing in `[{at}]`"),
            };
            self.error(span, message, None);
        }
        self.poison(at);
    }

    fn poison(&mut self, table: &str) {
        let table = table.strip_suffix(".assumed").unwrap_or(table);
        self.poisoned.insert(table.to_owned());
    }

    fn wrong_type(&mut self, at: &str, entry: Entry<'_>, expected: &str) {
        let (key, value) = entry;
        let message = format!(
            "`{}` takes {expected}, not {}",
            key.get_ref(),
            kind(value.get_ref())
        );
        let help = self.wanted_form(entry, expected);
        self.error(value.span(), message, help);
        if matches!(&**key.get_ref(), "type" | "path" | "items" | "code") {
            self.poison(at);
        }
    }

    /// The form that was wanted, where it follows from the value that was written.
    fn wanted_form(&self, (key, value): Entry<'_>, expected: &str) -> Option<String> {
        let key = key.get_ref();
        let written = &self.source.text[value.span()];
        let form = match (expected, value.get_ref()) {
            ("an array of strings", DeValue::String(_)) => format!("{key} = [{written}]"),
            ("an array of tables", DeValue::Table(_)) if written.starts_with('[') => {
                format!("[{written}]")
            }
            ("an array of tables", DeValue::Table(_)) => format!("{key} = [{written}]"),
            ("an array of tables", _) => format!("{{ {} = {written} }}", first_key(key)),
            ("true or false", DeValue::String(text)) if matches!(&**text, "true" | "false") => {
                format!("{key} = {text}")
            }
            ("a number", DeValue::String(text)) if text.parse::<i64>().is_ok() => {
                format!("{key} = {text}")
            }
            _ => return None,
        };
        Some(format!("write {form}"))
    }

    fn entry<'t>(&mut self, table: &'t DeTable<'t>, key: &str) -> Option<Entry<'t>> {
        table.iter().find(|(name, _)| name.get_ref() == key)
    }

    fn string_quiet(&self, table: &DeTable<'_>, key: &str) -> String {
        let value = table.get(key).and_then(|value| value.get_ref().as_str());
        value.unwrap_or_default().to_owned()
    }

    fn string(&mut self, at: &str, table: &DeTable<'_>, key: &str) -> Option<String> {
        self.spanned_string(at, table, key).map(|(text, _)| text)
    }

    fn spanned_string(
        &mut self,
        at: &str,
        table: &DeTable<'_>,
        key: &str,
    ) -> Option<(String, Range<usize>)> {
        let entry = self.entry(table, key)?;
        match entry.1.get_ref() {
            DeValue::String(text) => Some((text.to_string(), entry.1.span())),
            _ => {
                self.wrong_type(at, entry, "a string");
                None
            }
        }
    }

    fn strings(&mut self, at: &str, table: &DeTable<'_>, key: &str) -> Vec<(String, Range<usize>)> {
        let Some(entry) = self.entry(table, key) else {
            return Vec::new();
        };
        let DeValue::Array(items) = entry.1.get_ref() else {
            self.wrong_type(at, entry, "an array of strings");
            return Vec::new();
        };
        let mut strings = Vec::new();
        for item in items.iter() {
            match item.get_ref() {
                DeValue::String(text) => strings.push((text.to_string(), item.span())),
                _ => self.wrong_type(at, (entry.0, item), "an array of strings"),
            }
        }
        strings
    }

    fn bool(&mut self, at: &str, table: &DeTable<'_>, key: &str) -> Option<bool> {
        let entry = self.entry(table, key)?;
        match entry.1.get_ref() {
            DeValue::Boolean(value) => Some(*value),
            _ => {
                self.wrong_type(at, entry, "true or false");
                None
            }
        }
    }

    fn int(&mut self, at: &str, table: &DeTable<'_>, key: &str) -> Option<i64> {
        match self.number(at, table, key)? {
            Number::Int(value) => Some(value),
            Number::Float(_) => {
                let entry = self.entry(table, key)?;
                self.wrong_type(at, entry, "an integer");
                None
            }
        }
    }

    fn number(&mut self, at: &str, table: &DeTable<'_>, key: &str) -> Option<Number> {
        let entry = self.entry(table, key)?;
        match entry.1.get_ref() {
            DeValue::Integer(_) | DeValue::Float(_) => match self.scalar(entry.1)? {
                Value::Number(number) => match number.as_i64() {
                    Some(value) => Some(Number::Int(value)),
                    None => number.as_f64().map(Number::Float),
                },
                _ => None,
            },
            _ => {
                self.wrong_type(at, entry, "a number");
                None
            }
        }
    }

    fn count(&mut self, at: &str, table: &DeTable<'_>, key: &str) -> Option<u64> {
        let number = self.int(at, table, key)?;
        let count = u64::try_from(number).ok();
        if count.is_none() {
            let span = self.span(&Place::key(at, key));
            self.error(span, format!("`{key}` can not be negative"), None);
        }
        count
    }

    fn pattern(&mut self, at: &str, table: &DeTable<'_>, key: &str) -> Option<Pattern> {
        let (text, span) = self.spanned_string(at, table, key)?;
        match Pattern::compile(&*text) {
            Ok(pattern) => Some(pattern),
            Err(error) => {
                let message = format!("the pattern does not compile: {error}");
                let help = match error.is_ecma() {
                    true => {
                        "write an expression without it: every payload is checked in linear time"
                    }
                    false => "a pattern is ECMA-262 with the `u` flag, as in JSON Schema",
                };
                self.error(span, message, Some(help.to_owned()));
                None
            }
        }
    }

    fn date(&mut self, table: &DeTable<'_>, key: &str) -> Option<Date> {
        let entry = self.entry(table, key)?;
        match entry.1.get_ref() {
            DeValue::Datetime(datetime) if datetime.time.is_none() => {
                datetime.date.map(|date| Date {
                    year: date.year,
                    month: date.month,
                    day: date.day,
                })
            }
            _ => {
                self.wrong_type("", entry, "a date such as 2022-07-08 (without quotes)");
                None
            }
        }
    }

    fn keyword<K: Keyword>(&mut self, at: &str, table: &DeTable<'_>, key: &str) -> Option<K> {
        let (word, span) = self.spanned_string(at, table, key)?;
        self.parse_keyword(key, &word, span)
    }

    fn keywords<K: Keyword>(&mut self, at: &str, table: &DeTable<'_>, key: &str) -> Vec<K> {
        self.strings(at, table, key)
            .into_iter()
            .filter_map(|(word, span)| self.parse_keyword(key, &word, span))
            .collect()
    }

    fn parse_keyword<K: Keyword>(
        &mut self,
        key: &str,
        word: &str,
        span: Range<usize>,
    ) -> Option<K> {
        let parsed = K::parse(word);
        if parsed.is_none() {
            let words = K::ALL.iter().map(|(word, _)| *word);
            let help = match nearest(word, words.clone()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("it is one of {}", words.collect::<Vec<_>>().join(", ")),
            };
            let noun = match key {
                "means" => "meaning of an error code",
                "optional" => "part of an envelope",
                "payload" => "place of a payload",
                key => key.trim_end_matches('s'),
            };
            self.error(span, format!("`{word}` is no {noun}"), Some(help));
        }
        parsed
    }

    /// A value that becomes JSON.
    fn value(&mut self, at: &str, table: &DeTable<'_>, key: &str) -> Option<Value> {
        let entry = self.entry(table, key)?;
        let before = self.diagnostics.len();
        let value = self.scalar(entry.1);
        if value.is_none() && self.diagnostics.len() == before {
            self.wrong_type(
                at,
                entry,
                "a string, a number, true, false or an array or table of these",
            );
        }
        value
    }

    fn scalar(&mut self, value: &Spanned<DeValue<'_>>) -> Option<Value> {
        match value.get_ref() {
            DeValue::String(text) => Some(Value::from(&**text)),
            DeValue::Boolean(value) => Some(Value::from(*value)),
            DeValue::Integer(integer) => {
                match i64::from_str_radix(integer.as_str(), integer.radix()) {
                    Ok(value) => Some(Value::from(value)),
                    Err(_) => {
                        let message = format!("{integer} does not fit into 64 bits");
                        self.error(value.span(), message, None);
                        None
                    }
                }
            }
            DeValue::Float(float) => match float.as_str().parse::<f64>() {
                Ok(number) if number.is_finite() => Some(Value::from(number)),
                _ => {
                    self.error(value.span(), format!("{float} is no finite number"), None);
                    None
                }
            },
            DeValue::Array(items) => items.iter().map(|item| self.scalar(item)).collect(),
            DeValue::Table(table) => {
                let mut object = serde_json::Map::new();
                for (key, value) in table.iter() {
                    object.insert(key.get_ref().to_string(), self.scalar(value)?);
                }
                Some(Value::Object(object))
            }
            DeValue::Datetime(_) => None,
        }
    }

    fn table<'t>(
        &mut self,
        at: &str,
        table: &'t DeTable<'t>,
        key: &str,
    ) -> Option<&'t DeTable<'t>> {
        let entry = self.entry(table, key)?;
        let place = match at {
            "" => key.to_owned(),
            at => format!("{at}.{key}"),
        };
        self.spans.insert(Place::table(&place), entry.0.span());
        match entry.1.get_ref() {
            DeValue::Table(table) => Some(table),
            _ => {
                self.wrong_type(at, entry, "a table");
                None
            }
        }
    }

    fn expect_table<'t>(
        &mut self,
        key: &Spanned<std::borrow::Cow<'_, str>>,
        value: &'t Spanned<DeValue<'t>>,
    ) -> Option<&'t DeTable<'t>> {
        match value.get_ref() {
            DeValue::Table(table) => Some(table),
            other => {
                let message = format!(
                    "the field `{}` takes a table, not {}",
                    key.get_ref(),
                    kind(other)
                );
                self.error(value.span(), message, None);
                None
            }
        }
    }

    /// Reports an array of plain values that should be one of tables.
    fn no_tables(&mut self, (key, value): Entry<'_>, items: &[Spanned<DeValue<'_>>]) {
        let key = key.get_ref();
        let table = |item: &Spanned<DeValue<'_>>| {
            let written = &self.source.text[item.span()];
            format!("{{ {} = {written} }}", first_key(key))
        };
        let tables: Vec<String> = items.iter().map(table).collect();
        let message = format!("`{key}` takes an array of tables, not plain values");
        let help = format!("write {key} = [{}]", tables.join(", "));
        self.error(value.span(), message, Some(help));
    }

    fn tables<'t>(
        &mut self,
        at: &str,
        table: &'t DeTable<'t>,
        key: &str,
    ) -> Vec<(&'t DeTable<'t>, Range<usize>)> {
        let Some(entry) = self.entry(table, key) else {
            return Vec::new();
        };
        let items = match entry.1.get_ref() {
            DeValue::Array(items) => items,
            DeValue::Table(_) => {
                self.wrong_type(at, entry, "an array of tables");
                return Vec::new();
            }
            _ => {
                self.no_tables(entry, std::slice::from_ref(entry.1));
                return Vec::new();
            }
        };
        if items.is_empty() {
            self.wrong_type(at, entry, "at least one table");
        } else if !items.iter().any(|item| item.get_ref().is_table()) {
            self.no_tables(entry, items);
            return Vec::new();
        }
        let mut tables = Vec::new();
        for item in items.iter() {
            match item.get_ref() {
                DeValue::Table(table) => tables.push((table, item.span())),
                _ => self.wrong_type(at, (entry.0, item), "an array of tables"),
            }
        }
        tables
    }
}

/// The key that a table of an array cannot do without.
fn first_key(array: &str) -> &'static str {
    match array {
        "error" => ERROR_KEYS[0],
        _ => ENUM_KEYS[0],
    }
}

/// Whether a table below a field is a field itself, and no rule that takes a table.
fn is_field(key: &str, table: &DeTable<'_>) -> bool {
    match (key, rules::rule(key)) {
        ("assumed" | "example", _) => false,
        (_, Some(rule)) if matches!(rule.takes, Takes::Value | Takes::Cases) => false,
        (_, rule) if rule.is_some() || key == "type" || OWN_KEYS.contains(&key) => {
            table.contains_key("type")
        }
        _ => true,
    }
}

/// What to write in place of a table header such as `[body.items[].sku]`, which is no TOML.
fn unquoted_header(text: &str, at: usize) -> Option<String> {
    let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let line = text[line..].lines().next()?.trim();
    let (section, path) = line.strip_prefix('[')?.strip_suffix(']')?.split_once('.')?;
    let is_path = ["[]", "{}", "<>"].iter().any(|mark| path.contains(mark));
    (is_path && !path.contains(['"', '\''])).then(|| format!("write [{section}.\"{path}\"]"))
}

/// The span of a place, or of the nearest thing around it that has one.
fn find_span(spans: &HashMap<Place, Range<usize>>, place: &Place) -> Range<usize> {
    let mut table = place.table.as_str();
    spans
        .get(place)
        .or_else(|| {
            loop {
                if let Some(span) = spans.get(&Place::table(table)) {
                    break Some(span);
                }
                table = table.rsplit_once('.')?.0;
            }
        })
        .cloned()
        .unwrap_or(0..0)
}

fn rate(text: &str) -> Option<Rate> {
    let (requests, per) = text.split_once('/')?;
    Some(Rate {
        requests: requests.trim().parse().ok().filter(|&n| n > 0)?,
        per: Per::parse(per.trim())?,
    })
}

fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "an integer",
        DeValue::Float(_) => "a float",
        DeValue::Boolean(_) => "a boolean",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "an array",
        DeValue::Table(_) => "a table",
    }
}

/// The letters and digits of a word, whatever stands between them.
fn letters(word: &str) -> impl Iterator<Item = char> {
    word.chars().filter(|c| c.is_alphanumeric())
}

/// The word that `word` was most likely meant to be.
pub(crate) fn nearest<'w>(word: &str, words: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    let words: Vec<&str> = words.collect();
    let misspelt = words
        .iter()
        .map(|known| (strsim::damerau_levenshtein(known, word), *known))
        .filter(|(distance, known)| *distance <= known.chars().count().max(3) / 3)
        // Of two that are as near, `unixms` is `unix-ms` and not `unix-s`.
        .min_by_key(|(distance, known)| (*distance, letters(known).ne(letters(word))));
    // `maximum` for `max`, `max_length` for `max_len`.
    let spelt_out = || {
        words
            .iter()
            .filter(|known| known.len() >= 3 && word.starts_with(**known))
            .max_by_key(|known| known.len())
    };
    misspelt
        .map(|(_, known)| known)
        .or_else(|| spelt_out().copied())
}
