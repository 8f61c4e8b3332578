app.get('/go', (req, res) => {
  // ruleid: javascript.open-redirect
  res.redirect(req.query.url);
  // ruleid: javascript.open-redirect
  res.redirect(302, req.query.next || '/');
  // ruleid: javascript.open-redirect
  res.setHeader('Location', req.query.next);
  // ok: javascript.open-redirect
  res.redirect('/login?next=' + encodeURIComponent(req.query.next));
  // ok: javascript.open-redirect
  res.redirect(`/users/${req.params.id}`);
  // ok: javascript.open-redirect
  res.redirect(pages[req.query.page]);
  // ok: javascript.open-redirect
  res.setHeader('X-Next', req.query.next);
});
