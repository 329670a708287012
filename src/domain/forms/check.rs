//! What a preset must be before it is a form's: a session can be made of it as it stands.

use uuid::Uuid;

use super::{Edition, Preset};
use crate::domain::budget;
use crate::domain::creation::NewSession;
use crate::domain::limits::SessionLimits;
use crate::domain::refusal::{Code, Refusal};
use crate::domain::rules::Rules;
use crate::domain::words;
use crate::time::Timestamp;

/// No preparation begins earlier than this before a session: a year, in milliseconds.
const DUE_BEFORE_MS_MAX: u64 = 366 * 86_400_000;

/// A preset's bytes beside its texts: rules that name every member.
const RULES: usize = 1_024;

impl Edition {
    /// Refuses a preset that no session can be made of, or that is larger than a form's may be.
    ///
    /// # Errors
    /// `empty`, `too_long`, `too_large` or `malformed`.
    pub(super) fn checked(self, limits: &SessionLimits) -> Result<Self, Refusal> {
        let preset = &self.preset;
        words::needed(&preset.title, limits.title_chars_max)?;
        words::optional(preset.title_en.as_deref(), limits.title_chars_max)?;
        if preset.steps.len() > limits.form_steps_max {
            let most = format!("At most {} steps of preparation.", limits.form_steps_max);
            return Err(Refusal::because(Code::TooLarge, most));
        }
        for step in &preset.steps {
            words::needed(&step.title, limits.title_chars_max)?;
            words::needed(&step.who, limits.title_chars_max)?;
            if step.due_before_ms.is_some_and(|before| before > DUE_BEFORE_MS_MAX) {
                let most = "A step is due at most a year before its session.";
                return Err(Refusal::because(Code::Malformed, most));
            }
        }
        // As a patch of somebody's, so that nothing gives way silently and nothing unsupported passes.
        Rules::default().patched(&preset.rules, limits)?;
        if self.bytes() > limits.form_bytes_max {
            let most = format!("A form has at most {} bytes.", limits.form_bytes_max);
            return Err(Refusal::because(Code::TooLarge, most));
        }
        self.session(preset)
            .decide(Uuid::nil(), Timestamp::default(), &self, limits)?;
        Ok(self)
    }

    /// The barest session of this form: its agenda and its steps are the form's.
    fn session(&self, preset: &Preset) -> NewSession {
        NewSession {
            title: preset.title.clone(),
            form: Some(self.form.clone()),
            rules: None,
            starts_at: None,
            body: None,
            series: None,
            parent: None,
            links: Vec::new(),
            agenda: Vec::new(),
            venues: Vec::new(),
            participants: Vec::new(),
        }
    }

    /// About how many bytes the preset takes as JSON, never fewer.
    fn bytes(&self) -> usize {
        let preset = &self.preset;
        let titles = budget::text(&preset.title) + budget::optional(preset.title_en.as_deref());
        let item = |item: &super::NewItem| budget::ITEM + budget::text(&item.title) + budget::links(&item.links);
        let items: usize = preset.agenda.iter().map(item).sum();
        let steps: usize = self.steps_made(None).iter().map(budget::step).sum();
        RULES + titles + items + steps
    }
}
