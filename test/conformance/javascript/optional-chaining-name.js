// ruleid: optional-chaining-name
a(req.query);
// ok: optional-chaining-name
a(req?.query);
