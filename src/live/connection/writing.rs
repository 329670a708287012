//! What a connection's own task writes: never for ever, and after an order to close for a moment only.

use std::collections::VecDeque;
use std::io;
use std::time::Duration;

use bytes::Bytes;
use futures_util::FutureExt;
use tokio::time::error::Elapsed;
use tokio::time::timeout;
use uuid::Uuid;

use super::{Connection, End, FAREWELL, Line, reply_frame};
use crate::live::close_order::CloseOrder;
use crate::live::room::{Pending, settled};
use crate::live::transport::Transport;
use crate::wire::close::Close;

impl<T: Transport> Connection<T> {
    /// Sends frames, but not for ever, and not past an order to close.
    pub(super) async fn send(&mut self, frames: &[Bytes]) -> Result<(), End> {
        let patience = Duration::from_millis(self.limits().write_timeout_ms);
        self.begin_write()?;
        let sent = timeout(patience, self.transport.send(frames));
        written(&self.registration.close, &mut self.line, sent).await
    }

    /// Until the write is done the line counts as cut; one that need not begin leaves it whole for a `bye`.
    fn begin_write(&mut self) -> Result<(), End> {
        if let Some(close) = self.registration.close.get() {
            return Err(Some(close));
        }
        self.line = Line::Cut;
        Ok(())
    }

    /// The answers that have come and were not sent.
    pub(super) fn answers(&mut self) -> Vec<Bytes> {
        let mut frames = Vec::new();
        while let Some(frame) = next_reply(&mut self.replies).now_or_never() {
            frames.push(frame);
        }
        frames
    }

    pub(super) async fn reply(&mut self, first: Bytes) -> Result<(), End> {
        let mut frames = vec![first];
        frames.extend(self.answers());
        self.send(&frames).await
    }

    pub(super) async fn beat(&mut self, every: Duration) -> Result<(), End> {
        if self.silent_since.elapsed() >= every * 2 + every / 2 {
            metrics::counter!("rostrum_limit_hits_total", "limit" => "heartbeat").increment(1);
            return Err(Some(Close::GoingAway));
        }
        let patience = Duration::from_millis(self.limits().write_timeout_ms);
        self.begin_write()?;
        let pinged = timeout(patience, self.transport.ping());
        written(&self.registration.close, &mut self.line, pinged).await
    }
}

/// Waits for a write, but not for ever; after an order to close for a moment only, so that who is slow still hears why.
async fn written(
    close: &CloseOrder,
    line: &mut Line,
    write: impl Future<Output = Result<io::Result<()>, Elapsed>>,
) -> Result<(), End> {
    let mut write = std::pin::pin!(write);
    let written = tokio::select! {
        biased;
        close = close.given() => {
            if let Ok(Ok(Ok(()))) = timeout(FAREWELL, write).await {
                *line = Line::Whole;
            }
            return Err(Some(close));
        }
        written = write.as_mut() => written,
    };
    match written {
        Ok(Ok(())) => {
            *line = Line::Whole;
            Ok(())
        }
        Ok(Err(_)) => Err(None),
        Err(_) => {
            metrics::counter!("rostrum_limit_hits_total", "limit" => "write_timeout").increment(1);
            Err(Some(Close::GoingAway))
        }
    }
}

/// The frame of the next answer, once it is there; waits for ever while none is awaited. May be dropped and called again
/// without losing anything.
pub(super) async fn next_reply(replies: &mut VecDeque<(Uuid, Pending)>) -> Bytes {
    let Some((id, pending)) = replies.front_mut() else {
        return std::future::pending().await;
    };
    let frame = reply_frame(*id, settled(pending).await);
    replies.pop_front();
    frame
}
