fn f() {
    // ruleid: macro-call
    println!("a {}", b);
    // ok: macro-call
    print!("a");
}
