class Target {
  void Run() {
    // ruleid: verbatim
    Open(@"c:\temp");
    // ruleid: verbatim
    Open("c:\\temp");
    // ok: verbatim
    Open("c:/temp");
  }
}
