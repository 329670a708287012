//! What is printed: a line for each role, and QR codes for phones.

use std::io::{self, Write};

use qrcode::render::unicode::Dense1x2;
use qrcode::{EcLevel, QrCode};

use crate::domain::Role;

/// How QR codes are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QrStyle {
    /// Not at all.
    Absent,
    /// With blocks alone, for a dark background.
    Plain,
    /// Black on white whatever the terminal's colours are.
    Coloured,
}

/// A link and whom it makes of its reader.
#[derive(Clone, PartialEq, Eq)]
pub struct DemoLink {
    /// The role in Chinese.
    pub title: &'static str,
    /// The role's id, or `convener`.
    pub id: &'static str,
    /// The person's name.
    pub name: String,
    /// The link.
    pub url: String,
}

impl DemoLink {
    /// A participant's link.
    pub(super) const fn of(role: Role, name: String, url: String) -> Self {
        let (title, id) = match role {
            Role::Chair => ("主持人", "chair"),
            Role::Clerk => ("会务", "clerk"),
            Role::Member => ("委员", "member"),
            Role::Respondent => ("部门负责人", "respondent"),
            Role::Operator => ("会场联络员", "operator"),
            Role::Captioner => ("速录", "captioner"),
            Role::Observer => ("旁听", "observer"),
            Role::Display => ("大屏", "display"),
            Role::Owner => ("承办单位", "owner"),
        };
        Self { title, id, name, url }
    }

    /// The link of whoever convenes sessions here.
    pub(super) fn of_convener(url: String) -> Self {
        let (title, id, name) = ("会议筹备台", "convener", "召集人".to_owned());
        Self { title, id, name, url }
    }

    fn label(&self) -> String {
        format!(
            "{}{}{}",
            padded(self.title, 12),
            padded(self.id, 12),
            padded(&self.name, 14)
        )
    }
}

/// Prints a line for each link, and then their QR codes.
///
/// # Errors
/// The output cannot be written.
pub fn print(out: &mut impl Write, links: &[DemoLink], style: QrStyle) -> io::Result<()> {
    for link in links {
        writeln!(out, "{}{}", link.label(), link.url)?;
    }
    if style == QrStyle::Absent {
        return Ok(());
    }
    for link in links {
        writeln!(out, "\n{}", link.label())?;
        let code = QrCode::with_error_correction_level(&link.url, EcLevel::L).map_err(io::Error::other)?;
        draw(out, &code, style)?;
    }
    Ok(())
}

fn draw(out: &mut impl Write, code: &QrCode, style: QrStyle) -> io::Result<()> {
    let mut image = code.render::<Dense1x2>();
    // A block is light on a dark terminal, so without colours the light modules are the blocks.
    let (before, after) = match style {
        QrStyle::Absent => return Ok(()),
        QrStyle::Plain => {
            image.dark_color(Dense1x2::Light).light_color(Dense1x2::Dark);
            ("", "")
        }
        QrStyle::Coloured => ("\u{1b}[30;107m", "\u{1b}[0m"),
    };
    for line in image.build().lines() {
        writeln!(out, "{before}{line}{after}")?;
    }
    Ok(())
}

/// The text with spaces behind it up to so many columns, at least one; a Chinese character takes two.
fn padded(text: &str, columns: usize) -> String {
    let own: usize = text.chars().map(|sign| if sign.is_ascii() { 1 } else { 2 }).sum();
    format!("{text}{}", " ".repeat(columns.saturating_sub(own).max(1)))
}

#[cfg(test)]
mod tests {
    use super::{DemoLink, QrStyle, print};
    use crate::domain::Role;

    fn printed(style: QrStyle) -> String {
        let links = [
            DemoLink::of(
                Role::Chair,
                "沈仲平".to_owned(),
                "http://127.0.0.1:8080/join#a".to_owned(),
            ),
            DemoLink::of(
                Role::Member,
                "古丽娜尔·艾山".to_owned(),
                "http://127.0.0.1:8080/join#b".to_owned(),
            ),
            DemoLink::of_convener("http://127.0.0.1:8080/setup#c".to_owned()),
        ];
        let mut out = Vec::new();
        print(&mut out, &links, style).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn w62_each_link_line_has_one_role_and_one_url() {
        let text = printed(QrStyle::Absent);
        let lines: Vec<Vec<&str>> = text.lines().map(|line| line.split_whitespace().collect()).collect();
        assert_eq!(lines[0], ["主持人", "chair", "沈仲平", "http://127.0.0.1:8080/join#a"]);
        assert_eq!(
            lines[1],
            ["委员", "member", "古丽娜尔·艾山", "http://127.0.0.1:8080/join#b"]
        );
        assert_eq!(
            lines[2],
            ["会议筹备台", "convener", "召集人", "http://127.0.0.1:8080/setup#c"]
        );
        assert_eq!(lines.len(), 3);
    }

    #[test]
    fn w62_codes_stand_under_the_lines_with_their_role() {
        for style in [QrStyle::Plain, QrStyle::Coloured] {
            let text = printed(style);
            assert_eq!(
                text.matches("http://").count(),
                3,
                "no address stands in a code's heading"
            );
            assert_eq!(text.matches("chair").count(), 2);
            assert_eq!(text.contains('\u{1b}'), style == QrStyle::Coloured);
            assert!(text.contains('█') && text.contains('▀') && text.contains('▄'));
        }
    }

    #[test]
    fn w62_a_code_read_by_another_decoder_is_the_link() {
        const MODULE: usize = 4;
        let text = printed(QrStyle::Plain);
        let drawn = text.lines().skip(3).skip_while(|line| !line.starts_with('█'));
        let rows: Vec<Vec<char>> = drawn
            .take_while(|line| line.contains(['█', '▀', '▄']))
            .map(|line| line.chars().collect())
            .collect();
        // A dark terminal shows the blocks light: the upper and the lower half of each sign are a module.
        let light = |column: usize, row: usize| {
            let shown = if row.is_multiple_of(2) {
                ['█', '▀']
            } else {
                ['█', '▄']
            };
            shown.contains(&rows[row / 2][column])
        };
        let (width, height) = (rows[0].len() * MODULE, rows.len() * 2 * MODULE);
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| {
            if light(x / MODULE, y / MODULE) { 255 } else { 0 }
        });
        let codes = image.detect_grids();
        assert_eq!(codes.len(), 1);
        assert_eq!(codes[0].decode().unwrap().1, "http://127.0.0.1:8080/join#a");
    }
}
