fn f() {
    // ruleid: if-let
    if let Some(a) = b {
        g(a);
    }
    // ok: if-let
    if b {
        g(b);
    }
}
