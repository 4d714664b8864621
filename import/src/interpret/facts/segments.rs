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
        let text = text.trim();
        if let Some(last) = segments.last_mut().filter(|_| !text.is_empty()) {
            last.lines.push(Line {
                number,
                text: text.to_owned(),
            });
        }
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
    /// A bold label with a colon in or after it, or one of the labels that are often not bold.
    LABEL = r"\*\*\s*([^*\n]{1,120}?)\s*[:：]?\s*\*\*\s*[:：]?|(?:^|[\s。；;，,])((?:{VALUES}|{DEFAULT_VALUE}|{EXAMPLE_VALUE}|{RULES})\s*{ARE}?\s*[:：])";
}
