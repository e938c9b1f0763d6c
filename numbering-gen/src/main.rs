//! Counts.
fn main() {
    let t = std::time::Instant::now();
    println!("{:?}", numbering_gen::count(&std::fs::read_to_string("data/numbering/plan.txt").unwrap()));
    println!("{:?}", t.elapsed());
}
