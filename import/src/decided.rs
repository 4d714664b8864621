//! The decisions about remarks that a person has to look at field by field, from `decided.toml`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use toml_edit::{DocumentMut, Item, Table, Value};

use crate::diagnostic::{Diagnostic, Severity};

/// The decisions of this crate.
static OWN: LazyLock<Decisions> =
    LazyLock::new(|| Decisions::parse(include_str!("../decided.toml")).unwrap_or_default());

/// Decisions about single remarks.
#[derive(Clone, Debug, Default)]
pub struct Decisions(BTreeMap<Key, Decision>);

/// The kind of a remark, the endpoint, and the place.
type Key = (String, String, String);

/// What a person decided, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Decision {
    /// The spec file states the fact.
    Spec(String),
    /// Nothing is to be stated.
    Leave(String),
}

impl Decision {
    /// The reason.
    pub fn reason(&self) -> &str {
        match self {
            Decision::Spec(reason) | Decision::Leave(reason) => reason,
        }
    }
}

impl Decisions {
    /// The kinds of remarks that are decided field by field.
    pub const KINDS: [&str; 4] = [
        "example-contradiction",
        "example-unlisted",
        "fact-contradiction",
        "type-unsaid",
    ];

    /// The decisions about the pages of the platform.
    pub fn own() -> &'static Self {
        &OWN
    }

    /// Reads decisions: per kind, tables with the reason as `spec` or `leave`, and the list `at` of endpoints and places.
    ///
    /// # Errors
    ///
    /// The text is not TOML of this form, is not sorted, or decides something twice.
    pub fn parse(text: &str) -> Result<Self, String> {
        let doc: DocumentMut = text.parse().map_err(|error| format!("{error}"))?;
        let mut decisions = BTreeMap::new();
        sorted("the kinds", doc.iter().map(|(kind, _)| kind))?;
        for (kind, groups) in doc.iter() {
            if !Self::KINDS.contains(&kind) {
                return Err(format!(
                    "`{kind}`: not a kind that is decided field by field"
                ));
            }
            let groups = groups.as_array_of_tables();
            let groups = groups.ok_or_else(|| format!("write `[[{kind}]]`"))?;
            let mut firsts = Vec::new();
            for group in groups {
                let (decision, places) = read(kind, group)?;
                firsts.extend(
                    places
                        .first()
                        .map(|(endpoint, place)| format!("{endpoint} {place}")),
                );
                for (endpoint, place) in places {
                    let key = (kind.to_owned(), endpoint, place);
                    let twice = format!("`{kind}`, `{} {}`: decided twice", key.1, key.2);
                    if decisions.insert(key, decision.clone()).is_some() {
                        return Err(twice);
                    }
                }
            }
            sorted(
                &format!("the tables `[[{kind}]]`"),
                firsts.iter().map(String::as_str),
            )?;
        }
        Ok(Decisions(decisions))
    }

    /// The decision about a remark on the page of an endpoint.
    pub fn about(&self, endpoint: &str, remark: &Diagnostic) -> Option<&Decision> {
        let place = remark.place.clone()?;
        self.0
            .get(&(remark.rule.to_owned(), endpoint.to_owned(), place))
    }

    /// Whether a remark is of a kind that is decided field by field, and is not decided.
    pub fn is_open(remark: &Diagnostic) -> bool {
        remark.severity == Severity::Warning && Self::KINDS.contains(&remark.rule)
    }

    /// Marks the remarks that are decided.
    pub(crate) fn mark(&self, endpoint: &str, remarks: &mut [Diagnostic]) {
        let open = remarks.iter_mut();
        for remark in open.filter(|remark| remark.severity == Severity::Warning) {
            if let Some(decision) = self.about(endpoint, remark) {
                remark.severity = Severity::Decided;
                remark.text = format!("{} (decided: {})", remark.text, decision.reason());
            }
        }
    }

    /// The decisions about these endpoints that match no remark of their pages.
    pub fn stale<'p>(
        &self,
        pages: impl IntoIterator<Item = (&'p str, &'p [Diagnostic])>,
    ) -> Vec<String> {
        let (mut read, mut found) = (BTreeSet::new(), BTreeSet::new());
        for (endpoint, remarks) in pages {
            read.insert(endpoint);
            let places = remarks
                .iter()
                .filter_map(|r| Some((r.rule, endpoint, r.place.as_deref()?)));
            found.extend(places);
        }
        let own = self.0.keys();
        own.filter(|(_, endpoint, _)| read.contains(&**endpoint))
            .filter(|(kind, endpoint, place)| !found.contains(&(&**kind, &**endpoint, &**place)))
            .map(|(kind, endpoint, place)| {
                format!("{endpoint}: `{place}` no longer has a remark `{kind}`; remove it from import/decided.toml")
            })
            .collect()
    }

    /// The names of the endpoints that have decisions.
    pub fn endpoints(&self) -> BTreeSet<&str> {
        self.0.keys().map(|(_, endpoint, _)| &**endpoint).collect()
    }

    /// The places of one kind, each with its endpoint and decision.
    pub fn of_kind(&self, kind: &str) -> impl Iterator<Item = (&str, &str, &Decision)> {
        let own = self.0.iter().filter(move |((own, ..), _)| own == kind);
        own.map(|((_, endpoint, place), decision)| (&**endpoint, &**place, decision))
    }

    /// The number of decisions.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// One table of a kind: the decision, and the endpoints and places that it is about.
fn read(kind: &str, group: &Table) -> Result<(Decision, Vec<(String, String)>), String> {
    let reason = |key: &str| group.get(key).and_then(Item::as_str).map(str::to_owned);
    let decision = match (reason("spec"), reason("leave")) {
        (Some(reason), None) => Decision::Spec(reason),
        (None, Some(reason)) => Decision::Leave(reason),
        _ => {
            return Err(format!(
                "`[[{kind}]]`: write either `spec` or `leave`, with the reason"
            ));
        }
    };
    let why = decision.reason();
    let unknown = group
        .iter()
        .find(|(key, _)| !matches!(*key, "spec" | "leave" | "at"));
    if let Some((key, _)) = unknown {
        return Err(format!("`[[{kind}]]`, \"{why}\": there is no key `{key}`"));
    }
    let at = group.get("at").and_then(Item::as_array);
    let at = at.ok_or_else(|| format!("`[[{kind}]]`, \"{why}\": the list `at` is missing"))?;
    let at: Option<Vec<&str>> = at.iter().map(Value::as_str).collect();
    let at = at.filter(|at| !at.is_empty() && !why.is_empty());
    let at =
        at.ok_or_else(|| format!("`[[{kind}]]`, \"{why}\": the reason or the list is empty"))?;
    sorted(&format!("`[[{kind}]]`, \"{why}\""), at.iter().copied())?;
    let places = at.into_iter().map(|text| {
        let (endpoint, place) = text.split_once(' ').ok_or_else(|| {
            format!("`[[{kind}]]`, `{text}`: write the endpoint, a space, and the place")
        })?;
        Ok((endpoint.to_owned(), place.to_owned()))
    });
    Ok((decision, places.collect::<Result<_, String>>()?))
}

/// Reports the first text that should be above the one before it.
fn sorted<'t>(what: &str, texts: impl Iterator<Item = &'t str>) -> Result<(), String> {
    let texts: Vec<&str> = texts.collect();
    match texts.windows(2).find(|pair| pair[0] >= pair[1]) {
        Some(pair) => Err(format!("{what}: sort `{}` above `{}`", pair[1], pair[0])),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Decision, Decisions};
    use crate::diagnostic::{Diagnostic, Severity};

    const TEXT: &str = r#"
[[example-unlisted]]
leave = "a misspelling"
at = ["a/b query.x"]

[[type-unsaid]]
spec = "a list of IDs everywhere else"
at = ["a/b body.ids", "a/c body.ids"]
"#;

    fn remark(rule: &'static str, place: &str) -> Diagnostic {
        Diagnostic {
            line: 1,
            severity: Severity::Warning,
            rule,
            text: "t".to_owned(),
            place: Some(place.to_owned()),
        }
    }

    #[test]
    fn the_decisions_of_this_crate_load() {
        let own = Decisions::parse(include_str!("../decided.toml")).expect("well-formed");
        assert_eq!(own.len(), Decisions::own().len());
        assert!(!own.is_empty());
    }

    #[test]
    fn a_decision_is_about_one_place() {
        let decisions = Decisions::parse(TEXT).expect("well-formed");
        let mut remarks = [
            remark("type-unsaid", "body.ids"),
            remark("type-unsaid", "body.ids[].x"),
            remark("example-unlisted", "body.ids"),
        ];
        decisions.mark("a/b", &mut remarks);
        let marked = remarks.each_ref().map(|r| r.severity == Severity::Decided);
        assert_eq!(marked, [true, false, false]);
        assert!(
            remarks[0]
                .text
                .ends_with("(decided: a list of IDs everywhere else)")
        );
        let decision = decisions.about("a/c", &remark("type-unsaid", "body.ids"));
        assert!(matches!(decision, Some(Decision::Spec(_))));
        assert!(decisions.about("a/d", &remarks[0]).is_none());
    }

    #[test]
    fn a_decision_without_its_remark_is_stale() {
        let decisions = Decisions::parse(TEXT).expect("well-formed");
        let ids = [remark("type-unsaid", "body.ids")];
        let stale = decisions.stale([("a/b", &ids[..])]);
        assert_eq!(stale.len(), 1, "{stale:?}");
        assert!(stale[0].starts_with("a/b: `query.x` no longer has a remark `example-unlisted`"));
        assert_eq!(decisions.stale([("a/c", &[][..])]).len(), 1);
        assert!(decisions.stale([("x/y", &[][..])]).is_empty());
    }

    #[test]
    fn mistakes_are_reported() {
        for (text, expected) in [
            (
                "[[type-unsaid]]\nleave = \"r\"\n",
                "the list `at` is missing",
            ),
            (
                "[[type-unsaid]]\nleave = \"\"\nat = [\"a b\"]\n",
                "is empty",
            ),
            (
                "[[type-unsaid]]\nat = [\"a b\"]\n",
                "either `spec` or `leave`",
            ),
            (
                "[[type-unsaid]]\nleave = \"r\"\nspec = \"r\"\nat = [\"a b\"]\n",
                "either `spec` or `leave`",
            ),
            (
                "[[type-unsaid]]\nleave = \"r\"\nat = [\"a b\"]\nwhy = 1\n",
                "no key `why`",
            ),
            (
                "[[type-unsaid]]\nleave = \"r\"\nat = [\"ab\"]\n",
                "the endpoint, a space",
            ),
            (
                "[[type-unsaid]]\nleave = \"r\"\nat = [\"b c\", \"a c\"]\n",
                "sort `a c` above `b c`",
            ),
            (
                "[[type-unsaid]]\nleave = \"r\"\nat = [\"a b\"]\n[[type-unsaid]]\nspec = \"s\"\nat = [\"a b\"]\n",
                "decided twice",
            ),
            (
                "[[prose-limit]]\nleave = \"r\"\nat = [\"a b\"]\n",
                "not a kind",
            ),
            (
                "[type-unsaid]\nleave = \"r\"\nat = [\"a b\"]\n",
                "write `[[type-unsaid]]`",
            ),
        ] {
            let error = Decisions::parse(text).expect_err(text);
            assert!(error.contains(expected), "{text}: {error}");
        }
    }
}
