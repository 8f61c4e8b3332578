import java.util.Random;
class Target {
  // ruleid: import-new
  Random r = new Random();
  // ok: import-new
  Other o = new Other();
}
