using System;
// ruleid: top-level
Exec("ls");
// ruleid: top-level
var a = Exec(b);
