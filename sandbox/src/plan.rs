//! The plan of faults: which calls fail and how, read from TOML or built by a program.

mod error;
#[cfg(feature = "plan-files")]
mod file;

use std::ops::{Bound, RangeBounds};
#[cfg(feature = "plan-files")]
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

pub use self::error::{Mistake, PlanError};
use crate::fault::Fault;
use crate::random::Random;
use crate::route::{Route, Router};

/// Rules that define which calls fail, and how.
///
/// As a TOML file, which the feature `plan-files` reads:
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
    #[cfg(feature = "plan-files")]
    source: Option<Arc<error::Source>>,
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

    /// A mistake in a rule, with its position if it comes from a file.
    fn mistake(&self, n: usize, message: &str) -> Mistake {
        #[cfg(feature = "plan-files")]
        if let (Some(source), Some(span)) = (&self.source, &self.rules[n].span) {
            return source.mistake(span.clone(), message);
        }
        Mistake {
            place: None,
            text: format!("rule {}: {message}", n + 1),
        }
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
    #[cfg(feature = "plan-files")]
    span: Option<std::ops::Range<usize>>,
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
            #[cfg(feature = "plan-files")]
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

    fn concerns(&self, route: &Route) -> bool {
        let mut name = self.endpoint.iter();
        name.all(|name| *name == route.spec.name) && self.fault.applies_to(route)
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
                let (route, _) = router.named(name)?;
                match self.fault.applies_to(route) {
                    true => Ok(()),
                    false => Err(format!("`{fault}` has no effect on `{name}`")),
                }
            }
            None if router.routes().any(|route| self.fault.applies_to(route)) => Ok(()),
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
            if let Err(message) = rule.check(router) {
                mistakes.push(plan.mistake(n, &message));
            }
        }
        if !mistakes.is_empty() {
            return Err(PlanError::Invalid(mistakes));
        }
        let seen = plan.rules.iter().map(|_| AtomicU64::new(0)).collect();
        Ok(Script { plan, seen })
    }

    /// Counts a call of an endpoint, and returns the faults that apply to it, in the order of the plan.
    pub(crate) fn strike(&self, route: &Route) -> Vec<Fault> {
        let mut faults = Vec::new();
        for (n, (rule, seen)) in self.plan.rules.iter().zip(&self.seen).enumerate() {
            if !rule.concerns(route) {
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
