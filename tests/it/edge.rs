//! The edge, through the network.

mod access;
mod command_line;
mod exports;
mod handshake;
mod invitations;
mod limits;
mod operators;
mod reading;
mod sessions;
mod socket;
