<?php
// ruleid: function-definition
function f($a, $b) {
  work();
  eval($b);
}
// ok: function-definition
function g($a) {
  work();
}
