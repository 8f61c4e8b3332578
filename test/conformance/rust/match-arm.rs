fn f() {
    // ruleid: match-arm
    match a {
        Some(b) => g(b),
        None => panic!("c"),
    }
    // ok: match-arm
    match a {
        Some(b) => g(b),
    }
}
