void run(void) {
  // ruleid: regex-string
  scanf("%s", a);
  // ok: regex-string
  scanf("%d", a);
}
