//! The words of a turn.

use rostrum::domain::Code;
use rostrum::domain::ids::StatementId;
use serde_json::{Value, json};

use super::given::{ANNA, BERT, CAPTIONER, CHAIR, CLERK, Meeting, OBSERVER, OPERATOR};

fn record(turn: u64, text: &str) -> Value {
    json!({"type": "record_statement", "turn": turn, "text": text})
}

fn revise(statement: u64) -> Value {
    json!({"type": "revise_statement", "statement": statement, "text": "better", "reason": "typo"})
}

#[test]
fn d64_speaker_captioner_and_moderators_record_until_it_is_sealed() {
    let mut meeting = Meeting::running();
    let turn = meeting.grant(ANNA, "impromptu");
    for by in [ANNA, CAPTIONER, CHAIR, CLERK] {
        let statement = meeting.accept(by, record(turn, "  words, kept as sent  "));
        meeting.accept(by, revise(statement));
    }
    assert_eq!(meeting.view()["counts"]["statements"], 4);
    for by in [BERT, OPERATOR, OBSERVER] {
        assert_eq!(meeting.refuse(by, record(turn, "words")), Code::NotPermitted);
    }
    assert_eq!(meeting.refuse(ANNA, record(99, "words")), Code::NotFound);
    assert_eq!(meeting.refuse(ANNA, revise(99)), Code::NotFound);
    assert_eq!(meeting.refuse(ANNA, record(turn, "")), Code::Empty);
    assert_eq!(meeting.refuse(ANNA, record(turn, &"字".repeat(8_001))), Code::TooLong);
    let statement = meeting.accept(ANNA, record(turn, &"字".repeat(8_000)));
    meeting.accept(ANNA, json!({"type": "release_floor", "expect_turn": turn}));
    meeting.accept(ANNA, record(turn, "afterwards"));
    meeting.accept(CHAIR, json!({"type": "adjourn_session"}));
    meeting.accept(ANNA, revise(statement));
    assert_eq!(meeting.refuse(BERT, revise(statement)), Code::NotPermitted);
    meeting.accept(CHAIR, json!({"type": "seal_session"}));
    assert_eq!(meeting.refuse(ANNA, record(turn, "too late")), Code::Sealed);
    assert_eq!(meeting.refuse(CAPTIONER, revise(statement)), Code::Sealed);
}

#[test]
fn d120_the_speaker_confirms_the_newest_words() {
    let mut meeting = Meeting::running();
    let turn = meeting.grant(ANNA, "impromptu");
    let statement = meeting.accept(CAPTIONER, record(turn, "words"));
    let confirm = json!({"type": "confirm_statement", "statement": statement});
    let recorded = |meeting: &Meeting| meeting.session.recorded(StatementId(statement)).unwrap().clone();
    let confirmed = |meeting: &Meeting| recorded(meeting).is_confirmed();
    for by in [BERT, CAPTIONER, CHAIR, CLERK, OPERATOR, OBSERVER] {
        assert_eq!(meeting.refuse(by, confirm.clone()), Code::NotPermitted);
    }
    assert_eq!(
        meeting.refuse(ANNA, json!({"type": "confirm_statement", "statement": 99})),
        Code::NotFound
    );
    meeting.accept(ANNA, confirm.clone());
    assert!(confirmed(&meeting));
    assert_eq!(meeting.refuse(ANNA, confirm.clone()), Code::Unchanged);
    let corrected = meeting.accept(CLERK, revise(statement));
    assert!(!confirmed(&meeting), "other words are not confirmed");
    assert_eq!(
        recorded(&meeting).confirmed,
        [statement],
        "those that were are known all the same"
    );
    let of = |version: u64| json!({"type": "confirm_statement", "statement": statement, "version": version});
    assert_eq!(
        meeting.refuse(ANNA, of(statement)),
        Code::NotFound,
        "what was read is not the record's any more"
    );
    meeting.accept(ANNA, of(corrected));
    assert!(confirmed(&meeting));
    meeting.accept(ANNA, json!({"type": "release_floor", "expect_turn": turn}));
    meeting.accept(CHAIR, json!({"type": "adjourn_session"}));
    meeting.accept(ANNA, revise(statement));
    meeting.accept(ANNA, confirm.clone());
    meeting.accept(CHAIR, json!({"type": "seal_session"}));
    assert_eq!(meeting.refuse(ANNA, confirm), Code::Sealed);
}
