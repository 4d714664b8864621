//! The spec files that define what a server answers. Each is read when it is first needed, because a program that tests
//! a service needs a few of the platform's 1,600.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use larkspec_codegen::model::{Endpoint, Method, Types};
use larkspec_codegen::{Api, Loader, SpecErrors};

/// Spec files: a folder, a [`Loader`], or endpoints that have already been read. See
/// [`Builder::specs`](crate::Builder::specs).
#[derive(Clone, Debug)]
pub struct Specs(Origin);

#[derive(Clone, Debug)]
enum Origin {
    Loader(Loader),
    Api(Api),
}

impl From<Loader> for Specs {
    fn from(loader: Loader) -> Self {
        Specs(Origin::Loader(loader))
    }
}

impl From<Api> for Specs {
    fn from(api: Api) -> Self {
        Specs(Origin::Api(api))
    }
}

impl From<&Path> for Specs {
    fn from(folder: &Path) -> Self {
        Loader::new(folder).into()
    }
}

impl From<PathBuf> for Specs {
    fn from(folder: PathBuf) -> Self {
        Loader::new(folder).into()
    }
}

impl From<&str> for Specs {
    fn from(folder: &str) -> Self {
        Loader::new(folder).into()
    }
}

impl Specs {
    /// The endpoints, in the order of their names.
    ///
    /// # Errors
    ///
    /// A folder or file that cannot be read, or a spec without a method or path.
    pub(crate) fn list(self) -> Result<Vec<Spec>, SpecErrors> {
        let loader = match self.0 {
            Origin::Loader(loader) => loader,
            Origin::Api(api) => {
                return Ok(api.endpoints.into_iter().map(Spec::read).collect());
            }
        };
        let listed = loader.list()?;
        let files = Arc::new(Files {
            loader,
            types: Mutex::default(),
        });
        let specs = listed.into_iter().map(|listed| Spec {
            name: listed.name,
            method: listed.method,
            path: listed.path,
            files: Some(Arc::clone(&files)),
            endpoint: OnceLock::new(),
        });
        Ok(specs.collect())
    }
}

/// The spec files of one folder, with the shared types that have been read.
struct Files {
    loader: Loader,
    /// By the folder of the endpoints that see them.
    types: Mutex<HashMap<String, Arc<Types>>>,
}

impl Files {
    /// The types that have been read. A thread that panicked has not left half of an insertion.
    fn known(&self) -> MutexGuard<'_, HashMap<String, Arc<Types>>> {
        self.types.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn endpoint(&self, name: &str) -> Result<Endpoint, SpecErrors> {
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let known = self.known().get(folder).cloned();
        let types = match known {
            Some(types) => types,
            None => {
                let types = self.loader.types(name)?;
                self.known().insert(folder.to_owned(), Arc::clone(&types));
                types
            }
        };
        let read = self.loader.endpoint_with(name, &types)?;
        read.ok_or_else(|| {
            let error = format!("the spec file of `{name}` no longer exists");
            SpecErrors::Read {
                path: PathBuf::from(format!("{name}.toml")),
                error: std::io::Error::new(std::io::ErrorKind::NotFound, error),
            }
        })
    }
}

/// The spec of one endpoint.
pub(crate) struct Spec {
    pub(crate) name: String,
    pub(crate) method: Method,
    pub(crate) path: String,
    files: Option<Arc<Files>>,
    endpoint: OnceLock<Result<Endpoint, String>>,
}

impl Spec {
    /// A spec that has been read.
    fn read(endpoint: Endpoint) -> Self {
        Spec {
            name: endpoint.name.clone(),
            method: endpoint.http.method,
            path: endpoint.http.path.clone(),
            files: None,
            endpoint: OnceLock::from(Ok(endpoint)),
        }
    }

    /// The content of the spec.
    ///
    /// # Errors
    ///
    /// The errors in its file.
    pub(crate) fn endpoint(&self) -> Result<&Endpoint, &str> {
        let read = || {
            let files = self.files.as_ref().ok_or("there is no spec file")?;
            let endpoint = files.endpoint(&self.name).map_err(|e| e.to_string())?;
            let http = &endpoint.http;
            // The list of endpoints reads less of a file than the parser.
            match (http.method, &*http.path) == (self.method, &*self.path) {
                true => Ok(endpoint),
                false => Err(format!(
                    "the `[http]` table of `{}` must be the only text in its file that looks like one",
                    self.name
                )),
            }
        };
        let endpoint = self.endpoint.get_or_init(read);
        endpoint.as_ref().map_err(|why| &**why)
    }
}
