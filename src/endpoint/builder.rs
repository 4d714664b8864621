//! The parts that all generated builders share: setter arguments and the final check.

use std::collections::BTreeMap;
use std::fmt;

use larkspec_shape::object::{Object, Table, serialize_fields};
use larkspec_shape::{CheckError, Violation, pointer};

use crate::error::Inner;
use crate::error::scrub::one_line;
use crate::wire::check;
use crate::{Endpoint, Error, ErrorKind};

/// The argument of a setter of an optional field: a `T`, a value that converts into a `T`, or an `Option` of either.
///
/// You do not need to implement it by hand: implement [`Into`] for your type. `M` distinguishes the two kinds of
/// arguments; the compiler infers it.
///
/// ```
/// use larkspec::IntoOption;
///
/// fn set<M>(value: impl IntoOption<String, M>) -> Option<String> {
///     value.into_option()
/// }
///
/// assert_eq!(set("a"), Some("a".to_owned()));
/// assert_eq!(set(Some('a')), Some("a".to_owned()));
/// assert_eq!(set(None::<String>), None);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither a `{T}` nor an `Option` of one, nor converts into them",
    label = "expected a value that converts into `{T}`, or an `Option` of one"
)]
pub trait IntoOption<T, M> {
    /// Converts the argument.
    fn into_option(self) -> Option<T>;
}

/// The argument of a setter of an optional list: an iterable of values that convert into `T`, or an `Option` of one.
///
/// As with [`IntoOption`], you do not need to implement it by hand. An empty list needs a type: `Vec::<String>::new()`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither an iterable of values that convert into `{T}`, nor an `Option` of one",
    label = "expected a list, or an iterator, of values that convert into `{T}`"
)]
pub trait IntoList<T, M> {
    /// Collects the values.
    fn into_list(self) -> Option<Vec<T>>;
}

/// Marks an argument that is a value.
#[doc(hidden)]
#[derive(Debug)]
pub enum ByValue {}

/// Marks an argument that is an `Option`.
#[doc(hidden)]
#[derive(Debug)]
pub enum ByOption {}

impl<T, U: Into<T>> IntoOption<T, ByValue> for U {
    fn into_option(self) -> Option<T> {
        Some(self.into())
    }
}

impl<T, U: Into<T>> IntoOption<T, ByOption> for Option<U> {
    fn into_option(self) -> Option<T> {
        self.map(Into::into)
    }
}

impl<T, I: IntoIterator<Item: Into<T>>> IntoList<T, ByValue> for I {
    fn into_list(self) -> Option<Vec<T>> {
        Some(list(self))
    }
}

impl<T, I: IntoIterator<Item: Into<T>>> IntoList<T, ByOption> for Option<I> {
    fn into_list(self) -> Option<Vec<T>> {
        self.map(list)
    }
}

/// Collects the argument of a setter of a required list.
pub fn list<T>(items: impl IntoIterator<Item: Into<T>>) -> Vec<T> {
    items.into_iter().map(Into::into).collect()
}

/// Collects the argument of a setter of a map.
pub fn map<T, K: Into<String>, V: Into<T>>(
    entries: impl IntoIterator<Item = (K, V)>,
) -> BTreeMap<String, T> {
    let entries = entries.into_iter();
    entries
        .map(|(key, value)| (key.into(), value.into()))
        .collect()
}

/// An object whose fields are set one by one.
///
/// Unset required fields hold a blank that never leaves the builder: [`build`](Builder::build) reports them as
/// missing.
#[derive(Clone)]
pub struct Builder<T> {
    /// The object so far.
    pub value: T,
    /// The indices of the required fields that were set.
    set: Vec<u16>,
    /// The keys whose setters have different names.
    setters: &'static [(&'static str, &'static str)],
}

impl<T: Object> Builder<T> {
    /// A builder without any field set. `setters` lists the keys whose setters have different names.
    pub fn new(setters: &'static [(&'static str, &'static str)]) -> Self {
        Builder {
            value: T::blank(),
            set: Vec::new(),
            setters,
        }
    }

    /// Records that a required field was set.
    pub fn set(&mut self, number: u16) {
        self.set.push(number);
    }

    /// Returns the object if it breaks no rule.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidRequest`], with every missing field and every broken rule.
    pub fn build(self) -> Result<T, Error> {
        let Some(table) = table(&self.value) else {
            return Ok(self.value);
        };
        let refused = |violations, why: String| {
            let error = Inner::new(ErrorKind::InvalidRequest, format!("`{}` {why}", table.name));
            Error::from(Inner {
                violations,
                ..error
            })
        };
        let checked = check_object(&self.value, table, &self.set).map_err(|error| {
            let why = one_line(&error.to_string(), 200);
            refused(Vec::new(), format!("cannot be written as JSON: {why}"))
        });
        match self.named(checked?, false) {
            violations if violations.is_empty() => Ok(self.value),
            violations => Err(refused(
                violations,
                "breaks the rules of its page".to_owned(),
            )),
        }
    }
}

impl<T> Builder<T> {
    /// Adds to each violation the setter that provides the value. Pointers begin with the section if `by_section` is
    /// set.
    fn named(&self, mut violations: Vec<Violation>, by_section: bool) -> Vec<Violation> {
        for violation in &mut violations {
            let mut keys = violation.location().split('/').skip(1);
            if by_section {
                keys.next();
            }
            let Some(key) = keys.next().map(pointer::unescape) else {
                continue;
            };
            let setter = self.setters.iter().find(|(other, _)| *other == key);
            let setter = setter.map_or(&*key, |(_, setter)| *setter);
            violation.note(&format!("setter `{setter}`"));
        }
        violations
    }
}

impl<T> fmt::Debug for Builder<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Blanks are not values.
        f.debug_struct("Builder").finish_non_exhaustive()
    }
}

impl<T: Endpoint> Builder<T> {
    /// Returns the request if it breaks no rule of its page.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidRequest`], with every missing field and every broken rule.
    pub fn build_request(self) -> Result<T, Error> {
        let metadata = T::METADATA;
        let is_set = is_set(&self.value, &self.set);
        let violations = check::violations(&self.value, metadata, &is_set)?;
        let by_section = metadata.request().iter().nth(1).is_some();
        match self.named(violations, by_section) {
            violations if violations.is_empty() => Ok(self.value),
            violations => Err(check::breaks_rules(metadata, violations)),
        }
    }
}

/// Tells which fields of an object are not blank: optional ones, and required ones that were set.
fn is_set(object: &dyn Object, set: &[u16]) -> impl Fn(usize) -> bool + use<> {
    let fields = table(object).map_or(&[][..], |table| table.fields());
    let is_optional = |flags: u8| flags & Table::REQUIRED == 0;
    let mut is_set: Vec<bool> = fields
        .iter()
        .map(|(_, flags, _)| is_optional(*flags))
        .collect();
    for number in set {
        if let Some(field) = is_set.get_mut(usize::from(*number)) {
            *field = true;
        }
    }
    move |number| is_set.get(number) == Some(&true)
}

/// The table of an object.
fn table(object: &dyn Object) -> Option<&'static Table> {
    let mut table = None;
    object.values(&mut |its, _| table = Some(its));
    table
}

/// The rules that an object within a request breaks.
fn check_object(
    object: &dyn Object,
    table: &'static Table,
    set: &[u16],
) -> Result<Vec<Violation>, serde_json::Error> {
    let is_set = is_set(object, set);
    let mut json = Vec::new();
    serialize_fields(
        object,
        &mut |number, value| match table.fields().get(number) {
            Some((key, _, _)) if is_set(number) => Some((*key, value)),
            _ => None,
        },
        &mut serde_json::Serializer::new(&mut json),
    )?;
    let mut violations = match larkspec_shape::check(table.request(), &json) {
        Err(CheckError::Invalid(invalid)) => invalid.into_violations(),
        // The bytes come from serde_json, so they are valid JSON.
        _ => Vec::new(),
    };
    let fields = table.fields().iter().enumerate();
    for (_, (key, ..)) in fields.filter(|(number, _)| !is_set(*number)) {
        check::add_missing(&mut violations, "", key);
    }
    Ok(violations)
}
