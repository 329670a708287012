//! Commitments, each told from its own entries alone.

use std::collections::BTreeMap;

use rostrum::domain::commitments::CommitmentState;
use rostrum::domain::ids::{CommitmentId, ParticipantId};
use rostrum::domain::{Event, Role, Session};

use super::people::People;
use crate::domain::given::Entry;

/// Compares every commitment, and asserts that who followed one up was the one to do it.
pub fn check(entries: &[Entry], session: &Session) {
    let mut states = BTreeMap::new();
    for (place, Entry { seq, by, event, .. }) in entries.iter().enumerate() {
        let by = by.unwrap_or(ParticipantId::CONVENER);
        let before = &entries[..place];
        match event {
            Event::CommitmentRecorded { owner, asked_by, .. } => {
                assert_ne!(Some(*owner), *asked_by, "nobody judges the own promise");
                states.insert(*seq, (*owner, *asked_by, vec![CommitmentState::Recorded]));
            }
            Event::CommitmentReported { commitment, .. } => {
                let (owner, _, follow) = states.get_mut(&commitment.0).expect("a commitment");
                assert_acts(before, by, Some(*owner));
                assert!(!matches!(
                    follow.last(),
                    Some(CommitmentState::Verified | CommitmentState::Withdrawn)
                ));
                follow.push(CommitmentState::Reported);
            }
            Event::CommitmentVerified { commitment, .. } => {
                let (_, asked_by, follow) = states.get_mut(&commitment.0).expect("a commitment");
                assert_acts(before, by, *asked_by);
                assert!(follow.contains(&CommitmentState::Reported), "nothing was reported");
                assert_ne!(follow.last(), Some(&CommitmentState::Verified));
                follow.push(CommitmentState::Verified);
            }
            Event::CommitmentReopened { commitment, .. } => {
                let (_, _, follow) = states.get_mut(&commitment.0).expect("a commitment");
                assert_acts(before, by, None);
                assert_eq!(follow.last(), Some(&CommitmentState::Verified));
                follow.push(CommitmentState::Reopened);
            }
            Event::CommitmentWithdrawn { commitment, .. } => {
                let (_, _, follow) = states.get_mut(&commitment.0).expect("a commitment");
                assert_acts(before, by, None);
                let seals = |entry: &Entry| matches!(entry.event, Event::SessionSealed {});
                assert!(!before.iter().any(seals), "a sealed record keeps its commitments");
                assert_eq!(
                    follow.as_slice(),
                    [CommitmentState::Recorded],
                    "something was said of it"
                );
                follow.push(CommitmentState::Withdrawn);
            }
            _ => {}
        }
    }
    let found: Vec<CommitmentId> = session.commitments(0).map(|(id, _)| id).collect();
    assert!(found.iter().map(|id| id.0).eq(states.keys().copied()));
    for (id, (owner, asked_by, follow)) in states {
        let own = session.commitment(CommitmentId(id)).expect("a commitment");
        assert_eq!((own.owner, own.asked_by), (owner, asked_by));
        assert_eq!(Some(own.state), follow.last().copied());
        assert_eq!(own.entries.len(), follow.len() - 1);
    }
}

/// `whose` does it; moderators where that is nobody, or somebody who was removed before.
fn assert_acts(before: &[Entry], by: ParticipantId, whose: Option<ParticipantId>) {
    let gone = |id: &ParticipantId| {
        let removes =
            |entry: &Entry| matches!(&entry.event, Event::ParticipantRemoved { participant, .. } if participant == id);
        before.iter().any(removes)
    };
    match whose.filter(|whose| !gone(whose)) {
        Some(whose) => assert_eq!(by, whose),
        None => assert!(matches!(People::of(before).get(by).role, Role::Chair | Role::Clerk)),
    }
}
