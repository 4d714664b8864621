//! The entry of an update in the change log.

use std::collections::BTreeSet;

use anyhow::bail;
use larkspec_cli::output::counted;
use larkspec_codegen::diff::{Change, Step};

use super::report::causes;

const UNRELEASED: &str = "## Unreleased\n";
const CHANGED: &str = "### Changed\n";

/// Returns the change log with a new entry under "Unreleased". It lists the changes that users see, and the semver step.
pub fn with_entry(log: &str, changes: &[Change]) -> anyhow::Result<String> {
    let Some(start) = log.find(UNRELEASED).map(|at| at + UNRELEASED.len()) else {
        bail!("CHANGELOG.md has no section \"{}\"", UNRELEASED.trim());
    };
    let end = log[start..]
        .find("\n## ")
        .map_or(log.len(), |at| start + at + 1);
    let entry = entry(changes);
    let section = &log[start..end];
    let section = match section.find(CHANGED) {
        Some(at) => {
            let (before, after) = section.split_at(at + CHANGED.len());
            let after = after.trim_start_matches('\n');
            format!("{before}\n{entry}{after}")
        }
        None => {
            let above = match section.trim() {
                "" => String::new(),
                above => format!("{above}\n\n"),
            };
            let last = if end < log.len() { "\n" } else { "" };
            format!("\n{above}{CHANGED}\n{entry}{last}")
        }
    };
    Ok(format!("{}{section}{}", &log[..start], &log[end..]))
}

fn entry(changes: &[Change]) -> String {
    let services: BTreeSet<&str> = changes
        .iter()
        .filter_map(|change| change.endpoint.split('/').next())
        .collect();
    let services: Vec<String> = services.iter().map(|name| format!("`{name}`")).collect();
    let step = Step::of(changes);
    let mut entry = format!(
        "- The documentation of {} changed (semver step: {step}).",
        services.join(", ")
    );
    let noticed = |change: &&Change| change.adds || change.breaks();
    let notable: Vec<Change> = changes.iter().filter(noticed).cloned().collect();
    let others = changes.len() - notable.len();
    if others > 0 {
        entry += &format!(" {} of docs and examples.", counted(others, "change"));
    }
    for cause in causes(&notable) {
        entry += &format!("\n  - {}", cause.replace("\n    ", "\n    - "));
    }
    entry + "\n"
}

#[cfg(test)]
mod tests {
    use super::with_entry;

    #[test]
    fn an_entry_stands_first_among_the_changes_that_are_not_released() {
        let entry = "- The documentation of  changed (semver step: none).\n";
        for (log, expected) in [
            (
                "# Log\n\n## Unreleased\n\n### Added\n\n- a\n\n### Changed\n\n- b\n\n## 0.1.0\n\n### Changed\n\n- c\n",
                format!(
                    "# Log\n\n## Unreleased\n\n### Added\n\n- a\n\n### Changed\n\n{entry}- b\n\n## 0.1.0\n\n### Changed\n\n- c\n"
                ),
            ),
            (
                "## Unreleased\n\n## 0.1.0\n\n### Changed\n\n- c\n",
                format!(
                    "## Unreleased\n\n### Changed\n\n{entry}\n## 0.1.0\n\n### Changed\n\n- c\n"
                ),
            ),
            (
                "## Unreleased\n",
                format!("## Unreleased\n\n### Changed\n\n{entry}"),
            ),
        ] {
            let found = with_entry(log, &[]).unwrap();
            assert_eq!(found, expected, "{log}");
        }
        assert!(with_entry("# Log\n", &[]).is_err());
    }
}
