fn f() {
    // ruleid: path-call
    let a = std::env::args();
    // ok: path-call
    let b = std::env::vars();
}
