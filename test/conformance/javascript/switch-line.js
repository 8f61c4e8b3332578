// ruleid: switch-line
switch (a) { case 'b': f(); }
// ok: switch-line
switch (a) { case 'b': f(); break; default: g(); }
// ok: switch-line
switch (a) { case 'c': f(); }
