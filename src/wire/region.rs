//! The platform's hosts by region, or base URLs that replace them.

use std::fmt;
use std::net::{IpAddr, Ipv6Addr};

use http::Uri;

use crate::error::Inner;
use crate::{Error, ErrorKind, Host};

/// Which of the two platforms to call. They have the same API but separate data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Region {
    /// Feishu, in China: `open.feishu.cn` and `www.feishu.cn`.
    #[default]
    Feishu,
    /// Lark, everywhere else: `open.larksuite.com` and `www.larksuite.com`.
    Lark,
}

impl Region {
    /// Its name: `feishu` or `lark`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Region::Feishu => "feishu",
            Region::Lark => "lark",
        }
    }

    /// The base URL of one of its hosts.
    pub const fn url(self, host: Host) -> &'static str {
        match (self, host) {
            (Region::Feishu, Host::Www) => "https://www.feishu.cn",
            (Region::Feishu, Host::Open) => "https://open.feishu.cn",
            (Region::Lark, Host::Www) => "https://www.larksuite.com",
            (Region::Lark, Host::Open) => "https://open.larksuite.com",
        }
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::str::FromStr for Region {
    type Err = Error;

    /// Reads `feishu` or `lark`, in upper or lower case.
    fn from_str(name: &str) -> Result<Self, Error> {
        [Region::Feishu, Region::Lark]
            .into_iter()
            .find(|region| region.as_str().eq_ignore_ascii_case(name.trim()))
            .ok_or_else(|| {
                let detail = format!(
                    "`{}` is not a region: choose `feishu` or `lark`",
                    crate::error::scrub::one_line(name, 40)
                );
                Inner::new(ErrorKind::Configuration, detail).into()
            })
    }
}

/// A base URL to which tokens may be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BaseUrl {
    /// Without a trailing slash.
    pub(crate) url: String,
    /// Whether it is a loopback address. Such URLs never use a proxy.
    pub(crate) loopback: bool,
}

impl BaseUrl {
    /// Parses a URL of scheme, host, and optionally port and a path prefix.
    pub(crate) fn parse(url: &str, allow_http: bool) -> Result<Self, Error> {
        let refuse = |why: &str| -> Error {
            // The URL is not repeated if it may contain a password.
            let shown = match url.contains('@') {
                true => "the base URL".to_owned(),
                false => format!("the base URL `{}`", crate::error::scrub::one_line(url, 200)),
            };
            Inner::new(ErrorKind::Configuration, format!("{shown} {why}")).into()
        };
        let trimmed = without_api_root(url.trim());
        // The parser accepts URLs that must not receive a token, and its errors are unspecific, so check first.
        if let Some((_, rest)) = trimmed.split_once("://")
            && let Some(why) = refused_part(rest)
        {
            return Err(refuse(why));
        }
        let uri: Uri = trimmed
            .parse()
            .map_err(|_| refuse("is not a URL: write it like `https://open.feishu.cn`"))?;
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err(refuse("lacks `https://` or the host"));
        };
        let loopback = is_loopback(authority.host());
        match scheme {
            "https" => {}
            "http" if loopback || allow_http => {}
            "http" => {
                return Err(refuse(
                    "is not encrypted, so tokens would be sent in plain text: use `https://`, or allow it if that is \
                     intended (`ClientBuilder::allow_http`, or the option `--allow-http` of `larkspec pull`)",
                ));
            }
            _ => return Err(refuse("must begin with `https://`")),
        }
        Ok(BaseUrl {
            url: trimmed.to_owned(),
            loopback,
        })
    }
}

/// The prefix of the paths of all endpoints on a host.
const API_ROOTS: [&str; 2] = ["/open-apis", "/approval/openapi"];

/// The URL without trailing slashes and without the prefix that the paths of endpoints already have.
fn without_api_root(url: &str) -> &str {
    let url = url.trim_end_matches('/');
    let stripped = API_ROOTS.iter().find_map(|root| url.strip_suffix(root));
    stripped.map_or(url, |url| url.trim_end_matches('/'))
}

/// What is wrong with the text after `https://`.
fn refused_part(rest: &str) -> Option<&'static str> {
    let (authority, path) = rest.split_at(rest.find(['/', '\\', '?', '#']).unwrap_or(rest.len()));
    let is_step = |segment: &str| {
        let segment = segment.replace("%2e", ".").replace("%2E", ".");
        segment == "." || segment == ".."
    };
    if authority.contains('@') {
        return Some("must not contain a user name or password");
    }
    if rest.contains('?') {
        return Some("must not have a query (what follows `?`)");
    }
    if rest.contains('#') {
        return Some("must not have a fragment (what follows `#`)");
    }
    if let Some(why) = refused_authority(authority) {
        return Some(why);
    }
    if path.contains('\\') {
        return Some("has a backslash in its path: write `/`");
    }
    if path.split('/').any(|segment| segment == "open-apis") {
        return Some(
            "has more text after `/open-apis`, where the paths of endpoints begin: remove `/open-apis` and \
             everything after it",
        );
    }
    if path.split('/').any(is_step) {
        return Some("has `.` or `..` in its path: write the path that it leads to");
    }
    None
}

/// What is wrong with `host:port`.
pub(crate) fn refused_authority(authority: &str) -> Option<&'static str> {
    // The colons of an IPv6 address are in brackets.
    let after_address = authority.rfind(']').map_or(0, |end| end + 1);
    let (host, port) = match authority[after_address..].split_once(':') {
        Some((_, port)) => (&authority[..authority.len() - port.len() - 1], Some(port)),
        None => (authority, None),
    };
    let is_port = |port: &str| {
        port.bytes().all(|b| b.is_ascii_digit()) && port.parse::<u16>().is_ok_and(|port| port > 0)
    };
    let is_ipv6 = |host: &str| {
        let address = host.strip_prefix('[').and_then(|h| h.strip_suffix(']'));
        address.is_some_and(|address| address.parse::<Ipv6Addr>().is_ok())
    };
    if host.is_empty() {
        return Some("lacks the host");
    }
    if !port.is_none_or(is_port) {
        return Some(
            "has no valid port after its `:`: write a number from 1 to 65535, or remove the `:` (an \
             IPv6 address must be in brackets)",
        );
    }
    if host.contains(['[', ']']) && !is_ipv6(host) {
        return Some("has brackets around something that is not an IPv6 address");
    }
    None
}

pub(crate) fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    match bare.parse::<IpAddr>() {
        Ok(address) => address.is_loopback(),
        Err(_) => host.eq_ignore_ascii_case("localhost"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_only_urls_fit_for_tokens() {
        let cases = [
            (
                "https://open.feishu.cn",
                false,
                Ok(("https://open.feishu.cn", false)),
            ),
            (
                "https://gw.example/feishu/",
                false,
                Ok(("https://gw.example/feishu", false)),
            ),
            (
                " http://127.0.0.1:80/ ",
                false,
                Ok(("http://127.0.0.1:80", true)),
            ),
            ("http://[::1]:8080", false, Ok(("http://[::1]:8080", true))),
            (
                "http://localhost:1",
                false,
                Ok(("http://localhost:1", true)),
            ),
            (
                "http://example.com",
                true,
                Ok(("http://example.com", false)),
            ),
            ("http://example.com", false, Err("not encrypted")),
            ("http://localhost.example.com", false, Err("not encrypted")),
            ("http://127.0.0.1.example.com", false, Err("not encrypted")),
            ("ftp://example.com", true, Err("must begin with `https://`")),
            ("open.feishu.cn", false, Err("lacks `https://`")),
            (
                "https://u:hunter2@example.com",
                false,
                Err("user name or password"),
            ),
            ("https://u@example.com", false, Err("user name")),
            (
                "https://u:hunter2/x@example.com",
                false,
                Err("no valid port"),
            ),
            ("https://u:hunter2?@example.com", false, Err("query")),
            (
                "https://u:p:hunter2@example.com",
                false,
                Err("user name or password"),
            ),
            ("https://example.com?a=b", false, Err("query")),
            ("https://example.com/a?", false, Err("query")),
            ("https://example.com#a", false, Err("fragment")),
            ("https://example.com/a#", false, Err("fragment")),
            ("https://h:99999", false, Err("from 1 to 65535")),
            ("https://h:0", false, Err("from 1 to 65535")),
            ("https://h:+80", false, Err("from 1 to 65535")),
            ("https://h:80x", false, Err("from 1 to 65535")),
            ("https://h:", false, Err("no valid port")),
            ("https://h:/a", false, Err("no valid port")),
            ("http://[::1]:99999", false, Err("from 1 to 65535")),
            ("http://[::1]:", false, Err("no valid port")),
            ("http://[::1", false, Err("in brackets")),
            ("https://[::1]x", false, Err("not an IPv6 address")),
            ("https://x[::1]", false, Err("not an IPv6 address")),
            ("https://[h]:80", false, Err("not an IPv6 address")),
            ("https://fe80:1:2", false, Err("in brackets")),
            ("https://h:65535/a", false, Ok(("https://h:65535/a", false))),
            (
                "https://open.feishu.cn/open-apis",
                false,
                Ok(("https://open.feishu.cn", false)),
            ),
            (
                "https://gw.example/feishu/open-apis//",
                false,
                Ok(("https://gw.example/feishu", false)),
            ),
            (
                "http://127.0.0.1:80//open-apis/",
                false,
                Ok(("http://127.0.0.1:80", true)),
            ),
            (
                "https://www.feishu.cn/approval/openapi/",
                false,
                Ok(("https://www.feishu.cn", false)),
            ),
            (
                "https://h/my-open-apis",
                false,
                Ok(("https://h/my-open-apis", false)),
            ),
            (
                "https://h/open-apis/im/v1",
                false,
                Err("after `/open-apis`"),
            ),
            (
                "https://h/open-apis/open-apis",
                false,
                Err("after `/open-apis`"),
            ),
            ("https://h/open-apis?a", false, Err("query")),
            ("https://h/open-apis#a", false, Err("fragment")),
            ("https://u:hunter2@h/open-apis", false, Err("user name")),
            ("https://h/../..", false, Err("`..` in its path")),
            ("https://h/a/./b", false, Err("`..` in its path")),
            ("https://h/%2E%2e/", false, Err("`..` in its path")),
            (
                "https://h/a..b/...",
                false,
                Ok(("https://h/a..b/...", false)),
            ),
            ("https://h\\@example.com", false, Err("backslash")),
            ("https://:80", false, Err("lacks the host")),
            ("https:///a", false, Err("lacks the host")),
            ("https://", false, Err("or the host")),
            ("https://exa mple.com", false, Err("not a URL")),
            ("", false, Err("not a URL")),
        ];
        for (url, allow_http, expected) in cases {
            match (BaseUrl::parse(url, allow_http), expected) {
                (Ok(base), Ok((url, loopback))) => {
                    assert_eq!((base.url.as_str(), base.loopback), (url, loopback));
                }
                (Err(error), Err(part)) => {
                    let text = error.to_string();
                    assert!(text.contains(part), "{url}: {text}");
                    assert!(!text.contains("hunter2"), "{text}");
                    assert_eq!(error.kind(), ErrorKind::Configuration);
                }
                (result, _) => panic!("{url}: {result:?}"),
            }
        }
    }

    #[test]
    fn regions_have_names() {
        assert_eq!("Lark".parse::<Region>().unwrap(), Region::Lark);
        assert_eq!(" feishu".parse::<Region>().unwrap(), Region::Feishu);
        assert!(
            "china"
                .parse::<Region>()
                .unwrap_err()
                .to_string()
                .contains("feishu")
        );
    }
}
