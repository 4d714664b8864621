//! Derives the name of an endpoint's spec file.
//!
//! A name depends only on the page, never on other pages: importing one page or all of them, in any order, suggests
//! the same names. A page suggests several names, best first ([`names`]); the next one counts only if another
//! endpoint already has the previous one.

use larkspec_codegen::model::{Endpoint, Method, Section};
use larkspec_codegen::names::{module_path, snake_case};
use serde::Serialize;

use crate::extract::Page;
use crate::lexicon;

/// The source of a name, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NameSource {
    /// The page's link to the API explorer: the name that the official SDKs use.
    Explorer,
    /// The page's address, `…/im-v1/message/create`.
    Address,
    /// Method and URL, by one rule.
    Url,
    /// Method and URL, with the fixed value that distinguishes operations of one URL, or with every part of the URL.
    WholeUrl,
}

impl NameSource {
    /// All sources.
    pub const ALL: [NameSource; 4] = [
        NameSource::Explorer,
        NameSource::Address,
        NameSource::Url,
        NameSource::WholeUrl,
    ];

    /// Its name in a report.
    pub const fn as_str(self) -> &'static str {
        match self {
            NameSource::Explorer => "API explorer link",
            NameSource::Address => "page address",
            NameSource::Url => "URL rule",
            NameSource::WholeUrl => "URL rule with all its parts",
        }
    }
}

/// A name that a page suggests for its spec file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The name: `im/v1/message/create`.
    pub text: String,
    /// Its source.
    pub source: NameSource,
}

/// The names for the endpoint of a page, best first, each a valid module path.
///
/// The link to the API explorer and the address count only if they match method and URL: a page may link to the
/// explorer of another endpoint, and an address may contain the version of a folder.
pub fn names(page: &Page, endpoint: &Endpoint) -> Vec<Name> {
    let url = Url::read(endpoint);
    let links: Vec<String> = explorer_links(page).collect();
    let explorer = links.iter().find_map(|query| {
        let mut official = Official::of_query(query)?;
        // A link without a version has the version of the URL.
        official.version = official.version.or_else(|| url.version.clone());
        // The only link of a page may differ from the URL in all words: `bot/v3/bot/get` is `/bot/v3/info`.
        let shares = url.shares(&official.resource) || url.shares(&official.method);
        (url.agrees(&official) && (shares || links.len() == 1)).then(|| official.name())
    });
    let address = page_address(page)
        .and_then(Official::of_address)
        .filter(|official| url.agrees(official) && url.shares(&official.resource))
        .map(|official| official.name());
    let mut names: Vec<Name> = Vec::new();
    let proposed = [
        (NameSource::Explorer, explorer),
        (NameSource::Address, address),
        (NameSource::Url, url.name()),
        (NameSource::WholeUrl, url.name_by_fixed(endpoint)),
        (NameSource::WholeUrl, url.whole_name()),
    ];
    for (source, text) in proposed {
        let text = text.filter(|text| {
            module_path(text).is_some() && names.iter().all(|known| known.text != *text)
        });
        names.extend(text.map(|text| Name { text, source }));
    }
    names
}

/// The name in the first link to the API explorer, for a call with this URL.
pub(super) fn linked(page: &Page, endpoint: &Endpoint) -> Option<String> {
    let mut official = explorer_links(page).find_map(|query| Official::of_query(&query))?;
    official.version = official.version.or(Url::read(endpoint).version);
    Some(official.name())
}

/// The address of the stored page.
pub(super) fn page_address(page: &Page) -> Option<&str> {
    ["fullPath", "source_url", "url"]
        .into_iter()
        .find_map(|key| page.front(key))
}

/// The name in an address of the documentation, `…/im-v1/message/create`.
pub fn reference(address: &str) -> Option<String> {
    Official::of_address(address).map(|official| official.name())
}

/// The endpoint's name in the official SDKs.
struct Official {
    project: String,
    version: Option<String>,
    resource: String,
    method: String,
}

impl Official {
    /// Reads the query of a link to the API explorer; its parameters may be in any order.
    fn of_query(query: &str) -> Option<Self> {
        let parameter = |names: &[&str]| {
            form_urlencoded::parse(query.as_bytes())
                .find(|(name, value)| names.contains(&&**name) && !value.is_empty())
                .map(|(_, value)| value.into_owned())
        };
        Some(Official {
            project: segment(&parameter(&["project"])?)?,
            version: parameter(&["version"]).filter(|version| is_version(version)),
            resource: segment(&parameter(&["resource"])?)?,
            method: segment(&parameter(&["method", "apiName"])?)?,
        })
    }

    /// Reads `…/project-v1/resource/method`. An id of the portal, such as `uQjMzUjL0IzM14CNyMTN`, has no meaning, and
    /// a last part with a hyphen is a title (`list-categories`): methods have underscores.
    fn of_address(address: &str) -> Option<Self> {
        let address = address.split(['?', '#']).next()?;
        let mut parts = address.rsplit('/').filter(|part| !part.is_empty());
        let (method, resource, folder) = (parts.next()?, parts.next()?, parts.next()?);
        let (project, version) = folder.rsplit_once('-')?;
        if is_id(method) || is_id(resource) || method.contains('-') || !is_version(version) {
            return None;
        }
        Some(Official {
            project: segment(project)?,
            version: Some(version.to_owned()),
            resource: segment(resource)?,
            method: segment(method)?,
        })
    }

    fn name(&self) -> String {
        let version = self.version.as_deref();
        let parts = [&self.project].into_iter().map(String::as_str);
        let rest = [&*self.resource, &*self.method];
        parts
            .chain(version)
            .chain(rest)
            .collect::<Vec<_>>()
            .join("/")
    }
}

/// The queries of the links to the API explorer before or in the section of the URL.
fn explorer_links(page: &Page) -> impl Iterator<Item = String> {
    let has_tables = |section: &&crate::extract::Section| !section.tables.is_empty();
    let first_table = page.sections.iter().find(has_tables);
    let end = first_table.map_or(usize::MAX, |section| section.line);
    page.sections
        .iter()
        .take_while(move |section| section.line <= end)
        .flat_map(|section| &section.text)
        .flat_map(|line| {
            // A link may be the argument of another one, and encoded for that.
            let text = line.text.replace("&amp;", "&");
            let text = text
                .replace("%3F", "?")
                .replace("%3D", "=")
                .replace("%26", "&");
            let links: Vec<String> = EXPLORER
                .captures_iter(&text)
                .filter_map(|found| Some(found.get(1)?.as_str().to_owned()))
                .collect();
            links
        })
}

/// The method and the parts of the path, from which names are built.
struct Url {
    method: Method,
    /// The service and everything before the version: `drive`, `explorer`.
    service: Vec<String>,
    version: Option<String>,
    /// The parts after the version, and whether each is a parameter.
    parts: Vec<(String, bool)>,
}

impl Url {
    fn read(endpoint: &Endpoint) -> Self {
        let mut parts: Vec<(String, bool)> = endpoint
            .http
            .path
            .split('/')
            .filter(|part| !matches!(*part, "" | "open-apis" | "openapi"))
            .filter_map(|part| Some((segment(part)?, part.starts_with(':'))))
            .collect();
        let version = parts
            .iter()
            .position(|(part, parameter)| !parameter && is_version(part));
        let rest = parts.split_off(version.map_or(1, |at| at + 1).min(parts.len()));
        let version = version.and_then(|_| parts.pop()).map(|(part, _)| part);
        Url {
            method: endpoint.http.method,
            service: parts.into_iter().map(|(part, _)| part).collect(),
            version,
            parts: rest,
        }
    }

    /// Whether an official name can belong to this call: same service and version, and a verb that matches the HTTP
    /// method.
    fn agrees(&self, official: &Official) -> bool {
        let verb = match &*official.method {
            "get" => self.method == Method::Get,
            "list" => matches!(self.method, Method::Get | Method::Post),
            "create" => self.method == Method::Post,
            "update" => !matches!(self.method, Method::Get | Method::Delete),
            "patch" => self.method == Method::Patch,
            "delete" => self.method == Method::Delete,
            _ => true,
        };
        let version = match (&self.version, &official.version) {
            (Some(own), Some(other)) => own == other,
            (_, None) | (None, _) => true,
        };
        self.service.first() == Some(&official.project) && version && verb
    }

    /// Whether the URL contains a word of a name, possibly in the plural.
    fn shares(&self, name: &str) -> bool {
        name.split('_')
            .map(|word| word.trim_end_matches(['s', 'y', 'e']))
            .filter(|stem| stem.len() > 1)
            .any(|stem| self.words().any(|word| word.starts_with(stem)))
    }

    /// The words of all parts that are not parameters.
    fn words(&self) -> impl Iterator<Item = &str> {
        let parts = self.parts.iter().filter(|(_, parameter)| !parameter);
        parts.flat_map(|(part, _)| part.split('_'))
    }

    /// `service/version/resource/method`: the resource consists of all parts that are not parameters, in the
    /// singular; the method is the last part if it names an action, otherwise it follows from the HTTP method. If the
    /// URL ends with several parameters, the method contains them: `update_by_sheet_id_rule_id`.
    fn name(&self) -> Option<String> {
        let (resource, mut method) = self.resource_and_method();
        let behind = self
            .parts
            .iter()
            .rev()
            .take_while(|(_, parameter)| *parameter);
        let mut behind: Vec<&str> = behind.map(|(part, _)| &**part).collect();
        behind.reverse();
        if behind.len() > 1 {
            method = format!("{method}_by_{}", behind.join("_"));
        }
        self.join(&resource, &method)
    }

    fn resource_and_method(&self) -> (String, String) {
        let mut literals: Vec<&str> = self
            .parts
            .iter()
            .filter(|(_, parameter)| !parameter)
            .map(|(part, _)| &**part)
            .collect();
        let one = self.parts.last().is_some_and(|(_, parameter)| *parameter);
        let last = literals.last().copied().unwrap_or_default();
        let action = !one && self.is_action(last, literals.len() > 1);
        if action {
            literals.pop();
        }
        let resource: Vec<String> = literals.iter().map(|part| singular(part)).collect();
        let method = match self.method {
            _ if action => last,
            Method::Get if !one && singular(last) != last => "list",
            Method::Get => "get",
            Method::Post => "create",
            Method::Put => "update",
            Method::Patch => "patch",
            Method::Delete => "delete",
        };
        (resource.join("_"), method.to_owned())
    }

    /// Whether the last part of a path names an action: its first or last word is a verb of the platform's methods;
    /// or the method is POST, and the part is in the singular, below a resource.
    fn is_action(&self, part: &str, below: bool) -> bool {
        let verb = |word: Option<&str>| word.is_some_and(|word| VERBS.contains(&word));
        verb(part.split('_').next())
            || verb(part.split('_').next_back())
            || (self.method == Method::Post && below && singular(part) == part)
    }

    /// The name with the value of the field that is fixed in the request, which distinguishes two operations of one
    /// URL.
    fn name_by_fixed(&self, endpoint: &Endpoint) -> Option<String> {
        let fixed = [Section::Body, Section::Query]
            .into_iter()
            .flat_map(|section| endpoint.section(section))
            .filter(|field| field.required)
            .find_map(|field| field.rules.fixed.as_ref()?.as_str())?;
        let (resource, method) = self.resource_and_method();
        self.join(&resource, &format!("{method}_by_{}", segment(fixed)?))
    }

    /// The name with every part of the path as written, and the HTTP method, which is unique for each URL.
    fn whole_name(&self) -> Option<String> {
        let parts: Vec<&str> = self.parts.iter().map(|(part, _)| &**part).collect();
        self.join(&parts.join("_"), &self.method.as_str().to_lowercase())
    }

    fn join(&self, resource: &str, method: &str) -> Option<String> {
        let front = self.service.iter().chain(&self.version).map(String::as_str);
        let parts: Vec<&str> = front
            .chain([resource, method])
            .filter(|part| !part.is_empty())
            .collect();
        (!self.service.is_empty()).then(|| parts.join("/"))
    }
}

/// The verbs at the start or end of methods in the official SDKs.
const VERBS: &[&str] = &[
    "active",
    "add",
    "append",
    "apply",
    "approve",
    "archive",
    "assign",
    "attach",
    "authorize",
    "batch",
    "bind",
    "calculate",
    "cancel",
    "check",
    "clear",
    "close",
    "confirm",
    "convert",
    "copy",
    "create",
    "cut",
    "deactivate",
    "del",
    "delete",
    "detach",
    "detect",
    "disable",
    "download",
    "edit",
    "enable",
    "end",
    "export",
    "find",
    "finish",
    "freeze",
    "generate",
    "get",
    "grant",
    "import",
    "insert",
    "invite",
    "is",
    "join",
    "leave",
    "list",
    "lock",
    "lookup",
    "mark",
    "match",
    "merge",
    "mget",
    "move",
    "open",
    "parse",
    "patch",
    "pin",
    "prepend",
    "preview",
    "publish",
    "push",
    "put",
    "query",
    "recall",
    "recognize",
    "recover",
    "refresh",
    "register",
    "reject",
    "release",
    "remove",
    "rename",
    "reopen",
    "replace",
    "reply",
    "report",
    "resend",
    "reset",
    "restore",
    "resume",
    "revoke",
    "rollback",
    "save",
    "search",
    "send",
    "set",
    "split",
    "start",
    "stop",
    "submit",
    "subscribe",
    "subscription",
    "sync",
    "terminate",
    "transfer",
    "translate",
    "unassign",
    "unbind",
    "unfreeze",
    "unlock",
    "unmerge",
    "unpublish",
    "unsubscribe",
    "unsubscription",
    "update",
    "upload",
    "validate",
    "verify",
    "withdraw",
];

/// `departments` → `department`, `user_statuses` → `user_status`; other words are unchanged.
pub(crate) fn singular(name: &str) -> String {
    let word = name.rsplit('_').next().unwrap_or(name);
    let stem = |end: &str| word.strip_suffix(end).filter(|stem| stem.len() > 1);
    let cut = match () {
        () if word.ends_with("medias") || word.ends_with("datas") || word.ends_with("schemas") => 1,
        () if stem("ies").is_some_and(|stem| stem.len() > 1) => {
            return format!("{}y", &name[..name.len() - 3]);
        }
        () if ["sses", "ches", "shes", "xes", "uses", "ises", "iases"]
            .iter()
            .any(|end| stem(end).is_some()) =>
        {
            2
        }
        () if ["ss", "us", "is", "as", "ews", "sms"]
            .iter()
            .any(|end| word.ends_with(end)) =>
        {
            0
        }
        () => usize::from(stem("s").is_some()),
    };
    name[..name.len() - cut].to_owned()
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

pub(super) fn is_version(part: &str) -> bool {
    part.strip_prefix('v')
        .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether the text is an id of the portal: long, with upper case, lower case and digits.
fn is_id(part: &str) -> bool {
    part.len() >= 12
        && part.bytes().all(|b| b.is_ascii_alphanumeric())
        && part.bytes().any(|b| b.is_ascii_uppercase())
        && part.bytes().any(|b| b.is_ascii_lowercase())
}

lexicon::regexes! {
    /// A link to the API explorer, and its query.
    EXPLORER = r#"{EXPLORER_PAGE}[^\s?()"'<>]*\?([^\s()"'<>\]]+)"#;
}

#[cfg(test)]
mod tests {
    use super::{NameSource, reference};

    /// The names that a page suggests: `link` is in its lead, `call` in its first table.
    fn names(address: &str, link: &str, call: &str) -> Vec<(NameSource, String)> {
        let (method, path) = call.split_once(' ').expect("a call");
        let text = format!(
            "---\nfullPath: \"{address}\"\n---\n\n# T\n\nDoes it.{link}\n\n## 请求\n\n名称 | 值\n--- | ---\n\
             HTTP URL | https://open.feishu.cn{path}\nHTTP Method | {method}\n"
        );
        let imported = crate::import(&text, None).expect("a page");
        let names = imported.names.into_iter();
        names.map(|name| (name.source, name.text)).collect()
    }

    fn best(address: &str, link: &str, call: &str) -> (NameSource, String) {
        names(address, link, call).swap_remove(0)
    }

    #[test]
    fn the_explorer_link_names_an_endpoint() {
        let config = "(url=/api/tools/api_explore/api_explore_config?";
        for (link, call, expected) in [
            (
                "{尝试一下}URLproject=im&version=v1&resource=message&method=create)",
                "POST /open-apis/im/v1/messages",
                "im/v1/message/create",
            ),
            // Another order, entities, a dot, another case.
            (
                "{Try it}URLmethod=batchSave&amp;resource=report.detail_row&amp;version=v2&amp;project=corehr)",
                "POST /open-apis/corehr/v2/report_detail_row/batchSave",
                "corehr/v2/report_detail_row/batch_save",
            ),
            // Without a version: that of the URL.
            (
                "{尝试一下}URLproject=im&resource=message&method=create)",
                "POST /open-apis/im/v1/messages",
                "im/v1/message/create",
            ),
            // The explorer's own page, and a link in the argument of another one.
            (
                "[debug](https://open.feishu.cn/api-explorer/cli_1?apiName=create&from=op_doc&project=im&resource=message&version=v1)",
                "POST /open-apis/im/v1/messages",
                "im/v1/message/create",
            ),
            (
                "[debug](https://x.cn/go?to=https%3A%2F%2Fopen.feishu.cn%2Fapi-explorer%3FapiName%3Dcreate%26project%3Dim%26resource%3Dmessage%26version%3Dv1)",
                "POST /open-apis/im/v1/messages",
                "im/v1/message/create",
            ),
            // The link of another endpoint comes first.
            (
                "See {users}URLproject=contact&version=v3&resource=user&method=batch_get_id) \
                 {尝试一下}URLproject=im&version=v1&resource=message&method=create)",
                "POST /open-apis/im/v1/messages",
                "im/v1/message/create",
            ),
            // No common word, but it is the only link.
            (
                "{尝试一下}URLproject=bot&version=v3&resource=bot&method=get)",
                "GET /open-apis/bot/v3/info",
                "bot/v3/bot/get",
            ),
        ] {
            let link = link.replace("URL", config);
            assert_eq!(
                best("", &link, call),
                (NameSource::Explorer, expected.to_owned()),
                "{link}"
            );
        }
    }

    #[test]
    fn a_link_to_the_explorer_of_another_endpoint_names_none() {
        let config = "{尝试一下}(url=/api/tools/api_explore/api_explore_config?";
        for query in [
            "project=contact&version=v3&resource=user&method=get",
            "project=im&version=v2&resource=message&method=create",
            // A verb of another HTTP method.
            "project=im&version=v1&resource=message&method=delete",
            "project=im&version=v1&resource=&method=create",
            "project=im&version=v1",
        ] {
            let link = format!("{config}{query})");
            let (source, name) = best("", &link, "POST /open-apis/im/v1/messages");
            assert_eq!((source, &*name), (NameSource::Url, "im/v1/message/create"));
        }
    }

    #[test]
    fn the_address_names_an_endpoint_that_has_its_service_and_version() {
        for (address, call, source, expected) in [
            (
                "/uAjLw4CM/ukTMukTMukTM/reference/approval-v4/instance/list",
                "GET /open-apis/approval/v4/instances",
                NameSource::Address,
                "approval/v4/instance/list",
            ),
            (
                "https://x/document/a/reference/mail-v1/user_mailbox-message/list?lang=zh",
                "GET /open-apis/mail/v1/user_mailboxes/:id/messages",
                NameSource::Address,
                "mail/v1/user_mailbox_message/list",
            ),
            // Below folders of the documentation.
            (
                "/a/reference/ai/document_ai-v1/vat_invoice/recognize",
                "POST /open-apis/document_ai/v1/vat_invoice/recognize",
                NameSource::Address,
                "document_ai/v1/vat_invoice/recognize",
            ),
            // An id, another version, a title instead of a name, a resource that is not in the URL.
            (
                "/a/reference/sheets-v3/uQjMzUjL0IzM14CNyMTN",
                "GET /open-apis/sheets/v2/spreadsheets/:token/values_batch_get",
                NameSource::Url,
                "sheets/v2/spreadsheet/values_batch_get",
            ),
            (
                "/a/reference/corehr-v1/employee/search",
                "POST /open-apis/corehr/v2/employees/search",
                NameSource::Url,
                "corehr/v2/employee/search",
            ),
            (
                "/a/helpdesk-v1/category/list-categories",
                "GET /open-apis/helpdesk/v1/categories",
                NameSource::Url,
                "helpdesk/v1/category/list",
            ),
            (
                "/a/auth-v3/auth/app_ticket_resend",
                "POST /open-apis/auth/v3/app_ticket/resend",
                NameSource::Url,
                "auth/v3/app_ticket/resend",
            ),
        ] {
            assert_eq!(
                best(address, "", call),
                (source, expected.to_owned()),
                "{address}"
            );
        }
        assert_eq!(
            reference("https://x/document/a/reference/mail-v1/user_mailbox-message/list?lang=zh")
                .as_deref(),
            Some("mail/v1/user_mailbox_message/list")
        );
        assert_eq!(
            reference("/a/reference/sheets-v3/uQjMzUjL0IzM14CNyMTN"),
            None
        );
        assert_eq!(reference("/a/im-v1/message"), None);
    }

    #[test]
    fn one_rule_over_method_and_url() {
        for (call, expected) in [
            (
                "POST /approval/openapi/v2/instance/list",
                "approval/v2/instance/list",
            ),
            (
                "GET /open-apis/docx/v1/documents/:document_id",
                "docx/v1/document/get",
            ),
            (
                "GET /open-apis/docx/v1/documents/:document_id/blocks",
                "docx/v1/document_block/list",
            ),
            (
                "PATCH /open-apis/docx/v1/documents/:id/blocks/:block_id",
                "docx/v1/document_block/patch",
            ),
            (
                "GET /open-apis/contact/v1/user/admin_scope/get",
                "contact/v1/user_admin_scope/get",
            ),
            (
                "POST /open-apis/apaas/v1/approval_tasks/:id/agree",
                "apaas/v1/approval_task/agree",
            ),
            (
                "POST /open-apis/authen/v2/oauth/token",
                "authen/v2/oauth/token",
            ),
            (
                "GET /open-apis/hire/v1/job_processes",
                "hire/v1/job_process/list",
            ),
            (
                "GET /open-apis/helpdesk/v1/categories",
                "helpdesk/v1/category/list",
            ),
            (
                "POST /open-apis/drive/v1/medias/upload_all",
                "drive/v1/media/upload_all",
            ),
            (
                "GET /open-apis/doc/v2/:docToken/content",
                "doc/v2/content/get",
            ),
            ("POST /open-apis/doc/v2/create", "doc/v2/create"),
            ("POST /open-apis/jssdk/ticket/get", "jssdk/ticket/get"),
            ("POST /open-apis/suite/docs-api/meta", "suite/docs_api/meta"),
            ("GET /open-apis/new", "new/get"),
            (
                "PUT /open-apis/sheets/v2/spreadsheets/:t/dataValidation/:sheetId/:ruleId",
                "sheets/v2/spreadsheet_data_validation/update_by_sheet_id_rule_id",
            ),
            (
                "DELETE /open-apis/drive/explorer/v2/file/docs/:docToken",
                "drive/explorer/v2/file_doc/delete",
            ),
        ] {
            assert_eq!(
                best("", "", call),
                (NameSource::Url, expected.to_owned()),
                "{call}"
            );
        }
    }

    #[test]
    fn the_last_name_is_no_other_urls() {
        let last = |call: &str| names("", "", call).pop().expect("a name").1;
        assert_ne!(
            last("POST /open-apis/calendar/v4/calendars/primary"),
            last("POST /open-apis/calendar/v4/calendars/primarys")
        );
        assert_ne!(
            last("DELETE /open-apis/im/v2/app_feed_card/batch"),
            last("PUT /open-apis/im/v2/app_feed_card/batch")
        );
    }
}
