//! How a struct gives access to its fields: slots, and the traits of everything that a slot can contain.

use std::any::Any;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde_json::Value;

use super::table::Table;

/// A struct that gives access to its fields.
pub trait Object: 'static {
    /// Creates a value to read into. It must not leave the reader before every required field has been read.
    fn blank() -> Self
    where
        Self: Sized;

    /// Calls `with` once, with mutable access to all fields.
    fn slots(&mut self, with: WithSlots<'_>);

    /// Calls `with` once, with all fields.
    fn values(&self, with: WithValues<'_>);
}

/// The callback of [`Object::slots`].
pub type WithSlots<'f> = &'f mut dyn FnMut(&'static Table, &mut [SlotMut<'_>]);

/// The callback of [`Object::values`].
pub type WithValues<'f> = &'f mut dyn for<'a> FnMut(&'static Table, &[SlotRef<'a>]);

/// A type that a list, a map or an `Option` can contain.
pub trait Cell: 'static {
    /// Creates a value to read into.
    fn blank() -> Self
    where
        Self: Sized;

    /// The slot to read into.
    fn slot(&mut self) -> SlotMut<'_>;

    /// The value.
    fn value(&self) -> SlotRef<'_>;

    /// The slot to read a list of them into.
    fn slot_of(list: &mut Vec<Self>) -> SlotMut<'_>
    where
        Self: Sized,
    {
        SlotMut::List(list)
    }

    /// A list of them.
    #[inline]
    fn value_of(list: &Vec<Self>) -> SlotRef<'_>
    where
        Self: Sized,
    {
        SlotRef::List(list)
    }
}

/// A scalar other than JSON's own: an enum, a secret, a file.
pub trait Leaf: Clone + PartialEq + fmt::Debug + 'static {
    /// Creates a value to read into.
    fn blank() -> Self;

    /// Creates it from a value that was read.
    ///
    /// # Errors
    ///
    /// The expectation that was not met. The value itself is not quoted because it may be a secret.
    fn read(value: Plain<'_>) -> Result<Self, Cow<'static, str>>;

    /// Returns the value to write.
    ///
    /// # Errors
    ///
    /// Why it has none.
    fn write(&self) -> Result<Plain<'_>, Cow<'static, str>>;

    /// Whether its values are secret.
    fn is_secret(&self) -> bool {
        false
    }

    /// The document in it, if it is a string that contains one.
    fn document(&mut self) -> Option<&mut dyn Document> {
        None
    }
}

/// A string that contains a JSON document.
pub trait Document {
    /// Replaces it by a blank value to read into.
    fn begin(&mut self) -> SlotMut<'_>;
}

/// A [`Leaf`] of any type.
pub trait Scalar {
    /// Stores a value that was read.
    ///
    /// # Errors
    ///
    /// The expectation that was not met.
    fn set(&mut self, value: Plain<'_>) -> Result<(), Cow<'static, str>>;

    /// Returns the value to write.
    ///
    /// # Errors
    ///
    /// Why it has none.
    fn get(&self) -> Result<Plain<'_>, Cow<'static, str>>;

    /// Whether its values are secret.
    fn is_secret(&self) -> bool;

    /// The document in it.
    fn document(&mut self) -> Option<&mut dyn Document>;

    /// Resets it to a blank.
    fn clear(&mut self);

    /// Copies the value of another scalar of the same type.
    fn assign(&mut self, other: &dyn Scalar);

    /// Whether another scalar of the same type has the same value.
    fn same(&self, other: &dyn Scalar) -> bool;

    /// Formats it like `Debug`.
    ///
    /// # Errors
    ///
    /// Those of the formatter.
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;

    /// The leaf.
    fn as_any(&self) -> &dyn Any;

    /// Mutable access to the leaf.
    fn as_any_mut(&mut self) -> &mut dyn Any;
}

impl<T: Leaf> Scalar for T {
    fn set(&mut self, value: Plain<'_>) -> Result<(), Cow<'static, str>> {
        *self = T::read(value)?;
        Ok(())
    }

    fn get(&self) -> Result<Plain<'_>, Cow<'static, str>> {
        self.write()
    }

    fn is_secret(&self) -> bool {
        Leaf::is_secret(self)
    }

    fn document(&mut self) -> Option<&mut dyn Document> {
        Leaf::document(self)
    }

    fn clear(&mut self) {
        *self = T::blank();
    }

    fn assign(&mut self, other: &dyn Scalar) {
        if let Some(other) = other.as_any().downcast_ref() {
            self.clone_from(other);
        }
    }

    fn same(&self, other: &dyn Scalar) -> bool {
        other.as_any().downcast_ref() == Some(self)
    }

    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fmt(f)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

/// Turns a [`Leaf`] into a [`Cell`].
#[doc(hidden)]
#[macro_export]
macro_rules! leaf_cell {
    ($type:ty $(where $parameter:ident: $($bound:path),+)?) => {
        impl $(<$parameter: $($bound +)+>)? $crate::object::Cell for $type {
            fn blank() -> Self {
                $crate::object::Leaf::blank()
            }

            fn slot(&mut self) -> $crate::object::SlotMut<'_> {
                $crate::object::SlotMut::Scalar(self)
            }

            #[inline]
            fn value(&self) -> $crate::object::SlotRef<'_> {
                $crate::object::SlotRef::Scalar(self)
            }
        }
    };
}

/// The JSON value of a [`Scalar`].
#[derive(Clone, Debug, PartialEq)]
pub enum Plain<'a> {
    /// `true` or `false`.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A number.
    Float(f64),
    /// A string.
    Text(Cow<'a, str>),
}

/// A slot to read a value into.
pub enum SlotMut<'a> {
    /// A required boolean.
    Bool(&'a mut bool),
    /// A required integer.
    Int(&'a mut i64),
    /// A required number.
    Float(&'a mut f64),
    /// A required string.
    Text(&'a mut String),
    /// An optional boolean.
    OptBool(&'a mut Option<bool>),
    /// An optional integer.
    OptInt(&'a mut Option<i64>),
    /// An optional number.
    OptFloat(&'a mut Option<f64>),
    /// An optional string.
    OptText(&'a mut Option<String>),
    /// A required list of strings.
    Texts(&'a mut Vec<String>),
    /// An optional list of strings.
    OptTexts(&'a mut Option<Vec<String>>),
    /// Any JSON.
    Json(&'a mut Value),
    /// Any JSON, or nothing: `null` is a value here.
    OptJson(&'a mut Option<Value>),
    /// A scalar of another type.
    Scalar(&'a mut dyn Scalar),
    /// A struct.
    Object(&'a mut dyn Object),
    /// A list.
    List(&'a mut dyn List),
    /// A map.
    Map(&'a mut dyn Map),
    /// An optional value of any other kind.
    Opt(&'a mut dyn Maybe),
}

/// A value to write, format or compare.
#[derive(Clone, Copy)]
pub enum SlotRef<'a> {
    /// An optional value that is missing.
    Absent,
    /// A boolean.
    Bool(&'a bool),
    /// An integer.
    Int(&'a i64),
    /// A number.
    Float(&'a f64),
    /// A string.
    Text(&'a String),
    /// A list of strings.
    Texts(&'a Vec<String>),
    /// Any JSON.
    Json(&'a Value),
    /// A scalar of another type.
    Scalar(&'a dyn Scalar),
    /// A struct.
    Object(&'a dyn Object),
    /// A list.
    List(&'a dyn List),
    /// A map.
    Map(&'a dyn Map),
}

/// A list of cells.
pub trait List {
    /// Clears it, and reserves room for this many items.
    fn reset(&mut self, room: usize);
    /// Appends a blank item.
    fn push(&mut self) -> SlotMut<'_>;
    /// Removes the last item.
    fn pop(&mut self);
    /// The number of items.
    fn count(&self) -> usize;
    /// An item; the index is less than the number of items.
    fn item(&self, index: usize) -> SlotRef<'_>;
}

/// A map of cells by key.
pub trait Map {
    /// Clears it.
    fn reset(&mut self);
    /// Adds a blank entry, and replaces an existing one with the same key.
    fn insert(&mut self, key: String) -> SlotMut<'_>;
    /// Removes an entry.
    fn remove(&mut self, key: &str);
    /// The number of entries.
    fn count(&self) -> usize;
    /// The value of a key.
    fn value(&self, key: &str) -> Option<SlotRef<'_>>;
    /// Calls `with` with each entry, in the order of the keys.
    fn each<'a>(&'a self, with: &mut dyn FnMut(&'a str, SlotRef<'a>));
}

/// An optional cell.
pub trait Maybe {
    /// Removes the value.
    fn reset(&mut self);
    /// A blank value.
    fn fill(&mut self) -> SlotMut<'_>;
}

impl<T: Object> Cell for T {
    fn blank() -> Self {
        T::blank()
    }

    fn slot(&mut self) -> SlotMut<'_> {
        SlotMut::Object(self)
    }

    #[inline]
    fn value(&self) -> SlotRef<'_> {
        SlotRef::Object(self)
    }
}

/// A struct that contains itself needs indirection.
impl<T: Object> Object for Box<T> {
    fn blank() -> Self {
        Box::new(T::blank())
    }

    fn slots(&mut self, with: WithSlots<'_>) {
        T::slots(self, with);
    }

    fn values(&self, with: WithValues<'_>) {
        T::values(self, with);
    }
}

impl<T: Cell> List for Vec<T> {
    fn reset(&mut self, room: usize) {
        self.clear();
        self.reserve(room);
    }

    fn push(&mut self) -> SlotMut<'_> {
        let index = self.len();
        self.push(T::blank());
        self[index].slot()
    }

    fn pop(&mut self) {
        self.pop();
    }

    fn count(&self) -> usize {
        self.len()
    }

    fn item(&self, index: usize) -> SlotRef<'_> {
        self[index].value()
    }
}

impl<T: Cell> Map for BTreeMap<String, T> {
    fn reset(&mut self) {
        self.clear();
    }

    fn insert(&mut self, key: String) -> SlotMut<'_> {
        let value = self.entry(key).or_insert_with(T::blank);
        *value = T::blank();
        value.slot()
    }

    fn remove(&mut self, key: &str) {
        self.remove(key);
    }

    fn count(&self) -> usize {
        self.len()
    }

    fn value(&self, key: &str) -> Option<SlotRef<'_>> {
        self.get(key).map(T::value)
    }

    fn each<'a>(&'a self, with: &mut dyn FnMut(&'a str, SlotRef<'a>)) {
        self.iter()
            .for_each(|(key, value)| with(key, value.value()));
    }
}

impl<T: Cell> Maybe for Option<T> {
    fn reset(&mut self) {
        *self = None;
    }

    fn fill(&mut self) -> SlotMut<'_> {
        self.insert(T::blank()).slot()
    }
}

/// Whether it is missing is known without a virtual call.
impl<T: Cell> Cell for Option<T> {
    fn blank() -> Self {
        None
    }

    fn slot(&mut self) -> SlotMut<'_> {
        SlotMut::Opt(self)
    }

    #[inline]
    fn value(&self) -> SlotRef<'_> {
        match self {
            Some(value) => value.value(),
            None => SlotRef::Absent,
        }
    }
}

macro_rules! cells {
    ($($variant:ident: $type:ty = $blank:expr $(, $list:ident)?;)*) => {$(
        impl Cell for $type {
            fn blank() -> Self {
                $blank
            }

            fn slot(&mut self) -> SlotMut<'_> {
                SlotMut::$variant(self)
            }

            #[inline]
            fn value(&self) -> SlotRef<'_> {
                SlotRef::$variant(self)
            }

            $(
                fn slot_of(list: &mut Vec<Self>) -> SlotMut<'_> {
                    SlotMut::$list(list)
                }

                #[inline]
                fn value_of(list: &Vec<Self>) -> SlotRef<'_> {
                    SlotRef::$list(list)
                }
            )?
        }
    )*};
}

cells! {
    Bool: bool = false;
    Int: i64 = 0;
    Float: f64 = 0.0;
    Text: String = String::new(), Texts;
    Json: Value = Value::Null;
}

/// An object without described fields.
impl Cell for serde_json::Map<String, Value> {
    fn blank() -> Self {
        serde_json::Map::new()
    }

    fn slot(&mut self) -> SlotMut<'_> {
        SlotMut::Map(self)
    }

    #[inline]
    fn value(&self) -> SlotRef<'_> {
        SlotRef::Map(self)
    }
}

impl Map for serde_json::Map<String, Value> {
    fn reset(&mut self) {
        self.clear();
    }

    fn insert(&mut self, key: String) -> SlotMut<'_> {
        let value = self.entry(key).or_insert(Value::Null);
        *value = Value::Null;
        SlotMut::Json(value)
    }

    fn remove(&mut self, key: &str) {
        self.remove(key);
    }

    fn count(&self) -> usize {
        self.len()
    }

    fn value(&self, key: &str) -> Option<SlotRef<'_>> {
        self.get(key).map(SlotRef::Json)
    }

    fn each<'a>(&'a self, with: &mut dyn FnMut(&'a str, SlotRef<'a>)) {
        self.iter()
            .for_each(|(key, value)| with(key, SlotRef::Json(value)));
    }
}

impl<T: Cell> Cell for Vec<T> {
    fn blank() -> Self {
        Vec::new()
    }

    fn slot(&mut self) -> SlotMut<'_> {
        T::slot_of(self)
    }

    #[inline]
    fn value(&self) -> SlotRef<'_> {
        T::value_of(self)
    }
}

impl<T: Cell> Cell for BTreeMap<String, T> {
    fn blank() -> Self {
        BTreeMap::new()
    }

    fn slot(&mut self) -> SlotMut<'_> {
        SlotMut::Map(self)
    }

    #[inline]
    fn value(&self) -> SlotRef<'_> {
        SlotRef::Map(self)
    }
}

impl SlotMut<'_> {
    /// Resets to a blank: if a key is repeated, nothing of its first value remains.
    pub(crate) fn clear(&mut self) {
        match self {
            SlotMut::Bool(slot) => **slot = false,
            SlotMut::Int(slot) => **slot = 0,
            SlotMut::Float(slot) => **slot = 0.0,
            SlotMut::Text(slot) => slot.clear(),
            SlotMut::OptBool(slot) => **slot = None,
            SlotMut::OptInt(slot) => **slot = None,
            SlotMut::OptFloat(slot) => **slot = None,
            SlotMut::OptText(slot) => **slot = None,
            SlotMut::Texts(slot) => slot.clear(),
            SlotMut::OptTexts(slot) => **slot = None,
            SlotMut::Json(slot) => **slot = Value::Null,
            SlotMut::OptJson(slot) => **slot = None,
            SlotMut::Scalar(slot) => slot.clear(),
            SlotMut::Object(slot) => {
                slot.slots(&mut |_, slots| slots.iter_mut().for_each(SlotMut::clear));
            }
            SlotMut::List(slot) => slot.reset(0),
            SlotMut::Map(slot) => slot.reset(),
            SlotMut::Opt(slot) => slot.reset(),
        }
    }
}
