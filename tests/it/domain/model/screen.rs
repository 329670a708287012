//! What the big screens show.

use std::collections::BTreeMap;

use rostrum::domain::Event;
use rostrum::domain::command::Scene;
use rostrum::domain::ids::{PostId, StatementId, ThreadId, TurnId};
use serde_json::{Value, json};

use super::{value, with};
use crate::domain::given::Entry;

/// The scene that was shown last; a break ends with the recess.
pub fn screen(entries: &[Entry]) -> Option<Value> {
    let mut shown = None;
    let mut threads: BTreeMap<PostId, ThreadId> = BTreeMap::new();
    let mut turns: BTreeMap<StatementId, TurnId> = BTreeMap::new();
    for Entry { seq, event, .. } in entries {
        match event {
            Event::SceneShown { scene } => shown.clone_from(scene),
            Event::SessionResumed {} if matches!(shown, Some(Scene::Break { .. })) => shown = None,
            Event::PostPublished { thread, .. } => {
                threads.insert(PostId(*seq), *thread);
            }
            Event::StatementRecorded { turn, .. } => {
                turns.insert(StatementId(*seq), *turn);
            }
            _ => {}
        }
    }
    let scene = shown?;
    let mut own = json!({});
    for (name, member) in value(&scene).as_object().expect("a scene") {
        own[name] = member.clone();
    }
    match scene {
        Scene::Post { post } => with(&mut own, "thread", threads.get(&post).map(value)),
        Scene::Statement { statement } => with(&mut own, "turn", turns.get(&statement).map(value)),
        _ => {}
    }
    Some(own)
}
