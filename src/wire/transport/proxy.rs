//! Selects the proxy for a host, as the program or the environment configures it.

use std::ffi::OsString;
use std::net::IpAddr;

use http::Uri;
use http::uri::Authority;

use crate::error::Inner;
use crate::error::scrub::one_line;
use crate::wire::region::{BaseUrl, is_loopback, refused_authority};
use crate::{Error, ErrorKind, Secret};

/// The proxy setting of the builder.
#[derive(Clone, Default)]
pub(crate) enum ProxySetting {
    /// Use the environment variables.
    #[default]
    Environment,
    /// Use no proxy, whatever the environment says.
    Direct,
    /// Use this proxy. Its URL may contain a password.
    Url(Secret),
}

/// A proxy, and a form of it that is safe to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Proxy {
    pub(super) inner: ureq::Proxy,
    /// Host and port, without credentials.
    pub(super) shown: String,
}

/// The proxies for `https://` and `http://` URLs.
#[derive(Debug, Default)]
pub(crate) struct Proxies {
    https: Option<Proxy>,
    http: Option<Proxy>,
    /// Hosts that are called directly, as `NO_PROXY` lists them.
    except: String,
}

impl ProxySetting {
    /// Reads the setting. All variables are checked, even unused ones; otherwise a client that works against a local
    /// sandbox would fail only in production.
    pub(crate) fn read(
        &self,
        variable: impl Fn(&str) -> Option<OsString>,
    ) -> Result<Proxies, Error> {
        match self {
            ProxySetting::Direct => Ok(Proxies::default()),
            ProxySetting::Environment => Proxies::from_variables(variable),
            ProxySetting::Url(url) => {
                let proxy = Proxy::parse(url.expose())
                    .map_err(|why| configuration(format!("the proxy URL {why}")))?;
                Ok(Proxies {
                    https: Some(proxy.clone()),
                    http: Some(proxy),
                    except: String::new(),
                })
            }
        }
    }
}

impl Proxies {
    fn from_variables(variable: impl Fn(&str) -> Option<OsString>) -> Result<Self, Error> {
        let text = |name: &str| match variable(name).map(OsString::into_string) {
            None => Ok(None),
            Some(Ok(value)) => Ok(Some(value.trim().to_owned()).filter(|value| !value.is_empty())),
            Some(Err(_)) => Err(configuration(format!("`{name}` is not valid UTF-8"))),
        };
        let proxy = |names: [&str; 2]| -> Result<Option<Proxy>, Error> {
            let mut found = None;
            for name in names {
                if let Some(value) = text(name)? {
                    let proxy = Proxy::parse(&value)
                        .map_err(|why| configuration(format!("the proxy in `{name}` {why}")))?;
                    found = found.or(Some(proxy));
                }
            }
            Ok(found)
        };
        let all = proxy(["ALL_PROXY", "all_proxy"])?;
        let https = proxy(["HTTPS_PROXY", "https_proxy"])?;
        let http = proxy(["HTTP_PROXY", "http_proxy"])?;
        let except = match text("NO_PROXY")? {
            Some(except) => Some(except),
            None => text("no_proxy")?,
        };
        // Prefer the proxy for the URL's scheme. A proxy for the other scheme is better than a direct connection:
        // both kinds tunnel any traffic.
        let first = |choices: [&Option<Proxy>; 3]| choices.into_iter().flatten().next().cloned();
        Ok(Proxies {
            https: first([&https, &all, &http]),
            http: first([&http, &all, &https]),
            except: except.unwrap_or_default(),
        })
    }

    /// The proxy for a base URL; none for a loopback URL.
    pub(super) fn to(&self, base: &BaseUrl) -> Option<&Proxy> {
        let uri: Uri = base.url.parse().ok()?;
        let is_https = uri.scheme_str() == Some("https");
        let port = uri.port_u16().unwrap_or(if is_https { 443 } else { 80 });
        if base.loopback || is_excepted(&self.except, uri.host()?, port) {
            return None;
        }
        match is_https {
            true => self.https.as_ref(),
            false => self.http.as_ref(),
        }
    }
}

impl Proxy {
    /// Parses `scheme://user:password@host:port`; all but the host may be missing. The error continues a sentence
    /// that starts with the name of the setting, and shows no part of the URL.
    fn parse(url: &str) -> Result<Self, String> {
        let url = url.trim();
        let (scheme, rest) = url.split_once("://").unwrap_or(("http", url));
        let scheme = scheme.to_ascii_lowercase();
        let known = [
            "http", "https", "socks5", "socks5h", "socks4", "socks4a", "socks",
        ];
        if !known.contains(&&*scheme) {
            return Err(format!(
                "has a scheme that is not supported: use one of {}",
                known[..6].join(", ")
            ));
        }
        if scheme == "https" && cfg!(not(any(feature = "rustls", feature = "native-tls"))) {
            return Err(
                "begins with `https://`, but this program was built without TLS: enable the feature \
                 `rustls` or `native-tls` of larkspec"
                    .to_owned(),
            );
        }
        let (authority, path) =
            rest.split_at(rest.find(['/', '\\', '?', '#']).unwrap_or(rest.len()));
        if !matches!(path, "" | "/") {
            return Err(
                "has more than host and port: write it like `http://proxy.example:8080`, and `/`, `?`, `#` \
                 and `\\` in a password as %2F, %3F, %23 and %5C"
                    .to_owned(),
            );
        }
        let host_and_port = authority
            .rsplit_once('@')
            .map_or(authority, |(_, host)| host);
        if let Some(why) = refused_authority(host_and_port) {
            return Err(why.to_owned());
        }
        let inner = ureq::Proxy::new(&format!("{scheme}://{authority}"))
            .map_err(|_| "is not a URL: write it like `http://proxy.example:8080`".to_owned())?;
        if let Some(why) = refused_credentials(&inner) {
            return Err(why.to_owned());
        }
        let shown = one_line(&format!("{}:{}", inner.host(), inner.port()), 200);
        Ok(Proxy { inner, shown })
    }

    pub(super) fn authority(&self) -> Option<Authority> {
        self.inner.uri().authority().cloned()
    }

    pub(super) fn is_loopback(&self) -> bool {
        is_loopback(self.inner.host())
    }

    pub(super) fn has_credentials(&self) -> bool {
        self.inner.username().is_some() || self.inner.password().is_some()
    }
}

/// Rejects credentials that the HTTP library would ignore, or fail on at every call.
fn refused_credentials(proxy: &ureq::Proxy) -> Option<&'static str> {
    use ureq::ProxyProtocol::{Socks4, Socks4A, Socks5, Socks5h};

    let user = proxy.username()?;
    let password = proxy.password().unwrap_or_default();
    let fits = |text: &str| (1..=255).contains(&text.len());
    match proxy.protocol() {
        Socks4 | Socks4A => Some("has a user name, which is not supported for SOCKS4"),
        Socks5 | Socks5h if !fits(user) || !fits(password) => Some(
            "needs both a user name and a password, of 1 to 255 bytes each, or neither of them",
        ),
        _ => None,
    }
}

/// Whether a list as in `NO_PROXY` contains a host: `example.com` and `.example.com` with all subdomains, an address,
/// a block of addresses (`10.0.0.0/8`), `10.*`, each with or without a port, or `*`.
fn is_excepted(list: &str, host: &str, port: u16) -> bool {
    let host = bare(host).to_ascii_lowercase();
    let entries = list.split(|c: char| c == ',' || c.is_whitespace());
    entries
        .map(str::to_ascii_lowercase)
        .any(|entry| matches(&entry, &host, port))
}

fn matches(entry: &str, host: &str, port: u16) -> bool {
    // A single colon precedes a port; several belong to an IPv6 address, whose port follows a bracket.
    let (name, entry_port) = match entry.rsplit_once(':') {
        Some((name, digits)) if !name.contains(':') || name.ends_with(']') => (name, digits),
        _ => (entry, ""),
    };
    if !entry_port.is_empty() && entry_port.parse() != Ok(port) {
        return false;
    }
    let name = bare(name);
    if name == "*" {
        return true;
    }
    if let Ok(address) = host.parse::<IpAddr>() {
        return name.parse() == Ok(address)
            || in_block(name, address)
            || name
                .strip_suffix('*')
                .is_some_and(|start| !start.is_empty() && host.starts_with(start));
    }
    let domain = name.trim_start_matches('*').trim_start_matches('.');
    !domain.is_empty()
        && host
            .strip_suffix(domain)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// Whether an address is in a block such as `10.0.0.0/8`.
fn in_block(block: &str, address: IpAddr) -> bool {
    let Some((start, length)) = block.split_once('/') else {
        return false;
    };
    let (Ok(start), Ok(length)) = (start.parse::<IpAddr>(), length.parse::<u32>()) else {
        return false;
    };
    let (start, address, bits) = match (start, address) {
        (IpAddr::V4(start), IpAddr::V4(address)) => (
            u128::from(start.to_bits()),
            u128::from(address.to_bits()),
            32_u32,
        ),
        (IpAddr::V6(start), IpAddr::V6(address)) => (start.to_bits(), address.to_bits(), 128),
        _ => return false,
    };
    match bits.checked_sub(length) {
        None => false,
        Some(128) => true,
        Some(host_bits) => start >> host_bits == address >> host_bits,
    }
}

/// A host without brackets and without a trailing dot.
fn bare(host: &str) -> &str {
    let host = host.strip_suffix('.').unwrap_or(host);
    host.strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
        .unwrap_or(host)
}

fn configuration(detail: String) -> Error {
    Inner::new(ErrorKind::Configuration, detail).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(variables: &[(&str, &str)]) -> Result<Proxies, Error> {
        ProxySetting::Environment.read(|name| {
            let (_, value) = variables.iter().find(|(known, _)| *known == name)?;
            Some(value.into())
        })
    }

    fn chosen(variables: &[(&str, &str)], url: &str) -> String {
        let base = BaseUrl::parse(url, true).unwrap();
        match read(variables).unwrap().to(&base) {
            Some(proxy) => format!("{} {}", proxy.inner.protocol(), proxy.shown).to_lowercase(),
            None => "direct".to_owned(),
        }
    }

    #[test]
    fn the_environment_chooses_the_proxy() {
        const FEISHU: &str = "https://open.feishu.cn";
        type Variables = &'static [(&'static str, &'static str)];
        let cases: [(Variables, &str, &str); 17] = [
            (&[], FEISHU, "direct"),
            (&[("ALL_PROXY", "")], FEISHU, "direct"),
            (&[("ALL_PROXY", " http://p:1 ")], FEISHU, "http p:1"),
            (&[("all_proxy", "socks5://p")], FEISHU, "socks5 p:1080"),
            (
                &[("ALL_PROXY", "SOCKS5H://u:w@p:9/")],
                FEISHU,
                "socks5h p:9",
            ),
            (&[("ALL_PROXY", "socks4://p")], FEISHU, "socks4 p:1080"),
            (&[("ALL_PROXY", "socks4a://p")], FEISHU, "socks4a p:1080"),
            (&[("https_proxy", "p:8080")], FEISHU, "http p:8080"),
            (&[("HTTPS_PROXY", "u:w@p:8080")], FEISHU, "http p:8080"),
            (&[("HTTP_PROXY", "http://[::1]:7")], FEISHU, "http [::1]:7"),
            (
                &[
                    ("ALL_PROXY", "socks5://a:1"),
                    ("https_proxy", "http://s:2"),
                    ("http_proxy", "http://h:3"),
                ],
                FEISHU,
                "http s:2",
            ),
            (
                &[
                    ("ALL_PROXY", "socks5://a:1"),
                    ("https_proxy", "http://s:2"),
                    ("http_proxy", "http://h:3"),
                ],
                "http://gateway.example",
                "http h:3",
            ),
            (
                &[("ALL_PROXY", "http://a"), ("all_proxy", "http://b")],
                FEISHU,
                "http a:80",
            ),
            (&[("ALL_PROXY", "http://p")], "http://127.0.0.1:9", "direct"),
            (
                &[("ALL_PROXY", "http://p"), ("NO_PROXY", "feishu.cn")],
                FEISHU,
                "direct",
            ),
            (
                &[("ALL_PROXY", "http://p"), ("no_proxy", "a, .feishu.cn")],
                FEISHU,
                "direct",
            ),
            (
                &[("ALL_PROXY", "http://p"), ("no_proxy", "example.com")],
                FEISHU,
                "http p:80",
            ),
        ];
        for (variables, url, expected) in cases {
            assert_eq!(chosen(variables, url), expected, "{variables:?} {url}");
        }
    }

    #[test]
    fn a_setting_that_is_not_understood_is_refused_and_its_password_not_shown() {
        let cases = [
            ("nonsense://u:hunter2@p:1", "scheme that is not supported"),
            ("socks6://p", "socks5h"),
            ("ftp://p", "scheme"),
            ("http://", "lacks the host"),
            ("http://u:hunter2@", "lacks the host"),
            ("http://:8080", "lacks the host"),
            ("http://p:99999", "from 1 to 65535"),
            ("http://p:", "no valid port"),
            ("p:80x", "no valid port"),
            ("http://p q", "is not a URL"),
            ("http://u:hunter2/x@p:1", "%2F"),
            ("http://u:12/hunter2@p", "%2F"),
            ("http://u:hunter2#x@p:1", "%23"),
            ("http://u:hunter2?x@p:1", "%3F"),
            ("http://p:1/path", "more than host and port"),
            ("http://u:%ffhunter2@p", "is not a URL"),
            ("http://[::1", "in brackets"),
            ("socks5://hunter2@p", "both a user name and a password"),
            ("socks4://u:hunter2@p", "not supported for SOCKS4"),
        ];
        let names = [
            "ALL_PROXY",
            "all_proxy",
            "HTTPS_PROXY",
            "https_proxy",
            "HTTP_PROXY",
            "http_proxy",
        ];
        for (value, part) in cases {
            for name in names {
                // A valid proxy that would be used does not hide an invalid one.
                let others = names.iter().filter(|other| **other != name);
                let mut variables: Vec<_> = others.map(|other| (*other, "http://p:1")).collect();
                variables.push((name, value));
                let error = read(&variables).unwrap_err();
                let text = format!("{error} {error:?}");
                assert_eq!(error.kind(), ErrorKind::Configuration);
                assert!(text.contains(&format!("`{name}`")), "{value}: {text}");
                assert!(text.contains(part), "{value}: {text}");
                assert!(!text.contains("hunter2"), "{text}");
            }
            let error = ProxySetting::Url(value.into()).read(|_| None).unwrap_err();
            let text = format!("{error} {error:?}");
            assert!(text.contains(part) && !text.contains("hunter2"), "{text}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_variable_that_is_no_text_is_refused() {
        use std::os::unix::ffi::OsStringExt as _;

        for name in ["all_proxy", "NO_PROXY"] {
            let setting = ProxySetting::Environment;
            let error = setting
                .read(|known| (known == name).then(|| OsString::from_vec(vec![0xff])))
                .unwrap_err();
            assert!(
                error
                    .to_string()
                    .contains(&format!("`{name}` is not valid UTF-8"))
            );
        }
    }

    #[test]
    fn no_proxy_lists_hosts() {
        let cases = [
            ("*", "a.example", 443, true),
            ("example.com", "example.com", 443, true),
            ("example.com", "open.Example.com", 443, true),
            ("example.com", "badexample.com", 443, false),
            (".example.com", "a.example.com", 443, true),
            ("*.example.com", "a.example.com", 443, true),
            ("EXAMPLE.com.", "example.com", 443, true),
            ("a , example.com", "example.com", 443, true),
            ("a example.com", "example.com", 443, true),
            ("example.com:443", "example.com", 443, true),
            ("example.com:8443", "example.com", 443, false),
            ("10.1.2.3", "10.1.2.3", 80, true),
            ("10.1.2.3:81", "10.1.2.3", 80, false),
            ("10.0.0.0/8", "10.1.2.3", 80, true),
            ("10.0.0.0/8", "11.1.2.3", 80, false),
            ("0.0.0.0/0", "11.1.2.3", 80, true),
            ("10.*", "10.1.2.3", 80, true),
            ("fd00::/8", "[fd00::7]", 80, true),
            ("fd00::7", "[fd00::7]", 80, true),
            ("[fd00::7]:80", "[fd00::7]", 80, true),
            ("[fd00::7]:81", "[fd00::7]", 80, false),
            ("::/0", "[fd00::7]", 80, true),
            ("10.0.0.0/33", "10.1.2.3", 80, false),
            ("1.2.3", "10.1.2.3", 80, false),
            ("2.3", "10.1.2.3", 80, false),
            ("", "a", 80, false),
            (",.,", "a", 80, false),
        ];
        for (list, host, port, expected) in cases {
            assert_eq!(
                is_excepted(list, host, port),
                expected,
                "{list} {host}:{port}"
            );
        }
    }
}
