//! Reading the view from the state, place by place.

use std::collections::BTreeMap;

use super::{
    AgendaView, CountsView, FloorView, ItemView, Person, PollView, QueueView, RequestStateView, RequestView, SceneKind,
    ScreenView, SessionView, StepView, ThreadView, TurnStateView, TurnView, VenueView, View, Why,
};
use crate::domain::command::{RequestKind, Scene};
use crate::domain::discipline::Placed;
use crate::domain::floor::{Request, RequestState};
use crate::domain::ids::{ItemId, ParticipantId, PollId, RequestId, StepId, ThreadId, TurnId, VenueId};
use crate::domain::role::Audience;
use crate::domain::rules::{Discipline, Rules};
use crate::domain::session::Session;
use crate::domain::turn::TurnState;

impl Session {
    /// The whole view.
    #[must_use]
    pub fn view(&self, audience: Audience) -> View<'_> {
        let keyed = |id: &ItemId| Some((*id, self.item_view(*id)?));
        View {
            session: self.session_view(),
            rules: &self.rules,
            agenda: AgendaView {
                order: &self.agenda.order,
                active: self.agenda.active,
                items: self.agenda.items.keys().filter_map(keyed).collect(),
            },
            venues: self.venues_view(),
            floor: self.floor_view(),
            turns: self
                .floor
                .iter()
                .filter_map(|turn| Some((turn.id, self.turn_view(turn.id)?)))
                .collect(),
            queues: self
                .queues
                .keys()
                .filter_map(|id| Some((*id, self.queue_view(*id)?)))
                .collect(),
            requests: self
                .requests
                .keys()
                .filter_map(|id| Some((*id, self.request_view_for(*id, audience)?)))
                .collect(),
            threads: self
                .threads
                .keys()
                .filter_map(|id| Some((*id, self.thread_view(*id, audience)?)))
                .collect(),
            polls: self
                .polls
                .keys()
                .filter_map(|id| Some((*id, self.poll_view(*id)?)))
                .collect(),
            steps: self
                .steps
                .keys()
                .filter_map(|id| Some((*id, self.step_view(*id)?)))
                .collect(),
            screen: self.screen_view(),
            counts: self.counts_view(audience),
        }
    }

    /// `screen`
    #[must_use]
    pub fn screen_view(&self) -> Option<ScreenView<'_>> {
        let plain = |kind| ScreenView {
            kind,
            post: None,
            thread: None,
            statement: None,
            turn: None,
            poll: None,
            text: None,
            until: None,
        };
        Some(match self.texts.scene.as_ref()? {
            Scene::Lobby {} => plain(SceneKind::Lobby),
            Scene::Floor {} => plain(SceneKind::Floor),
            Scene::Agenda {} => plain(SceneKind::Agenda),
            Scene::Captions {} => plain(SceneKind::Captions),
            Scene::Post { post } => ScreenView {
                post: Some(*post),
                thread: self.post(*post).map(|own| own.thread),
                ..plain(SceneKind::Post)
            },
            Scene::Statement { statement } => ScreenView {
                statement: Some(*statement),
                turn: self.recorded(*statement).map(|own| own.turn),
                ..plain(SceneKind::Statement)
            },
            Scene::Poll { poll } => ScreenView {
                poll: Some(*poll),
                ..plain(SceneKind::Poll)
            },
            Scene::Message { text } => ScreenView {
                text: Some(text),
                ..plain(SceneKind::Message)
            },
            Scene::Break { until } => ScreenView {
                until: Some(*until),
                ..plain(SceneKind::Break)
            },
            Scene::Blank {} => plain(SceneKind::Blank),
        })
    }

    /// A person, also a removed one; nobody has an empty name.
    #[must_use]
    pub fn person(&self, id: ParticipantId) -> Person<'_> {
        match self.participant(id) {
            Some(person) => Person {
                participant: id,
                name: &person.name,
                sector: person.sector.as_deref(),
                venue: person.venue,
            },
            None => Person {
                participant: id,
                name: "",
                sector: None,
                venue: None,
            },
        }
    }

    /// `session`
    #[must_use]
    pub fn session_view(&self) -> SessionView<'_> {
        SessionView {
            id: self.id,
            title: &self.texts.title,
            form: &self.form,
            form_version: self.form_version,
            phase: self.phase,
            starts_at: self.starts_at,
            opened_at: self.opened_at,
            body: self.texts.body.as_deref(),
            series: self.texts.series.as_deref(),
            parent: self.parent,
            links: &self.texts.links,
        }
    }

    /// `rules`
    #[must_use]
    pub const fn rules(&self) -> &Rules {
        &self.rules
    }

    /// `agenda` without its items: order and active item.
    #[must_use]
    pub fn agenda_order(&self) -> (&[ItemId], Option<ItemId>) {
        (&self.agenda.order, self.agenda.active)
    }

    /// `venues`
    #[must_use]
    pub fn venues_view(&self) -> BTreeMap<VenueId, VenueView<'_>> {
        self.venues
            .iter()
            .map(|venue| {
                (
                    venue.id,
                    VenueView {
                        name: &venue.name,
                        kind: venue.kind,
                        links: &venue.links,
                    },
                )
            })
            .collect()
    }

    /// `agenda.items.N`
    #[must_use]
    pub fn item_view(&self, id: ItemId) -> Option<ItemView<'_>> {
        let item = self.agenda.items.get(&id)?;
        let texts = self.texts.items.get(&id)?;
        Some(ItemView {
            title: &texts.title,
            kind: item.kind,
            state: item.state,
            limit_ms: item.limit_ms,
            conclusion: texts.conclusion.as_deref(),
            links: &texts.links,
        })
    }

    /// `floor`
    #[must_use]
    pub fn floor_view(&self) -> FloorView {
        let below = self.floor.len().saturating_sub(1);
        FloorView {
            turn: self.innermost(),
            interrupted: self.floor[..below].iter().map(|turn| turn.id).collect(),
        }
    }

    /// `turns.N`
    #[must_use]
    pub fn turn_view(&self, id: TurnId) -> Option<TurnView<'_>> {
        let turn = self.floor.iter().find(|turn| turn.id == id)?;
        let state = match turn.state {
            TurnState::Holding { .. } => TurnStateView::Holding,
            TurnState::Paused => TurnStateView::Paused,
            TurnState::Dropped { .. } => TurnStateView::Dropped,
            TurnState::InterruptedHolding | TurnState::InterruptedPaused => TurnStateView::Interrupted,
        };
        Some(TurnView {
            item: turn.item,
            request: turn.request,
            speaker: self.person(turn.speaker),
            kind: turn.kind,
            state,
            limit_ms: turn.limit_ms,
            spent_ms: turn.spent_ms,
            running_since: turn.running_since(),
            reason: self.texts.pause_reasons.get(&id).map(String::as_str),
        })
    }

    /// `queues.N`
    #[must_use]
    pub fn queue_view(&self, id: ItemId) -> Option<QueueView> {
        let queue = self.queues.get(&id)?;
        let waits = |id: &&RequestId| {
            self.requests
                .get(id)
                .is_some_and(|own| own.state == RequestState::Waiting)
        };
        let order: Vec<RequestId> = queue.order.iter().filter(waits).copied().collect();
        let shown = queue.open || !order.is_empty() || self.agenda.active == Some(id);
        shown.then_some(QueueView {
            open: queue.open,
            order,
        })
    }

    /// `requests.N`, as moderators see it.
    #[must_use]
    pub fn request_view(&self, id: RequestId) -> Option<RequestView<'_>> {
        self.request_view_for(id, Audience::Moderators)
    }

    /// `requests.N`
    #[must_use]
    pub fn request_view_for(&self, id: RequestId, audience: Audience) -> Option<RequestView<'_>> {
        let request = self.requests.get(&id)?;
        let texts = self.texts.requests.get(&id)?;
        let withheld = audience != Audience::Moderators && request.post.is_some_and(|post| self.hides(post));
        Some(RequestView {
            item: request.item,
            kind: request.kind,
            subject: texts.subject.as_deref().map(|own| if withheld { "" } else { own }),
            points: texts
                .points
                .iter()
                .map(|own| if withheld { "" } else { own.as_str() })
                .collect(),
            replies_to: request.answers,
            post: request.post,
            speaker: self.person(request.speaker),
            asked_by: request.asked_by,
            state: match request.state {
                RequestState::Waiting => RequestStateView::Waiting,
                RequestState::Called(_) => RequestStateView::Called,
                RequestState::Ready => RequestStateView::Ready,
            },
            why: self.why(request, texts.move_reason.as_deref()),
        })
    }

    /// The keys of a request's place: its own alone, so that one that changes rewrites no other.
    fn why<'a>(&'a self, request: &Request, reason: Option<&'a str>) -> Vec<Why<'a>> {
        let mut why = Vec::with_capacity(3);
        if request.safe {
            why.push(Why::Safe);
        }
        let by = request.placed_by.unwrap_or(ParticipantId::CONVENER);
        match request.placed {
            Placed::Before { .. } | Placed::Behind { .. } => {
                let reason = reason.unwrap_or_default();
                why.push(Why::Moved { by, reason });
                return why;
            }
            Placed::Last { .. } => {
                why.push(Why::LastWord { by });
                return why;
            }
            Placed::Nowhere => {}
        }
        let heard = self
            .participant(request.speaker)
            .map(|own| own.heard)
            .unwrap_or_default();
        let turns = heard.turns;
        let group = self.group_of(request.speaker).turns;
        match self.rules.discipline {
            // A running order was agreed on before.
            _ if request.kind == RequestKind::Prepared => {}
            Discipline::Arrival | Discipline::ChairOrder => {}
            Discipline::FewestTurns => why.push(Why::Turns { turns }),
            Discipline::LeastTime => why.push(Why::Time {
                spent_ms: heard.spent_ms,
            }),
            Discipline::SectorRotation => why.push(Why::Sector { turns: group }),
            Discipline::VenueRotation => why.push(Why::Venue { turns: group }),
        }
        why.push(Why::Arrival);
        why
    }

    /// `polls.N`; older closed ones are not shown.
    #[must_use]
    pub fn poll_view(&self, id: PollId) -> Option<PollView<'_>> {
        let poll = self.polls.get(&id)?;
        let texts = self.texts.polls.get(&id)?;
        Some(PollView {
            question: &texts.question,
            options: &texts.options,
            choices_max: poll.choices_max,
            open: poll.open,
            result: (!poll.open).then_some(&poll.tallies),
        })
    }

    /// `steps.N`
    #[must_use]
    pub fn step_view(&self, id: StepId) -> Option<StepView<'_>> {
        let step = self.steps.get(&id)?;
        let texts = self.texts.steps.get(&id)?;
        Some(StepView {
            title: &texts.title,
            who: &texts.who,
            mandatory: step.mandatory,
            due_at: step.due_at,
            completed_by: step.completed.map(|(by, _)| by),
            completed_at: step.completed.map(|(_, at)| at),
            note: texts.note.as_deref(),
        })
    }

    /// `threads.N`
    #[must_use]
    pub fn thread_view(&self, id: ThreadId, audience: Audience) -> Option<ThreadView<'_>> {
        let thread = self.threads.get(&id)?;
        Some(ThreadView {
            title: self.texts.threads.get(&id)?,
            item: thread.item,
            posts: thread.posts_for(audience),
            open: thread.open,
            pinned: self.pinned_for(thread, audience),
            waiting: thread.moderated.then_some(thread.waiting.len() as u64),
            last_at: thread.last_at,
        })
    }

    /// `counts`
    #[must_use]
    pub fn counts_view(&self, audience: Audience) -> CountsView {
        CountsView {
            participants: self.counts.participants,
            screens: self.counts.screens,
            turns: self.counts.turns,
            statements: self.counts.statements,
            posts: self.threads.values().map(|thread| thread.posts_for(audience)).sum(),
            commitments: self.commitments.len() as u64,
            arrived: self.counts.arrived,
            quorate: self.counts.quorate,
            quorum_reached: self.counts.quorate >= self.rules.quorum,
        }
    }
}
