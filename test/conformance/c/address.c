void run(void) {
  // ruleid: address
  scanf("%d", &a);
  // ok: address
  scanf("%d", a);
}
