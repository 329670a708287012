//! `POST /api/setup`: whoever reads the first start's output learns the convener's token, once.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Extension, State};
use serde::{Deserialize, Serialize};

use super::Edge;
use super::accept::Caller;
use super::problem::{ProblemCode, Refused};
use super::received::Secret;

/// The body.
#[derive(Deserialize)]
pub(super) struct Opening {
    setup: String,
}

/// The answer.
#[derive(Serialize)]
pub(super) struct Token {
    token: String,
}

/// Gives the convener's token for the secret of the set-up URL, which is used up by it.
pub(super) async fn redeem(
    State(edge): State<Arc<Edge>>,
    Extension(caller): Extension<Caller>,
    Secret(Opening { setup }): Secret<Opening>,
) -> Result<Json<Token>, Refused> {
    if edge.setup.redeem(&setup, edge.hub.now()) {
        let token = edge.convener.reveal().to_owned();
        return Ok(Json(Token { token }));
    }
    let refused = Refused::because(
        ProblemCode::Unauthorized,
        "This set-up link was used before, or its time is over.",
    );
    Err(edge.addresses.failed(caller.address.ip(), refused))
}
