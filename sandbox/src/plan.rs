//! The plan of faults: which calls fail and how, read from TOML or built by a program.

use std::fmt;
use std::ops::{Bound, Range, RangeBounds};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use larkspec_codegen::model::Endpoint;
use serde::Deserialize;
use serde::de::{self, Deserializer, SeqAccess, Visitor};
use toml::Spanned;

use crate::fault::Fault;
use crate::random::Random;
use crate::route::{Role, Router};

/// Rules that define which calls fail, and how.
///
/// As a TOML file:
///
/// ```toml
#[doc = include_str!("../tests/plan.toml")]
/// ```
///
/// See [`Fault`] for the faults and their parameters. Which calls a probability selects depends only on the seed, the
/// position of the rule in the plan and the number of the call.
///
/// ```
/// use larkspec_sandbox::{Fault, Plan, Rule};
///
/// let plan = Plan::new()
///     .seed(7)
///     .rule(Rule::new(Fault::ResetAfter).endpoint("approval/v2/instance/list").calls(3..=5))
///     .rule(Rule::new(Fault::Throttle { status: 400, reset: 2 }).every(4))
///     .rule(Rule::new(Fault::Latency { ms: 200 }).probability(0.05));
/// # let _ = plan;
/// ```
#[derive(Clone, Debug, Default)]
pub struct Plan {
    seed: u64,
    rules: Vec<Rule>,
    source: Option<Arc<Source>>,
}

impl Plan {
    /// Creates a plan without faults.
    pub fn new() -> Self {
        Plan::default()
    }

    /// Sets the seed of all probabilities.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Adds a rule.
    pub fn rule(mut self, rule: Rule) -> Self {
        self.rules.push(rule);
        self
    }

    /// The rules of the plan.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

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
        let written: WrittenPlan = toml::from_str(text)
            .map_err(|error| source.error(error.span().unwrap_or(0..0), error.message()))?;
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

/// One rule of a plan: a fault and the calls that it applies to.
#[derive(Clone, Debug)]
pub struct Rule {
    fault: Fault,
    endpoint: Option<String>,
    calls: Option<Vec<Calls>>,
    every: Option<u64>,
    probability: Option<f64>,
    /// The position of the endpoint's name (otherwise of the rule) in the plan file.
    span: Option<Range<usize>>,
}

impl Rule {
    /// Creates a rule that applies to every call on which the fault can have an effect.
    pub fn new(fault: Fault) -> Self {
        Rule {
            fault,
            endpoint: None,
            calls: None,
            every: None,
            probability: None,
            span: None,
        }
    }

    /// Limits the rule to this endpoint, by its name in the spec: `approval/v2/instance/list`.
    pub fn endpoint(mut self, name: impl Into<String>) -> Self {
        self.endpoint = Some(name.into());
        self
    }

    /// Limits the rule to these calls, counted from 1 among those of the endpoint (or all that the fault can apply
    /// to). Further ranges add to it.
    pub fn calls(mut self, calls: impl RangeBounds<u64>) -> Self {
        let first = match calls.start_bound() {
            Bound::Included(first) => *first,
            Bound::Excluded(before) => before.saturating_add(1),
            Bound::Unbounded => 1,
        };
        let last = match calls.end_bound() {
            Bound::Included(last) => *last,
            Bound::Excluded(after) => after.saturating_sub(1),
            Bound::Unbounded => u64::MAX,
        };
        self.calls
            .get_or_insert_default()
            .push(Calls { first, last });
        self
    }

    /// Limits the rule to this call.
    pub fn call(self, number: u64) -> Self {
        self.calls(number..=number)
    }

    /// Limits the rule to every `n`-th call, starting with the `n`-th.
    pub fn every(mut self, n: u64) -> Self {
        self.every = Some(n);
        self
    }

    /// Limits the rule to this share of the calls, from 0 to 1.
    pub fn probability(mut self, share: f64) -> Self {
        self.probability = Some(share);
        self
    }

    /// The fault of the rule.
    pub fn fault(&self) -> &Fault {
        &self.fault
    }

    fn concerns(&self, endpoint: &Endpoint, role: Role) -> bool {
        self.endpoint
            .as_ref()
            .is_none_or(|name| *name == endpoint.name)
            && self.fault.applies_to(endpoint, role)
    }

    fn strikes(&self, number: u64, seed: u64) -> bool {
        let listed = |calls: &Vec<Calls>| calls.iter().any(|calls| calls.contains(number));
        self.calls.as_ref().is_none_or(listed)
            && self.every.is_none_or(|n| number.is_multiple_of(n))
            && self.probability.is_none_or(|share| {
                let mut random = Random::new(seed ^ number.wrapping_mul(0xD6E8_FEB8_6659_FD93));
                random.next();
                random.unit() < share
            })
    }

    fn check(&self, router: &Router) -> Result<(), String> {
        self.fault.check()?;
        if self.every == Some(0) {
            return Err("`every` must be at least 1".to_owned());
        }
        if let Some(share) = self
            .probability
            .filter(|share| !(0.0..=1.0).contains(share))
        {
            return Err(format!("`probability` is {share}; it must be from 0 to 1"));
        }
        for calls in self.calls.iter().flatten() {
            calls.check()?;
        }
        let fault = self.fault.name();
        match &self.endpoint {
            Some(name) => {
                let Some((endpoint, role)) = router.endpoint(name) else {
                    return Err(router.api().no_endpoint(name));
                };
                match self.fault.applies_to(endpoint, role) {
                    true => Ok(()),
                    false => Err(format!("`{fault}` has no effect on `{name}`")),
                }
            }
            None if router
                .endpoints()
                .any(|(e, role)| self.fault.applies_to(e, role)) =>
            {
                Ok(())
            }
            None => Err(format!(
                "`{fault}` has no effect on any endpoint of the spec"
            )),
        }
    }
}

/// A range of call numbers, both ends included.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Calls {
    first: u64,
    last: u64,
}

impl Calls {
    fn contains(self, number: u64) -> bool {
        (self.first..=self.last).contains(&number)
    }

    fn check(self) -> Result<(), String> {
        match self {
            Calls { first: 0, .. } => Err("calls are counted from 1".to_owned()),
            Calls { first, last } if first > last => Err(format!(
                "calls {first} to {last}: the first is after the last"
            )),
            _ => Ok(()),
        }
    }

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

/// A plan in use, with the number of calls that each rule has counted.
pub(crate) struct Script {
    plan: Plan,
    seen: Vec<AtomicU64>,
}

impl Script {
    /// # Errors
    ///
    /// All rules that do not fit these endpoints.
    pub(crate) fn new(plan: Plan, router: &Router) -> Result<Self, PlanError> {
        let mut mistakes = Vec::new();
        for (n, rule) in plan.rules.iter().enumerate() {
            let Err(message) = rule.check(router) else {
                continue;
            };
            mistakes.push(match (&plan.source, &rule.span) {
                (Some(source), Some(span)) => source.mistake(span.clone(), &message),
                _ => Mistake {
                    place: None,
                    text: format!("rule {}: {message}", n + 1),
                },
            });
        }
        if !mistakes.is_empty() {
            return Err(PlanError::Invalid(mistakes));
        }
        let seen = plan.rules.iter().map(|_| AtomicU64::new(0)).collect();
        Ok(Script { plan, seen })
    }

    /// Counts a call of `endpoint`, and returns the faults that apply to it, in the order of the plan.
    pub(crate) fn strike(&self, endpoint: &Endpoint, role: Role) -> Vec<Fault> {
        let mut faults = Vec::new();
        for (n, (rule, seen)) in self.plan.rules.iter().zip(&self.seen).enumerate() {
            if !rule.concerns(endpoint, role) {
                continue;
            }
            let number = seen.fetch_add(1, Ordering::Relaxed) + 1;
            let seed = self.plan.seed ^ (n as u64 + 1).wrapping_mul(0xA24B_AED4_963E_E407);
            if rule.strikes(number, seed) {
                faults.push(rule.fault.clone());
            }
        }
        faults
    }
}

/// Why a plan cannot be used.
#[derive(Debug)]
#[non_exhaustive]
pub enum PlanError {
    /// The mistakes in it; never empty.
    Invalid(Vec<Mistake>),
    /// The file cannot be read.
    Read {
        /// The path.
        path: PathBuf,
        /// The reason.
        error: std::io::Error,
    },
}

impl PlanError {
    /// The mistakes in the plan; empty if its file cannot be read.
    pub fn mistakes(&self) -> &[Mistake] {
        match self {
            PlanError::Invalid(mistakes) => mistakes,
            PlanError::Read { .. } => &[],
        }
    }
}

impl fmt::Display for PlanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PlanError::Invalid(mistakes) => {
                let texts: Vec<&str> = mistakes.iter().map(|mistake| &*mistake.text).collect();
                f.write_str(&texts.join("\n\n"))
            }
            PlanError::Read { path, error } => {
                write!(f, "cannot read the plan {}: {error}", path.display())
            }
        }
    }
}

/// Has no source: the text already includes the reason, and printing the chain would repeat it.
impl std::error::Error for PlanError {}

/// One mistake in a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Line and column, both from 1, the column in characters; `None` for a rule that does not come from a text.
    pub place: Option<(usize, usize)>,
    text: String,
}

impl fmt::Display for Mistake {
    /// Formats the mistake with its line and a caret, as rustc does.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[derive(Debug)]
struct Source {
    name: String,
    text: String,
}

impl Source {
    fn error(&self, span: Range<usize>, message: &str) -> PlanError {
        PlanError::Invalid(vec![self.mistake(span, message)])
    }

    fn mistake(&self, span: Range<usize>, message: &str) -> Mistake {
        let before = self.text.get(..span.start).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or(before).chars().count() + 1;
        let snippet = Snippet::source(&*self.text)
            .path(&*self.name)
            .annotation(AnnotationKind::Primary.span(span));
        let group = Level::ERROR.primary_title(message).element(snippet);
        Mistake {
            place: Some((line, column)),
            text: Renderer::plain().render(&[group]),
        }
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
