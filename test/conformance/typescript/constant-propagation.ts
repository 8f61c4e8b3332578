const name: string = 'rm';
// ruleid: constant-propagation
run(name);
class A {
  private readonly tool = 'rm';
  go() {
    // ruleid: constant-propagation
    run(this.tool);
  }
}
