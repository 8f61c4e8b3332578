class A {
  save(@Body() data: Data, other: string) {
    // ruleid: taint-parameter
    run(data.name);
    // ok: taint-parameter
    run(other);
  }
}
