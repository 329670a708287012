//! XML as it is written: escaped by a library, and without the characters that XML 1.0 has no place for.

use std::borrow::Cow;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// What was written since the last call of [`Xml::take`].
pub(super) struct Xml {
    writer: Writer<Vec<u8>>,
}

impl Default for Xml {
    fn default() -> Self {
        Self {
            writer: Writer::new(Vec::new()),
        }
    }
}

impl Xml {
    pub(super) fn take(&mut self) -> String {
        let written = std::mem::take(self.writer.get_mut());
        // Only strings go in, and what the library adds is ASCII.
        String::from_utf8(written).unwrap_or_default()
    }

    fn event(&mut self, event: Event<'_>) {
        // Memory takes everything.
        let _ = self.writer.write_event(event);
    }

    pub(super) fn declaration(&mut self) {
        self.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        self.event(Event::Text(BytesText::from_escaped("\n")));
    }

    pub(super) fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.event(Event::Start(start(name, attributes)));
    }

    pub(super) fn close(&mut self, name: &str) {
        self.event(Event::End(BytesEnd::new(name)));
        // A line ends behind what is no part of a sentence, so that people can read the file too.
        if !matches!(name, "remark" | "recordedTime" | "docTitle") {
            self.event(Event::Text(BytesText::from_escaped("\n")));
        }
    }

    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.event(Event::Empty(start(name, attributes)));
        self.event(Event::Text(BytesText::from_escaped("\n")));
    }

    pub(super) fn text(&mut self, text: &str) {
        self.event(Event::Text(BytesText::new(&legal(text))));
    }

    /// An element with nothing but text in it.
    pub(super) fn leaf(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.open(name, attributes);
        self.text(text);
        self.close(name);
    }

    /// Something of ours among people's words.
    pub(super) fn remark(&mut self, text: &str) {
        self.leaf("remark", &[], text);
    }
}

fn start<'a>(name: &'a str, attributes: &[(&str, &str)]) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (name, value) in attributes {
        start.push_attribute((*name, &*legal(value)));
    }
    start
}

/// The text with U+FFFD in the place of what no XML 1.0 document may hold, escaped or not.
fn legal(text: &str) -> Cow<'_, str> {
    let allowed = |character: char| match character {
        '\t' | '\n' | '\r' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        other => other >= ' ',
    };
    if text.chars().all(allowed) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(
        text.chars()
            .map(|character| if allowed(character) { character } else { '\u{fffd}' })
            .collect(),
    )
}

/// The lines of somebody's words that have something in them; at least one.
pub(super) fn lines(text: &str) -> Vec<&str> {
    let lines: Vec<_> = text
        .split(['\n', '\r'])
        .filter(|line| !line.trim().is_empty())
        .collect();
    if lines.is_empty() { vec![""] } else { lines }
}

#[cfg(test)]
mod tests {
    use super::{Xml, legal, lines};

    #[test]
    fn r54_what_xml_forbids_is_not_written() {
        let mut xml = Xml::default();
        xml.leaf("p", &[("a", "\"<&\u{1}\n")], "]]> <b> & \u{0}\u{ffff}\u{7f}\u{1f600}");
        assert_eq!(
            xml.take(),
            "<p a=\"&quot;&lt;&amp;\u{fffd}&#10;\">]]&gt; &lt;b&gt; &amp; \u{fffd}\u{fffd}\u{7f}\u{1f600}</p>\n"
        );
        assert_eq!(legal("远程\t协商"), "远程\t协商");
        assert_eq!(lines("一\r\n\r\n 二\n"), ["一", " 二"]);
        assert_eq!(lines("\n \r"), [""]);
    }
}
