//! The state of a sweep that is kept between two runs.

use std::fmt;
use std::fs;
use std::io;
use std::path::Path;

use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap as _, Serializer};

use crate::file::{self, Readers};
use crate::{Error, Region, UnixMillis};

/// The only version that this library writes and reads.
const VERSION: u32 = 1;

/// How far a sweep has come: everything that was created before [`position`](Self::position) has been returned.
///
/// A checkpoint takes at most twelve kilobytes of JSON, except after bursts within one millisecond. Store it in a
/// file with [`save`](Self::save) and [`load`](Self::load), or in any format that `serde` supports. It belongs to one
/// approval definition, region and window length; a sweep with different ones rejects it. It contains no secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    pub(super) approval_code: String,
    pub(super) region: Region,
    pub(super) window_ms: i64,
    pub(super) from: UnixMillis,
    pub(super) to: UnixMillis,
    pub(super) position: UnixMillis,
    pub(super) given: u64,
    /// Codes that may come again at the start of the next window.
    pub(super) boundary: Vec<String>,
}

impl Checkpoint {
    /// The approval definition.
    pub fn approval_code(&self) -> &str {
        &self.approval_code
    }

    /// The region.
    pub fn region(&self) -> Region {
        self.region
    }

    /// The start of the range, as of the very first run.
    pub fn from(&self) -> UnixMillis {
        self.from
    }

    /// The end of the range of the last run.
    pub fn to(&self) -> UnixMillis {
        self.to
    }

    /// The end of the last window that was returned completely.
    pub fn position(&self) -> UnixMillis {
        self.position
    }

    /// How many codes have been returned since the very first run. If you keep them in a file, one per line, and
    /// truncate it to this many lines before resuming, the file contains each code exactly once.
    pub fn given(&self) -> u64 {
        self.given
    }

    /// Whether the range was returned completely.
    pub fn is_complete(&self) -> bool {
        self.position >= self.to
    }

    /// Reads a checkpoint from a file; `None` if there is no such file yet.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Storage`](crate::ErrorKind::Storage), naming the file, if it cannot be read, is truncated or not
    /// a checkpoint, contradicts itself, or has another version.
    pub fn load(path: impl AsRef<Path>) -> Result<Option<Self>, Error> {
        let path = path.as_ref();
        let failure = |error| file::failure("read", "checkpoint", path, error);
        let json = match fs::read(path) {
            Ok(json) => json,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failure(error)),
        };
        serde_json::from_slice(&json).map(Some).map_err(|error| {
            failure(io::Error::other(format!(
                "it is damaged or not a checkpoint: {error}; restore it, or remove it to read the whole range again"
            )))
        })
    }

    /// Saves the checkpoint to a file, which it replaces in one step: if the program or the machine stops, the file
    /// has either the old checkpoint or the new one. Until this returns, a restart repeats what came after the old
    /// one.
    ///
    /// Two programs that save to the same file overwrite each other's checkpoints; use a lock file if that can
    /// happen.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Storage`](crate::ErrorKind::Storage), naming the file. The file is then unchanged.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<(), Error> {
        let path = path.as_ref();
        let json = serde_json::to_vec_pretty(self).map_err(io::Error::from);
        json.and_then(|mut json| {
            json.push(b'\n');
            file::replace(path, &json, Readers::Usual)
        })
        .map_err(|error| file::failure("write", "checkpoint", path, error))
    }

    fn check(&self) -> Result<(), String> {
        let ordered = self.from <= self.position && self.position <= self.to;
        match ordered && self.window_ms > 0 {
            true => Ok(()),
            false => Err(format!(
                "the checkpoint contradicts itself: position {} in the range {} to {}, windows of \
                 {} ms",
                self.position, self.from, self.to, self.window_ms
            )),
        }
    }
}

const FIELDS: [&str; 9] = [
    "version",
    "approval_code",
    "region",
    "window_ms",
    "from",
    "to",
    "position",
    "given",
    "boundary",
];

impl Serialize for Checkpoint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_map(Some(FIELDS.len()))?;
        fields.serialize_entry("version", &VERSION)?;
        fields.serialize_entry("approval_code", &self.approval_code)?;
        fields.serialize_entry("region", self.region.as_str())?;
        fields.serialize_entry("window_ms", &self.window_ms)?;
        fields.serialize_entry("from", &self.from)?;
        fields.serialize_entry("to", &self.to)?;
        fields.serialize_entry("position", &self.position)?;
        fields.serialize_entry("given", &self.given)?;
        fields.serialize_entry("boundary", &self.boundary)?;
        fields.end()
    }
}

impl<'de> Deserialize<'de> for Checkpoint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Fields)
    }
}

struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = Checkpoint;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the checkpoint of a sweep")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Checkpoint, A::Error> {
        let mut version: Option<u32> = None;
        let mut unknown: Option<String> = None;
        let (mut approval_code, mut region) = (None, None::<String>);
        let (mut window_ms, mut from, mut to, mut position) = (None, None, None, None);
        let (mut given, mut boundary) = (None, None);
        while let Some(key) = map.next_key::<String>()? {
            match &*key {
                "version" => version = Some(map.next_value()?),
                "approval_code" => approval_code = Some(map.next_value()?),
                "region" => region = Some(map.next_value()?),
                "window_ms" => window_ms = Some(map.next_value()?),
                "from" => from = Some(map.next_value()?),
                "to" => to = Some(map.next_value()?),
                "position" => position = Some(map.next_value()?),
                "given" => given = Some(map.next_value()?),
                "boundary" => boundary = Some(map.next_value()?),
                _ => {
                    map.next_value::<de::IgnoredAny>()?;
                    unknown = Some(key);
                }
            }
        }
        // Check the version before the fields, which other versions may have changed.
        match version {
            Some(VERSION) => {}
            Some(other) => {
                return Err(de::Error::custom(format!(
                    "the checkpoint is of version {other}; this library reads version {VERSION}"
                )));
            }
            None => return Err(de::Error::missing_field("version")),
        }
        if let Some(key) = unknown {
            return Err(de::Error::unknown_field(&key, &FIELDS));
        }
        let region = required(region, "region")?;
        let checkpoint = Checkpoint {
            approval_code: required(approval_code, "approval_code")?,
            region: region.parse().map_err(de::Error::custom)?,
            window_ms: required(window_ms, "window_ms")?,
            from: required(from, "from")?,
            to: required(to, "to")?,
            position: required(position, "position")?,
            given: required(given, "given")?,
            boundary: required(boundary, "boundary")?,
        };
        checkpoint.check().map_err(de::Error::custom)?;
        Ok(checkpoint)
    }
}

fn required<T, E: de::Error>(value: Option<T>, key: &'static str) -> Result<T, E> {
    value.ok_or_else(|| E::missing_field(key))
}
