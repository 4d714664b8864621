//! Suggests what a word was probably meant to be, for "did you mean".

/// The word that `word` most likely stands for.
pub(crate) fn nearest<'w>(word: &str, words: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    let words: Vec<&str> = words.collect();
    let misspelt = words
        .iter()
        .map(|known| (strsim::damerau_levenshtein(known, word), *known))
        .filter(|(distance, known)| {
            let length = known.chars().count();
            // Something of the known word must remain: `g` is not a misspelt `a`.
            *distance < length && *distance <= length.max(3) / 3
        })
        // If two are equally close, `unixms` is `unix-ms` and not `unix-s`.
        .min_by_key(|(distance, known)| (*distance, letters(known).ne(letters(word))));
    // `maximum` for `max`, `max_length` for `max_len`.
    let spelt_out = || {
        words
            .iter()
            .filter(|known| known.len() >= 3 && word.starts_with(**known))
            .max_by_key(|known| known.len())
    };
    misspelt
        .map(|(_, known)| known)
        .or_else(|| spelt_out().copied())
}

/// The endpoint names most similar to `name`, best first. Users omit the first parts of a path as often as they
/// misspell one. Names are in lower case, so the case of `name` does not matter.
pub(crate) fn nearest_paths<'p>(name: &str, paths: impl Iterator<Item = &'p str>) -> Vec<&'p str> {
    let name = name.to_lowercase();
    let mut names: Vec<(f64, &str)> = paths
        .map(|known| (strsim::jaro_winkler(known, &name), known))
        .filter(|(likeness, known)| *likeness > 0.75 || known.ends_with(&name))
        .collect();
    names.sort_by(|a, b| b.0.total_cmp(&a.0));
    names.into_iter().take(3).map(|(_, name)| name).collect()
}

/// The error about an endpoint that is not among `paths`, with similar names or, if there are none, some of them.
pub fn no_endpoint<'p>(name: &str, paths: impl Iterator<Item = &'p str>) -> String {
    /// As many fit on a line.
    const SHOWN: usize = 4;

    let quoted = |names: &[&str]| format!("`{}`", names.join("`, `"));
    let all: Vec<&str> = paths.collect();
    let near = nearest_paths(name, all.iter().copied());
    let hint = match (near.is_empty(), all.len()) {
        (false, _) => format!("did you mean {}?", quoted(&near)),
        (_, 0) => "the spec has none".to_owned(),
        (_, 1..=SHOWN) => format!("there is {}", quoted(&all)),
        (_, count) => {
            let more = count - SHOWN;
            format!("there is {} and {more} more", quoted(&all[..SHOWN]))
        }
    };
    format!("there is no endpoint `{name}`; {hint}")
}

/// The letters and digits of a word, without separators.
fn letters(word: &str) -> impl Iterator<Item = char> {
    word.chars().filter(|c| c.is_alphanumeric())
}
