class Program {
  void Run() {
    var line = Console.ReadLine();
    // ruleid: taint-initializer
    var info = new ProcessStartInfo { FileName = line };
    // ruleid: taint-initializer
    Print(new List<string> { line });
    // ok: taint-initializer
    Print(new List<string> { "fixed" });
  }
}
