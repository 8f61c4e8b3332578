class A {
  // ruleid: override-annotation
  @Deprecated
  @Override
  public boolean equals(Object o) { return true; }
  // ok: override-annotation
  public boolean equals(Foo o) { return true; }
}
