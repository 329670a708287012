//! The rules of procedure that a session runs under.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use super::limits::SessionLimits;
use super::refusal::{Code, Refusal};

/// How a queue orders its requests inside a rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Discipline {
    /// First come, first served.
    Arrival,
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

/// The preset of agenda and rules a session was made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// A plain meeting: every rule neutral.
    #[default]
    Meeting,
}

/// A session's rules, every one with a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Rules {
    /// Order inside a rank.
    pub discipline: Discipline,
    /// What a turn's end of time does.
    pub overtime: Overtime,
    /// A turn's limit in milliseconds where neither kind nor item says one.
    pub turn_limit_ms: u64,
    /// Limits by kind of request, in milliseconds; they go before the item's.
    pub kind_limits_ms: KindLimits,
    /// How long before its end a turn is warned, in milliseconds; 0 for only at its end.
    pub warn_ms: u64,
    /// How long a called request waits for `ready` before it is passed, in milliseconds.
    pub ready_timeout_ms: u64,
    /// Requests of one kind that a person may have waiting for an item.
    pub requests_per_kind: u64,
    /// Requests that wait for one item.
    pub queue_max: u64,
    /// Whether threads take posts before the session is opened.
    pub threads_before: bool,
    /// Whether threads take posts after the session was adjourned.
    pub threads_after: bool,
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

/// Changes to a form's rules: a merge patch whose unknown members are errors.
///
/// A rule that is not built yet may be named with its neutral value only.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RulesPatch {
    /// See [`Rules::discipline`].
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub discipline: Option<Discipline>,
    /// See [`Rules::overtime`].
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub overtime: Option<Overtime>,
    /// See [`Rules::turn_limit_ms`].
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub turn_limit_ms: Option<u64>,
    /// See [`Rules::kind_limits_ms`].
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub kind_limits_ms: Option<KindLimits>,
    /// See [`Rules::warn_ms`].
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub warn_ms: Option<u64>,
    /// See [`Rules::ready_timeout_ms`].
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub ready_timeout_ms: Option<u64>,
    /// See [`Rules::requests_per_kind`].
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub requests_per_kind: Option<u64>,
    /// See [`Rules::queue_max`].
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub queue_max: Option<u64>,
    /// See [`Rules::threads_before`].
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub threads_before: Option<bool>,
    /// See [`Rules::threads_after`].
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub threads_after: Option<bool>,
    /// Places that nobody overtakes: only 0.
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub safe_positions: Option<u64>,
    /// People who must have arrived: only 0.
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub quorum: Option<u64>,
    /// Whether posts wait for approval: only `false`.
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub posts_moderated: Option<bool>,
    /// The window in which requests count as simultaneous, in milliseconds: only 0.
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub tie_window_ms: Option<u64>,
}

/// A rule has a value, so `null`, which a merge patch would take for "remove", is an error.
fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

impl Form {
    /// The version of the form's preset.
    #[must_use]
    pub const fn version(self) -> u64 {
        match self {
            Self::Meeting => 1,
        }
    }

    /// The form's rules.
    #[must_use]
    pub const fn rules(self) -> Rules {
        match self {
            Self::Meeting => Rules {
                discipline: Discipline::Arrival,
                overtime: Overtime::Warn,
                turn_limit_ms: 480_000,
                kind_limits_ms: KindLimits {
                    point_of_order: None,
                    question: None,
                    reply: None,
                    prepared: None,
                    impromptu: None,
                },
                warn_ms: 60_000,
                ready_timeout_ms: 60_000,
                requests_per_kind: 1,
                queue_max: 200,
                threads_before: false,
                threads_after: false,
            },
        }
    }
}

/// The shortest limit of a turn, and the shortest time to get ready, in milliseconds.
const SHORTEST_MS: u64 = 1_000;

impl Rules {
    /// These rules with `patch` merged in.
    ///
    /// # Errors
    /// `malformed` if a value is impossible, or not built yet.
    pub fn patched(mut self, patch: &RulesPatch, limits: &SessionLimits) -> Result<Self, Refusal> {
        let unbuilt = [patch.safe_positions, patch.quorum, patch.tie_window_ms]
            .into_iter()
            .flatten()
            .any(|n| n != 0);
        if unbuilt || patch.posts_moderated == Some(true) {
            return Err(Refusal::because(
                Code::Malformed,
                "A rule has a value that this server does not support yet.",
            ));
        }
        if let Some(kinds) = patch.kind_limits_ms {
            let own = &mut self.kind_limits_ms;
            own.point_of_order = kinds.point_of_order.or(own.point_of_order);
            own.question = kinds.question.or(own.question);
            own.reply = kinds.reply.or(own.reply);
            own.prepared = kinds.prepared.or(own.prepared);
            own.impromptu = kinds.impromptu.or(own.impromptu);
        }
        self.discipline = patch.discipline.unwrap_or(self.discipline);
        self.overtime = patch.overtime.unwrap_or(self.overtime);
        self.turn_limit_ms = patch.turn_limit_ms.unwrap_or(self.turn_limit_ms);
        self.warn_ms = patch.warn_ms.unwrap_or(self.warn_ms);
        self.ready_timeout_ms = patch.ready_timeout_ms.unwrap_or(self.ready_timeout_ms);
        self.requests_per_kind = patch.requests_per_kind.unwrap_or(self.requests_per_kind);
        // The form's own value gives way to a lower limit of the configuration; a value that is asked for does not.
        let queue_max = self.queue_max.min(limits.waiting_per_item_max as u64);
        self.queue_max = patch.queue_max.unwrap_or(queue_max);
        self.threads_before = patch.threads_before.unwrap_or(self.threads_before);
        self.threads_after = patch.threads_after.unwrap_or(self.threads_after);
        self.checked(limits)
    }

    fn checked(self, limits: &SessionLimits) -> Result<Self, Refusal> {
        let turn = SHORTEST_MS..=limits.turn_limit_ms_max;
        let possible = turn.contains(&self.turn_limit_ms)
            && self.kind_limits_ms.values().all(|limit| turn.contains(&limit))
            && self.warn_ms <= limits.turn_limit_ms_max
            && turn.contains(&self.ready_timeout_ms)
            && (1..=10).contains(&self.requests_per_kind)
            && (1..=limits.waiting_per_item_max as u64).contains(&self.queue_max);
        if possible {
            Ok(self)
        } else {
            Err(Refusal::because(Code::Malformed, "A rule has an impossible value."))
        }
    }
}
