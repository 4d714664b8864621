//! Every file under `spec/` → the modules of this crate.

fn main() {
    // The names of the modules in `src/lib.rs`: a folder of the same name at the top of `spec/` is told
    // where it stands, not by rustc.
    let reserved = [
        "advice",
        "answer",
        "bytes",
        "check",
        "client",
        "clock",
        "endpoint",
        "envelope",
        "error",
        "exchange",
        "limit",
        "multipart",
        "paging",
        "region",
        "request",
        "scrub",
        "secret",
        "shape",
        "sweep",
        "token",
        "transport",
        "unknown",
        "__private",
    ];
    larkspec_codegen::build_with(larkspec_codegen::Loader::new("spec").reserve(reserved));
}
