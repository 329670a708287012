//! How a connection comes level with the head, by itself: it joins, catches up, and lets the room lead.

use std::sync::Arc;

use bytes::Bytes;

use super::{Connection, End, Progress, refused_seat};
use crate::live::join::Joined;
use crate::live::tail::{Ahead, Mark};
use crate::live::transport::Transport;
use crate::wire::message::Position;

impl<T: Transport> Connection<T> {
    pub(super) async fn join(&mut self, position: Option<Position>) -> Result<(), End> {
        let resumes = position.is_some();
        let joined = self
            .room
            .join(self.seat, position)
            .await
            .map_err(|refusal| Some(refused_seat(&refusal)))?;
        let Joined {
            welcome,
            role,
            state,
            after,
        } = joined;
        if resumes && state.is_some() {
            metrics::counter!("rostrum_resyncs_total").increment(1);
        }
        self.registration.joined_as(role);
        let frames: Vec<Bytes> = [Some(welcome), state].into_iter().flatten().collect();
        self.send(&frames).await?;
        self.audience = role.audience();
        self.sent(after);
        Ok(())
    }

    /// Everything to this entry was sent.
    fn sent(&mut self, head: u64) {
        self.has.head = head;
        self.registration.follower.sent(self.has, self.audience);
    }

    /// Sends, in one flush, what there is and this connection lacks; there may be more after it.
    pub(super) async fn catch_up(&mut self, has: Mark, owes: bool) -> Result<Progress, End> {
        self.has = has;
        if owes {
            self.send(&[]).await?;
        }
        let mark = self.signal.borrow_and_update().mark;
        let tail = Arc::clone(&self.room.shared.tail);
        let bytes_max = self.limits().flush_bytes_max;
        match tail.ahead(self.has.head, self.audience, self.seat.participant, bytes_max) {
            Ahead::Frames { frames, after } => {
                #[expect(clippy::cast_precision_loss, reason = "no ring holds so many")]
                let lag = mark.head.saturating_sub(self.has.head) as f64;
                metrics::histogram!("rostrum_reader_lag_entries").record(lag);
                self.send(&frames).await?;
                self.sent(after);
            }
            Ahead::RoleChanged => self.change_role().await?,
            Ahead::Lost => {
                metrics::counter!("rostrum_ring_misses_total").increment(1);
                metrics::counter!("rostrum_resyncs_total").increment(1);
                self.join(None).await?;
            }
            Ahead::Nothing => {
                self.send_latest(mark).await?;
                let led = self.registration.follower.follow(&self.signal);
                return Ok(if led { Progress::Led } else { Progress::Level });
            }
        }
        Ok(Progress::Made)
    }

    /// Sends the newest digest and caption, unless they were sent.
    async fn send_latest(&mut self, mark: Mark) -> Result<(), End> {
        let tail = &self.room.shared.tail;
        let presence = (mark.presence != self.has.presence).then(|| tail.presence(self.audience));
        let caption = (mark.caption != self.has.caption).then(|| tail.caption());
        let latest: Vec<Bytes> = [presence, caption].into_iter().flatten().flatten().collect();
        (self.has.presence, self.has.caption) = (mark.presence, mark.caption);
        if !latest.is_empty() {
            self.send(&latest).await?;
        }
        self.sent(self.has.head);
        Ok(())
    }

    /// The next entry gives this person another role. With another audience the view begins anew.
    async fn change_role(&mut self) -> Result<(), End> {
        let at = Position {
            epoch: self.room.shared.house.epoch.clone(),
            seq: self.has.head,
        };
        let joined = self
            .room
            .join(self.seat, Some(at))
            .await
            .map_err(|refusal| Some(refused_seat(&refusal)))?;
        let (frames, after) = match (
            joined.state,
            self.room.shared.tail.frame(self.has.head + 1, self.audience),
        ) {
            (Some(state), _) => (vec![joined.welcome, state], joined.after),
            (None, Some(event)) => (vec![event, joined.welcome], self.has.head + 1),
            // It fell out of memory meanwhile: begin anew.
            (None, None) => return self.join(None).await,
        };
        self.send(&frames).await?;
        self.registration.joined_as(joined.role);
        self.audience = joined.role.audience();
        self.sent(after);
        Ok(())
    }
}
