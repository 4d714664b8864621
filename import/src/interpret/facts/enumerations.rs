//! The values that a field may have: labelled lists, and texts that may be lists.

use std::collections::HashSet;

use larkspec_codegen::model::{EnumValue, Type};
use serde_json::Value;

use super::Reader;
use super::clause;
use super::segments::{Label, Segment};
use super::several::asks_for_one;
use super::values::clean_value;
use crate::extract::{Cell, Line};
use crate::interpret::rows::short;
use crate::lexicon::{self, Expression};

impl Reader<'_> {
    /// The labelled list of values.
    pub(super) fn values(&mut self, cell: &Cell, segments: &[Segment]) {
        let tagged = cell.values.as_ref().filter(|values| !values.is_empty());
        let mut strange = None;
        let mut meanings = cell.meanings.clone();
        let mut by_case = None;
        let labelled = || {
            let found = labelled_lists(segments)?;
            by_case = found.by_case;
            strange = found.strange;
            meanings = found.meanings;
            Some(found.keys)
        };
        let announced = segments
            .iter()
            .find(|segment| segment.label == Label::Values);
        let read = tagged.cloned().or_else(labelled);
        if let Some(tagged) = tagged {
            // Tags combine all lists of a cell into one; a list without tags may have other values.
            let other = labelled_lists(segments).is_some_and(|found| {
                let known =
                    |key: &Line| tagged.iter().any(|own| own.text == clean_value(&key.text));
                !found.keys.iter().all(known)
            });
            let mut labels = (0..segments.len()).filter(|&i| segments[i].label == Label::Values);
            let opened = other || labels.any(|label| of_a_case(segments, label));
            by_case = opened.then_some(self.line);
        }
        self.opened = by_case.map(|line| {
            (
                line,
                "its text has several lists of values, or a list for a special case",
            )
        });
        let keys = read.iter().flatten();
        let mut defaults = keys
            .zip(&meanings)
            .filter(|(_, meaning)| IS_DEFAULT.is_match(meaning));
        if let (Some((key, _)), None) = (defaults.next(), defaults.next()) {
            self.default_of_list = Some(key.clone());
        }
        // Both values of a bool are known, however they are written.
        if *self.field.ty.innermost() == Type::Bool {
            return;
        }
        if let Some(line) = strange {
            // An incomplete closed enumeration would reject what the platform accepts.
            let text = format!(
                "{}: `{}` is among its values but not written like them; the list was omitted",
                self.at,
                short(&line.text)
            );
            self.log.warn(line.number, "enum-partial", text);
            return;
        }
        let (line, keys) = match (read, announced) {
            (Some(keys), _) => (keys.first().map_or(self.line, |key| key.number), keys),
            (None, Some(segment)) => {
                let line = segment.lines.first().map_or(self.line, |line| line.number);
                let text = format!(
                    "{}: values are announced but not listed as bullets; they were ignored",
                    self.at
                );
                self.log.warn(line, "enum-unread", text);
                return;
            }
            (None, None) => return,
        };
        let inner = self.field.ty.innermost().clone();
        let mut values: Vec<EnumValue> = Vec::new();
        let mut known: HashSet<String> = HashSet::new();
        for (index, key) in keys.iter().enumerate() {
            if self.is_placeholder(key, meanings.get(index).map_or("", String::as_str)) {
                let why = "one of its values is a placeholder";
                self.opened.get_or_insert((key.number, why));
                continue;
            }
            let text = clean_value(&key.text);
            let value = match inner {
                Type::String => Value::from(text.as_str()),
                Type::Int => match text.parse::<i64>() {
                    Ok(number) => Value::from(number),
                    Err(_) => {
                        let text = format!(
                            "{}: the listed value `{text}` is not an int; the list of values was omitted",
                            self.at
                        );
                        self.log.warn(key.number, "enum-type", text);
                        return;
                    }
                },
                _ => {
                    let text = format!(
                        "{}: values are listed for a field of type {}; the list was omitted",
                        self.at, self.field.ty
                    );
                    self.log.warn(line, "enum-type", text);
                    return;
                }
            };
            if !known.insert(value.to_string()) {
                let text = format!("{}: the value {value} is listed twice", self.at);
                self.log.warn(key.number, "enum-twice", text);
                continue;
            }
            values.push(EnumValue::new(value));
        }
        self.field.rules.values = values;
    }

    /// The default that is marked next to one of the values, unless a label states one.
    pub(super) fn listed_default(&mut self) {
        let Some(key) = self.default_of_list.take() else {
            return;
        };
        let Some(value) = self.value(&clean_value(&key.text), &key.text) else {
            return;
        };
        match &self.field.default {
            None => {
                let text = format!(
                    "{}: default {value}, according to the list of its values",
                    self.at
                );
                self.log.note(key.number, "prose-default", text);
                self.field.default = Some(value);
            }
            Some(known) if *known == value => {}
            Some(known) => {
                let text = format!(
                    "{}: the list of its values states the default {value}, its label states {known}",
                    self.at
                );
                self.log.warn(key.number, "default-contradiction", text);
            }
        }
    }

    /// An unlabelled list of values is reported, and used only if a sentence contains nothing else. The list is open
    /// unless the sentence says that there are no other values.
    pub(super) fn unlabelled(&mut self, segments: &[Segment]) {
        if !matches!(self.field.ty.innermost(), Type::String | Type::Int) {
            return;
        }
        let lists = |segment: &&Segment| {
            let lines = &segment.lines;
            let listed = lines.iter().filter(|line| UNLABELLED.is_match(&line.text));
            let joined = |line: &Line| {
                INLINE_BULLET.find_iter(&line.text).nth(1).is_some()
                    || PAIR.find_iter(&line.text).nth(1).is_some()
                    || ENGLISH_PAIR.find_iter(&line.text).nth(1).is_some()
                    || lexicon::VALUES_IN_PROSE.within(&line.text)
                    || CAPITALS.is_match(&line.text)
                    || (lexicon::MEANS_WORD.within(&line.text)
                        && self.known_values(&line.text).is_some())
            };
            listed.count() > 1
                || lines
                    .iter()
                    .any(|line| joined(line) && !asks_for_one(&line.text))
        };
        let found = segments
            .iter()
            .filter(|segment| matches!(segment.label, Label::Prose | Label::Other))
            .find(lists);
        let lines = found.iter().flat_map(|segment| &segment.lines);
        let stated = lines.filter_map(|line| {
            let text = &line.text;
            let only = self.only_values(text).map(|values| (values, true));
            let found = only.or_else(|| Some((self.known_values(text)?, false)));
            found.map(|(values, only)| (line.number, values, only))
        });
        if let [(line, values, only)] = stated.collect::<Vec<_>>().as_slice() {
            let shown: Vec<String> = values.iter().map(Value::to_string).collect();
            let shown = shown.join(", ");
            let text = match only {
                true => format!("{}: only {shown}, according to its prose", self.at),
                false => format!(
                    "{}: {shown} and perhaps others, according to its prose",
                    self.at
                ),
            };
            self.log.note(*line, "prose-values", text);
            self.field.rules.open = !only && !self.at.starts_with("response");
            self.field.rules.values = values.iter().cloned().map(EnumValue::new).collect();
        } else if let Some(segment) = found {
            let line = segment.lines.first().map_or(0, |line| line.number);
            let text = format!(
                "{}: a possible list of values has no label; it was ignored",
                self.at
            );
            self.log.note(line, "enum-unlabelled", text);
        }
    }

    /// The values in `只能为 1 或 2`: all of them, if the sentence is about the field and contains nothing else. Words
    /// without quotes may be descriptions.
    fn only_values(&self, text: &str) -> Option<Vec<Value>> {
        let mut statements = ONLY.captures_iter(text);
        let (Some(found), None) = (statements.next(), statements.next()) else {
            return None;
        };
        let whole = found.get(0)?;
        let (before, behind) = (&text[..whole.start()], &text[whole.end()..]);
        if !clause::is_own(before, behind) || clause::of_length(clause::sentence(before)) {
            return None;
        }
        let tokens = ONLY_VALUE.find_iter(found.name("list")?.as_str());
        self.values_of(tokens.map(|token| token.as_str()), false)
    }

    /// The values in `"a" - x; "b" - y`, `"a" means x; "b" means y`, `It could be "a" or "b"` and `Values: a, b`, if
    /// the text mentions no other.
    fn known_values(&self, text: &str) -> Option<Vec<Value>> {
        let pairs: &Expression = match self.field.ty {
            Type::String => &QUOTED_PAIRS,
            _ => &NUMBER_PAIRS,
        };
        let forms = [(pairs, false), (&COULD_BE, false), (&VALUES_BEHIND, true)];
        let (found, bare) = forms
            .into_iter()
            .find_map(|(form, bare)| Some((form.captures(text)?, bare)))?;
        let before = found.name("before")?.as_str();
        let about = SUBJECT.replace(before, "");
        let own = clause::begins(&about) || about.trim_matches(['`', ' ']) == self.field.name;
        let sentence = clause::sentence(before);
        let some = lexicon::SOME_OF_THEM.within(text) || lexicon::OTHER_VALUES.within(text);
        if !own || some || clause::of_a_case(sentence) || clause::of_a_part(sentence) {
            return None;
        }
        let list = IS_DEFAULT.replace_all(found.name("list")?.as_str(), "");
        let token: &Expression = match self.field.ty {
            Type::String if bare => &VALUE,
            Type::String => &QUOTED,
            _ => &NUMBER,
        };
        let joins = |token: &&str| lexicon::OR.is(token) || lexicon::AND.is(token);
        let tokens = token.find_iter(&list).map(|token| token.as_str());
        let values = self.values_of(tokens.filter(|token| !joins(token)), bare)?;
        (values.len() > 1).then_some(values)
    }

    /// Distinct values of the field's type. Words without quotes may be descriptions, unless `bare` allows them.
    fn values_of<'t>(
        &self,
        tokens: impl Iterator<Item = &'t str>,
        bare: bool,
    ) -> Option<Vec<Value>> {
        let mut values = Vec::new();
        for token in tokens {
            let quoted = token.starts_with(['`', '"', '“']);
            let text = token.trim_matches(['`', '"', '“', '”']);
            let value = match self.field.ty {
                Type::String if quoted || bare => Value::from(text),
                Type::Int => Value::from(text.parse::<i64>().ok()?),
                _ => return None,
            };
            if !values.contains(&value) {
                values.push(value);
            }
        }
        Some(values)
    }
}

/// A list of values as written.
struct Bullets {
    keys: Vec<Line>,
    /// The description of each value.
    meanings: Vec<String>,
    /// A line that looks like a value but is written differently.
    strange: Option<Line>,
    /// The line of a list that applies to a special case only.
    by_case: Option<usize>,
}

/// Combines all labelled lists of values; a value in none of them is not valid.
fn labelled_lists(segments: &[Segment]) -> Option<Bullets> {
    let starts = (0..segments.len()).filter(|&i| segments[i].label == Label::Values);
    let mut lists = starts.filter_map(|start| {
        let listed = Some(bullets(&segments[start..])).filter(|found| !found.keys.is_empty());
        let mut found = listed.or_else(|| inline_list(&segments[start..]))?;
        if of_a_case(segments, start) {
            found.by_case = found.keys.first().map(|key| key.number);
        }
        Some(found)
    });
    let mut all = lists.next()?;
    for list in lists {
        // Two different lists apply to different cases, which only the text describes.
        let texts = |keys: &[Line]| {
            keys.iter()
                .map(|key| clean_value(&key.text))
                .collect::<HashSet<_>>()
        };
        let line = list
            .keys
            .first()
            .filter(|_| texts(&list.keys) != texts(&all.keys));
        all.by_case = all.by_case.or(list.by_case).or(line.map(|key| key.number));
        all.strange = all.strange.or(list.strange);
        for (index, key) in list.keys.into_iter().enumerate() {
            if all.keys.iter().all(|known| known.text != key.text) {
                all.meanings.resize(all.keys.len(), String::new());
                all.meanings
                    .push(list.meanings.get(index).cloned().unwrap_or_default());
                all.keys.push(key);
            }
        }
    }
    Some(all)
}

/// Whether the sentence that contains a label is about a special case.
fn of_a_case(segments: &[Segment], label: usize) -> bool {
    let before = label.checked_sub(1).map(|before| &segments[before].lines);
    let sentence = before
        .and_then(|lines| lines.last())
        .map(|line| &*line.text);
    // The comma before a label belongs to the label.
    let speaks = |text: &str| clause::of_a_case(&format!("{}，", clause::sentence(text)));
    segments[label].inline && sentence.is_some_and(speaks)
}

/// The keys of a list of values: ``- `a`: …``, with several on a line if a converter has joined them. The list ends
/// with the next label. A remark in the middle of a line belongs to the value before it, and so does one on a separate
/// line if the list continues after it.
fn bullets(segments: &[Segment]) -> Bullets {
    let goes_on = |segment: &Segment| {
        let mut lines = segment.lines.iter();
        let is_text = lines
            .next()
            .is_some_and(|line| !ANY_BULLET.is_match(&line.text));
        is_text && lines.any(|line| QUOTED_BULLET.is_match(&line.text))
    };
    let remarks = segments
        .iter()
        .skip(1)
        .take_while(|s| s.label == Label::Other && (s.inline || goes_on(s)));
    let own = segments.first().into_iter().chain(remarks);
    let lines: Vec<&Line> = own.flat_map(|segment| &segment.lines).collect();
    let expressions: &[&Expression] =
        match lines.iter().any(|line| QUOTED_BULLET.is_match(&line.text)) {
            true => &[&QUOTED_BULLET],
            false => &[&PLAIN_BULLET, &INLINE_BULLET],
        };
    let mut keys: Vec<Line> = Vec::new();
    let mut meanings = Vec::new();
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
        // Each bullet must have exactly one value, otherwise the list is incomplete.
        let bullets = ANY_BULLET.find_iter(&line.text).count();
        let shared = found.iter().any(|(start, key)| {
            let behind = line.text[start + key.len()..].trim_start_matches(['`', '"', '”', ' ']);
            SHARED.is_match(behind)
        });
        // A nested list may contain values as well.
        let inner = line.text.strip_prefix('◦').map(str::trim_start);
        let listed = inner.is_some_and(|inner| {
            let item = format!("- {inner}");
            UNLABELLED.is_match(inner)
                || QUOTED_BULLET.is_match(&item)
                || PLAIN_BULLET.is_match(&item)
        });
        if found.len() < bullets
            || shared
            || listed
            || (found.is_empty() && UNLABELLED.is_match(&line.text))
        {
            strange = strange.or_else(|| Some(line.clone()));
        }
        for (index, (start, key)) in found.iter().enumerate() {
            let end = found
                .get(index + 1)
                .map_or(line.text.len(), |(next, _)| *next);
            meanings.push(line.text[start + key.len()..end].to_owned());
            keys.push(Line {
                number: line.number,
                text: (*key).to_owned(),
            });
        }
    }
    Bullets {
        keys,
        meanings,
        strange,
        by_case: None,
    }
}

/// ``可选值：`a`、`b` ``: only the values, on one line; the next list may start on the line below.
fn inline_list(segments: &[Segment]) -> Option<Bullets> {
    let (segment, behind) = segments.split_first()?;
    let next = behind.first();
    let announced = next.is_some_and(|next| next.inline && next.label == Label::Values);
    let line = match segment.lines.as_slice() {
        [line] => line,
        [line, _] if announced => line,
        _ => return None,
    };
    let text = line.text.trim_end_matches(['。', '.', '；', ';']);
    if !VALUE_LIST.is_match(text) {
        return None;
    }
    let keys = VALUE.find_iter(text).map(|key| Line {
        number: line.number,
        text: key.as_str().to_owned(),
    });
    // `or` is only between values.
    let keys = keys
        .filter(|key| !lexicon::OR.is(&key.text) && !lexicon::AND.is(&key.text))
        .collect();
    Some(Bullets {
        keys,
        meanings: Vec::new(),
        strange: None,
        by_case: None,
    })
}

lexicon::regexes! {
    QUOTED_BULLET = r"(?:^|\s)[-*•]\s*`\s*([^`]+?)\s*`";
    ANY_BULLET = r#"(?:^|\s)[-*•]\s*["“「『`]?[^\s:：=,，、`"”」』]{1,40}?["”」』`]?\s*[:：=]|^[-*•]\s"#;
    /// After a key: another key of the same bullet.
    SHARED = r#"^(?:[、/,，]|{OR}\s*)\s*[`"“]"#;
    PLAIN_BULLET = r#"^[-*•]\s*["“]?([A-Za-z0-9_.\-]+?)["”]?\s*(?:[:：=,，(（]|\s-\s|$|\s+\S)"#;
    /// A line that looks like a value and its meaning.
    UNLABELLED = r#"^(?:[-*•]\s*|\d{1,2}\s*[)）.、]\s*)?[`"“]?[A-Za-z0-9_.\-]+[`"”]?\s*(?:[:：=＝]|\s-\s)|^[-*•]\s*[`"“][A-Za-z0-9_.\-]+[`"”]\s"#;
    /// Next to a value: it is the default.
    IS_DEFAULT = r"[(（【\[]\s*{DEFAULT_MARK}\s*[)）】\]]";
    /// `1: on, 2: off`.
    ENGLISH_PAIR = r#"(?:^|[\s,;.(])[`"“]?-?\d{1,3}[`"”]?\s*[:=]\s*[A-Za-z]"#;
    /// `ROWS 或 COLUMNS` at the start of a clause.
    CAPITALS = r#"(?:^|[，,。；;：:（(]|{OPTIONAL_WORD})\s*[`"“]?[A-Z][A-Z0-9_]{2,}[`"”]?\s*(?:[、/|]|{OR})\s*[`"“]?[A-Z][A-Z0-9_]{2,}"#;
    INLINE_BULLET = r#"(?:^|\s)[-•]\s*[`"“「]?([A-Za-z0-9_.\-]+)[`"”」]?(?:\s*[:：=＝（(]|\s-\s)"#;
    /// Values that exclude all others.
    ONLY = r#"(?:{ONLY}|{ONLY_ENGLISH})\s*[:：]?\s*(?P<list>(?:[`"“][A-Za-z0-9_.\-]+[`"”]|-?\d+)(?:\s*(?:[、,，/|]|{AND}|,? ?{OR})\s*(?:[`"“][A-Za-z0-9_.\-]+[`"”]|-?\d+))+)"#;
    ONLY_VALUE = r#"[`"“][A-Za-z0-9_.\-]+[`"”]|-?\d+"#;
    /// A value and its meaning in a sentence: `0：否`, `1 表示是`.
    PAIR = r#"(?:^|[\s,，;；。、(（:：])[`"“]?[A-Za-z0-9_]{1,32}[`"”]?\s*{MEANS}\s*[\x{4e00}-\x{9fff}]"#;
    QUOTED = r#"[`"“][A-Za-z0-9_.\-]+[`"”]"#;
    NUMBER = r"-?\d+";
    /// `"a" - x; "b" - y`, with nothing else in quotes.
    QUOTED_PAIRS = r#"^(?P<before>[^"`“”]*?)(?P<list>[`"“][A-Za-z0-9_.\-]+[`"”]\s*{MEANS}\s*[^"`“”;；]+(?:[;；,，.。]\s*(?:{AND}\s+)?[`"“][A-Za-z0-9_.\-]+[`"”]\s*{MEANS}\s*[^"`“”;；]+)+)[;；]?$"#;
    /// `1 means x; 2 means y`, with no other number.
    NUMBER_PAIRS = r#"^(?P<before>[^\d"`“”]*?)(?P<list>[`"“]?-?\d+[`"”]?\s*{MEANS_WORD}\s*[^\d"`“”;；]+(?:[;；,，.。]\s*(?:{AND}\s+)?[`"“]?-?\d+[`"”]?\s*{MEANS_WORD}\s*[^\d"`“”;；]+)+)[;；]?$"#;
    COULD_BE = r#"^(?P<before>[^"`“”\d]*?)(?:{CAN_BE}|{MAY_BE})\s*(?:{EITHER}|{ONE_OF})?\s*[:：]?\s*(?P<list>(?:[`"“][A-Za-z0-9_.\-]+[`"”]|-?\d+)(?:\s*,?\s*{LIST_SIGN}\s*(?:[`"“][A-Za-z0-9_.\-]+[`"”]|-?\d+))+)\s*[.。]?$"#;
    VALUES_BEHIND = r#"^(?P<before>(?:[^:：]*[.,;，。；])?\s*){VALUES_WORD}\s*[:：]\s*(?P<list>[`"“]?[A-Za-z0-9_.\-]+[`"”]?\s*(?:[(（]\s*{DEFAULT_MARK}\s*[)）])?(?:\s*,?\s*{LIST_SIGN}\s*[`"“]?[A-Za-z0-9_\-]+[`"”]?\s*(?:[(（]\s*{DEFAULT_MARK}\s*[)）])?)+)\s*[.。]?$"#;
    /// How a sentence about the field starts.
    SUBJECT = r"{SUBJECT}\s*$";
    VALUE = r#"[`"“]?[A-Za-z0-9_.\-]+[`"”]?"#;
    VALUE_LIST = r#"^[`"“]?[A-Za-z0-9_.\-]+[`"”]?(?:\s*(?:[、,，/|;；]|{OR}|{AND})\s*[`"“]?[A-Za-z0-9_.\-]+[`"”]?)+$"#;
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::interpret::facts::tests::facts;

    /// A list for a special case is incomplete.
    #[test]
    fn values_that_are_listed_by_case() {
        for (text, expected, open) in [
            (
                "当 k 为 1 时，可选值有：\n- `a`：x\n- `b`：y",
                json!(["a", "b"]),
                true,
            ),
            (
                "k 为 1 时，可选值：`a`、`b`\nk 为 2 时，可选值：`b`、`c`",
                json!(["a", "b", "c"]),
                true,
            ),
            (
                "**可选值有**：\n- `a`：x\n**说明**：y\n**可选值有**：\n- `b`：x",
                json!(["a", "b"]),
                true,
            ),
            ("If k is 1, allowed values: a, b", json!(["a", "b"]), true),
            (
                "类型，枚举值：`a`、`b`\n**可选值有**：\n- `a`：x\n- `b`：y",
                json!(["a", "b"]),
                false,
            ),
            (
                "类型。可选值有：\n- `a`：x\n- `b`：当 k 为 1 时，y",
                json!(["a", "b"]),
                false,
            ),
        ] {
            let (field, rules) = facts("string", text);
            let values: Vec<_> = field.rules.values.iter().map(|v| v.value.clone()).collect();
            assert_eq!(
                (json!(values), field.rules.open),
                (expected, open),
                "{text}"
            );
            assert_eq!(rules.contains(&"enum-open"), open, "{text}: {rules:?}");
        }
    }

    /// Lists in a sentence without a label: their values are known, and others may be valid as well.
    #[test]
    fn values_that_a_sentence_lists() {
        for (ty, text, expected) in [
            (
                "string",
                "Order status. \"a\" - Normal; \"b\" - Refunded.",
                json!(["a", "b"]),
            ),
            (
                "string",
                "Kind. \"a\" - New; \"b\" - Upgrade (only when kind is c_d or e); \"c\" - Renewal.",
                json!(["a", "b", "c"]),
            ),
            ("string", "\"a\" means x, \"b\" means y", json!(["a", "b"])),
            (
                "string",
                "“a” stands for x; “b” stands for y",
                json!(["a", "b"]),
            ),
            (
                "string",
                "`a` indicates x, and `b` indicates y.",
                json!(["a", "b"]),
            ),
            ("string", "`a` 表示甲，`b` 表示乙", json!(["a", "b"])),
            ("int", "Kind: 1 means x; 2 means y", json!([1, 2])),
            ("int", "1 表示甲，2 表示乙", json!([1, 2])),
            ("string", "It could be \"a\" or \"b\".", json!(["a", "b"])),
            (
                "string",
                "Kind. The value can be `a`, `b`, or `c`",
                json!(["a", "b", "c"]),
            ),
            ("string", "x may be `a` or `b`", json!(["a", "b"])),
            ("int", "Can be 1 or 2.", json!([1, 2])),
            (
                "string",
                "Values: ROWS (default) or COLUMNS",
                json!(["ROWS", "COLUMNS"]),
            ),
            (
                "string",
                "The type, values: open_id,union_id",
                json!(["open_id", "union_id"]),
            ),
            // Another value is mentioned; only some are listed; a special case; about something else.
            (
                "string",
                "\"a\" means x; \"b\" means y; when empty or \"all\", it means all",
                json!([]),
            ),
            ("string", "Such as \"a\" - x; \"b\" - y", json!([])),
            ("string", "\"a\" - x; \"b\" - y, etc.", json!([])),
            (
                "string",
                "When k is set, \"a\" means x; \"b\" means y",
                json!([]),
            ),
            ("string", "It could be `a` or `b` if k is set", json!([])),
            (
                "string",
                "The prefix of the key could be `a` or `b`",
                json!([]),
            ),
            ("string", "It could be `a` or custom values", json!([])),
            ("int", "Number of items; 0 means none, up to 100", json!([])),
        ] {
            let (field, rules) = facts(ty, text);
            let values: Vec<_> = field.rules.values.iter().map(|v| v.value.clone()).collect();
            assert_eq!(json!(values), expected, "{text}");
            let taken = !values.is_empty();
            assert_eq!(field.rules.open, taken, "{text}");
            assert_eq!(rules.contains(&"prose-values"), taken, "{text}: {rules:?}");
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
            ("int", "只能为 1 或 2", json!([1, 2]), vec!["prose-values"]),
            (
                "int",
                "类型，只能为 1、2。",
                json!([1, 2]),
                vec!["prose-values"],
            ),
            (
                "string",
                "must be one of `a`, `b` or `c`",
                json!(["a", "b", "c"]),
                vec!["prose-values"],
            ),
            (
                "int",
                "Must be 1 or 2.",
                json!([1, 2]),
                vec!["prose-values"],
            ),
            (
                "string",
                "只能为 a 或 b",
                json!([]),
                vec!["enum-unlabelled"],
            ),
            (
                "int",
                "b 的类型只能为 1 或 2",
                json!([]),
                vec!["enum-unlabelled"],
            ),
            (
                "int",
                "只能为 1 或 2 的倍数",
                json!([]),
                vec!["enum-unlabelled"],
            ),
            (
                "int",
                "当 a 为空时，只能为 1 或 2",
                json!([]),
                vec!["enum-unlabelled"],
            ),
            (
                "int",
                "只能为 1 或 2，如果 a 为空",
                json!([]),
                vec!["enum-unlabelled"],
            ),
            (
                "string",
                "只能为 `a` 或 b",
                json!([]),
                vec!["enum-unlabelled"],
            ),
            ("string", "支持 a、b", json!([]), vec!["enum-unlabelled"]),
            (
                "string",
                "supports a, b",
                json!([]),
                vec!["enum-unlabelled"],
            ),
            ("string", "支持颜色、字体等", json!([]), vec![]),
            ("string", "不支持 a、b", json!([]), vec![]),
            ("string", "It can be empty or blank.", json!([]), vec![]),
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
                "int",
                "k **Optional values are**: - `0`: x - `2`: y **Required field scopes (Satisfy any)**: `a:b.c:d`",
                json!([0, 2]),
                vec![],
            ),
            (
                "int",
                "**可选值有**：\n- 1：甲\n    - 其中：乙\n        - 丙：丁\n- 2：戊",
                json!([1, 2]),
                vec![],
            ),
            (
                "int",
                "**可选值有**：\n- 1：甲\n  - 2：乙\n- 4：丙",
                json!([]),
                vec!["enum-partial"],
            ),
            (
                "string",
                "**可选值有**：\n- `x`\n  - `y`\n- `z`",
                json!([]),
                vec!["enum-partial"],
            ),
            (
                "string",
                "- 注意\n可选值有：\n    - `a`：x\n    - `b`：y",
                json!(["a", "b"]),
                vec![],
            ),
            (
                "string",
                "默认 a ，可选 A、B",
                json!([]),
                vec!["enum-unlabelled", "prose-default-open"],
            ),
            (
                "string",
                "BEFORE 或 AFTER，不填为不继承",
                json!([]),
                vec!["enum-unlabelled"],
            ),
            (
                "string",
                "当类型是 BEFORE 或 AFTER 时有值",
                json!([]),
                vec![],
            ),
            (
                "string",
                "1) \"a\": x\n2) \"b\": y",
                json!([]),
                vec!["enum-unlabelled"],
            ),
            (
                "string",
                "语言，lang=en_us/zh_cn",
                json!([]),
                vec!["enum-unlabelled"],
            ),
            (
                "string",
                "状态\n- \"-1\" 暂无\n- \"0\" 正常",
                json!([]),
                vec!["enum-unlabelled"],
            ),
            (
                "int",
                "Work, 1: on duty, 2: off duty",
                json!([]),
                vec!["enum-unlabelled"],
            ),
            (
                "string",
                "The type, values: [a (x), b (y)]",
                json!([]),
                vec!["enum-unlabelled"],
            ),
            (
                "string",
                "类型 \"a\"、\"b\"",
                json!([]),
                vec!["enum-unlabelled"],
            ),
            (
                "string",
                "可选项有：\"a,b\"",
                json!([]),
                vec!["enum-unlabelled"],
            ),
            (
                "string",
                "可选字段有：\"id,name,x\"",
                json!([]),
                vec!["enum-unlabelled"],
            ),
            (
                "string",
                "地区 （zh-CN、en-US、ja-JP）",
                json!([]),
                vec!["enum-unlabelled"],
            ),
            (
                "int",
                "The type, values [1 (x), 2 (y)]",
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
}
