//! The journal of a long consultation: a thousand people who speak in turn, and write beside it.

use std::sync::Arc;

use futures_util::future::join_all;
use rostrum::domain::creation::NewSession;
use rostrum::domain::event::{Event, WORD_KEYS};
use rostrum::domain::forms::Edition;
use rostrum::domain::ids::{ItemId, ParticipantId};
use rostrum::domain::limits::SessionLimits;
use rostrum::domain::{Act, Actor, Order, Session};
use rostrum::journal::chain::FoldGuard;
use rostrum::journal::codec::seal;
use rostrum::journal::{Journal, Outcome, Record};
use rostrum::time::Timestamp;
use serde_json::{Value, json};
use tokio::task::unconstrained;
use uuid::Uuid;

/// When it began.
const BEGINNING: Timestamp = Timestamp::from_millis(1_795_482_000_000);

const CHAIR: u64 = 1;
const CAPTIONER: u64 = 2;
/// The first member's number, and how many there are.
const FIRST_MEMBER: u64 = 3;
const MEMBERS: u64 = 1_000;
/// How many wait for the floor at any time.
const WAITING: u64 = 12;
/// How many records are handed to the journal at once: it commits them together.
const AT_ONCE: usize = 1_000;

/// What people say, more or less of it at a time.
const WORDS: [&str; 4] = [
    "建议在社区设立居家养老服务站，由街道统一购买助餐、助浴、助医服务，并把失能老人家庭纳入定期巡访。",
    "上门护理的价格差别太大，应当由区里公布指导价，同时给签约的护理员缴纳工伤保险，免去他们的后顾之忧。",
    "老旧小区加装电梯的审批仍要跑七个部门，能否一窗受理、并联审批，把补助款直接拨到单元账户？",
    "同意前面几位委员的意见，再补充一点：农村互助养老点的运营经费应列入年度预算，而不是一事一议。",
];

/// A session on its way into a journal, each entry a record of its own as when nobody is in a hurry.
pub struct Debate {
    session: Session,
    limits: SessionLimits,
    guard: FoldGuard,
    at: Timestamp,
    records: Vec<Arc<Record>>,
    item: u64,
    thread: u64,
    /// Counts the rounds, and with them who does what.
    round: u64,
}

impl Debate {
    /// Created, opened, an item active, and the first ones waiting.
    pub fn begin() -> Self {
        let mut debate = Self {
            session: Session::default(),
            limits: SessionLimits::default(),
            guard: FoldGuard::new(),
            at: BEGINNING,
            records: Vec::new(),
            item: 0,
            thread: 0,
            round: 0,
        };
        let mut people = vec![
            json!({"name": "王秀兰", "role": "chair"}),
            json!({"name": "速录", "role": "captioner"}),
        ];
        let member = |number| {
            let sector = format!("界别{}", number % 34);
            json!({"name": format!("委员{number}"), "role": "member", "sector": sector})
        };
        people.extend((0..MEMBERS).map(member));
        let plan = json!({
            "title": "推进居家养老服务体系建设", "rules": {"discipline": "fewest_turns", "safe_positions": 2},
            "agenda": [{"title": "即席发言", "kind": "discussion"}], "participants": people,
        });
        let plan: NewSession = serde_json::from_value(plan).expect("a plan");
        let events = plan.decide(Uuid::now_v7(), debate.at, &Edition::meeting(), &debate.limits);
        for event in events.expect("a session") {
            debate.keep(Actor::Convener, None, &event);
        }
        debate.item = debate.session.agenda_order().0[0].0;
        debate.act(CHAIR, json!({"type": "open_session"}));
        debate.act(
            CHAIR,
            json!({"type": "start_item", "item": debate.item, "expect_item": null}),
        );
        debate.thread = debate.act(CHAIR, json!({"type": "open_thread", "title": "您对居家养老有什么建议"}));
        for number in 0..WAITING {
            debate.request(number);
        }
        debate
    }

    /// Goes on until there are so many entries, and hands them to the journal. Answers the session, and the time then.
    pub async fn go_on_to(mut self, entries: u64, journal: &impl Journal) -> (Uuid, Timestamp) {
        let session = self.session.id();
        while self.session.head() < entries {
            self.round();
            if self.records.len() >= AT_ONCE || self.session.head() >= entries {
                let fit = |record: &Arc<Record>| record.extends.seq < entries;
                let records = std::mem::take(&mut self.records).into_iter().filter(fit);
                let appends = records.map(|record| journal.append(session, record));
                // Polled one after the other to the end, so that they come to the writer in their order.
                let outcomes = unconstrained(join_all(appends)).await;
                let committed = |outcome: &Outcome| matches!(outcome, Outcome::Committed(_));
                assert!(outcomes.iter().all(committed), "every record is the next one");
            }
        }
        (session, self.at)
    }

    /// Somebody speaks while others write, come and go.
    fn round(&mut self) {
        self.round += 1;
        let round = self.round;
        let (item, thread) = (self.item, self.thread);
        self.request(round + WAITING);
        let first = self.session.laid_order(ItemId(item))[0];
        let call = json!({"type": "call_speaker", "request": first, "expect_turn": null});
        self.act(CHAIR, call);
        let turn = self.act(
            CHAIR,
            json!({"type": "grant_floor", "request": first, "expect_turn": null}),
        );
        let mut posts = Vec::new();
        for number in 0..8 {
            let replies_to = posts.last().filter(|_| number % 4 == 3);
            let text = words(round + number, 1 + number % 3);
            let post = json!({"type": "publish_post", "thread": thread, "text": text, "replies_to": replies_to});
            posts.push(self.act(member(round * 7 + number), post));
        }
        for part in 0..2 {
            let statement = json!({"type": "record_statement", "turn": turn, "text": words(round + part, 4)});
            self.act(CAPTIONER, statement);
        }
        let revised = json!({"type": "revise_post", "post": posts[0], "text": words(round + 1, 2)});
        self.act(member(round * 7), revised);
        if round.is_multiple_of(10) {
            let hidden = json!({"type": "hide_post", "post": posts[1], "reason": "与议题无关"});
            self.act(CHAIR, hidden);
        }
        let come = |number| ParticipantId(member(round * 5 + number));
        let (arrived, departed) = ((0..5).map(come).collect(), (500..505).map(come).collect());
        self.order(Actor::Clock, Order::Attendance { arrived, departed });
        self.act(CHAIR, json!({"type": "end_turn", "expect_turn": turn}));
    }

    fn request(&mut self, number: u64) {
        let request = json!({
            "type": "request_floor", "item": self.item, "kind": "impromptu", "subject": "关于农村互助养老的建议",
        });
        self.act(member(number), request);
    }

    fn act(&mut self, by: u64, command: Value) -> u64 {
        let command = serde_json::from_value(command).expect("a command");
        let actor = Actor::Participant(ParticipantId(by));
        self.order(actor, Order::Command(Box::new(command)))
    }

    fn order(&mut self, actor: Actor, order: Order) -> u64 {
        self.at = self.at.plus_millis(400);
        let act = Act {
            actor,
            at: self.at,
            order,
            connected: true,
        };
        let event = self.session.decide(&act, &self.limits).expect("it may be done");
        let command = (actor != Actor::Clock).then(Uuid::new_v4);
        self.keep(actor, command, &event)
    }

    fn keep(&mut self, actor: Actor, command: Option<Uuid>, event: &Event) -> u64 {
        let (seq, salt) = (self.session.head() + 1, *Uuid::new_v4().as_bytes());
        let sealed = seal(&actor.by(), command, event, WORD_KEYS, salt).expect("an event has a body");
        let record = Record {
            extends: self.guard.head(),
            entries: vec![sealed.into_entry(seq, self.at)],
        };
        self.guard.accept(&record).expect("it extends the one before");
        self.session.apply(seq, self.at, actor.by(), event);
        self.records.push(Arc::new(record));
        seq
    }
}

/// A member's number; there are only so many.
fn member(number: u64) -> u64 {
    FIRST_MEMBER + number % MEMBERS
}

/// Some sentences.
fn words(from: u64, sentences: u64) -> String {
    let sentence = |number: u64| WORDS[usize::try_from(number % 4).unwrap_or_default()];
    (from..from + sentences).map(sentence).collect()
}
