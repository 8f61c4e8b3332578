// ruleid: new
const a = new Buffer(1);
// ok: new
Buffer(1);
