//! The readable transcript, made from entries alone.

#[path = "transcript/document.rs"]
mod document;
#[path = "transcript/streaming.rs"]
mod streaming;

use std::collections::BTreeSet;
use std::sync::Arc;

use futures_util::{StreamExt, TryStreamExt};
use rostrum::domain::event::WORD_KEYS;
use rostrum::domain::ids::ParticipantId;
use rostrum::domain::{Audience, Event};
use rostrum::journal::memory::MemoryJournal;
use rostrum::journal::{Head, Journal, Outcome, Record, codec};
use rostrum::record::transcript::{Format, Source, TranscriptError};
use rostrum::record::words::Language;
use rostrum::time::{Timestamp, Zone};
use serde_json::{Value, json};
use uuid::Uuid;

const SESSION: Uuid = Uuid::from_u128(5);

async fn source(events: Vec<Value>) -> Source {
    source_without(&[], events).await
}

/// The words of the entries `erased` are not there. An event's member `by` says who did it, and is no part of it.
async fn source_without(erased: &[u64], events: Vec<Value>) -> Source {
    let journal = MemoryJournal::new();
    let mut entries = Vec::new();
    for (seq, mut event) in (1..).zip(events) {
        let by = event.as_object_mut().unwrap().remove("by").and_then(|by| by.as_u64());
        let event: Event = serde_json::from_value(event).unwrap();
        let by = Some(by.map_or(ParticipantId::CONVENER, ParticipantId));
        let sealed = codec::seal(&by, None, &event, WORD_KEYS, [7; 16]).unwrap();
        let mut entry = sealed.into_entry(seq, Timestamp::from_millis(1_767_225_600_000 + seq * 1_000));
        entry.words = entry.words.filter(|_| !erased.contains(&seq));
        entries.push(entry);
    }
    let size = entries.len() as u64;
    let mut extends = Head::default();
    for some in entries.chunks(100) {
        let entries = some.to_vec();
        match journal.append(SESSION, Arc::new(Record { extends, entries })).await {
            Outcome::Committed(head) => extends = head,
            refused => panic!("{refused:?}"),
        }
    }
    Source {
        journal: Arc::new(journal),
        session: SESSION,
        size,
        audience: Audience::Public,
        zone: Zone::ahead(480),
        judge: Arc::new(|| Box::pin(async { Some(BTreeSet::new()) })),
    }
}

async fn written(source: Source, format: Format, language: Language) -> Result<String, TranscriptError> {
    let pieces = source.readable(format, language).await?;
    pieces.try_collect().await
}

async fn markdown(events: Vec<Value>) -> String {
    written(source(events).await, Format::Markdown, Language::Chinese)
        .await
        .unwrap()
}

fn beginning() -> Vec<Value> {
    let created = json!({
        "type": "session_created", "session": SESSION, "title": "年度*协商*", "form": "meeting", "form_version": 1,
        "rules": serde_json::to_value(rostrum::domain::rules::Rules::default()).unwrap(), "body": "市政协",
    });
    let people = json!([
        { "participant": 1, "name": "周主席", "role": "chair" },
        { "participant": 2, "name": "李委员", "role": "member", "sector": "经济界" },
        { "participant": 3, "name": "# 吴委员", "role": "member" },
    ]);
    vec![
        created,
        json!({ "type": "participants_invited", "participants": people }),
        json!({ "type": "item_added", "title": "通报", "kind": "report" }),
        json!({ "type": "item_added", "title": "旧题", "kind": "discussion" }),
        json!({ "type": "item_edited", "item": 4, "title": "新题" }),
        json!({ "type": "session_opened" }),
        json!({ "type": "item_started", "item": 4 }),
    ]
}

fn granted(speaker: u64, kind: &str) -> Value {
    json!({ "type": "floor_granted", "request": 1, "speaker": speaker, "item": 4, "kind": kind, "limit_ms": 60_000 })
}

fn interrupting(mut granted: Value, turn: u64) -> Value {
    granted["interrupts"] = json!(turn);
    granted
}

fn ended(turn: u64, how: &str) -> Value {
    json!({ "type": "turn_ended", "turn": turn, "how": how, "spent_ms": 125_999 })
}

#[tokio::test]
async fn r20_turns_stand_in_order_with_their_newest_words() {
    let mut events = beginning();
    events.push(granted(2, "impromptu")); // 8
    events.push(json!({ "type": "statement_recorded", "turn": 8, "text": "第一句" })); // 9
    events.push(interrupting(granted(3, "question"), 8)); // 10
    events.push(ended(10, "released"));
    events.push(json!({ "type": "statement_recorded", "turn": 10, "text": "问" })); // 12
    events.push(json!({ "type": "statement_recorded", "turn": 8, "text": "第二句" })); // 13
    let mut revoked = ended(8, "revoked");
    revoked["reason"] = json!("跑*题");
    events.push(revoked);
    events.push(granted(2, "point_of_order")); // 15, without words
    events.push(json!({ "type": "statement_revised", "statement": 9, "text": "改过的第一句", "reason": "口误" }));
    events.push(json!({ "type": "item_finished", "item": 4, "conclusion": "同意\n## 伪造" }));
    let text = markdown(events).await;
    let expected = "\
# 年度\\*协商\\*

- 协商机构：市政协
- 开会时间：2026-01-01 08:00:06
- 时间均为 UTC+8

*会议开始 · 2026-01-01 08:00:06*

## 1. 新题（即席发言）

### 李委员（经济界） · 即席发言 · 2026-01-01 08:00:08

**（已修订）**  
改过的第一句

#### # 吴委员 · 提问 · 2026-01-01 08:00:10

问

*用时 2 分 6 秒，发言完毕*

*李委员继续发言*

第二句

*用时 2 分 6 秒，被收回：跑\\*题*

### 李委员（经济界） · 程序问题 · 2026-01-01 08:00:15

（本次发言没有文字记录）

**结论**

同意  
\\## 伪造
";
    assert_eq!(text, expected);
}

#[tokio::test]
async fn r26_a_turn_says_what_became_of_it_and_what_it_goes_on_with() {
    let mut events = beginning();
    events.push(granted(2, "prepared")); // 8
    events.push(json!({ "type": "turn_dropped", "turn": 8, "spent_ms": 1_000 }));
    events.push(json!({ "type": "turn_recovered", "turn": 8 }));
    events.push(json!({ "type": "turn_dropped", "turn": 8 }));
    let mut yielded = ended(8, "yielded"); // 12, the turn of the one it was yielded to
    (yielded["to"], yielded["limit_ms"]) = (json!(3), json!(30_000));
    yielded["spent_ms"] = json!(30_499);
    events.push(yielded);
    events.push(json!({ "type": "statement_recorded", "turn": 12, "text": "接着讲" }));
    let mut over = ended(12, "timed_out");
    (over["spent_ms"], over["reason"]) = (json!(29_500), json!("没有人看"));
    events.push(over);
    events.push(json!({
        "type": "turn_restored", "turn": 12, "speaker": 3, "item": 4, "kind": "prepared", "limit_ms": 500,
    })); // 15
    events.push(json!({ "type": "turn_dropped", "turn": 15 }));
    let text = markdown(events).await;
    let (_, turns) = text.split_once("## 1. 新题（即席发言）\n").unwrap();
    let expected = "
### 李委员（经济界） · 预约发言 · 2026-01-01 08:00:08

（本次发言没有文字记录）

*用时 0 分 30 秒，其间断线 2 次，让时给# 吴委员*

### # 吴委员 · 预约发言（由李委员让时） · 2026-01-01 08:00:12

接着讲

*用时 0 分 30 秒，时间到*

### # 吴委员 · 预约发言（恢复） · 2026-01-01 08:00:15

（本次发言没有文字记录）

*发言尚未结束，其间断线 1 次*
";
    assert_eq!(turns, expected);
}

#[tokio::test]
async fn r20_what_happens_after_the_size_asked_for_is_not_in_it() {
    let mut events = beginning();
    events.push(granted(2, "impromptu"));
    events.push(json!({ "type": "statement_recorded", "turn": 8, "text": "后来" }));
    let shorter = |size| {
        let events = events.clone();
        async move {
            let source = Source {
                size,
                ..source(events).await
            };
            written(source, Format::Markdown, Language::Chinese).await
        }
    };
    assert!(!shorter(8).await.unwrap().contains("后来"));
    assert!(shorter(9).await.unwrap().contains("后来"));
    let error = shorter(10).await.unwrap_err();
    assert!(matches!(error, TranscriptError::Short { after: 9 }), "{error}");
}

#[tokio::test]
async fn r21_nobody_forges_a_heading() {
    let mut events = beginning();
    events.push(granted(3, "impromptu"));
    let forged = "正文\n### 周主席 · 提问\n\n# 标题\r## 又一个\n---\n===\n<h1>x</h1>";
    events.push(json!({ "type": "statement_recorded", "turn": 8, "text": forged }));
    let text = markdown(events).await;
    let headings: Vec<_> = text.lines().filter(|line| line.starts_with('#')).collect();
    let own = [
        "# 年度\\*协商\\*",
        "## 1. 新题（即席发言）",
        "### # 吴委员 · 即席发言 · 2026-01-01 08:00:08",
    ];
    assert_eq!(headings, own);
    assert!(
        !text
            .lines()
            .any(|line| line.starts_with(['-', '=']) && !line.starts_with("- "))
    );
    assert!(!text.contains("<h1>"));
}

#[tokio::test]
async fn r22_what_is_hidden_while_an_export_is_read_is_not_in_the_rest_of_it() {
    let mut events = beginning();
    events.push(json!({ "type": "thread_opened", "title": "意见" })); // 8
    for _ in 0..100 {
        events.push(json!({ "type": "post_published", "thread": 8, "text": "SECRET" }));
    }
    let hidden = Arc::new(std::sync::Mutex::new(Some(BTreeSet::new())));
    let mut source = source(events).await;
    let judged = Arc::clone(&hidden);
    source.judge = Arc::new(move || {
        let judged = judged.lock().unwrap().clone();
        Box::pin(async move { judged })
    });
    let signer = rostrum::journal::checkpoint::Signer::from_seed([1; 32]);
    let lines = source
        .lines("年度*协商*", &signer.verifier_key(SESSION), String::new())
        .unwrap();
    let mut lines = std::pin::pin!(lines);
    let mut early = lines.next().await.unwrap().unwrap();
    early += &lines.next().await.unwrap().unwrap();
    assert!(early.contains("SECRET"));
    *hidden.lock().unwrap() = Some((9..=108).collect());
    let late = lines.next().await.unwrap().unwrap();
    assert!(late.contains("\"digest\"") && !late.contains("SECRET"), "{late}");
}

#[tokio::test]
async fn r22_an_export_ends_without_a_checkpoint_when_the_right_to_read_ends() {
    let mut source = source(beginning()).await;
    source.judge = Arc::new(|| Box::pin(async { None }));
    let signer = rostrum::journal::checkpoint::Signer::from_seed([1; 32]);
    let lines = source
        .lines("年度*协商*", &signer.verifier_key(SESSION), "note".to_owned())
        .unwrap();
    let lines: Vec<_> = lines.collect().await;
    assert!(lines.last().unwrap().is_err());
    assert!(lines.iter().flatten().all(|line| !line.contains("checkpoint")));
}

#[tokio::test]
async fn r83_words_that_their_speaker_found_right_say_so() {
    let mut events = beginning();
    events.push(granted(2, "impromptu")); // 8
    for text in ["甲", "乙", "丙"] {
        events.push(json!({ "type": "statement_recorded", "turn": 8, "text": text })); // 9, 10, 11
    }
    let confirmed = |statement: u64, version: u64| json!({ "type": "statement_confirmed", "statement": statement, "version": version });
    let revised =
        |statement: u64| json!({ "type": "statement_revised", "statement": statement, "text": "改", "reason": "r" });
    events.extend([
        confirmed(9, 9),
        confirmed(10, 10),
        confirmed(11, 11),
        revised(10),
        revised(11),
        confirmed(11, 16),
    ]);
    let text = markdown(events).await;
    for marked in [
        "**（本人已核）**  \n甲\n",
        "**（已修订）**  \n改\n",
        "**（已修订，本人已核）**  \n改\n",
    ] {
        assert!(text.contains(marked), "{marked} in {text}");
    }
}

/// The first words were replaced before anybody approved them, and the last ones wait.
#[tokio::test]
async fn r84_of_a_post_the_newest_words_stand_that_its_reader_may_see() {
    let mut events = beginning();
    events.push(json!({ "type": "thread_opened", "title": "意见" })); // 8
    events.push(json!({ "type": "post_published", "thread": 8, "text": "ONE", "unapproved": true })); // 9
    events.push(json!({ "type": "post_published", "thread": 8, "text": "另一条" })); // 10
    for text in ["TWO", "THREE"] {
        events.push(json!({ "type": "post_revised", "post": 9, "text": text, "unapproved": true })); // 11, 12
    }
    events.push(json!({ "type": "post_approved", "post": 9, "version": 11 }));
    for audience in Audience::ALL {
        for format in [Format::Markdown, Format::Html, Format::Akoma] {
            let mut source = source(events.clone()).await;
            source.audience = audience;
            source.judge = Arc::new(|| Box::pin(async { Some(BTreeSet::from([9, 12])) }));
            let text = written(source, format, Language::Chinese).await.unwrap();
            let (shown, others) = match audience {
                Audience::Moderators => ("THREE", ["ONE", "TWO"]),
                Audience::Members | Audience::Public => ("TWO", ["ONE", "THREE"]),
            };
            let place = text
                .find(shown)
                .unwrap_or_else(|| panic!("{shown} for {audience:?}: {text}"));
            assert!(place < text.find("另一条").unwrap(), "in its place");
            assert!(others.iter().all(|other| !text.contains(other)), "{audience:?}: {text}");
        }
    }
}
