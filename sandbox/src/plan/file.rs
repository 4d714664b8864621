//! Reads a plan of faults from TOML.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use serde::de::{self, Deserialize, Deserializer, SeqAccess, Visitor};
use serde_derive::Deserialize;
use toml::Spanned;

use super::error::{PlanError, Source};
use super::{Calls, Plan, Rule};
use crate::fault::Fault;

impl Plan {
    /// Reads a plan file.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or [`Plan::parse`] rejects it.
    pub fn load(path: impl AsRef<Path>) -> Result<Self, PlanError> {
        let path = path.as_ref();
        match std::fs::read_to_string(path) {
            Ok(text) => Plan::parse(&text, &path.display().to_string()),
            Err(error) => Err(PlanError::Read {
                path: path.to_owned(),
                error,
            }),
        }
    }

    /// Reads a plan from TOML; `name` identifies the text in errors, such as a file name.
    ///
    /// # Errors
    ///
    /// The first mistake, with line and column: invalid TOML, an unknown key or fault, or a value out of range.
    /// Whether the endpoints exist is checked when a server starts with the plan.
    pub fn parse(text: &str, name: &str) -> Result<Self, PlanError> {
        let source = Arc::new(Source {
            name: name.to_owned(),
            text: text.to_owned(),
        });
        let written: WrittenPlan = toml::from_str(text).map_err(|error| {
            source.error(
                error.span().unwrap_or(0..0),
                &in_plain_words(error.message()),
            )
        })?;
        let rules = written
            .rule
            .into_iter()
            .map(WrittenRule::into_rule)
            .collect();
        Ok(Plan {
            seed: written.seed,
            rules,
            source: Some(source),
        })
    }
}

/// A message about a plan, without the names of Rust's types.
fn in_plain_words(message: &str) -> String {
    let Some((found, expected)) = message.rsplit_once(", expected ") else {
        return message.to_owned();
    };
    let expected = match expected {
        "u16" => "an integer from 0 to 65535",
        "u32" | "u64" | "usize" => "an integer of at least 0",
        "a nonzero u64" => "an integer of at least 1",
        "i64" => "an integer",
        "f64" => "a number",
        "struct WrittenPlan" | "struct WrittenRule" => "a table",
        other => other,
    };
    format!("{found}, expected {expected}")
}

impl Calls {
    /// Parses `5-8` and `20-`.
    fn parse(text: &str) -> Option<Calls> {
        let (first, last) = text.split_once('-')?;
        let last = match last.trim() {
            "" => u64::MAX,
            last => last.parse().ok()?,
        };
        Some(Calls {
            first: first.trim().parse().ok()?,
            last,
        })
    }
}

/// A plan as its file describes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenPlan {
    #[serde(default)]
    seed: u64,
    #[serde(default)]
    rule: Vec<Spanned<WrittenRule>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenRule {
    endpoint: Option<Spanned<String>>,
    calls: Option<WrittenCalls>,
    every: Option<std::num::NonZeroU64>,
    probability: Option<Share>,
    fault: Spanned<Fault>,
}

impl WrittenRule {
    fn into_rule(rule: Spanned<WrittenRule>) -> Rule {
        let rule = rule.into_inner();
        let span = rule
            .endpoint
            .as_ref()
            .map_or(rule.fault.span(), Spanned::span);
        Rule {
            fault: rule.fault.into_inner(),
            endpoint: rule.endpoint.map(Spanned::into_inner),
            calls: rule.calls.map(|calls| calls.0),
            every: rule.every.map(Into::into),
            probability: rule.probability.map(|share| share.0),
            span: Some(span),
        }
    }
}

struct Share(f64);

impl<'de> Deserialize<'de> for Share {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let share = f64::deserialize(deserializer)?;
        match (0.0..=1.0).contains(&share) {
            true => Ok(Share(share)),
            false => Err(de::Error::custom(format!(
                "{share} is not a probability: it must be from 0 to 1"
            ))),
        }
    }
}

/// `3`, `"5-8"`, `"20-"`, or a list of these.
struct WrittenCalls(Vec<Calls>);

impl<'de> Deserialize<'de> for WrittenCalls {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(CallsVisitor)
    }
}

struct CallsVisitor;

impl CallsVisitor {
    fn one<E: de::Error>(calls: Calls) -> Result<WrittenCalls, E> {
        calls.check().map_err(E::custom)?;
        Ok(WrittenCalls(vec![calls]))
    }
}

impl<'de> Visitor<'de> for CallsVisitor {
    type Value = WrittenCalls;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the number of a call, a range such as \"5-8\" or \"20-\", or a list of these")
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<WrittenCalls, E> {
        match u64::try_from(number) {
            Ok(number) => self.visit_u64(number),
            Err(_) => Err(E::custom("calls are counted from 1")),
        }
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<WrittenCalls, E> {
        CallsVisitor::one(Calls {
            first: number,
            last: number,
        })
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<WrittenCalls, E> {
        match Calls::parse(text) {
            Some(calls) => CallsVisitor::one(calls),
            None => Err(E::invalid_value(de::Unexpected::Str(text), &self)),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<WrittenCalls, A::Error> {
        let mut all = Vec::new();
        while let Some(WrittenCalls(calls)) = list.next_element()? {
            all.extend(calls);
        }
        match all.is_empty() {
            true => Err(de::Error::custom(
                "an empty list of calls: the rule would have no effect",
            )),
            false => Ok(WrittenCalls(all)),
        }
    }
}
