//! Every word of a page that has a meaning for the importer. See the [module above](super) for the syntax of
//! wordings; `any` contains those that belong to neither language.

use super::concept::Concept;

macro_rules! concepts {
    ($($(#[$doc:meta])* $name:ident { $($language:ident: [$($wording:expr),* $(,)?])+ })*) => {
        $(
            $(#[$doc])*
            #[allow(dead_code, reason = "some are only parts of others")]
            pub(crate) static $name: Concept =
                Concept::new(stringify!($name), &[$(concepts!(@$language $($wording),*)),+]);
        )*

        /// All concepts, by name.
        pub(super) static CONCEPTS: &[&Concept] = &[$(&$name),*];
    };
    (@zh $($wording:expr),*) => { &[$($wording),*] };
    (@en $($wording:expr),*) => { &[$($wording),*] };
    (@any $($wording:expr),*) => { &[$($wording),*] };
}

// Signs and numbers.
concepts! {
    /// A number, possibly with commas between thousands.
    NUMBER { any: [r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"] }
    /// A number of things.
    COUNT { any: [r"(?:\d{1,3}(?:,\d{3})+|\d+)"] }
    /// Between the ends of a range.
    TO { zh: ["至", "到"] en: ["…to…"] any: ["[~～〜–—－-]", r"\.{2,3}"] }
    OR { zh: ["或"] en: ["or"] }
    AND { zh: ["和"] en: ["and"] }
    /// A statement about a subject follows.
    IS { zh: ["为", "是"] en: ["is"] any: ["[:：]"] }
    /// A list follows.
    ARE { zh: ["有", "为", "包括", "如下"] en: ["are"] }
    NUMERAL { zh: ["[一二三四五六七八九十]"] any: ["[0-9]"] }
    /// Instead of a list: it is empty.
    NONE_LISTED { zh: ["无", "空", "无请求体", "无需请求体"] en: ["none", "n/a"] }
    NO_SCOPES { zh: ["无", "无需权限"] en: ["none", "no"] }
    /// Instead of a default: the field has none.
    NO_DEFAULT { zh: ["无", "空"] en: ["none", "null"] any: ["-"] }
    NO_EXAMPLE { zh: ["无"] any: ["-"] }

    /// The target of a link to the API explorer: the configuration that the portal's button reads, or the explorer's
    /// own page.
    EXPLORER_PAGE { any: ["…api_explore_config…", "…api[-_]explorer…"] }

    // Headings.
    EXAMPLE_HEADING { zh: ["示例", "样例"] en: ["example…", "sample…", "demo…"] }
    /// An example of a failure.
    FAILURE_HEADING { zh: ["失败", "错误"] en: ["fail…", "error…"] }
    /// Code in a programming language, not a payload.
    PROGRAM_HEADING { zh: ["说明"] en: ["python", "java…", "go", "node…"] }
    CURL { en: ["curl"] }
    OF_RESPONSE { zh: ["响应", "返回"] en: ["response…"] }
    OF_REQUEST { zh: ["请求", "入参"] en: ["request…"] }
    REQUEST_HEADING { zh: ["请求", "http 请求", "接口请求", "请求说明", "请求信息"] en: ["request"] }
    RESPONSE_HEADING {
        zh: ["响应", "返回", "返回结果", "返回值", "响应结果", "响应信息", "返回信息", "响应说明", "返回说明"]
        en: ["response"]
    }
    /// Parameters of what the headings above describe.
    PARAMETERS_HEADING { zh: ["参数", "参数说明", "参数列表"] en: ["parameters?"] }
    FIELDS_HEADING { zh: ["字段说明"] }
    REQUEST_PARAMETERS_HEADING {
        zh: ["请求参数", "请求参数说明", "入参", "输入参数", "请求字段"]
        en: ["request parameters?", "request fields", "input parameters"]
    }
    BODY_WORD { en: ["body", "payload"] }
    HEADER_WORD { zh: ["头部", "头信息", "http 头"] en: ["headers?", "http headers"] }
    PATH_WORD { en: ["path"] }
    QUERY_WORD { en: ["query"] }
    RESULTS_HEADING { zh: ["出参", "输出参数"] }
    ERRORS_WORD { zh: ["错误", "状态码"] en: ["errors?", "status codes"] }
    INNER_ERRORS { zh: ["子错误", "子状态码"] en: ["sub-? error…", "sub-? codes?"] }
    ERRORS_HEADING { zh: ["错误码", "错误代码", "返回码"] en: ["error code…"] }
    PATH_HEADING { zh: ["路径参数", "路径变量", "path 参数"] en: ["path param…", "path variable…"] }
    QUERY_HEADING { zh: ["查询参数", "query 参数", "url 参数"] en: ["query param…", "query string…", "url param…"] }
    REQUEST_HEADER_HEADING { zh: ["请求头", "请求 header…", "请求的头部"] en: ["request header…"] }
    HEADER_HEADING { zh: ["header 参数"] en: ["header param…"] }
    BODY_HEADING {
        zh: ["请求体", "body 参数", "请求 body…", "请求正文"]
        en: ["request body…", "body param…", "request payload…"]
    }
    RESPONSE_HEADER_HEADING { zh: ["响应头"] en: ["response header…"] }
    RESPONSE_BODY_HEADING {
        zh: ["响应体", "响应参数", "返回参数", "返回体", "响应数据", "返回数据", "响应字段", "返回字段", "返回内容", "(?:返回|响应) body…"]
        en: ["response body…", "response param…", "response field…", "response data…", "return param…", "returned param…"]
    }

    // The table of the URL.
    URL_ROW { zh: ["请求地址", "请求 url", "http 请求地址", "接口地址"] en: ["http url", "url", "request url"] }
    METHOD_ROW { zh: ["请求方式", "请求方法", "http 方法"] en: ["http method", "method", "request method"] }
    APPS_ROW { zh: ["应用类型"] en: ["app type…", "types of app…"] }
    CUSTOM_APP { zh: ["自建"] en: ["custom…"] }
    STORE_APP { zh: ["商店"] en: ["isv…", "store…"] }
    SCOPES_ROW { zh: ["权限要求", "所需的权限"] en: ["required scope…", "permission…"] }
    /// Scopes of single fields.
    FIELD_SCOPES_ROW { zh: ["字段权限"] en: ["field…"] }
    RATE_ROW { zh: ["频率限制", "频控"] en: ["rate limit…"] }
    /// After a token in its row: an example of it.
    TOKEN_FORMAT { zh: ["值格式", r"\*\*示例值"] en: ["value format…", r"\*\*example value…"] }

    /// The row of the tokens, in the table of the URL.
    TOKEN_ROW {
        zh: ["凭证", "鉴权", "认证方式", "授权方式", "access_token"]
        en: ["authorization…", "authentication…", "credential…", "access token…", "tokens?"]
    }
    /// The header that carries a token.
    AUTHORIZATION { en: ["authorization"] }
    CONTENT_TYPE_ROW { en: ["content-type"] }

    // Units.
    SECOND_UNIT { zh: ["秒", "秒钟"] en: ["s", "sec", "seconds?"] }
    MINUTE_UNIT { zh: ["分", "分钟"] en: ["m", "min", "minutes?"] }
    HOUR_UNIT { zh: ["小时", "时"] en: ["h", "hours?"] }
    DAY_UNIT { zh: ["天", "日"] en: ["d", "days?"] }
    PERIOD { any: ["{SECOND_UNIT}", "{MINUTE_UNIT}", "{HOUR_UNIT}", "{DAY_UNIT}"] }
    CALLS { zh: ["次"] en: ["…times?", "…requests?", "…calls?", "…queries"] }
    QPS { en: ["…qps"] }
    EVERY { zh: ["每"] en: ["per", "a"] any: ["/"] }
    MILLISECONDS { zh: ["毫秒"] en: ["milliseconds?", "ms"] }
    SECONDS { zh: ["秒"] en: ["seconds?"] }
    /// Units that contain the word for a second.
    FINER_UNITS { zh: ["微秒", "纳秒"] }
    DURATION { zh: ["时长", "间隔", "耗时", "超时", "持续", "有效期"] en: ["[a-z_]*duration…", "[a-z_]*timeout…"] }
    TIMESTAMP { zh: ["时间戳"] en: ["[a-z_]*timestamp…", "unix…"] }
    TIME { zh: ["时间"] en: ["[a-z_]*time…"] }

    // Columns of a table of fields; their headers are compared without white space.
    NAME_COLUMN {
        zh: ["名称", "参数", "参数名", "参数名称", "字段", "字段名", "字段名称", "属性", "属性名", "参数 key"]
        en: ["name", "parameters?", "params?", "parameter name", "param name", "field", "field name", "key", "attribute", "property"]
    }
    TYPE_COLUMN {
        zh: ["类型", "参数类型", "数据类型", "字段类型", "值类型"]
        en: ["type", "data type", "parameter type", "field type", "value type"]
    }
    DESCRIPTION_COLUMN {
        zh: ["描述", "说明", "参数说明", "字段说明", "含义", "备注", "参数描述", "字段描述", "详细说明", "详细描述", "参数含义", "字段含义", "解释", "备注说明"]
        en: ["descriptions?", "remarks?", "desc", "comments?", "notes?", "details", "meaning", "explanation", "instructions"]
    }
    EXAMPLE_COLUMN { zh: ["示例", "示例值", "实例", "例子", "样例"] en: ["demo", "examples?", "example value", "sample"] }
    DEFAULT_COLUMN { zh: ["默认值", "默认", "缺省值"] en: ["default", "default value"] }
    OPTIONAL_COLUMN { zh: ["是否可选", "是否选填", "可选", "选填"] en: ["optional", "is optional"] }
    REQUIRED_COLUMN {
        zh: ["必填", "必须", "必选", "必需", "必传", "是否必"]
        en: ["required…", "mandatory…", "is required"]
    }
    YES {
        zh: ["是", "必填", "必须", "必选", "必传", "必需"]
        en: ["yes", "y", "true", "required", "mandatory"]
        any: ["[√✓✔☑✅]"]
    }
    NO {
        zh: ["否", "选填", "可选", "非必填", "非必须", "非必选", "非必需"]
        en: ["no", "n", "false", "optional"]
        any: ["[×✗✘❌]"]
    }
    /// A word about being required with the same meaning under every header.
    PLAIN_REQUIRED { zh: ["必", "选"] en: ["required", "optional", "mandatory"] }

    // Columns of a table of error codes.
    CODE_COLUMN { zh: ["错误码", "错误代码", "返回码"] en: ["error code", "code"] }
    STATUS_COLUMN { zh: ["http 状态码", "状态码"] en: ["http status code", "http status", "http code"] }
    MESSAGE_COLUMN {
        zh: ["描述", "错误信息", "错误描述", "错误说明", "说明", "含义"]
        en: ["description", "error message", "message", "msg"]
    }
    /// What to do about an error.
    ADVICE_COLUMN {
        zh: ["建议", "排查", "解决", "处理", "方案", "原因"]
        en: ["suggest…", "solution…", "troubleshoot…", "cause…", "action…"]
    }

    /// An error code that means: rejected because of too many requests.
    THROTTLED {
        zh: [
            "频率 限制", "频率 超(?:过|出)", "频率 过(?:高|快)", "频控", "限流", "限频", "流控",
            "请求 过(?:快|多)", "请求[^，。；]{0,6}频繁", "过于 频繁", "(?:超过|超出|达到)[^，。；]{0,12}频率",
            "降低[^，。；]{0,6}频率",
        ]
        en: [
            "too ?many ?requests?", "rate[- ]limit…", "request too fast", "too frequent…", "…frequency limit…",
            "qps over limit", "throttl…", "trigger…limit",
        ]
    }
    /// An error code that means: try again later.
    RETRY_LATER {
        zh: ["稍后 ?(?:重新 ?)?(?:重试|再试|尝试)", "过一会儿?(?:再试|重试)", "服务(?:器)?(?:繁忙|暂不可用)", "系统繁忙"]
        en: [
            "(?:try|retry)(?: it| again)? later", "try again in a moment", "temporarily unavailable",
            "(?:server|system|service) (?:is )?busy",
        ]
    }
    /// Text about errors that no client can wait out, or about obsolete codes.
    NOT_BY_WAITING {
        zh: ["小时", "[一1] ?天", "每[天日]", "当[天日]", "已废弃"]
        en: ["hours?", "days?", "daily", "deprecated…"]
    }

    // The page as a whole.
    UPDATED_ON { zh: ["最后更新于", "最近更新", "更新于"] en: ["last updated…"] }
    REPLACED {
        zh: ["(?:推荐|建议|请)使用(?:最新|新版|新的)", "迁移(?:至|到)", "不再维护", "不再推荐", "停止维护", "已废弃", "历史版本", "替代"]
        en: ["(?:migrate|upgrade) to (?:the )?new…", "deprecated…"]
    }
    /// Between two alternatives.
    OR_ELSE { zh: ["或者?"] en: ["or"] any: ["[、/]"] }
    YEAR { zh: ["年"] any: ["[-/.]"] }
    MONTH { zh: ["月"] any: ["[-/.]"] }
    FILE_ANSWER { zh: ["二进制", "文件流"] en: ["binary"] }

    // Labels in a description.
    EXAMPLE_VALUE { zh: ["示例值"] en: ["example values?"] }
    EXAMPLE_LABEL { zh: ["示例", "例子", "样例", "参考值"] en: ["examples?", "sample"] any: ["{EXAMPLE_VALUE} {ARE}?"] }
    DEFAULT_VALUE { zh: ["默认值", "缺省值"] en: ["default value"] }
    DEFAULT_LABEL { zh: ["默认", "缺省"] en: ["default"] any: ["{DEFAULT_VALUE} {ARE}?"] }
    FIXED_LABEL { zh: ["固定值"] en: ["fixed value"] }
    RULES { zh: ["数据校验规则"] en: ["data validation rules"] }
    RULES_LABEL { zh: [".*校验规则"] en: [".*validation rule.*"] }
    /// Permissions or the notation of a field, rather than its value.
    PERMISSION_LABEL { zh: ["权限", "^值格式$"] en: ["permission…", "field scope…", "^value format$"] }
    /// The values that a field may have.
    VALUES {
        zh: ["可选值", "可能值", "可能的值", "枚举值", "有效值", "可用值", "合法值", "取值"]
        en: ["(?:optional|possible|enum|valid|available|allowed) values"]
    }
    VALUES_LABEL { zh: ["{VALUES}(?:[^范].*)?", "枚举"] en: ["values", "options", "enum"] }

    // The block of rules.
    LENGTH_RANGE_RULE { zh: ["长度范围", "长度"] en: ["length range", "length"] }
    RANGE_RULE { zh: ["取值范围", "数值范围", "范围"] en: ["value range", "range"] }
    MAX_RULE { zh: ["最大值"] en: ["maximum value", "maximum"] }
    MIN_RULE { zh: ["最小值"] en: ["minimum value", "minimum"] }
    MAX_LENGTH_RULE { zh: ["最大长度"] en: ["maximum length"] }
    MIN_LENGTH_RULE { zh: ["最小长度"] en: ["minimum length"] }
    PATTERN_RULE { zh: ["正则校验", "正则表达式"] en: ["regular expression", "regex"] }
    /// Rules that pages also write as separate labels.
    BOUND_LABEL { zh: ["最大值", "最小值", "最大长度", "最小长度", "长度范围", "取值范围"] }
    CHARACTERS { zh: ["个?字符"] en: ["…characters?"] }
    ITEMS_UNIT { zh: ["个", "条", "项"] }
    /// After a number: it continues, or has another unit.
    OTHER_UNIT { zh: ["[万亿千百]", "字节"] en: [r"[kmg]b?(?-u:\b)", "…bytes?…"] }

    // Sentences.
    /// The statement applies to a case only, or is advice.
    CASE {
        zh: [
            r"(?:^|[，,。；;（(：:\s])(?:当|如果|若|如)", "时[，,]", "时不", "时为", "情况下", "[中下内][，,]",
            "接口", "场景", "模式", "建议", "推荐",
        ]
        en: ["if", "when", "recommend(?:ed)?", "suggest(?:ed)?"]
    }
    /// The statement applies to each of several things, or to all together.
    PART { zh: ["每", "单个", "各", "其中", "子", "总", "合计", "所有"] en: ["each", "every", "per", "total", "all"] }
    /// The characters or digits of a value are counted.
    LENGTH_WORD { zh: ["长度", "位数", "字数"] en: ["[a-z_]*length…", "digits"] }
    MUST_NOT { zh: ["不得", "不能", "不可", "不应", "不允许", "不"] en: ["(?:shall|must|can|may|should) not", "can['’]t"] }
    MUST { zh: ["必须", "须", "需要?", "应当?"] }
    ABOVE { zh: ["大于", "超过", "高于", "多于"] en: ["exceed"] }
    BELOW { zh: ["小于", "低于", "少于"] }
    /// The following number is the maximum.
    AT_MOST {
        zh: ["{MUST_NOT} {ABOVE}", "{MUST} 小于或?等于", "最大(?:值|可?支持|可?设置)?{IS}?"]
        en: [
            "no (?:more|greater) than", "not (?:be )?(?:more|greater|larger) than", "less than or equal to",
            r"maximum value(?: is| of|\s*:)?", "at most",
        ]
    }
    /// The following number is the minimum.
    AT_LEAST {
        zh: ["{MUST_NOT} {BELOW}", "{MUST} 大于或?等于", "最小(?:值|支持)?{IS}?"]
        en: ["no(?:t be|t)? (?:less|smaller) than", "greater than or equal to", r"minimum value(?: is| of|\s*:)?"]
    }
    /// The following two numbers are the ends.
    RANGE_WORD { zh: ["取值范围", "数值范围"] en: ["value range", "range"] }
    /// Nothing below or at zero, in words.
    POSITIVE { zh: ["正整数", "非负", "不(?:能|可|得)?为(?:0|零|负)"] en: ["positive", "non-?negative"] }
    /// Values beyond the limit are accepted anyway.
    CLAMPED {
        zh: [
            r"按照?\s*`?\d+`?\s*(?:计算|处理|返回)", "自动(?:调整|截断|截取)", "(?:会|将|将会)?被?(?:截断|截取|截掉)",
            "(?:超出|超过|多余)的?(?:部分|内容|字符)?[^。；]{0,6}(?:截|忽略|丢弃|舍弃)",
        ]
        en: [
            "treated as", "truncated", "cut off", "(?:is|are|be) cut", "trimmed",
            "(?:excess|extra|exceeding)[^.;]{0,24}(?:ignored|dropped|discarded|removed)",
        ]
    }
    /// Characters counted in prose: `字符串` is a type.
    CHARACTERS_IN_PROSE { zh: ["个?字符(?:[^串]|$)"] en: ["…characters?"] }
    /// The maximum number of characters follows.
    LENGTH_AT_MOST {
        zh: [
            "最大长度", "长度(?:不得|不能|不可)?(?:超过|大于)", "长度不超过", "最长", "最多", "至多", "不超过",
            "不得超过", "不能超过",
        ]
        en: [
            "no more than", "at most", "up to", "(?:can|shall|must|may)(?: ?not) exceed",
            r"maximum length(?: is| of|\s*:)?",
        ]
    }
    MAX_LENGTH { zh: ["最大长度"] en: ["maximum length", "max length"] }
    /// The maximum number of items follows.
    ITEMS_AT_MOST {
        zh: [
            "(?:一次|单次|每次)?(?:最多|至多)(?:支持|可以?)?(?:传入?|填写?|选择?|包含|添加|设置|有)?",
            "(?:数量|个数)?(?:不超过|不得超过|不能超过|不可超过)",
        ]
        en: ["up to", "at most", "no more than", "(?:a )?maximum of"]
    }
    /// The number of items of a list, which its name says: it needs no unit.
    LIST_LENGTH {
        zh: ["(?:列表|数组|集合)的?(?:长度|大小|(?:元素|成员)?(?:个数|数量|数))", "元素(?:个数|数量|数)"]
        en: [
            "(?:list|array) (?:length|size)", "(?:length|size) of (?:the|this) (?:list|array)",
            "number of (?:items|entries|elements)(?: in (?:the|this) (?:list|array))?",
        ]
    }
    /// The maximum number of items of a list follows.
    LIST_LENGTH_AT_MOST {
        zh: [
            "{LIST_LENGTH}(?:最大|应该?|需|须)?(?:{MUST_NOT} {ABOVE}|小于(?:或?等于)|(?:的?上限|最大值?|最多){IS}?)",
            "(?:列表|数组|集合)?的?最大元素(?:个数|数量|数){IS}?", "(?:列表|数组|集合)的?最大(?:长度|大小|个数|数量){IS}?",
        ]
        en: [
            "(?:the )?{LIST_LENGTH} {MUST_NOT} (?:{ABOVE}|be (?:more|greater|larger) than)",
            "(?:the )?{LIST_LENGTH} (?:is )?(?:at most|up to|no (?:more|greater) than)",
            "(?:the )?maximum {LIST_LENGTH} {IS}?",
        ]
        any: ["{LIST_LENGTH} (?:≤|<=)"]
    }
    ITEMS { zh: ["(?:个|条|项)(?:元素|值)?"] en: ["…(?:items|entries|elements|values)"] }
    /// A value is required.
    NOT_EMPTY {
        zh: ["(?:不能|不可以?|不得|不允许)(?:为|是|传)?空(?:[^格白]|$)"]
        en: ["(?:can(?: ?not|['’]t)|(?:must|should|may|shall) not) be (?:empty|blank)"]
    }
    NOT_NULL { en: ["(?:can(?: ?not|['’]t)|(?:must|should|may|shall) not) be null"] }
    NON_EMPTY { en: ["non-empty"] }
    /// A number next to it may be a limit.
    BOUND_WORD {
        zh: [
            "最大", "最小", "最多", "最少", "最长", "最短", "至多", "至少", "不超过", "超过", "大于", "小于", "多于",
            "少于", "高于", "低于", "上限", "下限", "范围", "长度", "限制", "介于", "取值",
        ]
        en: [
            "at most…", "at least…", "exceed…", "maximum…", "minimum…", "up to…", "between…",
            "(?:less|more|greater|fewer|larger|smaller|longer|shorter) than…", "max", "min", "limit", "limited",
            "range", "length", "max_?items", "max_?length",
        ]
        any: ["[≤≥＜＞<>]=?"]
    }
    /// After a number: it is a limit.
    BOUND_BEHIND { zh: ["以内", "以下", "以上", "之间"] }
    SIZE_UNIT { zh: ["字节"] en: ["…characters?…", "…bytes…"] }

    // Defaults.
    DEFAULT_WORD { zh: ["默认", "缺省"] }
    /// No value is given.
    LEFT_OUT { zh: ["不传", "不填", "不设置", "不指定", "未传", "未填", "未设置", "未指定"] }
    LEFT_OUT_CASE { zh: ["时", "则", "的话"] }
    IF_LEFT_OUT { en: ["if (?:not (?:specified|set|given|passed|provided)|unset|unspecified|omitted)"] }
    /// There is a default: its value, possibly after or before the word.
    DEFAULT_MENTION {
        any: [r"[(（【\[] {DEFAULT_MARK} [)）】\]]"]
        zh: [
            r#"{DEFAULT_WORD}(?:值|情况下)? (?:为|是|取|[:：=`"“]|-?\d|[A-Za-z])"#,
            r#"(?:{LEFT_OUT}|留空){LEFT_OUT_CASE}?[，,]? (?:则为|则取|为|取|使用) [`"“]?[A-Za-z0-9\-]"#,
        ]
        en: [
            r"default(?:s|ed)?(?: value)?(?:\s*[:：=`]|\s+(?:to|is|\d|true|false))",
            r#"(?:{IF_LEFT_OUT}|if (?:empty|left empty)),? (?:(?:the value |it )?(?:is|will be|uses)|defaults to)? [`"\d]"#,
        ]
    }
    /// The default follows.
    DEFAULT_IS {
        zh: [
            "{LEFT_OUT}{LEFT_OUT_CASE}?[，,]? 则?(?:{DEFAULT_WORD}值?(?:为|是|取)?|为|取|使用)",
            "{DEFAULT_WORD}值?(?:为|是|取)?",
        ]
        en: [
            "(?:{IF_LEFT_OUT},? )?(?:it )?defaults to", "(?:{IF_LEFT_OUT},? )?(?:the )?default(?: value)?(?: is)?",
            "{IF_LEFT_OUT},? (?:the value |it )(?:is|will be|uses)",
        ]
    }
    TRUTH { en: ["true", "false"] }
    /// The start of a default in words.
    DEFAULT_IN_WORDS { zh: ["当前", "不", "全部", "所有", "无", "空"] }
    /// Next to a value, in brackets: it is the default.
    DEFAULT_MARK { zh: ["(?:默认|缺省)(?:值|选项)?"] en: ["(?:the )?default(?: value)?"] }

    // Values in prose.
    /// A choice follows.
    OPTIONAL_WORD { zh: ["可选"] }
    OPTIONAL_FIELDS { zh: ["可选(?:项|字段|参数)(?:有|为|包括)?"] }
    VALUES_ARE { zh: ["{VALUES}(?:可以)?(?:为|有|是|包括|如下)?"] }
    ONE_OF { en: ["(?:one of|(?:allowed|valid|possible|supported) values?(?: are| is)?|enum)"] }
    EITHER { en: ["either"] }
    VALUES_WORD { en: ["values?"] }
    SUPPORTS { zh: ["(?:^|[^不])支持"] en: ["supports?"] }
    /// One of the following values, possibly of more.
    MAY_BE { zh: ["可以为", "可为"] }
    CAN_BE { en: ["(?:can(?: only)?|must|could|may|might|should) be"] }
    /// One of the following values and no other. Further words may follow the English wordings.
    ONLY { zh: ["(?:只能|仅能|必须)(?:为|是|取|填|传)"] }
    ONLY_ENGLISH { en: ["(?:must|can only) be(?: either| one of)?"] }
    /// A value, possibly in quotes; a value in quotes.
    VALUE { any: [r#"[`"“]?[A-Za-z0-9_.\-]+[`"”]?"#] }
    QUOTED_VALUE { any: [r#"[`"“][A-Za-z0-9_.\-]+[`"”]"#] }
    /// Between the values of a list.
    LIST_SIGN { any: ["[、,，/|]", "{OR}", "{AND}"] }
    /// A possible list of values in a sentence.
    VALUES_IN_PROSE {
        zh: [
            "{OPTIONAL_WORD} {VALUE} (?:[、,，/|]|{OR}) {VALUE}",
            "{OPTIONAL_FIELDS} [:：] {VALUE} [、,，/|]",
            "{VALUES_ARE} [:：]? {VALUE} {LIST_SIGN}",
            "(?:{MAY_BE}|{ONLY}) [A-Za-z0-9_.-]+ {LIST_SIGN} [A-Za-z0-9]",
        ]
        en: [
            r"{VALUES_WORD}(?::| \[)\s*\[?{VALUE} (?:[,/|]|\()",
            "{ONE_OF} :? {VALUE} {LIST_SIGN}",
            "{EITHER} {VALUE} {OR}",
            r"{CAN_BE} \d+ {LIST_SIGN}",
            r#"{QUOTED_VALUE} {MEANS} [^\n]*?[;,.，；] (?:and )?{QUOTED_VALUE} {MEANS} "#,
            r"(?-u:\b){VALUES_WORD}(?: are| is)? {VALUE} {MEANS} [a-z]",
        ]
        any: [
            r#"["“`][A-Za-z0-9_.\-]+["”`] [、/] ["“`][A-Za-z0-9_.\-]+["”`]"#,
            r"[(（] [A-Za-z][A-Za-z0-9_\-]*(?: 、 [A-Za-z][A-Za-z0-9_\-]*)+ [)）]",
            r"(?-u:\b)[a-z_]+=[a-z_]+/[a-z_]+(?-u:\b)",
            "(?:{SUPPORTS}|{MAY_BE}|{ONLY}|{CAN_BE}) {QUOTED_VALUE} {LIST_SIGN}",
            "{SUPPORTS} [A-Za-z][A-Za-z0-9_.-]* {LIST_SIGN} [A-Za-z]",
        ]
    }
    /// Between a value and its meaning.
    MEANS { any: ["{MEANS_WORD}", "[:：=＝–—-]"] }
    MEANS_WORD {
        zh: ["表示", "代表"]
        en: ["means?", "stands? for", "indicates?", "represents?", "denotes?", "refers? to", "is for"]
    }
    /// Only some of the values follow.
    SOME_OF_THEM { zh: ["例如", "比如", "譬如", "{AND_SO_ON}"] en: ["such as", "for example", "for instance", r"e\.g…", "etc"] }
    /// How a sentence refers to the field that it is about.
    SUBJECT { zh: ["(?:该|此|本)?(?:字段|参数|值|取值)"] en: ["it", "this", "(?:the|this) (?:value|field|parameter|type|status|option)"] }

    // Other facts in prose.
    /// The field is deprecated.
    DEPRECATED {
        zh: [
            "(?:该|此|本)?(?:字段|参数)已(?:经)?(?:被)?(?:废弃|弃用|下线|不再使用)",
            "(?:该|此|本)(?:字段|参数)(?:废弃|弃用)", "^(?:废弃|弃用)(?:字段|参数)", r"[(（【\[](?:废弃|弃用)[)）】\]]",
            r"^[(（【\[]?已经?(?:废弃|弃用|下线)", "[(（【]已(?:废弃|弃用|下线)[)）】]",
        ]
        en: [r"^[(（\[]?deprecated"]
    }
    /// The field will be deprecated; an announced deprecation counts like an effective one.
    COMING_DEPRECATION {
        zh: [
            "(?:该|此|本)(?:字段|参数)(?:即将|将会?被?|计划|后续将?会?被?|逐步)(?:被)?(?:下线|废弃|弃用|不再支持|不再使用|不再维护)",
            r"[(（【\[](?:即将|将被?)(?:下线|废弃|弃用)[)）】\]]", "^(?:即将|将被?)(?:下线|废弃|弃用)",
        ]
        en: [
            r"^[(（\[]?(?:(?:this|the) (?:field|parameter) )?(?:will (?:soon )?be|is (?:about )?to be) (?:deprecated|discontinued|phased out)",
            "[.,;] (?:this|the) (?:field|parameter) (?:will (?:soon )?be|is (?:about )?to be) (?:deprecated|discontinued|phased out)",
            "this (?:field|parameter) (?:is|has been) deprecated",
        ]
    }
    /// Something is or will be deprecated.
    POSSIBLE_DEPRECATION {
        zh: ["(?:即将|将被?|逐步|已经?被?)(?:下线|废弃|弃用)"]
        en: ["(?:(?:will (?:soon )?|to )be|is|has been) (?:deprecated|discontinued|phased out)"]
    }
    REQUIRED { zh: ["(?:^|[^否])(?:必填|必传)", "必须填", "必须传"] en: ["required"] }
    /// Required in a case only.
    CONDITIONAL { zh: ["当", "如果", "若", "时", "则", "二选一", "非必填", "不是必填", "条件"] en: ["if", "when"] }
    PATTERN_IN_PROSE {
        zh: [r"正则(?:表达式|校验)? {IS}? `?[\^\[(\\]", r"匹配 `?\^"]
        en: [r"(?:regex|regular expression)(?: is|:)? `?[\^\[(\\]"]
    }
    FIXED_IN_PROSE {
        zh: ["固定(?:值)?(?:为|填|传|是|[:：])", "只能(?:为|是|填|传|取) {QUOTED_VALUE} (?:$|[,，.。;；])"]
        en: ["fixed (?:value|to)", "(?:must|can only) be {QUOTED_VALUE} (?:$|[,.;])"]
    }
    /// The field is optional.
    NEED_NOT_BE_GIVEN {
        zh: ["(?:该|此)? (?:字段|参数|项)? (?:是|为)? (?:可选|选填|非必填|非必选|非必传|可不[填传]|可以不[填传]) (?:字段|参数|项)?"]
        en: ["(?:this (?:field|parameter) is )?(?:optional|not (?:required|mandatory))"]
    }

    /// A yes-or-no question.
    YES_NO_QUESTION { zh: ["是否"] en: ["whether"] }
    /// An object without fields.
    EMPTY_OBJECT { zh: ["空结构体?", "空(?:变量)?对象", "空的?(?: json)? 对象", r"传入? `\{\}`"] en: ["empty (?:object|struct…)"] }

    // Enums that their text opens.
    /// The values are bits: sums of them are values, too.
    BITS {
        zh: [
            "位运算", "按位(?:或|与|相加|组合)?", "位(?:掩码|标志)", "加和值", "(?:值|取值|枚举值)[^。；，]{0,8}(?:之和|相加|求和|累加|叠加)",
            "(?:多个|多种|几个)[^。；]{0,12}(?:之和|相加|求和|累加)", "相加(?:得到|后)?的?(?:值|结果|和)",
        ]
        en: ["bit ?masks?", "bit ?flags?", "bitwise…", "bit ?fields?", "sum of (?:the |these |several |multiple )*(?:values?|options?|types?|flags?|numbers?)", "(?:add|added) (?:the values |them )?(?:up|together)"]
    }
    /// Values other than the listed ones are accepted.
    OTHER_VALUES {
        zh: [
            "(?:支持|使用|可用|可以|可|同时|包括|以及|及|和|或|读取到?|传入?|填写?|取)(?:传入?|填写?|使用|读取|为|到|是)*(?:租户|企业|用户|应用)?自定义(?:的)?[^。；，,：:]{0,10}(?:值|字段|类型|枚举|选项)",
            "(?:预置|预设|内置|系统)[^。；]{0,8}(?:及|和|或|以及)自定义", "(?:其他|其它|任意|任何)(?:自定义)?(?:的)?(?:值|字符串|文本|内容)(?:也|均|都)?(?:可|支持|合法|有效)?",
            "不限于", "(?:也|还|均)?(?:可以?|支持)自定义$", "可参考(?:下方|以下|如下)[^。；]{0,8}(?:传入|填写|取值)?",
        ]
        en: [
            "custom (?:values?|types?|strings?|fields?|options?)", "(?:any )?other (?:values?|strings?) (?:is|are|can|may|also)…", "any (?:other )?strings?",
            "(?:but |and )?(?:is |are )?not limited to", "including but not…", "(?:can|may) (?:also )?be customi[sz]ed", "user-defined", "arbitrary (?:values?|strings?)",
        ]
    }
    /// Other values are mentioned, but not as values of the field.
    NO_OTHER_VALUES { zh: ["不支持", "不能", "不可", "不允许", "无法", "仅支持", "只支持"] en: ["not (?:support|allow)…", "(?:can ?not|can['’]t|must not|does not)"] }
    /// A placeholder for a value of the caller.
    PLACEHOLDER_MEANING { zh: ["任意(?:的)?(?:字符串|值|文本|整数|数字)", "需?传入?具体的?", "替换为"] en: ["any strings?", "any values?", "replace…"] }
    AND_SO_ON { zh: ["等(?:等)?(?:[。；，,;)）\\s]|$)"] en: ["etc", "and so on"] any: [r"\.{3}", r"\x{2026}"] }

    // Rules that look at several fields, and JSON in strings.
    /// A string contains a JSON document.
    JSON_TEXT {
        zh: [
            "json 字符串",
            "json (?:结构|格式结构|格式|数组|对象)? [，,]? (?:使用|传值|传入)?时? (?:需要?|请)? (?:压缩)? (?:进行)? (?:序列化|转义) 后? [为成的]? (?:string|字符串)",
            "(?:序列化|转义) 后? 的 json (?:string|字符串)",
            "将 json (?:压缩)? (?:序列化|转义) 为 (?:string|字符串)",
            "json 序列化 后? 的? 字符串",
        ]
        en: ["json string", "jsonstring", "json-formatted string", "stringified json", "serialized json", "json-encoded string"]
    }
    /// Text that may say so.
    JSON_TEXT_HINT { zh: ["转义", "序列化"] en: ["serialized", "serialised", "stringif…", "escaped"] }
    /// It is unescaped JSON.
    NO_JSON_TEXT { zh: ["(?:无需|不需要|不用|不必) (?:进行)? (?:复杂)? (?:转义|序列化)", "未转义"] en: ["no need to escape"] }
    JSON_ARRAY { zh: ["json 数组", "数组 序列化"] en: ["json array"] }
    JSON_OBJECT { zh: ["json (?:格式)? 结构", "json 对象"] en: ["json object"] }
    /// One or more of several fields are required.
    ONE_OF_FIELDS { any: ["{ONE_OF_BEHIND}", "{ONE_OF_BEFORE}"] }
    /// One of the fields named before it.
    ONE_OF_BEHIND {
        zh: [
            "{SEVERAL_FIELDS} {NEEDED}? 至少 {NEEDED}? {GIVEN}? {ONE_OF_THEM}",
            "{SEVERAL_FIELDS} {NEEDED}? [二两三四多]选 其?[一1]",
            "{SEVERAL_FIELDS} {NEEDED}? (?:任选(?:其一|其中一个)|择一)",
            "{SEVERAL_FIELDS} (?:必|必须|需要?|须) {GIVEN} (?:其[一1]|{ONE_OF_THEM})",
            "{SEVERAL_FIELDS} 其中(?:之一|一个)(?:必填|必传)",
            "其中(?:之一|一个) [，,] 且? {SEVERAL_FIELDS} 不[能可得] (?:同时|都|均|全部?) [为是]?空",
            "{SEVERAL_FIELDS} 不[能可得]? (?:同时|都|均|全部?) (?:不传|不填|[为是]?空)",
        ]
        en: ["(?:can(?: ?not|['’]t)|must not) both be (?:empty|blank|omitted)", "one or the other"]
    }
    /// One of the fields named after it.
    ONE_OF_BEFORE { en: ["(?:at least |exactly |only |either )?one of", "at least one", "either"] }
    /// Text after a list of names that follows it.
    ONE_OF_END { en: ["(?:must|should|needs? to) be (?:specified|provided|given|set|passed|filled in)", "(?:is|are) required", "is mandatory"] }
    /// How a text refers to the fields that it has named.
    SEVERAL_FIELDS { zh: ["(?:[两三四五]个|[二两三]者|几个)? {FIELD_WORD}? 中?"] }
    NEEDED { zh: ["需要?", "必须", "须", "应", "要"] }
    GIVEN { zh: ["填写", "传入", "填充", "包含", "指定", "设置", "选择", "提供", "[填传选有给]"] }
    ONE_OF_THEM { zh: ["(?:其中)? (?:一个|一种|一项|1 个|之一|其一)"] }
    /// A possible requirement of one of several fields, although none is named.
    ONE_OF_HINT {
        zh: ["[二两三四多]选 其?[一1]", "(?:^|[^选])择一", "其一", "其中之一", "至少有?一项", "不[能可得](?:同时|都|均|全部?)(?:为|是)?空"]
    }
    /// The place of a named field: before or after this one.
    NEARBY { zh: ["(?:上|下|前|后)[方面述文]的?"] }
    /// Between listed names.
    NAMES_JOINED { zh: ["或者?", "和", "与", "及", "以及"] en: ["and", "or"] any: ["[、,，/]"] }
    WITH_ANOTHER { zh: ["和", "与", "跟"] en: ["with"] }
    /// A case starts.
    WHEN { zh: ["仅?当", "如果", "若", "如", "在"] en: ["when", "if", "only (?:when|if)"] }
    FIELD_WORD { zh: ["(?:请求|查询|操作类型)?(?:参数|字段)"] en: ["(?:the )?(?:parameter|field|value of)"] }
    EQUALS { zh: ["的?(?:值|取值)?(?:设置|填写?|指定)?(?:为|是)"] en: ["is(?: set to)?", "equals"] any: ["==?", "＝"] }
    NOT_EQUALS { zh: ["的?(?:值|取值)?不(?:为|是|等于)"] en: ["is not"] any: ["!="] }
    /// Possible ends of "given".
    DONE { zh: ["[入写]?了?"] }
    IS_GIVEN { en: ["is (?:set|given|specified|provided|passed|present)"] }
    IS_LEFT_OUT { en: ["is (?:not (?:set|given|specified|provided|passed|present)|empty|omitted|left out)"] }
    CASE_ENDS { zh: ["(?:的(?:时候|情况下?))?时?"] }
    THIS_FIELD { zh: ["则? [该此本] (?:字段|参数|项)?", "则? (?:字段|参数)", "则"] en: ["this (?:field|parameter)(?: is)?"] }
    IS_REQUIRED {
        zh: ["[为是]? 必[填传选] (?:参数|字段|项)?", "必须(?:填写|填|传入?|提供|设置) (?:[该此本] (?:参数|字段)值?)?"]
        en: ["(?:is )?(?:required|mandatory)"] }
    REQUIRED_IF { en: ["(?:this (?:field|parameter) is )?(?:required|mandatory) (?:only )?(?:when|if)"] }

    // Types.
    STRING_TYPE { zh: ["字符串"] en: ["string", "str", "strings", "char", "varchar", "text/string"] }
    INT_TYPE { zh: ["整数", "整型"] en: ["int", "integer", "u?int(?:8|16|32|64)", "uint", "long", "short", "bigint", "byte"] }
    FLOAT_TYPE { zh: ["浮点数", "数字"] en: ["float", "double", "number", "float32", "float64", "decimal"] }
    BOOL_TYPE { zh: ["布尔", "布尔值"] en: ["bool", "boolean"] }
    FILE_TYPE { zh: ["文件", "二进制"] en: ["file", "binary", "bytes", "stream"] }
    LIST_TYPE { zh: ["数组", "列表"] en: ["list", "array", "set", "slice", "arraylist"] }
    MAP_TYPE { en: ["map", "dict", "hashmap", "record"] }
    OBJECT_TYPE { zh: ["对象"] en: ["object", "obj", "map", "dict", "struct", "json object"] }
    ANY_TYPE { en: ["any", "json", "union", "interface", r"interface\{\}", "jsonstring/object"] }
    /// Instead of a type: the value has none.
    NO_TYPE { zh: ["无"] any: ["", "--?", "—", "/", r"\\"] }
    LIST_OF { en: ["array of", "list of"] }
    LIST_BEHIND { zh: ["数组", "列表"] en: ["array", "list"] }
}
