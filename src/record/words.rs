//! What people read in a record, in the words of the pages (`web/i18n`).

use serde::Deserialize;

use crate::domain::Role;
use crate::domain::command::{ItemKind, RequestKind};
use crate::domain::commitments::{CommitmentState, Finding};
use crate::domain::event::TurnEnd;

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

impl Language {
    /// What is said in this language.
    pub(super) const fn say(self, chinese: &'static str, english: &'static str) -> &'static str {
        match self {
            Self::Chinese => chinese,
            Self::English => english,
        }
    }

    /// Its tag for `lang` attributes (BCP 47).
    #[must_use]
    pub const fn tag(self) -> &'static str {
        self.say("zh-CN", "en")
    }
}

/// A length of time to the nearest second.
pub(super) fn duration(ms: u64, language: Language) -> String {
    let seconds = ms.saturating_add(500) / 1_000;
    let (minutes, seconds) = (seconds / 60, seconds % 60);
    match language {
        Language::Chinese => format!("{minutes} 分 {seconds} 秒"),
        Language::English => format!("{minutes} min {seconds} s"),
    }
}

pub(super) const fn item_kind(kind: ItemKind, language: Language) -> &'static str {
    match kind {
        ItemKind::Study => language.say("第一议题学习", "Study"),
        ItemKind::Report => language.say("情况通报", "Report"),
        ItemKind::Keynote => language.say("主题发言", "Keynote speeches"),
        ItemKind::Discussion => language.say("即席发言", "Discussion"),
        ItemKind::Response => language.say("部门回应", "Response of the departments"),
        ItemKind::Summary => language.say("总结", "Summary"),
    }
}

pub(super) const fn request_kind(kind: RequestKind, language: Language) -> &'static str {
    match kind {
        RequestKind::PointOfOrder => language.say("程序问题", "Point of order"),
        RequestKind::Question => language.say("提问", "Question"),
        RequestKind::Reply => language.say("回应", "Reply"),
        RequestKind::Prepared => language.say("预约发言", "Prepared speech"),
        RequestKind::Impromptu => language.say("即席发言", "Speech"),
    }
}

pub(super) const fn turn_end(how: TurnEnd, language: Language) -> &'static str {
    match how {
        TurnEnd::Released => language.say("发言完毕", "finished"),
        TurnEnd::Ended => language.say("由主持人或会务结束", "ended by the chair or a clerk"),
        TurnEnd::TimedOut => language.say("时间到", "time was up"),
        TurnEnd::Revoked => language.say("被收回", "taken back"),
        TurnEnd::Yielded => language.say("让时", "yielded"),
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
    language.say(chinese, english)
}

/// Where a commitment stands, in the words of the pages.
pub(super) const fn commitment_state(state: CommitmentState, language: Language) -> &'static str {
    let (chinese, english) = match state {
        CommitmentState::Recorded => ("待办理", "to be done"),
        CommitmentState::Reported => ("已报告", "reported"),
        CommitmentState::Verified => ("已评价", "judged"),
        CommitmentState::Reopened => ("重新办理", "reopened"),
        CommitmentState::Withdrawn => ("已撤销", "taken back"),
    };
    language.say(chinese, english)
}

/// How a commitment was kept.
pub(super) const fn commitment_finding(finding: Finding, language: Language) -> &'static str {
    let (chinese, english) = match finding {
        Finding::Satisfied => ("满意", "satisfied"),
        Finding::Partly => ("基本满意", "partly satisfied"),
        Finding::Not => ("不满意", "not satisfied"),
    };
    language.say(chinese, english)
}
