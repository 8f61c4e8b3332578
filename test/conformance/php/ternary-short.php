<?php
// ruleid: ternary-short
$a = $b ? $c : 'none';
// ok: ternary-short
$a = $b ? $c : $d;
