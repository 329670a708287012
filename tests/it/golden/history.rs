//! The history of the golden journal: one of everything, in the order of a real consultation.

use rostrum::domain::command::Command;
use rostrum::domain::creation::NewSession;
use rostrum::domain::event::WORD_KEYS;
use rostrum::domain::forms::Edition;
use rostrum::domain::ids::{ParticipantId, TurnId};
use rostrum::domain::limits::SessionLimits;
use rostrum::domain::{Act, Actor, Event, Order, Session};
use rostrum::journal::chain::FoldGuard;
use rostrum::journal::{Entry, Record, codec};
use rostrum::time::Timestamp;
use serde_json::{Value, json};
use uuid::Uuid;

pub const SESSION: Uuid = Uuid::from_u128(0x0199_0000_0000_7000_8000_0000_0000_5e55);
const BEGIN_MS: u64 = 1_790_000_000_000;

struct Scribe {
    session: Session,
    guard: FoldGuard,
    records: Vec<Record>,
    now: Timestamp,
}

pub fn records() -> Vec<Record> {
    let mut scribe = Scribe {
        session: Session::default(),
        guard: FoldGuard::new(),
        records: Vec::new(),
        now: Timestamp::from_millis(BEGIN_MS),
    };
    let new: NewSession = serde_json::from_value(creation()).unwrap();
    let events = new
        .decide(SESSION, scribe.now, &edition(), &SessionLimits::default())
        .unwrap();
    scribe.write(Actor::Convener, events);
    for (by, command) in script() {
        scribe.command(by, &command);
    }
    scribe.records
}

impl Scribe {
    fn command(&mut self, by: u64, command: &Value) {
        self.now = self.now.plus_millis(1_500);
        let (actor, order) = match command["type"].as_str().unwrap() {
            "renew" => (Actor::Convener, Order::RenewSeat(ParticipantId(6))),
            "revoke" => (Actor::Convener, Order::RevokeSeat(ParticipantId(6))),
            "erase" => {
                let seqs = serde_json::from_value(command["seqs"].clone()).unwrap();
                let reason = command["reason"].as_str().unwrap().to_owned();
                (Actor::Convener, Order::Erase { seqs, reason })
            }
            "clock" => {
                let (due, deadline) = self.session.next_deadline().unwrap();
                self.now = due.plus_millis(7);
                (Actor::Clock, Order::Deadline(deadline))
            }
            "drop" => {
                let (turn, went) = (TurnId(command["turn"].as_u64().unwrap()), self.now);
                (Actor::Clock, Order::Drop { turn, went })
            }
            "recover" => {
                let turn = TurnId(command["turn"].as_u64().unwrap());
                (Actor::Clock, Order::Recover { turn })
            }
            "attendance" => {
                let arrived = serde_json::from_value(command["arrived"].clone()).unwrap();
                let departed = Vec::new();
                (Actor::Clock, Order::Attendance { arrived, departed })
            }
            _ => {
                let command: Command = serde_json::from_value(command.clone()).unwrap();
                (Actor::Participant(ParticipantId(by)), Order::Command(Box::new(command)))
            }
        };
        let act = Act {
            actor,
            at: self.now,
            order,
            connected: true,
        };
        let event = self.session.decide(&act, &SessionLimits::default());
        let event = event.unwrap_or_else(|refusal| panic!("{command} after {}: {refusal:?}", self.session.head()));
        self.write(actor, vec![event]);
    }

    fn write(&mut self, actor: Actor, events: Vec<Event>) {
        let mut entries: Vec<Entry> = Vec::new();
        for event in events {
            let seq = self.session.head() + 1;
            let command = actor
                .by()
                .map(|_| Uuid::from_u128(0x0199_0000_0000_7000_8000_0000_0001_0000 + u128::from(seq)));
            let salt = [u8::try_from(seq % 251).unwrap(); 16];
            let sealed = codec::seal(&actor.by(), command, &event, WORD_KEYS, salt).unwrap();
            self.session.apply(seq, self.now, actor.by(), &event);
            entries.push(sealed.into_entry(seq, self.now));
        }
        let record = Record {
            extends: self.guard.head(),
            entries,
        };
        self.guard.accept(&record).unwrap();
        self.records.push(record);
    }
}

/// A form with steps of preparation.
fn edition() -> Edition {
    let edition = json!({
        "form": "remote", "version": 3,
        "preset": {
            "title": "远程协商",
            "steps": [
                {"title": "调试会场设备", "who": "会务组", "mandatory": true, "due_before_ms": 3_600_000},
                {"title": "征集书面意见", "who": "委员联络室"},
            ],
        },
    });
    serde_json::from_value(edition).unwrap()
}

fn creation() -> Value {
    json!({
        "title": "居家养老服务体系建设远程协商会", "body": "某市政协", "series": "月度协商",
        "starts_at": "2026-09-21T09:00:00.000+08:00", "parent": Uuid::from_u128(1),
        "links": [{"label": "会议材料", "url": "https://example.org/materials"}],
        "rules": {"ready_timeout_ms": 30_000, "threads_before": true, "overtime": "stop",
                  "kind_limits_ms": {"question": 60_000}},
        "venues": [{"name": "主会场", "kind": "main"}, {"name": "__proto__", "kind": "branch"},
                   {"name": "线上", "kind": "online", "links": [{"label": "视频", "url": "https://example.org/v"}]}],
        "agenda": [{"title": "情况通报", "kind": "report"},
                   {"title": "即席发言 <b>\u{1f4a1}</b>", "kind": "discussion", "limit_ms": 90_000,
                    "links": [{"label": "清单", "url": "https://example.org/list"}]}],
        "participants": [
            {"name": "王秀兰", "role": "chair", "venue": "主会场"},
            {"name": "李志强", "role": "clerk", "venue": "主会场"},
            {"name": "张桂芬", "role": "member", "sector": "医药卫生", "venue": "主会场"},
            {"name": "阿依古丽·买买提", "role": "member", "sector": "__proto__", "venue": "__proto__"},
            {"name": "陈建国", "role": "respondent", "sector": "市民政局"},
            {"name": "分会场联络员", "role": "operator", "venue": "__proto__"},
            {"name": "速录", "role": "captioner"}, {"name": "旁听席", "role": "observer"},
            {"name": "大屏", "role": "display"}],
    })
}

/// Entries 1 to 4 are the creation: the items are 3 and 4.
#[expect(
    clippy::too_many_lines,
    reason = "a list of one of everything is as long as everything is"
)]
fn script() -> Vec<(u64, Value)> {
    let mut script = vec![
        (1, json!({"type": "open_thread", "title": "社区食堂怎么办", "item": 4})), // 5
        (
            3,
            json!({"type": "publish_post", "thread": 5, "text": "每个街道至少一家。\n**请**看附件"}),
        ), // 6
        (
            4,
            json!({"type": "publish_post", "thread": 5, "text": "牧区太远", "replies_to": 6}),
        ), // 7
        (
            3,
            json!({"type": "revise_post", "post": 6, "text": "每个街道至少两家。"}),
        ), // 8
        (1, json!({"type": "add_item", "title": "总结", "kind": "summary"})),      // 9
        (
            1,
            json!({"type": "edit_item", "item": 9, "title": "主席总结", "limit_ms": 600_000}),
        ), // 10
        (
            1,
            json!({"type": "add_item", "title": "备用议题", "kind": "study", "before": 3}),
        ), // 11
        (1, json!({"type": "move_item", "item": 11})),                             // 12
        (1, json!({"type": "defer_item", "item": 11})),                            // 13
        (1, json!({"type": "open_session", "reason": "设备已在现场调试"})),        // 14
        (1, json!({"type": "start_item", "item": 3, "expect_item": null})),        // 15
        (
            3,
            json!({"type": "request_floor", "item": 3, "kind": "impromptu", "subject": "助餐点"}),
        ), // 16
        (4, json!({"type": "request_floor", "item": 3, "kind": "impromptu"})),     // 17
        (
            6,
            json!({"type": "request_floor", "item": 3, "kind": "prepared", "for": 4}),
        ), // 18
        (
            1,
            json!({"type": "move_request", "request": 17, "before": 16, "reason": "远道而来"}),
        ), // 19
        (
            1,
            json!({"type": "start_item", "item": 4, "expect_item": 3, "waiting": "carry_over"}),
        ), // 20
        (1, json!({"type": "conclude_item", "item": 3, "text": "已通报"})),        // 21
        (1, json!({"type": "call_speaker", "request": 16, "expect_turn": null})),  // 22
        (1, json!({"type": "recall_call", "request": 16})),                        // 23
        (1, json!({"type": "call_speaker", "request": 18, "expect_turn": null})),  // 24
        (6, json!({"type": "ready", "request": 18})),                              // 25: the turn
        (
            7,
            json!({"type": "record_statement", "turn": 25, "text": "各位委员，大家好。"}),
        ), // 26
        (3, json!({"type": "request_floor", "item": 4, "kind": "question"})),      // 27
        (1, json!({"type": "grant_floor", "request": 27, "expect_turn": 25})),     // 28
        (
            5,
            json!({"type": "request_floor", "item": 4, "kind": "point_of_order", "subject": "超出议题"}),
        ), // 29
        (1, json!({"type": "grant_floor", "request": 29, "expect_turn": 28})),     // 30
        (5, json!({"type": "release_floor", "expect_turn": 30})),                  // 31
        (
            1,
            json!({"type": "pause_turn", "expect_turn": 28, "reason": "音响故障"}),
        ), // 32
        (1, json!({"type": "resume_turn", "expect_turn": 28})),                    // 33
        (
            1,
            json!({"type": "end_turn", "expect_turn": 28, "reason": "回答主发言"}),
        ), // 34
        (
            1,
            json!({"type": "extend_turn", "expect_turn": 25, "by_ms": 30_000, "reason": "情况复杂"}),
        ), // 35
        (0, json!({"type": "clock"})),                                             // 36: nearly over
        (0, json!({"type": "clock"})),                                             // 37: over
        (
            7,
            json!({"type": "revise_statement", "statement": 26, "text": "各位委员好。", "reason": "核对录音"}),
        ), // 38
        (1, json!({"type": "call_speaker", "request": 17, "expect_turn": null})),  // 39
        (0, json!({"type": "clock"})),                                             // 40: not ready
        (1, json!({"type": "grant_floor", "request": 16, "expect_turn": null})),   // 41
        (
            5,
            json!({"type": "request_floor", "item": 4, "kind": "reply", "replies_to": 25}),
        ), // 42
        (1, json!({"type": "call_speaker", "request": 42, "expect_turn": 41})),    // 43
        (5, json!({"type": "ready", "request": 42})),                              // 44
        (1, json!({"type": "call_recess"})),                                       // 45
        (1, json!({"type": "resume_session"})),                                    // 46
        (
            1,
            json!({"type": "revoke_turn", "expect_turn": 41, "reason": "违反议事规则"}),
        ), // 47
        (1, json!({"type": "call_speaker", "request": 42, "expect_turn": null})),  // 48
        (4, json!({"type": "request_floor", "item": 4, "kind": "impromptu"})),     // 49
        (4, json!({"type": "withdraw_request", "request": 49})),                   // 50
        (1, json!({"type": "close_queue", "item": 4})),                            // 51
        (1, json!({"type": "open_queue", "item": 9})),                             // 52
        (2, json!({"type": "hide_post", "post": 7, "reason": "含个人信息"})),      // 53
        (2, json!({"type": "hide_post", "post": 6, "reason": "误操作"})),          // 54
        (2, json!({"type": "show_post", "post": 6})),                              // 55
        (4, json!({"type": "publish_post", "thread": 5, "text": "我再补充一点"})), // 56
        (4, json!({"type": "withdraw_post", "post": 56})),                         // 57
        (1, json!({"type": "close_thread", "thread": 5})),                         // 58
        (5, json!({"type": "request_floor", "item": 9, "kind": "impromptu"})),     // 59
        (1, json!({"type": "open_queue", "item": 4})),                             // 60
        (
            3,
            json!({"type": "request_floor", "item": 4, "kind": "impromptu", "subject": "助浴"}),
        ), // 61
        (4, json!({"type": "request_floor", "item": 4, "kind": "impromptu"})),     // 62
        (3, json!({"type": "add_point", "request": 61, "subject": "助医"})),       // 63
        (
            1,
            json!({"type": "amend_rules", "reason": "让未发言的先说", "rules":
                {"discipline": "fewest_turns", "safe_positions": 1, "kind_limits_ms": {"question": null}}}),
        ), // 64
        (1, json!({"type": "deny_request", "request": 62, "reason": "超出议题"})), // 65
        (1, json!({"type": "restore_request", "request": 62})),                    // 66
        (3, json!({"type": "defer_request", "request": 61})),                      // 67
        (1, json!({"type": "last_word", "request": 61})),                          // 68
        (1, json!({"type": "grant_floor", "request": 62, "expect_turn": null})),   // 69
        (0, json!({"type": "drop", "turn": 69})),                                  // 70
        (0, json!({"type": "recover", "turn": 69})),                               // 71
        (1, json!({"type": "yield_floor", "expect_turn": 69, "to": 3})),           // 72: the turn
        (1, json!({"type": "end_turn", "expect_turn": 72})),                       // 73
        (1, json!({"type": "restore_turn", "turn": 72})),                          // 74: the turn
        (3, json!({"type": "release_floor", "expect_turn": 74})),                  // 75
        (
            2,
            json!({"type": "open_poll", "question": "下次议什么？", "options": ["助餐", "助浴"], "choices_max": 1}),
        ), // 76
        (3, json!({"type": "vote", "poll": 76, "choices": [1]})),                  // 77
        (2, json!({"type": "close_poll", "poll": 76})),                            // 78
        (0, json!({"type": "attendance", "arrived": [1, 2, 3]})),                  // 79
        (6, json!({"type": "sign_in", "participants": [4]})),                      // 80
        (2, json!({"type": "complete_step", "step": 2, "note": "共收到三条"})),    // 81
        (1, json!({"type": "reopen_thread", "thread": 5})),                        // 82
        (2, json!({"type": "pin_post", "post": 6})),                               // 83
        (4, json!({"type": "endorse_post", "post": 6})),                           // 84
        (1, json!({"type": "answer_post", "post": 6, "statement": 26})),           // 85
        (4, json!({"type": "confirm_statement", "statement": 26})),                // 86
        (
            4,
            json!({"type": "raise_post", "post": 6, "subject": "每个街道至少两家"}),
        ), // 87
        (2, json!({"type": "unpin_post", "post": 6})),                             // 88
        (
            1,
            json!({"type": "amend_rules", "reason": "先审后发", "rules": {"posts_moderated": true}}),
        ), // 89
        (3, json!({"type": "publish_post", "thread": 5, "text": "先办三家"})),     // 90: waits
        (2, json!({"type": "approve_post", "post": 90})),                          // 91
        (3, json!({"type": "revise_post", "post": 90, "text": "先办四家"})),       // 92: waits
        (
            2,
            json!({"type": "record_commitment", "text": "新增两家社区食堂", "owner": 5, "due": "2027-03-31", "source": 26,
                "category": "养老", "asked_by": 3}),
        ), // 93
        (
            5,
            json!({"type": "report_commitment", "commitment": 93, "text": "已选址"}),
        ), // 94
        (
            3,
            json!({"type": "verify_commitment", "commitment": 93, "finding": "not", "text": "尚未开门"}),
        ), // 95
        (
            2,
            json!({"type": "reopen_commitment", "commitment": 93, "reason": "继续办理"}),
        ), // 96
        (
            2,
            json!({"type": "show_scene", "scene": {"kind": "message", "text": "休息十分钟"}}),
        ), // 97
        (
            2,
            json!({"type": "record_commitment", "text": "设置专门窗口", "owner": 5, "source": 26}),
        ), // 98
        (
            2,
            json!({"type": "withdraw_commitment", "commitment": 98, "reason": "会上没有这样承诺"}),
        ), // 99
        (1, json!({"type": "change_role", "participant": 5, "role": "observer"})), // 100
        (1, json!({"type": "remove", "participant": 4, "reason": "请假离会"})),    // 101
        (0, json!({"type": "renew"})),
        (0, json!({"type": "revoke"})),
        (
            1,
            json!({"type": "finish_item", "expect_item": 4, "conclusion": "形成六条建议"}),
        ),
    ];
    script.push((1, json!({"type": "adjourn_session"})));
    script.push((1, json!({"type": "seal_session"})));
    script.push((
        0,
        json!({"type": "erase", "seqs": [2, 3], "reason": "依法删除个人信息"}),
    ));
    script
}
