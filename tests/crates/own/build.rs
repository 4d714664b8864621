//! Compiles endpoints of the platform by name, and those of the folder `spec`.
use larkspec_codegen::{Loader, build_with};

fn main() {
    let platform = Loader::texts(larkspec_spec::files());
    build_with(platform.only(["im/v1/message/create", "im/v1/message/reply"]));

    let own = Loader::new("spec").output("own");
    build_with(own.types_of("larkspec", larkspec_spec::files()));
}
