function a(b) {
  // ruleid: function-ellipsis-name
  run(b);
  // ok: function-ellipsis-name
  run(c);
}
d((e) => {
  // ruleid: function-ellipsis-name
  run(e);
});
