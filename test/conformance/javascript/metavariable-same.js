// ruleid: metavariable-same
a.b === a.b;
// ok: metavariable-same
a === b;
