//! Figures that anybody can take again: `cargo bench`.

mod domain;
mod journal;
mod live;

criterion::criterion_group!(benches, domain::bench, journal::bench, live::bench);
criterion::criterion_main!(benches);
