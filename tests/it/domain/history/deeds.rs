//! What one step does: a command of somebody, or what the server tells.

use rostrum::domain::command::Command;
use rostrum::domain::ids::{ParticipantId, StatementId, TurnId};
use rostrum::domain::people::Invitee;
use rostrum::domain::{Actor, Event, Order, Role, Session};

use super::choice::Choice;
use super::{Focus, SENSIBLE, Step};
use crate::domain::given::{CHAIR, CLERK, Meeting};
use rostrum::time::Timestamp;

pub fn take(meeting: &mut Meeting, step: Step, focus: Focus) {
    let whom = |number: u16| ParticipantId(u64::from(number % 16));
    match step.what % 24 {
        0 if focus == Focus::Everything => invite(meeting, step),
        1 if focus == Focus::Everything => {
            let seat = if step.two.is_multiple_of(2) {
                Order::RenewSeat(whom(step.one))
            } else {
                Order::RevokeSeat(whom(step.one))
            };
            meeting.act(actor(step), seat).ok();
        }
        2 if focus == Focus::Everything && step.sense.is_multiple_of(3) => {
            let head = meeting.session.head();
            let seqs = [step.one, step.two, step.one >> 8].map(|number| u64::from(number) % (head + 1));
            let reason = if step.sense < SENSIBLE { "by law" } else { "" };
            let (seqs, reason) = (seqs.into(), reason.to_owned());
            meeting.act(actor(step), Order::Erase { seqs, reason }).ok();
        }
        2 if focus == Focus::Everything => {
            let (arrived, departed) = (vec![whom(step.one), whom(step.two)], vec![whom(step.one >> 8)]);
            meeting.act(clock(step), Order::Attendance { arrived, departed }).ok();
        }
        3 => {
            let went = meeting.now.as_millis().saturating_sub(u64::from(step.two % 2_000));
            let (turn, went) = (watched(meeting, step), Timestamp::from_millis(went));
            meeting.act(clock(step), Order::Drop { turn, went }).ok();
        }
        4 => {
            let turn = watched(meeting, step);
            meeting.act(clock(step), Order::Recover { turn }).ok();
        }
        _ => {
            let sensible = step.sense < SENSIBLE;
            let choice = Choice {
                meeting,
                step,
                sensible,
            };
            let command = choice.command(focus);
            let by = if sensible {
                who_would(meeting, &command, step)
            } else {
                u64::from(step.who % 16)
            };
            meeting
                .act(Actor::Participant(ParticipantId(by)), Order::Command(Box::new(command)))
                .ok();
        }
    }
}

fn invite(meeting: &mut Meeting, step: Step) {
    let invitee = Invitee {
        name: format!("Guest {}", step.one),
        role: Role::ALL[usize::from(step.two) % Role::ALL.len()],
        sector: step.one.is_multiple_of(2).then(|| "__proto__".to_owned()),
        venue: [None, Some("Main hall".to_owned()), Some("Nowhere".to_owned())][usize::from(step.one) % 3].clone(),
    };
    let invitees = vec![invitee; usize::from(step.two % 3)];
    let before = meeting.session.clone();
    if meeting.invite(actor(step), &invitees).is_err() {
        assert_eq!(meeting.session, before);
    }
}

/// The turn whose speaker the server watches, or any.
fn watched(meeting: &Meeting, step: Step) -> TurnId {
    let watched = meeting.session.watched().filter(|_| step.sense < SENSIBLE);
    watched.map_or(TurnId(u64::from(step.one) % 64), |watched| watched.turn)
}

/// What connections tell is the clock's, and nobody else's.
fn clock(step: Step) -> Actor {
    if step.sense < SENSIBLE {
        Actor::Clock
    } else {
        actor(step)
    }
}

fn actor(step: Step) -> Actor {
    match step.who % 8 {
        0 => Actor::Clock,
        1 | 2 => Actor::Convener,
        3 => Actor::Participant(ParticipantId(u64::from(step.one % 16))),
        _ => Actor::Participant(ParticipantId(CHAIR)),
    }
}

/// Somebody for whom the command makes sense.
fn who_would(meeting: &Meeting, command: &Command, step: Step) -> u64 {
    let session = &meeting.session;
    let moderator = if step.who.is_multiple_of(2) { CHAIR } else { CLERK };
    let anybody = u64::from(step.who % 16) + 1;
    match command {
        Command::RequestFloor { .. }
        | Command::PublishPost { .. }
        | Command::EndorsePost { .. }
        | Command::RaisePost { .. }
        | Command::Vote { .. } => anybody,
        Command::ConfirmStatement { statement, .. } => speaker_of(meeting, *statement).unwrap_or(anybody),
        Command::SignIn { .. } if step.two.is_multiple_of(2) => anybody,
        Command::Ready { request }
        | Command::WithdrawRequest { request }
        | Command::AddPoint { request, .. }
        | Command::DeferRequest { request } => {
            let view = session.request_view(*request);
            let (speaker, asked_by) = view.map_or((moderator, moderator), |view| {
                (view.speaker.participant.0, view.asked_by.0)
            });
            if step.two.is_multiple_of(2) { speaker } else { asked_by }
        }
        Command::RestoreRequest { request } if step.two.is_multiple_of(2) => {
            let asked = meeting.entries.iter().find(|entry| entry.seq == request.0);
            match asked.map(|entry| (&entry.event, entry.by)) {
                Some((Event::FloorRequested { speaker, .. }, Some(by))) => speaker.unwrap_or(by).0,
                _ => moderator,
            }
        }
        Command::ReleaseFloor { .. } => innermost(session).unwrap_or(moderator),
        Command::RevisePost { post, .. } | Command::WithdrawPost { post } => {
            session.post(*post).map_or(moderator, |post| post.by.0)
        }
        Command::ReportCommitment { commitment, .. } => {
            session.commitment(*commitment).map_or(moderator, |own| own.owner.0)
        }
        Command::VerifyCommitment { commitment, .. } => {
            let asked = session.commitment(*commitment).and_then(|own| own.asked_by);
            asked.map_or(moderator, |asked| asked.0)
        }
        _ => moderator,
    }
}

/// Who spoke a statement, as the entries say.
fn speaker_of(meeting: &Meeting, statement: StatementId) -> Option<u64> {
    let turn = meeting.session.recorded(statement)?.turn;
    let granted = meeting.entries.iter().find(|entry| entry.seq == turn.0)?;
    match &granted.event {
        Event::FloorGranted { speaker, .. } | Event::TurnRestored { speaker, .. } => Some(speaker.0),
        Event::TurnEnded { to, .. } => to.map(|to| to.0),
        _ => None,
    }
}

fn innermost(session: &Session) -> Option<u64> {
    let turn = session.turn_view(session.floor_view().turn?)?;
    Some(turn.speaker.participant.0)
}
