//! The order of a queue, laid place by place: for each place all that are left are looked at, whoever goes first stands
//! there. Slow, and as the protocol says it.

use std::cmp::Reverse;

use rostrum::domain::command::RequestKind;
use rostrum::domain::ids::{RequestId, TurnId};
use rostrum::domain::rules::Discipline;

use super::floor::Floor;
use super::people::People;
use super::requests::{Put, Request, group, group_turns};

/// What a discipline goes by.
pub struct Reasons<'a> {
    pub discipline: Discipline,
    pub people: &'a People,
    pub floor: &'a Floor,
}

type Own<'a> = (RequestId, &'a Request);

const RANKS: [RequestKind; 5] = [
    RequestKind::PointOfOrder,
    RequestKind::Question,
    RequestKind::Reply,
    RequestKind::Prepared,
    RequestKind::Impromptu,
];

/// What goes before what: least first. The later turn is answered first, then the discipline counts, then arrival.
type Key = (Reverse<Option<TurnId>>, u64, (u64, usize), (u64, usize));

/// The order of those who wait, or are called, given in the order that they had.
pub fn order(had: &[Own<'_>], reasons: &Reasons<'_>) -> Vec<RequestId> {
    let mut order: Vec<Own<'_>> = Vec::new();
    for kind in RANKS {
        let rank: Vec<Own<'_>> = had
            .iter()
            .copied()
            .filter(|(_, own)| own.kind == kind && own.put != Put::Last)
            .collect();
        let start = order.len();
        order.extend(rank.iter().filter(|(_, own)| own.safe));
        let mut left: Vec<Own<'_>> = rank
            .iter()
            .copied()
            .filter(|(_, own)| !own.safe && own.put == Put::No)
            .collect();
        while let Some(place) = (0..left.len()).min_by_key(|place| reasons.key(left[*place], &left, &order)) {
            order.push(left.remove(place));
        }
        let mut laid = order.split_off(start);
        put_in(&rank, &mut laid);
        order.extend(laid);
    }
    let mut last: Vec<Own<'_>> = had.iter().copied().filter(|(_, own)| own.put == Put::Last).collect();
    last.sort_by_key(|(_, own)| own.put_at);
    order.extend(last);
    order.into_iter().map(|(id, _)| id).collect()
}

impl Reasons<'_> {
    /// What a request goes by, with those that are left besides, and those that are laid already.
    fn key(&self, (_, own): Own<'_>, left: &[Own<'_>], laid: &[Own<'_>]) -> Key {
        let group = |own: &Request| group(own.speaker, self.discipline, self.people);
        let answers = Reverse(own.answers);
        let (turns, spent_ms) = self.floor.heard(|person| person == own.speaker);
        match self.discipline {
            _ if own.kind == RequestKind::Prepared => (answers, 0, own.arrived, own.arrived),
            Discipline::Arrival | Discipline::ChairOrder => (answers, 0, own.arrived, own.arrived),
            Discipline::FewestTurns => (answers, turns, own.arrived, own.arrived),
            Discipline::LeastTime => (answers, spent_ms, own.arrived, own.arrived),
            Discipline::SectorRotation | Discipline::VenueRotation => {
                let mine = group(own);
                // Who was moved counts behind his own rank, where he stands by a moderator's word.
                let laid_here = |other: &Request| other.put == Put::No || other.kind != own.kind;
                let counts = |(_, other): &&Own<'_>| laid_here(other) && group(other) == mine;
                let already = laid.iter().filter(counts).count() as u64;
                let turns = group_turns(own.speaker, self.discipline, self.people, self.floor);
                let with_it = |(_, other): &&Own<'_>| other.answers == own.answers && group(other) == mine;
                let earliest = left.iter().filter(with_it).map(|(_, other)| other.arrived).min();
                (answers, turns + already, earliest.unwrap_or(own.arrived), own.arrived)
            }
        }
    }
}

/// Puts those that were moved where they were moved to, one after the other as they were.
fn put_in<'a>(rank: &[Own<'a>], laid: &mut Vec<Own<'a>>) {
    let mut moved: Vec<Own<'_>> = rank
        .iter()
        .copied()
        .filter(|(_, own)| !own.safe && own.put != Put::No)
        .collect();
    moved.sort_by_key(|(_, own)| own.put_at);
    let safe = laid.iter().filter(|(_, own)| own.safe).count();
    while !moved.is_empty() {
        let stands = |id: RequestId| laid.iter().position(|(other, _)| *other == id);
        let found = moved.iter().enumerate().find_map(|(number, (_, own))| match own.put {
            Put::Before(named) => stands(named).map(|place| (number, place)),
            Put::Behind(entry) => {
                let there = laid.iter().rposition(|(_, other)| other.arrived.0 < entry);
                Some((number, there.map_or(0, |place| place + 1).max(safe)))
            }
            Put::No | Put::Last => None,
        });
        let (number, place) = found.expect("whom somebody stands before is there");
        laid.insert(place, moved.remove(number));
    }
}
