//! Limits of an address. They count what fails and what hangs only: a hall of 500 people has one address (SPEC S7).

use std::collections::HashMap;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use super::metrics::{self, Limit};
use super::problem::{ProblemCode, Refused};
use crate::config::EdgeLimits;

/// What is known of the addresses that come.
#[derive(Debug)]
pub struct Addresses {
    failures: DefaultKeyedRateLimiter<IpAddr>,
    unfinished: Arc<Mutex<HashMap<IpAddr, usize>>>,
    unfinished_max: usize,
}

/// A connection that has not sent a request yet; ends when dropped.
#[derive(Debug)]
pub struct Unfinished {
    counts: Arc<Mutex<HashMap<IpAddr, usize>>>,
    address: IpAddr,
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.address);
            }
        }
    }
}

impl Addresses {
    /// Nobody came yet.
    #[must_use]
    pub fn new(limits: &EdgeLimits) -> Self {
        let positive = |number| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
        let quota = Quota::per_minute(positive(limits.failed_joins_per_minute))
            .allow_burst(positive(limits.failed_joins_burst));
        Self {
            failures: RateLimiter::keyed(quota),
            unfinished: Arc::default(),
            unfinished_max: limits.unfinished_per_address_max,
        }
    }

    /// Counts a join or handshake that failed, and gives what to answer: the failure itself, or `rate_limited` if the
    /// address had too many. Whoever has a valid token is never kept out by others of the same address.
    #[must_use]
    pub fn failed(&self, address: IpAddr, failure: Refused) -> Refused {
        // What this server could not do is nobody's failure.
        if matches!(failure.code(), ProblemCode::Refused(crate::domain::Code::Unavailable)) {
            return failure;
        }
        let Err(not_until) = self.failures.check_key(&group(address)) else {
            return failure;
        };
        metrics::reached(Limit::FailedJoins);
        let wait = not_until.wait_time_from(DefaultClock::default().now());
        Refused::rate_limited(wait.as_secs() + 1)
    }

    /// Counts a new connection until what is given is dropped; `None` if its address has too many of them.
    #[must_use]
    pub fn begin(&self, address: IpAddr) -> Option<Unfinished> {
        let address = group(address);
        let mut counts = self.unfinished.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(address).or_default();
        if *count >= self.unfinished_max {
            metrics::reached(Limit::UnfinishedPerAddress);
            return None;
        }
        *count += 1;
        Some(Unfinished {
            counts: Arc::clone(&self.unfinished),
            address,
        })
    }

    /// Forgets addresses that are as good as new.
    pub fn tidy(&self) {
        self.failures.retain_recent();
        self.failures.shrink_to_fit();
    }
}

/// What counts as one address: an IPv6 network of 64 bits belongs to one subscriber.
fn group(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(six) => match six.to_ipv4_mapped() {
            Some(four) => four.into(),
            None => std::net::Ipv6Addr::from_bits(six.to_bits() & !u128::from(u64::MAX)).into(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::{Addresses, group};
    use crate::config::EdgeLimits;
    use crate::domain::Code;
    use crate::edge::problem::ProblemCode;
    use std::net::IpAddr;

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn s7_failures_of_an_address_are_bounded_and_others_are_not_touched() {
        let addresses = Addresses::new(&EdgeLimits {
            failed_joins_burst: 2,
            ..EdgeLimits::default()
        });
        let failed = |text| {
            addresses
                .failed(address(text), ProblemCode::InvitationInvalid.into())
                .code()
        };
        assert_eq!(failed("192.0.2.1"), ProblemCode::InvitationInvalid);
        assert_eq!(failed("192.0.2.1"), ProblemCode::InvitationInvalid);
        assert_eq!(failed("192.0.2.1"), ProblemCode::Refused(Code::RateLimited));
        assert_eq!(failed("192.0.2.2"), ProblemCode::InvitationInvalid);
        let ours = addresses.failed(address("192.0.2.1"), Code::Unavailable.into());
        assert_eq!(ours.code(), ProblemCode::Refused(Code::Unavailable));
    }

    #[test]
    fn s7_connections_without_a_request_are_bounded_for_an_address() {
        let addresses = Addresses::new(&EdgeLimits {
            unfinished_per_address_max: 1,
            ..EdgeLimits::default()
        });
        let first = addresses.begin(address("192.0.2.1"));
        assert!(first.is_some());
        assert!(addresses.begin(address("192.0.2.1")).is_none());
        assert!(addresses.begin(address("192.0.2.2")).is_some());
        drop(first);
        assert!(addresses.begin(address("192.0.2.1")).is_some());
    }

    #[test]
    fn s7_a_subscribers_network_is_one_address() {
        assert_eq!(group(address("2001:db8::1")), group(address("2001:db8::2:0:1")));
        assert_ne!(group(address("2001:db8::1")), group(address("2001:db8:0:1::1")));
        assert_eq!(group(address("::ffff:192.0.2.1")), address("192.0.2.1"));
    }
}
