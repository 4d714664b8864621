//! The first table of a page (URL, method, apps, scopes, rate limit) and the tokens of its header table.

use std::collections::HashSet;

use larkspec_codegen::model::{AppKind, Host, Keyword, Method, Per, Rate, TokenKind};

use super::error::InterpretError;
use crate::diagnostic::Log;
use crate::extract::{Cell, Page, Row, Table, unescape, unlink};
use crate::lexicon;

/// The facts of the first table.
#[derive(Clone, Debug)]
pub struct Basics {
    /// The line of the URL.
    pub line: usize,
    /// The line of the table.
    pub table: usize,
    pub method: Method,
    pub host: Host,
    pub path: String,
    pub apps: Vec<AppKind>,
    pub scopes: Vec<String>,
    pub rate: Option<Rate>,
    /// The tokens in a row of this table, which other pages list among the headers, and its line.
    pub tokens: Option<(usize, Vec<TokenKind>)>,
}

/// Reads the first table that has a URL.
pub fn read(page: &Page, log: &mut Log) -> Result<Basics, InterpretError> {
    // A table of fields may contain a field called `url`.
    let is_call = |table: &&Table| {
        row(table, is_method_label).is_some()
            && row(table, is_url_label).is_some_and(|(_, cell)| URL.is_match(&cell.text()))
    };
    let mut calls = page.tables().filter(is_call);
    let table = calls
        .next()
        .or_else(|| page.tables().find(|table| is_basics(table)))
        .ok_or(InterpretError::NoUrl)?;
    let (line, cell) = row(table, is_url_label).ok_or(InterpretError::NoUrl)?;
    let (host, path) = url(line, &cell.text(), log)?;
    for second in calls {
        let text = "a second table has a URL: the page describes several endpoints; only the first was read";
        log.warn(second.line, "endpoint-many", text);
    }
    let prose = page.sections.iter().flat_map(|section| &section.text);
    for said in prose.filter(|said| RATE_PROSE.is_match(&said.text)) {
        let text = "a possible rate limit in prose was ignored";
        log.note(said.number, "rate-prose", text);
    }
    unread_rows(table, log);
    let method = match row(table, is_method_label) {
        Some((line, cell)) => method(line, &cell.text())?,
        None => return Err(InterpretError::NoMethod { line }),
    };
    Ok(Basics {
        line,
        table: table.line,
        method,
        host,
        path,
        apps: apps(table, line, log),
        scopes: scopes(table, line, log),
        rate: rate(table, log),
        tokens: row(table, |label| lexicon::TOKEN_ROW.within(label))
            .map(|(line, cell)| (line, tokens(cell)))
            .filter(|(_, kinds)| !kinds.is_empty()),
    })
}

/// A kind of row, and a test for its label.
type RowKind = (&'static str, fn(&str) -> bool);

/// Reports unread content next to the URL: rows of an unknown kind, repeated rows of one kind, and cells after the
/// first two.
fn unread_rows(table: &Table, log: &mut Log) {
    let known: [RowKind; 8] = [
        ("url", is_url_label),
        ("method", is_method_label),
        ("fields", |label| lexicon::FIELD_SCOPES_ROW.within(label)),
        ("apps", |label| lexicon::APPS_ROW.within(label)),
        ("scopes", |label| lexicon::SCOPES_ROW.within(label)),
        ("rate", |label| lexicon::RATE_ROW.within(label)),
        ("token", |label| lexicon::TOKEN_ROW.within(label)),
        ("type", |label| lexicon::CONTENT_TYPE_ROW.within(label)),
    ];
    let mut seen = HashSet::new();
    for row in facts(table) {
        let [label, values @ ..] = row.cells.as_slice() else {
            continue;
        };
        let label = label.text().to_lowercase();
        let kind = known.iter().find(|(_, is_kind)| is_kind(&label));
        let is_first = kind.is_some_and(|(kind, _)| seen.insert(*kind) || *kind == "fields");
        let filled = |cell: &Cell| !cell.lines.is_empty();
        let is_header = std::ptr::eq(row, &table.header_row) && kind.is_none();
        let shown = super::rows::short(&label);
        if is_header {
            continue;
        }
        if !is_first && row.cells.iter().any(filled) {
            let text = format!("the row `{shown}` next to the URL was not read");
            log.note(row.line, "row-other", text);
        } else if values.iter().skip(1).any(filled) {
            let text = format!("the text after the value of the row `{shown}` was not read");
            log.note(row.line, "row-other", text);
        }
    }
}

/// The rows of a table of names and values, including its header.
fn facts(table: &Table) -> impl Iterator<Item = &Row> {
    std::iter::once(&table.header_row).chain(&table.rows)
}

/// Whether a table is the one with the URL.
pub fn is_basics(table: &Table) -> bool {
    row(table, is_url_label).is_some()
}

/// The tokens in the row `Authorization` of a header table.
pub fn tokens(cell: &Cell) -> Vec<TokenKind> {
    let text = unescape(&cell.text());
    // The rest is an example and a link, which name other tokens.
    let before = FORMAT.split(&text).next().unwrap_or_default();
    let without_links = LINK.replace_all(&text, " ");
    let text = if TOKEN.is_match(before) {
        before
    } else {
        &without_links
    };
    let mut kinds = Vec::new();
    for found in TOKEN.captures_iter(text) {
        let kind = found
            .get(1)
            .and_then(|word| TokenKind::parse(word.as_str()));
        if let Some(kind) = kind.filter(|kind| !kinds.contains(kind)) {
            kinds.push(kind);
        }
    }
    kinds
}

fn row(table: &Table, wanted: impl Fn(&str) -> bool) -> Option<(usize, &Cell)> {
    facts(table).find_map(|row| match row.cells.as_slice() {
        [label, value, ..] if wanted(&label.text().to_lowercase()) => {
            Some((value.line_or(row.line), value))
        }
        _ => None,
    })
}

fn is_url_label(label: &str) -> bool {
    let label = label.trim_matches(['*', ' ', ':', '：']);
    lexicon::URL_ROW.is(label)
}

fn is_method_label(label: &str) -> bool {
    let label = label.trim_matches(['*', ' ', ':', '：']);
    lexicon::METHOD_ROW.is(label)
}

fn url(line: usize, text: &str, log: &mut Log) -> Result<(Host, String), InterpretError> {
    let text = &*unlink(text);
    let found = URL.captures(text).ok_or_else(|| InterpretError::Url {
        line,
        text: super::rows::short(text),
    })?;
    let part = |index: usize| found.get(index).map_or("", |part| part.as_str());
    let name = part(1).to_lowercase();
    let host = match &*name {
        _ if name.starts_with("open.") => Host::Open,
        _ if name.starts_with("www.") => Host::Www,
        _ => return Err(InterpretError::Host { line, host: name }),
    };
    let domains = ["feishu.cn", "larksuite.com", "larkoffice.com"];
    if !domains.iter().any(|domain| name.ends_with(domain)) {
        let text =
            format!("`{name}` is a host of another platform; `{host}` of this platform was used");
        log.warn(line, "host-other", text);
    }
    if URL.find_iter(text).count() > 1 {
        log.warn(
            line,
            "url-many",
            "there are several URLs; the first was used",
        );
    }
    let mut path = String::new();
    for piece in part(2).trim_end_matches('/').split('/').skip(1) {
        let inner = BRACED
            .captures(piece)
            .and_then(|found| found.get(1).or(found.get(2)))
            .map(|name| name.as_str());
        path.push('/');
        match inner {
            Some(name) => path.extend([":", name]),
            None => path.push_str(piece),
        }
    }
    if path.is_empty() {
        return Err(InterpretError::Url {
            line,
            text: super::rows::short(text),
        });
    }
    if part(2).len() > 1 && part(2).ends_with('/') {
        log.note(
            line,
            "url-slash",
            "the slash at the end of the URL was ignored",
        );
    }
    if !part(3).is_empty() {
        log.note(
            line,
            "url-query",
            "the URL's query was ignored: its parameters have a table",
        );
    }
    Ok((host, path))
}

fn method(line: usize, text: &str) -> Result<Method, InterpretError> {
    let words: Vec<&str> = text
        .split(|c: char| !c.is_ascii_alphabetic())
        .filter(|word| !word.is_empty())
        .collect();
    match words.as_slice() {
        [word] => Method::parse(&word.to_uppercase()),
        _ => None,
    }
    .ok_or_else(|| InterpretError::Method {
        line,
        text: super::rows::short(text),
    })
}

fn apps(table: &Table, line: usize, log: &mut Log) -> Vec<AppKind> {
    let wanted = |label: &str| lexicon::APPS_ROW.within(label);
    let Some((line, cell)) = row(table, wanted) else {
        log.note(
            line,
            "apps-unsaid",
            "the page does not say which apps may call it",
        );
        return Vec::new();
    };
    let text = cell.text();
    let kinds = [
        (AppKind::Custom, &lexicon::CUSTOM_APP),
        (AppKind::Store, &lexicon::STORE_APP),
    ];
    let named = kinds.into_iter().filter(|(_, words)| words.within(&text));
    let apps: Vec<AppKind> = named.map(|(kind, _)| kind).collect();
    if apps.is_empty() && !text.trim().is_empty() {
        log.warn(line, "apps-unread", "the kinds of apps cannot be read");
    }
    apps
}

fn scopes(table: &Table, line: usize, log: &mut Log) -> Vec<String> {
    // Permissions for single fields have a separate row, whose label says so.
    let is_scope_label =
        |label: &str| lexicon::SCOPES_ROW.within(label) && !lexicon::FIELD_SCOPES_ROW.within(label);
    let Some((line, cell)) = row(table, is_scope_label) else {
        log.note(line, "scopes-unsaid", "the page has no row of scopes");
        return Vec::new();
    };
    let mut scopes: Vec<String> = Vec::new();
    let text = cell.text();
    let listed = match cell.scopes.is_empty() {
        false => cell.scopes.clone(),
        true => {
            // Neither links nor parts of a URL are scopes.
            let text = LINK.replace_all(&text, " ");
            SCOPE
                .find_iter(&text)
                .map(|m| m.as_str().to_owned())
                .collect()
        }
    };
    for scope in listed {
        if !scopes.contains(&scope) {
            scopes.push(scope);
        }
    }
    let none = text.trim().trim_matches(['-', '。']).trim();
    if scopes.is_empty() && !none.is_empty() && !lexicon::NO_SCOPES.is(none) {
        log.warn(line, "scopes-unread", "the scopes cannot be read");
    }
    scopes
}

fn rate(table: &Table, log: &mut Log) -> Option<Rate> {
    let (line, cell) = row(table, |label| lexicon::RATE_ROW.within(label))?;
    let text = LINK.replace_all(&cell.text(), "$1").into_owned();
    let mut rates: Vec<Rate> = RATE
        .captures_iter(&text)
        .filter_map(|found| {
            let group = |names: [&str; 2]| names.into_iter().find_map(|name| found.name(name));
            let requests = group(["count", "times"]).or(found.name("second"))?;
            let requests: u32 = requests.as_str().replace(',', "").parse().ok()?;
            Some(Rate {
                requests: (requests > 0).then_some(requests)?,
                per: match group(["per", "every"]) {
                    Some(word) => unit(word.as_str())?,
                    None => Per::Second,
                },
            })
        })
        .collect();
    if rates.is_empty() {
        if !text.trim().is_empty() && text.trim() != "-" {
            log.note(
                line,
                "rate-special",
                "the rate limit is described in words rather than as a number; it was ignored",
            );
        }
        return None;
    }
    // Compares requests per second: a/b < c/d as a·d < c·b.
    rates.sort_by_key(|rate| u64::from(rate.requests) * 86400 / u64::from(rate.per.seconds()));
    if rates.len() > 1 {
        let all: Vec<String> = rates.iter().map(Rate::to_string).collect();
        let text = format!(
            "there are several rate limits: {}; the strictest was used",
            all.join(", ")
        );
        log.note(line, "rate-many", text);
    }
    rates.first().copied()
}

fn unit(word: &str) -> Option<Per> {
    let units = [
        (&lexicon::SECOND_UNIT, Per::Second),
        (&lexicon::MINUTE_UNIT, Per::Minute),
        (&lexicon::HOUR_UNIT, Per::Hour),
        (&lexicon::DAY_UNIT, Per::Day),
    ];
    let found = units.into_iter().find(|(words, _)| words.is(word));
    found.map(|(_, per)| per)
}

lexicon::regexes! {
    URL = r"(?i)https?://([a-z0-9.\-]+)((?:/<[^>]*>|/[^/\s?#`）)|<>]*)*)(\?[^\s`]*)?";
    BRACED = r"^(?:\{([^}]+)\}|<([^>]+)>)$";
    TOKEN = r"(tenant|user|app)_access_token";
    FORMAT = r"{TOKEN_FORMAT}|\]\(";
    LINK = r"\[([^\]]*)\]\([^)]*\)";
    /// A rate limit outside of the table.
    RATE_PROSE = r"\d\s*{QPS}|\d\s*{CALLS}\s*{EVERY}\s*{PERIOD}|{EVERY}\s*{PERIOD}\s*\d+\s*{CALLS}";
    SCOPE = r"[a-z][A-Za-z0-9_]*(?::[A-Za-z0-9_.*\-]+)+";
    RATE = r"(?P<second>\d[\d,]*)\s*{QPS}|(?P<count>\d[\d,]*)\s*{CALLS}?\s*{EVERY}\s*(?P<per>{PERIOD})|{EVERY}\s*(?P<every>{PERIOD})\s*(?P<times>\d[\d,]*)\s*{CALLS}";
}

#[cfg(test)]
mod tests {
    use larkspec_codegen::model::{Host, Rate};

    use super::{rate, scopes, tokens, url};
    use crate::diagnostic::Log;
    use crate::extract::{Cell, Row, Table};

    fn table(label: &str, value: &str) -> Table {
        let cells = vec![Cell::new(1, label), Cell::new(1, value)];
        Table {
            rows: vec![Row {
                line: 1,
                cells,
                ..Row::default()
            }],
            ..Table::default()
        }
    }

    #[test]
    fn urls() {
        for (text, host, path) in [
            (
                "https://www.feishu.cn/approval/openapi/v2/instance/list",
                Host::Www,
                "/approval/openapi/v2/instance/list",
            ),
            (
                "`https://open.larksuite.com/open-apis/a/:id/b`",
                Host::Open,
                "/open-apis/a/:id/b",
            ),
            (
                "https://open.feishu.cn/open-apis/a/{id}/",
                Host::Open,
                "/open-apis/a/:id",
            ),
            (
                "[https://open.feishu.cn/open-apis/a/:id](https://open.feishu.cn/open-apis/a/:id)",
                Host::Open,
                "/open-apis/a/:id",
            ),
            (
                "https://open.feishu.cn/open-apis/a/<id>/b",
                Host::Open,
                "/open-apis/a/:id/b",
            ),
            (
                "https://open.feishu.cn/open-apis/a?x=1&y=*",
                Host::Open,
                "/open-apis/a",
            ),
        ] {
            let found = url(1, text, &mut Log::default()).expect(text);
            assert_eq!(found, (host, path.to_owned()), "{text}");
        }
        assert!(url(1, "https://accounts.feishu.cn/a", &mut Log::default()).is_err());
        assert!(url(1, "none", &mut Log::default()).is_err());
    }

    #[test]
    fn rates() {
        for (text, expected) in [
            ("[100 次/分钟](https://x/1)", "100/min"),
            ("[1000 次/分钟、50 次/秒](/x)", "1000/min"),
            ("5 times/second", "5/s"),
            ("1000 requests per minute", "1000/min"),
            ("每分钟 1,000 次，每秒 50 次", "1000/min"),
            ("5 QPS，10000 次/天", "10000/d"),
            ("5 QPS", "5/s"),
            ("特殊频控", ""),
        ] {
            let found = rate(&table("接口频率限制", text), &mut Log::default());
            assert_eq!(
                found.as_ref().map(Rate::to_string).unwrap_or_default(),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn scopes_and_tokens() {
        let text =
            "访问审批应用(approval:approval:readonly) `corehr:person.read:x` https://a.b/c:d";
        let found = scopes(&table("权限要求", text), 1, &mut Log::default());
        assert_eq!(
            found[..2],
            ["approval:approval:readonly", "corehr:person.read:x"]
        );
        let cell = Cell::new(
            1,
            "`tenant_access_token` 或 `user_access_token` **值格式**：`app_access_token`",
        );
        assert_eq!(tokens(&cell).len(), 2);
        let cell = Cell::new(1, "tenant\\_access\\_token");
        assert_eq!(tokens(&cell).len(), 1);
    }
}
