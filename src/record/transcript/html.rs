//! `transcript.html`: one file for the screen and, laid out by GB/T 9704, for paper (SPEC R52, R53).

use quick_xml::escape::escape;

use super::outline::Outline;
use super::phrases::Phrases;
use super::readable::{Page, Said, Writer};
use super::steps::{Group, Step};
use super::texts;
use crate::domain::ids::{CommitmentId, ParticipantId, PollId, PostId, StatementId, TurnId};
use crate::record::words::item_kind;

/// How it looks, on a screen and on paper.
const STYLE: &str = include_str!("html/style.css");
/// Answers stand further in, up to so far.
const DEPTH_MAX: usize = 3;

/// How far the document is.
#[derive(Default)]
pub(super) struct Html {
    text: String,
    /// The turns that are being told, the innermost last.
    turns: Vec<TurnId>,
    /// Whether the innermost was interrupted, and has not been told to go on.
    interrupted: bool,
}

impl Writer for Html {
    fn write(&mut self, step: Step, page: &Page<'_>) {
        let (phrases, outline) = (Phrases(page.language), page.outline());
        match step {
            Step::Beginning => self.beginning(step, page),
            Step::Names { group, from, to, ends } => self.names(page, group, (from, to), ends),
            Step::Section { place, number, item } => {
                self.line(&format!("<section id=\"section-{}\">", place + 1));
                if let (Some(number), Some(item)) = (number, item.and_then(|item| outline.items.get(&item))) {
                    let title = said_inline(phrases, page.said(step, texts::title));
                    let kind = phrases.aside(item_kind(item.kind, page.language));
                    let number = phrases.number(number);
                    self.line(&format!("<h2>{number}{title}<small>{}</small></h2>", text(&kind)));
                }
            }
            Step::SectionEnd { .. } => {
                if let Some(said) = page.said(step, texts::conclusion) {
                    self.line(&format!("<h3>{}</h3>", phrases.conclusion()));
                    let words = said_paragraphs(phrases, said, "");
                    self.line(&words);
                }
                self.line("</section>");
            }
            Step::Stage(stage, at) => self.line(&format!(
                "<p class=\"note\">{}</p>",
                phrases.stage(stage, at, page.zone)
            )),
            Step::Turn(id) => self.turn(id, page),
            Step::Statement(id) => self.statement(id, step, page),
            Step::TurnEnd(id) => self.turn_end(id, step, page),
            Step::Poll(id) => self.poll(id, step, page),
            Step::Commitments => {
                let heading = phrases.commitments();
                self.line(&format!("<section id=\"commitments\">\n<h2>{heading}</h2>\n<ul>"));
            }
            Step::Commitment(id) => self.commitment(id, step, page),
            Step::CommitmentsEnd => self.line("</ul>\n</section>"),
            Step::Writings => self.line(&format!("<section id=\"written\">\n<h2>{}</h2>", phrases.writings())),
            Step::Thread(id) => {
                let title = said_inline(phrases, page.said(step, texts::title));
                self.line(&format!("<section id=\"thread-{id}\">\n<h3>{title}</h3>"));
            }
            Step::Post { post, depth } => self.post(post, depth, step, page),
            Step::ThreadEnd | Step::WritingsEnd => self.line("</section>"),
            Step::End => self.line("</main>\n</body>\n</html>"),
            Step::Declared => self.line("</header>\n<main>"),
            Step::People { .. } => {}
        }
    }

    fn take(&mut self) -> String {
        std::mem::take(&mut self.text)
    }
}

impl Html {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn beginning(&mut self, step: Step, page: &Page<'_>) {
        let (phrases, outline) = (Phrases(page.language), page.outline());
        let title = said_inline(phrases, page.said(step, texts::title));
        let body = page
            .said(step, texts::body)
            .map(|body| said_inline(phrases, Some(body)));
        let tag = page.language.tag();
        self.line(&format!(
            "<!doctype html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
             <style>\n{STYLE}</style>\n</head>\n<body>\n<header>"
        ));
        let document = phrases.document();
        let mark = body.map_or_else(
            || document.to_owned(),
            |body| format!("<bdi>{body}</bdi>{}", phrases.of_body(document)),
        );
        self.line(&format!("<p class=\"mark\">{mark}</p>\n<h1>{title}</h1>"));
        let (label, time) = phrases.time(outline, page.zone);
        self.fact(&phrases.label(label), &time);
        if let Some(adjourned) = outline.adjourned_at {
            self.fact(&phrases.label(phrases.adjourned()), &page.zone.second(adjourned));
        }
        self.line(&format!("<p class=\"fact\">{}</p>", phrases.clocks(page.zone)));
    }

    fn fact(&mut self, label: &str, value: &str) {
        self.line(&format!("<p class=\"fact\"><b>{}</b>{}</p>", text(label), text(value)));
    }

    /// Some names of a group; its paragraph goes from the first of them to the last.
    fn names(&mut self, page: &Page<'_>, group: Group, (from, to): (usize, usize), ends: bool) {
        let (phrases, outline) = (Phrases(page.language), page.outline());
        let names = &page.plan.group(group)[from..to];
        let names: Vec<_> = names
            .iter()
            .map(|id| format!("<bdi>{}</bdi>", text(&phrases.name(outline, *id))))
            .collect();
        let begin = match from {
            0 => format!(
                "<p class=\"fact\"><b>{}</b>",
                text(&phrases.label(phrases.group(group)))
            ),
            _ => phrases.and().to_owned(),
        };
        self.text += &(begin + &names.join(phrases.and()));
        if ends {
            self.line("</p>");
        }
    }

    fn turn(&mut self, id: TurnId, page: &Page<'_>) {
        let (phrases, outline) = (Phrases(page.language), page.outline());
        let Some(turn) = outline.turns.get(&id) else { return };
        let level = (3 + self.turns.len()).min(6);
        let (person, kind) = (
            person(phrases, outline, turn.speaker),
            text(&phrases.kind(outline, turn)),
        );
        let (exact, at) = (turn.at, page.zone.second(turn.at));
        self.line(&format!(
            "<article class=\"turn\" id=\"turn-{id}\">\n<h{level}>{person} <small>{kind} · \
             <time datetime=\"{exact}\">{at}</time></small></h{level}>"
        ));
        self.turns.push(id);
        self.interrupted = false;
    }

    fn statement(&mut self, id: StatementId, step: Step, page: &Page<'_>) {
        let (phrases, outline) = (Phrases(page.language), page.outline());
        let (Some(statement), Some(said)) = (outline.statements.get(&id), page.said(step, texts::text)) else {
            return;
        };
        if std::mem::take(&mut self.interrupted)
            && let Some(turn) = outline.turns.get(&statement.turn)
        {
            let goes_on = phrases.goes_on(&phrases.name(outline, turn.speaker));
            self.line(&format!("<p class=\"note\">{}</p>", text(&goes_on)));
        }
        let mark = mark(phrases, phrases.statement(statement));
        let words = said_paragraphs(phrases, said, &mark);
        self.line(&format!(
            "<div class=\"statement\" id=\"statement-{id}\">\n{words}\n</div>"
        ));
    }

    fn turn_end(&mut self, id: TurnId, step: Step, page: &Page<'_>) {
        let (phrases, outline) = (Phrases(page.language), page.outline());
        let Some(turn) = outline.turns.get(&id) else { return };
        self.turns.pop();
        self.interrupted = !self.turns.is_empty();
        if !turn.has_words() {
            self.line(&format!("<p class=\"note\">{}</p>", phrases.alone(phrases.no_words())));
        }
        let reason = page.said(step, texts::reason).map(|said| said_raw(phrases, said));
        if let Some(end) = phrases.end(outline, turn, reason.as_deref()) {
            self.line(&format!("<p class=\"note\">{}</p>", text(&end)));
        }
        self.line("</article>");
    }

    fn poll(&mut self, id: PollId, step: Step, page: &Page<'_>) {
        let phrases = Phrases(page.language);
        let (Some(poll), Some(event)) = (page.outline().polls.get(&id), page.event(step)) else {
            return;
        };
        let question = said_inline(phrases, page.said(step, texts::question));
        let label = phrases.label(phrases.poll());
        self.line(&format!(
            "<div class=\"poll\" id=\"poll-{id}\">\n<p><b>{}</b>{question}</p>\n<ul>",
            text(&label)
        ));
        for (place, (option, count)) in texts::options(event).iter().zip(&poll.counts).enumerate() {
            let option = text(&phrases.option(place, option));
            let option = phrases.label(&format!("<bdi>{option}</bdi>"));
            self.line(&format!("<li>{option}{}</li>", phrases.votes(*count)));
        }
        self.line(&format!(
            "</ul>\n<p class=\"note\">{}</p>\n</div>",
            phrases.poll_state(poll)
        ));
    }

    fn commitment(&mut self, id: CommitmentId, step: Step, page: &Page<'_>) {
        let (phrases, outline) = (Phrases(page.language), page.outline());
        let (Some(own), Some(said)) = (outline.commitments.get(&id), page.said(step, texts::text)) else {
            return;
        };
        let said = said_inline(phrases, Some(said));
        let (source, stands) = (own.source, text(&phrases.commitment(outline, own)));
        self.line(&format!(
            "<li id=\"commitment-{id}\"><bdi>{said}</bdi> <small><a href=\"#statement-{source}\"><bdi>{stands}</bdi></a></small></li>"
        ));
    }

    fn post(&mut self, id: PostId, depth: usize, step: Step, page: &Page<'_>) {
        let (phrases, outline) = (Phrases(page.language), page.outline());
        let (Some(post), Some(said)) = (outline.posts.get(&id), page.said(step, texts::text)) else {
            return;
        };
        let depth = depth.min(DEPTH_MAX);
        let answers = phrases
            .answered(outline, post)
            .map_or_else(String::new, |name| format!("{name} · "));
        let (person, answers) = (person(phrases, outline, post.by), text(&answers));
        let (exact, at) = (post.at, page.zone.second(post.at));
        let hidden = page.is_hidden(step).then_some(phrases.hidden());
        let marks = mark(phrases, hidden) + &mark(phrases, post.revised.then_some(phrases.revised()));
        let words = said_paragraphs(phrases, said, &marks);
        let answer = phrases.answer(outline, post).map_or_else(String::new, |(id, answer)| {
            format!(
                "\n<p class=\"note\"><a href=\"#statement-{id}\">{}</a></p>",
                text(&answer)
            )
        });
        self.line(&format!(
            "<article class=\"post depth-{depth}\" id=\"post-{id}\">\n<h4>{person} <small>{answers}\
             <time datetime=\"{exact}\">{at}</time></small></h4>\n{words}{answer}\n</article>"
        ));
    }
}

/// Text within an element or an attribute: nothing in it is markup, and nothing in it is what HTML forbids.
fn text(raw: &str) -> String {
    let shown = |character: char| {
        if character.is_control() && character != '\t' {
            ' '
        } else {
            character
        }
    };
    escape(raw.chars().map(shown).collect::<String>()).into_owned()
}

/// A person's name, with the sector.
fn person(phrases: Phrases, outline: &Outline, id: ParticipantId) -> String {
    let sector = phrases.sector(outline, id).map_or_else(String::new, |sector| {
        format!("<span dir=\"auto\">{}</span>", text(&sector))
    });
    format!("<bdi>{}</bdi>{sector}", text(&phrases.name(outline, id)))
}

/// A mark of ours before somebody's words, if there is one.
fn mark(phrases: Phrases, mark: Option<&str>) -> String {
    mark.map_or_else(String::new, |mark| format!("<small>{}</small>", phrases.alone(mark)))
}

fn said_raw(phrases: Phrases, said: Said<'_>) -> String {
    match said {
        Said::Words(words) => words.to_owned(),
        Said::Erased => phrases.alone(phrases.erased()),
    }
}

fn said_inline(phrases: Phrases, said: Option<Said<'_>>) -> String {
    said.map_or_else(String::new, |said| text(&said_raw(phrases, said)))
}

/// Words as paragraphs, with `marks` before them.
fn said_paragraphs(phrases: Phrases, said: Said<'_>, marks: &str) -> String {
    let words = said_raw(phrases, said);
    let lines = words.split(['\n', '\r']).filter(|line| !line.trim().is_empty());
    let mut paragraphs: Vec<_> = lines.map(|line| format!("<p>{}</p>", text(line.trim()))).collect();
    match paragraphs.first_mut() {
        Some(first) => first.insert_str("<p>".len(), marks),
        None => paragraphs.push(format!("<p>{marks}</p>")),
    }
    paragraphs.join("\n")
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn r52_a_persons_text_is_no_markup() {
        assert_eq!(text("<b>&\"'\u{0}\u{1b}x\t"), "&lt;b&gt;&amp;&quot;&apos;  x\t");
    }
}
