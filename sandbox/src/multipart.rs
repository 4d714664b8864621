//! The parts of a `multipart/form-data` body (RFC 7578).

/// Returns the parts as names and texts. The text of a file is its name, since its content does not matter here.
///
/// # Errors
///
/// What is wrong with the body.
pub(crate) fn parse(content_type: &str, body: &[u8]) -> Result<Vec<(String, String)>, String> {
    let boundary = parameter(content_type, "boundary")
        .filter(|boundary| !boundary.is_empty())
        .ok_or("the Content-Type has no boundary")?;
    let delimiter = format!("--{boundary}").into_bytes();
    let first = find_line(body, &delimiter).ok_or("the body does not contain its boundary")?;
    let mut rest = &body[first + delimiter.len()..];
    // Every later delimiter begins a line.
    let delimiter = [b"\r\n", &*delimiter].concat();
    let mut parts = Vec::new();
    while !rest.starts_with(b"--") {
        let start = find(rest, b"\r\n").ok_or("a boundary is not followed by a line end")?;
        // Keeps the line end, because a part without headers starts with its empty line.
        rest = &rest[start..];
        let end = find_line(&rest[2..], &delimiter).ok_or("the last boundary is missing")? + 2;
        parts.push(part(&rest[..end])?);
        rest = &rest[end + delimiter.len()..];
    }
    Ok(parts)
}

fn part(part: &[u8]) -> Result<(String, String), String> {
    let end = find(part, b"\r\n\r\n").ok_or("a part has no empty line after its headers")?;
    let head = String::from_utf8_lossy(&part[..end]);
    let disposition = head
        .lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case("content-disposition"))
        .map(|(_, value)| value)
        .ok_or("a part has no Content-Disposition")?;
    let name = parameter(disposition, "name").ok_or("a part has no name")?;
    let text = match parameter(disposition, "filename") {
        Some(file) => file.to_owned(),
        None => String::from_utf8_lossy(&part[end + 4..]).into_owned(),
    };
    Ok((name.to_owned(), text))
}

fn parameter<'a>(header: &'a str, name: &str) -> Option<&'a str> {
    header.split(';').skip(1).find_map(|parameter| {
        let (known, value) = parameter.split_once('=')?;
        known
            .trim()
            .eq_ignore_ascii_case(name)
            .then(|| value.trim().trim_matches('"'))
    })
}

/// Finds a delimiter that is not the beginning of a longer word.
fn find_line(text: &[u8], delimiter: &[u8]) -> Option<usize> {
    let mut from = 0;
    loop {
        let start = from + find(&text[from..], delimiter)?;
        let after = &text[start + delimiter.len()..];
        if after.is_empty()
            || [&b"\r\n"[..], b"--", b" ", b"\t"]
                .iter()
                .any(|end| after.starts_with(end))
        {
            return Some(start);
        }
        from = start + 1;
    }
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len())
        .position(|window| window == wanted)
}
