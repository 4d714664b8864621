//! What an endpoint's spec file is called, and its English title.

use larkspec_codegen::names::snake_case;

/// The name of the spec file for a page: its `/reference/…` path, or else its URL without the
/// prefix of the platform.
///
/// Parts that are ids of the portal, such as `uQjMzUjL0IzM14CNyMTN`, say nothing to a reader: a
/// path with one is not used.
pub fn endpoint_name(page: Option<&str>, url_path: &str) -> String {
    page.and_then(reference).unwrap_or_else(|| of_url(url_path))
}

/// The name that a `/reference/…` path of the documentation stands for.
pub fn reference(page: &str) -> Option<String> {
    let page = page.split(['?', '#']).next()?;
    let (_, path) = page.split_once("/reference/")?;
    let mut parts = Vec::new();
    for part in path.split('/').filter(|part| !part.is_empty()) {
        if is_id(part) {
            return None;
        }
        match part
            .rsplit_once('-')
            .filter(|(_, version)| is_version(version))
        {
            Some((project, version)) => parts.extend([segment(project)?, version.to_owned()]),
            None => parts.push(segment(part)?),
        }
    }
    (parts.len() > 1).then(|| parts.join("/"))
}

/// A few English words, from the name: the page's own title is a sentence of the page.
pub fn title(name: &str) -> String {
    let words: Vec<String> = name
        .split('/')
        .filter(|part| !is_version(part))
        .map(|part| part.replace('_', " "))
        .collect();
    let mut title = words
        .join(": ")
        .replacen(": ", " ", words.len().saturating_sub(2));
    if let Some(first) = title.get(..1).map(str::to_ascii_uppercase) {
        title.replace_range(..1, &first);
    }
    title
}

fn of_url(path: &str) -> String {
    let parts: Vec<String> = path
        .split('/')
        .map(|part| part.trim_start_matches(':'))
        .filter(|part| !matches!(*part, "" | "open-apis" | "openapi"))
        .filter_map(segment)
        .collect();
    parts.join("/")
}

fn segment(part: &str) -> Option<String> {
    let ascii: String = part
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect();
    let name = snake_case(&ascii);
    let name = name.trim_matches('_').to_owned();
    (!name.is_empty()).then_some(name)
}

fn is_version(part: &str) -> bool {
    part.strip_prefix('v')
        .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether it is an id of the portal: long, and of both cases and digits mixed.
fn is_id(part: &str) -> bool {
    part.len() >= 12
        && part.bytes().all(|b| b.is_ascii_alphanumeric())
        && part.bytes().any(|b| b.is_ascii_uppercase())
        && part.bytes().any(|b| b.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::{endpoint_name, title};

    #[test]
    fn names() {
        for (page, url, expected) in [
            (
                Some("/uAjLw4CM/ukTMukTMukTM/reference/approval-v4/instance/list"),
                "/open-apis/approval/v4/instances",
                "approval/v4/instance/list",
            ),
            (
                Some("https://x/document/a/reference/mail-v1/user_mailbox-message/list?lang=zh"),
                "/open-apis/mail/v1/user_mailboxes/:id/messages",
                "mail/v1/user_mailbox_message/list",
            ),
            (
                Some("/a/reference/sheets-v3/uQjMzUjL0IzM14CNyMTN"),
                "/open-apis/sheets/v2/spreadsheets/:spreadsheetToken/properties",
                "sheets/v2/spreadsheets/spreadsheet_token/properties",
            ),
            (
                None,
                "/approval/openapi/v2/instance/list",
                "approval/v2/instance/list",
            ),
        ] {
            assert_eq!(endpoint_name(page, url), expected);
        }
    }

    #[test]
    fn titles() {
        assert_eq!(
            title("approval/v4/instance/list"),
            "Approval instance: list"
        );
        assert_eq!(
            title("mail/v1/user_mailbox_message/list"),
            "Mail user mailbox message: list"
        );
        assert_eq!(title("a/get"), "A: get");
    }
}
