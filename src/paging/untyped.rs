//! The pages of a list whose request and answer have no generated types.

use std::fmt;
use std::iter::FusedIterator;
use std::marker::PhantomData;

use larkspec_shape::object::Deviation;
use larkspec_shape::pointer;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::list::{Decoded, List};
use super::outlook::{first_step, member};
use super::turn::{Offset, PageToken, turn_offset, turn_token};
use super::walk::{ItemWalk, Walk};
use crate::client::Assembled;
use crate::endpoint::Turn;
use crate::endpoint::metadata::PageKeys;
use crate::error::scrub::Scrub;
use crate::wire::answer::{Success, payload_pointer};
use crate::wire::request::Encoded;
use crate::{Call, Client, Error, Metadata, Untyped};

/// How a list without generated types comes in pages; see [`Call::pages`].
///
/// A key is a name, such as `items`, or a JSON Pointer (RFC 6901) such as `/page/items`. Keys of the answer begin at its
/// payload.
#[derive(Clone, Debug)]
#[must_use]
pub struct Paging {
    start: Start,
    items: String,
    more: Option<String>,
    next: Option<String>,
    others: Vec<String>,
}

/// Where a request says which page it asks for.
#[derive(Clone, Debug)]
enum Start {
    /// A parameter of the query.
    Query(String),
    /// A pointer into the body.
    Body(String),
}

impl Paging {
    /// Each answer has the token of the next page. By default, the request has it as `page_token` in its query, and
    /// the answer has `items`, `page_token` and `has_more`.
    pub fn by_token() -> Self {
        Paging {
            start: Start::Query("page_token".to_owned()),
            items: "/items".to_owned(),
            more: Some("/has_more".to_owned()),
            next: Some("/page_token".to_owned()),
            others: Vec::new(),
        }
    }

    /// Each request says how many items to skip, and the list ends with an empty page. By default, the request has
    /// `offset` in its query, and the answer has `items`.
    pub fn by_offset() -> Self {
        Paging {
            start: Start::Query("offset".to_owned()),
            items: "/items".to_owned(),
            more: None,
            next: None,
            others: Vec::new(),
        }
    }

    /// Sets which parameter of the query has the token or offset.
    pub fn start(mut self, parameter: impl Into<String>) -> Self {
        self.start = Start::Query(parameter.into());
        self
    }

    /// Sets which key of the JSON body has the token or offset.
    ///
    /// A token is sent as a string and an offset as a number, unless the body of the call has the other.
    pub fn start_in_body(mut self, key: &str) -> Self {
        self.start = Start::Body(to_pointer(key));
        self
    }

    /// Sets which key of the answer has the list.
    pub fn list(mut self, key: &str) -> Self {
        self.items = to_pointer(key);
        self
    }

    /// Sets which key of the answer has the token of the next page. It is ignored for pages by offset.
    pub fn next(mut self, key: &str) -> Self {
        self.next = self.next.map(|_| to_pointer(key));
        self
    }

    /// Sets which key of the answer says whether there is a next page; `None` if none does, and the last page is the
    /// one without a token. It is ignored for pages by offset.
    pub fn more(mut self, key: Option<&str>) -> Self {
        if self.next.is_some() {
            self.more = key.map(to_pointer);
        }
        self
    }

    /// Adds keys that an answer may have in addition to these. An answer without its list but with other keys is an
    /// error, since these may be the list under another name.
    pub fn others<K: AsRef<str>>(mut self, keys: impl IntoIterator<Item = K>) -> Self {
        let keys = keys.into_iter();
        self.others.extend(keys.map(|key| to_pointer(key.as_ref())));
        self
    }

    fn keys(&self) -> PageKeys<'_> {
        PageKeys::new(&self.items, self.more.as_deref(), self.next.as_deref())
    }
}

/// A name or pointer as a pointer.
fn to_pointer(key: &str) -> String {
    match key.starts_with('/') {
        true => key.to_owned(),
        false => format!("/{}", pointer::escape(key)),
    }
}

impl Call<'_, Untyped> {
    /// Returns an iterator over the pages of a list, each with its items as a `T`, such as [`serde_json::Value`]. It
    /// begins with the page that the call asks for, or with the first.
    ///
    /// It follows the same rules as [`Pages`](crate::Pages): it continues after temporary errors and ends after
    /// permanent ones, a list never ends early in silence, and pages that repeat are an error.
    ///
    /// ```
    /// use larkspec::{Host, Method, Paging};
    /// use serde_json::json;
    ///
    /// # let sandbox = larkspec_sandbox::Sandbox::start().unwrap();
    /// # let code = sandbox.approval_code();
    /// # let client = larkspec::Client::builder()
    /// #     .app(sandbox.app_id(), sandbox.app_secret())
    /// #     .base_url(sandbox.base_url())
    /// #     .build()?;
    /// let paging = Paging::by_offset()
    ///     .start_in_body("offset")
    ///     .list("instance_code_list");
    /// let mut pages = client
    ///     .request(Method::Post, "/approval/openapi/v2/instance/list")
    ///     .host(Host::Www)
    ///     .json(&json!({ "approval_code": code, "start_time": 0, "end_time": i64::MAX, "limit": 100 }))
    ///     .pages::<String>(paging);
    /// let mut count = 0;
    /// for page in &mut pages {
    ///     count += page?.len();
    /// }
    /// assert!(pages.is_complete());
    /// assert_eq!(count, 2500);
    /// # Ok::<(), larkspec::Error>(())
    /// ```
    pub fn pages<T: DeserializeOwned>(self, paging: Paging) -> UntypedPages<T> {
        let (client, list) = self.listed(paging);
        UntypedPages {
            client,
            walk: Walk::new(list),
        }
    }

    /// Returns an iterator over the items of a list, from the page that the call asks for to the last; see
    /// [`pages`](Self::pages).
    ///
    /// ```no_run
    /// use larkspec::{Client, Method, Paging};
    ///
    /// # fn example(client: &Client) -> Result<(), larkspec::Error> {
    /// let chats = client
    ///     .request(Method::Get, "/open-apis/im/v1/chats")
    ///     .query("page_size", 100)
    ///     .items::<serde_json::Value>(Paging::by_token());
    /// for chat in chats {
    ///     println!("{}", chat?["name"]);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn items<T: DeserializeOwned>(self, paging: Paging) -> UntypedItems<T> {
        let (client, list) = self.listed(paging);
        UntypedItems {
            client,
            walk: ItemWalk::new(list),
        }
    }

    fn listed<T>(self, paging: Paging) -> (Client, Listed<T>) {
        let (client, call) = self.into_parts();
        (client, Listed::new(call, paging))
    }
}

/// The pages of a list without generated types; see [`Call::pages`].
///
/// **`None` does not mean that the list is complete; check [`is_complete`](Self::is_complete).**
#[must_use = "iterators are lazy: pages are requested as they are consumed"]
pub struct UntypedPages<T> {
    client: Client,
    walk: Walk<Listed<T>>,
}

impl<T> UntypedPages<T> {
    /// The token or offset of the next page, to resume the iteration with; `None` before the first page of a list by
    /// token.
    pub fn start(&self) -> Option<&str> {
        self.walk.list.place.current()
    }
}

impl<T: DeserializeOwned> UntypedPages<T> {
    /// Whether the end of the list was reached: the platform has said that there is no further page. If `next`
    /// returned `None` and this is `false`, an error has ended the iteration early.
    pub fn is_complete(&self) -> bool {
        self.walk.is_complete()
    }
}

impl<T: DeserializeOwned> Iterator for UntypedPages<T> {
    type Item = Result<Vec<T>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let page = self.walk.next_response(&self.client)?;
        Some(page.map(|page| page.items))
    }
}

impl<T: DeserializeOwned> FusedIterator for UntypedPages<T> {}

impl<T> fmt::Debug for UntypedPages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UntypedPages")
            .field("endpoint", &self.walk.list.call.metadata().name)
            .finish_non_exhaustive()
    }
}

/// The items of a list without generated types; see [`Call::items`].
///
/// An item that is not a `T` is an `Err` at its position, and the items after it follow. `None` does not mean that the
/// list is complete; check [`is_complete`](Self::is_complete).
#[must_use = "iterators are lazy: pages are requested as their items are consumed"]
pub struct UntypedItems<T: DeserializeOwned> {
    client: Client,
    walk: ItemWalk<Listed<T>>,
}

impl<T: DeserializeOwned> UntypedItems<T> {
    /// Whether all items of the list were returned. If `next` returned `None` and this is `false`, an error has ended
    /// the iteration early, or an item could not be read.
    pub fn is_complete(&self) -> bool {
        self.walk.is_complete()
    }
}

impl<T: DeserializeOwned> Iterator for UntypedItems<T> {
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.walk.next(&self.client)
    }
}

impl<T: DeserializeOwned> FusedIterator for UntypedItems<T> {}

impl<T: DeserializeOwned> fmt::Debug for UntypedItems<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UntypedItems")
            .field("endpoint", &self.walk.pages.list.call.metadata().name)
            .finish_non_exhaustive()
    }
}

/// A call that lists items, from the page that is requested next.
struct Listed<T> {
    /// Without the start of the page.
    call: Assembled,
    /// The body, if the start is in it.
    body: Map<String, Value>,
    paging: Paging,
    place: Place,
    item: PhantomData<fn() -> T>,
}

/// The start of a page: a token or an offset.
struct Place {
    text: Option<String>,
    /// Whether it is a number in JSON.
    is_number: bool,
}

impl PageToken for Place {
    fn current(&self) -> Option<&str> {
        self.text.as_deref()
    }

    fn set(&mut self, token: String) {
        self.text = Some(token);
    }
}

impl Offset for Place {
    fn advance(&mut self, by: i64) {
        let mut offset: i64 = self
            .text
            .as_deref()
            .and_then(|it| it.parse().ok())
            .unwrap_or(0);
        offset.advance(by);
        self.text = Some(offset.to_string());
    }
}

impl Place {
    fn json(&self, text: &str) -> Value {
        let number = || serde_json::from_str(text).ok().filter(Value::is_number);
        match self.is_number {
            true => number().unwrap_or_else(|| Value::from(text)),
            false => Value::from(text),
        }
    }
}

impl<T> Listed<T> {
    fn new(mut call: Assembled, paging: Paging) -> Self {
        let by_offset = paging.next.is_none();
        let mut body = Map::new();
        let given = match &paging.start {
            Start::Query(name) => call.draft.take_query(name).map(Value::from),
            Start::Body(pointer) => match call.draft.json_object() {
                Some(object) => {
                    body = object;
                    let whole = Value::Object(std::mem::take(&mut body));
                    let given = whole.pointer(pointer).filter(|it| !it.is_null()).cloned();
                    if let Value::Object(object) = whole {
                        body = object;
                    }
                    given
                }
                None => {
                    let why = "the start of a page cannot be set: the body is not a JSON object";
                    call.note(Err(why.to_owned()));
                    None
                }
            },
        };
        let (text, is_number) = match given {
            None if by_offset => (Some("0".to_owned()), true),
            None => (None, false),
            Some(Value::String(text)) => (Some(text), false),
            Some(value) => (Some(value.to_string()), value.is_number()),
        };
        let is_offset = text.as_deref().is_none_or(|it| it.parse::<i64>().is_ok());
        if by_offset && !is_offset {
            call.note(Err(
                "the offset of the first page is not an integer".to_owned()
            ));
        }
        Listed {
            call,
            body,
            paging,
            place: Place { text, is_number },
            item: PhantomData,
        }
    }
}

/// A page as it is decoded.
struct Found<T> {
    items: Vec<T>,
    more: Option<bool>,
    next: Option<String>,
}

impl<T: DeserializeOwned> List for Listed<T> {
    type Response = Found<T>;
    type Item = T;

    fn metadata(&self) -> Metadata<'_> {
        Metadata {
            paging: Some(self.paging.keys()),
            ..self.call.metadata()
        }
    }

    fn encode(&self) -> Result<Encoded, Error> {
        let mut draft = self.call.draft.clone();
        match (&self.paging.start, &self.place.text) {
            (_, None) => {}
            (Start::Query(name), Some(text)) => draft.query(name, text),
            (Start::Body(pointer), Some(text)) => {
                let mut body = self.body.clone();
                set(&mut body, pointer, self.place.json(text));
                draft.json(Value::Object(body).to_string().into_bytes());
            }
        }
        self.call.encode(draft)
    }

    fn decode(&self, client: &Client, success: Success) -> Result<Decoded<Found<T>>, Error> {
        let token = success.token.clone();
        let scrub = client.scrub_of(token.as_deref());
        self.found(&success, &scrub)
    }

    fn count(&self, response: &Found<T>) -> usize {
        response.items.len()
    }

    fn described(&self) -> Vec<Vec<String>> {
        let Paging {
            items,
            more,
            next,
            others,
            ..
        } = &self.paging;
        let mut described = Vec::new();
        let mut above = "";
        while let Some(rest) = items[above.len()..].strip_prefix('/') {
            let inside = [Some(items), more.as_ref(), next.as_ref()];
            let all = inside.into_iter().flatten().chain(others);
            let below = all.filter_map(|key| key.strip_prefix(above)?.strip_prefix('/'));
            described.push(below.map(|key| first_step(key).0).collect());
            let step = rest.find('/').unwrap_or(rest.len());
            above = &items[..above.len() + 1 + step];
        }
        described
    }

    fn turn(&mut self, response: &Found<T>, received: usize) -> Turn {
        match self.paging.next {
            Some(_) => turn_token(&mut self.place, response.more, response.next.as_deref()),
            None => turn_offset(&mut self.place, received),
        }
    }

    fn into_items(response: Found<T>) -> Vec<T> {
        response.items
    }
}

impl<T: DeserializeOwned> Listed<T> {
    fn found(&self, success: &Success, scrub: &Scrub<'_>) -> Result<Decoded<Found<T>>, Error> {
        let metadata = self.metadata();
        let payload = success.json(&metadata, scrub)?;
        let wrong = |detail: String| success.unreadable(&metadata, detail, Vec::new(), scrub);
        let of_page = |pointer: &str, expected: &str| {
            let shown = pointer.trim_start_matches('/').replace('/', ".");
            wrong(format!("`{shown}` of the answer is not {expected}"))
        };
        let keys = self.paging.keys();
        let value = |pointer: Option<&str>| -> Result<Option<&RawValue>, Error> {
            let Some(pointer) = pointer else {
                return Ok(None);
            };
            if let Some(at) = no_object(&payload, pointer) {
                return Err(match at {
                    "" => wrong("the payload is not an object".to_owned()),
                    at => of_page(at, "an object"),
                });
            }
            Ok(member(&payload, pointer).filter(|raw| raw.get() != "null"))
        };
        let list: Vec<&RawValue> = match value(Some(keys.items))?.map(RawValue::get) {
            None | Some("\"\"") => Vec::new(),
            Some(list) => serde_json::from_str(list).map_err(|_| of_page(keys.items, "a list"))?,
        };
        let more = match (keys.more, value(keys.more)?.map(RawValue::get)) {
            (_, None) => None,
            (_, Some("true" | "1" | "\"true\"" | "\"1\"")) => Some(true),
            (_, Some("false" | "0" | "\"false\"" | "\"0\"")) => Some(false),
            (pointer, Some(_)) => return Err(of_page(pointer.unwrap_or(""), "true or false")),
        };
        let next = match (keys.next, value(keys.next)?) {
            (_, None) => None,
            (pointer, Some(raw)) => match serde_json::from_str(raw.get()) {
                Ok(Value::String(token)) => Some(token),
                Ok(Value::Number(_)) => Some(raw.get().to_owned()),
                _ => return Err(of_page(pointer.unwrap_or(""), "a string")),
            },
        };
        let base = format!("{}{}", payload_pointer(&metadata), keys.items);
        let mut items = Vec::with_capacity(list.len());
        let mut left_out = Vec::new();
        for (position, raw) in list.into_iter().enumerate() {
            match serde_json::from_str(raw.get()) {
                Ok(item) => items.push(item),
                Err(error) => {
                    let reason = match metadata.answers_secret {
                        true => "it does not have the requested type".to_owned(),
                        false => error.to_string(),
                    };
                    let location = format!("{base}/{position}");
                    left_out.push(Deviation::new(&location, reason, Some(raw.get())));
                }
            }
        }
        let incomplete = (!left_out.is_empty()).then(|| {
            let detail = "a part of the answer cannot be read".to_owned();
            success.unreadable(&metadata, detail, left_out, scrub)
        });
        Ok(Decoded {
            response: Found { items, more, next },
            incomplete,
            payload: payload.to_vec(),
        })
    }
}

/// The first part of a pointer that leads to something other than an object. An empty list counts as an empty object,
/// and so does a missing value.
fn no_object<'p>(payload: &[u8], pointer: &'p str) -> Option<&'p str> {
    let steps = pointer.match_indices('/').map(|(end, _)| &pointer[..end]);
    steps.into_iter().find(|above| {
        let json = match *above {
            "" => Some(payload),
            above => member(payload, above).map(|raw| raw.get().as_bytes()),
        };
        json.is_some_and(|json| {
            let is_empty = matches!(json.trim_ascii(), b"" | b"null" | b"\"\"");
            let is_empty = is_empty || serde_json::from_slice::<[(); 0]>(json).is_ok();
            !is_empty && !json.trim_ascii_start().starts_with(b"{")
        })
    })
}

/// Sets the value at a pointer, and makes the objects on the way.
fn set(object: &mut Map<String, Value>, pointer: &str, value: Value) {
    let (key, rest) = first_step(pointer);
    if rest.is_empty() {
        object.insert(key, value);
        return;
    }
    let inner = object.entry(key).or_insert(Value::Null);
    if !inner.is_object() {
        *inner = Value::Object(Map::new());
    }
    if let Value::Object(inner) = inner {
        set(inner, rest, value);
    }
}
