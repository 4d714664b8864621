//! Suggests the field that an unknown key was probably meant to be.

use crate::shape::Field;

/// The known name that `name` most likely stands for.
pub(super) fn nearest<'f>(fields: &[Field<'f>], name: &str) -> Option<&'f str> {
    // Longer names are not misspelt, and the distance takes quadratic time.
    if name.len() > 100 {
        return None;
    }
    let in_other_case = fields
        .iter()
        .find(|field| field.name.eq_ignore_ascii_case(name));
    if let Some(field) = in_other_case {
        return Some(field.name);
    }
    let length_of_name = length(name);
    let (mut nearest, mut least) = (None, usize::MAX);
    for field in fields {
        // A name of one letter would be replaced completely.
        let letters = length(field.name);
        let allowed = (letters.max(3) / 3).min(letters.saturating_sub(1));
        let allowed = allowed.min(least - 1);
        // Each edit removes or adds at most one letter, which rules out most names cheaply.
        if letters.abs_diff(length_of_name) <= allowed
            && let Some(distance) = distance(field.name, name, allowed)
        {
            (nearest, least) = (Some(field.name), distance);
        }
        if least <= 1 {
            break;
        }
    }
    nearest
}

/// The number of characters.
fn length(text: &str) -> usize {
    match text.is_ascii() {
        true => text.len(),
        false => text.chars().count(),
    }
}

/// The number of letters to replace, insert, delete or swap; `None` if it exceeds `allowed`.
fn distance(mut known: &str, mut name: &str, allowed: usize) -> Option<usize> {
    if known.is_ascii() && name.is_ascii() {
        // A common prefix and suffix do not matter, and little of a misspelt name remains.
        let begin = shared(known.bytes(), name.bytes());
        (known, name) = (&known[begin..], &name[begin..]);
        let end = shared(known.bytes().rev(), name.bytes().rev());
        (known, name) = (&known[..known.len() - end], &name[..name.len() - end]);
        if letters_apart(known, name) > allowed {
            return None;
        }
    }
    let distance = match (known, name) {
        ("", rest) | (rest, "") => rest.chars().count(),
        _ => strsim::osa_distance(known, name),
    };
    (distance <= allowed).then_some(distance)
}

/// The length of the common prefix in bytes.
fn shared(one: impl Iterator<Item = u8>, other: impl Iterator<Item = u8>) -> usize {
    one.zip(other).take_while(|(a, b)| a == b).count()
}

/// How many letters one of two words has and the other lacks, which is a lower bound of their distance. Letters that
/// differ by 32 count as equal, which keeps the table small.
fn letters_apart(known: &str, name: &str) -> usize {
    let mut surplus = [0_i16; 32];
    for byte in known.bytes() {
        surplus[usize::from(byte % 32)] += 1;
    }
    let mut added = 0;
    for byte in name.bytes() {
        let count = &mut surplus[usize::from(byte % 32)];
        added += usize::from(*count <= 0);
        *count -= 1;
    }
    added.max((added + known.len()).saturating_sub(name.len()))
}
