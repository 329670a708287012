//! The words that the live view shows. Decisions read nothing of them but how much room they take, so a fold over
//! erased words decides the same until the view is full.

use std::collections::BTreeMap;

use super::budget;
use super::command::{Link, Scene};
use super::ids::{ItemId, PollId, RequestId, StepId, ThreadId, TurnId};

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Texts {
    pub title: String,
    pub body: Option<String>,
    pub series: Option<String>,
    pub links: Vec<Link>,
    pub items: BTreeMap<ItemId, ItemTexts>,
    pub requests: BTreeMap<RequestId, RequestTexts>,
    /// Those of requests that left and can come back; the view does not show them.
    shelved: BTreeMap<RequestId, RequestTexts>,
    pub pause_reasons: BTreeMap<TurnId, String>,
    pub threads: BTreeMap<ThreadId, String>,
    pub steps: BTreeMap<StepId, StepTexts>,
    pub polls: BTreeMap<PollId, PollTexts>,
    /// What the big screens show, if it was chosen.
    pub scene: Option<Scene>,
    /// What the view takes as JSON, but for what [`budget::RESERVED`] stands for; never less.
    pub bytes: usize,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ItemTexts {
    pub title: String,
    pub conclusion: Option<String>,
    pub links: Vec<Link>,
}

impl ItemTexts {
    fn bytes(&self) -> usize {
        budget::text(&self.title) + budget::optional(self.conclusion.as_deref()) + budget::links(&self.links)
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct RequestTexts {
    pub subject: Option<String>,
    pub points: Vec<String>,
    pub move_reason: Option<String>,
    /// What the request takes without the reason.
    bytes: usize,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct StepTexts {
    pub title: String,
    pub who: String,
    pub note: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct PollTexts {
    pub question: String,
    pub options: Vec<String>,
}

impl Texts {
    pub(super) fn show(&mut self, scene: Option<&Scene>) {
        self.bytes = self.bytes.saturating_sub(budget::scene(self.scene.as_ref())) + budget::scene(scene);
        self.scene = scene.cloned();
    }

    pub(super) fn add_item(&mut self, item: ItemId, texts: ItemTexts) {
        self.bytes += budget::ITEM + texts.bytes();
        self.items.insert(item, texts);
    }

    pub(super) fn edit_item(&mut self, item: ItemId, edit: impl FnOnce(&mut ItemTexts)) {
        if let Some(texts) = self.items.get_mut(&item) {
            self.bytes = self.bytes.saturating_sub(texts.bytes());
            edit(texts);
            self.bytes += texts.bytes();
        }
    }

    /// `person` is what the name and sector of who wants to speak take.
    pub(super) fn add_request(&mut self, request: RequestId, subject: Option<String>, person: usize) {
        let bytes = budget::REQUEST + budget::optional(subject.as_deref()) + person;
        self.bytes += bytes;
        self.requests.insert(
            request,
            RequestTexts {
                subject,
                points: Vec::new(),
                move_reason: None,
                bytes,
            },
        );
    }

    pub(super) fn set_move_reason(&mut self, request: RequestId, reason: Option<String>) {
        if let Some(texts) = self.requests.get_mut(&request) {
            self.bytes = self
                .bytes
                .saturating_sub(budget::optional(texts.move_reason.as_deref()));
            self.bytes += budget::optional(reason.as_deref());
            texts.move_reason = reason;
        }
    }

    pub(super) fn points(&self, request: RequestId) -> &[String] {
        self.requests.get(&request).map_or(&[], |texts| &texts.points)
    }

    pub(super) fn add_point(&mut self, request: RequestId, subject: String) {
        if let Some(texts) = self.requests.get_mut(&request) {
            let bytes = budget::POINT + budget::text(&subject);
            texts.points.push(subject);
            texts.bytes += bytes;
            self.bytes += bytes;
        }
    }

    pub(super) fn forget_request(&mut self, request: RequestId) -> Option<RequestTexts> {
        self.set_move_reason(request, None);
        let texts = self.requests.remove(&request)?;
        self.bytes = self.bytes.saturating_sub(texts.bytes);
        Some(texts)
    }

    /// Keeps what a request that leaves says, for the case that it comes back.
    pub(super) fn shelve_request(&mut self, request: RequestId) {
        if let Some(texts) = self.forget_request(request) {
            self.shelved.insert(request, texts);
        }
    }

    pub(super) fn recall_request(&mut self, request: RequestId) {
        if let Some(texts) = self.shelved.remove(&request) {
            self.bytes += texts.bytes;
            self.requests.insert(request, texts);
        }
    }

    /// The request cannot come back any more.
    pub(super) fn forget_shelved(&mut self, request: RequestId) {
        self.shelved.remove(&request);
    }

    /// What a request takes that comes back.
    pub(super) fn past_request_bytes(&self, request: RequestId) -> usize {
        self.shelved.get(&request).map_or(0, |texts| texts.bytes)
    }

    pub(super) fn note_step(&mut self, step: StepId, note: Option<&str>) {
        if let Some(texts) = self.steps.get_mut(&step) {
            self.bytes += budget::optional(note);
            texts.note = note.map(str::to_owned);
        }
    }

    pub(super) fn add_poll(&mut self, poll: PollId, question: String, options: Vec<String>) {
        self.bytes += budget::poll(&question, &options);
        self.polls.insert(poll, PollTexts { question, options });
    }

    pub(super) fn forget_poll(&mut self, poll: PollId) {
        if let Some(texts) = self.polls.remove(&poll) {
            let bytes = budget::poll(&texts.question, &texts.options);
            self.bytes = self.bytes.saturating_sub(bytes);
        }
    }

    /// A post stands out from now on.
    pub(super) fn add_pin(&mut self) {
        self.bytes += budget::PIN;
    }

    /// And no longer.
    pub(super) fn forget_pin(&mut self) {
        self.bytes = self.bytes.saturating_sub(budget::PIN);
    }

    pub(super) fn add_thread(&mut self, thread: ThreadId, title: String) {
        self.bytes += budget::THREAD + budget::text(&title);
        self.threads.insert(thread, title);
    }
}
