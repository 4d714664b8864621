//! The formats of the model that the engine checks.

use larkspec_shape::{Format as Checked, Pattern};

use crate::model::{Field, Format, Type};

/// The format as the engine checks it; `None` if nothing about it is certain.
pub fn checked(format: Format) -> Option<Checked> {
    Checked::named(format.as_str())
}

/// The format of each string of a field, as the engine checks it. The field's own pattern takes precedence.
pub fn of_strings(field: &Field) -> Option<Checked> {
    let is_text = *field.ty.innermost() == Type::String;
    checked(
        field
            .format
            .filter(|_| is_text && field.rules.pattern.is_none())?,
    )
}

/// What each string of a field must match: the field's own pattern, otherwise that of its format.
pub fn pattern_of(field: &Field) -> Option<&Pattern> {
    let of_format = || of_strings(field).map(Checked::pattern);
    field.rules.pattern.as_ref().or_else(of_format)
}
