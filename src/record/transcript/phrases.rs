//! The sentences of a transcript that are ours, in both languages; people's own words are never among them.

use super::outline::{Commitment, End, Origin, Outline, Poll, Post, Stage, Statement, Turn};
use super::steps::Group;
use crate::domain::ids::{ParticipantId, StatementId};
use crate::record::commitments::unit;
use crate::record::words::{Language, commitment_finding, commitment_state, duration, request_kind, turn_end};
use crate::time::{Timestamp, Zone};

/// A language's sentences.
#[derive(Clone, Copy)]
pub(super) struct Phrases(pub Language);

impl Phrases {
    const fn say(self, chinese: &'static str, english: &'static str) -> &'static str {
        self.0.say(chinese, english)
    }

    /// Something that stands apart from its sentence.
    pub(super) fn aside(self, text: &str) -> String {
        match self.0 {
            Language::Chinese => format!("（{text}）"),
            Language::English => format!(" ({text})"),
        }
    }

    /// Something of ours that stands alone where people's words would.
    pub(super) fn alone(self, text: &str) -> String {
        match self.0 {
            Language::Chinese => format!("（{text}）"),
            Language::English => format!("({text})"),
        }
    }

    /// What stands before its value.
    pub(super) fn label(self, text: &str) -> String {
        match self.0 {
            Language::Chinese => format!("{text}："),
            Language::English => format!("{text}: "),
        }
    }

    /// What stands between the members of a list.
    pub(super) const fn and(self) -> &'static str {
        self.say("、", ", ")
    }

    pub(super) const fn body(self) -> &'static str {
        self.say("协商机构", "Body")
    }

    /// What the document is.
    pub(super) const fn document(self) -> &'static str {
        self.say("协商会议发言记录", "Record of a consultation")
    }

    /// What the document is, behind the name of the body that it is of.
    pub(super) fn of_body(self, document: &str) -> String {
        match self.0 {
            Language::Chinese => document.to_owned(),
            Language::English => format!(": {document}"),
        }
    }

    /// The number of an item before its title.
    pub(super) fn number(self, number: usize) -> String {
        match self.0 {
            Language::Chinese => format!("{}、", chinese(number)),
            Language::English => format!("{number}. "),
        }
    }

    /// When it takes or took place.
    pub(super) fn time(self, outline: &Outline, zone: Zone) -> (&'static str, String) {
        match (outline.opened_at, outline.starts_at) {
            (Some(opened), _) => (self.say("开会时间", "Opened"), zone.second(opened)),
            (None, Some(starts)) => (self.say("预定时间", "Planned for"), zone.second(starts)),
            (None, None) => (self.say("创建时间", "Created"), zone.second(outline.created_at)),
        }
    }

    /// Which clocks show the times of the document.
    pub(super) fn clocks(self, zone: Zone) -> String {
        match self.0 {
            Language::Chinese => format!("时间均为 {zone}"),
            Language::English => format!("All times are {zone}"),
        }
    }

    pub(super) const fn adjourned(self) -> &'static str {
        self.say("闭会时间", "Adjourned")
    }

    pub(super) const fn group(self, group: Group) -> &'static str {
        match group {
            Group::Present => self.say("出席", "Present"),
            Group::Attending => self.say("列席", "In attendance"),
            Group::Missing => self.say("未到", "Not present"),
        }
    }

    pub(super) const fn no_attendance(self) -> &'static str {
        self.say("没有到会记录", "Nobody’s coming was recorded")
    }

    pub(super) const fn conclusion(self) -> &'static str {
        self.say("结论", "Conclusion")
    }

    pub(super) const fn revised(self) -> &'static str {
        self.say("已修订", "revised")
    }

    /// What is to be said of how a statement got its words.
    pub(super) const fn statement(self, statement: &Statement) -> Option<&'static str> {
        match (statement.revised, statement.confirmed) {
            (false, false) => None,
            (true, false) => Some(self.revised()),
            (false, true) => Some(self.say("本人已核", "confirmed by the speaker")),
            (true, true) => Some(self.say("已修订，本人已核", "revised, confirmed by the speaker")),
        }
    }

    /// Whose statement answers a post.
    pub(super) fn answer(self, outline: &Outline, post: &Post) -> Option<(StatementId, String)> {
        let id = post.answer?;
        let turn = outline.turns.get(&outline.statements.get(&id)?.turn)?;
        let name = self.name(outline, turn.speaker);
        let said = match self.0 {
            Language::Chinese => format!("答复见{name}的发言"),
            Language::English => format!("Answered in the speech of {name}"),
        };
        Some((id, said))
    }

    pub(super) const fn erased(self) -> &'static str {
        self.say("文字已依法清除", "the words were erased by law")
    }

    pub(super) const fn hidden(self) -> &'static str {
        self.say("未公开，仅主持人和会务可见", "not public; moderators alone see this")
    }

    pub(super) const fn no_words(self) -> &'static str {
        self.say("本次发言没有文字记录", "nothing was written down of this speech")
    }

    pub(super) const fn writings(self) -> &'static str {
        self.say("书面意见", "Written opinions")
    }

    pub(super) const fn commitments(self) -> &'static str {
        self.say("承诺事项", "Commitments")
    }

    /// Who is to keep a commitment, by when, and where that stands.
    pub(super) fn commitment(self, outline: &Outline, own: &Commitment) -> String {
        let unit = self.unit(outline, own.owner);
        let stands = match own.finding {
            Some(finding) => commitment_finding(finding, self.0),
            None => commitment_state(own.state, self.0),
        };
        let due = own.due.map(|due| due.to_string());
        match (self.0, due) {
            (Language::Chinese, Some(due)) => format!("承办：{unit}；期限：{due}；{stands}"),
            (Language::Chinese, None) => format!("承办：{unit}；{stands}"),
            (Language::English, Some(due)) => format!("by {unit}, until {due}: {stands}"),
            (Language::English, None) => format!("by {unit}: {stands}"),
        }
    }

    /// The unit that answers for a commitment, and who speaks for it where that is another name.
    fn unit(self, outline: &Outline, owner: ParticipantId) -> String {
        let name = self.name(outline, owner);
        let person = outline.people.get(&owner);
        match person.map(|person| unit(person.role, &name, person.sector.as_deref())) {
            Some(unit) if unit != name => format!("{unit}{}", self.aside(&name)),
            _ => name,
        }
    }

    pub(super) const fn poll(self) -> &'static str {
        self.say("现场投票", "Poll")
    }

    /// The result of a poll as a sentence.
    pub(super) fn poll_state(self, poll: &Poll) -> String {
        let voters = poll.voters;
        match (self.0, poll.open) {
            (Language::Chinese, false) => format!("共 {voters} 人投票"),
            (Language::Chinese, true) => format!("投票尚未结束，已有 {voters} 人投票"),
            (Language::English, false) => format!("{voters} answered"),
            (Language::English, true) => format!("still open, {voters} answered so far"),
        }
    }

    pub(super) fn votes(self, count: u64) -> String {
        match self.0 {
            Language::Chinese => format!("{count} 票"),
            Language::English => count.to_string(),
        }
    }

    /// A person's name; for nobody, or where it was erased, the number.
    pub(super) fn name(self, outline: &Outline, id: ParticipantId) -> String {
        let name = outline.name(id);
        match (name.is_empty(), self.0) {
            (false, _) => name.to_owned(),
            (true, Language::Chinese) => format!("参会人 {id}"),
            (true, Language::English) => format!("participant {id}"),
        }
    }

    /// A person's sector, behind the name.
    pub(super) fn sector(self, outline: &Outline, id: ParticipantId) -> Option<String> {
        let person = outline.people.get(&id)?;
        person.sector.as_deref().map(|sector| self.aside(sector))
    }

    /// A person's name, with the sector.
    pub(super) fn person(self, outline: &Outline, id: ParticipantId) -> String {
        self.name(outline, id) + &self.sector(outline, id).unwrap_or_default()
    }

    /// The kind of a turn, and where it comes from.
    pub(super) fn kind(self, outline: &Outline, turn: &Turn) -> String {
        let kind = request_kind(turn.kind, self.0);
        match turn.origin {
            Origin::Granted => kind.to_owned(),
            Origin::Restored => format!("{kind}{}", self.aside(self.say("恢复", "restored"))),
            Origin::Yielded(from) => {
                let from = self.name(outline, from);
                let from = match self.0 {
                    Language::Chinese => format!("由{from}让时"),
                    Language::English => format!("yielded by {from}"),
                };
                format!("{kind}{}", self.aside(&from))
            }
        }
    }

    /// What became of a turn; nothing while it simply runs. `reason` is the person's own words, as they are to stand.
    pub(super) fn end(self, outline: &Outline, turn: &Turn, reason: Option<&str>) -> Option<String> {
        let drops = match (turn.drops, self.0) {
            (0, _) => String::new(),
            (drops, Language::Chinese) => format!("，其间断线 {drops} 次"),
            (drops, Language::English) => format!(", disconnected {drops} times"),
        };
        let Some(End { how, spent_ms, to, .. }) = &turn.ended else {
            return (turn.drops > 0).then(|| format!("{}{drops}", self.say("发言尚未结束", "not over yet")));
        };
        let (spent, how) = (duration(*spent_ms, self.0), turn_end(*how, self.0));
        let to = to.map(|to| self.name(outline, to));
        let reason = reason.map_or_else(String::new, |reason| self.label("") + reason);
        Some(match self.0 {
            Language::Chinese => {
                let to = to.map_or_else(String::new, |to| format!("给{to}"));
                format!("用时 {spent}{drops}，{how}{to}{reason}")
            }
            Language::English => {
                let to = to.map_or_else(String::new, |to| format!(" to {to}"));
                format!("{spent}{drops}, {how}{to}{reason}")
            }
        })
    }

    /// What the session did, and when.
    pub(super) fn stage(self, stage: Stage, at: Timestamp, zone: Zone) -> String {
        format!("{} · {}", self.stage_name(stage), zone.second(at))
    }

    pub(super) const fn stage_name(self, stage: Stage) -> &'static str {
        match stage {
            Stage::Opened => self.say("会议开始", "The session was opened"),
            Stage::Recess => self.say("休会", "Recess"),
            Stage::Resumed => self.say("复会", "The session was resumed"),
            Stage::Adjourned => self.say("闭会", "The session was adjourned"),
            Stage::Sealed => self.say("记录封存", "The record was sealed"),
        }
    }

    /// Somebody speaks on after an interruption.
    pub(super) fn goes_on(self, name: &str) -> String {
        match self.0 {
            Language::Chinese => format!("{name}继续发言"),
            Language::English => format!("{name} continues"),
        }
    }

    /// An option of a poll; the number where its words were erased.
    pub(super) fn option(self, place: usize, option: &str) -> String {
        let number = place + 1;
        match (option.is_empty(), self.0) {
            (false, _) => option.to_owned(),
            (true, Language::Chinese) => format!("选项 {number}"),
            (true, Language::English) => format!("option {number}"),
        }
    }

    /// Whom a post answers, where that post is among those shown.
    pub(super) fn answered(self, outline: &Outline, post: &Post) -> Option<String> {
        let parent = post.replies_to.and_then(|parent| outline.posts.get(&parent));
        let name = self.name(outline, parent.filter(|parent| !parent.withdrawn)?.by);
        Some(match self.0 {
            Language::Chinese => format!("回复{name}"),
            Language::English => format!("in reply to {name}"),
        })
    }
}

/// A number as headings have it: 一, 十一, 九十九; beyond that in digits.
fn chinese(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    match (number / 10, number % 10) {
        (0, ones) if ones > 0 => DIGITS[ones].to_owned(),
        (1, ones) => format!("十{}", DIGITS[ones]),
        (tens @ 2..=9, ones) => format!("{}十{}", DIGITS[tens], DIGITS[ones]),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::chinese;

    #[test]
    fn r52_items_are_numbered_as_official_documents_do() {
        let numbers = [1, 9, 10, 11, 20, 21, 99, 100].map(chinese);
        assert_eq!(numbers, ["一", "九", "十", "十一", "二十", "二十一", "九十九", "100"]);
    }
}
