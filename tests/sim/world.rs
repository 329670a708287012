//! A run: servers come and go over one journal that fails, people come and go and act, and everything is kept for
//! the checks.

mod ending;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use rostrum::journal::Journal;
use rostrum::journal::memory::{Fault, MemoryJournal};
use rostrum::live::limits::LiveLimits;
use rostrum::live::{Hub, HubConfig};
use serde_json::{Value, json};
use tokio::time::Instant;
use uuid::Uuid;

use crate::checks;
use crate::node::Node;
use crate::random::Random;
use crate::support::Client;
use crate::support::client::verdict;
use crate::support::hall::{CHAIR, Hall, ITEM, Time, ordered, plan, unhurried};
use crate::wishes::wish;

/// How many servers share the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Servers {
    OneAtATime,
    TwoAtOnce,
}

/// What is compared between two runs of a seed.
#[derive(Debug, PartialEq)]
pub struct Outcome {
    /// The journal without salts and without the session's own id.
    pub history: Vec<Value>,
    /// Everything that anybody was told of a command.
    pub verdicts: Vec<(u64, Uuid, Result<u64, String>)>,
}

/// A command that somebody sent, perhaps several times.
#[derive(Debug)]
pub struct Sent {
    pub by: u64,
    /// All contents that it was sent with.
    pub contents: Vec<Value>,
    /// In the order in which they were heard.
    pub verdicts: Vec<Result<u64, String>>,
    /// How often it was sent without an answer; one that was lost with its connection stays in this.
    pub unanswered: u64,
    /// How often on the connection that stands.
    pub awaited: u64,
    /// Since when an answer is awaited there.
    pub waits_since: Option<Instant>,
}

/// A person, connected or not.
struct Person {
    participant: u64,
    client: Option<(usize, Client)>,
    /// What the last connection left.
    known: (Option<(String, u64)>, Option<Value>),
}

struct World {
    random: Random,
    servers: Servers,
    journal: Arc<MemoryJournal>,
    time: Arc<Time>,
    config: HubConfig,
    session: Uuid,
    nodes: Vec<Option<Node>>,
    people: Vec<Person>,
    sent: BTreeMap<Uuid, Sent>,
    told: Vec<(u64, Uuid, Result<u64, String>)>,
}

/// People of the session: those of [`plan`] and this many members.
const MEMBERS: usize = 4;
const STEPS: usize = 160;
/// Faults make every answer late, but this late only if something is lost.
const ANSWER_WITHIN: Duration = Duration::from_mins(3);

/// Runs one seed and checks everything.
pub async fn run(seed: u64, servers: Servers) -> Outcome {
    let mut world = World::new(seed, servers).await;
    for _ in 0..STEPS {
        world.step().await;
    }
    world.settle().await;
    let entries = world
        .journal
        .entries(world.session, 0, usize::MAX)
        .await
        .expect("it can be read");
    checks::check(&entries, &world.sent, servers);
    Outcome {
        history: checks::comparable(&entries),
        verdicts: world.told,
    }
}

impl World {
    async fn new(seed: u64, servers: Servers) -> Self {
        let journal = Arc::new(MemoryJournal::new());
        let time = Time::new();
        let mut random = Random::new(seed);
        let live = LiveLimits {
            // Small enough that resuming and beginning anew both happen.
            ring_entries_max: 4 + random.index(24),
            batch_max: 1 + random.index(16),
            mailbox_max: 1 + random.index(64),
            idle_ms: 30_000,
            attendance_interval_ms: 3_000,
            departure_grace_ms: 6_000,
            ..unhurried()
        };
        let config = HubConfig {
            live,
            ..HubConfig::default()
        };
        let rules = json!({"overtime": "stop", "turn_limit_ms": 40_000, "warn_ms": 10_000, "ready_timeout_ms": 8_000, "drop_grace_ms": 5_000});
        let hub = Hub::new(Arc::clone(&journal) as Arc<dyn Journal>, config.clone(), time.clock()).await;
        let hub = hub.expect("a journal in memory can be read");
        let room = hub.create(&plan(MEMBERS, &rules), None).await.expect("a session");
        for command in [
            json!({"type": "open_session"}),
            json!({"type": "open_thread", "title": "Opinions"}),
            json!({"type": "start_item", "item": ITEM, "expect_item": null}),
        ] {
            ordered(&room, CHAIR, random.uuid(), &command)
                .await
                .expect("the chair may");
        }
        hub.shutdown().await;
        let person = |participant| Person {
            participant,
            client: None,
            known: (None, None),
        };
        let mut world = Self {
            random,
            servers,
            journal,
            time,
            config,
            session: room.id(),
            nodes: vec![None, None],
            people: (1..=4 + MEMBERS as u64).map(person).collect(),
            sent: BTreeMap::new(),
            told: Vec::new(),
        };
        world.start(0).await;
        world
    }

    async fn start(&mut self, place: usize) {
        let node = Node::start(&self.journal, &self.config, self.time.clock(), self.session).await;
        self.nodes[place] = Some(node);
    }

    async fn step(&mut self) {
        match self.random.below(100) {
            0..45 => self.act(),
            45..55 => self.send_again(),
            55..73 => self.connect(),
            73..80 => self.disconnect(),
            80..88 => self.break_the_journal(),
            88..91 => self.change_servers().await,
            91..93 => self.wait(30_000).await,
            _ => self.wait(400).await,
        }
        if self.random.percent(50) {
            self.wait(12).await;
        }
        self.listen();
    }

    async fn wait(&mut self, up_to_ms: u64) {
        let ms = self.random.below(up_to_ms);
        tokio::time::sleep(Duration::from_millis(ms)).await;
        self.listen();
    }

    /// Takes in what everybody has heard.
    fn listen(&mut self) {
        for person in &mut self.people {
            let Some((_, client)) = &mut person.client else {
                continue;
            };
            client.drain();
            for (id, reply) in std::mem::take(&mut client.told) {
                let verdict = verdict(&reply);
                let sent = self.sent.get_mut(&id).expect("an answer to what was sent");
                assert_eq!(sent.by, person.participant);
                sent.unanswered -= 1;
                sent.awaited -= 1;
                sent.waits_since = sent.waits_since.filter(|_| sent.awaited > 0);
                sent.verdicts.push(verdict.clone());
                self.told.push((person.participant, id, verdict));
            }
            if client.close.is_some() {
                leave(person, &mut self.sent);
            }
        }
        for (id, sent) in &self.sent {
            let late = sent.waits_since.is_some_and(|since| since.elapsed() > ANSWER_WITHIN);
            assert!(!late, "no answer to {id} of {}", sent.by);
        }
    }

    /// Somebody who is connected and has seen the room.
    fn somebody(&mut self) -> Option<usize> {
        let ready = |person: &Person| person.client.as_ref().is_some_and(|(_, client)| client.view.is_some());
        let ready: Vec<usize> = (0..self.people.len())
            .filter(|index| ready(&self.people[*index]))
            .collect();
        // The chair conducts, so the chair acts more often than one in eight.
        if ready.contains(&0) && self.random.percent(35) {
            return Some(0);
        }
        self.random.pick(&ready)
    }

    fn act(&mut self) {
        let Some(index) = self.somebody() else {
            return self.connect();
        };
        let Some((_, client)) = &self.people[index].client else {
            return;
        };
        let view = client.view.clone().unwrap_or_default();
        let command = wish(&mut self.random, &view, client.seq());
        let id = self.random.uuid();
        self.send(index, id, command);
    }

    fn send(&mut self, index: usize, id: Uuid, command: Value) {
        let person = &self.people[index];
        let Some((_, client)) = &person.client else { return };
        client.command_as(id, &command);
        let sent = self.sent.entry(id).or_insert_with(|| Sent {
            by: person.participant,
            contents: Vec::new(),
            verdicts: Vec::new(),
            unanswered: 0,
            awaited: 0,
            waits_since: None,
        });
        sent.unanswered += 1;
        sent.awaited += 1;
        sent.contents.push(command);
        sent.waits_since.get_or_insert_with(Instant::now);
    }

    /// What had no answer, or "unavailable", or whatever: the same id again, sometimes with other contents.
    fn send_again(&mut self) {
        let Some(index) = self.somebody() else {
            return self.connect();
        };
        let by = self.people[index].participant;
        let open: Vec<Uuid> = self
            .sent
            .iter()
            .filter(|(_, sent)| sent.by == by)
            .map(|(id, _)| *id)
            .collect();
        let Some(id) = self.random.pick(&open) else { return };
        let mut command = self.sent[&id].contents[0].clone();
        if self.random.percent(20) {
            command = json!({"type": "open_thread", "title": "Something else under the same id"});
        }
        self.send(index, id, command);
    }

    fn connect(&mut self) {
        let absent: Vec<usize> = (0..self.people.len())
            .filter(|index| self.people[*index].client.is_none())
            .collect();
        let running: Vec<usize> = (0..self.nodes.len())
            .filter(|place| self.nodes[*place].is_some())
            .collect();
        let (Some(index), Some(place)) = (self.random.pick(&absent), self.random.pick(&running)) else {
            return;
        };
        let Some(node) = &self.nodes[place] else { return };
        let person = &mut self.people[index];
        let (position, view) = std::mem::take(&mut person.known);
        let client = Client::resume(&node.room, Hall::seat(person.participant), position, view);
        person.client = Some((place, client));
    }

    fn disconnect(&mut self) {
        let index = self.random.index(self.people.len());
        leave(&mut self.people[index], &mut self.sent);
    }

    fn break_the_journal(&mut self) {
        for _ in 0..=self.random.below(2) {
            let fault = match self.random.below(6) {
                0 => Fault::Conflict,
                1 => Fault::AmbiguousCommitted,
                2 => Fault::AmbiguousLost,
                3 => Fault::Full,
                4 => Fault::Slow(Duration::from_millis(self.random.below(50))),
                _ => Fault::Slow(Duration::from_millis(self.random.below(4_000))),
            };
            self.journal.inject(fault);
        }
    }

    /// A server ends or dies, and another one begins; or, where two may run, a second one begins.
    async fn change_servers(&mut self) {
        let place = match self.servers {
            Servers::OneAtATime => 0,
            Servers::TwoAtOnce => self.random.index(2),
        };
        if let Some(node) = self.nodes[place].take() {
            if self.random.percent(50) {
                node.hub.shutdown().await;
                tokio::time::sleep(Duration::from_millis(5)).await;
                self.listen();
            } else {
                node.kill();
            }
            for person in &mut self.people {
                if person.client.as_ref().is_some_and(|(at, _)| *at == place) {
                    leave(person, &mut self.sent);
                }
            }
            if self.servers == Servers::TwoAtOnce && self.nodes[1 - place].is_some() && self.random.percent(40) {
                return;
            }
            let down_ms = self.random.below(20_000);
            tokio::time::sleep(Duration::from_millis(down_ms)).await;
        }
        self.start(place).await;
    }
}

/// The connection is lost; what was learned is kept.
fn leave(person: &mut Person, sent: &mut BTreeMap<Uuid, Sent>) {
    let Some((_, client)) = person.client.take() else {
        return;
    };
    for sent in sent.values_mut().filter(|sent| sent.by == person.participant) {
        (sent.awaited, sent.waits_since) = (0, None);
    }
    person.known = (client.position.clone(), client.view.clone());
}
