class A extends Component<Props> {
  // ruleid: inside
  b() { run(); }
}
class C extends Other<Props> {
  // ok: inside
  d() { run(); }
}
