fn f() {
    // ruleid: sequence
    let a = source();
    work();
    sink(a);
    // ok: sequence
    let b = other();
    sink(b);
}
