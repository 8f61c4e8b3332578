class Target {
  void Run() {
    string name = Request.Query["name"];
    string query = "select " + name;
    // ruleid: taint-request
    var a = new SqlCommand(query, connection);
    // ok: taint-request
    var b = new SqlCommand(Escape(query), connection);
    // ruleid: taint-request
    var c = new SqlCommand($"select {name}", connection);
  }
}
