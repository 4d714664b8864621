//! The location of shared types, relative to the module that refers to them.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens as _, quote};
use serde_json::Value;

use super::tokens::ident;
use crate::model::{Field, SharedType, Types};
use crate::{boxed, names};

/// A module of generated code, and the shared types that it can refer to.
pub(super) struct Scope<'a> {
    /// The name of the spec file.
    file: &'a str,
    types: &'a Types,
}

impl<'a> Scope<'a> {
    pub fn new(file: &'a str, types: &'a Types) -> Self {
        Scope { file, types }
    }

    /// Whether it is the module of a file of shared types.
    pub fn is_of_types(&self) -> bool {
        self.file.rsplit('/').next() == Some(Types::FILE)
    }

    /// The path of an item next to a shared type, in the module of the type's file, which may be in another crate.
    pub fn path(&self, shared: &str, item: &Ident) -> TokenStream {
        let Some(shared) = self
            .types
            .get(shared)
            .filter(|shared| shared.file != self.file)
        else {
            return item.to_token_stream();
        };
        if let Some(file) = shared.file.strip_prefix(Types::ELSEWHERE) {
            let module = names::module_path(file).unwrap_or_default();
            let module = module.iter().map(|part| ident(part));
            return quote! { #(::#module)* ::#item };
        }
        // `check` guarantees that both are paths.
        let from = names::module_path(self.file).unwrap_or_default();
        let to = names::module_path(&shared.file).unwrap_or_default();
        let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
        let up = (common..from.len()).map(|_| quote! { super:: });
        let down = to[common..].iter().map(|part| ident(part));
        quote! { #(#up)* #(#down::)* #item }
    }

    /// The path of an item in the module of the service.
    pub fn of_service(&self, item: &Ident) -> TokenStream {
        let depth = names::module_path(self.file).unwrap_or_default().len();
        let up = (1..depth).map(|_| quote! { super:: });
        quote! { #(#up)* #item }
    }

    /// The key of the schema of `Request`, `Response` or all types of the file among those of its service.
    pub fn schema_key(&self, name: &str) -> String {
        format!("{} {name}", self.file)
    }

    /// Adds that schema.
    pub fn add_schema(&self, name: &str, schema: &Value, to: &mut String) {
        to.push_str(&format!("{}\t{schema}\n", self.schema_key(name)));
    }

    /// The fields of the struct that is the type of a field, or of its items.
    pub fn fields(&self, field: &'a Field) -> &'a [Field] {
        match &field.shared {
            // Whatever a use refines, the struct is that of the type.
            Some(name) => self
                .types
                .get(name)
                .map_or(&[], |shared| &shared.field.fields),
            None => &field.fields,
        }
    }

    /// The generated type of a field of the struct `parent`, or of its items.
    pub fn type_path(&self, parent: &str, field: &Field) -> TokenStream {
        match &field.shared {
            Some(shared) => self.path(shared, &ident(names::last(shared))),
            None => ident(&names::type_name(parent, field)).to_token_stream(),
        }
    }

    /// Whether a field of the struct `parent` contains a struct that may contain its parent, and therefore needs
    /// indirection.
    pub fn is_boxed(&self, parent: &str, field: &'a Field) -> bool {
        let mut of_file = self
            .types
            .iter()
            .filter(|(_, shared)| shared.file == self.file);
        // The names of the structs of a type start with its name, and all differ.
        let owner = of_file.find(|(_, shared)| owns(shared, parent));
        owner.is_some_and(|(owner, _)| boxed::is_boxed(self.types, owner, field))
    }
}

/// Whether a struct is that of a type, or one within it.
fn owns(shared: &SharedType, name: &str) -> bool {
    // This rules out most structs without computing all names.
    if !name.starts_with(&shared.field.name) {
        return false;
    }
    let structs = names::shared_types(std::slice::from_ref(&shared.field));
    structs.iter().any(|(own, _)| own == name)
}
