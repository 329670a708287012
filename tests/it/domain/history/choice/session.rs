//! The session's phases, its rules and its agenda.

use rostrum::domain::command::{Command, ItemKind, Link, Waiting};
use rostrum::domain::ids::StepId;
use rostrum::domain::{Phase, Role};
use serde_json::{Value, json};

use super::{Choice, Weighted};
use crate::domain::history::DISCIPLINES;

pub const TABLE: &[Weighted] = &[
    (1, |choice| Command::OpenSession {
        reason: choice.perhaps(),
    }),
    (1, |_| Command::CallRecess {}),
    (4, |choice| match choice.meeting.session.phase() {
        Phase::Adjourned => Command::SealSession {},
        Phase::Open if choice.step.two.is_multiple_of(20) => Command::AdjournSession {},
        _ => Command::ResumeSession {},
    }),
    (3, amend_rules),
    (1, |choice| Command::CompleteStep {
        step: StepId(u64::from(choice.step.two % 4)),
        note: choice.perhaps(),
    }),
    (2, add_item),
    (1, edit_item),
    (1, |choice| Command::MoveItem {
        item: choice.any_item(choice.step.one),
        before: (!choice.step.two.is_multiple_of(3)).then(|| choice.any_item(choice.step.two)),
    }),
    (3, |choice| Command::StartItem {
        item: choice.any_item(choice.step.one),
        expect_item: choice.expect_item(),
        waiting: choice.waiting(),
    }),
    (1, |choice| Command::FinishItem {
        expect_item: choice.expect_item(),
        waiting: choice.waiting(),
        conclusion: choice.perhaps(),
    }),
    (1, |choice| Command::DeferItem {
        item: choice.any_item(choice.step.one),
    }),
    (1, |choice| Command::ConcludeItem {
        item: choice.any_item(choice.step.one),
        text: choice.text(),
    }),
];

pub const SAFETY: &[Weighted] = &[(2, |choice| amend(&json!({"safe_positions": choice.step.two % 4})))];

pub const DISCIPLINE: &[Weighted] = &[(2, |choice| {
    let discipline = DISCIPLINES[usize::from(choice.step.one) % DISCIPLINES.len()];
    amend(&json!({"discipline": discipline}))
})];

fn amend(rules: &Value) -> Command {
    Command::AmendRules {
        rules: serde_json::from_value(rules.clone()).expect("rules"),
        reason: "better".to_owned(),
    }
}

fn amend_rules(choice: &Choice<'_>) -> Command {
    let number = usize::from(choice.step.one);
    let discipline = DISCIPLINES[number % DISCIPLINES.len()];
    let roles: Vec<Role> = Role::ALL.into_iter().skip(number % 3).take(3).rev().collect();
    let overtime = ["warn", "overrun", "stop"][number % 3];
    let drop_clock = ["stops", "runs"][number % 2];
    let patch = match choice.step.two % 15 {
        0..=3 => json!({"discipline": discipline}),
        4 | 5 => json!({"safe_positions": number % 5}),
        6 => json!({"discipline": discipline, "safe_positions": number % 4, "queue_max": number % 7}),
        7 => json!({"overtime": overtime}),
        8 => json!({"drop_clock": drop_clock, "warn_ms": number}),
        9 => json!({"may_ask": roles}),
        10 => json!({"kind_limits_ms": {"question": null, "impromptu": number}}),
        11 => json!({"requests_per_kind": number % 4, "quorum": number % 4}),
        12 => json!({"turn_limit_ms": number, "ready_timeout_ms": 2_000}),
        13 => json!({"posts_moderated": number.is_multiple_of(2)}),
        _ => json!({"threads_before": true, "may_ask": ["chair", "clerk", "member", "respondent", "operator"]}),
    };
    Command::AmendRules {
        rules: serde_json::from_value(patch).expect("rules"),
        reason: choice.text(),
    }
}

fn add_item(choice: &Choice<'_>) -> Command {
    let few = usize::from(choice.step.two);
    let link = Link {
        label: "Paper".into(),
        url: "https://example.org/paper".into(),
    };
    Command::AddItem {
        title: choice.text(),
        kind: ItemKind::Response,
        limit_ms: [None, Some(1_500), Some(5)][few % 3],
        before: choice
            .step
            .one
            .is_multiple_of(2)
            .then(|| choice.any_item(choice.step.one)),
        links: vec![link; few % 12],
    }
}

fn edit_item(choice: &Choice<'_>) -> Command {
    let few = usize::from(choice.step.two);
    Command::EditItem {
        item: choice.any_item(choice.step.one),
        title: few.is_multiple_of(2).then(|| choice.text()),
        kind: few.is_multiple_of(3).then_some(ItemKind::Study),
        limit_ms: [None, Some(2_500), Some(0)][few % 3],
        links: [None, Some(Vec::new())][few % 2].clone(),
    }
}

impl Choice<'_> {
    fn waiting(&self) -> Waiting {
        [Waiting::Expire, Waiting::CarryOver][usize::from(self.step.two % 2)]
    }
}
