//! How a run ends: the journal works again, everybody comes back, and everything has to come out right.

use std::sync::Arc;
use std::time::Duration;

use rostrum::domain::ids::ParticipantId;
use rostrum::domain::{Audience, Session};
use rostrum::journal::{Head, Journal, Record};
use serde_json::Value;
use uuid::Uuid;

use super::{ANSWER_WITHIN, Sent, Servers, World, leave};

impl World {
    /// The journal works again, one server runs, everybody comes back, asks again for what had no answer, and sees
    /// what a newcomer would see.
    pub(super) async fn settle(&mut self) {
        self.wait(60_000).await;
        tokio::time::sleep(ANSWER_WITHIN).await;
        self.listen();
        for place in 0..self.nodes.len() {
            if let Some(node) = self.nodes[place].take() {
                node.hub.shutdown().await;
            }
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
        self.listen();
        while self.journal.faults_left() > 0 {
            // Spent on a session that nobody asks about.
            let record = Record {
                extends: Head::default(),
                entries: Vec::new(),
            };
            self.journal.append(Uuid::nil(), Arc::new(record)).await;
        }
        self.start(0).await;
        for person in &mut self.people {
            leave(person, &mut self.sent);
        }
        while self.people.iter().any(|person| person.client.is_none()) {
            self.connect();
        }
        let unanswered = |sent: &Sent| {
            let last = sent.verdicts.last();
            sent.unanswered > 0 || last.is_none_or(|last| *last == Err("unavailable".into()))
        };
        let open: Vec<(Uuid, u64, Value)> = self
            .sent
            .iter()
            // A server that was behind may have refused what another one had accepted; this one has caught up.
            .filter(|(_, sent)| unanswered(sent) || self.servers == Servers::TwoAtOnce)
            .map(|(id, sent)| (*id, sent.by, sent.contents[0].clone()))
            .collect();
        for (id, by, command) in open {
            self.sent.entry(id).and_modify(|sent| sent.unanswered = 0);
            let index = usize::try_from(by - 1).expect("few people");
            self.send(index, id, command);
        }
        tokio::time::sleep(Duration::from_secs(5)).await;
        self.listen();
        for (id, sent) in &self.sent {
            assert!(!unanswered(sent), "no verdict for {id}: {sent:?}");
        }
        self.agree().await;
    }

    async fn agree(&mut self) {
        let Some(node) = &self.nodes[0] else {
            panic!("a server runs")
        };
        let room = node.room.clone();
        let head = room.read(Session::head).await.expect("it can be read");
        for person in &mut self.people {
            let (_, client) = person.client.as_mut().expect("everybody is here");
            client.until(head).await;
            let id = ParticipantId(person.participant);
            let audience = move |session: &Session| session.participant(id).map(|person| person.role.audience());
            let audience: Option<Audience> = room.read(audience).await.expect("it can be read");
            client.agrees_with(&room, audience.expect("a person")).await;
        }
    }
}
