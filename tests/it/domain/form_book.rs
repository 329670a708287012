//! The book of forms: what is enacted, amended and repealed, and what is refused.

use rostrum::domain::Code;
use rostrum::domain::forms::book::FormBook;
use rostrum::domain::forms::event::{FormEvent, FormOrder};
use rostrum::domain::forms::{FormName, Preset};
use rostrum::domain::limits::SessionLimits;
use rostrum::forms::built_in;
use rostrum::time::Timestamp;
use serde_json::{Value, json};

fn name(name: &str) -> FormName {
    FormName::try_from(name.to_owned()).unwrap()
}

fn titled(title: &str) -> Preset {
    Preset {
        title: title.into(),
        ..Preset::default()
    }
}

fn enact(preset: Preset) -> FormOrder {
    FormOrder::Enact { preset, reason: None }
}

fn amend(preset: Preset) -> FormOrder {
    let reason = "改进".into();
    FormOrder::Amend { preset, reason }
}

fn repeal() -> FormOrder {
    FormOrder::Repeal {
        reason: "不再需要".into(),
    }
}

/// A book with a clock.
struct Book {
    forms: FormBook,
    now_ms: u64,
    limits: SessionLimits,
}

impl Book {
    fn fresh() -> Self {
        Self::with(SessionLimits::default())
    }

    fn with(limits: SessionLimits) -> Self {
        let forms = FormBook::new(built_in().iter().cloned());
        Self {
            forms,
            now_ms: 0,
            limits,
        }
    }

    #[track_caller]
    fn accept(&mut self, form: &str, order: &FormOrder) -> u64 {
        let event = self.forms.decide(&name(form), order, &self.limits).expect("accepted");
        self.now_ms += 1;
        self.forms.apply(Timestamp::from_millis(self.now_ms), &event);
        event.made().version
    }

    #[track_caller]
    fn refuse(&self, form: &str, order: &FormOrder) -> Code {
        self.forms
            .decide(&name(form), order, &self.limits)
            .expect_err("refused")
            .code
    }

    fn in_force(&self, form: &str) -> Option<(u64, String)> {
        let edition = self.forms.in_force(&name(form))?;
        Some((edition.version, edition.preset.title))
    }
}

#[test]
fn d101_every_version_stays_readable() {
    let mut book = Book::fresh();
    assert_eq!(
        book.in_force("remote"),
        Some((1, "远程协商".into())),
        "without any entry"
    );
    assert_eq!(book.accept("remote", &amend(titled("远程协商二"))), 2);
    assert_eq!(book.in_force("remote"), Some((2, "远程协商二".into())));
    assert_eq!(book.accept("remote", &repeal()), 2);
    assert_eq!(book.in_force("remote"), None);
    assert_eq!(book.accept("remote", &enact(titled("远程协商三"))), 3);
    assert_eq!(book.in_force("remote"), Some((3, "远程协商三".into())));
    let versions: Vec<Value> = book
        .forms
        .versions(&name("remote"))
        .iter()
        .map(|own| json!([own.version, own.preset.title, own.at, own.reason, own.repealed]))
        .collect();
    let at = Timestamp::from_millis;
    let repealed = json!({"at": at(2), "reason": "不再需要"});
    assert_eq!(
        versions,
        [
            json!([1, "远程协商", null, null, null]),
            json!([2, "远程协商二", at(1), "改进", repealed]),
            json!([3, "远程协商三", at(3), null, null]),
        ]
    );
}

#[test]
fn d101_what_is_so_already_and_what_there_is_not_is_refused() {
    let mut book = Book::fresh();
    assert_eq!(book.refuse("remote", &enact(titled("x"))), Code::Unchanged);
    let same = book.forms.in_force(&name("remote")).unwrap().preset;
    assert_eq!(book.refuse("remote", &amend(same)), Code::Unchanged);
    assert_eq!(book.refuse("no_such", &amend(titled("x"))), Code::NotFound);
    assert_eq!(book.refuse("no_such", &repeal()), Code::NotFound);
    book.accept("remote", &repeal());
    assert_eq!(book.refuse("remote", &repeal()), Code::Unchanged);
    assert_eq!(book.refuse("remote", &amend(titled("x"))), Code::WrongPhase);
    let reason = |reason: &str| FormOrder::Repeal { reason: reason.into() };
    assert_eq!(book.refuse("sector", &reason("")), Code::Empty);
    assert_eq!(book.refuse("sector", &reason(&"长".repeat(501))), Code::TooLong);
}

#[test]
fn d107_the_plain_meeting_stays_as_it_is() {
    let book = Book::fresh();
    for order in [amend(titled("x")), repeal(), enact(titled("x"))] {
        assert_eq!(book.refuse("meeting", &order), Code::NotPermitted);
    }
}

#[test]
fn d108_a_preset_that_no_session_can_be_made_of_is_refused() {
    let book = Book::fresh();
    let item = json!({"title": "议题", "kind": "discussion"});
    let step = json!({"title": "通知", "who": "会务"});
    let with = |mut base: Value, more: &Value| {
        base.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        base
    };
    for (hostile, code) in [
        (json!({"title": ""}), Code::Empty),
        (json!({"title": "长".repeat(201)}), Code::TooLong),
        (json!({"title_en": " "}), Code::Empty),
        (json!({"rules": {"turn_limit_ms": 1}}), Code::Malformed),
        (json!({"rules": {"queue_max": 201}}), Code::Malformed),
        (json!({"rules": {"tie_window_ms": 1}}), Code::Malformed),
        (json!({"rules": {"may_ask": ["display"]}}), Code::Malformed),
        (json!({"agenda": vec![item.clone(); 201]}), Code::TooLarge),
        (
            json!({"agenda": [with(item.clone(), &json!({"title": "\u{200b}"}))]}),
            Code::Empty,
        ),
        (
            json!({"agenda": [with(item.clone(), &json!({"limit_ms": 5}))]}),
            Code::Malformed,
        ),
        (
            json!({"agenda": [with(item, &json!({"links": [{"label": "x", "url": "javascript:x"}]}))]}),
            Code::Malformed,
        ),
        (json!({"steps": vec![step.clone(); 31]}), Code::TooLarge),
        (
            json!({"steps": [with(step.clone(), &json!({"title": " "}))]}),
            Code::Empty,
        ),
        (json!({"steps": [with(step.clone(), &json!({"who": ""}))]}), Code::Empty),
        (
            json!({"steps": [with(step.clone(), &json!({"who": "长".repeat(201)}))]}),
            Code::TooLong,
        ),
        (
            json!({"steps": [with(step, &json!({"due_before_ms": u64::MAX}))]}),
            Code::Malformed,
        ),
    ] {
        let preset: Preset = serde_json::from_value(with(json!({"title": "新形式"}), &hostile)).unwrap();
        assert_eq!(book.refuse("new", &enact(preset.clone())), code, "{hostile}");
        assert_eq!(book.refuse("remote", &amend(preset)), code, "{hostile}");
    }
    let unknown = json!({"title": "x", "rules": {"no_such_rule": 1}});
    assert!(serde_json::from_value::<Preset>(unknown).is_err());
}

#[test]
fn d109_a_preset_a_form_and_the_book_have_their_limits() {
    let limits = SessionLimits {
        forms_max: 12,
        form_versions_max: 3,
        form_bytes_max: 4_000,
        ..SessionLimits::default()
    };
    let mut book = Book::with(limits);
    let agenda = json!({"title": "大", "agenda": vec![json!({"title": "议".repeat(100), "kind": "report"}); 8]});
    let large: Preset = serde_json::from_value(agenda).unwrap();
    assert_eq!(book.refuse("large", &enact(large)), Code::TooLarge);
    assert_eq!(book.accept("twelfth", &enact(titled("一"))), 1);
    assert_eq!(book.refuse("thirteenth", &enact(titled("一"))), Code::QueueFull);
    book.accept("twelfth", &repeal());
    assert_eq!(
        book.refuse("thirteenth", &enact(titled("一"))),
        Code::QueueFull,
        "its versions stay"
    );
    assert_eq!(book.accept("twelfth", &enact(titled("二"))), 2);
    assert_eq!(book.accept("twelfth", &amend(titled("三"))), 3);
    assert_eq!(book.refuse("twelfth", &amend(titled("四"))), Code::QueueFull);
    assert_eq!(book.accept("twelfth", &repeal()), 3, "it can always be repealed");
}

#[test]
fn d109_as_json_a_preset_is_no_larger_than_it_was_counted() {
    let item = json!({"title": "\"\n\u{1}字", "kind": "discussion", "limit_ms": 86_400_000, "links": [{"label": "\\", "url": "https://x/"}]});
    let step = json!({"title": "\"", "who": "会\u{1f}", "mandatory": true, "due_before_ms": 31_622_400_000_u64});
    let preset = json!({"title": "\t\"x", "agenda": vec![item; 40], "steps": vec![step; 30]});
    let bytes = preset.to_string().len();
    let limits = SessionLimits {
        form_bytes_max: bytes,
        ..SessionLimits::default()
    };
    let preset: Preset = serde_json::from_value(preset).unwrap();
    assert_eq!(Book::with(limits).refuse("x", &enact(preset)), Code::TooLarge);
}

#[test]
fn d101_what_was_enacted_goes_before_what_a_later_program_brings() {
    let mut book = FormBook::new(built_in().iter().cloned());
    let event = FormEvent::FormEnacted {
        form: name("remote"),
        version: 1,
        preset: titled("先有的"),
        reason: None,
    };
    book.apply(Timestamp::default(), &event);
    assert_eq!(book.in_force(&name("remote")).unwrap().preset.title, "先有的");
    assert_eq!(book.versions(&name("remote")).len(), 1);
    let event = FormEvent::FormRepealed {
        form: name("never_was"),
        version: 7,
        reason: "x".into(),
    };
    book.apply(Timestamp::default(), &event);
    assert!(book.versions(&name("never_was")).is_empty());
}
