//! Builds a client from environment variables.

use super::bounds::configuration;
use super::builder::ClientBuilder;
use super::handle::Client;
use crate::Error;
use crate::error::scrub::one_line;

impl Client {
    /// Builds a client from environment variables; see [`ClientBuilder::from_env`].
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration), naming the variable.
    pub fn from_env() -> Result<Self, Error> {
        ClientBuilder::from_env()?.build()
    }
}

impl ClientBuilder {
    /// Configures a client from environment variables:
    ///
    /// - `LARKSPEC_APP_ID` and `LARKSPEC_APP_SECRET`, or `LARKSPEC_TOKEN`;
    /// - `LARKSPEC_REGION`: `feishu` (the default) or `lark`;
    /// - `LARKSPEC_BASE_URL`: replaces both hosts.
    ///
    /// An empty variable counts as not set.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration), naming the variable. Missing credentials are
    /// only reported by [`build`](Self::build), so you can still set them.
    pub fn from_env() -> Result<Self, Error> {
        Self::from_variables(|name| std::env::var_os(name))
    }

    fn from_variables(
        variable: impl Fn(&str) -> Option<std::ffi::OsString>,
    ) -> Result<Self, Error> {
        let variable = |name: &str| match variable(name).map(|value| value.into_string()) {
            None => Ok(None),
            Some(Ok(value)) if value.trim().is_empty() => Ok(None),
            Some(Ok(value)) => Ok(Some(value.trim().to_owned())),
            // The value is not shown because it may be the secret.
            Some(Err(_)) => Err(configuration(format!("`{name}` is not valid UTF-8"))),
        };
        let mut builder = ClientBuilder::default();
        if let Some(region) = variable("LARKSPEC_REGION")? {
            let region = region.parse().map_err(|_| {
                configuration(format!(
                    "`LARKSPEC_REGION` is `{}`: choose `feishu` or `lark`",
                    one_line(&region, 40)
                ))
            })?;
            builder = builder.region(region);
        }
        if let Some(url) = variable("LARKSPEC_BASE_URL")? {
            builder = builder.base_url(url);
        }
        let id = variable("LARKSPEC_APP_ID")?;
        let secret = variable("LARKSPEC_APP_SECRET")?;
        let token = variable("LARKSPEC_TOKEN")?;
        match (id, secret, token) {
            (None, None, None) => Ok(builder),
            (None, None, Some(token)) => Ok(builder.token(token)),
            (Some(id), Some(secret), None) => Ok(builder.app(id, secret)),
            (Some(_), None, None) => Err(configuration(
                "`LARKSPEC_APP_ID` is set, but `LARKSPEC_APP_SECRET` is not",
            )),
            (None, Some(_), None) => Err(configuration(
                "`LARKSPEC_APP_SECRET` is set, but `LARKSPEC_APP_ID` is not",
            )),
            (_, _, Some(_)) => Err(configuration(
                "both `LARKSPEC_TOKEN` and an app's credentials are set: unset one of them",
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(variables: &[(&str, &str)]) -> Result<Client, Error> {
        ClientBuilder::from_variables(|name| {
            let (_, value) = variables.iter().find(|(known, _)| *known == name)?;
            Some(value.into())
        })?
        .build()
    }

    #[test]
    fn the_environment_describes_a_client() {
        const ID: (&str, &str) = ("LARKSPEC_APP_ID", "cli_1");
        const SECRET: (&str, &str) = ("LARKSPEC_APP_SECRET", "hunter2");
        const TOKEN: (&str, &str) = ("LARKSPEC_TOKEN", " t-hunter2\n");
        type Case<'c> = (Vec<(&'c str, &'c str)>, Result<&'c str, &'c str>);
        let cases: Vec<Case<'_>> = vec![
            (vec![ID, SECRET], Ok("open.feishu.cn")),
            (
                vec![TOKEN, ("LARKSPEC_REGION", "LARK")],
                Ok("open.larksuite.com"),
            ),
            (vec![TOKEN, ("LARKSPEC_APP_ID", "")], Ok("open.feishu.cn")),
            (
                vec![TOKEN, ("LARKSPEC_BASE_URL", "http://127.0.0.1:9")],
                Ok("http://127.0.0.1:9"),
            ),
            (vec![], Err("LARKSPEC_APP_ID and LARKSPEC_APP_SECRET")),
            (vec![ID], Err("`LARKSPEC_APP_SECRET` is not")),
            (vec![SECRET], Err("`LARKSPEC_APP_ID` is not")),
            (vec![ID, SECRET, TOKEN], Err("unset one of them")),
            (
                vec![TOKEN, ("LARKSPEC_REGION", "cn")],
                Err("`LARKSPEC_REGION` is `cn`"),
            ),
            (
                vec![TOKEN, ("LARKSPEC_BASE_URL", "http://example.com")],
                Err("not encrypted"),
            ),
            (
                vec![("LARKSPEC_TOKEN", "t hunter2")],
                Err("invalid characters"),
            ),
        ];
        for (variables, expected) in cases {
            let result = from(&variables);
            let text = match &result {
                Ok(client) => format!("{client:?}"),
                Err(error) => format!("{error} {error:?}"),
            };
            let (ok, part) = match expected {
                Ok(part) => (true, part),
                Err(part) => (false, part),
            };
            assert_eq!(result.is_ok(), ok, "{text}");
            assert!(text.contains(part), "{text}");
            assert!(!text.contains("hunter2"), "{text}");
        }
    }
}
