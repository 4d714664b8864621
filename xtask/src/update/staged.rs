//! Writes the files of an update together: an interrupted update is finished by the next one.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use larkspec_import::files::replace;
use serde::{Deserialize, Serialize};

use crate::repository::Repository;

/// The files of an update, kept in one file until all are in their places.
pub struct Staged<'r> {
    repository: &'r Repository,
    journal: PathBuf,
}

/// The content of that file.
#[derive(Serialize, Deserialize)]
struct Journal {
    /// The folder of the spec files.
    folder: PathBuf,
    /// The spec files by name; `None` for one to delete.
    specs: BTreeMap<String, Option<String>>,
    changelog: Option<String>,
}

impl<'r> Staged<'r> {
    pub fn of(repository: &'r Repository) -> Self {
        Staged {
            repository,
            journal: repository.root().join("target/update/files.json"),
        }
    }

    /// Writes all files of an update.
    pub fn write(
        &self,
        specs: &BTreeMap<String, Option<String>>,
        changelog: Option<&str>,
    ) -> anyhow::Result<()> {
        let folder = self.repository.spec();
        let journal = Journal {
            folder: std::path::absolute(folder)
                .with_context(|| format!("cannot find {}", folder.display()))?,
            specs: specs.clone(),
            changelog: changelog.map(str::to_owned),
        };
        write(&self.journal, &serde_json::to_string(&journal)?)?;
        self.finish()?;
        Ok(())
    }

    /// Writes the files of an update that was interrupted; returns false if there was none.
    pub fn finish(&self) -> anyhow::Result<bool> {
        let Ok(text) = fs::read_to_string(&self.journal) else {
            return Ok(false);
        };
        let cannot_read = || format!("cannot read {}; remove it", self.journal.display());
        let journal: Journal = serde_json::from_str(&text).with_context(cannot_read)?;
        for (name, text) in &journal.specs {
            let path = journal.folder.join(format!("{name}.toml"));
            match text {
                Some(text) => write(&path, text)?,
                None if !path.exists() => {}
                None => fs::remove_file(&path)
                    .with_context(|| format!("cannot remove {}", path.display()))?,
            }
        }
        if let Some(changelog) = &journal.changelog {
            write(&self.repository.root().join("CHANGELOG.md"), changelog)?;
        }
        fs::remove_file(&self.journal)
            .with_context(|| format!("cannot remove {}", self.journal.display()))?;
        Ok(true)
    }
}

fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    replace(path, text).with_context(|| format!("cannot write {}", path.display()))
}
