//! Keeps the live view within its bound (protocol.md, "Limits": `state` is at most 256 KiB).
//!
//! Limits on single texts do not bound their sum, so what the view shows has a budget of bytes. It judges commands,
//! never entries: a fold of a journal that was written under a larger budget goes on, and only what makes the view
//! larger is refused.

use super::command::{Link, Scene};
use super::event::StepMade;
use super::ids::ParticipantId;
use super::limits::SessionLimits;
use super::refusal::{Code, Refusal};
use super::session::Session;

/// What is bounded by itself: members of fixed size, the rules, what the screens show but for its words, and the three turns that may stand on the floor.
pub(super) const RESERVED: usize = 20 * 1024;
/// An item without its texts, with its places in `order` and `queues`.
pub(super) const ITEM: usize = 190;
/// A request without its texts, with its place in the queue.
pub(super) const REQUEST: usize = 405;
/// A point of a request without its text.
pub(super) const POINT: usize = 3;
/// A step of preparation without its texts.
const STEP: usize = 180;
/// A poll without its texts, and one of its options with its place in the result.
const POLL: usize = 120;
const OPTION: usize = 24;
/// A thread without its title and its pinned posts.
pub(super) const THREAD: usize = 185;
/// A post that is pinned.
pub(super) const PIN: usize = 21;
/// A venue without its texts.
pub(super) const VENUE: usize = 60;
/// A link without its texts.
const LINK: usize = 24;

/// The bytes of a text as a JSON string, without its quotation marks.
pub(super) fn text(text: &str) -> usize {
    let more = |byte: u8| match byte {
        b'"' | b'\\' | b'\n' | b'\r' | b'\t' | 0x08 | 0x0c => 1,
        0..0x20 => 5,
        _ => 0,
    };
    text.bytes().map(|byte| 1 + more(byte)).sum()
}

/// The same for a text that need not be there.
pub(super) fn optional(own: Option<&str>) -> usize {
    own.map_or(0, text)
}

/// The bytes of a step of preparation, not yet completed.
pub(super) fn step(step: &StepMade) -> usize {
    STEP + text(&step.title) + text(&step.who)
}

/// The bytes of a poll.
pub(super) fn poll(question: &str, options: &[String]) -> usize {
    let options: usize = options.iter().map(|option| OPTION + text(option)).sum();
    POLL + text(question) + options
}

/// The bytes of what the big screens show.
pub(super) fn scene(scene: Option<&Scene>) -> usize {
    match scene {
        Some(Scene::Message { text: own }) => text(own),
        _ => 0,
    }
}

/// The bytes of a list of links.
pub(super) fn links(links: &[Link]) -> usize {
    links
        .iter()
        .map(|link| LINK + text(&link.label) + text(&link.url))
        .sum()
}

impl Session {
    /// The same for what replaces something; nothing is always allowed.
    pub(super) fn grows_by(&self, more: usize, limits: &SessionLimits) -> Result<(), Refusal> {
        if more == 0 { Ok(()) } else { self.has_room(more, limits) }
    }

    /// What a person's name and sector take where the person is shown.
    pub(super) fn person_bytes(&self, person: ParticipantId) -> usize {
        let person = self.person(person);
        text(person.name) + optional(person.sector)
    }

    /// Refuses what would make the view larger than it may be.
    pub(super) fn has_room(&self, more: usize, limits: &SessionLimits) -> Result<(), Refusal> {
        if self.texts.bytes.saturating_add(more).saturating_add(RESERVED) <= limits.view_bytes_max {
            return Ok(());
        }
        Err(Refusal::because(
            Code::QueueFull,
            "The session shows as much as it can; make something shorter or end it.",
        ))
    }
}
