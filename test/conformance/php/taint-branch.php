<?php
$x = 'a';
if ($c) {
  $x = source();
}
// ruleid: taint-branch
sink($x);
$x = 'b';
// ok: taint-branch
sink($x);
