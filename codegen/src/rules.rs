//! The table of rules: one entry for each fact about a field other than its type. Parsing, checks, docs, schema,
//! diff, merging and writing all use this table.

use std::cmp::Ordering;
use std::fmt;

use larkspec_shape::Pattern;
use serde_json::{Value, json};

use crate::format;
use crate::model::{Case, EnumValue, Field, Format, Number, Section, Test, Type};

/// A rule.
pub struct Rule {
    /// The key in a spec file.
    pub key: &'static str,
    /// What the key takes.
    pub takes: Takes,
    /// Which fields can have it.
    pub on: On,
    /// On which sides it applies.
    pub holds: Holds,
    /// Which of two values rejects more payloads.
    pub stricter: Stricter,
    /// Whether the rule changes the type of a field in Rust, or its place among the arguments.
    pub shapes_rust: bool,
    /// The sentence in the docs of a field. `{}` is replaced by the value, `{each}` by the note that it applies to
    /// each item. Empty if the type says it already.
    pub doc: &'static str,
    /// What a diff says if a flag was set or removed. For other rules, it shows both values.
    pub flipped: [&'static str; 2],
    /// The JSON Schema keyword for the rule.
    pub schema: &'static str,
    /// Returns its value in a field, if it has one.
    pub get: fn(&Field) -> Option<Fact>,
    /// Sets or removes it.
    pub set: fn(&mut Field, Option<Fact>),
}

/// The kind of value that a rule takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// `true` or `false`.
    Flag,
    /// A number.
    Number,
    /// A count: an integer of at least 0.
    Count,
    /// A regular expression.
    Pattern,
    /// The word of a [`Format`].
    Format,
    /// A value of the field.
    Value,
    /// Tables, one per listed value.
    Values,
    /// A text.
    Text,
    /// A table of conditions on other fields, or several tables of which one is enough.
    Cases,
}

/// The value of a rule.
#[derive(Clone, Debug, PartialEq)]
pub enum Fact {
    /// Of [`Takes::Flag`].
    Flag(bool),
    /// Of [`Takes::Number`].
    Number(Number),
    /// Of [`Takes::Count`].
    Count(u64),
    /// Of [`Takes::Pattern`].
    Pattern(Pattern),
    /// Of [`Takes::Format`].
    Format(Format),
    /// Of [`Takes::Value`].
    Value(Value),
    /// Of [`Takes::Values`]; never empty.
    Values(Vec<EnumValue>),
    /// Of [`Takes::Text`].
    Text(String),
    /// Of [`Takes::Cases`]; never empty.
    Cases(Vec<Case>),
}

/// Which fields can have a rule. Rules for scalars apply to the innermost items of a list or map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    /// Any.
    Any,
    /// Ints and floats.
    Numbers,
    /// Ints.
    Ints,
    /// Strings.
    Strings,
    /// Strings. For a string that contains JSON, the rule applies to the string itself.
    Texts,
    /// Lists; the rule applies to the outermost list.
    Lists,
    /// Types whose values can be listed: strings and ints.
    Listed,
    /// Types for a single value: a string, an int or a bool that is not in a list or map.
    Single,
}

/// On which sides a rule applies, that is, affects which payloads are valid or what they mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// In a request and in a response.
    Both,
    /// In a request. In a response, it only documents what to expect.
    Request,
    /// Nowhere: it is documentation.
    Nowhere,
}

/// Which of two values of a rule rejects more payloads. A missing rule rejects least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stricter {
    /// The greater value.
    Greater,
    /// The smaller value.
    Smaller,
    /// Fewer listed values.
    Fewer,
    /// None: with the rule, more is valid than without it.
    Unset,
    /// More cases.
    More,
    /// Any other value: each rejects what the other accepts, as far as this can be determined.
    Other,
    /// Neither rejects anything, but a change gives the same payload another meaning.
    Meaning,
    /// Neither: the rule is documentation.
    Neither,
}

/// How a change of a rule affects the set of valid payloads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Direction {
    /// Some valid payloads become invalid.
    pub stricter: bool,
    /// Some invalid payloads become valid.
    pub looser: bool,
    /// The same payload means something else.
    pub meaning: bool,
}

/// The rule with this key.
pub fn rule(key: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.key == key)
}

/// The keys of all rules, in the order in which they are written.
pub fn keys() -> impl Iterator<Item = &'static str> {
    RULES.iter().map(|rule| rule.key)
}

/// The keys of the rules that a use of a shared type can add, and of those that can hold in requests only.
pub fn keys_of_use() -> impl Iterator<Item = &'static str> {
    // All uses of a type are one type in Rust.
    keys().filter(|key| *key != "option")
}

/// The rules of a field, with their values.
pub fn of(field: &Field) -> impl Iterator<Item = (&'static Rule, Fact)> {
    RULES
        .iter()
        .filter_map(|rule| Some((rule, (rule.get)(field)?)))
}

/// `get` and `set` of a rule in an `Option` of the field.
macro_rules! access {
    ($variant:ident, $($path:ident).+) => {
        (
            |field: &Field| field.$($path).+.clone().map(Fact::$variant),
            |field: &mut Field, fact: Option<Fact>| match fact {
                Some(Fact::$variant(value)) => field.$($path).+ = Some(value),
                Some(_) => {}
                None => field.$($path).+ = None,
            },
        )
    };
}

/// `get` and `set` of a rule in a `bool` of the field.
macro_rules! flag {
    ($($path:ident).+) => {
        (
            |field: &Field| field.$($path).+.then_some(Fact::Flag(true)),
            |field: &mut Field, fact: Option<Fact>| match fact {
                Some(Fact::Flag(value)) => field.$($path).+ = value,
                Some(_) => {}
                None => field.$($path).+ = false,
            },
        )
    };
}

type Access = (fn(&Field) -> Option<Fact>, fn(&mut Field, Option<Fact>));

impl Rule {
    const fn new(key: &'static str, takes: Takes, on: On, (get, set): Access) -> Self {
        Rule {
            key,
            takes,
            on,
            holds: Holds::Both,
            stricter: Stricter::Other,
            shapes_rust: false,
            doc: "",
            flipped: ["", ""],
            schema: "",
            get,
            set,
        }
    }

    const fn holds(mut self, holds: Holds) -> Self {
        self.holds = holds;
        self
    }

    const fn stricter(mut self, stricter: Stricter) -> Self {
        self.stricter = stricter;
        self
    }

    const fn shapes_rust(mut self) -> Self {
        self.shapes_rust = true;
        self
    }

    const fn doc(mut self, doc: &'static str) -> Self {
        self.doc = doc;
        self
    }

    const fn flipped(mut self, on: &'static str, off: &'static str) -> Self {
        self.flipped = [on, off];
        self
    }

    const fn schema(mut self, keyword: &'static str) -> Self {
        self.schema = keyword;
        self
    }
}

/// Every rule, in the order of a spec file.
pub static RULES: &[Rule] = &[
    Rule::new("required", Takes::Flag, On::Any, flag!(required))
        .shapes_rust()
        .flipped("was optional, is required", "was required, is optional"),
    Rule::new("option", Takes::Flag, On::Any, access!(Flag, option))
        .holds(Holds::Nowhere)
        .stricter(Stricter::Neither)
        .shapes_rust()
        .flipped(
            "is now an `Option` in Rust",
            "is no longer an `Option` in Rust",
        ),
    Rule::new("format", Takes::Format, On::Any, access!(Format, format))
        .stricter(Stricter::Meaning)
        .doc("{}"),
    Rule::new("deprecated", Takes::Flag, On::Any, flag!(deprecated))
        .holds(Holds::Nowhere)
        .stricter(Stricter::Neither)
        .flipped("is now deprecated", "is no longer deprecated"),
    Rule::new(
        "min",
        Takes::Number,
        On::Numbers,
        access!(Number, rules.min),
    )
    .stricter(Stricter::Greater)
    .doc("At least {}{each}.")
    .schema("minimum"),
    Rule::new(
        "max",
        Takes::Number,
        On::Numbers,
        access!(Number, rules.max),
    )
    .stricter(Stricter::Smaller)
    .doc("At most {}{each}.")
    .schema("maximum"),
    Rule::new(
        "min_len",
        Takes::Count,
        On::Texts,
        access!(Count, rules.min_len),
    )
    .stricter(Stricter::Greater)
    .doc("At least {} characters{each}.")
    .schema("minLength"),
    Rule::new(
        "max_len",
        Takes::Count,
        On::Texts,
        access!(Count, rules.max_len),
    )
    .stricter(Stricter::Smaller)
    .doc("At most {} characters{each}.")
    .schema("maxLength"),
    Rule::new(
        "min_items",
        Takes::Count,
        On::Lists,
        access!(Count, rules.min_items),
    )
    .stricter(Stricter::Greater)
    .doc("At least {} items.")
    .schema("minItems"),
    Rule::new(
        "max_items",
        Takes::Count,
        On::Lists,
        access!(Count, rules.max_items),
    )
    .stricter(Stricter::Smaller)
    .doc("At most {} items.")
    .schema("maxItems"),
    Rule::new(
        "pattern",
        Takes::Pattern,
        On::Strings,
        access!(Pattern, rules.pattern),
    )
    .doc("Matches {}.")
    .schema("pattern"),
    Rule::new(
        "fixed",
        Takes::Value,
        On::Single,
        access!(Value, rules.fixed),
    )
    .doc("Always {}.")
    .schema("const"),
    Rule::new("default", Takes::Value, On::Any, access!(Value, default))
        .holds(Holds::Request)
        .stricter(Stricter::Meaning)
        .doc("Default: {}."),
    Rule::new(
        "enum",
        Takes::Values,
        On::Listed,
        (
            |field| {
                let values = &field.rules.values;
                (!values.is_empty()).then(|| Fact::Values(values.clone()))
            },
            |field, fact| match fact {
                Some(Fact::Values(values)) => field.rules.values = values,
                Some(_) => {}
                None => field.rules.values.clear(),
            },
        ),
    )
    .holds(Holds::Request)
    .stricter(Stricter::Fewer)
    .shapes_rust()
    .schema("enum"),
    Rule::new("open", Takes::Flag, On::Listed, flag!(rules.open))
        .holds(Holds::Request)
        .stricter(Stricter::Unset)
        .flipped(
            "now accepts values other than those listed",
            "no longer accepts values other than those listed",
        ),
    Rule::new("bits", Takes::Flag, On::Ints, flag!(rules.bits))
        .holds(Holds::Request)
        .stricter(Stricter::Unset)
        .shapes_rust()
        .flipped(
            "now accepts sums of the listed values",
            "no longer accepts sums of the listed values",
        ),
    // The label has no meaning by itself: a diff compares the groups.
    Rule::new("any_of", Takes::Text, On::Any, access!(Text, rules.any_of))
        .stricter(Stricter::Neither)
        .doc("At least one field of the group {} is required."),
    Rule::new(
        "required_when",
        Takes::Cases,
        On::Any,
        (
            |field| {
                let cases = &field.rules.required_when;
                (!cases.is_empty()).then(|| Fact::Cases(cases.clone()))
            },
            |field, fact| match fact {
                Some(Fact::Cases(cases)) => field.rules.required_when = cases,
                Some(_) => {}
                None => field.rules.required_when.clear(),
            },
        ),
    )
    .stricter(Stricter::More)
    .doc("Required when {}."),
];

impl Rule {
    /// Whether it applies in this section.
    pub fn holds_in(&self, section: Section) -> bool {
        match self.holds {
            Holds::Both => true,
            Holds::Request => section != Section::Response,
            Holds::Nowhere => false,
        }
    }

    /// How a change of the rule, in a field of this type, affects the set of valid payloads.
    pub fn direction(&self, ty: &Type, old: Option<&Fact>, new: Option<&Fact>) -> Direction {
        let bounds = || {
            let old = self.or_loosest(ty, old);
            old.compare(self.or_loosest(ty, new))
        };
        let mut direction = Direction::default();
        match (self.stricter, old, new) {
            (Stricter::Greater, ..) => {
                direction.stricter = bounds() == Ordering::Less;
                direction.looser = bounds() == Ordering::Greater;
            }
            (Stricter::Smaller, ..) => {
                direction.stricter = bounds() == Ordering::Greater;
                direction.looser = bounds() == Ordering::Less;
            }
            (Stricter::Fewer, Some(Fact::Values(old)), Some(Fact::Values(new))) => {
                let lacks = |all: &[EnumValue], some: &[EnumValue]| {
                    let has = |value: &EnumValue| all.iter().any(|v| v.value == value.value);
                    !some.iter().all(has)
                };
                direction.stricter = lacks(new, old);
                direction.looser = lacks(old, new);
            }
            (Stricter::Unset, old, new) => {
                direction.stricter = old.is_some() && new.is_none();
                direction.looser = new.is_some() && old.is_none();
            }
            (Stricter::More, old, new) => {
                let cases = |fact: Option<&Fact>| match fact {
                    Some(Fact::Cases(cases)) => cases.clone(),
                    _ => Vec::new(),
                };
                let (old, new) = (cases(old), cases(new));
                direction.stricter = !new.iter().all(|case| case.is_within(&old));
                direction.looser = !old.iter().all(|case| case.is_within(&new));
            }
            (Stricter::Fewer | Stricter::Other, old, new) if old != new => {
                direction.stricter = new.is_some();
                direction.looser = old.is_some();
            }
            (Stricter::Meaning, old, new) if old != new => {
                let pattern = |fact: Option<&Fact>| match fact {
                    Some(Fact::Format(format)) if *ty.innermost() == Type::String => {
                        format::checked(*format).map(|format| format.pattern().as_str())
                    }
                    _ => None,
                };
                direction.meaning = old.is_some() && new.is_some();
                let (old, new) = (pattern(old), pattern(new));
                direction.stricter = new.is_some() && old != new;
                direction.looser = old.is_some() && old != new;
            }
            _ => {}
        }
        direction
    }

    /// A bound, or the value that rejects nothing.
    fn or_loosest(&self, ty: &Type, bound: Option<&Fact>) -> Number {
        let lower = self.stricter == Stricter::Greater;
        match bound.and_then(Fact::bound) {
            Some(bound) => bound,
            None => match (self.takes, ty.innermost(), lower) {
                (Takes::Count, _, true) => Number::Int(0),
                (Takes::Number, Type::Int, true) => Number::Int(i64::MIN),
                (_, Type::Float, true) => Number::Float(f64::NEG_INFINITY),
                (_, Type::Float, false) => Number::Float(f64::INFINITY),
                (_, _, true) => Number::Int(i64::MIN),
                (_, _, false) => Number::Int(i64::MAX),
            },
        }
    }
}

impl On {
    /// Whether a field of this type can have such a rule.
    pub fn fits(self, ty: &Type) -> bool {
        let innermost = ty.innermost();
        match self {
            On::Any => true,
            On::Numbers => matches!(innermost, Type::Int | Type::Float),
            On::Ints => *innermost == Type::Int,
            On::Strings => *innermost == Type::String,
            On::Texts => *innermost == Type::String || ty.carried().is_some(),
            On::Lists => match ty {
                Type::JsonText(carried) => matches!(**carried, Type::List(_)),
                ty => matches!(ty, Type::List(_)),
            },
            On::Listed => matches!(innermost, Type::String | Type::Int),
            On::Single => matches!(ty, Type::String | Type::Int | Type::Bool),
        }
    }

    /// Why a field cannot have the rule.
    pub(crate) fn misfit(self, key: &str, field: &Field) -> String {
        let takes = match self {
            On::Numbers => "a number",
            On::Ints => "an int",
            On::Strings | On::Texts => "a string",
            On::Lists => "a list",
            On::Listed => {
                let (name, ty) = (&field.name, &field.ty);
                return format!("an enum lists strings or ints; `{name}` is `{ty}`");
            }
            On::Any | On::Single => return format!("`{key}` is for a string, an int or a bool"),
        };
        format!("`{key}` is for {takes}; `{}` is `{}`", field.name, field.ty)
    }
}

impl Fact {
    /// Whether no value can satisfy both this lower bound and the upper one.
    pub fn is_over(&self, upper: &Fact) -> bool {
        let bounds = self.bound().zip(upper.bound());
        bounds.is_some_and(|(lower, upper)| lower.compare(upper) == Ordering::Greater)
    }

    fn bound(&self) -> Option<Number> {
        match self {
            Fact::Number(bound) => Some(*bound),
            // No payload has as many items as fit into an `i64`.
            Fact::Count(count) => Some(Number::Int(i64::try_from(*count).unwrap_or(i64::MAX))),
            _ => None,
        }
    }

    /// The value as JSON.
    pub fn to_json(&self) -> Value {
        match self {
            Fact::Flag(value) => Value::from(*value),
            Fact::Number(Number::Int(value)) => Value::from(*value),
            Fact::Number(Number::Float(value)) => Value::from(*value),
            Fact::Count(value) => Value::from(*value),
            Fact::Pattern(pattern) => Value::from(pattern.as_str()),
            Fact::Format(format) => Value::from(format.as_str()),
            Fact::Value(value) => value.clone(),
            Fact::Values(values) => values.iter().map(|value| value.value.clone()).collect(),
            Fact::Text(text) => Value::from(&**text),
            Fact::Cases(cases) => match &cases[..] {
                [case] => case.to_json(),
                cases => cases.iter().map(Case::to_json).collect(),
            },
        }
    }
}

impl Case {
    /// The value as a spec file writes it.
    fn to_json(&self) -> Value {
        let one_or_all = |values: &[Value]| match values {
            [value] => value.clone(),
            values => Value::from(values),
        };
        let tests = self.all.iter().map(|(name, test)| {
            let test = match test {
                Test::Is(values) => one_or_all(values),
                Test::Not(values) => json!({ "not": one_or_all(values) }),
                Test::Present(present) => json!({ "present": present }),
            };
            (name.clone(), test)
        });
        Value::Object(tests.collect())
    }

    /// Whether one of `cases` applies whenever this case does.
    fn is_within(&self, cases: &[Case]) -> bool {
        let implied = |(name, wanted): &(String, Test)| {
            let mut own = self.all.iter().filter(|(own, _)| own == name);
            own.any(|(_, test)| test.implies(wanted))
        };
        cases.iter().any(|case| case.all.iter().all(implied))
    }
}

impl Test {
    /// Whether the other test holds for every field for which this one holds.
    fn implies(&self, other: &Test) -> bool {
        let within = |some: &[Value], all: &[Value]| some.iter().all(|value| all.contains(value));
        match (self, other) {
            (Test::Present(a), Test::Present(b)) => a == b,
            (Test::Is(_) | Test::Not(_), Test::Present(present)) => *present,
            (Test::Is(some), Test::Is(all)) | (Test::Not(all), Test::Not(some)) => {
                within(some, all)
            }
            (Test::Is(some), Test::Not(none)) => !some.iter().any(|value| none.contains(value)),
            _ => false,
        }
    }
}

/// The value as a diff shows it.
impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fact::Number(number) => number.fmt(f),
            Fact::Count(count) => count.fmt(f),
            Fact::Format(format) => format.fmt(f),
            Fact::Pattern(pattern) => write!(f, "`{}`", pattern.as_str()),
            other => write!(f, "`{}`", other.to_json()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every rule reads back what was set, under its own key, and rejects values of other kinds.
    #[test]
    fn every_rule_keeps_its_value() {
        let facts = [
            Fact::Flag(true),
            Fact::Number(Number::Int(7)),
            Fact::Count(7),
            Fact::Pattern(Pattern::new("a")),
            Fact::Format(Format::Date),
            Fact::Value(Value::from(7)),
            Fact::Values(vec![EnumValue::new(7)]),
            Fact::Text("a".to_owned()),
            Fact::Cases(vec![Case::default()]),
        ];
        for rule in RULES {
            for fact in &facts {
                let mut field = Field::new("a", Type::Int);
                (rule.set)(&mut field, Some(fact.clone()));
                let found: Vec<_> = of(&field).map(|(rule, fact)| (rule.key, fact)).collect();
                let expected = match takes(fact) == rule.takes {
                    true => vec![(rule.key, fact.clone())],
                    false => Vec::new(),
                };
                assert_eq!(found, expected, "{}", rule.key);
                (rule.set)(&mut field, None);
                assert_eq!(of(&field).count(), 0, "{}", rule.key);
            }
        }
    }

    fn takes(fact: &Fact) -> Takes {
        match fact {
            Fact::Flag(_) => Takes::Flag,
            Fact::Number(_) => Takes::Number,
            Fact::Count(_) => Takes::Count,
            Fact::Pattern(_) => Takes::Pattern,
            Fact::Format(_) => Takes::Format,
            Fact::Value(_) => Takes::Value,
            Fact::Values(_) => Takes::Values,
            Fact::Text(_) => Takes::Text,
            Fact::Cases(_) => Takes::Cases,
        }
    }

    #[test]
    fn bounds_compare_exactly_and_none_is_the_loosest() {
        let [int, float] = [Type::Int, Type::Float];
        let number = |value: i64| Some(Fact::Number(Number::Int(value)));
        let decimal = |value: f64| Some(Fact::Number(Number::Float(value)));
        let count = |value: u64| Some(Fact::Count(value));
        const BIG: i64 = 1 << 53;
        for (key, ty, old, new, expected) in [
            ("max", &int, number(BIG + 1), number(BIG), "stricter"),
            ("max", &int, number(BIG), number(BIG + 1), "looser"),
            ("min", &int, number(BIG), number(BIG + 1), "stricter"),
            ("min", &int, None, number(0), "stricter"),
            ("min", &int, None, number(i64::MIN), ""),
            ("max", &int, number(i64::MAX), None, ""),
            ("min", &float, None, number(i64::MIN), "stricter"),
            ("max", &float, decimal(1.5), number(1), "stricter"),
            ("max", &float, decimal(1.0), number(1), ""),
            ("min", &float, decimal(0.5), None, "looser"),
            ("min_len", &int, None, count(0), ""),
            ("min_items", &int, count(0), count(1), "stricter"),
            ("max_items", &int, None, count(1), "stricter"),
            ("max_len", &int, count(u64::MAX), count(9), "stricter"),
        ] {
            let direction = rule(key).unwrap().direction(ty, old.as_ref(), new.as_ref());
            let found = match (direction.stricter, direction.looser) {
                (true, false) => "stricter",
                (false, true) => "looser",
                (false, false) => "",
                (true, true) => "both",
            };
            assert_eq!(found, expected, "{key} {old:?} → {new:?}");
        }
    }
}
