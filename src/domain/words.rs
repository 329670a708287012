//! Checks of free text: how long it may be, and that there is something in it.

use super::command::Link;
use super::limits::SessionLimits;
use super::refusal::{Code, Refusal};

/// Refuses text of more than `chars_max` Unicode scalar values, and text without anything to read in it.
pub(super) fn needed(text: &str, chars_max: usize) -> Result<(), Refusal> {
    // A string has at most as many characters as bytes: most need no counting.
    if text.len() > chars_max && text.chars().count() > chars_max {
        return Err(Refusal::because(
            Code::TooLong,
            format!("The text may have at most {chars_max} characters."),
        ));
    }
    if text.chars().all(shows_nothing) {
        return Err(Code::Empty.into());
    }
    Ok(())
}

/// White space, controls, and marks that only join, direct or separate what stands beside them.
fn shows_nothing(character: char) -> bool {
    let mark = matches!(
        character,
        '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}'
    );
    mark || character.is_whitespace() || character.is_control()
}

/// The same for text that need not be there.
pub(super) fn optional(text: Option<&str>, chars_max: usize) -> Result<(), Refusal> {
    text.map_or(Ok(()), |text| needed(text, chars_max))
}

/// The longest address of a link, in bytes.
const URL_BYTES_MAX: usize = 2_000;

/// Refuses too many links, and addresses that a browser must not follow from here (`javascript:` and the like).
pub(super) fn links(links: &[Link], limits: &SessionLimits) -> Result<(), Refusal> {
    if links.len() > limits.links_max {
        return Err(Refusal::because(
            Code::TooLarge,
            format!("At most {} links.", limits.links_max),
        ));
    }
    for link in links {
        needed(&link.label, limits.title_chars_max)?;
        if link.url.len() > URL_BYTES_MAX {
            return Err(Code::TooLong.into());
        }
        let web = link.url.starts_with("https://") || link.url.starts_with("http://");
        if !web
            || link
                .url
                .chars()
                .any(|character| character.is_control() || character.is_whitespace())
        {
            return Err(Refusal::because(
                Code::Malformed,
                "A link needs an http or https address.",
            ));
        }
    }
    Ok(())
}
