//! A web origin: scheme, host and port, compared whole.

use std::fmt;
use std::str::FromStr;

use axum::http::uri::Authority;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Scheme, host and port of a site. Two are equal only if all three are; a default port may be left out.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Origin {
    scheme: Scheme,
    /// In lower case; an IPv6 address with its brackets.
    host: String,
    port: u16,
}

/// How a site is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scheme {
    /// In the clear.
    Http,
    /// Under TLS.
    Https,
}

impl Scheme {
    const fn name(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Https => "https",
        }
    }

    /// The scheme of sockets that are reached the same way.
    const fn of_sockets(self) -> &'static str {
        match self {
            Self::Http => "ws",
            Self::Https => "wss",
        }
    }

    const fn default_port(self) -> u16 {
        match self {
            Self::Http => 80,
            Self::Https => 443,
        }
    }
}

/// The text is not `http://HOST[:PORT]` or `https://HOST[:PORT]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be http://HOST or https://HOST, with a port if need be, and nothing behind it")]
pub struct NotAnOrigin;

impl Origin {
    /// The origin of what is reached by `scheme` under this `Host` header; `None` if that is no authority.
    #[must_use]
    pub fn of_host(scheme: Scheme, host: &str) -> Option<Self> {
        // An authority may carry a user's name, which is a way to make one host look like another.
        if host.contains('@') {
            return None;
        }
        let authority: Authority = host.parse().ok()?;
        let port = match authority.port() {
            Some(port) => port.as_str().parse().ok()?,
            None if authority.as_str() == authority.host() => scheme.default_port(),
            // Something stands where a port should.
            None => return None,
        };
        let host = authority.host().to_ascii_lowercase();
        (!host.is_empty()).then_some(Self { scheme, host, port })
    }

    /// How it is reached.
    #[must_use]
    pub const fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// Whether the other differs in the scheme and the port at most.
    #[must_use]
    pub fn same_host(&self, other: &Self) -> bool {
        self.host == other.host
    }

    /// Its sockets as a source of a content security policy; `None` if the host has signs that mean something there.
    #[must_use]
    pub fn socket_source(&self) -> Option<String> {
        let plain = |sign: char| sign.is_ascii_alphanumeric() || "-._:[]".contains(sign);
        let port = if self.port == self.scheme.default_port() {
            String::new()
        } else {
            format!(":{}", self.port)
        };
        let scheme = self.scheme.of_sockets();
        self.host
            .chars()
            .all(plain)
            .then(|| format!("{scheme}://{}{port}", self.host))
    }
}

impl FromStr for Origin {
    type Err = NotAnOrigin;

    fn from_str(text: &str) -> Result<Self, NotAnOrigin> {
        let (scheme, host) = text.split_once("://").ok_or(NotAnOrigin)?;
        let scheme = match scheme.to_ascii_lowercase().as_str() {
            "http" => Scheme::Http,
            "https" => Scheme::Https,
            _ => return Err(NotAnOrigin),
        };
        Self::of_host(scheme, host).ok_or(NotAnOrigin)
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}://{}", self.scheme.name(), self.host)?;
        if self.port == self.scheme.default_port() {
            Ok(())
        } else {
            write!(formatter, ":{}", self.port)
        }
    }
}

impl Serialize for Origin {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Origin {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.trim_end_matches('/').parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::Origin;

    #[test]
    fn s1_an_origin_is_compared_whole() {
        let own: Origin = "https://consult.example".parse().unwrap();
        let same = ["https://consult.example:443", "HTTPS://Consult.Example"];
        for text in same {
            assert_eq!(text.parse::<Origin>(), Ok(own.clone()), "{text}");
        }
        let others = [
            "http://consult.example",
            "https://consult.example:8443",
            "https://www.consult.example",
            "https://consult.example.evil.example",
            "https://evilconsult.example",
        ];
        for text in others {
            assert_ne!(text.parse::<Origin>(), Ok(own.clone()), "{text}");
        }
        let none = [
            "null",
            "",
            "consult.example",
            "ftp://consult.example",
            "https://consult.example/",
            "https://consult.example?x",
            "https://consult.example@evil.example",
            "https://consult.example:",
            "https://consult.example:port",
            "https://",
        ];
        for text in none {
            assert!(text.parse::<Origin>().is_err(), "{text}");
        }
    }
}
