//! Types that the endpoints below `approval/v1` share.
/// The shared type `I18nResource`.
#[non_exhaustive]
pub struct I18nResource {
    /// `locale`
    ///
    /// Example: `"zh-CN"`.
    pub locale: ::larkspec::OpenEnum<I18nResourceLocale>,
    /// `is_default`
    ///
    /// Example: `true`.
    pub is_default: bool,
    /// `texts`
    pub texts: ::larkspec::__private::Map<String, ::larkspec::__private::Value>,
}
::larkspec::__builder!(I18nResourceBuilder, I18nResource, object, & [],);
impl I18nResourceBuilder {
    /// Sets `locale`, which is required.
    #[inline]
    pub fn locale(
        mut self,
        value: impl Into<::larkspec::OpenEnum<I18nResourceLocale>>,
    ) -> Self {
        self.0.value.locale = value.into();
        self.0.set(0);
        self
    }
    /// Sets `is_default`, which is required.
    #[inline]
    pub fn is_default(mut self, value: bool) -> Self {
        self.0.value.is_default = value;
        self.0.set(1);
        self
    }
    /// Sets `texts`, which is required.
    #[inline]
    pub fn texts(
        mut self,
        value: ::larkspec::__private::Map<String, ::larkspec::__private::Value>,
    ) -> Self {
        self.0.value.texts = value;
        self.0.set(2);
        self
    }
}
::larkspec::__table!(
    pub TABLE_I18nResource, "I18nResource",
    ["1 locale text|text values=[\"zh-CN\",\"en-US\",\"ja-JP\"]" "1 is_default bool"
    "1 texts map(any)"], [], ""
);
::larkspec::__object!(
    I18nResource, TABLE_I18nResource, locale : Scalar =
    ::larkspec::__private::Cell::blank(), is_default : Bool = false, texts : Map =
    ::larkspec::__private::Cell::blank(),
);
::larkspec::__json_schema!(
    I18nResource, "I18nResource", TYPES_SCHEMA, "/$defs/I18nResource"
);
/// A value of `locale`.
///
/// The platform may return values that the page does not list.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
#[non_exhaustive]
pub enum I18nResourceLocale {
    /// `"zh-CN"` on the wire.
    ZhCN,
    /// `"en-US"` on the wire.
    EnUS,
    /// `"ja-JP"` on the wire.
    JaJP,
}
impl ::core::cmp::Eq for I18nResourceLocale {}
impl ::larkspec::Enumeration for I18nResourceLocale {
    type Wire = &'static str;
    const VALUES: &'static [(Self, &'static str)] = &[
        (I18nResourceLocale::ZhCN, "zh-CN"),
        (I18nResourceLocale::EnUS, "en-US"),
        (I18nResourceLocale::JaJP, "ja-JP"),
    ];
}
::larkspec::__json_schema!(
    I18nResourceLocale, "I18nResourceLocale", TYPES_SCHEMA,
    "/$defs/I18nResource/properties/locale"
);
/// The shared type `TitleUserIdType`.
///
/// The check of a request accepts only the values that the page lists.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
#[non_exhaustive]
pub enum TitleUserIdType {
    /// `"user_id"` on the wire.
    UserId,
    /// `"open_id"` on the wire.
    OpenId,
}
impl ::core::cmp::Eq for TitleUserIdType {}
impl ::larkspec::Enumeration for TitleUserIdType {
    type Wire = &'static str;
    const VALUES: &'static [(Self, &'static str)] = &[
        (TitleUserIdType::UserId, "user_id"),
        (TitleUserIdType::OpenId, "open_id"),
    ];
}
::larkspec::__json_schema!(
    TitleUserIdType, "TitleUserIdType", TYPES_SCHEMA, "/$defs/TitleUserIdType"
);
::larkspec::__json_schema!(
    const TYPES_SCHEMA = super::super::SCHEMAS, "approval/v1/types Types"
);
