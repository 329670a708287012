//! `transcript.xml`: Akoma Ntoso 3.0, valid against the OASIS schema (SPEC R54).

mod meta;
mod speech;
mod xml;

use super::phrases::Phrases;
use super::readable::{Page, Said, Writer};
use super::steps::{Group, Step};
use super::texts;
use crate::domain::ids::{CommitmentId, PollId, PostId};
use crate::record::words::item_kind;
use speech::Told;
use xml::Xml;

/// How far the document is.
#[derive(Default)]
pub(super) struct Akoma {
    xml: Xml,
    title: String,
    /// Whether the roll call is open.
    calls: bool,
    /// The turns that are being told, the innermost last.
    turns: Vec<Told>,
}

impl Writer for Akoma {
    fn write(&mut self, step: Step, page: &Page<'_>) {
        let phrases = Phrases(page.language);
        match step {
            Step::Beginning => self.beginning(step, page),
            Step::People { from, to } => self.people(from, to, page),
            Step::Declared => self.declared(page),
            Step::Names { group, from, to, ends } => self.names(page, group, (from, to), ends),
            Step::Section { place, number, item } => {
                self.end_roll_call();
                let name = if item.is_some() { "item" } else { "session" };
                let id = format!("dbsect_{}", place + 1);
                self.xml.open("debateSection", &[("eId", &id), ("name", name)]);
                if let (Some(number), Some(item)) = (number, item.and_then(|item| page.outline().items.get(&item))) {
                    self.xml.leaf("num", &[], &number.to_string());
                    self.xml.open("heading", &[]);
                    self.said(phrases, page.said(step, texts::title));
                    self.xml.remark(&phrases.aside(item_kind(item.kind, page.language)));
                    self.xml.close("heading");
                }
            }
            Step::SectionEnd { .. } => {
                if let Some(said) = page.said(step, texts::conclusion) {
                    self.xml.open("resolutions", &[]);
                    self.xml.leaf("heading", &[], phrases.conclusion());
                    self.paragraphs(phrases, said, "", None);
                    self.xml.close("resolutions");
                }
                self.xml.close("debateSection");
            }
            Step::Stage(stage, at) => self.stage(page, stage, at),
            Step::Turn(id) => self.turn(id, page),
            Step::Statement(id) => self.statement(id, step, page),
            Step::TurnEnd(id) => self.turn_end(id, step, page),
            Step::Poll(id) => self.poll(id, step, page),
            Step::Commitments => {
                self.end_roll_call();
                self.xml.open("resolutions", &[("eId", "commitments")]);
                self.xml.leaf("heading", &[], phrases.commitments());
            }
            Step::Commitment(id) => self.commitment(id, step, page),
            Step::CommitmentsEnd => self.xml.close("resolutions"),
            Step::Writings => {
                self.end_roll_call();
                self.xml.open("writtenStatements", &[("eId", "written")]);
                self.xml.leaf("heading", &[], phrases.writings());
            }
            Step::Thread(id) => {
                let id = format!("thread_{id}");
                self.xml.open("debateSection", &[("eId", &id), ("name", "thread")]);
                self.xml.open("heading", &[]);
                self.said(phrases, page.said(step, texts::title));
                self.xml.close("heading");
            }
            Step::Post { post, .. } => self.post(post, step, page),
            Step::ThreadEnd => self.xml.close("debateSection"),
            Step::WritingsEnd => self.xml.close("writtenStatements"),
            Step::End => {
                self.end_roll_call();
                for name in ["debateBody", "debate", "akomaNtoso"] {
                    self.xml.close(name);
                }
            }
        }
    }

    fn take(&mut self) -> String {
        self.xml.take()
    }
}

impl Akoma {
    /// One line of words, or the remark in their place.
    fn said(&mut self, phrases: Phrases, said: Option<Said<'_>>) {
        match said {
            Some(Said::Words(words)) => self.xml.text(words),
            Some(Said::Erased) => self.xml.remark(&phrases.alone(phrases.erased())),
            None => {}
        }
    }

    /// Words as paragraphs, `id` being that of the first, with a remark of ours before them.
    fn paragraphs(&mut self, phrases: Phrases, said: Said<'_>, id: &str, remark: Option<&str>) {
        let words = match said {
            Said::Words(words) => words,
            Said::Erased => "",
        };
        let lines = xml::lines(words);
        for (place, line) in lines.iter().enumerate() {
            let own = match place {
                0 => id.to_owned(),
                _ => format!("{id}__{}", place + 1),
            };
            let attributes = [("eId", own.as_str())];
            self.xml.open("p", if id.is_empty() { &[] } else { &attributes });
            if let (0, Some(remark)) = (place, remark) {
                self.xml.remark(&phrases.alone(remark));
            }
            if matches!(said, Said::Erased) {
                self.xml.remark(&phrases.alone(phrases.erased()));
            }
            self.xml.text(line);
            self.xml.close("p");
        }
    }

    fn end_roll_call(&mut self) {
        if std::mem::take(&mut self.calls) {
            self.xml.close("rollCall");
        }
    }

    /// Some names of a group; its paragraph goes from the first of them to the last.
    fn names(&mut self, page: &Page<'_>, group: Group, (from, to): (usize, usize), ends: bool) {
        let (phrases, outline) = (Phrases(page.language), page.outline());
        let names = &page.plan.group(group)[from..to];
        let names: Vec<_> = names.iter().map(|id| phrases.name(outline, *id)).collect();
        if from == 0 {
            self.xml.open("p", &[]);
            self.xml.text(&phrases.label(phrases.group(group)));
        } else {
            self.xml.text(phrases.and());
        }
        self.xml.text(&names.join(phrases.and()));
        if ends {
            self.xml.close("p");
        }
    }

    fn poll(&mut self, id: PollId, step: Step, page: &Page<'_>) {
        let phrases = Phrases(page.language);
        let (Some(poll), Some(event)) = (page.outline().polls.get(&id), page.event(step)) else {
            return;
        };
        self.interrupt();
        let name = format!("poll_{id}");
        self.xml.open("debateSection", &[("eId", &name), ("name", "poll")]);
        self.xml.open("heading", &[]);
        self.said(phrases, page.said(step, texts::question));
        self.xml.close("heading");
        self.xml.open("table", &[]);
        for (place, (option, count)) in texts::options(event).iter().zip(&poll.counts).enumerate() {
            let row = format!("{name}__option_{}", place + 1);
            self.xml.open("tr", &[("eId", &row)]);
            for cell in [phrases.option(place, option), count.to_string()] {
                self.xml.open("td", &[]);
                self.xml.leaf("p", &[], &cell);
                self.xml.close("td");
            }
            self.xml.close("tr");
        }
        self.xml.close("table");
        self.xml.leaf("narrative", &[], &phrases.poll_state(poll));
        self.xml.close("debateSection");
    }

    /// A commitment, referring to its follow-up, which is declared with the people.
    fn commitment(&mut self, id: CommitmentId, step: Step, page: &Page<'_>) {
        let (phrases, outline) = (Phrases(page.language), page.outline());
        let (Some(own), Some(said)) = (outline.commitments.get(&id), page.said(step, texts::text)) else {
            return;
        };
        let (name, follow_up) = (format!("commitment_{id}"), format!("#{}", meta::follow_up(id)));
        self.xml.open("p", &[("eId", &name), ("refersTo", &follow_up)]);
        self.said(phrases, Some(said));
        self.xml.remark(&phrases.aside(&phrases.commitment(outline, own)));
        self.xml.close("p");
    }

    fn post(&mut self, id: PostId, step: Step, page: &Page<'_>) {
        let (phrases, outline) = (Phrases(page.language), page.outline());
        let (Some(post), Some(said)) = (outline.posts.get(&id), page.said(step, texts::text)) else {
            return;
        };
        let answered = post
            .replies_to
            .and_then(|parent| outline.posts.get(&parent))
            .filter(|parent| !parent.withdrawn);
        let to = answered.map(|parent| speech::person(parent.by));
        let (own, at) = (format!("post_{id}"), post.at.to_string());
        let (by, role) = (speech::person(post.by), speech::reference(post.role));
        let mut attributes = vec![
            ("eId", own.as_str()),
            ("by", by.as_str()),
            ("as", role.as_str()),
            ("startTime", &at),
        ];
        attributes.extend(to.as_deref().map(|to| ("to", to)));
        self.xml.open("speech", &attributes);
        self.xml.leaf("from", &[], &phrases.name(outline, post.by));
        let mark = match (page.is_hidden(step), post.revised) {
            (true, _) => Some(phrases.hidden()),
            (false, true) => Some(phrases.revised()),
            (false, false) => None,
        };
        self.paragraphs(phrases, said, &format!("{own}__p"), mark);
        if let Some((_, answer)) = phrases.answer(outline, post) {
            self.xml.open("p", &[]);
            self.xml.remark(&phrases.alone(&answer));
            self.xml.close("p");
        }
        self.xml.close("speech");
    }
}
