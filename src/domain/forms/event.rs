//! What the convener orders about forms, and what happens to them (立改废).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{FormName, Preset};

/// The keys in a form's event whose strings are words, for the journal. A preset's texts are none: sessions are made of
/// them, so they are never erased.
pub const FORM_WORD_KEYS: &[&str] = &["reason"];

/// What the convener wants done with a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormOrder {
    /// A form that there is not, or not any more.
    Enact {
        /// What it presets.
        preset: Preset,
        /// Why.
        reason: Option<String>,
    },
    /// Another version of a form in force.
    Amend {
        /// What it presets from now on.
        preset: Preset,
        /// Why.
        reason: String,
    },
    /// No further sessions of a form in force.
    Repeal {
        /// Why.
        reason: String,
    },
}

/// What happened to a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FormEvent {
    /// It is in force.
    FormEnacted {
        /// Which.
        form: FormName,
        /// Its version.
        version: u64,
        /// What it presets.
        preset: Preset,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// It is in force in another version.
    FormAmended {
        /// Which.
        form: FormName,
        /// The new version.
        version: u64,
        /// What it presets.
        preset: Preset,
        /// Why.
        reason: String,
    },
    /// It is in force no more.
    FormRepealed {
        /// Which.
        form: FormName,
        /// The version that was the last.
        version: u64,
        /// Why.
        reason: String,
    },
}

impl FormEvent {
    /// Which version of which form it is about.
    #[must_use]
    pub fn made(&self) -> FormMade {
        let (Self::FormEnacted { form, version, .. }
        | Self::FormAmended { form, version, .. }
        | Self::FormRepealed { form, version, .. }) = self;
        FormMade {
            form: form.clone(),
            version: *version,
        }
    }
}

/// Answer to an order about a form: the version that it made, or repealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FormMade {
    /// Which form.
    pub form: FormName,
    /// Which version.
    pub version: u64,
}
