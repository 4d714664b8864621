//! The population of approval instances: when they were created, and how they are listed.

use std::collections::HashSet;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::client::{self, *};
use serde_json::json;

const DAY_MS: i64 = 24 * 3600 * 1000;

#[test]
fn the_default_population() {
    let sandbox = start();
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_millis() as i64;
    let instances = sandbox.instances();
    assert_eq!(instances.len(), 2500);
    let codes: HashSet<&str> = instances.iter().map(|instance| &*instance.code).collect();
    assert_eq!(codes.len(), 2500);
    for code in codes {
        let parts: Vec<usize> = code.split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12], "{code}");
        assert!(
            code.chars().all(|c| "0123456789ABCDEF-".contains(c)),
            "{code}"
        );
        assert_eq!(&code[14..15], "4", "{code}");
        assert!("89AB".contains(&code[19..20]), "{code}");
    }
    assert!(
        instances
            .windows(2)
            .all(|pair| pair[0].created_ms <= pair[1].created_ms)
    );
    assert!(instances[0].created_ms > now - 29 * DAY_MS);
    assert!(
        instances[0].created_ms < now - 27 * DAY_MS,
        "the range is used"
    );
    assert!(instances[2499].created_ms < now - 3_500_000);
    assert!(
        instances[2499].created_ms > now - 2 * DAY_MS,
        "the range is used"
    );
    let same = instances
        .windows(2)
        .filter(|p| p[0].created_ms == p[1].created_ms)
        .count();
    assert!(
        same > 100,
        "{same} in the same millisecond as the one before"
    );
    let gaps: HashSet<i64> = instances
        .windows(2)
        .map(|p| (p[1].created_ms - p[0].created_ms) / 60_000)
        .collect();
    assert!(gaps.len() > 20, "spread irregularly");
}

#[test]
fn any_population() {
    for count in [0, 1, 2, 101, 20_000] {
        let sandbox = builder().population(count).start().unwrap();
        let instances = sandbox.instances();
        assert_eq!(instances.len(), count);
        let codes: HashSet<&str> = instances.iter().map(|instance| &*instance.code).collect();
        assert_eq!(codes.len(), count);
    }
}

#[test]
fn a_walk_finds_all_in_order() {
    let sandbox = builder().population(1234).start().unwrap();
    let held: Vec<String> = sandbox.instances().into_iter().map(|i| i.code).collect();
    assert_eq!(walk(&sandbox), held);
    assert_eq!(sandbox.calls_of(LIST).count(), 14);
}

#[test]
fn a_cap_shortens_every_page() {
    let sandbox = builder().population(120).page_cap(50).start().unwrap();
    assert_eq!(page(&sandbox, 0, 100).len(), 50);
    assert_eq!(page(&sandbox, 0, 20).len(), 20);
    assert_eq!(walk(&sandbox).len(), 120);
}

#[test]
fn ranges_and_their_ends() {
    for inclusive in [true, false] {
        let sandbox = builder()
            .population(0)
            .inclusive_end(inclusive)
            .start()
            .unwrap();
        let codes: Vec<String> = [10, 20, 20, 30]
            .into_iter()
            .map(|time| sandbox.insert(time))
            .collect();
        let last = usize::from(inclusive);
        let cases = [
            (0, 100, 0..4),
            (10, 30, 0..3 + last),
            (11, 20, 1..1 + 2 * last),
            (20, 20, 1..1 + 2 * last),
            (30, 30, 3..3 + last),
            (31, 40, 4..4),
            (-5, 9, 0..0),
            (i64::MIN, i64::MAX, 0..4),
        ];
        for (start, end, expected) in cases {
            let request = json!({
                "approval_code": sandbox.approval_code(),
                "start_time": start, "end_time": end, "offset": 0, "limit": 100,
            });
            let reply = post(&sandbox, INSTANCES, &request).unwrap();
            assert_eq!(
                client::codes(&reply),
                codes[expected],
                "{start}..{end} {inclusive}"
            );
        }
    }
}

#[test]
fn offsets() {
    let sandbox = builder().population(5).start().unwrap();
    let all = page(&sandbox, 0, 100);
    let cases: [(i64, i64, std::ops::Range<usize>); 6] = [
        (0, 1, 0..1),
        (1, 2, 1..3),
        (4, 100, 4..5),
        (5, 100, 5..5),
        (6, 1, 5..5),
        (i64::MAX, 100, 5..5),
    ];
    for (offset, limit, expected) in cases {
        assert_eq!(
            page(&sandbox, offset, limit),
            all[expected],
            "{offset} {limit}"
        );
    }
}

#[test]
fn instances_come_and_go() {
    let sandbox = builder().population(3).start().unwrap();
    let before = page(&sandbox, 0, 100);
    let old = sandbox.insert(1);
    let new = sandbox.insert(i64::MAX);
    assert!(sandbox.delete(&before[1]));
    assert!(!sandbox.delete(&before[1]));
    assert_eq!(
        page(&sandbox, 0, 100),
        [&*old, &before[0], &before[2], &new]
    );
    assert_eq!(sandbox.deleted().len(), 1);
    assert_eq!(sandbox.deleted()[0].code, before[1]);
    let inserted: Vec<String> = sandbox
        .instances()
        .into_iter()
        .filter(|i| i.inserted)
        .map(|i| i.code)
        .collect();
    assert_eq!(inserted, [old, new]);
}
