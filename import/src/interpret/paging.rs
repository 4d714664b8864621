//! Whether an endpoint's result comes in pages, from the well-known names of the fields involved.

use larkspec_codegen::model::{Endpoint, Field, Page, PageStyle, Section, Type};
use larkspec_codegen::names;

use crate::diagnostic::Log;

/// The paging that the fields of an endpoint show, if they show one beyond doubt.
pub fn derive(endpoint: &Endpoint, line: usize, log: &mut Log) -> Option<Page> {
    let request = |name: &str, ty: Type| {
        endpoint.parameters().any(|(section, field)| {
            matches!(section, Section::Query | Section::Body)
                && field.name == name
                && field.ty == ty
                && !names::is_enum(field)
        })
    };
    let response = |name: &str, ty: Type| {
        endpoint
            .response
            .iter()
            .any(|field| field.name == name && field.ty == ty)
    };
    let next = ["page_token", "next_page_token"]
        .into_iter()
        .find(|name| response(name, Type::String));
    let style = match () {
        () if request("page_token", Type::String)
            && next.is_some()
            && response("has_more", Type::Bool) =>
        {
            PageStyle::Token
        }
        () if request("offset", Type::Int) && request("limit", Type::Int) => PageStyle::Offset,
        () => return None,
    };
    let lists: Vec<&Field> = endpoint
        .response
        .iter()
        .filter(|field| matches!(field.ty, Type::List(_)))
        .collect();
    match lists.as_slice() {
        [items] => {
            let text = format!(
                "paged by {style}, items in `{}`: from the names of its fields",
                items.name
            );
            log.note(line, "page-derived", text);
            let mut page = Page::new(style, &*items.name);
            if let (PageStyle::Token, Some(next)) = (style, next) {
                next.clone_into(&mut page.next);
            }
            Some(page)
        }
        [] => None,
        _ => {
            let text =
                "it looks paged, but its response has several lists; which is paged was left open";
            log.note(line, "page-open", text);
            None
        }
    }
}
