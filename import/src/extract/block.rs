//! Finds where the blocks of a page start and end: headings, fences, JSON without a fence.

use super::cell;

/// The open brackets of JSON while its lines are read.
#[derive(Default)]
pub(super) struct Brackets {
    depth: usize,
    in_string: bool,
    escaped: bool,
}

impl Brackets {
    /// Whether the last bracket closes on this line.
    pub(super) fn read(&mut self, line: &str) -> bool {
        let mut chars = line.chars().peekable();
        while let Some(c) = chars.next() {
            if c == '/' && !self.in_string && chars.peek() == Some(&'/') {
                // A comment, up to the end of the line.
                break;
            }
            match (c, self.in_string) {
                _ if self.escaped => self.escaped = false,
                ('\\', true) => self.escaped = true,
                ('"', _) => self.in_string = !self.in_string,
                ('{' | '[', false) => self.depth += 1,
                ('}' | ']', false) => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
        }
        // A string ends on its line, closed or not.
        (self.in_string, self.escaped) = (false, false);
        self.depth == 0
    }
}

/// Whether a line of text starts JSON, rather than a link or a word in brackets.
pub(super) fn begins_json(line: &str) -> bool {
    let line = line.trim();
    let inside = |open: char| line.strip_prefix(open).map(str::trim_start);
    let opens = |rest: &str| rest.is_empty() || rest.starts_with('"') || rest.starts_with("//");
    inside('{').is_some_and(opens)
        || inside('[').is_some_and(|rest| opens(rest) || rest.starts_with('{'))
            && !line.contains("](")
}

/// The text after the backticks or tildes of a fence; `None` for any other line.
pub(super) fn fence(trimmed: &str) -> Option<&str> {
    let mark = trimmed.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let rest = trimmed.trim_start_matches(mark);
    let length = trimmed.len() - rest.len();
    (length >= 3 && !rest.contains(mark)).then(|| rest.trim())
}

/// The level and text of a heading. The space after its number signs may be missing.
pub(super) fn heading(line: &str) -> Option<(u8, &str)> {
    let text = line.trim_start_matches('#');
    let level = line.len() - text.len();
    if level == 0 {
        return html_heading(line);
    }
    let spaced = text.is_empty() || text.starts_with([' ', '\t', '\u{a0}']);
    let glued = level > 1 && text.starts_with(|c: char| c.is_alphabetic() || c == '*');
    if level > 6 || !(spaced || glued) {
        return None;
    }
    let level = u8::try_from(level).unwrap_or(6);
    Some((level, text.trim().trim_end_matches('#').trim()))
}

/// The level and text of a heading that is written as HTML on a separate line.
fn html_heading(line: &str) -> Option<(u8, &str)> {
    let open = cell::tag(line).filter(|tag| !tag.closing)?;
    let level = open.name.strip_prefix(['h', 'H'])?.parse().ok()?;
    let (text, close) = line[open.length..].rsplit_once('<')?;
    let closes = close
        .trim_end()
        .trim_end_matches('>')
        .trim_start_matches('/');
    (closes.eq_ignore_ascii_case(open.name) && !text.contains('<')).then(|| (level, text.trim()))
}

/// Splits a table row that has a heading attached to its end.
pub(super) fn split_glued(line: &str) -> Option<(&str, &str)> {
    let at = line.rfind('|')?;
    let after = line[at + 1..].trim();
    let (level, text) = heading(after)?;
    let spaced = after.trim_start_matches('#').starts_with(' ');
    (level >= 2 && spaced && !text.is_empty()).then(|| (&line[..=at], after))
}
