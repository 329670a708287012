//! The register and the reviews as tables for spreadsheets (SPEC R73, R77).

use super::cells;
use super::words::{Language, commitment_finding, commitment_state};
use crate::domain::reviews::ReviewFinding;
use crate::time::Zone;
use crate::wire::http::commitments::{RegisterLine, ReviewWhole};

/// Lines that are written at once.
const LINES: usize = 256;

const REGISTER_CHINESE: [&str; 13] = [
    "会议",
    "会议编号",
    "事项编号",
    "承诺事项",
    "承办单位",
    "类别",
    "提出人",
    "期限",
    "状态",
    "评价",
    "报告次数",
    "逾期",
    "记录时间",
];
const REGISTER_ENGLISH: [&str; 13] = [
    "session",
    "session_id",
    "commitment",
    "text",
    "unit",
    "category",
    "asked_by",
    "due",
    "state",
    "finding",
    "reports",
    "overdue",
    "recorded_at",
];

const REVIEW_CHINESE: [&str; 11] = [
    "会议",
    "会议编号",
    "事项编号",
    "承诺事项",
    "承办单位",
    "期限",
    "状态",
    "检查结果",
    "检查情况",
    "检查人",
    "检查时间",
];
const REVIEW_ENGLISH: [&str; 11] = [
    "session",
    "session_id",
    "commitment",
    "text",
    "unit",
    "due",
    "state",
    "review_finding",
    "words",
    "checked_by",
    "checked_at",
];

const fn review_finding(finding: ReviewFinding, language: Language) -> &'static str {
    let (chinese, english) = match finding {
        ReviewFinding::Done => ("已完成", "done"),
        ReviewFinding::Partly => ("部分完成", "partly done"),
        ReviewFinding::NotDone => ("未完成", "not done"),
    };
    language.say(chinese, english)
}

fn optional(own: Option<impl ToString>) -> String {
    own.map_or_else(String::new, |own| own.to_string())
}

/// The register's lines, some at a time.
pub fn register(lines: Vec<RegisterLine>, language: Language, zone: Zone) -> impl Iterator<Item = Vec<u8>> + Send {
    let heads = match language {
        Language::Chinese => REGISTER_CHINESE,
        Language::English => REGISTER_ENGLISH,
    };
    let row = move |line: RegisterLine| {
        [
            line.title,
            line.session.to_string(),
            line.commitment.to_string(),
            line.text,
            line.unit,
            line.category.unwrap_or_default(),
            line.asked_by.unwrap_or_default(),
            optional(line.due),
            commitment_state(line.state, language).to_owned(),
            optional(line.finding.map(|own| commitment_finding(own, language))),
            line.reports.to_string(),
            optional(line.overdue.then(|| language.say("是", "yes"))),
            zone.second(line.at),
        ]
    };
    table(cells::heads(heads, &[12], language, zone), lines, row)
}

/// A review's lines, some at a time.
pub fn review(review: ReviewWhole, language: Language, zone: Zone) -> impl Iterator<Item = Vec<u8>> + Send {
    let heads = match language {
        Language::Chinese => REVIEW_CHINESE,
        Language::English => REVIEW_ENGLISH,
    };
    let row = move |own: crate::wire::http::commitments::ReviewedLine| {
        let found = own.found;
        let of = |read: fn(&RegisterLine) -> String| own.now.as_ref().map_or_else(String::new, read);
        [
            of(|now| now.title.clone()),
            own.line.session.to_string(),
            own.line.commitment.to_string(),
            of(|now| now.text.clone()),
            of(|now| now.unit.clone()),
            of(|now| optional(now.due)),
            optional(own.now.as_ref().map(|now| commitment_state(now.state, language))),
            optional(found.as_ref().map(|found| review_finding(found.finding, language))),
            found.as_ref().and_then(|found| found.text.clone()).unwrap_or_default(),
            found.as_ref().map_or_else(String::new, |found| found.who.clone()),
            optional(found.as_ref().map(|found| zone.second(found.at))),
        ]
    };
    table(cells::heads(heads, &[10], language, zone), review.lines, row)
}

fn table<const CELLS: usize, Line: Send>(
    heads: [String; CELLS],
    lines: Vec<Line>,
    row: impl Fn(Line) -> [String; CELLS] + Send,
) -> impl Iterator<Item = Vec<u8>> + Send {
    let first = [cells::BYTE_ORDER_MARK.to_vec(), cells::lines([heads])].concat();
    let mut lines = lines.into_iter().map(row);
    let some = move || {
        let rows: Vec<[String; CELLS]> = lines.by_ref().take(LINES).collect();
        (!rows.is_empty()).then(|| cells::lines(rows))
    };
    std::iter::once(first).chain(std::iter::from_fn(some))
}
