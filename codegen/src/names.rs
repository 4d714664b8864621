//! Converts wire names to Rust names. `syn` decides what is an identifier.

use crate::model::{Endpoint, EnumValue, Field, Format, Section, Type};
use crate::place::{self, Place};

/// The Rust name of a field: the name that the spec sets, or its wire name in snake case.
///
/// `None` if nothing in the name is valid in an identifier, or if it contains non-ASCII characters, which can look
/// alike and still differ. Upper-case names are rejected as well because an argument cannot have the name of a static
/// in its module.
pub fn field_ident(field: &Field) -> Option<String> {
    match &field.rust {
        Some(name) if name.contains(|c: char| c.is_ascii_uppercase()) => None,
        Some(name) => escape(bare(name)),
        None => escape(&snake_case(&field.name)),
    }
}

/// Removes the prefix of a raw identifier: `r#a` and `a` are the same name.
fn bare(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

/// The name of the builder's setter for a field: the field's name, unless the builder has a method with that name.
pub fn setter(field: &Field, taken: &[&str]) -> Option<String> {
    let name = field_ident(field)?;
    Some(match taken.contains(&&*name) {
        true => format!("{name}_"),
        false => name,
    })
}

/// The methods of every builder.
pub const BUILDER_METHODS: &[&str] = &["build"];
/// The methods that the builder of a request may have.
pub const REQUEST_BUILDER_METHODS: &[&str] = &["build", "call", "items", "pages"];

/// The methods of the builder of an endpoint's request.
pub fn request_builder_methods(endpoint: &Endpoint) -> &'static [&'static str] {
    match endpoint.page {
        Some(_) => REQUEST_BUILDER_METHODS,
        None => &["build", "call"],
    }
}

/// The name of a shared type without the path of another crate.
pub fn last(shared: &str) -> &str {
    shared.rsplit("::").next().unwrap_or(shared)
}

/// The module names along an endpoint's path; `None` if one of them cannot become an identifier.
pub fn module_path(name: &str) -> Option<Vec<String>> {
    name.split('/').map(module_ident).collect()
}

/// The name of a module. A file cannot be renamed for Rust, so non-ASCII characters are allowed here.
fn module_ident(part: &str) -> Option<String> {
    let name = snake_case(part);
    match is_primitive(&name) {
        // A module `str` would hide the type from the code around it.
        true => Some(format!("{name}_")),
        false => escape_if(&name, is_unicode_identifier),
    }
}

fn is_primitive(name: &str) -> bool {
    matches!(
        name,
        "bool"
            | "char"
            | "str"
            | "f16"
            | "f32"
            | "f64"
            | "f128"
            | "i8"
            | "i16"
            | "i32"
            | "i64"
            | "i128"
            | "isize"
            | "u8"
            | "u16"
            | "u32"
            | "u64"
            | "u128"
            | "usize"
    )
}

/// Whether the name is valid for a shared type: an upper-case letter, then letters and digits.
pub fn is_type_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// Names that are always in scope in Rust: a type with such a name would hide the original from the code around it.
pub fn is_in_prelude(name: &str) -> bool {
    const PRELUDE: &[&str] = &[
        "AsMut",
        "AsRef",
        "Box",
        "Clone",
        "Copy",
        "Debug",
        "Default",
        "DoubleEndedIterator",
        "Drop",
        "Eq",
        "Err",
        "ExactSizeIterator",
        "Extend",
        "Fn",
        "FnMut",
        "FnOnce",
        "From",
        "FromIterator",
        "Hash",
        "Into",
        "IntoIterator",
        "Iterator",
        "None",
        "Ok",
        "Option",
        "Ord",
        "PartialEq",
        "PartialOrd",
        "Result",
        "Self",
        "Send",
        "Sized",
        "Some",
        "String",
        "Sync",
        "ToOwned",
        "ToString",
        "TryFrom",
        "TryInto",
        "Unpin",
        "Vec",
    ];
    PRELUDE.contains(&name)
}

/// The name of the struct or enum that is the type of a field of `parent`.
pub fn type_name(parent: &str, field: &Field) -> String {
    let name = field.rust.as_deref().map_or(&*field.name, bare);
    format!("{parent}{}", camel_case(name))
}

/// The name of the variant for an enum value; `None` if two values would need the same name, or the value has nothing
/// that is valid in an identifier.
pub fn variant_ident(value: &EnumValue) -> Option<String> {
    if let Some(name) = &value.rust {
        let is_free = is_identifier(name) && !is_taken_variant(bare(name));
        // Never escape what needs no escape, so that equal names compare equal.
        return is_free.then(|| escape(bare(name))).flatten();
    }
    let wire = match &value.value {
        serde_json::Value::String(text) => text.clone(),
        number => number.to_string(),
    };
    let name = match wire.strip_prefix('-') {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => format!("Minus{rest}"),
        _ => camel_case(&wire),
    };
    let name = match name.starts_with(|c: char| c.is_ascii_digit()) {
        true => format!("Value{name}"),
        false => name,
    };
    match &*name {
        "" => None,
        taken if is_taken_variant(taken) => Some(format!("{taken}_")),
        _ => is_identifier(&name).then_some(name),
    }
}

/// The only name that is invalid for a variant.
fn is_taken_variant(name: &str) -> bool {
    name == "Self"
}

/// Makes `name` an identifier: unchanged, as a raw identifier (`r#type`), or with an underscore if that is impossible
/// (`self_`, `_2fa`).
pub fn escape(name: &str) -> Option<String> {
    escape_if(name, is_identifier)
}

fn escape_if(name: &str, is_identifier: fn(&str) -> bool) -> Option<String> {
    if name.is_empty() || name.chars().all(|c| c == '_') {
        return None;
    }
    let raw = format!("r#{name}");
    [name.to_owned(), raw, format!("{name}_"), format!("_{name}")]
        .into_iter()
        .find(|candidate| is_identifier(candidate))
}

/// Whether it is an identifier of Rust, perhaps a raw one, and ASCII.
pub fn is_identifier(name: &str) -> bool {
    name.is_ascii() && is_unicode_identifier(name)
}

fn is_unicode_identifier(name: &str) -> bool {
    let (is_raw, bare) = match name.strip_prefix("r#") {
        Some(bare) => (true, bare),
        None => (false, name),
    };
    let reserved = match is_raw {
        true => &NEVER_RAW[..],
        false => &KEYWORDS[..],
    };
    let mut chars = bare.chars();
    let start = |c| c == '_' || unicode_ident::is_xid_start(c);
    chars.next().is_some_and(start)
        && chars.all(unicode_ident::is_xid_continue)
        && bare != "_"
        && !reserved.contains(&bare)
}

/// The keywords that cannot be raw identifiers.
const NEVER_RAW: [&str; 4] = ["Self", "crate", "self", "super"];

/// All keywords of edition 2024, reserved ones too.
#[rustfmt::skip]
const KEYWORDS: [&str; 52] = [
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match",
    "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super", "trait",
    "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// `userId`, `User-Id`, `user.id` → `user_id`; `HTTPStatus` → `http_status`.
pub fn snake_case(name: &str) -> String {
    let chars: Vec<char> = name.chars().collect();
    let mut out = String::with_capacity(name.len() + 4);
    for (i, &c) in chars.iter().enumerate() {
        if !is_word(c) {
            if !out.is_empty() && !out.ends_with('_') {
                out.push('_');
            }
            continue;
        }
        if c.is_uppercase() {
            let after_lower = i > 0 && (chars[i - 1].is_lowercase() || chars[i - 1].is_numeric());
            let before_lower = i > 0
                && chars[i - 1].is_uppercase()
                && chars.get(i + 1).is_some_and(|next| next.is_lowercase());
            if (after_lower || before_lower) && !out.ends_with('_') && !out.is_empty() {
                out.push('_');
            }
            out.extend(c.to_lowercase());
        } else {
            out.push(c);
        }
    }
    match name.ends_with('_') {
        true => out,
        false => out.trim_end_matches('_').to_owned(),
    }
}

/// `user_id`, `USER_ID`, `user-id` → `UserId`.
pub fn camel_case(name: &str) -> String {
    let all_upper = !name.chars().any(char::is_lowercase);
    let mut out = String::with_capacity(name.len());
    let mut start = true;
    for c in name.chars() {
        if c == '_' || !is_word(c) {
            // Digits on both sides of a separator would run together: 1_1 and 11.
            if out.ends_with(|c: char| c.is_numeric()) {
                out.push('_');
            }
            start = true;
        } else if start {
            if out.ends_with('_') && !c.is_numeric() {
                out.pop();
            }
            out.extend(c.to_uppercase());
            start = false;
        } else if all_upper {
            out.extend(c.to_lowercase());
        } else {
            out.push(c);
        }
    }
    out.trim_end_matches('_').to_owned()
}

fn is_word(c: char) -> bool {
    // After an `a`, every character that may continue an identifier is acceptable.
    c == '_'
        || c.is_ascii_alphanumeric()
        || (!c.is_ascii() && is_unicode_identifier(&format!("a{c}")))
}

/// Whether a field's type is its own enum.
pub fn is_enum(field: &Field) -> bool {
    !field.rules.values.is_empty()
        && !field.secret
        && matches!(field.ty.innermost(), Type::String | Type::Int)
}

/// Whether every value of the struct has the field, so that it is not an `Option` in Rust.
pub fn is_there(field: &Field) -> bool {
    !field.response_only && !field.option.unwrap_or(!field.required)
}

/// Whether fields of different structs have the same type in Rust, apart from an `Option` around it.
pub fn is_same_type(field: &Field, other: &Field) -> bool {
    let is_own = |field: &Field| is_enum(field) || !field.fields.is_empty();
    let is_named = field.shared.is_some() || !is_own(field) && !is_own(other);
    (&field.ty, &field.shared, field.secret) == (&other.ty, &other.shared, other.secret)
        && time_type(field) == time_type(other)
        && is_named
}

/// The constant of an error code.
pub fn error_ident(code: i64) -> String {
    match code < 0 {
        true => format!("E_{}", code.unsigned_abs()),
        false => format!("E{code}"),
    }
}

/// Converts any text to a part of a constant's name.
pub fn constant_part(text: &str) -> String {
    let part = |c: char| match c.is_ascii_alphanumeric() {
        true => c.to_ascii_uppercase(),
        false => '_',
    };
    text.chars().map(part).collect()
}

/// The library's time type for a field, or for the items of its lists and maps, if it is a time with a known unit.
pub fn time_type(field: &Field) -> Option<&'static str> {
    let is_scalar = matches!(field.ty.innermost(), Type::String | Type::Int);
    // A constant is written as on the page, and the content of a string has no table to describe it.
    let is_other =
        is_enum(field) || field.secret || field.rules.fixed.is_some() || field.carried().is_some();
    match field.format.filter(|_| is_scalar && !is_other)? {
        Format::UnixMillis => Some("UnixMillis"),
        Format::UnixSeconds => Some("UnixSeconds"),
        _ => None,
    }
}

/// Every type that an endpoint generates in addition to `Request` and `Response`, with the location of its field.
pub fn generated_types(endpoint: &Endpoint) -> Vec<(String, Place)> {
    let mut found = Vec::new();
    for section in Section::ALL {
        let parent = match section {
            Section::Response => "Response",
            _ => "Request",
        };
        nested_types(
            parent,
            section.as_str(),
            endpoint.section(section),
            &mut found,
        );
    }
    found
}

/// Every type that a file of shared types generates, in the same form.
pub fn shared_types(types: &[Field]) -> Vec<(String, Place)> {
    let mut found = Vec::new();
    for field in types {
        let place = Place::field("types", field);
        let inside = place::inside("types", field);
        found.push((field.name.clone(), place));
        nested_types(&field.name, &inside, &field.fields, &mut found);
    }
    found
}

/// The types of the fields of an object.
fn nested_types(parent: &str, table: &str, fields: &[Field], found: &mut Vec<(String, Place)>) {
    // Refinements of a shared type do not create another type.
    for field in fields.iter().filter(|field| field.shared.is_none()) {
        let place = Place::field(table, field);
        let name = type_name(parent, field);
        if is_enum(field) {
            found.push((name, place));
        } else if !field.fields.is_empty() {
            found.push((name.clone(), place));
            let inside = place::inside(table, field);
            nested_types(&name, &inside, &field.fields, found);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{camel_case, escape, snake_case};

    #[test]
    fn snake() {
        for (name, expected) in [
            ("approval_code", "approval_code"),
            ("userId", "user_id"),
            ("UserID", "user_id"),
            ("HTTPStatus", "http_status"),
            ("x-tt-logid", "x_tt_logid"),
            ("i18n", "i18n"),
            ("a.b", "a_b"),
            ("page2Size", "page2_size"),
            ("类型", "类型"),
            ("$", ""),
        ] {
            assert_eq!(snake_case(name), expected, "{name}");
        }
    }

    #[test]
    fn camel() {
        for (name, expected) in [
            ("approval_code", "ApprovalCode"),
            ("userId", "UserId"),
            ("PENDING", "Pending"),
            ("IN_PROGRESS", "InProgress"),
            ("v1_1", "V1_1"),
            ("v11", "V11"),
            ("text/plain", "TextPlain"),
        ] {
            assert_eq!(camel_case(name), expected, "{name}");
        }
    }

    #[test]
    fn identifiers_are_those_of_syn() {
        let others = [
            "",
            "_",
            "__",
            "_1",
            "1a",
            "a-b",
            "字",
            "a字",
            "a_b",
            "a1",
            "r_1",
            "type_",
            "A_",
            "union",
            "macro_rules",
            "raw",
            "safe",
            "auto",
            "default",
            "r",
            "é",
            "a·b",
            "a b",
            "r#",
            "·",
        ];
        for name in super::KEYWORDS.into_iter().chain(others) {
            for name in [name.to_owned(), format!("r#{name}")] {
                let is_one = syn::parse_str::<syn::Ident>(&name).is_ok();
                // Reserved since edition 2024, which `syn` does not assume.
                let is_one = is_one && name != "gen";
                assert_eq!(super::is_unicode_identifier(&name), is_one, "{name}");
            }
        }
    }

    #[test]
    fn modules() {
        for (name, expected) in [
            ("im/v1/chat-list", Some("im,v1,chat_list")),
            ("a/type/str/i64", Some("a,r#type,str_,i64_")),
            ("店/v1/列表", Some("店,v1,列表")),
            ("a/+", None),
        ] {
            let found = super::module_path(name).map(|path| path.join(","));
            assert_eq!(found.as_deref(), expected, "{name}");
        }
    }

    #[test]
    fn identifiers() {
        for (name, expected) in [
            ("limit", Some("limit")),
            ("type", Some("r#type")),
            ("gen", Some("r#gen")),
            ("self", Some("self_")),
            ("2fa", Some("_2fa")),
            ("", None),
            ("_", None),
            ("café", None),
            ("类型", None),
        ] {
            assert_eq!(escape(name).as_deref(), expected, "{name}");
        }
    }
}
