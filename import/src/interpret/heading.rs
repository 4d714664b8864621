//! Classifies the sections of a page by their headings, in Chinese or English.

use std::borrow::Cow;

use crate::extract::{self, Page, Section};
use crate::lexicon;

/// The content of a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The whole request, above more specific sections.
    Request,
    /// Headers of the request.
    Header,
    /// Parameters in the path.
    Path,
    /// Parameters in the query.
    Query,
    /// Parameters of the query or the body.
    Parameters,
    /// Fields of the request body.
    Body,
    /// Example of a request.
    RequestExample,
    /// The whole response.
    Response,
    /// Fields of the response body.
    ResponseBody,
    /// Example of a response.
    ResponseExample,
    /// Error codes.
    Errors,
    /// Something else.
    Other,
}

/// Splits the sections of a page at lines that are meant as headings but written as text: a bold or underlined line.
/// Only unambiguous lines are used.
pub fn with_headings(page: &Page) -> Cow<'_, Page> {
    let is_whole = |section: &Section| headings_in_text(section).is_empty();
    if page.sections.iter().all(is_whole) {
        return Cow::Borrowed(page);
    }
    let mut page = page.clone();
    page.sections = page.sections.into_iter().flat_map(split).collect();
    Cow::Owned(page)
}

/// The headings in the text of a section, each with its line.
fn headings_in_text(section: &Section) -> Vec<(usize, String)> {
    let lines = section.text.iter().enumerate().filter_map(|(index, line)| {
        let below = section.text.get(index + 1);
        let underlined = below.is_some_and(|below| {
            below.number == line.number + 1 && UNDERLINE.is_match(below.text.trim())
        });
        let text = match BOLD.captures(line.text.trim()) {
            Some(found) => found.get(1)?.as_str(),
            None if underlined => line.text.trim(),
            None => return None,
        };
        let kinds = [false, true].map(|in_response| kind(text, in_response));
        // These could also introduce the table of the heading above.
        let loose = [Kind::Other, Kind::Parameters, Kind::Request, Kind::Response];
        let plain = kinds[0] == kinds[1] && !loose.contains(&kinds[0]);
        plain.then(|| (line.number, text.to_owned()))
    });
    lines.collect()
}

/// Splits a section at the headings in its text.
fn split(mut section: Section) -> Vec<Section> {
    let mut parts = Vec::new();
    for (line, heading) in headings_in_text(&section).into_iter().rev() {
        let below = |number: usize| number >= line;
        parts.push(Section {
            heading,
            level: section.level + 1,
            line,
            tables: section
                .tables
                .extract_if(.., |table| below(table.line))
                .collect(),
            examples: section
                .examples
                .extract_if(.., |example| below(example.line))
                .collect(),
            text: section
                .text
                .extract_if(.., |text| below(text.number))
                .collect(),
        });
    }
    parts.push(section);
    parts.reverse();
    parts
}

/// The sections of a page with their kinds.
pub fn classify(page: &extract::Page) -> Vec<(Kind, &extract::Section)> {
    let mut in_response = false;
    page.sections
        .iter()
        .map(|section| {
            let kind = kind(&section.heading, in_response);
            match kind {
                Kind::Request | Kind::Header | Kind::Path | Kind::Query | Kind::Body => {
                    in_response = false;
                }
                Kind::Response | Kind::ResponseBody => in_response = true,
                _ => {}
            }
            (kind, section)
        })
        .collect()
}

fn kind(heading: &str, in_response: bool) -> Kind {
    let text: String = heading
        .to_lowercase()
        .chars()
        .filter(|c| !matches!(c, '*' | ':' | '：' | '`' | '_' | '\u{200b}'))
        .collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = without_number(&text);
    let response = lexicon::OF_RESPONSE.within(text);
    let request = lexicon::OF_REQUEST.within(text);
    if lexicon::EXAMPLE_HEADING.within(text) {
        return match () {
            () if lexicon::FAILURE_HEADING.within(text) => Kind::Other,
            () if response => Kind::ResponseExample,
            () if request || lexicon::CURL.within(text) => Kind::RequestExample,
            () if lexicon::PROGRAM_HEADING.within(text) => Kind::Other,
            () if in_response => Kind::ResponseExample,
            () => Kind::RequestExample,
        };
    }
    whole(text, in_response).unwrap_or_else(|| within(text, response))
}

/// The kind of a heading with a single meaning.
fn whole(text: &str, in_response: bool) -> Option<Kind> {
    Some(match () {
        () if lexicon::REQUEST_HEADING.is(text) => Kind::Request,
        () if lexicon::RESPONSE_HEADING.is(text) => Kind::Response,
        () if lexicon::BODY_WORD.is(text) && in_response => Kind::ResponseBody,
        () if lexicon::BODY_WORD.is(text) => Kind::Body,
        () if lexicon::FIELDS_HEADING.is(text) && in_response => Kind::ResponseBody,
        () if lexicon::PARAMETERS_HEADING.is(text) && in_response => Kind::ResponseBody,
        () if lexicon::PARAMETERS_HEADING.is(text) => Kind::Parameters,
        () if lexicon::REQUEST_PARAMETERS_HEADING.is(text) => Kind::Parameters,
        () if lexicon::HEADER_WORD.is(text) && in_response => Kind::Other,
        () if lexicon::HEADER_WORD.is(text) => Kind::Header,
        () if lexicon::PATH_WORD.is(text) => Kind::Path,
        () if lexicon::QUERY_WORD.is(text) => Kind::Query,
        () if lexicon::RESULTS_HEADING.is(text) => Kind::ResponseBody,
        () if lexicon::ERRORS_WORD.is(text) => Kind::Errors,
        () => return None,
    })
}

/// The kind of a heading that contains other words as well.
fn within(text: &str, response: bool) -> Kind {
    match () {
        () if lexicon::ERRORS_HEADING.within(text) => Kind::Errors,
        () if lexicon::PATH_HEADING.within(text) => Kind::Path,
        () if lexicon::QUERY_HEADING.within(text) => Kind::Query,
        () if lexicon::REQUEST_HEADER_HEADING.within(text) => Kind::Header,
        () if !response && lexicon::HEADER_HEADING.within(text) => Kind::Header,
        () if lexicon::BODY_HEADING.within(text) => Kind::Body,
        () if lexicon::RESPONSE_HEADER_HEADING.within(text) => Kind::Other,
        () if lexicon::RESPONSE_BODY_HEADING.within(text) => Kind::ResponseBody,
        () => Kind::Other,
    }
}

/// `3.2 请求体`, `三、请求体` → `请求体`.
fn without_number(text: &str) -> &str {
    // `一次性密码` starts with a numeral that is not a number.
    match NUMBER.find(text) {
        Some(number) => &text[number.end()..],
        None => text,
    }
}

lexicon::regexes! {
    NUMBER = r"^[(（]*{NUMERAL}+[0-9 .、．)）]+";
    BOLD = r"^(?:\*\*|__|【)\s*([^*]{1,40}?)\s*(?:\*\*|__|】)\s*[:：]?$";
    UNDERLINE = r"^(?:-{2,}|={2,})$";
}

#[cfg(test)]
mod tests {
    use super::{Kind, kind};

    #[test]
    fn kinds() {
        for (heading, in_response, expected) in [
            ("请求", false, Kind::Request),
            ("请求体", false, Kind::Body),
            ("请求体示例", false, Kind::RequestExample),
            ("Request header", false, Kind::Header),
            ("Response body example", true, Kind::ResponseExample),
            ("响应体", true, Kind::ResponseBody),
            ("示例", true, Kind::ResponseExample),
            ("错误码", true, Kind::Errors),
            ("cURL 请求示例", false, Kind::RequestExample),
            ("响应失败示例", true, Kind::Other),
            ("**请求参数**", false, Kind::Parameters),
            ("注意事项", false, Kind::Other),
            ("3.2 请求体", false, Kind::Body),
            ("三、查询参数", false, Kind::Query),
            ("（二）路径参数", false, Kind::Path),
            ("一次性说明", false, Kind::Other),
            ("2. Query", false, Kind::Query),
            ("Body", false, Kind::Body),
            ("Body", true, Kind::ResponseBody),
            ("Header 参数", false, Kind::Header),
            ("Headers", true, Kind::Other),
            ("参数说明", false, Kind::Parameters),
            ("参数说明", true, Kind::ResponseBody),
            ("返回字段", true, Kind::ResponseBody),
            ("路径变量", false, Kind::Path),
            ("返回码", true, Kind::Errors),
            ("Errors", true, Kind::Errors),
        ] {
            assert_eq!(kind(heading, in_response), expected, "{heading}");
        }
    }
}
