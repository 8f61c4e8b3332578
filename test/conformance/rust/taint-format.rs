fn f() {
    let a = source();
    let b = format!("x {}", a);
    // ruleid: taint-format
    sink(&b);
    // ok: taint-format
    sink("b");
}
