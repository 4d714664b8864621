//! Plans: the file format, which calls faults apply to, and the messages for mistakes.

use crate::client::*;
use larkspec_sandbox::{DeleteFrom, Fault, InsertAt, Plan, PlanError, Rule};
use proptest::prelude::*;

#[test]
fn every_fault_can_be_written() {
    use Fault::*;
    let cases = [
        ("fault.latency.ms = 5", Latency { ms: 5 }),
        ("fault = \"reset-before\"", ResetBefore),
        ("fault = \"reset-after\"", ResetAfter),
        ("fault = \"truncated-body\"", TruncatedBody { keep: None }),
        (
            "fault = { truncated-body = { keep = 3 } }",
            TruncatedBody { keep: Some(3) },
        ),
        ("fault.wrong-length.by = -2", WrongLength { by: -2 }),
        ("fault = \"invalid-json\"", InvalidJson),
        ("fault = \"html\"", Html { status: 502 }),
        ("fault.html.status = 200", Html { status: 200 }),
        (
            "fault = \"content-type\"",
            ContentType {
                value: "text/plain".to_owned(),
            },
        ),
        ("fault.oversize.bytes = 9", Oversize { bytes: 9 }),
        ("fault = \"oversize\"", Oversize { bytes: 64 << 20 }),
        ("fault = \"gzip\"", Gzip),
        ("fault = \"chunked\"", Chunked { size: 16 }),
        (
            "fault = \"redirect\"",
            Redirect {
                status: 302,
                to: None,
            },
        ),
        (
            "fault.redirect = { status = 307, to = \"http://x/\" }",
            Redirect {
                status: 307,
                to: Some("http://x/".to_owned()),
            },
        ),
        (
            "fault = \"throttle\"",
            Throttle {
                status: 429,
                reset: 1,
            },
        ),
        (
            "fault.throttle = { status = 400, reset = 2 }",
            Throttle {
                status: 400,
                reset: 2,
            },
        ),
        (
            "fault = \"throttle-without-reset\"",
            ThrottleWithoutReset { status: 429 },
        ),
        ("fault = \"quota\"", Quota { status: 400 }),
        (
            "fault = \"invalid-token\"",
            InvalidToken {
                status: 400,
                revoke: true,
            },
        ),
        (
            "fault.invalid-token = { status = 200, revoke = false }",
            InvalidToken {
                status: 200,
                revoke: false,
            },
        ),
        ("fault = \"early-expiry\"", EarlyExpiry { seconds: 1 }),
        ("fault = \"server-error\"", ServerError { status: 503 }),
        (
            "fault = \"echo-authorization\"",
            EchoAuthorization {
                status: 500,
                json: false,
            },
        ),
        ("fault.short-page.cap = 7", ShortPage { cap: 7 }),
        ("fault = \"duplicate\"", Duplicate { every: 10 }),
        ("fault = \"null-list\"", NullList),
        ("fault = \"missing-list\"", MissingList),
        (
            "fault = \"renamed-list\"",
            RenamedList {
                to: "list".to_owned(),
            },
        ),
        ("fault = \"broken-items\"", BrokenItems { every: 1 }),
        ("fault = \"ignored-offset\"", IgnoredOffset),
        ("fault = \"missing-data\"", MissingData),
        ("fault = \"null-data\"", NullData),
        ("fault = \"extra-fields\"", ExtraFields),
        (
            "fault = \"insert\"",
            Insert {
                count: 1,
                at: InsertAt::Now,
            },
        ),
        (
            "fault.insert.at = \"start\"",
            Insert {
                count: 1,
                at: InsertAt::Start,
            },
        ),
        (
            "fault.insert.at = \"range\"",
            Insert {
                count: 1,
                at: InsertAt::Range,
            },
        ),
        (
            "fault = \"delete\"",
            Delete {
                count: 1,
                from: DeleteFrom::Before,
            },
        ),
        (
            "fault.delete = { count = 2, from = \"after\" }",
            Delete {
                count: 2,
                from: DeleteFrom::After,
            },
        ),
        (
            "fault.delete.from = \"range\"",
            Delete {
                count: 1,
                from: DeleteFrom::Range,
            },
        ),
        ("fault = \"descending\"", Descending),
        ("fault = \"inclusive-end\"", InclusiveEnd),
        ("fault = \"exclusive-end\"", ExclusiveEnd),
        (
            "fault = \"trickle\"",
            Trickle {
                bytes: 1,
                every_ms: 50,
                head: false,
            },
        ),
        (
            "fault.trickle.head = true",
            Trickle {
                bytes: 1,
                every_ms: 50,
                head: true,
            },
        ),
    ];
    for (line, fault) in cases {
        let plan = Plan::parse(&format!("[[rule]]\n{line}\n"), "plan").unwrap_or_else(|error| {
            panic!("{line}: {error}");
        });
        assert_eq!(plan.rules()[0].fault(), &fault, "{line}");
        assert!(line.contains(fault.name()), "{line}");
    }
}

#[test]
fn the_documented_plan_is_one() {
    let plan = Plan::parse(include_str!("plan.toml"), "plan.toml").unwrap();
    let faults: Vec<&str> = plan
        .rules()
        .iter()
        .map(|rule| rule.fault().name())
        .collect();
    assert_eq!(faults, ["reset-after", "throttle", "latency"]);
    builder().faults(plan).start().unwrap();
}

#[test]
fn mistakes_have_a_place() {
    let rule = |line: &str| format!("seed = 1\n[[rule]]\nendpoint = \"{LIST}\"\n{line}\n");
    let cases = [
        ("seed = \n".to_owned(), (1, 8), "value"),
        (
            "sede = 1\n".to_owned(),
            (1, 1),
            "unknown field `sede`, expected `seed` or `rule`",
        ),
        (
            "[[rules]]\nfault = \"gzip\"\n".to_owned(),
            (1, 3),
            "unknown field `rules`",
        ),
        (rule("calls = 1"), (2, 1), "missing field `fault`"),
        (
            rule("fault = \"gzib\""),
            (4, 9),
            "unknown variant `gzib`, expected one of `latency`",
        ),
        (rule("fault = 3"), (4, 9), "the name of a fault"),
        (rule("fault.gzib = {}"), (4, 7), "unknown variant `gzib`"),
        (
            rule("fault.throttle.stats = 1"),
            (4, 16),
            "unknown field `stats`, expected `status` or `reset`",
        ),
        (
            rule("fault.throttle.status = \"x\""),
            (4, 25),
            "invalid type: string \"x\", expected an integer from 0 to 65535",
        ),
        (
            "rule = [1]\n".to_owned(),
            (1, 9),
            "invalid type: integer `1`, expected a table",
        ),
        (rule("fault.throttle.status = 99"), (4, 1), "`status` is 99"),
        (
            rule("fault.server-error.status = 404"),
            (4, 1),
            "500 to 599",
        ),
        (rule("fault.redirect.status = 200"), (4, 1), "300 to 399"),
        (rule("fault.redirect.to = \"\\n\""), (4, 1), "`to` must be"),
        (
            rule("fault.content-type.value = \"\\r\\nX: y\""),
            (4, 1),
            "printable ASCII",
        ),
        (rule("fault = \"latency\""), (4, 9), "missing field `ms`"),
        (rule("fault.latency = {}"), (4, 17), "missing field `ms`"),
        (
            rule("fault.wrong-length.by = 0"),
            (4, 1),
            "`by` must not be 0",
        ),
        (
            rule("fault.short-page.cap = 0"),
            (4, 1),
            "`cap` must be at least 1",
        ),
        (
            rule("fault.insert.at = \"past\""),
            (4, 19),
            "unknown variant `past`",
        ),
        (
            rule("fault = { gzip = 1, html = {} }"),
            (4, 9),
            "exactly one fault; this one has 2",
        ),
        (
            rule("fault = {}"),
            (4, 9),
            "exactly one fault; this one has 0",
        ),
        (
            rule("calls = 0\nfault = \"gzip\""),
            (4, 9),
            "counted from 1",
        ),
        (
            rule("calls = -1\nfault = \"gzip\""),
            (4, 9),
            "counted from 1",
        ),
        (
            rule("calls = \"5-2\"\nfault = \"gzip\""),
            (4, 9),
            "the first is after the last",
        ),
        (
            rule("calls = [1, \"a\"]\nfault = \"gzip\""),
            (4, 13),
            "the number of a call, a range",
        ),
        (rule("calls = []\nfault = \"gzip\""), (4, 9), "no effect"),
        (
            rule("every = 0\nfault = \"gzip\""),
            (4, 9),
            "invalid value: integer `0`, expected an integer of at least 1",
        ),
        (
            rule("probability = 1.5\nfault = \"gzip\""),
            (4, 15),
            "must be from 0 to 1",
        ),
        (
            rule("probability = nan\nfault = \"gzip\""),
            (4, 15),
            "must be from 0 to 1",
        ),
        (
            rule("probabilty = 0.5\nfault = \"gzip\""),
            (4, 1),
            "unknown field `probabilty`",
        ),
    ];
    for (text, place, says) in cases {
        let error = Plan::parse(&text, "faults.toml").expect_err(&text);
        let shown = error.to_string();
        assert!(shown.contains(says), "{text}\n{shown}");
        let line = text.lines().nth(place.0 - 1).unwrap();
        assert!(shown.contains(line), "{text}\n{shown}");
        assert!(
            shown.contains(&format!("faults.toml:{}:{}", place.0, place.1)),
            "{text}\n{shown}"
        );
        assert_eq!(error.mistakes()[0].place, Some(place), "{text}\n{shown}");
    }
}

#[test]
fn rules_that_can_not_work_are_refused_at_the_start() {
    let text = format!(
        "[[rule]]\nendpoint = \"aproval/v2/instance/list\"\nfault = \"gzip\"\n\n\
         [[rule]]\nendpoint = \"{INTERNAL}\"\nfault.short-page.cap = 1\n\n\
         [[rule]]\nendpoint = \"shop/v1/tag/list\"\nfault = \"missing-data\"\n"
    );
    let plan = Plan::parse(&text, "faults.toml").unwrap();
    let error = builder().faults(plan).start().unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::InvalidInput);
    let shown = error.to_string();
    for says in [
        "faults.toml:2:12",
        "there is no endpoint `aproval/v2/instance/list`; did you mean `approval/v2/instance/list`",
        "faults.toml:6:12",
        "`short-page` has no effect on `auth/v3/tenant_access_token/internal`",
        "faults.toml:10:12",
        "`missing-data` has no effect on `shop/v1/tag/list`",
    ] {
        assert!(shown.contains(says), "{says}\n{shown}");
    }

    let cases = [
        (
            Rule::new(Fault::Gzip).endpoint("zzz"),
            "rule 1: there is no endpoint `zzz`",
        ),
        (
            Rule::new(Fault::Gzip).every(0),
            "`every` must be at least 1",
        ),
        (
            Rule::new(Fault::Gzip).probability(f64::NAN),
            "must be from 0 to 1",
        ),
        (Rule::new(Fault::Gzip).call(0), "counted from 1"),
        (
            Rule::new(Fault::ShortPage { cap: 0 }),
            "`cap` must be at least 1",
        ),
    ];
    let sandbox = start();
    for (rule, says) in cases {
        let error = sandbox.set_faults(Plan::new().rule(rule)).unwrap_err();
        assert!(error.to_string().contains(says), "{error}");
        assert_eq!(error.mistakes()[0].place, None);
    }
}

#[test]
fn a_plan_that_can_not_be_read_is_named() {
    let error = Plan::load("no/such/plan.toml").unwrap_err();
    // What `unwrap` and `main` print.
    assert_eq!(format!("{error:?}"), error.to_string());
    assert!(matches!(error, PlanError::Read { .. }));
    assert!(error.to_string().contains("no/such/plan.toml"));
}

#[test]
fn calls_are_struck_by_number() {
    let cases: [(&str, &[u64]); 8] = [
        ("", &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
        ("calls = 2", &[2]),
        ("calls = \"3-5\"", &[3, 4, 5]),
        ("calls = \" 9 - \"", &[9, 10]),
        ("calls = [1, \"4-5\", \"10-\"]", &[1, 4, 5, 10]),
        ("every = 3", &[3, 6, 9]),
        ("calls = \"4-8\"\nevery = 2", &[4, 6, 8]),
        ("probability = 0.0", &[]),
    ];
    for (lines, struck) in cases {
        let text = format!("[[rule]]\nendpoint = \"{LIST}\"\n{lines}\nfault = \"quota\"\n");
        let sandbox = builder()
            .faults(Plan::parse(&text, "plan").unwrap())
            .start()
            .unwrap();
        assert_eq!(quotas(&sandbox, 10), struck, "{lines}");
    }
    let built: [(Rule, &[u64]); 4] = [
        (
            Rule::new(Fault::Quota { status: 400 }).calls(2..4).call(7),
            &[2, 3, 7],
        ),
        (Rule::new(Fault::Quota { status: 400 }).calls(9..), &[9, 10]),
        (Rule::new(Fault::Quota { status: 400 }).calls(..=2), &[1, 2]),
        (
            Rule::new(Fault::Quota { status: 400 })
                .probability(1.0)
                .every(5),
            &[5, 10],
        ),
    ];
    for (rule, struck) in built {
        let sandbox = builder().faults(Plan::new().rule(rule)).start().unwrap();
        assert_eq!(quotas(&sandbox, 10), struck);
    }
}

#[test]
fn probabilities_follow_the_seed() {
    let struck = |seed| {
        let rule = || Rule::new(Fault::Quota { status: 400 }).probability(0.3);
        let plan = Plan::new().seed(seed).rule(rule());
        quotas(&builder().faults(plan).start().unwrap(), 200)
    };
    assert_eq!(struck(1), struck(1));
    assert_ne!(struck(1), struck(2));
    assert!((30..90).contains(&struck(1).len()), "{}", struck(1).len());
}

#[test]
fn two_rules_draw_independently() {
    let rule = |fault| Rule::new(fault).probability(0.5);
    let plan = Plan::new()
        .rule(rule(Fault::Chunked { size: 9 }))
        .rule(rule(Fault::Gzip));
    let sandbox = builder().faults(plan).start().unwrap();
    (0..100).for_each(|_| drop(get(&sandbox, "/open-apis/shop/v1/orders").unwrap()));
    let mut counts = std::collections::HashMap::new();
    for call in sandbox.calls() {
        *counts.entry(call.faults).or_insert(0) += 1;
    }
    assert_eq!(counts.len(), 4, "{counts:?}");
    assert!(counts.values().all(|count| *count > 10), "{counts:?}");
}

#[test]
fn a_rule_counts_the_calls_that_it_could_strike() {
    let plan = Plan::new().rule(Rule::new(Fault::ShortPage { cap: 1 }).call(2));
    let sandbox = builder().faults(plan).start().unwrap();
    let mut lengths = Vec::new();
    for _ in 0..3 {
        fetch_token(&sandbox);
        get(&sandbox, "/nowhere").unwrap();
        lengths.push(page(&sandbox, 0, 10).len());
    }
    assert_eq!(lengths, [10, 1, 10]);
}

#[test]
fn another_plan_counts_from_one() {
    let plan = || Plan::new().rule(Rule::new(Fault::Quota { status: 400 }).call(2));
    let sandbox = builder().faults(plan()).start().unwrap();
    assert_eq!(quotas(&sandbox, 3), [2]);
    sandbox.set_faults(plan()).unwrap();
    assert_eq!(quotas(&sandbox, 3), [2]);
    sandbox.set_faults(Plan::new()).unwrap();
    assert_eq!(quotas(&sandbox, 3), [0; 0]);
}

proptest! {
    /// Any text is either a plan or an error with a location in it.
    #[test]
    fn any_text_is_answered(
        pieces in prop::collection::vec(
            prop_oneof![
                prop::sample::select(vec![
                    "[[rule]]\n", "fault", "=", " ", "\n", "\"gzip\"", "\"é\"", "{", "}", "calls", "1",
                    "-1", "[", "]", ",", "\"1-\"", "seed", ".", "throttle", "status", "every", "1e9",
                    "probability", "\"\"\"", "'", "#", "99999999999999999999",
                ])
                .prop_map(str::to_owned),
                any::<String>(),
            ],
            0..16,
        )
    ) {
        let text = pieces.concat();
        if let Err(error) = Plan::parse(&text, "plan.toml") {
            prop_assert!(error.to_string().contains("plan.toml:"), "{error}");
            prop_assert!(error.mistakes()[0].place.is_some());
        }
    }
}

/// Which of `count` calls are answered with an exhausted quota.
fn quotas(sandbox: &larkspec_sandbox::Sandbox, count: u64) -> Vec<u64> {
    let request = page_request(sandbox, 0, 1);
    (1..=count)
        .filter(|_| post(sandbox, INSTANCES, &request).unwrap().code() == 99991403)
        .collect()
}
