//! The edge, through the network.

mod access;
mod assets;
mod attendance;
mod command_line;
mod erasures;
mod commitments;
mod exports;
mod forms;
mod handshake;
mod invitation_pages;
mod invitations;
mod limits;
mod operators;
mod overrides;
mod pages;
mod proofs;
mod qr;
mod reading;
mod replay;
mod reindex;
mod search;
mod register;
mod reviews;
mod sessions;
mod socket;
