//! Facts in the description of a field: values, limits, defaults, examples. Labelled ones are
//! facts; prose is taken only where it can mean one thing, and then a note says so.

use larkspec_codegen::model::{EnumValue, Field, Format, Number, Type};
use larkspec_shape::Pattern;
use regex::Regex;
use serde_json::Value;

use crate::diagnostic::Log;
use crate::extract::{Cell, Line, unescape};

/// Reads the description of `field`, whose name, type and fields are known, into it. `at` is how
/// messages call it.
pub fn read(cell: &Cell, field: &mut Field, required_stated: bool, at: &str, log: &mut Log) {
    let segments = segments(cell);
    let mut reader = Reader {
        field,
        at,
        log,
        line: cell.line_or(0),
    };
    reader.values(cell, &segments);
    for segment in &segments {
        match segment.label {
            // A remark may say what matters just as well.
            Label::Prose | Label::Other => reader.prose(&segment.lines, required_stated),
            Label::Rules => reader.rules(&segment.lines),
            Label::Default => reader.default(&segment.lines),
            Label::Fixed => reader.fixed(&segment.lines),
            Label::Example => reader.example(&segment.lines),
            Label::Values | Label::Permission => {}
        }
    }
    if cell.values.is_none()
        && !segments
            .iter()
            .any(|segment| segment.label == Label::Values)
    {
        reader.unlabelled(&segments);
    }
    reader.agree();
}

/// Reads an example that stands in a column of its own.
pub fn read_example(cell: &Cell, field: &mut Field, at: &str, log: &mut Log) {
    let mut reader = Reader {
        field,
        at,
        log,
        line: cell.line_or(0),
    };
    reader.example(&cell.lines);
    reader.agree();
}

/// Reads a default that stands in a column of its own.
pub fn read_default(cell: &Cell, field: &mut Field, at: &str, log: &mut Log) {
    let mut reader = Reader {
        field,
        at,
        log,
        line: cell.line_or(0),
    };
    reader.default(&cell.lines);
    reader.agree();
}

/// What a part of a description is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Label {
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

#[derive(Debug)]
struct Segment {
    label: Label,
    lines: Vec<Line>,
    /// Whether its label stands in the middle of a line: a remark on what is said before it.
    inline: bool,
}

fn segments(cell: &Cell) -> Vec<Segment> {
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
        _ if lower.contains("权限") || lower.contains("permission") || lower == "值格式" => {
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

struct Reader<'r> {
    field: &'r mut Field,
    at: &'r str,
    log: &'r mut Log,
    /// Where the description begins.
    line: usize,
}

impl Reader<'_> {
    // Enumerations.

    fn values(&mut self, cell: &Cell, segments: &[Segment]) {
        let tagged = cell.values.as_ref().filter(|values| !values.is_empty());
        let mut strange = None;
        let labelled = || {
            let starts = (0..segments.len()).filter(|&i| segments[i].label == Label::Values);
            let found = starts
                .map(|start| bullets(&segments[start..]))
                .find(|found| !found.keys.is_empty())
                .or_else(|| {
                    let announced = segments.iter().find(|s| s.label == Label::Values)?;
                    inline_list(announced)
                })?;
            strange = found.strange;
            Some(found.keys)
        };
        let announced = segments
            .iter()
            .find(|segment| segment.label == Label::Values);
        let read = tagged.cloned().or_else(labelled);
        // Both values of a bool are known, however they are written.
        if *self.field.ty.innermost() == Type::Bool {
            return;
        }
        if let Some(line) = strange {
            // A closed enumeration that lacks a value refuses what the platform takes.
            let text = format!(
                "{}: `{}` stands among its values but is not written as one; the list was left out",
                self.at,
                super::rows::short(&line.text)
            );
            self.log.warn(line.number, "enum-partial", text);
            return;
        }
        let (line, keys) = match (read, announced) {
            (Some(keys), _) => (keys.first().map_or(self.line, |key| key.number), keys),
            (None, Some(segment)) => {
                let line = segment.lines.first().map_or(self.line, |line| line.number);
                let text = format!(
                    "{}: values are announced but not listed as bullets; none was taken",
                    self.at
                );
                self.log.warn(line, "enum-unread", text);
                return;
            }
            (None, None) => return,
        };
        let inner = self.field.ty.innermost().clone();
        let mut values: Vec<EnumValue> = Vec::new();
        for key in &keys {
            let text = clean_value(&key.text);
            let value = match inner {
                Type::String => Value::from(text.as_str()),
                Type::Int => match text.parse::<i64>() {
                    Ok(number) => Value::from(number),
                    Err(_) => {
                        let text = format!(
                            "{}: the listed value `{text}` is no int; the list of values was left out",
                            self.at
                        );
                        self.log.warn(key.number, "enum-type", text);
                        return;
                    }
                },
                _ => {
                    let text = format!(
                        "{}: values are listed for a field of type {}; the list was left out",
                        self.at, self.field.ty
                    );
                    self.log.warn(line, "enum-type", text);
                    return;
                }
            };
            if values.iter().any(|known| known.value == value) {
                let text = format!("{}: the value {value} is listed twice", self.at);
                self.log.warn(key.number, "enum-twice", text);
                continue;
            }
            values.push(EnumValue {
                value,
                doc: String::new(),
                rust: None,
            });
        }
        self.field.rules.values = values;
    }

    /// A list of values that nobody calls one: told, not taken.
    fn unlabelled(&mut self, segments: &[Segment]) {
        if !matches!(self.field.ty.innermost(), Type::String | Type::Int) {
            return;
        }
        let lists = |segment: &&Segment| {
            let lines = &segment.lines;
            let listed = lines.iter().filter(|line| UNLABELLED.is_match(&line.text));
            let joined = |line: &Line| {
                INLINE_BULLET.find_iter(&line.text).count() > 1
                    || PAIR.find_iter(&line.text).count() > 1
                    || ENUM_PROSE.is_match(&line.text)
            };
            listed.count() > 1 || lines.iter().any(joined)
        };
        let found = segments
            .iter()
            .filter(|segment| matches!(segment.label, Label::Prose | Label::Other))
            .find(lists);
        if let Some(segment) = found {
            let line = segment.lines.first().map_or(0, |line| line.number);
            let text = format!(
                "{}: what may be a list of values has no label; none was taken",
                self.at
            );
            self.log.note(line, "enum-unlabelled", text);
        }
    }

    // Limits.

    fn rules(&mut self, lines: &[Line]) {
        let mut unread = lines.first();
        for line in lines {
            let known = RULE.is_match(&line.text);
            if known {
                unread = None;
            } else if RULE_LIKE.is_match(&line.text) {
                unread = Some(line);
                break;
            }
        }
        for line in lines {
            for found in RULE.captures_iter(&line.text) {
                let text = found.get(0).map_or("", |m| m.as_str());
                let Some(name) = found.get(1).map(|m| m.as_str()) else {
                    continue;
                };
                let rest = &line.text[found.get(0).map_or(0, |m| m.end())..];
                self.rule(line.number, name, text, rest);
            }
        }
        if let Some(line) = unread {
            let text = format!(
                "{}: the block of rules says `{}`, which is no rule that is known",
                self.at,
                super::rows::short(&line.text)
            );
            self.log.warn(line.number, "rule-unread", text);
        }
    }

    fn rule(&mut self, line: usize, name: &str, matched: &str, rest: &str) {
        let name = match &*name.to_lowercase() {
            "length range" => "长度范围",
            "value range" => "取值范围",
            "maximum value" | "maximum" => "最大值",
            "minimum value" | "minimum" => "最小值",
            "maximum length" => "最大长度",
            "minimum length" => "最小长度",
            "regular expression" | "regex" | "正则表达式" => "正则校验",
            "长度" | "length" => "长度范围",
            "范围" | "数值范围" | "range" => "取值范围",
            _ => name,
        }
        .to_owned();
        if name == "正则校验" {
            return self.pattern(line, rest);
        }
        // The rule's own part of the line: tables put all rules on one.
        let end = RULE.find(rest).map_or(rest.len(), |next| next.start());
        let (low, high) = match (&*name, numbers(&rest[..end]).as_slice()) {
            ("长度范围" | "取值范围", [low, high]) => {
                (Some(low.clone()), Some(high.clone()))
            }
            ("最小值" | "最小长度", [low]) => (Some(low.clone()), None),
            ("最大值" | "最大长度", [high]) => (None, Some(high.clone())),
            _ => {
                let own = super::rows::short(&format!("{matched}{}", &rest[..end]));
                let text = format!("{}: `{own}` has no bounds that can be read", self.at);
                return self.log.warn(line, "rule-unread", text);
            }
        };
        let (low, high) = (low.as_deref(), high.as_deref());
        if name.contains("长度") {
            self.length(line, low, high, &name);
        } else {
            self.range(line, low, high, &name);
        }
    }

    fn range(&mut self, line: usize, low: Option<&str>, high: Option<&str>, name: &str) {
        if !matches!(self.field.ty.innermost(), Type::Int | Type::Float) {
            return self.misfit(line, name);
        }
        for (text, is_low) in [(low, true), (high, false)] {
            let Some(text) = text else { continue };
            match number(text, self.field.ty.innermost()) {
                Some(bound) if is_low => self.field.rules.min = Some(bound),
                Some(bound) => self.field.rules.max = Some(bound),
                None => {
                    let text = format!(
                        "{}: the bound {text} does not fit {}; it was left out",
                        self.at, self.field.ty
                    );
                    self.log.warn(line, "rule-bound", text);
                }
            }
        }
    }

    fn length(&mut self, line: usize, low: Option<&str>, high: Option<&str>, name: &str) {
        let parse = |text: Option<&str>| text.map(|text| text.parse::<u64>().ok());
        let (low, high) = (parse(low), parse(high));
        if low == Some(None) || high == Some(None) {
            let text = format!("{}: a length that is no count was left out", self.at);
            return self.log.warn(line, "rule-bound", text);
        }
        let (low, high) = (low.flatten(), high.flatten());
        let rules = &mut self.field.rules;
        match self.field.ty {
            Type::List(_) => {
                rules.min_items = low.or(rules.min_items);
                rules.max_items = high.or(rules.max_items);
            }
            Type::String => {
                rules.min_len = low.or(rules.min_len);
                rules.max_len = high.or(rules.max_len);
            }
            _ => self.misfit(line, name),
        }
    }

    fn pattern(&mut self, line: usize, rest: &str) {
        let source = match rest.trim_start().strip_prefix('`') {
            Some(quoted) => quoted.split('`').next().unwrap_or_default(),
            None => rest.trim(),
        };
        if *self.field.ty.innermost() != Type::String {
            return self.misfit(line, "正则校验");
        }
        match Pattern::compile(source) {
            _ if source.is_empty() => {
                let text = format!("{}: the regular expression can not be read", self.at);
                self.log.warn(line, "rule-unread", text);
            }
            Ok(pattern) => self.field.rules.pattern = Some(pattern),
            Err(error) => {
                let reason = error.to_string();
                let reason = reason.lines().last().unwrap_or_default();
                let text = format!("{}: the regular expression was left out: {reason}", self.at);
                self.log.warn(line, "pattern-unusable", text);
            }
        }
    }

    fn misfit(&mut self, line: usize, name: &str) {
        let text = format!(
            "{}: the rule {name} does not fit type {}; it was left out",
            self.at, self.field.ty
        );
        self.log.warn(line, "rule-type", text);
    }

    // Prose.

    fn prose(&mut self, lines: &[Line], required_stated: bool) {
        for line in lines {
            self.prose_limit(line);
            self.format(line);
            if DEPRECATED.is_match(&line.text) && !self.field.deprecated {
                self.field.deprecated = true;
                let text = format!("{}: deprecated, says its prose", self.at);
                self.log.note(line.number, "prose-deprecated", text);
            }
            if required_stated && !self.field.required && REQUIRED.is_match(&line.text) {
                let text = format!(
                    "{}: not required by its row, but its text speaks of a required field",
                    self.at
                );
                match CONDITIONAL.is_match(&line.text) {
                    true => self.log.note(line.number, "required-conditional", text),
                    false => self.log.warn(line.number, "required-contradiction", text),
                }
            }
            if PROSE_PATTERN.is_match(&line.text) && self.field.rules.pattern.is_none() {
                let text = format!("{}: a regular expression in prose was not taken", self.at);
                self.log.note(line.number, "prose-pattern", text);
            }
            if PROSE_FIXED.is_match(&line.text) && self.field.rules.fixed.is_none() {
                let text = format!("{}: a fixed value in prose was not taken", self.at);
                self.log.note(line.number, "prose-fixed", text);
            }
            if PROSE_DEFAULT.is_match(&line.text) && self.field.default.is_none() {
                let text = format!("{}: a default in prose was not taken", self.at);
                self.log.note(line.number, "prose-default", text);
            }
        }
    }

    fn prose_limit(&mut self, line: &Line) {
        let scalar = matches!(self.field.ty, Type::Int | Type::Float);
        if scalar && SIGN.is_match(&line.text) {
            let text = format!("{}: a limit in words was not taken", self.at);
            self.log.note(line.number, "prose-limit-open", text);
        }
        if !line.text.bytes().any(|b| b.is_ascii_digit()) {
            return;
        }
        let mut left = line.text.clone();
        for found in LIMIT.captures_iter(&line.text) {
            let Some(whole) = found.get(0) else { continue };
            let behind = &line.text[whole.end()..];
            // What is said of a case, or of a count of digits, is no limit of the value.
            let before = &line.text[..whole.start()];
            let sentence = before
                .rsplit(['。', '；', ';', '\n'])
                .next()
                .unwrap_or(before);
            let qualified = OF_A_CASE.is_match(sentence)
                || OF_LENGTH.is_match(sentence)
                || CLAMPED.is_match(behind);
            // "Not over 100" of what? A unit behind the number makes it a different limit.
            let bare = !GOES_ON.is_match(behind)
                && behind
                    .trim_start()
                    .chars()
                    .next()
                    .is_none_or(|c| ENDS.contains(c));
            let sides = [
                ("min", false),
                ("low", false),
                ("max", true),
                ("high", true),
            ];
            let bounds: Vec<(bool, Option<Number>)> = sides
                .into_iter()
                .filter_map(|(group, at_most)| Some((at_most, found.name(group)?.as_str())))
                .map(|(at_most, text)| (at_most, number(&text.replace(',', ""), &self.field.ty)))
                .collect();
            let whole_numbers = bounds.iter().all(|(_, bound)| bound.is_some());
            if !scalar || !bare || qualified || !whole_numbers {
                continue;
            }
            left = left.replacen(whole.as_str(), "", 1);
            for (at_most, bound) in bounds {
                let Some(bound) = bound else { continue };
                self.limit(line.number, at_most, bound);
            }
        }
        if self.field.ty == Type::String && self.field.rules.max_len.is_none() {
            let found = LENGTH_LIMIT.captures(&line.text);
            let bound = found.and_then(|found| {
                let text = found.iter().skip(1).flatten().next()?;
                let text = text.as_str().replace(',', "");
                let sentence = &line.text[..found.get(0)?.start()];
                let sentence = sentence.rsplit(['。', '；', ';']).next()?;
                let bound = text.parse::<u64>().ok()?;
                let whole = found.get(0)?.as_str();
                (!OF_A_CASE.is_match(sentence)).then_some((bound, whole))
            });
            if let Some((bound, whole)) = bound {
                left = left.replacen(whole, "", 1);
                self.field.rules.max_len = Some(bound);
                let text = format!("{}: at most {bound} characters, says its prose", self.at);
                self.log.note(line.number, "prose-limit", text);
            }
        }
        self.possible_limit(line.number, &left);
    }

    fn limit(&mut self, line: usize, at_most: bool, bound: Number) {
        let rules = &mut self.field.rules;
        let (side, slot) = match at_most {
            true => ("at most", &mut rules.max),
            false => ("at least", &mut rules.min),
        };
        if slot.is_some_and(|known| known.as_f64() != bound.as_f64()) {
            let text = format!(
                "{}: its prose says {side} {bound}, its rules say otherwise",
                self.at
            );
            return self.log.warn(line, "limit-contradiction", text);
        }
        *slot = Some(bound);
        let text = format!("{}: {side} {bound}, says its prose", self.at);
        self.log.note(line, "prose-limit", text);
    }

    fn possible_limit(&mut self, line: usize, text: &str) {
        if POSSIBLE_LIMIT.is_match(text) {
            let text = format!("{}: what may be a limit in prose was not taken", self.at);
            self.log.note(line, "prose-limit-open", text);
        }
    }

    fn format(&mut self, line: &Line) {
        if self.field.format.is_some()
            || !matches!(self.field.ty.innermost(), Type::Int | Type::String)
        {
            return;
        }
        let text = line.text.to_lowercase();
        let duration = [
            "时长",
            "间隔",
            "耗时",
            "超时",
            "持续",
            "duration",
            "timeout",
            "有效期",
        ];
        if duration.iter().any(|word| text.contains(word)) {
            return;
        }
        let int = *self.field.ty.innermost() == Type::Int;
        let stamp = text.contains("时间戳") || text.contains("timestamp") || text.contains("unix");
        let time = text.contains("时间") || text.contains("time");
        let millis =
            text.contains("毫秒") || text.contains("millisecond") || MILLIS.is_match(&text);
        let seconds = !millis && (text.contains('秒') || SECONDS.is_match(&text));
        let format = match () {
            () if millis && (stamp || (int && time)) => Format::UnixMillis,
            () if seconds && stamp && !text.contains("微秒") && !text.contains("纳秒") => {
                Format::UnixSeconds
            }
            () => return,
        };
        self.field.format = Some(format);
        let text = format!("{}: format {format}, says its prose", self.at);
        self.log.note(line.number, "prose-format", text);
    }

    // Values.

    fn default(&mut self, lines: &[Line]) {
        let Some(line) = lines.first() else { return };
        let text = clean_value(&line.text);
        let text = match DEFAULT_REMARK
            .captures(&text)
            .and_then(|found| found.get(1))
        {
            Some(value)
                if matches!(
                    self.field.ty,
                    Type::String | Type::Int | Type::Float | Type::Bool
                ) =>
            {
                let remark = text[value.end()..].trim_start_matches('`');
                let text = format!(
                    "{}: what is said of its default was not read: `{}`",
                    self.at,
                    super::rows::short(remark)
                );
                self.log.note(line.number, "default-remark", text);
                value.as_str().trim().to_owned()
            }
            _ => text,
        };
        // A dash is how pages say that there is none.
        if matches!(&*text, "" | "-" | "无" | "空" | "none" | "null") {
            return;
        }
        if self.field.ty == Type::String && is_said(&text) {
            let text = format!("{}: its default is said in words; it was left out", self.at);
            self.log.note(line.number, "prose-default", text);
            return;
        }
        match self.value(&text, &line.text) {
            Some(value) => self.field.default = Some(value),
            None => {
                let text = format!(
                    "{}: the default `{text}` is no {}; it was left out",
                    self.at, self.field.ty
                );
                self.log.warn(line.number, "default-type", text);
            }
        }
    }

    fn fixed(&mut self, lines: &[Line]) {
        let Some(line) = lines.first() else { return };
        let text = clean_value(&line.text);
        match self.value(&text, &line.text) {
            Some(value) if !text.is_empty() => self.field.rules.fixed = Some(value),
            _ => {
                let text = format!(
                    "{}: the fixed value `{text}` is no {}; it was left out",
                    self.at, self.field.ty
                );
                self.log.warn(line.number, "fixed-type", text);
            }
        }
    }

    fn example(&mut self, lines: &[Line]) {
        let Some(line) = lines.first() else { return };
        let whole: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        let whole = whole.join("\n");
        let text = clean_value(&line.text);
        if matches!(&*text, "" | "-" | "无") || self.field.ty == Type::Binary {
            return;
        }
        if is_sentence(&text) {
            let text = format!(
                "{}: its example value is a sentence; it was left out",
                self.at
            );
            self.log.note(line.number, "example-prose", text);
            return;
        }
        match self.value(&text, &whole) {
            Some(value) => self.field.example = Some(value),
            None => {
                let text = format!(
                    "{}: its example value is no {}; it was left out",
                    self.at, self.field.ty
                );
                self.log.warn(line.number, "example-type", text);
            }
        }
    }

    /// A value of the field's type.
    fn value(&self, text: &str, whole: &str) -> Option<Value> {
        match self.field.ty {
            Type::String => Some(Value::from(text)),
            Type::Int => text.parse::<i64>().ok().map(Value::from),
            Type::Float => {
                let number = text
                    .parse::<f64>()
                    .ok()
                    .filter(|number| number.is_finite())?;
                Some(text.parse::<i64>().map_or(Value::from(number), Value::from))
            }
            Type::Bool => match &*text.to_ascii_lowercase() {
                "true" => Some(Value::from(true)),
                "false" => Some(Value::from(false)),
                _ => None,
            },
            Type::Binary => None,
            Type::Object | Type::Json | Type::List(_) | Type::Map(_) => {
                let value: Value = serde_json::from_str(whole.trim().trim_matches('`')).ok()?;
                // A file of facts is TOML, which has no null.
                (!has_null(&value)).then_some(value)
            }
        }
    }

    /// What the facts say of each other.
    fn agree(&mut self) {
        let values = &self.field.rules.values;
        if values.is_empty() || !matches!(self.field.ty, Type::String | Type::Int) {
            return;
        }
        let outside = |value: &Option<Value>| {
            value
                .as_ref()
                .is_some_and(|value| !values.iter().any(|known| known.value == *value))
        };
        let (default, example) = (outside(&self.field.default), outside(&self.field.example));
        if default {
            self.field.default = None;
        }
        if example {
            self.field.example = None;
        }
        for (found, what, rule) in [
            (default, "default", "default-enum"),
            (example, "example value", "example-enum"),
        ] {
            if found {
                let text = format!(
                    "{}: its {what} is not among its values; it was left out",
                    self.at
                );
                self.log.warn(self.line, rule, text);
            }
        }
    }
}

/// A list of values as it is written.
struct Bullets {
    keys: Vec<Line>,
    /// A line that looks like a value but is not written as the others are.
    strange: Option<Line>,
}

/// The keys of a list of values: ``- `a`: …``, several on a line where a converter has joined them.
/// The list ends with the next label; a remark in the middle of a line belongs to the value before it.
fn bullets(segments: &[Segment]) -> Bullets {
    let remarks = segments
        .iter()
        .skip(1)
        .take_while(|s| s.inline && s.label == Label::Other);
    let own = segments.first().into_iter().chain(remarks);
    let lines: Vec<&Line> = own.flat_map(|segment| &segment.lines).collect();
    let expressions: &[&Regex] = match lines.iter().any(|line| QUOTED_BULLET.is_match(&line.text)) {
        true => &[&QUOTED_BULLET],
        false => &[&PLAIN_BULLET, &INLINE_BULLET],
    };
    let mut keys: Vec<Line> = Vec::new();
    let mut strange = None;
    for line in lines {
        let mut found: Vec<(usize, &str)> = expressions
            .iter()
            .flat_map(|expression| expression.captures_iter(&line.text))
            .filter_map(|captures| captures.get(1))
            .map(|key| (key.start(), key.as_str()))
            .collect();
        found.sort_unstable();
        found.dedup();
        // As many values as bullets, and each bullet of one value: else the list is not whole.
        let bullets = ANY_BULLET.find_iter(&line.text).count();
        let shared = found.iter().any(|(start, key)| {
            let behind = line.text[start + key.len()..].trim_start_matches(['`', '"', '”', ' ']);
            SHARED.is_match(behind)
        });
        if found.len() < bullets || shared || (found.is_empty() && UNLABELLED.is_match(&line.text))
        {
            strange = strange.or_else(|| Some(line.clone()));
        }
        keys.extend(found.into_iter().map(|(_, key)| Line {
            number: line.number,
            text: key.to_owned(),
        }));
    }
    Bullets { keys, strange }
}

/// ``可选值：`a`、`b` ``: the values on one line, and nothing else.
fn inline_list(segment: &Segment) -> Option<Bullets> {
    let [line] = segment.lines.as_slice() else {
        return None;
    };
    let text = line.text.trim_end_matches(['。', '.', '；', ';']);
    if !VALUE_LIST.is_match(text) {
        return None;
    }
    let keys = VALUE.find_iter(text).map(|key| Line {
        number: line.number,
        text: key.as_str().to_owned(),
    });
    // `or` stands between values only.
    let keys = keys
        .filter(|key| !matches!(&*key.text, "or" | "and"))
        .collect();
    Some(Bullets {
        keys,
        strange: None,
    })
}

/// A value without the quotes and code marks around it.
fn clean_value(text: &str) -> String {
    let text = text.trim();
    let text = match text.strip_prefix('`').and_then(|rest| rest.split_once('`')) {
        Some((code, rest)) if rest.trim_matches(['。', '.', ';', '；', ' ']).is_empty() => {
            code.trim()
        }
        _ => text,
    };
    for (open, close) in [('"', '"'), ('“', '”'), ('\'', '\''), ('"', '”'), ('“', '"')] {
        let inner = text
            .strip_prefix(open)
            .and_then(|text| text.strip_suffix(close));
        if let Some(inner) = inner.filter(|inner| !inner.contains([open, close])) {
            return unescape(inner);
        }
    }
    unescape(text)
}

fn number(text: &str, ty: &Type) -> Option<Number> {
    match text.parse::<i64>() {
        Ok(number) => Some(Number::Int(number)),
        Err(_) if *ty == Type::Float => text
            .parse()
            .ok()
            .filter(|n: &f64| n.is_finite())
            .map(Number::Float),
        Err(_) => None,
    }
}

/// The numbers of a bound or of two: `1` ～ `20`, [1, 20], at most 1,000. None where they can not be
/// read, or where more follows that belongs to the number: 2^31, 10万, 64 bytes.
fn numbers(text: &str) -> Vec<String> {
    let bracketed = text.trim_start().starts_with('[');
    let expression = if bracketed { &BRACKETED } else { &BOUNDS };
    let Some(found) = expression.captures(text) else {
        return Vec::new();
    };
    let end = found.get(0).map_or(0, |m| m.end());
    if NO_BOUND.is_match(&text[end..]) {
        return Vec::new();
    }
    [found.get(1), found.get(2)]
        .into_iter()
        .flatten()
        .map(|number| number.as_str().replace(',', ""))
        .collect()
}

/// Whether a default tells the reader what happens, in place of a value.
fn is_said(text: &str) -> bool {
    is_sentence(text)
        || ["当前", "不", "全部", "所有", "无", "空"]
            .iter()
            .any(|word| text.starts_with(word))
}

/// Whether an example value speaks to the reader, as "a or b" does.
fn is_sentence(text: &str) -> bool {
    let chinese = text
        .chars()
        .filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c))
        .count();
    chinese > 0 && (chinese > 24 || text.contains(['或', '，', '。', '；', '：', '（', '、']))
}

fn has_null(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.iter().any(has_null),
        Value::Object(object) => object.values().any(has_null),
        _ => false,
    }
}

/// What may follow the number of a limit that stands for itself.
const ENDS: &str = "。.，,；;)）!！、\n";

super::expressions::regexes! {
    /// A rule of the block of rules.
    RULE = r"(?i)(长度范围|取值范围|数值范围|范围|最大长度|最小长度|长度|最大值|最小值|正则校验|正则表达式|length range|value range|maximum length|minimum length|maximum value|minimum value|maximum|minimum|regular expression|regex|length|range)\s*[:：]\s*";
    /// A line of the block of rules that says something.
    RULE_LIKE = r"\d|[:：]";
    /// A bold label with its colon inside or behind it, or one of the labels that are seldom bold.
    LABEL = r"\*\*\s*([^*\n]{1,40}?)\s*[:：]?\s*\*\*\s*[:：]?|(?:^|[\s。；;，,])((?i:可选值|可能值|枚举值|可能的值|有效值|可用值|默认值|缺省值|示例值|数据校验规则|取值|取值为|optional values|possible values|valid values|allowed values|default value|example value|data validation rules)(?i:有|为|包括|如下| are)?\s*[:：])";
    BOUNDS = r"(?i)^[\s`]*(-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)[\s`]*(?:个?字符|个|条|项|characters)?\s*(?:(?:～|~|〜|-|–|—|－|至|到|to|,|，)[\s`]*(-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)[\s`]*)?";
    BRACKETED = r"^\s*\[[\s`]*(-?\d+(?:\.\d+)?)[\s`]*[,，][\s`]*(-?\d+(?:\.\d+)?)[\s`]*\]\s*";
    /// What makes another number of the one before it, or a limit of something else.
    NO_BOUND = r"(?i)^(?:[\d.,^*×%％万亿千百～~)）]|[kmg]b?(?-u:\b)|字节|bytes?)";
    QUOTED_BULLET = r"(?:^|\s)[-*•]\s*`\s*([^`]+?)\s*`";
    ANY_BULLET = r#"(?:^|\s)[-*•]\s*["“「『`]?[^\s:：=,，、`"”」』]{1,40}?["”」』`]?\s*[:：=]|^[-*•]\s"#;
    /// Behind a key: another key of the same bullet.
    SHARED = r#"^(?:[、/,，]|或|or\s)\s*[`"“]"#;
    /// A default and a remark on it.
    DEFAULT_REMARK = r"^`?([A-Za-z0-9_.\-]+)`?\s*[（(，,；;。]";
    PLAIN_BULLET = r#"^[-*•]\s*["“]?([A-Za-z0-9_.\-]+?)["”]?\s*(?:[:：=,，(（]|\s-\s|$|\s+\S)"#;
    /// A line that looks like a value and its meaning.
    UNLABELLED = r#"^(?:[-*•]\s*)?[`"“]?[A-Za-z0-9_.\-]+[`"”]?\s*(?:[:：=]|\s-\s)"#;
    INLINE_BULLET = r#"(?:^|\s)[-•]\s*[`"“「]?([A-Za-z0-9_.\-]+)[`"”」]?(?:\s*[:：=（(]|\s-\s)"#;
    /// A limit that can mean one thing.
    LIMIT = r"(?i)(?:(?:不得|不能|不可|不应|不允许|不)(?:大于|超过|高于|多于)|(?:必须|须|需要?|应当?)小于(?:或)?等于|最大值(?:为|是|[:：])?|(?:shall|must|can|may|should) ?not exceed|can['’]t exceed|no (?:more|greater) than|not (?:be )?(?:more|greater|larger) than|less than or equal to|maximum value(?: is| of|:)?|at most)\s*`?(?P<max>-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)`?|(?:(?:不得|不能|不可|不应|不)(?:小于|低于|少于)|(?:必须|须|需要?|应当?)大于(?:或)?等于|最小值(?:为|是|[:：])?|no(?:t be|t)? (?:less|smaller) than|greater than or equal to|minimum value(?: is| of|:)?)\s*`?(?P<min>-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)`?|(?:取值范围|数值范围|value range|(?-u:\b)range)(?:为|是| is|[:：])?\s*\[?`?(?P<low>-?\d+(?:\.\d+)?)`?\s*(?:[~～\-–—,，]|至|到|to)\s*`?(?P<high>-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)`?\]?";
    /// A limit without a number.
    SIGN = r"(?i)正整数|非负|不(?:能|可|得)?为(?:0|零|负)|(?-u:\b)(?:positive|non-?negative)(?-u:\b)";
    /// What makes of a rule the rule of a case, or mere advice.
    OF_A_CASE = r"(?i)(?:^|[，,。；;（(：:\s])(?:当|如果|若|如)|时[，,]|时不|时为|情况下|[中下内][，,]|接口|场景|模式|建议|推荐|(?-u:\b)(?:if|when|recommend(?:ed)?|suggest(?:ed)?)(?-u:\b)";
    /// The number is not at its end.
    GOES_ON = r"^[,.，]\d";
    /// What is beyond the limit is taken all the same.
    CLAMPED = r"(?i)按照?\s*`?\d+`?\s*(?:计算|处理|返回)|自动(?:调整|截断)|treated as|truncated";
    OF_LENGTH = r"(?i)长度|位数|字数|length|digits";
    LENGTH_LIMIT = r"(?i)(?:(?:no more than|at most|up to|(?:can|shall|must|may)(?: ?not) exceed|maximum length(?: is| of|:)?)\s*`?([\d,]*\d)`?\s*characters)|(?:最大长度|长度(?:不得|不能|不可)?(?:超过|大于)|长度不超过|最长|不超过|不得超过|不能超过)\s*(?:为|是)?\s*[:：]?\s*`?([\d,]*\d)`?\s*个?字符(?:[^串]|$)|(?:最大长度|maximum length|max length)(?:为|是|[:：]| is)?\s*`?([\d,]*\d)`?\s*(?:$|[。.；;)）])";
    POSSIBLE_LIMIT = r"(?i)(?:最大|最小|最多|最少|最长|最短|至多|至少|不超过|超过|大于|小于|多于|少于|高于|低于|上限|下限|范围|长度|限制|介于|取值|at most|at least|exceed|maximum|minimum|up to|between|(?:less|more|greater|fewer|larger|smaller|longer|shorter) than|(?-u:\b)(?:max|min|limit|limited|range|length|max_?items|max_?length)(?-u:\b)|[≤≥＜＞<>]=?)[^\n。]{0,16}?\d|\d\s*(?:个|条|项)?\s*(?:以内|以下|以上|之间)|\d\s*个?字符(?:[^串]|$)|\d\s*(?:字节|characters?|bytes)|(?:^|[^A-Za-z\d])\d+`?\s*[~～]\s*`?\d|[\[(（]\s*\d+\s*[,，]\s*\d+\s*[\])）]";
    DEPRECATED = r"(?i)(?:(?:该|此|本)?(?:字段|参数)已(?:经)?(?:被)?(?:废弃|弃用|下线|不再使用)|(?:该|此|本)(?:字段|参数)(?:废弃|弃用)|^(?:废弃|弃用)(?:字段|参数)|[(（【\[](?:废弃|弃用)[)）】\]]|^[(（【\[]?已(?:废弃|弃用|下线)|[(（【]已(?:废弃|弃用|下线)[)）】]|^[(（\[]?deprecated(?-u:\b))";
    REQUIRED = r"必填|必传|必须填|必须传|(?i-u:\brequired\b)";
    CONDITIONAL = r"当|如果|若|时|则|二选一|(?i-u:\bif\b|\bwhen\b)|非必填|不是必填|条件";
    PROSE_PATTERN = r"(?i)正则(?:表达式|校验)?\s*(?:为|是|[:：])?\s*`?[\^\[(\\]|匹配\s*`?\^|(?-u:\b)(?:regex|regular expression)(?: is|:)?\s*`?[\^\[(\\]";
    PROSE_FIXED = r#"(?i)固定(?:值)?(?:为|填|传|是|[:：])|(?-u:\b)fixed (?:value|to)(?-u:\b)"#;
    /// Values in a sentence.
    ENUM_PROSE = r#"(?i)(?:可选值|取值|有效值|合法值|枚举值)(?:可以)?(?:为|有|是|包括|如下)?\s*[:：]?\s*[`"“]?[A-Za-z0-9_.\-]+[`"”]?\s*(?:[、,，/|]|或|和)|(?-u:\b)(?:one of|(?:allowed|valid|possible|supported) values?(?: are| is)?|enum)\s*:?\s*[`"“]?[A-Za-z0-9_.\-]+[`"”]?\s*(?:[、,，/|]|or|and)|(?-u:\b)either\s*[`"“]?[A-Za-z0-9_.\-]+[`"”]?\s*or|(?:支持|可以为|可为|只能为|只能是|(?-u:\b)can be)\s*[`"“][A-Za-z0-9_.\-]+[`"”]\s*(?:[、,，/|]|或|和|or)"#;
    /// A value and its meaning in a sentence: `0：否`, `1 表示是`.
    PAIR = r#"(?:^|[\s,，;；。、(（:：])[`"“]?[A-Za-z0-9_]{1,32}[`"”]?\s*(?:[:：=]|表示|代表|-)\s*[\x{4e00}-\x{9fff}]"#;
    VALUE = r#"[`"“]?[A-Za-z0-9_.\-]+[`"”]?"#;
    VALUE_LIST = r#"^[`"“]?[A-Za-z0-9_.\-]+[`"”]?(?:\s*(?:[、,，/|;；]|或|和|(?: or | and ))\s*[`"“]?[A-Za-z0-9_.\-]+[`"”]?)+$"#;
    PROSE_DEFAULT = r#"(?i)(?:默认|缺省)(?:值|情况下)?\s*(?:为|是|取|[:：=`"“]|\d|true|false)|(?-u:\b)default(?:s|ed)?(?: value)?(?:\s*[:：=`]| (?:to|is|\d|true|false))"#;
    MILLIS = r"(?-u:\b)ms(?-u:\b)";
    SECONDS = r"(?-u:\b)seconds?(?-u:\b)";
}

#[cfg(test)]
mod tests {
    use larkspec_codegen::model::{Field, Type};
    use serde_json::json;

    use super::read;
    use crate::diagnostic::Log;
    use crate::extract::Cell;

    fn facts(ty: &str, text: &str) -> (Field, Vec<&'static str>) {
        let mut cell = Cell::default();
        for (index, line) in text.lines().enumerate() {
            cell.lines.push(crate::extract::Line {
                number: index + 1,
                text: line.trim().to_owned(),
            });
        }
        let mut field = Field::new("x", Type::parse(ty).expect(ty));
        let mut log = Log::default();
        read(&cell, &mut field, true, "x", &mut log);
        (field, log.finish().iter().map(|d| d.rule).collect())
    }

    #[test]
    fn compiles_its_expressions() {
        super::compile_all();
    }

    #[test]
    fn limits() {
        for (ty, text, expected, rules) in [
            ("int", "x 注:不得大于100", "max = 100", vec!["prose-limit"]),
            (
                "int",
                "Limit Note:It shall not exceed 100",
                "max = 100",
                vec!["prose-limit"],
            ),
            ("int", "不得超过 10 天", "", vec!["prose-limit-open"]),
            (
                "string",
                "最大长度100个字符",
                "max_len = 100",
                vec!["prose-limit"],
            ),
            (
                "string",
                "It can not exceed 50 characters.",
                "max_len = 50",
                vec!["prose-limit"],
            ),
            (
                "int",
                "**数据校验规则**：\n- 取值范围：`1` ～ `20`",
                "min = 1 max = 20",
                vec![],
            ),
            (
                "int",
                "**数据校验规则**：\n- 最小值：`-5`",
                "min = -5",
                vec![],
            ),
            (
                "string",
                "**数据校验规则**：\n- 长度范围：`1` ～ `20` 字符",
                "min_len = 1 max_len = 20",
                vec![],
            ),
            (
                "list<string>",
                "**数据校验规则**：\n- 长度范围：`1` ～ `20`",
                "min_items = 1 max_items = 20",
                vec![],
            ),
            (
                "string",
                "**数据校验规则**：\n- 长度范围：`10` ～ `11` 字符 - 正则校验：`^(a|\\d)$`",
                "min_len = 10 max_len = 11 pattern = ^(a|\\d)$",
                vec![],
            ),
            (
                "string",
                "**数据校验规则**：\n* 长度范围：`1`~`10,000`字符",
                "min_len = 1 max_len = 10000",
                vec![],
            ),
            (
                "string",
                "**数据校验规则**：\n长度范围：`1` 字符 ～ `100` 字符",
                "min_len = 1 max_len = 100",
                vec![],
            ),
            (
                "int",
                "**数据校验规则**：\n- 最大值：`2^31-1`",
                "",
                vec!["rule-unread"],
            ),
            (
                "int",
                "**数据校验规则**：\n- 最大值：10万",
                "",
                vec!["rule-unread"],
            ),
            (
                "int",
                "**数据校验规则**：\n- 取值范围：[-5,100]",
                "min = -5 max = 100",
                vec![],
            ),
            (
                "int",
                "**数据校验规则**：\n- 最小值：`1`\n- 步长：`5`",
                "min = 1",
                vec!["rule-unread"],
            ),
            ("int", "不得超过 1,000", "max = 1000", vec!["prose-limit"]),
            (
                "int",
                "当 type 为 1 时，不得大于100",
                "",
                vec!["prose-limit-open"],
            ),
            ("int", "长度不能超过 18", "", vec!["prose-limit-open"]),
            ("string", "建议不超过 60 字符", "", vec!["prose-limit-open"]),
            (
                "string",
                "最少 2 个字符，最大长度100个字符",
                "max_len = 100",
                vec!["prose-limit", "prose-limit-open"],
            ),
            (
                "int",
                "数量\n**注意**：不得大于100",
                "max = 100",
                vec!["prose-limit"],
            ),
            (
                "int",
                "取值范围：1～1,000",
                "min = 1 max = 1000",
                vec!["prose-limit", "prose-limit"],
            ),
            ("int", "取值范围 1,000～2,000", "", vec!["prose-limit-open"]),
            ("int", "不得超过 1,00", "", vec!["prose-limit-open"]),
            ("int", "最大值为100", "max = 100", vec!["prose-limit"]),
            ("int", "A 接口中，最大值为 9", "", vec!["prose-limit-open"]),
            (
                "int",
                "最小值为 10，小于 10 的按照 10 计算",
                "",
                vec!["prose-limit-open"],
            ),
            (
                "float",
                "取值范围[0,1]",
                "min = 0 max = 1",
                vec!["prose-limit", "prose-limit"],
            ),
            (
                "int",
                "It can't exceed 100, and not be less than 1.",
                "min = 1 max = 100",
                vec!["prose-limit", "prose-limit"],
            ),
            (
                "int",
                "Value range: 1 to 100",
                "min = 1 max = 100",
                vec!["prose-limit", "prose-limit"],
            ),
            (
                "string",
                "最大长度为64",
                "max_len = 64",
                vec!["prose-limit"],
            ),
            ("string", "int64 字符串", "", vec![]),
            ("int", "正整数", "", vec!["prose-limit-open"]),
            ("string", "正则表达式：^[a-z]+$", "", vec!["prose-pattern"]),
            ("string", "固定为 a", "", vec!["prose-fixed"]),
            ("int", "小于 100 的数", "", vec!["prose-limit-open"]),
            ("int", "1~100", "", vec!["prose-limit-open"]),
            ("string", "支持 Heading1~9", "", vec![]),
            (
                "bool",
                "**数据校验规则**：\n- 最大值：`5`",
                "",
                vec!["rule-type"],
            ),
            (
                "string",
                "**数据校验规则**：\n- 正则校验：`(?=a)`",
                "",
                vec!["pattern-unusable"],
            ),
        ] {
            let (field, found) = facts(ty, text);
            let rules_of = &field.rules;
            let mut shown = Vec::new();
            let mut show = |name: &str, value: Option<String>| {
                shown.extend(value.map(|v| format!("{name} = {v}")))
            };
            show("min", rules_of.min.map(|n| n.to_string()));
            show("max", rules_of.max.map(|n| n.to_string()));
            show("min_len", rules_of.min_len.map(|n| n.to_string()));
            show("max_len", rules_of.max_len.map(|n| n.to_string()));
            show("min_items", rules_of.min_items.map(|n| n.to_string()));
            show("max_items", rules_of.max_items.map(|n| n.to_string()));
            show(
                "pattern",
                rules_of.pattern.as_ref().map(|p| p.as_str().to_owned()),
            );
            assert_eq!(shown.join(" "), expected, "{text}");
            assert_eq!(found, rules, "{text}");
        }
    }

    #[test]
    fn values() {
        for (ty, text, expected, rules) in [
            (
                "string",
                "k\n**可选值有**：\n- `a`: x - `b`: y\n**默认值**：`a`",
                json!(["a", "b"]),
                vec![],
            ),
            (
                "int",
                "k\n**可选值有**：\n- `1`: x\n- `2`: y",
                json!([1, 2]),
                vec![],
            ),
            (
                "string",
                "**可选值：** - `A`: 甲 - `B`: 乙 **默认值**：C",
                json!(["A", "B"]),
                vec!["default-enum"],
            ),
            (
                "string",
                "维度。可选值：\n- `ROWS`：行\n- `COLS`：列",
                json!(["ROWS", "COLS"]),
                vec![],
            ),
            (
                "string",
                "**可选值有：**\n- A：甲\n- B：乙",
                json!(["A", "B"]),
                vec![],
            ),
            (
                "int",
                "**可选值有**：\n- `a`: x",
                json!([]),
                vec!["enum-type"],
            ),
            (
                "string",
                "**可选值有**：\n- `a`、`b`: x\n- `c`: y",
                json!([]),
                vec!["enum-partial"],
            ),
            (
                "int",
                "**可选值有**：\n- 1：男\n- 2、女",
                json!([]),
                vec!["enum-partial"],
            ),
            (
                "string",
                "**Valid values**: - \"a\": x - \"b\": y",
                json!(["a", "b"]),
                vec![],
            ),
            ("string", "可选值：`a`、`b`", json!(["a", "b"]), vec![]),
            (
                "string",
                "Allowed values: a, b or c.",
                json!(["a", "b", "c"]),
                vec![],
            ),
            ("int", "可选值：1、2 等", json!([]), vec!["enum-unread"]),
            (
                "int",
                "状态：0-未知，1-正常",
                json!([]),
                vec!["enum-unlabelled"],
            ),
            ("int", "0：否，1：是", json!([]), vec!["enum-unlabelled"]),
            (
                "string",
                "one of `a`, `b`",
                json!([]),
                vec!["enum-unlabelled"],
            ),
            (
                "bool",
                "**可选值有**：\n- true：启用\n- 其它：不启用",
                json!([]),
                vec![],
            ),
            (
                "string",
                "**说明**：\n- year: 年\n- month: 月",
                json!([]),
                vec!["enum-unlabelled"],
            ),
            (
                "string",
                "**可选值有：**\n- A：甲\nB：乙",
                json!([]),
                vec!["enum-partial"],
            ),
            (
                "string",
                "周期\n- year: 年\n- month: 月",
                json!([]),
                vec!["enum-unlabelled"],
            ),
        ] {
            let (field, found) = facts(ty, text);
            let values: Vec<_> = field.rules.values.iter().map(|v| v.value.clone()).collect();
            assert_eq!(json!(values), expected, "{text}");
            assert_eq!(found, rules, "{text}");
        }
    }

    #[test]
    fn other_facts() {
        let (field, rules) = facts("int", "开始时间（毫秒）\n**示例值**：12\n**默认值**：`3`");
        assert_eq!(
            (field.example, field.default),
            (Some(json!(12)), Some(json!(3)))
        );
        assert_eq!(rules, ["prose-format"]);
        let (field, _) = facts("string", "**示例值**：\"a b\"");
        assert_eq!(field.example, Some(json!("a b")));
        for (ty, text, default, expected) in [
            (
                "string",
                "**默认值**：`a`（不传时）",
                json!("a"),
                vec!["default-remark"],
            ),
            (
                "int",
                "**默认值**：10，可调整",
                json!(10),
                vec!["default-remark"],
            ),
            ("int", "个数。默认值：10", json!(10), vec![]),
            (
                "string",
                "**默认值**：空，表示不更新",
                json!(null),
                vec!["prose-default"],
            ),
            ("int", "不传默认 10", json!(null), vec!["prose-default"]),
            (
                "bool",
                "defaults to true",
                json!(null),
                vec!["prose-default"],
            ),
        ] {
            let (field, rules) = facts(ty, text);
            assert_eq!(field.default.unwrap_or_default(), default, "{text}");
            assert_eq!(rules, expected, "{text}");
        }
        let (_, rules) = facts("string", "必填字段");
        assert_eq!(rules, ["required-contradiction"]);
        let (field, rules) = facts("string", "已废弃，请用 y");
        assert!(field.deprecated);
        assert_eq!(rules, ["prose-deprecated"]);
    }
}
