// ruleid: promise-chain
a().then((b) => b).catch(c);
// ok: promise-chain
a().then((b) => b);
