//! Which pages may ask: those of this server, and those of sites that the configuration names (SPEC S1).

use axum::http::{HeaderMap, header};

use super::Edge;
use super::problem::{ProblemCode, Refused};
use super::site::{Origin, Scheme};

/// What a request says of the page that it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Page {
    /// A page that may ask.
    Ours,
    /// It does not come from a page, or from one of old.
    None,
}

impl Edge {
    /// Looks at the `Origin` header.
    ///
    /// # Errors
    /// `origin_refused` for a page of another site, for `null`, and for more than one header.
    pub(super) fn page(&self, headers: &HeaderMap) -> Result<Page, Refused> {
        let mut values = headers.get_all(header::ORIGIN).iter();
        let Some(value) = values.next() else {
            return Ok(Page::None);
        };
        let origin: Option<Origin> = value.to_str().ok().and_then(|text| text.parse().ok());
        match origin {
            Some(origin) if values.next().is_none() && self.is_ours(&origin, headers) => Ok(Page::Ours),
            _ => Err(Refused::because(
                ProblemCode::OriginRefused,
                "Pages of this site may not do this here; see `public_url` and `allowed_origins` of the configuration.",
            )),
        }
    }

    fn is_ours(&self, origin: &Origin, headers: &HeaderMap) -> bool {
        let public = self.config.public_url.as_ref();
        if public == Some(origin) || self.config.allowed_origins.contains(origin) {
            return true;
        }
        // This server itself speaks in the clear. Under TLS, a page of the same host in the clear is another site:
        // whoever sits on the wire can write it.
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
        let own = host.and_then(|host| Origin::of_host(Scheme::Http, host));
        let behind_tls = public.is_some_and(|public| public.scheme() == Scheme::Https && public.same_host(origin));
        own.as_ref() == Some(origin) && !behind_tls
    }
}
