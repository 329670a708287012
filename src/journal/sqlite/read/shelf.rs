//! Where what is read lies.

use bytes::{Bytes, BytesMut};

/// Where the bytes of many entries lie beside each other: a long journal is read by one thread and folded by another, and
/// with every single piece of memory that one takes and the other gives back, they would wait for each other.
#[derive(Default)]
pub(super) struct Shelf {
    room: BytesMut,
}

/// What is taken at a time, and held as long as one of its pieces is.
const BYTES: usize = 32 * 1024;

impl Shelf {
    pub(super) fn keep(&mut self, bytes: &[u8]) -> Bytes {
        if bytes.len() > BYTES / 8 {
            return Bytes::copy_from_slice(bytes);
        }
        if self.room.capacity() < bytes.len() {
            self.room = BytesMut::with_capacity(BYTES);
        }
        self.room.extend_from_slice(bytes);
        self.room.split().freeze()
    }
}
