class A {
  int M(string s) {
    // ok: switch-value
    throw new C();
    return s switch {
      "a" => 1,
      // ruleid: switch-value
      _ => throw new B(),
    };
  }
}
