//! Fields of one object of which at least one is required.

use super::field::Field;
use super::rules::Case;

/// A requirement that at least one of these fields of one object is present, perhaps only in some cases. It combines
/// [`Rules::any_of`](super::Rules::any_of) and [`Rules::required_when`](super::Rules::required_when) of its fields.
#[derive(Clone, Debug, PartialEq)]
pub struct Need<'f> {
    /// The fields, of which one is enough.
    pub any_of: Vec<&'f Field>,
    /// The cases; empty for always.
    pub when: &'f [Case],
}

impl<'f> Need<'f> {
    /// The needs of sibling fields, in page order.
    pub fn all(fields: &'f [Field]) -> Vec<Need<'f>> {
        let mut needs: Vec<Need<'f>> = Vec::new();
        let mut labels: Vec<&str> = Vec::new();
        for field in fields {
            if let Some(label) = field
                .rules
                .any_of
                .as_deref()
                .filter(|l| !labels.contains(l))
            {
                labels.push(label);
                let group = |other: &&Field| other.rules.any_of.as_deref() == Some(label);
                needs.push(Need {
                    any_of: fields.iter().filter(group).collect(),
                    when: &[],
                });
            }
            if !field.rules.required_when.is_empty() {
                needs.push(Need {
                    any_of: vec![field],
                    when: &field.rules.required_when,
                });
            }
        }
        needs
    }
}
