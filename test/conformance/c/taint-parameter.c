int main(int argc, char **argv) {
  // ruleid: taint-parameter
  system(argv[1]);
  // ok: taint-parameter
  system(argc);
}
