//! Objects whose keys are IDs, which only examples show.

use larkspec_codegen::model::Field;
use larkspec_import::import;

/// The fields below `data`, as `path type`, of a page whose table has these rows and whose example has this payload.
fn fields(rows: &str, data: &str) -> Vec<String> {
    let page = format!(
        "## 请求\n\n基本 | \n--- | ---\nHTTP URL | https://open.feishu.cn/open-apis/shop/v1/orders\n\
         HTTP Method | GET\n\n## 响应\n\n### 响应体\n\n参数 | 类型 | 说明\n--- | --- | ---\n\
         code | int | x\nmsg | string | x\ndata | - | x\n{rows}\n\n### 响应体示例\n\n\
         ```json\n{{\"code\": 0, \"msg\": \"ok\", \"data\": {data}}}\n```\n"
    );
    let imported = import(&page, Some("shop/v1/order/list"));
    let imported = imported.unwrap_or_else(|error| panic!("{error}\n{page}"));
    let mut shown = Vec::new();
    show("", &imported.endpoint.response, &mut shown);
    shown
}

fn show(at: &str, fields: &[Field], shown: &mut Vec<String>) {
    for field in fields {
        let path = format!("{at}{}", field.name);
        shown.push(format!("{path} {}", field.ty));
        let inside = format!("{path}{}.", field.ty.suffix());
        show(&inside, &field.fields, shown);
    }
}

const DIRECT: &str =
    "∟orders | - | x\n&emsp;&emsp;∟token | string | x\n&emsp;&emsp;∟price | int | x";
const BY_ROW: &str = "∟busy | object | x\n&emsp;&emsp;∟room_id | string | x\n\
                      &emsp;&emsp;&emsp;&emsp;∟start | string | x\n&emsp;&emsp;&emsp;&emsp;∟end | string | x";

#[test]
fn an_example_shows_a_map_by_id() {
    let cases: &[(&str, &str, &[&str])] = &[
        (
            DIRECT,
            r#"{"orders": {"n7": {"token": "a", "price": 1}, "n**8": {"token": "b"}}}"#,
            &[
                "orders map<object>",
                "orders{}.token string",
                "orders{}.price int",
            ],
        ),
        (
            DIRECT,
            r#"{"orders": {"n7": [{"token": "a"}], "n8": []}}"#,
            &[
                "orders map<list<object>>",
                "orders{}[].token string",
                "orders{}[].price int",
            ],
        ),
        (
            BY_ROW,
            r#"{"busy": {"omm_83d": [{"start": "a", "end": "b"}], "omm_c7e": [{"start": "c"}]}}"#,
            &[
                "busy map<list<object>>",
                "busy{}[].start string",
                "busy{}[].end string",
            ],
        ),
        (
            BY_ROW,
            r#"{"busy": {"omm_83d": {"start": "a"}}}"#,
            &[
                "busy map<object>",
                "busy{}.start string",
                "busy{}.end string",
            ],
        ),
        // The example has a row, other values, keys that are not IDs, or nothing.
        (
            DIRECT,
            r#"{"orders": {"token": "a", "n7": {"token": "b"}}}"#,
            &["orders object", "orders.token string", "orders.price int"],
        ),
        (
            DIRECT,
            r#"{"orders": {"n7": {"token": "a", "colour": 1}}}"#,
            &["orders object", "orders.token string", "orders.price int"],
        ),
        (
            DIRECT,
            r#"{"orders": {"options": {"token": "a"}}}"#,
            &["orders object", "orders.token string", "orders.price int"],
        ),
        (
            DIRECT,
            r#"{"orders": {"n7": "a"}}"#,
            &["orders object", "orders.token string", "orders.price int"],
        ),
        (
            DIRECT,
            r#"{"orders": {}}"#,
            &["orders object", "orders.token string", "orders.price int"],
        ),
        (
            DIRECT,
            r#"{"orders": {"n7": {}}}"#,
            &["orders object", "orders.token string", "orders.price int"],
        ),
    ];
    for (rows, data, expected) in cases {
        assert_eq!(fields(rows, data), *expected, "{data}");
    }
}
