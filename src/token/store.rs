//! Shares tokens between processes: [`TokenStore`], and [`TokenFile`] for the processes of one machine.
//!
//! A client already shares its token between all clones and threads. With a store, programs share it as well, whether
//! they run at the same time or one after the other: a command that runs every minute then fetches a token only every
//! two hours.
//!
//! ```
//! use larkspec::Client;
//! use larkspec::token_store::TokenFile;
//!
//! # let folder = std::env::temp_dir().join(format!("larkspec-doc-{}", std::process::id()));
//! # std::fs::create_dir_all(&folder).unwrap();
//! # let path = folder.join("tokens.json");
//! let client = Client::builder()
//!     .app("cli_slkdjalasdkjasd", "dskLLdkasdjlasdKK")
//!     .token_store(TokenFile::new(path))
//!     .build()?;
//! # std::fs::remove_dir_all(&folder).unwrap();
//! # Ok::<(), larkspec::Error>(())
//! ```

use std::fs::{File, Metadata, TryLockError};
use std::io::{self, Read as _};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use serde_json::{Map, Value};

use crate::error::Inner;
use crate::error::scrub::one_line;
use crate::file::{self, Readers};
use crate::token::{Fetched, MARGIN};
use crate::{ErrorKind, Secret};

/// The error of a store.
pub type Error = Box<dyn std::error::Error + Send + Sync>;

/// Stores tokens for several processes, for example in a file, a database or an in-memory server.
///
/// The client calls [`get`](Self::get) when it needs a token and has no valid one, and [`put`](Self::put) for each
/// token that it fetches. It never uses a token that has expired or that the platform has rejected, so a store does
/// not need to remove tokens.
pub trait TokenStore: Send + Sync + 'static {
    /// Returns the token last stored under this key. The key identifies an app and a platform; it is not secret.
    ///
    /// # Errors
    ///
    /// Any error; the call fails with it as the cause. It must not contain a token.
    fn get(&self, key: &str) -> Result<Option<StoredToken>, Error>;

    /// Stores a token under this key and replaces the previous one.
    ///
    /// # Errors
    ///
    /// Any error. It is only logged as a warning because the token is valid anyway. It must not contain a token.
    fn put(&self, key: &str, token: &StoredToken) -> Result<(), Error>;
}

/// The place of one app's token in a store.
#[derive(Clone)]
pub(crate) struct Shelf {
    pub(crate) store: Arc<dyn TokenStore>,
    pub(crate) key: String,
}

impl Shelf {
    /// Returns the stored token if it is valid for long enough and is not the rejected one.
    pub(crate) fn take(
        &self,
        now: SystemTime,
        refused: Option<&Secret>,
    ) -> Result<Option<Fetched>, crate::Error> {
        let stored = self.store.get(&self.key).map_err(|error| Inner {
            detail: format!(
                "the token store failed: {}",
                one_line(&error.to_string(), 500)
            ),
            source: Some(error),
            ..Inner::new(ErrorKind::Storage, "")
        })?;
        Ok(stored.and_then(|StoredToken { token, ends_at }| {
            let lifetime = ends_at.duration_since(now).unwrap_or_default();
            let serves = lifetime > MARGIN && refused != Some(&token);
            serves.then_some(Fetched {
                secret: token,
                lifetime,
            })
        }))
    }

    /// Stores a new token.
    pub(crate) fn keep(&self, now: SystemTime, fetched: &Fetched) {
        let ends_at = now.checked_add(fetched.lifetime).unwrap_or(now);
        let token = StoredToken::new(fetched.secret.clone(), ends_at);
        if let Err(error) = self.store.put(&self.key, &token) {
            let why = one_line(&error.to_string(), 500);
            log::warn!(target: "larkspec", "the token could not be stored for other processes: {why}");
        }
    }
}

/// A token in a store.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StoredToken {
    /// The token.
    pub token: Secret,
    /// When the token expires.
    pub ends_at: SystemTime,
}

impl StoredToken {
    /// Creates a token that expires at this time.
    pub fn new(token: impl Into<Secret>, ends_at: SystemTime) -> Self {
        StoredToken {
            token: token.into(),
            ends_at,
        }
    }
}

/// Stores tokens in a JSON file that only its owner can read.
///
/// The file is created when the first token is stored; its folder must exist. It is replaced in one step, under a
/// lock file with the suffix `.lock`, so processes may write at the same time. On Unix, a file that others can read
/// or write is rejected because its tokens are not safe. On other systems, choose a private folder.
#[derive(Clone, Debug)]
pub struct TokenFile {
    path: PathBuf,
}

/// The only version that is written and read.
const VERSION: u64 = 1;

impl TokenFile {
    /// Stores tokens in this file.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        TokenFile { path: path.into() }
    }

    fn read(&self) -> Result<Vec<(String, StoredToken)>, Error> {
        let mut file = match File::open(&self.path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(self.failure("read", &error)),
        };
        let metadata = file
            .metadata()
            .map_err(|error| self.failure("read", &error))?;
        if let Some(why) = exposed(&metadata) {
            return Err(format!("the token file {} {why}", self.path.display()).into());
        }
        let mut json = Vec::new();
        file.read_to_end(&mut json)
            .map_err(|error| self.failure("read", &error))?;
        // The parser's message might contain a token.
        tokens(&json).ok_or_else(|| {
            format!(
                "the token file {} is damaged, from another version, or not a token file: remove it, and the client \
                 fetches new tokens",
                self.path.display()
            )
            .into()
        })
    }

    fn write(&self, key: &str, token: &StoredToken) -> Result<(), Error> {
        let lock = file::with_suffix(&self.path, ".lock");
        let mut options = File::options();
        let lock = file::open(
            options.write(true).create(true).truncate(false),
            &lock,
            Readers::Owner,
        )
        .map_err(|error| self.failure("lock", &error))?;
        lock_within(&lock, Duration::from_secs(10))
            .map_err(|error| self.failure("lock", &error))?;
        let mut tokens = self.read()?;
        let now = SystemTime::now();
        tokens.retain(|(known, token)| known != key && token.ends_at > now);
        tokens.push((key.to_owned(), token.clone()));
        file::replace(&self.path, &json(&tokens), Readers::Owner)
            .map_err(|error| self.failure("write", &error))
    }

    fn failure(&self, action: &str, error: &io::Error) -> Error {
        format!(
            "cannot {action} the token file {}: {error}",
            self.path.display()
        )
        .into()
    }
}

impl TokenStore for TokenFile {
    fn get(&self, key: &str) -> Result<Option<StoredToken>, Error> {
        let mut tokens = self.read()?.into_iter();
        Ok(tokens
            .find(|(known, _)| known == key)
            .map(|(_, token)| token))
    }

    fn put(&self, key: &str, token: &StoredToken) -> Result<(), Error> {
        self.write(key, token)
    }
}

/// Locks a file. Other processes hold the lock only while they write.
fn lock_within(file: &File, patience: Duration) -> io::Result<()> {
    const PAUSE: Duration = Duration::from_millis(20);
    let mut waited = Duration::ZERO;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(()),
            Err(TryLockError::WouldBlock) if waited < patience => {
                std::thread::sleep(PAUSE);
                waited += PAUSE;
            }
            Err(TryLockError::WouldBlock) => {
                return Err(io::Error::new(
                    io::ErrorKind::TimedOut,
                    "another process holds the lock",
                ));
            }
            // Some network file systems do not support locks; a lost token is fetched again.
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
                return Ok(());
            }
            Err(TryLockError::Error(error)) => return Err(error),
        }
    }
}

/// How other users can access a file.
#[cfg(unix)]
fn exposed(metadata: &Metadata) -> Option<String> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = metadata.permissions().mode() & 0o777;
    match mode & 0o077 {
        0 => None,
        _ => Some(format!(
            "can be read or written by others (mode {mode:03o}), so its tokens are not safe: remove it, or `chmod 600` it"
        )),
    }
}

#[cfg(not(unix))]
fn exposed(_: &Metadata) -> Option<String> {
    None
}

/// The tokens of a file, each with its key.
fn tokens(json: &[u8]) -> Option<Vec<(String, StoredToken)>> {
    let mut file: Map<String, Value> = serde_json::from_slice(json).ok()?;
    if file.remove("version")?.as_u64()? != VERSION {
        return None;
    }
    let Value::Object(tokens) = file.remove("tokens")? else {
        return None;
    };
    let token = |(key, value): (String, Value)| {
        let token = value.get("token")?.as_str()?;
        let ends_at = Duration::from_secs(value.get("ends_at")?.as_u64()?);
        let ends_at = SystemTime::UNIX_EPOCH.checked_add(ends_at)?;
        Some((key, StoredToken::new(token, ends_at)))
    };
    tokens.into_iter().map(token).collect()
}

fn json(tokens: &[(String, StoredToken)]) -> Vec<u8> {
    let tokens: Map<String, Value> = tokens
        .iter()
        .map(|(key, token)| {
            let ends_at = token.ends_at.duration_since(SystemTime::UNIX_EPOCH);
            let ends_at = ends_at.unwrap_or_default().as_secs();
            let value = serde_json::json!({"token": token.token.expose(), "ends_at": ends_at});
            (key.clone(), value)
        })
        .collect();
    let mut json = serde_json::json!({"version": VERSION, "tokens": tokens}).to_string();
    json.push('\n');
    json.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder that is removed when dropped.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("larkspec-{name}-{}", std::process::id()));
            let _ = std::fs::remove_dir_all(&path);
            std::fs::create_dir_all(&path).unwrap();
            Folder(path)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    fn token(name: &str, seconds: u64) -> StoredToken {
        let now = SystemTime::now()
            .duration_since(SystemTime::UNIX_EPOCH)
            .unwrap();
        let ends_at = SystemTime::UNIX_EPOCH + Duration::from_secs(now.as_secs() + seconds);
        StoredToken::new(name, ends_at)
    }

    #[test]
    fn keeps_a_token_a_key_and_drops_what_has_ended() {
        let folder = Folder::new("token-file");
        let file = TokenFile::new(folder.0.join("tokens"));
        assert_eq!(file.get("a").unwrap(), None);
        file.put("a", &token("t-a", 7200)).unwrap();
        file.put("b", &token("t-b", 0)).unwrap();
        file.put("c", &token("t-c", 7200)).unwrap();
        let kept = |key| {
            file.get(key)
                .unwrap()
                .map(|token| token.token.expose().to_owned())
        };
        assert_eq!(kept("a").as_deref(), Some("t-a"));
        assert_eq!(kept("b"), None);
        assert_eq!(kept("c").as_deref(), Some("t-c"));
        // The only other file is the lock.
        assert_eq!(folder.0.read_dir().unwrap().count(), 2);
        assert!(!format!("{file:?} {:?}", file.get("a")).contains("t-a"));
    }

    #[test]
    fn many_writers_lose_nothing() {
        let folder = Folder::new("token-writers");
        let file = TokenFile::new(folder.0.join("tokens"));
        std::thread::scope(|scope| {
            for writer in 0..8 {
                let file = &file;
                scope.spawn(move || file.put(&writer.to_string(), &token("t", 7200)).unwrap());
            }
        });
        assert_eq!(file.read().unwrap().len(), 8);
    }

    #[test]
    fn what_is_no_token_file_is_refused_and_kept() {
        let folder = Folder::new("token-damaged");
        let path = folder.0.join("tokens");
        let file = TokenFile::new(&path);
        file.put("a", &token("t-secret", 7200)).unwrap();
        let whole = std::fs::read_to_string(&path).unwrap();
        for damaged in [
            "",
            "{}",
            &whole[..whole.len() / 2],
            &whole.replace("\"version\":1", "\"version\":2"),
            &whole.replace("\"t-secret\"", "[\"t-secret\"]"),
        ] {
            std::fs::write(&path, damaged).unwrap();
            for error in [
                file.get("a").err(),
                file.put("a", &token("t-b", 7200)).err(),
            ] {
                let text = error.unwrap().to_string();
                assert!(
                    text.contains("is damaged") && !text.contains("t-secret"),
                    "{text}"
                );
            }
            assert_eq!(std::fs::read_to_string(&path).unwrap(), damaged);
        }
        let nowhere = TokenFile::new(folder.0.join("no/folder/tokens"));
        let text = nowhere
            .put("a", &token("t-b", 7200))
            .unwrap_err()
            .to_string();
        assert!(text.contains("cannot lock the token file"), "{text}");
    }

    #[test]
    #[cfg(unix)]
    fn what_others_can_read_is_refused() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = Folder::new("token-modes");
        let path = folder.0.join("tokens");
        let file = TokenFile::new(&path);
        file.put("a", &token("t-a", 7200)).unwrap();
        let mode =
            |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&path), 0o600);
        assert_eq!(mode(&folder.0.join("tokens.lock")), 0o600);
        for mode in [0o644, 0o640, 0o604, 0o620, 0o602] {
            let permissions = std::fs::Permissions::from_mode(mode);
            std::fs::set_permissions(&path, permissions).unwrap();
            for error in [
                file.get("a").err(),
                file.put("a", &token("t-b", 7200)).err(),
            ] {
                let text = error.unwrap().to_string();
                assert!(
                    text.contains("by others") && text.contains("chmod 600"),
                    "{text}"
                );
            }
        }
    }
}
