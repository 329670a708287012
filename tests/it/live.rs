//! What is live, on mock sockets and in paused time: whole rooms, whole connections, and every fault of a journal.

mod support;

mod answers;
mod attendance;
mod bounds;
mod captions;
mod crowd;
mod deadlines;
mod dropping;
mod durable;
mod erasing;
mod faults;
mod isolation;
mod leaving;
mod manners;
mod nodes;
mod opening;
mod patience;
mod presence;
mod replay;
mod resume;
mod roles;
mod seats;
