//! Writes and reads the keys in JSON Pointers (RFC 6901).

use std::borrow::Cow;

/// Appends a key, or the index of an item, to a pointer.
///
/// ```
/// use larkspec_shape::pointer;
///
/// let mut at = String::from("/body");
/// pointer::push(&mut at, "a/b");
/// assert_eq!(at, "/body/a~1b");
/// ```
pub fn push(pointer: &mut String, key: &str) {
    pointer.push('/');
    pointer.push_str(&escape(key));
}

/// Escapes a key for a pointer: `~0` for `~`, `~1` for `/`.
pub fn escape(key: &str) -> Cow<'_, str> {
    match memchr::memchr2(b'~', b'/', key.as_bytes()) {
        Some(_) => Cow::Owned(key.replace('~', "~0").replace('/', "~1")),
        None => Cow::Borrowed(key),
    }
}

/// Unescapes a key of a pointer.
pub fn unescape(segment: &str) -> Cow<'_, str> {
    match segment.contains('~') {
        true => Cow::Owned(segment.replace("~1", "/").replace("~0", "~")),
        false => Cow::Borrowed(segment),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_comes_back() {
        for (key, segment) in [
            ("", ""),
            ("a", "a"),
            ("~", "~0"),
            ("/", "~1"),
            ("~1", "~01"),
            ("a/b~c", "a~1b~0c"),
            ("字", "字"),
        ] {
            assert_eq!((&*escape(key), &*unescape(segment)), (segment, key));
        }
    }
}
