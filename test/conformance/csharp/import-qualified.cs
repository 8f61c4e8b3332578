using System;
class Target {
  void Run() {
    // ruleid: import-qualified
    var a = new Random();
    // ruleid: import-qualified
    var b = new System.Random();
    // ok: import-qualified
    var c = new Other();
  }
}
