//! Reads documentation pages from a file, standard input or the documentation portal.

use std::fs;
use std::io::{self, Read as _};
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, bail};
use larkspec_codegen::Api;

use crate::{note, output};

/// The maximum size of a page; the platform's longest page has a twentieth of it.
const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// The portals whose pages can be fetched. The first is in Chinese, the last in English.
const PORTALS: [&str; 3] = [
    "open.feishu.cn",
    "open.larkoffice.com",
    "open.larksuite.com",
];

/// The documentation portal.
#[derive(clap::Args)]
pub struct Portal {
    /// Fetch pages from this URL instead of the documentation portal, such as a mirror
    #[arg(long, value_name = "URL", help_heading = "Network")]
    portal: Option<String>,
}

impl Portal {
    /// The text of a page, and its name for messages.
    ///
    /// # Errors
    ///
    /// It cannot be read or fetched, or is not a page.
    pub fn read(&self, page: &str) -> anyhow::Result<(String, String)> {
        if page.starts_with("http://") || page.starts_with("https://") {
            return Ok((page.to_owned(), self.fetch(page)?));
        }
        let (name, bytes) = match page {
            "-" => {
                let mut bytes = Vec::new();
                io::stdin()
                    .take(MAX_BYTES + 1)
                    .read_to_end(&mut bytes)
                    .context("cannot read standard input")?;
                ("standard input", bytes)
            }
            path if Path::new(path).is_dir() => {
                bail!("{path} is a folder; to import all pages in it, use --all {path} --out DIR")
            }
            path => {
                let bytes = fs::read(path).map_err(|error| {
                    output::cannot_read(
                        path,
                        error,
                        "pass the path of a stored page, the URL of a page in the documentation portal, or - for \
                         standard input",
                    )
                })?;
                (path, bytes)
            }
        };
        if bytes.len() as u64 > MAX_BYTES {
            bail!("{name}: longer than the maximum of {MAX_BYTES} bytes");
        }
        let text = String::from_utf8(bytes).map_err(|error| {
            let valid = error.utf8_error().valid_up_to();
            anyhow::anyhow!("{name}: not UTF-8 at byte {valid}: save the page as UTF-8")
        })?;
        Ok((name.to_owned(), text))
    }

    /// The portal's JSON answer for the page with a documentation URL.
    ///
    /// # Errors
    ///
    /// The URL is none of a page; the portal cannot be reached, or has no such page.
    pub fn fetch(&self, url: &str) -> anyhow::Result<String> {
        let (host, path) = document(url)?;
        let portal = match &self.portal {
            Some(portal) => portal.trim_end_matches('/').to_owned(),
            None => format!("https://{host}"),
        };
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .timeout_connect(Some(Duration::from_secs(10)))
            .timeout_global(Some(Duration::from_secs(60)))
            .http_status_as_error(false)
            .max_redirects(3)
            .user_agent(concat!("larkspec/", env!("CARGO_PKG_VERSION")))
            .build()
            .into();
        let mut response = agent
            .get(format!("{portal}/document_portal/v1/document/get_detail"))
            .query("fullPath", path)
            .call()
            .with_context(|| format!("cannot fetch {url}: no answer from {portal}"))?;
        let status = response.status();
        let text = response
            .body_mut()
            .with_config()
            .limit(MAX_BYTES)
            .read_to_string()
            .with_context(|| format!("cannot read the answer for {url}"))?;
        if !status.is_success() {
            bail!("cannot fetch {url}: the portal answers {status}");
        }
        let answer: serde_json::Value = serde_json::from_str(&text)
            .with_context(|| format!("cannot fetch {url}: the portal's answer is not JSON"))?;
        if answer["code"] != 0 || answer["data"]["content"].as_str().is_none_or(str::is_empty) {
            bail!(
                "cannot fetch {url}: the portal has no such page (code {}, {})",
                answer["code"],
                answer["msg"]
            );
        }
        Ok(text)
    }
}

/// The portal's host and the page's path on it.
fn document(url: &str) -> anyhow::Result<(&str, &str)> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let path = path.split(['?', '#']).next().unwrap_or(path);
    let Some(host) = PORTALS.into_iter().find(|portal| *portal == host) else {
        bail!(
            "{url} is not a page of a documentation portal; the portals are {}",
            PORTALS.join(", ")
        );
    };
    match path.strip_prefix("document") {
        Some(path) if path.len() > 1 && path.starts_with('/') => Ok((host, path)),
        _ => bail!("{url} is not a documentation page: its path does not begin with /document/"),
    }
}

/// The endpoint that a page describes. Doubtful parts of the page are printed, so that differences caused by them can
/// be recognised.
///
/// # Errors
///
/// The page cannot be read, or describes no endpoint.
pub fn endpoint(path: &str) -> anyhow::Result<Api> {
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {path}"))?;
    let imported = larkspec_import::import(&text, None)
        .map_err(|error| anyhow::anyhow!("{path}:{}", error.diagnostic()))?;
    for diagnostic in &imported.diagnostics {
        if diagnostic.severity >= larkspec_import::Severity::Warning {
            note!("{path}:{diagnostic}");
        }
    }
    Ok(Api {
        endpoints: vec![imported.endpoint],
        ..Api::default()
    })
}

#[cfg(test)]
mod tests {
    use super::document;

    #[test]
    fn knows_a_documentation_page() {
        let page = "https://open.feishu.cn/document/server-docs/im-v1/message/create?lang=zh#a";
        let (host, path) = document(page).unwrap();
        assert_eq!(
            (host, path),
            ("open.feishu.cn", "/server-docs/im-v1/message/create")
        );
        for url in [
            "https://example.com/document/a",
            "https://open.feishu.cn/app",
            "https://open.feishu.cn/document/",
            "https://open.feishu.cn/documents/a",
            "https://",
        ] {
            assert!(document(url).is_err(), "{url}");
        }
    }
}
