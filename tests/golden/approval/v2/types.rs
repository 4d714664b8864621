//! Types that the endpoints below `approval/v2` share.
/// The shared type `Approval`.
#[non_exhaustive]
pub struct Approval {
    /// `code`
    pub code: Option<String>,
    /// `name`
    pub name: Option<String>,
    /// `is_external`
    pub is_external: Option<bool>,
    /// `external`
    pub external: Option<ApprovalExternal>,
}
::larkspec::__table!(
    pub TABLE_Approval, "Approval", ["0 code text" "0 name text" "0 is_external bool"
    "0 external {0}"], [TABLE_ApprovalExternal], ""
);
::larkspec::__object!(
    Approval, TABLE_Approval, code : OptText = None, name : OptText = None, is_external :
    OptBool = None, external : Opt = None,
);
::larkspec::__json_schema!(Approval, "Approval", TYPES_SCHEMA, "/$defs/Approval");
/// The object in [`Approval::external`](field@Approval::external).
#[non_exhaustive]
pub struct ApprovalExternal {
    /// `batch_cc_read`
    pub batch_cc_read: Option<bool>,
}
::larkspec::__table!(
    pub TABLE_ApprovalExternal, "ApprovalExternal", ["0 batch_cc_read bool"], [], ""
);
::larkspec::__object!(
    ApprovalExternal, TABLE_ApprovalExternal, batch_cc_read : OptBool = None,
);
::larkspec::__json_schema!(
    ApprovalExternal, "ApprovalExternal", TYPES_SCHEMA,
    "/$defs/Approval/properties/external"
);
/// The shared type `Group`.
#[non_exhaustive]
pub struct Group {
    /// `external_id`
    pub external_id: Option<String>,
    /// `name`
    pub name: Option<String>,
}
::larkspec::__table!(
    pub TABLE_Group, "Group", ["0 external_id text" "0 name text"], [], ""
);
::larkspec::__object!(
    Group, TABLE_Group, external_id : OptText = None, name : OptText = None,
);
::larkspec::__json_schema!(Group, "Group", TYPES_SCHEMA, "/$defs/Group");
/// The shared type `Instance`.
#[non_exhaustive]
pub struct Instance {
    /// `code`
    pub code: Option<String>,
    /// `external_id`
    pub external_id: Option<String>,
    /// `user_id`
    pub user_id: Option<String>,
    /// `start_time`
    pub start_time: Option<i64>,
    /// `end_time`
    pub end_time: Option<i64>,
    /// `status`
    pub status: Option<String>,
    /// `title`
    pub title: Option<String>,
    /// `extra`
    pub extra: Option<String>,
    /// `serial_id`
    pub serial_id: Option<String>,
    /// `link`
    pub link: Option<Link>,
}
::larkspec::__table!(
    pub TABLE_Instance, "Instance", ["0 code text" "0 external_id text" "0 user_id text"
    "0 start_time int" "0 end_time int" "0 status text" "0 title text" "0 extra text"
    "0 serial_id text" "0 link &0"], [TABLE_Link], ""
);
::larkspec::__object!(
    Instance, TABLE_Instance, code : OptText = None, external_id : OptText = None,
    user_id : OptText = None, start_time : OptInt = None, end_time : OptInt = None,
    status : OptText = None, title : OptText = None, extra : OptText = None, serial_id :
    OptText = None, link : Opt = None,
);
::larkspec::__json_schema!(Instance, "Instance", TYPES_SCHEMA, "/$defs/Instance");
/// The shared type `Link`.
#[non_exhaustive]
pub struct Link {
    /// `pc_link`
    pub pc_link: Option<String>,
    /// `mobile_link`
    pub mobile_link: Option<String>,
}
::larkspec::__table!(
    pub TABLE_Link, "Link", ["0 pc_link text" "0 mobile_link text"], [], ""
);
::larkspec::__object!(
    Link, TABLE_Link, pc_link : OptText = None, mobile_link : OptText = None,
);
::larkspec::__json_schema!(Link, "Link", TYPES_SCHEMA, "/$defs/Link");
::larkspec::__json_schema!(
    const TYPES_SCHEMA = super::super::SCHEMAS, "approval/v2/types Types"
);
