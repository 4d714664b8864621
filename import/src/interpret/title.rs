//! The English title of a new endpoint, derived from its official name: `acs/v1/access_record/list` becomes "List access
//! records". A page's own title is in another language, and is kept next to it.

use larkspec_codegen::model::Method;

use super::naming::is_version;

/// The title of the endpoint with this name.
pub fn title(name: &str, http: Method) -> String {
    let mut parts: Vec<&str> = name.split('/').filter(|part| !is_version(part)).collect();
    let method: Vec<&str> = parts.pop().unwrap_or_default().split('_').collect();
    // The service says nothing new, unless there is no resource.
    let resource: Vec<&str> = match parts.as_slice() {
        [service] => vec![*service],
        [_, resource @ ..] => resource.to_vec(),
        [] => Vec::new(),
    };
    let resource: Vec<&str> = resource.iter().flat_map(|part| part.split('_')).collect();
    let (method, version) = match method.as_slice() {
        [method @ .., last] if !method.is_empty() && is_version(last) => (method, Some(*last)),
        method => (method, None),
    };
    let mut title = match Action::of(method) {
        Some(action) => action.on(&resource),
        None if resource.is_empty() => spoken(method),
        None if http == Method::Get => Action::get(method).on(&resource),
        None => format!("{}: {}", spoken(&resource), spoken(method)),
    };
    if let Some(version) = version {
        title.push_str(&format!(" ({version})"));
    }
    capitalised(title.trim_end())
}

/// What a method does.
struct Action<'m> {
    verb: &'m str,
    is_batch: bool,
    /// The words other than the verb.
    rest: Vec<&'m str>,
}

impl<'m> Action<'m> {
    /// The verb is first (`batch_get_id`) or last (`values_batch_get`).
    fn of(method: &[&'m str]) -> Option<Self> {
        let (verb, rest, is_batch) = match method {
            ["batch"] => ("get", &[][..], true),
            ["batch", word, rest @ ..] if verb(word).is_some() => (verb(word)?, rest, true),
            [word, rest @ ..] if verb(word).is_some() => (verb(word)?, rest, *word == "mget"),
            [rest @ .., "batch", word] => (verb(word)?, rest, true),
            [rest @ .., word] => (verb(word)?, rest, false),
            [] => return None,
        };
        let rest = rest.to_vec();
        Some(Action {
            verb,
            is_batch,
            rest,
        })
    }

    /// The method only names what it gets.
    fn get(method: &[&'m str]) -> Self {
        Action {
            verb: "get",
            is_batch: false,
            rest: method.to_vec(),
        }
    }

    fn on(&self, resource: &[&str]) -> String {
        let mut title = match self
            .rest
            .iter()
            .position(|word| PREPOSITIONS.contains(word))
        {
            Some(at) => self.with_preposition(resource, at),
            None => self.plain(resource),
        };
        if self.is_batch {
            title.push_str(" in a batch");
        }
        title
    }

    /// `values_append` of a spreadsheet: append values of spreadsheet.
    fn plain(&self, resource: &[&str]) -> String {
        let Action { verb, rest, .. } = self;
        if let [step] = rest.as_slice()
            && let Some(title) = step_of(verb, step, &spoken(resource))
        {
            return title;
        }
        match resource {
            // `chat_tab/delete_tabs`
            [before @ .., last] if matches!(rest.as_slice(), [word] if plural(word) == plural(last)) =>
            {
                let object: Vec<&str> = before.iter().chain(rest).copied().collect();
                format!("{verb} {}", spoken(&object))
            }
            _ if rest.is_empty() => format!("{verb} {}", self.object(resource)),
            // `leave/leave_types`
            _ if rest.starts_with(resource) => format!("{verb} {}", spoken(rest)),
            _ => format!("{verb} {} of {}", spoken(rest), self.object(resource)),
        }
    }

    /// `list_by_id`: list files by ID. `move_docs_to_wiki`: move docs to wiki.
    fn with_preposition(&self, resource: &[&str], at: usize) -> String {
        let Action { verb, rest, .. } = self;
        let (object, target) = rest.split_at(at);
        match object {
            [] => format!("{verb} {} {}", self.object(resource), spoken(target)),
            _ => format!(
                "{verb} {} {} ({})",
                spoken(object),
                spoken(target),
                spoken(resource)
            ),
        }
    }

    /// The resource, in the plural if the method is about several.
    fn object(&self, resource: &[&str]) -> String {
        match resource.split_last() {
            Some((last, before)) if self.is_batch || SEVERAL.contains(&self.verb) => {
                let last = plural(last);
                let words: Vec<&str> = before.iter().copied().chain([&*last]).collect();
                spoken(&words)
            }
            _ => spoken(resource),
        }
    }
}

/// The title of a step of an upload: the word is not what is uploaded.
fn step_of(verb: &str, step: &str, object: &str) -> Option<String> {
    match step {
        "all" => Some(format!("{verb} whole {object}")),
        "part" => Some(format!("{verb} part of {object}")),
        "finish" | "prepare" => Some(format!("{step} {verb} of {object}")),
        _ => None,
    }
}

/// The verb that a word of a method stands for.
fn verb(word: &str) -> Option<&str> {
    let known = VERBS.split_whitespace().any(|known| known == word);
    match word {
        "del" => Some("delete"),
        "mget" => Some("get"),
        "simplelist" => Some("list"),
        "subscription" => Some("subscribe to"),
        "subscribe" => Some("subscribe to"),
        "unsubscription" | "unsubscribe" => Some("unsubscribe from"),
        "kickout" => Some("remove"),
        "search" => Some("search for"),
        word => known.then_some(word),
    }
}

const VERBS: &str = "\
    active add agree answer apply approve archive ask bind cancel change check clear close complete convert copy create \
    deactivate delete detect download edit enable end execute extract filter find forward generate get highlight import \
    insert invite invoke list match merge modify move open operate parse patch post prepend append preview process protect \
    publish push put query read recognize recommend recover reject remove reorder replace reply resend reset restore resubmit \
    resurrect revoke rollback save send set sort start stop submit terminate transfer transform transit translate unbind \
    uncomplete unmerge update upgrade upload withdraw write";

/// Verbs whose objects are several.
const SEVERAL: &[&str] = &["list", "query", "search for", "filter"];

const PREPOSITIONS: &[&str] = &["as", "by", "for", "from", "in", "into", "to", "with"];

/// Words that have no plural, or are one.
const SAME_PLURAL: &[&str] = &[
    "access",
    "advice",
    "auth",
    "belong",
    "children",
    "content",
    "data",
    "employment",
    "feedback",
    "freebusy",
    "history",
    "info",
    "information",
    "media",
    "meta",
    "metadata",
    "people",
    "staff",
    "usage",
];

fn plural(word: &str) -> String {
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    match word {
        "person" => "people".to_owned(),
        "child" => "children".to_owned(),
        _ if SAME_PLURAL.contains(&word) => word.to_owned(),
        _ if ends(&["ss", "us", "x", "ch", "sh"]) => format!("{word}es"),
        _ if word.ends_with('s') => word.to_owned(),
        _ if word.ends_with('y') && !ends(&["ay", "ey", "oy", "uy"]) => {
            format!("{}ies", word.trim_end_matches('y'))
        }
        _ => format!("{word}s"),
    }
}

/// Words as they are written in a sentence.
fn spoken(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| abbreviation(word)).collect();
    words.join(" ")
}

fn abbreviation(word: &str) -> String {
    const SHORT: &[&str] = &[
        "acl", "api", "bp", "cc", "faq", "hr", "id", "ocr", "okr", "oql", "pc", "qr", "sms", "sql",
        "ui", "url", "vat",
    ];
    let stem = word.strip_suffix('s').unwrap_or(word);
    match () {
        () if SHORT.contains(&word) => word.to_uppercase(),
        () if SHORT.contains(&stem) => format!("{}s", stem.to_uppercase()),
        () => word.to_owned(),
    }
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(chars).collect()
}

#[cfg(test)]
mod tests {
    use super::{Method, title};

    #[test]
    fn titles() {
        for (name, expected) in [
            ("acs/v1/access_record/list", "List access records"),
            ("approval/v4/instance/list", "List instances"),
            ("approval/v4/instance/get", "Get instance"),
            ("im/v1/message/create", "Create message"),
            (
                "mail/v1/user_mailbox_message/list",
                "List user mailbox messages",
            ),
            ("corehr/v1/company/query", "Query companies"),
            ("hire/v1/process/list", "List processes"),
            ("calendar/v4/freebusy/list", "List freebusy"),
            ("task/v2/task/search", "Search for tasks"),
            // Several at once.
            (
                "bitable/v1/app_table_record/batch_create",
                "Create app table records in a batch",
            ),
            ("contact/v3/user/batch", "Get users in a batch"),
            ("contact/v3/user/batch_get_id", "Get ID of users in a batch"),
            ("docs/v1/meta/mget", "Get meta in a batch"),
            // More than a verb.
            ("vc/v1/meeting/set_host", "Set host of meeting"),
            ("im/v1/chat_tab/delete_tabs", "Delete chat tabs"),
            ("im/v1/chat_managers/add_managers", "Add chat managers"),
            (
                "corehr/v2/signature_file/list_by_biz_id",
                "List signature files by biz ID",
            ),
            (
                "wiki/v2/space_node/move_docs_to_wiki",
                "Move docs to wiki (space node)",
            ),
            ("drive/v1/media/upload_part", "Upload part of media"),
            ("drive/v1/media/upload_all", "Upload whole media"),
            ("drive/v1/file/upload_finish", "Finish upload of file"),
            // The verb is last.
            (
                "sheets/v2/spreadsheet/values_batch_get",
                "Get values of spreadsheets in a batch",
            ),
            (
                "sheets/v2/spreadsheet/values_append",
                "Append values of spreadsheet",
            ),
            // Another word for the verb, or none.
            ("calendar/v4/calendar/subscription", "Subscribe to calendar"),
            ("im/v1/message/urgent_sms", "Message: urgent SMS"),
            ("hire/v1/job/config", "Job: config"),
            ("corehr/v2/offboarding/submit_v2", "Submit offboarding (v2)"),
            // Other forms of a name.
            (
                "drive/explorer/v2/root_folder_meta/get",
                "Get explorer root folder meta",
            ),
            ("ephemeral/v1/send", "Send ephemeral"),
            ("a/get", "Get a"),
            ("get", "Get"),
            ("x", "X"),
        ] {
            assert_eq!(title(name, Method::Post), expected, "{name}");
        }
        for (name, expected) in [
            (
                "docx/v1/document/raw_content",
                "Get raw content of document",
            ),
            ("corehr/v1/leave/leave_types", "Get leave types"),
            (
                "sheets/v2/spreadsheet/values_append",
                "Append values of spreadsheet",
            ),
        ] {
            assert_eq!(title(name, Method::Get), expected, "{name}");
        }
    }
}
