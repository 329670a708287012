//! Forms: named presets of agenda, rules and preparation, each with a version (domain.md, "Forms").

pub mod book;
mod check;
mod decide;
pub mod event;

use std::fmt;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::creation::NewItem;
use super::rules::{Rules, RulesPatch};

/// A form's name: lower-case letters, digits and underscores, at most 40, a letter first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
pub struct FormName(Arc<str>);

impl FormName {
    /// The name of a plain meeting, the form of a session that names none.
    #[must_use]
    pub fn meeting() -> Self {
        Self("meeting".into())
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FormName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl From<FormName> for String {
    fn from(name: FormName) -> Self {
        name.as_str().to_owned()
    }
}

impl TryFrom<String> for FormName {
    type Error = &'static str;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        let first = name.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase());
        if first && name.len() <= 40 && name.bytes().all(fits) {
            Ok(Self(name.into()))
        } else {
            Err("a form's name is made of lower-case letters, digits and underscores, a letter first")
        }
    }
}

/// A step of preparation that a form asks for (规定动作).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PresetStep {
    /// What is to be done.
    pub title: String,
    /// Who does it, in words.
    pub who: String,
    /// Whether the session is not opened before it is done.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub mandatory: bool,
    /// How long before the session's beginning it is to be done, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_before_ms: Option<u64>,
}

/// What a form presets.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Preset {
    /// What people call it.
    pub title: String,
    /// What people call it in English, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title_en: Option<String>,
    /// The rules that differ from a plain meeting's.
    #[serde(default)]
    pub rules: RulesPatch,
    /// The agenda of a session that is created without one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agenda: Vec<NewItem>,
    /// The steps of preparation.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<PresetStep>,
}

/// One version of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Edition {
    /// Which form.
    pub form: FormName,
    /// Its version, from 1.
    pub version: u64,
    /// What it presets.
    pub preset: Preset,
}

impl Edition {
    /// A plain meeting: every rule neutral, nothing preset.
    #[must_use]
    pub fn meeting() -> Self {
        Self {
            form: FormName::meeting(),
            version: 1,
            preset: Preset {
                title: "普通会议".to_owned(),
                title_en: Some("Plain meeting".to_owned()),
                ..Preset::default()
            },
        }
    }

    /// The form's rules.
    #[must_use]
    pub fn rules(&self) -> Rules {
        Rules::default().merged(&self.preset.rules)
    }
}
