//! Figures that anybody can take again: `cargo bench`.

mod domain;
mod journal;
mod live;
mod opening;
mod search;

criterion::criterion_group!(
    benches,
    domain::bench,
    journal::bench,
    live::bench,
    opening::bench,
    search::bench
);
criterion::criterion_main!(benches);
