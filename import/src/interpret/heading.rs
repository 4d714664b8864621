//! What a section of a page is about, from its heading in Chinese or English.

use crate::extract;

/// What a section holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Everything about the request, above the sections that tell it apart.
    Request,
    /// Headers of the request.
    Header,
    /// Parameters in the path.
    Path,
    /// Parameters in the query.
    Query,
    /// Parameters that may be in the query or in the body.
    Parameters,
    /// Fields of the request body.
    Body,
    /// Example of a request.
    RequestExample,
    /// Everything about the response.
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

/// Each section of a page with its kind.
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
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let response = has(&["响应", "返回", "response"]);
    let request = has(&["请求", "request", "入参"]);
    if has(&["示例", "样例", "example", "sample", "demo"]) {
        return match () {
            () if has(&["失败", "错误", "fail", "error"]) => Kind::Other,
            () if response => Kind::ResponseExample,
            () if request || has(&["curl"]) => Kind::RequestExample,
            () if has(&["python", "java", "go ", "node", "说明"]) => Kind::Other,
            () if in_response => Kind::ResponseExample,
            () => Kind::RequestExample,
        };
    }
    match text {
        "请求" | "request" | "http请求" | "http 请求" | "接口请求" | "请求说明" | "请求信息" =>
        {
            return Kind::Request;
        }
        "响应" | "response" | "返回" | "返回结果" | "返回值" | "响应结果" | "响应信息"
        | "返回信息" | "响应说明" | "返回说明" => {
            return Kind::Response;
        }
        "body" | "payload" | "参数" | "参数说明" | "参数列表" | "parameters" | "parameter"
        | "字段说明"
            if in_response =>
        {
            return Kind::ResponseBody;
        }
        "header" | "headers" if in_response => return Kind::Other,
        "请求参数" | "请求参数说明" | "参数" | "参数说明" | "参数列表" | "入参" | "输入参数"
        | "请求字段" | "request parameters" | "request parameter" | "request fields"
        | "input parameters" | "parameters" | "parameter" => {
            return Kind::Parameters;
        }
        "path" => return Kind::Path,
        "query" => return Kind::Query,
        "header" | "headers" | "http headers" => return Kind::Header,
        "body" | "payload" => return Kind::Body,
        "出参" | "输出参数" => return Kind::ResponseBody,
        "errors" | "error" | "错误" | "状态码" | "status codes" => return Kind::Errors,
        _ => {}
    }
    match () {
        () if has(&["错误码", "错误代码", "返回码", "error code"]) => Kind::Errors,
        () if has(&[
            "路径参数",
            "路径变量",
            "path param",
            "path variable",
            "path 参数",
            "path参数",
        ]) =>
        {
            Kind::Path
        }
        () if has(&[
            "查询参数",
            "query param",
            "query 参数",
            "query参数",
            "query string",
            "url param",
            "url 参数",
            "url参数",
        ]) =>
        {
            Kind::Query
        }
        () if has(&["请求头", "request header", "请求 header", "请求header"]) => {
            Kind::Header
        }
        () if !response && has(&["header 参数", "header参数", "header param"]) => Kind::Header,
        () if has(&[
            "请求体",
            "request body",
            "body 参数",
            "body参数",
            "请求body",
            "请求 body",
            "body param",
            "请求正文",
            "request payload",
        ]) =>
        {
            Kind::Body
        }
        () if has(&["响应头", "response header"]) => Kind::Other,
        () if has(&[
            "响应体",
            "响应参数",
            "返回参数",
            "返回体",
            "response body",
            "response param",
            "响应数据",
            "返回数据",
            "响应字段",
            "返回字段",
            "返回内容",
            "response field",
            "response data",
            "return param",
            "returned param",
        ]) =>
        {
            Kind::ResponseBody
        }
        () => Kind::Other,
    }
}

/// `3.2 请求体`, `三、请求体` → `请求体`.
fn without_number(text: &str) -> &str {
    let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let after = text
        .trim_start_matches(['(', '（'])
        .trim_start_matches(numeral);
    let rest = after.trim_start_matches(|c: char| c.is_ascii_digit() || " .、．)）".contains(c));
    // `一次性密码` begins with a numeral, but with no number.
    match rest.len() < after.len() {
        true => rest,
        false => text,
    }
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
