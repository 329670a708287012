//! Simulated members who write: posts of their own, and answers to what others wrote.

use std::sync::Arc;

use serde::Deserialize;

use super::deck::Deck;
use super::room::View;
use super::{Pace, Stage};
use crate::demo::cast::{Player, Setback};
use crate::domain::command::Command;
use crate::domain::ids::{ParticipantId, PostId, ThreadId};
use crate::domain::{Phase, Role};

/// A thread with so many posts gets no more from here; when all are full, the clerk opens a further one.
const POSTS_MAX: u64 = 300;
/// Threads that there may be before that ends.
const THREADS_MAX: usize = 60;

/// Writes every now and then.
pub(super) async fn write(stage: Arc<Stage>) {
    let order = Deck::of(stage.players.len());
    loop {
        stage.pace.wait(Pace::POST_MS).await;
        let view = stage.room.borrow().view.clone();
        let Some(view) = view.filter(|view| matches!(view.session.phase, Phase::Open | Phase::Recess)) else {
            continue;
        };
        let writes = |player: &Player| matches!(player.role, Role::Member | Role::Operator) && !player.is_gone();
        let done = match (some_thread(&view), order.deal(&stage.players, writes)) {
            (Some(thread), Some(author)) => compose(&stage, author, thread).await,
            (None, _) => open_another(&stage, &view).await,
            (Some(_), None) => Ok(()),
        };
        if let Err(setback) = done {
            tracing::debug!(%setback, "a simulated post");
        }
    }
}

/// Some thread that takes posts.
fn some_thread(view: &View) -> Option<ThreadId> {
    let taking = view
        .threads
        .iter()
        .filter(|(_, thread)| thread.open && thread.posts < POSTS_MAX);
    fastrand::choice(taking.map(|(id, _)| *id).collect::<Vec<_>>())
}

/// Writes something new, or answers one of the last posts.
async fn compose(stage: &Stage, author: &Player, thread: ThreadId) -> Result<(), Setback> {
    let answered = if fastrand::u32(..10) < 4 {
        last_of_others(author, thread).await?
    } else {
        None
    };
    let text = if answered.is_some() {
        stage.lines.reply()
    } else {
        stage.lines.post()
    };
    if let Some(text) = text {
        author
            .does(Command::PublishPost {
                thread,
                text,
                replies_to: answered,
            })
            .await?;
    }
    Ok(())
}

/// One of the last few posts, by somebody else.
async fn last_of_others(reader: &Player, thread: ThreadId) -> Result<Option<PostId>, Setback> {
    #[derive(Deserialize)]
    struct Page {
        posts: Vec<Line>,
    }
    #[derive(Deserialize)]
    struct Line {
        post: PostId,
        by: Author,
        #[serde(default)]
        hidden: bool,
        #[serde(default)]
        withdrawn: bool,
    }
    #[derive(Deserialize)]
    struct Author {
        participant: ParticipantId,
    }
    let page: Page = reader.reads(&format!("/threads/{thread}/posts?limit=5")).await?;
    let good = |line: &Line| !line.hidden && !line.withdrawn && line.by.participant != reader.participant;
    Ok(fastrand::choice(
        page.posts
            .into_iter()
            .filter(good)
            .map(|line| line.post)
            .collect::<Vec<_>>(),
    ))
}

async fn open_another(stage: &Stage, view: &View) -> Result<(), Setback> {
    let title = stage.lines.thread(view.threads.len());
    let clerk = stage.of_role(Role::Clerk).next();
    if let (Some(title), Some(clerk)) = (title, clerk)
        && view.threads.len() < THREADS_MAX
    {
        clerk.does(Command::OpenThread { title, item: None }).await?;
    }
    Ok(())
}
