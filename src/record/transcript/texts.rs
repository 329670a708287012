//! Where an entry has which words.

use crate::domain::Event;

/// The title of a session, an item or a thread.
pub(super) fn title(event: &Event) -> Option<&str> {
    match event {
        Event::SessionCreated(created) => Some(&created.title),
        Event::ItemAdded { title, .. } | Event::ThreadOpened { title, .. } => Some(title),
        Event::ItemEdited { title, .. } => title.as_deref(),
        _ => None,
    }
}

/// The deliberative body.
pub(super) fn body(event: &Event) -> Option<&str> {
    match event {
        Event::SessionCreated(created) => created.body.as_deref(),
        _ => None,
    }
}

/// What came of an item.
pub(super) fn conclusion(event: &Event) -> Option<&str> {
    match event {
        Event::ItemFinished { conclusion, .. } => conclusion.as_deref(),
        Event::ItemConcluded { text, .. } => Some(text),
        _ => None,
    }
}

/// What was said, written or promised.
pub(super) fn text(event: &Event) -> Option<&str> {
    match event {
        Event::StatementRecorded { text, .. }
        | Event::StatementRevised { text, .. }
        | Event::PostPublished { text, .. }
        | Event::PostRevised { text, .. }
        | Event::CommitmentRecorded { text, .. } => Some(text),
        _ => None,
    }
}

/// Why a turn was taken away.
pub(super) fn reason(event: &Event) -> Option<&str> {
    match event {
        Event::TurnEnded { reason, .. } => reason.as_deref(),
        _ => None,
    }
}

/// What a poll asks.
pub(super) fn question(event: &Event) -> Option<&str> {
    match event {
        Event::PollOpened { question, .. } => Some(question),
        _ => None,
    }
}

/// What can be answered.
pub(super) fn options(event: &Event) -> &[String] {
    match event {
        Event::PollOpened { options, .. } => options,
        _ => &[],
    }
}
