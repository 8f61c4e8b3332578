class A {
  async Task B() {
    // ruleid: await
    var c = await d.ReadAsync(1);
    // ok: await
    var e = d.ReadAsync(1);
  }
}
