//! The transcript for people (SPEC R20).

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

use super::escape::{inline, paragraphs};
use crate::domain::Event;
use crate::domain::command::{ItemKind, RequestKind};
use crate::domain::event::TurnEnd;
use crate::domain::ids::{ItemId, ParticipantId, StatementId, TurnId};
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
    ended: Option<(TurnEnd, u64)>,
    statements: BTreeMap<StatementId, Statement>,
}

struct Statement {
    text: String,
    revised: bool,
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
            }
            | Event::TurnRestored {
                speaker, item, kind, ..
            } => self.begin(seq, at, speaker, item, kind),
            Event::TurnEnded {
                turn,
                how,
                spent_ms,
                to,
                ..
            } => {
                self.end(turn, how, spent_ms);
                let yielded = self.turns.get(&turn).map(|own| (own.item, own.kind));
                if let (Some(speaker), Some((item, kind))) = (to, yielded) {
                    self.begin(seq, at, speaker, item, kind);
                }
            }
            Event::ParticipantRemoved { ended: Some(ended), .. } | Event::RoleChanged { ended: Some(ended), .. } => {
                self.end(ended.turn, ended.how, ended.spent_ms);
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

    fn begin(&mut self, seq: u64, at: Timestamp, speaker: ParticipantId, item: ItemId, kind: RequestKind) {
        let id = TurnId(seq);
        if self.sections.last().is_none_or(|section| section.item != item) {
            let turns = Vec::new();
            self.sections.push(Section { item, turns });
        }
        if let Some(section) = self.sections.last_mut() {
            section.turns.push(id);
        }
        let turn = Turn {
            speaker,
            item,
            kind,
            at,
            ended: None,
            statements: BTreeMap::new(),
        };
        self.turns.insert(id, turn);
    }

    fn end(&mut self, turn: TurnId, how: TurnEnd, spent_ms: u64) {
        if let Some(own) = self.turns.get_mut(&turn) {
            own.ended = Some((how, spent_ms));
        }
    }

    /// The whole as Markdown.
    pub(super) fn render(&self) -> String {
        let mut text = format!("# {}\n\n", inline(&self.title));
        if let Some(body) = &self.body {
            line(&mut text, &format!("- 协商机构：{}", inline(body)));
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
        let (title, kind) = item.map_or((String::new(), ""), |item| (inline(&item.title), item_kind(item.kind)));
        line(text, &format!("\n## {number}. {title}（{kind}）"));
        for turn in section.turns.iter().filter_map(|id| self.turns.get(id)) {
            self.render_turn(text, turn);
        }
        let again = self.sections[number..].iter().any(|later| later.item == section.item);
        if let Some(conclusion) = item.and_then(|item| item.conclusion.as_deref()).filter(|_| !again) {
            line(text, &format!("\n**结论**\n\n{}", paragraphs(conclusion)));
        }
    }

    fn render_turn(&self, text: &mut String, turn: &Turn) {
        let person = self.people.get(&turn.speaker);
        let name = person.map_or_else(String::new, |person| inline(&person.name));
        let sector = person.and_then(|person| person.sector.as_deref());
        let sector = sector.map_or_else(String::new, |sector| format!("（{}）", inline(sector)));
        let kind = request_kind(turn.kind);
        line(text, &format!("\n### {name}{sector} · {kind} · {}", moment(turn.at)));
        for statement in turn.statements.values() {
            let mark = if statement.revised {
                "**（已修订）**  \n"
            } else {
                ""
            };
            line(text, &format!("\n{mark}{}", paragraphs(&statement.text)));
        }
        if turn.statements.is_empty() {
            line(text, "\n（本次发言没有文字记录）");
        }
        if let Some((how, spent_ms)) = turn.ended {
            let seconds = spent_ms / 1_000;
            line(
                text,
                &format!("\n*用时 {} 分 {} 秒，{}*", seconds / 60, seconds % 60, turn_end(how)),
            );
        }
    }
}

fn line(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

/// A moment to the second, with its zone.
fn moment(at: Timestamp) -> String {
    let exact = at.to_string();
    let mut text = String::with_capacity(24);
    match exact.split_once('T') {
        Some((day, time)) => {
            let time = time.split('.').next().unwrap_or_default();
            // Writing into a string cannot fail.
            let _ = write!(text, "{day} {time} UTC");
        }
        None => text.push_str(&exact),
    }
    text
}

const fn item_kind(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Study => "第一议题学习",
        ItemKind::Report => "情况通报",
        ItemKind::Keynote => "主题发言",
        ItemKind::Discussion => "即席发言",
        ItemKind::Response => "部门回应",
        ItemKind::Summary => "总结",
    }
}

const fn request_kind(kind: RequestKind) -> &'static str {
    match kind {
        RequestKind::PointOfOrder => "程序问题",
        RequestKind::Question => "提问",
        RequestKind::Reply => "回应",
        RequestKind::Prepared => "主题发言",
        RequestKind::Impromptu => "即席发言",
    }
}

const fn turn_end(how: TurnEnd) -> &'static str {
    match how {
        TurnEnd::Released => "发言完毕",
        TurnEnd::Ended => "由主持人结束",
        TurnEnd::TimedOut => "时间用完",
        TurnEnd::Revoked => "发言权被收回",
        TurnEnd::Yielded => "让时给他人",
    }
}
