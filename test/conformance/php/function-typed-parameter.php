<?php
// ruleid: function-typed-parameter
function f(Request $r, $x) {
}
// ok: function-typed-parameter
function g($r) {
}
