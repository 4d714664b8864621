//! List approval instance codes.
//!
//! `POST /approval/openapi/v2/instance/list` (host `www`)
//!
//! Codes of every approval instance created from one approval definition within a time range,
//! in creation order.
//!
//! - Page: <https://open.feishu.cn/document/server-docs/historic-version/approval/v2/feishu-native-approval/batch-obtain-approval-instance-ids>, updated 2022-07-08
//! - Token: `tenant_access_token`
//! - Scopes, any one of: `approval:approval:readonly`
//! - The platform recommends `approval/v4/instance/list` in its place.
/// The request.
#[non_exhaustive]
pub struct Request {
    /// Unique code of the approval definition.
    ///
    /// Example: `"7C468A54-8745-2245-9675-08B7C63E7A85"`.
    pub approval_code: String,
    /// Start of the range of creation times.
    ///
    /// Unix time in milliseconds.
    pub start_time: ::larkspec::UnixMillis,
    /// End of the range of creation times.
    ///
    /// Unix time in milliseconds.
    pub end_time: ::larkspec::UnixMillis,
    /// How many instances to skip.
    ///
    /// At least 0 (assumed).
    pub offset: i64,
    /// How many codes to return at most.
    ///
    /// At least 1 (assumed). At most 100.
    pub limit: i64,
}
::larkspec::__builder!(
    RequestBuilder, Request, request, & [], .offset(0i64).limit(100i64)
);
impl RequestBuilder {
    /// Sets `approval_code`, which is required.
    #[inline]
    pub fn approval_code(mut self, value: impl Into<String>) -> Self {
        self.0.value.approval_code = value.into();
        self.0.set(0);
        self
    }
    /// Sets `start_time`, which is required.
    #[inline]
    pub fn start_time(mut self, value: ::larkspec::UnixMillis) -> Self {
        self.0.value.start_time = value;
        self.0.set(1);
        self
    }
    /// Sets `end_time`, which is required.
    #[inline]
    pub fn end_time(mut self, value: ::larkspec::UnixMillis) -> Self {
        self.0.value.end_time = value;
        self.0.set(2);
        self
    }
    /// Sets `offset`. It is `0` unless set.
    #[inline]
    pub fn offset(mut self, value: i64) -> Self {
        self.0.value.offset = value;
        self.0.set(3);
        self
    }
    /// Sets `limit`. It is `100` unless set.
    #[inline]
    pub fn limit(mut self, value: i64) -> Self {
        self.0.value.limit = value;
        self.0.set(4);
        self
    }
}
static TABLE_Request: ::larkspec::__private::Table = ::larkspec::__private::Table::new(
    "Request",
    &[
        ("approval_code", 1, "text"),
        ("start_time", 1, "int"),
        ("end_time", 1, "int"),
        ("offset", 1, "int min=0"),
        ("limit", 1, "int min=1 max=100"),
    ],
);
impl ::larkspec::__private::Object for Request {
    #[inline]
    fn blank() -> Self {
        Request {
            approval_code: ::larkspec::__private::Cell::blank(),
            start_time: ::larkspec::__private::Cell::blank(),
            end_time: ::larkspec::__private::Cell::blank(),
            offset: ::larkspec::__private::Cell::blank(),
            limit: ::larkspec::__private::Cell::blank(),
        }
    }
    #[inline]
    fn slots(&mut self, with: ::larkspec::__private::WithSlots<'_>) {
        use ::larkspec::__private::SlotMut;
        let Request {
            approval_code: f0,
            start_time: f1,
            end_time: f2,
            offset: f3,
            limit: f4,
        } = self;
        with(
            &TABLE_Request,
            &mut [
                SlotMut::Text(f0),
                SlotMut::Scalar(f1),
                SlotMut::Scalar(f2),
                SlotMut::Int(f3),
                SlotMut::Int(f4),
            ],
        );
    }
    #[inline]
    fn values(&self, with: ::larkspec::__private::WithValues<'_>) {
        use ::larkspec::__private::SlotRef;
        let Request {
            approval_code: f0,
            start_time: f1,
            end_time: f2,
            offset: f3,
            limit: f4,
        } = self;
        with(
            &TABLE_Request,
            &[
                SlotRef::Text(f0),
                SlotRef::Scalar(f1),
                SlotRef::Scalar(f2),
                SlotRef::Int(f3),
                SlotRef::Int(f4),
            ],
        );
    }
}
::larkspec::__object!(Request);
::larkspec::__json_schema!(Request, "Request", REQUEST_SCHEMA, "");
impl Request {
    /// Checks this request against the rules of the page; `call` does so by itself.
    ///
    /// # Errors
    ///
    /// Every violation.
    #[inline]
    pub fn validate(&self) -> Result<(), ::larkspec::shape::Invalid> {
        ::larkspec::Endpoint::validate(self)
    }
    /// Checks a payload, the whole body as sent, against the rules of the page.
    ///
    /// # Errors
    ///
    /// Every violation, or where the bytes stop being JSON.
    #[inline]
    pub fn validate_json(json: &[u8]) -> Result<(), ::larkspec::shape::CheckError> {
        METADATA.validate_request(json)
    }
}
impl ::larkspec::Endpoint for Request {
    type Response = Response;
    const METADATA: &'static ::larkspec::Metadata<'static> = &METADATA;
}
/// The payload of the response.
#[non_exhaustive]
pub struct Response {
    /// Codes of the instances.
    pub instance_code_list: Vec<String>,
}
static TABLE_Response: ::larkspec::__private::Table = ::larkspec::__private::Table::new(
    "Response",
    &[("instance_code_list", 1, "list(text)")],
);
impl ::larkspec::__private::Object for Response {
    #[inline]
    fn blank() -> Self {
        Response {
            instance_code_list: Vec::new(),
        }
    }
    #[inline]
    fn slots(&mut self, with: ::larkspec::__private::WithSlots<'_>) {
        use ::larkspec::__private::SlotMut;
        let Response { instance_code_list: f0 } = self;
        with(&TABLE_Response, &mut [SlotMut::Texts(f0)]);
    }
    #[inline]
    fn values(&self, with: ::larkspec::__private::WithValues<'_>) {
        use ::larkspec::__private::SlotRef;
        let Response { instance_code_list: f0 } = self;
        with(&TABLE_Response, &[SlotRef::Texts(f0)]);
    }
}
::larkspec::__object!(Response);
::larkspec::__json_schema!(Response, "Response", RESPONSE_SCHEMA, "");
impl Response {
    /// Checks a payload, the whole body as answered, against the page.
    ///
    /// # Errors
    ///
    /// Every violation, or where the bytes stop being JSON.
    #[inline]
    pub fn validate_json(json: &[u8]) -> Result<(), ::larkspec::shape::CheckError> {
        METADATA.validate_response(json)
    }
}
impl ::larkspec::__private::Response for Response {}
/// Calls the endpoint: `POST /approval/openapi/v2/instance/list`.
///
/// # Errors
///
/// See [`Error`](::larkspec::Error); an invalid request is not sent.
#[inline]
pub fn call(
    client: &::larkspec::Client,
    request: &Request,
) -> Result<Response, ::larkspec::Error> {
    client.send(request)
}
impl ::larkspec::Paged for Request {
    type Item = String;
    #[inline]
    fn turn(&mut self, _: &Response, received: usize) -> ::larkspec::__private::Turn {
        ::larkspec::__private::turn_offset(&mut self.offset, received)
    }
    #[inline]
    fn into_items(response: Response) -> Vec<String> {
        response.instance_code_list
    }
}
/// Calls the endpoint page after page, beginning where `request` does.
#[inline]
pub fn pages(
    client: &::larkspec::Client,
    request: Request,
) -> ::larkspec::Pages<'_, Request> {
    client.pages(request)
}
/// The items of all pages, beginning where `request` does.
#[inline]
pub fn items(
    client: &::larkspec::Client,
    request: Request,
) -> ::larkspec::Items<'_, Request> {
    client.items(request)
}
static METADATA: ::larkspec::Metadata<'static> = {
    use ::larkspec::__private::{
        CodeMeaning, EnvelopeKeys, Host, Meaning, Metadata, Method, Shapes, TokenKind,
    };
    static SHAPES: Shapes = Shapes::of(&TABLE_Request, &TABLE_Response);
    Metadata::new(
            "approval/v2/instance/list",
            Method::Post,
            Host::Www,
            "/approval/openapi/v2/instance/list",
        )
        .with_tokens(&[TokenKind::Tenant])
        .with_scopes(&["approval:approval:readonly"])
        .with_safe(true)
        .with_paging("/instance_code_list", None, None)
        .with_page(
            "https://open.feishu.cn/document/server-docs/historic-version/approval/v2/feishu-native-approval/batch-obtain-approval-instance-ids",
        )
        .with_updated(2022u16, 7u8, 8u8)
        .with_shapes(|| &SHAPES)
};
::larkspec::__json_schema!(
    const REQUEST_SCHEMA =
    "{\"type\":\"object\",\"properties\":{\"approval_code\":{\"type\":\"string\",\"description\":\"Unique code of the approval definition.\",\"examples\":[\"7C468A54-8745-2245-9675-08B7C63E7A85\"]},\"start_time\":{\"type\":\"integer\",\"minimum\":-9223372036854775808,\"maximum\":9223372036854775807,\"description\":\"Start of the range of creation times. Unix time in milliseconds.\"},\"end_time\":{\"type\":\"integer\",\"minimum\":-9223372036854775808,\"maximum\":9223372036854775807,\"description\":\"End of the range of creation times. Unix time in milliseconds.\"},\"offset\":{\"type\":\"integer\",\"minimum\":0,\"maximum\":9223372036854775807,\"description\":\"How many instances to skip.\"},\"limit\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":100,\"description\":\"How many codes to return at most.\"}},\"required\":[\"approval_code\",\"start_time\",\"end_time\",\"offset\",\"limit\"],\"additionalProperties\":false}"
);
::larkspec::__json_schema!(
    const RESPONSE_SCHEMA =
    "{\"type\":\"object\",\"properties\":{\"instance_code_list\":{\"type\":\"array\",\"items\":{\"type\":\"string\"},\"description\":\"Codes of the instances.\"}},\"required\":[\"instance_code_list\"]}"
);
