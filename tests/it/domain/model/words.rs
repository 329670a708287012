//! Threads, posts and polls.

use std::collections::{BTreeMap, BTreeSet};

use rostrum::domain::ids::{ParticipantId, PollId, PostId, StatementId, ThreadId};
use rostrum::domain::posts::PostReader;
use rostrum::domain::{Audience, Event, Session};
use serde_json::{Map, Value, json};

use super::{value, with};
use crate::domain::given::Entry;

#[derive(Debug, Clone)]
struct Post {
    thread: ThreadId,
    by: ParticipantId,
    /// Each with whether others may read it.
    versions: Vec<(u64, bool)>,
    hidden: bool,
    withdrawn: bool,
    pinned: bool,
    endorsed: BTreeSet<ParticipantId>,
    answered: Option<StatementId>,
    raised: Vec<u64>,
}

impl Post {
    fn is_approved(&self) -> bool {
        self.versions.iter().any(|(_, approved)| *approved)
    }

    fn is_readable(&self, audience: Audience) -> bool {
        let for_all = !self.hidden && self.is_approved();
        !self.withdrawn && (for_all || audience == Audience::Moderators)
    }

    fn waits(&self) -> bool {
        !self.withdrawn && !self.hidden && self.versions.last().is_some_and(|(_, approved)| !approved)
    }
}

fn posts(entries: &[Entry]) -> BTreeMap<PostId, Post> {
    let mut posts = BTreeMap::new();
    for Entry { seq, by, event, .. } in entries {
        match event {
            Event::PostPublished { thread, unapproved, .. } => {
                let post = Post {
                    thread: *thread,
                    by: by.expect("an author"),
                    versions: vec![(*seq, !unapproved)],
                    hidden: false,
                    withdrawn: false,
                    pinned: false,
                    endorsed: BTreeSet::new(),
                    answered: None,
                    raised: Vec::new(),
                };
                posts.insert(PostId(*seq), post);
            }
            Event::PostRevised { post, unapproved, .. } => of(&mut posts, *post).versions.push((*seq, !unapproved)),
            Event::PostWithdrawn { post } => {
                let own = of(&mut posts, *post);
                (own.withdrawn, own.pinned) = (true, false);
            }
            Event::PostHidden { post, .. } => of(&mut posts, *post).hidden = true,
            Event::PostShown { post } => of(&mut posts, *post).hidden = false,
            Event::PostApproved { post, version } => {
                let own = of(&mut posts, *post);
                let named = own
                    .versions
                    .iter()
                    .position(|(seq, _)| seq == version)
                    .expect("a version");
                let later = own.versions[named..].iter();
                assert!(
                    later.copied().all(|(_, approved)| !approved),
                    "nothing newer is read already"
                );
                own.versions[named].1 = true;
            }
            Event::PostPinned { post } => of(&mut posts, *post).pinned = true,
            Event::PostUnpinned { post } => of(&mut posts, *post).pinned = false,
            Event::PostEndorsed { post } => {
                let (own, by) = (of(&mut posts, *post), by.expect("somebody"));
                assert!(own.by != by && own.endorsed.insert(by), "once, and not one's own");
                assert!(own.is_readable(Audience::Public));
            }
            Event::PostAnswered { post, statement } => of(&mut posts, *post).answered = Some(*statement),
            Event::FloorRequested { post: Some(post), .. } => {
                let own = of(&mut posts, *post);
                assert!(own.is_readable(Audience::Public));
                own.raised.push(*seq);
            }
            _ => {}
        }
    }
    posts
}

fn of(posts: &mut BTreeMap<PostId, Post>, post: PostId) -> &mut Post {
    posts.get_mut(&post).expect("a post")
}

/// The entries whose words are for moderators alone.
pub fn hidden(entries: &[Entry]) -> BTreeSet<u64> {
    let mut hidden = BTreeSet::new();
    for post in posts(entries).into_values() {
        let words = post.versions.iter().filter(|(_, approved)| post.hidden || !approved);
        hidden.extend(words.map(|(seq, _)| *seq));
        hidden.extend(post.raised.iter().filter(|_| post.hidden));
        let points = entries.iter().filter(|entry| match &entry.event {
            Event::PointAdded { request, .. } => post.raised.contains(&request.0),
            _ => false,
        });
        hidden.extend(points.map(|entry| entry.seq).filter(|_| post.hidden));
    }
    hidden
}

/// The posts whose words are withheld where somebody asks for the floor with them.
pub fn withheld(entries: &[Entry], audience: Audience) -> BTreeSet<PostId> {
    let hidden = posts(entries)
        .into_iter()
        .filter(|(_, post)| post.hidden && audience != Audience::Moderators);
    hidden.map(|(id, _)| id).collect()
}

/// How many posts, of one thread or of all, an audience can read.
pub fn readable(entries: &[Entry], thread: Option<ThreadId>, audience: Audience) -> usize {
    let posts = posts(entries).into_values();
    posts
        .filter(|post| post.is_readable(audience))
        .filter(|post| thread.is_none_or(|thread| thread == post.thread))
        .count()
}

/// What the server asks for besides the view: lists, what others made of posts, and which words a reader gets.
pub fn check_posts(entries: &[Entry], session: &Session) {
    let posts = posts(entries);
    let readers = [
        (Audience::Moderators, None),
        (Audience::Members, Some(ParticipantId(3))),
        (Audience::Public, Some(ParticipantId(9))),
    ];
    let threads: BTreeSet<ThreadId> = posts.values().map(|post| post.thread).collect();
    for (audience, participant) in readers {
        let reader = PostReader { audience, participant };
        let all = |post: &Post| audience == Audience::Moderators || Some(post.by) == participant;
        for (id, post) in &posts {
            let found = session.post(*id).expect("a post");
            let words: Vec<u64> = found.versions_for(reader).map(|version| version.seq).collect();
            let may = |approved: bool| !post.withdrawn && (all(post) || (approved && !post.hidden));
            let expected = post.versions.iter().filter(|(_, approved)| may(*approved));
            assert_eq!(words, expected.map(|(seq, _)| *seq).collect::<Vec<_>>());
            assert_eq!(found.endorsements, post.endorsed.len() as u64);
            assert_eq!(session.answer_to(*id), post.answered);
            assert_eq!(
                session.raised_by(*id).map(|request| request.0),
                post.raised.last().copied()
            );
        }
        for thread in &threads {
            let told = posts.iter().rev().filter(|(_, post)| post.thread == *thread);
            let told = told
                .filter(|(_, post)| post.is_approved() || all(post))
                .map(|(id, _)| *id);
            let listed = session.thread_posts(*thread, None, reader).expect("a thread");
            assert!(listed.eq(told), "what {reader:?} is told of");
            let waiting = posts
                .iter()
                .rev()
                .filter(|(_, post)| post.thread == *thread && post.waits());
            let listed = session.waiting_posts(*thread, None).expect("a thread");
            assert!(listed.eq(waiting.map(|(id, _)| *id)));
        }
    }
}

pub fn threads(entries: &[Entry], audience: Audience) -> Value {
    let posts = posts(entries);
    let mut threads = Map::new();
    for Entry { seq, at, event, .. } in entries {
        match event {
            Event::ThreadOpened { title, item } => {
                let count = readable(entries, Some(ThreadId(*seq)), audience);
                let pinned = |post: &Post| post.pinned && post.is_readable(audience);
                let own = || posts.iter().filter(|(_, post)| post.thread == ThreadId(*seq));
                let pinned: Vec<_> = own().filter(|(_, post)| pinned(post)).map(|(id, _)| *id).collect();
                let mut thread = json!({"title": title, "open": true, "pinned": pinned, "posts": count});
                with(&mut thread, "item", item.map(value));
                let needed = own().any(|(_, post)| needed_approval(entries, &post.versions));
                let waiting = own().filter(|(_, post)| post.waits()).count();
                with(&mut thread, "waiting", needed.then(|| value(waiting)));
                threads.insert(seq.to_string(), thread);
            }
            Event::ThreadClosed { thread } => threads[&thread.to_string()]["open"] = json!(false),
            Event::ThreadReopened { thread } => threads[&thread.to_string()]["open"] = json!(true),
            Event::PostPublished { thread, .. } => threads[&thread.to_string()]["last_at"] = value(at),
            Event::PostRevised { post, .. } => threads[&posts[post].thread.to_string()]["last_at"] = value(at),
            _ => {}
        }
    }
    Value::Object(threads)
}

fn needed_approval(entries: &[Entry], versions: &[(u64, bool)]) -> bool {
    let waited = |entry: &&Entry| {
        matches!(
            entry.event,
            Event::PostPublished { unapproved: true, .. } | Event::PostRevised { unapproved: true, .. }
        )
    };
    let mut entries = entries.iter().filter(waited);
    entries.any(|entry| versions.iter().any(|(seq, _)| *seq == entry.seq))
}

#[derive(Debug)]
struct Poll {
    view: Value,
    tallies: Vec<u64>,
    open: bool,
}

fn all_polls(entries: &[Entry]) -> BTreeMap<PollId, Poll> {
    let mut polls = BTreeMap::new();
    for Entry { seq, event, .. } in entries {
        let Event::PollOpened {
            question,
            options,
            choices_max,
        } = event
        else {
            continue;
        };
        let id = PollId(*seq);
        let votes: Vec<_> = entries
            .iter()
            .filter_map(|entry| match &entry.event {
                Event::VoteCast { poll, choices } if *poll == id => Some((entry.by, choices)),
                _ => None,
            })
            .collect();
        let people: BTreeSet<_> = votes.iter().map(|(by, _)| *by).collect();
        assert_eq!(people.len(), votes.len(), "somebody votes twice");
        let chosen = |option: usize| {
            votes
                .iter()
                .filter(move |(_, choices)| choices.contains(&(option as u64)))
        };
        let tallies: Vec<u64> = (0..options.len()).map(|option| chosen(option).count() as u64).collect();
        let closes = |entry: &Entry| match &entry.event {
            Event::PollClosed { poll } => *poll == id,
            // Nobody votes afterwards.
            Event::SessionAdjourned { .. } => entry.seq > *seq,
            _ => false,
        };
        let open = !entries.iter().any(closes);
        let mut view = json!({"question": question, "options": options, "choices_max": choices_max, "open": open});
        with(&mut view, "result", (!open).then(|| value(&tallies)));
        polls.insert(id, Poll { view, tallies, open });
    }
    polls
}

/// The open ones, and the newest eight of those that are closed.
pub fn polls(entries: &[Entry]) -> Value {
    let mut shown = Map::new();
    let mut closed = 0;
    for (id, poll) in all_polls(entries).into_iter().rev() {
        closed += usize::from(!poll.open);
        if poll.open || closed <= 8 {
            shown.insert(id.to_string(), poll.view);
        }
    }
    Value::Object(shown)
}

pub fn tallies(entries: &[Entry]) -> Value {
    let open = all_polls(entries).into_iter().filter(|(_, poll)| poll.open);
    Value::Object(open.map(|(id, poll)| (id.to_string(), value(poll.tallies))).collect())
}
