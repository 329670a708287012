//! How a session's task lets words go by law (SPEC L55, L56).

use super::{Task, answer};
use crate::domain::Code;
use crate::live::batch::Batch;

impl Task {
    /// Deletes words once it is durable that they are to be gone, and forgets everything that was made of them: the state is
    /// folded anew, and with it the ring, the frames and the views (SPEC L55). Only then does anybody hear of it.
    pub(super) async fn erase(&mut self, mut batch: Batch) {
        let seqs = std::mem::take(&mut batch.erased);
        self.replica = None;
        self.caption = None;
        self.house.wrote(self.id);
        let erased = self.house.journal.erase(self.id, seqs).await;
        // Whoever folds the past with the words begins anew without them.
        self.house.replays.forget(self.id);
        match erased {
            Ok(_) => self.reload().await,
            Err(error) => {
                // Until it succeeds the session is not served: the words would be shown.
                tracing::error!(session = %self.id, %error, "words could not be erased");
                metrics::counter!("rostrum_erasures_failed_total").increment(1);
                self.house.could_not_write();
            }
        }
        self.went_on(batch.closes);
        if self.replica.is_some() {
            answer(batch);
        } else {
            self.answer_from_journal(batch, &Code::Unavailable.into());
        }
    }
}
