//! The words of spec files that are from a fixed list.

use std::fmt;

/// An enumeration with a fixed word per value in spec files.
pub trait Keyword: Copy + Sized + 'static {
    /// All words with their values.
    const ALL: &'static [(&'static str, Self)];

    /// Parses a word.
    fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(w, _)| *w == word).map(|(_, v)| *v)
    }
}

macro_rules! keyword {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$variant_doc])* $variant,)* }

        impl $name {
            /// The word in a spec file.
            pub const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word,)* }
            }
        }

        impl Keyword for $name {
            const ALL: &'static [(&'static str, Self)] = &[$(($word, $name::$variant),)*];
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

keyword! {
    /// An HTTP method.
    Method {
        /// `GET`
        Get = "GET",
        /// `POST`
        Post = "POST",
        /// `PUT`
        Put = "PUT",
        /// `PATCH`
        Patch = "PATCH",
        /// `DELETE`
        Delete = "DELETE",
    }
}

keyword! {
    /// Which of a region's two hosts serves an endpoint.
    Host {
        /// `www.feishu.cn`, `www.larksuite.com`
        Www = "www",
        /// `open.feishu.cn`, `open.larksuite.com`
        Open = "open",
    }
}

keyword! {
    /// A kind of access token that an endpoint accepts.
    TokenKind {
        /// `tenant_access_token`
        Tenant = "tenant",
        /// `user_access_token`
        User = "user",
        /// `app_access_token`
        App = "app",
    }
}

keyword! {
    /// A kind of app that may call an endpoint.
    AppKind {
        /// Built by a company for its own use.
        Custom = "custom",
        /// Listed in the app directory.
        Store = "store",
    }
}

keyword! {
    /// Where the payload of a response is.
    Envelope {
        /// Below `data`.
        Data = "data",
        /// Next to `code` and `msg`.
        Flat = "flat",
    }
}

keyword! {
    /// An optional part of an envelope.
    EnvelopePart {
        /// The code.
        Code = "code",
        /// The message.
        Msg = "msg",
    }
}

keyword! {
    /// What an error code means for the next attempt.
    Meaning {
        /// The call was refused before it was carried out: wait, then repeat it.
        Throttled = "throttled",
        /// The service cannot handle the call now: wait, then repeat it if that is safe.
        Busy = "busy",
        /// The same call would fail again.
        Final = "final",
    }
}

keyword! {
    /// A unit of a rate limit.
    Per {
        /// A second.
        Second = "s",
        /// A minute.
        Minute = "min",
        /// An hour.
        Hour = "h",
        /// A day.
        Day = "d",
    }
}

impl Per {
    /// Its length in seconds.
    pub const fn seconds(self) -> u32 {
        match self {
            Per::Second => 1,
            Per::Minute => 60,
            Per::Hour => 3600,
            Per::Day => 86400,
        }
    }
}

keyword! {
    /// How a list is paged.
    PageStyle {
        /// `offset` and `limit`.
        Offset = "offset",
        /// `page_token` and `has_more`.
        Token = "token",
    }
}

keyword! {
    /// What a string or a number represents. Strings are checked as far as the format is certain (see
    /// [`larkspec_shape::Format`]); an empty string is always valid.
    Format {
        /// Seconds since 1970-01-01T00:00:00Z.
        UnixSeconds = "unix-s",
        /// Milliseconds since 1970-01-01T00:00:00Z.
        UnixMillis = "unix-ms",
        /// A signed 64-bit integer, sent as a string.
        Int64 = "int64",
        /// An unsigned 64-bit integer, sent as a string.
        Uint64 = "uint64",
        /// A decimal number, sent as a string.
        Decimal = "decimal",
        /// A calendar date, `2006-01-02`.
        Date = "date",
        /// A point in time as in RFC 3339.
        DateTime = "date-time",
        /// An e-mail address.
        Email = "email",
        /// A URL.
        Url = "url",
        /// A JSON document within a string.
        Json = "json",
        /// Bytes in Base64.
        Base64 = "base64",
    }
}

impl Format {
    /// Describes the format in the docs of a field.
    pub const fn doc(self) -> &'static str {
        match self {
            Format::UnixSeconds => "Unix time in seconds.",
            Format::UnixMillis => "Unix time in milliseconds.",
            Format::Int64 => "A signed 64-bit integer as a string.",
            Format::Uint64 => "An unsigned 64-bit integer as a string.",
            Format::Decimal => "A decimal number as a string.",
            Format::Date => "A date: `YYYY-MM-DD`.",
            Format::DateTime => "A time as in RFC 3339.",
            Format::Email => "An e-mail address.",
            Format::Url => "A URL.",
            Format::Json => "A JSON document as a string.",
            Format::Base64 => "Bytes in Base64.",
        }
    }
}
