class Target {
  void run(HttpServletRequest request, Statement statement) {
    String name = request.getParameter("name");
    String query = "select " + name;
    // ruleid: taint-request
    statement.executeQuery(query);
    // ok: taint-request
    statement.executeQuery(escape(query));
    query = "";
    // ok: taint-request
    statement.executeQuery(query);
  }
}
