import java.util.Random;
class Target {
  void run() {
    // ruleid: import-qualified
    Random.create();
    // ruleid: import-qualified
    java.util.Random.create();
    // ok: import-qualified
    other.Random.create();
  }
}
