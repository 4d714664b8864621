// The endpoints that this crate calls itself, as `cargo xtask golden` writes them.
__larkspec::__generated_by!("0.1.0");
/// All endpoints, by name.
#[allow(dead_code, unreachable_pub)]
pub static ENDPOINTS: __larkspec::Endpoints = __larkspec::Endpoints::new(&[
<approval::v2::instance::list::Request as __larkspec::Endpoint>::METADATA,
<auth::v3::tenant_access_token::internal::Request as __larkspec::Endpoint>::METADATA,
]);
///Endpoints below `approval`.
#[allow(clippy::all,
clippy::pedantic,
clippy::nursery,
dead_code,
deprecated,
non_shorthand_field_patterns,
nonstandard_style,
unreachable_pub,
unused_imports,
unused_qualifications,
)]
pub mod approval{
use super::__larkspec;
///Endpoints below `v2`.
pub mod v2{
use super::__larkspec;
///Endpoints below `instance`.
pub mod instance{
use super::__larkspec;
/// List approval instance codes.
///
/// `POST /approval/openapi/v2/instance/list` (host `www`)
///
/// Codes of every approval instance created from one approval definition within a time range,
/// in creation order.
///
/// - Page: [批量获取审批实例ID](<https://open.feishu.cn/document/server-docs/historic-version/approval/v2/feishu-native-approval/batch-obtain-approval-instance-ids>), updated 2022-07-08
/// - Token: `tenant_access_token`
/// - Scopes, any one of: `approval:approval:readonly`
/// - The platform recommends `approval/v4/instance/list` instead.
#[cfg_attr(all(doc,
not(doctest)),
doc="\n# Example\n\n```no_run\nuse larkspec::{Client, UnixMillis};\nuse larkspec::approval::v2::instance::list;\n\nfn main() -> Result<(), larkspec::Error> {\n    let client = Client::from_env()?;\n    let items = list::Request::builder()\n        .approval_code(\"7C468A54-8745-2245-9675-08B7C63E7A85\")\n        .start_time(\"2026-01-01T00:00:00+08:00\".parse()?)\n        .end_time(UnixMillis::now())\n        .items(&client)?;\n    for item in items {\n        println!(\"{:?}\", item?);\n    }\n    Ok(())\n}\n```")]
#[doc(alias="批量获取审批实例ID")]
pub mod list{
use super::__larkspec;
/// The request.
#[non_exhaustive]
pub struct Request{
/// Unique code of the approval definition.
///
#[doc=" Example: `\"7C468A54-8745-2245-9675-08B7C63E7A85\"`."]
pub approval_code:String,
/// Start of the range of creation times.
///
/// Unix time in milliseconds (assumed).
pub start_time: __larkspec::UnixMillis,
/// End of the range of creation times.
///
/// Unix time in milliseconds (assumed).
pub end_time: __larkspec::UnixMillis,
/// How many instances to skip.
///
/// At least 0 (assumed).
pub offset:i64,
/// How many codes to return at most.
///
/// At least 1 (assumed). At most 100.
pub limit:i64,
}
__larkspec::__builder!(RequestBuilder,
Request,
paged,
&[]
,
.offset(0i64).limit(100i64));
impl RequestBuilder{
/// Sets `approval_code`, which is required.
#[inline]
pub fn approval_code(mut self,
value:impl Into<String>)->Self{
self.0.value.approval_code=value.into();
self.0.set(0);
self}
/// Sets `start_time`, which is required.
#[inline]
pub fn start_time(mut self,
value: __larkspec::UnixMillis)->Self{
self.0.value.start_time=value;
self.0.set(1);
self}
/// Sets `end_time`, which is required.
#[inline]
pub fn end_time(mut self,
value: __larkspec::UnixMillis)->Self{
self.0.value.end_time=value;
self.0.set(2);
self}
/// Sets `offset`. It is `0` unless set.
#[inline]
pub fn offset(mut self,
value:i64)->Self{
self.0.value.offset=value;
self.0.set(3);
self}
/// Sets `limit`. It is `100` unless set.
#[inline]
pub fn limit(mut self,
value:i64)->Self{
self.0.value.limit=value;
self.0.set(4);
self}
}
__larkspec::__table!(TABLE_Request,
"Request",
["1 approval_code text" "1 start_time int" "1 end_time int" "1 offset int min=0" "1 limit int min=1 max=100"]
,
[]
,
"");
__larkspec::__object!(Request,
TABLE_Request,
approval_code:Text= __larkspec::__private::Cell::blank(),
start_time:Scalar= __larkspec::__private::Cell::blank(),
end_time:Scalar= __larkspec::__private::Cell::blank(),
offset:Int= __larkspec::__private::Cell::blank(),
limit:Int= __larkspec::__private::Cell::blank(),
);
__larkspec::__json_schema!(Request,
"Request",
REQUEST_SCHEMA,
"");
/// The payload of the response.
#[non_exhaustive]
pub struct Response{
/// Codes of the instances.
pub instance_code_list:Vec<String> ,
}
__larkspec::__table!(TABLE_Response,
"Response",
["1 instance_code_list list(text)"]
,
[]
,
"");
__larkspec::__object!(Response,
TABLE_Response,
instance_code_list:Texts=Vec::new(),
);
__larkspec::__json_schema!(Response,
"Response",
RESPONSE_SCHEMA,
"");
__larkspec::__endpoint!(json,
"the whole body as sent",
"`POST /approval/openapi/v2/instance/list`",
TABLE_Request,
TABLE_Response,
{
name:"approval/v2/instance/list",
method: __larkspec::Method::Post,
host: __larkspec::Host::Www,
path:"/approval/openapi/v2/instance/list",
safe:true,
tokens: &[__larkspec::TokenKind::Tenant]
,
scopes: &["approval:approval:readonly"]
,
paging:Some(__larkspec::__private::PageKeys::new("/instance_code_list",
None,
None)),
page:Some("https://open.feishu.cn/document/server-docs/historic-version/approval/v2/feishu-native-approval/batch-obtain-approval-instance-ids"),
updated:Some(__larkspec::__private::Date::new(2022u16,
7u8,
8u8)),
}
);
impl __larkspec::Paged for Request{
type Item=String;
#[inline]
fn turn(&mut self,
_: &Response,
received:usize)-> __larkspec::__private::Turn{
__larkspec::__private::turn_offset(&mut self.offset,
received)}
#[inline]
fn into_items(response:Response)->Vec<String>{
response.instance_code_list}
}
__larkspec::__pages!();
__larkspec::__json_schema!(const REQUEST_SCHEMA=super::super::super::SCHEMAS,
"approval/v2/instance/list Request");
__larkspec::__json_schema!(const RESPONSE_SCHEMA=super::super::super::SCHEMAS,
"approval/v2/instance/list Response");
}
}
}
}
///Endpoints below `auth`.
#[allow(clippy::all,
clippy::pedantic,
clippy::nursery,
dead_code,
deprecated,
non_shorthand_field_patterns,
nonstandard_style,
unreachable_pub,
unused_imports,
unused_qualifications,
)]
pub mod auth{
use super::__larkspec;
///Endpoints below `v3`.
pub mod v3{
use super::__larkspec;
///Endpoints below `tenant_access_token`.
pub mod tenant_access_token{
use super::__larkspec;
/// Get a tenant access token for a custom app.
///
/// `POST /open-apis/auth/v3/tenant_access_token/internal` (host `open`)
///
/// Exchanges the credentials of a custom app for a token with which it acts on behalf of its tenant.
/// While the token handed out last has 30 minutes or more to live, it is handed out again.
///
/// - Page: [自建应用获取 tenant_access_token](<https://open.feishu.cn/document/ukTMukTMukTM/ukDNz4SO0MjL5QzM/auth-v3/auth/tenant_access_token_internal>), updated 2025-03-26
#[cfg_attr(all(doc,
not(doctest)),
doc="\n# Example\n\n```no_run\nuse larkspec::Client;\nuse larkspec::auth::v3::tenant_access_token::internal;\n\nfn main() -> Result<(), Box<dyn std::error::Error>> {\n    let client = Client::from_env()?;\n    let response = internal::Request::builder()\n        .app_id(\"cli_slkdjalasdkjasd\")\n        .app_secret(std::env::var(\"APP_SECRET\")?)\n        .call(&client)?;\n    println!(\"{response:?}\");\n    Ok(())\n}\n```")]
#[doc(alias="自建应用获取 tenant_access_token")]
pub mod internal{
use super::__larkspec;
/// The request.
#[non_exhaustive]
pub struct Request{
/// Unique id of the app.
///
#[doc=" Example: `\"cli_slkdjalasdkjasd\"`."]
pub app_id:String,
/// The app's secret.
pub app_secret: __larkspec::Secret,
}
__larkspec::__builder!(RequestBuilder,
Request,
request,
&[]
,
);
impl RequestBuilder{
/// Sets `app_id`, which is required.
#[inline]
pub fn app_id(mut self,
value:impl Into<String>)->Self{
self.0.value.app_id=value.into();
self.0.set(0);
self}
/// Sets `app_secret`, which is required.
#[inline]
pub fn app_secret(mut self,
value:impl Into< __larkspec::Secret>)->Self{
self.0.value.app_secret=value.into();
self.0.set(1);
self}
}
__larkspec::__table!(TABLE_Request,
"Request",
["1 app_id text" "1 app_secret text secret"]
,
[]
,
"");
__larkspec::__object!(Request,
TABLE_Request,
app_id:Text= __larkspec::__private::Cell::blank(),
app_secret:Scalar= __larkspec::__private::Cell::blank(),
);
__larkspec::__json_schema!(Request,
"Request",
REQUEST_SCHEMA,
"");
/// The payload of the response.
#[non_exhaustive]
pub struct Response{
/// The token.
pub tenant_access_token: __larkspec::Secret,
/// How long the token lives, in seconds.
pub expire:i64,
}
__larkspec::__table!(TABLE_Response,
"Response",
["1 tenant_access_token text secret" "1 expire int"]
,
[]
,
"");
__larkspec::__object!(Response,
TABLE_Response,
tenant_access_token:Scalar= __larkspec::__private::Cell::blank(),
expire:Int= __larkspec::__private::Cell::blank(),
);
__larkspec::__json_schema!(Response,
"Response",
RESPONSE_SCHEMA,
"");
__larkspec::__endpoint!(json,
"the whole body as sent",
"`POST /open-apis/auth/v3/tenant_access_token/internal`",
TABLE_Request,
TABLE_Response,
{
name:"auth/v3/tenant_access_token/internal",
method: __larkspec::Method::Post,
host: __larkspec::Host::Open,
path:"/open-apis/auth/v3/tenant_access_token/internal",
safe:true,
flat:true,
answers_secret:true,
tokens: &[]
,
page:Some("https://open.feishu.cn/document/ukTMukTMukTM/ukDNz4SO0MjL5QzM/auth-v3/auth/tenant_access_token_internal"),
updated:Some(__larkspec::__private::Date::new(2025u16,
3u8,
26u8)),
}
);
__larkspec::__json_schema!(const REQUEST_SCHEMA=super::super::super::SCHEMAS,
"auth/v3/tenant_access_token/internal Request");
__larkspec::__json_schema!(const RESPONSE_SCHEMA=super::super::super::SCHEMAS,
"auth/v3/tenant_access_token/internal Response");
}
}
}
}
