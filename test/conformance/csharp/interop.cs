class A {
  // ruleid: interop
  [DllImport("kernel32.dll")]
  static extern int B(int c);
  // ok: interop
  static int C(int d) { return d; }
}
