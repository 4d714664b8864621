//! Credentials from a file that only its owner can read.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use anyhow::{Context as _, bail};
use larkspec::ClientBuilder;

use crate::output::{Hinted, cannot_read};

/// What is missing if there is no file, or something else is in it.
const LINES: &str = "put the lines LARKSPEC_APP_ID=… and LARKSPEC_APP_SECRET=…, or LARKSPEC_TOKEN=…, into a file that only you can read";

/// Adds the credentials of a file: lines `LARKSPEC_APP_ID=…` and `LARKSPEC_APP_SECRET=…`, or `LARKSPEC_TOKEN=…`. No error
/// shows a value.
pub fn read(builder: ClientBuilder, path: &Path) -> anyhow::Result<ClientBuilder> {
    let shown = path.display();
    if builder.has_credentials() {
        bail!("both the environment and --credentials {shown} have credentials; use one of them");
    }
    if path.is_dir() {
        bail!("--credentials {shown}: this is a folder; name a file in it");
    }
    let mut file = File::open(path)
        .map_err(|error| cannot_read(&format!("--credentials {shown}"), error, LINES))?;
    refuse_public(&file, path)?;
    let mut text = String::new();
    file.read_to_string(&mut text)
        .with_context(|| format!("--credentials {shown}"))?;
    // As some editors begin a file.
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let (mut id, mut secret, mut token) = (None, None, None);
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let place = format!("{shown}:{}", number + 1);
        // As shells read it.
        let line = line.strip_prefix("export ").unwrap_or(line);
        let Some((name, value)) = line.split_once('=') else {
            bail!(Hinted::new(
                format!("{place}: this is not NAME=VALUE"),
                LINES
            ));
        };
        let value = value.trim();
        let inner = |quote| value.strip_prefix(quote)?.strip_suffix(quote);
        let bare = inner('"').or_else(|| inner('\''));
        let known = match name.trim() {
            "LARKSPEC_APP_ID" => &mut id,
            "LARKSPEC_APP_SECRET" => &mut secret,
            "LARKSPEC_TOKEN" => &mut token,
            _ => bail!(
                "{place}: the name is none of LARKSPEC_APP_ID, LARKSPEC_APP_SECRET and LARKSPEC_TOKEN"
            ),
        };
        if known.replace(bare.unwrap_or(value).to_owned()).is_some() {
            bail!("{place}: {} is there twice", name.trim());
        }
    }
    match (id, secret, token) {
        (Some(id), Some(secret), None) => Ok(builder.app(id, secret)),
        (None, None, Some(token)) => Ok(builder.token(token)),
        _ => bail!(
            "{shown} must have either LARKSPEC_APP_ID and LARKSPEC_APP_SECRET, or LARKSPEC_TOKEN"
        ),
    }
}

/// Rejects a file that others can read or change.
#[cfg(unix)]
fn refuse_public(file: &File, path: &Path) -> anyhow::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;

    let shown = path.display();
    let metadata = file
        .metadata()
        .with_context(|| format!("--credentials {shown}"))?;
    let mode = metadata.permissions().mode() & 0o777;
    if mode & 0o077 != 0 {
        bail!(Hinted::new(
            format!("--credentials {shown}: others can read or change it (mode {mode:03o})"),
            format!("run `chmod 600 {shown}`"),
        ));
    }
    Ok(())
}

/// Other systems have no simple permissions.
#[cfg(not(unix))]
fn refuse_public(_: &File, _: &Path) -> anyhow::Result<()> {
    Ok(())
}
