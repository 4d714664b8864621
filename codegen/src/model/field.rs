//! A field of a section, and its type.

use std::collections::BTreeSet;
use std::fmt;

use serde_json::Value;

use super::keyword::Format;
use super::rules::Rules;
use super::section::Section;

/// One field of a section.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The key on the wire.
    pub name: String,
    /// The name in Rust, if the spec sets one.
    pub rust: Option<String>,
    /// The type. A shared type is represented by `object`, `string` or `int`.
    pub ty: Type,
    /// The name of the shared type of the value, or of the innermost items of its lists and maps.
    pub shared: Option<String>,
    /// Whether it is required.
    pub required: bool,
    /// Whether it is an `Option` in Rust, if `required` does not decide that: a minor release keeps the Rust type of a
    /// field that becomes required or optional.
    pub option: Option<bool>,
    /// What it means, in our own words (Markdown).
    pub doc: String,
    /// What the value represents.
    pub format: Option<Format>,
    /// The page's example value.
    pub example: Option<Value>,
    /// The value that the platform uses if it is missing.
    pub default: Option<Value>,
    /// Whether the page discourages its use.
    pub deprecated: bool,
    /// Whether its value must never be shown.
    pub secret: bool,
    /// The rules. Rules for scalars apply to the innermost items of a list or map.
    pub rules: Rules,
    /// The keys that are our judgement, not the page's.
    pub assumed: BTreeSet<String>,
    /// The fields of the object, or of the objects in the list or map. For a shared type: empty, or all fields of the
    /// type if this use refines some of them.
    pub fields: Vec<Field>,
    /// In a shared type: the rules that apply in requests only.
    pub request: Option<Box<Field>>,
    /// In a shared type: whether the field is response-only.
    pub response_only: bool,
}

impl Field {
    /// The maximum nesting of objects: much deeper than on any page, and much less than what would overflow the stack
    /// of recursive code.
    pub const MAX_DEPTH: usize = 32;

    /// Creates a field without rules.
    pub fn new(name: impl Into<String>, ty: Type) -> Self {
        Field {
            name: name.into(),
            rust: None,
            ty,
            shared: None,
            required: false,
            option: None,
            doc: String::new(),
            format: None,
            example: None,
            default: None,
            deprecated: false,
            secret: false,
            rules: Rules::default(),
            assumed: BTreeSet::new(),
            fields: Vec::new(),
            request: None,
            response_only: false,
        }
    }

    /// The name of its shared type, unless this use refines the fields of the type.
    pub fn unrefined(&self) -> Option<&str> {
        self.shared.as_deref().filter(|_| self.fields.is_empty())
    }

    /// The type as a spec file writes it: `list<Text>`.
    pub fn type_text(&self) -> String {
        match &self.shared {
            Some(name) => self.ty.with_innermost(name),
            None => self.ty.to_string(),
        }
    }

    /// Whether its enum excludes all other values, which is the case in requests unless the page says otherwise. A
    /// response may contain values that the platform has not documented yet.
    pub fn is_closed(&self, section: Section) -> bool {
        !self.rules.values.is_empty() && section != Section::Response && !self.rules.open
    }

    /// Whether an empty value of a parameter would not arrive, although it must: a URL has no empty list, and with an
    /// empty segment it is that of another call.
    pub fn must_not_be_empty(&self, section: Section) -> bool {
        match (section, &self.ty) {
            (Section::Path, Type::String) => self.format != Some(Format::Json),
            (Section::Query, Type::List(_)) => {
                let rules = &self.rules;
                self.required || rules.any_of.is_some() || !rules.required_when.is_empty()
            }
            _ => false,
        }
    }

    /// The type of the JSON in the strings of the field.
    pub fn carried(&self) -> Option<&Type> {
        self.ty.carried()
    }
}

/// The type of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// `string`
    String,
    /// `int`: within `i64`.
    Int,
    /// `float`
    Float,
    /// `bool`
    Bool,
    /// `binary`: a file.
    Binary,
    /// `object`: with the described fields, or with any fields if none are described.
    Object,
    /// `json`: any value.
    Json,
    /// `list<T>`
    List(Box<Type>),
    /// `map<T>`: any keys.
    Map(Box<Type>),
    /// `string<T>`: a string that contains a JSON document.
    JsonText(Box<Type>),
}

impl Type {
    /// The maximum nesting of lists and maps.
    pub const MAX_DEPTH: usize = 16;

    /// The words of the scalar types, `object` and `json`.
    pub const WORDS: &'static [(&'static str, Type)] = &[
        ("string", Type::String),
        ("int", Type::Int),
        ("float", Type::Float),
        ("bool", Type::Bool),
        ("binary", Type::Binary),
        ("object", Type::Object),
        ("json", Type::Json),
    ];

    /// Parses `string`, `list<map<int>>` and so on, up to a depth that no page reaches.
    pub fn parse(text: &str) -> Option<Type> {
        if text.matches('<').count() > Type::MAX_DEPTH {
            return None;
        }
        let text = text.trim();
        if let Some((_, ty)) = Type::WORDS.iter().find(|(word, _)| *word == text) {
            return Some(ty.clone());
        }
        let (outer, inner) = text.strip_suffix('>')?.split_once('<')?;
        let inner = Box::new(Type::parse(inner)?);
        match outer.trim() {
            "list" => Some(Type::List(inner)),
            "map" => Some(Type::Map(inner)),
            "string" => Some(Type::JsonText(inner)),
            _ => None,
        }
    }

    /// The type within all lists, maps and strings that contain JSON.
    pub fn innermost(&self) -> &Type {
        match self {
            Type::List(inner) | Type::Map(inner) | Type::JsonText(inner) => inner.innermost(),
            ty => ty,
        }
    }

    /// Whether a field of this type can have a format, which is one of its innermost values.
    pub fn can_have(&self, format: Format) -> bool {
        match format {
            Format::UnixSeconds | Format::UnixMillis => {
                matches!(self.innermost(), Type::Int | Type::String | Type::Float)
            }
            _ => *self.innermost() == Type::String,
        }
    }

    /// The text of the type, with a name for what is within all lists, maps and strings that contain JSON.
    fn with_innermost(&self, name: &str) -> String {
        match self {
            Type::List(inner) => format!("list<{}>", inner.with_innermost(name)),
            Type::Map(inner) => format!("map<{}>", inner.with_innermost(name)),
            Type::JsonText(inner) => format!("string<{}>", inner.with_innermost(name)),
            _ => name.to_owned(),
        }
    }

    /// The type of the JSON in the strings of this type.
    pub fn carried(&self) -> Option<&Type> {
        match self {
            Type::List(inner) | Type::Map(inner) => inner.carried(),
            Type::JsonText(inner) => Some(inner),
            _ => None,
        }
    }

    /// The suffix of a field's path that leads from a value of this type to its innermost items: `[]` for each list,
    /// `{}` for each map, `<>` for each string that contains JSON.
    pub fn suffix(&self) -> String {
        match self {
            Type::List(inner) => format!("[]{}", inner.suffix()),
            Type::Map(inner) => format!("{{}}{}", inner.suffix()),
            Type::JsonText(inner) => format!("<>{}", inner.suffix()),
            _ => String::new(),
        }
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Type::List(inner) => write!(f, "list<{inner}>"),
            Type::Map(inner) => write!(f, "map<{inner}>"),
            Type::JsonText(inner) => write!(f, "string<{inner}>"),
            ty => {
                let word = Type::WORDS.iter().find(|(_, known)| known == ty);
                f.write_str(word.map_or("", |(word, _)| word))
            }
        }
    }
}
