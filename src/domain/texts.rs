//! The words that the live view shows. Decisions read nothing of them but how much room they take, so a fold over
//! erased words decides the same until the view is full.

use std::collections::BTreeMap;

use super::budget;
use super::command::Link;
use super::ids::{ItemId, RequestId, ThreadId, TurnId};

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Texts {
    pub title: String,
    pub body: Option<String>,
    pub series: Option<String>,
    pub links: Vec<Link>,
    pub items: BTreeMap<ItemId, ItemTexts>,
    pub requests: BTreeMap<RequestId, RequestTexts>,
    pub pause_reasons: BTreeMap<TurnId, String>,
    pub threads: BTreeMap<ThreadId, String>,
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
    pub move_reason: Option<String>,
    /// What the request takes without the reason.
    pub bytes: usize,
}

impl Texts {
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

    pub(super) fn forget_request(&mut self, request: RequestId) {
        self.set_move_reason(request, None);
        if let Some(texts) = self.requests.remove(&request) {
            self.bytes = self.bytes.saturating_sub(texts.bytes);
        }
    }

    pub(super) fn add_thread(&mut self, thread: ThreadId, title: String) {
        self.bytes += budget::THREAD + budget::text(&title);
        self.threads.insert(thread, title);
    }
}
