void run(void) {
  #ifdef A
  // ruleid: preprocessor
  gets(a);
  #else
  // ruleid: preprocessor
  gets(b);
  #endif
}
