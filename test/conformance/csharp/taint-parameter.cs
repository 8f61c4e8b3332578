class Target {
  public void Run(string a, int b) {
    // ruleid: taint-parameter
    Process.Start("ls " + a);
    // ok: taint-parameter
    Process.Start("ls");
  }
}
