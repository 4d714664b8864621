//! Splits a description into parts by its labels.

use crate::extract::{Cell, Line};
use crate::lexicon;

/// The topic of a part of a description.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// No label: the meaning of the field.
    Prose,
    Example,
    Default,
    Values,
    Rules,
    Fixed,
    /// Permissions or the format of the field, rather than its value.
    Permission,
    /// A label that only this page uses: a remark.
    Other,
}

/// A part of a description.
#[derive(Debug)]
pub struct Segment {
    pub label: Label,
    pub lines: Vec<Line>,
    /// Whether its label is in the middle of a line, as a remark on the preceding text.
    pub inline: bool,
}

/// The parts of the description in `cell`, in order.
pub fn segments(cell: &Cell) -> Vec<Segment> {
    let mut segments = vec![Segment {
        label: Label::Prose,
        lines: Vec::new(),
        inline: false,
    }];
    let add = |segments: &mut Vec<Segment>, number: usize, text: &str| {
        let Some(last) = segments.last_mut() else {
            return;
        };
        let texts = unjoined(text, last.label == Label::Prose);
        let texts = texts.into_iter().map(str::trim);
        last.lines
            .extend(texts.filter(|text| !text.is_empty()).map(|text| Line {
                number,
                text: text.to_owned(),
            }));
    };
    for line in &cell.lines {
        let mut rest = 0;
        for found in LABEL.captures_iter(&line.text) {
            let (Some(whole), Some(name)) = (found.get(0), found.get(1).or(found.get(2))) else {
                continue;
            };
            let Some(label) = label(name.as_str(), whole.as_str(), found.get(2).is_some()) else {
                continue;
            };
            add(&mut segments, line.number, &line.text[rest..whole.start()]);
            let inline = !line.text[..whole.start()].trim().is_empty();
            segments.push(Segment {
                label,
                lines: Vec::new(),
                inline,
            });
            rest = whole.end();
        }
        add(&mut segments, line.number, &line.text[rest..]);
    }
    segments
}

/// The lines of a text that a converter has joined: those behind a line break, of which some blanks are left, and in
/// prose the items of a list (`最大100 - 最少1个字符`). Only Chinese text shows that there was a line: a hyphen
/// between numbers or names may be a range.
fn unjoined(text: &str, is_prose: bool) -> Vec<&str> {
    let is_chinese = |c: char| matches!(c, '\u{4e00}'..='\u{9fff}');
    let mut lines = Vec::new();
    let mut start = 0;
    for gap in GAP.find_iter(text) {
        let is_line = match gap.as_str().contains('-') {
            true => is_prose,
            false => text[..gap.start()].ends_with(is_chinese),
        };
        if is_line && text[gap.end()..].starts_with(is_chinese) {
            lines.push(&text[start..gap.start()]);
            start = gap.end();
        }
    }
    lines.push(&text[start..]);
    lines
}

/// The topic of a label; `None` for other bold text.
fn label(name: &str, whole: &str, bare: bool) -> Option<Label> {
    let colon = whole.contains([':', '：']);
    let lower = name.trim().trim_end_matches([':', '：']).trim();
    Some(match () {
        () if lexicon::EXAMPLE_LABEL.is(lower) => Label::Example,
        () if lexicon::DEFAULT_LABEL.is(lower) => Label::Default,
        () if lexicon::FIXED_LABEL.is(lower) => Label::Fixed,
        () if lexicon::RULES_LABEL.is(lower) => Label::Rules,
        () if lexicon::PERMISSION_LABEL.within(lower) => Label::Permission,
        () if bare || lexicon::VALUES_LABEL.is(lower) => Label::Values,
        // Limits with separate labels.
        () if lexicon::BOUND_LABEL.is(lower) => return None,
        () if colon => Label::Other,
        () => return None,
    })
}

lexicon::regexes! {
    /// What is left of a line break.
    GAP = r" - | {3,}";
    /// A bold label with a colon in or after it, or one of the labels that are often not bold.
    LABEL = r"\*\*\s*([^*\n]{1,120}?)\s*[:：]?\s*\*\*\s*[:：]?|(?:^|[\s。；;，,])((?:{VALUES}|{DEFAULT_VALUE}|{EXAMPLE_VALUE}|{RULES})\s*{ARE}?\s*[:：])";
}

#[cfg(test)]
mod tests {
    use super::unjoined;

    #[test]
    fn joined_lines() {
        for (text, in_prose, in_list) in [
            ("个数，最大100 - 最少1个字符", 2, 1),
            ("`1`：甲 - `2`：乙", 1, 1),
            ("1 - 10", 1, 1),
            ("start - end", 1, 1),
            ("`1`: 中国 - 居民身份证", 2, 1),
            ("`5`：顾问    同时可读取到自定义类型", 2, 2),
            ("`5`：顾问 同时", 1, 1),
            ("a     - 获取", 1, 1),
        ] {
            let lines = [true, false].map(|is_prose| unjoined(text, is_prose).len());
            assert_eq!(lines, [in_prose, in_list], "{text}");
        }
    }
}
