#define FORMAT "x"
char *global = "y";
void run(void) {
  char *local = "z";
  // ruleid: macro-is-unknown
  print(FORMAT);
  // ruleid: macro-is-unknown
  print(global);
  // ok: macro-is-unknown
  print(local);
}
