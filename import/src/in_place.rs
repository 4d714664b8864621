//! Turns an inline object or enumeration into a shared type, on request.

use std::collections::BTreeMap;
use std::sync::Arc;

use larkspec_codegen::model::{Endpoint, Field, Section, TypeFile, Types};
use larkspec_codegen::{names, place, types};
use thiserror::Error;

use crate::share;
use crate::update::{Spec, Update, UpdateError};

/// Why a field cannot become a shared type.
#[derive(Error)]
#[non_exhaustive]
pub enum ShareError {
    /// The endpoint does not exist.
    #[error("there is no endpoint `{0}`")]
    Endpoint(String),
    /// The path does not lead to a field.
    #[error(
        "`{endpoint}` has no field `{path}`; a path consists of the section and the names, such as body.items[].user{}",
        nearest.as_ref().map(|near| format!(": did you mean `{near}`?")).unwrap_or_default()
    )]
    Path {
        /// The endpoint.
        endpoint: String,
        /// The path.
        path: String,
        /// A similar field of that endpoint.
        nearest: Option<String>,
    },
    /// The field already has a shared type.
    #[error("`{path}` already is a `{name}`")]
    Shared {
        /// The path.
        path: String,
        /// The type that it has.
        name: String,
    },
    /// The field's type cannot be shared.
    #[error(
        "`{path}` is {ty}: an object with fields can be a shared type, and a string or int with an `enum`"
    )]
    Kind {
        /// The path.
        path: String,
        /// Its type.
        ty: String,
    },
    /// The name is not valid for a type.
    #[error(
        "`{0}` is not a valid type name: start with an upper-case letter, followed by letters and digits, as in `TextStyle`"
    )]
    Name(String),
    /// Another folder, whose types are visible here as well, has a type with this name.
    #[error("{file}.toml already has a type `{name}`; choose another name")]
    Taken {
        /// The name.
        name: String,
        /// The file of types.
        file: String,
    },
    /// The field differs from the existing type with this name.
    #[error("it differs from `{name}` in {file}.toml: {why}")]
    Contradiction {
        /// The type.
        name: String,
        /// Its file.
        file: String,
        /// The difference.
        why: String,
    },
    /// The files cannot be updated.
    #[error(transparent)]
    Update(#[from] UpdateError),
}

larkspec_shape::debug_as_display!(ShareError);

impl Spec {
    /// Turns the object or enumeration at `path` of an endpoint into the shared type `name` of the endpoint's folder,
    /// or into a use of that type if it exists. Equal objects in the folder use it as well. Nothing is written.
    ///
    /// # Errors
    ///
    /// The field cannot be shared, or the name is taken.
    pub fn share(&self, endpoint: &str, path: &str, name: &str) -> Result<Update, ShareError> {
        let Some(own) = self.endpoints.get(endpoint) else {
            return Err(ShareError::Endpoint(endpoint.to_owned()));
        };
        let target = self.target(own, path)?;
        let file = self.file_for(endpoint, name)?;
        let shared = self.shared_type(&file, name, target);
        let expanded = share::expand(own);
        let wanted = at(&expanded, path).map_or_else(|| target.clone(), |(_, field)| field.clone());
        let mut marked: BTreeMap<String, Endpoint> = self.endpoints.clone();
        let mut places = Vec::new();
        let folder = share::folder(endpoint).to_owned();
        let in_folder = marked
            .values_mut()
            .filter(|own| share::folder(&own.name) == folder);
        for own in in_folder {
            let expanded = share::expand(own);
            let before = places.len();
            for section in Section::ALL {
                let at = format!("{} {section}", own.name);
                let fields = (own.section_mut(section), expanded.section(section));
                mark(fields.0, fields.1, &wanted, name, &at, &mut places);
            }
            if places.len() > before {
                let mut types = Types::clone(&own.types);
                types.insert(shared.clone());
                own.types = Arc::new(types);
            }
        }
        let update = self.attempt(&marked, &BTreeMap::new(), false)?;
        let contradiction = |why: &String| ShareError::Contradiction {
            name: name.to_owned(),
            file: file.clone(),
            why: why.clone(),
        };
        if let Some((_, why)) = update.splits.first() {
            return Err(contradiction(why));
        }
        if let Some(why) = update
            .endpoints
            .values()
            .find_map(|result| result.as_ref().err())
        {
            return Err(contradiction(why));
        }
        Ok(Update { places, ..update })
    }

    /// The field that becomes a type.
    fn target<'e>(&self, endpoint: &'e Endpoint, path: &str) -> Result<&'e Field, ShareError> {
        let Some((_, field)) = at(endpoint, path) else {
            return Err(ShareError::Path {
                endpoint: endpoint.name.clone(),
                path: path.to_owned(),
                nearest: nearest(endpoint, path),
            });
        };
        if let Some(name) = &field.shared {
            return Err(ShareError::Shared {
                path: path.to_owned(),
                name: name.clone(),
            });
        }
        if field.fields.is_empty() && field.rules.values.is_empty() {
            return Err(ShareError::Kind {
                path: path.to_owned(),
                ty: field.ty.to_string(),
            });
        }
        Ok(field)
    }

    /// The file of a type with this name that the endpoint can use.
    fn file_for(&self, endpoint: &str, name: &str) -> Result<String, ShareError> {
        if !names::is_type_name(name) || names::is_in_prelude(name) {
            return Err(ShareError::Name(name.to_owned()));
        }
        let own = match share::folder(endpoint) {
            "" => Types::FILE.to_owned(),
            folder => format!("{folder}/{}", Types::FILE),
        };
        let described = |file: &&TypeFile| file.types.iter().any(|ty| ty.name == name);
        let sees = |file: &&TypeFile| file.serves(&own);
        let seen = TypeFile {
            name: own.clone(),
            types: Vec::new(),
        };
        let mut files = self.types.files.iter().filter(described);
        match files.find(|file| sees(file) || seen.serves(&file.name)) {
            Some(file) if sees(&file) => Ok(file.name.clone()),
            Some(file) => Err(ShareError::Taken {
                name: name.to_owned(),
                file: file.name.clone(),
            }),
            None => Ok(own),
        }
    }

    /// The existing type, or the type as it would be created there.
    fn shared_type(
        &self,
        file: &str,
        name: &str,
        target: &Field,
    ) -> larkspec_codegen::model::SharedType {
        let own = self.types.get(file);
        let known = own.and_then(|file| file.types.iter().find(|ty| ty.name == name));
        let field = known.cloned().unwrap_or_else(|| Field {
            name: name.to_owned(),
            ty: target.ty.innermost().clone(),
            ..target.clone()
        });
        types::shared(file, field)
    }
}

/// Gives the shared type to each equal field; fields within such a field are unchanged.
fn mark(
    fields: &mut [Field],
    expanded: &[Field],
    wanted: &Field,
    name: &str,
    at: &str,
    places: &mut Vec<String>,
) {
    for field in fields {
        let Some(own) = expanded.iter().find(|own| own.name == field.name) else {
            continue;
        };
        if field.shared.is_some() {
            continue;
        }
        if is_equal(own, wanted) {
            field.shared = Some(name.to_owned());
            places.push(place::table(at, &field.name));
            continue;
        }
        let inside = place::inside(at, field);
        mark(
            &mut field.fields,
            &own.fields,
            wanted,
            name,
            &inside,
            places,
        );
    }
}

/// Whether two fields have one type: objects with the same keys of the same types at all depths, or the same listed
/// values with the same name.
fn is_equal(a: &Field, b: &Field) -> bool {
    fn same(a: &[Field], b: &[Field]) -> bool {
        a.len() == b.len()
            && a.iter().all(|field| {
                let mut others = b.iter().filter(|other| other.name == field.name);
                others.any(|other| field.ty == other.ty && same(&field.fields, &other.fields))
            })
    }
    let values = |field: &Field| {
        let values = field.rules.values.iter();
        let mut texts: Vec<String> = values.map(|listed| listed.value.to_string()).collect();
        texts.sort_unstable();
        (texts, field.rules.open, field.rules.bits)
    };
    let inner = a.ty.innermost() == b.ty.innermost();
    match (a.fields.is_empty(), b.fields.is_empty()) {
        (false, false) => inner && same(&a.fields, &b.fields),
        (true, true) => {
            inner && !a.rules.values.is_empty() && a.name == b.name && values(a) == values(b)
        }
        _ => false,
    }
}

/// The field at a path, and its section.
fn at<'e>(endpoint: &'e Endpoint, path: &str) -> Option<(Section, &'e Field)> {
    let bare = bare(path);
    let (section, path) = bare.split_once('.')?;
    let section = Section::ALL
        .into_iter()
        .find(|own| own.as_str() == section)?;
    let mut fields = endpoint.section(section);
    let mut found = None;
    for name in path.split('.') {
        let field = fields.iter().find(|field| field.name == name)?;
        fields = match &field.shared {
            Some(_) => &[],
            None => &field.fields,
        };
        found = Some((section, field));
    }
    found
}

/// A path without quotes and brackets.
fn bare(path: &str) -> String {
    let marks = ['"', '\'', '[', ']', '{', '}', '<', '>'];
    path.chars().filter(|c| !marks.contains(c)).collect()
}

/// A path of the endpoint with the same ending as the given one.
fn nearest(endpoint: &Endpoint, path: &str) -> Option<String> {
    fn walk(fields: &[Field], at: &str, name: &str) -> Option<String> {
        fields.iter().find_map(|field| {
            let table = place::table(at, &field.name);
            match field.name == name {
                true => Some(table),
                false => walk(&field.fields, &place::inside(at, field), name),
            }
        })
    }
    let bare = bare(path);
    let name = bare.rsplit('.').next()?;
    Section::ALL
        .into_iter()
        .find_map(|section| walk(endpoint.section(section), section.as_str(), name))
}
