<?php
// ruleid: metavariable-equal
$z = $a == $a;
// ok: metavariable-equal
$z = $a == $b;
