app.use((error, req, res, next) => {
  // ruleid: javascript.error-stack-sent
  res.status(500).send(error.stack);
  // ruleid: javascript.error-stack-sent
  res.json({ message: 'failed', stack: error.stack });
  // ok: javascript.error-stack-sent
  res.status(500).send('Something failed');
  // ok: javascript.error-stack-sent
  res.json({ message: error.message });
  // ok: javascript.error-stack-sent
  channel.send(error.stack);
});
