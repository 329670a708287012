//! Decide and apply at the size of a large session: 10,000 people, 200 of them waiting for one item.

use std::hint::black_box;

use criterion::Criterion;
use rostrum::domain::command::{Command, ItemKind, RequestKind, Waiting};
use rostrum::domain::creation::{NewItem, NewSession, NewVenue};
use rostrum::domain::event::VenueKind;
use rostrum::domain::forms::Edition;
use rostrum::domain::ids::{ItemId, ParticipantId, RequestId, ThreadId, TurnId};
use rostrum::domain::limits::SessionLimits;
use rostrum::domain::people::Invitee;
use rostrum::domain::posts::PostReader;
use rostrum::domain::rules::{Discipline, RulesPatch};
use rostrum::domain::{Act, Actor, Audience, Order, Role, Session, Touched};
use rostrum::time::Timestamp;
use rostrum::wire::frame::json;
use rostrum::wire::patch::merge_patch;
use uuid::Uuid;

const PEOPLE: usize = 10_000;
const WAITING: u64 = 200;
const VENUES: [&str; 5] = ["主会场", "东湖", "西山", "南岸", "北郊"];
const CHAIR: ParticipantId = ParticipantId(1);

/// A session that is being used.
struct Room {
    session: Session,
    limits: SessionLimits,
    at: Timestamp,
    item: ItemId,
}

impl Room {
    /// 10,000 people, an active item, and one place less than 200 taken in its queue.
    fn full() -> Self {
        let limits = SessionLimits {
            participants_max: PEOPLE,
            invited_per_call_max: PEOPLE,
            ..SessionLimits::default()
        };
        let at = Timestamp::from_millis(1_790_000_000_000);
        let person = |number: usize| Invitee {
            name: format!("委员{number}"),
            role: if number == 0 { Role::Chair } else { Role::Member },
            sector: Some(format!("界别{}", number % 34)),
            venue: Some(VENUES[number % VENUES.len()].to_owned()),
        };
        let venue = |name: &&str| NewVenue {
            name: (*name).to_owned(),
            kind: VenueKind::Branch,
            links: Vec::new(),
        };
        let item = NewItem {
            title: "即席发言".into(),
            kind: ItemKind::Discussion,
            limit_ms: None,
            links: Vec::new(),
        };
        let body = NewSession {
            title: "远程协商会".into(),
            form: None,
            rules: None,
            starts_at: None,
            body: None,
            series: None,
            parent: None,
            links: Vec::new(),
            agenda: vec![item; 20],
            venues: VENUES.iter().map(venue).collect(),
            participants: (0..PEOPLE).map(person).collect(),
        };
        let mut session = Session::default();
        let events = body
            .decide(Uuid::nil(), at, &Edition::meeting(), &limits)
            .expect("a session");
        for (seq, event) in (1..).zip(&events) {
            session.apply(seq, at, Some(ParticipantId::CONVENER), event);
        }
        let item = session.agenda_order().0[0];
        let mut room = Self {
            session,
            limits,
            at,
            item,
        };
        room.act(CHAIR, Command::OpenSession { reason: None });
        let start = Command::StartItem {
            item,
            expect_item: None,
            waiting: Waiting::Expire,
        };
        room.act(CHAIR, start);
        // Some have spoken already, for different times.
        for member in (2..=WAITING).step_by(3) {
            let request = room.request();
            room.act(ParticipantId(member), request);
            let request = RequestId(room.session.head());
            room.act(
                CHAIR,
                Command::GrantFloor {
                    request,
                    expect_turn: None,
                    reason: None,
                },
            );
            let expect_turn = Some(TurnId(room.session.head()));
            room.at = room.at.plus_millis(1_000 + 37 * (member % 11));
            room.act(
                CHAIR,
                Command::EndTurn {
                    expect_turn,
                    reason: None,
                },
            );
        }
        for member in 2..=WAITING {
            let request = room.request();
            room.act(ParticipantId(member), request);
        }
        room
    }

    fn request(&self) -> Command {
        Command::RequestFloor {
            item: self.item,
            kind: RequestKind::Impromptu,
            subject: Some("关于农村饮水安全的建议".into()),
            speaker: None,
            replies_to: None,
        }
    }

    fn act(&mut self, by: ParticipantId, command: Command) -> Touched {
        let act = Act {
            actor: Actor::Participant(by),
            at: self.at,
            order: Order::Command(Box::new(command)),
            connected: true,
        };
        let event = self
            .session
            .decide(&act, &self.limits)
            .expect("a command for this moment");
        self.session
            .apply(self.session.head() + 1, self.at, act.actor.by(), &event)
    }
}

/// Arrival first: once another discipline has shuffled a queue, its order is made anew each time until it is empty.
const DISCIPLINES: [Discipline; 6] = [
    Discipline::Arrival,
    Discipline::ChairOrder,
    Discipline::FewestTurns,
    Discipline::LeastTime,
    Discipline::SectorRotation,
    Discipline::VenueRotation,
];

/// A request and its withdrawal count as two commands.
pub fn bench(c: &mut Criterion) {
    let mut room = Room::full();
    let last = ParticipantId(PEOPLE as u64);
    for discipline in DISCIPLINES {
        let rules = RulesPatch {
            discipline: Some(discipline),
            safe_positions: Some(2),
            ..RulesPatch::default()
        };
        let reason = "为了比较".into();
        room.act(CHAIR, Command::AmendRules { rules, reason });
        let item = room.item;
        c.bench_function(
            &format!("domain/order of 200 waiting among 10000 people, {discipline:?}"),
            |b| {
                b.iter(|| black_box(room.session.laid_order(item)));
            },
        );
        c.bench_function(
            &format!("domain/request_floor+withdraw_request at 200 waiting, 10000 people (2 commands), {discipline:?}"),
            |b| {
                b.iter(|| {
                    let request = room.request();
                    room.act(last, request);
                    let request = RequestId(room.session.head());
                    black_box(room.act(last, Command::WithdrawRequest { request }));
                });
            },
        );
        let request = room.request();
        let touched = room.act(last, request);
        let asked = json(&merge_patch(&room.session, &touched, Audience::Members)).len();
        let request = RequestId(room.session.head());
        let touched = room.act(last, Command::WithdrawRequest { request });
        let withdrawn = json(&merge_patch(&room.session, &touched, Audience::Members)).len();
        println!(
            "under {discipline:?} a request's patch has {asked} bytes, a withdrawal's {withdrawn}, among 200 that wait"
        );
    }
    room.act(
        CHAIR,
        Command::OpenThread {
            title: "网络议政".into(),
            item: None,
        },
    );
    let thread = room.session.head();
    for posts in [50, 4_000] {
        while room.session.view(Audience::Moderators).counts.posts < posts {
            room.act(
                last,
                Command::PublishPost {
                    thread: ThreadId(thread),
                    text: "建议".into(),
                    replies_to: None,
                },
            );
        }
        let reader = PostReader {
            audience: Audience::Members,
            participant: Some(last),
        };
        c.bench_function(&format!("domain/newest 50 posts of {posts} in a thread"), |b| {
            b.iter(|| {
                let page = room
                    .session
                    .thread_posts(ThreadId(thread), None, reader)
                    .expect("a thread");
                black_box(page.take(50).filter_map(|post| room.session.post(post)).count())
            });
        });
    }
    let request = room.request();
    let touched = room.act(last, request);
    for audience in [Audience::Moderators, Audience::Public] {
        c.bench_function(&format!("wire/merge_patch of a request, {audience:?}"), |b| {
            b.iter(|| black_box(merge_patch(&room.session, &touched, audience)));
        });
    }
    let patch = json(&merge_patch(&room.session, &touched, Audience::Members)).len();
    let view = json(&room.session.view(Audience::Members)).len();
    println!("a patch has {patch} bytes, a view {view} bytes at 200 waiting and 10000 people");
    c.bench_function("wire/view encoded at 200 waiting, 10000 people", |b| {
        b.iter(|| black_box(json(&room.session.view(Audience::Members))));
    });
}
