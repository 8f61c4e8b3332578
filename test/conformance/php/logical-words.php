<?php
// ruleid: logical-words
$x = $a && $b;
// ruleid: logical-words
$x = ($a and $b);
// ok: logical-words
$x = $a || $b;
