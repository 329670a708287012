//! The JSON Schema of everything that is said, made from the types.

use schemars::{JsonSchema, Schema, generate::SchemaSettings};

use super::http;
use super::message::{ClientMessage, Entry, ServerMessage};
use crate::domain::command::Command;
use crate::domain::creation::NewSession;
use crate::domain::forms::event::FormMade;
use crate::domain::view::View;
use crate::domain::{Code, Refusal};

/// Rostrum's protocol, version 1: the messages of the socket and the bodies of HTTP.
#[derive(JsonSchema)]
#[schemars(title = "RostrumProtocol")]
#[expect(dead_code, reason = "the fields are read by the schema's generator alone")]
struct RostrumProtocol<'a> {
    client_message: ClientMessage,
    server_message: ServerMessage<'a>,
    command: Command,
    entry: Entry<'a>,
    view: View<'a>,
    refusal: Refusal,
    code: Code,
    new_session: NewSession,
    session_made: http::SessionMade,
    session_page: http::SessionPage,
    invitation_order: http::InvitationOrder,
    invitations: http::Invitations,
    invitation_page: http::InvitationPage,
    redemption: http::Redemption,
    seat: http::Seat,
    proceedings: http::Proceedings<'a>,
    overrides: http::Overrides<'a>,
    participant_page: http::ParticipantPage,
    replay: http::Replay<'a>,
    turn_page: http::TurnPage<'a>,
    post_page: http::PostPage<'a>,
    erasure_order: http::proofs::ErasureOrder,
    erasure: http::proofs::Erasure,
    proof: http::proofs::Proof,
    session_keys: http::proofs::SessionKeys,
    hit_page: http::search::HitPage<'a>,
    post_versions: http::PostVersions<'a>,
    statement_page: http::StatementPage,
    qr_order: http::QrOrder,
    qr_codes: http::QrCodes,
    form_page: http::FormPage,
    form_version_page: http::FormVersionPage,
    form_enactment: http::FormEnactment,
    form_amendment: http::FormAmendment,
    form_repeal: http::FormRepeal,
    form_made: FormMade,
    commitment_page: http::commitments::CommitmentPage,
    commitment_report: http::commitments::CommitmentReport,
    report_made: http::commitments::ReportMade,
    register_page: http::commitments::RegisterPage,
    review_plan: http::commitments::ReviewPlan,
    review_finding_order: http::commitments::ReviewFindingOrder,
    review_made: http::commitments::ReviewMade,
    review_page: http::commitments::ReviewPage,
    review_whole: http::commitments::ReviewWhole,
    participation: http::participation::Participation,
    version: http::Version,
    problem: http::Problem,
}

/// The schema (JSON Schema 2020-12).
#[must_use]
pub fn protocol() -> Schema {
    SchemaSettings::draft2020_12()
        .into_generator()
        .into_root_schema_for::<RostrumProtocol<'static>>()
}
