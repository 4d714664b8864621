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
                Kind::Request => in_response = false,
                Kind::Response => in_response = true,
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
    match &*text {
        "请求" | "request" | "http请求" | "http 请求" | "接口请求" | "请求说明" => {
            return Kind::Request;
        }
        "响应" | "response" | "返回" | "返回结果" | "返回值" | "响应结果" => {
            return Kind::Response;
        }
        "请求参数" | "参数" | "参数说明" | "request parameters" | "request parameter"
        | "parameters" => {
            return Kind::Parameters;
        }
        _ => {}
    }
    match () {
        () if has(&["错误码", "error code"]) => Kind::Errors,
        () if has(&["路径参数", "path param"]) => Kind::Path,
        () if has(&["查询参数", "query param", "query 参数", "query参数"]) => Kind::Query,
        () if has(&["请求头", "request header"]) => Kind::Header,
        () if has(&[
            "请求体",
            "request body",
            "body 参数",
            "body参数",
            "请求body",
            "body param",
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
        ]) =>
        {
            Kind::ResponseBody
        }
        () => Kind::Other,
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
        ] {
            assert_eq!(kind(heading, in_response), expected, "{heading}");
        }
    }
}
