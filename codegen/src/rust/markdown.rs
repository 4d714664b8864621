//! Rewrites the Markdown of spec files for rustdoc: it is parsed like rustdoc does, and written in the simplest form.
//! The result contains no doctests, no HTML, and only links with a URL.

use std::iter::Peekable;
use std::vec::IntoIter;

use pulldown_cmark::{Alignment, Event, LinkType, Options, Parser, Tag, TagEnd, TextMergeStream};

/// The maximum nesting of lists, quotes and emphasis. Deeper text is shown literally.
const MAX_DEPTH: usize = 32;

/// The lines of a document.
pub(super) fn document(source: &str) -> Vec<String> {
    let mut writer = Writer::new(source);
    match writer.depth() > MAX_DEPTH {
        true => vec![text(source)],
        false => writer.blocks(),
    }
}

/// A document that consists of one paragraph, on one line; any other as plain text.
pub(super) fn line(source: &str) -> String {
    let source = source.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut writer = Writer::new(&source);
    if let Some(Event::Start(Tag::Paragraph)) = writer.events.next() {
        let line = writer.inline(Place::Line);
        if writer.events.next().is_none() {
            return line;
        }
    }
    text(&source)
}

/// Plain text on one line.
pub(super) fn text(source: &str) -> String {
    let mut out = String::new();
    linked_text(source, Place::Line, &mut out);
    out
}

/// Text as inline code.
pub(super) fn code(source: &str) -> String {
    let source: String = source
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let ticks = "`".repeat(longest_run(&source, '`') + 1);
    let is_stripped = source.starts_with(' ') && source.ends_with(' ') && !source.trim().is_empty();
    match source.starts_with('`') || source.ends_with('`') || is_stripped {
        true => format!("{ticks} {source} {ticks}"),
        false => format!("{ticks}{source}{ticks}"),
    }
}

/// Inline code, separated from preceding code: adjacent back-ticks would be read as one mark.
fn push_code(source: &str, out: &mut String) {
    if out.ends_with('`') {
        out.push(' ');
    }
    out.push_str(&code(source));
}

/// The context of a text, which determines which characters are special.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In a paragraph of several lines.
    Paragraph,
    /// On one line, such as in a heading or the cell of a table.
    Line,
}

struct Writer<'s> {
    events: Peekable<IntoIter<Event<'s>>>,
}

impl<'s> Writer<'s> {
    fn new(source: &'s str) -> Self {
        // Of rustdoc's extensions to CommonMark, only tables are supported: footnotes, check boxes and strikethrough
        // are kept literally.
        let events = Parser::new_ext(source, Options::ENABLE_TABLES).map(|event| match event {
            Event::InlineHtml(html) | Event::Html(html) => Event::Text(html),
            event => event,
        });
        let events: Vec<Event<'s>> = TextMergeStream::new(events).collect();
        Writer {
            events: events.into_iter().peekable(),
        }
    }

    fn depth(&self) -> usize {
        let (mut depth, mut deepest) = (0_usize, 0);
        for event in self.events.clone() {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
            deepest = deepest.max(depth);
        }
        deepest
    }

    /// The blocks up to the end of the enclosing one, separated by empty lines.
    fn blocks(&mut self) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut lists_in_a_row = 0;
        loop {
            let block = match self.events.peek() {
                None | Some(Event::End(_)) => return lines,
                // In lists without empty lines, the text of items is not in a paragraph.
                Some(event) if is_span(event) => {
                    lists_in_a_row = 0;
                    lines_of(&self.spans(Place::Paragraph))
                }
                Some(Event::Start(Tag::List(_))) => {
                    lists_in_a_row += 1;
                    self.list(lists_in_a_row % 2 == 0)
                }
                Some(_) => {
                    lists_in_a_row = 0;
                    self.block()
                }
            };
            if !lines.is_empty() && !block.is_empty() {
                lines.push(String::new());
            }
            lines.extend(block);
        }
    }

    /// A block other than a list.
    fn block(&mut self) -> Vec<String> {
        match self.events.next() {
            Some(Event::Start(Tag::Heading { level, .. })) => {
                let text = self.inline(Place::Line);
                vec![format!("{} {text}", "#".repeat(level as usize))]
            }
            Some(Event::Start(Tag::CodeBlock(_))) => self.code_block(),
            Some(Event::Start(Tag::BlockQuote(_))) => {
                let lines = self.blocks();
                self.events.next();
                indent(lines, "> ", "> ")
            }
            Some(Event::Start(Tag::Table(alignments))) => self.table(&alignments),
            Some(Event::Rule) => vec!["***".to_owned()],
            // A paragraph, or HTML.
            _ => lines_of(&self.inline(Place::Paragraph)),
        }
    }

    fn code_block(&mut self) -> Vec<String> {
        let mut content = String::new();
        for event in self.events.by_ref() {
            match event {
                Event::Text(text) => content.push_str(&text),
                _ => break,
            }
        }
        let content = content.replace("\r\n", "\n").replace('\r', "\n");
        let content = content.strip_suffix('\n').unwrap_or(&content);
        let fence = "`".repeat(longest_run(content, '`').max(2) + 1);
        let mut lines = vec![format!("{fence}text")];
        lines.extend(content.split('\n').map(|line| line.trim_end().to_owned()));
        lines.push(fence);
        lines
    }

    /// The items of a list, without empty lines if each is one block. Adjacent lists use different marks so that they
    /// stay separate.
    fn list(&mut self, is_second: bool) -> Vec<String> {
        let Some(Event::Start(Tag::List(mut number))) = self.events.next() else {
            return Vec::new();
        };
        let mut items = Vec::new();
        while let Some(Event::Start(Tag::Item)) = self.events.next() {
            let mut lines = self.blocks();
            self.events.next();
            if lines.is_empty() {
                lines.push(String::new());
            }
            let mark = match (number, is_second) {
                (Some(number), false) => format!("{number}. "),
                (Some(number), true) => format!("{number}) "),
                (None, false) => "- ".to_owned(),
                (None, true) => "* ".to_owned(),
            };
            // CommonMark allows numbers of up to nine digits.
            number = number.map(|number| (number + 1).min(999_999_999));
            items.push(indent(lines, &mark, &" ".repeat(mark.len())));
        }
        let is_tight = items.iter().flatten().all(|line| !line.is_empty());
        let between: &[String] = if is_tight { &[] } else { &[String::new()] };
        items.join(between)
    }

    fn table(&mut self, alignments: &[Alignment]) -> Vec<String> {
        let mut rows = Vec::new();
        while let Some(Event::Start(Tag::TableHead | Tag::TableRow)) = self.events.next() {
            let mut row = String::from("|");
            while let Some(Event::Start(Tag::TableCell)) = self.events.next() {
                row.push_str(&format!(" {} |", in_cell(&self.inline(Place::Line))));
            }
            rows.push(row);
            if rows.len() == 1 {
                let marks = alignments.iter().map(|alignment| match alignment {
                    Alignment::None => "---|",
                    Alignment::Left => ":--|",
                    Alignment::Center => ":-:|",
                    Alignment::Right => "--:|",
                });
                rows.push(format!("|{}", marks.collect::<String>()));
            }
        }
        rows
    }

    /// The text up to the end of the enclosing block, which is consumed.
    fn inline(&mut self, place: Place) -> String {
        let text = self.spans(place);
        self.events.next();
        text
    }

    /// All inline content up to another block or the end of this one.
    fn spans(&mut self, place: Place) -> String {
        let mut out = String::new();
        let mut links = Vec::new();
        while let Some(event) = self.events.next_if(is_span) {
            self.span(event, place, &mut out, &mut links);
        }
        tidy(&out)
    }

    /// One inline event. `links` contains the closing text of each open link.
    fn span(&mut self, event: Event<'s>, place: Place, out: &mut String, links: &mut Vec<String>) {
        let in_link = links.iter().any(|closing| closing.starts_with(']'));
        match event {
            Event::Text(text) if in_link => escaped(&text, place, out),
            Event::Text(text) => linked_text(&text, place, out),
            Event::Code(text) => push_code(&text, out),
            Event::SoftBreak | Event::HardBreak if place == Place::Line => out.push(' '),
            Event::SoftBreak => out.push('\n'),
            Event::HardBreak => out.push_str("\\\n"),
            Event::Start(Tag::Emphasis) | Event::End(TagEnd::Emphasis) => out.push('*'),
            Event::Start(Tag::Strong) | Event::End(TagEnd::Strong) => out.push_str("**"),
            Event::Start(Tag::Link {
                link_type: LinkType::Autolink | LinkType::Email,
                dest_url,
                ..
            }) => {
                // Its text repeats the address.
                self.events.next_if(|event| matches!(event, Event::Text(_)));
                url(&dest_url, out);
                links.push(String::new());
            }
            Event::Start(
                Tag::Link {
                    dest_url, title, ..
                }
                | Tag::Image {
                    dest_url, title, ..
                },
            ) => {
                let closing = match () {
                    () if in_link || dest_url.is_empty() => String::new(),
                    () if is_web(&dest_url) => {
                        // `![` starts an image.
                        if out.ends_with('!') {
                            out.insert(out.len() - 1, '\\');
                        }
                        out.push('[');
                        format!("](<{}>{})", destination(&dest_url), quoted(&title))
                    }
                    // rustdoc would look it up among items and files.
                    () => format!(" ({})", code(&dest_url)),
                };
                if matches!(
                    self.events.peek(),
                    Some(Event::End(TagEnd::Image | TagEnd::Link))
                ) {
                    out.push_str("link");
                }
                links.push(closing);
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                out.push_str(&links.pop().unwrap_or_default());
            }
            _ => {}
        }
    }
}

/// Whether an event is inline.
fn is_span(event: &Event<'_>) -> bool {
    match event {
        Event::Text(_) | Event::Code(_) | Event::SoftBreak | Event::HardBreak => true,
        Event::Start(tag) => matches!(
            tag,
            Tag::Emphasis | Tag::Strong | Tag::Link { .. } | Tag::Image { .. }
        ),
        Event::End(tag) => matches!(
            tag,
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link | TagEnd::Image
        ),
        _ => false,
    }
}

/// Prefixes the first line with `first` and the others with `others`.
fn indent(lines: Vec<String>, first: &str, others: &str) -> Vec<String> {
    let prefixed = lines.into_iter().enumerate().map(|(index, line)| {
        let prefix = if index == 0 { first } else { others };
        format!("{prefix}{line}").trim_end().to_owned()
    });
    prefixed.collect()
}

fn lines_of(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

/// Removes blanks at the ends of lines: they would mean code, or a line break.
fn tidy(text: &str) -> String {
    let lines: Vec<&str> = text
        .split('\n')
        .map(|line| line.trim_matches([' ', '\t']))
        .collect();
    let text = lines.join("\n");
    text.trim_matches('\n').to_owned()
}

/// Text in which web addresses become links.
fn linked_text(text: &str, place: Place, out: &mut String) {
    let mut rest = text;
    while let Some(start) = ["http://", "https://"]
        .iter()
        .filter_map(|s| rest.find(s))
        .min()
    {
        let end = rest[start..]
            .find(|c: char| !c.is_ascii_graphic() || matches!(c, '"' | '`'))
            .map_or(rest.len(), |length| start + length);
        let address = rest[start..end]
            .trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_', ')', ']']);
        escaped(&rest[..start], place, out);
        url(address, out);
        rest = &rest[start + address.len()..];
    }
    escaped(rest, place, out);
}

/// A web address as a link, or as code if it is only a template: `https://example.com/<app_id>`.
fn url(address: &str, out: &mut String) {
    let is_part = |c: char| c.is_ascii_graphic() && !r#"<>[]{}|\^`""#.contains(c);
    match is_web(address) && address.chars().all(is_part) {
        true => out.push_str(&format!("<{address}>")),
        false => push_code(address, out),
    }
}

fn is_web(address: &str) -> bool {
    ["http://", "https://", "mailto:"]
        .iter()
        .any(|scheme| address.len() > scheme.len() && address.starts_with(scheme))
}

/// The destination of a link, in angle brackets.
fn destination(address: &str) -> String {
    let mut out = String::new();
    for c in address.chars() {
        match c {
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '\\' => out.push_str("%5C"),
            // Prevents `&copy` from becoming ©.
            '&' => out.push_str("\\&"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// The title of a link, if it has one.
fn quoted(title: &str) -> String {
    if title.is_empty() {
        return String::new();
    }
    let mut out = String::new();
    escaped(title, Place::Line, &mut out);
    format!(" \"{}\"", out.replace('"', "\\\""))
}

/// Escapes text so that no character is special.
fn escaped(text: &str, place: Place, out: &mut String) {
    let mut before = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let c = if c.is_control() { ' ' } else { c };
        let begins = |head: &str| head.is_empty() || head.ends_with('\n');
        // Several blanks may indent, and a blank after an asterisk may start a list.
        let is_blank = c == ' ' && (out.ends_with(' ') || begins(out.trim_end_matches('*')));
        if is_blank || is_direction(c) {
            continue;
        }
        let after = chars.peek().copied();
        let alphanumeric = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let has_meaning = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '~' => true,
            '_' => !(alphanumeric(before) && alphanumeric(after)),
            '&' => after.is_none_or(|after| after.is_ascii_alphanumeric() || after == '#'),
            '#' => begins(out) || !alphanumeric(after),
            '-' | '+' | '=' | ':' => begins(out),
            '|' => begins(out) && place == Place::Paragraph,
            '.' | ')' => {
                let head = out.trim_end_matches(|c: char| c.is_ascii_digit());
                head.len() < out.len() && begins(head)
            }
            _ => false,
        };
        if has_meaning {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
}

/// Characters that change the direction of text: rustc rejects them in source files.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// A line within the cell of a table.
fn in_cell(line: &str) -> String {
    line.replace('|', "\\|")
}

fn longest_run(text: &str, of: char) -> usize {
    let runs = text.split(|c| c != of).map(|run| run.chars().count());
    runs.max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{code, document, line, text};
    use proptest::prelude::*;
    use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

    /// rustdoc's extensions to CommonMark.
    const RUSTDOC: Options = Options::ENABLE_TABLES
        .union(Options::ENABLE_FOOTNOTES)
        .union(Options::ENABLE_STRIKETHROUGH)
        .union(Options::ENABLE_TASKLISTS)
        .union(Options::ENABLE_SMART_PUNCTUATION);

    /// What rustdoc would compile, look up or warn about in `markdown`.
    fn unsafe_parts(markdown: &str) -> Vec<String> {
        let mut found = Vec::new();
        let mut linked = 0;
        for event in Parser::new_ext(markdown, RUSTDOC) {
            let is_safe = match &event {
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => &**info == "text",
                Event::Start(Tag::CodeBlock(_)) => false,
                Event::Start(Tag::Link {
                    link_type,
                    dest_url,
                    ..
                }) => {
                    matches!(link_type, LinkType::Inline | LinkType::Autolink)
                        && ["http://", "https://", "mailto:"]
                            .iter()
                            .any(|s| dest_url.starts_with(s))
                }
                Event::Start(Tag::Image { .. } | Tag::FootnoteDefinition(_)) => false,
                Event::Html(_) | Event::InlineHtml(_) | Event::FootnoteReference(_) => false,
                Event::TaskListMarker(_) => false,
                Event::Text(text) => linked > 0 || !text.contains("://"),
                _ => true,
            };
            match event {
                Event::Start(Tag::Link { .. } | Tag::CodeBlock(_)) => linked += 1,
                Event::End(TagEnd::Link | TagEnd::CodeBlock) => linked -= 1,
                _ => {}
            }
            if !is_safe {
                found.push(format!("{event:?}"));
            }
        }
        found
    }

    /// The visible letters and digits.
    fn letters(markdown: &str, options: Options) -> Vec<char> {
        let events = Parser::new_ext(markdown, options);
        events
            .flat_map(|event| {
                match event {
                    Event::Text(t) | Event::Code(t) | Event::Html(t) | Event::InlineHtml(t) => {
                        t.to_string()
                    }
                    _ => String::new(),
                }
                .chars()
                .filter(|c| c.is_alphanumeric())
                .collect::<Vec<_>>()
            })
            .collect()
    }

    #[test]
    fn documents() {
        for (source, expected) in [
            ("plain", "plain"),
            ("user_id, _so_ **and** a_b_", "user_id, *so* **and** a_b\\_"),
            ("a [b] <c> `[d]`", "a \\[b\\] \\<c\\> `[d]`"),
            (
                "one ` tick then [Foo] and <b> left open",
                "one \\` tick then \\[Foo\\] and \\<b\\> left open",
            ),
            (
                "open `code\nruns on` to [Foo] here",
                "open `code runs on` to \\[Foo\\] here",
            ),
            ("see https://a.b/c.", "see <https://a.b/c>."),
            (
                "See https://open.example.com/a/<app_id>/b for it",
                "See `https://open.example.com/a/<app_id>/b` for it",
            ),
            ("（https://a.b/c）", "（<https://a.b/c>）"),
            (
                "[page](https://a.b/c?x=1&copy=2 \"T\")",
                "[page](<https://a.b/c?x=1\\&copy=2> \"T\")",
            ),
            (
                "[page](/document/x) [Foo](Foo::bar)",
                "page (`/document/x`) Foo (`Foo::bar`)",
            ),
            ("[Foo][x]\n\n[x]: crate::Foo", "Foo (`crate::Foo`)"),
            (
                "![alt](https://a.b/c.png) <a@b.c>",
                "[alt](<https://a.b/c.png>) `a@b.c`",
            ),
            ("a\n\n    fn main() {}", "a\n\n```text\nfn main() {}\n```"),
            (
                "-\t\tlet x: NotAType = (;",
                "- ```text\n    let x: NotAType = (;\n  ```",
            ),
            (
                "- ~~~rust\n  let x = (;\n  ~~~",
                "- ```text\n  let x = (;\n  ```",
            ),
            ("> ```\n> fn x(", "> ```text\n> fn x(\n> ```"),
            (
                "- a\n  - b\n\n        c(",
                "- a\n\n  - b\n\n    ```text\n    c(\n    ```",
            ),
            ("a\rb", "a\nb"),
            ("```rust\n```x\n```", "````text\n```x\n````"),
            ("~~~\nopen", "```text\nopen\n```"),
            ("```a``` is code", "`a` is code"),
            (
                "1. a\n1. b\n\n<!-- -->\n\n3) c",
                "1. a\n2. b\n\n\\<!-- --\\>\n\n3. c",
            ),
            ("- a\n* b", "- a\n\n* b"),
            ("Title\n=====\n\n### x #y", "# Title\n\n### x #y"),
            ("1\\. a\n\\- b\n\\# c", "1\\. a\n\\- b\n\\# c"),
            (
                "| a | b |\n|---|--:|\n| `x\\|y` | [z] |",
                "| a | b |\n|---|--:|\n| `x\\|y` | \\[z\\] |",
            ),
            (
                "[^1] and [ ] and ~~x~~\n\n[^1]: a note",
                "\\[^1\\] and \\[ \\] and \\~\\~x\\~\\~\n\n\\[^1\\]: a note",
            ),
            ("<div>\nhi\n</div>", "\\<div\\> hi \\</div\\>"),
            (
                "&#32;&#32;&#32;&#32;&#32;fn x( &amp;lt; a&#10;b",
                "fn x( \\&lt; a b",
            ),
            ("a\\\nb  \nc", "a\\\nb\\\nc"),
            ("---", "***"),
            ("", ""),
        ] {
            let found = document(source).join("\n");
            assert_eq!(found, expected, "{source}");
            assert_eq!(unsafe_parts(&found), [""; 0], "{source}");
        }
        let deep = ">".repeat(5_000) + " https://a.b [x]";
        assert_eq!(unsafe_parts(&document(&deep).join("\n")), [""; 0]);
    }

    #[test]
    fn lines() {
        assert_eq!(text("a `b` [c]\n1. *d*"), "a \\`b\\` \\[c\\] 1. \\*d\\*");
        assert_eq!(line("Ask `x`\nfor *y*."), "Ask `x` for *y*.");
        assert_eq!(line("1. first"), "1\\. first");
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(code(" a\nb "), "`  a b  `");
    }

    /// Characters that are special in Markdown, or have caused bugs in Markdown writers.
    const PIECES: &[&str] = &[
        "a",
        "b1",
        "字",
        " ",
        "  ",
        "    ",
        "\t",
        "\n",
        "\n\n",
        "\r",
        "\r\n",
        "`",
        "``",
        "```",
        "```rust",
        "~~~",
        "~",
        "~~",
        "*",
        "**",
        "***",
        "_",
        "__",
        "- ",
        "-\t",
        "-     ",
        "+ ",
        "1. ",
        "2) ",
        "999999999. ",
        "> ",
        ">",
        "#",
        "# ",
        "===",
        "---",
        "[",
        "]",
        "[x]",
        "[Foo::bar]",
        "[x]: y",
        "](",
        ")",
        "(",
        "![",
        "[^1]",
        "[^1]: ",
        "[ ] ",
        "<",
        ">",
        "<b>",
        "</b>",
        "<div>",
        "<!--",
        "-->",
        "<?",
        "<a href='x'>",
        "<app_id>",
        "<https://a.b>",
        "<a@b.c>",
        "https://a.b/c",
        "http://",
        "https://a/<x>",
        "(https://a.b)",
        "[l](https://a.b)",
        "[l](<https://a b>)",
        "[l](x)",
        "![](https://a.b)",
        "|",
        "| a | b |",
        "|---|",
        "--- | ---",
        ":-",
        "\\",
        "\\\n",
        "&",
        "&lt;",
        "&#32;",
        "&#9;",
        "&#10;",
        "&nbsp;",
        "&copy=",
        "$x$",
        "$$",
        "{#id}",
        ":",
        ": d",
        "'",
        "\"",
        "...",
        "fn x(",
        "\u{202e}",
        "\u{0}",
        "!",
    ];

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn nothing_is_unsafe_and_nothing_is_lost(indices in proptest::collection::vec(0..PIECES.len(), 0..24)) {
            let source: String = indices.iter().map(|&i| PIECES[i]).collect();
            let written = document(&source).join("\n");
            prop_assert_eq!(unsafe_parts(&written), Vec::<String>::new(), "{:?} became {:?}", source, written);
            let shown = letters(&written, RUSTDOC);
            let mut rest = shown.iter();
            for c in letters(&source, Options::ENABLE_TABLES) {
                prop_assert!(rest.any(|shown| *shown == c), "{:?} became {:?}", source, written);
            }
            for one in [text(&source), line(&source), code(&source)] {
                prop_assert_eq!(unsafe_parts(&one), Vec::<String>::new(), "{:?} became {:?}", source, one);
                prop_assert!(!one.contains('\n'));
            }
        }
    }
}
