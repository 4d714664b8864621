//! Finds keys that a JSON text repeats within one object.

use std::collections::HashSet;
use std::fmt;

use larkspec_shape::pointer;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// The repeated keys, as JSON Pointers in the order of the text; empty if the text is not JSON.
pub fn keys(json: &str) -> Vec<String> {
    let mut found = Vec::new();
    let value = Value {
        at: String::new(),
        found: &mut found,
    };
    let mut deserializer = serde_json::Deserializer::from_str(json);
    match value.deserialize(&mut deserializer) {
        Ok(()) => found,
        Err(_) => Vec::new(),
    }
}

/// A value and its location.
struct Value<'f> {
    at: String,
    found: &'f mut Vec<String>,
}

impl<'de> DeserializeSeed<'de> for Value<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let mut index = 0;
        loop {
            let item = Value {
                at: format!("{}/{index}", self.at),
                found: self.found,
            };
            if items.next_element_seed(item)?.is_none() {
                return Ok(());
            }
            index += 1;
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let mut keys = HashSet::new();
        while let Some(key) = members.next_key::<String>()? {
            let at = format!("{}/{}", self.at, pointer::escape(&key));
            if keys.insert(key) {
                let found = &mut *self.found;
                members.next_value_seed(Value { at, found })?;
            } else {
                self.found.push(at);
                members.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::keys;

    #[test]
    fn finds_keys_that_are_given_again() {
        for (json, expected) in [
            (r#"{"a":1,"b":{"a":2}}"#, &[][..]),
            (r#"{"a":1,"a":2,"a":3}"#, &["/a", "/a"]),
            (r#"{"a":[{"b":1},{"b":1,"b":1}]}"#, &["/a/1/b"]),
            (r#"{"a":{"x/y~":1,"\u0078/y~":2}}"#, &["/a/x~1y~0"]),
            (r#"{"a":1,"a":"#, &[]),
        ] {
            assert_eq!(keys(json), expected, "{json}");
        }
    }
}
