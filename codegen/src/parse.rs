//! Parses a spec file into the model, with the location of every key, and reports all errors at once.

mod fields;
mod reader;
mod refine;
mod rules;
mod types;

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

use serde_json::Value;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use self::reader::{Parser, find_span};
use crate::check::{self, Problem};
use crate::diagnostic::{Diagnostic, Source};
use crate::model::{
    AppKind, Endpoint, Envelope, EnvelopeKeys, EnvelopePart, ErrorCode, Example, Host, Http,
    Keyword, Method, Page, PageStyle, Per, Rate, Section, TokenKind, TypeFile, Types,
};
use crate::place::Place;

const TOP_KEYS: &[&str] = &[
    "title",
    "doc",
    "page_title",
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
const ERROR_KEYS: &[&str] = &["code", "status", "msg", "doc", "means", "assumed"];
const ERROR_ASSUMED_KEYS: &[&str] = &["means", "deprecated"];
const EXAMPLE_KEYS: &[&str] = &["request", "response"];

/// Removes the byte order mark and normalises line ends to `\n`, so that the way an editor saves a spec affects
/// neither its content nor error locations.
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

/// A spec file without errors of its own, with the locations of its parts, for errors between files.
pub(crate) struct Parsed<T> {
    pub content: T,
    source: Arc<Source>,
    spans: HashMap<Place, Range<usize>>,
}

impl<T> Parsed<T> {
    /// Creates an error at a location in this file.
    pub fn diagnostic(&self, problem: Problem) -> Diagnostic {
        Diagnostic {
            span: find_span(&self.spans, &problem.place),
            source: Arc::clone(&self.source),
            message: problem.message,
            help: problem.help,
        }
    }

    /// The location of a table in this file, as users write it.
    pub fn position(&self, table: &str) -> String {
        let at = self.diagnostic(Problem::new(Place::table(table), ""));
        format!("{}:{}:{}", self.source.path, at.line(), at.column())
    }
}

/// The errors of a spec file.
pub(crate) struct Rejected {
    pub diagnostics: Vec<Diagnostic>,
    /// Whether a field of the file refers to a shared type.
    pub names_types: bool,
}

/// Parses the spec file of an endpoint.
///
/// `name` is the endpoint's name: the file's path below `spec/` without extension. `types` are the types that are
/// visible from the file.
pub(crate) fn parse(
    name: &str,
    source: Arc<Source>,
    types: &Arc<Types>,
) -> Result<Parsed<Endpoint>, Rejected> {
    let source = with_plain_lines(source);
    let text = source.text.clone();
    let mut parser = Parser::new(source, types);
    let root = parser.root(&text)?;
    let endpoint = parser.endpoint(name, root.get_ref());
    let problems = check::written(&endpoint, &parser.payloads);
    // Payloads are checked against fields: while these have errors, the result would mislead.
    let fields_are_right = parser.diagnostics.is_empty()
        && problems
            .iter()
            .all(|problem| problem.place.table == "example");
    parser.problems(problems, |problem| {
        fields_are_right || problem.place.table != "example"
    });
    match parser.diagnostics.is_empty() {
        true => Ok(parser.parsed(endpoint)),
        false => Err(parser.rejected()),
    }
}

/// A file of shared types, as far as it could be read.
pub(crate) struct ParsedTypes {
    pub parsed: Parsed<TypeFile>,
    pub diagnostics: Vec<Diagnostic>,
    /// The types that are visible from the file's folder.
    pub visible: Arc<Types>,
}

/// Parses a file of shared types. `above` are the types of the parent folders, and `elsewhere` gives their locations.
pub(crate) fn parse_types(
    name: &str,
    source: Arc<Source>,
    above: &Arc<Types>,
    elsewhere: &dyn Fn(&str) -> Option<String>,
) -> ParsedTypes {
    let source = with_plain_lines(source);
    let text = source.text.clone();
    let mut parser = Parser::new(source, above);
    let types = match parser.root(&text) {
        Ok(root) => parser.type_file(root.get_ref(), elsewhere),
        Err(rejected) => {
            parser.diagnostics = rejected.diagnostics;
            Vec::new()
        }
    };
    let mut visible = Types::clone(above);
    for field in &types {
        if above.get(&field.name).is_none() {
            visible.insert(crate::types::shared(name, field.clone()));
        }
    }
    let file = TypeFile {
        name: name.to_owned(),
        types,
    };
    parser.problems(check::type_file(&file, &visible), |_| true);
    parser.diagnostics.sort_by_key(|d| d.span.start);
    ParsedTypes {
        diagnostics: std::mem::take(&mut parser.diagnostics),
        parsed: parser.parsed(file),
        visible: Arc::new(visible),
    }
}

impl Parser {
    /// Parses the text as TOML.
    fn root<'t>(&mut self, text: &'t str) -> Result<Spanned<DeTable<'t>>, Rejected> {
        let (root, errors) = DeTable::parse_recoverable(text);
        for error in errors {
            let span = error.span().unwrap_or(0..0);
            let message = format!("not TOML: {}", error.message().trim());
            let help = unquoted_header(text, span.start);
            self.error(span, message, help);
        }
        match self.diagnostics.is_empty() {
            true => Ok(root),
            // The recovery from a syntax error is a guess; errors about its result would mislead.
            false => Err(self.rejected()),
        }
    }

    /// Reports the results of the checks, except those that follow from an error that was already reported.
    fn problems(&mut self, problems: Vec<Problem>, is_wanted: impl Fn(&Problem) -> bool) {
        for problem in problems {
            if self.is_poisoned(&problem.place.table) || !is_wanted(&problem) {
                continue;
            }
            let span = self.span(&problem.place);
            self.error(span, problem.message, problem.help);
        }
    }

    fn parsed<T>(self, content: T) -> Parsed<T> {
        Parsed {
            content,
            source: self.source,
            spans: self.spans,
        }
    }

    fn rejected(&mut self) -> Rejected {
        self.diagnostics.sort_by_key(|d| d.span.start);
        Rejected {
            diagnostics: std::mem::take(&mut self.diagnostics),
            names_types: self.names_types,
        }
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
            page_title: self.string("", root, "page_title"),
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
            types: Arc::clone(&self.types),
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
                self.error(
                    span,
                    format!("`{text}` is not a rate"),
                    Some(help.to_owned()),
                );
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

    /// `envelope = "flat"`, or a table that also names the parts.
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
        let optional: Vec<EnvelopePart> = self.keywords(at, table, "optional");
        let parts = EnvelopePart::ALL.iter().map(|(_, part)| *part);
        keys.optional = parts.filter(|part| optional.contains(part)).collect();
        if http.envelope == Envelope::Flat && table.contains_key("data") {
            let span = self.span(&Place::key(at, "data"));
            let message = "a flat envelope has no `data`: its payload is next to the code";
            self.error(span, message, None);
        }
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
                    self.error(span, format!("{status} is not an HTTP status"), None);
                    0
                }
            });
            let mut means = self.keyword(&place, table, "means");
            let mut deprecated = None;
            let mut stated = BTreeSet::new();
            if let Some(assumed) = self.assumed(&place, table, ERROR_ASSUMED_KEYS, &mut stated) {
                let at = format!("{place}.assumed");
                means = self.keyword(&at, assumed, "means").or(means);
                deprecated = self.bool(&at, assumed, "deprecated");
            }
            codes.push(ErrorCode {
                means,
                deprecated: deprecated.unwrap_or_default(),
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

    /// Parses a string that contains a JSON document.
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

    /// The location of the JSON error within the file if the string has no escapes, otherwise the whole string.
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
}

/// What to write instead of a table header such as `[body.items[].sku]`, which is not valid TOML.
fn unquoted_header(text: &str, at: usize) -> Option<String> {
    let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let line = text[line..].lines().next()?.trim();
    let (section, path) = line.strip_prefix('[')?.strip_suffix(']')?.split_once('.')?;
    let is_path = ["[]", "{}", "<>"].iter().any(|mark| path.contains(mark));
    (is_path && !path.contains(['"', '\''])).then(|| format!("write [{section}.\"{path}\"]"))
}

fn rate(text: &str) -> Option<Rate> {
    let (requests, per) = text.split_once('/')?;
    Some(Rate {
        requests: requests.trim().parse().ok().filter(|&n| n > 0)?,
        per: Per::parse(per.trim())?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every key must be documented.
    #[test]
    fn every_key_stands_in_the_reference() {
        let reference = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/spec.md");
        let reference = std::fs::read_to_string(reference).expect("the repository has it");
        let lists = [
            TOP_KEYS,
            HTTP_KEYS,
            HTTP_ASSUMED_KEYS,
            ENVELOPE_KEYS,
            PAGE_KEYS,
            ERROR_KEYS,
            ERROR_ASSUMED_KEYS,
            EXAMPLE_KEYS,
            fields::OWN_KEYS,
            fields::TYPE_FILE_KEYS,
            super::rules::ENUM_KEYS,
        ];
        let facts = crate::rules::keys();
        for key in lists.into_iter().flatten().copied().chain(facts) {
            let said = reference.contains(&format!("`{key}`"));
            assert!(said, "docs/spec.md lacks `{key}`");
        }
    }
}
