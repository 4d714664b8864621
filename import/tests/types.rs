//! Shared types are written as they are read.

use std::path::Path;
use std::sync::Arc;

use larkspec_codegen::model::{Endpoint, Section};
use larkspec_codegen::{Loader, load_str_with, load_types_str, types};
use larkspec_import::write;

#[test]
fn what_is_written_is_read_again() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../codegen/tests/shared");
    let api = Loader::new(folder).load().unwrap();
    for file in &api.types {
        let mut above = types::visible(&api, &file.name);
        for ty in &file.types {
            above.remove(&ty.name);
        }
        let text = write::types(file, &above);
        let again = load_types_str(&file.name, &text, &Arc::new(above)).unwrap();
        assert_eq!(again.types, file.types, "{text}");
    }
    for endpoint in &api.endpoints {
        let text = write::write(endpoint);
        let again = load_str_with(&endpoint.name, &text, &endpoint.types)
            .unwrap_or_else(|e| panic!("{e}\n{text}"));
        let sections = |endpoint: &Endpoint| Section::ALL.map(|s| endpoint.section(s).to_vec());
        assert_eq!(sections(&again), sections(endpoint), "{text}");
    }
    let create = write::write(api.endpoint("docx/v1/create").unwrap());
    let refinements = create.matches("[body.\"children[].").count();
    assert_eq!(
        refinements, 1,
        "only what the use says is written:\n{create}"
    );
}
