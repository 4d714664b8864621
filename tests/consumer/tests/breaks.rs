//! Changes of a page, one at a time: what `diff` says about each, and which callers no longer compile after it.
//!
//! Each caller in `breaks/callers.rs` uses one construct. All of them are compiled after every change, so that `diff`
//! is checked in both directions: a change that it calls breaking breaks a caller, and any other change breaks none.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use larkspec_codegen::{Api, Loader, diff, rust_source};
use serde_json::Value;

const TYPES: (&str, &str) = ("desk/v1/types", include_str!("breaks/desk/v1/types.toml"));
const CREATE: (&str, &str) = ("desk/v1/create", include_str!("breaks/desk/v1/create.toml"));
const SEARCH: (&str, &str) = ("desk/v1/search", include_str!("breaks/desk/v1/search.toml"));
const GET: (&str, &str) = ("desk/v1/get", include_str!("breaks/desk/v1/get.toml"));
const ATTACH: (&str, &str) = ("desk/v1/attach", include_str!("breaks/desk/v1/attach.toml"));
const BEFORE: [(&str, &str); 5] = [TYPES, CREATE, SEARCH, GET, ATTACH];
const CALLERS: &str = include_str!("breaks/callers.rs");

/// What is in scope for every caller.
const PRELUDE: &str = "use std::collections::BTreeMap;
use larkspec::__private::Map;
use larkspec::{Answer, BitSet, Client, Endpoint, Error, HttpEndpoint as _, JsonString, OpenEnum, Secret};
use larkspec::{Bytes, Sweep, UnixMillis, UnixSeconds, http};
use super::desk::v1::*;
";

/// A change: the file, the text to replace, and its replacement.
type Edit = (&'static str, &'static str, &'static str);

/// A change, what `diff` says about it, and the callers that no longer compile.
struct Case {
    edits: &'static [Edit],
    says: &'static [&'static str],
    breaks: &'static [&'static str],
}

const fn case(
    edits: &'static [Edit],
    says: &'static [&'static str],
    breaks: &'static [&'static str],
) -> Case {
    Case {
        edits,
        says,
        breaks,
    }
}

impl Case {
    /// Whether it can affect the callers of an endpoint.
    fn may_move(&self, endpoint: &str) -> bool {
        let mut files = self.edits.iter().map(|(file, ..)| *file);
        files.any(|file| file == endpoint || file.ends_with("/types"))
    }
}

const CASES: &[Case] = &[
    case(&[], &[], &[]),
    case(
        &[(
            CREATE.0,
            "[query.locale]",
            "[query.zone]\ntype = \"string\"\n\n[query.locale]",
        )],
        &["desk/v1/create: query /zone: a new optional field `zone` (string)"],
        &[],
    ),
    case(
        &[(
            CREATE.0,
            "[body.owner]",
            "[body.urgent]\ntype     = \"bool\"\nrequired = true\n\n[body.owner]",
        )],
        &["desk/v1/create: body /urgent: a new required field `urgent` (bool) [breaks wire]"],
        &[],
    ),
    case(
        &[(
            SEARCH.0,
            "[response.total]",
            "[response.pages]\ntype = \"int\"\n\n[response.total]",
        )],
        &["desk/v1/search: response /data/pages: a new optional field `pages` (int)"],
        &[],
    ),
    case(
        &[(
            TYPES.0,
            "[types.\"Note.pinned\"]",
            "[types.\"Note.urgent\"]\ntype = \"bool\"\n\n[types.\"Note.pinned\"]",
        )],
        &[
            "desk/v1/types: types /Note/urgent: a new optional field `urgent` (bool) (requests of desk/v1/create; responses of desk/v1/search)",
        ],
        &[],
    ),
    case(
        &[(
            TYPES.0,
            "[types.\"Note.pinned\"]",
            "[types.\"Note.urgent\"]\ntype = \"bool\"\nrequired = true\n\n[types.\"Note.pinned\"]",
        )],
        &[
            "desk/v1/types: types /Note/urgent: a new required field `urgent` (bool) [breaks wire] (requests of desk/v1/create; responses of desk/v1/search)",
        ],
        &[],
    ),
    case(
        &[
            (
                CREATE.0,
                "[path.board]\ntype     = \"string\"\nrequired = true\n\n",
                "",
            ),
            (
                CREATE.0,
                "[body.title]",
                "[path.board]\ntype     = \"string\"\nrequired = true\n\n[body.title]",
            ),
        ],
        &[],
        &[],
    ),
    case(
        &[(
            CREATE.0,
            "[body.owner]\ntype     = \"string\"\nrequired = true",
            "[body.owner]\ntype     = \"string\"",
        )],
        &["desk/v1/create: body /owner: was required, is optional [breaks Rust]"],
        &["reads_a_field_of_a_request"],
    ),
    case(
        &[(
            CREATE.0,
            "[body.depth]\ntype     = \"int\"\nrequired = true",
            "[body.depth]\ntype     = \"int\"",
        )],
        &["desk/v1/create: body /depth: was required, is optional [breaks Rust]"],
        &["assigns_a_field", "lets_a_setter_infer"],
    ),
    case(
        &[(
            CREATE.0,
            "[body.from]\ntype     = \"string\"\nformat   = \"unix-ms\"\nrequired = true",
            "[body.from]\ntype     = \"string\"\nformat   = \"unix-ms\"",
        )],
        &["desk/v1/create: body /from: was required, is optional [breaks Rust]"],
        &["reads_a_time_of_a_request", "sets_a_parsed_time"],
    ),
    case(
        &[(
            CREATE.0,
            "[body.kind]\ntype     = \"string\"\nrequired = true",
            "[body.kind]\ntype     = \"string\"",
        )],
        &["desk/v1/create: body /kind: was required, is optional [breaks Rust]"],
        &["matches_an_enum", "shows_an_enum"],
    ),
    case(
        &[(
            CREATE.0,
            "[body.words]\ntype     = \"list<string>\"\nrequired = true",
            "[body.words]\ntype     = \"list<string>\"",
        )],
        &["desk/v1/create: body /words: was required, is optional [breaks Rust]"],
        &["reads_a_list_of_a_request"],
    ),
    case(
        &[(
            SEARCH.0,
            "[response.total]\ntype     = \"int\"\nrequired = true",
            "[response.total]\ntype     = \"int\"",
        )],
        &["desk/v1/search: response /data/total: was required, is optional [breaks wire and Rust]"],
        &["reads_a_field", "takes_a_response_apart"],
    ),
    case(
        &[(
            TYPES.0,
            "[types.\"Note.text\"]\ntype     = \"string\"\nrequired = true",
            "[types.\"Note.text\"]\ntype     = \"string\"",
        )],
        &[
            "desk/v1/types: types /Note/text: was required, is optional [breaks wire and Rust] (requests of desk/v1/create; responses of desk/v1/search)",
        ],
        &["reads_a_field_of_a_shared_type"],
    ),
    case(
        &[(
            TYPES.0,
            "[types.\"Note.text\"]\ntype     = \"string\"\nrequired = true",
            "[types.\"Note.text\"]\ntype     = \"string\"\nrequest = { required = true }",
        )],
        &[
            "desk/v1/types: types /Note/text: was required, is optional [breaks wire and Rust] (requests of desk/v1/create; responses of desk/v1/search)",
        ],
        &["reads_a_field_of_a_shared_type"],
    ),
    case(
        &[(
            CREATE.0,
            "[body.title]\ntype = \"string\"",
            "[body.title]\ntype = \"string\"\nrequired = true",
        )],
        &["desk/v1/create: body /title: was optional, is required [breaks wire and Rust]"],
        &[
            "hands_on_an_optional_text",
            "reads_an_optional_field_of_a_request",
        ],
    ),
    case(
        &[(
            CREATE.0,
            "[body.width]\ntype = \"int\"",
            "[body.width]\ntype = \"int\"\nrequired = true",
        )],
        &["desk/v1/create: body /width: was optional, is required [breaks wire and Rust]"],
        &["assigns_an_optional_field", "hands_on_an_optional_number"],
    ),
    case(
        &[(
            CREATE.0,
            "[body.to]\ntype   = \"string\"",
            "[body.to]\ntype   = \"string\"\nrequired = true",
        )],
        &["desk/v1/create: body /to: was optional, is required [breaks wire and Rust]"],
        &[
            "hands_on_an_optional_time",
            "reads_an_optional_time_of_a_request",
        ],
    ),
    case(
        &[(
            CREATE.0,
            "[body.labels]\ntype = \"list<string>\"",
            "[body.labels]\ntype = \"list<string>\"\nrequired = true",
        )],
        &["desk/v1/create: body /labels: was optional, is required [breaks wire and Rust]"],
        &[
            "hands_on_an_optional_list",
            "reads_an_optional_list_of_a_request",
        ],
    ),
    case(
        &[(
            CREATE.0,
            "[body.links]\ntype = \"map<string>\"",
            "[body.links]\ntype = \"map<string>\"\nrequired = true",
        )],
        &["desk/v1/create: body /links: was optional, is required [breaks wire and Rust]"],
        &["reads_an_optional_map_of_a_request"],
    ),
    case(
        &[(
            SEARCH.0,
            "[response.hint]\ntype = \"string\"",
            "[response.hint]\ntype = \"string\"\nrequired = true",
        )],
        &["desk/v1/search: response /data/hint: was optional, is required [breaks Rust]"],
        &["reads_an_optional_field", "takes_a_response_apart"],
    ),
    case(
        &[(
            TYPES.0,
            "[types.\"Note.pinned\"]\ntype = \"bool\"",
            "[types.\"Note.pinned\"]\ntype = \"bool\"\nrequired = true",
        )],
        &[
            "desk/v1/types: types /Note/pinned: was optional, is required [breaks wire and Rust] (requests of desk/v1/create; responses of desk/v1/search)",
        ],
        &["reads_an_optional_field_of_a_shared_type"],
    ),
    case(
        &[(
            TYPES.0,
            "[types.\"Note.pinned\"]\ntype = \"bool\"",
            "[types.\"Note.pinned\"]\ntype = \"bool\"\nrequest = { required = true }",
        )],
        &[
            "desk/v1/types: types /Note/pinned: was optional, is required in requests [breaks wire] (requests of desk/v1/create; responses of desk/v1/search)",
        ],
        &[],
    ),
    case(
        &[(
            TYPES.0,
            "[types.\"Note.pinned\"]\ntype = \"bool\"",
            "[types.\"Note.pinned\"]\ntype = \"bool\"\nonly = \"response\"",
        )],
        &[
            "desk/v1/types: types /Note/pinned: is now response-only (requests of desk/v1/create; responses of desk/v1/search)",
            "desk/v1/types: types /Note/pinned: `pinned` was removed in requests [breaks wire and Rust] (requests of desk/v1/create; responses of desk/v1/search)",
        ],
        &["builds_a_shared_type_with_a_flag"],
    ),
    case(
        &[(CREATE.0, "[body.title]\ntype = \"string\"\n\n", "")],
        &["desk/v1/create: body /title: `title` was removed [breaks wire and Rust]"],
        &[
            "hands_on_an_optional_text",
            "reads_an_optional_field_of_a_request",
            "sets_an_optional_text",
        ],
    ),
    case(
        &[(SEARCH.0, "[response.hint]\ntype = \"string\"\n\n", "")],
        &["desk/v1/search: response /data/hint: `hint` was removed [breaks wire and Rust]"],
        &["reads_an_optional_field", "takes_a_response_apart"],
    ),
    case(
        &[(TYPES.0, "[types.\"Note.pinned\"]\ntype = \"bool\"\n\n", "")],
        &[
            "desk/v1/types: types /Note/pinned: `pinned` was removed [breaks wire and Rust] (requests of desk/v1/create; responses of desk/v1/search)",
        ],
        &[
            "builds_a_shared_type_with_a_flag",
            "reads_an_optional_field_of_a_shared_type",
        ],
    ),
    case(
        &[
            (CREATE.0, "[query.locale]\ntype = \"string\"\n\n", ""),
            (
                CREATE.0,
                "[body.title]",
                "[body.locale]\ntype = \"string\"\n\n[body.title]",
            ),
        ],
        &["desk/v1/create: body /locale: moved from query to body [breaks wire]"],
        &[],
    ),
    case(
        &[
            (CREATE.0, "/boards/:board/", "/boards/:main/"),
            (CREATE.0, "[path.board]", "[path.main]"),
        ],
        &[
            "desk/v1/create: http: path `/open-apis/desk/v1/boards/:board/tickets` → `/open-apis/desk/v1/boards/:main/tickets`",
            "desk/v1/create: path /board: `board` was removed [breaks wire and Rust]",
            "desk/v1/create: path /main: a new required field `main` (string) [breaks wire]",
        ],
        &["sets_the_path"],
    ),
    case(
        &[(
            CREATE.0,
            "[body.title]\ntype = \"string\"",
            "[body.title]\ntype = \"int\"",
        )],
        &["desk/v1/create: body /title: type string → int [breaks wire and Rust]"],
        &[
            "hands_on_an_optional_text",
            "reads_an_optional_field_of_a_request",
            "sets_an_optional_text",
        ],
    ),
    case(
        &[(
            CREATE.0,
            "[body.depth]\ntype     = \"int\"",
            "[body.depth]\ntype     = \"float\"",
        )],
        &["desk/v1/create: body /depth: type int → float [breaks Rust]"],
        &["assigns_a_field", "sets_a_number"],
    ),
    case(
        &[(
            CREATE.0,
            "[body.labels]\ntype = \"list<string>\"",
            "[body.labels]\ntype = \"string\"",
        )],
        &["desk/v1/create: body /labels: type list<string> → string [breaks wire and Rust]"],
        &[
            "hands_on_an_optional_list",
            "reads_an_optional_list_of_a_request",
            "sets_an_optional_list",
        ],
    ),
    case(
        &[(
            SEARCH.0,
            "[response.total]\ntype     = \"int\"",
            "[response.total]\ntype     = \"string\"",
        )],
        &["desk/v1/search: response /data/total: type int → string [breaks wire and Rust]"],
        &["reads_a_field", "takes_a_response_apart"],
    ),
    case(
        &[(
            CREATE.0,
            "[body.to]\ntype   = \"string\"",
            "[body.to]\ntype   = \"int\"",
        )],
        &["desk/v1/create: body /to: type string → int [breaks wire]"],
        &[],
    ),
    case(
        &[(
            CREATE.0,
            "[body.to]\ntype   = \"string\"\nformat = \"unix-ms\"",
            "[body.to]\ntype   = \"string\"",
        )],
        &["desk/v1/create: body /to: format unix-ms → none (loosened) [breaks Rust]"],
        &[
            "hands_on_an_optional_time",
            "reads_an_optional_time_of_a_request",
            "sets_an_optional_time",
        ],
    ),
    case(
        &[(
            SEARCH.0,
            "type   = \"int\"\nformat = \"unix-s\"",
            "type   = \"int\"\nformat = \"unix-ms\"",
        )],
        &[
            "desk/v1/search: response /data/tickets/*/created: format unix-s → unix-ms [breaks wire and Rust]",
        ],
        &["reads_a_time"],
    ),
    case(
        &[(
            CREATE.0,
            "[body.width]\ntype = \"int\"",
            "[body.width]\ntype = \"int\"\nformat = \"unix-ms\"",
        )],
        &["desk/v1/create: body /width: format none → unix-ms [breaks Rust]"],
        &[
            "assigns_an_optional_field",
            "hands_on_an_optional_number",
            "sets_an_optional_number",
        ],
    ),
    case(
        &[(CREATE.0, "secret = true", "max_len = 9")],
        &[
            "desk/v1/create: body /password: is no longer a secret [breaks Rust]",
            "desk/v1/create: body /password: max_len none → 9 (tightened) [breaks wire]",
        ],
        &["reads_a_secret"],
    ),
    case(
        &[(
            CREATE.0,
            "[body.title]\ntype = \"string\"",
            "[body.title]\ntype = \"string\"\nsecret = true",
        )],
        &["desk/v1/create: body /title: is now a secret [breaks Rust]"],
        &["reads_an_optional_field_of_a_request"],
    ),
    case(
        &[(
            CREATE.0,
            "[body.title]\ntype = \"string\"",
            "[body.title]\ntype = \"string\"\nfixed = \"slow\"",
        )],
        &["desk/v1/create: body /title: fixed none → `\"slow\"` (tightened) [breaks wire]"],
        &[],
    ),
    case(
        &[(
            CREATE.0,
            "[body.from]\ntype     = \"string\"\nformat   = \"unix-ms\"",
            "[body.from]\ntype     = \"string\"\nformat   = \"unix-ms\"\nfixed = \"1\"",
        )],
        &["desk/v1/create: body /from: fixed none → `\"1\"` (tightened) [breaks wire and Rust]"],
        &[
            "reads_a_time_of_a_request",
            "sets_a_parsed_time",
            "sets_a_time",
        ],
    ),
    case(
        &[(
            CREATE.0,
            "[body.\"filter.state\"]\ntype     = \"string\"\nrequired = true\n\n",
            "",
        )],
        &[
            "desk/v1/create: body /filter: `state` are no longer described: any key is now valid here [breaks Rust]",
        ],
        &["builds_an_object", "sets_an_object"],
    ),
    case(
        &[(
            CREATE.0,
            "[body.extra]\ntype = \"object\"",
            "[body.extra]\ntype = \"object\"\n\n[body.\"extra.a\"]\ntype = \"int\"",
        )],
        &[
            "desk/v1/create: body /extra: accepted any key, now has the fields `a` [breaks wire and Rust]",
        ],
        &["sets_an_open_object"],
    ),
    case(
        &[(
            CREATE.0,
            "{ value = \"wish\" }",
            "{ value = \"wish\" }, { value = \"idea\" }",
        )],
        &["desk/v1/create: body /kind: a new value \"idea\""],
        &[],
    ),
    case(
        &[(CREATE.0, ", { value = \"wish\" }", "")],
        &["desk/v1/create: body /kind: the value \"wish\" was removed [breaks wire and Rust]"],
        &["matches_an_enum"],
    ),
    case(
        &[(
            CREATE.0,
            "{ value = \"wish\" }",
            "{ value = \"wish\", rust = \"Hope\" }",
        )],
        &[
            "desk/v1/create: body /kind: the value \"wish\" has a different name in Rust [breaks Rust]",
        ],
        &["matches_an_enum"],
    ),
    case(
        &[(
            CREATE.0,
            "enum     = [{ value = \"bug\" }, { value = \"wish\" }]\n",
            "",
        )],
        &["desk/v1/create: body /kind: its values are no longer listed [breaks Rust]"],
        &["matches_an_enum", "parses_an_enum", "sets_an_enum"],
    ),
    case(
        &[(
            CREATE.0,
            "[body.title]\ntype = \"string\"",
            "[body.title]\ntype = \"string\"\nenum = [{ value = \"slow\" }]",
        )],
        &["desk/v1/create: body /title: its values are now listed [breaks wire and Rust]"],
        &["reads_an_optional_field_of_a_request"],
    ),
    case(
        &[(
            CREATE.0,
            "enum     = [{ value = \"bug\" }, { value = \"wish\" }]",
            "enum     = [{ value = \"bug\" }, { value = \"wish\" }]\nopen = true",
        )],
        &["desk/v1/create: body /kind: now accepts values other than those listed"],
        &[],
    ),
    case(
        &[(CREATE.0, "bits = true\n", "")],
        &[
            "desk/v1/create: body /rights: no longer accepts sums of the listed values [breaks wire and Rust]",
        ],
        &["reads_bits"],
    ),
    case(
        &[(
            CREATE.0,
            "[body.kind]\ntype     = \"string\"",
            "[body.kind]\ntype     = \"string\"\nrust = \"sort\"",
        )],
        &["desk/v1/create: body /kind: has a different name in Rust [breaks Rust]"],
        &[
            "matches_an_enum",
            "parses_an_enum",
            "sets_a_value_that_is_not_listed",
            "sets_an_enum",
            "shows_an_enum",
        ],
    ),
    case(
        &[(TYPES.0, ", { value = \"green\" }", "")],
        &[
            "desk/v1/types: types /Colour: the value \"green\" was removed [breaks wire and Rust] (requests of desk/v1/create; responses of desk/v1/search)",
        ],
        &["names_a_value_of_a_shared_enum"],
    ),
    case(
        &[(
            TYPES.0,
            "{ value = \"green\" }",
            "{ value = \"green\" }, { value = \"blue\" }",
        )],
        &[
            "desk/v1/types: types /Colour: a new value \"blue\" (requests of desk/v1/create; responses of desk/v1/search)",
        ],
        &[],
    ),
    case(
        &[(
            TYPES.0,
            "[types.Colour]\ntype = \"string\"",
            "[types.Colour]\ntype = \"string\"\nopen = true",
        )],
        &[
            "desk/v1/types: types /Colour: now accepts values other than those listed (requests of desk/v1/create; responses of desk/v1/search)",
        ],
        &[],
    ),
    case(
        &[(CREATE.0, "max  = 50", "max  = 20")],
        &["desk/v1/create: body /size: max 50 → 20 (tightened) [breaks wire]"],
        &[],
    ),
    case(
        &[(
            CREATE.0,
            "max  = 50",
            "max  = 50\ndefault = 20\nrequired = true",
        )],
        &[
            "desk/v1/create: body /size: was optional, is required [breaks wire and Rust]",
            "desk/v1/create: body /size: default none → `20`",
        ],
        &["reads_a_size"],
    ),
    case(
        &[
            (
                CREATE.0,
                "[body.title]\ntype = \"string\"",
                "[body.title]\ntype = \"string\"\nmin_len = 1\npattern = \"a\"\ndeprecated = true\nany_of = \"a\"",
            ),
            (
                CREATE.0,
                "[body.width]\ntype = \"int\"",
                "[body.width]\ntype = \"int\"\nany_of = \"a\"",
            ),
        ],
        &[
            "desk/v1/create: body /title: is now deprecated",
            "desk/v1/create: body /title: min_len none → 1 (tightened) [breaks wire]",
            "desk/v1/create: body /title: pattern none → `a` (tightened) [breaks wire]",
            "desk/v1/create: body: at least one of `title`, `width` is now required [breaks wire]",
        ],
        &[],
    ),
    case(
        &[(
            CREATE.0,
            "[body.width]\ntype = \"int\"",
            "[body.width]\ntype = \"int\"\nrequired_when = { title = \"slow\" }",
        )],
        &[
            "desk/v1/create: body /width: required_when none → `{\"title\":\"slow\"}` (tightened) [breaks wire]",
        ],
        &[],
    ),
    case(
        &[(
            CREATE.0,
            "[[error]]\ncode = 70002\nmsg  = \"too many words\"\n",
            "",
        )],
        &["desk/v1/create: error: the error code 70002 is no longer listed [breaks Rust]"],
        &["compares_an_error_code"],
    ),
    case(
        &[(
            CREATE.0,
            "[[error]]\ncode = 70002",
            "[[error]]\ncode = 70003\n\n[[error]]\ncode = 70002\nmeans = \"final\"",
        )],
        &[
            "desk/v1/create: error: the error code 70002 means none → `final`",
            "desk/v1/create: error: the error code 70003 is now listed",
        ],
        &[],
    ),
    case(
        &[(
            SEARCH.0,
            "[page]\nstyle = \"token\"\nitems = \"tickets\"\n\n",
            "",
        )],
        &["desk/v1/search: page: the result is no longer paged [breaks wire and Rust]"],
        &["walks_items", "walks_pages"],
    ),
    case(
        &[(SEARCH.0, "items = \"tickets\"", "items = \"archive\"")],
        &["desk/v1/search: page: the result is paged differently [breaks wire and Rust]"],
        &["walks_items"],
    ),
    case(
        &[(
            SEARCH.0,
            "style = \"token\"",
            "style = \"offset\"\nstart = \"skip\"",
        )],
        &["desk/v1/search: page: the result is paged differently [breaks wire]"],
        &[],
    ),
    case(
        &[
            (
                GET.0,
                "[path.id]",
                "[page]\nstyle = \"token\"\nitems = \"tags\"\n\n[path.id]",
            ),
            (
                GET.0,
                "[response.by]",
                "[query.page_size]\ntype = \"int\"\nmax = 9\n\n[query.page_token]\ntype = \"string\"\n\n[response.tags]\ntype = \"list<string>\"\n\n[response.has_more]\ntype = \"bool\"\n\n[response.page_token]\ntype = \"string\"\n\n[response.by]",
            ),
        ],
        &[
            "desk/v1/get: page: the result is now paged",
            "desk/v1/get: query /page_size: a new optional field `page_size` (int)",
            "desk/v1/get: query /page_token: a new optional field `page_token` (string)",
            "desk/v1/get: response /data/tags: a new optional field `tags` (list<string>)",
            "desk/v1/get: response /data/has_more: a new optional field `has_more` (bool)",
            "desk/v1/get: response /data/page_token: a new optional field `page_token` (string)",
        ],
        &[],
    ),
    case(
        &[(
            GET.0,
            "path   = \"/open-apis/desk/v1/tickets/:id\"",
            "path   = \"/open-apis/desk/v2/tickets/:id\"\nscopes = [\"desk\"]\nrate = \"5/s\"\nenvelope = \"flat\"",
        )],
        &[
            "desk/v1/get: http: path `/open-apis/desk/v1/tickets/:id` → `/open-apis/desk/v2/tickets/:id` [breaks wire]",
            "desk/v1/get: http: envelope `data` → `flat` [breaks wire]",
            "desk/v1/get: http: the scope `desk` is now needed [breaks wire]",
            "desk/v1/get: http: rate none → `5/s`",
        ],
        &[],
    ),
    case(
        &[(
            GET.0,
            "method = \"GET\"",
            "method = \"POST\"\nenvelope = { code = \"errcode\", msg = \"errmsg\" }",
        )],
        &[
            "desk/v1/get: http: method `GET` → `POST` [breaks wire]",
            "desk/v1/get: http: envelope.code `code` → `errcode` [breaks wire]",
            "desk/v1/get: http: envelope.msg `msg` → `errmsg` [breaks wire]",
            "desk/v1/get: http: safe `true` → `false`",
        ],
        &[],
    ),
    case(
        &[(GET.0, GET.1, ""), ("desk/v1/find", "", GET.1)],
        &[
            "desk/v1/find: a new endpoint",
            "desk/v1/get: the endpoint was removed [breaks wire and Rust]",
        ],
        &[
            "asks_for_facts",
            "asks_for_the_whole_answer",
            "calls",
            "checks_payloads",
            "goes_through_another_client",
            "reads_an_answer_of_another_client",
        ],
    ),
    case(
        &[(GET.0, GET.1, "")],
        &["desk/v1/get: the endpoint was removed [breaks wire and Rust]"],
        &[
            "asks_for_facts",
            "asks_for_the_whole_answer",
            "calls",
            "checks_payloads",
            "goes_through_another_client",
            "reads_an_answer_of_another_client",
        ],
    ),
    case(
        &[(
            GET.0,
            "[response.id]\ntype     = \"string\"\nrequired = true\n\n[response.by]\ntype = \"Person\"\n",
            "[response.file]\ntype     = \"binary\"\nrequired = true\n",
        )],
        &[
            "desk/v1/get: response: payload `JSON` → `a file` [breaks wire and Rust]",
            "desk/v1/get: response /data/id: `id` was removed [breaks wire and Rust]",
            "desk/v1/get: response /data/by: `by` was removed [breaks wire and Rust]",
            "desk/v1/get: response /data/file: a new required field `file` (binary)",
        ],
        &["checks_payloads"],
    ),
    case(
        &[(
            SEARCH.0,
            "type = \"Note\"\n\n[response.\"tickets[].by\"]",
            "type = \"object\"\n\n[response.\"tickets[].note.text\"]\ntype = \"string\"\n\n[response.\"tickets[].by\"]",
        )],
        &[
            "desk/v1/search: response /data/tickets/*/note: type Note → object [breaks Rust]",
            "desk/v1/search: response /data/tickets/*/note/text: was required, is optional [breaks wire and Rust]",
            "desk/v1/search: response /data/tickets/*/note/colour: `colour` was removed [breaks wire and Rust]",
            "desk/v1/search: response /data/tickets/*/note/pinned: `pinned` was removed [breaks wire and Rust]",
        ],
        &["reads_a_shared_type"],
    ),
    case(
        &[
            (TYPES.0, "[types.Team]", "[types.Group]"),
            (TYPES.0, "type = \"Team\"", "type = \"Group\""),
            (TYPES.0, "Team.title", "Group.title"),
        ],
        &[
            "desk/v1/types: types /Group: a new type `Group` (responses of desk/v1/get, desk/v1/search)",
            "desk/v1/types: types /Person/team: type Team → Group [breaks Rust] (responses of desk/v1/get, desk/v1/search)",
            "desk/v1/types: types /Team: the type `Team` was removed [breaks Rust] (responses of desk/v1/get, desk/v1/search)",
        ],
        &["reads_a_type_in_a_type"],
    ),
    case(
        &[(
            TYPES.0,
            "[types.Team]\ntype = \"object\"",
            "[types.Team]\ntype = \"object\"\n\n[types.\"Team.head\"]\ntype = \"Person\"",
        )],
        &[
            "desk/v1/types: types /Person/team: is now a `Box` in Rust because the type may contain itself [breaks Rust] (responses of desk/v1/get, desk/v1/search)",
            "desk/v1/types: types /Team/head: a new optional field `head` (Person) (responses of desk/v1/get, desk/v1/search)",
        ],
        &["reads_a_type_in_a_type"],
    ),
    case(
        &[(
            TYPES.0,
            "[types.Team]\ntype = \"object\"",
            "[types.Team]\ntype = \"object\"\n\n[types.\"Team.people\"]\ntype = \"list<Person>\"",
        )],
        &[
            "desk/v1/types: types /Team/people: a new optional field `people` (list<Person>) (responses of desk/v1/get, desk/v1/search)",
        ],
        &[],
    ),
    case(
        &[(CREATE.0, "[body.notes]\ntype = \"list<Note>\"\n\n", "")],
        &["desk/v1/create: body /notes: `notes` was removed [breaks wire and Rust]"],
        &[
            "builds_a_shared_type",
            "builds_a_shared_type_with_a_flag",
            "sets_a_list_of_a_shared_type",
        ],
    ),
    case(
        &[(TYPES.0, TYPES.1, ""), ("desk/types", "", TYPES.1)],
        &[
            "desk/types: types /Colour: a new type `Colour` (requests of desk/v1/create; responses of desk/v1/search)",
            "desk/types: types /Note: a new type `Note` (requests of desk/v1/create; responses of desk/v1/search)",
            "desk/types: types /Person: a new type `Person` (responses of desk/v1/get, desk/v1/search)",
            "desk/types: types /Team: a new type `Team` (responses of desk/v1/get, desk/v1/search)",
            "desk/v1/types: types /Colour: the type `Colour` was removed [breaks Rust] (requests of desk/v1/create; responses of desk/v1/search)",
            "desk/v1/types: types /Note: the type `Note` was removed [breaks Rust] (requests of desk/v1/create; responses of desk/v1/search)",
            "desk/v1/types: types /Person: the type `Person` was removed [breaks Rust] (responses of desk/v1/get, desk/v1/search)",
            "desk/v1/types: types /Team: the type `Team` was removed [breaks Rust] (responses of desk/v1/get, desk/v1/search)",
        ],
        &[
            "builds_a_shared_type",
            "builds_a_shared_type_with_a_flag",
            "names_a_value_of_a_shared_enum",
            "reads_a_field_of_a_shared_type",
            "reads_a_shared_type",
            "reads_a_type_in_a_type",
            "reads_an_optional_field_of_a_shared_type",
            "sets_a_list_of_a_shared_type",
        ],
    ),
    // What `import` does with the changes above: the Rust types stay.
    case(
        &[(
            CREATE.0,
            "[body.owner]\ntype     = \"string\"\nrequired = true",
            "[body.owner]\ntype     = \"string\"\nassumed = { option = false }",
        )],
        &["desk/v1/create: body /owner: was required, is optional"],
        &[],
    ),
    case(
        &[(
            CREATE.0,
            "[body.depth]\ntype     = \"int\"\nrequired = true",
            "[body.depth]\ntype     = \"int\"\nassumed = { option = false }",
        )],
        &["desk/v1/create: body /depth: was required, is optional"],
        &[],
    ),
    case(
        &[(
            SEARCH.0,
            "[response.total]\ntype     = \"int\"\nrequired = true",
            "[response.total]\ntype     = \"int\"\nassumed = { option = false }",
        )],
        &["desk/v1/search: response /data/total: was required, is optional [breaks wire]"],
        &[],
    ),
    case(
        &[(
            TYPES.0,
            "[types.\"Note.text\"]\ntype     = \"string\"\nrequired = true",
            "[types.\"Note.text\"]\ntype     = \"string\"\nassumed = { option = false }",
        )],
        &[
            "desk/v1/types: types /Note/text: was required, is optional [breaks wire] (requests of desk/v1/create; responses of desk/v1/search)",
        ],
        &[],
    ),
    case(
        &[(
            CREATE.0,
            "[body.title]\ntype = \"string\"",
            "[body.title]\ntype = \"string\"\nrequired = true\nassumed = { option = true }",
        )],
        &["desk/v1/create: body /title: was optional, is required [breaks wire]"],
        &[],
    ),
    case(
        &[(
            TYPES.0,
            "[types.\"Note.pinned\"]\ntype = \"bool\"",
            "[types.\"Note.pinned\"]\ntype = \"bool\"\nrequired = true\nassumed = { option = true }",
        )],
        &[
            "desk/v1/types: types /Note/pinned: was optional, is required [breaks wire] (requests of desk/v1/create; responses of desk/v1/search)",
        ],
        &[],
    ),
    case(
        &[(
            CREATE.0,
            "[body.title]\ntype = \"string\"",
            "[body.title]\ntype = \"string\"\nassumed = { option = false }",
        )],
        &["desk/v1/create: body /title: is no longer an `Option` in Rust [breaks Rust]"],
        &[
            "hands_on_an_optional_text",
            "reads_an_optional_field_of_a_request",
        ],
    ),
    case(
        &[(
            CREATE.0,
            "[body.owner]\ntype     = \"string\"",
            "[body.owner]\ntype     = \"string\"\nassumed = { option = true }",
        )],
        &["desk/v1/create: body /owner: is now an `Option` in Rust [breaks Rust]"],
        &["reads_a_field_of_a_request"],
    ),
    case(
        &[(
            CREATE.0,
            "{ value = \"wish\" }",
            "{ value = \"wish\", deprecated = true }",
        )],
        &["desk/v1/create: body /kind: the value \"wish\" is now deprecated"],
        &[],
    ),
    case(
        &[(
            TYPES.0,
            "{ value = \"green\" }",
            "{ value = \"green\", deprecated = true }",
        )],
        &[
            "desk/v1/types: types /Colour: the value \"green\" is now deprecated (requests of desk/v1/create; responses of desk/v1/search)",
        ],
        &[],
    ),
    case(
        &[(
            CREATE.0,
            "code = 70002",
            "code = 70002\nassumed = { deprecated = true }",
        )],
        &["desk/v1/create: error: the error code 70002 is now deprecated"],
        &[],
    ),
    // A form with files.
    case(
        &[(ATTACH.0, "[body.preview]\ntype = \"binary\"\n\n", "")],
        &["desk/v1/attach: body /preview: `preview` was removed [breaks wire and Rust]"],
        &["uploads_an_optional_file"],
    ),
    case(
        &[(
            ATTACH.0,
            "[body.file]\ntype     = \"binary\"\nrequired = true",
            "[body.file]\ntype     = \"binary\"",
        )],
        &["desk/v1/attach: body /file: was required, is optional [breaks Rust]"],
        &["reads_a_file"],
    ),
    case(
        &[
            (ATTACH.0, "type     = \"binary\"", "type     = \"string\""),
            (ATTACH.0, "[body.preview]\ntype = \"binary\"\n\n", ""),
        ],
        &[
            "desk/v1/attach: body: payload `a form with files` → `JSON` [breaks wire]",
            "desk/v1/attach: body /file: type binary → string [breaks wire and Rust]",
            "desk/v1/attach: body /preview: `preview` was removed [breaks wire and Rust]",
        ],
        &["reads_a_file", "uploads_a_file", "uploads_an_optional_file"],
    ),
];

/// The spec files before or after a change.
fn load(edits: &[Edit]) -> Api {
    let mut files = BTreeMap::from(BEFORE.map(|(name, text)| (name, text.to_owned())));
    for (file, from, to) in edits {
        let text = files.entry(file).or_default();
        assert!(text.contains(from), "{file}: {from}");
        *text = text.replacen(from, to, 1);
    }
    let files = files.into_iter().filter(|(_, text)| !text.is_empty());
    let loaded = Loader::texts(files).load();
    loaded.unwrap_or_else(|errors| panic!("{edits:?}: {errors}"))
}

/// Each function of the callers, by its name.
fn callers() -> BTreeMap<&'static str, &'static str> {
    let functions = CALLERS.split("\n\n").filter_map(|text| {
        let (name, _) = text.strip_prefix("fn ")?.split_once('(')?;
        Some((name, text))
    });
    functions.collect()
}

/// The number of a change, and a caller after it.
type Compiled = (usize, &'static str);

/// The bindings after a change: those of the endpoints that it may affect, and of the one that sends all types.
fn bindings(case: &Case, after: &Api) -> String {
    let mut api = after.clone();
    api.endpoints.retain(|endpoint| {
        let name = &*endpoint.name;
        name == CREATE.0 || case.may_move(name)
    });
    rust_source(&api, "consumer")
}

/// The text of a crate with the bindings after each change and the callers next to them, and the line at which each
/// caller begins. A line of the bindings belongs to the caller "".
fn program(after: &[Api]) -> (String, BTreeMap<usize, Compiled>) {
    let mut text = String::from("#![allow(warnings)]\n");
    let mut lines = 1;
    let mut places = BTreeMap::new();
    let mut add = |part: &str, at: Compiled| {
        places.insert(lines + 1, at);
        lines += part.lines().count();
        text += part;
    };
    for (number, (case, after)) in CASES.iter().zip(after).enumerate() {
        let bindings = bindings(case, after);
        add(
            &format!("mod case_{number} {{\nuse larkspec::__names::*;\n{bindings}"),
            (number, ""),
        );
        add(&format!("mod callers {{\n{PRELUDE}"), (number, ""));
        for (name, caller) in callers() {
            let mut others = BEFORE
                .iter()
                .filter(|(file, _)| *file != TYPES.0 && !case.may_move(file));
            let needs =
                |file: &str| caller.contains(&format!("{}::", file.replace("desk/v1/", "")));
            if !others.any(|(file, _)| needs(file)) {
                add(&format!("{caller}\n"), (number, name));
            }
        }
        add("}\n}\n", (number, ""));
    }
    add("fn main() {}\n", (0, ""));
    (text, places)
}

/// The callers that the compiler rejects. It reports the errors of all at once, since they import nothing by name that
/// a change can remove.
fn rejected(after: &[Api]) -> BTreeSet<Compiled> {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("breaks.rs");
    let (text, places) = program(after);
    fs::write(&file, text).unwrap();
    let mut rejected = BTreeSet::new();
    for (line, message) in errors(&file) {
        let (_, at) = places.range(..=line).next_back().unwrap();
        let edits = CASES[at.0].edits;
        assert!(
            !at.1.is_empty(),
            "the bindings do not compile: {edits:?}: {message}"
        );
        rejected.insert(*at);
    }
    rejected
}

/// The compiler's errors in a file, each with its line.
fn errors(file: &Path) -> Vec<(usize, String)> {
    let program = env::current_exe().unwrap();
    let folder = program.parent().unwrap();
    let output = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
        .args([
            "--crate-type=bin",
            "--edition=2024",
            "--emit=metadata",
            "--error-format=json",
        ])
        .arg(format!("--out-dir={}", env!("CARGO_TARGET_TMPDIR")))
        .arg(format!("-Ldependency={}", folder.display()))
        .arg(format!("--extern=larkspec={}", library(folder).display()))
        .arg(file)
        .output()
        .unwrap();
    let text = String::from_utf8(output.stderr).unwrap();
    let mut errors = Vec::new();
    for line in text.lines() {
        let message: Value = serde_json::from_str(line).unwrap_or_else(|_| panic!("{text}"));
        let spans = message["spans"].as_array().into_iter().flatten();
        let is_error = message["level"] == "error";
        for span in spans.filter(|span| is_error && span["is_primary"] == true) {
            let line = usize::try_from(span["line_start"].as_u64().unwrap()).unwrap();
            errors.push((line, message["rendered"].to_string()));
        }
    }
    assert!(output.status.success() || !errors.is_empty(), "{text}");
    errors
}

/// The library that this test depends on, or a newer build of it: cargo has made sure that this one is up to date.
fn library(folder: &Path) -> PathBuf {
    let files = fs::read_dir(folder).unwrap();
    let files = files.map(|entry| entry.unwrap().path());
    let built = files.filter(|path| {
        let name = path.file_name().unwrap().to_string_lossy();
        name.starts_with("liblarkspec-") && name.ends_with(".rlib")
    });
    let newest = built.max_by_key(|path| path.metadata().unwrap().modified().unwrap());
    newest.unwrap()
}

#[test]
fn diff_calls_breaking_what_breaks_a_caller_and_nothing_else() {
    let before = load(&[]);
    let after: Vec<Api> = CASES.iter().map(|case| load(case.edits)).collect();
    let rejected = rejected(&after);
    let mut report = String::new();
    for (number, (case, after)) in CASES.iter().zip(&after).enumerate() {
        let changes = diff::api(&before, after);
        let says: Vec<String> = changes.iter().map(ToString::to_string).collect();
        let breaks = rejected.iter().filter(|(at, _)| *at == number);
        let breaks: Vec<&str> = breaks.map(|(_, name)| *name).collect();
        let is_called_breaking = changes.iter().any(|change| change.breaks_rust);
        if is_called_breaking == breaks.is_empty() {
            report += "`diff` is wrong:\n";
        }
        if says != case.says || breaks != case.breaks || is_called_breaking == breaks.is_empty() {
            report += &format!("{:?}\n{says:#?}\n{breaks:#?}\n\n", case.edits);
        }
    }
    assert!(report.is_empty(), "{report}");
}
