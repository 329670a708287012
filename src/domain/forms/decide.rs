//! What may be done with a form: decided on the book as it is, like a session's commands.

use super::book::FormBook;
use super::event::{FormEvent, FormOrder};
use super::{Edition, FormName, Preset};
use crate::domain::limits::SessionLimits;
use crate::domain::refusal::{Code, Refusal};
use crate::domain::words;

impl FormBook {
    /// What an order does.
    ///
    /// # Errors
    /// `unchanged` for what is so already, `not_found` and `wrong_phase` where there is no form in force,
    /// `not_permitted` for the plain meeting, `queue_full` where no more are kept, and what a preset or reason is refused
    /// with.
    pub fn decide(&self, form: &FormName, order: &FormOrder, limits: &SessionLimits) -> Result<FormEvent, Refusal> {
        // Sessions that name no form are held under it, and the protocol says how.
        if *form == FormName::meeting() {
            let message = "The plain meeting stays as it is; enact a form of another name.";
            return Err(Refusal::because(Code::NotPermitted, message));
        }
        match order {
            FormOrder::Enact { preset, reason } => self.decide_enact(form, preset, reason.as_deref(), limits),
            FormOrder::Amend { preset, reason } => self.decide_amend(form, preset, reason, limits),
            FormOrder::Repeal { reason } => self.decide_repeal(form, reason, limits),
        }
    }

    fn decide_enact(
        &self,
        form: &FormName,
        preset: &Preset,
        reason: Option<&str>,
        limits: &SessionLimits,
    ) -> Result<FormEvent, Refusal> {
        words::optional(reason, limits.reason_chars_max)?;
        let latest = self.latest(form);
        if latest.is_some_and(|latest| latest.repealed.is_none()) {
            let message = "This form is in force already; amend it.";
            return Err(Refusal::because(Code::Unchanged, message));
        }
        if latest.is_none() && self.count() >= limits.forms_max {
            let message = format!("The server keeps at most {} forms.", limits.forms_max);
            return Err(Refusal::because(Code::QueueFull, message));
        }
        let Edition { form, version, preset } = self.next(form, preset, limits)?;
        Ok(FormEvent::FormEnacted {
            form,
            version,
            preset,
            reason: reason.map(str::to_owned),
        })
    }

    fn decide_amend(
        &self,
        form: &FormName,
        preset: &Preset,
        reason: &str,
        limits: &SessionLimits,
    ) -> Result<FormEvent, Refusal> {
        words::needed(reason, limits.reason_chars_max)?;
        let latest = self.latest(form).ok_or(Code::NotFound)?;
        if latest.repealed.is_some() {
            let message = "This form was repealed; enact it anew.";
            return Err(Refusal::because(Code::WrongPhase, message));
        }
        if latest.preset == *preset {
            return Err(Code::Unchanged.into());
        }
        let Edition { form, version, preset } = self.next(form, preset, limits)?;
        Ok(FormEvent::FormAmended {
            form,
            version,
            preset,
            reason: reason.to_owned(),
        })
    }

    fn decide_repeal(&self, form: &FormName, reason: &str, limits: &SessionLimits) -> Result<FormEvent, Refusal> {
        words::needed(reason, limits.reason_chars_max)?;
        let latest = self.latest(form).ok_or(Code::NotFound)?;
        if latest.repealed.is_some() {
            return Err(Code::Unchanged.into());
        }
        Ok(FormEvent::FormRepealed {
            form: form.clone(),
            version: latest.version,
            reason: reason.to_owned(),
        })
    }

    /// The version that comes next.
    fn next(&self, form: &FormName, preset: &Preset, limits: &SessionLimits) -> Result<Edition, Refusal> {
        if self.versions(form).len() >= limits.form_versions_max {
            let message = format!("A form has at most {} versions.", limits.form_versions_max);
            return Err(Refusal::because(Code::QueueFull, message));
        }
        let edition = Edition {
            form: form.clone(),
            version: self.latest(form).map_or(0, |latest| latest.version) + 1,
            preset: preset.clone(),
        };
        edition.checked(limits)
    }
}
