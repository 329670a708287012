//! The forms that the program brings, and what a session takes from its form.

use rostrum::domain::forms::{Edition, FormName, PresetStep};
use rostrum::domain::limits::SessionLimits;
use rostrum::domain::{Code, Event};
use rostrum::forms::built_in;
use rostrum::time::Timestamp;
use serde_json::{Value, json};
use uuid::Uuid;

use super::given::{ANNA, CHAIR, CLERK, Meeting, new_session};

/// The protocol's names, in its order.
const NAMES: [&str; 11] = [
    "plenary",
    "standing_committee",
    "monthly_thematic",
    "counterpart",
    "sector",
    "proposal_handling",
    "expert",
    "online",
    "remote",
    "front_line",
    "meeting",
];

fn form(name: &str) -> Edition {
    let name = FormName::try_from(name.to_owned()).unwrap();
    built_in().iter().find(|edition| edition.form == name).unwrap().clone()
}

/// A session with somebody in every role, with an empty agenda, under this edition.
fn drafted_under(edition: &Edition) -> Meeting {
    let mut body = new_session(&json!({}));
    body.agenda = Vec::new();
    body.form = Some(edition.form.clone());
    body.starts_at = Some(Timestamp::from_millis(1_800_000_000_000));
    Meeting::made_by(&body, edition, SessionLimits::default())
}

fn step(title: &str, mandatory: bool) -> PresetStep {
    PresetStep {
        title: title.into(),
        who: "会务".into(),
        mandatory,
        due_before_ms: None,
    }
}

#[test]
fn d100_the_program_brings_the_eleven_forms_of_the_protocol() {
    let mut expected = NAMES;
    expected.sort_unstable();
    let names: Vec<&str> = built_in().iter().map(|edition| edition.form.as_str()).collect();
    assert_eq!(names, expected);
    for edition in built_in() {
        assert_eq!(edition.version, 1);
        assert!(edition.preset.title_en.is_some(), "{}", edition.form);
    }
    assert_eq!(
        form("meeting"),
        Edition::meeting(),
        "the neutral form is the one that the domain knows"
    );
}

#[test]
fn d100_a_session_of_each_form_has_its_agenda_its_rules_and_its_steps() {
    for name in NAMES {
        let edition = form(name);
        let view = drafted_under(&edition).view();
        assert_eq!(
            (&view["session"]["form"], &view["session"]["form_version"]),
            (&json!(name), &json!(1))
        );
        let items = view["agenda"]["items"].as_object().map_or(0, serde_json::Map::len);
        assert_eq!(items, edition.preset.agenda.len(), "{name}");
        let steps = view
            .get("steps")
            .and_then(Value::as_object)
            .map_or(0, serde_json::Map::len);
        assert_eq!(steps, edition.preset.steps.len(), "{name}");
        let rules = serde_json::to_value(edition.rules()).unwrap();
        assert_eq!(view["rules"], rules, "{name}: nothing of the form's gave way");
        assert_eq!(view["rules"]["quorum"], 0, "{name}");
    }
}

#[test]
fn d100_what_makes_a_form_is_in_its_rules() {
    let rule = |name: &str, rule: &str| serde_json::to_value(form(name).rules()).unwrap()[rule].clone();
    assert_eq!(rule("remote", "discipline"), "venue_rotation");
    assert_eq!(rule("sector", "discipline"), "sector_rotation");
    assert_eq!(rule("monthly_thematic", "discipline"), "fewest_turns");
    assert_eq!(rule("monthly_thematic", "safe_positions"), 2);
    assert_eq!(rule("online", "may_ask"), json!([]), "threads only, no floor");
    assert_eq!(
        (rule("online", "threads_before"), rule("online", "threads_after")),
        (json!(true), json!(true))
    );
    // An item's limit decides how long a speech is, so a form says none for the kind.
    for name in NAMES {
        let kinds = rule(name, "kind_limits_ms");
        assert!(
            kinds.get("prepared").is_none() && kinds.get("impromptu").is_none(),
            "{name}"
        );
    }
}

#[test]
fn d100_an_agenda_and_rules_of_its_own_go_before_the_forms() {
    let edition = form("remote");
    let body = new_session(&json!({"discipline": "arrival"}));
    let events = body.decide(Uuid::nil(), Timestamp::default(), &edition, &SessionLimits::default());
    let events = events.unwrap();
    let items = events
        .iter()
        .filter(|event| matches!(event, Event::ItemAdded { .. }))
        .count();
    assert_eq!(items, 3, "the body's own");
    let created = serde_json::to_value(&events[0]).unwrap();
    assert_eq!(created["rules"]["discipline"], "arrival");
    assert_eq!(created["rules"]["safe_positions"], 2, "the rest is the form's");
}

#[test]
fn d100_steps_are_due_before_the_beginning_and_without_one_at_no_time() {
    let edition = form("remote");
    let due = drafted_under(&edition).view()["steps"]["5"]["due_at"].clone();
    assert_eq!(due, Timestamp::from_millis(1_800_000_000_000 - 86_400_000).to_string());
    let body = new_session(&json!({}));
    let events = body.decide(Uuid::nil(), Timestamp::default(), &edition, &SessionLimits::default());
    let created = serde_json::to_value(&events.unwrap()[0]).unwrap();
    assert!(created["steps"][0].get("due_at").is_none());
}

#[test]
fn d102_only_forms_that_must_be_approved_have_a_mandatory_step() {
    let has_one = |name: &&str| form(name).preset.steps.iter().any(|step| step.mandatory);
    let mandatory: Vec<&str> = NAMES.into_iter().filter(has_one).collect();
    assert_eq!(mandatory, ["plenary", "standing_committee", "monthly_thematic"]);
}

#[test]
fn d102_a_session_is_opened_with_open_steps_only_for_a_reason() {
    let mut edition = form("meeting");
    edition.preset.steps = vec![step("报批", true), step("通知", false), step("联调", true)];
    let mut meeting = drafted_under(&edition);
    let open = json!({"type": "open_session"});
    assert_eq!(meeting.refuse(CHAIR, open.clone()), Code::WrongPhase);
    meeting.accept(CLERK, json!({"type": "complete_step", "step": 1, "note": "已批复"}));
    assert_eq!(
        meeting.refuse(CHAIR, open.clone()),
        Code::WrongPhase,
        "one is still open"
    );
    let opened = json!({"type": "open_session", "reason": "防汛在即"});
    let event = serde_json::to_value(meeting.send(CHAIR, opened).unwrap()).unwrap();
    assert_eq!(
        (&event["reason"], &event["open_steps"]),
        (&json!("防汛在即"), &json!([3])),
        "the entry keeps both"
    );

    let mut meeting = drafted_under(&edition);
    for step in [1, 3] {
        meeting.accept(CLERK, json!({"type": "complete_step", "step": step}));
    }
    meeting.accept(CHAIR, open);
}

#[test]
fn d102_a_step_is_completed_once_by_a_moderator() {
    let mut edition = form("meeting");
    edition.preset.steps = vec![step("通知", false)];
    let mut meeting = drafted_under(&edition);
    let complete = |step: u64| json!({"type": "complete_step", "step": step});
    assert_eq!(meeting.refuse(ANNA, complete(1)), Code::NotPermitted);
    assert_eq!(meeting.refuse(CLERK, complete(2)), Code::NotFound);
    meeting.accept(CLERK, json!({"type": "complete_step", "step": 1, "note": "已发出"}));
    let view = meeting.view();
    let own = &view["steps"]["1"];
    assert_eq!((&own["note"], &own["completed_by"]), (&json!("已发出"), &json!(CLERK)));
    assert_eq!(own["completed_at"], meeting.now.to_string());
    assert_eq!(meeting.refuse(CHAIR, complete(1)), Code::Unchanged);
}

#[test]
fn d99_rules_are_amended_in_session_with_a_reason() {
    let mut meeting = Meeting::running();
    let amend = |rules: Value, reason: &str| json!({"type": "amend_rules", "rules": rules, "reason": reason});
    assert_eq!(
        meeting.refuse(ANNA, amend(json!({"quorum": 2}), "x")),
        Code::NotPermitted
    );
    assert_eq!(meeting.refuse(CHAIR, amend(json!({"quorum": 2}), " ")), Code::Empty);
    assert_eq!(
        meeting.refuse(CHAIR, amend(json!({"turn_limit_ms": 1}), "x")),
        Code::Malformed
    );
    assert_eq!(
        meeting.refuse(CHAIR, amend(json!({"tie_window_ms": 1}), "x")),
        Code::Malformed
    );
    assert_eq!(meeting.refuse(CHAIR, amend(json!({}), "x")), Code::Unchanged);
    assert_eq!(
        meeting.refuse(CHAIR, amend(json!({"discipline": "arrival"}), "x")),
        Code::Unchanged
    );

    let kinds = json!({"turn_limit_ms": 60_000, "kind_limits_ms": {"question": 30_000, "reply": 20_000}});
    meeting.accept(CHAIR, amend(kinds, "时间不够"));
    meeting.accept(CLERK, amend(json!({"kind_limits_ms": {"reply": null}}), "恢复"));
    let rules = &meeting.view()["rules"];
    assert_eq!(rules["turn_limit_ms"], 60_000);
    assert_eq!(
        rules["kind_limits_ms"],
        json!({"question": 30_000}),
        "merged, and null takes away"
    );
}

#[test]
fn d99_a_turn_keeps_the_limit_that_it_was_granted() {
    let mut meeting = Meeting::running();
    let turn = meeting.grant(ANNA, "impromptu");
    let rules = json!({"type": "amend_rules", "rules": {"turn_limit_ms": 60_000}, "reason": "时间不够"});
    meeting.accept(CHAIR, rules);
    let limit = |meeting: &Meeting, turn: u64| meeting.view()["turns"][turn.to_string()]["limit_ms"].clone();
    assert_eq!(limit(&meeting, turn), 480_000);
    meeting.accept(CHAIR, json!({"type": "end_turn", "expect_turn": turn}));
    let next = meeting.grant(ANNA, "impromptu");
    assert_eq!(limit(&meeting, next), 60_000);
}

#[test]
fn d99_rules_are_amended_until_the_session_is_adjourned() {
    let amend = |quorum: u64| json!({"type": "amend_rules", "rules": {"quorum": quorum}, "reason": "x"});
    let mut meeting = Meeting::drafted();
    meeting.accept(CHAIR, amend(1));
    meeting.accept(CHAIR, json!({"type": "open_session"}));
    meeting.accept(CHAIR, amend(2));
    meeting.accept(CHAIR, json!({"type": "call_recess"}));
    meeting.accept(CHAIR, amend(3));
    meeting.accept(CHAIR, json!({"type": "adjourn_session"}));
    assert_eq!(meeting.refuse(CHAIR, amend(4)), Code::WrongPhase);
}
