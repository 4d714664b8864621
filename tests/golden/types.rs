//! Types that all endpoints share.
/// The shared type `DepartmentIdType`.
///
/// The check of a request accepts only the values that the page lists.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
#[non_exhaustive]
pub enum DepartmentIdType {
    /// `"department_id"` on the wire.
    DepartmentId,
    /// `"open_department_id"` on the wire.
    OpenDepartmentId,
}
impl ::core::cmp::Eq for DepartmentIdType {}
impl ::larkspec::Enumeration for DepartmentIdType {
    type Wire = &'static str;
    const VALUES: &'static [(Self, &'static str)] = &[
        (DepartmentIdType::DepartmentId, "department_id"),
        (DepartmentIdType::OpenDepartmentId, "open_department_id"),
    ];
}
::larkspec::__json_schema!(
    DepartmentIdType, "DepartmentIdType", TYPES_SCHEMA, "/$defs/DepartmentIdType"
);
/// The shared type `UserIdType`.
///
/// The check of a request accepts only the values that the page lists.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
#[non_exhaustive]
pub enum UserIdType {
    /// `"open_id"` on the wire.
    OpenId,
    /// `"union_id"` on the wire.
    UnionId,
    /// `"user_id"` on the wire.
    UserId,
}
impl ::core::cmp::Eq for UserIdType {}
impl ::larkspec::Enumeration for UserIdType {
    type Wire = &'static str;
    const VALUES: &'static [(Self, &'static str)] = &[
        (UserIdType::OpenId, "open_id"),
        (UserIdType::UnionId, "union_id"),
        (UserIdType::UserId, "user_id"),
    ];
}
::larkspec::__json_schema!(UserIdType, "UserIdType", TYPES_SCHEMA, "/$defs/UserIdType");
::larkspec::__json_schema!(const TYPES_SCHEMA = SCHEMAS, "types Types");
