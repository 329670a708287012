//! An outline in the order in which it is written: one document, whatever the format.

use std::collections::HashMap;

use super::outline::{Outline, Part, Post, Stage};
use crate::domain::Role;
use crate::domain::ids::{CommitmentId, ItemId, ParticipantId, PollId, PostId, StatementId, ThreadId, TurnId};
use crate::time::Timestamp;

/// People who are named at once.
const NAMES: usize = 256;

/// Why people are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    /// 出席: those whom the session consists of.
    Present,
    /// 列席: who answer, and who watch.
    Attending,
    /// 未到: those whom the session consists of, and who did not come.
    Missing,
}

/// The next thing to be written.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step {
    /// The title, the body, the times.
    Beginning,
    /// Some of the people who are referred to, in formats that declare them.
    People {
        from: usize,
        to: usize,
    },
    /// Everything is declared.
    Declared,
    /// Some people of a group; the first and the last of its steps say so.
    Names {
        group: Group,
        from: usize,
        to: usize,
        ends: bool,
    },
    /// An item, or what happened between items.
    Section {
        place: usize,
        number: Option<usize>,
        item: Option<ItemId>,
    },
    /// What came of it, if this is its last section.
    SectionEnd {
        item: Option<ItemId>,
        concludes: bool,
    },
    Stage(Stage, Timestamp),
    Turn(TurnId),
    Statement(StatementId),
    TurnEnd(TurnId),
    Poll(PollId),
    /// 承诺事项
    Commitments,
    Commitment(CommitmentId),
    CommitmentsEnd,
    /// 书面意见
    Writings,
    Thread(ThreadId),
    /// A post, and how many it answers in turn.
    Post {
        post: PostId,
        depth: usize,
    },
    ThreadEnd,
    WritingsEnd,
    End,
}

/// An outline with its order.
pub(super) struct Plan {
    pub outline: Outline,
    pub steps: Vec<Step>,
    /// Who is referred to.
    pub heard: Vec<ParticipantId>,
    present: Vec<ParticipantId>,
    attending: Vec<ParticipantId>,
    missing: Vec<ParticipantId>,
}

impl Plan {
    pub(super) fn new(outline: Outline) -> Self {
        let mut plan = Self {
            heard: outline.heard(),
            steps: Vec::new(),
            present: Vec::new(),
            attending: Vec::new(),
            missing: Vec::new(),
            outline,
        };
        plan.take_attendance();
        plan.lay();
        plan
    }

    /// The people of a group.
    pub(super) fn group(&self, group: Group) -> &[ParticipantId] {
        match group {
            Group::Present => &self.present,
            Group::Attending => &self.attending,
            Group::Missing => &self.missing,
        }
    }

    fn take_attendance(&mut self) {
        if !self.outline.has_attendance {
            return;
        }
        for (id, person) in &self.outline.people {
            match (person.role, person.arrived) {
                (Role::Chair | Role::Member, true) => self.present.push(*id),
                (Role::Chair | Role::Member, false) if !person.removed => self.missing.push(*id),
                (Role::Respondent | Role::Observer, true) => self.attending.push(*id),
                _ => {}
            }
        }
    }

    fn lay(&mut self) {
        let mut steps = vec![Step::Beginning];
        for from in (0..self.heard.len()).step_by(NAMES) {
            let to = self.heard.len().min(from + NAMES);
            steps.push(Step::People { from, to });
        }
        steps.push(Step::Declared);
        for group in [Group::Present, Group::Attending, Group::Missing] {
            let all = self.group(group).len();
            for from in (0..all).step_by(NAMES) {
                let to = all.min(from + NAMES);
                let ends = to == all;
                steps.push(Step::Names { group, from, to, ends });
            }
        }
        let outline = &self.outline;
        let last: HashMap<_, _> = (0..)
            .zip(&outline.sections)
            .map(|(place, section)| (section.item, place))
            .collect();
        let mut number = 0;
        for (place, section) in outline.sections.iter().enumerate() {
            let item = section.item;
            number += usize::from(item.is_some());
            let shown = item.is_some().then_some(number);
            steps.push(Step::Section {
                place,
                number: shown,
                item,
            });
            for part in &section.parts {
                lay_part(outline, *part, &mut steps);
            }
            let concludes = item.is_some() && last.get(&item) == Some(&place);
            steps.push(Step::SectionEnd { item, concludes });
        }
        if !outline.commitments.is_empty() {
            steps.push(Step::Commitments);
            steps.extend(outline.commitments.keys().copied().map(Step::Commitment));
            steps.push(Step::CommitmentsEnd);
        }
        if !outline.threads.is_empty() {
            steps.push(Step::Writings);
            for (id, thread) in &outline.threads {
                steps.push(Step::Thread(*id));
                lay_posts(outline, &thread.posts, &mut steps);
                steps.push(Step::ThreadEnd);
            }
            steps.push(Step::WritingsEnd);
        }
        steps.push(Step::End);
        self.steps = steps;
    }

    /// The entries whose words a step needs.
    pub(super) fn words(&self, step: Step) -> Option<u64> {
        let outline = &self.outline;
        match step {
            Step::Beginning => Some(1),
            Step::Section { item, .. } => item.and_then(|item| outline.items.get(&item)).map(|item| item.title),
            Step::SectionEnd { item, concludes: true } => item
                .and_then(|item| outline.items.get(&item))
                .and_then(|item| item.conclusion),
            Step::Statement(id) => outline.statements.get(&id).map(|statement| statement.words),
            Step::TurnEnd(id) => {
                let end = outline.turns.get(&id).and_then(|turn| turn.ended.as_ref());
                end.and_then(|end| end.reason)
            }
            Step::Poll(id) => Some(id.0),
            Step::Commitment(id) => Some(id.0),
            Step::Thread(id) => Some(id.0),
            Step::Post { post, .. } => outline.posts.get(&post).map(|post| post.words),
            _ => None,
        }
    }
}

/// A turn's words, and what interrupted it, stand between its beginning and its end. Turns stand only so deep in each
/// other, so this goes only so deep.
fn lay_part(outline: &Outline, part: Part, steps: &mut Vec<Step>) {
    match part {
        Part::Turn(id) => {
            steps.push(Step::Turn(id));
            for part in outline.turns.get(&id).map_or(&[][..], |turn| &turn.parts) {
                lay_part(outline, *part, steps);
            }
            steps.push(Step::TurnEnd(id));
        }
        Part::Statement(id) => steps.push(Step::Statement(id)),
        Part::Stage(stage, at) => steps.push(Step::Stage(stage, at)),
        Part::Poll(id) => steps.push(Step::Poll(id)),
    }
}

/// Posts in the order of publication, answers behind what they answer.
fn lay_posts(outline: &Outline, posts: &[PostId], steps: &mut Vec<Step>) {
    let standing = |id: &PostId| outline.posts.get(id).filter(|post| !post.withdrawn);
    let parent = |post: &Post| post.replies_to.filter(|parent| standing(parent).is_some());
    let mut answers: HashMap<Option<PostId>, Vec<PostId>> = HashMap::new();
    for id in posts {
        if let Some(post) = standing(id) {
            // An answer comes after what it answers; whatever else a journal says would lead in circles.
            let parent = parent(post).filter(|parent| parent < id);
            answers.entry(parent).or_default().push(*id);
        }
    }
    let mut waiting: Vec<(PostId, usize)> = Vec::new();
    let mut follow = |parent: Option<PostId>, depth: usize, waiting: &mut Vec<_>| {
        let found = answers.remove(&parent).unwrap_or_default();
        waiting.extend(found.into_iter().rev().map(|id| (id, depth)));
    };
    follow(None, 0, &mut waiting);
    while let Some((post, depth)) = waiting.pop() {
        steps.push(Step::Post { post, depth });
        follow(Some(post), depth + 1, &mut waiting);
    }
}
