//! The documentation of generated items, in rustdoc's Markdown.

use serde_json::Value;

use crate::model::{Case, Endpoint, EnumValue, ErrorCode, Field, Meaning, Section, Test};
use crate::rules::{self, Fact, On, Rule};

/// Lines for an endpoint's module: verb and URL first.
pub fn module(endpoint: &Endpoint) -> Vec<String> {
    let http = &endpoint.http;
    let mut lines = vec![
        format!(" {}.", sentence(&endpoint.title)),
        String::new(),
        format!(" `{} {}` (host `{}`)", http.method, http.path, http.host),
    ];
    if !endpoint.doc.trim().is_empty() {
        lines.push(String::new());
        lines.extend(markdown(&endpoint.doc));
    }
    let mut facts = Vec::new();
    if let Some(source) = &endpoint.source {
        let updated = match endpoint.updated {
            Some(date) => format!(", updated {date}"),
            None => String::new(),
        };
        facts.push(format!(" - Page: <{source}>{updated}"));
    }
    let tokens: Vec<String> = http
        .tokens
        .iter()
        .map(|t| format!("`{t}_access_token`"))
        .collect();
    if !tokens.is_empty() {
        facts.push(format!(" - Token: {}", tokens.join(" or ")));
    }
    let scopes: Vec<String> = http.scopes.iter().map(|s| format!("`{s}`")).collect();
    if !scopes.is_empty() {
        facts.push(format!(" - Scopes, any one of: {}", scopes.join(", ")));
    }
    if let Some(rate) = http.rate {
        facts.push(format!(" - Rate limit: {rate}"));
    }
    if let Some(successor) = &endpoint.replaced_by {
        facts.push(format!(
            " - The platform recommends `{successor}` in its place."
        ));
    }
    if !facts.is_empty() {
        lines.push(String::new());
        lines.extend(facts);
    }
    if !endpoint.errors.is_empty() {
        lines.extend([
            String::new(),
            " | code | HTTP | message | what to do |".to_owned(),
            " |---|---|---|---|".to_owned(),
        ]);
        for error in &endpoint.errors {
            let status = error.status.map(|status| status.to_string());
            lines.push(format!(
                " | {} | {} | {} | {} |",
                error.code,
                status.unwrap_or_default(),
                cell(&error.msg),
                cell(&what_to_do(error)),
            ));
        }
    }
    lines
}

/// What to do about an error, with what the client does by itself.
fn what_to_do(error: &ErrorCode) -> String {
    let client = match error.means {
        None => "",
        Some(Meaning::Throttled) => "The client waits, then repeats the call.",
        Some(Meaning::Busy) => "The client waits, then repeats the call if a repeat is safe.",
        Some(Meaning::Final) => "The client does not repeat the call.",
    };
    let doc = error.doc.trim();
    let space = if doc.is_empty() || client.is_empty() {
        ""
    } else {
        " "
    };
    format!("{doc}{space}{client}")
}

/// Lines for a field: meaning, unit, range, default.
pub fn field(field: &Field, section: Section) -> Vec<String> {
    let mut lines = match field.doc.trim() {
        "" => vec![format!(" `{}`", field.name.replace('`', "'"))],
        doc => markdown(doc),
    };
    let mut notes: Vec<String> = Vec::new();
    if section == Section::Path || section == Section::Header {
        notes.push(format!("Sent in the {section}."));
    }
    notes.extend(rules::of(field).filter_map(|(rule, fact)| rule_note(rule, &fact, field)));
    if let Some(example) = field.example.as_ref().filter(|_| !field.secret) {
        notes.push(format!("Example: {}.", code(&example.to_string())));
    }
    if !notes.is_empty() {
        lines.push(String::new());
        lines.push(format!(" {}", notes.join(" ")));
    }
    lines
}

/// What a rule asks for, as a sentence.
fn rule_note(rule: &Rule, fact: &Fact, field: &Field) -> Option<String> {
    let suffix = field.ty.suffix();
    // The lengths of a string that carries JSON are not those of what is in it.
    let around = match rule.on {
        On::Texts => suffix.split("<>").next().unwrap_or_default(),
        _ => &suffix,
    };
    let each = match around.contains(['[', '{']) {
        true => " each",
        false => "",
    };
    let value = match fact {
        Fact::Number(_) | Fact::Count(_) => fact.to_string(),
        Fact::Format(format) => format.doc().to_owned(),
        Fact::Pattern(pattern) => code(pattern.as_str()),
        Fact::Text(label) => code(label),
        Fact::Cases(cases) => {
            let cases: Vec<String> = cases.iter().map(case).collect();
            cases.join(", or ")
        }
        fact => code(&fact.to_json().to_string()),
    };
    // The value last: it may hold braces of its own.
    let mut note = rule.doc.replace("{each}", each).replacen("{}", &value, 1);
    let is_bound = matches!(fact, Fact::Number(_) | Fact::Count(_));
    if is_bound && field.assumed.contains(rule.key) {
        note.insert_str(note.len() - 1, " (assumed)");
    }
    (!note.is_empty()).then_some(note)
}

/// A case in which a field is required, as it follows "when".
fn case(case: &Case) -> String {
    let conditions = case.all.iter().map(|(name, test)| {
        let any = |values: &[Value]| {
            let values: Vec<String> = values.iter().map(|v| code(&v.to_string())).collect();
            values.join(" or ")
        };
        let test = match test {
            Test::Is(values) => format!("is {}", any(values)),
            Test::Not(values) => format!("is given and not {}", any(values)),
            Test::Present(true) => "is given".to_owned(),
            Test::Present(false) => "is left out".to_owned(),
        };
        format!("{} {test}", code(name))
    });
    let conditions: Vec<String> = conditions.collect();
    conditions.join(" and ")
}

/// Lines for an enum's variant.
pub fn enum_value(value: &EnumValue) -> Vec<String> {
    let mut lines = match value.doc.trim() {
        "" => Vec::new(),
        doc => markdown(doc),
    };
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.push(format!(" {} on the wire.", code(&value.value.to_string())));
    lines
}

/// A title as the beginning of a sentence.
pub fn sentence(title: &str) -> String {
    escape(title.trim().trim_end_matches('.'))
}

/// The doc of a spec as rustdoc may show it: no link that does not exist, no code that becomes a
/// test, no HTML.
fn markdown(doc: &str) -> Vec<String> {
    let mut fence: Option<(char, usize)> = None;
    let mut lines = Vec::new();
    for line in doc.trim().lines() {
        let trimmed = line.trim();
        let line = match fence {
            Some((mark, length)) => {
                let closes =
                    trimmed.chars().all(|c| c == mark) && trimmed.chars().count() >= length;
                if closes {
                    fence = None;
                }
                if closes { trimmed } else { line.trim_end() }.to_owned()
            }
            None => match opening_fence(trimmed) {
                Some((mark, length)) => {
                    fence = Some((mark, length));
                    format!("{}text", mark.to_string().repeat(length))
                }
                None => prose(line.trim_end()),
            },
        };
        lines.push(format!(" {line}").trim_end().to_owned());
    }
    if let Some((mark, length)) = fence {
        lines.push(format!(" {}", mark.to_string().repeat(length)));
    }
    lines
}

/// The mark and length of the fence that a line opens: of back-ticks, it has no other in the line, else it is
/// code within a sentence.
fn opening_fence(line: &str) -> Option<(char, usize)> {
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = line.chars().take_while(|&c| c == mark).count();
    let rest = &line[length..];
    (length >= 3 && !(mark == '`' && rest.contains('`'))).then_some((mark, length))
}

/// A line outside of fences. Four blanks, at its beginning or after the mark of a list, would make it a code
/// block, and that a test.
fn prose(line: &str) -> String {
    let text = line.trim_start();
    let indent = " ".repeat((line.len() - text.len()).min(3));
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let mark = match text.chars().nth(digits) {
        Some('.' | ')') if digits > 0 => digits + 1,
        Some('-' | '*' | '+') if digits == 0 => 1,
        _ => 0,
    };
    let (mark, rest) = text.split_at(mark);
    match mark.is_empty() || !rest.starts_with(' ') {
        true => format!("{indent}{}", escape(text)),
        false => format!("{indent}{mark} {}", escape(rest.trim_start())),
    }
}

/// Makes brackets and angles literal, and URLs links, outside of code.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (index, part) in text.split('`').enumerate() {
        if index > 0 {
            out.push('`');
        }
        if index % 2 == 1 {
            out.push_str(part);
            continue;
        }
        let mut rest = part;
        while let Some(start) = rest.find("http://").or_else(|| rest.find("https://")) {
            let url = &rest[start..];
            let end = url
                .find(|c: char| c.is_whitespace() || matches!(c, ')' | '>' | ']' | '"' | ','))
                .unwrap_or(url.len());
            let url = url[..end].trim_end_matches(['.', ';', ':']);
            escape_into(&rest[..start], &mut out);
            out.extend(["<", url, ">"]);
            rest = &rest[start + url.len()..];
        }
        escape_into(rest, &mut out);
    }
    // An odd number of back-ticks opens code that never ends.
    if text.matches('`').count() % 2 == 1 {
        out = out.replace('`', "\\`");
    }
    out
}

fn escape_into(text: &str, out: &mut String) {
    for c in text.chars() {
        if matches!(c, '[' | ']' | '<' | '>') {
            out.push('\\');
        }
        out.push(c);
    }
}

/// Text as inline code.
fn code(text: &str) -> String {
    let text = text.replace('\n', " ");
    match text.contains('`') {
        true => format!("`` {text} ``"),
        false => format!("`{text}`"),
    }
}

/// Text in a cell of a table.
fn cell(text: &str) -> String {
    escape(&text.replace('\n', " ")).replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::{escape, markdown};

    #[test]
    fn is_safe_in_rustdoc() {
        for (doc, expected) in [
            ("plain", " plain"),
            ("a [b] <c> `[d]`", " a \\[b\\] \\<c\\> `[d]`"),
            ("see https://a.b/c.", " see <https://a.b/c>."),
            ("a\n\n    fn main() {}", " a\n\n    fn main() {}"),
            ("```rust\nfn x() {}\n```", " ```text\n fn x() {}\n ```"),
            ("~~~\nopen", " ~~~text\n open\n ~~~"),
            ("```a``` is code", " ```a``` is code"),
            (
                "````\n```\nx\n````\n[y]",
                " ````text\n ```\n x\n ````\n \\[y\\]",
            ),
            ("-     fn x( {", " - fn x( {"),
            ("1.     a", " 1. a"),
        ] {
            assert_eq!(markdown(doc).join("\n"), expected, "{doc}");
        }
        assert_eq!(escape("one ` back-tick"), "one \\` back-tick");
    }
}
