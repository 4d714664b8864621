//! Finds the repository and its spec files at run time, since the tool may have been built elsewhere.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use larkspec_cli::specs::Specs;
use larkspec_codegen::{Api, Loader};
use serde::Deserialize;

/// The location of the spec files.
#[derive(clap::Args)]
pub struct Args {
    /// The folder of spec files [default: `spec` in the repository around the current folder]
    #[arg(long, global = true, value_name = "DIR")]
    spec: Option<PathBuf>,
}

/// The repository.
pub struct Repository {
    root: PathBuf,
    spec: PathBuf,
}

/// The part of larkspec's manifest that is read.
#[derive(Deserialize)]
struct Manifest {
    features: Features,
}

#[derive(Deserialize)]
struct Features {
    default: Vec<String>,
}

impl Repository {
    /// Finds the repository: the nearest parent folder with both `spec/` and `Cargo.toml`.
    pub fn find(args: &Args) -> anyhow::Result<Self> {
        let current = env::current_dir().context("cannot determine the current folder")?;
        let found = current
            .ancestors()
            .find(|folder| folder.join("spec").is_dir() && folder.join("Cargo.toml").is_file());
        match (&args.spec, found) {
            (Some(spec), found) => {
                Specs::folder(spec)?;
                Ok(Repository {
                    root: found.unwrap_or(&current).to_owned(),
                    spec: spec.clone(),
                })
            }
            (None, Some(root)) => Ok(Repository {
                root: root.to_owned(),
                spec: root.join("spec"),
            }),
            (None, None) => bail!(
                "there is no folder with `spec/` and `Cargo.toml` around {}; run this inside the \
                 repository or use --spec DIR",
                current.display()
            ),
        }
    }

    /// The folder that contains `spec/`.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Whether the spec files are not those of the repository.
    pub fn is_elsewhere(&self) -> bool {
        self.spec != self.root.join("spec")
    }

    /// The folder of spec files.
    pub fn spec(&self) -> &Path {
        &self.spec
    }

    /// Reads all spec files; an error if there are none.
    pub fn some_api(&self) -> anyhow::Result<Api> {
        self.specs().api()
    }

    /// Reads the spec files of the services that larkspec's default features compile.
    pub fn default_api(&self) -> anyhow::Result<Api> {
        let path = self.root.join("Cargo.toml");
        let text =
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let manifest: Manifest =
            toml::from_str(&text).with_context(|| format!("cannot read {}", path.display()))?;
        let services = manifest.features.default.into_iter();
        let services = services.filter(|feature| self.spec.join(feature).is_dir());
        Ok(self.loader().only(services).load()?)
    }

    /// The spec files, for the commands that `larkspec` has as well.
    pub fn specs(&self) -> Specs {
        Specs::read_by(&self.spec, self.loader())
    }

    /// Reads some of the spec files, or lists them.
    pub fn loader(&self) -> Loader {
        // Errors show the path that a user would type from the current folder.
        let shown = env::current_dir()
            .ok()
            .and_then(|current| Some(self.spec.strip_prefix(current).ok()?.to_owned()))
            .filter(|relative| !relative.as_os_str().is_empty());
        let mut loader = Loader::new(&self.spec);
        // Same settings as in the build, so that both report the same errors.
        let src = self.spec.with_file_name("src");
        if src.join("lib.rs").is_file() {
            loader = loader.reserve_root(src);
        }
        match shown {
            Some(shown) => loader.shown_as(shown),
            None => loader,
        }
    }
}
