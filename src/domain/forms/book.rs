//! The forms of a server as they were enacted, amended and repealed (立改废): a fold like a session's, over a stream of
//! its own. Every version stays, so that whoever reads an old session can read what it was held under.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::event::{FormEvent, FormMade};
use super::{Edition, FormName, Preset};
use crate::domain::rules::Rules;
use crate::time::Timestamp;

/// That a version was repealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Repealed {
    /// When.
    pub at: Timestamp,
    /// Why.
    pub reason: String,
}

/// A version of a form, as people read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FormVersion {
    /// Which form.
    pub form: FormName,
    /// Its version, from 1.
    pub version: u64,
    /// What it presets.
    pub preset: Preset,
    /// The rules that come of it, every one with a value.
    pub rules: Rules,
    /// Since when; absent for one that the program brings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// There once the form was repealed in this version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repealed: Option<Repealed>,
}

/// All forms with all their versions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FormBook {
    /// Each has a version at least, the oldest first.
    forms: BTreeMap<FormName, Vec<FormVersion>>,
}

impl FormBook {
    /// The book of a server that nobody has changed a form of.
    #[must_use]
    pub fn new(built_in: impl IntoIterator<Item = Edition>) -> Self {
        let mut book = Self::default();
        for Edition { form, version, preset } in built_in {
            book.write(form, version, preset, None, None);
        }
        book
    }

    /// The edition under which a session is created now.
    #[must_use]
    pub fn in_force(&self, form: &FormName) -> Option<Edition> {
        let FormVersion { version, preset, .. } = self.latest(form).filter(|latest| latest.repealed.is_none())?;
        Some(Edition {
            form: form.clone(),
            version: *version,
            preset: preset.clone(),
        })
    }

    /// The latest version of every form, by name.
    pub fn current(&self) -> impl Iterator<Item = &FormVersion> {
        self.forms.values().filter_map(|versions| versions.last())
    }

    /// How many forms there are, the repealed ones among them.
    #[must_use]
    pub fn count(&self) -> usize {
        self.forms.len()
    }

    /// All versions of a form, the oldest first; none of a form that there never was.
    #[must_use]
    pub fn versions(&self, form: &FormName) -> &[FormVersion] {
        self.forms.get(form).map_or(&[], Vec::as_slice)
    }

    pub(super) fn latest(&self, form: &FormName) -> Option<&FormVersion> {
        self.versions(form).last()
    }

    /// Folds in what happened at `at`.
    pub fn apply(&mut self, at: Timestamp, event: &FormEvent) {
        let FormMade { form, version } = event.made();
        match event {
            FormEvent::FormEnacted { preset, reason, .. } => {
                self.write(form, version, preset.clone(), Some(at), reason.clone());
            }
            FormEvent::FormAmended { preset, reason, .. } => {
                self.write(form, version, preset.clone(), Some(at), Some(reason.clone()));
            }
            FormEvent::FormRepealed { reason, .. } => {
                let own = self.forms.get_mut(&form).into_iter().flatten();
                for latest in own.filter(|own| own.version == version) {
                    let reason = reason.clone();
                    latest.repealed = Some(Repealed { at, reason });
                }
            }
        }
    }

    /// What was enacted goes before what a later program brings under the same name.
    fn write(&mut self, form: FormName, version: u64, preset: Preset, at: Option<Timestamp>, reason: Option<String>) {
        let versions = self.forms.entry(form.clone()).or_default();
        versions.retain(|other| other.version < version);
        let rules = Rules::default().merged(&preset.rules);
        versions.push(FormVersion {
            form,
            version,
            preset,
            rules,
            at,
            reason,
            repealed: None,
        });
    }
}
