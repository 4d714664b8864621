//! Names shared types.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use larkspec_codegen::names;

use super::classes::PLATFORM;

/// A type that needs a name.
pub struct Nameless {
    /// Its file.
    pub home: String,
    /// Its existing name, which it keeps.
    pub fixed: Option<String>,
    /// The names that its uses suggest, with their frequency; the name on the page takes precedence.
    pub typed: Option<String>,
    pub votes: BTreeMap<String, usize>,
    /// The names of the enclosing fields, with their frequency.
    pub parents: BTreeMap<String, usize>,
    /// How often it is used.
    pub uses: usize,
    /// The suffixes that follow its name in the names of its inner types.
    pub nested: Vec<String>,
}

/// Chooses a name for each type. If several want the same name, the most frequently used type gets it.
pub fn assign(types: &[Nameless]) -> Vec<String> {
    let mut names: Vec<String> = vec![String::new(); types.len()];
    let mut taken = Taken::default();
    let mut order: Vec<usize> = (0..types.len()).collect();
    order.sort_by_key(|index| {
        let ty = &types[*index];
        (
            ty.fixed.is_none(),
            ty.home != PLATFORM,
            Reverse(ty.uses),
            *index,
        )
    });
    for index in order {
        let ty = &types[index];
        let name = match &ty.fixed {
            Some(name) => name.clone(),
            None => proposals(ty)
                .find(|name| taken.admits(ty, name))
                .unwrap_or_default(),
        };
        taken.take(ty, &name);
        names[index] = name;
    }
    names
}

/// The possible names of a type, best first; an endless sequence.
fn proposals(ty: &Nameless) -> impl Iterator<Item = String> {
    let best = |votes: &BTreeMap<String, usize>| {
        let most = votes
            .iter()
            .max_by_key(|(name, count)| (**count, Reverse((*name).clone())));
        most.map(|(name, _)| name.clone())
    };
    let own = ty.typed.clone().or_else(|| best(&ty.votes));
    let own = own
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| "Object".to_owned());
    let around = best(&ty.parents).map(|parent| format!("{parent}{own}"));
    let numbered = around.clone().unwrap_or_else(|| own.clone());
    let numbered = (2..).map(move |number| format!("{numbered}{number}"));
    [Some(own), around].into_iter().flatten().chain(numbered)
}

/// The names that are taken, by file.
#[derive(Default)]
struct Taken {
    by_home: BTreeMap<String, BTreeSet<String>>,
}

impl Taken {
    /// Whether a name is available for a type: neither it nor its inner types have the name of another type that is
    /// visible from the same place.
    fn admits(&self, ty: &Nameless, name: &str) -> bool {
        names::is_type_name(name)
            && !names::is_in_prelude(name)
            && self
                .by_home
                .iter()
                .filter(|(home, _)| sees(home, &ty.home) || sees(&ty.home, home))
                .all(|(_, taken)| all_names(ty, name).all(|name| !taken.contains(&name)))
    }

    fn take(&mut self, ty: &Nameless, name: &str) {
        let taken = self.by_home.entry(ty.home.clone()).or_default();
        taken.extend(all_names(ty, name));
    }
}

/// The names of a type and of its inner types.
fn all_names<'n>(ty: &'n Nameless, name: &'n str) -> impl Iterator<Item = String> + 'n {
    let nested = ty.nested.iter().map(move |inner| format!("{name}{inner}"));
    std::iter::once(name.to_owned()).chain(nested)
}

/// Whether the types of one file are visible from another.
fn sees(file: &str, above: &str) -> bool {
    let folder = above.strip_suffix(PLATFORM).unwrap_or(above);
    file.starts_with(folder)
}

#[cfg(test)]
mod tests {
    use super::{Nameless, assign};

    fn ty(home: &str, name: &str, parent: &str, uses: usize, nested: &[&str]) -> Nameless {
        Nameless {
            home: home.to_owned(),
            fixed: None,
            typed: None,
            votes: [(name.to_owned(), uses)].into(),
            parents: match parent {
                "" => Default::default(),
                parent => [(parent.to_owned(), uses)].into(),
            },
            uses,
            nested: nested.iter().map(|name| (*name).to_owned()).collect(),
        }
    }

    #[test]
    fn names() {
        let mut kept = ty("a/v1/types", "Item", "", 1, &[]);
        kept.fixed = Some("Entry".to_owned());
        let types = [
            ty("a/v1/types", "Text", "", 2, &[]),
            // The type that is used more often gets the name.
            ty("a/v1/types", "Text", "Block", 9, &["Style"]),
            ty("a/v1/types", "Text", "", 1, &[]),
            // An inner type of another type has this name.
            ty("a/v1/types", "TextStyle", "", 1, &[]),
            kept,
            ty("a/v1/types", "Entry", "", 3, &[]),
            // Visible from everywhere.
            ty("types", "User", "", 4, &[]),
            ty("a/v1/types", "User", "Chat", 8, &[]),
            // In another folder.
            ty("b/v1/types", "Text", "", 1, &[]),
            ty("b/v1/types", "Option", "Choice", 1, &[]),
            ty("b/v1/types", "", "", 1, &[]),
        ];
        assert_eq!(
            assign(&types),
            [
                "Text2",
                "Text",
                "Text3",
                "TextStyle2",
                "Entry",
                "Entry2",
                "User",
                "ChatUser",
                "Text",
                "ChoiceOption",
                "Object"
            ]
        );
    }
}
