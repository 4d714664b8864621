//! Parses a regular expression of ECMA-262 with the `u` flag, as JSON Schema uses it, and writes it for another
//! engine.

use std::collections::BTreeSet;

use super::error::PatternError;
use super::property::{is_property, is_script};

type Result<T> = std::result::Result<T, PatternError>;

/// The accepted dialect.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// Only ECMA-262 with the `u` flag.
    Strict,
    /// Also spellings of other dialects with an unambiguous meaning: `[\w-.]`, `\_`, `\A`.
    Loose,
}

/// The dialect of the output.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Spelling {
    /// For the `regex` crate.
    Regex,
    /// ECMA-262, spelled so that every engine interprets it in the same way.
    Portable,
    /// ECMA-262 as the author wrote it; only what is not ECMA-262 is replaced.
    Author,
}

/// The output.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) text: String,
    /// Whether common engines interpret the source as ECMA-262 does, so that it needs no other spelling.
    pub(super) is_portable: bool,
}

/// The maximum nesting of groups: much deeper than in any sensible pattern, and less than engines reject.
const MAX_DEPTH: usize = 40;

/// Translates `source` to another spelling.
///
/// # Errors
///
/// Why it is not ECMA-262, or which part of it needs more than a search in linear time.
pub(super) fn write(source: &str, reading: Reading, spelling: Spelling) -> Result<Written> {
    let mut writer = Writer {
        source,
        at: 0,
        reading,
        spelling,
        out: String::with_capacity(source.len() + 16),
        is_portable: true,
        depth: 0,
        groups: 0,
        names: BTreeSet::new(),
        references: Vec::new(),
        highest_reference: 0,
        unsupported: None,
    };
    writer.disjunction()?;
    if writer.peek() == Some(')') {
        return foreign("`)` closes no group; for the character write `\\)`".to_owned());
    }
    if writer.highest_reference > writer.groups {
        let (number, groups) = (writer.highest_reference, writer.groups);
        return foreign(format!(
            "`\\{number}` refers to a group, and there are {groups}"
        ));
    }
    let unknown = |name: &&String| !writer.names.contains(*name);
    if let Some(name) = writer.references.iter().find(unknown) {
        return foreign(format!(
            "`\\k<{name}>` refers to a group that does not exist"
        ));
    }
    match writer.unsupported {
        Some(why) => Err(why),
        None => Ok(Written {
            text: writer.out,
            is_portable: writer.is_portable,
        }),
    }
}

/// Rejects a pattern that is not ECMA-262.
fn foreign<T>(why: impl Into<String>) -> Result<T> {
    Err(PatternError::foreign(why))
}

/// A part of a character class.
enum Item {
    Range(u32, u32),
    /// `\p{…}` as written.
    Property(String),
}

/// One element of a class.
enum Atom {
    Char(u32),
    Set(Vec<Item>),
}

/// A class that is being parsed.
struct Class {
    items: Vec<Item>,
    /// As the author wrote it; only what is not ECMA-262 is replaced.
    author: String,
}

impl Class {
    fn add(&mut self, atom: Atom) {
        match atom {
            Atom::Char(c) => self.items.push(Item::Range(c, c)),
            Atom::Set(items) => self.items.extend(items),
        }
    }
}

/// The meaning of a class escape such as `\d`.
const DIGIT: &[(u32, u32)] = &[(0x30, 0x39)];
const WORD: &[(u32, u32)] = &[(0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A)];
const SPACE: &[(u32, u32)] = &[
    (0x09, 0x0D),
    (0x20, 0x20),
    (0xA0, 0xA0),
    (0x1680, 0x1680),
    (0x2000, 0x200A),
    (0x2028, 0x2029),
    (0x202F, 0x202F),
    (0x205F, 0x205F),
    (0x3000, 0x3000),
    (0xFEFF, 0xFEFF),
];
const LINE_TERMINATOR: &[(u32, u32)] = &[(0x0A, 0x0A), (0x0D, 0x0D), (0x2028, 0x2029)];

/// A boundary of ASCII words, for engines whose `\b` uses Unicode words.
const BOUNDARY: &str = "(?:(?<=[0-9A-Z_a-z])(?![0-9A-Z_a-z])|(?<![0-9A-Z_a-z])(?=[0-9A-Z_a-z]))";
const NO_BOUNDARY: &str = "(?:(?<=[0-9A-Z_a-z])(?=[0-9A-Z_a-z])|(?<![0-9A-Z_a-z])(?![0-9A-Z_a-z]))";

const MAX_CHAR: u32 = 0x10_FFFF;

struct Writer<'s> {
    source: &'s str,
    at: usize,
    reading: Reading,
    spelling: Spelling,
    out: String,
    is_portable: bool,
    depth: usize,
    /// The number of capturing groups.
    groups: u64,
    names: BTreeSet<String>,
    /// Names that `\k<…>` refers to.
    references: Vec<String>,
    /// The highest of `\1`, `\2` ….
    highest_reference: u64,
    /// The first part that is valid ECMA-262 but not supported by the engine.
    unsupported: Option<PatternError>,
}

impl<'s> Writer<'s> {
    fn rest(&self) -> &'s str {
        &self.source[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn eat(&mut self, text: &str) -> bool {
        let found = self.rest().starts_with(text);
        if found {
            self.at += text.len();
        }
        found
    }

    fn is_loose(&self) -> bool {
        self.reading == Reading::Loose
    }

    /// Copies the source from `start`, or writes `other` instead unless the output keeps the author's spelling.
    fn put(&mut self, start: usize, other: &str) {
        match self.spelling {
            Spelling::Author => self.out.push_str(&self.source[start..self.at]),
            Spelling::Regex | Spelling::Portable => self.out.push_str(other),
        }
    }

    fn cannot(&mut self, why: impl Into<String>) {
        self.unsupported
            .get_or_insert_with(|| PatternError::unsupported(why));
    }

    fn disjunction(&mut self) -> Result<()> {
        loop {
            match self.peek() {
                None | Some(')') => return Ok(()),
                Some('|') => {
                    self.at += 1;
                    self.out.push('|');
                }
                Some(_) => self.term()?,
            }
        }
    }

    /// An assertion, or an atom with its quantifier.
    fn term(&mut self) -> Result<()> {
        let start = self.at;
        let written = self.out.len();
        let Some(c) = self.next() else { return Ok(()) };
        let repeats = match c {
            '^' | '$' => {
                self.out.push(c);
                false
            }
            '(' => self.group()?,
            '[' => {
                self.class(start)?;
                true
            }
            '.' => {
                self.is_portable = false;
                let text = class_text(true, &ranges(LINE_TERMINATOR));
                self.put(start, &text);
                true
            }
            '\\' => self.escape(start)?,
            '*' | '+' | '?' => return foreign(nothing_to_repeat(c)),
            '{' if counted(self.rest()).is_some() => return foreign(nothing_to_repeat(c)),
            '{' | '}' | ']' if !self.is_loose() => {
                return foreign(format!(
                    "a bare `{c}` is not ECMA-262 with the `u` flag: write `\\{c}`"
                ));
            }
            '{' | '}' | ']' => {
                self.out.extend(['\\', c]);
                true
            }
            c => {
                self.put(start, &literal(u32::from(c)));
                true
            }
        };
        self.quantifier(repeats, &self.source[start..self.at], written)
    }

    /// The quantifier after `what`, if there is one. The output from `written` on is that of `what`.
    fn quantifier(&mut self, repeats: bool, what: &str, written: usize) -> Result<()> {
        let start = self.at;
        match self.peek() {
            Some('*' | '+' | '?') => self.at += 1,
            Some('{') => match counted(&self.rest()[1..]) {
                Some(count) => {
                    self.at += count.len() + 2;
                    self.count(count)?;
                }
                None => return Ok(()),
            },
            _ => return Ok(()),
        }
        let mark = &self.source[start..self.at];
        if !repeats {
            return foreign(format!(
                "`{what}` matches no character, so ECMA-262 does not repeat it: remove `{mark}`"
            ));
        }
        self.eat("?");
        let quantifier = &self.source[start..self.at];
        if self.spelling == Spelling::Portable && is_empty_group(&self.out[written..]) {
            // Some engines reject the repetition of nothing.
            self.is_portable = false;
        } else {
            self.out.push_str(quantifier);
        }
        match self.peek() {
            Some('+') => foreign(format!(
                "`{quantifier}+`: possessive quantifiers are not ECMA-262"
            )),
            Some(c @ ('*' | '?')) => {
                foreign(format!("`{c}` follows the quantifier `{quantifier}`"))
            }
            Some('{') if counted(&self.rest()[1..]).is_some() => {
                foreign(format!("`{{` follows the quantifier `{quantifier}`"))
            }
            _ => Ok(()),
        }
    }

    /// Checks `2`, `2,` or `2,5`; ECMA-262 allows numbers of any length.
    fn count(&mut self, count: &str) -> Result<()> {
        let (from, to) = count.split_once(',').unwrap_or((count, ""));
        let size = |digits: &str| {
            let digits = digits.trim_start_matches('0');
            (digits.len(), digits.to_owned())
        };
        if !to.is_empty() && size(to) < size(from) {
            return foreign(format!("`{{{count}}}`: the maximum is below the minimum"));
        }
        let mut numbers = [from, to].into_iter().filter(|digits| !digits.is_empty());
        if numbers.any(|digits| digits.parse::<u32>().is_err()) {
            self.cannot(format!("`{{{count}}}` repeats too often to be checked"));
        }
        Ok(())
    }

    /// A group after its `(`. Returns whether it can be repeated.
    fn group(&mut self) -> Result<bool> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            let why = format!("groups nest more than {MAX_DEPTH} deep");
            return Err(PatternError::unsupported(why));
        }
        let (opening, repeats) = self.group_opening()?;
        self.out.push_str(&opening);
        self.disjunction()?;
        if !self.eat(")") {
            return foreign("a group is not closed; for the character `(` write `\\(`".to_owned());
        }
        self.out.push(')');
        self.depth -= 1;
        Ok(repeats)
    }

    /// The start of a group in the requested spelling, and whether the group can be repeated.
    fn group_opening(&mut self) -> Result<(String, bool)> {
        for (mark, name) in [
            ("?=", "look-ahead"),
            ("?!", "look-ahead"),
            ("?<=", "look-behind"),
            ("?<!", "look-behind"),
        ] {
            if self.eat(mark) {
                self.cannot(format!(
                    "`({mark}…)` is {name}, which cannot be checked in linear time"
                ));
                return Ok((format!("({mark}"), false));
            }
        }
        if self.eat("?:") {
            return Ok(("(?:".to_owned(), true));
        }
        if self.eat("?<") || (self.is_loose() && self.eat("?P<")) {
            self.groups += 1;
            self.is_portable = false;
            let name = self.group_name()?;
            let opening = match self.spelling {
                Spelling::Author => format!("(?<{name}>"),
                _ => "(?:".to_owned(),
            };
            if !self.names.insert(name.clone()) {
                return foreign(format!("two groups are called `{name}`"));
            }
            return Ok((opening, true));
        }
        match self.rest().strip_prefix('?') {
            None => {
                self.groups += 1;
                Ok(("(".to_owned(), true))
            }
            Some(rest) => foreign(foreign_group(rest)),
        }
    }

    /// The name of a group, after its `<`.
    fn group_name(&mut self) -> Result<String> {
        let Some((name, _)) = self.rest().split_once('>') else {
            return foreign("the name of a group is not closed: `>` is missing");
        };
        let is_name = !name.starts_with(|c: char| c.is_ascii_digit())
            && !name.is_empty()
            && name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '$'));
        if !is_name && !name.is_ascii() {
            self.cannot("the name of a group is not ASCII: use letters, digits and `_`");
        } else if !is_name {
            return foreign(format!(
                "`{name}` cannot be the name of a group: use ASCII letters, digits and `_`"
            ));
        }
        self.at += name.len() + 1;
        Ok(name.to_owned())
    }

    /// An escape outside of classes, after its backslash. Returns whether it can be repeated.
    fn escape(&mut self, start: usize) -> Result<bool> {
        let Some(c) = self.next() else {
            return foreign("the pattern ends with a lone `\\`".to_owned());
        };
        if let Some(set) = class_escape(c) {
            self.put(start, &class_text(false, &set));
            return Ok(true);
        }
        match c {
            'b' | 'B' => {
                self.is_portable = false;
                let text = match (self.spelling, c) {
                    (Spelling::Regex, 'b') => r"(?-u:\b)",
                    (Spelling::Regex, _) => r"(?-u:\B)",
                    (_, 'b') => BOUNDARY,
                    _ => NO_BOUNDARY,
                };
                self.put(start, text);
                return Ok(false);
            }
            'A' if self.is_loose() => {
                self.out.push('^');
                return Ok(false);
            }
            'z' | 'Z' if self.is_loose() => {
                self.out.push('$');
                return Ok(false);
            }
            'p' | 'P' => {
                let text = self.property(c)?;
                self.out.push_str(&text);
            }
            'k' if self.eat("<") => {
                let name = self.group_name()?;
                self.references.push(name);
                self.cannot("`\\k` is a back-reference, which cannot be checked in linear time");
            }
            '1'..='9' => self.back_reference(start),
            c => {
                let (c, is_foreign) = self.character(c, false)?;
                match is_foreign {
                    true => self.out.push_str(&literal(c)),
                    false => self.put(start, &literal(c)),
                }
            }
        }
        Ok(true)
    }

    /// `\1`, after its first digit.
    fn back_reference(&mut self, start: usize) {
        while self.peek().is_some_and(|c| c.is_ascii_digit()) {
            self.at += 1;
        }
        let number = self.source[start + 1..self.at].parse().unwrap_or(u64::MAX);
        self.highest_reference = self.highest_reference.max(number);
        self.cannot(format!(
            "`\\{number}` is a back-reference, which cannot be checked in linear time"
        ));
    }

    /// `\p{…}`, after its letter.
    fn property(&mut self, letter: char) -> Result<String> {
        let is_braced = self.eat("{");
        let name = match self.rest().split_once('}') {
            Some((name, _)) if is_braced => name,
            _ => self.rest().get(..1).unwrap_or_default(),
        };
        self.at += name.len() + usize::from(is_braced);
        if is_property(name) && (is_braced || self.is_loose()) {
            return Ok(format!("\\{letter}{{{name}}}"));
        }
        let written = match is_braced {
            true => format!("\\{letter}{{{name}}}"),
            false => format!("\\{letter}{name}"),
        };
        let instead = match is_script(name) {
            true => format!("\\{letter}{{Script={name}}}"),
            false => format!("\\{letter}{{{name}}}"),
        };
        match (is_script(name), is_property(name)) {
            (true, _) if self.is_loose() => Ok(instead),
            (false, false) => foreign(format!("`{written}` is not a property in ECMA-262")),
            _ => foreign(format!("`{written}` is not ECMA-262: write `{instead}`")),
        }
    }

    /// The character that an escape stands for, after its first letter, and whether ECMA-262 lacks the escape.
    fn character(&mut self, c: char, in_class: bool) -> Result<(u32, bool)> {
        let code = match c {
            't' => 0x09,
            'n' => 0x0A,
            'v' => 0x0B,
            'f' => 0x0C,
            'r' => 0x0D,
            'b' if in_class => {
                self.is_portable = false;
                0x08
            }
            '0' if !self.peek().is_some_and(|c| c.is_ascii_digit()) => {
                self.is_portable = false;
                0
            }
            'c' if self.peek().is_some_and(|c| c.is_ascii_alphabetic()) => {
                self.is_portable = false;
                self.next().map_or(0, |letter| u32::from(letter) % 32)
            }
            'x' if self.is_loose() && self.rest().starts_with('{') => {
                return Ok((self.braced_code("\\x")?, true));
            }
            'x' => match self.hex(2) {
                Some(code) => code,
                None => return foreign(foreign_escape(c, self.rest())),
            },
            'u' => self.unicode()?,
            '-' if in_class => u32::from(c),
            c if is_syntax(c) => u32::from(c),
            'a' if self.is_loose() => return Ok((0x07, true)),
            'e' if self.is_loose() => return Ok((0x1B, true)),
            c if self.is_loose() && !c.is_alphanumeric() => return Ok((u32::from(c), true)),
            c => return foreign(foreign_escape(c, self.rest())),
        };
        Ok((code, false))
    }

    /// The digits after `\u`. Two escapes that form a surrogate pair are one character.
    fn unicode(&mut self) -> Result<u32> {
        if self.rest().starts_with('{') {
            self.is_portable = false;
            return self.braced_code("\\u");
        }
        let Some(code) = self.hex(4) else {
            return foreign("`\\u` takes four hexadecimal digits, or some in braces".to_owned());
        };
        if !(0xD800..=0xDFFF).contains(&code) {
            return Ok(code);
        }
        self.is_portable = false;
        let before = self.at;
        if code < 0xDC00
            && self.eat("\\u")
            && let Some(low @ 0xDC00..=0xDFFF) = self.hex(4)
        {
            return Ok(0x1_0000 + ((code - 0xD800) << 10) + (low - 0xDC00));
        }
        self.at = before;
        Ok(code)
    }

    fn braced_code(&mut self, escape: &str) -> Result<u32> {
        let rest = self.rest();
        let digits = rest[1..].split_once('}').map(|(digits, _)| digits);
        let code = digits
            .filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()))
            .and_then(|digits| u32::from_str_radix(digits, 16).ok())
            .filter(|code| *code <= MAX_CHAR);
        let (Some(digits), Some(code)) = (digits, code) else {
            return foreign(format!("`{escape}{{…}}` is not a code point up to 10FFFF"));
        };
        self.at += digits.len() + 2;
        Ok(code)
    }

    fn hex(&mut self, count: usize) -> Option<u32> {
        let digits = self.rest().get(..count)?;
        let code = digits
            .bytes()
            .all(|b| b.is_ascii_hexdigit())
            .then(|| u32::from_str_radix(digits, 16).ok())??;
        self.at += count;
        Some(code)
    }

    /// A class after its `[`.
    fn class(&mut self, start: usize) -> Result<()> {
        let negated = self.eat("^");
        let mut class = Class {
            items: Vec::new(),
            author: if negated { "[^" } else { "[" }.to_owned(),
        };
        while !self.eat("]") {
            self.class_item(&mut class)?;
        }
        let source = &self.source[start..self.at];
        let has_operator = ["&&", "~~", "--"].iter().any(|op| source.contains(op));
        self.is_portable &= !has_operator && !class.items.is_empty();
        match self.spelling {
            Spelling::Author => self.out.extend([&class.author, "]"]),
            _ => self.out.push_str(&class_text(negated, &class.items)),
        }
        Ok(())
    }

    /// A character, a set such as `\d`, or a range.
    fn class_item(&mut self, class: &mut Class) -> Result<()> {
        let start = self.at;
        let first = self.class_atom(class)?;
        let is_range = self.rest().starts_with('-') && !self.rest().starts_with("-]");
        if !is_range {
            class.add(first);
            return Ok(());
        }
        self.at += 1;
        let dash = class.author.len();
        class.author.push('-');
        let last = self.class_atom(class)?;
        match (first, last) {
            (Atom::Char(first), Atom::Char(last)) if first <= last => {
                class.items.push(Item::Range(first, last));
                Ok(())
            }
            (Atom::Char(_), Atom::Char(_)) => foreign(format!(
                "the range `{}` ends before it begins",
                &self.source[start..self.at]
            )),
            (first, last) if self.is_loose() => {
                class.author.insert(dash, '\\');
                for atom in [first, Atom::Char(u32::from('-')), last] {
                    class.add(atom);
                }
                Ok(())
            }
            _ => foreign(format!(
                "`{}` is not a range because one of its ends is a set: write `\\-` for the character",
                &self.source[start..self.at]
            )),
        }
    }

    /// One character or set within a class, in the author's spelling.
    fn class_atom(&mut self, class: &mut Class) -> Result<Atom> {
        let start = self.at;
        if let Some(name) = posix_name(self.rest()).filter(|_| self.is_loose()) {
            let Some(set) = posix_class(name) else {
                return foreign(format!("`[:{name}:]` has no equivalent in ECMA-262"));
            };
            self.at += name.len() + 4;
            let text = class_text(false, &ranges(set));
            class.author.push_str(&text[1..text.len() - 1]);
            return Ok(Atom::Set(ranges(set)));
        }
        let Some(c) = self.next() else {
            return foreign("a class is not closed; for the character `[` write `\\[`".to_owned());
        };
        if c != '\\' {
            self.is_portable &= c != '[';
            class.author.push(c);
            return Ok(Atom::Char(u32::from(c)));
        }
        let Some(c) = self.next() else {
            return foreign("the pattern ends with a lone `\\`".to_owned());
        };
        if let Some(set) = class_escape(c) {
            class.author.push_str(&self.source[start..self.at]);
            return Ok(Atom::Set(set));
        }
        if matches!(c, 'p' | 'P') {
            let text = self.property(c)?;
            class.author.push_str(&text);
            return Ok(Atom::Set(vec![Item::Property(text)]));
        }
        let (code, is_foreign) = self.character(c, true)?;
        match is_foreign {
            true => class.author.push_str(&class_char(code)),
            false => class.author.push_str(&self.source[start..self.at]),
        }
        Ok(Atom::Char(code))
    }
}

/// The text between the braces of a quantifier that starts before `rest`.
fn counted(rest: &str) -> Option<&str> {
    let (count, _) = rest.split_once('}')?;
    let (from, to) = count.split_once(',').unwrap_or((count, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    (!from.is_empty() && digits(from) && digits(to)).then_some(count)
}

/// Whether a part of a pattern consists of groups around nothing.
fn is_empty_group(mut part: &str) -> bool {
    while let Some(inside) = part
        .strip_prefix('(')
        .and_then(|part| part.strip_suffix(')'))
    {
        part = inside.strip_prefix("?:").unwrap_or(inside);
    }
    part.is_empty()
}

fn nothing_to_repeat(mark: char) -> String {
    format!("`{mark}` follows nothing that it could repeat; for the character write `\\{mark}`")
}

/// The characters with a meaning in a pattern, and `/`, which ends a pattern in JavaScript.
fn is_syntax(c: char) -> bool {
    r"^$\.*+?()[]{}|/".contains(c)
}

/// Why the escape of `c` is rejected.
fn foreign_escape(c: char, rest: &str) -> String {
    let instead = match c {
        'A' => "^",
        'z' | 'Z' => "$",
        'h' => r"[ \t]",
        'x' if rest.starts_with('{') => r"\u{…}",
        'a' => r"\x07",
        'e' => r"\x1B",
        c if c.is_alphanumeric() => {
            return format!("`\\{c}` is not ECMA-262 in this place");
        }
        c => return format!("`\\{c}` is not ECMA-262 with the `u` flag: write `{c}`"),
    };
    format!("`\\{c}` is not ECMA-262: write `{instead}`")
}

/// Why a group that starts with `(?` and this character is rejected.
fn foreign_group(rest: &str) -> String {
    match rest.chars().next() {
        Some('P') => "`(?P…)` is not ECMA-262: write `(?<name>…)`".to_owned(),
        Some('>') => "`(?>…)`, an atomic group, is not ECMA-262".to_owned(),
        Some('#') => "`(?#…)`, a comment, is not ECMA-262".to_owned(),
        _ => "flags within a pattern, such as `(?i)`, are not ECMA-262 as JSON Schema means it"
            .to_owned(),
    }
}

/// The meaning of `\d` and similar escapes.
fn class_escape(c: char) -> Option<Vec<Item>> {
    let set = match c.to_ascii_lowercase() {
        'd' => DIGIT,
        'w' => WORD,
        's' => SPACE,
        _ => return None,
    };
    Some(match c.is_ascii_lowercase() {
        true => ranges(set),
        false => complement(set),
    })
}

/// The name in `[:alpha:]`, which Perl and others allow within a class, if `rest` starts with one.
fn posix_name(rest: &str) -> Option<&str> {
    let (name, _) = rest.strip_prefix("[:")?.split_once(":]")?;
    let is_name = |c: char| c.is_ascii_alphabetic() || c == '^';
    name.chars().all(is_name).then_some(name)
}

fn posix_class(name: &str) -> Option<&'static [(u32, u32)]> {
    Some(match name {
        "alnum" => &[(0x30, 0x39), (0x41, 0x5A), (0x61, 0x7A)],
        "alpha" => &[(0x41, 0x5A), (0x61, 0x7A)],
        "digit" => DIGIT,
        "lower" => &[(0x61, 0x7A)],
        "punct" => &[(0x21, 0x2F), (0x3A, 0x40), (0x5B, 0x60), (0x7B, 0x7E)],
        "space" => &[(0x09, 0x0D), (0x20, 0x20)],
        "upper" => &[(0x41, 0x5A)],
        "word" => WORD,
        "xdigit" => &[(0x30, 0x39), (0x41, 0x46), (0x61, 0x66)],
        _ => return None,
    })
}

fn ranges(set: &[(u32, u32)]) -> Vec<Item> {
    set.iter()
        .map(|&(first, last)| Item::Range(first, last))
        .collect()
}

/// All characters outside `set`, which is sorted.
fn complement(set: &[(u32, u32)]) -> Vec<Item> {
    let mut items = Vec::new();
    let mut next = 0;
    for &(first, last) in set {
        if next < first {
            items.push(Item::Range(next, first - 1));
        }
        next = last + 1;
    }
    items.push(Item::Range(next, MAX_CHAR));
    items
}

/// A class in a spelling that the `regex` crate and ECMA-262 share.
fn class_text(negated: bool, items: &[Item]) -> String {
    let mut inside = String::new();
    for item in items {
        match item {
            Item::Range(first, last) => class_range(*first, *last, &mut inside),
            Item::Property(text) => inside.push_str(text),
        }
    }
    match (inside.is_empty(), negated) {
        (true, true) => r"[\s\S]".to_owned(),
        (true, false) => NOTHING.to_owned(),
        (false, true) => format!("[^{inside}]"),
        (false, false) => format!("[{inside}]"),
    }
}

/// A range without surrogates at its ends, which no text contains.
fn class_range(first: u32, last: u32, out: &mut String) {
    let is_surrogate = |c| (0xD800..=0xDFFF).contains(&c);
    let first = if is_surrogate(first) { 0xE000 } else { first };
    let last = if is_surrogate(last) { 0xD7FF } else { last };
    if first > last {
        return;
    }
    out.push_str(&class_char(first));
    if first < last {
        // A range of two characters needs no dash.
        if last > first + 1 {
            out.push('-');
        }
        out.push_str(&class_char(last));
    }
}

/// Matches no text.
const NOTHING: &str = r"[^\s\S]";

/// A character outside of classes.
fn literal(code: u32) -> String {
    match char::from_u32(code) {
        None => NOTHING.to_owned(),
        Some(c) if is_syntax(c) => format!("\\{c}"),
        Some(c) => plain(c),
    }
}

/// A character within a class.
fn class_char(code: u32) -> String {
    match char::from_u32(code) {
        Some(c) if is_syntax(c) || c == '-' => format!("\\{c}"),
        // Doubled, these are operators in other engines.
        Some(c @ ('&' | '~')) => format!("\\x{:02X}", u32::from(c)),
        Some(c) => plain(c),
        None => String::new(),
    }
}

/// A character without a special meaning: literal if it is visible.
fn plain(c: char) -> String {
    if c.is_ascii_graphic() || c == ' ' || c.is_alphanumeric() {
        return c.to_string();
    }
    match u32::from(c) {
        code @ ..=0xFFFF => format!("\\u{code:04X}"),
        // Not every engine supports `\u{…}`.
        _ => c.to_string(),
    }
}
