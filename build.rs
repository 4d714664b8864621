//! Every file under `spec/` → the modules of this crate.

fn main() {
    let reserved = ["shape", "__private"];
    larkspec_codegen::build_with(larkspec_codegen::Loader::new("spec").reserve(reserved));
}
