//! Compares two models: what changed, whom it breaks, and which semver step follows.
//!
//! A change **breaks the wire** if payloads or calls that were valid no longer are: a valid request is rejected, or
//! something in a response that readers relied on is removed or changed. It **breaks Rust** if code that compiled
//! against the generated types may no longer compile.

mod change;
mod fields;
mod types;

use std::collections::{BTreeMap, BTreeSet};

use larkspec_shape::pointer;
use serde_json::json;

pub use self::change::{Change, Reach, Step};
use self::change::{Diff, shown};
use self::fields::{At, deprecation};
use self::types::Known;
use crate::model::{Api, Endpoint, EnvelopeKeys, Field, Http, Page, Section, Types};
use crate::{names, place};

/// Compares two sets of endpoints, including their shared types.
pub fn api(old: &Api, new: &Api) -> Vec<Change> {
    let names =
        |api: &Api| -> BTreeSet<String> { api.endpoints.iter().map(|e| e.name.clone()).collect() };
    let mut changes = types::changes(&Known::of_api(old), &Known::of_api(new));
    for name in names(old).union(&names(new)) {
        match (old.endpoint(name), new.endpoint(name)) {
            (Some(old), Some(new)) => changes.extend(apart_from_types(old, new)),
            (old, new) => {
                let none = Types::default();
                let mut diff = Diff::new(name, [&none, &none]);
                match (old, new) {
                    (Some(_), _) => diff
                        .change("", "", "removed", "the endpoint was removed")
                        .breaks(true, true),
                    _ => diff.change("", "", "added", "a new endpoint").adds(),
                };
                changes.extend(diff.changes);
            }
        }
    }
    changes
}

/// Compares two descriptions of an endpoint, including the shared types that they use. Docs, titles and examples are
/// ignored.
pub fn endpoint(old: &Endpoint, new: &Endpoint) -> Vec<Change> {
    let mut changes = types::changes(&Known::of_endpoint(old), &Known::of_endpoint(new));
    changes.extend(apart_from_types(old, new));
    changes
}

fn apart_from_types(old: &Endpoint, new: &Endpoint) -> Vec<Change> {
    let mut diff = Diff::new(&new.name, [&old.types, &new.types]);
    diff.http(old, new);
    diff.page(old, new);
    diff.payload(old, new);
    for section in Section::ALL {
        let prefix = |endpoint: &Endpoint| match section {
            Section::Response if !endpoint.is_flat() => {
                let data = &endpoint.http.envelope_keys.data;
                format!("/{}", pointer::escape(data))
            }
            _ => String::new(),
        };
        let at = At {
            part: section.as_str(),
            section,
            pointer: prefix(new),
        };
        diff.fields(&at, old.section(section), new.section(section));
    }
    diff.parameters_elsewhere(old, new);
    diff.errors(old, new);
    diff.changes
}

impl<'t> Diff<'t> {
    fn http(&mut self, old: &Endpoint, new: &Endpoint) {
        let (a, b) = (&old.http, &new.http);
        for (rule, old, new) in [
            ("method", a.method.as_str(), b.method.as_str()),
            ("host", a.host.as_str(), b.host.as_str()),
        ] {
            if let Some(change) = self.moved("http", rule, old, new) {
                change.breaks(true, false);
            }
        }
        // The name of a path parameter matters for its field, not for the URL.
        let is_same_url = place::path_pattern(&a.path) == place::path_pattern(&b.path);
        if let Some(change) = self.moved("http", "path", &a.path, &b.path) {
            change.breaks(!is_same_url, false);
        }
        if let Some(change) = self.moved("http", "envelope", a.envelope, b.envelope) {
            change.breaks(old.is_flat() != new.is_flat(), false);
        }
        let tokens = |http: &Http| http.tokens.iter().map(|token| token.to_string()).collect();
        let apps = |http: &Http| http.apps.iter().map(|app| app.to_string()).collect();
        let scopes = |http: &Http| http.scopes.iter().cloned().collect();
        self.any_of("tokens", tokens(a), tokens(b));
        self.any_of("apps", apps(a), apps(b));
        self.any_of("scopes", scopes(a), scopes(b));
        let rate = |e: &Endpoint| {
            e.http
                .rate
                .map_or_else(String::new, |rate| rate.to_string())
        };
        self.moved("http", "rate", rate(old), rate(new));
        self.envelope_keys(old, new);
        self.moved("http", "safe", a.is_safe(), b.is_safe());
        let successor = |e: &Endpoint| e.replaced_by.clone().unwrap_or_default();
        self.moved("", "replaced_by", successor(old), successor(new));
    }

    /// Compares two unordered lists of which a caller needs any one; an empty list requires nothing.
    fn any_of(&mut self, rule: &str, old: BTreeSet<String>, new: BTreeSet<String>) {
        let noun = rule.trim_end_matches('s');
        for gone in old.difference(&new) {
            // Removing an entry affects callers that had only that one, unless no entry is needed any more.
            let (text, breaks) = match new.is_empty() {
                true => (format!("the {noun} `{gone}` is no longer needed"), false),
                false => (format!("the {noun} `{gone}` is no longer enough"), true),
            };
            self.change("http", "", rule, text)
                .values(Some(json!(gone)), None)
                .breaks(breaks, false);
        }
        for added in new.difference(&old) {
            let (text, breaks) = match old.is_empty() {
                true => (format!("the {noun} `{added}` is now needed"), true),
                false => (
                    format!("the {noun} `{added}` is now accepted as well"),
                    false,
                ),
            };
            self.change("http", "", rule, text)
                .values(None, Some(json!(added)))
                .breaks(breaks, false)
                .adds();
        }
    }

    /// Changes that affect a payload as a whole, whatever its fields are.
    fn payload(&mut self, old: &Endpoint, new: &Endpoint) {
        let had_parameters = old.parameters().next().is_some();
        if old.body.is_empty() && !new.body.is_empty() && had_parameters {
            let text = "the request payload is now the body; it was all parameters as one object";
            self.change("body", "", "payload", text).breaks(true, false);
        }
        let form = |endpoint: &Endpoint| match endpoint.is_multipart() {
            true => "a form with files",
            false => "JSON",
        };
        if let Some(change) = self.moved("body", "payload", form(old), form(new)) {
            change.breaks(true, false);
        }
        let (old_keys, new_keys) = (old.parameter_keys(), new.parameter_keys());
        for (section, field) in new.parameters() {
            let before = old.section(section).iter().find(|f| f.name == field.name);
            let Some(before) = before else { continue };
            let (before, now) = (old_keys.of(before), new_keys.of(field));
            if before != now {
                let text = format!("`{}` is now `{now}` in the JSON of a request", field.name);
                self.change(section.as_str(), "", "payload", text)
                    .values(Some(json!(before)), Some(json!(now)))
                    .breaks(true, false);
            }
        }
        let answers = |endpoint: &Endpoint| match endpoint.answers_file() {
            true => "a file",
            false => "JSON",
        };
        if let Some(change) = self.moved("response", "payload", answers(old), answers(new)) {
            change.breaks(true, true);
        }
        let moved = old.is_flat() != new.is_flat();
        if moved && old.http.envelope == new.http.envelope && !old.response.is_empty() {
            let text = match new.is_flat() {
                true => "its only field is now the payload itself; it was in an object",
                false => "its fields are now in an object; one field was the payload itself",
            };
            self.change("response", "", "payload", text)
                .breaks(true, false);
        }
    }

    /// A parameter that moved from one section to another is the same field in Rust.
    fn parameters_elsewhere(&mut self, old: &'t Endpoint, new: &'t Endpoint) {
        let named = |endpoint: &'t Endpoint, name: &str| {
            let mut found = endpoint
                .parameters()
                .filter(|(_, field)| field.name == name);
            found.next().filter(|_| found.next().is_none())
        };
        for (from, before) in old.parameters() {
            let pair = named(old, &before.name).and_then(|_| named(new, &before.name));
            let Some((to, field)) = pair.filter(|(to, _)| *to != from) else {
                continue;
            };
            let pointer = format!("/{}", pointer::escape(&field.name));
            let is_told = |change: &Change| {
                let (part, rule) = (&*change.part, &*change.rule);
                change.pointer == pointer
                    && [(from.as_str(), "removed"), (to.as_str(), "added")].contains(&(part, rule))
            };
            self.changes.retain(|change| !is_told(change));
            let text = format!("moved from {from} to {to}");
            self.change(to.as_str(), &pointer, "section", text)
                .values(Some(json!(from.as_str())), Some(json!(to.as_str())))
                .breaks(true, false);
            let at = At {
                part: to.as_str(),
                section: to,
                pointer: String::new(),
            };
            self.field(&at, before, field);
        }
    }

    /// The names of the envelope's parts, and which of them a response may lack.
    fn envelope_keys(&mut self, old: &Endpoint, new: &Endpoint) {
        let (a, b) = (&old.http.envelope_keys, &new.http.envelope_keys);
        for (rule, old, new) in [
            ("envelope.code", &a.code, &b.code),
            ("envelope.msg", &a.msg, &b.msg),
            ("envelope.data", &a.data, &b.data),
        ] {
            if let Some(change) = self.moved("http", rule, old, new) {
                change.breaks(true, false);
            }
        }
        let optional = |keys: &EnvelopeKeys| {
            let words: Vec<&str> = keys.optional.iter().map(|part| part.as_str()).collect();
            words.join(", ")
        };
        let no_longer_promised = b.optional.iter().any(|part| a.requires(*part));
        if let Some(change) = self.moved("http", "envelope.optional", optional(a), optional(b)) {
            change.breaks(no_longer_promised, false);
        }
    }

    fn page(&mut self, old: &Endpoint, new: &Endpoint) {
        match (&old.page, &new.page) {
            (None, Some(_)) => {
                self.change("page", "", "added", "the result is now paged")
                    .adds();
            }
            (Some(_), None) => {
                self.change("page", "", "removed", "the result is no longer paged")
                    .breaks(true, true);
            }
            (Some(old_page), Some(new_page)) if old_page != new_page => {
                let (a, b) = (item(old, old_page), item(new, new_page));
                let breaks_items = old_page.items != new_page.items
                    && !a.zip(b).is_some_and(|(a, b)| names::is_same_type(a, b));
                let (old, new) = (old_page, new_page);
                self.change("page", "", "style", "the result is paged differently")
                    .values(
                        Some(json!(format!("{old:?}"))),
                        Some(json!(format!("{new:?}"))),
                    )
                    .breaks(true, breaks_items);
            }
            _ => {}
        }
    }

    fn errors(&mut self, old: &Endpoint, new: &Endpoint) {
        let (old, new) = (codes(old), codes(new));
        for (code, old, new) in new
            .iter()
            .filter_map(|(code, new)| Some((code, old.get(code)?, new)))
        {
            let text = |listed: &Listed| {
                let words: Vec<&str> = listed.meanings.iter().map(String::as_str).collect();
                words.join(", ")
            };
            let (was, now) = (text(old), text(new));
            if was != now {
                let text = format!(
                    "the error code {code} means {} → {}",
                    shown(&was),
                    shown(&now)
                );
                self.change("error", "", "means", text)
                    .values(Some(json!(was)), Some(json!(now)));
            }
            if old.deprecated != new.deprecated {
                let text = format!("the error code {code} {}", deprecation(new.deprecated));
                self.change("error", "", "deprecated", text);
            }
        }
        for code in old.keys().filter(|code| !new.contains_key(code)) {
            let text = format!("the error code {code} is no longer listed");
            self.change("error", "", "removed", text)
                .values(Some(json!(code)), None)
                // The constant of the code is removed.
                .breaks(false, true);
        }
        for code in new.keys().filter(|code| !old.contains_key(code)) {
            let text = format!("the error code {code} is now listed");
            self.change("error", "", "added", text)
                .values(None, Some(json!(code)))
                .adds();
        }
    }
}

/// What an endpoint says about an error code, which it may list several times.
struct Listed {
    /// Whether each mention of it is deprecated.
    deprecated: bool,
    /// What it means for the next attempt.
    meanings: BTreeSet<String>,
}

/// The error codes of an endpoint.
fn codes(endpoint: &Endpoint) -> BTreeMap<i64, Listed> {
    let mut codes = BTreeMap::new();
    for error in &endpoint.errors {
        let listed = codes.entry(error.code).or_insert_with(|| Listed {
            deprecated: true,
            meanings: BTreeSet::new(),
        });
        listed.deprecated &= error.deprecated;
        let status = error
            .status
            .map_or(String::new(), |status| format!(" under {status}"));
        let meaning = error.means.map(|means| format!("{means}{status}"));
        listed.meanings.extend(meaning);
    }
    codes
}

/// The field of the response that has the items of a page.
fn item<'e>(endpoint: &'e Endpoint, page: &Page) -> Option<&'e Field> {
    let mut fields = endpoint.response.as_slice();
    let mut item = None;
    for name in page.items.split('.') {
        let field = fields.iter().find(|field| field.name == name)?;
        fields = endpoint.types.fields(field, Section::Response);
        item = Some(field);
    }
    item
}
