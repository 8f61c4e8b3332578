void run(void) {
  std::string a = getenv("A");
  std::string b = "ls " + a;
  // ruleid: taint
  system(b.c_str());
  // ok: taint
  system("ls");
}
