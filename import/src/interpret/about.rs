//! Facts about the endpoint as a whole: its date, its address, its replacement, its error codes.

use larkspec_codegen::model::{Date, ErrorCode, Meaning};

use super::heading::Kind;
use super::naming;
use crate::diagnostic::Log;
use crate::extract::{self, Cell, Line, Page, Row, Table, unescape};
use crate::lexicon;

/// The address of a page.
pub fn source(page: &Page) -> Option<String> {
    for key in ["source_url", "source", "url"] {
        if let Some(url) = page.front(key).filter(|url| url.starts_with("https://")) {
            return Some(url.to_owned());
        }
    }
    let path = page.front("fullPath")?;
    Some(match path.starts_with('/') {
        true => format!("https://open.feishu.cn/document{path}"),
        false => path.to_owned(),
    })
}

/// The title of the page.
pub fn title(page: &Page) -> Option<String> {
    let heading = page.sections.iter().find(|section| section.level == 1);
    let title = page
        .front("title")
        .or(heading.map(|section| &*section.heading))?;
    let words: Vec<&str> = title.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// The date of the page, as the page states it.
pub fn updated(page: &Page, log: &mut Log) -> Option<Date> {
    let of_text = |text: &str| {
        let found = DATE.captures(text)?;
        let number = |index: usize| found.get(index)?.as_str().parse::<u16>().ok();
        date(number(1)?, number(2)?, number(3)?)
    };
    let shown = page
        .sections
        .iter()
        .flat_map(|section| &section.text)
        .find_map(|line| {
            UPDATED
                .is_match(&line.text)
                .then(|| of_text(&line.text))
                .flatten()
        });
    let front = || {
        [
            "updateTime",
            "updated",
            "updated_at",
            "updatedAt",
            "last_remote_update_timestamp",
            "last_remote_update",
        ]
        .into_iter()
        .filter_map(|key| page.front(key))
        .find_map(|value| match value.parse::<i64>() {
            Ok(millis) => of_millis(millis),
            Err(_) => of_text(value),
        })
    };
    let found = shown.or_else(front);
    if found.is_none() {
        log.note(1, "updated-unsaid", "the page has no date");
    }
    found
}

/// The name of the endpoint that the page recommends instead.
pub fn replaced_by(sections: &[(Kind, &extract::Section)], log: &mut Log) -> Option<String> {
    let before_request = sections
        .iter()
        .take_while(|(kind, _)| *kind != Kind::Request);
    for line in before_request.flat_map(|(_, section)| &section.text) {
        if !lexicon::REPLACED.within(&line.text) {
            continue;
        }
        // Only the text after the word counts, and only a link to a page of the reference.
        let links: Vec<&str> = LINK
            .captures_iter(&line.text)
            .filter_map(|found| found.get(1))
            .map(|link| link.as_str())
            .collect();
        let names: Vec<String> = links
            .iter()
            .filter_map(|link| naming::reference(link))
            .collect();
        match names.as_slice() {
            // Of two candidates, neither is certain.
            [name] if !ALTERNATIVE.is_match(&line.text) => {
                let text = format!("replaced by `{name}`, according to its prose");
                log.note(line.number, "prose-replaced", text);
                return Some(name.clone());
            }
            _ => {
                let text =
                    "its prose mentions a replacement but no single link to it; it was ignored";
                log.warn(line.number, "replaced-open", text);
            }
        }
    }
    None
}

/// The error codes that a page lists. Its messages and its advice are sentences, which are not copied; only what they
/// mean for the next attempt is.
pub fn errors(sections: &[(Kind, &extract::Section)], log: &mut Log) -> Vec<ErrorCode> {
    let mut codes: Vec<ErrorCode> = Vec::new();
    for (_, section) in sections.iter().filter(|(kind, _)| *kind == Kind::Errors) {
        if lexicon::INNER_ERRORS.within(&section.heading) && !section.tables.is_empty() {
            let text = "the codes of this table occur in the message of another error, never as `code`; they were omitted";
            log.note(section.line, "error-inner", text);
            continue;
        }
        for table in &section.tables {
            read_errors(table, &mut codes, log);
        }
        let listed = |line: &&Line| CODE.is_match(&LINK.replace_all(&line.text, ""));
        if let Some(line) = section.text.iter().find(listed) {
            let text = "error codes outside of a table were not read";
            log.warn(line.number, "errors-unread", text);
        }
    }
    codes
}

fn read_errors(table: &Table, codes: &mut Vec<ErrorCode>, log: &mut Log) {
    let column = |words: &lexicon::Concept| {
        table.header.iter().position(|text| {
            let text: String = text
                .chars()
                .filter(|c| !c.is_whitespace() && !matches!(c, '*' | '`'))
                .collect();
            words.is(&text)
        })
    };
    let Some(code_column) = column(&lexicon::CODE_COLUMN) else {
        log.warn(
            table.line,
            "errors-unread",
            "the table of error codes has no column of codes",
        );
        return;
    };
    let status_column = column(&lexicon::STATUS_COLUMN);
    let message_column = column(&lexicon::MESSAGE_COLUMN);
    let read = [Some(code_column), status_column, message_column];
    let advice_column = table.header.iter().enumerate().position(|(index, text)| {
        !read.contains(&Some(index)) && lexicon::ADVICE_COLUMN.within(text)
    });
    for (index, text) in table.header.iter().enumerate() {
        if !read.contains(&Some(index)) && !text.is_empty() && !lexicon::ADVICE_COLUMN.within(text)
        {
            let text = format!("the column `{}` was not read", super::rows::short(text));
            log.note(table.line, "column-unread", text);
        }
    }
    for row in &table.rows {
        let cell = |column: Option<usize>| column.and_then(|column| row.cells.get(column));
        let numbers = error_numbers(row, code_column, log);
        if numbers.is_empty() {
            continue;
        }
        let status = error_status(row.line, cell(status_column), log);
        let said = |column| cell(column).map(|cell| unescape(&cell.text()));
        let means = meaning(
            &said(message_column).unwrap_or_default(),
            &said(advice_column).unwrap_or_default(),
        );
        for code in numbers {
            if code == 0 {
                log.warn(
                    row.line,
                    "error-code",
                    "0 is not an error; the row was omitted",
                );
                continue;
            }
            if let Some(known) = codes.iter().find(|known| known.code == code) {
                if known.means != means || known.status != status {
                    let text =
                        format!("the error code {code} is listed twice; the first entry was used");
                    log.note(row.line, "error-twice", text);
                }
                continue;
            }
            if let Some(means) = means {
                let text =
                    format!("the error code {code} means `{means}`, according to its description");
                log.note(row.line, "error-means", text);
            }
            codes.push(ErrorCode {
                code,
                status,
                msg: String::new(),
                doc: String::new(),
                means,
                deprecated: false,
                assumed: Default::default(),
            });
        }
    }
}

/// The codes in a row. Reports other text next to them, and a row without a code.
fn error_numbers(row: &Row, column: usize, log: &mut Log) -> Vec<i64> {
    let code = row.cells.get(column).map(Cell::text).unwrap_or_default();
    let code = unescape(&code);
    let is_separator = |c: char| c.is_whitespace() || ",，、/;；`*|".contains(c);
    let parts = code.split(is_separator).filter(|part| !part.is_empty());
    let (numbers, other): (Vec<_>, Vec<_>) = parts
        .filter(|part| !lexicon::OR.is(part) && !lexicon::AND.is(part))
        .map(|part| part.parse::<i64>().map_err(|_| part))
        .partition(Result::is_ok);
    let shown = super::rows::short(&code);
    let is_filled = row.cells.iter().any(|cell| !cell.lines.is_empty());
    let text = match (numbers.is_empty(), code.trim()) {
        (false, _) if other.is_empty() => String::new(),
        (false, _) => format!("in `{shown}`, only integers were read as error codes"),
        (true, "" | "-") if !is_filled => String::new(),
        (true, "" | "-") => "a row without an error code was omitted".to_owned(),
        (true, _) => format!("`{shown}` is not an error code; the row was omitted"),
    };
    if !text.is_empty() {
        log.warn(row.line, "error-code", text);
    }
    numbers.into_iter().flatten().collect()
}

/// The HTTP status in a separate cell.
fn error_status(line: usize, cell: Option<&Cell>, log: &mut Log) -> Option<u16> {
    let text = cell?.text();
    let text = text.trim().trim_matches(['`', '*', '-']).trim();
    let status = text.parse().ok().filter(|s| (100..=599).contains(s));
    if status.is_none() && !text.is_empty() {
        let text = format!(
            "`{}` is not an HTTP status; it was omitted",
            super::rows::short(text)
        );
        log.note(line, "error-status", text);
    }
    status
}

/// What an error code means for the next attempt, if its message says so plainly, or its advice starts with it.
/// Advice further down is for cases that may not apply to the call.
fn meaning(message: &str, advice: &str) -> Option<Meaning> {
    const LONGEST: usize = 60;
    let first = advice.split(['。', '\n', '；']).next().unwrap_or_default();
    let first = LINK.replace_all(first, "");
    let first = match first.chars().count() <= LONGEST {
        true => &*first,
        false => "",
    };
    let texts = [message, first];
    if lexicon::NOT_BY_WAITING.within(message) || lexicon::NOT_BY_WAITING.within(advice) {
        return None;
    }
    let any = |concept: &lexicon::Concept| texts.iter().any(|text| concept.within(text));
    match () {
        () if any(&lexicon::THROTTLED) => Some(Meaning::Throttled),
        () if any(&lexicon::RETRY_LATER) => Some(Meaning::Busy),
        () => None,
    }
}

/// The day of a time in milliseconds, in the platform's time zone (UTC+8).
fn of_millis(millis: i64) -> Option<Date> {
    const DAY: i64 = 86_400_000;
    let days = millis.checked_add(8 * 3_600_000)?.div_euclid(DAY);
    // Days since 0000-03-01, in eras of 400 years, so that leap days come last.
    let days = days.checked_add(719_468)?;
    let era = days.div_euclid(146_097);
    let day = days.rem_euclid(146_097);
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day_of_year = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day_of_month = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    date(
        u16::try_from(year).ok()?,
        u16::try_from(month).ok()?,
        u16::try_from(day_of_month).ok()?,
    )
}

fn date(year: u16, month: u16, day: u16) -> Option<Date> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 31,
    };
    let valid =
        (2000..=2999).contains(&year) && (1..=12).contains(&month) && (1..=days).contains(&day);
    valid.then_some(Date {
        year,
        month: u8::try_from(month).ok()?,
        day: u8::try_from(day).ok()?,
    })
}

lexicon::regexes! {
    DATE = r"(\d{4})\s*{YEAR}\s*(\d{1,2})\s*{MONTH}\s*(\d{1,2})";
    /// A list of error codes: a number with many digits, and its meaning.
    CODE = r"^(?:[-*•]\s*|\d\s*[.、)]\s*)?(?:{ERRORS_HEADING}\s*[:：]?\s*)?[`*]*\d{4,}[`*]*\s*(?:[(（]|{MEANS})|^[-*•]\s*[`*]*\d{5,}";
    UPDATED = r"^{UPDATED_ON}";
    ALTERNATIVE = r"\)\s*{OR_ELSE}\s*\[";
    LINK = r"\]\(([^)\s]*)\)";
}

#[cfg(test)]
mod tests {
    use super::{date, errors, meaning, of_millis, updated};
    use crate::diagnostic::Log;
    use crate::extract::extract;
    use crate::interpret::heading;
    use larkspec_codegen::model::Meaning;

    #[test]
    fn error_codes() {
        for (text, codes, rules) in [
            (
                "| 错误码 | 描述 |\n|---|---|\n| **1234567** | bad |",
                vec![1234567],
                vec![],
            ),
            (
                "| 错误码 | 错误描述 | 级别 |\n|---|---|---|\n| 12 | bad | 1 |",
                vec![12],
                vec!["column-unread"],
            ),
            (
                "| **错误码** | **描述** | 排查建议 |\n|---|---|---|\n| 12 | bad | x |",
                vec![12],
                vec![],
            ),
            (
                "- 1234567：bad\n- 1234568：worse",
                vec![],
                vec!["errors-unread"],
            ),
        ] {
            let page = extract(&format!("### 错误码\n{text}\n")).expect(text);
            let mut log = Log::default();
            let found = errors(&heading::classify(&page), &mut log);
            let found: Vec<i64> = found.iter().map(|error| error.code).collect();
            let told: Vec<&str> = log.finish().iter().map(|d| d.rule).collect();
            assert_eq!((found, told), (codes, rules), "{text}");
        }
    }

    #[test]
    fn plain_words_say_what_a_code_means_for_the_next_try() {
        let (throttled, busy) = (Some(Meaning::Throttled), Some(Meaning::Busy));
        for (message, advice, expected) in [
            ("TooManyRequest", "请求过快，稍后重试", throttled),
            (
                "method rate limited",
                "方法频率限制。建议稍后再试，并适当减小请求 QPS。",
                throttled,
            ),
            (
                "This operation triggers the frequency limit.",
                "",
                throttled,
            ),
            (
                "QPS over limit",
                "接口请求次数超过接口频率限制，可尝试降低请求频率",
                throttled,
            ),
            (
                "error",
                "对同一条消息 Pin/Unpin 触发限流策略，请降低请求速度，稍后再试。",
                throttled,
            ),
            // The client judges the status; this one has another reason.
            ("tenant storage limit", "请清理存储空间", None),
            ("Retry Later", "请求超时，一般是由于服务器任务过多", busy),
            ("internal error", "内部错误，请稍后重试", busy),
            ("The server is temporarily unavailable.", "", busy),
            ("Base is copying, please try again later.", "", busy),
            // A different meaning, someone else's problem, or one that waiting does not solve.
            ("callee is busy", "被呼叫方正忙", None),
            ("invalid pay frequency", "支付频率不合法", None),
            ("The frequency is invalid", "请检查频率的取值", None),
            (
                "User is in delete progress, retry later",
                "请等待至多 48 小时后重试。",
                None,
            ),
            (
                "joined too many tenants",
                "用户加入团队过于频繁，请 24 小时后重试。",
                None,
            ),
            (
                "service rate limiting protection, please try again later",
                "已废弃",
                None,
            ),
            (
                "Data not ready",
                "前置操作未执行完成。通常有以下几种原因：\n- **编辑操作频繁**：请求过于频繁，请稍后重试",
                None,
            ),
            ("no permission", "请检查权限", None),
        ] {
            assert_eq!(meaning(message, advice), expected, "{message} {advice}");
        }
    }

    #[test]
    fn dates() {
        for (millis, expected) in [
            (1_704_766_577_000, "2024-01-09"),
            (1_709_164_800_000, "2024-02-29"),
            (1_735_660_800_000, "2025-01-01"),
        ] {
            let date = of_millis(millis).map(|date| date.to_string());
            assert_eq!(date.as_deref(), Some(expected));
        }
        for text in ["2024-01-09", "2024/1/9", "2024 年 1 月 9 日"] {
            let page = extract(&format!("# t\n最后更新于 {text}\n")).expect(text);
            let found = updated(&page, &mut Log::default()).map(|date| date.to_string());
            assert_eq!(found.as_deref(), Some("2024-01-09"), "{text}");
        }
        assert_eq!(of_millis(i64::MAX), None);
        assert_eq!(date(2023, 2, 29), None);
    }
}
