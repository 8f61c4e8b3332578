fn f() {
    // ruleid: struct-literal
    let a = Config { name: 1, verify: false };
    // ok: struct-literal
    let b = Config { verify: true };
}
