//! Finds the method and path in the text of a spec file without parsing it, so that a program can list all endpoints of
//! the platform at its start.

use crate::model::{Keyword, Method};

/// An endpoint, and how it is called; see [`Loader::list`](crate::Loader::list).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The endpoint's name, such as `im/v1/message/create`.
    pub name: String,
    /// The HTTP method.
    pub method: Method,
    /// The path, with a `:` before the name of each parameter.
    pub path: String,
}

/// The method and path, if the text has a `[http]` table with each on a line of its own, as the importer writes them.
pub(crate) fn call(text: &str) -> Option<(Method, &str)> {
    let (_, table) = text.split_once("\n[http]\n")?;
    let table = table.split_once("\n[").map_or(table, |(table, _)| table);
    let method = Method::parse(value(table, "method")?)?;
    Some((method, value(table, "path")?))
}

/// The string that a line of the table gives a key.
fn value<'t>(table: &'t str, key: &str) -> Option<&'t str> {
    let mut values = table.lines().filter_map(|line| {
        let value = line.strip_prefix(key)?.trim_start().strip_prefix('=')?;
        value.trim().strip_prefix('"')?.strip_suffix('"')
    });
    // More than one is a mistake, or part of a longer string.
    let (value, None) = (values.next()?, values.next()) else {
        return None;
    };
    (!value.contains(['"', '\\'])).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::call;

    #[test]
    fn only_the_usual_form_is_read() {
        let found = |http: &str| {
            let text = format!("title = \"t\"\n{http}\n[query.path]\npath = \"/no\"\n");
            let (method, path) = call(&text)?;
            Some(format!("{} {path}", method.as_str()))
        };
        for (http, expected) in [
            (
                "[http]\nmethod = \"GET\"\npath = \"/a/:b\"",
                Some("GET /a/:b"),
            ),
            (
                "\n[http]\npath=\"/a\"\nmethod   = \"POST\"\ntokens = []",
                Some("POST /a"),
            ),
            // The parser reads these.
            (
                "[http]\nmethod = \"GET\"\npath = \"/a\" # the old one",
                None,
            ),
            ("[http]\nmethod = 'GET'\npath = \"/a\"", None),
            ("[http]\nmethod = \"GET\"\npath = \"/\\u0061\"", None),
            ("[http]\nmethod = \"FETCH\"\npath = \"/a\"", None),
            (
                "[http]\nmethod = \"GET\"\npath = \"/a\"\npath = \"/b\"",
                None,
            ),
            ("[http]\nmethod = \"GET\"", None),
            ("http = { method = \"GET\", path = \"/a\" }", None),
            ("[ http ]\nmethod = \"GET\"\npath = \"/a\"", None),
        ] {
            assert_eq!(found(http).as_deref(), expected, "{http}");
        }
    }
}
