// ruleid: function-anonymous
app.get('/', function (req, res) { res.end(); });
// ruleid: function-anonymous
app.get('/', (req, res) => { res.end(); });
// ok: function-anonymous
app.get('/', handler);
