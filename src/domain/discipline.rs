//! The order of a queue: a pure function of who waits, what they were heard, and the rules (protocol.md, "Meaning").
//!
//! Rank goes before everything. Inside a rank the safe ones keep the order that they have, then come those whom the
//! discipline orders; whoever a moderator moved is put where he was moved to, and a last word stands behind all.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use super::command::RequestKind;
use super::ids::{RequestId, TurnId};
use super::rules::Discipline;

/// What a person, or a group, has been heard: the turns that ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Heard {
    /// How many; one that was given back goes on in another.
    pub turns: u64,
    /// What they have spent, in milliseconds.
    pub spent_ms: u64,
}

/// When a request came into the queue: the entry, and its place among those that came with the same entry.
pub(super) type Arrival = (u64, u32);

/// Where a moderator put a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Placed {
    /// Nowhere: the discipline orders it.
    Nowhere,
    /// Before another one of its rank, until that goes.
    Before { seq: u64, named: RequestId },
    /// Behind all of its rank that were there at that entry, before those that come behind them.
    Behind { seq: u64, until: u64 },
    /// Behind all of every rank, whoever comes.
    Last { seq: u64 },
}

impl Placed {
    /// The entry that put it there.
    fn seq(self) -> u64 {
        match self {
            Self::Nowhere => 0,
            Self::Before { seq, .. } | Self::Behind { seq, .. } | Self::Last { seq } => seq,
        }
    }
}

/// All that the place of one request depends on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Standing {
    pub id: RequestId,
    pub kind: RequestKind,
    /// The turn that a reply answers.
    pub answers: Option<TurnId>,
    pub arrived: Arrival,
    /// Of the person who wants to speak.
    pub heard: Heard,
    /// The group for a rotation, and what it was heard.
    pub group: Group,
    pub safe: bool,
    pub placed: Placed,
}

/// A sector or a venue by its place in the session, and what it was heard; at place 0 those who have none.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Group {
    pub place: usize,
    pub turns: u64,
}

/// The order of the requests, given in the order that they have.
pub(super) fn order(standings: &[Standing], discipline: Discipline) -> Vec<RequestId> {
    let mut ranked: Vec<&Standing> = standings.iter().collect();
    ranked.sort_by_key(|own| own.kind);
    let mut layer = Layer::new(discipline, standings);
    let mut order = Vec::with_capacity(standings.len());
    for rank in ranked.chunk_by(|one, other| one.kind == other.kind) {
        let mut laid = layer.lay(rank);
        put_where_moved(rank, &mut laid);
        // For the ranks behind it a moved request is laid like any other.
        for own in laid.iter().filter(|own| own.placed != Placed::Nowhere) {
            layer.count(own);
        }
        order.extend(laid.iter().map(|own| own.id));
    }
    let mut last: Vec<&Standing> = standings
        .iter()
        .filter(|own| matches!(own.placed, Placed::Last { .. }))
        .collect();
    last.sort_by_key(|own| own.placed.seq());
    order.extend(last.iter().map(|own| own.id));
    order
}

/// Lays a queue place by place; what each group was given so far counts for its next place.
struct Layer {
    discipline: Discipline,
    /// The groups that wait, in the order of their places, and for each its ended turns and the places laid.
    groups: Vec<(usize, u64)>,
}

impl Layer {
    fn new(discipline: Discipline, standings: &[Standing]) -> Self {
        let mut groups = Vec::new();
        if matches!(discipline, Discipline::SectorRotation | Discipline::VenueRotation) {
            groups.extend(standings.iter().map(|own| (own.group.place, own.group.turns)));
            groups.sort_unstable();
            groups.dedup();
        }
        Self { discipline, groups }
    }

    /// Counts a place that a request got. Without a rotation there are no groups.
    fn count(&mut self, own: &Standing) {
        if let Some(number) = self.number(own) {
            self.groups[number].1 += 1;
        }
    }

    fn number(&self, own: &Standing) -> Option<usize> {
        self.groups
            .binary_search_by_key(&own.group.place, |(place, _)| *place)
            .ok()
    }

    /// One rank: the safe ones, then what the discipline orders.
    fn lay<'s>(&mut self, rank: &[&'s Standing]) -> Vec<&'s Standing> {
        let mut laid: Vec<&'s Standing> = rank.iter().copied().filter(|own| stays(own)).collect();
        // Who was moved stands where he is by another's word, and is no reason to let his group wait.
        for own in laid.iter().filter(|own| own.placed == Placed::Nowhere) {
            self.count(own);
        }
        let free = |own: &&&Standing| !own.safe && own.placed == Placed::Nowhere;
        let mut free: Vec<&'s Standing> = rank.iter().filter(free).copied().collect();
        // The reply to the later turn goes right behind it, before those to earlier ones.
        free.sort_by_key(|own| (Reverse(own.answers), own.arrived));
        for answering in free.chunk_by_mut(|one, other| one.answers == other.answers) {
            self.arrange(answering);
            laid.extend(answering.iter());
        }
        laid
    }

    /// Orders requests that are given by arrival.
    fn arrange(&mut self, free: &mut [&Standing]) {
        // A running order was agreed on before: nobody's turns change it.
        if free.first().is_some_and(|own| own.kind == RequestKind::Prepared) {
            for own in free {
                self.count(own);
            }
            return;
        }
        match self.discipline {
            Discipline::SectorRotation | Discipline::VenueRotation => self.rotate(free),
            Discipline::FewestTurns => free.sort_by_key(|own| own.heard.turns),
            Discipline::LeastTime => free.sort_by_key(|own| own.heard.spent_ms),
            Discipline::Arrival | Discipline::ChairOrder => {}
        }
    }

    fn rotate(&mut self, free: &mut [&Standing]) {
        let mut members: Vec<VecDeque<&Standing>> = vec![VecDeque::new(); self.groups.len()];
        for own in free.iter() {
            if let Some(number) = self.number(own) {
                members[number].push_back(own);
            }
        }
        let mut next: BinaryHeap<Reverse<(u64, Arrival, usize)>> = members
            .iter()
            .enumerate()
            .filter_map(|(number, group)| Some(Reverse((self.groups[number].1, group.front()?.arrived, number))))
            .collect();
        for place in free.iter_mut() {
            let Some(Reverse((given, _, number))) = next.pop() else {
                return;
            };
            let Some(own) = members[number].pop_front() else { return };
            *place = own;
            self.groups[number].1 = given + 1;
            if let Some(following) = members[number].front() {
                next.push(Reverse((given + 1, following.arrived, number)));
            }
        }
    }
}

/// Whether it keeps the place that it has.
fn stays(own: &Standing) -> bool {
    own.safe && !matches!(own.placed, Placed::Last { .. })
}

/// Puts those of a rank that were moved where they were moved to, in the order in which they were moved.
fn put_where_moved<'s>(rank: &[&'s Standing], laid: &mut Vec<&'s Standing>) {
    let moved = |own: &&&Standing| !own.safe && matches!(own.placed, Placed::Before { .. } | Placed::Behind { .. });
    let mut moved: Vec<&'s Standing> = rank.iter().filter(moved).copied().collect();
    if moved.is_empty() {
        return;
    }
    moved.sort_by_key(|own| own.placed.seq());
    let safe = laid.iter().take_while(|own| own.safe).count();
    let behind = |laid: &[&Standing], until: u64| {
        let there = laid.iter().rposition(|own| own.arrived.0 < until);
        there.map_or(0, |place| place + 1).max(safe)
    };
    while !moved.is_empty() {
        // The named one may have been moved later than the one that stands before it.
        let ready = moved.iter().position(|own| match own.placed {
            Placed::Before { named, .. } => laid.iter().any(|other| other.id == named),
            _ => true,
        });
        let own = moved.remove(ready.unwrap_or(0));
        let place = match own.placed {
            Placed::Before { named, seq } => laid
                .iter()
                .position(|other| other.id == named)
                .unwrap_or_else(|| behind(laid, seq)),
            Placed::Behind { until, .. } => behind(laid, until),
            Placed::Nowhere | Placed::Last { .. } => laid.len(),
        };
        laid.insert(place, own);
    }
}

/// Lets go of a request that others stand before: they stand before whatever follows it.
pub(super) fn let_go(standings: &mut [Standing], gone: RequestId, seq: u64) {
    let Some(place) = standings.iter().position(|own| own.id == gone) else {
        return;
    };
    let kind = standings[place].kind;
    let follows = standings[place + 1..]
        .iter()
        .find(|own| own.kind == kind && !matches!(own.placed, Placed::Last { .. }))
        .map(|own| own.id);
    for own in standings {
        if let Placed::Before { seq: moved, named } = own.placed
            && named == gone
        {
            own.placed = match follows.filter(|follows| *follows != own.id) {
                Some(named) => Placed::Before { seq: moved, named },
                None => Placed::Behind { seq: moved, until: seq },
            };
        }
    }
}

/// Moves a request before another one, or to the end, within its rank.
pub(super) fn move_to(standings: &mut [Standing], request: RequestId, before: Option<RequestId>, seq: u64) {
    if before == Some(request) {
        return;
    }
    let find = |id: RequestId| standings.iter().find(|own| own.id == id);
    let Some(own) = find(request) else { return };
    let (kind, named) = (own.kind, before.and_then(find));
    let last = |own: &Standing| matches!(own.placed, Placed::Last { .. });
    let named = match named {
        // It stands behind all, so whoever is last of a rank stands before it.
        Some(named) if last(named) => None,
        Some(named) if named.kind < kind => standings
            .iter()
            .find(|other| other.kind == kind && other.id != request && !last(other)),
        Some(named) if named.kind == kind => Some(named),
        _ => None,
    };
    let placed = match named.map(|named| named.id) {
        Some(named) => Placed::Before { seq, named },
        None => Placed::Behind { seq, until: seq },
    };
    let_go(standings, request, seq);
    if let Some(own) = standings.iter_mut().find(|own| own.id == request) {
        (own.placed, own.safe) = (placed, false);
    }
}
