class Target {
  void Run() {
    // ruleid: generic-unsaid
    Json.Read<Order>(text);
    // ruleid: generic-unsaid
    Json.Read(text);
    // ruleid: generic-unsaid
    var a = new Bag<string>(3);
    // ruleid: generic-unsaid
    Bag<string> b = null;
    // ok: generic-unsaid
    Box<Bag> c = null;
  }
}
