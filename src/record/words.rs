//! What people read in a record, in the words of the pages (`web/i18n`).

use serde::Deserialize;

use crate::domain::Role;
use crate::domain::command::{ItemKind, RequestKind};
use crate::domain::event::TurnEnd;
use crate::domain::ids::ParticipantId;
use crate::time::Timestamp;

/// A language of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub enum Language {
    /// 中文
    #[default]
    #[serde(rename = "zh-CN", alias = "zh")]
    Chinese,
    /// English
    #[serde(rename = "en")]
    English,
}

/// What stands in the place of words that were erased by law: an entry has none that were empty from the beginning.
pub(super) const ERASED: &str = "（文字已依法清除）";

/// A text as it is shown: itself, or the mark of those that were erased.
pub(super) fn shown(text: &str) -> &str {
    if text.is_empty() { ERASED } else { text }
}

/// Somebody whose name was erased.
pub(super) fn nameless(participant: ParticipantId) -> String {
    format!("参会人 {}", participant.0)
}

/// A moment to the second, with its zone.
pub(super) fn moment(at: Timestamp) -> String {
    let exact = at.to_string();
    match exact.split_once('T') {
        Some((day, time)) => format!("{day} {} UTC", time.split('.').next().unwrap_or_default()),
        None => exact,
    }
}

/// A length of time to the nearest second.
pub(super) fn duration(ms: u64) -> String {
    let seconds = ms.saturating_add(500) / 1_000;
    format!("{} 分 {} 秒", seconds / 60, seconds % 60)
}

pub(super) const fn item_kind(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Study => "第一议题学习",
        ItemKind::Report => "情况通报",
        ItemKind::Keynote => "主题发言",
        ItemKind::Discussion => "即席发言",
        ItemKind::Response => "部门回应",
        ItemKind::Summary => "总结",
    }
}

pub(super) const fn request_kind(kind: RequestKind) -> &'static str {
    match kind {
        RequestKind::PointOfOrder => "程序问题",
        RequestKind::Question => "提问",
        RequestKind::Reply => "回应",
        RequestKind::Prepared => "预约发言",
        RequestKind::Impromptu => "即席发言",
    }
}

pub(super) const fn turn_end(how: TurnEnd) -> &'static str {
    match how {
        TurnEnd::Released => "发言完毕",
        TurnEnd::Ended => "由主持人结束",
        TurnEnd::TimedOut => "时间到",
        TurnEnd::Revoked => "被收回",
        TurnEnd::Yielded => "让时",
    }
}

pub(super) const fn role(role: Role, language: Language) -> &'static str {
    let (chinese, english) = match role {
        Role::Chair => ("主持人", "Chair"),
        Role::Clerk => ("会务", "Clerk"),
        Role::Member => ("委员", "Member"),
        Role::Respondent => ("部门负责人", "Respondent"),
        Role::Operator => ("会场联络员", "Venue operator"),
        Role::Captioner => ("速录员", "Captioner"),
        Role::Observer => ("旁听", "Observer"),
        Role::Display => ("大屏", "Display"),
        Role::Owner => ("承办单位", "Responsible unit"),
    };
    match language {
        Language::Chinese => chinese,
        Language::English => english,
    }
}
