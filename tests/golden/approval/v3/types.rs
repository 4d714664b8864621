//! Types that the endpoints below `approval/v3` share.
/// The shared type `DiffTime`.
#[non_exhaustive]
pub struct DiffTime {
    /// `instance_id`
    pub instance_id: String,
    /// `update_time`
    ///
    /// Requests must have it.
    pub update_time: Option<i64>,
    /// `tasks`
    ///
    /// Requests must have it.
    pub tasks: Option<Vec<DiffTimeTasks>>,
}
::larkspec::__builder!(DiffTimeBuilder, DiffTime, object, & [],);
impl DiffTimeBuilder {
    /// Sets `instance_id`, which is required.
    #[inline]
    pub fn instance_id(mut self, value: impl Into<String>) -> Self {
        self.0.value.instance_id = value.into();
        self.0.set(0);
        self
    }
    /// Sets `update_time`.
    #[inline]
    pub fn update_time(mut self, value: impl Into<Option<i64>>) -> Self {
        self.0.value.update_time = value.into();
        self
    }
    /// Sets `tasks`.
    #[inline]
    pub fn tasks<M>(
        mut self,
        value: impl ::larkspec::IntoList<DiffTimeTasks, M>,
    ) -> Self {
        self.0.value.tasks = value.into_list();
        self
    }
}
::larkspec::__table!(
    pub TABLE_DiffTime, "DiffTime", ["1 instance_id text" "0 update_time int|!"
    "0 tasks list({0})|!"], [TABLE_DiffTimeTasks], ""
);
::larkspec::__object!(
    DiffTime, TABLE_DiffTime, instance_id : Text = ::larkspec::__private::Cell::blank(),
    update_time : OptInt = None, tasks : Opt = None,
);
::larkspec::__json_schema!(DiffTime, "DiffTime", TYPES_SCHEMA, "/$defs/DiffTime");
/// One of the objects in [`DiffTime::tasks`](field@DiffTime::tasks).
#[non_exhaustive]
pub struct DiffTimeTasks {
    /// `task_id`
    pub task_id: String,
    /// `update_time`
    ///
    /// Requests must have it.
    pub update_time: Option<i64>,
}
::larkspec::__builder!(DiffTimeTasksBuilder, DiffTimeTasks, object, & [],);
impl DiffTimeTasksBuilder {
    /// Sets `task_id`, which is required.
    #[inline]
    pub fn task_id(mut self, value: impl Into<String>) -> Self {
        self.0.value.task_id = value.into();
        self.0.set(0);
        self
    }
    /// Sets `update_time`.
    #[inline]
    pub fn update_time(mut self, value: impl Into<Option<i64>>) -> Self {
        self.0.value.update_time = value.into();
        self
    }
}
::larkspec::__table!(
    pub TABLE_DiffTimeTasks, "DiffTimeTasks", ["1 task_id text" "0 update_time int|!"],
    [], ""
);
::larkspec::__object!(
    DiffTimeTasks, TABLE_DiffTimeTasks, task_id : Text =
    ::larkspec::__private::Cell::blank(), update_time : OptInt = None,
);
::larkspec::__json_schema!(
    DiffTimeTasks, "DiffTimeTasks", TYPES_SCHEMA,
    "/$defs/DiffTime/properties/tasks/items"
);
::larkspec::__json_schema!(
    const TYPES_SCHEMA = super::super::SCHEMAS, "approval/v3/types Types"
);
