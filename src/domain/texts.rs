//! The words that the live view shows. Decisions never read them, so a fold over erased words decides the same.

use std::collections::BTreeMap;

use super::command::Link;
use super::ids::{ItemId, RequestId, ThreadId, TurnId};

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Texts {
    pub title: String,
    pub body: Option<String>,
    pub series: Option<String>,
    pub links: Vec<Link>,
    pub items: BTreeMap<ItemId, ItemTexts>,
    pub subjects: BTreeMap<RequestId, String>,
    pub move_reasons: BTreeMap<RequestId, String>,
    pub pause_reasons: BTreeMap<TurnId, String>,
    pub threads: BTreeMap<ThreadId, String>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ItemTexts {
    pub title: String,
    pub conclusion: Option<String>,
    pub links: Vec<Link>,
}

impl Texts {
    pub(super) fn forget_request(&mut self, request: RequestId) {
        self.subjects.remove(&request);
        self.move_reasons.remove(&request);
    }
}
