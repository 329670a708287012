//! Every address that this server answers.

use std::sync::Arc;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post, put};

use super::problem::{ProblemCode, Refused};
use super::{
    Edge, assets, commitments, erasures, exports, forms, invitations, layers, operators, pages, participation, people,
    posts, proceedings, proofs, qr, register, reviews, search, seats, sessions, setup, socket, statements, turns,
};

/// All routes with what holds for all of them.
pub(super) fn router(edge: &Arc<Edge>) -> Router {
    Router::new()
        .route("/api/sessions", post(sessions::create).get(sessions::list))
        .route("/api/sessions/{session}", get(sessions::view))
        .route(
            "/api/sessions/{session}/invitations",
            post(invitations::order).get(invitations::page),
        )
        .route("/api/sessions/{session}/proceedings", get(proceedings::page))
        .route("/api/sessions/{session}/overrides", get(proceedings::overrides))
        .route("/api/sessions/{session}/participants", get(people::page))
        .route("/api/sessions/{session}/turns", get(turns::page))
        .route("/api/sessions/{session}/threads/{thread}/posts", get(posts::page))
        .route("/api/sessions/{session}/search", get(search::page))
        .route(
            "/api/sessions/{session}/threads/{thread}/posts/{post}/versions",
            get(posts::versions),
        )
        .route("/api/sessions/{session}/turns/{turn}/statements", get(statements::page))
        .route("/api/sessions/{session}/transcript.md", get(exports::markdown))
        .route("/api/sessions/{session}/transcript.html", get(exports::html))
        .route("/api/sessions/{session}/transcript.xml", get(exports::akoma))
        .route("/api/sessions/{session}/transcript.jsonl", get(exports::lines))
        .route("/api/sessions/{session}/attendance.csv", get(exports::attendance))
        .route("/api/sessions/{session}/participation", get(participation::whole))
        .route(
            "/api/sessions/{session}/participation.csv",
            get(participation::whole_table),
        )
        .route("/api/participation", get(participation::several))
        .route("/api/participation.csv", get(participation::several_table))
        .route("/api/sessions/{session}/checkpoint", get(proofs::checkpoint))
        .route("/api/sessions/{session}/proof", get(proofs::inclusion))
        .route("/api/sessions/{session}/consistency", get(proofs::consistency))
        .route("/api/sessions/{session}/keys", get(proofs::keys))
        .route("/api/sessions/{session}/record", get(proofs::record))
        .route("/api/sessions/{session}/erasures", post(erasures::order))
        .route("/api/sessions/{session}/socket", get(socket::open))
        .route("/api/sessions/{session}/commitments", get(commitments::page))
        .route(
            "/api/sessions/{session}/commitments/{commitment}/reports",
            post(commitments::report),
        )
        .route("/api/commitments", get(register::page))
        .route("/api/commitments.csv", get(register::table))
        .route("/api/reviews", post(reviews::make).get(reviews::list))
        .route("/api/reviews/{review}", get(reviews::whole))
        .route("/api/reviews/{review}/findings", put(reviews::find))
        .route("/api/reviews/{review}/lines.csv", get(reviews::table))
        .route("/api/forms", get(forms::list))
        .route(
            "/api/forms/{form}",
            get(forms::versions)
                .post(forms::enact)
                .put(forms::amend)
                .delete(forms::repeal),
        )
        .route("/api/seat", post(seats::redeem).delete(seats::forget))
        .route("/api/qr", post(qr::draw))
        .route("/api/setup", post(setup::redeem))
        .route("/api/schema.json", get(operators::schema))
        .route("/healthz", get(operators::health))
        .route("/readyz", get(operators::ready))
        .route("/metrics", get(operators::counts))
        .route("/version", get(operators::version))
        .route("/", get(pages::shell))
        .route("/join", get(pages::shell))
        .route("/setup", get(pages::shell))
        .route("/help", get(pages::shell))
        .route("/help/{page}", get(pages::shell))
        .route("/desk", get(pages::shell))
        .route("/desk/{session}", get(pages::shell))
        .route("/sessions/{session}", get(pages::shell))
        .route("/sessions/{session}/participation", get(pages::shell))
        .route("/commitments/{session}", get(pages::shell))
        .route("/favicon.ico", get(pages::icon))
        .route("/assets/{version}/{*path}", get(assets::file))
        .fallback(pages::unknown)
        .method_not_allowed_fallback(async || Refused::from(ProblemCode::MethodNotAllowed))
        .layer(from_fn_with_state(Arc::clone(edge), layers::same_site))
        .layer(from_fn_with_state(Arc::clone(edge), layers::guarded))
        .layer(from_fn(layers::counted))
        .with_state(Arc::clone(edge))
}
