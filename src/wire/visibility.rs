//! Which audience sees which entry (SPEC D3): whole or redacted, by its visibility now.

use std::collections::BTreeSet;

use crate::domain::{Audience, Event};

/// Whether `audience` sees the entry `seq`, `hidden` being the entries that moderators alone see now.
#[must_use]
pub fn visible(event: &Event, seq: u64, audience: Audience, hidden: &BTreeSet<u64>) -> bool {
    match audience {
        Audience::Moderators => true,
        Audience::Members => !hidden.contains(&seq),
        Audience::Public => {
            let withheld = matches!(event, Event::ParticipantRemoved { .. } | Event::RequestDenied { .. });
            !hidden.contains(&seq) && !withheld
        }
    }
}
