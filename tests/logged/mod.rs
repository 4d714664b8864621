//! The library's log, by thread: a process has a single logger, and its tests run at the same time.

use std::cell::RefCell;

thread_local! {
    static LINES: RefCell<Option<Vec<String>>> = const { RefCell::new(None) };
}

/// Returns what the library logs on this thread while `work` runs, in lines such as `INFO a message`.
pub fn logged<T>(work: impl FnOnce() -> T) -> (T, Vec<String>) {
    // Another test may already have set it.
    let _ = log::set_logger(&Lines);
    log::set_max_level(log::LevelFilter::Debug);
    LINES.set(Some(Vec::new()));
    let result = work();
    (result, LINES.take().unwrap())
}

struct Lines;

impl log::Log for Lines {
    fn enabled(&self, metadata: &log::Metadata<'_>) -> bool {
        metadata.target().starts_with("larkspec")
    }

    fn log(&self, record: &log::Record<'_>) {
        if self.enabled(record.metadata()) {
            LINES.with_borrow_mut(|lines| {
                if let Some(lines) = lines {
                    lines.push(format!("{} {}", record.level(), record.args()));
                }
            });
        }
    }

    fn flush(&self) {}
}
