//! Detects paged results by the well-known names of the fields involved.

use larkspec_codegen::model::{Endpoint, Field, Page, PageStyle, Section, Type};
use larkspec_codegen::names;

use super::paging_exceptions::{EXCEPTIONS, Exception};
use crate::diagnostic::Log;

/// Derives the paging of an endpoint from its fields. Reports an endpoint that looks paged but is not, with the
/// reason if it is a listed exception.
pub fn derive(endpoint: &Endpoint, line: usize, log: &mut Log) -> Option<Page> {
    let exception = exception(endpoint);
    if !looks_paged(endpoint) {
        if exception.is_some() {
            let text = "is listed as an exception from paging, but no longer has paging parameters";
            log.warn(line, "page-exception-stale", text);
        }
        return None;
    }
    let page = by_token(endpoint).or_else(|| by_offset(endpoint));
    match (page, exception) {
        (page, Some(exception)) if page.is_none() || exception.holds(endpoint) => {
            let text = format!("not paged, a listed exception: {}", exception.reason);
            log.note(line, "page-exception", text);
            None
        }
        (Some(page), exception) => {
            if exception.is_some() {
                let text = "is listed as an exception from paging, but can now be paged: remove it from the list";
                log.warn(line, "page-exception-stale", text);
            }
            let text = format!(
                "paged by {}, items in `{}`, according to the names of its fields",
                page.style, page.items
            );
            log.note(line, "page-derived", text);
            Some(page)
        }
        (None, _) => {
            let text = match lists(endpoint).as_slice() {
                [] => "it looks paged, but its response has no list; it was not treated as paged",
                [_] => {
                    "it looks paged, but its fields do not have the usual names and types; it was not treated as paged"
                }
                _ => {
                    "it looks paged, but its response has several lists; it was not treated as paged"
                }
            };
            log.note(line, "page-open", text);
            None
        }
    }
}

fn exception(endpoint: &Endpoint) -> Option<&'static Exception> {
    let call = format!("{} {}", endpoint.http.method, endpoint.http.path);
    EXCEPTIONS.iter().find(|exception| exception.call == call)
}

/// Whether the request asks for a page, by a token or by an offset or number with a size.
fn looks_paged(endpoint: &Endpoint) -> bool {
    let has = |names: &[&str]| parameters(endpoint).any(|field| names.contains(&&*field.name));
    let nested = parameters(endpoint)
        .flat_map(|field| &field.fields)
        .any(|field| field.name == "page_token");
    nested
        || has(&["page_token"])
        || (has(&["offset", "page", "page_index", "page_number", "page_num"])
            && has(&["limit", "page_size"]))
}

fn parameters(endpoint: &Endpoint) -> impl Iterator<Item = &Field> {
    let parameters = endpoint.parameters();
    parameters
        .filter(|(section, _)| matches!(section, Section::Query | Section::Body))
        .map(|(_, field)| field)
}

/// Paging by token. Without `has_more`, the last page is the one without a token.
fn by_token(endpoint: &Endpoint) -> Option<Page> {
    let start = find(parameters(endpoint), "page_token", &[Type::String], true)?;
    let response = || endpoint.response.iter();
    let next = ["page_token", "next_page_token"]
        .into_iter()
        .find_map(|name| find(response(), name, &[Type::String], false))?;
    let more = find(response(), "has_more", &[Type::Bool, Type::Int], false);
    let says_more = |field: &Field| field.name == "has_more";
    if more.is_none()
        && response().any(|field| says_more(field) || field.fields.iter().any(says_more))
    {
        return None;
    }
    let mut page = Page::new(PageStyle::Token, items(endpoint)?);
    if let Some((parent, _)) = start.split_once('.') {
        page.size = format!("{parent}.{}", page.size);
    }
    page.start = start;
    page.next = next;
    page.more = more.unwrap_or(page.more);
    Some(page)
}

fn by_offset(endpoint: &Endpoint) -> Option<Page> {
    for name in ["offset", "limit"] {
        find(parameters(endpoint), name, &[Type::Int], true)?;
    }
    Some(Page::new(PageStyle::Offset, items(endpoint)?))
}

/// The dotted path of a field with this name and one of these types, at the top or in an object there. With
/// `required`, all of them must be required.
fn find<'f>(
    fields: impl Iterator<Item = &'f Field>,
    name: &str,
    types: &[Type],
    required: bool,
) -> Option<String> {
    let fits =
        |field: &&Field| field.name == name && types.contains(&field.ty) && !names::is_enum(field);
    let inside = |parent: &Field| {
        (parent.ty == Type::Object && (parent.required || !required))
            && parent.fields.iter().any(|field| fits(&field))
    };
    let fields: Vec<&Field> = fields.collect();
    if fields.iter().any(fits) {
        return Some(name.to_owned());
    }
    let parent = fields.into_iter().find(|field| inside(field))?;
    Some(format!("{}.{name}", parent.name))
}

fn lists(endpoint: &Endpoint) -> Vec<&Field> {
    let is_list = |field: &&Field| matches!(field.ty, Type::List(_));
    endpoint.response.iter().filter(is_list).collect()
}

/// The list that is paged: the only one; of several, the one called `items` or like a part of the URL. If there is
/// none at the top, the only one in the only object there, next to the paging fields.
fn items(endpoint: &Endpoint) -> Option<String> {
    let lists = lists(endpoint);
    let named = |name: &str| {
        let mut parts = endpoint.http.path.split('/');
        name == "items" || parts.any(|part| part == name)
    };
    match lists.as_slice() {
        [one] => Some(one.name.clone()),
        [] => {
            let mut objects = endpoint
                .response
                .iter()
                .filter(|field| field.ty == Type::Object);
            let (object, None) = (objects.next()?, objects.next()) else {
                return None;
            };
            let mut inside = object
                .fields
                .iter()
                .filter(|field| matches!(field.ty, Type::List(_)));
            match (inside.next(), inside.next()) {
                // A list with values next to it, such as a tree, is not paged.
                (Some(list), None) if object.fields.len() == 1 => {
                    Some(format!("{}.{}", object.name, list.name))
                }
                _ => None,
            }
        }
        several => {
            let found = several.iter().find(|list| named(&list.name))?;
            Some(found.name.clone())
        }
    }
}

#[cfg(test)]
mod tests {
    use larkspec_codegen::model::Endpoint;

    use super::{EXCEPTIONS, derive};
    use crate::diagnostic::Log;

    fn endpoint(call: &str, request: &[&str], response: &[&str]) -> Endpoint {
        let (method, path) = call.split_once(' ').expect("a call");
        let section = if method == "GET" { "query" } else { "body" };
        let mut text = format!(
            "title = \"t\"\ndoc = \"\"\n[http]\nmethod = \"{method}\"\nhost = \"open\"\npath = \"{path}\"\n"
        );
        let parameters = path.split('/').filter_map(|part| part.strip_prefix(':'));
        for name in parameters {
            text += &format!("[path.{name}]\ntype = \"string\"\nrequired = true\n");
        }
        for (section, fields) in [(section, request), ("response", response)] {
            for field in fields {
                let (name, ty) = field.split_once(' ').expect("a type");
                let (ty, required) = match ty.strip_suffix('!') {
                    Some(ty) => (ty, true),
                    None => (ty, false),
                };
                text +=
                    &format!("[{section}.\"{name}\"]\ntype = \"{ty}\"\nrequired = {required}\n");
            }
        }
        larkspec_codegen::load_str("a/b", &text).expect("loads")
    }

    /// The paging of an endpoint as it is written, and the kinds of remarks.
    fn derived(call: &str, request: &[&str], response: &[&str]) -> (String, Vec<&'static str>) {
        let mut endpoint = endpoint(call, request, response);
        let mut log = Log::default();
        let page = derive(&endpoint, 1, &mut log);
        let mut text = String::new();
        if let Some(page) = &page {
            crate::write::paging(&mut text, page);
        }
        // Whatever is derived can be written to a spec file and used by the generator.
        endpoint.page = page;
        assert_eq!(larkspec_codegen::check::endpoint(&endpoint), [], "{call}");
        let rules = log.finish().iter().map(|remark| remark.rule).collect();
        let lines: Vec<&str> = text.lines().skip(2).collect();
        let lines: Vec<String> = lines
            .iter()
            .map(|line| line.split_whitespace().collect())
            .collect();
        (lines.join(" "), rules)
    }

    #[test]
    fn forms_of_paging() {
        let token = ["page_token string", "page_size int"];
        let more = ["has_more bool", "page_token string"];
        let with = |fields: &[&'static str]| [fields, &more].concat();
        for (request, response, expected) in [
            (
                &token[..],
                with(&["items list<object>"]),
                "style=\"token\" items=\"items\"",
            ),
            // The size is a string.
            (
                &["page_token string", "page_size string"],
                with(&["rows list<string>"]),
                "style=\"token\" items=\"rows\"",
            ),
            // Several lists: `items`, or the one that the URL names.
            (
                &token,
                with(&["bad list<string>", "items list<object>"]),
                "style=\"token\" items=\"items\"",
            ),
            (
                &token,
                with(&["bad list<string>", "things list<object>"]),
                "style=\"token\" items=\"things\"",
            ),
            // Another name of the next token, a number as a flag, no flag.
            (
                &token,
                vec![
                    "items list<object>",
                    "has_more bool",
                    "next_page_token string",
                ],
                "style=\"token\" items=\"items\" next=\"next_page_token\"",
            ),
            (
                &token,
                vec!["items list<object>", "has_more int", "page_token string"],
                "style=\"token\" items=\"items\"",
            ),
            (
                &token,
                vec!["items list<object>", "page_token string"],
                "style=\"token\" items=\"items\"",
            ),
            // In separate objects.
            (
                &["ask object!", "ask.page_token string", "ask.page_size int"],
                vec![
                    "items list<object>",
                    "told object",
                    "told.has_more bool",
                    "told.page_token string",
                ],
                "style=\"token\" items=\"items\" start=\"ask.page_token\" size=\"ask.page_size\" \
                 next=\"told.page_token\" more=\"told.has_more\"",
            ),
            (
                &token,
                with(&["found object", "found.lines list<object>"]),
                "style=\"token\" items=\"found.lines\"",
            ),
            (
                &["offset int", "limit int"],
                vec!["codes list<string>"],
                "style=\"offset\" items=\"codes\"",
            ),
        ] {
            let found = derived("POST /open-apis/a/v1/things", request, &response);
            assert_eq!(
                found,
                (expected.to_owned(), vec!["page-derived"]),
                "{request:?} {response:?}"
            );
        }
    }

    #[test]
    fn what_looks_paged_and_is_not_is_reported() {
        let token = ["page_token string", "page_size int"];
        for (request, response) in [
            (&token[..], &["has_more bool", "page_token string"][..]),
            (
                &token,
                &[
                    "x list<string>",
                    "y list<string>",
                    "has_more bool",
                    "page_token string",
                ],
            ),
            (&token, &["items list<object>"]),
            (
                &token,
                &["items list<object>", "has_more string", "page_token string"],
            ),
            (&["page int", "page_size int"], &["items list<object>"]),
            (&["offset string", "limit string"], &["items list<object>"]),
            // A token in an optional object.
            (
                &["ask object", "ask.page_token string"],
                &["items list<object>", "page_token string"],
            ),
        ] {
            let found = derived("GET /open-apis/a/v1/things", &[], &[]);
            assert_eq!(found, (String::new(), vec![]));
            let found = derived("POST /open-apis/a/v1/things", request, response);
            assert_eq!(
                found,
                (String::new(), vec!["page-open"]),
                "{request:?} {response:?}"
            );
        }
    }

    #[test]
    fn exceptions_are_named_and_do_not_rot() {
        let token = ["page_token string", "page_size int"];
        let more = ["has_more bool", "page_token string"];
        let all = |fields: &[&'static str]| [fields, &more].concat();
        let call = "GET /open-apis/contact/v3/scopes";
        let rules = |call: &str, response: &[&str]| derived(call, &token, response).1;
        assert_eq!(
            rules(call, &all(&["a list<string>", "b list<string>"])),
            ["page-exception"]
        );
        assert_eq!(
            rules(call, &all(&["a list<string>"])),
            ["page-exception-stale", "page-derived"]
        );
        assert_eq!(derived(call, &[], &[]).1, ["page-exception-stale"]);
        // The existing list is not what is paged.
        let call = "POST /open-apis/apaas/v1/applications/:namespace/objects/search";
        let text = all(&["records string", "objects list<object>"]);
        assert_eq!(rules(call, &text), ["page-exception"]);
        let mut calls: Vec<&str> = EXCEPTIONS.iter().map(|exception| exception.call).collect();
        calls.sort_unstable();
        calls.dedup();
        assert_eq!(calls.len(), EXCEPTIONS.len());
    }
}
