//! Parses types in the many spellings of pages.

use larkspec_codegen::model::{Format, Type};
use serde_json::Value;

use crate::extract::unlink;
use crate::lexicon;

/// A type as stated on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// Lists and maps around the base, from the outside.
    pub layers: Vec<Layer>,
    /// The type within the containers.
    pub base: Base,
    /// The format of a string, if the type states it.
    pub format: Option<Format>,
    /// The text in parentheses if it is not a type, perhaps a limit.
    pub remark: Option<String>,
}

/// A container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// A list.
    List,
    /// A map with arbitrary keys.
    Map,
}

/// A type within all containers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Base {
    /// A type of the model without fields.
    Scalar(Type),
    /// An object.
    Object,
    /// A name defined by the page: an object whose fields follow.
    Own(String),
    /// Any value, according to the page.
    Any,
    /// Not stated.
    Unsaid,
    /// Stated, but not a type.
    Unknown(String),
}

impl Stated {
    /// Parses a type cell. `text` does not contain Markdown.
    pub fn parse(text: &str) -> Self {
        let text = unlink(text);
        let mut text = text.trim().trim_matches('`').trim();
        // `array<array<x>>` from which a converter took `<array<x>` for a tag.
        if !text.contains('<') {
            text = text.trim_end_matches('>');
        }
        let mut stated = Stated {
            layers: Vec::new(),
            base: Base::Unsaid,
            format: None,
            remark: None,
        };
        stated.read(text, 0);
        stated
    }

    /// Whether it can have fields; `None` if the page does not say.
    pub fn has_fields(&self) -> Option<bool> {
        match &self.base {
            // Some pages use `file` for an object.
            Base::Scalar(Type::Binary) => None,
            Base::Scalar(_) => Some(false),
            Base::Own(_) => Some(true),
            // One of several scalars.
            Base::Unknown(text)
                if text
                    .split('/')
                    .all(|part| word(&part.trim().to_lowercase()).is_some()) =>
            {
                Some(false)
            }
            Base::Object | Base::Any | Base::Unsaid | Base::Unknown(_) => None,
        }
    }

    /// The type including its containers.
    pub fn wrap(&self, inner: Type) -> Type {
        self.layers
            .iter()
            .rev()
            .fold(inner, |ty, layer| match layer {
                Layer::List => Type::List(Box::new(ty)),
                Layer::Map => Type::Map(Box::new(ty)),
            })
    }

    fn read(&mut self, text: &str, depth: usize) {
        let text = text.trim();
        let lower = text.to_ascii_lowercase();
        // No page nests this deeply; the limit protects the stack.
        if depth > 8 {
            self.base = Base::Unknown(text.to_owned());
            return;
        }
        if let Some(inner) = lower.strip_suffix("[]").map(|inner| &text[..inner.len()]) {
            self.layers.push(Layer::List);
            return self.read(inner, depth + 1);
        }
        if let Some(inner) = text.strip_prefix("[]") {
            self.layers.push(Layer::List);
            return self.read(inner, depth + 1);
        }
        if let Some((outer, argument)) = argument(text) {
            let name = outer.to_ascii_lowercase();
            if lexicon::LIST_TYPE.is(&name) {
                self.layers.push(Layer::List);
                return self.read(argument, depth + 1);
            }
            if lexicon::MAP_TYPE.is(&name) {
                self.layers.push(Layer::Map);
                return self.read(value_argument(argument), depth + 1);
            }
            if matches!(
                &*name,
                "string" | "str" | "number" | "int" | "integer" | "float"
            ) {
                return self.qualified(&name, &argument.to_ascii_lowercase());
            }
        }
        if let Some(rest) = lower.strip_prefix("map[") {
            // Go's spelling: map[string]int.
            if let Some(at) = rest.find(']') {
                self.layers.push(Layer::Map);
                return self.read(&text[4 + at + 1..], depth + 1);
            }
        }
        let inner = LIST_BEFORE
            .captures(text)
            .or_else(|| LIST_BEHIND.captures(text));
        if let Some(inner) = inner.and_then(|found| found.name("inner")) {
            self.layers.push(Layer::List);
            return self.read(inner.as_str(), depth + 1);
        }
        self.word(text, &lower);
    }

    /// `number(float)`, `string(int64)`.
    fn qualified(&mut self, outer: &str, argument: &str) {
        let inner = word(argument);
        let width = outer != "string" && outer != "str" && matches!(argument, "32" | "64");
        if inner.is_none() && !width && !is_format(argument) {
            self.remark = Some(argument.to_owned());
        }
        match outer {
            "string" | "str" => {
                self.base = Base::Scalar(Type::String);
                self.format = match argument {
                    "int64" | "long" | "int" | "integer" => Some(Format::Int64),
                    "uint64" => Some(Format::Uint64),
                    "float" | "double" | "decimal" | "number" => Some(Format::Decimal),
                    "date" => Some(Format::Date),
                    "json" => Some(Format::Json),
                    "url" => Some(Format::Url),
                    "email" => Some(Format::Email),
                    "base64" => Some(Format::Base64),
                    _ => None,
                };
            }
            "number" => self.base = Base::Scalar(inner.unwrap_or(Type::Float)),
            "float" => self.base = Base::Scalar(Type::Float),
            _ => self.base = Base::Scalar(Type::Int),
        }
    }

    fn word(&mut self, text: &str, lower: &str) {
        if let Some(ty) = word(lower) {
            self.base = Base::Scalar(ty);
            return;
        }
        self.base = match () {
            () if lexicon::NO_TYPE.is(lower) => Base::Unsaid,
            () if lexicon::LIST_TYPE.is(lower) => {
                self.layers.push(Layer::List);
                Base::Unsaid
            }
            () if lexicon::OBJECT_TYPE.is(lower) => Base::Object,
            () if lexicon::ANY_TYPE.is(lower) => Base::Any,
            () if is_name(text) => Base::Own(text.to_owned()),
            () => Base::Unknown(text.to_owned()),
        };
    }
}

/// Whether it qualifies a scalar without being a type itself.
fn is_format(argument: &str) -> bool {
    matches!(
        argument,
        "enum" | "date" | "json" | "url" | "email" | "base64" | "datetime" | "id"
    )
}

/// The scalar that a word means.
fn word(lower: &str) -> Option<Type> {
    let scalars = [
        (&lexicon::STRING_TYPE, Type::String),
        (&lexicon::INT_TYPE, Type::Int),
        (&lexicon::FLOAT_TYPE, Type::Float),
        (&lexicon::BOOL_TYPE, Type::Bool),
        (&lexicon::FILE_TYPE, Type::Binary),
    ];
    let found = scalars.into_iter().find(|(words, _)| words.is(lower));
    found.map(|(_, ty)| ty)
}

/// `list<string>` → `list`, `string`; also with round or square brackets.
fn argument(text: &str) -> Option<(&str, &str)> {
    let close = text.chars().next_back()?;
    let open = match close {
        '>' => '<',
        ')' => '(',
        '）' => '（',
        ']' => '[',
        _ => return None,
    };
    let (outer, rest) = text.split_once(open)?;
    let argument = rest.strip_suffix(close)?;
    (!argument.trim().is_empty()).then(|| (outer.trim(), argument.trim()))
}

/// The value type of a map: the text after the first comma outside of brackets, or the whole text.
fn value_argument(argument: &str) -> &str {
    let mut depth = 0;
    for (at, c) in argument.char_indices() {
        match c {
            '<' | '(' | '[' => depth += 1,
            '>' | ')' | ']' => depth -= 1,
            ',' | '，' if depth == 0 => return argument[at + c.len_utf8()..].trim(),
            _ => {}
        }
    }
    argument
}

/// Whether it could be the name of a type that the page defines.
fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-'))
}

/// The type of values; `None` if they differ, or do not determine it.
pub fn of_samples(samples: &[&Value]) -> Option<Type> {
    let mut found: Option<Type> = None;
    for sample in samples {
        let Some(ty) = of_sample(sample) else {
            continue;
        };
        found = Some(match found {
            None => ty,
            Some(known) => join(known, ty)?,
        });
    }
    found
}

fn of_sample(sample: &Value) -> Option<Type> {
    Some(match sample {
        Value::Null => return None,
        Value::Bool(_) => Type::Bool,
        Value::Number(number) if number.is_i64() => Type::Int,
        Value::Number(_) => Type::Float,
        Value::String(_) => Type::String,
        Value::Object(_) => Type::Object,
        Value::Array(items) => {
            let inner = of_samples(&items.iter().collect::<Vec<_>>())?;
            Type::List(Box::new(inner))
        }
    })
}

fn join(a: Type, b: Type) -> Option<Type> {
    match (a, b) {
        (a, b) if a == b => Some(a),
        (Type::Int, Type::Float) | (Type::Float, Type::Int) => Some(Type::Float),
        (Type::List(a), Type::List(b)) => Some(Type::List(Box::new(join(*a, *b)?))),
        _ => None,
    }
}

lexicon::regexes! {
    LIST_BEFORE = r"^{LIST_OF}\s+(?P<inner>.+)$";
    LIST_BEHIND = r"^(?P<inner>\S.*?)\s*{LIST_BEHIND}$";
}

#[cfg(test)]
mod tests {
    use super::{Base, Layer, Stated, of_samples};
    use larkspec_codegen::model::Type;
    use serde_json::json;

    #[test]
    fn a_type_that_lost_its_argument_is_incomplete() {
        for text in ["array>", "list>>"] {
            let stated = Stated::parse(text);
            assert_eq!(stated.layers, [Layer::List], "{text}");
            assert!(matches!(stated.base, Base::Unsaid), "{text}");
        }
    }

    #[test]
    fn spellings() {
        for (text, expected) in [
            ("string", "string"),
            ("String", "string"),
            ("string[]", "list<string>"),
            ("[]string", "list<string>"),
            ("list<string>", "list<string>"),
            ("List<Integer>", "list<int>"),
            ("array(int)", "list<int>"),
            ("array[string]", "list<string>"),
            ("int64", "int"),
            ("long", "int"),
            ("number(float)", "float"),
            ("number", "float"),
            ("number(int)", "int"),
            ("string(int64)", "string"),
            ("boolean", "bool"),
            ("map<string,int>", "map<int>"),
            ("map<string, list<bool>>", "map<list<bool>>"),
            ("map[string]string", "map<string>"),
            ("string[][]", "list<list<string>>"),
            ("array of string", "list<string>"),
            ("file", "binary"),
            ("string数组", "list<string>"),
            ("array<byte>", "list<int>"),
            ("string array", "list<string>"),
            ("[string](https://x/y#z)", "string"),
            ("list<[string](#z)>", "list<string>"),
        ] {
            let stated = Stated::parse(text);
            let Base::Scalar(inner) = stated.base.clone() else {
                panic!("{text}: {stated:?}")
            };
            assert_eq!(stated.wrap(inner).to_string(), expected, "{text}");
        }
    }

    #[test]
    fn remarks() {
        for (text, expected) in [
            ("string(最长 64)", Some("最长 64")),
            ("string（255）", Some("255")),
            ("string(64)", Some("64")),
            ("string(int64)", None),
            ("string(enum)", None),
            ("number(float)", None),
            ("int(64)", None),
        ] {
            assert_eq!(Stated::parse(text).remark.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_scalar() {
        for (text, base, layers) in [
            ("period_rule[]", Base::Own("period_rule".into()), 1),
            ("list<Item>", Base::Own("Item".into()), 1),
            ("-", Base::Unsaid, 0),
            ("", Base::Unsaid, 0),
            ("list", Base::Unsaid, 1),
            ("map", Base::Object, 0),
            ("object[]", Base::Object, 1),
            ("map<string, union>", Base::Any, 1),
            ("是否支持", Base::Unknown("是否支持".into()), 0),
        ] {
            let stated = Stated::parse(text);
            assert_eq!(
                (&stated.base, stated.layers.len()),
                (&base, layers),
                "{text}"
            );
        }
    }

    #[test]
    fn samples() {
        let values = [json!([1, 2]), json!([]), json!([1.5])];
        let samples: Vec<_> = values.iter().collect();
        assert_eq!(of_samples(&samples), Type::parse("list<float>"));
        assert_eq!(of_samples(&[&json!(1), &json!("a")]), None);
        assert_eq!(of_samples(&[&json!(null), &json!([])]), None);
    }
}
