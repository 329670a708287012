//! The figures of one session, or of several as one.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use uuid::Uuid;

use super::equality::equality;
use super::fold::{Hearing, Turn};
use super::{Listed, Roster};
use crate::domain::command::RequestKind;
use crate::domain::ids::ParticipantId;
use crate::domain::{Capability, Phase, Role};
use crate::time::Timestamp;
use crate::wire::http::participation::{
    GroupSpoken, ItemSpoken, KindSpoken, Participation, PersonSpoken, RoleSpoken, SessionSpoken, Spoken, Wait,
};

/// A session whose turns are counted.
#[derive(Debug, Clone)]
pub struct Counted {
    /// Its names.
    pub roster: Roster,
    /// Its turns.
    pub hearing: Arc<Hearing>,
}

/// How long the lists of an answer become; the figures count everybody all the same.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// People.
    pub people: usize,
    /// Sectors, and venues.
    pub groups: usize,
}

/// Turns, and what was spoken in them.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    turns: u64,
    spent_ms: u64,
}

impl Sum {
    fn add(&mut self, other: Self) {
        self.turns += other.turns;
        self.spent_ms = self.spent_ms.saturating_add(other.spent_ms);
    }
}

/// One person, over all sessions.
struct Person {
    latest: Listed,
    member: bool,
    sessions: u64,
    heard_in: u64,
    sum: Sum,
}

/// People who have something in common, by their places in the list of all.
#[derive(Default)]
struct Group {
    people: HashSet<usize>,
    members: HashSet<usize>,
    heard: HashSet<usize>,
    heard_members: HashSet<usize>,
    sum: Sum,
}

impl Group {
    fn add(&mut self, place: usize, member: bool, sum: Sum) {
        self.people.insert(place);
        if member {
            self.members.insert(place);
        }
        if sum.turns > 0 {
            self.heard.insert(place);
            if member {
                self.heard_members.insert(place);
            }
        }
        self.sum.add(sum);
    }
}

/// Who is the same in several sessions: whoever has the same name in the same sector; where a session has two of them, the first is the
/// first. A person without a name is nobody else.
#[derive(PartialEq, Eq, Hash)]
enum Same {
    Named(Arc<str>, Option<Arc<str>>, usize),
    Nameless(Uuid, ParticipantId),
}

/// Everything that is counted over people.
#[derive(Default)]
struct Counts {
    people: Vec<Person>,
    places: HashMap<Same, usize>,
    sectors: BTreeMap<Option<Arc<str>>, Group>,
    venues: BTreeMap<Option<Arc<str>>, Group>,
    roles: BTreeMap<Role, Group>,
    kinds: BTreeMap<RequestKind, Sum>,
    waits: Waits,
}

/// Waits by kind, in milliseconds: of those who got the floor, and of those who have not yet.
type Waits = BTreeMap<RequestKind, (Vec<u64>, Vec<u64>)>;

/// The figures at `at`, of sessions in any order.
#[must_use]
pub fn participation(mut counted: Vec<Counted>, at: Timestamp, bounds: Bounds) -> Participation {
    counted.sort_by_key(|own| (own.roster.held_at, own.roster.session));
    let single = counted.len() == 1;
    let mut counts = Counts::default();
    let sessions = counted.iter().map(|own| counts.take(own, at)).collect();
    let running = counted.iter().any(|own| own.hearing.turns().any(|turn| !turn.over));
    let items = counted.first().filter(|_| single).map(|own| items(own, at));
    let members = counts.people.iter().filter(|person| person.member);
    let spent = members.clone().map(|person| person.sum.spent_ms).collect();
    let mut sum = Sum::default();
    counts.people.iter().for_each(|person| sum.add(person.sum));
    let all = Spoken {
        members: members.clone().count() as u64,
        heard: members.filter(|person| person.heard_in > 0).count() as u64,
        turns: sum.turns,
        spent_ms: sum.spent_ms,
    };
    let (people, people_left_out) = cut(people(counts.people, single), bounds.people);
    let (sectors, sectors_left_out) = cut(groups(counts.sectors), bounds.groups);
    let (venues, venues_left_out) = cut(groups(counts.venues), bounds.groups);
    Participation {
        at,
        running,
        sessions,
        older_left_out: false,
        all,
        people,
        people_left_out,
        sectors,
        sectors_left_out,
        venues,
        venues_left_out,
        roles: roles(counts.roles),
        kinds: kinds(counts.kinds),
        equality: equality(spent),
        waits: waits(counts.waits),
        items: items.unwrap_or_default(),
    }
}

/// At most `most` of them, and how many are left out.
fn cut<T>(mut list: Vec<T>, most: usize) -> (Vec<T>, u64) {
    let left_out = list.len().saturating_sub(most) as u64;
    list.truncate(most);
    (list, left_out)
}

fn sum_of(turn: &Turn, at: Timestamp) -> Sum {
    Sum {
        turns: u64::from(!turn.given_back),
        spent_ms: turn.spent_at(at),
    }
}

impl Counts {
    fn take(&mut self, counted: &Counted, at: Timestamp) -> SessionSpoken {
        let Counted { roster, hearing } = counted;
        let mut spoken: BTreeMap<ParticipantId, Sum> = BTreeMap::new();
        let (mut all, mut planned_ms, mut extended_ms) = (Sum::default(), 0_u64, 0_u64);
        for turn in hearing.turns() {
            let sum = sum_of(turn, at);
            all.add(sum);
            spoken.entry(turn.speaker).or_default().add(sum);
            self.kinds.entry(turn.kind).or_default().add(sum);
            planned_ms = planned_ms.saturating_add(turn.planned_ms);
            extended_ms = extended_ms.saturating_add(turn.extended_ms);
        }
        let mut seen: HashMap<(Arc<str>, Option<Arc<str>>), usize> = HashMap::new();
        let (mut members, mut heard, mut spent) = (0, 0, Vec::new());
        for listed in &roster.people {
            let sum = spoken.remove(&listed.participant).unwrap_or_default();
            if self.person(roster.session, listed, sum, &mut seen) {
                members += 1;
                heard += u64::from(sum.turns > 0);
                spent.push(sum.spent_ms);
            }
        }
        // Only a journal that nobody decided has turns of nobody; their time was spoken all the same.
        for (participant, sum) in spoken {
            let nobody = Listed {
                participant,
                name: Arc::from(""),
                role: Role::Observer,
                sector: None,
                venue: None,
                removed: false,
            };
            self.person(roster.session, &nobody, sum, &mut seen);
        }
        let wait = self.waits_of(hearing, roster, at);
        SessionSpoken {
            session: roster.session,
            title: roster.title.clone(),
            phase: roster.phase,
            held_at: roster.held_at,
            series: roster.series.clone(),
            members,
            heard,
            turns: all.turns,
            spent_ms: all.spent_ms,
            planned_ms,
            extended_ms,
            gini_permille: equality(spent).map(|own| own.gini_permille),
            wait_median_ms: wait.median_ms,
            wait_longest_ms: wait.longest_ms,
        }
    }

    /// Counts somebody of a session in; whether this one is among the members there.
    fn person(
        &mut self,
        session: Uuid,
        listed: &Listed,
        sum: Sum,
        seen: &mut HashMap<(Arc<str>, Option<Arc<str>>), usize>,
    ) -> bool {
        // Whoever was removed before he spoke is not waited for; what a removed one has spoken stays spoken.
        let member = listed.role == Role::Member && (!listed.removed || sum.turns > 0);
        let same = if listed.name.is_empty() {
            Same::Nameless(session, listed.participant)
        } else {
            let (name, sector) = (Arc::clone(&listed.name), listed.sector.clone());
            let before = seen.entry((Arc::clone(&name), sector.clone())).or_default();
            *before += 1;
            Same::Named(name, sector, *before)
        };
        let place = *self.places.entry(same).or_insert_with(|| {
            self.people.push(Person {
                latest: listed.clone(),
                member: false,
                sessions: 0,
                heard_in: 0,
                sum: Sum::default(),
            });
            self.people.len() - 1
        });
        let person = &mut self.people[place];
        person.latest = listed.clone();
        person.member |= member;
        person.sessions += 1;
        person.heard_in += u64::from(sum.turns > 0);
        person.sum.add(sum);
        let (sector, venue) = (listed.sector.clone(), listed.venue.clone());
        self.sectors.entry(sector).or_default().add(place, member, sum);
        self.venues.entry(venue).or_default().add(place, member, sum);
        if !listed.removed || sum.turns > 0 {
            self.roles.entry(listed.role).or_default().add(place, member, sum);
        }
        member
    }

    /// All waits of a session, also counted among those of all.
    fn waits_of(&mut self, hearing: &Hearing, roster: &Roster, at: Timestamp) -> Wait {
        let (mut granted, mut waiting) = (Vec::new(), Vec::new());
        for (kind, ms) in hearing.waited() {
            self.waits.entry(*kind).or_default().0.push(*ms);
            granted.push(*ms);
        }
        // Nobody waits while the session is not in progress: the clock of those who asked stands where its last entry was.
        let until = match roster.phase {
            Phase::Adjourned | Phase::Sealed => roster.at,
            _ => at,
        };
        for (_, own) in hearing.waiting() {
            let ms = hearing.waited_by(own.since, until);
            self.waits.entry(own.kind).or_default().1.push(ms);
            waiting.push(ms);
        }
        wait(None, granted, &waiting)
    }
}

fn wait(kind: Option<RequestKind>, mut granted: Vec<u64>, waiting: &[u64]) -> Wait {
    granted.sort_unstable();
    Wait {
        kind,
        granted: granted.len() as u64,
        median_ms: granted.get(granted.len().saturating_sub(1) / 2).copied(),
        longest_ms: granted.last().copied(),
        waiting: waiting.len() as u64,
        waiting_ms: waiting.iter().max().copied(),
    }
}

fn waits(own: Waits) -> Vec<Wait> {
    let granted = own.values().flat_map(|(granted, _)| granted.iter().copied()).collect();
    let waiting: Vec<u64> = own.values().flat_map(|(_, waiting)| waiting.iter().copied()).collect();
    let all = wait(None, granted, &waiting);
    let by_kind = own
        .into_iter()
        .map(|(kind, (granted, waiting))| wait(Some(kind), granted, &waiting));
    std::iter::once(all).chain(by_kind).collect()
}

/// Who has spoken, the longest first, and the members who have not.
fn people(people: Vec<Person>, single: bool) -> Vec<PersonSpoken> {
    let told = |person: &Person| person.member || person.heard_in > 0;
    let mut people: Vec<Person> = people.into_iter().filter(told).collect();
    // The sort is stable: those of equal time stay in the order of the list.
    people.sort_by_key(|person| {
        let heard = person.heard_in > 0;
        std::cmp::Reverse((heard, person.sum.spent_ms, person.sum.turns))
    });
    let line = |person: Person| PersonSpoken {
        participant: single.then_some(person.latest.participant),
        name: person.latest.name.to_string(),
        role: person.latest.role,
        sector: person.latest.sector.as_deref().map(str::to_owned),
        venue: person.latest.venue.as_deref().map(str::to_owned),
        removed: person.latest.removed,
        sessions: person.sessions,
        heard_in: person.heard_in,
        turns: person.sum.turns,
        spent_ms: person.sum.spent_ms,
    };
    people.into_iter().map(line).collect()
}

/// Groups with members or with words, the most time first.
fn groups(groups: BTreeMap<Option<Arc<str>>, Group>) -> Vec<GroupSpoken> {
    let line = |(name, own): (Option<Arc<str>>, Group)| GroupSpoken {
        name: name.as_deref().map(str::to_owned),
        members: own.members.len() as u64,
        heard: own.heard_members.len() as u64,
        turns: own.sum.turns,
        spent_ms: own.sum.spent_ms,
    };
    let mut lines: Vec<GroupSpoken> = groups
        .into_iter()
        .map(line)
        .filter(|own| own.members > 0 || own.turns > 0 || own.spent_ms > 0)
        .collect();
    lines.sort_by_key(|own| std::cmp::Reverse((own.spent_ms, own.turns, own.members)));
    lines
}

fn roles(roles: BTreeMap<Role, Group>) -> Vec<RoleSpoken> {
    let told =
        |(role, own): &(Role, Group)| role.may(Capability::RequestFloor) || own.sum.spent_ms > 0 || own.sum.turns > 0;
    let line = |(role, own): (Role, Group)| RoleSpoken {
        role,
        people: own.people.len() as u64,
        heard: own.heard.len() as u64,
        turns: own.sum.turns,
        spent_ms: own.sum.spent_ms,
    };
    roles.into_iter().filter(told).map(line).collect()
}

fn kinds(kinds: BTreeMap<RequestKind, Sum>) -> Vec<KindSpoken> {
    let line = |(kind, own): (RequestKind, Sum)| KindSpoken {
        kind,
        turns: own.turns,
        spent_ms: own.spent_ms,
    };
    kinds.into_iter().map(line).collect()
}

fn items(counted: &Counted, at: Timestamp) -> Vec<ItemSpoken> {
    let item = |listed: &super::ListedItem| {
        let mut own = ItemSpoken {
            item: listed.item,
            title: listed.title.clone(),
            kind: listed.kind,
            state: listed.state,
            turns: 0,
            planned_ms: 0,
            extended_ms: 0,
            spent_ms: 0,
            over_ms: 0,
            active_ms: counted.hearing.discussed_ms(listed.item, at),
        };
        for turn in counted.hearing.turns().filter(|turn| turn.item == listed.item) {
            let sum = sum_of(turn, at);
            own.turns += sum.turns;
            own.planned_ms = own.planned_ms.saturating_add(turn.planned_ms);
            own.extended_ms = own.extended_ms.saturating_add(turn.extended_ms);
            own.spent_ms = own.spent_ms.saturating_add(sum.spent_ms);
            let given = turn.planned_ms.saturating_add(turn.extended_ms);
            own.over_ms = own.over_ms.saturating_add(sum.spent_ms.saturating_sub(given));
        }
        own
    };
    counted.roster.items.iter().map(item).collect()
}
