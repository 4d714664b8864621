// Callers, each of one construct: `tests/breaks.rs` compiles every one of them after every change. The module around
// each brings `desk` and `larkspec` into scope.

fn sets_a_text() -> create::RequestBuilder {
    create::Request::builder().owner("me")
}

fn sets_an_optional_text() -> create::RequestBuilder {
    create::Request::builder().title("slow")
}

fn hands_on_an_optional_text(title: Option<String>) -> create::RequestBuilder {
    create::Request::builder().title(title)
}

fn sets_a_number() -> create::RequestBuilder {
    create::Request::builder().depth(3)
}

fn sets_an_optional_number() -> create::RequestBuilder {
    create::Request::builder().width(3)
}

fn hands_on_an_optional_number(width: Option<i64>) -> create::RequestBuilder {
    create::Request::builder().width(width)
}

fn lets_a_setter_infer(depth: u8) -> create::RequestBuilder {
    create::Request::builder().depth(depth.into())
}

fn sets_a_time() -> create::RequestBuilder {
    create::Request::builder().from(UnixMillis::now())
}

fn sets_an_optional_time() -> create::RequestBuilder {
    create::Request::builder().to(UnixMillis::now())
}

fn sets_a_parsed_time() -> Result<create::RequestBuilder, Error> {
    Ok(create::Request::builder().from("2026-01-01T00:00:00Z".parse()?))
}

fn sets_an_enum() -> create::RequestBuilder {
    create::Request::builder().kind(create::RequestKind::Bug)
}

fn sets_a_value_that_is_not_listed() -> create::RequestBuilder {
    create::Request::builder().kind("idea")
}

fn hands_on_an_optional_time(to: Option<UnixMillis>) -> create::RequestBuilder {
    create::Request::builder().to(to)
}

fn hands_on_an_optional_list(labels: Option<Vec<String>>) -> create::RequestBuilder {
    create::Request::builder().labels(labels)
}

fn sets_a_json_string(form: JsonString<create::RequestForm>) -> create::RequestBuilder {
    create::Request::builder().form(form)
}

fn sets_bits() -> create::RequestBuilder {
    create::Request::builder().rights(create::RequestRights::Read)
}

fn sets_a_list() -> create::RequestBuilder {
    create::Request::builder().words(["slow"])
}

fn sets_an_optional_list() -> create::RequestBuilder {
    create::Request::builder().labels(["slow"])
}

fn sets_a_map() -> create::RequestBuilder {
    create::Request::builder().links([("home", "https://example.com")])
}

fn sets_a_list_of_a_shared_type(note: types::Note) -> create::RequestBuilder {
    create::Request::builder().notes([note])
}

fn sets_an_object(filter: create::RequestFilter) -> create::RequestBuilder {
    create::Request::builder().filter(filter)
}

fn sets_an_open_object() -> create::RequestBuilder {
    create::Request::builder().extra(Map::new())
}

fn sets_a_secret() -> create::RequestBuilder {
    create::Request::builder().password("hunter2")
}

fn sets_the_query() -> create::RequestBuilder {
    create::Request::builder().locale("en")
}

fn sets_the_path() -> create::RequestBuilder {
    create::Request::builder().board("main")
}

fn builds_an_object() -> Result<create::RequestFilter, Error> {
    create::RequestFilter::builder().state("open").build()
}

fn builds_a_shared_type() -> Result<types::Note, Error> {
    types::Note::builder().text("read me").build()
}

fn builds_a_shared_type_with_a_flag() -> Result<types::Note, Error> {
    types::Note::builder().pinned(true).build()
}

fn builds_and_calls(client: &Client) -> Result<create::Response, Error> {
    create::Request::builder().call(client)
}

fn reads_a_field_of_a_request(request: create::Request) -> String {
    request.owner
}

fn reads_an_optional_field_of_a_request(request: create::Request) -> Option<String> {
    request.title
}

fn reads_a_time_of_a_request(request: &create::Request) -> UnixMillis {
    request.from
}

fn reads_an_optional_time_of_a_request(request: &create::Request) -> Option<UnixMillis> {
    request.to
}

fn reads_a_list_of_a_request(request: create::Request) -> Vec<String> {
    request.words
}

fn reads_an_optional_list_of_a_request(request: create::Request) -> Option<Vec<String>> {
    request.labels
}

fn reads_an_optional_map_of_a_request(request: create::Request) -> Option<BTreeMap<String, String>> {
    request.links
}

fn reads_bits(request: create::Request) -> Option<BitSet<create::RequestRights>> {
    request.rights
}

fn reads_a_secret(request: create::Request) -> Option<Secret> {
    request.password
}

fn reads_a_size(request: &create::Request) -> Option<i64> {
    request.size
}

fn assigns_a_field(request: &mut create::Request) {
    request.depth = 3;
}

fn assigns_an_optional_field(request: &mut create::Request) {
    request.width = Some(3);
}

fn reads_a_field(response: &search::Response) -> i64 {
    response.total
}

fn reads_an_optional_field(response: search::Response) -> Option<String> {
    response.hint
}

fn takes_a_response_apart(response: search::Response) -> Option<String> {
    let search::Response { total: 1, hint, .. } = response else { return None };
    hint
}

fn reads_a_field_of_an_item(ticket: search::ResponseTickets) -> String {
    ticket.id
}

fn reads_a_time(ticket: &search::ResponseTickets) -> Option<UnixSeconds> {
    ticket.created
}

fn reads_a_shared_type(ticket: search::ResponseTickets) -> Option<types::Note> {
    ticket.note
}

fn reads_a_field_of_a_shared_type(note: types::Note) -> String {
    note.text
}

fn reads_an_optional_field_of_a_shared_type(note: types::Note) -> Option<bool> {
    note.pinned
}

fn reads_a_type_in_a_type(person: types::Person) -> Option<types::Team> {
    person.team
}

fn matches_an_enum(request: &create::Request) -> &'static str {
    match request.kind.known() {
        Some(create::RequestKind::Bug) => "a bug",
        Some(create::RequestKind::Wish) => "a wish",
        _ => "something else",
    }
}

fn compares_an_enum(ticket: &search::ResponseTickets) -> bool {
    ticket.state == Some(search::ResponseTicketsState::Open.into())
}

fn parses_an_enum() -> bool {
    "bug".parse::<OpenEnum<create::RequestKind>>().is_ok()
}

fn shows_an_enum(request: &create::Request) -> String {
    format!("{}: {}", request.kind, request.kind.as_str())
}

fn names_a_value_of_a_shared_enum(note: &types::Note) -> bool {
    note.colour == Some(types::Colour::Green.into())
}

fn compares_an_error_code(error: &Error) -> bool {
    error.is(create::E70002)
}

fn walks_items(client: &Client, request: search::Request) -> Result<Vec<search::ResponseTickets>, Error> {
    search::items(client, request).collect()
}

fn walks_pages(client: &Client, request: search::Request) -> usize {
    search::pages(client, request).count()
}

fn calls(client: &Client, request: &get::Request) -> Result<get::Response, Error> {
    get::call(client, request)
}

fn asks_for_the_whole_answer(client: &Client, request: &get::Request) -> Result<Answer<get::Response>, Error> {
    client.answer(request)
}

fn goes_through_another_client(request: &get::Request) -> Result<http::Request<Vec<u8>>, Error> {
    request.to_http_request("https://open.feishu.cn", None)
}

fn reads_an_answer_of_another_client(response: http::Response<Vec<u8>>) -> Result<get::Response, Error> {
    get::Request::from_http_response(response, None)
}

fn uploads_a_file() -> attach::RequestBuilder {
    attach::Request::builder().file(vec![1, 2, 3])
}

fn uploads_an_optional_file(preview: Option<Bytes>) -> attach::RequestBuilder {
    attach::Request::builder().preview(preview)
}

fn reads_a_file(request: attach::Request) -> Bytes {
    request.file
}

fn sweeps(client: &Client) -> Result<usize, Error> {
    let mut sweep = Sweep::builder(client, "7C46").from(UnixMillis::from_millis(0)).start()?;
    let mut batches = sweep.batches();
    batches.try_fold(0, |count, batch| Ok(count + batch?.codes.len()))
}

fn checks_payloads(json: &[u8]) -> bool {
    get::Request::validate_json(json).is_ok() && get::Response::validate_json(json).is_ok()
}

fn asks_for_facts() -> &'static [&'static str] {
    <get::Request as Endpoint>::METADATA.scopes()
}
