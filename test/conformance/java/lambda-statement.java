class Target {
  void run(List<String> all) {
    // ruleid: lambda-statement
    all.forEach(one -> send(one));
    // ruleid: lambda-statement
    all.forEach(one -> { send(one); });
    // ok: lambda-statement
    all.forEach(this::send);
  }
}
