//! Figures that anybody can take again: `cargo bench`.

mod journal;
mod live;

criterion::criterion_group!(benches, journal::bench, live::bench);
criterion::criterion_main!(benches);
