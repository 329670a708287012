//! Figures that anybody can take again: `cargo bench`.

mod domain;
mod journal;

criterion::criterion_group!(benches, domain::bench, journal::bench);
criterion::criterion_main!(benches);
