//! The parts of a description: what each is about, by the labels in it.

use crate::extract::{Cell, Line};

/// What a part of a description is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// No label: what the field means.
    Prose,
    Example,
    Default,
    Values,
    Rules,
    Fixed,
    /// Who may have the field, or what it looks like: nothing about its value.
    Permission,
    /// A label of the page's own: a remark.
    Other,
}

/// A part of a description.
#[derive(Debug)]
pub struct Segment {
    pub label: Label,
    pub lines: Vec<Line>,
    /// Whether its label stands in the middle of a line: a remark on what is said before it.
    pub inline: bool,
}

/// The parts of the description in `cell`, in its order.
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

/// The meaning of a label; `None` for text that is only bold.
fn label(name: &str, whole: &str, bare: bool) -> Option<Label> {
    let colon = whole.contains([':', '：']);
    let lower = name.to_lowercase();
    let lower = lower.trim().trim_end_matches([':', '：']).trim();
    Some(match lower {
        "示例值" | "示例" | "例子" | "样例" | "参考值" | "example value" | "example values"
        | "example" | "examples" | "sample" => Label::Example,
        "默认值" | "默认" | "缺省值" | "缺省" | "default value" | "default" => {
            Label::Default
        }
        "固定值" | "fixed value" => Label::Fixed,
        _ if lower.ends_with("校验规则") || lower.contains("validation rule") => Label::Rules,
        _ if lower.contains("权限")
            || lower.contains("permission")
            || lower.contains("field scope")
            || matches!(lower, "值格式" | "value format") =>
        {
            Label::Permission
        }
        _ if bare
            || lower.starts_with("可选值")
            || lower.starts_with("可能值")
            || lower.starts_with("枚举值")
            || lower.starts_with("optional values")
            || lower.starts_with("possible values")
            || lower.starts_with("enum values")
            || lower.starts_with("valid values")
            || lower.starts_with("available values")
            || lower.starts_with("allowed values")
            || matches!(
                lower,
                "取值"
                    | "取值有"
                    | "取值为"
                    | "取值包括"
                    | "取值如下"
                    | "可用值"
                    | "有效值"
                    | "合法值"
                    | "枚举"
                    | "values"
                    | "options"
                    | "enum"
            ) =>
        {
            Label::Values
        }
        // Limits written as labels of their own.
        "最大值" | "最小值" | "最大长度" | "最小长度" | "长度范围" | "取值范围" =>
        {
            return None;
        }
        _ if colon => Label::Other,
        _ => return None,
    })
}

super::super::expressions::regexes! {
    /// A bold label with its colon inside or behind it, or one of the labels that are seldom bold.
    LABEL = r"\*\*\s*([^*\n]{1,120}?)\s*[:：]?\s*\*\*\s*[:：]?|(?:^|[\s。；;，,])((?i:可选值|可能值|枚举值|可能的值|有效值|可用值|默认值|缺省值|示例值|数据校验规则|取值|取值为|optional values|possible values|valid values|allowed values|default value|example value|data validation rules)(?i:有|为|包括|如下| are)?\s*[:：])";
}
