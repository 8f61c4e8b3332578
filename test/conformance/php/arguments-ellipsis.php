<?php
// ruleid: arguments-ellipsis
exec("rm", $a, $b);
// ruleid: arguments-ellipsis
exec("rm");
// ok: arguments-ellipsis
exec("ls", "rm");
