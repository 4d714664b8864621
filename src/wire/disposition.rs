//! Reads the file name in a `Content-Disposition` header: RFC 6266, with RFC 8187 for names beyond ASCII, and what
//! servers send instead.

use std::borrow::Cow;

use percent_encoding::percent_decode;

/// The text of a header: UTF-8, otherwise Latin-1 (RFC 9110 allows both and does not say which).
pub(crate) fn text(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(latin1(bytes)),
    }
}

fn latin1(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}

/// The file name in a `Content-Disposition` header, made safe: it cannot leave a folder, break a line, or change the
/// direction of the text after it.
pub(crate) fn file_name(header: &[u8]) -> Option<String> {
    let parameters: Vec<(&[u8], Cow<'_, [u8]>)> = Parameters(header).collect();
    let value = |name: &str| {
        let mut named = parameters.iter();
        let (_, value) = named.find(|(key, _)| key.eq_ignore_ascii_case(name.as_bytes()))?;
        Some(&**value)
    };
    let extended = value("filename*").and_then(extended);
    let name = extended.or_else(|| Some(text(value("filename")?).into_owned()))?;
    harmless(&name)
}

/// An extended value: `charset'language'percent-encoded`. `None` if it is malformed or its charset is not one of the
/// two that recipients must support.
fn extended(value: &[u8]) -> Option<String> {
    let mut parts = value.splitn(3, |byte| *byte == b'\'');
    let (charset, _language, encoded) = (parts.next()?, parts.next()?, parts.next()?);
    let bytes: Cow<'_, [u8]> = percent_decode(encoded).into();
    let name = match charset.trim_ascii().to_ascii_lowercase().as_slice() {
        b"utf-8" | b"utf8" => std::str::from_utf8(&bytes).ok()?.to_owned(),
        b"iso-8859-1" => latin1(&bytes),
        _ => return None,
    };
    Some(name).filter(|name| !name.is_empty())
}

/// Replaces dangerous characters of the name by `_`; `None` if nothing is left.
fn harmless(name: &str) -> Option<String> {
    let name: String = name
        .chars()
        .map(|c| if is_harmful(c) { '_' } else { c })
        .collect();
    let name = name.trim();
    match name.chars().all(|c| c == '.') {
        // The name is empty, or denotes a folder.
        true => Some("_".repeat(name.len())).filter(|name| !name.is_empty()),
        false => Some(name.to_owned()),
    }
}

fn is_harmful(c: char) -> bool {
    matches!(c, '/' | '\\') || larkspec_shape::is_harmful(c)
}

/// The parameters of a header: `; name=token` and `; name="quoted string"`.
struct Parameters<'h>(&'h [u8]);

impl<'h> Iterator for Parameters<'h> {
    type Item = (&'h [u8], Cow<'h, [u8]>);

    fn next(&mut self) -> Option<Self::Item> {
        while !self.0.is_empty() {
            let end = self.0.iter().position(|byte| matches!(byte, b'=' | b';'));
            let (name, rest) = self.0.split_at(end.unwrap_or(self.0.len()));
            let Some(value) = rest.strip_prefix(b"=") else {
                // The type, or a parameter without a value.
                self.0 = rest.get(1..).unwrap_or_default();
                continue;
            };
            let value = value.trim_ascii_start();
            let (value, rest) = match value.strip_prefix(b"\"") {
                Some(quoted) => unquote(quoted),
                None => {
                    let (token, rest) = until_semicolon(value);
                    (Cow::Borrowed(token.trim_ascii()), rest)
                }
            };
            self.0 = rest;
            return Some((name.trim_ascii(), value));
        }
        None
    }
}

/// Splits at the next semicolon, which is part of neither half.
fn until_semicolon(text: &[u8]) -> (&[u8], &[u8]) {
    match text.iter().position(|byte| *byte == b';') {
        Some(at) => (&text[..at], &text[at + 1..]),
        None => (text, &[]),
    }
}

/// The content of a quoted string, and what comes after the following semicolon. An unclosed string ends with the
/// header.
fn unquote(quoted: &[u8]) -> (Cow<'_, [u8]>, &[u8]) {
    let mut content = Vec::new();
    let mut bytes = quoted.iter().enumerate();
    while let Some((at, &byte)) = bytes.next() {
        match byte {
            b'"' => return (content.into(), until_semicolon(&quoted[at + 1..]).1),
            b'\\' => content.extend(bytes.next().map(|(_, escaped)| *escaped)),
            _ => content.push(byte),
        }
    }
    (content.into(), &[])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_name_of_a_file() {
        let cases: [(&[u8], Option<&str>); 44] = [
            (br#"attachment; filename="a b.pdf""#, Some("a b.pdf")),
            (
                br#"attachment; filename="a;b\"c.pdf"; size=3"#,
                Some("a;b\"c.pdf"),
            ),
            (
                br#"attachment; x="filename=no.pdf"; filename=a.pdf"#,
                Some("a.pdf"),
            ),
            (br#"attachment; filename="a\\b.pdf""#, Some("a_b.pdf")),
            (
                br#"attachment; filename="unclosed.pdf"#,
                Some("unclosed.pdf"),
            ),
            (
                br#"attachment; filename="a.pdf" junk; size=3"#,
                Some("a.pdf"),
            ),
            (b"attachment; filename=a.pdf", Some("a.pdf")),
            (b"attachment;filename=a.pdf;", Some("a.pdf")),
            (b"attachment; filename=a b.pdf ; size=3", Some("a b.pdf")),
            (b"ATTACHMENT ; FileName\t=\t\"a.pdf\"", Some("a.pdf")),
            (b"inline; filename=a.pdf", Some("a.pdf")),
            (b"filename=a.pdf", Some("a.pdf")),
            (
                b"attachment; size=3; filename=a.pdf; filename=b.pdf",
                Some("a.pdf"),
            ),
            // Raw UTF-8, which many servers send.
            (
                "attachment; filename=\"审批单.pdf\"".as_bytes(),
                Some("审批单.pdf"),
            ),
            (
                "attachment; filename=审批单.pdf".as_bytes(),
                Some("审批单.pdf"),
            ),
            (
                "attachment; filename=\"审批单.pdf\"; filename*=UTF-8''%E5%AE%A1.pdf".as_bytes(),
                Some("审.pdf"),
            ),
            (
                "attachment; filename*=UTF-8''审.pdf".as_bytes(),
                Some("审.pdf"),
            ),
            // Not UTF-8, hence Latin-1.
            (
                b"attachment; filename=\"na\xefve.pdf\"",
                Some("na\u{ef}ve.pdf"),
            ),
            (
                b"attachment; filename=\"\xe9\"; filename*=UTF-8''%E5%AE%A1%E6%89%B9.pdf",
                Some("审批.pdf"),
            ),
            // Extended values.
            (
                b"attachment; filename=\"x\"; filename*=UTF-8''%E5%AE%A1%E6%89%B9.pdf",
                Some("审批.pdf"),
            ),
            (
                b"attachment; filename*=utf-8'zh-CN'%E5%AE%A1.pdf; filename=x",
                Some("审.pdf"),
            ),
            (
                b"attachment; FILENAME*=\"UTF-8''%e5%ae%a1.pdf\"",
                Some("审.pdf"),
            ),
            (
                b"attachment; filename* = UTF-8''it%27s%20'a'.pdf",
                Some("it's 'a'.pdf"),
            ),
            (
                b"attachment; filename*=ISO-8859-1'en'%A3%20rates",
                Some("£ rates"),
            ),
            (
                b"attachment; filename*=iso-8859-1''%A3; filename=x",
                Some("£"),
            ),
            // A malformed extended value is ignored in favour of the plain one.
            (b"attachment; FileName*=gbk''x; FILENAME=y", Some("y")),
            (b"attachment; filename*=UTF-8''%FF; filename=y", Some("y")),
            (b"attachment; filename*=UTF-8''; filename=y", Some("y")),
            (b"attachment; filename*=a.pdf; filename=y", Some("y")),
            (b"attachment; filename*=UTF-8''%FF", None),
            // A plain name is used literally.
            (b"attachment; filename=\"100%25.pdf\"", Some("100%25.pdf")),
            (b"inline", None),
            (b"attachment", None),
            (b"", None),
            (b"attachment; filename", None),
            (br#"attachment; filename="""#, None),
            (b"attachment; filename=\"  \"", None),
            // Made safe.
            (
                b"attachment; filename=\"../../etc/passwd\"",
                Some(".._.._etc_passwd"),
            ),
            (
                br"attachment; filename*=UTF-8''..%5C..%2Fx",
                Some(".._.._x"),
            ),
            (b"attachment; filename=\"..\"", Some("__")),
            (
                b"attachment; filename*=UTF-8''a%00b%0A%1b%7F%C2%85c",
                Some("a_b____c"),
            ),
            (
                b"attachment; filename*=UTF-8''a%E2%80%AEfdp.exe",
                Some("a_fdp.exe"),
            ),
            (
                b"attachment; filename*=UTF-8''%E2%80%A8%E2%81%A6%E2%80%8F%D8%9C",
                Some("____"),
            ),
            (b"attachment; filename=.profile", Some(".profile")),
        ];
        for (header, name) in cases {
            let shown = String::from_utf8_lossy(header);
            assert_eq!(file_name(header).as_deref(), name, "{shown}");
        }
    }

    #[test]
    fn every_header_has_a_text() {
        assert_eq!(text("日志".as_bytes()), "日志");
        assert_eq!(text(b"\xe9t\xe9"), "été");
    }
}
