//! `transcript.md` (SPEC R20, R21, R26).

use super::escape::{first, inline, paragraphs};
use super::phrases::Phrases;
use super::readable::{Page, Said, Writer};
use super::steps::Step;
use super::texts;
use crate::domain::ids::{PollId, PostId, StatementId, TurnId};
use crate::record::words::item_kind;

/// How far the document is.
#[derive(Default)]
pub(super) struct Markdown {
    text: String,
    /// The turns that are being told, the innermost last.
    turns: Vec<TurnId>,
    /// Whether the innermost was interrupted, and has not been told to go on.
    interrupted: bool,
}

impl Writer for Markdown {
    fn write(&mut self, step: Step, page: &Page<'_>) {
        let (phrases, outline) = (Phrases(page.language), page.outline());
        match step {
            Step::Beginning => self.beginning(step, page),
            Step::Names { group, from, to, ends } => {
                let names = &page.plan.group(group)[from..to];
                let names: Vec<_> = names.iter().map(|id| inline(&phrases.name(outline, *id))).collect();
                let begin = match from {
                    0 => format!("- {}", phrases.label(phrases.group(group))),
                    _ => phrases.and().to_owned(),
                };
                self.text += &(begin + &names.join(phrases.and()));
                if ends {
                    self.line("");
                }
            }
            Step::Section { number, item, .. } => {
                if let (Some(number), Some(item)) = (number, item.and_then(|item| outline.items.get(&item))) {
                    let title = said_inline(phrases, page.said(step, texts::title));
                    let kind = phrases.aside(item_kind(item.kind, page.language));
                    self.line(&format!("\n## {number}. {title}{kind}"));
                }
            }
            Step::SectionEnd { .. } => {
                if let Some(said) = page.said(step, texts::conclusion) {
                    let (label, text) = (phrases.conclusion(), said_paragraphs(phrases, said));
                    self.line(&format!("\n**{label}**\n\n{text}"));
                }
            }
            Step::Stage(stage, at) => self.line(&format!("\n*{}*", phrases.stage(stage, at, page.zone))),
            Step::Turn(id) => self.turn(id, page),
            Step::Statement(id) => self.statement(id, step, page),
            Step::TurnEnd(id) => self.turn_end(id, step, page),
            Step::Poll(id) => self.poll(id, step, page),
            Step::Commitments => self.line(&format!("\n## {}\n", phrases.commitments())),
            Step::Commitment(id) => {
                if let (Some(own), Some(said)) = (outline.commitments.get(&id), page.said(step, texts::text)) {
                    let said = first(&said_raw(phrases, said));
                    let stands = inline(&phrases.aside(&phrases.commitment(outline, own)));
                    self.line(&format!("- {said}{stands}"));
                }
            }
            Step::Writings => self.line(&format!("\n## {}", phrases.writings())),
            Step::Thread(_) => {
                let title = said_inline(phrases, page.said(step, texts::title));
                self.line(&format!("\n### {title}"));
            }
            Step::Post { post, .. } => self.post(post, step, page),
            Step::People { .. }
            | Step::Declared
            | Step::CommitmentsEnd
            | Step::ThreadEnd
            | Step::WritingsEnd
            | Step::End => {}
        }
    }

    fn take(&mut self) -> String {
        std::mem::take(&mut self.text)
    }
}

impl Markdown {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn beginning(&mut self, step: Step, page: &Page<'_>) {
        let (phrases, outline) = (Phrases(page.language), page.outline());
        let title = said_inline(phrases, page.said(step, texts::title));
        self.line(&format!("# {title}\n"));
        if let Some(body) = page.said(step, texts::body) {
            let body = said_inline(phrases, Some(body));
            self.line(&format!("- {}{body}", phrases.label(phrases.body())));
        }
        let (label, time) = phrases.time(outline, page.zone);
        self.line(&format!("- {}{time}", phrases.label(label)));
        if let Some(adjourned) = outline.adjourned_at {
            let time = page.zone.second(adjourned);
            self.line(&format!("- {}{time}", phrases.label(phrases.adjourned())));
        }
        self.line(&format!("- {}", phrases.clocks(page.zone)));
    }

    fn turn(&mut self, id: TurnId, page: &Page<'_>) {
        let (phrases, outline) = (Phrases(page.language), page.outline());
        let Some(turn) = outline.turns.get(&id) else { return };
        let level = "#".repeat((3 + self.turns.len()).min(6));
        let (person, kind) = (phrases.person(outline, turn.speaker), phrases.kind(outline, turn));
        let at = page.zone.second(turn.at);
        self.line(&format!("\n{level} {} · {} · {at}", inline(&person), inline(&kind)));
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
            let goes_on = inline(&phrases.goes_on(&phrases.name(outline, turn.speaker)));
            self.line(&format!("\n*{goes_on}*"));
        }
        let mark = mark(phrases, phrases.statement(statement));
        self.line(&format!("\n{mark}{}", said_paragraphs(phrases, said)));
    }

    fn turn_end(&mut self, id: TurnId, step: Step, page: &Page<'_>) {
        let (phrases, outline) = (Phrases(page.language), page.outline());
        self.turns.pop();
        self.interrupted = !self.turns.is_empty();
        let Some(turn) = outline.turns.get(&id) else { return };
        if !turn.has_words() {
            self.line(&format!("\n{}", phrases.alone(phrases.no_words())));
        }
        let reason = page.said(step, texts::reason).map(|said| said_raw(phrases, said));
        if let Some(end) = phrases.end(outline, turn, reason.as_deref()) {
            self.line(&format!("\n*{}*", inline(&end)));
        }
    }

    fn poll(&mut self, id: PollId, step: Step, page: &Page<'_>) {
        let phrases = Phrases(page.language);
        let (Some(poll), Some(event)) = (page.outline().polls.get(&id), page.event(step)) else {
            return;
        };
        let question = said_inline(phrases, page.said(step, texts::question));
        let label = phrases.label(phrases.poll());
        self.line(&format!(
            "\n**{label}{question}**{}\n",
            phrases.aside(&phrases.poll_state(poll))
        ));
        for (place, (option, count)) in texts::options(event).iter().zip(&poll.counts).enumerate() {
            let option = first(&phrases.option(place, option));
            self.line(&format!("- {}{}", phrases.label(&option), phrases.votes(*count)));
        }
    }

    fn post(&mut self, id: PostId, step: Step, page: &Page<'_>) {
        let (phrases, outline) = (Phrases(page.language), page.outline());
        let (Some(post), Some(said)) = (outline.posts.get(&id), page.said(step, texts::text)) else {
            return;
        };
        let answers = phrases
            .answered(outline, post)
            .map_or_else(String::new, |name| format!(" · {}", inline(&name)));
        let person = inline(&phrases.person(outline, post.by));
        self.line(&format!("\n**{person}**{answers} · {}", page.zone.second(post.at)));
        let hidden = page.is_hidden(step).then_some(phrases.hidden());
        let marks = mark(phrases, hidden) + &mark(phrases, post.revised.then_some(phrases.revised()));
        self.line(&format!("\n{marks}{}", said_paragraphs(phrases, said)));
        if let Some((_, answer)) = phrases.answer(outline, post) {
            self.line(&format!("\n*{}*", inline(&answer)));
        }
    }
}

/// A mark of ours before somebody's words, if there is one.
fn mark(phrases: Phrases, mark: Option<&str>) -> String {
    mark.map_or_else(String::new, |mark| format!("**{}**  \n", phrases.alone(mark)))
}

fn said_raw(phrases: Phrases, said: Said<'_>) -> String {
    match said {
        Said::Words(words) => words.to_owned(),
        Said::Erased => phrases.alone(phrases.erased()),
    }
}

fn said_inline(phrases: Phrases, said: Option<Said<'_>>) -> String {
    said.map_or_else(String::new, |said| inline(&said_raw(phrases, said)))
}

fn said_paragraphs(phrases: Phrases, said: Said<'_>) -> String {
    match said {
        Said::Words(words) => paragraphs(words),
        Said::Erased => phrases.alone(phrases.erased()),
    }
}
