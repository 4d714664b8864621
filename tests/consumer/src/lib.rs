//! Bindings for a fictional shop whose spec files use every type and every rule.

larkspec::include_spec!();

/// An endpoint and its shared types before their page changed.
pub mod before {
    larkspec::include_spec!("before");
}

/// The same after the change.
pub mod after {
    larkspec::include_spec!("after");
}
