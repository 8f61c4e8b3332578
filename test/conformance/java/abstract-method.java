abstract class Target {
  // ruleid: abstract-method
  abstract void run(int n);
}
interface Other {
  // ok: abstract-method
  void run(int n);
}
