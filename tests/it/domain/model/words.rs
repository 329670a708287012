//! Threads, posts and polls.

use std::collections::{BTreeMap, BTreeSet};

use rostrum::domain::ids::{PollId, PostId, ThreadId};
use rostrum::domain::{Audience, Event};
use serde_json::{Map, Value, json};

use super::{value, with};
use crate::domain::given::Entry;

#[derive(Debug, Clone)]
struct Post {
    thread: ThreadId,
    versions: Vec<u64>,
    hidden: bool,
    withdrawn: bool,
}

fn posts(entries: &[Entry]) -> BTreeMap<PostId, Post> {
    let mut posts = BTreeMap::new();
    for Entry { seq, event, .. } in entries {
        match event {
            Event::PostPublished { thread, .. } => {
                let post = Post {
                    thread: *thread,
                    versions: vec![*seq],
                    hidden: false,
                    withdrawn: false,
                };
                posts.insert(PostId(*seq), post);
            }
            Event::PostRevised { post, .. } => of(&mut posts, *post).versions.push(*seq),
            Event::PostWithdrawn { post } => of(&mut posts, *post).withdrawn = true,
            Event::PostHidden { post, .. } => of(&mut posts, *post).hidden = true,
            Event::PostShown { post } => of(&mut posts, *post).hidden = false,
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
    let hidden = posts(entries).into_values().filter(|post| post.hidden);
    hidden.flat_map(|post| post.versions).collect()
}

/// How many posts, of one thread or of all, an audience can read.
pub fn readable(entries: &[Entry], thread: Option<ThreadId>, audience: Audience) -> usize {
    let posts = posts(entries).into_values();
    posts
        .filter(|post| !post.withdrawn && (!post.hidden || audience == Audience::Moderators))
        .filter(|post| thread.is_none_or(|thread| thread == post.thread))
        .count()
}

pub fn threads(entries: &[Entry], audience: Audience) -> Value {
    let posts = posts(entries);
    let mut threads = Map::new();
    for Entry { seq, at, event, .. } in entries {
        match event {
            Event::ThreadOpened { title, item } => {
                let posts = readable(entries, Some(ThreadId(*seq)), audience);
                let mut thread = json!({"title": title, "open": true, "pinned": [], "posts": posts});
                with(&mut thread, "item", item.map(value));
                threads.insert(seq.to_string(), thread);
            }
            Event::ThreadClosed { thread } => threads[&thread.to_string()]["open"] = json!(false),
            Event::PostPublished { thread, .. } => threads[&thread.to_string()]["last_at"] = value(at),
            Event::PostRevised { post, .. } => threads[&posts[post].thread.to_string()]["last_at"] = value(at),
            _ => {}
        }
    }
    Value::Object(threads)
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
