//! The rules of procedure that a session runs under.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use super::limits::SessionLimits;
use super::refusal::{Code, Refusal};
use super::role::{Capability, Role};

/// How a queue orders its requests inside a rank (protocol.md, "Meaning").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Discipline {
    /// First come, first served.
    Arrival,
    /// Those who spoke least often first.
    FewestTurns,
    /// Those who spoke least long first.
    LeastTime,
    /// Round the sectors, the least heard first.
    SectorRotation,
    /// Round the venues, the least heard first.
    VenueRotation,
    /// Arrival, and what the moderators make of it.
    ChairOrder,
}

/// What happens when a turn's time is used up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Overtime {
    /// The speaker is warned; the turn goes on.
    Warn,
    /// The turn goes on and screens count below zero.
    Overrun,
    /// The turn ends by itself.
    Stop,
}

/// What the clock of a turn does whose speaker lost the last connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DropClock {
    /// It counts to the moment when the connection went, and stands.
    Stops,
    /// It runs on.
    Runs,
}

/// A session's rules, every one with a value. What an old journal does not say has the value of a plain meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Rules {
    /// Order inside a rank.
    pub discipline: Discipline,
    /// The first so many requests of a queue are overtaken by no discipline.
    pub safe_positions: u64,
    /// What a turn's end of time does.
    pub overtime: Overtime,
    /// A turn's limit in milliseconds where neither kind nor item says one.
    pub turn_limit_ms: u64,
    /// Limits by kind of request, in milliseconds; they go before the item's.
    pub kind_limits_ms: KindLimits,
    /// How long before its end a turn is warned, in milliseconds; 0 for only at its end.
    pub warn_ms: u64,
    /// How long the speaker's last connection may be gone before the turn counts as dropped, in milliseconds.
    pub drop_grace_ms: u64,
    /// What the clock does then.
    pub drop_clock: DropClock,
    /// How long a called request waits for `ready` before it is passed, in milliseconds.
    pub ready_timeout_ms: u64,
    /// Requests of one kind that a person may have waiting for an item.
    pub requests_per_kind: u64,
    /// Requests that wait for one item.
    pub queue_max: u64,
    /// The roles that may speak (*ours*); points of order are for everybody who may have the floor.
    pub may_ask: Vec<Role>,
    /// Whether threads take posts before the session is opened.
    pub threads_before: bool,
    /// Whether threads take posts after the session was adjourned.
    pub threads_after: bool,
    /// Whether posts of those who do not moderate wait for approval.
    pub posts_moderated: bool,
    /// Chairs and members who must be there; 0 for no quorum.
    pub quorum: u64,
    /// The window in which requests count as simultaneous, in milliseconds: always 0 so far.
    pub tie_window_ms: u64,
}

impl Default for Rules {
    /// The rules of a plain meeting: every one neutral.
    fn default() -> Self {
        Self {
            discipline: Discipline::Arrival,
            safe_positions: 0,
            overtime: Overtime::Warn,
            turn_limit_ms: 480_000,
            kind_limits_ms: KindLimits::default(),
            warn_ms: 60_000,
            drop_grace_ms: 15_000,
            drop_clock: DropClock::Stops,
            ready_timeout_ms: 60_000,
            requests_per_kind: 1,
            queue_max: 200,
            may_ask: speaking_roles(),
            threads_before: false,
            threads_after: false,
            posts_moderated: false,
            quorum: 0,
            tie_window_ms: 0,
        }
    }
}

/// The roles that may have the floor.
fn speaking_roles() -> Vec<Role> {
    let speaks = |role: &Role| role.may(Capability::RequestFloor);
    Role::ALL.into_iter().filter(speaks).collect()
}

/// A turn's limit by the kind of its request, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct KindLimits {
    /// For a point of order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub point_of_order: Option<u64>,
    /// For a question.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question: Option<u64>,
    /// For a reply.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply: Option<u64>,
    /// For a prepared speech.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prepared: Option<u64>,
    /// For an impromptu speech.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub impromptu: Option<u64>,
}

impl KindLimits {
    fn values(self) -> impl Iterator<Item = u64> {
        [
            self.point_of_order,
            self.question,
            self.reply,
            self.prepared,
            self.impromptu,
        ]
        .into_iter()
        .flatten()
    }
}

/// Changes to [`KindLimits`]: null takes a limit away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct KindLimitsPatch {
    /// For a point of order.
    #[serde(deserialize_with = "named", skip_serializing_if = "Option::is_none")]
    pub point_of_order: Option<Option<u64>>,
    /// For a question.
    #[serde(deserialize_with = "named", skip_serializing_if = "Option::is_none")]
    pub question: Option<Option<u64>>,
    /// For a reply.
    #[serde(deserialize_with = "named", skip_serializing_if = "Option::is_none")]
    pub reply: Option<Option<u64>>,
    /// For a prepared speech.
    #[serde(deserialize_with = "named", skip_serializing_if = "Option::is_none")]
    pub prepared: Option<Option<u64>>,
    /// For an impromptu speech.
    #[serde(deserialize_with = "named", skip_serializing_if = "Option::is_none")]
    pub impromptu: Option<Option<u64>>,
}

/// A member that is there, be it null.
#[expect(
    clippy::option_option,
    reason = "in a merge patch, absent, null and a value are three things"
)]
fn named<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<u64>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

macro_rules! patches {
    ($($(#[$meta:meta])* $name:ident: $type:ty),+ $(,)?) => {
        /// Changes to a form's or a session's rules: a merge patch (RFC 7396) whose unknown members are errors.
        #[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields, default)]
        pub struct RulesPatch {
            /// See [`Rules::kind_limits_ms`].
            #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
            pub kind_limits_ms: Option<KindLimitsPatch>,
            $($(#[$meta])*
            #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
            pub $name: Option<$type>),+
        }

        impl Rules {
            /// These rules with `patch` merged in, whatever its values.
            #[must_use]
            pub fn merged(mut self, patch: &RulesPatch) -> Self {
                if let Some(kinds) = &patch.kind_limits_ms {
                    let own = &mut self.kind_limits_ms;
                    own.point_of_order = kinds.point_of_order.unwrap_or(own.point_of_order);
                    own.question = kinds.question.unwrap_or(own.question);
                    own.reply = kinds.reply.unwrap_or(own.reply);
                    own.prepared = kinds.prepared.unwrap_or(own.prepared);
                    own.impromptu = kinds.impromptu.unwrap_or(own.impromptu);
                }
                $(if let Some(value) = &patch.$name {
                    self.$name.clone_from(value);
                })+
                self
            }

            /// The patch that takes `patch` back, once it was merged into these rules.
            #[must_use]
            pub fn taking_back(&self, patch: &RulesPatch) -> RulesPatch {
                let own = self.kind_limits_ms;
                RulesPatch {
                    kind_limits_ms: patch.kind_limits_ms.map(|kinds| KindLimitsPatch {
                        point_of_order: kinds.point_of_order.map(|_| own.point_of_order),
                        question: kinds.question.map(|_| own.question),
                        reply: kinds.reply.map(|_| own.reply),
                        prepared: kinds.prepared.map(|_| own.prepared),
                        impromptu: kinds.impromptu.map(|_| own.impromptu),
                    }),
                    $($name: patch.$name.as_ref().map(|_| self.$name.clone())),+
                }
            }
        }
    };
}

patches! {
    /// See [`Rules::discipline`].
    discipline: Discipline,
    /// See [`Rules::safe_positions`].
    safe_positions: u64,
    /// See [`Rules::overtime`].
    overtime: Overtime,
    /// See [`Rules::turn_limit_ms`].
    turn_limit_ms: u64,
    /// See [`Rules::warn_ms`].
    warn_ms: u64,
    /// See [`Rules::drop_grace_ms`].
    drop_grace_ms: u64,
    /// See [`Rules::drop_clock`].
    drop_clock: DropClock,
    /// See [`Rules::ready_timeout_ms`].
    ready_timeout_ms: u64,
    /// See [`Rules::requests_per_kind`].
    requests_per_kind: u64,
    /// See [`Rules::queue_max`].
    queue_max: u64,
    /// See [`Rules::may_ask`].
    may_ask: Vec<Role>,
    /// See [`Rules::threads_before`].
    threads_before: bool,
    /// See [`Rules::threads_after`].
    threads_after: bool,
    /// See [`Rules::posts_moderated`].
    posts_moderated: bool,
    /// See [`Rules::quorum`].
    quorum: u64,
    /// See [`Rules::tie_window_ms`]: only 0.
    tie_window_ms: u64,
}

/// A rule has a value, so `null`, which a merge patch would take for "remove", is an error.
fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// The shortest limit of a turn, and the shortest time to get ready, in milliseconds.
const SHORTEST_MS: u64 = 1_000;

impl Rules {
    /// These rules with `patch` merged in.
    ///
    /// # Errors
    /// `malformed` if a value is impossible, or not built yet.
    pub fn patched(mut self, patch: &RulesPatch, limits: &SessionLimits) -> Result<Self, Refusal> {
        if patch.tie_window_ms.is_some_and(|window| window != 0) {
            return Err(Refusal::because(
                Code::Malformed,
                "A rule has a value that this server does not support yet.",
            ));
        }
        // The form's own value gives way to a lower limit of the configuration; a value that is asked for does not.
        self.queue_max = self.queue_max.min(limits.waiting_per_item_max as u64);
        let mut patched = self.merged(patch);
        patched.may_ask.sort_unstable();
        patched.may_ask.dedup();
        patched.checked(limits)
    }

    fn checked(self, limits: &SessionLimits) -> Result<Self, Refusal> {
        let turn = SHORTEST_MS..=limits.turn_limit_ms_max;
        let waiting = 1..=limits.waiting_per_item_max as u64;
        let possible = turn.contains(&self.turn_limit_ms)
            && self.kind_limits_ms.values().all(|limit| turn.contains(&limit))
            && self.warn_ms <= limits.turn_limit_ms_max
            && self.drop_grace_ms <= limits.turn_limit_ms_max
            && turn.contains(&self.ready_timeout_ms)
            && (1..=10).contains(&self.requests_per_kind)
            && waiting.contains(&self.queue_max)
            && self.safe_positions <= *waiting.end()
            && self.quorum <= limits.participants_max as u64
            && self.may_ask.iter().all(|role| role.may(Capability::RequestFloor));
        if possible {
            Ok(self)
        } else {
            Err(Refusal::because(Code::Malformed, "A rule has an impossible value."))
        }
    }
}
