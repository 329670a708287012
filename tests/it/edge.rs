//! The edge, through the network.

mod access;
mod assets;
mod attendance;
mod command_line;
mod commitments;
mod erasures;
mod exports;
mod forms;
mod handshake;
mod invitation_pages;
mod invitations;
mod limits;
mod operators;
mod overrides;
mod pages;
mod posts;
mod proofs;
mod qr;
mod reading;
mod register;
mod reindex;
mod replay;
mod reviews;
mod search;
mod sessions;
mod socket;
