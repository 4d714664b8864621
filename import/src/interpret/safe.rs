//! Which `POST` requests only read, so that a call whose answer was lost may be repeated. No page says so. A wrong yes
//! repeats a write, so both the name and the scopes must agree; the spec file decides the rest, with a reason.

use larkspec_codegen::model::{Http, Method};

/// Whether a `POST` request only reads: its method is called after reading, and a scope that only allows reading is
/// enough for it. Neither is enough alone: `drive/v1/export_task/get_or_create` would start a task, and pages list
/// `approval:approval:readonly` for `approval/v4/task/transfer`, too.
pub fn reads_only(name: &str, http: &Http) -> bool {
    http.method == Method::Post
        && is_named_after_reading(name)
        && http.scopes.iter().any(|scope| allows_reading_only(scope))
}

fn is_named_after_reading(name: &str) -> bool {
    let method = name.rsplit('/').next().unwrap_or_default();
    let words: Vec<&str> = method.split('_').filter(|word| *word != "batch").collect();
    let Some((verb, rest)) = words.split_first() else {
        return false;
    };
    READING.contains(verb) && !rest.iter().any(|word| WRITING.contains(word))
}

/// `contact:user.id:readonly`, `corehr:pre_hire:read_only`, `directory:department:list`: the last part is the action.
fn allows_reading_only(scope: &str) -> bool {
    let action = scope.rsplit(':').next().unwrap_or_default();
    READ_SCOPES.contains(&action)
}

/// The first words of methods that read. `check`, `export`, `preview` and their like are not here: some of these start
/// a task, send something or note that they were called.
const READING: &[&str] = &[
    "filter", "find", "get", "list", "match", "mget", "query", "search",
];

/// Words that show that a method does more than its first word says: `get_or_create`, `query_and_lock`.
const WRITING: &[&str] = &[
    "add",
    "and",
    "apply",
    "cancel",
    "clear",
    "consume",
    "copy",
    "create",
    "del",
    "delete",
    "export",
    "generate",
    "import",
    "insert",
    "lock",
    "mark",
    "move",
    "or",
    "publish",
    "refresh",
    "remove",
    "replace",
    "reset",
    "save",
    "send",
    "set",
    "start",
    "submit",
    "subscribe",
    "sync",
    "unlock",
    "unsubscribe",
    "update",
    "upload",
    "upsert",
    "write",
];

/// The actions of scopes that only allow reading.
const READ_SCOPES: &[&str] = &[
    "list",
    "read",
    "read_only",
    "readonly",
    "readonly_as_app",
    "search",
];
