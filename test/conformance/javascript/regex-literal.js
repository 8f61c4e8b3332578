// ruleid: regex-literal
a.match(/b+/);
// ok: regex-literal
a.match('b+');
