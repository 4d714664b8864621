//! Types that the endpoints below `docx/v1` share.
/// A part of a document, which may have parts itself.
#[non_exhaustive]
pub struct Block {
    /// `block_id`
    ///
    /// Only responses have it.
    pub block_id: Option<String>,
    /// `text`
    ///
    /// Requests must have it.
    pub text: Option<Text>,
    /// `children`
    ///
    /// At most 3 items.
    pub children: Option<Vec<Block>>,
    /// `parent`
    pub parent: Option<Box<Block>>,
}
::larkspec::__builder!(BlockBuilder, Block, object, & [],);
impl BlockBuilder {
    /// Sets `text`.
    #[inline]
    pub fn text<M>(mut self, value: impl ::larkspec::IntoOption<Text, M>) -> Self {
        self.0.value.text = value.into_option();
        self
    }
    /// Sets `children`.
    #[inline]
    pub fn children<M>(mut self, value: impl ::larkspec::IntoList<Block, M>) -> Self {
        self.0.value.children = value.into_list();
        self
    }
    /// Sets `parent`.
    #[inline]
    pub fn parent<M>(
        mut self,
        value: impl ::larkspec::IntoOption<Box<Block>, M>,
    ) -> Self {
        self.0.value.parent = value.into_option();
        self
    }
}
::larkspec::__table!(
    pub TABLE_Block, "Block", ["2 block_id text" "0 text {0}|!"
    "0 children list max_items=3u(&1)" "0 parent &2"], [TABLE_BlockText_use, TABLE_Block,
    TABLE_Block], ""
);
::larkspec::__object!(
    Block, TABLE_Block, block_id : OptText = None, text : Opt = None, children : Opt =
    None, parent : Opt = None,
);
::larkspec::__json_schema!(Block, "Block", TYPES_SCHEMA, "/$defs/Block");
::larkspec::__table!(
    pub TABLE_BlockText_use, "BlockText_use",
    ["1 content text max_len=10u|text min_len=1u max_len=10u" "0 style {0}"
    "0 author &1"], [TABLE_BlockText_useStyle, super::super::super::types::TABLE_User],
    ""
);
::larkspec::__table!(
    pub TABLE_BlockText_useStyle, "BlockText_useStyle", ["0 align int|int values=[1,2]"
    "0 bold bool"], [], ""
);
/// The shared type `Text`.
#[non_exhaustive]
pub struct Text {
    /// `content`
    ///
    /// In requests: At least 1 characters.
    pub content: String,
    /// `style`
    pub style: Option<TextStyle>,
    /// `author`
    pub author: Option<super::super::super::types::User>,
}
::larkspec::__builder!(TextBuilder, Text, object, & [],);
impl TextBuilder {
    /// Sets `content`, which is required.
    #[inline]
    pub fn content(mut self, value: impl Into<String>) -> Self {
        self.0.value.content = value.into();
        self.0.set(0);
        self
    }
    /// Sets `style`.
    #[inline]
    pub fn style<M>(mut self, value: impl ::larkspec::IntoOption<TextStyle, M>) -> Self {
        self.0.value.style = value.into_option();
        self
    }
    /// Sets `author`.
    #[inline]
    pub fn author<M>(
        mut self,
        value: impl ::larkspec::IntoOption<super::super::super::types::User, M>,
    ) -> Self {
        self.0.value.author = value.into_option();
        self
    }
}
::larkspec::__table!(
    pub TABLE_Text, "Text", ["1 content text|text min_len=1u" "0 style {0}"
    "0 author &1"], [TABLE_TextStyle, super::super::super::types::TABLE_User], ""
);
::larkspec::__object!(
    Text, TABLE_Text, content : Text = ::larkspec::__private::Cell::blank(), style : Opt
    = None, author : Opt = None,
);
::larkspec::__json_schema!(Text, "Text", TYPES_SCHEMA, "/$defs/Text");
/// The object in [`Text::style`](field@Text::style).
#[non_exhaustive]
pub struct TextStyle {
    /// `align`
    pub align: Option<::larkspec::OpenEnum<Align>>,
    /// `bold`
    pub bold: Option<bool>,
}
::larkspec::__builder!(TextStyleBuilder, TextStyle, object, & [],);
impl TextStyleBuilder {
    /// Sets `align`.
    #[inline]
    pub fn align<M>(
        mut self,
        value: impl ::larkspec::IntoOption<::larkspec::OpenEnum<Align>, M>,
    ) -> Self {
        self.0.value.align = value.into_option();
        self
    }
    /// Sets `bold`.
    #[inline]
    pub fn bold(mut self, value: impl Into<Option<bool>>) -> Self {
        self.0.value.bold = value.into();
        self
    }
}
::larkspec::__table!(
    pub TABLE_TextStyle, "TextStyle", ["0 align int|int values=[1,2]" "0 bold bool"], [],
    ""
);
::larkspec::__object!(
    TextStyle, TABLE_TextStyle, align : Opt = None, bold : OptBool = None,
);
::larkspec::__json_schema!(
    TextStyle, "TextStyle", TYPES_SCHEMA, "/$defs/Text/properties/style"
);
/// Where the lines of a text begin.
///
/// The check of a request accepts only the values that the page lists.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
#[non_exhaustive]
pub enum Align {
    /// On the left
    ///
    /// `1` on the wire.
    Left,
    /// On the right
    ///
    /// `2` on the wire.
    Right,
}
impl ::core::cmp::Eq for Align {}
impl ::larkspec::Enumeration for Align {
    type Wire = i64;
    const VALUES: &'static [(Self, i64)] = &[(Align::Left, 1i64), (Align::Right, 2i64)];
}
::larkspec::__json_schema!(Align, "Align", TYPES_SCHEMA, "/$defs/Align");
::larkspec::__json_schema!(
    const TYPES_SCHEMA = super::super::SCHEMAS, "docx/v1/types Types"
);
