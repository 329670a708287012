//! The transcript for people (SPEC R20).

use std::collections::{BTreeMap, HashMap};

use super::escape::{inline, paragraphs};
use crate::domain::Event;
use crate::domain::command::{ItemKind, RequestKind};
use crate::domain::event::TurnEnd;
use crate::domain::ids::{ItemId, ParticipantId, StatementId, TurnId};
use crate::record::words::{duration, item_kind, moment, nameless, request_kind, shown, turn_end};
use crate::time::Timestamp;

/// What the entries so far say.
#[derive(Default)]
pub(super) struct Transcript {
    title: String,
    body: Option<String>,
    created_at: Timestamp,
    starts_at: Option<Timestamp>,
    opened_at: Option<Timestamp>,
    adjourned_at: Option<Timestamp>,
    people: HashMap<ParticipantId, Person>,
    items: HashMap<ItemId, Item>,
    /// What was discussed, in order; an item that was taken up again stands there again.
    sections: Vec<Section>,
    turns: HashMap<TurnId, Turn>,
    statements: HashMap<StatementId, TurnId>,
}

struct Person {
    name: String,
    sector: Option<String>,
}

struct Item {
    title: String,
    kind: ItemKind,
    conclusion: Option<String>,
}

struct Section {
    item: ItemId,
    turns: Vec<TurnId>,
}

struct Turn {
    speaker: ParticipantId,
    item: ItemId,
    kind: RequestKind,
    at: Timestamp,
    /// What the turn goes on with, if it is not a new one.
    origin: Origin,
    /// How often the speaker's last connection was lost.
    drops: u64,
    ended: Option<End>,
    statements: BTreeMap<StatementId, Statement>,
}

/// Where a turn comes from.
#[derive(Clone, Copy)]
enum Origin {
    Granted,
    /// What was left of an earlier one of the same speaker.
    Restored,
    /// What somebody else left.
    Yielded(ParticipantId),
}

struct End {
    how: TurnEnd,
    spent_ms: u64,
    /// Why it was taken away.
    reason: Option<String>,
    /// To whom it was yielded.
    to: Option<ParticipantId>,
}

struct Statement {
    text: String,
    revised: bool,
}

impl Turn {
    fn new(at: Timestamp, speaker: ParticipantId, item: ItemId, kind: RequestKind, origin: Origin) -> Self {
        Self {
            speaker,
            item,
            kind,
            at,
            origin,
            drops: 0,
            ended: None,
            statements: BTreeMap::new(),
        }
    }
}

impl Transcript {
    /// Takes the next entry.
    pub(super) fn take(&mut self, seq: u64, at: Timestamp, event: Event) {
        match event {
            Event::SessionCreated(created) => {
                self.title = created.title;
                self.body = created.body;
                self.starts_at = created.starts_at;
                self.created_at = at;
            }
            Event::ParticipantsInvited { participants } => {
                self.people.extend(participants.into_iter().map(|person| {
                    let (name, sector) = (person.name, person.sector);
                    (person.participant, Person { name, sector })
                }));
            }
            Event::SessionOpened { .. } => self.opened_at = Some(at),
            Event::SessionAdjourned { .. } => self.adjourned_at = Some(at),
            Event::ItemAdded { .. }
            | Event::ItemEdited { .. }
            | Event::ItemStarted { .. }
            | Event::ItemFinished { .. }
            | Event::ItemConcluded { .. } => self.take_item(seq, event),
            other => self.take_words(seq, at, other),
        }
    }

    fn take_item(&mut self, seq: u64, event: Event) {
        match event {
            Event::ItemAdded { title, kind, .. } => {
                let conclusion = None;
                self.items.insert(
                    ItemId(seq),
                    Item {
                        title,
                        kind,
                        conclusion,
                    },
                );
            }
            Event::ItemEdited { item, title, kind, .. } => {
                if let Some(own) = self.items.get_mut(&item) {
                    own.title = title.unwrap_or_else(|| std::mem::take(&mut own.title));
                    own.kind = kind.unwrap_or(own.kind);
                }
            }
            Event::ItemStarted { item, .. } => self.sections.push(Section {
                item,
                turns: Vec::new(),
            }),
            Event::ItemFinished {
                item,
                conclusion: Some(text),
                ..
            }
            | Event::ItemConcluded { item, text } => {
                if let Some(own) = self.items.get_mut(&item) {
                    own.conclusion = Some(text);
                }
            }
            _ => {}
        }
    }

    fn take_words(&mut self, seq: u64, at: Timestamp, event: Event) {
        match event {
            Event::FloorGranted {
                speaker, item, kind, ..
            } => self.begin(seq, Turn::new(at, speaker, item, kind, Origin::Granted)),
            Event::TurnRestored {
                speaker, item, kind, ..
            } => self.begin(seq, Turn::new(at, speaker, item, kind, Origin::Restored)),
            Event::TurnDropped { turn, .. } => {
                if let Some(own) = self.turns.get_mut(&turn) {
                    own.drops += 1;
                }
            }
            Event::TurnEnded {
                turn,
                how,
                spent_ms,
                reason,
                to,
                ..
            } => {
                let reason = reason.filter(|_| how == TurnEnd::Revoked);
                let end = End {
                    how,
                    spent_ms,
                    reason,
                    to,
                };
                self.end(turn, end);
                let yielded = self.turns.get(&turn).map(|own| (own.item, own.kind, own.speaker));
                if let (Some(speaker), Some((item, kind, from))) = (to, yielded) {
                    self.begin(seq, Turn::new(at, speaker, item, kind, Origin::Yielded(from)));
                }
            }
            Event::ParticipantRemoved { ended: Some(ended), .. } | Event::RoleChanged { ended: Some(ended), .. } => {
                let (how, spent_ms) = (ended.how, ended.spent_ms);
                let end = End {
                    how,
                    spent_ms,
                    reason: None,
                    to: None,
                };
                self.end(ended.turn, end);
            }
            Event::StatementRecorded { turn, text } => {
                let id = StatementId(seq);
                self.statements.insert(id, turn);
                if let Some(own) = self.turns.get_mut(&turn) {
                    own.statements.insert(id, Statement { text, revised: false });
                }
            }
            Event::StatementRevised { statement, text, .. } => {
                let turn = self
                    .statements
                    .get(&statement)
                    .and_then(|turn| self.turns.get_mut(turn));
                if let Some(own) = turn.and_then(|turn| turn.statements.get_mut(&statement)) {
                    *own = Statement { text, revised: true };
                }
            }
            _ => {}
        }
    }

    fn begin(&mut self, seq: u64, turn: Turn) {
        let (id, item) = (TurnId(seq), turn.item);
        if self.sections.last().is_none_or(|section| section.item != item) {
            let turns = Vec::new();
            self.sections.push(Section { item, turns });
        }
        if let Some(section) = self.sections.last_mut() {
            section.turns.push(id);
        }
        self.turns.insert(id, turn);
    }

    fn end(&mut self, turn: TurnId, end: End) {
        if let Some(own) = self.turns.get_mut(&turn) {
            own.ended = Some(end);
        }
    }

    fn name(&self, id: ParticipantId) -> String {
        let person = self.people.get(&id);
        let name = person.map_or("", |person| &person.name);
        if name.is_empty() { nameless(id) } else { inline(name) }
    }

    /// The whole as Markdown.
    pub(super) fn render(&self) -> String {
        let mut text = format!("# {}\n\n", inline(shown(&self.title)));
        if let Some(body) = &self.body {
            line(&mut text, &format!("- 协商机构：{}", inline(shown(body))));
        }
        match (self.opened_at, self.starts_at) {
            (Some(opened), _) => line(&mut text, &format!("- 开会时间：{}", moment(opened))),
            (None, Some(starts)) => line(&mut text, &format!("- 预定时间：{}", moment(starts))),
            (None, None) => line(&mut text, &format!("- 创建时间：{}", moment(self.created_at))),
        }
        if let Some(adjourned) = self.adjourned_at {
            line(&mut text, &format!("- 闭会时间：{}", moment(adjourned)));
        }
        for (number, section) in (1..).zip(&self.sections) {
            self.render_section(&mut text, number, section);
        }
        text
    }

    fn render_section(&self, text: &mut String, number: usize, section: &Section) {
        let item = self.items.get(&section.item);
        let (title, kind) = item.map_or((String::new(), ""), |item| {
            (inline(shown(&item.title)), item_kind(item.kind))
        });
        line(text, &format!("\n## {number}. {title}（{kind}）"));
        for turn in section.turns.iter().filter_map(|id| self.turns.get(id)) {
            self.render_turn(text, turn);
        }
        let again = self.sections[number..].iter().any(|later| later.item == section.item);
        if let Some(conclusion) = item.and_then(|item| item.conclusion.as_deref()).filter(|_| !again) {
            line(text, &format!("\n**结论**\n\n{}", paragraphs(shown(conclusion))));
        }
    }

    fn render_turn(&self, text: &mut String, turn: &Turn) {
        let name = self.name(turn.speaker);
        let sector = self
            .people
            .get(&turn.speaker)
            .and_then(|person| person.sector.as_deref());
        let sector = sector.map_or_else(String::new, |sector| format!("（{}）", inline(sector)));
        let kind = request_kind(turn.kind);
        let origin = match turn.origin {
            Origin::Granted => String::new(),
            Origin::Restored => "（恢复）".to_owned(),
            Origin::Yielded(from) => format!("（由{}让时）", self.name(from)),
        };
        line(
            text,
            &format!("\n### {name}{sector} · {kind}{origin} · {}", moment(turn.at)),
        );
        for statement in turn.statements.values() {
            let mark = if statement.revised {
                "**（已修订）**  \n"
            } else {
                ""
            };
            line(text, &format!("\n{mark}{}", paragraphs(shown(&statement.text))));
        }
        if turn.statements.is_empty() {
            line(text, "\n（本次发言没有文字记录）");
        }
        let drops = match turn.drops {
            0 => String::new(),
            drops => format!("，其间断线 {drops} 次"),
        };
        match &turn.ended {
            Some(end) => {
                let to = end.to.map_or_else(String::new, |to| format!("给{}", self.name(to)));
                let reason = end
                    .reason
                    .as_deref()
                    .map_or_else(String::new, |reason| format!("：{}", inline(shown(reason))));
                let (spent, how) = (duration(end.spent_ms), turn_end(end.how));
                line(text, &format!("\n*用时 {spent}{drops}，{how}{to}{reason}*"));
            }
            None if turn.drops > 0 => line(text, &format!("\n*发言尚未结束{drops}*")),
            None => {}
        }
    }
}

fn line(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}
