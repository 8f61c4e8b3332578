fn f() {
    // ruleid: chain
    let a = Client::builder().timeout(b).danger_accept_invalid_certs(true);
    // ok: chain
    let c = Client::builder().timeout(b);
}
