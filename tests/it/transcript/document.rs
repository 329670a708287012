//! What stands in the readable formats: the same document in each of them.

use std::collections::BTreeSet;
use std::sync::Arc;

use rostrum::domain::Audience;
use rostrum::record::transcript::{Format, Source};
use rostrum::record::words::Language;
use rostrum::time::Zone;
use serde_json::{Value, json};

use super::{beginning, ended, granted, interrupting, source, source_without, written};

const ALL: [Format; 3] = [Format::Markdown, Format::Html, Format::Akoma];

async fn in_chinese(source: Source, format: Format) -> String {
    written(source, format, Language::Chinese).await.unwrap()
}

/// Asserts that the parts stand in the text in this order.
fn in_order(text: &str, parts: &[&str]) {
    let mut rest = text;
    for part in parts {
        let place = rest
            .find(part)
            .unwrap_or_else(|| panic!("{part} is not in its place in\n{text}"));
        rest = &rest[place + part.len()..];
    }
}

fn statement(turn: u64, text: &str) -> Value {
    json!({ "type": "statement_recorded", "turn": turn, "text": text })
}

fn post(by: u64, text: &str, replies_to: Option<u64>) -> Value {
    let mut post = json!({ "type": "post_published", "by": by, "thread": 8, "text": text });
    if let Some(parent) = replies_to {
        post["replies_to"] = json!(parent);
    }
    post
}

#[tokio::test]
async fn r51_what_interrupts_stands_in_what_it_interrupted() {
    let mut events = beginning();
    events.push(granted(2, "impromptu")); // 8
    events.push(statement(8, "甲")); // 9
    events.push(interrupting(granted(3, "question"), 8)); // 10
    events.push(statement(8, "乙")); // 11: written down late
    events.push(statement(10, "丙")); // 12
    events.push(interrupting(granted(1, "point_of_order"), 10)); // 13
    events.push(json!({ "type": "recess_called", "paused": 13 })); // 14
    events.push(json!({ "type": "session_resumed" })); // 15
    events.push(statement(13, "丁")); // 16
    events.push(ended(13, "released"));
    events.push(statement(10, "戊")); // 18
    events.push(ended(10, "released"));
    events.push(statement(8, "己")); // 20
    events.push(ended(8, "released"));
    let order = ["甲", "乙", "丙", "休会", "复会", "丁", "戊", "己"];
    for format in ALL {
        in_order(&in_chinese(source(events.clone()).await, format).await, &order);
    }
    let html = in_chinese(source(events.clone()).await, Format::Html).await;
    in_order(
        &html,
        &[
            "id=\"turn-8\"",
            "id=\"turn-10\"",
            "id=\"turn-13\"",
            "</article>",
            "</article>",
            "</article>",
        ],
    );
    assert_eq!(html.matches("<article").count(), html.matches("</article>").count());
    let xml = in_chinese(source(events).await, Format::Akoma).await;
    let pieces = [
        "<speechGroup eId=\"turns_8\"",
        "<speech eId=\"turn_8\"",
        "<speechGroup eId=\"turns_10\"",
        "<question eId=\"turn_10\" by=\"#person_3\" as=\"#role_member\" to=\"#person_2\"",
        "<pointOfOrder>",
        "<speech eId=\"turn_13\"",
        "</pointOfOrder>",
        "<question eId=\"turn_10__2\"",
        "</speechGroup>",
        "<speech eId=\"turn_8__2\"",
        "</speechGroup>",
    ];
    in_order(&xml, &pieces);
}

#[tokio::test]
async fn r56_written_opinions_stand_with_their_answers_and_without_what_was_taken_back_or_hidden() {
    let mut events = beginning();
    events.push(json!({ "type": "thread_opened", "title": "助餐" })); // 8
    events.push(post(2, "第一条", None)); // 9
    events.push(post(3, "第二条", None)); // 10
    events.push(post(3, "答第一条", Some(9))); // 11
    events.push(post(2, "再答", Some(11))); // 12
    events.push(post(2, "TAKEN BACK", None)); // 13
    events.push(post(3, "另一条", Some(13))); // 14
    events.push(json!({ "type": "post_withdrawn", "post": 13 })); // 15
    events.push(post(3, "SECRET", Some(9))); // 16
    events.push(json!({ "type": "post_revised", "post": 10, "text": "改过的第二条" })); // 17
    events.push(json!({ "type": "post_hidden", "post": 16, "reason": "违规" })); // 18
    for audience in Audience::ALL {
        for format in ALL {
            let mut source = source(events.clone()).await;
            source.audience = audience;
            source.judge = Arc::new(|| Box::pin(async { Some(BTreeSet::from([16])) }));
            let text = in_chinese(source, format).await;
            let order = [
                "书面意见",
                "助餐",
                "第一条",
                "答第一条",
                "再答",
                "已修订",
                "改过的第二条",
                "另一条",
            ];
            in_order(&text, &order);
            assert!(!text.contains("TAKEN BACK"));
            let moderates = audience == Audience::Moderators;
            assert_eq!(text.contains("SECRET"), moderates, "{audience:?} {format:?}");
            assert_eq!(text.contains("未公开"), moderates);
        }
    }
}

#[tokio::test]
async fn r56_what_is_hidden_while_the_document_is_written_is_not_in_the_rest_of_it() {
    let mut events = beginning();
    events.push(json!({ "type": "thread_opened", "title": "意见" })); // 8
    events.extend((0..100).map(|_| post(2, "SECRET", None)));
    for format in ALL {
        let hidden = Arc::new(std::sync::Mutex::new(BTreeSet::new()));
        let judged = Arc::clone(&hidden);
        let mut source = source(events.clone()).await;
        source.judge = Arc::new(move || {
            let judged = Some(judged.lock().unwrap().clone());
            Box::pin(async move { judged })
        });
        let pieces = source.readable(format, Language::Chinese).await.unwrap();
        // The outline is folded, and nothing is written yet.
        *hidden.lock().unwrap() = (9..=108).collect();
        let text: String = futures_util::TryStreamExt::try_collect(pieces).await.unwrap();
        assert!(text.contains("意见") && !text.contains("SECRET"), "{text}");
    }
}

#[tokio::test]
async fn r62_commitments_stand_behind_the_items_with_unit_term_and_where_they_stand() {
    let mut events = beginning();
    events.push(granted(2, "impromptu")); // 8
    events.push(statement(8, "今年办好")); // 9
    let promised = |text: &str, due: Option<&str>| {
        let mut event = json!({ "type": "commitment_recorded", "text": text, "owner": 3, "source": 9 });
        if let Some(due) = due {
            event["due"] = json!(due);
        }
        event
    };
    events.push(promised("开三家食堂", Some("2027-03-31"))); // 10
    events.push(promised("公布名单", None)); // 11
    let report = json!({ "type": "commitment_reported", "commitment": 10, "text": "NOT HERE" });
    events.push(report); // 12
    let verified = json!({ "type": "commitment_verified", "commitment": 10, "finding": "partly" });
    events.push(verified); // 13
    events.push(json!({ "type": "thread_opened", "title": "助餐" })); // 14
    for format in ALL {
        let text = in_chinese(source(events.clone()).await, format).await;
        in_order(
            &text,
            &[
                "今年办好",
                "承诺事项",
                "开三家",
                "承办：",
                "吴委员",
                "2027-03-31",
                "基本满意",
                "公布名单",
                "待办理",
                "助餐",
            ],
        );
        assert!(!text.contains("NOT HERE"), "{text}");
    }
    let akoma = in_chinese(source(events).await, Format::Akoma).await;
    in_order(
        &akoma,
        &[
            "TLCConcept eId=\"follow_up_10\"",
            "<resolutions eId=\"commitments\">",
            "refersTo=\"#follow_up_10\"",
        ],
    );
}

#[tokio::test]
async fn r62_the_unit_stands_with_who_speaks_for_it_and_r63_what_was_taken_back_as_such() {
    let mut events = beginning();
    events.push(granted(2, "impromptu")); // 8
    events.push(statement(8, "今年办好")); // 9
    let official = json!([{ "participant": 4, "name": "石局长", "role": "respondent", "sector": "市民政局" },
        { "participant": 5, "name": "住建局", "role": "owner", "sector": "政府部门" }]);
    events.push(json!({ "type": "participants_invited", "participants": official })); // 10
    let promised =
        |text: &str, owner: u64| json!({ "type": "commitment_recorded", "text": text, "owner": owner, "source": 9 });
    events.push(promised("开三家食堂", 4)); // 11
    events.push(promised("加装电梯", 5)); // 12
    events.push(json!({ "type": "commitment_withdrawn", "commitment": 12, "reason": "NOT HERE" })); // 13
    for format in ALL {
        let text = in_chinese(source(events.clone()).await, format).await;
        let order = [
            "开三家食堂",
            "承办：市民政局（石局长）；待办理",
            "加装电梯",
            "承办：住建局；已撤销",
        ];
        in_order(&text, &order);
        assert!(!text.contains("NOT HERE"), "{text}");
    }
}

#[tokio::test]
async fn r57_words_that_were_erased_say_so_in_their_place() {
    let mut events = beginning();
    events.push(granted(2, "impromptu")); // 8
    events.push(statement(8, "甲")); // 9
    events.push(statement(8, "乙")); // 10
    events.push(ended(8, "released")); // 11
    events.push(json!({ "type": "poll_opened", "question": "问题", "options": ["好", "坏"], "choices_max": 1 })); // 12
    events.push(json!({ "type": "vote_cast", "poll": 12, "choices": [1] })); // 13
    for format in ALL {
        let text = in_chinese(source_without(&[2, 9, 12], events.clone()).await, format).await;
        in_order(&text, &["参会人 2", "文字已依法清除", "乙", "文字已依法清除", "选项 2"]);
        assert!(
            !text.contains('甲') && !text.contains("李委员") && !text.contains("问题："),
            "{text}"
        );
    }
}

#[tokio::test]
async fn r58_who_was_there_and_how_people_voted_is_told() {
    let mut events = beginning();
    events.push(json!({ "type": "attendance_recorded", "arrived": [1, 2], "departed": [] })); // 8
    let poll =
        json!({ "type": "poll_opened", "question": "先议哪项？", "options": ["助餐", "助浴"], "choices_max": 2 });
    events.push(poll); // 9
    events.push(json!({ "type": "vote_cast", "poll": 9, "choices": [0, 1] }));
    events.push(json!({ "type": "vote_cast", "poll": 9, "choices": [1] }));
    events.push(json!({ "type": "session_adjourned", "finished": 4, "polls": [9] }));
    events.push(json!({ "type": "session_sealed" }));
    for format in ALL {
        let text = in_chinese(source(events.clone()).await, format).await;
        let order = [
            "出席：",
            "周主席",
            "李委员",
            "未到：",
            "吴委员",
            "先议哪项？",
            "助餐",
            "1",
            "助浴",
            "2",
            "闭会",
            "记录封存",
        ];
        in_order(&text, &order);
        in_order(&text, &["先议哪项？", "共 2 人投票"]);
        let mut early = source(events.clone()).await;
        early.size = 10;
        let text = in_chinese(early, format).await;
        in_order(&text, &["先议哪项？", "投票尚未结束，已有 1 人投票"]);
    }
    // Whoever has the floor is there, also in a room where nobody signed people in.
    events.insert(8, granted(3, "impromptu"));
    let text = in_chinese(source(events).await, Format::Markdown).await;
    assert!(text.contains("出席") && !text.contains("未到"), "{text}");
    // Nobody who is not there yet is said to be missing where nobody's coming was recorded.
    let text = in_chinese(source(beginning()).await, Format::Markdown).await;
    assert!(!text.contains("出席") && !text.contains("未到"));
}

#[tokio::test]
async fn r59_headings_and_marks_are_in_the_language_that_is_asked_for() {
    let mut events = beginning();
    events.push(granted(2, "impromptu")); // 8
    events.push(statement(8, "我的意见")); // 9
    events.push(json!({ "type": "statement_revised", "statement": 9, "text": "意见", "reason": "口误" }));
    events.push(ended(8, "released"));
    events.push(granted(3, "question")); // 12
    for format in ALL {
        let text = written(source(events.clone()).await, format, Language::English)
            .await
            .unwrap();
        in_order(
            &text,
            &[
                "Opened",
                "Discussion",
                "李委员",
                "revised",
                "意见",
                "2 min 6 s, finished",
                "nothing was written down",
            ],
        );
        assert!(!text.contains("已修订") && !text.contains("用时"));
    }
    let html = written(source(events).await, Format::Html, Language::English)
        .await
        .unwrap();
    assert!(html.starts_with("<!doctype html>\n<html lang=\"en\">"));
}

#[tokio::test]
async fn r85_times_are_those_of_the_place_and_it_is_said_once_which() {
    let mut events = beginning();
    events.push(granted(2, "impromptu")); // 8, at 00:00:08 UTC
    events.push(statement(8, "UTC"));
    events.push(ended(8, "released"));
    events.push(json!({ "type": "session_adjourned" })); // 11
    for (minutes, zone, day, time) in [
        (480, "UTC+8", "2026-01-01", "08:00"),
        (-210, "UTC-3:30", "2025-12-31", "20:30"),
        (0, "UTC", "2026-01-01", "00:00"),
    ] {
        for (language, said) in [
            (Language::Chinese, format!("时间均为 {zone}")),
            (Language::English, format!("All times are {zone}")),
        ] {
            for format in ALL {
                let mut source = source(events.clone()).await;
                source.zone = Zone::ahead(minutes);
                let text = written(source, format, language).await.unwrap();
                // Once for the times, and once in what was said.
                assert_eq!(text.matches("UTC").count(), 2, "{text}");
                in_order(
                    &text,
                    &[&format!("{day} {time}:06"), &said, &format!("{day} {time}:06")],
                );
                assert!(text.contains(&format!("{day} {time}:11")), "{text}");
                let exact = match format {
                    Format::Markdown => continue,
                    Format::Html => "datetime=\"2026-01-01T00:00:08.000Z\"",
                    Format::Akoma => "startTime=\"2026-01-01T00:00:08.000Z\" endTime=\"2026-01-01T00:00:10.000Z\"",
                };
                assert!(text.contains(exact), "{text}");
                let dated = format!("<FRBRdate date=\"{day}\" name=\"session\"/>");
                assert_eq!(text.contains(&dated), format == Format::Akoma);
            }
        }
    }
}

#[tokio::test]
async fn r52_html_has_anchors_and_no_markup_but_its_own() {
    let mut events = beginning();
    events.push(granted(3, "impromptu")); // 8
    events.push(statement(
        8,
        "<script>alert(1)</script>\n\u{1b}\"&amp;'\n\n<p id=\"turn-8\">",
    )); // 9
    let html = in_chinese(source(events).await, Format::Html).await;
    assert!(html.starts_with("<!doctype html>\n<html lang=\"zh-CN\">") && html.ends_with("</html>\n"));
    assert!(!html.contains("<script") && !html.contains('\u{1b}'));
    assert_eq!(html.matches("id=\"turn-8\"").count(), 1);
    in_order(
        &html,
        &[
            "<article class=\"turn\" id=\"turn-8\">",
            "<div class=\"statement\" id=\"statement-9\">",
        ],
    );
    in_order(
        &html,
        &["&lt;script&gt;alert(1)&lt;/script&gt;</p>", "&quot;&amp;amp;&apos;"],
    );
}

#[tokio::test]
async fn r50_a_journal_in_which_turns_interrupt_each_other_without_end_makes_a_document_all_the_same() {
    let mut events = beginning();
    events.push(granted(2, "impromptu")); // 8
    events.extend((8..400).map(|turn| interrupting(granted(3, "question"), turn)));
    for format in ALL {
        let text = in_chinese(source(events.clone()).await, format).await;
        assert!(text.matches("没有文字记录").count() == 393, "{format:?}");
    }
}
