//! The state of a server, shared by all its connections.

use std::collections::HashMap;
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::clock::Clock;
use crate::instances::Instances;
use crate::order::Orders;
use crate::plan::Script;
use crate::record::{Limit, Record, Windows};
use crate::route::Router;
use crate::tokens::Tokens;

/// The configuration, fixed for the life of a server.
pub(crate) struct Config {
    pub(crate) app_id: String,
    pub(crate) app_secret: String,
    pub(crate) approval_code: String,
    pub(crate) page_cap: u64,
    pub(crate) inclusive_end: bool,
    pub(crate) rate: Option<Limit>,
    pub(crate) documented_rates: bool,
    pub(crate) largest_body: usize,
}

/// The state that all connections share.
pub(crate) struct Shared {
    pub(crate) config: Config,
    pub(crate) port: u16,
    pub(crate) router: Router,
    pub(crate) clock: Box<dyn Clock>,
    pub(crate) script: Mutex<Arc<Script>>,
    pub(crate) tokens: Mutex<Tokens>,
    /// Generated when they are first needed: most servers list none.
    instances: LazyLock<Mutex<Instances>, Box<dyn FnOnce() -> Mutex<Instances> + Send>>,
    pub(crate) record: Mutex<Record>,
    pub(crate) windows: Mutex<Windows>,
    pub(crate) orders: Mutex<Orders>,
    /// Connections accepted so far.
    pub(crate) connections: AtomicU64,
    /// The number of connection threads that panicked.
    pub(crate) panics: AtomicU64,
    calls: AtomicU64,
    /// The open connections, to close them when the server stops.
    pub(crate) open: Mutex<HashMap<u64, TcpStream>>,
    stopping: AtomicBool,
    stopped: Mutex<bool>,
    wake: Condvar,
}

/// Locks a mutex. A thread that panicked while holding it has not left inconsistent data, since all changes are
/// single pushes, inserts and assignments.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The parts of [`Shared`] that the builder creates.
pub(crate) struct Parts {
    pub(crate) config: Config,
    pub(crate) router: Router,
    pub(crate) clock: Box<dyn Clock>,
    pub(crate) script: Script,
    pub(crate) tokens: Tokens,
    pub(crate) instances: Box<dyn FnOnce() -> Mutex<Instances> + Send>,
    pub(crate) record: Record,
}

impl Shared {
    pub(crate) fn new(parts: Parts, port: u16) -> Self {
        Shared {
            config: parts.config,
            port,
            router: parts.router,
            clock: parts.clock,
            script: Mutex::new(Arc::new(parts.script)),
            tokens: Mutex::new(parts.tokens),
            instances: LazyLock::new(parts.instances),
            record: Mutex::new(parts.record),
            windows: Mutex::default(),
            orders: Mutex::default(),
            connections: AtomicU64::new(0),
            panics: AtomicU64::new(0),
            calls: AtomicU64::new(0),
            open: Mutex::default(),
            stopping: AtomicBool::new(false),
            stopped: Mutex::new(false),
            wake: Condvar::new(),
        }
    }

    /// The approval instances.
    pub(crate) fn instances(&self) -> MutexGuard<'_, Instances> {
        lock(&self.instances)
    }

    /// Ends all waits.
    pub(crate) fn stop(&self) {
        self.stopping.store(true, Ordering::SeqCst);
        *lock(&self.stopped) = true;
        self.wake.notify_all();
    }

    pub(crate) fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::SeqCst)
    }

    /// Waits in real time; returns false if the server stops meanwhile.
    pub(crate) fn sleep(&self, time: Duration) -> bool {
        let stopped = lock(&self.stopped);
        let waited = self
            .wake
            .wait_timeout_while(stopped, time, |stopped| !*stopped);
        let (stopped, _) = waited.unwrap_or_else(PoisonError::into_inner);
        !*stopped
    }

    pub(crate) fn next_log_id(&self, now: i64) -> String {
        let number = self.calls.fetch_add(1, Ordering::Relaxed) + 1;
        format!("{:014X}{number:018X}", now.max(0))
    }
}
