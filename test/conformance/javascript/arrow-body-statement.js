// ruleid: arrow-body-statement
a((req, res) => res.send(req));
// ok: arrow-body-statement
a((req, res) => res.end(req));
