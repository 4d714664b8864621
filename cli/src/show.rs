//! The command `show`: the reference of an endpoint.

mod tree;

use std::io::Write as _;
use std::process::ExitCode;

use larkspec_codegen::model::{Endpoint, Envelope, Host, Page, PageStyle, Section};
use larkspec_codegen::schema;
use serde_json::{Value, json};

use crate::list::titles;
use crate::output;
use crate::specs::Specs;

/// Show what the page of an endpoint says: how to call it, its fields with their rules, paging and errors
///
/// The fields of a request are those of its path, query, header and body. A rule has the word that spec files use for
/// it; `assumed` marks what its page does not say.
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// The endpoint by name, such as approval/v2/instance/list
    #[arg(add = crate::complete::endpoints())]
    endpoint: String,

    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For reading
    Text,
    /// One JSON object, with the fields as JSON Schema
    Json,
}

/// Runs the command.
///
/// # Errors
///
/// There is no such endpoint, its spec file has errors, or the output cannot be written.
pub fn run(specs: &Specs, args: &Args) -> anyhow::Result<ExitCode> {
    let endpoint = specs.endpoint(&args.endpoint)?;
    let mut out = output::stdout();
    match args.format {
        Format::Text if !output::is_json() => {
            out.write_all(text(&endpoint, output::bold()).as_bytes())?;
        }
        _ => writeln!(out, "{:#}", to_json(&endpoint))?,
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// What surrounds a heading.
pub(crate) type Bold = [&'static str; 2];

fn text(endpoint: &Endpoint, [on, off]: Bold) -> String {
    let http = &endpoint.http;
    let mut text = format!("{on}{}{off}\n", endpoint.name);
    for line in [
        titles(endpoint),
        format!("{} {}", http.method, url(endpoint)),
    ] {
        text.push_str(&format!("{line}\n"));
    }
    if !endpoint.doc.trim().is_empty() {
        text.push_str(&format!("\n{}\n", endpoint.doc.trim()));
    }
    text.push('\n');
    for (name, value) in facts(endpoint) {
        text.push_str(&format!("{name:<10} {value}\n"));
    }
    for section in Section::ALL {
        let fields = endpoint.section(section);
        if fields.is_empty() {
            continue;
        }
        let place = match section {
            Section::Response if endpoint.is_flat() => {
                format!(" (next to `{}`)", http.envelope_keys.code)
            }
            Section::Response if !endpoint.answers_file() => {
                format!(" (in `{}`)", http.envelope_keys.data)
            }
            _ => String::new(),
        };
        text.push_str(&format!("\n{on}{section}{off}{place}\n"));
        text.push_str(&tree::fields(endpoint, section));
    }
    if !endpoint.errors.is_empty() {
        text.push_str(&format!("\n{on}errors{off}\n{}", errors(endpoint)));
    }
    text
}

/// How to call it, and where its facts come from.
fn facts(endpoint: &Endpoint) -> Vec<(&'static str, String)> {
    let http = &endpoint.http;
    let words = |words: Vec<&str>, or: &str| match words.is_empty() {
        true => or.to_owned(),
        false => words.join(" or "),
    };
    let tokens = http.tokens.iter().map(|token| token.as_str()).collect();
    let mut facts = vec![("token", words(tokens, "none"))];
    if !http.scopes.is_empty() {
        let scopes = http.scopes.iter().map(String::as_str).collect();
        facts.push(("scope", words(scopes, "")));
    }
    if !http.apps.is_empty() {
        let apps = http.apps.iter().map(|app| app.as_str()).collect();
        facts.push(("app", words(apps, "")));
    }
    if let Some(rate) = http.rate {
        facts.push(("rate", rate.to_string()));
    }
    if http.is_safe() {
        facts.push(("repeat", "does no harm".to_owned()));
    }
    if let Some(page) = &endpoint.page {
        facts.push(("paging", paging(page)));
    }
    if let Some(successor) = &endpoint.replaced_by {
        facts.push(("instead", format!("the platform recommends {successor}")));
    }
    let date = endpoint.updated.map(|date| format!(" ({date})"));
    for page in endpoint.sources() {
        facts.push((
            "page",
            format!("{page}{}", date.as_deref().unwrap_or_default()),
        ));
    }
    facts
}

fn paging(page: &Page) -> String {
    let Page {
        items,
        start,
        size,
        next,
        more,
        ..
    } = page;
    match page.style {
        PageStyle::Offset => format!("items in {items}; {start} and {size} select the page"),
        PageStyle::Token => {
            format!(
                "items in {items}; {start} is the {next} of the page before, while {more}; {size} items at most"
            )
        }
    }
}

fn url(endpoint: &Endpoint) -> String {
    let host = match endpoint.http.host {
        Host::Www => "www.feishu.cn",
        Host::Open => "open.feishu.cn",
    };
    format!("https://{host}{}", endpoint.http.path)
}

fn errors(endpoint: &Endpoint) -> String {
    let mut text = String::new();
    for error in &endpoint.errors {
        let status = error.status.map(|status| format!("HTTP {status}"));
        let means = error.means.map(|means| means.as_str().to_owned());
        let parts = [
            status,
            means,
            Some(error.msg.clone()),
            Some(error.doc.clone()),
        ];
        let parts: Vec<String> = parts
            .into_iter()
            .flatten()
            .map(|part| part.trim().to_owned())
            .filter(|part| !part.is_empty())
            .collect();
        let line = format!("  {:<10} {}", error.code, parts.join("; "));
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

fn to_json(endpoint: &Endpoint) -> Value {
    let http = &endpoint.http;
    let page = endpoint.page.as_ref().map(|page| {
        json!({
            "style": page.style.as_str(), "items": page.items, "start": page.start, "size": page.size,
            "next": (page.style == PageStyle::Token).then_some(&page.next),
            "more": (page.style == PageStyle::Token).then_some(&page.more),
        })
    });
    let sections = Section::ALL
        .into_iter()
        .filter(|section| !endpoint.section(*section).is_empty());
    let sections: serde_json::Map<String, Value> = sections
        .map(|section| {
            (
                section.as_str().to_owned(),
                Value::Object(schema::section(endpoint, section)),
            )
        })
        .collect();
    let errors: Vec<Value> = endpoint
        .errors
        .iter()
        .map(|error| {
            json!({
                "code": error.code, "status": error.status, "msg": error.msg, "doc": error.doc,
                "means": error.means.map(|means| means.as_str()),
            })
        })
        .collect();
    json!({
        "name": endpoint.name,
        "title": endpoint.title,
        "page_title": endpoint.page_title,
        "doc": endpoint.doc,
        "method": http.method.as_str(),
        "url": url(endpoint),
        "tokens": http.tokens.iter().map(|token| token.as_str()).collect::<Vec<_>>(),
        "scopes": http.scopes,
        "rate": http.rate.map(|rate| rate.to_string()),
        "safe": http.is_safe(),
        "flat": http.envelope == Envelope::Flat,
        "paging": page,
        "sections": sections,
        "errors": errors,
        "pages": endpoint.sources().collect::<Vec<_>>(),
        "updated": endpoint.updated.map(|date| date.to_string()),
        "replaced_by": endpoint.replaced_by,
    })
}
