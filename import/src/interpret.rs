//! Converts a raw page to the spec model. What the page does not determine, or states twice in different ways,
//! becomes a diagnostic. The resulting model always loads.

mod about;
mod basics;
mod error;
mod examples;
mod facts;
mod fields;
mod heading;
mod imported;
mod keyed;
mod naming;
mod nesting;
mod paging;
mod paging_exceptions;
mod response;
mod rows;
mod safe;
mod secrets;
mod settle;
mod several;
mod title;
mod types;

use std::collections::{BTreeSet, HashMap};

use larkspec_codegen::model::{
    Endpoint, Envelope, Example, Field, Http, Method, Section, TokenKind,
};
use larkspec_codegen::place;
use serde_json::json;

pub use error::InterpretError;
pub use imported::{Imported, Open};
pub(crate) use naming::singular;
pub use naming::{Name, NameSource, reference};
pub use safe::reads_only;
pub use title::title;

use crate::decided::Decisions;
use crate::diagnostic::Log;
use crate::extract::{self, Cell, Page, Row, Table};
use crate::lexicon;
use examples::Examples;
use fields::Builder;
use heading::Kind;

/// Reads an endpoint from a page. `name` is the name of its spec file, if there is one already.
///
/// # Errors
///
/// The page does not describe an endpoint, or describes one that the model does not support.
pub fn interpret(page: &Page, name: Option<&str>) -> Result<Imported, InterpretError> {
    let mut log = Log::default();
    log.extend(page.diagnostics.clone());
    let page = &*heading::with_headings(page);
    let basics = basics::read(page, &mut log)?;
    let sections = heading::classify(page);
    let examples = Examples::read(&sections, &mut log);
    let mut endpoint = Endpoint {
        title: String::new(),
        name: String::new(),
        doc: String::new(),
        page_title: about::title(page),
        source: about::source(page),
        also: Vec::new(),
        updated: about::updated(page, &mut log),
        page_hash: None,
        replaced_by: about::replaced_by(&sections, &mut log),
        http: Http {
            method: basics.method,
            host: basics.host,
            path: basics.path.clone(),
            tokens: Vec::new(),
            apps: basics.apps.clone(),
            scopes: basics.scopes.clone(),
            rate: basics.rate,
            envelope: Envelope::Data,
            envelope_keys: Default::default(),
            safe: None,
            assumed: BTreeSet::new(),
        },
        page: None,
        types: Default::default(),
        path: Vec::new(),
        query: Vec::new(),
        header: Vec::new(),
        body: Vec::new(),
        response: Vec::new(),
        errors: Vec::new(),
        example: Example::default(),
    };
    let mut builder = Builder::new(page, &mut log);
    builder.read.insert(basics.table);
    request(
        &sections,
        &mut endpoint,
        &examples,
        basics.tokens,
        &mut builder,
    );
    response::read(&sections, &mut endpoint, &examples, &mut builder);
    unread_tables(&sections, &mut builder);
    let Builder {
        mut open,
        mut lines,
        type_names,
        too_deep,
        ..
    } = builder;
    if let Some(line) = too_deep.or_else(|| deepest(&endpoint, &lines)) {
        return Err(InterpretError::Depth { line });
    }
    lines.insert("http".to_owned(), basics.line);
    endpoint.errors = about::errors(&sections, &mut log);
    endpoint.page = paging::derive(&endpoint, basics.line, &mut log);
    let names = naming::names(page, &endpoint);
    let own = names.first().map(|name| name.text.as_str());
    endpoint.name = name.or(own).unwrap_or_default().to_owned();
    if larkspec_codegen::names::module_path(&endpoint.name).is_none() {
        return Err(InterpretError::Name {
            line: basics.line,
            path: basics.path,
        });
    }
    endpoint.title = title::title(&endpoint.name, endpoint.http.method);
    if safe::reads_only(&endpoint.name, &endpoint.http) {
        endpoint.http.safe = Some(true);
        endpoint.http.assumed.insert("safe".to_owned());
    }
    take_examples(&mut endpoint, &examples, &mut lines, &mut log);
    secrets::mark(&mut endpoint, &lines, &mut log);
    several::settle(&mut endpoint, &examples, &lines, &mut log);
    settle::settle(&mut endpoint, &lines, &mut open, &mut log)?;
    let linked = naming::linked(page, &endpoint);
    let mut diagnostics = log.finish();
    Decisions::own().mark(&endpoint.name, &mut diagnostics);
    Ok(Imported {
        endpoint,
        names,
        linked,
        dialect: page.dialect,
        page_hash: page.hash.clone(),
        diagnostics,
        open,
        type_names,
    })
}

/// The line of a field that is nested deeper than a spec file allows.
fn deepest(endpoint: &Endpoint, lines: &HashMap<String, usize>) -> Option<usize> {
    fn walk(
        fields: &[Field],
        at: &str,
        depth: usize,
        lines: &HashMap<String, usize>,
    ) -> Option<usize> {
        fields
            .iter()
            .find_map(|field| match depth > Field::MAX_DEPTH {
                true => {
                    let line = lines.get(&place::table(at, &field.name));
                    Some(line.copied().unwrap_or(1))
                }
                false => walk(&field.fields, &place::inside(at, field), depth + 1, lines),
            })
    }
    Section::ALL
        .into_iter()
        .find_map(|section| walk(endpoint.section(section), section.as_str(), 0, lines))
}

/// The sections of a request.
fn request(
    sections: &[(Kind, &extract::Section)],
    endpoint: &mut Endpoint,
    examples: &Examples,
    beside_url: Option<(usize, Vec<TokenKind>)>,
    builder: &mut Builder<'_>,
) {
    let reads_query = matches!(endpoint.http.method, Method::Get | Method::Delete);
    let mut authorised = None;
    for (kind, section) in sections {
        let (target, loose) = match kind {
            Kind::Header => (Section::Header, false),
            Kind::Path => (Section::Path, false),
            Kind::Query => (Section::Query, false),
            Kind::Body => (Section::Body, false),
            Kind::Parameters | Kind::Request if reads_query => (Section::Query, true),
            Kind::Parameters | Kind::Request => (Section::Body, true),
            _ => continue,
        };
        let mut tables = section
            .tables
            .iter()
            .filter(|table| rows::is_field_table(table));
        let Some(table) = tables.next() else {
            if target == Section::Header
                && let Some(found) = section.tables.iter().find_map(authorization)
            {
                authorised = authorised.or(Some(found));
                let own = section.tables.iter().filter(|t| authorization(t).is_some());
                builder.read.extend(own.map(|table| table.line));
                if section
                    .tables
                    .iter()
                    .all(|t| builder.read.contains(&t.line))
                {
                    continue;
                }
            }
            // A heading above others has no table of its own, except for that of the URL.
            let above = matches!(kind, Kind::Request | Kind::Header | Kind::Parameters);
            let mut tables = section.tables.iter();
            let other = tables.any(|table| !builder.read.contains(&table.line))
                || section.text.iter().any(|line| lists_field(&line.text));
            if (!above || other) && !section.text.iter().any(|line| says_none(&line.text)) {
                builder.log.warn(
                    section.line,
                    "section-unread",
                    format!("the section of the {target} has no readable table"),
                );
                builder.open.sections.push(target);
            }
            continue;
        };
        tables.for_each(|second| builder.second_table(second));
        if loose {
            let text = format!(
                "the page calls these just `parameters`; because of the method, they were added to the {target}"
            );
            builder.log.warn(section.line, "parameters-where", text);
        }
        if target == Section::Header {
            authorised = authorised.or(header(table, endpoint, builder));
            continue;
        }
        let roots = examples.requests();
        let roots = if target == Section::Body {
            roots.as_slice()
        } else {
            &[]
        };
        let fields = builder.section(target, table, roots);
        let known = endpoint.section_mut(target);
        if known.is_empty() {
            *known = fields;
        } else {
            builder.second_table(table);
        }
    }
    match authorised.or(beside_url).or_else(|| elsewhere(sections)) {
        Some((line, kinds)) if kinds.is_empty() => {
            builder
                .log
                .warn(line, "tokens-unread", "the kinds of token cannot be read");
        }
        Some((_, kinds)) => endpoint.http.tokens = kinds,
        None => {
            let text = "no row names a known token; the endpoint is assumed to need none";
            builder.log.warn(1, "tokens-unsaid", text);
        }
    }
    path_parameters(endpoint, builder);
}

/// Reports the tables that nothing was read from. Tables of error codes are read later.
fn unread_tables(sections: &[(Kind, &extract::Section)], builder: &mut Builder<'_>) {
    for (kind, section) in sections.iter().filter(|(kind, _)| *kind != Kind::Errors) {
        let unread = section.tables.iter();
        for table in unread.filter(|table| !builder.read.contains(&table.line)) {
            let why = match (rows::is_field_table(table), kind) {
                (true, Kind::Other) => "its heading does not say what it describes",
                (true, _) => "no fields are expected there",
                (false, Kind::Other) => "neither its heading nor its columns are recognised",
                (false, _) => "its columns do not describe fields",
            };
            let heading = rows::short(&section.heading);
            let text = format!("the table under `{heading}` was not read: {why}");
            builder.log.note(table.line, "table-unread", text);
        }
    }
}

/// The tokens of a table of headers under an unrecognised heading.
fn elsewhere(sections: &[(Kind, &extract::Section)]) -> Option<(usize, Vec<TokenKind>)> {
    let other = sections.iter().filter(|(kind, _)| *kind == Kind::Other);
    let mut rows = other
        .flat_map(|(_, section)| &section.tables)
        .flat_map(|table| &table.rows);
    rows.find(|row| {
        let name = row.cells.first().map(Cell::text).unwrap_or_default();
        lexicon::AUTHORIZATION.is(name.trim_matches(['*', '`', ' ', ':', '：']))
    })
    .map(tokens_of)
    .filter(|(_, kinds)| !kinds.is_empty())
}

/// Whether a section without a table says that there is nothing to list.
fn says_none(text: &str) -> bool {
    let text = text.trim().trim_matches(['*', '。', '.', '-']);
    lexicon::NONE_LISTED.is(text)
}

/// Whether a line of text may describe a field, as the rows of a table do.
fn lists_field(text: &str) -> bool {
    FIELD_IN_TEXT.is_match(text)
}

/// The header table: tokens, and the headers that the client does not set itself.
fn header(
    table: &Table,
    endpoint: &mut Endpoint,
    builder: &mut Builder<'_>,
) -> Option<(usize, Vec<TokenKind>)> {
    let mut names = rows::names_of(table).into_iter();
    let mut own = table.clone();
    let mut tokens = None;
    // A table without a header starts with its first row.
    let first = own.header.first().cloned().unwrap_or_default();
    if lexicon::AUTHORIZATION.is(first.trim_matches(['*', '`', ' '])) {
        tokens = Some(tokens_of(&own.header_row));
    }
    own.rows.retain(|row| {
        let Some(name) = names.next().flatten() else {
            return true;
        };
        if name.eq_ignore_ascii_case("authorization") {
            let (_, kinds) = tokens.get_or_insert_with(|| (row.line, Vec::new()));
            for kind in tokens_of(row).1 {
                if !kinds.contains(&kind) {
                    kinds.push(kind);
                }
            }
        }
        !is_taken(&name)
    });
    let mut fields = builder.section(Section::Header, &own, &[]);
    if is_taken(&first) {
        fields.retain(|field| !is_taken(&field.name));
    }
    match endpoint.header.is_empty() || fields.is_empty() {
        true => endpoint.header.extend(fields),
        false => builder.second_table(table),
    }
    tokens
}

/// The kinds of token that a row names, and its line.
fn tokens_of(row: &Row) -> (usize, Vec<TokenKind>) {
    let kinds = row.cells.iter().flat_map(basics::tokens).collect();
    (row.line, kinds)
}

/// The tokens of a table of headers and their values, if all its headers are set by the client.
fn authorization(table: &Table) -> Option<(usize, Vec<TokenKind>)> {
    let name = |row: &Row| {
        let text = row.cells.first().map(Cell::text).unwrap_or_default();
        text.trim_matches(['*', '`', ' ', ':', '：'])
            .to_ascii_lowercase()
    };
    let mut own = table.rows.iter().filter(|row| name(row) == "authorization");
    own.next()
        .filter(|_| table.rows.iter().all(|row| is_taken(&name(row))))
        .map(tokens_of)
}

/// Whether the client sets a header itself.
fn is_taken(name: &str) -> bool {
    let taken = ["authorization", "content-type", "content-length", "host"];
    taken.contains(&&*name.to_ascii_lowercase())
}

/// Makes the path parameters consistent with the URL.
fn path_parameters(endpoint: &mut Endpoint, builder: &mut Builder<'_>) {
    use larkspec_codegen::model::Type;
    let names: Vec<String> = endpoint
        .http
        .path
        .split('/')
        .filter_map(|part| part.strip_prefix(':'))
        .map(str::to_owned)
        .collect();
    let (known, strange): (Vec<_>, Vec<_>) = std::mem::take(&mut endpoint.path)
        .into_iter()
        .partition(|field| names.contains(&field.name));
    endpoint.path = known;
    for field in strange {
        let line = builder.line_of(&format!("path.{}", field.name));
        let text = format!(
            "`:{}` is described but not part of the URL; it was omitted",
            field.name
        );
        builder.log.warn(line, "path-parameter", text);
    }
    for name in names {
        if !endpoint.path.iter().any(|field| field.name == name) {
            // A field with that name in another section is a mistake of the page, not a second field.
            let text =
                format!("`:{name}` is part of the URL but not described; assumed to be a string");
            builder.log.warn(1, "path-parameter", text);
            builder.open.types.insert(format!("path.{name}"));
            let mut field = Field::new(name, Type::String);
            field.required = true;
            endpoint.path.push(field);
        }
    }
}

lexicon::regexes! {
    /// `- name (string): …`, `` * `name` … ``.
    FIELD_IN_TEXT = r"^[-*•]\s*(?:`[A-Za-z_][A-Za-z0-9_.\-]*`|\*\*[A-Za-z_][A-Za-z0-9_.\-]*\*\*|[a-z][a-z0-9]*_[a-z0-9_]+|[A-Za-z_][A-Za-z0-9_.\-]*\s*(?:[(（][^()（）]*[)）]\s*)?[:：])";
}

/// Whether an example is what a response has below `data`.
fn is_payload(endpoint: &Endpoint, example: &serde_json::Value) -> bool {
    let listed = |key: &String| endpoint.response.iter().any(|field| field.name == *key);
    let has_own_envelope = endpoint.http.envelope_keys != Default::default();
    endpoint.http.envelope == Envelope::Data
        && !has_own_envelope
        && example
            .as_object()
            .is_some_and(|object| !object.is_empty() && object.keys().all(listed))
}

/// The examples, if there is something that they can exemplify.
fn take_examples(
    endpoint: &mut Endpoint,
    examples: &Examples,
    lines: &mut HashMap<String, usize>,
    log: &mut Log,
) {
    if let Some(example) = examples.request.first() {
        lines.insert("example.request".to_owned(), example.line);
        if endpoint.body.is_empty() {
            let text =
                "there is an example of a request body but no table of its fields; it was omitted";
            log.note(example.line, "example-without-fields", text);
        } else if endpoint.is_multipart() {
            log.note(
                example.line,
                "example-form",
                "the example of a form was omitted",
            );
        } else {
            endpoint.example.request = Some(example.value.clone());
        }
    }
    if let Some(example) = examples.response.first() {
        lines.insert("example.response".to_owned(), example.line);
        if endpoint.answers_file() {
            log.note(
                example.line,
                "example-file",
                "the response is a file; its example was omitted",
            );
        } else if is_payload(endpoint, &example.value) {
            let text =
                "the response example is the payload alone; `code`, `msg` and `data` were added";
            log.note(example.line, "example-payload", text);
            let answer = json!({"code": 0, "msg": "success", "data": example.value});
            endpoint.example.response = Some(answer);
        } else {
            endpoint.example.response = Some(example.value.clone());
        }
    }
}
