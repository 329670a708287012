//! The figures as a table for spreadsheets: every line says in its first cell what it is about (SPEC R96).

use crate::record::cells;
use crate::record::words::{Language, request_kind, role};
use crate::wire::http::participation::Participation;

/// Lines that are written at once.
const LINES: usize = 256;

const CELLS: usize = 16;

const HEADS_CHINESE: [&str; CELLS] = [
    "内容",
    "名称",
    "角色",
    "界别",
    "会场",
    "委员人数",
    "已发言人数",
    "发言次数",
    "发言毫秒",
    "计划毫秒",
    "延长毫秒",
    "等候中位毫秒",
    "最长等候毫秒",
    "正在等候",
    "基尼系数千分数",
    "时间",
];
const HEADS_ENGLISH: [&str; CELLS] = [
    "part",
    "name",
    "role",
    "sector",
    "venue",
    "members",
    "heard",
    "turns",
    "spent_ms",
    "planned_ms",
    "extended_ms",
    "wait_median_ms",
    "wait_longest_ms",
    "waiting",
    "gini_permille",
    "at",
];

/// What a line has; what it does not have stays empty.
#[derive(Default)]
struct Line {
    part: &'static str,
    name: String,
    role: &'static str,
    sector: String,
    venue: String,
    members: Option<u64>,
    heard: Option<u64>,
    turns: Option<u64>,
    spent_ms: Option<u64>,
    planned_ms: Option<u64>,
    extended_ms: Option<u64>,
    wait_median_ms: Option<u64>,
    wait_longest_ms: Option<u64>,
    waiting: Option<u64>,
    gini_permille: Option<u64>,
    at: String,
}

impl Line {
    fn cells(self) -> [String; CELLS] {
        let number = |own: Option<u64>| own.map_or_else(String::new, |own| own.to_string());
        [
            self.part.to_owned(),
            self.name,
            self.role.to_owned(),
            self.sector,
            self.venue,
            number(self.members),
            number(self.heard),
            number(self.turns),
            number(self.spent_ms),
            number(self.planned_ms),
            number(self.extended_ms),
            number(self.wait_median_ms),
            number(self.wait_longest_ms),
            number(self.waiting),
            number(self.gini_permille),
            self.at,
        ]
    }
}

/// The lines, some at a time.
pub fn table(own: Participation, language: Language) -> impl Iterator<Item = Vec<u8>> + Send {
    let heads = match language {
        Language::Chinese => HEADS_CHINESE,
        Language::English => HEADS_ENGLISH,
    };
    let first = [
        cells::BYTE_ORDER_MARK.to_vec(),
        cells::lines([heads.map(str::to_owned)]),
    ]
    .concat();
    let mut lines = lines(own, language);
    let some = move || {
        let rows: Vec<[String; CELLS]> = lines.by_ref().take(LINES).map(Line::cells).collect();
        (!rows.is_empty()).then(|| cells::lines(rows))
    };
    std::iter::once(first).chain(std::iter::from_fn(some))
}

fn lines(own: Participation, language: Language) -> impl Iterator<Item = Line> + Send {
    let all = Line {
        part: language.say("合计", "all"),
        members: Some(own.all.members),
        heard: Some(own.all.heard),
        turns: Some(own.all.turns),
        spent_ms: Some(own.all.spent_ms),
        gini_permille: own.equality.map(|own| own.gini_permille),
        at: own.at.to_string(),
        ..Line::default()
    };
    let sessions = own.sessions.into_iter().map(move |own| Line {
        part: language.say("会议", "session"),
        name: own.title,
        members: Some(own.members),
        heard: Some(own.heard),
        turns: Some(own.turns),
        spent_ms: Some(own.spent_ms),
        planned_ms: Some(own.planned_ms),
        extended_ms: Some(own.extended_ms),
        wait_median_ms: own.wait_median_ms,
        wait_longest_ms: own.wait_longest_ms,
        gini_permille: own.gini_permille,
        at: own.held_at.map_or_else(String::new, |at| at.to_string()),
        ..Line::default()
    });
    let people = own.people.into_iter().map(move |own| Line {
        part: language.say("个人", "person"),
        name: own.name,
        role: role(own.role, language),
        sector: own.sector.unwrap_or_default(),
        venue: own.venue.unwrap_or_default(),
        turns: Some(own.turns),
        spent_ms: Some(own.spent_ms),
        ..Line::default()
    });
    let groups = [
        (language.say("界别", "sector"), own.sectors),
        (language.say("会场", "venue"), own.venues),
    ];
    let groups = groups.into_iter().flat_map(|(part, groups)| {
        groups.into_iter().map(move |own| Line {
            part,
            name: own.name.unwrap_or_default(),
            members: Some(own.members),
            heard: Some(own.heard),
            turns: Some(own.turns),
            spent_ms: Some(own.spent_ms),
            ..Line::default()
        })
    });
    let roles = own.roles.into_iter().map(move |own| Line {
        part: language.say("角色", "role"),
        name: role(own.role, language).to_owned(),
        heard: Some(own.heard),
        turns: Some(own.turns),
        spent_ms: Some(own.spent_ms),
        ..Line::default()
    });
    let kinds = own.kinds.into_iter().map(move |own| Line {
        part: language.say("类型", "kind"),
        name: request_kind(own.kind, language).to_owned(),
        turns: Some(own.turns),
        spent_ms: Some(own.spent_ms),
        ..Line::default()
    });
    let waits = own.waits.into_iter().map(move |own| Line {
        part: language.say("等候", "wait"),
        name: own
            .kind
            .map_or_else(String::new, |kind| request_kind(kind, language).to_owned()),
        turns: Some(own.granted),
        wait_median_ms: own.median_ms,
        wait_longest_ms: own.longest_ms,
        waiting: Some(own.waiting),
        ..Line::default()
    });
    let items = own.items.into_iter().map(move |own| Line {
        part: language.say("议题", "item"),
        name: own.title,
        turns: Some(own.turns),
        spent_ms: Some(own.spent_ms),
        planned_ms: Some(own.planned_ms),
        extended_ms: Some(own.extended_ms),
        ..Line::default()
    });
    std::iter::once(all)
        .chain(sessions)
        .chain(people)
        .chain(groups)
        .chain(roles)
        .chain(kinds)
        .chain(waits)
        .chain(items)
}
