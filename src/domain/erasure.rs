//! Erasure by law: the words of entries go, everything else of them stays (SPEC D130).
//!
//! The session does not know which of its texts came from which entry. Whoever keeps it folds it anew once the words are
//! deleted; here it is only written down which ones are, and every place of the view that shows words is sent again, so
//! that who had them has them no more (SPEC D133).

use std::collections::BTreeSet;

use super::act::Actor;
use super::event::Event;
use super::limits::SessionLimits;
use super::refusal::{Code, Refusal};
use super::session::Session;
use super::touched::{Place, Touched};
use super::words;

impl Session {
    /// The entries whose words were erased.
    #[must_use]
    pub const fn erased_entries(&self) -> &BTreeSet<u64> {
        &self.erased
    }

    /// The convener's alone, in every phase; any entry before this one may be meant, an earlier erasure for its reason too.
    pub(super) fn decide_erase(
        &self,
        actor: Actor,
        seqs: &[u64],
        reason: &str,
        limits: &SessionLimits,
    ) -> Result<Event, Refusal> {
        if actor != Actor::Convener {
            return Err(Code::NotPermitted.into());
        }
        if seqs.is_empty() {
            return Err(Code::Empty.into());
        }
        if seqs.len() > limits.erased_per_call_max {
            return Err(Refusal::because(
                Code::TooLarge,
                format!("At most {} entries at once.", limits.erased_per_call_max),
            ));
        }
        let seqs: BTreeSet<u64> = seqs.iter().copied().collect();
        if seqs.iter().any(|seq| *seq == 0 || *seq > self.head) {
            return Err(Code::NotFound.into());
        }
        words::needed(reason, limits.reason_chars_max)?;
        let seqs: Vec<u64> = seqs.difference(&self.erased).copied().collect();
        if seqs.is_empty() {
            return Err(Code::Unchanged.into());
        }
        Ok(Event::WordsErased {
            seqs,
            reason: reason.to_owned(),
        })
    }

    pub(super) fn apply_erased(&mut self, seqs: &[u64], touched: &mut Touched) {
        self.erased.extend(seqs);
        let places = [Place::Session, Place::Venues, Place::Screen]
            .into_iter()
            .chain(self.agenda.items.keys().copied().map(Place::Item))
            .chain(self.floor.iter().map(|turn| Place::Turn(turn.id)))
            .chain(self.requests.keys().copied().map(Place::Request))
            .chain(self.threads.keys().copied().map(Place::Thread))
            .chain(self.texts.polls.keys().copied().map(Place::Poll))
            .chain(self.steps.keys().copied().map(Place::Step));
        // Each stands there once.
        touched.places.extend(places);
    }
}
