<?php
function f() {
  // ruleid: pattern-inside
  eval($a);
}
// ok: pattern-inside
eval($a);
