// ruleid: switch
switch (a) { case 'user': b(); break; case 'admin': c(); }
// ok: switch
switch (a) { case 'user': b(); }
