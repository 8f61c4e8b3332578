app.get('/', (req, res) => {
  // ruleid: taint-callback
  run(req.body.name);
  items.forEach((x) => {
    // ruleid: taint-callback
    run(req.body);
  });
});
// ok: taint-callback
run(req.body);
