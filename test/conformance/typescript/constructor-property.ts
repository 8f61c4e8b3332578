class A {
  // ruleid: constructor-property
  constructor(private a: B) {}
}
class C {
  // ok: constructor-property
  constructor(a: B) {}
}
