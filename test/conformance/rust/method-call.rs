fn f() {
    // ruleid: method-call
    let a = g().unwrap();
    // ok: method-call
    let b = g().expect("a");
}
