//! The order of a queue: a pure function of who waits, what they were heard, and the rules (protocol.md, "Meaning").
//!
//! Rank goes before everything. Inside a rank the safe ones keep the order that they have, then come those whom the
//! discipline orders; whoever a moderator moved is put where he was moved to, and a last word stands behind all.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use super::command::RequestKind;
use super::ids::{RequestId, TurnId};
use super::rules::Discipline;

/// What a person, or a group, has been heard: the turns that ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Heard {
    pub turns: u64,
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
pub(super) struct Standing<'a> {
    pub id: RequestId,
    pub kind: RequestKind,
    /// The turn that a reply answers.
    pub answers: Option<TurnId>,
    pub arrived: Arrival,
    /// Of the person who wants to speak.
    pub heard: Heard,
    /// The group for a rotation, and what it was heard.
    pub group: Group<'a>,
    pub safe: bool,
    pub placed: Placed,
}

/// A sector or a venue, or those who have none.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Group<'a> {
    pub name: Option<&'a str>,
    pub number: u64,
    pub turns: u64,
}

/// The order of the requests, given in the order that they have.
pub(super) fn order(standings: &[Standing<'_>], discipline: Discipline) -> Vec<RequestId> {
    let mut ranked: Vec<&Standing<'_>> = standings.iter().collect();
    ranked.sort_by_key(|own| own.kind);
    let mut layer = Layer::new(discipline);
    let mut order = Vec::with_capacity(standings.len());
    for rank in ranked.chunk_by(|one, other| one.kind == other.kind) {
        let mut laid = layer.lay(rank);
        put_where_moved(rank, &mut laid);
        order.extend(laid.iter().map(|own| own.id));
    }
    let mut last: Vec<&Standing<'_>> = standings
        .iter()
        .filter(|own| matches!(own.placed, Placed::Last { .. }))
        .collect();
    last.sort_by_key(|own| own.placed.seq());
    order.extend(last.iter().map(|own| own.id));
    order
}

/// Lays a queue place by place; what each group was given so far counts for its next place.
struct Layer<'a> {
    discipline: Discipline,
    /// Ended turns and places, by group.
    groups: BTreeMap<(Option<&'a str>, u64), u64>,
}

impl<'a> Layer<'a> {
    fn new(discipline: Discipline) -> Self {
        Self {
            discipline,
            groups: BTreeMap::new(),
        }
    }

    fn rotates(&self) -> bool {
        matches!(self.discipline, Discipline::SectorRotation | Discipline::VenueRotation)
    }

    fn group(&mut self, own: &Standing<'a>) -> &mut u64 {
        self.groups
            .entry((own.group.name, own.group.number))
            .or_insert(own.group.turns)
    }

    /// One rank: the safe ones, then what the discipline orders.
    fn lay<'s>(&mut self, rank: &[&'s Standing<'a>]) -> Vec<&'s Standing<'a>> {
        let mut laid: Vec<&'s Standing<'a>> = rank.iter().copied().filter(|own| stays(own)).collect();
        if self.rotates() {
            // Who was moved stands where he is by another's word, and is no reason to let his group wait.
            for own in laid.iter().filter(|own| own.placed == Placed::Nowhere) {
                *self.group(own) += 1;
            }
        }
        let free = |own: &&&Standing<'a>| !own.safe && own.placed == Placed::Nowhere;
        let mut free: Vec<&'s Standing<'a>> = rank.iter().filter(free).copied().collect();
        // The reply to the later turn goes right behind it, before those to earlier ones.
        free.sort_by_key(|own| (Reverse(own.answers), own.arrived));
        for answering in free.chunk_by_mut(|one, other| one.answers == other.answers) {
            self.arrange(answering);
            laid.extend(answering.iter());
        }
        laid
    }

    /// Orders requests that are given by arrival.
    fn arrange(&mut self, free: &mut [&Standing<'a>]) {
        // A running order was agreed on before: nobody's turns change it.
        let running_order = free.first().is_some_and(|own| own.kind == RequestKind::Prepared);
        match self.discipline {
            Discipline::SectorRotation | Discipline::VenueRotation => self.rotate(free, running_order),
            _ if running_order => {}
            Discipline::FewestTurns => free.sort_by_key(|own| own.heard.turns),
            Discipline::LeastTime => free.sort_by_key(|own| own.heard.spent_ms),
            Discipline::Arrival | Discipline::ChairOrder => {}
        }
    }

    fn rotate(&mut self, free: &mut [&Standing<'a>], running_order: bool) {
        if running_order {
            for own in free {
                *self.group(own) += 1;
            }
            return;
        }
        let mut members: BTreeMap<(Option<&str>, u64), std::collections::VecDeque<&Standing<'a>>> = BTreeMap::new();
        for own in free.iter() {
            members
                .entry((own.group.name, own.group.number))
                .or_default()
                .push_back(own);
        }
        let mut groups: Vec<_> = members.into_values().collect();
        let mut next: BinaryHeap<Reverse<(u64, Arrival, usize)>> = BinaryHeap::with_capacity(groups.len());
        for (number, group) in groups.iter().enumerate() {
            if let Some(first) = group.front() {
                next.push(Reverse((*self.group(first), first.arrived, number)));
            }
        }
        for place in free.iter_mut() {
            let Some(Reverse((given, _, number))) = next.pop() else {
                return;
            };
            let Some(own) = groups[number].pop_front() else { return };
            *place = own;
            *self.group(own) = given + 1;
            if let Some(following) = groups[number].front() {
                next.push(Reverse((given + 1, following.arrived, number)));
            }
        }
    }
}

/// Whether it keeps the place that it has.
fn stays(own: &Standing<'_>) -> bool {
    own.safe && !matches!(own.placed, Placed::Last { .. })
}

/// Puts those of a rank that were moved where they were moved to, in the order in which they were moved.
fn put_where_moved<'s, 'a>(rank: &[&'s Standing<'a>], laid: &mut Vec<&'s Standing<'a>>) {
    let moved = |own: &&&Standing<'a>| !own.safe && matches!(own.placed, Placed::Before { .. } | Placed::Behind { .. });
    let mut moved: Vec<&'s Standing<'a>> = rank.iter().filter(moved).copied().collect();
    if moved.is_empty() {
        return;
    }
    moved.sort_by_key(|own| own.placed.seq());
    let safe = laid.iter().take_while(|own| own.safe).count();
    let behind = |laid: &[&Standing<'_>], until: u64| {
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
pub(super) fn let_go(standings: &mut [Standing<'_>], gone: RequestId, seq: u64) {
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
pub(super) fn move_to(standings: &mut [Standing<'_>], request: RequestId, before: Option<RequestId>, seq: u64) {
    if before == Some(request) {
        return;
    }
    let find = |id: RequestId| standings.iter().find(|own| own.id == id);
    let Some(own) = find(request) else { return };
    let (kind, named) = (own.kind, before.and_then(find));
    let last = |own: &Standing<'_>| matches!(own.placed, Placed::Last { .. });
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
