// ruleid: function-definition
fn f(a: u8, b: String) {
}
// ok: function-definition
fn g(a: u8) {
}
