//! Marks the fields that carry a secret. Most tokens of the platform only identify a document or a page, so a field is
//! a secret if its name is one that is used for nothing else, or if it is in the list of others.

use std::collections::HashMap;

use larkspec_codegen::model::{Endpoint, Field, Section, Type};
use larkspec_codegen::place;

use crate::diagnostic::Log;

/// How the names of secrets end, in lower case and without `_`.
const ENDINGS: &[&str] = &[
    "accesstoken",
    "appticket",
    // Of the requests that the platform sends to an approval elsewhere: the key encrypts them, the token proves their origin.
    "callbackkey",
    "callbacktoken",
    "codeverifier",
    "encryptkey",
    "password",
    "refreshtoken",
    "secret",
    "sessionkey",
    "userticket",
];

/// Secrets with names that mean something else in other services: the endpoint or its folder, and the name.
const OTHERS: &[(&str, &str)] = &[
    // Opens the pages of an approval without a login.
    ("approval/v4/external_instance", "trusteeship_url_token"),
    // Grants a token, once.
    ("authen", "code"),
    // Anyone who has it can change the card.
    ("interactive/v1/card/update", "token"),
    // Signs the calls of a web page.
    ("jssdk/ticket", "ticket"),
    // Grants a session, once.
    ("mina", "code"),
    // Unlocks the display of a meeting room.
    ("vc/v1/room_config", "access_code"),
];

/// Marks the secrets of an endpoint. A person may have to mark more of them.
pub fn mark(endpoint: &mut Endpoint, lines: &HashMap<String, usize>, log: &mut Log) {
    let name = endpoint.name.clone();
    for section in Section::ALL {
        let fields = endpoint.section_mut(section);
        walk(section.as_str(), fields, &name, &mut |table, field| {
            field.secret = true;
            let text = format!("`{table}` is a secret, according to its name");
            log.note(lines.get(table).copied().unwrap_or(1), "secret-name", text);
        });
    }
}

fn walk(at: &str, fields: &mut [Field], endpoint: &str, mark: &mut dyn FnMut(&str, &mut Field)) {
    for field in fields {
        let table = place::table(at, &field.name);
        if field.ty == Type::String
            && field.rules.values.is_empty()
            && is_secret(endpoint, &field.name)
        {
            mark(&table, field);
        }
        let inside = place::inside(at, field);
        walk(&inside, &mut field.fields, endpoint, mark);
    }
}

fn is_secret(endpoint: &str, name: &str) -> bool {
    let plain = name.to_ascii_lowercase().replace(['_', '-'], "");
    let is_other = |(folder, other): &(&str, &str)| {
        let rest = endpoint.strip_prefix(folder);
        *other == name && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    ENDINGS.iter().any(|ending| plain.ends_with(ending)) || OTHERS.iter().any(is_other)
}

#[cfg(test)]
mod tests {
    use super::is_secret;

    #[test]
    fn secrets_by_name() {
        for (endpoint, name, expected) in [
            ("auth/v3/app_access_token/create", "app_secret", true),
            ("auth/v3/app_access_token/create", "app_ticket", true),
            ("hire/v1/eco_exam/login_info", "password", true),
            ("x/y", "appAccessToken", true),
            ("authen/v2/oauth/token", "code_verifier", true),
            ("authen/v2/oauth/token", "code", true),
            ("authen/v2/oauth/token", "token_type", false),
            ("authenticate/x", "code", false),
            ("jssdk/ticket/get", "ticket", true),
            ("helpdesk/v1/ticket/get", "ticket", false),
            ("drive/v1/import_task/get", "ticket", false),
            ("interactive/v1/card/update", "token", true),
            (
                "approval/v4/external_approval/create",
                "action_callback_key",
                true,
            ),
            ("approval/v1/message/send", "action_callback_token", true),
            ("approval/v1/message/send", "action_callback_url", false),
            ("mina/v2/token_login_validate", "code", true),
            ("minaret/x", "code", false),
            ("drive/v1/permission_public/get", "token", false),
            ("im/v1/chat/list", "page_token", false),
            ("bitable/v1/app/get", "app_token", false),
            ("hire/v1/job/list", "client_token", false),
        ] {
            assert_eq!(is_secret(endpoint, name), expected, "{endpoint} {name}");
        }
    }
}
