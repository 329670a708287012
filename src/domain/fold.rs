//! The other of the two functions that everything goes through: an entry into the state.

use super::budget;
use super::event::{Event, SessionCreated, VenueMade};
use super::ids::ParticipantId;
use super::session::{Session, Venue};
use super::touched::{Place, Touched};
use crate::time::Timestamp;

impl Session {
    /// Folds one entry in and says what it touched. Never panics, on no event.
    pub fn apply(&mut self, seq: u64, at: Timestamp, by: Option<ParticipantId>, event: &Event) -> Touched {
        let mut touched = Touched::default();
        let t = &mut touched;
        self.head = seq;
        self.at = at;
        match event {
            Event::SessionCreated(created) => self.apply_created(created, t),
            Event::ParticipantsInvited { .. }
            | Event::AttendanceRecorded { .. }
            | Event::ParticipantRemoved { .. }
            | Event::RoleChanged { .. }
            | Event::SeatRenewed { .. }
            | Event::SeatRevoked { .. } => self.apply_people(seq, at, by, event, t),
            Event::ItemAdded { .. } | Event::ItemEdited { .. } | Event::ItemMoved { .. } => {
                self.apply_agenda(seq, event, t);
            }
            Event::ItemDeferred { .. } | Event::ItemConcluded { .. } => self.apply_agenda(seq, event, t),
            Event::ItemStarted {
                item,
                finished,
                expired,
                carried,
            } => {
                self.apply_started(*item, *finished, expired, carried, t);
            }
            Event::ItemFinished {
                item,
                conclusion,
                expired,
                carried,
                carried_to,
            } => {
                self.apply_finished(*item, conclusion.as_deref(), expired, (carried, *carried_to), t);
            }
            Event::SessionOpened { .. }
            | Event::RecessCalled { .. }
            | Event::SessionResumed {}
            | Event::SessionAdjourned { .. }
            | Event::SessionSealed {} => self.apply_lifecycle(at, event, t),
            Event::RulesAmended { rules, .. } => self.apply_amended(rules, t),
            Event::StepCompleted { step, note } => self.apply_completed(*step, by, at, note.as_deref(), t),
            Event::QueueOpened { item } => self.apply_queue_open(*item, true, t),
            Event::QueueClosed { item } => self.apply_queue_open(*item, false, t),
            Event::FloorRequested { .. } => self.apply_requested(seq, by, event, t),
            Event::PointAdded { .. }
            | Event::RequestWithdrawn { .. }
            | Event::RequestDeferred { .. }
            | Event::RequestDenied { .. }
            | Event::RequestRestored { .. }
            | Event::RequestPassed { .. }
            | Event::RequestMoved { .. }
            | Event::LastWordGiven { .. } => self.apply_waiting(seq, by, event, t),
            Event::RequestCalled { request, recalled, .. } => self.apply_called(at, *request, *recalled, t),
            Event::CallRecalled { request } => self.put_back(*request, t),
            Event::SpeakerReady { request } => self.apply_ready(*request, t),
            Event::FloorGranted { .. } => self.apply_granted(seq, at, event, t),
            Event::TurnPaused { .. }
            | Event::TurnResumed { .. }
            | Event::TurnExtended { .. }
            | Event::TurnWarned { .. }
            | Event::TurnDropped { .. }
            | Event::TurnRecovered { .. } => self.apply_turn(at, event, t),
            Event::TurnRestored { .. } => self.apply_restored_turn(seq, at, event, t),
            Event::TurnEnded { to: Some(_), .. } => self.apply_yielded(seq, at, event, t),
            Event::TurnEnded {
                turn,
                spent_ms,
                resumed,
                ..
            } => self.apply_turn_end(at, *turn, *spent_ms, *resumed, t),
            Event::ThreadOpened { .. } | Event::ThreadClosed { .. } | Event::ThreadReopened { .. } => {
                self.apply_threads(seq, event, t);
            }
            Event::PostPublished { .. } | Event::PostRevised { .. } | Event::PostWithdrawn { .. } => {
                self.apply_posts(seq, at, by, event, t);
            }
            Event::PostHidden { .. }
            | Event::PostShown { .. }
            | Event::PostApproved { .. }
            | Event::PostPinned { .. }
            | Event::PostUnpinned { .. } => self.apply_moderation(seq, event, t),
            Event::PostEndorsed { post } => self.apply_endorsed(*post, by),
            Event::PostAnswered { post, statement } => self.apply_answered(*post, *statement),
            Event::StatementRecorded { turn, .. } => self.apply_recorded(seq, *turn, t),
            Event::WordsErased { seqs, .. } => self.apply_erased(seqs, t),
            Event::StatementRevised { statement, .. } => self.apply_revised_statement(seq, *statement),
            Event::StatementConfirmed { statement, version } => self.apply_confirmed(*statement, *version),
            Event::CommitmentRecorded { .. }
            | Event::CommitmentReported { .. }
            | Event::CommitmentVerified { .. }
            | Event::CommitmentReopened { .. }
            | Event::CommitmentWithdrawn { .. } => self.apply_commitments(seq, event, t),
            Event::SceneShown { scene } => self.apply_scene(scene.as_ref(), t),
            Event::PollOpened { .. } | Event::VoteCast { .. } | Event::PollClosed { .. } => {
                self.apply_polls(seq, by, event, t);
            }
        }
        self.lay_queues(changes_every_order(event), t);
        touched
    }

    fn apply_created(&mut self, created: &SessionCreated, touched: &mut Touched) {
        self.id = created.session;
        self.form = created.form.clone();
        self.form_version = created.form_version;
        self.rules = created.rules.clone();
        self.starts_at = created.starts_at;
        self.parent = created.parent;
        self.texts.title.clone_from(&created.title);
        self.texts.body.clone_from(&created.body);
        self.texts.series.clone_from(&created.series);
        self.texts.links.clone_from(&created.links);
        let words = [Some(&created.title), created.body.as_ref(), created.series.as_ref()];
        let venue = |venue: &VenueMade| budget::VENUE + budget::text(&venue.name) + budget::links(&venue.links);
        self.texts.bytes = words
            .into_iter()
            .flatten()
            .map(|text| budget::text(text))
            .sum::<usize>()
            + created.steps.iter().map(budget::step).sum::<usize>()
            + budget::links(&created.links)
            + created.venues.iter().map(venue).sum::<usize>();
        self.venues = created
            .venues
            .iter()
            .map(|venue| Venue {
                id: venue.venue,
                name: venue.name.clone(),
                kind: venue.kind,
                links: venue.links.clone(),
            })
            .collect();
        self.apply_steps(&created.steps, touched);
        for place in [
            Place::Session,
            Place::Rules,
            Place::Venues,
            Place::Agenda,
            Place::Floor,
            Place::Counts,
        ] {
            touched.mark(place);
        }
    }
}

/// Whether an entry changes what people were heard, or the rules, and with it possibly the order of every queue.
const fn changes_every_order(event: &Event) -> bool {
    match event {
        Event::TurnEnded { .. } | Event::TurnRestored { .. } | Event::RulesAmended { .. } => true,
        Event::ParticipantRemoved { ended, .. } | Event::RoleChanged { ended, .. } => ended.is_some(),
        _ => false,
    }
}
