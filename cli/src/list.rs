//! The command `list`: finds endpoints by words.

use std::io::Write as _;
use std::process::ExitCode;

use larkspec_codegen::model::{Endpoint, Field, Section};
use serde_json::json;

use crate::sought::Sought;
use crate::specs::Specs;
use crate::{note, output};

/// Find endpoints by name, method and path, field, or the title of their page
///
/// Lists the endpoints that have all WORDS, or all endpoints. Each word is searched for in the endpoint's name, its
/// title (also in Chinese), its method and path, the address of its page, the names of its fields, its scopes and its
/// error codes. A URL is searched for without its host and query, and its path may have values:
/// /open-apis/im/v1/messages/om_1/reply. A name may be that of an SDK: client.im.v1.message.create. Case does not
/// matter. Endpoints that are found by name or title come first; of those found by field, the fields are shown.
/// Exits with 1 if there is none.
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// What to search for, such as `message create`, `发送消息`, `/im/v1/messages` or `approval_code`
    words: Vec<String>,

    /// How to print the endpoints
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A line each: name, method, path and titles
    Text,
    /// A JSON object each
    Json,
    /// A name each
    Names,
}

/// Runs the command.
///
/// # Errors
///
/// A spec file that has errors, or an output that cannot be written.
pub fn run(specs: &Specs, args: &Args) -> anyhow::Result<ExitCode> {
    let words: Vec<Sought> = args.words.iter().map(|word| Sought::new(word)).collect();
    let endpoints = specs.with(&words)?;
    let mut found: Vec<Found<'_>> = endpoints
        .iter()
        .filter_map(|endpoint| Found::new(endpoint, &words))
        .collect();
    // Stable: those of one rank stay in the order of their names.
    found.sort_by_key(|found| found.rank);
    let format = match (output::is_json(), args.format) {
        (true, Format::Text) => Format::Json,
        (_, format) => format,
    };
    let mut out = output::stdout();
    for found in &found {
        match format {
            Format::Text => out.write_all(found.text().as_bytes())?,
            Format::Json => writeln!(out, "{}", found.json())?,
            Format::Names => writeln!(out, "{}", found.endpoint.name)?,
        }
    }
    out.flush()?;
    if found.is_empty() {
        note!(
            "no endpoint has `{}`; try fewer words or a part of one, or add an endpoint with `larkspec import PAGE`",
            args.words.join("` and `")
        );
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}

/// Where a word was found, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Name,
    Title,
    Path,
    Field,
    /// A scope or an error code.
    Fact,
}

/// An endpoint that has all words.
struct Found<'e> {
    endpoint: &'e Endpoint,
    /// That of the word with the worst one.
    rank: Rank,
    /// The fields with those words that are nowhere else.
    fields: Vec<String>,
}

impl<'e> Found<'e> {
    fn new(endpoint: &'e Endpoint, words: &[Sought]) -> Option<Self> {
        let mut rank = Rank::Name;
        let mut fields = Vec::new();
        for word in words {
            let place = match outside_fields(endpoint, word) {
                Some(place) => place,
                None => {
                    let with_word = fields_with(endpoint, word.text());
                    if with_word.is_empty() {
                        return None;
                    }
                    fields.extend(with_word);
                    Rank::Field
                }
            };
            rank = rank.max(place);
        }
        Some(Found {
            endpoint,
            rank,
            fields,
        })
    }

    fn text(&self) -> String {
        /// As many fields fit on a line.
        const SHOWN: usize = 3;
        let Endpoint { name, http, .. } = self.endpoint;
        let mut text = format!(
            "{name}  {} {}  {}",
            http.method,
            http.path,
            titles(self.endpoint)
        );
        text.truncate(text.trim_end().len());
        text.push('\n');
        if !self.fields.is_empty() {
            let more = self.fields.len().saturating_sub(SHOWN);
            let shown = &self.fields[..self.fields.len() - more];
            let more = match more {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            text.push_str(&format!("    {}{more}\n", shown.join(", ")));
        }
        text
    }

    fn json(&self) -> serde_json::Value {
        let Endpoint { name, http, .. } = self.endpoint;
        json!({
            "name": name,
            "method": http.method.as_str(),
            "path": http.path,
            "title": self.endpoint.title,
            "page_title": self.endpoint.page_title,
            "fields": self.fields,
        })
    }
}

/// The titles of an endpoint: ours, and that of its page.
pub(crate) fn titles(endpoint: &Endpoint) -> String {
    let titles = [Some(&endpoint.title), endpoint.page_title.as_ref()];
    let titles: Vec<&str> = titles
        .into_iter()
        .flatten()
        .map(|title| title.trim())
        .filter(|title| !title.is_empty())
        .collect();
    titles.join(" · ")
}

/// Where an endpoint has a word, other than in its fields.
fn outside_fields(endpoint: &Endpoint, word: &Sought) -> Option<Rank> {
    let http = &endpoint.http;
    let has = |text: &str| text.to_lowercase().contains(word.text());
    if has(&endpoint.name) {
        return Some(Rank::Name);
    }
    if has(&endpoint.title) || endpoint.page_title.as_deref().is_some_and(has) {
        return Some(Rank::Title);
    }
    // Every page has the host and `document` in its address.
    let mut pages = endpoint.source.iter().chain(&endpoint.also);
    let is_page = word.text().starts_with("/document/") && pages.any(|page| has(page));
    let is_called = || has(&format!("{} {}", http.method, http.path));
    if is_page || is_called() || word.names(endpoint).is_some() {
        return Some(Rank::Path);
    }
    let is_code = || {
        endpoint
            .errors
            .iter()
            .any(|e| e.code.to_string() == word.text())
    };
    let is_scope = http.scopes.iter().any(|scope| scope == word.text());
    (is_scope || is_code()).then_some(Rank::Fact)
}

/// The fields whose names contain a word, each with its section.
fn fields_with(endpoint: &Endpoint, word: &str) -> Vec<String> {
    let mut found = Vec::new();
    for section in Section::ALL {
        let mut walk = Walk {
            endpoint,
            section,
            word,
            types: Vec::new(),
            found: &mut found,
        };
        walk.fields(endpoint.section(section), section.as_str());
    }
    found
}

/// A walk through the fields of a section.
struct Walk<'e, 'f> {
    endpoint: &'e Endpoint,
    section: Section,
    word: &'f str,
    /// The shared types that were entered; one is enough, and they can contain themselves.
    types: Vec<&'e str>,
    found: &'f mut Vec<String>,
}

impl<'e> Walk<'e, '_> {
    fn fields(&mut self, fields: &'e [Field], above: &str) {
        for field in fields {
            let path = format!("{above}.{}", field.name);
            if field.name.to_lowercase().contains(self.word) {
                self.found.push(path.clone());
            }
            if let Some(shared) = field.unrefined() {
                if self.types.contains(&shared) {
                    continue;
                }
                self.types.push(shared);
            }
            let inner = format!("{path}{}", field.ty.suffix());
            self.fields(self.endpoint.fields(field, self.section), &inner);
        }
    }
}
