//! Places for what costs more than a page and is being made: few at once, and fewer for one reader (SPEC S51, L62).

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use uuid::Uuid;

use super::metrics::{self, Limit};
use super::problem::Refused;
use crate::config::EdgeLimits;
use crate::domain::Code;
use crate::domain::ids::ParticipantId;

/// One reader of one session; without a number, the convener.
pub(super) type ReaderId = (Uuid, Option<ParticipantId>);

/// All places of a server.
pub(super) struct Places {
    transcripts: Shared,
    replays: Shared,
    searches: Shared,
    participations: Shared,
    codes: Arc<Semaphore>,
    patience: Duration,
    search_patience: Duration,
}

/// Places of which no reader has more than a few.
struct Shared {
    places: Arc<Semaphore>,
    readers: Arc<Mutex<HashMap<ReaderId, usize>>>,
    per_reader_max: usize,
}

/// A place for something that one reader asked for; given back when dropped.
pub(super) struct Place {
    _permit: OwnedSemaphorePermit,
    _share: Share,
}

/// One of those that a reader may have.
struct Share {
    readers: Arc<Mutex<HashMap<ReaderId, usize>>>,
    reader: ReaderId,
}

impl Drop for Share {
    fn drop(&mut self) {
        let mut readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(taken) = readers.get_mut(&self.reader) {
            *taken -= 1;
            if *taken == 0 {
                readers.remove(&self.reader);
            }
        }
    }
}

impl Shared {
    fn new(places: usize, per_reader_max: usize) -> Self {
        Self {
            places: Arc::new(Semaphore::new(places)),
            readers: Arc::default(),
            per_reader_max,
        }
    }

    fn share(&self, reader: ReaderId) -> Option<Share> {
        let mut readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = readers.entry(reader).or_default();
        if *taken >= self.per_reader_max {
            return None;
        }
        *taken += 1;
        Some(Share {
            readers: Arc::clone(&self.readers),
            reader,
        })
    }
}

impl Places {
    pub(super) fn new(limits: &EdgeLimits) -> Self {
        Self {
            transcripts: Shared::new(limits.exports_max, limits.exports_per_seat_max),
            replays: Shared::new(limits.replays_max, limits.replays_per_seat_max),
            searches: Shared::new(limits.searches_max, limits.searches_per_seat_max),
            participations: Shared::new(limits.participations_max, limits.participations_per_seat_max),
            codes: Arc::new(Semaphore::new(limits.qr_orders_max)),
            patience: Duration::from_millis(limits.export_patience_ms),
            search_patience: Duration::from_millis(limits.search_patience_ms),
        }
    }

    /// A place for making a transcript, waited for, but not for ever. A reader who has all of the own places is refused at
    /// once: whoever reads slowly would else take those of everybody.
    ///
    /// # Errors
    /// `rate_limited` beyond the reader's own places, `unavailable` while all are taken.
    pub(super) async fn transcript(&self, reader: ReaderId) -> Result<Place, Refused> {
        let limits = (Limit::Exports, Limit::ExportsPerSeat);
        place(&self.transcripts, reader, limits, self.patience).await
    }

    /// A place for folding a session's past, waited for in the same way.
    ///
    /// # Errors
    /// As [`Places::transcript`].
    pub(super) async fn replay(&self, reader: ReaderId) -> Result<Place, Refused> {
        let limits = (Limit::Replays, Limit::ReplaysPerSeat);
        place(&self.replays, reader, limits, self.patience).await
    }

    /// A place for a search, waited for in the same way.
    ///
    /// # Errors
    /// As [`Places::transcript`].
    pub(super) async fn search(&self, reader: ReaderId) -> Result<Place, Refused> {
        let limits = (Limit::Searches, Limit::SearchesPerSeat);
        place(&self.searches, reader, limits, self.search_patience).await
    }

    /// A place for counting who was heard, waited for in the same way.
    ///
    /// # Errors
    /// As [`Places::transcript`].
    pub(super) async fn participation(&self, reader: ReaderId) -> Result<Place, Refused> {
        let limits = (Limit::Participations, Limit::ParticipationsPerSeat);
        place(&self.participations, reader, limits, self.patience).await
    }

    /// A place for drawing QR codes, waited for in the same way.
    ///
    /// # Errors
    /// `unavailable`
    pub(super) async fn codes(&self) -> Result<OwnedSemaphorePermit, Refused> {
        permit(&self.codes, Limit::QrOrders, self.patience).await
    }
}

async fn place(
    shared: &Shared,
    reader: ReaderId,
    (all, own): (Limit, Limit),
    patience: Duration,
) -> Result<Place, Refused> {
    let share = shared.share(reader).ok_or_else(|| {
        metrics::reached(own);
        Refused::from(Code::RateLimited)
    })?;
    let permit = permit(&shared.places, all, patience).await?;
    Ok(Place {
        _permit: permit,
        _share: share,
    })
}

async fn permit(places: &Arc<Semaphore>, limit: Limit, patience: Duration) -> Result<OwnedSemaphorePermit, Refused> {
    let waited = tokio::time::timeout(patience, Arc::clone(places).acquire_owned()).await;
    if let Ok(Ok(permit)) = waited {
        return Ok(permit);
    }
    metrics::reached(limit);
    Err(Code::Unavailable.into())
}

#[cfg(test)]
mod tests {
    use super::Places;
    use crate::config::EdgeLimits;
    use crate::domain::Code;
    use crate::domain::ids::ParticipantId;
    use crate::edge::problem::ProblemCode;
    use uuid::Uuid;

    #[tokio::test(start_paused = true)]
    async fn s51_a_reader_has_so_many_places_and_gets_them_back() {
        let places = Places::new(&EdgeLimits {
            exports_max: 3,
            exports_per_seat_max: 2,
            qr_orders_max: 1,
            ..EdgeLimits::default()
        });
        let session = Uuid::from_u128(7);
        let reader = |number| (session, Some(ParticipantId(number)));
        let first = places.transcript(reader(1)).await.unwrap();
        let _second = places.transcript(reader(1)).await.unwrap();
        let refused = |code| Some(ProblemCode::Refused(code));
        let third = places.transcript(reader(1)).await.err();
        assert_eq!(third.map(|refused| refused.code()), refused(Code::RateLimited));

        // Whoever waits in vain for one of everybody's places gives the own one back.
        let other = places.transcript(reader(2)).await.unwrap();
        for _ in 0..3 {
            let waited = places.transcript((session, None)).await.err();
            assert_eq!(waited.map(|refused| refused.code()), refused(Code::Unavailable));
        }
        drop(first);
        let _third = places.transcript(reader(1)).await.unwrap();
        drop(other);
        let _convener = places.transcript((session, None)).await.unwrap();

        let drawing = places.codes().await.unwrap();
        assert_eq!(
            places.codes().await.err().map(|refused| refused.code()),
            refused(Code::Unavailable)
        );
        drop(drawing);
        drop(places.codes().await.unwrap());
    }

    #[tokio::test(start_paused = true)]
    async fn l62_replays_have_places_of_their_own() {
        let places = Places::new(&EdgeLimits {
            exports_max: 1,
            replays_max: 1,
            replays_per_seat_max: 1,
            ..EdgeLimits::default()
        });
        let session = Uuid::from_u128(7);
        let reader = |number| (session, Some(ParticipantId(number)));
        let refused = |code| Some(ProblemCode::Refused(code));
        let first = places.replay(reader(1)).await.unwrap();
        let again = places.replay(reader(1)).await.err();
        assert_eq!(again.map(|refused| refused.code()), refused(Code::RateLimited));
        let other = places.replay(reader(2)).await.err();
        assert_eq!(other.map(|refused| refused.code()), refused(Code::Unavailable));
        drop(places.transcript(reader(1)).await.unwrap());
        drop(first);
        drop(places.replay(reader(2)).await.unwrap());
    }

    #[tokio::test(start_paused = true)]
    async fn r98_countings_have_places_of_their_own() {
        let places = Places::new(&EdgeLimits {
            exports_max: 1,
            participations_max: 2,
            participations_per_seat_max: 1,
            ..EdgeLimits::default()
        });
        let session = Uuid::from_u128(7);
        let reader = |number| (session, Some(ParticipantId(number)));
        let refused = |code| Some(ProblemCode::Refused(code));
        let first = places.participation(reader(1)).await.unwrap();
        let again = places.participation(reader(1)).await.err();
        assert_eq!(again.map(|refused| refused.code()), refused(Code::RateLimited));
        let _second = places.participation(reader(2)).await.unwrap();
        let third = places.participation(reader(3)).await.err();
        assert_eq!(third.map(|refused| refused.code()), refused(Code::Unavailable));
        drop(places.transcript(reader(1)).await.unwrap());
        drop(first);
        drop(places.participation(reader(3)).await.unwrap());
    }

    #[tokio::test(start_paused = true)]
    async fn s51_nothing_is_kept_of_readers_who_have_no_place() {
        let places = Places::new(&EdgeLimits::default());
        let place = places.transcript((Uuid::from_u128(7), None)).await.unwrap();
        assert_eq!(places.transcripts.readers.lock().unwrap().len(), 1);
        drop(place);
        assert!(places.transcripts.readers.lock().unwrap().is_empty());
    }
}
