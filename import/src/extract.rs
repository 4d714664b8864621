//! Splits a page into raw sections, tables and examples with their line numbers, without interpreting them: a row is
//! cells of text, and its depth is what the page's marks say.

mod block;
mod cell;
mod comments;
mod markdown;
mod page;
mod tags;

use hmac_sha256::Hash as Sha256;
use serde_json::Value;

use block::{Brackets, begins_json, fence, heading, split_glued};
pub use cell::{Cell, Line};
pub(crate) use cell::{decode, is_field_name, unescape, unlink};
use comments::Visible;
use page::MAX_BYTES;
pub use page::{Dialect, Example, ExtractError, Mark, Page, Row, Section, Table};

use crate::diagnostic::{Diagnostic, Severity};

/// The maximum number of lines of a block within a cell.
const BLOCK_LINES: usize = 200;

/// Splits a page. `text` is a stored page, or the portal's JSON answer that contains one.
///
/// # Errors
///
/// The text is empty, too large, JSON without a page, or has no structure at all.
pub fn extract(text: &str) -> Result<Page, ExtractError> {
    if text.len() > MAX_BYTES {
        return Err(ExtractError::TooLarge(text.len()));
    }
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        return Err(ExtractError::Empty);
    }
    if text.trim_start().starts_with('{') {
        let (content, front) = unwrap_answer(text)?;
        return read(&content, front);
    }
    read(text, Vec::new())
}

/// The content and the other facts in the portal's JSON answer.
fn unwrap_answer(text: &str) -> Result<(String, Vec<(String, String)>), ExtractError> {
    let answer: Value =
        serde_json::from_str(text).map_err(|error| ExtractError::Json(error.to_string()))?;
    if let Some(code) = answer
        .get("code")
        .and_then(Value::as_i64)
        .filter(|&code| code != 0)
    {
        let msg = answer
            .get("msg")
            .and_then(Value::as_str)
            .unwrap_or("no message");
        return Err(ExtractError::NoContent(format!("code {code}: {msg}")));
    }
    let data = answer.get("data").unwrap_or(&answer);
    let Some(content) = data.get("content").and_then(Value::as_str) else {
        return Err(ExtractError::NoContent(
            "`data.content` is not a string".to_owned(),
        ));
    };
    if content.trim().is_empty() {
        return Err(ExtractError::Empty);
    }
    let mut front = Vec::new();
    for key in ["title", "fullPath", "updateTime"] {
        match data.get(key) {
            Some(Value::String(value)) => front.push((key.to_owned(), value.clone())),
            Some(Value::Number(value)) => front.push((key.to_owned(), value.to_string())),
            _ => {}
        }
    }
    Ok((content.to_owned(), front))
}

fn read(text: &str, front: Vec<(String, String)>) -> Result<Page, ExtractError> {
    let mut front = front;
    let length = front_matter(text, &mut front);
    let (before, rest) = text.split_at(length);
    let before = before.lines().count();
    let visible = comments::remove(rest);
    let mut reader = Reader::new(&visible, before, front);
    reader.page.hash = hash(reader.lines.iter().map(|(_, line)| *line));
    for comment in &visible.comments {
        let line = before + comment.first;
        match comment.is_closed {
            true => reader.note(
                line,
                "comment-hidden",
                "a comment was ignored: readers of the page do not see it",
            ),
            false => reader.odd(
                line,
                "comment-open",
                "a comment is never closed; it was read as text",
            ),
        }
    }
    while reader.at < reader.lines.len() {
        reader.block();
    }
    reader.finish()
}

/// Reads what precedes the page: YAML between dashes, or a comment in that form. Returns its length.
fn front_matter(text: &str, front: &mut Vec<(String, String)>) -> usize {
    let mut lines = text.lines();
    let close = match lines.next().map(str::trim) {
        Some("---") => "---",
        Some("<!--" | "‹!--") => "-->",
        _ => return 0,
    };
    let is_close = |line: &str| match close {
        "---" => line.trim_end() == close,
        _ => line.contains("-->") || line.contains("--›"),
    };
    let ends = |line: &str| is_close(line) || (close != "---" && heading(line).is_some());
    let own: Vec<&str> = lines.clone().take_while(|line| !ends(line)).collect();
    if !lines.nth(own.len()).is_some_and(is_close) {
        return 0;
    }
    for line in &own {
        if let Some((key, value)) = line.split_once(':') {
            let value = value.trim().trim_matches(['"', '\'']);
            // A comment may be indented as a whole; indented YAML belongs to the key above.
            let is_own = close == "-->" || !key.starts_with([' ', '-']);
            if is_own && !value.is_empty() {
                front.push((key.trim().to_owned(), value.to_owned()));
            }
        }
    }
    let whole = text.split_inclusive('\n').take(own.len() + 2);
    whole.map(str::len).sum()
}

/// The hash of a page's lines.
fn hash<'l>(lines: impl Iterator<Item = &'l str>) -> String {
    let mut lines = lines
        .map(str::trim_end)
        .filter(|line| !line.is_empty())
        .peekable();
    // Stored pages have their title at the top; in the portal's answer it is separate.
    lines.next_if(|line| line.starts_with("# "));
    let mut hasher = Sha256::new();
    for line in lines {
        hasher.update(line);
        hasher.update("\n");
    }
    hash_text(hasher)
}

/// The hash of several pages that describe one call.
pub(crate) fn hash_of_hashes<'h>(hashes: impl Iterator<Item = &'h str>) -> String {
    let mut hasher = Sha256::new();
    for hash in hashes {
        hasher.update(hash);
    }
    hash_text(hasher)
}

/// 80 bits suffice to distinguish the versions of a page.
fn hash_text(hasher: Sha256) -> String {
    let digest = hasher.finalize();
    let hex: String = digest[..10]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("sha256:{hex}")
}

/// Reads block after block, line by line.
struct Reader<'t> {
    /// The lines with their numbers; a line that contained two things has been split.
    lines: Vec<(usize, &'t str)>,
    at: usize,
    page: Page,
    glued: bool,
    tagged: bool,
    /// The line up to which no object or list that starts later can close.
    no_json_before: usize,
    /// Closing marks that do not occur in the rest of the page, so that they are searched only once.
    absent: Vec<&'static str>,
}

impl<'t> Reader<'t> {
    /// Creates a reader for text that starts after this many lines.
    fn new(visible: &'t Visible<'_>, before: usize, front: Vec<(String, String)>) -> Self {
        let mut glued = false;
        let mut lines = Vec::new();
        for (index, line) in visible.text.lines().enumerate() {
            let line = line.trim_end_matches('\r');
            if line.trim().is_empty() && visible.hides(index + 1) {
                continue;
            }
            let number = before + index + 1;
            match split_glued(line) {
                Some((row, heading)) => {
                    glued = true;
                    lines.push((number, row));
                    lines.push((number, heading));
                }
                None => lines.push((number, line)),
            }
        }
        Reader {
            lines,
            at: 0,
            page: Page {
                dialect: Dialect::Flat,
                front,
                hash: String::new(),
                sections: vec![Section::default()],
                diagnostics: Vec::new(),
            },
            glued,
            tagged: false,
            no_json_before: 0,
            absent: Vec::new(),
        }
    }

    fn block(&mut self) {
        let (number, line) = self.lines[self.at];
        let trimmed = line.trim();
        if let Some(fence) = fence(trimmed) {
            self.code(fence);
        } else if let Some((level, heading)) = heading(trimmed) {
            self.at += 1;
            self.page.sections.push(Section {
                heading: heading.to_owned(),
                level,
                line: number,
                ..Section::default()
            });
        } else if tags::opens_table(trimmed) {
            self.tagged_table();
        } else if let Some(open) = tags::code_open(trimmed) {
            self.tagged_code(open);
        } else if self.is_header(self.at) {
            self.markdown_table();
        } else if let Some(end) = self.bare_json() {
            let text = self.join(self.at, end);
            self.section().examples.push(Example {
                line: number,
                language: String::new(),
                text,
            });
            self.at = end;
        } else {
            self.at += 1;
            // Readers of the page see a row within a quote as a row.
            if markdown::looks_like_row(trimmed.trim_start_matches(['>', ' '])) {
                self.stray(number);
            }
            if !trimmed.is_empty() && !trimmed.starts_with(":::") {
                let text = cell::plain(trimmed);
                if !text.is_empty() {
                    self.section().text.push(Line { number, text });
                }
            }
        }
    }

    fn section(&mut self) -> &mut Section {
        // There is a first section from the start, and none is ever removed.
        let last = self.page.sections.len() - 1;
        &mut self.page.sections[last]
    }

    /// A fenced code block. The closing fence may be longer or shorter than the opening one.
    fn code(&mut self, language: &str) {
        let (number, _) = self.lines[self.at];
        let language = language.to_owned();
        let start = self.at + 1;
        let close = self.find_close(start, "```", |line| fence(line.trim()) == Some(""));
        let next = self.next_block(start, close.unwrap_or(self.lines.len()), &language);
        let close = close.filter(|_| next.is_none());
        let end = close.or(next).unwrap_or_else(|| {
            let below_top =
                |line: &str| heading(line.trim_end()).is_some_and(|(level, _)| level > 1);
            self.find(start, below_top).unwrap_or(self.lines.len())
        });
        if close.is_none() {
            self.odd(
                number,
                "fence-open",
                "the code block is never closed; it is read up to the next heading, table or block",
            );
        }
        let text = self.join(start, end);
        self.section().examples.push(Example {
            line: number + 1,
            language,
            text,
        });
        self.at = end + usize::from(close.is_some());
    }

    /// Where an apparent code block contains something that its kind of code never does: the block was never closed,
    /// and what seems to close it belongs to the next one.
    fn next_block(&self, start: usize, end: usize, language: &str) -> Option<usize> {
        let lines = self.lines.get(start..end)?;
        let first = lines
            .iter()
            .map(|(_, line)| line.trim())
            .find(|line| !line.is_empty());
        let is_json = language.to_lowercase().starts_with("json")
            || first.is_some_and(|line| line.starts_with(['{', '[']));
        let opens_fence = |line: &str| fence(line.trim()).is_some_and(|rest| !rest.is_empty());
        let found = (start..end).find(|&at| {
            let line = self.lines[at].1;
            let no_json = || {
                heading(line).is_some_and(|(level, _)| level > 1)
                    || line.starts_with(":::")
                    || self.is_header(at)
                    || tags::opens_table(line.trim())
            };
            opens_fence(line) || (is_json && no_json())
        })?;
        Some(found)
    }

    /// A code block of tags, the first of which has the length `open`.
    fn tagged_code(&mut self, open: usize) {
        let (number, line) = self.lines[self.at];
        let close = "</md-code-json>";
        let after = line.trim().get(open..).unwrap_or_default();
        self.tagged = true;
        if let Some(text) = after.split_once(close).map(|(text, _)| text.to_owned()) {
            self.section().examples.push(Example {
                line: number,
                language: String::new(),
                text,
            });
            self.at += 1;
            return;
        }
        let start = self.at + 1;
        let stop = self.find_close(start, close, |line| {
            line.contains(close) || line.starts_with(":::")
        });
        let found = stop.filter(|&end| self.lines[end].1.contains(close));
        if found.is_none() {
            self.odd(
                number,
                "tag-open",
                "the example is never closed; it is read up to the end of its block or the next heading",
            );
        }
        let end = found
            .or_else(|| self.find(start, ends_tags))
            .unwrap_or(self.lines.len());
        let mut text = self.join(start, end);
        let mut line = number + 1;
        if !after.trim().is_empty() {
            text = format!("{after}\n{text}");
            line = number;
        }
        if let Some((before, _)) = self
            .lines
            .get(end)
            .and_then(|(_, line)| line.split_once(close))
        {
            text = format!("{text}\n{before}");
        }
        self.section().examples.push(Example {
            line,
            language: String::new(),
            text,
        });
        self.at = end + usize::from(found.is_some());
    }

    /// The end of an example without a fence that starts here: an object or a list whose brackets close at the end of
    /// a line. If they never close, it is not an example.
    fn bare_json(&mut self) -> Option<usize> {
        let (_, first) = self.lines[self.at];
        if self.at < self.no_json_before || !begins_json(first) {
            return None;
        }
        let mut brackets = Brackets::default();
        let rest = self.lines.iter().enumerate().skip(self.at);
        for (index, (_, line)) in rest {
            if heading(line).is_some() || fence(line.trim()).is_some() || self.is_header(index) {
                self.no_json_before = index;
                return None;
            }
            if brackets.read(line) {
                return Some(index + 1);
            }
        }
        self.no_json_before = self.lines.len();
        None
    }

    fn tagged_table(&mut self) {
        self.tagged = true;
        let (number, _) = self.lines[self.at];
        let (length, closed) = tags::table_end(&self.lines[self.at..]);
        let end = self.at + length.max(1);
        if !closed {
            self.odd(
                number,
                "tag-open",
                "the table is never closed; it is read up to the end of its block or the next heading",
            );
        }
        let tags::Tagged { table, odd } = tags::table(&self.lines[self.at..end]);
        for (line, rule, text) in odd {
            self.odd(line, rule, text);
        }
        self.section().tables.push(table);
        self.at = end;
    }

    fn markdown_table(&mut self) {
        let start = self.at;
        let (_, header) = self.lines[start];
        let shape = markdown::Shape::of(header);
        let mut own = self.lines[start..start + 2].to_vec();
        let mut end = start + 2;
        while let Some(&(number, line)) = self.lines.get(end) {
            if self.is_header(end) {
                break;
            }
            if !ends_table(line) {
                own.push((number, line));
                end += 1;
                continue;
            }
            // A quote after a line break is part of the cell, like a block before which the table continues.
            let quote = line.trim_start().strip_prefix('>');
            let next = self.next_row(end, shape);
            let quoted = quote.filter(|_| own.last().is_some_and(|(_, line)| shape.is_open(line)));
            // A row that ends with a pipe is complete: nothing more belongs to its last cell.
            let whole = own.last().is_some_and(|(_, line)| shape.is_whole(line));
            let next = next.filter(|_| !whole).or(quoted.map(|_| end + 1));
            let Some(next) = next else {
                break;
            };
            if next > end + 1 {
                let text = "the table continues below; the lines in between were read as part of the row above";
                self.note(self.lines[end].0, "cell-block", text);
            }
            // Without its breaks, a line between the two rows does not start one.
            let inside = &self.lines[end..next];
            let mut strays = Vec::new();
            for &(number, line) in inside {
                let text = line.trim_start().trim_start_matches('>').trim_end();
                if text.contains('|') {
                    strays.push(number);
                } else if fence(text.trim()).is_none() {
                    own.push((number, text));
                }
            }
            for number in strays {
                self.stray(number);
            }
            end = next;
        }
        let table = markdown::table(&own);
        for pair in table
            .rows
            .windows(2)
            .filter(|pair| pair[0].line == pair[1].line)
        {
            self.note(
                pair[1].line,
                "row-glued",
                "two rows on one line were separated",
            );
        }
        self.section().tables.push(table);
        self.at = end;
    }

    /// Whether a line is the header of a table: one within another table has no other mark.
    fn is_header(&self, at: usize) -> bool {
        self.lines
            .get(at..at + 2)
            .is_some_and(|lines| lines[0].1.contains('|') && markdown::is_rule(lines[1].1))
    }

    /// Where the rows of a table continue after a block that starts at `at`, if they do. Below the next heading or
    /// header, rows belong to another table.
    fn next_row(&self, at: usize, shape: markdown::Shape) -> Option<usize> {
        let bound = self.lines.len().min(at + BLOCK_LINES);
        let mut at = at;
        while at < bound {
            let (_, line) = self.lines[at];
            let trimmed = line.trim();
            if fence(trimmed).is_some() {
                let rest = &self.lines[at + 1..bound];
                at += 1 + rest
                    .iter()
                    .position(|(_, line)| fence(line.trim()) == Some(""))?;
            } else if heading(trimmed).is_some()
                || trimmed.starts_with(":::")
                || tags::opens_table(trimmed)
                || self.is_header(at)
            {
                return None;
            } else if shape.is_row(line) {
                return Some(at);
            }
            at += 1;
        }
        None
    }

    /// The first line from `start` on that `wanted` accepts.
    fn find(&self, start: usize, wanted: impl Fn(&str) -> bool) -> Option<usize> {
        let rest = self.lines.get(start..)?;
        let length = rest.iter().position(|(_, line)| wanted(line))?;
        Some(start + length)
    }

    /// Like [`find`](Self::find), for closing marks: if there is none, it is not searched for again.
    fn find_close(
        &mut self,
        start: usize,
        close: &'static str,
        wanted: impl Fn(&str) -> bool,
    ) -> Option<usize> {
        if self.absent.contains(&close) {
            return None;
        }
        let found = self.find(start, wanted);
        if found.is_none() {
            self.absent.push(close);
        }
        found
    }

    fn join(&self, start: usize, end: usize) -> String {
        let lines = self.lines.get(start..end).unwrap_or_default();
        let lines: Vec<&str> = lines.iter().map(|(_, line)| *line).collect();
        lines.join("\n")
    }

    fn odd(&mut self, line: usize, rule: &'static str, text: &str) {
        self.tell(Severity::Warning, line, rule, text);
    }

    fn note(&mut self, line: usize, rule: &'static str, text: &str) {
        self.tell(Severity::Note, line, rule, text);
    }

    fn stray(&mut self, line: usize) {
        let text = "what looks like a row is outside of any table; it was not read";
        self.odd(line, "row-stray", text);
    }

    fn tell(&mut self, severity: Severity, line: usize, rule: &'static str, text: &str) {
        self.page.diagnostics.push(Diagnostic {
            line,
            severity,
            rule,
            text: text.to_owned(),
            place: None,
        });
    }

    fn finish(mut self) -> Result<Page, ExtractError> {
        let structured = self.page.sections.len() > 1 || self.page.tables().next().is_some();
        if !structured {
            return Err(ExtractError::NoStructure);
        }
        let marks = |corner: char| self.lines.iter().any(|(_, line)| line.contains(corner));
        self.page.dialect = if self.tagged {
            Dialect::Portal
        } else if self.glued {
            Dialect::Glued
        } else if marks('└') {
            Dialect::Modern
        } else if marks('∟') {
            Dialect::HandWritten
        } else {
            Dialect::Flat
        };
        Ok(self.page)
    }
}

/// Whether, in Markdown, a line is neither a row of a table nor a continuation of one.
fn ends_table(line: &str) -> bool {
    let trimmed = line.trim();
    trimmed.is_empty()
        || heading(trimmed).is_some()
        || fence(trimmed).is_some()
        || trimmed.starts_with(":::")
        || trimmed.starts_with('>')
        || tags::opens_table(trimmed)
}

/// Whether a line closes tags that were not closed.
fn ends_tags(line: &str) -> bool {
    line.starts_with(":::") || heading(line).is_some()
}

#[cfg(test)]
mod tests {
    use super::extract;

    #[test]
    fn json_without_a_fence_is_an_example() {
        for (text, expected) in [
            (
                "{\n  \"a\": [\n    1\n  ]\n}\n\ntext\n",
                vec!["{\n  \"a\": [\n    1\n  ]\n}"],
            ),
            (
                "{\"a\": \"}\"}\n[\n{}\n]\n",
                vec!["{\"a\": \"}\"}", "[\n{}\n]"],
            ),
            ("{ \"a\": \"\\\"{\" }\n", vec!["{ \"a\": \"\\\"{\" }"]),
            (
                "{ // {x\n\"a\": 1 // [\n}\n",
                vec!["{ // {x\n\"a\": 1 // [\n}"],
            ),
            // A link, words in braces, and brackets that do not close above the next heading.
            ("[a](https://x/y)\n{id} of it\n[x]\n", vec![]),
            ("{\n\"a\": 1\n## u\n}\n", vec![]),
        ] {
            let page = extract(&format!("# t\n\n{text}")).expect("a page");
            let examples = page.sections.iter().flat_map(|section| &section.examples);
            let found: Vec<&str> = examples.map(|example| &*example.text).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    /// Failed searches are not repeated; otherwise this test would take many minutes.
    #[test]
    fn blocks_that_never_close_do_not_make_a_page_slow() {
        for block in [
            "```x\n# h\n",
            "{\n",
            "a|b|c\n-|-|-\n```x\n",
            "<md-table>\n# h\n",
            "a|b|c\n-|-|-\n\n",
        ] {
            let text = format!("# t\n{}", block.repeat(100_000));
            assert!(extract(&text).is_ok(), "{block}");
        }
    }
}
