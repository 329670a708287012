//! Figures that anybody can take again: `cargo bench`.

mod domain;
mod journal;
mod live;
mod opening;

criterion::criterion_group!(benches, domain::bench, journal::bench, live::bench, opening::bench);
criterion::criterion_main!(benches);
