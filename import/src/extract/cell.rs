//! The text of cells: decodes character references, Markdown escapes and tags without a meaning here.

/// A line of text and its location.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The line of the page, from 1.
    pub number: usize,
    /// The text, without tags and with character references decoded.
    pub text: String,
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Its lines that are not empty.
    pub lines: Vec<Line>,
    /// The values of an enumeration that tags mark as such; `None` if there is no such tag.
    pub values: Option<Vec<Line>>,
    /// The page's description of each value.
    pub meanings: Vec<String>,
    /// Scopes that tags mark as such.
    pub scopes: Vec<String>,
    /// The indent of the bullets in the current list.
    bullets_at: Option<usize>,
}

impl Cell {
    /// A cell of one line.
    pub fn new(number: usize, text: &str) -> Self {
        let mut cell = Cell::default();
        cell.push(number, text);
        cell
    }

    /// Its text; lines are separated by line breaks.
    pub fn text(&self) -> String {
        let lines: Vec<&str> = self.lines.iter().map(|line| line.text.as_str()).collect();
        lines.join("\n")
    }

    /// The line it starts on; `row` if it is empty.
    pub fn line_or(&self, row: usize) -> usize {
        self.lines.first().map_or(row, |line| line.number)
    }

    /// Adds text, which may contain line breaks.
    pub(crate) fn push(&mut self, number: usize, text: &str) {
        for line in text.split('\n') {
            let line = line.trim();
            if !line.is_empty() {
                self.lines.push(Line {
                    number,
                    text: line.to_owned(),
                });
            }
        }
    }

    /// Adds text whose indent comes from the page rather than from enclosing tags. A nested list describes the last
    /// item further; its own items become text, marked by `◦`.
    pub(crate) fn push_indented(&mut self, number: usize, text: &str) {
        for raw in text.split('\n') {
            let line = raw.trim();
            let indent = raw.chars().take_while(|c| c.is_whitespace()).count();
            match (bullet(line), self.bullets_at) {
                (Some(item), Some(at)) if indent > at + 1 => {
                    self.push(number, &format!("◦{item}"));
                    continue;
                }
                (Some(_), _) => self.bullets_at = Some(indent),
                // Another list may follow.
                (None, _) if line.starts_with("**") || line.ends_with([':', '：']) => {
                    self.bullets_at = None;
                }
                (None, _) => {}
            }
            self.push(number, line);
        }
    }
}

/// The text after the bullet of a line: `-1` is a number, and `**a**` is bold.
fn bullet(line: &str) -> Option<&str> {
    let item = line.strip_prefix(['-', '*', '•'])?;
    (!item.starts_with(|c: char| c.is_ascii_digit() || c == '*')).then_some(item)
}

/// The text of HTML within Markdown: known tags are removed, `<br>` is a line break, and references are decoded.
/// White space at the ends is kept because it may be an indent.
pub fn decode(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find(['<', '&']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(tag) = tag(rest) {
            match &*tag.name.to_ascii_lowercase() {
                "br" => out.push('\n'),
                "md-enum" | "md-enum-item" if tag.closing => out.push('\n'),
                // The meaning of these is in an attribute; the text next to them is a description.
                "md-perm" if !tag.closing => out.push_str(&said(&tag, "name")),
                "md-app-support" if !tag.closing => out.push_str(&said(&tag, "types")),
                "md-enum-item" if !tag.closing => {
                    if let Some(key) = tag.attribute("key") {
                        out.push_str(&format!("\n- `{}`: ", key.trim()));
                    }
                }
                _ => {}
            }
            rest = &rest[tag.length..];
        } else if let Some((decoded, length)) = reference(rest) {
            out.push(decoded);
            rest = &rest[length..];
        } else {
            let first = &rest[..1];
            out.push_str(first);
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    // Zero-width characters are invisible to the page's authors, and would change a name.
    out.retain(|c| !matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}'));
    narrow(out)
}

/// Converts full-width digits and signs, as Chinese input methods produce them, to ASCII.
fn narrow(text: String) -> String {
    const WIDE: std::ops::RangeInclusive<char> = '０'..='９';
    if !text.contains(|c| WIDE.contains(&c)) {
        return text;
    }
    let mut chars = text.chars().peekable();
    let mut out = String::with_capacity(text.len());
    while let Some(c) = chars.next() {
        let before_digit = chars
            .peek()
            .is_some_and(|next| next.is_ascii_digit() || WIDE.contains(next));
        out.push(match c {
            '－' | '−' if before_digit => '-',
            '．' if before_digit => '.',
            _ if WIDE.contains(&c) => {
                char::from_digit(u32::from(c) - u32::from('０'), 10).unwrap_or(c)
            }
            _ => c,
        });
    }
    out
}

/// The value of an attribute as words of a text.
fn said(tag: &Tag<'_>, attribute: &str) -> String {
    match tag.attribute(attribute) {
        Some(value) => format!(" {} ", value.trim()),
        None => " ".to_owned(),
    }
}

/// Like [`decode`], but trimmed.
pub fn plain(raw: &str) -> String {
    decode(raw).trim().to_owned()
}

/// Removes Markdown's backslashes: `string\[\]` → `string[]`.
pub fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('\\', Some(next)) if next.is_ascii_punctuation() => {}
            _ => out.push(c),
        }
    }
    out
}

/// Whether the text can be a field's name on the wire.
pub fn is_field_name(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 128
        // Some pages draw trees with dashes.
        && !text.starts_with(['-', '.'])
        && text.chars().any(|c| c.is_ascii_alphanumeric())
        && text.chars().all(|c| {
            c.is_ascii_alphanumeric()
                || matches!(
                    c,
                    '_' | '-' | '.' | '$' | '@' | '[' | ']' | '{' | '}' | ':' | '#'
                )
        })
}

/// Replaces links by their text: `[Item](#item)[]` → `Item[]`.
pub fn unlink(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(middle) = rest.find("](") {
        let end = rest[middle..].find(')').map(|length| middle + length);
        let open = opening(&rest[..middle]);
        let (Some(open), Some(end)) = (open, end) else {
            break;
        };
        let (label, target) = (&rest[open + 1..middle], &rest[middle + 2..end]);
        // `string[](64)` has no text, and `array[int](64)` has no target.
        if label.is_empty() || !target.contains(['/', '#']) {
            out.push_str(&rest[..=end]);
        } else {
            out.push_str(&rest[..open]);
            out.push_str(label);
        }
        rest = &rest[end + 1..];
    }
    out.push_str(rest);
    out
}

/// The position of the bracket that closes after `text`.
fn opening(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices().rev() {
        match c {
            ']' => depth += 1,
            '[' if depth == 0 => return Some(at),
            '[' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// A tag of HTML or the portal at the start of `text`. Other angle brackets, such as in `list<string>`, are text.
pub struct Tag<'t> {
    /// Its name.
    pub name: &'t str,
    /// Whether it is a closing tag.
    pub closing: bool,
    /// Whether it is self-closing.
    pub is_empty: bool,
    /// Its attributes, as written.
    pub attributes: &'t str,
    /// Its length in bytes.
    pub length: usize,
}

impl Tag<'_> {
    /// The value of an attribute, decoded.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let mut rest = self.attributes;
        loop {
            let at = rest.find(name)?;
            let bounded = rest[..at].is_empty() || rest[..at].ends_with(char::is_whitespace);
            rest = &rest[at + name.len()..];
            let Some(value) = rest.trim_start().strip_prefix('=').filter(|_| bounded) else {
                continue;
            };
            let value = value.trim_start();
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
            let value = match quote {
                Some(quote) => value[1..].split(quote).next(),
                None => value.split_whitespace().next(),
            };
            return value.map(decode);
        }
    }
}

/// The tag at the start of `text`.
pub fn tag(text: &str) -> Option<Tag<'_>> {
    let inner = text.strip_prefix('<')?;
    let (inner, closing) = match inner.strip_prefix('/') {
        Some(inner) => (inner, true),
        None => (inner, false),
    };
    let end = inner
        .find(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
        .unwrap_or(inner.len());
    let name = &inner[..end];
    if !is_known(name) {
        return None;
    }
    // An attribute in quotes may contain a `>`.
    let mut quote = None;
    for (at, c) in inner[end..].char_indices() {
        match (c, quote) {
            ('"' | '\'', None) => quote = Some(c),
            (c, Some(open)) if c == open => quote = None,
            ('>', None) => {
                let written = &inner[end..end + at];
                let attributes = written.trim_end_matches('/');
                let length = text.len() - inner.len() + end + at + 1;
                return Some(Tag {
                    name,
                    closing,
                    is_empty: attributes.len() < written.len(),
                    attributes,
                    length,
                });
            }
            ('<', None) => return None,
            _ => {}
        }
    }
    None
}

fn is_known(name: &str) -> bool {
    const TAGS: &[&str] = &[
        "a",
        "b",
        "blockquote",
        "br",
        "center",
        "code",
        "div",
        "em",
        "font",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "html",
        "i",
        "img",
        "li",
        "ol",
        "p",
        "pre",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "u",
        "ul",
    ];
    let lower = name.to_ascii_lowercase();
    (lower.starts_with("md-") && lower.len() > 3) || TAGS.contains(&&*lower)
}

/// The character reference at the start of `text`, and its length. Without a semicolon it is text: `&order_by` does
/// not contain the letter o.
fn reference(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(12).position(|b| b == b';')?;
    let name = &text[1..end];
    let decoded = match name {
        "nbsp" => '\u{a0}',
        "emsp" => '\u{2003}',
        "ensp" => '\u{2002}',
        "thinsp" => '\u{2009}',
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        "vert" | "verbar" => '|',
        "lbrack" | "lsqb" => '[',
        "rbrack" | "rsqb" => ']',
        "lowbar" => '_',
        "ast" => '*',
        "ldquo" => '“',
        "rdquo" => '”',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ndash" => '–',
        "mdash" => '—',
        "middot" => '·',
        "bull" => '•',
        "le" => '≤',
        "ge" => '≥',
        _ => {
            let digits = name.strip_prefix('#')?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => digits.parse().ok()?,
            };
            char::from_u32(code)?
        }
    };
    Some((decoded, end + 1))
}

#[cfg(test)]
mod tests {
    use super::{decode, tag, unescape, unlink};

    #[test]
    fn decodes() {
        for (raw, expected) in [
            ("list<string>", "list<string>"),
            ("map&lt;string, int&gt;", "map<string, int>"),
            ("a<br>b<br />c", "a\nb\nc"),
            ("<span style=\"color: #8F959E\">x</span>", "x"),
            ("&order_by=1", "&order_by=1"),
            ("a &amp; b &#65; &#x42;", "a & b A B"),
            ("<md-text type=\"a>b\">x</md-text>", "x"),
            ("1 < 2 & 3", "1 < 2 & 3"),
            ("<md-perm name=\"a:b\" desc=\"d\">x</md-perm>", " a:b x"),
            (
                "<md-app-support types=\"custom,isv\"></md-app-support>",
                " custom,isv ",
            ),
            (
                "<md-enum><md-enum-item key=\"a\">x</md-enum-item></md-enum>y",
                "\n- `a`: x\n\ny",
            ),
            ("string&lbrack;&rbrack; &le; 3", "string[] ≤ 3"),
            ("user\u{200b}_id\u{feff}", "user_id"),
            ("－１～１００，１．５ － a．b", "-1～100，1.5 － a．b"),
        ] {
            assert_eq!(decode(raw), expected, "{raw}");
        }
    }

    #[test]
    fn unescapes() {
        assert_eq!(unescape(r"string\[\]"), "string[]");
        assert_eq!(unescape(r"\-"), "-");
        assert_eq!(unescape(r"a\b"), r"a\b");
    }

    #[test]
    fn unlinks() {
        for (text, expected) in [
            ("[Item](#item)[]", "Item[]"),
            ("list<[a](https://x/y)>, [b](#c)", "list<a>, b"),
            ("[string[]](https://x/y)", "string[]"),
            ("string[]", "string[]"),
            ("string[](64)", "string[](64)"),
            ("array[int](64)", "array[int](64)"),
            ("[a](b", "[a](b"),
            ("](", "]("),
            ("x](/a)[", "x](/a)["),
        ] {
            assert_eq!(unlink(text), expected);
        }
    }

    #[test]
    fn attributes() {
        let tag = tag(r#"<md-perm name="a:b" desc="x" support_app_types=custom>"#).expect("a tag");
        assert_eq!(tag.attribute("name").as_deref(), Some("a:b"));
        assert_eq!(
            tag.attribute("support_app_types").as_deref(),
            Some("custom")
        );
        assert_eq!(tag.attribute("types"), None);
    }
}
