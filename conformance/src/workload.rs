//! The benchmark payloads: `approval/v2/instance/list` as programs send and receive it.

use serde_json::{Value, json};

use crate::random::Random;

/// Payloads of one kind.
pub struct Workload {
    /// `request` or `response`.
    pub kind: &'static str,
    /// The payloads, one per line.
    pub lines: Vec<String>,
}

/// This many payloads, half of them requests and half responses. With `broken`, every other one breaks one to three
/// rules.
pub fn workloads(lines: usize, broken: bool) -> [Workload; 2] {
    let mut random = Random::new(0x9E37_79B9_7F4A_7C15);
    let mut make = |kind, payload: fn(&mut Random) -> Value| {
        let lines = (0..lines / 2).map(|i| {
            let mut value = payload(&mut random);
            if broken && i % 2 == 1 {
                for _ in 0..1 + random.below(3) {
                    spoil(&mut random, &mut value);
                }
            }
            write(&mut random, &value)
        });
        let lines = lines.collect();
        Workload { kind, lines }
    };
    [make("request", request), make("response", response)]
}

fn request(random: &mut Random) -> Value {
    let start = 1_500_000_000_000 + random.below(200_000_000_000);
    json!({
        "approval_code": uuid(random),
        "start_time": start,
        "end_time": start + 1 + random.below(2_000_000_000),
        "offset": random.below(5) * 100,
        "limit": 1 + random.below(100),
    })
}

fn response(random: &mut Random) -> Value {
    if random.below(20) == 0 {
        return json!({ "code": 60001 + random.below(20), "msg": "param error" });
    }
    let codes: Vec<String> = (0..random.below(20)).map(|_| uuid(random)).collect();
    json!({ "code": 0, "msg": "success", "data": { "instance_code_list": codes } })
}

fn uuid(random: &mut Random) -> String {
    let (a, b) = (random.number(), random.number());
    format!(
        "{:08X}-{:04X}-{:04X}-{:04X}-{:012X}",
        a >> 32,
        a >> 16 & 0xFFFF,
        a & 0xFFFF,
        b >> 48,
        b & 0xFFFF_FFFF_FFFF
    )
}

/// Breaks a rule.
fn spoil(random: &mut Random, payload: &mut Value) {
    let Some(members) = payload.as_object_mut() else {
        return;
    };
    let names: Vec<String> = members.keys().cloned().collect();
    if names.is_empty() {
        return;
    }
    let name = names[random.below(names.len() as u64) as usize].clone();
    match random.below(6) {
        0 => {
            members.remove(&name);
        }
        1 => {
            members.insert(name, Value::Null);
        }
        2 => {
            members.insert(name, json!("12"));
        }
        3 => {
            members.insert("limit".to_owned(), json!(101));
            members.insert("code".to_owned(), json!(0.5));
        }
        4 => {
            let value = members.remove(&name);
            members.insert(format!("{name}s"), value.unwrap_or_default());
        }
        _ => {
            let codes = json!({ "instance_code_list": ["A", 1, null, "B"] });
            members.insert("data".to_owned(), codes);
            members.insert("offset".to_owned(), json!(-1));
        }
    }
}

/// As most programs write it; one payload in four has white space and reordered keys.
fn write(random: &mut Random, payload: &Value) -> String {
    if random.below(4) > 0 {
        return payload.to_string();
    }
    let mut members: Vec<String> = payload
        .as_object()
        .into_iter()
        .flatten()
        .map(|(key, value)| format!("\"{key}\": {value}"))
        .collect();
    if !members.is_empty() {
        let first = random.below(members.len() as u64) as usize;
        members.rotate_left(first);
    }
    format!("{{{}}}", members.join(", "))
}
