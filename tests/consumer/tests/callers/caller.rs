// A caller of an endpoint, with one of each construct: what a changed page must not break. The module around it brings
// `desk` into scope.

use larkspec::{Client, Error, UnixMillis};

use desk::v1::search::{self, Request, RequestFilter, RequestKind};
use desk::v1::types::{Colour, Note};

pub fn request(owner: Option<&str>) -> Result<Request, Error> {
    let note = Note::builder().text("read me").colour(Colour::Green).build()?;
    let filter = RequestFilter::builder().words(["slow", "crash"]).build()?;
    Request::builder()
        .board("main")
        .from(UnixMillis::from_millis(1))
        .to("2026-01-01T00:00:00Z".parse()?)
        .owner(owner.unwrap_or("me"))
        .kind(RequestKind::Wish)
        .notes([note])
        .filter(filter)
        .build()
}

pub fn ids(client: &Client) -> Result<Vec<String>, Error> {
    let mut ids = Vec::new();
    for ticket in search::items(client, request(None)?) {
        let ticket = ticket?;
        let is_red = ticket.note.and_then(|note| note.colour).is_some_and(|colour| colour == Colour::Red);
        if !is_red {
            ids.push(ticket.id);
        }
    }
    Ok(ids)
}

pub fn is_known(error: &Error) -> bool {
    error.is(search::E70001)
}

pub fn word(request: &Request) -> &'static str {
    match request.kind.known() {
        Some(RequestKind::Bug) => "a bug",
        Some(RequestKind::Wish) => "a wish",
        _ => "something else",
    }
}
