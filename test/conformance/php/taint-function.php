<?php
function f() {
  $page = $_REQUEST['page'];
  foreach ($list as $item) {
    // ruleid: taint-function
    include($page . '.php');
    // ok: taint-function
    include($item . '.php');
  }
}
