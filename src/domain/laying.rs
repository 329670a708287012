//! Laying the queues: what each place depends on is gathered, the discipline orders it, and the first ones become safe.

use std::cmp::Reverse;

use super::discipline::{self, Group, Placed, Standing};
use super::floor::{Request, RequestState};
use super::ids::{ItemId, ParticipantId, RequestId};
use super::people::Participant;
use super::rules::Discipline;
use super::session::Session;
use super::touched::{Place, Touched};

impl Session {
    /// All that the order of an item's queue depends on, in the order that it has.
    pub(super) fn standings(&self, item: ItemId) -> Vec<Standing> {
        let order = self.queues.get(&item).map_or(&[][..], |queue| queue.order.as_slice());
        let standing = |id: &RequestId| {
            let request = self.requests.get(id)?;
            Some(Standing {
                id: *id,
                kind: request.kind,
                answers: request.answers,
                arrived: request.arrived,
                heard: self
                    .participant(request.speaker)
                    .map(|own| own.heard)
                    .unwrap_or_default(),
                group: self.group_of(request.speaker),
                safe: request.safe,
                placed: request.placed,
            })
        };
        order.iter().filter_map(standing).collect()
    }

    /// The group of a person, if the discipline rotates.
    pub(super) fn group_of(&self, person: ParticipantId) -> Group {
        let person = self.participant(person);
        let (place, heard) = match self.rules.discipline {
            Discipline::SectorRotation => (person.map_or(0, |own| own.sector_place), &self.heard_by_sector),
            Discipline::VenueRotation => (person.map_or(0, Participant::venue_place), &self.heard_by_venue),
            _ => return Group::default(),
        };
        let turns = heard.get(place).copied().unwrap_or_default();
        Group { place, turns }
    }

    /// Others that were moved before a request which goes stand before whatever follows it.
    pub(super) fn step_aside(&mut self, id: RequestId, item: ItemId) {
        if self.placed > 0 {
            let head = self.head;
            self.place(item, |standings| discipline::let_go(standings, id, head));
        }
    }

    /// Changes where requests of a queue were put.
    pub(super) fn place(&mut self, item: ItemId, change: impl FnOnce(&mut [Standing])) {
        let mut standings = self.standings(item);
        change(&mut standings);
        let placed: Vec<(RequestId, Placed, bool)> =
            standings.iter().map(|own| (own.id, own.placed, own.safe)).collect();
        for (id, placed, safe) in placed {
            self.put(id, placed);
            if let Some(request) = self.requests.get_mut(&id) {
                request.safe = safe;
            }
        }
    }

    /// Puts a request somewhere, and counts those that were put.
    pub(super) fn put(&mut self, id: RequestId, placed: Placed) {
        let Some(request) = self.requests.get_mut(&id) else {
            return;
        };
        if request.placed == placed {
            return;
        }
        let counts = |placed: Placed| usize::from(placed != Placed::Nowhere);
        self.placed = (self.placed + counts(placed)).saturating_sub(counts(request.placed));
        request.placed = placed;
        if let Some(queue) = self.queues.get_mut(&request.item) {
            queue.stale = true;
        }
    }

    /// Makes the orders anew that an entry may have changed: all of them if it changed what people were heard, or the
    /// rules. Afterwards the first ones of each are safe.
    pub(super) fn lay_queues(&mut self, everywhere: bool, touched: &mut Touched) {
        let items: Vec<ItemId> = if everywhere {
            let waited_for = self.queues.iter_mut().filter(|(_, queue)| !queue.order.is_empty());
            let stale = waited_for.map(|(item, queue)| {
                queue.stale = true;
                *item
            });
            stale.collect()
        } else {
            let queue = |place: &Place| match place {
                Place::Queue(item) => Some(*item),
                _ => None,
            };
            touched.places.iter().filter_map(queue).collect()
        };
        for item in items {
            let Some(queue) = self.queues.get_mut(&item) else {
                continue;
            };
            let stale = std::mem::take(&mut queue.stale);
            if stale {
                self.lay_queue(item, touched);
            }
            self.make_safe(item, stale, touched);
        }
    }

    /// The order of an item's queue, made anew from the state: of those that wait and the one that is called.
    #[must_use]
    pub fn laid_order(&self, item: ItemId) -> Vec<RequestId> {
        discipline::order(&self.standings(item), self.rules.discipline)
    }

    fn lay_queue(&mut self, item: ItemId, touched: &mut Touched) {
        let order = self.laid_order(item);
        let by_arrival = |own: &Request| (own.kind, Reverse(own.answers), own.arrived);
        let shuffled = !order.is_sorted_by_key(|id| self.requests.get(id).map(by_arrival));
        let Some(queue) = self.queues.get_mut(&item) else {
            return;
        };
        queue.shuffled = shuffled;
        if queue.order != order {
            queue.order = order;
            touched.mark(Place::Queue(item));
        }
    }

    /// The first ones that wait are safe, and no others; who is called is so as if he waited, for the case that the call
    /// is taken back, and takes nobody's place.
    fn make_safe(&mut self, item: ItemId, laid: bool, touched: &mut Touched) {
        let Some(queue) = self.queues.get(&item) else { return };
        let mut left = self.rules.safe_positions;
        for id in &queue.order {
            let Some(request) = self.requests.get_mut(id) else {
                continue;
            };
            // A last word stands behind whoever comes, so it is never safe.
            let safe = left > 0 && !matches!(request.placed, Placed::Last { .. });
            if !safe && !request.safe && !laid {
                // Nothing but the beginning of a queue is safe.
                return;
            }
            if request.state == RequestState::Waiting {
                left = left.saturating_sub(1);
            }
            if request.safe != safe {
                request.safe = safe;
                touched.mark(Place::Request(*id));
            }
        }
    }
}
