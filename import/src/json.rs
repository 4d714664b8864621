//! Parses JSON as pages write it, with comments and trailing commas.

use std::collections::HashSet;

use serde_json::Value;

/// A parsed example.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    /// Its value.
    pub value: Value,
    /// The deviations from JSON that were ignored; empty for valid JSON.
    pub overlooked: Vec<&'static str>,
}

/// Parses a JSON document. `Err` says where it is invalid, with the line counted from 0.
pub fn read(text: &str) -> Result<Read, (usize, String)> {
    match serde_json::from_str(text) {
        Ok(value) => Ok(Read {
            value,
            overlooked: Vec::new(),
        }),
        Err(strict) => {
            let (cleaned, overlooked) = clean(text);
            if overlooked.is_empty() {
                return Err(place(&strict));
            }
            match serde_json::from_str(&cleaned) {
                Ok(value) => Ok(Read { value, overlooked }),
                Err(error) => Err(place(&error)),
            }
        }
    }
}

fn place(error: &serde_json::Error) -> (usize, String) {
    // The position is reported in lines of the page; the one in the message refers to the example.
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or(&message);
    (error.line().saturating_sub(1), message.to_owned())
}

/// Replaces comments and trailing commas by blanks, line by line, so that positions do not change.
fn clean(text: &str) -> (String, Vec<&'static str>) {
    let mut out: Vec<char> = Vec::with_capacity(text.len());
    let mut overlooked = Vec::new();
    let mut note = |what: &'static str| {
        if !overlooked.contains(&what) {
            overlooked.push(what);
        }
    };
    let mut chars = text.chars().peekable();
    let mut in_string = false;
    while let Some(c) = chars.next() {
        match c {
            '\\' if in_string => {
                out.push(c);
                out.extend(chars.next());
            }
            '"' => {
                in_string = !in_string;
                out.push(c);
            }
            '/' if !in_string && chars.peek() == Some(&'/') => {
                note("comments");
                while chars.peek().is_some_and(|&c| c != '\n') {
                    chars.next();
                }
            }
            '/' if !in_string && chars.peek() == Some(&'*') => {
                note("comments");
                let mut last = ' ';
                for c in chars.by_ref() {
                    if c == '\n' {
                        out.push(c);
                    }
                    if last == '*' && c == '/' {
                        break;
                    }
                    last = c;
                }
            }
            ']' | '}' if !in_string => {
                let comma = out.iter().rposition(|c| !c.is_whitespace());
                if let Some(at) = comma.filter(|&at| out[at] == ',') {
                    out[at] = ' ';
                    note("trailing commas");
                }
                out.push(c);
            }
            '\u{a0}' if !in_string => {
                note("no-break spaces");
                out.push(' ');
            }
            c => out.push(c),
        }
    }
    (out.into_iter().collect(), overlooked)
}

/// The values of the key `name` in all objects, with lists flattened.
pub fn samples<'v>(objects: &[&'v Value], name: &str) -> Vec<&'v Value> {
    objects
        .iter()
        .filter_map(|value| value.as_object()?.get(name))
        .collect()
}

/// The objects in values, including those in lists.
pub fn objects<'v>(values: &[&'v Value]) -> Vec<&'v Value> {
    let mut found = Vec::new();
    for value in values {
        match value {
            Value::Object(_) => found.push(*value),
            Value::Array(items) => found.extend(objects(&items.iter().collect::<Vec<_>>())),
            _ => {}
        }
    }
    found
}

/// The keys of the objects within fields of `objects`, at any depth.
pub fn inner_keys<'v>(objects: &[&'v Value]) -> HashSet<&'v str> {
    fn collect<'v>(value: &'v Value, keys: &mut HashSet<&'v str>) {
        match value {
            Value::Object(fields) => fields.iter().for_each(|(key, value)| {
                keys.insert(key);
                collect(value, keys);
            }),
            Value::Array(items) => items.iter().for_each(|item| collect(item, keys)),
            _ => {}
        }
    }
    let mut keys = HashSet::new();
    let fields = objects.iter().filter_map(|value| value.as_object());
    for value in fields.flat_map(|fields| fields.values()) {
        collect(value, &mut keys);
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn overlooks_what_pages_do() {
        for (text, json, overlooked) in [
            ("{\"a\": 1}", "{\"a\":1}", vec![]),
            (
                "{\"a\": [1, 2,\n],}",
                "{\"a\":[1,2]}",
                vec!["trailing commas"],
            ),
            (
                "// x\n{\"a\": \"//,]\" /* b */}",
                "{\"a\":\"//,]\"}",
                vec!["comments"],
            ),
        ] {
            let read = read(text).expect(text);
            assert_eq!(read.value.to_string(), json);
            assert_eq!(read.overlooked, overlooked);
        }
    }

    #[test]
    fn says_where_it_stops() {
        assert_eq!(read("{\n \"a\": 1 / 2\n}").unwrap_err().0, 1);
        assert_eq!(read("{\n\"a\": [1,],\n\"b\": x\n}").unwrap_err().0, 2);
    }
}
