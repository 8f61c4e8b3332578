<?php
// ruleid: exit-die
exit(1);
// ruleid: exit-die
die("a");
// ruleid: exit-die
exit;
// ok: exit-die
quit();
