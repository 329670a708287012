//! How a session begins: one `session_created`, then who is invited, then the agenda.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Actor;
use super::agenda::limit_in_range;
use super::budget;
use super::command::{ItemKind, Link};
use super::event::{Event, SessionCreated, StepMade, VenueKind, VenueMade};
use super::forms::{Edition, FormName, PresetStep};
use super::ids::{StepId, VenueId};
use super::limits::SessionLimits;
use super::people::Invitee;
use super::refusal::{Code, Refusal};
use super::rules::RulesPatch;
use super::session::Session;
use super::words;
use crate::time::Timestamp;

/// A venue to create.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NewVenue {
    /// Its name, which invitations name it by.
    pub name: String,
    /// What it is.
    pub kind: VenueKind,
    /// Material.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
}

/// An item to create.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NewItem {
    /// What it is about.
    pub title: String,
    /// What it is for.
    pub kind: ItemKind,
    /// Each turn's limit in it, in milliseconds, from 1,000.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit_ms: Option<u64>,
    /// Material.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
}

/// A session to create: the body of `POST /api/sessions`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NewSession {
    /// The title.
    pub title: String,
    /// The preset; `meeting` if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<FormName>,
    /// Changes to the preset's rules.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rules: Option<RulesPatch>,
    /// When it is to begin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_at: Option<Timestamp>,
    /// The deliberative body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// The series of sessions it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<String>,
    /// The session it continues.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Uuid>,
    /// Material.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// The items in their order; the form's if there is none (*ours*).
    pub agenda: Vec<NewItem>,
    /// The venues.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub venues: Vec<NewVenue>,
    /// The people.
    pub participants: Vec<Invitee>,
}

impl Edition {
    /// The steps of preparation of a session that begins at `starts_at`.
    pub(super) fn steps_made(&self, starts_at: Option<Timestamp>) -> Vec<StepMade> {
        let due = |before_ms: Option<u64>| {
            let starts_at = starts_at?.as_millis();
            Some(Timestamp::from_millis(starts_at.saturating_sub(before_ms?)))
        };
        let made = |(number, step): (u64, &PresetStep)| StepMade {
            step: StepId(number),
            title: step.title.clone(),
            who: step.who.clone(),
            mandatory: step.mandatory,
            due_at: due(step.due_before_ms),
        };
        (1..).zip(&self.preset.steps).map(made).collect()
    }
}

impl NewSession {
    /// The form that is asked for.
    #[must_use]
    pub fn form_name(&self) -> FormName {
        self.form.clone().unwrap_or_else(FormName::meeting)
    }

    /// The first entries of the session `id`, made at `at` by this edition of its form.
    ///
    /// # Errors
    /// `malformed`, `too_long`, `empty`, `too_large`, or `not_found` for a venue that is not among `venues`.
    pub fn decide(
        &self,
        id: Uuid,
        at: Timestamp,
        edition: &Edition,
        limits: &SessionLimits,
    ) -> Result<Vec<Event>, Refusal> {
        words::needed(&self.title, limits.title_chars_max)?;
        words::optional(self.body.as_deref(), limits.conclusion_chars_max)?;
        words::optional(self.series.as_deref(), limits.title_chars_max)?;
        words::links(&self.links, limits)?;
        let agenda = if self.agenda.is_empty() {
            &edition.preset.agenda
        } else {
            &self.agenda
        };
        if agenda.len() > limits.items_max || self.venues.len() > limits.venues_max {
            return Err(Refusal::because(Code::TooLarge, "Too many items or venues."));
        }
        let rules = edition
            .rules()
            .patched(&self.rules.clone().unwrap_or_default(), limits)?;
        let created = Event::SessionCreated(Box::new(SessionCreated {
            session: id,
            title: self.title.clone(),
            form: edition.form.clone(),
            form_version: edition.version,
            rules,
            starts_at: self.starts_at,
            body: self.body.clone(),
            series: self.series.clone(),
            parent: self.parent,
            links: self.links.clone(),
            venues: self.venues_made(limits)?,
            steps: edition.steps_made(self.starts_at),
        }));
        // Invitations name venues, so they are decided on the session as it is after its first entry.
        let mut session = Session::default();
        session.apply(1, at, Actor::Convener.by(), &created);
        let mut events = vec![created];
        if !self.participants.is_empty() {
            events.extend(session.invite(Actor::Convener, &self.participants, limits)?);
        }
        let mut bytes = 0;
        for item in agenda {
            words::needed(&item.title, limits.title_chars_max)?;
            words::links(&item.links, limits)?;
            limit_in_range(item.limit_ms, limits)?;
            bytes += budget::ITEM + budget::text(&item.title) + budget::links(&item.links);
            let (title, links) = (item.title.clone(), item.links.clone());
            events.push(Event::ItemAdded {
                title,
                kind: item.kind,
                limit_ms: item.limit_ms,
                before: None,
                links,
            });
        }
        // Half of the view is left for what the meeting itself brings.
        session
            .has_room(bytes + limits.view_bytes_max / 2, limits)
            .map_err(|_| {
                Refusal::because(
                    Code::TooLarge,
                    "The agenda, the venues and their links take too much room on the screens.",
                )
            })?;
        Ok(events)
    }

    fn venues_made(&self, limits: &SessionLimits) -> Result<Vec<VenueMade>, Refusal> {
        let mut venues: Vec<VenueMade> = Vec::with_capacity(self.venues.len());
        for (number, venue) in (1..).zip(&self.venues) {
            words::needed(&venue.name, limits.title_chars_max)?;
            words::links(&venue.links, limits)?;
            if venues.iter().any(|other| other.name == venue.name) {
                return Err(Refusal::because(Code::Malformed, "Two venues have the same name."));
            }
            let (name, links) = (venue.name.clone(), venue.links.clone());
            venues.push(VenueMade {
                venue: VenueId(number),
                name,
                kind: venue.kind,
                links,
            });
        }
        Ok(venues)
    }
}
