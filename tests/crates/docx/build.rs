fn main() {
    larkspec_codegen::build("spec");
}
