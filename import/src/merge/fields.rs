//! The tables of fields: which ones a file gets, keeps and loses.

use std::collections::{HashMap, HashSet};

use larkspec_codegen::model::{Endpoint, Section};
use toml_edit::{DocumentMut, Item, Key, Table};

use super::change::{Kind, MergeError, shown};
use super::merger::Merger;
use super::toml::{
    FIELD, OF_TYPE, field_table, first_position, has_comment, item_json, parse, position,
};
use crate::share::outlives_its_page;
use crate::write;

impl Merger<'_> {
    pub(super) fn sections(
        &mut self,
        doc: &mut DocumentMut,
        old: &Endpoint,
        new: &Endpoint,
    ) -> Result<(), MergeError> {
        for section in Section::ALL {
            let [old, new] = [old, new].map(|endpoint| write::places_of(endpoint, section));
            self.section(doc, section.as_str(), &old, &new)?;
        }
        Ok(())
    }

    pub(super) fn section(
        &mut self,
        doc: &mut DocumentMut,
        section: &str,
        old: &[write::Place<'_>],
        places: &[write::Place<'_>],
    ) -> Result<(), MergeError> {
        let mut known = existing(doc, section);
        self.drop_fields(doc, old, section, places, &mut known);
        let mut before: Option<isize> = None;
        for place in places {
            let names: Vec<String> = place.names.iter().map(|name| (*name).to_owned()).collect();
            match known.get(&names) {
                Some(key) => {
                    let key = self.rename(doc, section, key, place);
                    known.insert(names, key.clone());
                    let Some(table) = field_table(doc, section, &key) else {
                        return Err(MergeError::Form(format!(
                            "`[{section}.{key}]` is not a table"
                        )));
                    };
                    let group = |places| group_of(places, &place.names);
                    let grouped = place.field.rules.any_of.is_some();
                    let same_group = grouped && group(old) == group(places);
                    self.field(table, section, place, same_group);
                    before = position(doc, section, &key).or(before);
                }
                None => {
                    let at = before.unwrap_or_else(|| first_position(doc, section));
                    self.add_field(doc, section, place, at + 1)?;
                    before = Some(at + 1);
                }
            }
        }
        Ok(())
    }

    /// Removes fields that the page no longer contains.
    fn drop_fields(
        &mut self,
        doc: &mut DocumentMut,
        old: &[write::Place<'_>],
        section: &str,
        places: &[write::Place<'_>],
        known: &mut HashMap<Vec<String>, String>,
    ) {
        let wanted: HashSet<Vec<String>> = places
            .iter()
            .map(|place| place.names.iter().map(|name| (*name).to_owned()).collect())
            .collect();
        let open = self.open;
        let of_endpoint = Section::ALL.into_iter().find(|own| own.as_str() == section);
        let whole_section_open = of_endpoint.is_some_and(|own| open.sections.contains(&own));
        let mut kept: Vec<Vec<String>> = Vec::new();
        let mut gone: Vec<Vec<String>> = Vec::new();
        for place in old {
            let names: Vec<String> = place.names.iter().map(|name| (*name).to_owned()).collect();
            if wanted.contains(&names) {
                continue;
            }
            // The page cannot remove what it leaves open, or what is our own.
            let is_open = of_endpoint.is_some_and(|own| {
                let mut names = names.iter();
                names.any(|name| open.fields.contains(&(own, name.clone())))
            });
            // Refinements that people add to a use of a type stay with the use.
            let type_of_use = shared_around(places, &names);
            if place.base.is_some()
                && type_of_use.is_some()
                && self.clear_facts(doc, section, known.get(&names))
            {
                kept.push(names);
                continue;
            }
            let is_ours = outlives_its_page(place.field);
            let stays = whole_section_open || is_open || is_ours || self.partial;
            if stays || below_json(places, &names) {
                if is_open || whole_section_open {
                    let text = "kept: the page does not say where it belongs, or whether it exists";
                    self.tell(Kind::Kept, format!("{section}.{}", place.key), text);
                }
                kept.push(names);
            } else {
                gone.push(names);
            }
        }
        // The fields around a kept field are kept.
        gone.retain(|names| !kept.iter().any(|kept| kept.starts_with(names)));
        for names in gone {
            let Some(key) = known.remove(&names) else {
                continue;
            };
            let Some(table) = doc.get_mut(section).and_then(Item::as_table_like_mut) else {
                continue;
            };
            let removed = table.remove(&key);
            let comment = removed.as_ref().is_some_and(has_comment);
            let why = match shared_around(places, &names) {
                Some(name) => format!("the type `{name}` contains it"),
                None => "the page no longer contains it".to_owned(),
            };
            let text = match comment {
                true => format!("{why}; its comments were removed with it"),
                false => why,
            };
            self.tell(Kind::Removed, format!("{section}.{key}"), text);
        }
    }

    /// Removes the page's facts from the table of a field of a shared type. Returns whether the table has facts from
    /// people.
    fn clear_facts(&mut self, doc: &mut DocumentMut, section: &str, key: Option<&String>) -> bool {
        let Some(key) = key else { return false };
        let Some(table) = field_table(doc, section, key) else {
            return false;
        };
        let is_own = |(key, item): (&str, &Item)| match key {
            "doc" => item.as_str().is_some_and(|doc| !doc.is_empty()),
            key => !FIELD.contains(&key) && key != "name" && !OF_TYPE.contains(&key),
        };
        if !table.iter().any(is_own) {
            return false;
        }
        for fact in FIELD.iter().chain(OF_TYPE) {
            if let Some(item) = table.remove(fact) {
                let text = format!("was {}; the type contains it", shown(&item_json(&item)));
                self.tell(Kind::Removed, format!("{section}.{key}.{fact}"), text);
            }
        }
        true
    }

    /// Gives a field's table the key that the types of its parents require.
    fn rename(
        &mut self,
        doc: &mut DocumentMut,
        section: &str,
        key: &str,
        place: &write::Place<'_>,
    ) -> String {
        let parents = |key: &str| key.rsplit_once('.').map(|(parents, _)| parents.to_owned());
        let own = key.rsplit('.').next().unwrap_or(key);
        let wanted = match parents(&place.key) {
            Some(parents) => format!("{parents}.{own}"),
            None => own.to_owned(),
        };
        if wanted == key {
            return wanted;
        }
        let table = doc.get_mut(section).and_then(Item::as_table_mut);
        if let Some((table, (old_key, item))) = table.and_then(|table| {
            let entry = table.remove_entry(key)?;
            Some((table, entry))
        }) {
            let mut new_key = Key::new(&*wanted);
            *new_key.leaf_decor_mut() = old_key.leaf_decor().clone();
            table.insert_formatted(&new_key, item);
            self.tell(
                Kind::Changed,
                format!("{section}.{wanted}"),
                format!("was at `{key}`"),
            );
        }
        wanted
    }

    fn add_field(
        &mut self,
        doc: &mut DocumentMut,
        section: &str,
        place: &write::Place<'_>,
        at: isize,
    ) -> Result<(), MergeError> {
        let text = format!("\n{}", write::field(section, place));
        let parsed = parse(&text).and_then(|mut doc| doc.remove(section));
        let Some(Item::Table(mut parsed)) = parsed else {
            return Err(MergeError::Form(format!(
                "`[{section}.{}]` cannot be written",
                place.key
            )));
        };
        let Some((key, Item::Table(mut table))) = parsed.remove_entry(&place.key) else {
            return Err(MergeError::Form(format!(
                "`[{section}.{}]` cannot be written",
                place.key
            )));
        };
        table.set_position(Some(at));
        let target = doc.entry(section).or_insert_with(|| {
            let mut table = Table::new();
            table.set_implicit(true);
            Item::Table(table)
        });
        let Some(target) = target.as_table_mut() else {
            return Err(MergeError::Form(format!("`{section}` is an inline table")));
        };
        target.insert_formatted(&key, Item::Table(table));
        self.tell(
            Kind::Added,
            format!("{section}.{}", place.key),
            place.field.type_text(),
        );
        Ok(())
    }
}

/// The keys of the fields in a file, by their wire names.
fn existing(doc: &DocumentMut, section: &str) -> HashMap<Vec<String>, String> {
    let mut known = HashMap::new();
    let Some(table) = doc.get(section).and_then(Item::as_table_like) else {
        return known;
    };
    for (key, item) in table.iter() {
        let Some(table) = item.as_table_like() else {
            continue;
        };
        let mut names: Vec<String> = key
            .split('.')
            .map(|part| {
                part.trim_end_matches(['[', ']', '{', '}', '<', '>'])
                    .to_owned()
            })
            .collect();
        if let (Some(name), Some(last)) =
            (table.get("name").and_then(Item::as_str), names.last_mut())
        {
            *last = name.to_owned();
        }
        known.insert(names, key.to_owned());
    }
    known
}

/// The fields of which one is enough, as the field at `names` states them.
fn group_of<'p>(places: &'p [write::Place<'_>], names: &[&str]) -> Option<Vec<&'p str>> {
    let (_, around) = names.split_last()?;
    let own = places.iter().find(|place| place.names == names)?;
    let label = own.field.rules.any_of.as_deref()?;
    let beside = places.iter().filter(|place| {
        place
            .names
            .split_last()
            .is_some_and(|(_, own)| own == around)
    });
    let members = beside.filter(|place| place.field.rules.any_of.as_deref() == Some(label));
    let mut members: Vec<&str> = members.map(|place| &*place.field.name).collect();
    members.sort_unstable();
    Some(members)
}

/// Whether one of the enclosing fields now has a type whose content is open.
fn below_json(places: &[write::Place<'_>], names: &[String]) -> bool {
    places.iter().any(|place| {
        place.names.len() < names.len()
            && place.names.iter().zip(names).all(|(a, b)| *a == b)
            && (*place.field.ty.innermost() == larkspec_codegen::model::Type::Json
                || (place.field.fields.is_empty() && place.field.carried().is_some()))
    })
}

/// The shared type of an enclosing field, which describes the field.
fn shared_around<'p>(places: &[write::Place<'p>], names: &[String]) -> Option<&'p str> {
    places.iter().find_map(|place| {
        let is_around =
            place.names.len() < names.len() && place.names.iter().zip(names).all(|(a, b)| *a == b);
        let is_object = *place.field.ty.innermost() == larkspec_codegen::model::Type::Object;
        place
            .field
            .shared
            .as_deref()
            .filter(|_| is_around && is_object)
    })
}
