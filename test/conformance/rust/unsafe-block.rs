fn f() {
    // ruleid: unsafe-block
    unsafe {
        g();
    }
    // ok: unsafe-block
    h();
}
