//! Serialises a request section by section, and checks it before anything is sent.

use std::ops::Range;

use larkspec_shape::object::{self, Object};
use larkspec_shape::{CheckError, Field, Invalid, Rule, Shape, Violation};
use serde::Serializer;

use crate::endpoint::metadata::Section;
use crate::error::Inner;
use crate::wire::multipart;
use crate::{Error, ErrorKind, Metadata};

/// The sections of a request, serialised once: the bytes that are checked are the bytes that are sent.
///
/// A single section is stored directly. Several sections are stored in one object under their names, so that one pass
/// checks all of them and pointers say which section they mean.
#[derive(Clone)]
pub(crate) struct Sections {
    json: Vec<u8>,
    ranges: Vec<(Section, Range<usize>)>,
}

impl Sections {
    /// Only a body.
    pub(crate) fn body(json: Vec<u8>) -> Self {
        let ranges = vec![(Section::Body, 0..json.len())];
        Sections { json, ranges }
    }

    /// The JSON object of a section; `None` if the endpoint has no parameters there.
    pub(crate) fn get(&self, section: Section) -> Option<&[u8]> {
        let (_, range) = self.ranges.iter().find(|(found, _)| *found == section)?;
        self.json.get(range.clone())
    }
}

/// Checks a request against the rules of its endpoint's page.
///
/// # Errors
///
/// Returns all violations. If the endpoint has parameters in more than one section, pointers begin with the name of
/// the section (`path`, `query`, `header`, `body`).
pub(crate) fn validate(request: &dyn Object, metadata: &Metadata<'_>) -> Result<(), Invalid> {
    match serialize(request, metadata, &|_| true) {
        Ok(sections) => check(metadata, &sections),
        // A request that cannot be written as JSON breaks the rules; `null` stands for it.
        Err(_) => check(metadata, &Sections::body(b"null".to_vec())),
    }
}

/// Checks a request in which only the fields that `is_set` accepts have been set, and returns the broken rules.
///
/// # Errors
///
/// The request cannot be written as JSON.
pub(crate) fn violations(
    request: &dyn Object,
    metadata: &Metadata<'_>,
    is_set: &dyn Fn(usize) -> bool,
) -> Result<Vec<Violation>, Error> {
    let sections = serialize(request, metadata, is_set);
    let sections = sections.map_err(|error| not_serializable(metadata, &error))?;
    let mut violations = match check(metadata, &sections) {
        Ok(()) => Vec::new(),
        Err(invalid) => invalid.into_violations(),
    };
    let request = metadata.request();
    let several = request.iter().nth(1).is_some();
    let parameters = request.parameters().enumerate();
    for (_, (section, key)) in parameters.filter(|(index, _)| !is_set(*index)) {
        let at = match several {
            true => format!("/{}", name(section)),
            false => String::new(),
        };
        add_missing(&mut violations, &at, key);
    }
    Ok(violations)
}

/// Reports a field that must be set in Rust, but was not, unless the page requires it anyway.
pub(crate) fn add_missing(violations: &mut Vec<Violation>, at: &str, key: &str) {
    let mut violation = Violation::missing_key(at, key);
    if violations
        .iter()
        .all(|known| known.location() != violation.location())
    {
        violation.note(
            "its page no longer requires it, but its Rust type does until the next major release",
        );
        violations.push(violation);
    }
}

/// Serialises a request without checking it.
pub(crate) fn unchecked(request: &dyn Object, metadata: &Metadata<'_>) -> Result<Sections, Error> {
    serialize(request, metadata, &|_| true).map_err(|error| not_serializable(metadata, &error))
}

/// Serialises and checks a request before it is sent.
pub(crate) fn checked(request: &dyn Object, metadata: &Metadata<'_>) -> Result<Sections, Error> {
    let sections = unchecked(request, metadata)?;
    match check(metadata, &sections) {
        Ok(()) => Ok(sections),
        Err(invalid) => Err(breaks_rules(metadata, invalid.into_violations())),
    }
}

pub(crate) fn breaks_rules(metadata: &Metadata<'_>, violations: Vec<Violation>) -> Error {
    Inner {
        violations,
        advice: Some("if the page is wrong, `Client::unchecked` sends it as it is".to_owned()),
        ..Inner::new(
            ErrorKind::InvalidRequest,
            "the request breaks the rules of its page",
        )
        .by_page_of(metadata)
        .endpoint(metadata.name)
    }
    .into()
}

fn not_serializable(metadata: &Metadata<'_>, error: &serde_json::Error) -> Error {
    Inner::new(
        ErrorKind::InvalidRequest,
        format!(
            "the request cannot be written as JSON: {}",
            crate::error::scrub::one_line(&error.to_string(), 200)
        ),
    )
    .endpoint(metadata.name)
    .into()
}

fn serialize(
    request: &dyn Object,
    metadata: &Metadata<'_>,
    is_set: &dyn Fn(usize) -> bool,
) -> Result<Sections, serde_json::Error> {
    let several = metadata.request().iter().nth(1).is_some();
    let mut json = Vec::with_capacity(256);
    let mut ranges = Vec::with_capacity(1);
    for (section, _) in metadata.request().iter() {
        if several {
            json.push(if json.is_empty() { b'{' } else { b',' });
            json.push(b'"');
            json.extend_from_slice(name(section).as_bytes());
            json.extend_from_slice(b"\":");
        }
        let start = json.len();
        let serializer = &mut serde_json::Serializer::new(&mut json);
        serialize_fields(request, metadata, section, is_set, serializer)?;
        ranges.push((section, start..json.len()));
    }
    if several {
        json.push(b'}');
    }
    Ok(Sections { json, ranges })
}

/// Serializes the parameters of one section as an object.
pub(crate) fn serialize_section<S: Serializer>(
    request: &dyn Object,
    metadata: &Metadata<'_>,
    section: Section,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serialize_fields(request, metadata, section, &|_| true, serializer)
}

fn serialize_fields<S: Serializer>(
    request: &dyn Object,
    metadata: &Metadata<'_>,
    section: Section,
    is_set: &dyn Fn(usize) -> bool,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let places: Vec<_> = metadata.request().parameters().collect();
    object::serialize_fields(
        request,
        &mut |index, value| match places.get(index) {
            Some((place, key)) if *place == section && is_set(index) => {
                Some((key, multipart::without_file(metadata, value)))
            }
            _ => None,
        },
        serializer,
    )
}

fn check(metadata: &Metadata<'_>, sections: &Sections) -> Result<(), Invalid> {
    let shapes: Vec<_> = metadata.request().iter().collect();
    let result = match shapes.as_slice() {
        [] => return Ok(()),
        [(_, shape)] => larkspec_shape::check(shape, &sections.json),
        several => {
            let fields: Vec<Field<'_>> = several
                .iter()
                .map(|(section, shape)| Field::required(name(*section), **shape))
                .collect();
            larkspec_shape::check(
                &Shape::Object(larkspec_shape::Object::closed(&fields)),
                &sections.json,
            )
        }
    };
    match result {
        Ok(()) => Ok(()),
        Err(CheckError::Invalid(mut invalid)) => {
            invalid.violations_mut().iter_mut().for_each(name_no_number);
            Err(invalid)
        }
        // serde_json has written these bytes, so this cannot happen; but nothing may be sent unchecked.
        Err(_) => {
            match larkspec_shape::check(&Shape::Object(larkspec_shape::Object::open(&[])), b"null")
            {
                Err(CheckError::Invalid(invalid)) => Err(invalid),
                _ => Ok(()),
            }
        }
    }
}

/// `null` appears in place of a number only if JSON cannot represent the number, and "found null" would be
/// misleading.
fn name_no_number(violation: &mut Violation) {
    const NO_NUMBER: &str = "NaN or an infinite number, which cannot be written as JSON";
    let texts = (violation.rule(), violation.expected(), violation.found());
    if texts == (Rule::Type, "a number", "null") {
        *violation = violation.reword(|key| key.into(), |_| NO_NUMBER.into());
    }
}

const fn name(section: Section) -> &'static str {
    match section {
        Section::Path => "path",
        Section::Query => "query",
        Section::Header => "header",
        Section::Body => "body",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Endpoint, fixture};

    fn metadata_of<E: Endpoint>(_: &E) -> &'static Metadata<'static> {
        E::METADATA
    }

    #[test]
    fn a_single_section_is_checked_and_sent_as_it_is() {
        let mut request = fixture::list::Request::new("A", 0, 10);
        assert_eq!(request.validate(), Ok(()));
        let sections = checked(&request, metadata_of(&request)).unwrap();
        assert_eq!(
            sections.get(Section::Body).unwrap(),
            br#"{"approval_code":"A","offset":0,"limit":10}"#
        );
        assert_eq!(sections.get(Section::Query), None);

        request.limit = 101;
        request.offset = -1;
        assert_eq!(
            request.validate().unwrap_err().to_string(),
            "/offset: -1 is under the minimum of 0\n/limit: 101 is over the maximum of 100"
        );
        let error = checked(&request, metadata_of(&request)).err().unwrap();
        assert_eq!(
            (error.kind(), error.violations().len()),
            (ErrorKind::InvalidRequest, 2)
        );
    }

    #[test]
    fn a_number_that_json_lacks_is_named() {
        for (price, expected) in [
            (1.5, None),
            (f64::NAN, Some("NaN")),
            (f64::INFINITY, Some("infinite")),
            (f64::NEG_INFINITY, Some("infinite")),
        ] {
            let request = Priced { price };
            let error = checked(&request, metadata_of(&request)).err();
            assert_eq!(error.is_some(), expected.is_some(), "{price}");
            let invalid = request.validate().err();
            assert_eq!(
                invalid.as_ref().map(|invalid| invalid.violations()),
                error.as_ref().map(|error| error.violations())
            );
            if let (Some(error), Some(expected)) = (error, expected) {
                let text = error.to_string();
                assert_eq!(error.kind(), ErrorKind::InvalidRequest);
                assert!(
                    text.contains("/price: expected a number, found NaN or an infinite number")
                        && text.contains(expected)
                        && text.contains("cannot be written as JSON"),
                    "{text}"
                );
            }
        }
    }

    /// A request with a number.
    struct Priced {
        price: f64,
    }

    static PRICED: object::Table = object::Table::new("Priced", &[("price", 1, "float")]);

    impl Object for Priced {
        fn blank() -> Self {
            Priced { price: 0.0 }
        }

        fn slots(&mut self, with: object::WithSlots<'_>) {
            with(&PRICED, &mut [object::SlotMut::Float(&mut self.price)]);
        }

        fn values(&self, with: object::WithValues<'_>) {
            with(&PRICED, &[object::SlotRef::Float(&self.price)]);
        }
    }

    impl Endpoint for Priced {
        type Response = fixture::list::Response;

        const METADATA: &'static Metadata<'static> = &Metadata {
            name: "test/v1/priced",
            tables: Some(|| [&PRICED, &PRICED]),
            ..*<fixture::list::Request as Endpoint>::METADATA
        };
    }

    #[test]
    fn several_sections_are_told_apart() {
        let request = fixture::mixed();
        assert_eq!(request.validate(), Ok(()));
        let sections = checked(&request, metadata_of(&request)).unwrap();
        assert_eq!(sections.get(Section::Path).unwrap(), br#"{"id":"7"}"#);
        assert_eq!(sections.get(Section::Body).unwrap(), br#"{"note":"n"}"#);

        let request = fixture::Mixed {
            id: String::new(),
            page_size: 0,
            ..fixture::mixed()
        };
        assert_eq!(
            request.validate().unwrap_err().to_string(),
            "/path/id: 0 characters, at least 1 are required\n\
             /query/page_size: 0 is under the minimum of 1"
        );
    }
}
