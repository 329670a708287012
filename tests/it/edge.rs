//! The edge, through the network.

mod access;
mod assets;
mod command_line;
mod exports;
mod forms;
mod handshake;
mod invitation_pages;
mod invitations;
mod limits;
mod operators;
mod pages;
mod qr;
mod reading;
mod sessions;
mod socket;
