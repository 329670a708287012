//! What an Akoma Ntoso document says of itself: what it is, who is in it, how people voted.

use super::Akoma;
use super::speech;
use crate::domain::ids::CommitmentId;
use crate::record::transcript::phrases::Phrases;
use crate::record::transcript::readable::{Page, Said};
use crate::record::transcript::steps::Step;
use crate::record::transcript::texts;
use crate::record::words::{Language, role};

const NAMESPACE: &str = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";
/// Who vouches for what the document says of itself.
const SOURCE: &str = "#rostrum";

/// What the follow-up of a commitment is declared as.
pub(super) fn follow_up(id: CommitmentId) -> String {
    format!("follow_up_{id}")
}

impl Akoma {
    /// Everything up to the people, whose list stays open.
    pub(super) fn beginning(&mut self, step: Step, page: &Page<'_>) {
        self.xml.declaration();
        self.xml.open("akomaNtoso", &[("xmlns", NAMESPACE)]);
        self.xml.open("debate", &[("name", "consultation")]);
        self.xml.open("meta", &[]);
        self.identification(page);
        self.votes(page);
        self.xml.open("references", &[("source", SOURCE)]);
        let rostrum = [
            ("eId", "rostrum"),
            ("href", "/ontology/organization/rostrum"),
            ("showAs", "Rostrum"),
        ];
        self.xml.empty("TLCOrganization", &rostrum);
        if let Some(Said::Words(body)) = page.said(step, texts::body) {
            let body = [
                ("eId", "body"),
                ("href", "/ontology/organization/body"),
                ("showAs", body),
            ];
            self.xml.empty("TLCOrganization", &body);
        }
        self.roles(page);
        // The title is read with the first entry, and stands behind the people.
        self.title = match page.said(step, texts::title) {
            Some(Said::Words(title)) => title.to_owned(),
            Some(Said::Erased) => Phrases(page.language).alone(Phrases(page.language).erased()),
            None => String::new(),
        };
    }

    fn identification(&mut self, page: &Page<'_>) {
        let outline = page.outline();
        let begun = outline.opened_at.or(outline.starts_at).unwrap_or(outline.created_at);
        let (date, made) = (page.zone.day(begun).to_string(), page.zone.day(outline.at).to_string());
        let language = match page.language {
            Language::Chinese => "zho",
            Language::English => "eng",
        };
        let work = format!("/akn/cn/debateRecord/{date}/{}", outline.session);
        let expression = format!("{work}/{language}@{made}");
        let manifestation = format!("{expression}.xml");
        self.xml.open("identification", &[("source", SOURCE)]);
        for (name, uri, date, what) in [
            ("FRBRWork", &work, &date, "session"),
            ("FRBRExpression", &expression, &made, "record"),
            ("FRBRManifestation", &manifestation, &made, "export"),
        ] {
            self.xml.open(name, &[]);
            self.xml.empty("FRBRthis", &[("value", &format!("{uri}/!main"))]);
            self.xml.empty("FRBRuri", &[("value", uri)]);
            self.xml.empty("FRBRdate", &[("date", date), ("name", what)]);
            self.xml.empty("FRBRauthor", &[("href", SOURCE)]);
            match name {
                "FRBRWork" => self.xml.empty("FRBRcountry", &[("value", "cn")]),
                "FRBRExpression" => self.xml.empty("FRBRlanguage", &[("language", language)]),
                _ => self.xml.empty("FRBRformat", &[("value", "application/akn+xml")]),
            }
            self.xml.close(name);
        }
        self.xml.close("identification");
    }

    /// The results of the polls that are over.
    fn votes(&mut self, page: &Page<'_>) {
        let over = page
            .outline()
            .polls
            .iter()
            .filter(|(_, poll)| !poll.open && !poll.counts.is_empty());
        let over: Vec<_> = over.collect();
        if over.is_empty() {
            return;
        }
        self.xml.open("analysis", &[("source", SOURCE)]);
        self.xml.open("parliamentary", &[]);
        for (id, poll) in over {
            let (name, href) = (format!("voting_{id}"), format!("#poll_{id}"));
            self.xml.open("voting", &[("eId", &name), ("href", &href)]);
            for (number, count) in (1..).zip(&poll.counts) {
                let (own, value) = (format!("{name}__count_{number}"), count.to_string());
                let href = format!("{href}__option_{number}");
                self.xml
                    .empty("count", &[("eId", &own), ("value", &value), ("href", &href)]);
            }
            self.xml.close("voting");
        }
        self.xml.close("parliamentary");
        self.xml.close("analysis");
    }

    fn roles(&mut self, page: &Page<'_>) {
        for own in page.outline().roles() {
            let name = speech::name_of(own);
            let (id, href) = (format!("role_{name}"), format!("/ontology/role/{name}"));
            let shown = role(own, page.language);
            self.xml
                .empty("TLCRole", &[("eId", &id), ("href", &href), ("showAs", shown)]);
        }
    }

    /// Some of the people.
    pub(super) fn people(&mut self, from: usize, to: usize, page: &Page<'_>) {
        let (phrases, outline) = (Phrases(page.language), page.outline());
        for id in &page.plan.heard[from..to] {
            let (own, href) = (
                format!("person_{id}"),
                format!("/ontology/person/{}/{id}", outline.session),
            );
            let name = phrases.name(outline, *id);
            self.xml
                .empty("TLCPerson", &[("eId", &own), ("href", &href), ("showAs", &name)]);
        }
    }

    /// Ends the metadata, and begins the debate with its title and the roll call.
    pub(super) fn declared(&mut self, page: &Page<'_>) {
        let (phrases, outline) = (Phrases(page.language), page.outline());
        for id in outline.commitments.keys() {
            let href = format!("/ontology/concept/{}/commitment/{id}", outline.session);
            let shown = format!("{} {id}", phrases.commitments());
            let own = follow_up(*id);
            self.xml
                .empty("TLCConcept", &[("eId", &own), ("href", &href), ("showAs", &shown)]);
        }
        self.xml.close("references");
        self.xml.close("meta");
        self.xml.open("preface", &[]);
        self.xml.open("p", &[]);
        let title = std::mem::take(&mut self.title);
        self.xml.leaf("docTitle", &[], &title);
        self.xml.close("p");
        let (label, time) = phrases.time(outline, page.zone);
        self.xml.leaf("p", &[], &(phrases.label(label) + &time));
        self.xml.leaf("p", &[], &phrases.clocks(page.zone));
        self.xml.close("preface");
        self.xml.open("debateBody", &[]);
        self.xml.open("rollCall", &[("eId", "rollcall")]);
        if !outline.has_attendance {
            self.xml.leaf("narrative", &[], phrases.no_attendance());
        }
        self.calls = true;
    }
}
