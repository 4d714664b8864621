//! Whatever is fed to the importer, it answers with a spec that loads or with a reason.

use larkspec_import::{import, merge, write};
use proptest::prelude::*;

/// Pieces of pages, to be thrown together.
const PIECES: &[&str] = &[
    "## 请求\n",
    "### 请求头\n",
    "### 请求体\n",
    "### 查询参数\n",
    "## 响应\n",
    "### 响应体\n",
    "### Response body example\n",
    "### 请求体示例\n",
    "### 错误码\n",
    "\n",
    "|",
    "| ",
    " | ",
    "\n|",
    "---|---|---\n",
    "| --- | --- | --- | --- |\n",
    "| 名称 | 类型 | 必填 | 描述 |\n",
    "名称 | 类型 | 描述\n",
    "| HTTP URL | https://open.feishu.cn/open-apis/a/v1/b/:id |\n",
    "| HTTP Method | POST |\n",
    "| Authorization | string | 是 | `tenant_access_token` |\n",
    "| code | int | 是 | x |\n",
    "| data | - | 是 | - |\n",
    "| &nbsp;&nbsp;└ `items` | `item\\[\\]` | 是 | x |\n",
    "| &emsp;∟name | string | 否 | **可选值有**：<br>- `a`: x - `b`: y |\n",
    "|∟∟type|list<string>|是|x|\n",
    "| limit | int | 是 | 注:不得大于100 **默认值**：`7` |\n",
    "| a.b[] | object | 是 | x |\n",
    "| self | 是 | 否 | 必填 |\n",
    "| data | string[] | 是 | **数据校验规则**：<br>- 长度范围：`3` ～ `1` |\n",
    "| file | file | 是 | x |\n",
    ":::html\n",
    "<md-dt-table>\n",
    "</md-dt-table>\n",
    "<md-dt-thead>",
    "</md-dt-thead>",
    "<md-dt-tr level=\"3\">\n",
    "<md-dt-tr>",
    "</md-dt-tr>\n",
    "<md-dt-td>",
    "</md-dt-td>\n",
    "<md-enum>",
    "<md-enum-item key=\"1\" >x</md-enum-item>",
    "<md-perm name=\"a:b\" desc=\">\">",
    "<md-code-json>\n",
    "</md-code-json>\n",
    "```json\n",
    "````\n",
    "{\"code\":0,\"data\":{\"items\":[{\"name\":1,}]}}\n",
    "{\"limit\": 101, // x\n}\n",
    "&amp;",
    "&#x110000;",
    "&",
    "<",
    "\\",
    "`",
    "**",
    "：",
    "| 400 | 123 | bad | x |\n",
    "| HTTP状态码 | 错误码 | 描述 | 排查建议 |\n",
    "🙂",
    "\u{a0}",
    "\u{2003}",
    "  \n",
    "\r\n",
];

fn page() -> impl Strategy<Value = String> {
    let piece = prop_oneof![8 => proptest::sample::select(PIECES).prop_map(str::to_owned), 1 => "\\PC{0,6}"];
    proptest::collection::vec(piece, 0..80).prop_map(|pieces| pieces.concat())
}

/// A page that is one, up to what stands in its tables.
fn endpoint_page() -> impl Strategy<Value = String> {
    page().prop_map(|rest| {
        format!(
            "## 请求\n| 基本 | |\n| --- | --- |\n| HTTP URL | https://open.feishu.cn/open-apis/a/v1/b |\n\
             | HTTP Method | POST |\n\n{rest}"
        )
    })
}

fn holds(text: &str) -> Result<(), TestCaseError> {
    let Ok(imported) = import(text, None) else {
        return Ok(());
    };
    let name = imported.endpoint.name.clone();
    let spec = write::write(&imported.endpoint);
    match larkspec_codegen::load_str(&name, &spec) {
        Err(errors) => prop_assert!(false, "{errors}"),
        Ok(loaded) => prop_assert_eq!(&loaded, &imported.endpoint),
    }
    let merged = merge::merge(&name, &spec, &imported);
    prop_assert_eq!(
        merged.map(|merged| merged.text).map_err(|e| e.to_string()),
        Ok(spec)
    );
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn pieces_of_pages(text in page()) {
        holds(&text)?;
    }

    #[test]
    fn pages_with_broken_insides(text in endpoint_page()) {
        holds(&text)?;
    }

    #[test]
    fn any_text(text in "\\PC{0,400}") {
        holds(&text)?;
    }

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        holds(&String::from_utf8_lossy(&bytes))?;
    }

    #[test]
    fn any_two_pages_merge_or_say_why(old in endpoint_page(), new in endpoint_page()) {
        let (Ok(old), Ok(new)) = (import(&old, Some("a/b")), import(&new, Some("a/b"))) else { return Ok(()) };
        let spec = write::write(&old.endpoint);
        if let Ok(merged) = merge::merge("a/b", &spec, &new) {
            prop_assert!(larkspec_codegen::load_str("a/b", &merged.text).is_ok());
            // What was taken over once is no news the second time.
            let again = merge::merge("a/b", &merged.text, &new).map_err(|e| TestCaseError::fail(e.to_string()))?;
            prop_assert_eq!(again.text, merged.text);
        }
    }
}
