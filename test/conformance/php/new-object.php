<?php
// ruleid: new-object
$p = new Process($a, $b);
// ruleid: new-object
$p = new Process;
// ok: new-object
$p = new Other();
