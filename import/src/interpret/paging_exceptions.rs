//! The endpoints that look paged but cannot be paged, each with the reason. The importer reports an exception whose
//! reason no longer applies.

use larkspec_codegen::model::{Endpoint, Type};

/// An endpoint that looks paged but cannot be paged.
pub(super) struct Exception {
    /// Method and path.
    pub call: &'static str,
    /// The reason.
    pub reason: &'static str,
    /// The response field that should be a list.
    pub items: Option<&'static str>,
}

impl Exception {
    /// Whether the reason still applies although paging can be derived: the field is not a list.
    pub fn holds(&self, endpoint: &Endpoint) -> bool {
        self.items.is_some_and(|name| {
            let field = endpoint.response.iter().find(|field| field.name == name);
            field.is_some_and(|field| !matches!(field.ty, Type::List(_)))
        })
    }
}

/// All exceptions.
pub(super) const EXCEPTIONS: &[Exception] = &[
    Exception {
        call: "GET /open-apis/corehr/v2/job_families/query_recent_change",
        reason: "each page has two lists: what changed and what was deleted",
        items: None,
    },
    Exception {
        call: "GET /open-apis/corehr/v2/custom_orgs/query_recent_change",
        reason: "each page has two lists: what changed and what was deleted",
        items: None,
    },
    Exception {
        call: "GET /open-apis/corehr/v2/cost_centers/query_recent_change",
        reason: "each page has two lists: what changed and what was deleted",
        items: None,
    },
    Exception {
        call: "GET /open-apis/corehr/v2/jobs/query_recent_change",
        reason: "each page has two lists: what changed and what was deleted",
        items: None,
    },
    Exception {
        call: "GET /open-apis/corehr/v2/job_grades/query_recent_change",
        reason: "each page has two lists: what changed and what was deleted",
        items: None,
    },
    Exception {
        call: "GET /open-apis/corehr/v2/locations/query_recent_change",
        reason: "each page has two lists: what changed and what was deleted",
        items: None,
    },
    Exception {
        call: "GET /open-apis/corehr/v2/companies/query_recent_change",
        reason: "each page has two lists: what changed and what was deleted",
        items: None,
    },
    Exception {
        call: "GET /open-apis/corehr/v2/positions/query_recent_change",
        reason: "each page has two lists: what changed and what was deleted",
        items: None,
    },
    Exception {
        call: "GET /open-apis/corehr/v2/departments/query_recent_change",
        reason: "each page has two lists: what changed and what was deleted",
        items: None,
    },
    Exception {
        call: "GET /open-apis/corehr/v2/job_levels/query_recent_change",
        reason: "each page has two lists: what changed and what was deleted",
        items: None,
    },
    Exception {
        call: "GET /open-apis/contact/v3/scopes",
        reason: "each page has departments, users and groups",
        items: None,
    },
    Exception {
        call: "GET /open-apis/directory/v1/share_entities",
        reason: "each page has departments, users and groups",
        items: None,
    },
    Exception {
        call: "GET /open-apis/application/v6/applications/:app_id/contacts_range_configuration",
        reason: "each page has departments, users and groups",
        items: None,
    },
    Exception {
        call: "GET /open-apis/payroll/v1/cost_allocation_reports",
        reason: "each page has rows and the names of their columns, in two lists",
        items: None,
    },
    Exception {
        call: "GET /open-apis/payroll/v1/cost_allocation_details",
        reason: "each page has rows and the names of their columns, in two lists",
        items: None,
    },
    Exception {
        call: "GET /open-apis/corehr/v2/signature_template_info_with_thumbnails",
        reason: "the token in its answer is a number, that in its request a string, and nothing says whether there is more",
        items: None,
    },
    Exception {
        call: "GET /open-apis/mail/v1/user_mailboxes/:user_mailbox_id/aliases",
        reason: "its answer has no token of the next page",
        items: None,
    },
    Exception {
        call: "GET /open-apis/approval/v4/instances/:instance_id/comments",
        reason: "its answer has no token of the next page",
        items: None,
    },
    Exception {
        call: "GET /open-apis/apaas/v1/workspaces/:workspace_id/views/:view_name/records",
        reason: "the records are JSON in a string",
        items: Some("items"),
    },
    Exception {
        call: "GET /open-apis/apaas/v1/workspaces/:workspace_id/tables/:table_name/records",
        reason: "the records are JSON in a string",
        items: Some("items"),
    },
    Exception {
        call: "POST /open-apis/apaas/v1/applications/:namespace/objects/:object_api_name/records/batch_query",
        reason: "the records are JSON in a string",
        items: Some("items"),
    },
    Exception {
        call: "POST /open-apis/apaas/v1/applications/:namespace/objects/search",
        reason: "the records are JSON in a string",
        items: Some("records"),
    },
    Exception {
        call: "POST /open-apis/apaas/v1/user_task/query",
        reason: "its offset is a string",
        items: None,
    },
    Exception {
        call: "GET /open-apis/apaas/v1/applications/:namespace/audit_log/audit_log_list",
        reason: "its offset is a string",
        items: None,
    },
    Exception {
        call: "GET /open-apis/apaas/v1/applications/:namespace/audit_log/data_change_logs_list",
        reason: "its offset is a string",
        items: None,
    },
    Exception {
        call: "GET /open-apis/okr/v1/users/:user_id/okrs",
        reason: "its offset is a string",
        items: None,
    },
    Exception {
        call: "GET /open-apis/payroll/v1/payment_activity_details",
        reason: "it counts pages, not items",
        items: None,
    },
    Exception {
        call: "POST /open-apis/payroll/v1/payment_detail/query",
        reason: "it counts pages, not items",
        items: None,
    },
    Exception {
        call: "GET /open-apis/helpdesk/v1/tickets",
        reason: "it counts pages, not items",
        items: None,
    },
    Exception {
        call: "GET /open-apis/helpdesk/v1/tickets/:ticket_id/messages",
        reason: "it counts pages, not items",
        items: None,
    },
];
