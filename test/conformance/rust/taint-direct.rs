fn f() {
    let a = std::env::var("A").unwrap();
    // ruleid: taint-direct
    Command::new(a);
    // ok: taint-direct
    Command::new("ls");
}
