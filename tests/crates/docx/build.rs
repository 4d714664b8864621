fn main() {
    let only = ["docx/v1/document_block/list", "docx/v1/document_block_children/create"];
    larkspec_codegen::build_with(larkspec_codegen::Loader::new("spec").only(only));
}
