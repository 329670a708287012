//! The forms that the program brings, each a file beside this one.

use std::sync::LazyLock;

use crate::domain::forms::{Edition, FormName};

/// Every file by its form's name.
const FILES: &[(&str, &str)] = &[
    ("counterpart", include_str!("counterpart.toml")),
    ("expert", include_str!("expert.toml")),
    ("front_line", include_str!("front_line.toml")),
    ("meeting", include_str!("meeting.toml")),
    ("monthly_thematic", include_str!("monthly_thematic.toml")),
    ("online", include_str!("online.toml")),
    ("plenary", include_str!("plenary.toml")),
    ("proposal_handling", include_str!("proposal_handling.toml")),
    ("remote", include_str!("remote.toml")),
    ("sector", include_str!("sector.toml")),
    ("standing_committee", include_str!("standing_committee.toml")),
];

static EDITIONS: LazyLock<Vec<Edition>> = LazyLock::new(|| {
    let edition = |&(name, text): &(&str, &str)| Edition {
        form: FormName::try_from(name.to_owned()).expect("a form's file is named as a form may be"),
        version: 1,
        preset: toml::from_str(text).expect("a form's file is a preset"),
    };
    FILES.iter().map(edition).collect()
});

/// The first edition of each, by name.
#[must_use]
pub fn built_in() -> &'static [Edition] {
    &EDITIONS
}

#[cfg(test)]
mod tests {
    use super::{FILES, built_in};

    #[test]
    fn d100_nothing_that_a_file_says_goes_unheard() {
        for ((name, text), edition) in FILES.iter().zip(built_in()) {
            let said: toml::Table = text.parse().unwrap();
            let heard = toml::Table::try_from(&edition.preset).unwrap();
            assert_eq!(heard, said, "{name}");
        }
    }
}
