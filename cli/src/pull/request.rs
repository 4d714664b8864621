//! The request for a page: parameters from the command line, by section, checked by the rules of the page.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;

use anyhow::{Context as _, anyhow, bail};
use bumpalo::Bump;
use larkspec_codegen::model::{Endpoint, Field, Section, Type};
use larkspec_codegen::shape;
use serde_json::{Map, Value};

use crate::output::{Hinted, cannot_read};

/// The parameters of a request, by section.
#[derive(Clone, Debug, Default)]
pub struct Request {
    sections: BTreeMap<Section, Map<String, Value>>,
}

impl Request {
    /// Reads the arguments `--param` and `--body`.
    pub fn read(
        endpoint: &Endpoint,
        parameters: &[String],
        body: Option<&str>,
    ) -> anyhow::Result<Self> {
        let mut request = Request::default();
        if let Some(body) = body {
            let text = text("--body", body)?;
            let body: Value = serde_json::from_str(&text).context("--body is not JSON")?;
            let Value::Object(body) = body else {
                bail!("--body is not a JSON object");
            };
            request.sections.insert(Section::Body, body);
        }
        for parameter in parameters {
            request.add(endpoint, parameter)?;
        }
        Ok(request)
    }

    fn add(&mut self, endpoint: &Endpoint, parameter: &str) -> anyhow::Result<()> {
        let Some((name, given)) = parameter.split_once('=') else {
            bail!("--param {parameter}: this is not NAME=VALUE");
        };
        let keys = endpoint.parameter_keys();
        let mut all = endpoint.parameters();
        let Some((section, field)) = all.find(|(_, field)| keys.of(field) == name) else {
            let names: Vec<&str> = endpoint
                .parameters()
                .map(|(_, field)| keys.of(field))
                .collect();
            bail!(Hinted::new(
                format!("--param {name}: `{}` has no such parameter", endpoint.name),
                format!("it has `{}`", names.join("`, `")),
            ));
        };
        let text = text(&format!("--param {name}"), given)?;
        let value = value(&field.ty, &text).map_err(|why| anyhow!("--param {name}: {why}"))?;
        let known = self.sections.entry(section).or_default();
        match (known.get_mut(&field.name), value) {
            (None, value) => drop(known.insert(field.name.clone(), value)),
            (Some(Value::Array(items)), Value::Array(more)) => items.extend(more),
            (Some(_), _) => bail!("--param {name}: it is given twice, and is no list"),
        }
        Ok(())
    }

    /// The parameters of a section.
    pub fn section(&self, section: Section) -> impl Iterator<Item = (&String, &Value)> {
        self.sections.get(&section).into_iter().flatten()
    }

    /// The body, if the request has one.
    pub fn body(&self) -> Option<&Map<String, Value>> {
        self.sections.get(&Section::Body)
    }

    /// The value at a dotted path in the query or body.
    pub fn at(&self, section: Section, path: &str) -> Option<&Value> {
        let (first, rest) = path
            .split_once('.')
            .map_or((path, None), |(a, b)| (a, Some(b)));
        let value = self.sections.get(&section)?.get(first)?;
        match rest {
            Some(rest) => value.pointer(&format!("/{}", rest.replace('.', "/"))),
            None => Some(value),
        }
    }

    /// Sets the value at a dotted path.
    pub fn set(&mut self, section: Section, path: &str, value: Value) {
        let mut object = self.sections.entry(section).or_default();
        let mut names = path.split('.').peekable();
        while let Some(name) = names.next() {
            if names.peek().is_none() {
                object.insert(name.to_owned(), value);
                return;
            }
            let inner = object
                .entry(name)
                .or_insert_with(|| Value::Object(Map::new()));
            if !inner.is_object() {
                *inner = Value::Object(Map::new());
            }
            match inner {
                Value::Object(inner) => object = inner,
                _ => return,
            }
        }
    }

    /// Checks all sections by the rules of the page. `also` is another way to set what is missing.
    pub fn check(&self, endpoint: &Endpoint, also: &str) -> anyhow::Result<()> {
        let mut problems = Vec::new();
        for section in Section::REQUEST {
            let bump = Bump::new();
            let shape = shape::section(&bump, endpoint, section);
            let given = self.sections.get(&section).cloned().unwrap_or_default();
            for violation in shape::violations(&shape, &Value::Object(given)) {
                problems.push(format!("{section} {violation}"));
            }
        }
        match problems.is_empty() {
            true => Ok(()),
            false => Err(Hinted::new(
                match &*problems {
                    [problem] => problem.clone(),
                    _ => format!("the request breaks several rules:\n{}", problems.join("\n")),
                },
                format!(
                    "set parameters with --param{also}; `larkspec show {}` lists all of them",
                    endpoint.name
                ),
            )
            .into()),
        }
    }
}

/// The text of an option's argument, which may refer to a file (`@FILE`) or to stdin (`-`). `@@` stands for `@`.
fn text(option: &str, argument: &str) -> anyhow::Result<String> {
    let mut text = match argument.strip_prefix('@') {
        Some(rest) if rest.starts_with('@') => return Ok(rest.to_owned()),
        Some(path) => fs::read_to_string(path).map_err(|error| {
            let hint =
                "@ is followed by the path of a file; write @@ for a value that begins with @";
            cannot_read(&format!("{option}: {path}"), error, hint)
        })?,
        None if argument == "-" => {
            let mut text = String::new();
            std::io::stdin()
                .read_to_string(&mut text)
                .with_context(|| format!("{option}: cannot read standard input"))?;
            text
        }
        None => return Ok(argument.to_owned()),
    };
    // The line end that every text file has.
    let end = text.strip_suffix('\n').map_or(text.len(), str::len);
    text.truncate(end);
    Ok(text)
}

/// A value of a type.
fn value(ty: &Type, text: &str) -> Result<Value, String> {
    match ty {
        Type::String | Type::JsonText(_) => Ok(Value::from(text)),
        Type::Binary => Err("a file cannot be sent".to_owned()),
        Type::List(item) if !text.trim_start().starts_with('[') => {
            Ok(Value::Array(vec![value(item, text)?]))
        }
        _ => serde_json::from_str(text).map_err(|_| format!("`{text}` is not JSON of type {ty}")),
    }
}

/// A number as a field has it: a number or, in a string, its digits.
pub fn number(field: &Field, number: i64) -> Value {
    match field.ty {
        Type::String => Value::from(number.to_string()),
        _ => Value::from(number),
    }
}
