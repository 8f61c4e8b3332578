class Target {
  void run() {
    // ruleid: new-without-body
    use(new Handler(1));
    // ok: new-without-body
    use(new Handler(1) {
      void handle() {}
    });
  }
}
