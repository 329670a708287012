//! The register of commitments over all sessions (SPEC R71–R74): tables that follow the journal, and what is asked of them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use rusqlite::{Connection, OptionalExtension, Row, ToSql, params};
use uuid::Uuid;

use super::commitments::unit;
use super::projections::{Projection, ProjectionError, Projections, Taken, number};
use crate::domain::Event;
use crate::domain::commitments::{CommitmentState, Finding};
use crate::domain::event::PersonInvited;
use crate::domain::ids::CommitmentId;
use crate::domain::reviews::ReviewLine;
use crate::time::{Date, Timestamp};
use crate::wire::http::commitments::{NamedShare, RegisterLine, Share};

/// Groups that are counted by themselves; there may be as many units as somebody likes to invent.
const SHARES_MAX: usize = 100;

/// What of the register is asked for; what is not said is not asked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// Where it stands.
    pub state: Option<CommitmentState>,
    /// Whether it is settled.
    pub settled: Option<bool>,
    /// Whether it is overdue.
    pub overdue: Option<bool>,
    /// The unit, whole.
    pub unit: Option<String>,
    /// The category, whole.
    pub category: Option<String>,
    /// The session.
    pub session: Option<Uuid>,
    /// Due on this day or later.
    pub due_from: Option<Date>,
    /// Due on this day or earlier.
    pub due_to: Option<Date>,
    /// Stands in its text, unit or category, or in the session's title; case does not matter.
    pub text: Option<String>,
}

impl Query {
    fn finds(&self, line: &RegisterLine) -> bool {
        let is = |asked: Option<bool>, own: bool| asked.is_none_or(|asked| asked == own);
        // What was taken back is neither done nor to be done.
        let counts = line.state != CommitmentState::Withdrawn || self.settled.is_none();
        counts
            && self.state.is_none_or(|state| state == line.state)
            && is(self.settled, line.settled)
            && is(self.overdue, line.overdue)
            && self.unit.as_ref().is_none_or(|unit| *unit == line.unit)
            && (self.category.is_none() || self.category == line.category)
            && self.session.is_none_or(|session| session == line.session)
            && self.due_from.is_none_or(|from| line.due.is_some_and(|due| from <= due))
            && self.due_to.is_none_or(|to| line.due.is_some_and(|due| due <= to))
            && self.text.as_ref().is_none_or(|text| {
                let text = text.to_lowercase();
                let mut texts = [
                    Some(&line.text),
                    Some(&line.unit),
                    line.category.as_ref(),
                    Some(&line.title),
                ]
                .into_iter();
                texts.any(|own| own.is_some_and(|own| own.to_lowercase().contains(&text)))
            })
    }
}

/// A commitment as the table has it, before anybody says what day it is.
struct Stored {
    state: CommitmentState,
    finding: Option<Finding>,
    line: RegisterLine,
}

impl Stored {
    /// The line on `today`.
    fn on(self, today: Date) -> RegisterLine {
        let Self { state, finding, line } = self;
        let finding = finding.filter(|_| state == CommitmentState::Verified);
        let settled = finding.is_some_and(Finding::settles);
        let open = !settled && state != CommitmentState::Withdrawn;
        RegisterLine {
            state,
            finding,
            settled,
            overdue: open && line.due.is_some_and(|due| due < today),
            ..line
        }
    }
}

impl Projections {
    /// The commitments of all sessions that `query` finds on `today`, the newest session first, in it by number.
    ///
    /// # Errors
    /// [`ProjectionError`].
    pub async fn commitments(&self, query: Query, today: Date) -> Result<Vec<RegisterLine>, ProjectionError> {
        self.read_all(move |tables| {
            let mut statement = tables.prepare_cached(LINES)?;
            let rows = statement.query_map(params![query.session.map(Uuid::into_bytes), None::<i64>], stored)?;
            let lines = rows.map(|stored| Ok(stored?.on(today)));
            lines
                .filter(|line| line.as_ref().map_or(true, |line| query.finds(line)))
                .collect()
        })
        .await
    }

    /// These commitments on `today`; those that there are not are left out.
    ///
    /// # Errors
    /// [`ProjectionError`].
    pub async fn commitments_of(
        &self,
        lines: Vec<ReviewLine>,
        today: Date,
    ) -> Result<HashMap<ReviewLine, RegisterLine>, ProjectionError> {
        self.read_all(move |tables| {
            let mut statement = tables.prepare_cached(LINES)?;
            let mut found = HashMap::with_capacity(lines.len());
            for line in &lines {
                let values = params![line.session.into_bytes(), number(line.commitment.0)];
                if let Some(stored) = statement.query_row(values, stored).optional()? {
                    found.insert(*line, stored.on(today));
                }
            }
            Ok(found)
        })
        .await
    }
}

/// States and findings as the tables have them, by their places here.
const STATES: [CommitmentState; 5] = [
    CommitmentState::Recorded,
    CommitmentState::Reported,
    CommitmentState::Verified,
    CommitmentState::Reopened,
    CommitmentState::Withdrawn,
];
const FINDINGS: [Finding; 3] = [Finding::Satisfied, Finding::Partly, Finding::Not];

fn place<Of: PartialEq>(all: &[Of], own: &Of) -> i64 {
    let place = all.iter().position(|each| each == own).unwrap_or_default();
    i64::try_from(place).unwrap_or_default()
}

fn at<Of: Copy>(all: &[Of], place: i64) -> Option<Of> {
    all.get(usize::try_from(place).ok()?).copied()
}

/// `unit` is the name that a person's commitments are counted under, where the person can have some.
const TABLES: &str = "
    CREATE TABLE register_titles (session INTEGER PRIMARY KEY, title TEXT NOT NULL) STRICT;
    CREATE TABLE register_people (
        session INTEGER NOT NULL,
        participant INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        name TEXT NOT NULL,
        unit TEXT NOT NULL,
        PRIMARY KEY (session, participant)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE register_commitments (
        session INTEGER NOT NULL,
        commitment INTEGER NOT NULL,
        at INTEGER NOT NULL,
        text TEXT NOT NULL,
        owner INTEGER NOT NULL,
        category TEXT,
        due TEXT,
        asked_by INTEGER,
        state INTEGER NOT NULL,
        finding INTEGER,
        reports INTEGER NOT NULL,
        PRIMARY KEY (session, commitment)
    ) STRICT, WITHOUT ROWID;
";

/// Sessions have UUIDs v7, so the newest has the largest.
const LINES: &str = "
    SELECT sessions.session, titles.title, own.commitment, own.at, own.text, owners.unit, own.category, own.due, asked.name,
        own.state, own.finding, own.reports
    FROM register_commitments AS own
    JOIN sessions ON sessions.number = own.session
    LEFT JOIN register_titles AS titles ON titles.session = own.session
    LEFT JOIN register_people AS owners ON owners.session = own.session AND owners.participant = own.owner
    LEFT JOIN register_people AS asked ON asked.session = own.session AND asked.participant = own.asked_by
    WHERE (?1 IS NULL OR sessions.session = ?1) AND (?2 IS NULL OR own.commitment = ?2)
    ORDER BY sessions.session DESC, own.commitment
";

fn stored(row: &Row<'_>) -> rusqlite::Result<Stored> {
    let count = |place: usize| {
        row.get(place)
            .map(|count: i64| u64::try_from(count).unwrap_or_default())
    };
    let due: Option<String> = row.get(7)?;
    let state = at(&STATES, row.get(9)?).unwrap_or(CommitmentState::Recorded);
    let finding: Option<i64> = row.get(10)?;
    Ok(Stored {
        state,
        finding: finding.and_then(|place| at(&FINDINGS, place)),
        line: RegisterLine {
            session: Uuid::from_bytes(row.get(0)?),
            title: row.get::<_, Option<String>>(1)?.unwrap_or_default(),
            commitment: CommitmentId(count(2)?),
            at: Timestamp::from_millis(count(3)?),
            text: row.get(4)?,
            unit: row.get::<_, Option<String>>(5)?.unwrap_or_default(),
            category: row.get(6)?,
            due: due.and_then(|due| due.parse().ok()),
            asked_by: row.get(8)?,
            state,
            finding: None,
            reports: count(11)?,
            settled: false,
            overdue: false,
        },
    })
}

/// The tables of the register, as they follow the journal.
pub(in crate::record) struct Register;

impl Projection for Register {
    fn tables(&self) -> &'static str {
        TABLES
    }

    fn take(&self, tables: &Connection, session: i64, entry: &Taken) -> rusqlite::Result<()> {
        match &entry.event {
            Event::SessionCreated(created) => run(
                tables,
                "INSERT OR REPLACE INTO register_titles (session, title) VALUES (?1, ?2)",
                params![session, created.title],
            ),
            Event::ParticipantsInvited { participants } => {
                participants.iter().try_for_each(|person| invite(tables, session, entry.seq, person))
            }
            Event::CommitmentRecorded {
                text,
                owner,
                due,
                category,
                asked_by,
                ..
            } => run(
                tables,
                "INSERT OR REPLACE INTO register_commitments (session, commitment, at, text, owner, category, due, asked_by, state, reports)
                    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0)",
                params![
                    session,
                    number(entry.seq),
                    number(entry.at.as_millis()),
                    text,
                    number(owner.0),
                    category.as_ref().filter(|category| !category.is_empty()),
                    due.map(|due| due.to_string()),
                    asked_by.map(|asked| number(asked.0)),
                    place(&STATES, &CommitmentState::Recorded),
                ],
            ),
            Event::CommitmentReported { commitment, .. } => run(
                tables,
                "UPDATE register_commitments SET state = ?3, reports = reports + 1 WHERE session = ?1 AND commitment = ?2",
                params![session, number(commitment.0), place(&STATES, &CommitmentState::Reported)],
            ),
            Event::CommitmentVerified {
                commitment, finding, ..
            } => run(
                tables,
                "UPDATE register_commitments SET state = ?3, finding = ?4 WHERE session = ?1 AND commitment = ?2",
                params![
                    session,
                    number(commitment.0),
                    place(&STATES, &CommitmentState::Verified),
                    place(&FINDINGS, finding),
                ],
            ),
            Event::CommitmentReopened { commitment, .. } => run(
                tables,
                "UPDATE register_commitments SET state = ?3 WHERE session = ?1 AND commitment = ?2",
                params![session, number(commitment.0), place(&STATES, &CommitmentState::Reopened)],
            ),
            Event::CommitmentWithdrawn { commitment, .. } => run(
                tables,
                "UPDATE register_commitments SET state = ?3 WHERE session = ?1 AND commitment = ?2",
                params![session, number(commitment.0), place(&STATES, &CommitmentState::Withdrawn)],
            ),
            _ => Ok(()),
        }
    }

    fn forget_words(&self, tables: &Connection, session: i64, seqs: &[u64]) -> rusqlite::Result<()> {
        for seq in seqs.iter().map(|seq| number(*seq)) {
            // A title is the first entry's, and nobody else's.
            run(
                tables,
                "UPDATE register_titles SET title = '' WHERE session = ?1 AND ?2 = 1",
                params![session, seq],
            )?;
            // A sector is no word: it stays where it is the unit.
            run(
                tables,
                "UPDATE register_people SET unit = iif(unit = name, '', unit), name = '' WHERE session = ?1 AND seq = ?2",
                params![session, seq],
            )?;
            run(
                tables,
                "UPDATE register_commitments SET text = '', category = NULL WHERE session = ?1 AND commitment = ?2",
                params![session, seq],
            )?;
        }
        Ok(())
    }

    fn forget_session(&self, tables: &Connection, session: i64) -> rusqlite::Result<()> {
        for delete in [
            "DELETE FROM register_titles WHERE session = ?1",
            "DELETE FROM register_people WHERE session = ?1",
            "DELETE FROM register_commitments WHERE session = ?1",
        ] {
            run(tables, delete, params![session])?;
        }
        Ok(())
    }
}

fn run(tables: &Connection, sql: &str, values: &[&dyn ToSql]) -> rusqlite::Result<()> {
    tables.prepare_cached(sql)?.execute(values).map(|_| ())
}

/// A role that may keep commitments is given by `change_role` too, so everybody has a unit.
fn invite(tables: &Connection, session: i64, seq: u64, person: &PersonInvited) -> rusqlite::Result<()> {
    run(
        tables,
        "INSERT OR REPLACE INTO register_people (session, participant, seq, name, unit) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![
            session,
            number(person.participant.0),
            number(seq),
            person.name,
            unit(person.role, &person.name, person.sector.as_deref()),
        ],
    )
}

impl Share {
    /// Counts a line, unless it was taken back.
    fn count(&mut self, line: &RegisterLine) {
        if line.state == CommitmentState::Withdrawn {
            return;
        }
        self.total += 1;
        self.settled += u64::from(line.settled);
        self.overdue += u64::from(line.overdue);
        self.percent = (self.settled * 200 + self.total) / (self.total * 2);
    }
}

/// The share of all lines.
#[must_use]
pub fn share(lines: &[RegisterLine]) -> Share {
    let mut all = Share::default();
    for line in lines {
        all.count(line);
    }
    all
}

/// The shares of the groups that `name` puts lines into, the largest first, at most a hundred.
#[must_use]
pub fn shares(lines: &[RegisterLine], name: impl Fn(&RegisterLine) -> Option<&String>) -> Vec<NamedShare> {
    let mut groups: BTreeMap<Option<&String>, Share> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.state != CommitmentState::Withdrawn) {
        groups.entry(name(line)).or_default().count(line);
    }
    let named = groups.into_iter().map(|(name, share)| NamedShare {
        name: name.cloned(),
        share,
    });
    let mut named: Vec<NamedShare> = named.collect();
    named.sort_by_key(|group| Reverse(group.share.total));
    named.truncate(SHARES_MAX);
    named
}
