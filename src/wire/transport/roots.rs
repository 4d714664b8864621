//! The certificates that are trusted in addition to Mozilla's.

use ureq::config::ConfigBuilder;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::typestate::AgentScope;

/// Root certificates; only Mozilla's if none were added.
#[derive(Clone, Default)]
pub(crate) struct Roots {
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    certificates: Vec<Certificate<'static>>,
}

impl Roots {
    /// Adds the certificates of a PEM text.
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    pub(crate) fn add(&mut self, pem: &[u8]) -> Result<(), String> {
        let mut added = Vec::new();
        for item in parse_pem(pem) {
            match item {
                Ok(PemItem::Certificate(certificate)) if is_whole(certificate.der()) => {
                    added.push(certificate);
                }
                Ok(PemItem::Certificate(_)) => {
                    return Err("a root certificate is damaged or not a certificate".to_owned());
                }
                Ok(PemItem::PrivateKey(_)) => {
                    return Err(
                        "there is a private key among the root certificates: pass only the certificates".to_owned(),
                    );
                }
                Ok(_) => {}
                Err(_) => return Err("the root certificates are not in PEM".to_owned()),
            }
        }
        if added.is_empty() {
            return Err(
                "there is no root certificate: pass PEM text, which contains `-----BEGIN CERTIFICATE-----`".to_owned(),
            );
        }
        // Only programs that add certificates hold these twice.
        if self.certificates.is_empty() {
            let mozilla = webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter();
            self.certificates = mozilla.map(|der| Certificate::from_der(der)).collect();
        }
        self.certificates.append(&mut added);
        Ok(())
    }

    /// Without TLS, there is nothing to trust.
    #[cfg(not(any(feature = "rustls", feature = "native-tls")))]
    pub(crate) fn add(&mut self, _: &[u8]) -> Result<(), String> {
        Err(
            "root certificates need TLS: enable the feature `rustls` or `native-tls` of larkspec"
                .to_owned(),
        )
    }

    /// Adds the certificates to the trusted ones.
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    pub(super) fn apply(&self, config: ConfigBuilder<AgentScope>) -> ConfigBuilder<AgentScope> {
        let mut tls = TlsConfig::builder();
        if cfg!(feature = "native-tls") {
            tls = tls.provider(ureq::tls::TlsProvider::NativeTls);
        }
        if !self.certificates.is_empty() {
            tls = tls.root_certs(RootCerts::new_with_certs(&self.certificates));
        }
        config.tls_config(tls.build())
    }

    #[cfg(not(any(feature = "rustls", feature = "native-tls")))]
    pub(super) fn apply(&self, config: ConfigBuilder<AgentScope>) -> ConfigBuilder<AgentScope> {
        config
    }
}

/// Whether it is one DER value, as a certificate is. The TLS library checks the certificates that it can read, and
/// silently ignores the others.
#[cfg(any(feature = "rustls", feature = "native-tls"))]
fn is_whole(der: &[u8]) -> bool {
    match der {
        [0x30, 0x82, high, low, content @ ..] => {
            content.len() == usize::from(*high) << 8 | usize::from(*low)
        }
        [0x30, 0x81, length, content @ ..] => content.len() == usize::from(*length),
        _ => false,
    }
}

#[cfg(all(test, any(feature = "rustls", feature = "native-tls")))]
mod tests {
    use super::*;

    #[test]
    fn adds_to_those_of_mozilla() {
        // As long as the outermost length says.
        let pem = |base64: &str| {
            format!("-----BEGIN CERTIFICATE-----\n{base64}\n-----END CERTIFICATE-----\n")
        };
        let mut roots = Roots::default();
        let mozilla = webpki_root_certs::TLS_SERVER_ROOT_CERTS.len();
        roots
            .add((pem("MIECAAA=") + &pem("MIECAAA=")).as_bytes())
            .unwrap();
        roots.add(pem("MIECAAA=").as_bytes()).unwrap();
        assert_eq!(roots.certificates.len(), mozilla + 3);
        for (pem, part) in [
            ("", "no root certificate"),
            ("hello", "no root certificate"),
            (&*pem("MIEDAAA="), "damaged"),
            (&*pem("?"), "not in PEM"),
            (
                "-----BEGIN PRIVATE KEY-----\nMIECAAA=\n-----END PRIVATE KEY-----\n",
                "a private key",
            ),
        ] {
            let why = Roots::default().add(pem.as_bytes()).unwrap_err();
            assert!(why.contains(part), "{pem}: {why}");
        }
    }
}
