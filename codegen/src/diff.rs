//! What moved between two models, whom it breaks, and which semver step follows.
//!
//! A change **breaks the wire** when payloads or calls that were right are not any more: a request that
//! was valid is refused, or what a reader of the old page relied on in a response is gone or another.
//! It **breaks Rust** when code that compiled against the generated types may not compile any more.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde_json::{Value, json};

use crate::model::{Api, Endpoint, EnvelopeKeys, Field, Http, Need, Section, Type};
use crate::names;
use crate::place;
use crate::rules::{self, Direction, Fact, RULES, Rule, Takes};

/// One change of one endpoint.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Change {
    /// The endpoint's name.
    pub endpoint: String,
    /// `http`, `page`, a section, or empty for the endpoint itself.
    pub part: String,
    /// JSON Pointer into the payload, with `*` for any item of a list or map; empty for the whole part.
    pub pointer: String,
    /// What changed: a key of the spec file, or `added`, `removed`, `order`.
    pub rule: String,
    /// The value before, if there was one.
    pub old: Option<Value>,
    /// The value now, if there is one.
    pub new: Option<Value>,
    /// What happened, in words.
    pub text: String,
    /// Whether payloads or calls that were right are not any more.
    pub breaks_wire: bool,
    /// Whether code that uses the generated types may not compile any more.
    pub breaks_rust: bool,
    /// Whether users get something new (a field, a value) and not only other words.
    pub adds: bool,
}

impl Change {
    /// Whether anybody has to act.
    pub fn breaks(&self) -> bool {
        self.breaks_wire || self.breaks_rust
    }

    /// As JSON, for programs.
    pub fn to_json(&self) -> Value {
        json!({
            "endpoint": self.endpoint,
            "part": self.part,
            "pointer": self.pointer,
            "rule": self.rule,
            "old": self.old,
            "new": self.new,
            "text": self.text,
            "breaks": { "wire": self.breaks_wire, "rust": self.breaks_rust },
        })
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.endpoint)?;
        if !self.part.is_empty() {
            write!(f, "{}", self.part)?;
            if !self.pointer.is_empty() {
                write!(f, " {}", self.pointer)?;
            }
            f.write_str(": ")?;
        }
        f.write_str(&self.text)?;
        match (self.breaks_wire, self.breaks_rust) {
            (true, true) => f.write_str(" [breaks wire and Rust]"),
            (true, false) => f.write_str(" [breaks wire]"),
            (false, true) => f.write_str(" [breaks Rust]"),
            (false, false) => Ok(()),
        }
    }
}

/// The semver step that a set of changes asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Nothing changed.
    None,
    /// Only words.
    Patch,
    /// Something new.
    Minor,
    /// Somebody has to act.
    Major,
}

impl Step {
    /// The step for these changes.
    pub fn of(changes: &[Change]) -> Step {
        let step = |change: &Change| match (change.breaks(), change.adds) {
            (true, _) => Step::Major,
            (false, true) => Step::Minor,
            (false, false) => Step::Patch,
        };
        changes.iter().map(step).max().unwrap_or(Step::None)
    }

    /// As a word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Step::None => "none",
            Step::Patch => "patch",
            Step::Minor => "minor",
            Step::Major => "major",
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What moved from one set of endpoints to another.
pub fn api(old: &Api, new: &Api) -> Vec<Change> {
    let names =
        |api: &Api| -> BTreeSet<String> { api.endpoints.iter().map(|e| e.name.clone()).collect() };
    let mut changes = Vec::new();
    for name in names(old).union(&names(new)) {
        match (old.endpoint(name), new.endpoint(name)) {
            (Some(old), Some(new)) => changes.extend(endpoint(old, new)),
            (Some(_), None) => {
                let mut diff = Diff::new(name);
                diff.change("", "", "removed", "the endpoint is gone")
                    .breaks(true, true);
                changes.extend(diff.changes);
            }
            (None, _) => {
                let mut diff = Diff::new(name);
                diff.change("", "", "added", "a new endpoint").adds();
                changes.extend(diff.changes);
            }
        }
    }
    changes
}

/// What moved from one description of an endpoint to another. Docs, titles and examples are words, not
/// facts: they are left out.
pub fn endpoint(old: &Endpoint, new: &Endpoint) -> Vec<Change> {
    let mut diff = Diff::new(&new.name);
    diff.http(old, new);
    diff.page(old, new);
    diff.payload(old, new);
    for section in Section::ALL {
        let prefix = |endpoint: &Endpoint| match section {
            Section::Response if !endpoint.is_flat() => {
                let data = &endpoint.http.envelope_keys.data;
                format!("/{}", data.replace('~', "~0").replace('/', "~1"))
            }
            _ => String::new(),
        };
        let at = At {
            section,
            pointer: prefix(new),
            is_whole: true,
        };
        diff.fields(&at, old.section(section), new.section(section));
    }
    let parameters = |endpoint| Endpoint::parameters(endpoint).map(|(_, field)| field);
    diff.argument_order("request", "", parameters(old), parameters(new));
    diff.errors(old, new);
    diff.changes
}

struct Diff {
    endpoint: String,
    changes: Vec<Change>,
}

/// Where a field stands.
#[derive(Clone)]
struct At {
    section: Section,
    pointer: String,
    /// Whether this is a section as a whole, not an object within.
    is_whole: bool,
}

impl At {
    fn inside(&self, field: &Field) -> At {
        // What a string carries has no step of its own in a pointer.
        let stars = field.ty.suffix().matches(['[', '{']).count();
        At {
            section: self.section,
            pointer: format!("{}{}", self.of(field), "/*".repeat(stars)),
            is_whole: false,
        }
    }

    fn of(&self, field: &Field) -> String {
        let name = field.name.replace('~', "~0").replace('/', "~1");
        format!("{}/{name}", self.pointer)
    }

    fn is_request(&self) -> bool {
        self.section != Section::Response
    }

    /// Whether a change of a rule breaks those who send, or read, payloads that were right; and whether
    /// it lets somebody do more.
    ///
    /// Who sends a request is broken by what is refused now; who reads a response, by what may come now
    /// and could not before.
    fn judge(&self, rule: &Rule, direction: Direction) -> (bool, bool) {
        let holds = rule.holds_in(self.section);
        let (breaks, adds) = match self.is_request() {
            true => (direction.stricter, direction.looser),
            false => (direction.looser, direction.stricter),
        };
        (holds && (breaks || direction.meaning), holds && adds)
    }
}

/// A change under construction.
struct Made<'d>(&'d mut Change);

impl Made<'_> {
    fn breaks(self, wire: bool, rust: bool) -> Self {
        self.0.breaks_wire = wire;
        self.0.breaks_rust = rust;
        self
    }

    fn values(self, old: Option<Value>, new: Option<Value>) -> Self {
        self.0.old = old;
        self.0.new = new;
        self
    }

    fn adds(self) -> Self {
        self.0.adds = true;
        self
    }
}

impl Diff {
    fn new(endpoint: &str) -> Self {
        Diff {
            endpoint: endpoint.to_owned(),
            changes: Vec::new(),
        }
    }

    fn change(
        &mut self,
        part: &str,
        pointer: &str,
        rule: &str,
        text: impl Into<String>,
    ) -> Made<'_> {
        self.changes.push(Change {
            endpoint: self.endpoint.clone(),
            part: part.to_owned(),
            pointer: pointer.to_owned(),
            rule: rule.to_owned(),
            old: None,
            new: None,
            text: text.into(),
            breaks_wire: false,
            breaks_rust: false,
            adds: false,
        });
        let last = self.changes.len() - 1;
        Made(&mut self.changes[last])
    }

    /// A key with one value before and another now.
    fn moved(
        &mut self,
        part: &str,
        rule: &str,
        old: impl fmt::Display,
        new: impl fmt::Display,
    ) -> Option<Made<'_>> {
        let (old, new) = (old.to_string(), new.to_string());
        (old != new).then(|| {
            self.change(
                part,
                "",
                rule,
                format!("{rule} {} → {}", shown(&old), shown(&new)),
            )
            .values(Some(json!(old)), Some(json!(new)))
        })
    }

    fn http(&mut self, old: &Endpoint, new: &Endpoint) {
        let (a, b) = (&old.http, &new.http);
        for (rule, old, new) in [
            ("method", a.method.as_str(), b.method.as_str()),
            ("host", a.host.as_str(), b.host.as_str()),
        ] {
            if let Some(change) = self.moved("http", rule, old, new) {
                change.breaks(true, false);
            }
        }
        // What a parameter of the path is called shows in its field, not in a URL.
        let is_same_url = place::path_pattern(&a.path) == place::path_pattern(&b.path);
        if let Some(change) = self.moved("http", "path", &a.path, &b.path) {
            change.breaks(!is_same_url, false);
        }
        if let Some(change) = self.moved("http", "envelope", a.envelope, b.envelope) {
            change.breaks(old.is_flat() != new.is_flat(), false);
        }
        let tokens = |http: &Http| http.tokens.iter().map(|token| token.to_string()).collect();
        let apps = |http: &Http| http.apps.iter().map(|app| app.to_string()).collect();
        let scopes = |http: &Http| http.scopes.iter().cloned().collect();
        self.any_of("tokens", tokens(a), tokens(b));
        self.any_of("apps", apps(a), apps(b));
        self.any_of("scopes", scopes(a), scopes(b));
        let rate = |e: &Endpoint| {
            e.http
                .rate
                .map_or_else(String::new, |rate| rate.to_string())
        };
        self.moved("http", "rate", rate(old), rate(new));
        self.envelope_keys(old, new);
        self.moved("http", "safe", a.is_safe(), b.is_safe());
        let successor = |e: &Endpoint| e.replaced_by.clone().unwrap_or_default();
        self.moved("", "replaced_by", successor(old), successor(new));
    }

    /// A list of which a caller needs any one, in no order; without a list, none.
    fn any_of(&mut self, rule: &str, old: BTreeSet<String>, new: BTreeSet<String>) {
        let noun = rule.trim_end_matches('s');
        for gone in old.difference(&new) {
            // One that is gone locks out callers who had only that, unless none is needed any more.
            let (text, breaks) = match new.is_empty() {
                true => (format!("the {noun} `{gone}` is not needed any more"), false),
                false => (format!("the {noun} `{gone}` is not enough any more"), true),
            };
            self.change("http", "", rule, text)
                .values(Some(json!(gone)), None)
                .breaks(breaks, false);
        }
        for added in new.difference(&old) {
            let (text, breaks) = match old.is_empty() {
                true => (format!("the {noun} `{added}` is needed now"), true),
                false => (format!("the {noun} `{added}` is accepted as well"), false),
            };
            self.change("http", "", rule, text)
                .values(None, Some(json!(added)))
                .breaks(breaks, false)
                .adds();
        }
    }

    /// What moves a payload as a whole, whatever its fields are.
    fn payload(&mut self, old: &Endpoint, new: &Endpoint) {
        let had_parameters = old.parameters().next().is_some();
        if old.body.is_empty() && !new.body.is_empty() && had_parameters {
            let text = "a request payload is the body now, and was all parameters as one object";
            self.change("body", "", "payload", text).breaks(true, false);
        }
        let form = |endpoint: &Endpoint| match endpoint.is_multipart() {
            true => "a form with files",
            false => "JSON",
        };
        if let Some(change) = self.moved("body", "payload", form(old), form(new)) {
            change.breaks(true, false);
        }
        for (section, field) in new.parameters() {
            let before = old.section(section).iter().find(|f| f.name == field.name);
            let Some(before) = before else { continue };
            let (before, now) = (old.parameter_key(before), new.parameter_key(field));
            if before != now {
                let text = format!("`{}` is `{now}` in the JSON of a request now", field.name);
                self.change(section.as_str(), "", "payload", text)
                    .values(Some(json!(before)), Some(json!(now)))
                    .breaks(true, false);
            }
        }
        let answers = |endpoint: &Endpoint| match endpoint.answers_file() {
            true => "a file",
            false => "JSON",
        };
        if let Some(change) = self.moved("response", "payload", answers(old), answers(new)) {
            change.breaks(true, true);
        }
        let moved = old.is_flat() != new.is_flat();
        if moved && old.http.envelope == new.http.envelope && !old.response.is_empty() {
            let text = match new.is_flat() {
                true => "its one field is the payload itself now, and stood in an object",
                false => "its fields stand in an object now, and one was the payload itself",
            };
            self.change("response", "", "payload", text)
                .breaks(true, false);
        }
    }

    /// The names of the envelope's parts, and which of them a response may lack.
    fn envelope_keys(&mut self, old: &Endpoint, new: &Endpoint) {
        let (a, b) = (&old.http.envelope_keys, &new.http.envelope_keys);
        for (rule, old, new) in [
            ("envelope.code", &a.code, &b.code),
            ("envelope.msg", &a.msg, &b.msg),
            ("envelope.data", &a.data, &b.data),
        ] {
            if let Some(change) = self.moved("http", rule, old, new) {
                change.breaks(true, false);
            }
        }
        let optional = |keys: &EnvelopeKeys| {
            let words: Vec<&str> = keys.optional.iter().map(|part| part.as_str()).collect();
            words.join(", ")
        };
        let no_longer_promised = !b.optional.is_subset(&a.optional);
        if let Some(change) = self.moved("http", "envelope.optional", optional(a), optional(b)) {
            change.breaks(no_longer_promised, false);
        }
    }

    fn page(&mut self, old: &Endpoint, new: &Endpoint) {
        match (&old.page, &new.page) {
            (None, Some(_)) => {
                self.change("page", "", "added", "the result is paged now")
                    .adds();
            }
            (Some(_), None) => {
                self.change("page", "", "removed", "the result is not paged any more")
                    .breaks(true, true);
            }
            (Some(old), Some(new)) if old != new => {
                self.change("page", "", "style", "the result is paged in another way")
                    .values(
                        Some(json!(format!("{old:?}"))),
                        Some(json!(format!("{new:?}"))),
                    )
                    .breaks(true, old.items != new.items);
            }
            _ => {}
        }
    }

    fn fields(&mut self, at: &At, old: &[Field], new: &[Field]) {
        for field in old {
            match new.iter().find(|other| other.name == field.name) {
                Some(other) => self.field(at, field, other),
                None => {
                    self.at(at, field, "removed", format!("`{}` is gone", field.name))
                        .values(Some(json!(field.ty.to_string())), None)
                        .breaks(true, true);
                }
            }
        }
        for field in new {
            if old.iter().any(|other| other.name == field.name) {
                continue;
            }
            let is_argument = field.required && field.rules.fixed.is_none();
            let (kind, wire) = match (field.required, field.rules.required_when.is_empty()) {
                (true, _) => ("required", at.is_request()),
                (false, true) => ("optional", false),
                (false, false) => ("sometimes required", at.is_request()),
            };
            let text = format!("a new {kind} field `{}` ({})", field.name, field.ty);
            self.at(at, field, "added", text)
                .values(None, Some(json!(field.ty.to_string())))
                .breaks(wire, is_argument)
                .adds();
        }
        self.groups(at, old, new);
        // The arguments of a `Request` come from all of its sections.
        if !(at.is_whole && at.is_request()) {
            self.argument_order(at.section.as_str(), &at.pointer, old.iter(), new.iter());
        }
    }

    /// The groups of which at least one field must be there, by their fields: labels are only labels.
    fn groups(&mut self, at: &At, old: &[Field], new: &[Field]) {
        let groups = |fields| -> Vec<BTreeSet<String>> {
            let needs = Need::all(fields).into_iter();
            let groups = needs.filter(|need| need.when.is_empty());
            groups
                .map(|need| need.any_of.iter().map(|f| f.name.clone()).collect())
                .collect()
        };
        let (old, new) = (groups(old), groups(new));
        let Some(rule) = rules::rule("any_of") else {
            return;
        };
        let list = |group: &BTreeSet<String>| {
            let names: Vec<String> = group.iter().map(|name| format!("`{name}`")).collect();
            names.join(", ")
        };
        // Where one of fewer fields must be there, one of more is there, too.
        for (group, others, is_new) in old
            .iter()
            .map(|group| (group, &new, false))
            .chain(new.iter().map(|group| (group, &old, true)))
        {
            if others.contains(group) {
                continue;
            }
            let moves = !others.iter().any(|other| other.is_subset(group));
            let direction = Direction {
                stricter: is_new && moves,
                looser: !is_new && moves,
                meaning: false,
            };
            let (wire, adds) = at.judge(rule, direction);
            let (text, value) = match is_new {
                true => (
                    format!("at least one of {} must be given now", list(group)),
                    [None, Some(json!(group))],
                ),
                false => (
                    format!("none of {} must be given any more", list(group)),
                    [Some(json!(group)), None],
                ),
            };
            let [before, now] = value;
            let change = self
                .change(at.section.as_str(), &at.pointer, rule.key, text)
                .values(before, now)
                .breaks(wire, false);
            if adds {
                change.adds();
            }
        }
    }

    fn at(&mut self, at: &At, field: &Field, rule: &str, text: impl Into<String>) -> Made<'_> {
        self.change(at.section.as_str(), &at.of(field), rule, text)
    }

    fn field(&mut self, at: &At, old: &Field, new: &Field) {
        if old.ty != new.ty {
            // A request may go on to send what it sent; a reader goes on to read what it read.
            let is_safe = match at.is_request() {
                true => is_within(&old.ty, &new.ty),
                false => is_within(&new.ty, &old.ty),
            };
            self.at(at, new, "type", format!("type {} → {}", old.ty, new.ty))
                .values(
                    Some(json!(old.ty.to_string())),
                    Some(json!(new.ty.to_string())),
                )
                .breaks(!is_safe, true);
            if is_safe {
                self.rules(at, old, new);
            }
            // Rules and fields of another type are not comparable.
            return;
        }
        if names::field_ident(old) != names::field_ident(new) {
            self.at(at, new, "rust", "has another name in Rust")
                .breaks(false, true);
        }
        if old.secret != new.secret {
            let text = match new.secret {
                true => "is a secret now",
                false => "is no secret any more",
            };
            self.at(at, new, "secret", text).breaks(false, true);
        }
        self.rules(at, old, new);
        self.values(at, old, new);
        match (old.fields.is_empty(), new.fields.is_empty()) {
            (false, false) => self.fields(&at.inside(new), &old.fields, &new.fields),
            (true, true) => {}
            (_, is_open) => self.opened(at, new, is_open, &old.fields),
        }
    }

    /// An object without described fields takes any key, and is a map in Rust; with its first field it
    /// is closed in a request, and a struct.
    fn opened(&mut self, at: &At, new: &Field, is_open: bool, old: &[Field]) {
        let names = |fields: &[Field]| {
            let names: Vec<String> = fields.iter().map(|f| format!("`{}`", f.name)).collect();
            names.join(", ")
        };
        let (text, wire) = match is_open {
            true => (
                format!(
                    "{} are not described any more: any key may stand here",
                    names(old)
                ),
                !at.is_request(),
            ),
            false => (
                format!("took any key, has the fields {} now", names(&new.fields)),
                at.is_request(),
            ),
        };
        self.at(at, new, "fields", text).breaks(wire, true);
    }

    fn rules(&mut self, at: &At, old: &Field, new: &Field) {
        for rule in RULES {
            let (before, now) = ((rule.get)(old), (rule.get)(new));
            // Listed values are compared one by one, labels by what they stand on.
            if before == now || matches!(rule.takes, Takes::Values | Takes::Text) {
                continue;
            }
            let direction = rule.direction(&new.ty, before.as_ref(), now.as_ref());
            let (wire, adds) = at.judge(rule, direction);
            let presence = before.is_some() != now.is_some();
            // A field that is not required is no argument, whatever it is fixed to.
            let rust = rule.shapes_rust && presence && (rule.key != "fixed" || new.required);
            let json = |fact: &Option<Fact>| fact.as_ref().map(Fact::to_json);
            let change = self
                .at(
                    at,
                    new,
                    rule.key,
                    words(rule, direction, before.as_ref(), now.as_ref()),
                )
                .values(json(&before), json(&now))
                .breaks(wire, rust);
            if adds {
                change.adds();
            }
        }
    }

    fn values(&mut self, at: &At, old: &Field, new: &Field) {
        let closed = new.is_closed(at.section);
        if old.rules.values.is_empty() != new.rules.values.is_empty() {
            let is_listed = !new.rules.values.is_empty();
            let text = match is_listed {
                true => "its values are listed now",
                false => "its values are not listed any more",
            };
            let list = |field: &Field| -> Value {
                field.rules.values.iter().map(|v| v.value.clone()).collect()
            };
            let change = self
                .at(at, new, "enum", text)
                .values(Some(list(old)), Some(list(new)))
                .breaks(
                    closed && is_listed,
                    names::is_enum(old) != names::is_enum(new),
                );
            if old.is_closed(at.section) {
                change.adds();
            }
            return;
        }
        for value in &old.rules.values {
            match new
                .rules
                .values
                .iter()
                .find(|other| other.value == value.value)
            {
                None => {
                    let text = format!("the value {} is gone", value.value);
                    self.at(at, new, "enum", text)
                        .values(Some(value.value.clone()), None)
                        .breaks(closed, true);
                }
                Some(other) if names::variant_ident(value) != names::variant_ident(other) => {
                    let text = format!("the value {} has another name in Rust", value.value);
                    self.at(at, new, "enum", text).breaks(false, true);
                }
                Some(_) => {}
            }
        }
        for value in &new.rules.values {
            if !old
                .rules
                .values
                .iter()
                .any(|other| other.value == value.value)
            {
                let text = format!("a new value {}", value.value);
                self.at(at, new, "enum", text)
                    .values(None, Some(value.value.clone()))
                    .adds();
            }
        }
    }

    /// The required fields are the arguments of `new`, in the order of the page.
    fn argument_order<'f>(
        &mut self,
        part: &str,
        pointer: &str,
        old: impl Iterator<Item = &'f Field>,
        new: impl Iterator<Item = &'f Field>,
    ) {
        let is_argument = |field: &&Field| field.required && field.rules.fixed.is_none();
        let before: Vec<&str> = old.filter(is_argument).map(|f| &*f.name).collect();
        let now: Vec<&str> = new.filter(is_argument).map(|f| &*f.name).collect();
        let kept: Vec<&str> = before.iter().filter(|n| now.contains(n)).copied().collect();
        let keeps: Vec<&str> = now.iter().filter(|n| before.contains(n)).copied().collect();
        if kept != keeps {
            self.change(
                part,
                pointer,
                "order",
                "the arguments of `new` have another order",
            )
            .values(Some(json!(kept)), Some(json!(keeps)))
            .breaks(false, true);
        }
    }

    fn errors(&mut self, old: &Endpoint, new: &Endpoint) {
        self.meanings(old, new);
        let codes = |e: &Endpoint| e.errors.iter().map(|e| e.code).collect::<BTreeSet<_>>();
        let (old, new) = (codes(old), codes(new));
        for code in old.difference(&new) {
            self.change(
                "error",
                "",
                "removed",
                format!("the error code {code} is not listed any more"),
            )
            .values(Some(json!(code)), None);
        }
        for code in new.difference(&old) {
            self.change(
                "error",
                "",
                "added",
                format!("the error code {code} is listed now"),
            )
            .values(None, Some(json!(code)));
        }
    }
}

impl Diff {
    /// What the codes that both list mean for the next try.
    fn meanings(&mut self, old: &Endpoint, new: &Endpoint) {
        let meanings = |e: &Endpoint| {
            let mut meanings = BTreeMap::<i64, BTreeSet<String>>::new();
            for error in &e.errors {
                let status = error
                    .status
                    .map_or(String::new(), |s| format!(" under {s}"));
                let known = meanings.entry(error.code).or_default();
                known.extend(error.means.map(|means| format!("{means}{status}")));
            }
            meanings
        };
        let (old, new) = (meanings(old), meanings(new));
        for (code, old, new) in new
            .iter()
            .filter_map(|(code, new)| Some((code, old.get(code)?, new)))
        {
            let text = |meanings: &BTreeSet<String>| {
                let words: Vec<&str> = meanings.iter().map(String::as_str).collect();
                words.join(", ")
            };
            let (old, new) = (text(old), text(new));
            if old != new {
                let text = format!(
                    "the error code {code} means {} → {}",
                    shown(&old),
                    shown(&new)
                );
                self.change("error", "", "means", text)
                    .values(Some(json!(old)), Some(json!(new)));
            }
        }
    }
}

fn shown(text: &str) -> String {
    match text {
        "" => "none".to_owned(),
        text => format!("`{text}`"),
    }
}

/// Whether every value of one type is a value of the other, rules aside.
fn is_within(ty: &Type, other: &Type) -> bool {
    match (ty, other) {
        // A string that carries JSON is a string.
        (Type::Int, Type::Float) | (_, Type::Json) | (Type::JsonText(_), Type::String) => true,
        (Type::List(ty), Type::List(other))
        | (Type::Map(ty), Type::Map(other))
        | (Type::JsonText(ty), Type::JsonText(other)) => is_within(ty, other),
        (ty, other) => ty == other,
    }
}

/// A change of a rule in words.
fn words(rule: &Rule, direction: Direction, before: Option<&Fact>, now: Option<&Fact>) -> String {
    if rule.takes == Takes::Flag {
        let [on, off] = rule.flipped;
        return if now.is_some() { on } else { off }.to_owned();
    }
    let shown = |fact: Option<&Fact>| fact.map_or("none".to_owned(), Fact::to_string);
    let words = format!("{} {} → {}", rule.key, shown(before), shown(now));
    match (direction.stricter, direction.looser) {
        (true, false) => words + " (tightened)",
        (false, true) => words + " (loosened)",
        _ => words,
    }
}
