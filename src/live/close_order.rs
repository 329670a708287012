//! The order to close a socket, given from outside to the task that serves it.

use std::sync::OnceLock;

use tokio::sync::Notify;

use crate::wire::close::Close;

/// Given once; what comes later changes nothing.
#[derive(Debug, Default)]
pub(super) struct CloseOrder {
    close: OnceLock<Close>,
    given: Notify,
}

impl CloseOrder {
    pub(super) fn give(&self, close: Close) {
        if self.close.set(close).is_ok() {
            self.given.notify_one();
        }
    }

    pub(super) fn get(&self) -> Option<Close> {
        self.close.get().copied()
    }

    /// Waits for it; one task does. May be dropped and called again without losing anything.
    pub(super) async fn given(&self) -> Close {
        loop {
            if let Some(close) = self.get() {
                return close;
            }
            self.given.notified().await;
        }
    }
}
