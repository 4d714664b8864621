//! Bindings for a made-up shop, whose spec files use every type and every rule.

larkspec::include_spec!();
