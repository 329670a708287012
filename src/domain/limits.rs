//! How much of everything a session takes; a part of the configuration (protocol.md, "Limits").

use serde::{Deserialize, Serialize};

/// Limits that decisions obey. Lowering one never makes an old journal unreadable: they judge commands, not entries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SessionLimits {
    /// Characters of a subject, a title, a label or a venue's name.
    pub title_chars_max: usize,
    /// Characters of a person's name or sector.
    pub name_chars_max: usize,
    /// Characters of a reason.
    pub reason_chars_max: usize,
    /// Characters of a statement.
    pub statement_chars_max: usize,
    /// Characters of an item's conclusion, and of a session's introduction.
    pub conclusion_chars_max: usize,
    /// Characters of a post.
    pub post_chars_max: usize,
    /// Characters of a commitment.
    pub commitment_chars_max: usize,
    /// Characters of a report on a commitment.
    pub report_chars_max: usize,
    /// Commitments of a session.
    pub commitments_max: usize,
    /// Entries of a commitment's follow-up: reports, findings and reopenings together.
    pub follow_ups_max: usize,
    /// Look-back reviews that the server keeps.
    pub reviews_max: usize,
    /// Lines of a review.
    pub review_lines_max: usize,
    /// Findings that a review takes for each of its lines, together.
    pub findings_per_line_max: usize,
    /// Agenda items of a session.
    pub items_max: usize,
    /// Venues of a session.
    pub venues_max: usize,
    /// Links of a session, item or venue.
    pub links_max: usize,
    /// Threads of a session.
    pub threads_max: usize,
    /// Posts that stand out in one thread.
    pub pinned_per_thread_max: usize,
    /// People whom one call may invite.
    pub invited_per_call_max: usize,
    /// People of a session.
    pub participants_max: usize,
    /// Requests that wait for one item.
    pub waiting_per_item_max: usize,
    /// Requests that wait in the whole session.
    pub waiting_max: usize,
    /// Points of one request beside its subject.
    pub points_max: usize,
    /// Polls that are open at once.
    pub open_polls_max: usize,
    /// Options of a poll.
    pub poll_options_max: usize,
    /// People in one attendance entry.
    pub attendance_per_entry_max: usize,
    /// Bytes of the live view as JSON; a session whose view would grow beyond it takes no more of what it shows.
    pub view_bytes_max: usize,
    /// Entries whose words one call erases.
    pub erased_per_call_max: usize,
    /// Forms that the server keeps, the repealed ones among them.
    pub forms_max: usize,
    /// Versions of a form.
    pub form_versions_max: usize,
    /// Bytes of a form's preset, about.
    pub form_bytes_max: usize,
    /// Steps of preparation of a form.
    pub form_steps_max: usize,
    /// The longest limit of a turn, and the longest extension, in milliseconds.
    pub turn_limit_ms_max: u64,
}

impl Default for SessionLimits {
    fn default() -> Self {
        Self {
            title_chars_max: 200,
            name_chars_max: 100,
            reason_chars_max: 500,
            statement_chars_max: 8_000,
            conclusion_chars_max: 1_000,
            post_chars_max: 4_000,
            commitment_chars_max: 1_000,
            report_chars_max: 4_000,
            commitments_max: 500,
            follow_ups_max: 100,
            reviews_max: 200,
            review_lines_max: 200,
            findings_per_line_max: 20,
            items_max: 200,
            venues_max: 100,
            links_max: 10,
            threads_max: 200,
            pinned_per_thread_max: 10,
            invited_per_call_max: 2_000,
            participants_max: 20_000,
            waiting_per_item_max: 200,
            waiting_max: 400,
            points_max: 5,
            open_polls_max: 8,
            poll_options_max: 20,
            attendance_per_entry_max: 500,
            view_bytes_max: 256 * 1024,
            erased_per_call_max: 1_000,
            forms_max: 50,
            form_versions_max: 50,
            form_bytes_max: 32 * 1024,
            form_steps_max: 30,
            turn_limit_ms_max: 86_400_000,
        }
    }
}
