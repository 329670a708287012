//! Identities inside a session: the number of the entry that made the thing, or a participant's number.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

macro_rules! identity {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
        )]
        #[serde(transparent)]
        pub struct $name(pub u64);

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(formatter)
            }
        }
    };
}

identity!(
    /// An agenda item.
    ItemId
);
identity!(
    /// A request for the floor.
    RequestId
);
identity!(
    /// One holding of the floor; never used a second time.
    TurnId
);
identity!(
    /// A topic thread.
    ThreadId
);
identity!(
    /// A post in a thread.
    PostId
);
identity!(
    /// A statement of the record.
    StatementId
);
identity!(
    /// A commitment.
    CommitmentId
);
identity!(
    /// A look-back review: the number of its entry in the stream that concerns all sessions.
    ReviewId
);
identity!(
    /// A poll.
    PollId
);
identity!(
    /// A step of preparation: 1, 2, 3 … in the order of the form.
    StepId
);
identity!(
    /// A person of the session: 1, 2, 3 … in the order of invitation; 0 stands for the convener.
    ParticipantId
);
identity!(
    /// A venue: 1, 2, 3 … in the order of the session's creation.
    VenueId
);

impl ParticipantId {
    /// What the journal writes as `by` for the convener.
    pub const CONVENER: Self = Self(0);
}
