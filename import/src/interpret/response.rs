//! The fields of a response: below `data`, next to `code`, or a file.

use larkspec_codegen::model::{
    Endpoint, Envelope, EnvelopeKeys, EnvelopePart, Field, Section, Type,
};
use serde_json::Value;

use super::examples::Examples;
use super::fields::Builder;
use super::heading::Kind;
use super::rows::{self, Node};
use crate::extract::{self, Table};
use crate::json;
use crate::lexicon;

/// Fields of the envelope that do not belong to an endpoint.
const ENVELOPE: &[&str] = &[
    "code",
    "msg",
    "message",
    "error",
    "log_id",
    "logid",
    "request_id",
    "troubleshooter",
];

/// Reads the response of an endpoint.
pub fn read(
    sections: &[(Kind, &extract::Section)],
    endpoint: &mut Endpoint,
    examples: &Examples,
    builder: &mut Builder<'_>,
) {
    let field_tables = |kind: Kind| {
        sections
            .iter()
            .filter(move |(k, _)| *k == kind)
            .flat_map(|(_, section)| &section.tables)
            .filter(|table| rows::is_field_table(table))
    };
    let mut tables = field_tables(Kind::ResponseBody).chain(field_tables(Kind::Response));
    let Some(table) = tables.next() else {
        return without_table(sections, endpoint, examples, builder);
    };
    tables.for_each(|second| builder.second_table(second));
    from_table(table, endpoint, examples, builder);
}

/// A response without a table: a file, or nothing.
fn without_table(
    sections: &[(Kind, &extract::Section)],
    endpoint: &mut Endpoint,
    examples: &Examples,
    builder: &mut Builder<'_>,
) {
    let mut own = sections
        .iter()
        .filter(|(kind, _)| matches!(kind, Kind::Response | Kind::ResponseBody));
    let line = own.clone().next().map_or(1, |(_, section)| section.line);
    let file = own.find_map(|(_, section)| section.text.iter().find(|line| says_file(&line.text)));
    if let Some(said) = file {
        builder.log.note(
            said.number,
            "prose-file",
            "the response is a file, according to its prose",
        );
        let mut field = Field::new("file", Type::Binary);
        field.required = true;
        endpoint.response.push(field);
        return;
    }
    let data = data_of(&examples.responses());
    if json::objects(&data)
        .iter()
        .any(|object| object.as_object().is_some_and(|o| !o.is_empty()))
    {
        let text = "the response has no table of fields, although its example has fields; they were ignored";
        builder.log.warn(line, "response-unread", text);
    } else {
        builder.log.note(
            line,
            "response-unsaid",
            "the response has no table of fields",
        );
    }
    builder.open.sections.push(Section::Response);
}

fn says_file(text: &str) -> bool {
    lexicon::FILE_ANSWER.within(text)
}

fn from_table(
    table: &Table,
    endpoint: &mut Endpoint,
    examples: &Examples,
    builder: &mut Builder<'_>,
) {
    builder.read.insert(table.line);
    let rows = rows::read(table, false, builder.log);
    let names = |name: &str| rows.iter().any(|row| row.name == name);
    let responses = examples.responses();
    if !names("code") && !names("data") && !rows.is_empty() {
        let data = data_of(&responses);
        let shown = |objects: &[&Value]| {
            rows.iter()
                .any(|row| !json::samples(objects, &row.name).is_empty())
        };
        let flat = shown(&json::objects(&responses));
        if !flat || shown(&json::objects(&data)) {
            let text = match shown(&json::objects(&data)) {
                true => "the table starts below `data`, as the example shows",
                false => {
                    "the table has no envelope and no example shows one; it is assumed to start below `data`"
                }
            };
            match shown(&json::objects(&data)) {
                true => builder.log.note(table.line, "response-below-data", text),
                false => builder.log.warn(table.line, "response-below-data", text),
            }
            let nodes = builder.tree(Section::Response, &rows, &data);
            endpoint.response = builder.fields(Section::Response, nodes, &data, "response");
            return lone_file(endpoint);
        }
    }
    let nodes = builder.tree(Section::Response, &rows, &responses);
    let (data, beside): (Vec<Node<'_>>, Vec<Node<'_>>) =
        nodes.into_iter().partition(|node| node.row.name == "data");
    let (envelope, mut beside): (Vec<Node<'_>>, Vec<Node<'_>>) = beside
        .into_iter()
        .partition(|node| ENVELOPE.contains(&&*node.row.name));
    for node in &envelope {
        let name = &*node.row.name;
        // The envelope of every failure contains an object `error`.
        let known = matches!(name, "code" | "msg" | "message") || !node.children.is_empty();
        if !known {
            let text = format!("`{name}` is assumed to be a part of the envelope; it was omitted");
            builder.log.note(node.row.line, "envelope-row", text);
        }
    }
    message(&envelope, endpoint, &responses, builder);
    let mut data = data.into_iter();
    let first = data.next();
    for second in data {
        let text = "`data` is described twice; the first description was used";
        builder.log.warn(second.row.line, "field-twice", text);
    }
    match first {
        Some(data) => {
            for node in &beside {
                let text = format!(
                    "`{}` is next to `data`, where fields are not supported; it was omitted",
                    node.row.name
                );
                builder.log.warn(node.row.line, "beside-data", text);
                builder
                    .open
                    .fields
                    .insert((Section::Response, node.row.name.clone()));
            }
            below_data(data, endpoint, &responses, builder);
        }
        None if beside.is_empty() => {}
        None => {
            endpoint.http.envelope = Envelope::Flat;
            oauth_message(&envelope, &mut beside, endpoint, builder);
            let shows_code = !json::samples(&json::objects(&responses), "code").is_empty();
            match names("code") || shows_code {
                true => builder.log.note(
                    table.line,
                    "envelope-flat",
                    "the payload is next to `code`, according to the table",
                ),
                false => builder.log.warn(
                    table.line,
                    "envelope-unsaid",
                    "neither the table nor an example has `code`; the payload is assumed to be next to it",
                ),
            }
            endpoint.response = builder.fields(Section::Response, beside, &responses, "response");
            lone_file(endpoint);
        }
    }
    if endpoint.answers_file() {
        endpoint.http.envelope = Envelope::Data;
    }
}

/// The name of the envelope's message, if it is not the usual one.
fn message(
    envelope: &[Node<'_>],
    endpoint: &mut Endpoint,
    responses: &[&Value],
    builder: &mut Builder<'_>,
) {
    const OTHER: &str = "message";
    let usual = EnvelopeKeys::default().msg;
    let row = |name: &str| envelope.iter().find(|node| node.row.name == name);
    let (Some(node), None) = (row(OTHER), row(&usual)) else {
        return;
    };
    let bodies = json::objects(responses);
    let shown = |name: &str| !json::samples(&bodies, name).is_empty();
    let text = match shown(&usual) && !shown(OTHER) {
        true => format!(
            "the envelope has `{OTHER}` in its table, but `{usual}` in the example, which was used"
        ),
        false => {
            OTHER.clone_into(&mut endpoint.http.envelope_keys.msg);
            format!("the envelope has `{OTHER}` instead of `{usual}`; the spec states this")
        }
    };
    builder.log.note(node.row.line, "envelope-odd", text);
}

/// The message of an answer in the form of OAuth (RFC 6749), which only failures have.
fn oauth_message(
    envelope: &[Node<'_>],
    beside: &mut Vec<Node<'_>>,
    endpoint: &mut Endpoint,
    builder: &mut Builder<'_>,
) {
    const OTHER: &str = "error_description";
    let row = beside.iter().position(|node| node.row.name == OTHER);
    let has_usual = envelope
        .iter()
        .any(|node| matches!(&*node.row.name, "msg" | "message"));
    let Some(row) = row.filter(|_| !has_usual) else {
        return;
    };
    let keys = &mut endpoint.http.envelope_keys;
    OTHER.clone_into(&mut keys.msg);
    keys.optional = vec![EnvelopePart::Msg];
    let text = format!("the envelope has `{OTHER}` instead of `msg`, in failures only");
    let line = beside.remove(row).row.line;
    builder.log.note(line, "envelope-odd", text);
}

/// The row `data`: its fields, or the row itself if it is not an object.
fn below_data(
    data: Node<'_>,
    endpoint: &mut Endpoint,
    responses: &[&Value],
    builder: &mut Builder<'_>,
) {
    let samples = data_of(responses);
    let shows_list = !samples.is_empty() && samples.iter().all(|value| value.is_array());
    let line = data.row.line;
    let is_value = !data.row.ty.layers.is_empty() || data.row.ty.has_fields() == Some(false);
    let has_children = !data.children.is_empty();
    // Pages write `list` or `string` for an object, and nothing for a list, so the example decides.
    let shows_object = samples.iter().any(|value| value.is_object());
    let contradicted = is_value && shows_object && !is_map(&data);
    if contradicted {
        let text = "`data` is not an object according to its type, but is one in the example, which was used";
        builder.log.warn(line, "data-type", text);
    }
    if (is_value && !contradicted) || (!is_value && shows_list) {
        let roots: Vec<&Value> = responses.to_vec();
        endpoint.response = builder.fields(Section::Response, vec![data], &roots, "response");
        // Only failures lack `data`.
        for field in &mut endpoint.response {
            field.required = true;
        }
        if !endpoint.data_is_value() {
            // The type is unknown, and so is everything below it.
            endpoint.response.clear();
            builder.open.sections.push(Section::Response);
        }
        return;
    }
    let objects = json::objects(&samples);
    if let [inner] = data.children.as_slice()
        && inner.row.name == "data"
        && is_no_object(inner)
    {
        // The only field below `data` would become `data` itself, so the spec starts next to `code` instead.
        let text = "the only field below `data` is also called `data`; the payload is described next to `code`";
        builder.log.note(line, "data-in-data", text);
        endpoint.http.envelope = Envelope::Flat;
        endpoint.response = builder.fields(Section::Response, vec![data], responses, "response");
        for field in &mut endpoint.response {
            field.ty = Type::Object;
            field.required = true;
        }
        return;
    }
    endpoint.response = builder.fields(Section::Response, data.children, &objects, "response");
    let keyed = objects
        .iter()
        .any(|object| object.as_object().is_some_and(|o| !o.is_empty()));
    if !has_children && keyed {
        let text = "`data` has no rows in the table, but fields in the example; they were ignored";
        builder.log.warn(line, "response-unread", text);
        builder.open.sections.push(Section::Response);
    }
    if endpoint.data_is_value() {
        // A single field `data` below `data` would mean that `data` itself is not an object.
        let text = "the only field below `data` is also called `data`, which a spec cannot express; it was omitted";
        builder.log.warn(line, "data-in-data", text);
        builder
            .open
            .fields
            .insert((Section::Response, "data".to_owned()));
        endpoint.response.clear();
    }
}

/// Whether a row describes a list or a scalar.
fn is_no_object(node: &Node<'_>) -> bool {
    !node.row.ty.layers.is_empty() || node.row.ty.has_fields() == Some(false)
}

fn is_map(node: &Node<'_>) -> bool {
    node.row.ty.layers.first() == Some(&super::types::Layer::Map)
}

/// The values of `data` in complete bodies.
fn data_of<'v>(responses: &[&'v Value]) -> Vec<&'v Value> {
    json::samples(responses, "data")
        .into_iter()
        .filter(|value| !value.is_null())
        .collect()
}

/// A table whose only row is a file: the file is the whole response, and required.
fn lone_file(endpoint: &mut Endpoint) {
    if let [field] = endpoint.response.as_mut_slice() {
        field.required |= field.ty == Type::Binary;
    }
}
