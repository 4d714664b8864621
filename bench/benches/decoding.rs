//! `cargo bench -p larkspec-bench --bench decoding`: compares decoding and encoding of structs over tables with
//! `serde_derive` on the same structs. It prints ratios and has no failure threshold.
//!
//! Both alternate on the same bytes in many short rounds, and the median of the ratios within the rounds is printed,
//! so that other load affects both equally. The payloads are regular: this measures the strict pass.

use std::hint::black_box;
use std::time::{Duration, Instant};

use larkspec::shape::object::{self, Decoding, Object};

const ROUNDS: usize = 201;
/// The minimum duration of a round for one of the two.
const ROUND: Duration = Duration::from_millis(4);

/// Structs in two forms: over tables, as the generator writes them, and with derived code.
macro_rules! structs {
    ($($name:ident {
        $($(#[$serde:meta])* $field:ident: $type:ty = $flags:tt $kind:ident $text:literal,)*
    })*) => {
        mod table {
            use larkspec::shape::object::{Cell, Object, SlotMut, Table, WithSlots, WithValues};

            $(
                pub struct $name {
                    $(pub $field: $type,)*
                }

                impl $name {
                    fn table() -> &'static Table {
                        static TABLE: Table = Table::new(
                            stringify!($name),
                            &[$((stringify!($field), $flags, $text)),*],
                        );
                        &TABLE
                    }
                }

                impl Object for $name {
                    #[inline]
                    fn blank() -> Self {
                        $name { $($field: structs!(@blank $flags $type),)* }
                    }

                    #[inline]
                    fn slots(&mut self, with: WithSlots<'_>) {
                        let $name { $($field),* } = self;
                        with($name::table(), &mut [$(SlotMut::$kind($field)),*]);
                    }

                    #[inline]
                    fn values(&self, with: WithValues<'_>) {
                        let $name { $($field),* } = self;
                        with($name::table(), &[$($field.value()),*]);
                    }
                }
            )*
        }

        mod derived {
            use serde::{Deserialize, Serialize};

            $(
                #[derive(Deserialize, Serialize)]
                pub struct $name {
                    $($(#[$serde])* pub $field: $type,)*
                }
            )*
        }
    };
    (@blank 0 $type:ty) => { None };
    (@blank 1 $type:ty) => { <$type as Cell>::blank() };
}

structs! {
    Codes {
        instance_code_list: Vec<String> = 1 Texts "list text",
    }
    Users {
        items: Vec<User> = 1 List "json",
        has_more: bool = 1 Bool "bool",
    }
    User {
        id: i64 = 1 Int "int",
        name: String = 1 Text "text",
        #[serde(skip_serializing_if = "Option::is_none")]
        email: Option<String> = 0 OptText "text",
        active: bool = 1 Bool "bool",
        #[serde(skip_serializing_if = "Option::is_none")]
        level: Option<i64> = 0 OptInt "int",
    }
    Document {
        items: Vec<Block> = 1 List "json",
        has_more: bool = 1 Bool "bool",
    }
    Block {
        #[serde(skip_serializing_if = "Option::is_none")]
        block_id: Option<String> = 0 OptText "text",
        block_type: i64 = 1 Int "int",
        #[serde(skip_serializing_if = "Option::is_none")]
        children: Option<Vec<String>> = 0 OptTexts "list text",
        #[serde(skip_serializing_if = "Option::is_none")]
        parent_id: Option<String> = 0 OptText "text",
        #[serde(skip_serializing_if = "Option::is_none")]
        text: Option<Text> = 0 Opt "json",
    }
    Text {
        elements: Vec<Element> = 1 List "json",
        #[serde(skip_serializing_if = "Option::is_none")]
        style: Option<TextStyle> = 0 Opt "json",
    }
    TextStyle {
        #[serde(skip_serializing_if = "Option::is_none")]
        align: Option<i64> = 0 OptInt "int",
        #[serde(skip_serializing_if = "Option::is_none")]
        folded: Option<bool> = 0 OptBool "bool",
    }
    Element {
        #[serde(skip_serializing_if = "Option::is_none")]
        text_run: Option<Run> = 0 Opt "json",
    }
    Run {
        content: String = 1 Text "text",
        #[serde(skip_serializing_if = "Option::is_none")]
        text_element_style: Option<ElementStyle> = 0 Opt "json",
    }
    ElementStyle {
        #[serde(skip_serializing_if = "Option::is_none")]
        bold: Option<bool> = 0 OptBool "bool",
        #[serde(skip_serializing_if = "Option::is_none")]
        inline_code: Option<bool> = 0 OptBool "bool",
        #[serde(skip_serializing_if = "Option::is_none")]
        italic: Option<bool> = 0 OptBool "bool",
        #[serde(skip_serializing_if = "Option::is_none")]
        strikethrough: Option<bool> = 0 OptBool "bool",
        #[serde(skip_serializing_if = "Option::is_none")]
        underline: Option<bool> = 0 OptBool "bool",
        #[serde(skip_serializing_if = "Option::is_none")]
        text_color: Option<i64> = 0 OptInt "int",
    }
}

fn main() -> anyhow::Result<()> {
    println!("{ROUNDS} rounds; the time over tables divided by that of derived code");
    println!(
        "{:<28} {:>9} {:>9} {:>9}",
        "workload", "bytes", "decoding", "encoding"
    );
    let codes = larkspec_bench::page((0..100).map(larkspec_bench::code));
    // Only the payload, as the client decodes it.
    let data = codes
        .iter()
        .skip(1)
        .position(|byte| *byte == b'{')
        .unwrap_or(0)
        + 1;
    compare::<table::Codes, derived::Codes>("a page of 100 codes", &codes[data..codes.len() - 1])?;
    compare::<table::Users, derived::Users>("1,000 small objects", users().as_bytes())?;
    compare::<table::Document, derived::Document>("1 MB of document blocks", document().as_bytes())
}

fn users() -> String {
    let users: Vec<String> = (0..1_000)
        .map(|n| match n % 3 {
            0 => format!(r#"{{"id":{n},"name":"User {n}","active":true}}"#),
            _ => format!(
                r#"{{"id":{n},"name":"User {n}","email":"{n}@example.com","active":false,"level":{}}}"#,
                n % 7
            ),
        })
        .collect();
    format!(r#"{{"items":[{}],"has_more":false}}"#, users.join(","))
}

/// The blocks of a document, as `docx/v1/document_block/list` answers them: lists of texts, five levels deep.
fn document() -> String {
    let mut blocks = Vec::new();
    let mut bytes = 0;
    while bytes < 1_000_000 {
        let n = blocks.len();
        let style = match n % 4 {
            0 => {
                r#"{"bold":true,"inline_code":false,"italic":false,"strikethrough":false,"underline":false}"#
            }
            1 => r#"{"bold":false,"text_color":5}"#,
            _ => "{}",
        };
        let run = |words| {
            format!(r#"{{"text_run":{{"content":"{words}","text_element_style":{style}}}}}"#)
        };
        let children = match n % 5 {
            0 => format!(r#""children":["doxcn{n:022}","doxcn{:022}"],"#, n + 1),
            _ => String::new(),
        };
        let block = format!(
            r#"{{"block_id":"doxcn{n:022}","block_type":2,{children}"parent_id":"doxcnAJ9VRRJqVMYZ1MyKnayXWe","text":{{"elements":[{},{}],"style":{{"align":1,"folded":false}}}}}}"#,
            run("Some words of a paragraph, "),
            run("and the rest of it in another style."),
        );
        bytes += block.len();
        blocks.push(block);
    }
    format!(r#"{{"items":[{}],"has_more":false}}"#, blocks.join(","))
}

fn compare<T: Object, D: serde::de::DeserializeOwned + serde::Serialize>(
    name: &str,
    json: &[u8],
) -> anyhow::Result<()> {
    let ours: T = Decoding::new().read(json)?.value;
    let theirs: D = serde_json::from_slice(json)?;
    let written = encoded(&ours);
    anyhow::ensure!(
        written == serde_json::to_vec(&theirs)?,
        "{name} is written otherwise"
    );
    let decoding = ratio(
        || drop(black_box(Decoding::new().read::<T>(black_box(json)))),
        || drop(black_box(serde_json::from_slice::<D>(black_box(json)))),
    );
    let encoding = ratio(
        || drop(black_box(encoded(black_box(&ours)))),
        || drop(black_box(serde_json::to_vec(black_box(&theirs)))),
    );
    println!(
        "{name:<28} {:>9} {decoding:>9.2} {encoding:>9.2}",
        json.len()
    );
    Ok(())
}

fn encoded<T: Object>(object: &T) -> Vec<u8> {
    let mut json = Vec::with_capacity(128);
    let mut serializer = serde_json::Serializer::new(&mut json);
    match object::serialize(object, &mut serializer) {
        Ok(()) => json,
        Err(_) => Vec::new(),
    }
}

/// The median of the ratios of two alternating pieces of work.
fn ratio(mut ours: impl FnMut(), mut theirs: impl FnMut()) -> f64 {
    let times = repetitions(&mut theirs);
    let mut ratios = Vec::with_capacity(ROUNDS);
    for round in 0..ROUNDS {
        let (own, other) = match round % 2 {
            0 => {
                let own = time(&mut ours, times);
                (own, time(&mut theirs, times))
            }
            _ => {
                let other = time(&mut theirs, times);
                (time(&mut ours, times), other)
            }
        };
        ratios.push(own.as_secs_f64() / other.as_secs_f64());
    }
    ratios.sort_by(f64::total_cmp);
    ratios[ROUNDS / 2]
}

/// How many repetitions fit into a round.
fn repetitions(work: &mut impl FnMut()) -> u32 {
    let mut times = 1;
    while time(work, times) < ROUND {
        times *= 2;
    }
    times
}

fn time(work: &mut impl FnMut(), times: u32) -> Duration {
    let started = Instant::now();
    (0..times).for_each(|_| work());
    started.elapsed()
}
